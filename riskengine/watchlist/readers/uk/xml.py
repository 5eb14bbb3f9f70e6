"""UK Sanctions List, XML."""

from __future__ import annotations

from collections.abc import Iterator

from riskengine.model.entity import Entity
from riskengine.watchlist.readers.contract import Ledger, whole_file_fault
from riskengine.watchlist.readers.dates import day
from riskengine.watchlist.readers.grouping import key_fault
from riskengine.watchlist.readers.uk.codes import uk_codes
from riskengine.watchlist.readers.uk.entry import LIST_ID, UkEntry
from riskengine.watchlist.readers.xmlstream import (
    Element,
    XmlStream,
    audit,
    looks_like_xml,
    text,
)
from riskengine.watchlist.source import Source

# Two spellings of one element have been in use.
_SAME = {"PassportDetail": "Passport", "NationalIdentifierDetail": "NationalIdentifier"}


class UkXml:
    """`Designations/Designation`, one entry each. The id is the UniqueID (`AFG0001`)."""

    name = "uk_xml"
    version = "1"
    title = "UK Sanctions List, XML"
    list_ids = (LIST_ID,)

    def recognises(self, source: Source) -> bool:
        marks = (b"<UniqueID", b"<DateGenerated", b"<RegimeName")
        return looks_like_xml(source, "Designations") and any(mark in source.head for mark in marks)

    def read(self, source: Source, ledger: Ledger) -> Iterator[Entity]:
        if not ledger.wants(LIST_ID):
            return
        account = ledger.account(LIST_ID)
        stream = XmlStream(source, ("Designation", "DateGenerated"))
        known = uk_codes().elements
        seen: set[str] = set()
        for record in stream:
            if record.tag == "DateGenerated":
                ledger.list_date = day(text(record)) or ledger.list_date
                continue
            account.saw(source.name)
            key = text(record, "UniqueID")
            entry = UkEntry(key, account)
            _collect(record, entry)
            audit(record, known, account)
            reason = _fault(key, entry, seen)
            if reason:
                account.refuse(f"{source.name} line {stream.line}", reason, text(record))
                continue
            seen.add(key)
            account.read()
            yield entry.build()
        if stream.root != "Designations":
            raise whole_file_fault(
                source, f"root element {stream.root!r} where Designations is expected"
            )


def _fault(key: str, entry: UkEntry, seen: set[str]) -> str:
    return key_fault(key, "UniqueID", seen) or ("" if entry.named else "no name")


def _collect(record: Element, entry: UkEntry) -> None:
    codes = uk_codes()
    for element in record.iter():
        tag = _SAME.get(element.tag, element.tag)
        if tag in codes.parts and len(element):
            entry.part(tag, {child.tag: text(child) for child in element})
        elif tag in codes.facts and not len(element):
            entry.fact(tag, text(element))
        elif tag in codes.heads and element.getparent() is record:
            entry.head(tag, text(element))
    for indicators in record.findall("SanctionsImposedIndicators"):
        for flag in indicators:
            entry.indicator(flag.tag, text(flag))
        # Each new measure adds an element; all are read, so none is unknown to the audit.
        for flag in list(indicators):
            indicators.remove(flag)


READER = UkXml()
