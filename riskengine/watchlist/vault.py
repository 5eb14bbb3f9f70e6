"""Imported lists on disk: editions as read, states folded from them, and what waits.

<home>/watchlists/<list_id>/
    current                    name of the active state; replaced in one step
    states/<name>/             manifest.yaml and snapshot.jsonl, folded over all editions
    editions/<name>/           manifest.yaml and snapshot.jsonl.gz, each edition as read
    quarantine/<name>/         the same, with report.yaml, until accepted or rejected

A name is `<list date>-<first twelve digits of the snapshot's SHA-256>`. Folders are written
beside their place and renamed into it, so whatever is there is whole; a crash at any moment
leaves the active state as it was.
"""

from __future__ import annotations

import gzip
import os
import re
import secrets
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import filelock

from riskengine.errors import WatchlistError, plain_reason
from riskengine.model.entity import Entity
from riskengine.watchlist.manifest import (
    ACTIVATED_NAME,
    CURRENT_NAME,
    MANIFEST_NAME,
    PACKED_NAME,
    SNAPSHOT_NAME,
    Manifest,
    read_manifest,
)
from riskengine.watchlist.store import active_state, read_entities, snapshot_bytes
from riskengine.watchlist.writer import build_snapshot

REPORT_NAME = "report.yaml"
_NEW = ".new-"
_NAME = re.compile(r"^\d{4}-\d{2}-\d{2}-[0-9a-f]{12}$")
_LOCK_SECONDS = 30.0


@dataclass(frozen=True, slots=True)
class Stored:
    """One edition, state or quarantined edition on disk."""

    folder: Path
    manifest: Manifest

    @property
    def name(self) -> str:
        return self.manifest.name

    @property
    def is_sound(self) -> bool:
        """Whether the snapshot is there and is the one that the manifest means."""
        try:
            snapshot_bytes(self.folder, self.manifest)
        except WatchlistError:
            return False
        return True

    def entities(self) -> Iterator[Entity]:
        """Entities in file order, checked against the manifest's hash and decoded one by one."""
        yield from read_entities(self.folder, self.manifest)


class Vault:
    """The imported lists under one folder. Reading needs no lock; changing takes one."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @contextmanager
    def lock(self) -> Iterator[None]:
        """Hold the vault for changes; one process at a time.

        Raises:
            WatchlistError: another process holds it for longer than half a minute, or the
                folder cannot be written.
        """
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            with filelock.FileLock(self.folder / ".lock", timeout=_LOCK_SECONDS):
                self._sweep()
                yield
        except filelock.Timeout:
            raise WatchlistError(
                f"{self.folder}: another import is under way",
                hint="Wait for it to end, then try again.",
                code="watchlist.locked",
            ) from None
        except OSError as error:
            raise WatchlistError(
                f"{self.folder}: cannot be written: {plain_reason(error)}",
                hint="Check the folder's permissions and the free space, or give another --home.",
                code="watchlist.file",
            ) from None

    def list_ids(self) -> tuple[str, ...]:
        """Lists that have anything here, sorted."""
        if not self.folder.is_dir():
            return ()
        return tuple(
            sorted(
                path.name
                for path in self.folder.iterdir()
                if path.is_dir() and not path.name.startswith(".")
            )
        )

    def active(self, list_id: str) -> Stored | None:
        """The active state; None where the list was never imported.

        Raises:
            WatchlistError: the pointer or the state's manifest is damaged.
        """
        if not (self.folder / list_id / CURRENT_NAME).is_file():
            return None
        folder = active_state(self.folder / list_id)
        return Stored(folder, read_manifest(folder / MANIFEST_NAME))

    def sound_state(self, list_id: str) -> Stored | None:
        """The active state if nothing about it is damaged; else None, and it can be made again."""
        try:
            active = self.active(list_id)
        except WatchlistError:
            return None
        return active if active is not None and active.is_sound else None

    def states(self, list_id: str) -> tuple[Stored, ...]:
        return self._stored(list_id, "states")

    def editions(self, list_id: str) -> tuple[Stored, ...]:
        """Accepted editions, oldest first."""
        return self._stored(list_id, "editions")

    def quarantined(self, list_id: str) -> tuple[Stored, ...]:
        return self._stored(list_id, "quarantine")

    def _stored(self, list_id: str, kind: str) -> tuple[Stored, ...]:
        parent = self.folder / list_id / kind
        if not parent.is_dir():
            return ()
        return tuple(
            Stored(path, read_manifest(path / MANIFEST_NAME))
            for path in sorted(parent.iterdir())
            # One without a manifest is of no use; `verify` tells of it.
            if _NAME.match(path.name) and (path / MANIFEST_NAME).is_file()
        )

    def write(
        self,
        list_id: str,
        kind: str,
        lines: Mapping[str, bytes],
        fields: Mapping[str, Any],
        *,
        report: str = "",
    ) -> Stored:
        """Store a snapshot under its own name; the same content again changes nothing.

        Args:
            kind: `states`, `editions` or `quarantine`; the latter two are packed.
            fields: manifest fields except `records` and `sha256`.
        """
        parent = self.folder / list_id / kind
        parent.mkdir(parents=True, exist_ok=True)
        new = parent / f"{_NEW}{secrets.token_hex(6)}"
        try:
            manifest = build_snapshot(new, lines, fields, packed=kind != "states")
            if report:
                (new / REPORT_NAME).write_text(report, encoding="utf-8")
            target = parent / manifest.name
            if target.exists() and not Stored(target, manifest).is_sound:
                target.rename(parent / f"{_NEW}{secrets.token_hex(6)}")  # damaged; swept later
            if target.exists():  # the same snapshot: only what is said of it may be new
                for path in (new / MANIFEST_NAME, new / REPORT_NAME):
                    if path.exists():
                        path.replace(target / path.name)
                shutil.rmtree(new)
            else:
                new.rename(target)
        except BaseException:
            shutil.rmtree(new, ignore_errors=True)
            raise
        return Stored(target, manifest)

    def activate(self, list_id: str, state: Stored, *, before: Stored | None) -> None:
        """Make a state the active one, in one step, and pack the others.

        Args:
            before: the state that was active; it stays unpacked for those that still read it.
        """
        pointer = self.folder / list_id / CURRENT_NAME
        partial = pointer.with_name(f"{_NEW}{CURRENT_NAME}")
        with partial.open("w", encoding="utf-8") as stream:
            stream.write(state.name + "\n")
            stream.flush()
            os.fsync(stream.fileno())
        partial.replace(pointer)
        # Tells a pointer that was lost from a list that was never active.
        (state.folder / ACTIVATED_NAME).touch()
        kept = {state.name, before.name if before is not None else ""}
        for other in self.states(list_id):
            if other.name not in kept:
                _pack(other.folder)

    def deactivate(self, list_id: str) -> None:
        """Take an imported list out of use; the shipped one, if any, is searched again."""
        for path in (self.folder / list_id).glob(f"states/*/{ACTIVATED_NAME}"):
            path.unlink()
        (self.folder / list_id / CURRENT_NAME).unlink(missing_ok=True)

    def remove(self, stored: Stored) -> None:
        """Take an edition, or a quarantined one, away; what is active stays."""
        aside = stored.folder.with_name(f"{_NEW}{secrets.token_hex(6)}")
        stored.folder.rename(aside)
        shutil.rmtree(aside)

    def _sweep(self) -> None:
        """Clear what a process that was killed has left."""
        for path in self.folder.glob(f"*/*/{_NEW}*"):
            shutil.rmtree(path, ignore_errors=True)
        for pattern in (f"*/{_NEW}*", f"*/*/*/{_NEW}*"):
            for path in self.folder.glob(pattern):
                path.unlink(missing_ok=True)


def _pack(folder: Path) -> None:
    """Pack the snapshot of a state that is active no more."""
    plain = folder / SNAPSHOT_NAME
    if not plain.is_file():
        return
    packed = folder / PACKED_NAME
    partial = folder / f"{_NEW}{PACKED_NAME}"
    partial.write_bytes(gzip.compress(plain.read_bytes(), 6, mtime=0))
    partial.replace(packed)
    plain.unlink()
