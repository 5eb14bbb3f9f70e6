"""One file of named sections: written whole, checked whole, read without copying.

Layout: magic, length of the header (8 bytes, little-endian), header (JSON), sections.
The header holds the sections' places and a CRC-32 over them, so that a file that was cut
short, changed or written for other lists is never used.
"""

from __future__ import annotations

import json
import mmap
import os
import re
import tempfile
import zlib
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Any

_MAGIC = b"RSKNIDX\n"
_PART = re.compile(r"part-\d+-.+-[0-9a-f]{16}\.idx")


def pack(meta: Mapping[str, Any], sections: Mapping[str, bytes]) -> bytes:
    """Bytes of a file with these sections; sections start at multiples of eight."""
    chunks: list[bytes] = []
    places: dict[str, list[int]] = {}
    size = crc = 0
    for name in sorted(sections):
        places[name] = [size + -size % 8, len(sections[name])]
        for chunk in (b"\0" * (-size % 8), sections[name]):
            chunks.append(chunk)
            crc = zlib.crc32(chunk, crc)
            size += len(chunk)
    header = {"meta": dict(meta), "sections": places, "crc": crc, "size": size}
    head = json.dumps(header, sort_keys=True).encode()
    head += b" " * (-len(head) % 8)
    # Joined once: an index of all lists is a hundred megabytes.
    return b"".join((_MAGIC, len(head).to_bytes(8, "little"), head, *chunks))


def unpack(data: bytes | mmap.mmap) -> tuple[dict[str, Any], dict[str, memoryview]] | None:
    """Header facts and sections; None when the bytes are not a whole, unchanged file."""
    view = memoryview(data)
    if len(view) < 16 or bytes(view[:8]) != _MAGIC:
        return None
    length = int.from_bytes(view[8:16], "little")
    try:
        header = json.loads(bytes(view[16 : 16 + length]))
        body = view[16 + length :]
        if len(body) != header["size"] or zlib.crc32(body) != header["crc"]:
            return None
        sections = {
            name: body[start : start + size] for name, (start, size) in header["sections"].items()
        }
        return header["meta"], sections
    except (ValueError, KeyError, TypeError, RecursionError):
        return None


def read_file(path: Path) -> tuple[dict[str, Any], dict[str, memoryview]] | None:
    """Map a file and check it; None when it is missing, unreadable, damaged or foreign."""
    try:
        with path.open("rb") as handle:
            data = mmap.mmap(handle.fileno(), 0, access=mmap.ACCESS_READ)
    except (OSError, ValueError):
        return None
    return unpack(data)


def write_file(path: Path, data: bytes) -> bool:
    """Write a file at once or not at all; False when the folder cannot be written."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=path.name, suffix=".part")
    except OSError:
        return False
    try:
        with os.fdopen(handle, "wb") as out:
            out.write(data)
        Path(name).replace(path)
    except OSError:
        Path(name).unlink(missing_ok=True)
        return False
    return True


def remove_parts(folder: Path, kept: Collection[str]) -> None:
    """Remove the parts of lists that are no longer open; a file that is not ours stays.

    Args:
        kept: names of the parts in use.
    """
    for path in sorted(folder.glob("part-*.idx")):
        if path.name in kept or _PART.fullmatch(path.name) is None:
            continue
        try:
            with path.open("rb") as handle:
                ours = handle.read(len(_MAGIC)) == _MAGIC
            if ours:
                path.unlink()
        except OSError:
            continue  # it only takes room
