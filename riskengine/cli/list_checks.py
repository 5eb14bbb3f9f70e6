"""`risk watchlists diff`, `verify`, `export` and `selftest`: looking at states."""

from __future__ import annotations

import io
from enum import StrEnum
from typing import Annotated

import typer

from riskengine.cli.lists import PlainOption
from riskengine.cli.options import Home, Out, PlainFormat, emit, settings, table

_State = (
    "LIST (what is searched), LIST@2026-08-02 (an edition), LIST@bundle, LIST@NAME, or a folder."
)


class ExportFormat(StrEnum):
    ftm = "ftm"
    csv = "csv"
    jsonl = "jsonl"


def diff(
    before: Annotated[str, typer.Argument(help=_State)],
    after: Annotated[str, typer.Argument(help=_State)],
    limit: Annotated[
        int, typer.Option("--limit", min=1, help="Entries shown of each kind of change.")
    ] = 50,
    format_: PlainOption = PlainFormat.text,
    out: Out = None,
    home: Home = None,
) -> None:
    """What two states of a list have added, removed and changed, field by field.

    Example: risk watchlists diff us-bis-el@bundle us-bis-el
    """
    from riskengine.report.contract import dumps
    from riskengine.watchlist.changes import compare
    from riskengine.watchlist.states import find_state
    from riskengine.watchlist.vault import Vault

    chosen = settings(home)
    vault = Vault(chosen.own_watchlists)
    left = find_state(before, vault, chosen.bundled_watchlists)
    right = find_state(after, vault, chosen.bundled_watchlists)
    changes = compare(left.entities(), right.entities())
    if format_ is PlainFormat.json:
        ends = {
            name: {
                "list_id": state.manifest.list_id,
                "list_date": state.manifest.list_date.isoformat(),
                "sha256": state.manifest.sha256,
            }
            for name, state in (("before", left), ("after", right))
        }
        emit(dumps({"schema": "riskengine.diff/1", **ends, **changes.to_dict()}), out)
        return
    if left.manifest.list_id != right.manifest.list_id:
        typer.echo("note: these are two different lists, so nearly everything differs", err=True)
    head = "".join(
        f"{word}: {state.manifest.list_id} of {state.manifest.list_date}"
        f" ({state.manifest.records:,} entities, {state.manifest.sha256[:12]})\n"
        for word, state in (("before", left), ("after ", right))
    )
    emit(head + changes.to_text(limit).rstrip("\n") + "\n", out)


def verify(
    format_: PlainOption = PlainFormat.text,
    out: Out = None,
    home: Home = None,
) -> None:
    """Check every snapshot: hash, count, and each record against the schema.

    Exit code 2 when one is damaged. Example: risk watchlists verify
    """
    from riskengine.report.contract import dumps
    from riskengine.watchlist.states import verify as check
    from riskengine.watchlist.vault import Vault

    chosen = settings(home)
    found = list(check(Vault(chosen.own_watchlists), chosen.bundled_watchlists))
    if format_ is PlainFormat.json:
        rows = [
            {
                "list_id": item.list_id,
                "what": item.what,
                "place": item.place.name,
                "records": item.records,
                "fault": item.fault,
            }
            for item in found
        ]
        emit(dumps({"schema": "riskengine.verify/1", "snapshots": rows}), out)
    else:
        cells = [
            (item.list_id, item.what, f"{item.records}", item.fault or "good") for item in found
        ]
        emit(table(cells, ("list", "what", "records", "result")), out)
    if any(item.fault for item in found):
        raise typer.Exit(2)


def export(
    list_id: Annotated[str, typer.Argument(help=_State)],
    format_: Annotated[
        ExportFormat, typer.Option("--format", help="ftm (FollowTheMoney), csv, or jsonl.")
    ] = ExportFormat.jsonl,
    out: Out = None,
    home: Home = None,
) -> None:
    """One list in a form that other tools read.

    Example: risk watchlists export us-bis-el --format ftm --out us-bis-el.ftm.json
    """
    from riskengine.watchlist.export import export as write
    from riskengine.watchlist.states import find_state
    from riskengine.watchlist.vault import Vault

    chosen = settings(home)
    state = find_state(list_id, Vault(chosen.own_watchlists), chosen.bundled_watchlists)
    buffer = io.StringIO()
    write(state.entities(), buffer, format_.value)
    emit(buffer.getvalue(), out)


def selftest(
    lists: Annotated[
        list[str] | None,
        typer.Option("--list", metavar="LIST", help="Test only this list; may be repeated."),
    ] = None,
    format_: PlainOption = PlainFormat.text,
    out: Out = None,
    home: Home = None,
) -> None:
    """Screen every name of every list against the index: each must find itself.

    Exit code 2 when one does not. Example: risk watchlists selftest --list us-bis-el
    """
    from riskengine.matching import Matcher
    from riskengine.matching.selftest import run
    from riskengine.report.contract import dumps
    from riskengine.watchlist import open_watchlists

    chosen = settings(home)
    watchlists = open_watchlists(chosen.watchlist_directories)
    matcher = Matcher.open(watchlists, cache_dir=chosen.cache_directory)
    report = run(watchlists, matcher, only=lists or None)
    if format_ is PlainFormat.json:
        emit(dumps({"schema": "riskengine.selftest/1", **report.to_dict()}), out)
    else:
        emit(report.to_text(), out)
    if report.failures:
        raise typer.Exit(2)
