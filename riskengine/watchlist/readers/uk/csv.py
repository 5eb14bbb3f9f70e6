"""UK Sanctions List, CSV layout of 2025 and 2026.

The first line is the report's date, the second the header. A designation has a line for each
of its names and addresses, with its other facts repeated; lines are joined by Unique ID,
wherever they stand.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from riskengine.model.entity import Entity
from riskengine.watchlist.readers.contract import Account, Ledger, whole_file_fault
from riskengine.watchlist.readers.dates import day
from riskengine.watchlist.readers.delimited import encoding_of, repeated, rows
from riskengine.watchlist.readers.grouping import Groups, key_fault
from riskengine.watchlist.readers.uk.codes import uk_codes
from riskengine.watchlist.readers.uk.entry import LIST_ID, UkEntry
from riskengine.watchlist.source import Source

_REPORT_DATE = re.compile(r"^\s*report\s+date\s*:?\s*(?P<date>.*)$", re.IGNORECASE)
_KEY = "UniqueID"
_NEEDED = (_KEY, "Name6")
_TELLING = ("Unique ID", "Name 6", "Name type", "Regime Name")
_HEADER_LINES = 5  # the header stands within the first lines


@dataclass(frozen=True, slots=True)
class _Layout:
    """Which cell holds what: index of the cell by XML element, parts apart."""

    names: tuple[str, ...]
    key: int
    heads: tuple[tuple[str, int], ...]
    facts: tuple[tuple[str, int], ...]
    parts: Mapping[str, tuple[tuple[str, int], ...]]


class UkCsv:
    """Comma-separated, grouped by Unique ID, which is also the entity's id."""

    name = "uk_csv"
    version = "1"
    title = "UK Sanctions List, CSV"
    list_ids = (LIST_ID,)

    def recognises(self, source: Source) -> bool:
        head = source.head.decode(encoding_of(source), errors="replace")
        telling = {_plain(column) for column in _TELLING}
        return any(
            len(telling & {_plain(cell) for cell in line.split(",")}) >= len(telling) - 1
            for line in head.splitlines()[:_HEADER_LINES]
        )

    def read(self, source: Source, ledger: Ledger) -> Iterator[Entity]:
        if not ledger.wants(LIST_ID):
            return
        account = ledger.account(LIST_ID)
        groups: Groups[UkEntry] = Groups(source.name, account)
        layout: _Layout | None = None
        for line, cells in rows(source, encoding=encoding_of(source)):
            if layout is None:
                stated = _REPORT_DATE.match(" ".join(cells))
                if stated is not None:
                    ledger.list_date = day(stated["date"])
                elif any(_plain(cell) == _plain("Unique ID") for cell in cells):
                    layout = _layout(source, cells, account)
                elif line > _HEADER_LINES:
                    break
                continue
            account.saw(source.name)
            reason = _fault(layout, cells)
            if reason:
                account.refuse(f"{source.name} line {line}", reason, ",".join(cells))
                continue
            account.fields.update(
                name for name, cell in zip(layout.names, cells, strict=True) if cell.strip()
            )
            key = cells[layout.key].strip()
            entry = groups.get(key) or UkEntry(key, account)
            groups.add(key, entry, line)
            _add(entry, layout, cells)
        if layout is None:
            raise whole_file_fault(source, "no header row with the column Unique ID")
        yield from groups.entities()


def _plain(name: str) -> str:
    """A column's name as compared: letters and digits only, so that a new dot changes nothing."""
    return "".join(char for char in name.casefold() if char.isalnum())


def _layout(source: Source, header: Sequence[str], account: Account) -> _Layout:
    codes = uk_codes()
    places: dict[str, int] = {}
    names = repeated([name.strip() for name in header])
    for index, name in enumerate(names):
        places.setdefault(_plain(name), index)
    known: dict[str, str] = {}

    def find(columns: Mapping[str, str]) -> tuple[tuple[str, int], ...]:
        named = {tag: column for tag, column in columns.items() if column}
        known.update({_plain(column): column for column in named.values()})
        return tuple(
            (tag, places[_plain(column)])
            for tag, column in named.items()
            if _plain(column) in places
        )

    heads, facts = find(codes.heads), find(codes.facts)
    parts = {tag: find(columns) for tag, columns in codes.parts.items()}
    for name in names:
        if _plain(name) not in known:
            account.odd("column", name)
    missing = [column for plain, column in known.items() if plain not in places]
    for column in missing:
        account.odd("column", f"missing: {column}")
    if missing:
        account.complete = False
        account.notes.append(
            f"Columns missing from the file: {', '.join(missing)}; what they hold is not in"
            " this snapshot."
        )
    found = {tag for tag, _ in (*heads, *parts["Name"])}
    for tag in _NEEDED:
        if tag not in found:
            raise whole_file_fault(source, f"the column of {tag} is missing")
    return _Layout(names, dict(heads)[_KEY], heads, facts, parts)


def _fault(layout: _Layout, cells: Sequence[str]) -> str:
    if len(cells) != len(layout.names):
        return f"{len(cells)} cells where the header has {len(layout.names)}"
    return key_fault(cells[layout.key].strip(), "Unique ID")


def _add(entry: UkEntry, layout: _Layout, cells: Sequence[str]) -> None:
    for tag, index in layout.heads:
        entry.head(tag, cells[index])
    for tag, index in layout.facts:
        entry.fact(tag, cells[index])
    for tag, places in layout.parts.items():
        part = {name: value for name, index in places if (value := cells[index].strip())}
        if part:
            entry.part(tag, part)


READER = UkCsv()
