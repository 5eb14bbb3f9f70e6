"""Files that come from outside: opened here only, unpacked in memory and within limits.

A source is one file, plain or gzipped, or one member of a zip archive. Nothing is ever
unpacked onto the disk, so a member's name can do no harm; names that try are refused all
the same, because no publisher writes them.
"""

from __future__ import annotations

import gzip
import hashlib
import io
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path, PurePosixPath, PureWindowsPath
from typing import BinaryIO, cast

from riskengine.errors import WatchlistError, plain_reason

HEAD_BYTES = 65_536
MAX_BYTES = 2 * 1024**3  # unpacked; the largest list published today is about 130 MB
MAX_RATIO = 250  # the emptiest real list packs about 40 to 1; a bomb about 1,000 to 1
_RATIO_FROM = 32 * 1024**2  # small files may pack as well as they like
_MAX_MEMBERS = 200
_GZIP = b"\x1f\x8b"
_ZIP = b"PK\x03\x04"


class Source:
    """One published file. Build it with `open_sources`.

    Attributes:
        name: base name, without `.gz`; for messages and for finding the files of a set.
        path: the file on disk that holds it.
        siblings: files offered together with this one, itself included.
    """

    def __init__(self, path: Path, *, member: str | None = None) -> None:
        self.path = path
        self._member = member
        plain = PurePosixPath(member).name if member is not None else path.name
        self.name = plain[:-3] if plain.lower().endswith(".gz") else plain
        self.siblings: tuple[Source, ...] = (self,)

    def __str__(self) -> str:
        return str(self.path) if self._member is None else f"{self.path}!{self._member}"

    def sibling(self, name: str) -> Source | None:
        """The file of the same set with this base name, whatever its case."""
        for other in self.siblings:
            if other.name.lower() == name.lower():
                return other
        return None

    @cached_property
    def sha256(self) -> str:
        """Hash of the bytes as stored (packed where they are packed)."""
        digest = hashlib.sha256()
        with self._stored() as stream:
            while chunk := stream.read(1 << 20):
                digest.update(chunk)
        return digest.hexdigest()

    @cached_property
    def head(self) -> bytes:
        """The first 64 KiB, unpacked: enough to tell which format this is."""
        with self.open() as stream:
            return stream.read(HEAD_BYTES)

    @cached_property
    def is_workbook(self) -> bool:
        """Whether this is a zip archive of the kind that spreadsheets are stored in."""
        if not self.head.startswith(_ZIP):
            return False
        with self.open() as stream, _archive(io.BytesIO(stream.read()), self) as archive:
            return "xl/workbook.xml" in archive.namelist()

    @contextmanager
    def open(self) -> Iterator[BinaryIO]:
        """The unpacked bytes as a stream.

        Raises:
            WatchlistError: the file cannot be read, is damaged, or unpacks beyond the limits.
        """
        with self._stored() as stored:
            packed = stored.read(2) == _GZIP
            stored.seek(0)
            if not packed:
                yield stored
                return
            inner = gzip.GzipFile(fileobj=stored)
            guard = _Guard(cast(BinaryIO, inner), self._stored_size(), str(self))
            yield io.BufferedReader(guard, HEAD_BYTES)

    def _stored_size(self) -> int:
        with self._stored() as stream:
            return stream.seek(0, io.SEEK_END)

    @contextmanager
    def _stored(self) -> Iterator[BinaryIO]:
        try:
            if self._member is None:
                with self.path.open("rb") as stream:
                    yield stream
            else:
                with (
                    _archive(self.path, self) as archive,
                    archive.open(self._member) as member,
                ):
                    yield cast(BinaryIO, member)
        except (OSError, EOFError, zlib.error, zipfile.BadZipFile, NotImplementedError) as error:
            raise unreadable(self, error) from None


def unreadable(source: object, error: Exception) -> WatchlistError:
    """What to say of a file that cannot be read or unpacked."""
    return WatchlistError(
        f"{source}: cannot be read: {plain_reason(error)}",
        hint="The file may be cut short or damaged; download it again.",
        code="source.unreadable",
    )


class _Guard(io.RawIOBase):
    """Bytes of a packed stream, refused once they are too many or too many for their packing."""

    def __init__(self, inner: BinaryIO, stored: int, where: str) -> None:
        self._inner = inner
        self._stored = max(stored, 1)
        self._where = where
        self._count = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        try:
            data = self._inner.read(len(buffer))
        except (OSError, EOFError, zlib.error) as error:
            raise unreadable(self._where, error) from None
        self._count += len(data)
        check_size(self._count, self._stored, self._where)
        buffer[: len(data)] = data
        return len(data)


def check_size(unpacked: int, packed: int, where: str) -> None:
    """Refuse what unpacks beyond `MAX_BYTES`, or beyond `MAX_RATIO` once it is large.

    Raises:
        WatchlistError: it does.
    """
    bomb = unpacked > _RATIO_FROM and unpacked > packed * MAX_RATIO
    if unpacked > MAX_BYTES or bomb:
        raise WatchlistError(
            f"{where}: unpacks to more than {unpacked // 1024**2} MB from"
            f" {packed // 1024} KB; no published list does",
            hint="Unpack it yourself if you trust it, and import what is inside.",
            code="source.bomb",
        )


def open_sources(paths: Sequence[Path]) -> tuple[Source, ...]:
    """Sources of the files given; folders and zip archives stand for the files in them.

    Folders are read one level deep, hidden files left out. Files given together are one
    another's siblings.

    Raises:
        WatchlistError: a path does not exist, or an archive holds what none should.
    """
    found: list[Source] = []
    for path in paths:
        if path.is_dir():
            inside = sorted(item for item in path.iterdir() if item.is_file())
            found.extend(
                source
                for item in inside
                if not item.name.startswith(".")
                for source in _unpacked(item)
            )
        else:
            found.extend(_unpacked(path))
    if not found:
        raise WatchlistError(
            f"nothing to import in {', '.join(str(path) for path in paths) or 'no paths'}",
            hint="Give a list file, a folder of them or a zip archive.",
            code="source.empty",
        )
    everything = tuple(found)
    for source in everything:
        source.siblings = everything
    return everything


def _unpacked(path: Path) -> list[Source]:
    source = Source(path)
    if not source.head.startswith(_ZIP) or source.is_workbook:
        return [source]
    with _archive(path, path) as archive:
        members = checked_members(archive, path.stat().st_size, str(path))
    return [Source(path, member=member) for member in members]


@contextmanager
def _archive(file: Path | BinaryIO, where: object) -> Iterator[zipfile.ZipFile]:
    try:
        with zipfile.ZipFile(file) as archive:
            yield archive
    except (OSError, zipfile.BadZipFile, RuntimeError, zlib.error) as error:
        raise unreadable(where, error) from None


def checked_members(archive: zipfile.ZipFile, stored: int, where: str) -> list[str]:
    """Names of the files of an archive, sorted, once all of them are found harmless.

    Raises:
        WatchlistError: too many members, too large, encrypted, linked, packed archives
            within, or a name that points out of the archive.
    """
    infos = [info for info in archive.infolist() if not info.is_dir()]
    total = 0
    for info in infos:
        total += info.file_size
        check_size(total, stored, where)
        reason = _member_fault(info)
        if reason:
            raise WatchlistError(
                f"{where}: {reason}: {info.filename!r}",
                hint="Unpack it yourself if you trust it, and import what is inside.",
                code="source.archive",
            )
    if len(infos) > _MAX_MEMBERS:
        raise WatchlistError(
            f"{where}: {len(infos)} files in one archive, at most {_MAX_MEMBERS} are read",
            hint="Unpack it and import the list files you mean.",
            code="source.archive",
        )
    return sorted(
        info.filename
        for info in infos
        if not PurePosixPath(info.filename).name.startswith((".", "__"))
    )


def _member_fault(info: zipfile.ZipInfo) -> str:
    parts = PurePosixPath(info.filename.replace("\\", "/")).parts
    absolute = info.filename.startswith("/") or PureWindowsPath(info.filename).drive
    if absolute or ".." in parts:
        return "a member's name points out of the archive"
    if info.flag_bits & 0x1:
        return "a member is encrypted"
    if (info.external_attr >> 16) & 0o170000 == 0o120000:
        return "a member is a link"
    if info.filename.lower().endswith((".zip", ".tar", ".tgz", ".7z", ".rar")):
        return "an archive within the archive"
    return ""
