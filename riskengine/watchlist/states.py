"""Naming one state of one list, and checking states."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from riskengine.errors import WatchlistError
from riskengine.watchlist.lineage import shipped
from riskengine.watchlist.manifest import CURRENT_NAME, MANIFEST_NAME, read_manifest
from riskengine.watchlist.store import active_state
from riskengine.watchlist.vault import Stored, Vault


def find_state(reference: str, vault: Vault, bundle: Path | None) -> Stored:
    """The state that a text names.

    Args:
        reference: `LIST` or `LIST@active` (what is searched), `LIST@bundle` (as shipped),
            `LIST@2026-08-02` (the edition of that day), `LIST@<name>` (an edition, state or
            quarantined edition by its name, or the start of it), or a folder with a manifest.

    Raises:
        WatchlistError: nothing is called that; the hint names what there is.
    """
    folder = Path(reference)
    if (folder / MANIFEST_NAME).is_file():
        return Stored(folder, read_manifest(folder / MANIFEST_NAME))
    list_id, _, which = reference.partition("@")
    active, ship = vault.active(list_id), shipped(bundle, list_id)
    searched = active if active is not None else ship
    if which in ("", "active") and searched is not None:
        return searched
    if which == "bundle" and ship is not None:
        return ship
    kinds = (vault.editions(list_id), vault.quarantined(list_id), vault.states(list_id))
    for stored in (item for kind in kinds for item in kind):
        if which and stored.name.startswith(which):
            return stored
    if ship is not None and which and ship.manifest.list_date.isoformat() == which:
        return ship
    names = [item.name for kind in kinds[:2] for item in kind]
    if active is not None:
        names.append("active")
    if ship is not None:
        names.append("bundle")
    known = ", ".join(f"{list_id}@{name}" for name in names)
    raise WatchlistError(
        f"no state {reference!r}",
        hint=f"There are: {known}." if known else "`risk watchlists list` shows the lists.",
        code="watchlist.unknown",
    )


@dataclass(frozen=True, slots=True)
class Checked:
    """One snapshot checked in full: hash, count, and every record decoded.

    Attributes:
        what: `active`, `bundle`, `edition`, `state` or `quarantine`.
        fault: empty where all is well.
    """

    list_id: str
    what: str
    place: Path
    records: int
    fault: str = ""


def verify(vault: Vault, bundle: Path | None) -> Iterator[Checked]:
    """Check every snapshot there is, one at a time; a damaged one is told, not raised."""
    if bundle is not None:
        yield from _folders(bundle, "bundle")
    if not vault.folder.is_dir():
        return
    yield from _folders(vault.folder, "active")
    for list_id in vault.list_ids():
        for kind, what in (
            ("editions", "edition"),
            ("states", "state"),
            ("quarantine", "quarantine"),
        ):
            parent = vault.folder / list_id / kind
            inside = sorted(parent.iterdir()) if parent.is_dir() else []
            for folder in inside:
                if not folder.name.startswith("."):
                    yield _checked(folder, what, list_id)


def _folders(directory: Path, what: str) -> Iterator[Checked]:
    children = sorted(
        path
        for path in directory.iterdir()
        if (path / MANIFEST_NAME).is_file() or (path / CURRENT_NAME).is_file()
    )
    for child in children:
        try:
            folder = child if (child / MANIFEST_NAME).is_file() else active_state(child)
        except WatchlistError as error:
            yield Checked(child.name, what, child, 0, error.message)
            continue
        yield _checked(folder, what, child.name)


def _checked(folder: Path, what: str, list_id: str) -> Checked:
    records = 0
    try:
        stored = Stored(folder, read_manifest(folder / MANIFEST_NAME))
        seen: set[str] = set()
        for entity in stored.entities():
            records += 1
            if entity.id in seen:
                raise WatchlistError(f"{folder}: the id {entity.id} stands twice")
            seen.add(entity.id)
        if records != stored.manifest.records:
            raise WatchlistError(
                f"{folder}: {records} records, the manifest says {stored.manifest.records}"
            )
    except WatchlistError as error:
        return Checked(list_id, what, folder, records, error.message)
    return Checked(list_id, what, folder, records)
