"""Opened watchlists: snapshots checked at once, entities decoded when asked for."""

from __future__ import annotations

import gzip
import hashlib
import re
import zlib
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from riskengine.errors import WatchlistError, plain_reason
from riskengine.model.entity import Entity, SnapshotInfo
from riskengine.watchlist.codec import entity_from_json, searchable_from_json
from riskengine.watchlist.manifest import (
    ACTIVATED_NAME,
    CURRENT_NAME,
    MANIFEST_NAME,
    PACKED_NAME,
    SNAPSHOT_NAME,
    Manifest,
    read_manifest,
)

_AGAIN = "Compile or import the list again; do not edit a snapshot by hand."
# Ids are found by this one pass; a line that does not open like this is damaged.
_LINE = re.compile(rb'^\{"id": ?"([^"\\\n]+)".*$', re.MULTILINE)


@dataclass(frozen=True, slots=True)
class _Held:
    """One snapshot in memory: its bytes, and where each record lies."""

    manifest: Manifest
    path: Path
    data: bytes
    spans: dict[str, tuple[int, int]]


class Watchlists:
    """A set of verified snapshots. Build it with `open_watchlists`.

    Attributes:
        infos: what the manifests say, sorted by list id.
        fingerprint: SHA-256 over list ids and snapshot hashes; equal sets are equal.
    """

    def __init__(self, held: Sequence[_Held]) -> None:
        self._held = {item.manifest.list_id: item for item in held}
        self._list_of: dict[str, _Held] = {}
        self._decoded: dict[str, Entity] = {}
        for item in held:
            twice = self._list_of.keys() & item.spans.keys()
            if twice:
                entity_id = min(twice)
                other = self._list_of[entity_id].path
                raise WatchlistError(
                    f"{_place(item, entity_id)}: the id {entity_id} also stands in {other}",
                    hint="Ids are unique over all lists; begin them with the list id.",
                    code="watchlist.duplicate",
                )
            self._list_of.update(dict.fromkeys(item.spans, item))
        ordered = sorted(self._held.items())
        self.infos: tuple[SnapshotInfo, ...] = tuple(item.manifest.info() for _, item in ordered)
        digest = hashlib.sha256()
        for list_id, item in ordered:
            digest.update(f"{list_id} {item.manifest.sha256}\n".encode())
        self.fingerprint: str = digest.hexdigest()

    def __len__(self) -> int:
        return len(self._list_of)

    def __contains__(self, entity_id: object) -> bool:
        return entity_id in self._list_of

    @property
    def list_ids(self) -> tuple[str, ...]:
        return tuple(info.list_id for info in self.infos)

    def info(self, list_id: str) -> SnapshotInfo:
        """Manifest facts of one list.

        Raises:
            WatchlistError: no such list is open.
        """
        return self._one(list_id).manifest.info()

    def manifest(self, list_id: str) -> Manifest:
        """The whole manifest of one list, reader and expected counts included."""
        return self._one(list_id).manifest

    def ids(self, list_id: str | None = None) -> Iterator[str]:
        """Entity ids in file order; all lists, by list id, unless one is named."""
        for item in self._chosen(list_id):
            yield from item.spans

    def entity(self, entity_id: str) -> Entity:
        """One entity, decoded on first use and then kept.

        Raises:
            WatchlistError: the id is not known, or its record cannot be decoded.
        """
        found = self._decoded.get(entity_id)
        if found is None:
            item = self._list_of.get(entity_id)
            if item is None:
                raise WatchlistError(
                    f"no entity {entity_id} on the open lists",
                    hint="`risk watchlists list` shows which lists are open.",
                    code="watchlist.unknown",
                )
            found = self._decoded[entity_id] = _decode(item, entity_id)
        return found

    def entities(self, list_id: str | None = None) -> Iterator[Entity]:
        """Entities in file order, decoded one at a time and not kept."""
        for item in self._chosen(list_id):
            for entity_id in item.spans:
                kept = self._decoded.get(entity_id)
                yield kept if kept is not None else _decode(item, entity_id)

    def searchable(self, list_id: str | None = None) -> Iterator[Entity]:
        """Every entity in file order with id, kind, names, countries, identifiers and dates
        only: the cheap way through a list, or all lists, for compiling an index."""
        for item in self._chosen(list_id):
            for entity_id in item.spans:
                yield _decode(item, entity_id, searchable_from_json)

    def _chosen(self, list_id: str | None) -> list[_Held]:
        if list_id is not None:
            return [self._one(list_id)]
        return [self._held[key] for key in sorted(self._held)]

    def _one(self, list_id: str) -> _Held:
        item = self._held.get(list_id)
        if item is None:
            raise WatchlistError(
                f"the list {list_id} is not open",
                hint=f"Open lists: {', '.join(sorted(self._held)) or 'none'}.",
                code="watchlist.unknown",
            )
        return item


def open_watchlists(
    directories: Sequence[Path], *, only: Collection[str] | None = None
) -> Watchlists:
    """Open every list under the given directories and verify hash and record count.

    Args:
        directories: each is a list folder (it has a `manifest.yaml`) or holds list folders.
            Where two directories hold the same list, the one named first is used, so that
            a user's imported list stands before the bundled one.
        only: list ids to open; None opens all.

    Raises:
        WatchlistError: a directory or a wanted list is missing, a manifest is not valid, a
            snapshot does not have the hash or count of its manifest, or an id stands twice.
    """
    manifests: dict[str, tuple[Manifest, Path]] = {}
    for directory in directories:
        here: dict[str, Path] = {}
        for folder in list_folders(directory):
            manifest = read_manifest(folder / MANIFEST_NAME)
            list_id = manifest.list_id
            if list_id in here:
                raise WatchlistError(
                    f"{folder} and {here[list_id]} both hold the list {list_id}",
                    hint="Keep one of the two folders.",
                    code="watchlist.duplicate",
                )
            here[list_id] = folder
            if only is None or list_id in only:
                manifests.setdefault(list_id, (manifest, folder))
    missing = sorted(set(only or ()) - manifests.keys())
    if missing:
        raise WatchlistError(
            f"no such list: {', '.join(missing)}",
            hint=f"Directories searched: {', '.join(str(path) for path in directories)}.",
            code="watchlist.unknown",
        )
    return Watchlists([_hold(*manifests[list_id]) for list_id in sorted(manifests)])


def list_folders(directory: Path) -> tuple[Path, ...]:
    """Folders with a manifest: the directory itself, or those directly in it, sorted.

    A folder of imported states stands for the active one.

    Raises:
        WatchlistError: the directory does not exist.
    """
    if (directory / MANIFEST_NAME).is_file():
        return (directory,)
    if not directory.is_dir():
        raise WatchlistError(
            f"{directory}: no such directory of watchlists",
            hint="Give a folder that holds <list_id>/manifest.yaml.",
            code="watchlist.file",
        )
    found = {path.parent for path in directory.glob(f"*/{MANIFEST_NAME}")}
    found.update(active_state(path.parent) for path in directory.glob(f"*/{CURRENT_NAME}"))
    lone = {path.parent for path in directory.glob(f"*/{SNAPSHOT_NAME}")} - found
    lone.update(_without_pointer(directory))
    lone.update(path for path in directory.iterdir() if path.is_symlink() and not path.exists())
    if lone:
        # Passing it over would search an older state of the list without a word.
        raise WatchlistError(
            f"{min(lone)}: no {MANIFEST_NAME} or {CURRENT_NAME} there, so the list cannot be used",
            hint="Import any edition of the list again, or remove the folder.",
            code="watchlist.manifest",
        )
    return tuple(sorted(found))


def _without_pointer(directory: Path) -> set[Path]:
    """Folders of imported lists that were active once and have lost their `current` file."""
    return {
        path.parents[2]
        for path in directory.glob(f"*/states/*/{ACTIVATED_NAME}")
        if not (path.parents[2] / CURRENT_NAME).is_file()
    }


def active_state(folder: Path) -> Path:
    """Folder of the active state of an imported list.

    Raises:
        WatchlistError: its `current` file cannot be read or names a state that is not there.
    """
    pointer = folder / CURRENT_NAME
    try:
        name = pointer.read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise WatchlistError(
            f"{pointer}: cannot be read: {plain_reason(error)}", hint=_AGAIN
        ) from None
    state = folder / "states" / name
    if not name or Path(name).name != name or not (state / MANIFEST_NAME).is_file():
        raise WatchlistError(
            f"{pointer}: names the state {name!r}, which is not there",
            hint=_AGAIN,
            code="watchlist.manifest",
        )
    return state


def snapshot_bytes(folder: Path, manifest: Manifest) -> bytes:
    """The snapshot of a folder, unpacked and checked against the manifest's hash.

    Raises:
        WatchlistError: it cannot be read or is not the one that the manifest means.
    """
    path = folder / SNAPSHOT_NAME
    packed = folder / PACKED_NAME
    try:
        if packed.is_file() and not path.is_file():
            data = gzip.decompress(packed.read_bytes())
        else:
            data = path.read_bytes()
    except (OSError, EOFError, zlib.error) as error:
        raise WatchlistError(
            f"{path}: cannot be read: {plain_reason(error)}", hint=_AGAIN, code="watchlist.file"
        ) from None
    digest = hashlib.sha256(data).hexdigest()
    if digest != manifest.sha256:
        raise WatchlistError(
            f"{path}: SHA-256 is {digest}, the manifest says {manifest.sha256}",
            hint=_AGAIN,
            code="watchlist.hash",
        )
    return data


def read_entities(folder: Path, manifest: Manifest) -> Iterator[Entity]:
    """Entities of one snapshot, plain or packed, in file order.

    Raises:
        WatchlistError: as `snapshot_bytes`, or a record cannot be decoded.
    """
    data = snapshot_bytes(folder, manifest)
    for number, line in enumerate(data.splitlines(), start=1):
        try:
            yield entity_from_json(line, list_id=manifest.list_id)
        except WatchlistError as error:
            raise WatchlistError(
                f"{folder}: record {number}: {error.message}", hint=_AGAIN, code=error.code
            ) from None


def _hold(manifest: Manifest, folder: Path) -> _Held:
    path = folder / SNAPSHOT_NAME
    data = snapshot_bytes(folder, manifest)
    spans: dict[str, tuple[int, int]] = {}
    lines = 0
    for found in _LINE.finditer(data):
        lines += 1
        try:
            spans[found[1].decode("utf-8")] = found.span()
        except UnicodeDecodeError:
            raise WatchlistError(
                f"{path}:{lines}: the id is not UTF-8 text", hint=_AGAIN, code="watchlist.record"
            ) from None
    total = data.count(b"\n") + (not data.endswith(b"\n") and data != b"")
    if lines != total or len(spans) != lines:
        raise _first_fault(path, data)
    if lines != manifest.records:
        raise WatchlistError(
            f"{path}: {lines} records, the manifest says {manifest.records}",
            hint=_AGAIN,
            code="watchlist.count",
        )
    return _Held(manifest, path, data, spans)


def _first_fault(path: Path, data: bytes) -> WatchlistError:
    """The error for a snapshot whose lines do not all open with an id of their own."""
    seen: dict[bytes, int] = {}
    for number, line in enumerate(data.removesuffix(b"\n").split(b"\n"), start=1):
        found = _LINE.match(line)
        if found is None:
            return WatchlistError(
                f'{path}:{number}: the line does not begin with {{"id":"..."',
                hint="Each line is one JSON object with the id as its first key.",
                code="watchlist.record",
            )
        if found[1] in seen:
            shown = found[1].decode("utf-8", "replace")
            return WatchlistError(
                f"{path}:{number}: the id {shown} already stands in line {seen[found[1]]}",
                code="watchlist.duplicate",
            )
        seen[found[1]] = number
    return WatchlistError(f"{path}: damaged", code="watchlist.record")


def _place(item: _Held, entity_id: str) -> str:
    start, _ = item.spans[entity_id]
    line = item.data.count(b"\n", 0, start) + 1
    return f"{item.path}:{line}"


def _decode(
    item: _Held, entity_id: str, decode: Callable[..., Entity] = entity_from_json
) -> Entity:
    start, end = item.spans[entity_id]
    try:
        return decode(item.data[start:end], list_id=item.manifest.list_id)
    except WatchlistError as error:
        raise WatchlistError(
            f"{_place(item, entity_id)}: record {entity_id}: {error.message}",
            hint="Compile or import the list again; do not edit a snapshot by hand.",
            code="watchlist.record",
        ) from None
