"""What a download came to, and what is remembered of it for the next one."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from riskengine.watchlist.download_plan import Download


class FetchStatus(StrEnum):
    NEW = "new"
    UNCHANGED = "unchanged"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Timeouts:
    """Seconds: to connect, between two pieces of an answer, and for a file with all retries."""

    connect: float = 10.0
    read: float = 60.0
    total: float = 900.0


@dataclass(frozen=True, slots=True)
class FileState:
    """What is remembered of a file for the next update.

    Attributes:
        etag, last_modified: as the server sent them; empty if it did not.
        sha256, bytes: of the file as stored (unpacked).
        published_on: day of Last-Modified or, failing that, of the answer that first brought
            this content; for formats that state no date themselves.
    """

    url: str
    etag: str
    last_modified: str
    sha256: str
    bytes: int
    published_on: dt.date | None = None


@dataclass(frozen=True, slots=True)
class FetchedFile:
    """What became of one file.

    Attributes:
        reason: why it failed, in plain words; empty otherwise.
        state: for the next update; None if it failed.
    """

    name: str
    url: str
    status: FetchStatus
    reason: str = ""
    state: FileState | None = None


@dataclass(frozen=True, slots=True)
class FetchResult:
    """What became of one publication.

    Attributes:
        status: `failed` if any file failed, `unchanged` if all are as before, else `new`.
        paths: every file of the publication, in the plan's order; empty if it failed.
        reason: name of the file that failed, and why; empty otherwise.
    """

    download: Download
    status: FetchStatus
    files: tuple[FetchedFile, ...]
    paths: tuple[Path, ...] = ()
    reason: str = ""

    @property
    def states(self) -> dict[str, FileState]:
        """By file name, to be remembered; empty if the publication failed."""
        if self.status is FetchStatus.FAILED:
            return {}
        return {file.name: file.state for file in self.files if file.state is not None}

    @property
    def published_on(self) -> dt.date | None:
        """Day of the newest file; None if it failed or no server stated a date."""
        days = [state.published_on for state in self.states.values() if state.published_on]
        return max(days, default=None)
