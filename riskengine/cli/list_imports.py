"""`risk watchlists import`, `accept`, `reject` and `update`: how states come to be."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from riskengine.cli.lists import PlainOption
from riskengine.cli.options import Home, Out, PlainFormat, check_out, day, emit, settings
from riskengine.vocab import Measure

if TYPE_CHECKING:
    from riskengine.watchlist.importing import ImportReport, Outcome
    from riskengine.watchlist.updating import Updated

_Only = Annotated[
    list[str] | None,
    typer.Option("--list", metavar="LIST", help="Take only this list; may be repeated."),
]
_Today = Annotated[
    str | None,
    typer.Option(
        "--today", metavar="DATE", help="Day of the import, YYYY-MM-DD.", show_default="today"
    ),
]


def import_(
    files: Annotated[
        list[Path],
        typer.Argument(
            help="List files, a folder or a zip archive. Files of one set go together.",
            show_default=False,
        ),
    ],
    lists: _Only = None,
    list_date: Annotated[
        str | None,
        typer.Option(
            "--list-date",
            metavar="DATE",
            help="Day that the publisher's list is of, where the file does not say.",
        ),
    ] = None,
    mapping: Annotated[
        Path | None,
        typer.Option("--mapping", help="Mapping file for a table of your own.", show_default=False),
    ] = None,
    reader: Annotated[
        str | None,
        typer.Option("--reader", help="Name the format instead of having it recognised."),
    ] = None,
    measure: Annotated[
        Measure | None,
        typer.Option(
            "--measure",
            help="What being on a list of your own means, such as denial or red_flag.",
            show_default=False,
        ),
    ] = None,
    today: _Today = None,
    format_: PlainOption = PlainFormat.text,
    out: Out = None,
    home: Home = None,
) -> None:
    """Import list files; the format is recognised by content.

    Prints, for each list, rows = parsed + refused. An edition that loses entities or columns,
    has unknown codes or rows that cannot be read goes into quarantine; the list searched stays
    as it was until a person accepts it.

    Example: risk watchlists import sdn.csv add.csv alt.csv sdn_comments.csv --list-date 2026-08-02
    """
    from riskengine.watchlist.importing import Provenance, import_files
    from riskengine.watchlist.readers.registry import reader_named
    from riskengine.watchlist.vault import Vault

    check_out(out)
    chosen = settings(home)
    on_day = day(today)
    using = None if reader is None else reader_named(reader)
    details = None
    if mapping is not None:
        from riskengine.watchlist.readers.own.mapped import MappedReader
        from riskengine.watchlist.readers.own.mapping import load_mapping

        loaded = load_mapping(mapping)
        using, details = MappedReader(loaded), loaded.list_entry()
    report = import_files(
        Vault(chosen.own_watchlists),
        files,
        provenance=Provenance(on_day, details=details, measure=measure),
        bundle=chosen.bundled_watchlists,
        lists=lists or (),
        list_date=None if list_date is None else day(list_date),
        reader=using,
    )
    _print(report, format_, out)
    missed = {item.source.path for item in report.not_read} & set(files)
    if missed or any(outcome.quarantined for outcome in report.outcomes):
        raise typer.Exit(2)


def _print(report: ImportReport, format_: PlainFormat, out: Path | None) -> None:
    """Print what became of each list."""
    from riskengine.report.contract import dumps

    if format_ is PlainFormat.json:
        emit(dumps(report_dict(report)), out)
    else:
        emit("".join(_text(outcome) for outcome in report.outcomes) + _not_read(report), out)


def update(
    lists: Annotated[
        list[str] | None,
        typer.Argument(help="List ids; none means every list held that has an address."),
    ] = None,
    today: _Today = None,
    format_: PlainOption = PlainFormat.text,
    out: Out = None,
    home: Home = None,
) -> None:
    """Download lists from their publishers and import them. The only command that uses the network.

    A list that cannot be had, or goes into quarantine, stays as it was; exit code 2 says so.
    Proxies and certificates: HTTPS_PROXY, HTTP_PROXY, NO_PROXY, REQUESTS_CA_BUNDLE.

    Example: risk watchlists update us-ofac-sdn un-sc
    """
    from riskengine.report.contract import dumps
    from riskengine.watchlist.download import fetch, proxies_from
    from riskengine.watchlist.updating import update as update_lists
    from riskengine.watchlist.vault import Vault

    check_out(out)
    chosen = settings(home)
    proxies = proxies_from(os.environ)
    certificates = os.environ.get("REQUESTS_CA_BUNDLE", "")
    found = update_lists(
        Vault(chosen.own_watchlists),
        lists or (),
        today=day(today),
        bundle=chosen.bundled_watchlists,
        fetcher=lambda plan, folder, previous: fetch(
            plan, folder, previous=previous, proxies=proxies, ca_bundle=certificates
        ),
    )
    if format_ is PlainFormat.json:
        rows = [
            {
                "download": item.download.id,
                "lists": list(item.download.list_ids),
                "status": item.status.value,
                "reason": item.reason,
                "import": None if item.report is None else report_dict(item.report),
            }
            for item in found
        ]
        emit(dumps({"schema": "riskengine.update/1", "downloads": rows}), out)
    else:
        emit("".join(_update_text(item) for item in found), out)
    if not all(item.good for item in found):
        raise typer.Exit(2)


def _update_text(item: Updated) -> str:
    lists = ", ".join(item.download.list_ids)
    if item.report is not None:
        return "".join(_text(outcome) for outcome in item.report.outcomes)
    if item.reason:
        return f"{lists}: FAILED, left as it was: {item.reason}\n"
    return f"{lists}: unchanged at the publisher\n"


def report_dict(report: ImportReport) -> dict[str, Any]:
    """The report as JSON values."""
    return {
        "schema": "riskengine.import/1",
        "lists": [
            {
                "list_id": item.list_id,
                "status": item.status,
                "name": item.name,
                "list_date": item.list_date.isoformat(),
                "reader": item.reader,
                "files": dict(item.files),
                "rows": item.rows,
                "parsed": item.parsed,
                "merged": item.merged,
                "refused": item.refused,
                "entities": item.entities,
                "names": item.names,
                "listings": item.listings,
                "searched": item.searched,
                "concerns": [{"code": c.code, "says": c.sentence} for c in item.concerns],
                "refusals": [
                    {"where": r.where, "reason": r.reason, "row": r.excerpt} for r in item.refusals
                ],
                "unknown": list(item.unknown),
                "notes": list(item.notes),
            }
            for item in report.outcomes
        ],
        "not_read": [{"file": str(item.source), "reason": item.reason} for item in report.not_read],
    }


_STATUS = {
    "active": "now searched",
    "unchanged": "held already, nothing changed",
    "history": "older than the list searched; added to its history",
    "quarantined": "IN QUARANTINE, not searched",
}


def _text(item: Outcome) -> str:
    lines = [
        f"{item.list_id}: {_STATUS[item.status]} (edition {item.name}, reader {item.reader})",
        f"  {item.rows:,} rows = {item.parsed:,} parsed + {item.refused:,} refused;"
        f" {item.entities:,} entities, {item.names:,} names, {item.listings:,} listings",
    ]
    if len(item.files) > 1:
        parts = (f"{name} {rows:,}" for name, rows in item.files)
        lines.append(f"  rows by file: {', '.join(parts)}")
    lines.extend(f"  note: {note}" for note in item.notes)
    lines.extend(f"  - {concern.sentence}" for concern in item.concerns)
    shown = item.refusals[:5]
    lines.extend(f"    {row.where}: {row.reason}: {row.excerpt}" for row in shown)
    if item.refused > len(shown):
        lines.append(f"    and {item.refused - len(shown):,} more refused rows")
    if item.quarantined:
        before = (
            "What was searched before still is." if item.searched else "The list is not searched."
        )
        lines.append(f"  {before} After looking at it:")
        lines.append(f"  risk watchlists accept {item.list_id} {item.name} --by NAME --reason TEXT")
    return "\n".join(lines) + "\n"


def _not_read(report: ImportReport) -> str:
    return "".join(
        f"NOT READ: {item.source}: {item.reason.removeprefix(f'{item.source}: ')}\n"
        for item in report.not_read
    )


def accept(
    list_id: Annotated[str, typer.Argument(help="A list id.")],
    name: Annotated[str, typer.Argument(help="Name of the edition in quarantine.")],
    by: Annotated[str, typer.Option("--by", help="Who accepts it.")],
    reason: Annotated[str, typer.Option("--reason", help="Why it may be used all the same.")],
    today: _Today = None,
    home: Home = None,
) -> None:
    """Let an edition out of quarantine, in your name. The manifest keeps name and reason.

    Example: risk watchlists accept eu-fsf 2026-05-01-0a1b2c3d4e5f --by "A. Nowak" --reason checked
    """
    from riskengine.watchlist.importing import accept as accept_edition
    from riskengine.watchlist.vault import Vault

    chosen = settings(home)
    stored, state = accept_edition(
        Vault(chosen.own_watchlists),
        list_id,
        name,
        by=by,
        reason=reason,
        today=day(today),
        bundle=chosen.bundled_watchlists,
    )
    newest = stored.manifest.list_date == state.manifest.list_date
    what = (
        "now searched"
        if newest
        else f"added to the history; the list is of {state.manifest.list_date}"
    )
    counts = f"{state.manifest.info().listed:,} listed, {state.manifest.former:,} listed no more"
    typer.echo(f"{list_id}: edition {stored.name} accepted by {by}: {what} ({counts})", err=True)


def withdraw(
    list_id: Annotated[str, typer.Argument(help="A list id.")],
    name: Annotated[str, typer.Argument(help="Name of an edition that the list rests on.")],
    home: Home = None,
) -> None:
    """Take an edition out of a list's history, as if it had never been imported.

    Example: risk watchlists withdraw eu-fsf 2026-05-01-0a1b2c3d4e5f
    """
    from riskengine.watchlist.importing import withdraw as withdraw_edition
    from riskengine.watchlist.vault import Vault

    chosen = settings(home)
    state = withdraw_edition(
        Vault(chosen.own_watchlists), list_id, name, bundle=chosen.bundled_watchlists
    )
    what = "no imported edition is left" if state is None else f"now searched: {state.name}"
    typer.echo(f"{list_id}: edition {name} withdrawn; {what}", err=True)


def reject(
    list_id: Annotated[str, typer.Argument(help="A list id.")],
    name: Annotated[str, typer.Argument(help="Name of the edition in quarantine.")],
    home: Home = None,
) -> None:
    """Throw an edition in quarantine away.

    Example: risk watchlists reject eu-fsf 2026-05-01-0a1b2c3d4e5f
    """
    from riskengine.watchlist.importing import reject as reject_edition
    from riskengine.watchlist.vault import Vault

    reject_edition(Vault(settings(home).own_watchlists), list_id, name)
    typer.echo(f"{list_id}: edition {name} rejected", err=True)
