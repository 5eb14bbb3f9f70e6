"""Writing a snapshot and its manifest: same entities, same bytes."""

from __future__ import annotations

import gzip
import hashlib
import os
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from riskengine.errors import WatchlistError
from riskengine.model.entity import Entity
from riskengine.watchlist.codec import entity_to_json
from riskengine.watchlist.manifest import (
    MANIFEST_NAME,
    PACKED_NAME,
    SNAPSHOT_NAME,
    Manifest,
    build_manifest,
)


def write_snapshot(folder: Path, entities: Iterable[Entity], fields: Mapping[str, Any]) -> Manifest:
    """Write `snapshot.jsonl` and `manifest.yaml`, replacing older ones.

    Nothing is replaced unless everything is valid: entities are read one by one (only their
    lines are kept, for sorting by id), counted and checked against the expected range first.
    A crash between the two replacements leaves a hash mismatch, which opening reports.

    Args:
        folder: the list's folder; made if it does not exist.
        fields: manifest fields except `records` and `sha256`.

    Raises:
        WatchlistError: an id stands twice, an entity belongs to another list, or the
            manifest is not valid.
    """
    list_id = str(fields.get("list_id", ""))
    lines: dict[str, bytes] = {}
    for entity in entities:
        if entity.list_id != list_id:
            raise WatchlistError(
                f"{entity.id} belongs to {entity.list_id}, not to {list_id}",
                code="watchlist.record",
            )
        if entity.id in lines:
            raise WatchlistError(
                f"{folder}: the id {entity.id} stands twice", code="watchlist.duplicate"
            )
        lines[entity.id] = encode(entity)
    return build_snapshot(folder, lines, fields)


def encode(entity: Entity) -> bytes:
    """An entity as its line of a snapshot, line end included."""
    return entity_to_json(entity).encode("utf-8") + b"\n"


def digest_of(lines: Mapping[str, bytes]) -> str:
    """SHA-256 of the snapshot that these lines, by id, would make."""
    digest = hashlib.sha256()
    for entity_id in sorted(lines):
        digest.update(lines[entity_id])
    return digest.hexdigest()


def build_snapshot(
    folder: Path, lines: Mapping[str, bytes], fields: Mapping[str, Any], *, packed: bool = False
) -> Manifest:
    """As `write_snapshot`, from encoded lines by id.

    Args:
        packed: store the snapshot gzipped, as `snapshot.jsonl.gz`; the hash is that of the
            unpacked bytes either way.
    """
    manifest = build_manifest(
        {**fields, "records": len(lines), "sha256": digest_of(lines)}, str(folder)
    )
    folder.mkdir(parents=True, exist_ok=True)
    ordered: Iterable[bytes] = (lines[entity_id] for entity_id in sorted(lines))
    if packed:
        # Level 6 packs lists about 12 to 1; no time stamp, so that same bytes stay same bytes.
        ordered = [gzip.compress(b"".join(ordered), 6, mtime=0)]
    _replace(folder / (PACKED_NAME if packed else SNAPSHOT_NAME), ordered)
    _replace(folder / MANIFEST_NAME, [manifest.to_yaml().encode("utf-8")])
    return manifest


def _replace(path: Path, chunks: Iterable[bytes]) -> None:
    """Write beside the target, then rename over it."""
    partial = path.with_name(f".{path.name}.partial")
    try:
        with partial.open("wb") as stream:
            stream.writelines(chunks)
            stream.flush()
            os.fsync(stream.fileno())
        partial.replace(path)
    except OSError as error:
        partial.unlink(missing_ok=True)
        raise WatchlistError(f"{path}: cannot be written: {error}", code="watchlist.file") from None
