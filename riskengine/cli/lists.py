"""`risk watchlists`: what is on this machine."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from riskengine.cli.options import AsOf, Home, Out, PlainFormat, day, emit, settings, table

if TYPE_CHECKING:
    from riskengine.model.entity import SnapshotInfo
    from riskengine.watchlist.vault import Vault

app = typer.Typer(
    help="Lists on this machine: their dates, imports, updates and checks.", no_args_is_help=True
)

PlainOption = Annotated[PlainFormat, typer.Option("--format", help="json, or text.")]


@app.command("list")
def list_(
    as_of: AsOf = None,
    format_: PlainOption = PlainFormat.text,
    out: Out = None,
    home: Home = None,
) -> None:
    """Every list that would be searched: date, age, records, whether stale or incomplete.

    Example: risk watchlists list --as-of 2026-11-23
    """
    from riskengine.report.contract import dumps
    from riskengine.watchlist import open_watchlists
    from riskengine.watchlist.vault import Vault

    on_day = day(as_of)
    chosen = settings(home)
    lists = open_watchlists(chosen.watchlist_directories)
    vault = Vault(chosen.own_watchlists)
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
                "listed": info.listed,
                "former": info.former,
                "sha256": info.sha256,
                "licence": info.licence,
                "source_url": info.source_url,
                "note": info.note,
                "imported": vault.active(info.list_id) is not None,
                "editions": list(lists.manifest(info.list_id).editions),
                "quarantined": [item.name for item in vault.quarantined(info.list_id)],
            }
            for info in lists.infos
        ]
        payload: dict[str, Any] = {
            "schema": "riskengine.watchlists/1",
            "as_of": on_day.isoformat(),
            "lists": rows,
            "waiting": _waiting(vault),
        }
        emit(dumps(payload), out)
        return
    cells = [
        (
            info.list_id,
            info.list_date.isoformat(),
            str(info.age_days(on_day)),
            str(info.listed),
            str(info.former or ""),
            "imported" if vault.active(info.list_id) is not None else "bundled",
            _status(info, info.age_days(on_day)),
            info.title,
        )
        for info in lists.infos
    ]
    text = table(cells, ("list", "state of", "age", "listed", "former", "from", "status", "title"))
    waiting = _waiting(vault)
    if waiting:
        text += "\nIn quarantine, not searched:\n" + "".join(f"  {name}\n" for name in waiting)
        text += "  See one with `risk watchlists show LIST`; accept or reject it by name.\n"
    emit(text, out)


def _status(info: SnapshotInfo, age: int) -> str:
    state = "stale" if age > info.stale_after_days else "current"
    if age < 0:
        state = "newer than the as-of date"
    return state if info.complete else f"{state}, not complete"


def _waiting(vault: Vault) -> list[str]:
    return [
        f"{list_id}@{item.name}"
        for list_id in vault.list_ids()
        for item in vault.quarantined(list_id)
    ]


@app.command("show")
def show(
    list_id: Annotated[str, typer.Argument(help="A list id, such as us-ofac-sdn.")],
    format_: PlainOption = PlainFormat.text,
    out: Out = None,
    home: Home = None,
) -> None:
    """One list: its manifest, the editions it rests on, and what waits in quarantine and why.

    Example: risk watchlists show us-ofac-sdn
    """
    from riskengine.report.contract import dumps
    from riskengine.watchlist.states import find_state
    from riskengine.watchlist.vault import REPORT_NAME, Vault
    from riskengine.watchlist.yamlfile import load_yaml

    chosen = settings(home)
    vault = Vault(chosen.own_watchlists)
    waiting = [
        {"name": item.name, **load_yaml(item.folder / REPORT_NAME)}
        for item in vault.quarantined(list_id)
    ]
    editions = [item.name for item in vault.editions(list_id)]
    manifest = None
    if not waiting or vault.active(list_id) is not None:
        manifest = find_state(list_id, vault, chosen.bundled_watchlists).manifest
    if format_ is PlainFormat.json:
        payload = {
            "schema": "riskengine.watchlist/1",
            "manifest": None if manifest is None else manifest.model_dump(mode="json"),
            "editions": editions,
            "quarantine": waiting,
        }
        emit(dumps(payload), out)
        return
    text = "no active state\n" if manifest is None else manifest.to_yaml()
    if editions:
        text += "\nEditions held:\n" + "".join(f"  {list_id}@{name}\n" for name in editions)
    for item in waiting:
        text += f"\nIn quarantine: {list_id}@{item['name']} ({item['file']}, {item['reader']})\n"
        text += (
            f"  {item['rows']:,} rows = {item['parsed']:,} parsed + {item['refused']:,} refused\n"
        )
        text += "".join(f"  - {concern['says']}\n" for concern in item["concerns"])
        text += f"  risk watchlists accept {list_id} {item['name']} --by NAME --reason TEXT\n"
    emit(text, out)
