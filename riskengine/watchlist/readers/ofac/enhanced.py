"""OFAC's enhanced XML: SDN_ENHANCED.XML and CONS_ENHANCED.XML, root `sanctionsData`.

Everything of a party stands in its `entity`: lists with the day of publication, programmes,
kinds of sanction, legal authorities, names with their spellings in other scripts, addresses,
features, documents and ties. `id` of an entity is the number of sdn.csv. Ties point up and
down the file, so entities come once all of it has been read.

The delta files of the same service have the same root in another namespace and hold changes,
not a list; they are not of this format.
"""

from __future__ import annotations

from collections.abc import Iterator

from riskengine.model.entity import Entity
from riskengine.model.interval import DateRange
from riskengine.vocab import NameKind
from riskengine.watchlist.readers.contract import Ledger
from riskengine.watchlist.readers.dates import date_range
from riskengine.watchlist.readers.drafting import EntityDraft
from riskengine.watchlist.readers.ofac.common import (
    LIST_IDS,
    caption_of,
    country_of,
    fold,
    kind_of,
    list_or_report,
    name_kind,
    number_fault,
    ofac_codes,
    report_outside,
)
from riskengine.watchlist.readers.ofac.enhanced_parts import (
    addresses,
    bounds_of,
    is_true,
    period_of,
    shown_period,
    spellings,
)
from riskengine.watchlist.readers.ofac.facts import PartyFacts
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

_TAGS = ("publicationInfo", "referenceValue", "featureType", "entity")
_MARKS = (b"ENHANCED_XML", b"dataAsOf")


class OfacEnhanced:
    """Reader of the enhanced XML form."""

    name = "ofac_enhanced"
    version = "1"
    title = "OFAC SDN or consolidated list, enhanced XML"
    list_ids = LIST_IDS

    def recognises(self, source: Source) -> bool:
        """Root `sanctionsData` of the full export, not of a delta file."""
        head = source.head
        return (
            looks_like_xml(source, "sanctionsData")
            and any(mark in head for mark in _MARKS)
            and b"DeltaFile" not in head
        )

    def read(self, source: Source, ledger: Ledger) -> Iterator[Entity]:
        """Entities in file order, once the whole file has been read."""
        park = Park(source.name, ledger)
        known = ofac_codes().elements["enhanced"]
        iso_codes: dict[str, str] = {}
        stream = XmlStream(source, _TAGS)
        rows = 0
        for record in stream:
            audit(record, known, park.account)
            if record.tag == "entity":
                rows += 1
                where = f"{source.name} entity {rows}, line {stream.line}"
                _entity(record, where, iso_codes, park)
            elif record.tag == "referenceValue" and text(record, "isoCode"):
                iso_codes[attribute(record, "refId")] = text(record, "isoCode")
            elif record.tag == "publicationInfo":
                as_of = date_range(text(record, "dataAsOf"))
                ledger.list_date = as_of.earliest if as_of and as_of.is_exact else None
        report_outside(stream, "enhanced", park.account)
        yield from park.entities()


READER = OfacEnhanced()


def _entity(record: Element, where: str, iso_codes: dict[str, str], park: Park) -> None:
    number = attribute(record, "id")
    fault = number_fault(number, "id")
    if fault:
        park.refuse(where, fault, text(record))
        return
    if number in park:
        park.refuse(where, "this number stands twice", number)
        return
    draft = EntityDraft("us-ofac", number)
    party_type = text(record, "generalInfo/entityType")
    facts = PartyFacts(draft, park.account, party_type)
    _names(record, facts)
    draft.identifier("ofac", number)
    draft.detail("title", text(record, "generalInfo/title"))
    for line, country in addresses(record, iso_codes):
        draft.address(line)
        draft.country(country_of(country))
    for feature in record.findall("features/feature"):
        _feature(feature, facts)
    for document in record.findall("identityDocuments/identityDocument"):
        _document(document, facts)
    draft.detail("remark", text(record, "generalInfo/remarks"))
    status = text(record, "generalInfo/livingStatus")
    if status:
        draft.detail("remark", f"Living status: {status}")
    name = caption_of(draft) if draft.named else ""
    kind = kind_of(party_type, name, park.account)
    park.party(number, facts, kind, where)
    _entries(record, number, park)
    for relation in record.findall("relationships/relationship"):
        park.tie(number, _tie(relation))


def _names(record: Element, facts: PartyFacts) -> None:
    for name in record.findall("names/name"):
        weak = is_true(name, "isLowQuality")
        kind = name_kind(text(name, "aliasType"), weak=weak, account=facts.account)
        primary = is_true(name, "isPrimary")
        for place, spelling in enumerate(spellings(name)):
            facts.draft.name(spelling, NameKind.PRIMARY if primary and place == 0 else kind)


def _feature(feature: Element, facts: PartyFacts) -> None:
    label = text(feature, "type")
    value = text(feature, "value")
    if fold(label) == "location":
        return  # the addresses say it in full
    dated = feature.find("valueDate")
    when = None
    if dated is not None:
        # The text keeps what the days beside it lose: a year alone, "circa".
        when = date_range(value) or period_of(dated, facts.account)
    facts.feature(label, value or shown_period(dated), when=when)
    comment = text(feature, "comments")
    if comment:
        facts.draft.detail("remark", f"{label.rstrip(' :-')} {value}: {comment}")


def _document(document: Element, facts: PartyFacts) -> None:
    remarks = [
        f"{word} {printed}"
        for word, tag in (("issued", "issueDate"), ("expires", "expirationDate"))
        if (printed := shown_period(document.find(tag)))
    ]
    if text(document, "isValid").lower() == "false":
        remarks.append("marked as not valid")
    remarks.extend(texts(document, "comments"))
    remarks.extend(texts(document, "idFeatures/idFeature"))
    facts.document(
        text(document, "type"),
        text(document, "documentNumber") or text(document, "number"),
        country=text(document, "issuingCountry"),
        authority=", ".join(
            part
            for part in (text(document, "issuingAuthority"), text(document, "issuingLocation"))
            if part
        ),
        remarks="; ".join(remarks),
    )


def _entries(record: Element, number: str, park: Park) -> None:
    programs = tuple(texts(record, "sanctionsPrograms/sanctionsProgram"))
    measures = tuple(texts(record, "sanctionsTypes/sanctionsType"))
    basis = "; ".join(
        dict.fromkeys(
            item
            for item in texts(record, "legalAuthorities/legalAuthority")
            if item.lower() != "unknown"
        )
    )
    for item in record.findall("sanctionsLists/sanctionsList"):
        published = attribute(item, "datePublished")
        when: DateRange | None = date_range(published)
        if published and when is None:
            park.account.odd("datePublished", published)
        park.entry(
            number,
            Entry(
                list_id=list_or_report(text(item), park.account),
                programs=programs,
                listed_on=when,
                citation=basis,
                measures=measures,
                of_party=True,
            ),
        )


def _tie(relation: Element) -> Tie:
    other = relation.find("relatedEntity")
    since, until = bounds_of(relation.find("dateRange"))
    quality = text(relation, "quality")
    comment = " ".join(
        part
        for part in (
            f"({quality})" if fold(quality) not in ("", "unknown", "unspecified") else "",
            text(relation, "comments"),
        )
        if part
    )
    return Tie(
        label=text(relation, "type"),
        other=attribute(other, "entityId"),
        other_name=text(other),
        comment=comment,
        since=since,
        until=until,
    )
