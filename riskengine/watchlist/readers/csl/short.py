"""The Consolidated Screening List in its shortened JSON form; see `csl_reduced`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from riskengine.model.entity import Entity
from riskengine.watchlist.readers.contract import Ledger
from riskengine.watchlist.readers.csl.collector import CslCollector
from riskengine.watchlist.readers.csl.entities import TYPES
from riskengine.watchlist.readers.csl.lists import csl_list_ids
from riskengine.watchlist.readers.csl.reduced import CslFile, CslRow, parse_csl
from riskengine.watchlist.readers.dates import day
from riskengine.watchlist.source import Source

_MARKS = (b'"countsBySource"', b'"sourceGeneratedAt"', b'"retrievedAt"', b'"tables"', b'"entries"')


class CslShortReader:
    """See the module."""

    name = "csl_short"
    version = "1"
    title = "US Consolidated Screening List, shortened JSON"

    @property
    def list_ids(self) -> tuple[str, ...]:
        return csl_list_ids()

    def recognises(self, source: Source) -> bool:
        """An object with the keys of this form before its entries."""
        head = source.head
        if not head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{"):
            return False
        return b'"countsBySource"' in head and sum(mark in head for mark in _MARKS) >= 2

    def read(self, source: Source, ledger: Ledger) -> Iterator[Entity]:
        """Entities by list; see `Reader`.

        Raises:
            WatchlistError: not JSON, or without the parts that this form needs.
        """
        with source.open() as stream:
            content = stream.read()
        csl = parse_csl(content, source, lenient=True)
        ledger.list_date = day(csl.list_date) or ledger.list_date
        collector = CslCollector(source.name, ledger)
        for code, rows in csl.rows.items():
            _take(collector, csl, code, rows)
        _report(collector, csl)
        yield from collector.entities()


def _take(collector: CslCollector, csl: CslFile, code: str, rows: tuple[CslRow, ...]) -> None:
    found = collector.account_of(csl.titles.get(code, code))
    if found is None:
        return
    placed, account = found
    account.saw(collector.file, len(rows))
    if code in csl.counts:
        account.stated_rows = (account.stated_rows or 0) + csl.counts[code]
    for row in rows:
        account.fields.update(_filled(row))
        if not placed.read:
            where = f"{collector.file} {code} row {row.number}"
            account.refuse(where, f"no list is known for the source {placed.code!r}", row.name)
            continue
        if row.type not in TYPES:
            account.odd("type", row.type)
        collector.keep(placed, row)
        account.read()


def _report(collector: CslCollector, csl: CslFile) -> None:
    """Refused rows and unknown keys."""
    for code, number, reason in csl.faults:
        found = collector.account_of(csl.titles.get(code, code))
        if found is not None:
            found[1].saw(collector.file)
            where = f"{collector.file} {code} row {number}" if code else f"entry {number}"
            found[1].refuse(where, reason)
    for (code, key), count in Counter(csl.unknown).items():
        found = collector.account_of(csl.titles.get(code, code))
        if found is not None:
            found[1].unknown["column", key] += count


def _filled(row: CslRow) -> list[str]:
    values = {
        "n": row.name,
        "a": row.aliases,
        "t": row.type,
        "c": row.countries,
        "e": row.ofac_number,
        "lr": row.licence_requirement,
        "lp": row.licence_policy,
        "pg": row.programs,
        "fr": row.citation,
    }
    return [key for key, value in values.items() if value]


READER = CslShortReader()
