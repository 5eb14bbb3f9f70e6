"""OFAC's classic XML: SDN.XML and CONSOLIDATED.XML, root `sdnList`.

`publshInformation` (spelt so) gives date and record count; then one `sdnEntry` per party with
flat names, lists of aliases, addresses, nationalities, dates and places of birth, identity
documents and, under the same `id` elements, features such as gender or website. The form has
no listing dates and no ties; "Linked To:" stays in the remarks.

Both files have the same layout and neither says which it is: its programmes tell.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from riskengine.model.entity import Entity
from riskengine.vocab import NameKind
from riskengine.watchlist.readers.contract import Account, Ledger
from riskengine.watchlist.readers.dates import date_range, day
from riskengine.watchlist.readers.drafting import EntityDraft
from riskengine.watchlist.readers.ofac.common import (
    CONS,
    LIST_IDS,
    MAIN_ORDER,
    SDN,
    caption_of,
    country_of,
    kind_of,
    lists_of_programs,
    name_kind,
    number_fault,
    ofac_codes,
    report_outside,
)
from riskengine.watchlist.readers.ofac.facts import PartyFacts
from riskengine.watchlist.readers.ofac.park import Entry, listings_of
from riskengine.watchlist.readers.xmlstream import (
    Element,
    XmlStream,
    audit,
    looks_like_xml,
    text,
    texts,
)
from riskengine.watchlist.source import Source

_INFO = ("publshInformation", "publishInformation")
_PROGRAM_END = re.compile(rb"</(?:\w+:)?program>")
_CHUNK = 1 << 20
_LONGEST = 4096  # bytes kept of an unfinished programme between two chunks
_NON_SDN_SHARE = 0.1  # of all programmes: about 0.33 in the consolidated file, 0.0002 in SDN
_ADDRESS = ("address1", "address2", "address3", "city", "stateOrProvince", "postalCode")
_VESSEL = (
    ("callSign", "call_sign"),
    ("vesselType", "vessel_type"),
    ("vesselOwner", "owner_as_published"),
    ("tonnage", "tonnage"),
    ("grossRegisteredTonnage", "gross_tonnage"),
)


class OfacXml:
    """Reader of the classic XML form."""

    name = "ofac_xml"
    version = "1"
    title = "OFAC SDN or consolidated list, classic XML"
    list_ids = LIST_IDS

    def recognises(self, source: Source) -> bool:
        """Root `sdnList`, whatever its namespace."""
        return looks_like_xml(source, "sdnList")

    def read(self, source: Source, ledger: Ledger) -> Iterator[Entity]:
        """Entities in file order; a party of the consolidated file once for each of its lists."""
        known = ofac_codes().elements["classic"]
        consolidated = _is_consolidated(source)
        whole = Account()  # what belongs to no single list, until the end
        seen: set[str] = set()
        stated: int | None = None
        rows = 0
        stream = XmlStream(source, (*_INFO, "sdnEntry"))
        for record in stream:
            if record.tag in _INFO:
                audit(record, known, whole)
                ledger.list_date = day(text(record, "Publish_Date"), month_first=True)
                stated = _count(text(record, "Record_Count"), whole)
                continue
            rows += 1
            programs = texts(record, "programList/program")
            lists = {SDN: tuple(programs)}
            if consolidated:
                lists = lists_of_programs(programs, " ".join(record.itertext()))
            wanted = [list_id for list_id in lists if ledger.wants(list_id)]
            number = text(record, "uid")
            for list_id in wanted:
                account = ledger.account(list_id)
                account.saw(source.name)
                audit(record, known, account)
            reason = _fault(record, number, seen)
            seen.add(number)
            if reason:
                where = f"{source.name} entry {rows}, line {stream.line}"
                for list_id in wanted:
                    ledger.account(list_id).refuse(where, reason, text(record))
                continue
            if wanted:
                yield from _entities(record, number, programs, lists, ledger)
        report_outside(stream, "classic", whole)
        _settle(whole, stated, rows, ledger, CONS if consolidated else SDN)


READER = OfacXml()


def _is_consolidated(source: Source) -> bool:
    """Whether the programmes in the file are those of the non-SDN lists."""
    found: Counter[bytes] = Counter()
    rest = b""
    with source.open() as stream:
        while chunk := stream.read(_CHUNK):
            *ended, rest = _PROGRAM_END.split(rest + chunk)
            found.update(piece.rpartition(b">")[2].strip() for piece in ended)
            rest = rest[-_LONGEST:]
    known = ofac_codes().non_sdn_programs
    alone = sum(count for name, count in found.items() if name.decode("latin-1").upper() in known)
    return alone > 0 and alone >= _NON_SDN_SHARE * found.total()


def _count(printed: str, account: Account) -> int | None:
    digits = printed.replace(",", "")
    if re.fullmatch("[0-9]{1,9}", digits):
        return int(digits)
    if printed:
        account.odd("Record_Count", printed)
    return None


def _fault(record: Element, number: str, seen: set[str]) -> str:
    fault = number_fault(number, "uid")
    if fault:
        return fault
    if number in seen:
        return "this number stands twice"
    return "" if _name(record) else "no name"


def _name(element: Element) -> str:
    """As OFAC prints it: LAST, First."""
    last, first = text(element, "lastName"), text(element, "firstName")
    return f"{last}, {first}" if last and first else last or first


def _entities(
    record: Element,
    number: str,
    programs: Sequence[str],
    all_lists: Mapping[str, tuple[str, ...]],
    ledger: Ledger,
) -> Iterator[Entity]:
    lists = [list_id for list_id in all_lists if ledger.wants(list_id)]
    account = ledger.account(lists[0])
    facts = _facts(record, number, account)
    of_these = {program for own in all_lists.values() for program in own}
    beside = [program for program in programs if program not in of_these]
    if beside:
        facts.draft.note(f"Also printed under programmes of other OFAC lists: {', '.join(beside)}.")
    name = caption_of(facts.draft)
    entity = facts.draft.build(kind_of(text(record, "sdnType"), name, account))
    entries = [Entry(list_id, own) for list_id, own in all_lists.items()]
    for list_id in lists:
        listings = listings_of(number, list_id, entries, tuple(facts.measures), facts.listed)
        ledger.account(list_id).read()
        yield replace(entity, id=f"{list_id}:{number}", list_id=list_id, listings=listings)


def _facts(record: Element, number: str, account: Account) -> PartyFacts:
    draft = EntityDraft("us-ofac", number)
    facts = PartyFacts(draft, account, text(record, "sdnType"))
    draft.name(_name(record), NameKind.PRIMARY)
    for alias in record.findall("akaList/aka"):
        category = text(alias, "category").lower()
        if category not in ("", "strong", "weak"):
            account.odd("alias category", category)
        kind = name_kind(text(alias, "type"), weak=category == "weak", account=account)
        draft.name(_name(alias), kind)
    draft.identifier("ofac", number)
    draft.detail("title", text(record, "title"))
    for place in record.findall("addressList/address"):
        country = text(place, "country")
        draft.address(*(text(place, part) for part in _ADDRESS), country)
        draft.country(country_of(country))
    for label in ("nationality", "citizenship"):
        for item in record.findall(f"{label}List/{label}"):
            facts.feature(label, "", country=text(item, "country"))
    for born in texts(record, "dateOfBirthList/dateOfBirthItem/dateOfBirth"):
        draft.date("birth", date_range(born), born)
    for place_name in texts(record, "placeOfBirthList/placeOfBirthItem/placeOfBirth"):
        draft.detail("place_of_birth", place_name)
    for item in record.findall("idList/id"):
        _number(item, facts)
    _vessel(record, facts)
    draft.detail("remark", text(record, "remarks"))
    return facts


def _number(item: Element, facts: PartyFacts) -> None:
    label, value = text(item, "idType"), text(item, "idNumber")
    dates = "; ".join(
        f"{word} {printed}"
        for word, printed in (
            ("issued", text(item, "issueDate")),
            ("expires", text(item, "expirationDate")),
        )
        if printed
    )
    facts.label_and_value(label, value, country=text(item, "idCountry"), remarks=dates)


def _vessel(record: Element, facts: PartyFacts) -> None:
    for tag, label in _VESSEL:
        facts.draft.detail(label, text(record, f"vesselInfo/{tag}"))
    flag = text(record, "vesselInfo/vesselFlag")
    if flag:
        facts.feature("Vessel Flag", "", country=flag)


def _settle(whole: Account, stated: int | None, rows: int, ledger: Ledger, main: str) -> None:
    """Give what concerns the whole file to one list, and compare the stated count."""
    held = [list_id for list_id in MAIN_ORDER if list_id in ledger.accounts]
    if not held and not ledger.wants(main):
        return
    account = ledger.account(held[0] if held else main)
    if main == SDN:
        account.stated_rows = stated
    elif stated is not None and stated != rows:
        # Several lists share the file, so its count is no list's own.
        account.odd("Record_Count", f"{stated} stated, {rows} in the file")
    account.fields.update(whole.fields)
    account.unknown.update(whole.unknown)
