"""Fetching published lists: the only module of the package that talks to the network.

The files of one publication arrive together or not at all. Nothing that can go wrong on the
way is raised: it stands in the result as a `failed` file with a reason in plain words.

    plan = load_downloads()["ofac-sdn"]
    result = fetch(plan, folder, previous={}, proxies=proxies_from(os.environ))
    if result.status is FetchStatus.NEW:
        read(result.paths)
        remember(result.states)   # for the `previous` of the next time
"""

from __future__ import annotations

import datetime as dt
import hashlib
import os
import re
import secrets
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from email.utils import parsedate_to_datetime
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, TypeVar

from riskengine import __version__
from riskengine.errors import WatchlistError
from riskengine.watchlist.download_body import Body, FetchError, not_what_was_asked
from riskengine.watchlist.download_plan import (
    Download,
    DownloadFile,
    downloads_for,
    load_downloads,
    read_downloads,
)
from riskengine.watchlist.download_result import (
    FetchedFile,
    FetchResult,
    FetchStatus,
    FileState,
    Timeouts,
)
from riskengine.watchlist.download_wire import Wire, proxies_from, retry_after

if TYPE_CHECKING:
    import requests

__all__ = [
    "Download",
    "DownloadFile",
    "FetchResult",
    "FetchStatus",
    "FetchedFile",
    "FileState",
    "Timeouts",
    "downloads_for",
    "fetch",
    "load_downloads",
    "proxies_from",
    "read_downloads",
]

_T = TypeVar("_T")
_MAX_WAIT = 60.0  # seconds; a server that asks for more is tried again at the next update
_FIRST_WAIT = 0.5
_MAX_CHECKSUM_FILE = 65_536
_SHA256 = re.compile(r"\b[0-9a-f]{64}\b")


@dataclass(frozen=True, slots=True)
class _Arrived:
    """A file as it came: `partial` is None when the file on disk is still the right one."""

    state: FileState
    partial: Path | None


def fetch(
    plan: Download,
    folder: Path,
    *,
    previous: Mapping[str, FileState],
    timeout: Timeouts | None = None,
    retries: int = 3,
    proxies: Mapping[str, str] | None = None,
    ca_bundle: str = "",
    session_factory: Callable[[], requests.Session] | None = None,
    sleep: Callable[[float], None] = time.sleep,
) -> FetchResult:
    """Fetch all files of a publication into a folder, or none.

    A file is asked for conditionally when the folder still holds it as `previous` describes
    it; so the folder should be kept between updates. Files already there stay untouched
    until all new ones have arrived.

    Args:
        folder: made if it does not exist; one folder per publication.
        previous: `FetchResult.states` of the last update, by file name; may be empty.
        retries: further tries after connection errors, cut-off answers, 429 and 5xx.
        proxies: as `proxies_from` gives them; the environment itself is not read.
        ca_bundle: file of certificates to trust instead of the usual ones. TLS
            certificates are always verified.
        session_factory: for tests.
        sleep: waits a number of seconds between tries.

    Raises:
        WatchlistError: the folder or a file in it cannot be written.
    """
    timeout = timeout or Timeouts()
    wire = Wire(
        connect=timeout.connect,
        read=timeout.read,
        proxies=dict(proxies or {}),
        ca_bundle=ca_bundle,
        agent=f"riskengine/{__version__}",
        session_factory=session_factory,
    )
    arrived: list[_Arrived] = []
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for file in plan.files:
            held = _held(folder / file.name, file, previous.get(file.name))
            try:
                task = _Task(wire, file, folder, held, timeout.total, retries, sleep)
                arrived.append(task.run())
            except FetchError as error:
                return _failed(plan, file, error.reason)
        return _stored(plan, folder, arrived)
    except OSError as error:
        raise WatchlistError(
            f"{folder}: cannot be written: {error.strerror or error}",
            hint="Check the free space and the permissions of the folder.",
            code="download.folder",
        ) from None
    finally:
        wire.close()
        for one in arrived:
            if one.partial is not None:
                one.partial.unlink(missing_ok=True)


def _held(path: Path, file: DownloadFile, state: FileState | None) -> FileState | None:
    """The remembered state, if the file on disk is still what it describes."""
    if state is None or state.url != file.url or not path.is_file():
        return None
    if path.stat().st_size != state.bytes:
        return None
    with path.open("rb") as stream:
        same = hashlib.file_digest(stream, "sha256").hexdigest() == state.sha256
    return state if same else None


def _failed(plan: Download, broken: DownloadFile, reason: str) -> FetchResult:
    files = tuple(
        FetchedFile(
            file.name,
            file.url,
            FetchStatus.FAILED,
            reason if file is broken else f"not handed on, because {broken.name} failed",
        )
        for file in plan.files
    )
    return FetchResult(plan, FetchStatus.FAILED, files, reason=f"{broken.name}: {reason}")


def _stored(plan: Download, folder: Path, arrived: list[_Arrived]) -> FetchResult:
    """Put the new files in place, now that all are there."""
    files = []
    for file, one in zip(plan.files, arrived, strict=True):
        status = FetchStatus.UNCHANGED if one.partial is None else FetchStatus.NEW
        if one.partial is not None:
            one.partial.replace(folder / file.name)
        files.append(FetchedFile(file.name, file.url, status, state=one.state))
    changed = any(file.status is FetchStatus.NEW for file in files)
    return FetchResult(
        plan,
        FetchStatus.NEW if changed else FetchStatus.UNCHANGED,
        tuple(files),
        tuple(folder / file.name for file in plan.files),
    )


@dataclass(slots=True)
class _Task:
    """Fetching one file, with its retries and its deadline."""

    wire: Wire
    file: DownloadFile
    folder: Path
    held: FileState | None
    total: float
    retries: int
    sleep: Callable[[float], None]
    _deadline: float = 0.0

    def run(self) -> _Arrived:
        """Raises `FetchError` when the file cannot be had."""
        self._deadline = time.monotonic() + self.total
        expected = self.file.sha256
        if self.file.sha256_url:
            expected = self._tries(self._checksum)
        found = self._tries(self._once)
        if expected and found.state.sha256 != expected:
            if found.partial is not None:
                found.partial.unlink(missing_ok=True)
            raise FetchError(
                f"the file's SHA-256 is {found.state.sha256}, expected was {expected};"
                " it is damaged or of another edition"
            )
        return found

    def _tries(self, work: Callable[[], _T]) -> _T:
        for attempt in range(self.retries + 1):
            try:
                return work()
            except FetchError as error:
                if not error.again or attempt == self.retries:
                    count = f" (tried {attempt + 1} times)" if attempt else ""
                    raise FetchError(f"{error.reason}{count}") from None
                wait = _FIRST_WAIT * 2**attempt if error.wait is None else error.wait
                wait = min(wait, _MAX_WAIT)
                if time.monotonic() + wait >= self._deadline:
                    raise FetchError(f"{error.reason}; no time was left to try again") from None
                self.sleep(wait)
        raise AssertionError("unreachable: the last try returns or raises")

    def _checksum(self) -> str:
        target = BytesIO()
        with self.wire.get(self.file.sha256_url, {}, self._deadline) as answer:
            _usable(answer, conditional=False)
            self._receive(answer, target, _MAX_CHECKSUM_FILE)
        text = target.getvalue().decode("utf-8", "replace").lower()
        lines = [line for line in text.splitlines() if _SHA256.search(line)]
        names = (self.file.name.lower(), self.file.url.lower().rpartition("/")[2].split("?")[0])
        lines = [line for line in lines if any(name in line for name in names)] or lines
        hashes = {found for line in lines for found in _SHA256.findall(line)}
        if len(hashes) != 1:
            raise FetchError(f"no single SHA-256 of the file stands at {self.file.sha256_url}")
        return str(hashes.pop())

    def _once(self) -> _Arrived:
        held = self.held
        with self.wire.get(self.file.url, _conditions(held), self._deadline) as answer:
            conditional = held is not None and bool(held.etag or held.last_modified)
            _usable(answer, conditional=conditional)
            if held is not None and answer.status_code == 304:
                return _Arrived(held, None)
            partial = self.folder / f".{self.file.name}.{secrets.token_hex(4)}.part"
            try:
                with partial.open("xb") as target:
                    body = self._receive(answer, target, self.file.max_bytes)
                    target.flush()
                    os.fsync(target.fileno())
                kind = answer.headers.get("Content-Type", "")
                if reason := not_what_was_asked(self.file.content, kind, body.head):
                    raise FetchError(reason)
                return self._compared(_state(self.file.url, answer, body), partial)
            except BaseException:
                partial.unlink(missing_ok=True)
                raise

    def _compared(self, state: FileState, partial: Path) -> _Arrived:
        if self.held is None or self.held.sha256 != state.sha256:
            return _Arrived(state, partial)
        partial.unlink(missing_ok=True)
        known = self.held.published_on if not state.last_modified else state.published_on
        return _Arrived(replace(state, published_on=known), None)

    def _receive(self, answer: requests.Response, target: BinaryIO, limit: int) -> Body:
        length = answer.headers.get("Content-Length", "").strip()
        stated = int(length) if length.isascii() and length.isdigit() else None
        if answer.headers.get("Transfer-Encoding"):
            stated = None  # then the length says nothing, and the pieces end by themselves
        body = Body(target, answer.headers.get("Content-Encoding", ""), stated, limit)
        for data in self.wire.pieces(answer, self._deadline):
            body.add(data)
        body.finish()
        return body


def _conditions(held: FileState | None) -> dict[str, str]:
    headers = {}
    if held is not None and held.etag:
        headers["If-None-Match"] = held.etag
    if held is not None and held.last_modified:
        headers["If-Modified-Since"] = held.last_modified
    return headers


def _usable(answer: requests.Response, *, conditional: bool) -> None:
    """Raise a `FetchError` for any status but 200, and 304 where it was asked for."""
    status = answer.status_code
    if status == 200 or (status == 304 and conditional):
        return
    shown = f"the server answered {status} {answer.reason or ''}".rstrip()
    if status == 429 or status >= 500:
        raise FetchError(shown, again=True, wait=retry_after(answer.headers))
    if status in (404, 410):
        shown += "; the address may have moved"
    if status in (401, 403):
        shown += "; it may turn away programs, so download the file in a browser"
    raise FetchError(shown)


def _state(url: str, answer: requests.Response, body: Body) -> FileState:
    modified = answer.headers.get("Last-Modified", "")
    return FileState(
        url=url,
        etag=answer.headers.get("ETag", ""),
        last_modified=modified,
        sha256=body.sha256,
        bytes=body.size,
        published_on=_day(modified) or _day(answer.headers.get("Date", "")),
    )


def _day(header: str) -> dt.date | None:
    """Day of an HTTP date, in UTC; None for anything else."""
    try:
        when = parsedate_to_datetime(header)
        return when.astimezone(dt.UTC).date() if when.tzinfo else when.date()
    except (TypeError, ValueError, IndexError, OverflowError):
        return None
