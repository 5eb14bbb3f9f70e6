"""UN Security Council consolidated list, XML."""

from __future__ import annotations

from collections.abc import Iterator

from riskengine.model.entity import Entity, Listing
from riskengine.model.interval import DateRange
from riskengine.territories import country_hits
from riskengine.vocab import EntityKind, NameKind
from riskengine.watchlist.readers.contract import Account, Ledger, whole_file_fault
from riskengine.watchlist.readers.dates import date_range, day
from riskengine.watchlist.readers.drafting import EntityDraft
from riskengine.watchlist.readers.grouping import key_fault
from riskengine.watchlist.readers.papers import (
    add_labelled_numbers,
    add_number,
    add_organization_name,
    kind_of_name,
)
from riskengine.watchlist.readers.parts import countries_of
from riskengine.watchlist.readers.un.codes import un_codes
from riskengine.watchlist.readers.un.names import read_alias
from riskengine.watchlist.readers.xmlstream import (
    Element,
    XmlStream,
    audit,
    looks_like_xml,
    text,
    texts,
)
from riskengine.watchlist.source import Source

LIST_ID = "un-sc"
AUTHORITY = "United Nations Security Council"
_NAME_PARTS = ("FIRST_NAME", "SECOND_NAME", "THIRD_NAME", "FOURTH_NAME")
_NOT_STATED = ("na", "n/a")
_QUALITY = {
    "": NameKind.ALIAS,
    "good": NameKind.ALIAS,
    "low": NameKind.WEAK_ALIAS,
    "a.k.a.": NameKind.ALIAS,
    "f.k.a.": NameKind.FORMER,
}
_ROOT_ATTRIBUTES = frozenset({"dateGenerated", "noNamespaceSchemaLocation", "schemaLocation"})


class UnXml:
    """`CONSOLIDATED_LIST` with `INDIVIDUAL` and `ENTITY` elements.

    The id is the REFERENCE_NUMBER (`QDi.001`), which is permanent and which other publishers
    cite; DATAID where there is none.
    """

    name = "un_xml"
    version = "1"
    title = "UN Security Council consolidated list, XML"
    list_ids = (LIST_ID,)

    def recognises(self, source: Source) -> bool:
        if not looks_like_xml(source, "CONSOLIDATED_LIST"):
            return False
        return any(mark in source.head for mark in (b"<INDIVIDUAL", b"<ENTIT", b"dateGenerated"))

    def read(self, source: Source, ledger: Ledger) -> Iterator[Entity]:
        if not ledger.wants(LIST_ID):
            return
        account = ledger.account(LIST_ID)
        stream = XmlStream(source, ("INDIVIDUAL", "ENTITY"))
        seen: set[str] = set()
        for record in stream:
            ledger.list_date = ledger.list_date or day(stream.attributes.get("dateGenerated", ""))
            account.saw(source.name)
            audit(record, un_codes().elements, account)
            key = text(record, "REFERENCE_NUMBER") or text(record, "DATAID")
            reason = _fault(record, key, seen)
            if reason:
                account.refuse(f"{source.name} line {stream.line}", reason, text(record))
                continue
            seen.add(key)
            account.read()
            yield _entity(record, key, account)
        if stream.root != "CONSOLIDATED_LIST":
            raise whole_file_fault(
                source, f"root element {stream.root!r} where CONSOLIDATED_LIST is expected"
            )
        for name in stream.attributes:
            if name not in _ROOT_ATTRIBUTES:
                account.odd("element", f"CONSOLIDATED_LIST@{name}")


def _fault(record: Element, key: str, seen: set[str]) -> str:
    fault = key_fault(key, "REFERENCE_NUMBER or DATAID", seen)
    if fault:
        return fault
    return "" if _full_name(record) or texts(record, "*/ALIAS_NAME") else "no name"


def _full_name(record: Element) -> str:
    return " ".join(value for part in _NAME_PARTS if (value := text(record, part)))


def _entity(record: Element, key: str, account: Account) -> Entity:
    draft = EntityDraft(LIST_ID, key)
    person = record.tag == "INDIVIDUAL"
    _names(draft, record, person, account)
    draft.identifier("un", text(record, "REFERENCE_NUMBER"))
    for part in record:
        tag = part.tag
        if tag in ("NATIONALITY", "NATIONALITY2"):
            for value in texts(part, "VALUE") or [text(part)]:
                if value.lower() not in _NOT_STATED:
                    _country(draft, value)
                    draft.detail("nationality", value)
        elif tag in ("DESIGNATION", "TITLE"):
            for value in texts(part, "VALUE") or [text(part)]:
                draft.detail(tag.lower(), value)
        elif tag == "GENDER":
            draft.detail("gender", text(part))
        elif tag in ("INDIVIDUAL_ADDRESS", "ENTITY_ADDRESS"):
            _address(draft, part)
        elif tag == "INDIVIDUAL_DATE_OF_BIRTH":
            _birth(draft, part, account)
        elif tag == "INDIVIDUAL_PLACE_OF_BIRTH":
            draft.detail("place_of_birth", _place(part))
        elif tag == "INDIVIDUAL_DOCUMENT":
            _document(draft, part, account)
    comments = text(record, "COMMENTS1")
    draft.detail("remark", comments)
    if not person:
        add_labelled_numbers(draft, comments)
    _dates(draft, record, key, account)
    if person:
        return draft.build(EntityKind.PERSON)
    name = _full_name(record)
    return draft.build(kind_of_name(name, otherwise=EntityKind.ORGANIZATION))


def _names(draft: EntityDraft, record: Element, person: bool, account: Account) -> None:
    add = draft.name if person else lambda *given: add_organization_name(draft, *given)
    # Two companies joined by a semicolon are one entry: the first name is the main one.
    for index, name in enumerate(part.strip() for part in _full_name(record).split(";")):
        add(name, NameKind.ALIAS if index else NameKind.PRIMARY)
    for name in text(record, "NAME_ORIGINAL_SCRIPT").split(";"):
        draft.name(name, NameKind.ALIAS)
    for part in (*record.findall("INDIVIDUAL_ALIAS"), *record.findall("ENTITY_ALIAS")):
        quality = text(part, "QUALITY")
        if quality.lower() not in _QUALITY:
            account.odd("QUALITY", quality)
        alias = read_alias(text(part, "ALIAS_NAME"), text(part, "NOTE"))
        kind = NameKind.FORMER if alias.former else _QUALITY.get(quality.lower(), NameKind.ALIAS)
        for name in alias.names:
            add(name, kind)
        first = alias.names[0] if alias.names else "Alias"
        for said in alias.remarks:
            draft.detail("remark", said if said.startswith(first) else f"{first}: {said}")
        _alias_birth(draft, part, first)


def _alias_birth(draft: EntityDraft, part: Element, name: str) -> None:
    """Birth date and place that go with an alias: one more date to meet, and a remark."""
    born = text(part, "DATE_OF_BIRTH")
    cells = (text(part, "CITY_OF_BIRTH"), text(part, "COUNTRY_OF_BIRTH"))
    place = ", ".join(cell for cell in cells if cell)
    if born:
        draft.date("birth", date_range(born), born)
    if said := ", ".join(value for value in (born, place) if value):
        draft.detail("remark", f"{name}: born {said}")


def _country(draft: EntityDraft, printed: str) -> str:
    """Adds a country and gives its code, "" if it has none."""
    code = un_codes().countries.get(printed, printed)
    draft.country(code)
    return (countries_of([code])[0] or ("",))[0] if code else ""


def _place(part: Element) -> str:
    tags = ("STREET", "ZIP_CODE", "CITY", "STATE_PROVINCE", "COUNTRY")
    place = ", ".join(value for tag in tags if (value := text(part, tag).strip(" ,")))
    note = text(part, "NOTE")
    return f"{place} ({note})".strip() if note else place


def _address(draft: EntityDraft, part: Element) -> None:
    country = text(part, "COUNTRY")
    _country(draft, country)
    place = _place(part)
    if place != country:
        draft.address(place)


def _birth(draft: EntityDraft, part: Element, account: Account) -> None:
    kind = text(part, "TYPE_OF_DATE").upper()
    if kind not in ("", "EXACT", "APPROXIMATELY", "BETWEEN"):
        account.odd("TYPE_OF_DATE", kind)
    first, last = text(part, "FROM_YEAR"), text(part, "TO_YEAR")
    printed = text(part, "DATE") or text(part, "YEAR")
    if not printed and (first or last):
        printed = f"{first} to {last}" if first and last else first or last
    note = text(part, "NOTE")
    if not printed:
        # Some entries state the date in the note only: "Nov. 1973".
        draft.date("birth", date_range(note), note)
        return
    if note and (closer := date_range(f"{note} {printed}")) is not None:
        draft.date("birth", closer)  # year 1958 with the note "Sep."
        return
    around = kind == "APPROXIMATELY" or note.lower().startswith("approx")
    draft.date("birth", _widened(printed) if around else date_range(printed), printed)
    words = note or ("approximately" if around and "-" in printed else "")
    if words:  # a day called approximate is told as its year; the day is kept in words
        draft.detail("date_as_published", f"birth: {printed} ({words})")


def _widened(printed: str) -> DateRange | None:
    return date_range(f"circa {printed}") if " to " not in printed else date_range(printed)


def _document(draft: EntityDraft, part: Element, account: Account) -> None:
    tags = ("TYPE_OF_DOCUMENT2", "TYPE_OF_DOCUMENT")
    kinds = [value for tag in tags if (value := text(part, tag).strip(" :"))]
    number, note = text(part, "NUMBER"), text(part, "NOTE")
    if not number:
        number, note = note, ""  # some numbers stand in the note
    said = [note]
    if issued := text(part, "DATE_OF_ISSUE"):
        said.append(f"issued {issued}")
    if city := text(part, "CITY_OF_ISSUE"):
        said.append(f"in {city}")
    countries = [text(part, tag) for tag in ("ISSUING_COUNTRY", "COUNTRY_OF_ISSUE")]
    if not number and not any(said) and not any(countries) and len(kinds) < 2:
        return
    printed = next((name for name in countries if name), "")
    code = un_codes().countries.get(printed, printed)
    found = countries_of([code])[0] if code else ()
    other = countries[1] if countries[0] and countries[1] != countries[0] else ""
    if other:
        said.append(f"country of issue {other}")
    if printed and not found:
        account.odd("ISSUING_COUNTRY", printed)
        said.append(printed)
    if not printed:
        named = sorted({hit.code for hit in country_hits(number)})  # "Libya B014995"
        found = tuple(named) if len(named) == 1 else ()
    label = ", ".join(dict.fromkeys(reversed(kinds)))
    add_number(
        draft,
        _scheme(kinds, account),
        number,
        country=found[0] if found else "",
        label=label,
        remarks=said,
    )


def _scheme(kinds: list[str], account: Account) -> str:
    """Scheme of a document; the second type, where there is one, is the more exact."""
    for kind in kinds:
        for words, scheme in un_codes().documents.items():
            if words in kind.lower():
                return scheme
    if kinds:
        account.odd("TYPE_OF_DOCUMENT", kinds[-1])
    return ""


def _dates(draft: EntityDraft, record: Element, key: str, account: Account) -> None:
    program = text(record, "UN_LIST_TYPE")
    if program not in un_codes().list_types:
        account.odd("UN_LIST_TYPE", program)
    for value in texts(record, "LIST_TYPE/VALUE"):
        if value != "UN List":
            account.odd("LIST_TYPE", value)
    listed, delisted = text(record, "LISTED_ON"), text(record, "DELISTED_ON")
    for label, printed in (("listed", listed), ("delisted", delisted)):
        if printed and date_range(printed) is None:
            draft.detail("date_as_published", f"{label}: {printed}")
    draft.listing(
        Listing(
            program=program or "not stated",
            authority=AUTHORITY,
            entry=key,
            listed_on=date_range(listed),
            delisted_on=date_range(delisted),
        )
    )
    updated = texts(record, "LAST_DAY_UPDATED/VALUE") or texts(record, "LAST_DAY_UPDATED")
    if updated:
        draft.detail("remark", f"Last updated: {', '.join(updated)}")
    for tag, words in (("SUBMITTED_BY", "Submitted by"), ("SUBMITTED_ON", "Submitted on")):
        if value := text(record, tag):
            draft.detail("remark", f"{words}: {value}")


READER = UnXml()
