"""OFAC's advanced XML: SDN_ADVANCED.XML and CONS_ADVANCED.XML, root `Sanctions`.

The file is normalised: reference values, locations and documents come first, then a
`DistinctParty` per party that points to them, then ties, and last the `SanctionsEntry` that
says on which list a party is, since when and under which programme. Profile ids are the
numbers of sdn.csv. A party without an entry is in the file for its ties only.
"""

from __future__ import annotations

from collections.abc import Iterator

from riskengine.model.entity import Entity
from riskengine.model.interval import DateRange
from riskengine.watchlist.readers.contract import Ledger
from riskengine.watchlist.readers.ofac.advanced_party import Documents, party_facts
from riskengine.watchlist.readers.ofac.advanced_refs import References, date_of, period_of
from riskengine.watchlist.readers.ofac.common import (
    LIST_IDS,
    list_or_report,
    number_fault,
    ofac_codes,
    report_outside,
)
from riskengine.watchlist.readers.ofac.park import Entry, Park, Tie
from riskengine.watchlist.readers.xmlstream import (
    Element,
    XmlStream,
    attribute,
    audit,
    looks_like_xml,
    text,
    texts,
)
from riskengine.watchlist.source import Source

_TAGS = (
    "DateOfIssue",
    "ReferenceValueSets",
    "Location",
    "IDRegDocument",
    "DistinctParty",
    "ProfileRelationship",
    "SanctionsEntry",
    "SanctionsEntryLink",
)
_CHILDREN = (b"ReferenceValueSets", b"DistinctParties", b"DateOfIssue")
_STARTS = ("created", "listed", "added", "designated")
_ENDS = ("removed", "delisted", "deleted")
_CHANGES = ("amended", "changed", "modified", "updated")


class OfacAdvanced:
    """Reader of the advanced XML form."""

    name = "ofac_advanced"
    version = "1"
    title = "OFAC SDN or consolidated list, advanced XML"
    list_ids = LIST_IDS

    def recognises(self, source: Source) -> bool:
        """Root `Sanctions` with a section that only this form has."""
        head = source.head
        return looks_like_xml(source, "Sanctions") and any(tag in head for tag in _CHILDREN)

    def read(self, source: Source, ledger: Ledger) -> Iterator[Entity]:
        """Entities in the order of the parties, once the whole file has been read."""
        park = Park(source.name, ledger)
        refs = References(park.account)
        documents = Documents(refs)
        known = ofac_codes().elements["advanced"]
        stream = XmlStream(source, _TAGS)
        rows = 0
        for record in stream:
            tag = record.tag
            if tag == "ReferenceValueSets":
                refs.load(record)
                continue
            audit(record, known, park.account)
            if tag == "DistinctParty":
                rows += 1
                where = f"{source.name} party {rows}, line {stream.line}"
                _party(record, where, documents, park)
            elif tag == "Location":
                refs.location(record)
            elif tag == "IDRegDocument":
                documents.load(record)
            elif tag == "SanctionsEntry":
                park.entry(attribute(record, "ProfileID"), _entry(record, refs))
            elif tag == "ProfileRelationship":
                park.tie(attribute(record, "From-ProfileID"), _tie(record, refs))
            elif tag == "DateOfIssue":
                issued = date_of(record)
                ledger.list_date = issued.earliest if issued and issued.is_exact else None
            else:
                _linked_entries(record, refs)
        report_outside(stream, "advanced", park.account)
        for identity, left in documents.held.items():
            for document in left:
                park.account.odd("document of no party", f"{identity} {document.label}".strip())
        yield from park.entities()


READER = OfacAdvanced()


def _party(record: Element, where: str, documents: Documents, park: Park) -> None:
    fixed = attribute(record, "FixedRef")
    number = attribute(record.find("Profile"), "ID") or fixed
    fault = number_fault(number, "profile id")
    if fault:
        park.refuse(where, fault, text(record))
        return
    if fixed and fixed != number:
        # Ties and entries point to the profile; both have been one number so far.
        park.account.odd("FixedRef other than profile id", f"{fixed} {number}")
    facts, kind = party_facts(record, number, documents)
    park.party(number, facts, kind, where)


def _entry(record: Element, refs: References) -> Entry:
    list_number = attribute(record, "ListID")
    label = refs.label("List", list_number, ofac_codes().list_numbers.get(list_number, ""))
    programs: list[str] = []
    measures: list[str] = []
    for measure in record.findall("SanctionsMeasure"):
        kind = refs.label("SanctionsType", attribute(measure, "SanctionsTypeID"))
        comment = text(measure, "Comment")
        if kind.lower() == "program" or (not kind and comment):
            programs.append(comment)
        elif kind or comment:
            measures.append(": ".join(part for part in (kind, comment) if part))
    measures.extend(texts(record, "LimitationsToListing"))
    listed_on, delisted_on, basis = _events(record, refs)
    remarks = [*texts(record, "Comment"), *texts(record, "EntryEvent/Comment")]
    remarks.extend(texts(record, "SupportingInfo/Text"))
    return Entry(
        list_id=list_or_report(label or f"List {list_number}", refs.account),
        programs=tuple(dict.fromkeys(program for program in programs if program)),
        listed_on=listed_on,
        delisted_on=delisted_on,
        citation=basis,
        measures=tuple(dict.fromkeys(measures)),
        remarks=tuple(dict.fromkeys(remarks)),
    )


def _events(record: Element, refs: References) -> tuple[DateRange | None, DateRange | None, str]:
    """First day of listing, last day of delisting, legal bases joined."""
    listed: list[DateRange] = []
    ended: list[DateRange] = []
    bases: dict[str, None] = {}
    for event in record.findall("EntryEvent"):
        number = attribute(event, "EntryEventTypeID")
        kind = refs.label("EntryEventType", number, ofac_codes().entry_events.get(number, ""))
        basis = refs.label("LegalBasis", attribute(event, "LegalBasisID"))
        if basis and basis.lower() != "unknown":
            bases[basis] = None
        when = date_of(event.find("Date"))
        words = kind.lower()
        if when is None or words.startswith(_CHANGES):
            continue
        if words.startswith(_ENDS):
            ended.append(when)
            continue
        if not words.startswith(_STARTS):
            refs.account.odd("entry event", kind)
        listed.append(when)
    return (
        min(listed, default=None, key=lambda when: when.earliest),
        max(ended, default=None, key=lambda when: when.latest),
        "; ".join(bases),
    )


def _tie(record: Element, refs: References) -> Tie:
    label = refs.label("RelationType", attribute(record, "RelationTypeID"), "Related to")
    period = record.find("DatePeriod")
    start = end = None
    if period is not None:
        whole = period_of(period, refs)
        start, end = _span(period, whole)
    return Tie(
        label=label,
        other=attribute(record, "To-ProfileID"),
        comment=text(record, "Comment"),
        since=start,
        until=end,
        former=attribute(record, "Former") == "true",
    )


def _span(period: Element, whole: DateRange | None) -> tuple[DateRange | None, DateRange | None]:
    """Start and end of a period that lasts, as two dates."""
    if whole is None:
        return None, None
    start = _boundary(period.find("Start"))
    end = _boundary(period.find("End"))
    return start, end if end != start else None


def _boundary(element: Element | None) -> DateRange | None:
    if element is None:
        return None
    first, last = date_of(element.find("From")), date_of(element.find("To"))
    if first is None or last is None or first.earliest > last.latest:
        return first or last
    return DateRange(first.earliest, last.latest)


def _linked_entries(record: Element, refs: References) -> None:
    """`SanctionsEntryLink`: in the layout, not in use; say so if that changes."""
    kind = refs.labels.get(("EntryLinkType", attribute(record, "EntryLinkTypeID")), "")
    refs.account.odd("SanctionsEntryLink", kind or "of an unnamed type")
