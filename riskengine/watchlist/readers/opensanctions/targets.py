"""OpenSanctions `targets.simple.csv`: one row per listed party, lists of values within cells.

The form drops the kind of each identifier and the dates of each designation. Where both forms
are at hand, `entities.ftm.json` says more.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
from collections.abc import Iterator, Mapping

from riskengine.model.entity import Entity, Listing
from riskengine.vocab import EntityKind, NameKind
from riskengine.watchlist.readers.contract import Account, Ledger, whole_file_fault
from riskengine.watchlist.readers.dates import date_range
from riskengine.watchlist.readers.delimited import encoding_of, header_of, repeated, rows
from riskengine.watchlist.readers.drafting import EntityDraft
from riskengine.watchlist.readers.opensanctions.ftm_lines import list_of
from riskengine.watchlist.readers.opensanctions.ftm_party import country_of_code, own_id
from riskengine.watchlist.readers.opensanctions.ftm_schema import ftm_schema
from riskengine.watchlist.source import Source

_COLUMNS = (
    "id",
    "schema",
    "name",
    "aliases",
    "birth_date",
    "countries",
    "addresses",
    "identifiers",
    "sanctions",
    "phones",
    "emails",
    "program_ids",
    "dataset",
    "first_seen",
    "last_seen",
    "last_change",
)
_NEEDED = ("id", "name")
_TELLING = frozenset({"birth_date", "program_ids", "first_seen", "last_seen", "last_change"})
_LONGEST_PROGRAM = 200  # characters; a longer text in `sanctions` is a statement of reasons

_OGRN = re.compile(r"[15]\d{12}")
_INN = re.compile(r"\d{10}|\d{12}")
_USCC = re.compile(r"[0-9A-Z]{18}")


class OpenSanctionsTargets:
    """Reader of `targets.simple.csv`, with or without `program_ids` (added in 2025)."""

    name = "os_targets"
    version = "1"
    title = "OpenSanctions targets.simple.csv"
    list_ids: tuple[str, ...] = ()

    def recognises(self, source: Source) -> bool:
        header = set(header_of(source, encoding=encoding_of(source)))
        return len(header & set(_COLUMNS)) >= 6 and len(header & _TELLING) >= 2

    def read(self, source: Source, ledger: Ledger) -> Iterator[Entity]:
        list_id = list_of(ledger, "opensanctions-targets")
        account = ledger.account(list_id)
        lines = rows(source, encoding=encoding_of(source))
        header = repeated([cell.strip() for cell in next(lines, (0, []))[1]])
        missing = [column for column in _NEEDED if column not in header]
        if missing:
            raise whole_file_fault(
                source, f"no column {', '.join(missing)}; there are: {', '.join(header)}"
            )
        for column in header:
            if column not in _COLUMNS:
                account.odd("column", column)
        for column in _COLUMNS:
            if column not in header and column != "program_ids":
                account.odd("column", f"missing: {column}")
        seen: set[str] = set()
        latest = ""
        for number, cells in lines:
            account.saw(source.name)
            where = f"{source.name} line {number}"
            row = dict(zip(header, (cell.strip() for cell in cells), strict=False))
            reason = _fault(row, len(cells), len(header), seen)
            if reason:
                account.refuse(where, reason, ",".join(cells)[:160])
                continue
            seen.add(row["id"])
            account.read()
            account.fields.update(column for column, cell in row.items() if cell)
            latest = max(latest, row.get("last_change", "")[:10], row.get("last_seen", "")[:10])
            yield _entity(row, list_id, account)
        if ledger.list_date is None:
            ledger.list_date = _day(latest)


def _fault(row: Mapping[str, str], cells: int, columns: int, seen: set[str]) -> str:
    if cells != columns:
        return f"{cells} cells in a table of {columns} columns"
    if not row["id"]:
        return "no id"
    if not values(row["name"]):
        return "no name"
    return f"the id {row['id']} stands twice" if row["id"] in seen else ""


def values(cell: str) -> list[str]:
    """Values of a cell: joined by `;`, one that holds a `;` or a quote is itself quoted."""
    if '"' not in cell:
        found = cell.split(";")
    else:
        try:
            reader = csv.reader(io.StringIO(cell, newline=""), delimiter=";")
            found = [value for line in reader for value in line]
        except csv.Error:
            found = cell.split(";")
    return [value for part in found if (value := " ".join(part.split()))]


def _entity(row: Mapping[str, str], list_id: str, account: Account) -> Entity:
    draft = EntityDraft(list_id, own_id(row["id"], list_id))
    for name in values(row["name"])[:1]:
        draft.name(name, NameKind.PRIMARY)
    for name in (*values(row["name"])[1:], *values(row.get("aliases", ""))):
        draft.name(name, NameKind.ALIAS)
    countries = values(row.get("countries", ""))
    draft.country(*(country_of_code(code) for code in countries))
    for address in values(row.get("addresses", "")):
        draft.address(address)
    for printed in values(row.get("birth_date", "")):
        draft.date("birth", date_range(printed), printed)
    schema = row.get("schema", "")
    for number in values(row.get("identifiers", "")):
        scheme = scheme_of(number, schema, countries)
        if scheme:
            draft.identifier(scheme, number.removeprefix("IMO"), label="identifier")
        else:
            draft.detail("number_as_published", f"identifier: {number}")
    for label, column in (("phone", "phones"), ("email", "emails")):
        for value in values(row.get(column, "")):
            draft.detail(label, value)
    _listings(draft, row)
    kind = ftm_schema().parties.get(schema)
    if kind is None:
        account.odd("schema", schema)
    return draft.build(EntityKind.UNKNOWN if kind is None else kind)


def _listings(draft: EntityDraft, row: Mapping[str, str]) -> None:
    authority = "; ".join(values(row.get("dataset", "")))
    texts = values(row.get("sanctions", ""))
    programs = values(row.get("program_ids", ""))
    if not programs:
        programs = [text for text in texts if len(text) <= _LONGEST_PROGRAM]
    for program in programs or [authority]:
        draft.listing(Listing(program=program, authority=authority))
    for text in texts:
        if text not in programs:
            draft.detail("reason", text)


def scheme_of(number: str, schema: str, countries: list[str]) -> str:
    """Scheme of a number that is printed without one; "" where its form does not tell.

    A form that could be chance (ten digits) counts only with the right country and, where the
    scheme has check digits, only if they are right; a number that fails stays a detail.
    """
    if number.startswith("IMO") and number[3:].isdigit() and len(number) == 10:
        return "imo" if schema == "Vessel" else "imocompany"
    if re.fullmatch(r"Q\d+", number):
        return "wikidata"
    if schema == "Vessel" and re.fullmatch(r"[2-7]\d{8}", number):
        return "mmsi"
    if re.fullmatch(r"[0-9A-Z]{18}\d{2}", number) and not number.isdigit():
        return "lei"
    if "ru" in countries and _OGRN.fullmatch(number):
        return "ru-ogrn" if int(number[:12]) % 11 % 10 == int(number[12]) else ""
    if "ru" in countries and _INN.fullmatch(number):
        return "ru-inn"
    if "cn" in countries and _USCC.fullmatch(number):
        return "uscc"
    return ""


def _day(text: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        return None


READER = OpenSanctionsTargets()
