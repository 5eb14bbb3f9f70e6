"""OFAC's classic CSV files: the SDN set and the consolidated non-SDN set.

Give the primary file (`sdn.csv`, `cons_prim.csv`) together with its companions; addresses and
further names stand in those. An entry of the consolidated set that is on several of OFAC's
lists gives one entity on each, and its rows are counted under the first of them, so that the
accounts of all lists add up to the rows of the files.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from riskengine.model.entity import Entity
from riskengine.watchlist.readers.contract import Account, Ledger, whole_file_fault
from riskengine.watchlist.readers.ofac.csv_entity import SetEntry, build_entity
from riskengine.watchlist.readers.ofac.csv_lists import (
    CONS,
    NSCMIC,
    SDN,
    SSI,
    lists_of_entry,
)
from riskengine.watchlist.readers.ofac.csv_set import (
    ADDRESSES,
    COLUMNS,
    COMMENTS,
    NAMES,
    PRIMARY,
    FileSet,
    Row,
    companions,
    is_consolidated,
    programs_of,
    rows_of,
    sampled_as_consolidated,
    shape_of,
)
from riskengine.watchlist.readers.ofac.remarks import RemarkPart, read_remarks
from riskengine.watchlist.source import Source

_REMARK_LIMIT = 1000  # characters; what is beyond stands in the comments file
_NEEDED = {ADDRESSES: 5, NAMES: 4, COMMENTS: 2}


class OfacCsv:
    """A primary file and the companions offered with it."""

    name = "ofac_csv"
    version = "1"
    title = "OFAC SDN or consolidated list, classic CSV"
    list_ids = (SDN, SSI, NSCMIC, CONS)

    def recognises(self, source: Source) -> bool:
        return shape_of(source) == PRIMARY

    def read(self, source: Source, ledger: Ledger) -> Iterator[Entity]:
        entries, faults = _primary(source)
        if not entries:
            reason = faults[0][1] if faults else "there are no rows"
            raise whole_file_fault(source, f"no entry can be read: {reason}")
        codes = [programs_of(cells[3]) for entry in entries.values() for cells in entry.rows]
        files = companions(source, consolidated=is_consolidated(codes))
        default = CONS if is_consolidated(codes) else SDN
        _read_comments(files, entries)
        for entry in entries.values():
            _settle(entry, default)
        desk = _Desk(ledger, entries, default)
        for line, reason, excerpt in faults:
            desk.refuse_unknown(source.name, line, reason, excerpt)
        for entry in entries.values():
            account = desk.account_of(entry.number)
            if account is not None:
                for cells in entry.rows:
                    account.saw(source.name)
                    account.read()
                    _count_fields(account, PRIMARY, cells)
                account.merged += len(entry.rows) - 1
        desk.companions(files, entries)
        _note_gaps(desk, files, entries, source)
        yield from _entities(entries, desk)


def _primary(source: Source) -> tuple[dict[str, SetEntry], list[tuple[int, str, str]]]:
    """Entries by number, in file order, and rows (line, reason, excerpt) that are none."""
    entries: dict[str, SetEntry] = {}
    faults: list[tuple[int, str, str]] = []
    for row in rows_of(source, raw=True):
        cells = (*(cell.strip() for cell in row.cells[:11]), *row.cells[11:])
        reason = _row_fault(cells)
        if reason:
            faults.append((row.line, reason, ", ".join(cells)))
            continue
        entries.setdefault(cells[0], SetEntry(cells[0], [])).rows.append(cells)
    return entries, faults


def _row_fault(cells: tuple[str, ...]) -> str:
    if len(cells) < 12:
        return f"{len(cells)} columns where 12 are expected"
    if not (cells[0].isascii() and cells[0].isdigit()):
        return "the first column is no entry number"
    return "" if cells[1] else "no name"


def _settle(entry: SetEntry, default: str) -> None:
    """Read the remarks, and find the lists that the entry is on."""
    parts: list[RemarkPart] = []
    for at, cells in enumerate(entry.rows):
        rest = entry.rest if at == 0 else ""
        printed = cells[11]
        cut = len(printed) >= _REMARK_LIMIT and not printed.endswith(".")
        parts.extend(
            read_remarks(
                printed + rest,
                title=cells[4],
                head_missing=bool(rest) and not printed,
                tail_missing=cut and not rest,
            )
        )
    entry.remarks = tuple(dict.fromkeys(parts))
    codes = tuple(dict.fromkeys(code for cells in entry.rows for code in programs_of(cells[3])))
    entry.lists, entry.beside = lists_of_entry(codes, entry.remarks, default)


class _Desk:
    """Knows to whose account a row goes: that of the first wanted list of its entry."""

    def __init__(self, ledger: Ledger, entries: Mapping[str, SetEntry], default: str) -> None:
        self.ledger = ledger
        self._default = default
        self._entries = entries

    def account_of(self, number: str) -> Account | None:
        for list_id in self._entries[number].lists:
            if self.ledger.wants(list_id):
                return self.ledger.account(list_id)
        return None

    def refuse_unknown(self, file: str, line: int, reason: str, excerpt: str) -> None:
        """A row that belongs to no entry is counted under the main list of the set."""
        if self.ledger.wants(self._default):
            account = self.ledger.account(self._default)
            account.saw(file)
            account.refuse(f"{file} line {line}", reason, excerpt)

    def companions(self, files: FileSet, entries: Mapping[str, SetEntry]) -> None:
        """Hand the rows of the companion files to their entries, and account for each."""
        for shape, source in (
            (ADDRESSES, files.addresses),
            (NAMES, files.names),
            (COMMENTS, files.comments),
        ):
            if source is None:
                continue
            for row in rows_of(source):
                self._companion_row(shape, source.name, row, entries)

    def _companion_row(
        self, shape: str, file: str, row: Row, entries: Mapping[str, SetEntry]
    ) -> None:
        entry = entries.get(row.cells[0])
        if entry is None:
            reason = f"no entry {row.cells[0][:20]!r} in the primary file"
            self.refuse_unknown(file, row.line, reason, ", ".join(row.cells))
            return
        account = self.account_of(entry.number)
        if account is None:
            return
        account.saw(file)
        if len(row.cells) < _NEEDED[shape]:
            reason = f"{len(row.cells)} columns where {len(COLUMNS[shape])} are expected"
            account.refuse(f"{file} line {row.line}", reason, ", ".join(row.cells))
            return
        if shape == NAMES and not row.cells[3]:
            account.refuse(f"{file} line {row.line}", "no name", ", ".join(row.cells))
            return
        account.read()
        _count_fields(account, shape, row.cells)
        if shape == ADDRESSES:
            entry.addresses.append(row.cells)
        elif shape == NAMES:
            entry.names.append(row.cells)


def _count_fields(account: Account, shape: str, cells: tuple[str, ...]) -> None:
    names = COLUMNS[shape]
    prefix = "" if shape == PRIMARY else f"{shape}: "
    for name, cell in zip(names, cells, strict=False):
        if cell:
            account.fields[prefix + name] += 1
    if len(cells) > len(names):
        account.odd("column", f"{prefix}column {len(names) + 1} to {len(cells)}")


def _read_comments(files: FileSet, entries: Mapping[str, SetEntry]) -> None:
    """Put the ends of overlong remarks with their entries; rows are accounted for later."""
    if files.comments is not None:
        for row in rows_of(files.comments, raw=True):
            entry = entries.get(row.cells[0].strip())
            if entry is not None and len(row.cells) > 1:
                entry.rest += row.cells[1]


def _note_gaps(
    desk: _Desk, files: FileSet, entries: Mapping[str, SetEntry], source: Source
) -> None:
    """Say on every list which files were missing, and where its rows are counted."""
    missing = files.missing()
    cut = sum(
        len(cells[11]) >= _REMARK_LIMIT and not cells[11].endswith(".") and not entry.rest
        for entry in entries.values()
        for cells in entry.rows
    )
    shared: dict[tuple[str, str], int] = {}
    for entry in entries.values():
        wanted = [list_id for list_id in entry.lists if desk.ledger.wants(list_id)]
        for other in wanted[1:]:
            shared[(other, wanted[0])] = shared.get((other, wanted[0]), 0) + 1
    for list_id in dict.fromkeys(one for entry in entries.values() for one in entry.lists):
        if not desk.ledger.wants(list_id):
            continue
        account = desk.ledger.account(list_id)
        if missing:
            account.complete = False
            account.notes.append(
                f"{source.name} was read without its companion files:"
                f" {' and '.join(missing)} are missing."
            )
        if cut:
            account.notes.append(
                f"{cut} remarks are cut at {_REMARK_LIMIT} characters;"
                " their ends stand in the comments file, which was not given."
            )
        for (other, first), count in shared.items():
            if other == list_id:
                account.notes.append(f"Entries whose rows are counted under {first}: {count}.")


def _entities(entries: Mapping[str, SetEntry], desk: _Desk) -> Iterator[Entity]:
    ids: dict[str, dict[str, str]] = {}
    for entry in entries.values():
        for list_id in entry.lists:
            named = ids.setdefault(list_id, {})
            key = entry.rows[0][1].upper()
            # A name that two entries bear says nothing about which is meant.
            named[key] = f"{list_id}:{entry.number}" if key not in named else entry.rows[0][1]
    for entry in entries.values():
        first = desk.account_of(entry.number)
        for list_id, codes in entry.lists.items():
            if first is not None and desk.ledger.wants(list_id):
                yield build_entity(entry, list_id, codes, ids[list_id], first.odd)


class OfacCsvCompanion:
    """A companion file; it is read with its primary file and says nothing without it."""

    name = "ofac_csv_companion"
    version = "1"
    title = "Companion file of an OFAC CSV set"
    list_ids = (SDN, SSI, NSCMIC, CONS)

    def recognises(self, source: Source) -> bool:
        return shape_of(source) in (ADDRESSES, NAMES, COMMENTS)

    def read(self, source: Source, ledger: Ledger) -> Iterator[Entity]:
        for other in source.siblings:
            if shape_of(other) == PRIMARY:
                files = companions(other, consolidated=sampled_as_consolidated(other))
                if source in files.sources():
                    return iter(())
        raise whole_file_fault(
            source,
            f"the {shape_of(source)} file of an OFAC set, without its primary file",
            "Import the folder, or give the primary file (sdn.csv or cons_prim.csv) too.",
        )


_Reading = OfacCsv | OfacCsvCompanion
READERS: tuple[_Reading, ...] = (OfacCsv(), OfacCsvCompanion())
