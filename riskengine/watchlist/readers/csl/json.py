"""The Consolidated Screening List as the official JSON (`consolidated.json`).

An object with `results` (one object per row, the columns of the CSV with arrays and objects
instead of joined text), `search_performed_at` and `sources_used`; the answer of the search
interface has the same form, with `total`.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from riskengine.model.entity import Entity
from riskengine.watchlist.readers.contract import Ledger, whole_file_fault
from riskengine.watchlist.readers.csl.collector import CslCollector
from riskengine.watchlist.readers.csl.ids import PrintedId, split_ids
from riskengine.watchlist.readers.csl.lists import csl_list_ids
from riskengine.watchlist.readers.csl.record import (
    COLUMNS,
    CslRecord,
    split_addresses,
    split_list,
)
from riskengine.watchlist.readers.csl.stream import JsonMembers
from riskengine.watchlist.source import Source

_MARKS = (
    b'"federal_register_notice"',
    b'"source_list_url"',
    b'"source_information_url"',
    b'"alt_names"',
    b'"license_requirement"',
    b'"start_date"',
    b'"addresses"',
)
_ENOUGH = 4
_KNOWN = frozenset({*COLUMNS, "id", "country"})
# `country` is an object's own country for some sources; `score` stands in search answers.
_IGNORED = frozenset({"score"})
_ADDRESS = ("address", "city", "state", "postal_code", "country")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


class CslJsonReader:
    """See the module."""

    name = "csl_json"
    version = "1"
    title = "US Consolidated Screening List, official JSON"

    @property
    def list_ids(self) -> tuple[str, ...]:
        return csl_list_ids()

    def recognises(self, source: Source) -> bool:
        """An object with `results` whose first rows have keys that only this list has."""
        head = source.head
        if not head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{") or b'"results"' not in head:
            return False
        return sum(mark in head for mark in _MARKS) >= _ENOUGH

    def read(self, source: Source, ledger: Ledger) -> Iterator[Entity]:
        """Entities by list; see `Reader`.

        Raises:
            WatchlistError: not JSON, cut short, or without rows in `results`.
        """
        collector = CslCollector(source.name, ledger)
        about: dict[str, Any] = {}
        rows = 0
        for key, value, position in JsonMembers(source, "results"):
            if not position:
                about[key] = value
                continue
            rows = position
            _add(collector, value, position, f"{source.name} result {position}")
        if not rows:
            raise whole_file_fault(source, "has no rows in an array `results`")
        _state(ledger, about, rows)
        yield from collector.entities()


def _add(collector: CslCollector, value: Any, position: int, where: str) -> None:
    if not isinstance(value, dict):
        found = collector.account_of("")
        if found is not None:
            found[1].saw(collector.file)
            found[1].refuse(where, "not an object", str(value))
        return
    record = _record(value)
    excerpt = f"{record.text('source')}: {record.text('name')}"
    account = collector.add(record, position, where, excerpt)
    if account is not None:
        for key in value:
            if key not in _KNOWN and key not in _IGNORED:
                account.odd("column", key)
        account.fields.update(key for key in _LISTS if value.get(key) and key not in record.texts)


_LISTS = (
    "programs",
    "addresses",
    "alt_names",
    "citizenships",
    "dates_of_birth",
    "nationalities",
    "places_of_birth",
    "ids",
)


def _record(row: Mapping[str, Any]) -> CslRecord:
    texts = {
        key: text
        for key, value in row.items()
        if not isinstance(value, (list, dict)) and (text := _text(value))
    }
    if "id" in texts:
        texts.setdefault("_id", texts["id"])
    return CslRecord(
        texts=texts,
        programs=_strings(row.get("programs")),
        addresses=tuple(_addresses(row.get("addresses"))),
        alt_names=_strings(row.get("alt_names")),
        citizenships=_strings(row.get("citizenships")),
        nationalities=_strings(row.get("nationalities")),
        births=_strings(row.get("dates_of_birth")),
        birth_places=_strings(row.get("places_of_birth")),
        ids=tuple(_ids(row.get("ids"))),
        countries=_strings(row.get("country")),
    )


def _text(value: object) -> str:
    return "" if value is None else str(value).strip()


def _strings(value: object) -> tuple[str, ...]:
    """An array of texts; text alone is read as the CSV's cell."""
    if isinstance(value, list):
        return tuple(text for item in value if (text := _text(item)))
    return split_list(_text(value))


def _addresses(value: object) -> Iterator[tuple[str, str]]:
    if not isinstance(value, list):
        yield from split_addresses(_text(value))
        return
    for item in value:
        if not isinstance(item, dict):
            yield from split_addresses(_text(item))
            continue
        parts = [text for key in _ADDRESS if (text := _text(item.get(key)))]
        country = _text(item.get("country"))
        # One object may hold several addresses; its country is that of the last.
        found = split_addresses(", ".join(parts))
        yield from found[:-1]
        if found:
            yield found[-1][0], country or found[-1][1]


def _ids(value: object) -> Iterator[PrintedId]:
    if not isinstance(value, list):
        yield from split_ids(_text(value))
        return
    for item in value:
        if not isinstance(item, dict):
            yield from split_ids(_text(item))
            continue
        issued, expires = _text(item.get("issue_date")), _text(item.get("expiration_date"))
        more = [f"issued {issued}"] if issued else []
        more += [f"expires {expires}"] if expires else []
        yield PrintedId(
            label=_text(item.get("type")),
            value=_text(item.get("number")),
            country=_text(item.get("country")),
            more=", ".join(more),
        )


def _state(ledger: Ledger, about: Mapping[str, Any], rows: int) -> None:
    """What the file says of itself: its day, and how many rows there are."""
    used = about.get("sources_used")
    sources: Iterable[Any] = used if isinstance(used, list) else ()
    updated = [item.get("source_last_updated") for item in sources if isinstance(item, dict)]
    days = [day for day in map(_day, [about.get("search_performed_at")]) if day is not None]
    days = days or [day for day in map(_day, updated) if day is not None]
    if days:
        ledger.list_date = max(days)
    total = about.get("total")
    if isinstance(total, int) and total > rows:
        for account in ledger.accounts.values():
            account.complete = False
            account.notes.append(f"The file says that {total} rows were found, and holds {rows}.")


def _day(value: object) -> dt.date | None:
    found = _DAY.match(_text(value))
    if found is None:
        return None
    try:
        return dt.date.fromisoformat(found[0])
    except ValueError:
        return None


READER = CslJsonReader()
