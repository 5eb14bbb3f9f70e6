"""The BIS Denied Persons List as BIS publishes it: `dpl.txt`, separated by tabs.

One party has a row for each of its addresses and for each order against it. Rows of one name
are joined where something else ties them: a shared citation, further name or address. Ids are
made of name and country, as for the same list within the Consolidated Screening List, because
BIS gives no numbers.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from riskengine.model.entity import Entity, EntityRelation, Listing
from riskengine.model.interval import DateRange
from riskengine.vocab import EntityKind, NameKind
from riskengine.watchlist.federal_register import parse_citations
from riskengine.watchlist.readers import dates, delimited
from riskengine.watchlist.readers.contract import Account, Ledger, whole_file_fault
from riskengine.watchlist.readers.drafting import EntityDraft
from riskengine.watchlist.readers.names import Printed, key_of, take_apart
from riskengine.watchlist.readers.parts import countries_of, digest, kind_of_organization, slug
from riskengine.watchlist.source import Source

LIST_ID = "us-bis-dpl"
_AUTHORITY = "US Department of Commerce, Bureau of Industry and Security"
_PROGRAM = "EAR Denied Persons List"
_COLUMNS = (
    "Name",
    "Street_Address",
    "City",
    "State",
    "Country",
    "Postal_Code",
    "Effective_Date",
    "Expiration_Date",
    "Standard_Order",
    "Last_Update",
    "Action",
    "FR_Citation",
)
_TELLING = frozenset({"standard_order", "fr_citation", "effective_date", "expiration_date"})
_NEEDED = ("Name", "Country", "Effective_Date", "FR_Citation")
_REMARKS = ("Standard_Order", "Action", "Last_Update")
# Where the country is empty the state tells it. Codes there that are no US state are countries
# by FIPS 10-4, the old codes of US agencies; here are those that ISO gives to another country.
_US_STATES = re.compile(
    "A[KLRSZ]|C[AOT]|D[CE]|FL|G[AU]|HI|I[ADLN]|K[SY]|LA|M[ADEINOPST]|N[CDEHJMVY]|O[HKR]|P[AR]|RI|"
    "S[CD]|T[NX]|UT|V[AIT]|W[AIVY]"
)
_FIPS = {
    "AU": "AT",
    "CH": "CN",
    "GM": "DE",
    "IS": "IL",
    "JA": "JP",
    "RS": "RU",
    "SF": "ZA",
    "SN": "SG",
    "SP": "ES",
    "SW": "SE",
    "SZ": "CH",
    "TU": "TR",
    "UK": "GB",
    "UP": "UA",
}
_LATE = 9999


@dataclass(frozen=True, slots=True)
class _Row:
    """One row, read. `cells` are by the publisher's column names."""

    cells: dict[str, str]
    name: Printed
    countries: tuple[str, ...]
    address: str
    pages: frozenset[tuple[int, int]]

    @property
    def names(self) -> frozenset[str]:
        return frozenset(key_of(text) for text, _ in self.name.others)

    @property
    def seniority(self) -> tuple[tuple[int, int], tuple[str, ...]]:
        return min(self.pages, default=(_LATE, 0)), self.countries


class BisDpl:
    """The list in its official columns, separated by tabs or commas."""

    name = "bis_dpl"
    version = "1"
    title = "BIS Denied Persons List, dpl.txt"
    list_ids = (LIST_ID,)

    def recognises(self, source: Source) -> bool:
        return bool(_delimiter(source))

    def read(self, source: Source, ledger: Ledger) -> Iterator[Entity]:
        delimiter = _delimiter(source) or "\t"
        rows = delimited.rows(source, delimiter=delimiter, encoding=delimited.encoding_of(source))
        header = [cell.strip() for cell in next(rows, (0, []))[1]]
        columns = delimited.repeated([_official(name) for name in header])
        gone = [name for name in _NEEDED if name not in columns]
        if gone:
            raise whole_file_fault(source, f"no column {', '.join(gone)}")
        if not ledger.wants(LIST_ID):
            return
        account = ledger.account(LIST_ID)
        for name in columns:
            if name not in _COLUMNS:
                account.odd("column", name)
        for name in _COLUMNS:
            if name not in columns:
                account.odd("column", f"missing: {name}")
        read: list[_Row] = []
        for line, values in rows:
            account.saw(source.name)
            cells = {name: value.strip() for name, value in zip(columns, values, strict=False)}
            reason = _fault(values, len(columns), cells)
            if reason:
                account.refuse(f"{source.name} line {line}", reason, " ".join(values))
                continue
            for name, value in cells.items():
                if value:
                    account.fields[name] += 1
            read.append(_row(cells))
            account.read()
        groups = _parties(read)
        account.merged += len(read) - len(groups)
        yield from _with_ids(groups, account)


def _delimiter(source: Source) -> str:
    """Tab or comma if the first row is this list's header, whatever the order; else ""."""
    for delimiter in ("\t", ","):
        header = delimited.header_of(
            source, delimiter=delimiter, encoding=delimited.encoding_of(source)
        )
        folded = {name.casefold().replace(" ", "_") for name in header}
        known = folded & {name.casefold() for name in _COLUMNS}
        if len(known) >= 7 and len(known & _TELLING) >= 3:
            return delimiter
    return ""


def _official(name: str) -> str:
    """The official spelling of a column name that differs in case or spaces only."""
    folded = name.casefold().replace(" ", "_")
    return next((known for known in _COLUMNS if known.casefold() == folded), name)


def _fault(values: Sequence[str], width: int, cells: dict[str, str]) -> str:
    extra = any(value.strip() for value in values[width:])
    if len(values) < width or extra:
        return f"{len(values)} columns where {width} are expected"
    return "" if take_apart(cells["Name"], capitals=True).text else "no name"


def _row(cells: dict[str, str]) -> _Row:
    country, state = cells["Country"], cells.get("State", "")
    if not country and state:
        code = state.upper()
        country = "US" if _US_STATES.fullmatch(code) else _FIPS.get(code, code)
    place = [cells.get(name, "") for name in ("Street_Address", "City", "State", "Postal_Code")]
    return _Row(
        cells=cells,
        name=take_apart(cells["Name"], capitals=True),
        countries=countries_of([country] if country else [])[0],
        address=" ".join(key_of(" ".join(place)).split()),
        pages=frozenset((one.volume, one.page) for one in parse_citations(cells["FR_Citation"])),
    )


def _parties(rows: Sequence[_Row]) -> list[list[_Row]]:
    """Rows of one party each; the row cited first leads."""
    named: dict[str, list[_Row]] = defaultdict(list)
    for row in rows:
        named[key_of(row.name.text)].append(row)
    groups: list[list[_Row]] = []
    for same in named.values():
        parties: list[list[_Row]] = []
        for row in same:
            tied = [party for party in parties if any(_tied(row, one) for one in party)]
            joined = [one for party in tied for one in party] + [row]
            parties = [party for party in parties if party not in tied] + [joined]
        groups.extend(sorted(party, key=lambda row: row.seniority) for party in parties)
    return groups


def _tied(left: _Row, right: _Row) -> bool:
    """Whether two rows of one name share something else as well."""
    if left.pages & right.pages or left.names & right.names:
        return True
    # A town alone ties nobody: the street must be given, and agree.
    return bool(left.cells.get("Street_Address")) and left.address == right.address


def _with_ids(groups: Sequence[Sequence[_Row]], account: Account) -> Iterator[Entity]:
    """Entities in file order. Of namesakes in one country the one cited first has the plain id."""
    taken: set[str] = set()
    ids: dict[int, str] = {}
    order = sorted(range(len(groups)), key=lambda at: (groups[at][0].seniority, at))
    for at in order:
        first = groups[at][0]
        text = "-".join([slug(first.name.text), *(code.lower() for code in first.countries[:1])])
        if text in taken:
            text += f"-{digest(first.cells['FR_Citation'], '', *first.countries)}"
        while text in taken:
            text += "-x"
        taken.add(text)
        ids[at] = text
    for at, group in enumerate(groups):
        yield _entity(ids[at], group, account)


def _entity(key: str, group: Sequence[_Row], account: Account) -> Entity:
    draft = EntityDraft(LIST_ID, key)
    for at, row in enumerate(group):
        draft.name(row.name.text, NameKind.ALIAS if at else NameKind.PRIMARY)
        for text, kind in row.name.others:
            draft.name(text, kind)
        for parent in row.name.parents:
            draft.relation(EntityRelation("subsidiary_of", parent, source="named in the entry"))
        if row.name.original:
            draft.note(f"Name as printed: {row.name.original}.")
        for remark in row.name.remarks:
            draft.detail("remark", remark)
        _place(draft, row)
        for column in _REMARKS:
            value = row.cells.get(column, "")
            draft.detail("remark", f"{column.replace('_', ' ')}: {value}" if value else "")
        for column, value in row.cells.items():
            if column not in _COLUMNS and value:
                draft.detail("remark", f"{column}: {value}")
    for listing in _listings(group, draft, account):
        draft.listing(listing)
    return draft.build(kind_of_organization(group[0].name.text, otherwise=EntityKind.UNKNOWN))


def _place(draft: EntityDraft, row: _Row) -> None:
    cells = row.cells
    region = " ".join(cells.get(name, "") for name in ("State", "Postal_Code"))
    draft.address(cells.get("Street_Address", ""), cells.get("City", ""), region, cells["Country"])
    draft.country(*row.countries)
    if cells["Country"] and not row.countries:
        draft.country(cells["Country"])


def _listings(group: Sequence[_Row], draft: EntityDraft, account: Account) -> tuple[Listing, ...]:
    """One listing for each pair of effective and expiry date, with the citations of its rows."""
    cited: dict[tuple[DateRange | None, DateRange | None], list[_Row]] = {}
    for row in group:
        begins = _date(row, "Effective_Date", draft, account)
        ends = _date(row, "Expiration_Date", draft, account)
        if begins is not None and ends is not None and ends.latest < begins.earliest:
            account.odd("Expiration_Date", "before Effective_Date")
        cited.setdefault((begins, ends), []).append(row)
    return tuple(
        Listing(
            program=_PROGRAM,
            authority=_AUTHORITY,
            listed_on=begins,
            delisted_on=ends,
            citation=_citation(rows),
        )
        for (begins, ends), rows in cited.items()
    )


def _date(row: _Row, column: str, draft: EntityDraft, account: Account) -> DateRange | None:
    printed = row.cells.get(column, "")
    found = dates.date_range(printed, month_first=True)
    if printed and found is None:
        account.odd(column, printed)
        draft.detail("date_as_published", f"{column.replace('_', ' ')}: {printed}")
    return found


def _citation(rows: Sequence[_Row]) -> str:
    """Citations of all rows; one whose pages another holds as well is left out."""
    kept: list[_Row] = []
    for row in sorted(rows, key=lambda row: -len(row.pages)):
        printed = row.cells["FR_Citation"]
        held = any(
            printed == one.cells["FR_Citation"] or (row.pages and row.pages <= one.pages)
            for one in kept
        )
        if printed and not held:
            kept.append(row)
    return "; ".join(re.sub(r"\s+", " ", row.cells["FR_Citation"]) for row in kept)


READER = BisDpl()
