"""Rows of any form of the Consolidated Screening List, sorted by list and made into entities.

The lists stand mixed in one file, and rows of one party need not stand together; so the rows
are held (shortly: not their text) until the file ends, then built and let go list by list.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator

from riskengine.model.entity import Entity
from riskengine.watchlist.federal_register import bundled_calendar, parse_citations, parse_issue
from riskengine.watchlist.readers.contract import Account, Ledger
from riskengine.watchlist.readers.csl.entities import build_list
from riskengine.watchlist.readers.csl.listing_dates import ListingDates, bundled_rules
from riskengine.watchlist.readers.csl.lists import Placed, csl_list, csl_list_ids, csl_sources
from riskengine.watchlist.readers.csl.record import CslRecord, row_of
from riskengine.watchlist.readers.csl.reduced import CslRow


class CslCollector:
    """Takes the rows of a file one by one and yields the entities of its lists at the end."""

    def __init__(self, file: str, ledger: Ledger) -> None:
        self.file = file
        self._ledger = ledger
        self._places: dict[str, Placed] = {}
        self._rows: dict[str, dict[str, list[CslRow]]] = defaultdict(lambda: defaultdict(list))

    def account_of(self, source: str) -> tuple[Placed, Account] | None:
        """Where a row of this source goes; None where its list is not wanted.

        A source that is not on file is reported as odd.
        """
        placed = self._places.get(source)
        if placed is None:
            placed = self._places[source] = csl_sources().place(source)
        if not self._ledger.wants(placed.list_id):
            return None
        account = self._ledger.account(placed.list_id)
        if not placed.known:
            account.odd("source", placed.code)
        return placed, account

    def add(self, record: CslRecord, number: int, where: str, excerpt: str) -> Account | None:
        """Count one row and keep what it says, or refuse it; the account it went to."""
        found = self.account_of(record.text("source"))
        if found is None:
            return None
        placed, account = found
        account.saw(self.file)
        account.fields.update(column for column, value in record.texts.items() if value.strip())
        if not placed.read:
            account.refuse(where, f"no list is known for the source {placed.code!r}", excerpt)
            return account
        try:
            row = row_of(record, number, csl_list(placed.list_id), account)
        except ValueError as error:
            account.refuse(where, str(error), excerpt)
            return account
        self._rows[placed.list_id][placed.code].append(row)
        account.read()
        return account

    def keep(self, placed: Placed, row: CslRow) -> None:
        """A row that is counted already."""
        self._rows[placed.list_id][placed.code].append(row)

    def entities(self) -> Iterator[Entity]:
        """Entities of all lists, list by list, each list sorted by id."""
        known = (self._ledger.list_date, self._latest_day())
        not_after = next((day for day in known if day is not None), dt.date.max)
        dates = ListingDates(bundled_calendar(), bundled_rules(), not_after)
        for list_id in csl_list_ids():
            by_code = self._rows.pop(list_id, None)
            if by_code is None:
                continue
            spec = csl_list(list_id)
            order = [*spec.sources, *sorted(by_code.keys() - set(spec.sources))]
            rows = [row for code in order for row in by_code.get(code, ())]
            result = build_list(spec, rows, dates)
            self._ledger.account(list_id).merged += result.merged
            yield from result.entities

    def _latest_day(self) -> dt.date | None:
        """The latest day on which the rows say something was listed or published."""
        rows = (row for codes in self._rows.values() for held in codes.values() for row in held)
        return max((day for row in rows for day in _days(row)), default=None)


def _days(row: CslRow) -> Iterable[dt.date]:
    if row.started is not None:
        yield row.started.latest
    yield from (item.date for item in parse_citations(row.citation) if item.date is not None)
    issue = parse_issue(row.citation)
    if issue is not None:
        yield issue.latest


def report_columns(
    ledger: Ledger, present: Iterable[str], known: Iterable[str], needed_by: Iterable[str]
) -> None:
    """Say in every account of the file which columns are new and which are gone."""
    here, on_file = list(dict.fromkeys(present)), set(known)
    gone = [column for column in needed_by if column not in here]
    for account in ledger.accounts.values():
        for column in here:
            if column not in on_file:
                account.odd("column", column)
        for column in gone:
            account.odd("column", f"{column} (gone)")
