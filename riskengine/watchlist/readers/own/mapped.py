"""A user's own file, read through a mapping: CSV, TSV, XLSX, JSON or JSON lines."""

from __future__ import annotations

import datetime as dt
import json
from collections import Counter
from collections.abc import Iterator

from riskengine.errors import WatchlistError
from riskengine.model.entity import Entity
from riskengine.watchlist.readers.contract import Account, Ledger, whole_file_fault
from riskengine.watchlist.readers.dates import date_range
from riskengine.watchlist.readers.own.mapped_entity import Keys, entity_of
from riskengine.watchlist.readers.own.mapped_rows import Row, plain_path, rows_of, table_cells
from riskengine.watchlist.readers.own.mapping import Mapping
from riskengine.watchlist.source import Source


class MappedReader:
    """Reads any file that a mapping describes."""

    name = "mapped"
    version = "1"

    def __init__(self, mapping: Mapping) -> None:
        self.mapping = mapping
        self.title = f"{mapping.list.title}, through a mapping"
        self.list_ids: tuple[str, ...] = (mapping.list.id,)

    def recognises(self, source: Source) -> bool:
        """Whether the file has the columns that the mapping reads."""
        form = self.mapping.format
        try:
            if form.type == "jsonl":
                line = source.head.decode("utf-8", errors="replace").lstrip("\ufeff \r\n")
                data = json.loads(line.partition("\n")[0])
                found = set(Row("", data, nested=True).filled()) if isinstance(data, dict) else ()
                return any(plain_path(path) in found for path in self._name_paths)
            if form.type == "json":
                return source.head.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] in (b"{", b"[")
            header = {
                " ".join(cell.split()) for cell in next(table_cells(source, form), (0, []))[1]
            }
        except (WatchlistError, ValueError, RecursionError):
            return False
        return set(self.mapping.paths) <= header

    def read(self, source: Source, ledger: Ledger) -> Iterator[Entity]:
        mapping = self.mapping
        if not ledger.wants(mapping.list.id):
            raise whole_file_fault(
                source,
                f"the mapping makes the list {mapping.list.id}, not the list asked for",
                "Change list.id in the mapping, or leave the list out of the command.",
            )
        account = ledger.account(mapping.list.id)
        if ledger.list_date is None:
            ledger.list_date = mapping.list.list_date
        keys = Keys()
        left_out: Counter[str] = Counter()
        audit = _Audit(mapping, account)
        latest: dt.date | None = None
        for row in rows_of(source, mapping.format, mapping.paths):
            account.saw(source.name)
            audit.take(row)
            skipped = "" if row.fault else _skipped(row, mapping)
            if skipped:
                left_out[skipped] += 1
                account.read()
                account.merged += 1
                continue
            made = row.fault or entity_of(row, mapping, keys, account)
            if isinstance(made, str):
                account.refuse(row.where, made, row.excerpt())
                continue
            account.read()
            latest = _later(latest, row, mapping.list.list_date_from)
            yield made
        audit.close()
        account.notes.extend(f"{count:,} rows {why}." for why, count in sorted(left_out.items()))
        if mapping.list.note:
            account.notes.append(mapping.list.note)
        if account.total and not account.parsed and not audit.met(self._name_paths):
            raise whole_file_fault(
                source,
                f"no record has a name at {', '.join(self._name_paths)};"
                f" its fields are: {', '.join(audit.seen)}",
                "Correct the mapping.",
            )
        if ledger.list_date is None:
            ledger.list_date = latest

    @property
    def _name_paths(self) -> tuple[str, ...]:
        columns = self.mapping.columns
        return tuple(path for item in (*columns.name, *columns.names) for path in item.paths)


def _skipped(row: Row, mapping: Mapping) -> str:
    for column, values in mapping.skip_when.items():
        for value in row.values(column):
            if value.casefold() in {item.casefold() for item in values}:
                return f"left out by the mapping: {column} is {value}"
    return ""


def _later(latest: dt.date | None, row: Row, column: str) -> dt.date | None:
    for value in row.values(column) if column else ():
        found = date_range(value)
        if found is not None and (latest is None or found.latest > latest):
            latest = found.latest
    return latest


class _Audit:
    """Which columns have values, which of them the mapping does not know, which never come."""

    def __init__(self, mapping: Mapping, account: Account) -> None:
        self._account = account
        self._nested = mapping.format.type in ("json", "jsonl")
        self._used = {plain_path(path): path for path in mapping.paths}
        self._ignored = tuple(plain_path(path) for path in mapping.ignore)
        self.seen: dict[str, None] = {}

    def take(self, row: Row) -> None:
        filled = row.filled() if not row.fault else []
        self._account.fields.update(filled)
        for column in filled:
            self.seen[column] = None
            if column not in self._used and not self._left_out(column):
                self._account.odd("column", column)

    def _left_out(self, column: str) -> bool:
        return any(column == path or column.startswith(f"{path}.") for path in self._ignored)

    def met(self, paths: tuple[str, ...]) -> bool:
        return any(plain_path(path) in self.seen for path in paths)

    def close(self) -> None:
        """Paths into JSON that never come are reported; columns of a table are checked before."""
        if not self._nested:
            return
        for plain, path in self._used.items():
            if plain not in self.seen and self._account.total:
                self._account.odd("column", f"never filled: {path}")
