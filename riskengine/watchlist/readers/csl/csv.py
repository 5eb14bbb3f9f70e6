"""The Consolidated Screening List as the official CSV (`consolidated.csv`, 29 columns)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from riskengine.model.entity import Entity
from riskengine.watchlist.readers import delimited
from riskengine.watchlist.readers.contract import Ledger, whole_file_fault
from riskengine.watchlist.readers.csl.collector import CslCollector, report_columns
from riskengine.watchlist.readers.csl.ids import split_ids
from riskengine.watchlist.readers.csl.lists import csl_list_ids, csl_sources
from riskengine.watchlist.readers.csl.record import (
    COLUMNS,
    DISTINCTIVE,
    CslRecord,
    split_addresses,
    split_list,
)
from riskengine.watchlist.source import Source

_ENOUGH = 4  # of the distinctive columns: any few of them may be renamed


class CslCsvReader:
    """See the module. Lists of the same file share nothing but the file."""

    name = "csl_csv"
    version = "1"
    title = "US Consolidated Screening List, official CSV"

    @property
    def list_ids(self) -> tuple[str, ...]:
        return csl_list_ids()

    def recognises(self, source: Source) -> bool:
        """A comma-separated header with several columns that only this list has."""
        header = delimited.header_of(source, encoding=delimited.encoding_of(source))
        return len(DISTINCTIVE & {cell.lower() for cell in header}) >= _ENOUGH

    def read(self, source: Source, ledger: Ledger) -> Iterator[Entity]:
        """Entities by list; see `Reader`.

        Raises:
            WatchlistError: the columns `source` or `name` are gone, there are no
                rows, or a quote is never closed.
        """
        lines = delimited.rows(source, encoding=delimited.encoding_of(source))
        header = [cell.strip().lower() for cell in next(lines, (0, []))[1]]
        missing = [column for column in ("source", "name") if column not in header]
        if missing:
            raise whole_file_fault(source, f"no column {' and no column '.join(missing)}")
        collector = CslCollector(source.name, ledger)
        number = 0
        for number, (line, cells) in enumerate(lines, start=1):
            where = f"{source.name} line {line}"
            excerpt = ", ".join(cell for cell in cells if cell)
            if len(cells) != len(header):
                _refuse_width(collector, source.name, header, cells, where)
                continue
            collector.add(_record(header, cells), number, where, excerpt)
        if not number:
            raise whole_file_fault(source, "has a header and no rows")
        report_columns(ledger, header, COLUMNS, COLUMNS)
        yield from collector.entities()


def _refuse_width(
    collector: CslCollector, file: str, header: Sequence[str], cells: list[str], where: str
) -> None:
    """A row of another width has shifted or lost cells, so none of them can be trusted."""
    at = header.index("source")
    told = cells[at] if at < len(cells) else ""
    # The source may be cut or shifted too: one that is not on file tells nothing.
    placed = csl_sources().place(told)
    found = collector.account_of(told if placed.known else "")
    if found is not None:
        found[1].saw(file)
        reason = f"{len(cells)} cells, the header has {len(header)}"
        found[1].refuse(where, reason, ", ".join(cell for cell in cells if cell))


def _record(header: Sequence[str], cells: Sequence[str]) -> CslRecord:
    texts = dict(zip(header, cells, strict=True))
    get = texts.get
    return CslRecord(
        texts=texts,
        programs=split_list(get("programs", "")),
        addresses=split_addresses(get("addresses", "")),
        alt_names=(get("alt_names", ""),),
        citizenships=split_list(get("citizenships", "")),
        nationalities=split_list(get("nationalities", "")),
        births=split_list(get("dates_of_birth", "")),
        birth_places=split_list(get("places_of_birth", "")),
        ids=split_ids(get("ids", "")),
    )


READER = CslCsvReader()
