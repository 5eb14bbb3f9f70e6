"""`risk watchlists`."""

from __future__ import annotations

from typing import Annotated

import typer

from riskengine.cli.options import AsOf, Home, Out, PlainFormat, day, emit, settings, table

app = typer.Typer(help="Lists on this machine, their dates and their age.", no_args_is_help=True)


@app.callback()
def _group() -> None:
    pass


@app.command("list")
def list_(
    as_of: AsOf = None,
    format_: Annotated[
        PlainFormat, typer.Option("--format", help="json, or text.")
    ] = PlainFormat.text,
    out: Out = None,
    home: Home = None,
) -> None:
    """Every list that would be searched: date, age, records, whether stale or incomplete.

    Example: risk watchlists list --as-of 2026-11-23
    """
    from riskengine.report.contract import dumps
    from riskengine.watchlist import open_watchlists

    on_day = day(as_of)
    infos = open_watchlists(settings(home).watchlist_directories).infos
    if format_ is PlainFormat.json:
        rows = [
            {
                "list_id": info.list_id,
                "title": info.title,
                "publisher": info.publisher,
                "role": info.role.value,
                "measure": info.measure.value,
                "list_date": info.list_date.isoformat(),
                "retrieved_on": info.retrieved_on.isoformat(),
                "age_days": info.age_days(on_day),
                "stale": info.age_days(on_day) > info.stale_after_days,
                "complete": info.complete,
                "records": info.records,
                "sha256": info.sha256,
                "licence": info.licence,
                "source_url": info.source_url,
                "note": info.note,
            }
            for info in infos
        ]
        emit(
            dumps(
                {"schema": "riskengine.watchlists/1", "as_of": on_day.isoformat(), "lists": rows}
            ),
            out,
        )
        return
    cells = []
    for info in infos:
        age = info.age_days(on_day)
        state = "stale" if age > info.stale_after_days else "current"
        if age < 0:
            state = "newer than the as-of date"
        if not info.complete:
            state += ", not complete"
        cells.append(
            (
                info.list_id,
                info.list_date.isoformat(),
                str(age),
                str(info.records),
                state,
                info.title,
            )
        )
    header = ("list", "state of", "age", "records", "status", "title")
    emit(table(cells, header), out)
