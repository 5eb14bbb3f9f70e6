"""The UFLPA Entity List as the Department of Homeland Security's web page.

One table for each list of the statute, with the columns Name of Entity and Effective Date;
which list it is stands in the text before the table ("section 2(d)(2)(B)(ii)").
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from lxml import etree, html

from riskengine.model.entity import Entity, EntityRelation, Listing
from riskengine.model.interval import DateRange
from riskengine.vocab import EntityKind, NameKind
from riskengine.watchlist.readers.contract import Account, Ledger, whole_file_fault
from riskengine.watchlist.readers.dates import date_range, day
from riskengine.watchlist.readers.drafting import EntityDraft
from riskengine.watchlist.readers.names import is_acronym
from riskengine.watchlist.readers.parts import kind_of_organization, slug
from riskengine.watchlist.readers.us.uflpa_names import take_apart_uflpa
from riskengine.watchlist.source import Source

LIST_ID = "us-dhs-uflpa"
PROGRAM = "UFLPA Entity List"
AUTHORITY = "US Department of Homeland Security, Forced Labor Enforcement Task Force"

_NAME_COLUMNS = ("name of entity", "entity name")
_DATE_COLUMN = "effective date"
_SECTION = re.compile(r"2\(d\)\(2\)\(B\)\((?P<list>[ivx]+)\)", re.IGNORECASE)
_UPDATED = re.compile(
    r"Last (?:Updated|Reviewed|Published)[\s:]*(?:Date)?[\s:]*"
    r"(?P<day>\d{1,2}/\d{1,2}/\d{4}|[A-Z][a-z]+ \d{1,2}, \d{4}|\d{4}-\d{2}-\d{2})",
    re.IGNORECASE,
)
_ADDRESS = re.compile(rb"""["'][^"']*dhs\.gov/uflpa-entity-list/?["']""", re.IGNORECASE)
_CELL = re.compile(rb"<t[hd]\b[^>]{0,500}>(.{0,500}?)</t[hd]>", re.IGNORECASE | re.DOTALL)
_TAG = re.compile(rb"<[^>]*>")
_MAX_PAGE = 32 * 1024**2  # bytes; the page has some 200 KB
_XINJIANG_LIST = "i"  # entities in Xinjiang; the other lists say nothing of a place


@dataclass(slots=True)
class _Party:
    draft: EntityDraft
    name: str
    rows: int = 1


class UflpaHtmlReader:
    """See the module."""

    name = "uflpa_html"
    version = "1"
    title = "US UFLPA Entity List, web page"
    list_ids = (LIST_ID,)

    def recognises(self, source: Source) -> bool:
        """A web page whose first cells are the columns of the list, or that names its address.

        The page's own tables may lie beyond the first bytes.
        """
        head = source.head
        if head.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] != b"<" or b"<?xml" in head[:100]:
            return False
        lowered = head[:4096].lower()
        if (
            b"<html" not in lowered
            and b"<!doctype html" not in lowered
            and b"<table" not in lowered
        ):
            return False
        if _ADDRESS.search(head) and b"UFLPA Entity List" in head:
            return True
        cells = [" ".join(_plain(cell).split()).casefold() for cell in _CELL.findall(head)[:2]]
        return len(cells) == 2 and cells[0] in _NAME_COLUMNS and cells[1] == _DATE_COLUMN

    def read(self, source: Source, ledger: Ledger) -> Iterator[Entity]:
        """Entities in page order; one that stands in two tables has two listings.

        Raises:
            WatchlistError: not HTML, or without a table that has a column of names.
        """
        if not ledger.wants(LIST_ID):
            return
        root = _document(source)
        updated = _UPDATED.search(" ".join(root.itertext()))
        when = day(updated["day"], month_first=True) if updated is not None else None
        if when is not None:
            ledger.list_date = when
        account = ledger.account(LIST_ID)
        parties: dict[str, _Party] = {}
        tables = 0
        for table, section in _tables(root):
            rows = [_cells(row) for row in table.iter("tr")]
            header = _header(rows)
            if header is None:
                continue
            tables += 1
            _report_columns(header, account)
            for number, cells in enumerate(rows[rows.index(header) + 1 :], start=1):
                if any(cells) and cells != header:
                    where = f"{source.name} table {tables} row {number}"
                    _read_row(header, cells, section, where, source.name, account, parties)
        if not tables:
            raise whole_file_fault(source, "no table has a column `Name of Entity`")
        for party in parties.values():
            yield _entity(party)


def _document(source: Source) -> Any:
    with source.open() as stream:
        data = stream.read(_MAX_PAGE + 1)
    if len(data) > _MAX_PAGE:
        raise whole_file_fault(source, "too large for a web page")
    text = data.decode("utf-8-sig", errors="replace").replace("\x00", "\ufffd")
    # An encoding declaration within text makes the parser refuse it.
    text = re.sub(r"^\s*<\?xml[^>]*\?>", "", text)
    parser = html.HTMLParser(no_network=True, remove_comments=True, remove_pis=True)
    try:
        root = html.document_fromstring(text, parser=parser)
    except (etree.LxmlError, ValueError) as error:
        raise whole_file_fault(source, f"not a web page: {error}") from None
    for element in list(root.iter("script", "style", "noscript")):
        element.drop_tree()
    return root


def _tables(root: Any) -> Iterator[tuple[Any, str]]:
    """Outermost tables with the list of the statute that the text last named before each."""
    section = ""
    inside: Any = None
    for event, element in etree.iterwalk(root, events=("start", "end")):
        if inside is not None:
            if event == "end" and element is inside:
                inside = None
                section = _section(element.tail, section)
            continue
        if event == "start" and element.tag == "table":
            inside = element
            caption = " ".join(element.xpath(".//caption//text()"))
            yield element, _section(caption, section)
        else:
            section = _section(element.text if event == "start" else element.tail, section)


def _section(text: str | None, before: str) -> str:
    found = _SECTION.findall(text or "")
    return found[-1].lower() if found else before


def _cells(row: Any) -> list[str]:
    return [" ".join(cell.text_content().split()) for cell in row.iterchildren("th", "td")]


def _header(rows: Sequence[list[str]]) -> list[str] | None:
    for cells in rows[:3]:
        if any(cell.casefold() in _NAME_COLUMNS for cell in cells):
            return cells
    return None


def _report_columns(header: Sequence[str], account: Account) -> None:
    lowered = [cell.casefold() for cell in header]
    if _DATE_COLUMN not in lowered:
        account.odd("column", "Effective Date (gone)")
    for cell in header:
        if cell and cell.casefold() not in (*_NAME_COLUMNS, _DATE_COLUMN):
            account.odd("column", cell)


def _read_row(
    header: Sequence[str],
    cells: list[str],
    section: str,
    where: str,
    file: str,
    account: Account,
    parties: dict[str, _Party],
) -> None:
    account.saw(file)
    row = {name.casefold(): cell for name, cell in zip(header, cells, strict=False)}
    account.fields.update(name for name, cell in zip(header, cells, strict=False) if cell)
    printed = next((row[name] for name in _NAME_COLUMNS if row.get(name)), "")
    found = take_apart_uflpa(printed)
    if not any(char.isalpha() for char in found.text):
        account.refuse(where, "no name", " | ".join(cells))
        return
    date = row.get(_DATE_COLUMN, "")
    when = date_range(date, month_first=True)
    if date and when is None:
        account.odd("Effective Date", date)
    listing = _listing(section, when)
    party = _party(found.text, parties, listing)
    account.merged += party.rows > 1
    account.read()
    for text, kind in found.others:
        acronym = kind is NameKind.ALIAS and is_acronym(text)
        party.draft.name(text, NameKind.ACRONYM if acronym else kind)
    if found.note:
        party.draft.note(f"The entry reads on: {found.note}.")
    if section == _XINJIANG_LIST:
        party.draft.country("CN")
    for name in found.parts:
        part = _party(name, parties, listing)
        part.draft.relation(
            EntityRelation("subsidiary_of", party.draft.id, source="named in the entry")
        )


def _listing(section: str, when: DateRange | None) -> Listing:
    citation = "Pub. L. 117-78, section 2(d)(2)(B)"
    return Listing(
        program=f"{PROGRAM}, list ({section})" if section else PROGRAM,
        authority=AUTHORITY,
        listed_on=when,
        citation=f"{citation}({section})" if section else citation,
    )


def _party(name: str, parties: dict[str, _Party], listing: Listing) -> _Party:
    key = slug(name)
    party = parties.get(key)
    if party is None:
        party = parties[key] = _Party(EntityDraft(LIST_ID, key), name)
        party.draft.name(name, NameKind.PRIMARY)
    else:
        party.rows += 1
        party.draft.name(name)
    party.draft.listing(listing)
    return party


def _entity(party: _Party) -> Entity:
    return party.draft.build(kind_of_organization(party.name, otherwise=EntityKind.ORGANIZATION))


def _plain(cell: bytes) -> str:
    return _TAG.sub(b" ", cell).decode("utf-8", errors="replace").replace("&nbsp;", " ")


READER = UflpaHtmlReader()
