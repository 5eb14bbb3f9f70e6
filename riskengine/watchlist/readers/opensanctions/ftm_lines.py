"""FollowTheMoney JSON lines: `entities.ftm.json`, flat or with links nested in the parties.

The file is read twice. The first pass gathers ties, sanctions, addresses and documents, which
are lines of their own; the second builds one party at a time. Only what the first pass
gathers is held in memory.

Who is listed: a party that the publisher marks as a target, and any party that a Sanction
line names. Other parties are kept, without a listing, where something ties them to another
party, so that ownership can be followed through them.
"""

from __future__ import annotations

import datetime as dt
import json
import re
from collections import Counter
from collections.abc import Iterator

from riskengine.errors import WatchlistError
from riskengine.model.entity import Entity
from riskengine.watchlist.readers.contract import Account, Ledger, whole_file_fault
from riskengine.watchlist.readers.opensanctions.ftm_links import FtmIndex, is_party
from riskengine.watchlist.readers.opensanctions.ftm_party import party
from riskengine.watchlist.readers.opensanctions.ftm_record import (
    BadLineError,
    Record,
    lines,
    records,
)
from riskengine.watchlist.readers.opensanctions.ftm_schema import ftm_schema
from riskengine.watchlist.source import Source

_LINE_START = re.compile(r'^\{"id":\s*"[^"]+".*?"schema":\s*"[A-Z]\w+"', re.DOTALL)


def list_of(ledger: Ledger, otherwise: str) -> str:
    """The list that the user asks for, since files of this kind do not name one."""
    return next(iter(ledger.wanted)) if len(ledger.wanted) == 1 else otherwise


class FtmLines:
    """Reader of FollowTheMoney JSON lines."""

    name = "ftm_lines"
    version = "1"
    title = "FollowTheMoney entities, JSON lines (OpenSanctions entities.ftm.json)"
    list_ids: tuple[str, ...] = ()

    def recognises(self, source: Source) -> bool:
        first = source.head.decode("utf-8", errors="replace").lstrip("\ufeff \t\r\n")
        line, _, _ = first.partition("\n")
        if not line.startswith("{"):
            return False
        try:
            payload = json.loads(line)
        except (ValueError, RecursionError):
            # A first line longer than the head cannot be parsed, but its start tells enough.
            return bool(_LINE_START.match(line)) and '"properties":' in line
        return (
            isinstance(payload, dict)
            and isinstance(payload.get("schema"), str)
            and isinstance(payload.get("properties"), dict)
            and "op" not in payload
        )

    def read(self, source: Source, ledger: Ledger) -> Iterator[Entity]:
        list_id = list_of(ledger, "opensanctions-targets")
        account = ledger.account(list_id)
        index, places, latest = _first_pass(source, account)
        if not index.parties:
            raise whole_file_fault(source, "holds no party of any schema that is read")
        if ledger.list_date is None and latest is not None:
            ledger.list_date = latest
        if all(target is None for target in index.parties.values()) and not index.sanctions:
            account.notes.append("The file does not say which parties are listed, so none is.")
        yield from _second_pass(source, index, places, list_id, account)


def _first_pass(
    source: Source, account: Account
) -> tuple[FtmIndex, dict[str, int], dt.date | None]:
    """The index, the line where each party of a line's own stands, and the latest date seen."""
    index = FtmIndex()
    places: dict[str, int] = {}
    others: list[tuple[int, Record]] = []
    aside: Counter[str] = Counter()
    latest = ""
    for number, text in lines(source):
        account.saw(source.name)
        try:
            found = records(text)
        except BadLineError as error:
            account.refuse(f"{source.name} line {number}", str(error), text[:160])
            continue
        outer = found[0]
        latest = max(latest, outer.seen)
        for record in found:
            index.add(record)
        if is_party(outer):
            places.setdefault(outer.id, number)
        else:
            others.append((number, outer))
    for number, record in others:
        reason = index.fault(record)
        if reason:
            account.refuse(f"{source.name} line {number}", reason, record.caption or record.id)
        else:
            account.read()
            account.merged += 1
            if why := index.unused(record):
                aside[f"{record.schema}: {why}"] += 1
        _audit(record, account)
    account.notes.extend(
        f"{count:,} lines not used; {why}." for why, count in sorted(aside.items())
    )
    return index, places, _date(latest)


def _second_pass(
    source: Source, index: FtmIndex, places: dict[str, int], list_id: str, account: Account
) -> Iterator[Entity]:
    nested_done: set[str] = set()
    bystanders = 0
    for number, text in lines(source):
        try:
            found = records(text)
        except BadLineError:
            continue  # counted in the first pass
        outer = found[0]
        if is_party(outer):
            _audit(outer, account)
            # A name in a tie that our own export wrote as a party is none of its own.
            stub = outer.extra.get("stub") is True
            if stub or (outer.target is False and outer.id not in index.linked):
                bystanders += not stub
                account.read()
                account.merged += 1
                continue
            made: Entity | str = ""
            if places[outer.id] != number:
                made = f"the id stands already on line {places[outer.id]}"
            made = made or _made(outer, index, list_id, account)
            if isinstance(made, str):
                account.refuse(f"{source.name} line {number}", made, outer.caption or outer.id)
            else:
                account.read()
                yield made
        for record in found[1:]:
            fresh = record.id not in places and record.id not in nested_done
            if fresh and is_party(record) and record.id in index.linked:
                nested_done.add(record.id)
                made = _made(record, index, list_id, account)
                if isinstance(made, str):
                    account.notes.append(f"Line {number}: nested {record.id} left out: {made}.")
                else:
                    yield made
    if bystanders:
        account.notes.append(
            f"{bystanders:,} parties left out: not targets, and nothing ties them to one."
        )


def _made(record: Record, index: FtmIndex, list_id: str, account: Account) -> Entity | str:
    """The entity of a party, or why there is none."""
    try:
        return party(record, index, list_id, account) or "the party has no name"
    except WatchlistError as error:
        return f"cannot be read: {error.message}"


def _audit(record: Record, account: Account) -> None:
    known = ftm_schema().known
    as_party = is_party(record)
    for prop in record.properties:
        account.fields[f"{record.schema}:{prop}"] += 1
        if as_party and prop not in known:
            account.odd("column", prop)


def _date(text: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        return None


READER = FtmLines()
