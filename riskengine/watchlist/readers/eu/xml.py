"""EU consolidated list of financial sanctions, XML form 1.1."""

from __future__ import annotations

from collections.abc import Iterator

from riskengine.model.entity import Entity
from riskengine.watchlist.readers.contract import Account, Ledger, whole_file_fault
from riskengine.watchlist.readers.dates import day
from riskengine.watchlist.readers.eu.codes import eu_codes
from riskengine.watchlist.readers.eu.entry import LIST_ID, EuEntry
from riskengine.watchlist.readers.grouping import key_fault
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

_ROOT_ATTRIBUTES = frozenset({"generationDate", "globalFileId", "schemaLocation"})


class EuXml:
    """`export/sanctionEntity`, one entry each. The id is the entry's `logicalId`."""

    name = "eu_xml"
    version = "1"
    title = "EU consolidated list of financial sanctions, XML 1.1"
    list_ids = (LIST_ID,)

    def recognises(self, source: Source) -> bool:
        if not looks_like_xml(source, "export"):
            return False
        return looks_like_xml(source, "export", namespace="/fsd/") or (
            b"<sanctionEntity" in source.head
        )

    def read(self, source: Source, ledger: Ledger) -> Iterator[Entity]:
        if not ledger.wants(LIST_ID):
            return
        account = ledger.account(LIST_ID)
        stream = XmlStream(source, ("sanctionEntity",))
        known = eu_codes().elements
        seen: set[str] = set()
        for record in stream:
            ledger.list_date = ledger.list_date or day(stream.attributes.get("generationDate", ""))
            account.saw(source.name)
            audit(record, known, account)
            where = f"{source.name} line {stream.line}"
            key = attribute(record, "logicalId")
            entry = _entry(record, key, account)
            reason = _fault(key, entry, seen)
            if reason:
                account.refuse(where, reason, text(record) or str(dict(record.attrib)))
                continue
            seen.add(key)
            account.read()
            yield entry.build()
        if stream.root != "export":
            raise whole_file_fault(source, f"root element {stream.root!r} where export is expected")
        for name in stream.attributes:
            if name not in _ROOT_ATTRIBUTES:
                account.odd("element", f"export@{name}")


def _fault(key: str, entry: EuEntry, seen: set[str]) -> str:
    return key_fault(key, "logicalId", seen) or ("" if entry.named else "no name")


def _entry(record: Element, key: str, account: Account) -> EuEntry:
    entry = EuEntry(key, account)
    subject = record.find("subjectType")
    head = dict(record.attrib)
    if subject is not None:
        head.update(subject.attrib)
    entry.head(head, texts(record, "remark"))
    for part in record:
        tag = part.tag
        if tag == "regulation":
            entry.act({**part.attrib, "publicationUrl": text(part, "publicationUrl")}, own=True)
            for inner in part.findall("corrigendum"):
                entry.act(inner.attrib, own=False)
        elif tag == "nameAlias":
            entry.name(part.attrib, texts(part, "remark"))
        elif tag == "citizenship":
            entry.citizenship(part.attrib, texts(part, "remark"))
        elif tag == "birthdate":
            entry.birth(part.attrib, texts(part, "remark"))
        elif tag == "address":
            contacts = [
                (attribute(info, "key"), _value(info)) for info in part.findall("contactInfo")
            ]
            entry.address(part.attrib, texts(part, "remark"), contacts)
        elif tag == "identification":
            # Copied: the element is emptied once the entry is built.
            entry.identification(dict(part.attrib), texts(part, "remark"))
        for inner in part.findall("regulationSummary"):
            entry.act(inner.attrib, own=False)
    for info in record.iter("additionalInformation"):
        entry.information(attribute(info, "key"), _value(info))
    return entry


def _value(info: Element) -> str:
    return attribute(info, "value") or text(info)


READER = EuXml()
