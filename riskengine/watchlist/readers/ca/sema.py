"""The Canadian autonomous sanctions list, XML: the layouts of 2020 and of today.

A record has no number of its own; country, schedule and item together are its key. "Country"
is the regulations a party is listed under, not where the party is from.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from riskengine.model.entity import Entity, Listing
from riskengine.model.interval import DateRange
from riskengine.vocab import EntityKind, NameKind
from riskengine.watchlist.readers.ca.aliases import (
    bracketed_names,
    in_two_languages,
    is_french,
    split_aliases,
)
from riskengine.watchlist.readers.contract import Account, Ledger, whole_file_fault
from riskengine.watchlist.readers.dates import date_range
from riskengine.watchlist.readers.drafting import EntityDraft
from riskengine.watchlist.readers.parts import digest, kind_of_organization, slug
from riskengine.watchlist.readers.xmlstream import (
    Element,
    XmlStream,
    audit,
    looks_like_xml,
    text,
)
from riskengine.watchlist.source import Source

LIST_ID = "ca-sema"
AUTHORITY = "Global Affairs Canada"
_ENTITY = ("EntityOrShip", "Entity")
_DATE = ("DateOfBirthOrShipBuildDate", "DateOfBirth")
_TITLE = ("TitleOrShip", "Title")
_KNOWN = frozenset(
    (
        "record",
        "Country",
        "LastName",
        "GivenName",
        "Aliases",
        "ShipIMONumber",
        "Schedule",
        "Item",
        "DateOfListing",
        *_ENTITY,
        *_DATE,
        *_TITLE,
    )
)
_SHIP = re.compile(r"\b(?:ship|vessel|navire|bateau)\b", re.IGNORECASE)
_SHORT = re.compile(r"\(([A-Z]{4,})\)\s*$")
_OR = re.compile(r"\s+or\s+|\s*;\s*", re.IGNORECASE)
_TWO_YEARS = re.compile(r"^(\d{4})/(\d{4})$")
_INNER = re.compile(r"\s*\(([^()]+)\)")


class _Sema:
    name = "ca_sema"
    version = "1"
    title = "Consolidated Canadian autonomous sanctions list, XML"
    list_ids = (LIST_ID,)

    def recognises(self, source: Source) -> bool:
        head = source.head
        return (
            looks_like_xml(source, "data-set")
            and b"<record>" in head
            and b"<Country>" in head
            and (b"<Schedule>" in head or b"<Item>" in head)
        )

    def read(self, source: Source, ledger: Ledger) -> Iterator[Entity]:
        account = ledger.account(LIST_ID)
        # Keys are counted first, so that of two records with one key neither is favoured.
        keys: Counter[str] = Counter()
        counting = XmlStream(source, ("record",))
        for record in counting:
            keys[_key(record)] += 1
        if counting.root != "data-set":
            raise whole_file_fault(source, f"root element {counting.root!r}, not 'data-set'")
        seen: set[str] = set()
        stream = XmlStream(source, ("record",))
        for record in stream:
            account.saw(source.name)
            audit(record, _KNOWN, account)
            key = _key(record)
            if keys[key] > 1 or not text(record, "Item"):
                key = f"{key}-{digest(*_content(record))}"
            entity = _entity(record, key, account, f"{source.name} line {stream.line}")
            if entity is None:
                continue
            account.read()
            if entity.id in seen:
                account.merged += 1
                continue
            seen.add(entity.id)
            yield entity


def _key(record: Element) -> str:
    regime = " ".join(text(record, "Country").split(" / ")[0].split())
    short = _SHORT.search(regime)
    return slug(
        f"{short[1] if short else regime} {text(record, 'Schedule')} {text(record, 'Item')}"
    )


def _content(record: Element) -> list[str]:
    return [f"{child.tag}={text(child)}" for child in record]


def _first(record: Element, tags: tuple[str, ...]) -> str:
    return next((found for tag in tags if (found := text(record, tag))), "")


def _entity(record: Element, key: str, account: Account, where: str) -> Entity | None:
    draft = EntityDraft(LIST_ID, key)
    named = _first(record, _ENTITY)
    given, family = text(record, "GivenName"), text(record, "LastName")
    imo, title = text(record, "ShipIMONumber"), _first(record, _TITLE)
    date = _first(record, _DATE)
    if not (named or given or family):
        account.refuse(where, "no name", " ".join(_content(record)))
        return None
    if named and (given or family):
        account.odd("record with a person's and an entity's name", named)
    if named:
        _entity_names(named, draft)
        # The date column says it holds birth dates of persons and build dates of ships.
        ship = bool(imo or date or _SHIP.search(title))
        kind = EntityKind.VESSEL if ship else _organization(named)
    else:
        kind = EntityKind.PERSON
    if given or family:
        _person_names(given, family, draft)
    if not (named and _SHIP.fullmatch(title)):
        draft.detail("title", title)
    _aliases(text(record, "Aliases"), given, family, draft)
    draft.identifier("imo", imo, label="ShipIMONumber")
    _dates(date, "birth" if kind is EntityKind.PERSON else "built", draft)
    listed = text(record, "DateOfListing")
    when = date_range(listed)
    if listed and when is None:
        draft.detail("date_as_published", f"listed: {listed}")
        account.odd("DateOfListing", listed)
    draft.listing(Listing(text(record, "Country"), AUTHORITY, entry=_entry(record), listed_on=when))
    return draft.build(kind)


def _organization(named: str) -> EntityKind:
    name = bracketed_names(in_two_languages(named)[0])[0]
    return kind_of_organization(name, otherwise=EntityKind.ORGANIZATION)


def _entry(record: Element) -> str:
    schedule, item = text(record, "Schedule"), text(record, "Item")
    parts = [f"Schedule {schedule}" if schedule else "", f"item {item}" if item else ""]
    return ", ".join(part for part in parts if part)


def _entity_names(printed: str, draft: EntityDraft) -> None:
    english, french = in_two_languages(printed)
    name, aliases, acronyms = bracketed_names(english)
    draft.name(name, NameKind.PRIMARY)
    for alias in aliases:
        draft.name(alias)
    for acronym in acronyms:
        draft.name(acronym, NameKind.ACRONYM)
    if french:
        name, aliases, acronyms = bracketed_names(french)
        draft.name(name, language="fr")
        for alias in (*aliases, *acronyms):
            draft.name(alias, language="fr")


def _person_names(given: str, family: str, draft: EntityDraft) -> None:
    """`Jan` and `DOE (DOWE)` are Jan DOE and Jan DOWE."""
    kind = NameKind.PRIMARY if not draft.named else NameKind.ALIAS
    plain = [_INNER.sub("", part).strip() for part in (given, family)]
    draft.name(" ".join(plain), kind)
    if not draft.named:
        draft.name(f"{given} {family}", kind)
    for index, part in enumerate((given, family)):
        for inner in _INNER.findall(part):
            for other in split_aliases(inner):
                variant = [*plain]
                variant[index] = other
                draft.name(" ".join(variant))


def _aliases(printed: str, given: str, family: str, draft: EntityDraft) -> None:
    """Aliases; one word of a person is a nickname or another spelling of a part."""
    for alias in split_aliases(printed):
        if not family or " " in alias:
            draft.name(alias, language="fr" if is_french(alias) else None)
            continue
        draft.name(alias, NameKind.WEAK_ALIAS)
        if given and alias.isupper() and family.isupper():
            # Family names stand in capitals, so this is one in another spelling.
            draft.name(f"{given} {alias}")
    if any(mark in printed for mark in ",;/("):
        draft.detail("remark", f"Aliases as published: {printed}")


def _dates(printed: str, label: str, draft: EntityDraft) -> None:
    years = _TWO_YEARS.match(printed)
    pieces = years.groups() if years else [piece for piece in _OR.split(printed) if piece]
    read: list[DateRange | None] = [date_range(piece) for piece in pieces]
    if any(when is None for when in read):
        draft.date(label, None, printed)
    for when in read:
        if when is not None:
            draft.date(label, when)


READER = _Sema()
