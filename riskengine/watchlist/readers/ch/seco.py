"""The Swiss list (SECO, SESAM), XML: the whole history of targets, de-listed ones included.

The newest `modification` of a target comes first. Whole identities are repeated inside
modifications (`added`, `removed`); they tell what was changed and are not read.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field

from riskengine.model.entity import Entity, Listing
from riskengine.model.interval import DateRange
from riskengine.vocab import EntityKind
from riskengine.watchlist.readers.ch.codes import swiss_codes
from riskengine.watchlist.readers.ch.target import (
    AUTHORITY,
    LIST_ID,
    cross_reference,
    read_party,
)
from riskengine.watchlist.readers.contract import Account, Ledger, whole_file_fault
from riskengine.watchlist.readers.dates import date_range, day
from riskengine.watchlist.readers.drafting import EntityDraft
from riskengine.watchlist.readers.xmlstream import (
    Element,
    XmlStream,
    attribute,
    audit,
    looks_like_xml,
    text,
)
from riskengine.watchlist.source import Source

_ROOT = "swiss-sanctions-list"
_BODIES = ("individual", "entity", "object")
_CHANGES = frozenset({"listed", "amended", "de-listed"})


@dataclass(frozen=True, slots=True)
class _Program:
    key: str
    name: str
    measure: str


@dataclass(slots=True)
class _Context:
    """What the targets refer to: programmes by sanctions set, places by id."""

    programs: dict[str, _Program] = field(default_factory=dict)
    places: dict[str, Element] = field(default_factory=dict)


class _Seco:
    name = "ch_seco"
    version = "1"
    title = "Swiss sanctions list (SECO), XML"
    list_ids = (LIST_ID,)

    def recognises(self, source: Source) -> bool:
        return looks_like_xml(source, _ROOT)

    def read(self, source: Source, ledger: Ledger) -> Iterator[Entity]:
        account = ledger.account(LIST_ID)
        context = _Context()
        # Places come after the targets that use them, so the file is gone through twice.
        references = XmlStream(source, ("sanctions-program", "place"))
        for element in references:
            _note_reference(element, context)
        if references.root != _ROOT:
            raise whole_file_fault(source, f"root element {references.root!r}, not {_ROOT!r}")
        ledger.list_date = day(references.attributes.get("date", ""))
        if references.attributes.get("list-type", "whole-list") != "whole-list":
            account.complete = False
            account.notes.append("The file is no whole list; it says so itself.")
        stream = XmlStream(source, ("target",))
        for target in stream:
            account.saw(source.name)
            where = f"{source.name} line {stream.line}"
            entity = _entity(target, context, account, where, ledger.list_date)
            if entity is not None:
                account.read()
                yield entity


def _note_reference(element: Element, context: _Context) -> None:
    if element.tag == "place":
        # The stream clears the element it lent, so its children are moved to a new one.
        kept = element.makeelement("place")
        for child in list(element):
            kept.append(child)
        context.places[attribute(element, "ssid")] = kept
        return
    key = _in_english(element, "program-key")
    name = _in_english(element, "program-name")
    for found in element.findall("sanctions-set"):
        ssid = attribute(found, "ssid")
        if ssid not in context.programs or attribute(found, "lang") == "eng":
            context.programs[ssid] = _Program(key or name, name, text(found))


def _in_english(element: Element, tag: str) -> str:
    found = element.findall(tag)
    english = [child for child in found if attribute(child, "lang") == "eng"]
    return text((english or found or [None])[0])


def _entity(
    target: Element, context: _Context, account: Account, where: str, list_date: dt.date | None
) -> Entity | None:
    ssid = attribute(target, "ssid")
    body = next((target.find(tag) for tag in _BODIES if target.find(tag) is not None), None)
    excerpt = text(body, "identity/name") or text(target)
    if not ssid:
        account.refuse(where, "no ssid", excerpt)
        return None
    if body is None:
        account.refuse(where, f"target {ssid} has no individual, entity or object", excerpt)
        return None
    # Some editions print the history inside the party instead of after it.
    changes = target.findall("modification") or body.findall("modification")
    for change in changes:
        for child in list(change):
            change.remove(child)
    audit(target, swiss_codes().known, account)
    draft = EntityDraft(LIST_ID, ssid)
    kind: EntityKind = read_party(body, context.places, draft, account)
    if not draft.named:
        account.refuse(where, f"target {ssid} has no name", excerpt)
        return None
    periods = _periods(changes, account)
    if periods is None:
        account.refuse(where, f"target {ssid} is de-listed, without any date", excerpt)
        return None
    for program in _programs(target, context, account):
        for listed, delisted in periods:
            draft.listing(
                Listing(
                    program.key,
                    AUTHORITY,
                    entry=ssid,
                    listed_on=listed,
                    delisted_on=delisted,
                    citation=program.name,
                    measures=(program.measure,) if program.measure else (),
                )
            )
    for number in target.findall("foreign-identifier"):
        _foreign(text(number), draft)
    for item in target.findall("generic-attribute"):
        draft.detail("remark", f"{attribute(item, 'name')}: {text(item)}")
    return draft.build(kind)


def _programs(target: Element, context: _Context, account: Account) -> list[_Program]:
    ids = [text(child) for child in target.findall("sanctions-set-id")]
    ids += attribute(target, "sanctions-set-id").split()
    out = []
    for ssid in ids:
        if ssid in context.programs:
            out.append(context.programs[ssid])
        else:
            account.odd("sanctions-set-id", ssid)
            out.append(_Program(f"sanctions set {ssid}", "", ""))
    if not out:
        account.odd("sanctions-set-id", "")
        out.append(_Program("", "", ""))
    return out


def _foreign(value: str, draft: EntityDraft) -> None:
    scheme = cross_reference(value)
    if scheme:
        draft.identifier(scheme, value)
    elif value:
        draft.detail("number_as_published", f"foreign identifier: {value}")


def _periods(
    changes: list[Element], account: Account
) -> list[tuple[DateRange | None, DateRange | None]] | None:
    """Times on the list, oldest first; None where the end of the last one has no date."""
    out: list[tuple[DateRange | None, DateRange | None]] = []
    since: DateRange | None = None
    on_list = False
    for change in reversed(changes):
        type_ = attribute(change, "modification-type")
        if type_ not in _CHANGES:
            account.odd("modification-type", type_)
        when = _when(change)
        if type_ == "de-listed":
            if when is None:
                return None
            if on_list or not out:
                out.append((since, when))
            since, on_list = None, False
        elif not on_list:
            # A history that begins with an amendment was cut: since when is not known.
            since, on_list = (when if type_ == "listed" else None), True
    if on_list or not out:
        out.append((since, None))
    return out


def _when(change: Element) -> DateRange | None:
    for name in ("effective-date", "publication-date", "enactment-date"):
        found = date_range(attribute(change, name))
        if found is not None:
            return found
    return None


READER = _Seco()
