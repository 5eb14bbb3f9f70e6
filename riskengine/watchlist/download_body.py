"""The body of an answer as it arrives: unpacked, counted, hashed and written.

Nothing here touches the network, so that every check can be tested with plain bytes.
"""

from __future__ import annotations

import hashlib
import zlib
from typing import BinaryIO

from riskengine.watchlist.download_plan import Content

_HEAD = 1024
_MARKS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
_PACKINGS = {"": False, "identity": False, "gzip": True, "x-gzip": True}
_STARTS: dict[str, tuple[bytes, ...]] = {
    "xml": (b"<",),
    "xlsx": (b"pk\x03\x04",),
    "json": (b"{", b"["),
}


class FetchError(Exception):
    """Why an answer was not taken.

    Attributes:
        reason: in plain words, for the user.
        again: whether another try may help.
        wait: seconds that the server asked to wait; None if it did not.
    """

    def __init__(self, reason: str, *, again: bool = False, wait: float | None = None) -> None:
        super().__init__(reason)
        self.reason = reason
        self.again = again
        self.wait = wait


class Body:
    """Takes the bytes of one answer and writes what they unpack to.

    Args:
        target: open for writing.
        packing: the answer's Content-Encoding.
        stated: the answer's Content-Length (of the bytes sent); None if it has none.
        limit: unpacked size beyond which the answer is refused.

    Raises:
        FetchError: from the start for an unknown packing, from `add` and `finish` for a body
            that is too large, damaged, cut short or empty.
    """

    def __init__(self, target: BinaryIO, packing: str, stated: int | None, limit: int) -> None:
        packing = packing.strip().lower()
        if packing not in _PACKINGS:
            raise FetchError(
                f"the server packed the answer as {packing!r}, which was not asked for"
            )
        self._target = target
        self._unpack = zlib.decompressobj(wbits=31) if _PACKINGS[packing] else None
        self._stated = stated
        self._limit = limit
        self._hash = hashlib.sha256()
        self._sent = 0
        self.size = 0
        self.head = b""

    @property
    def sha256(self) -> str:
        """Hash of the unpacked bytes so far."""
        return self._hash.hexdigest()

    def add(self, data: bytes) -> None:
        """The next bytes, as sent."""
        self._sent += len(data)
        if self._unpack is None:
            self._keep(data)
            return
        try:
            while data:
                if self._unpack.eof:  # a packed file may be several, one after the other
                    self._unpack = zlib.decompressobj(wbits=31)
                # A bounded step, so that a small answer cannot unpack into all of memory.
                self._keep(self._unpack.decompress(data, 1 << 20))
                data = self._unpack.unconsumed_tail or self._unpack.unused_data
        except zlib.error as error:
            raise FetchError(f"the packed answer is damaged ({error})", again=True) from None

    def finish(self) -> None:
        """Check that the body is whole, once the server has sent all it will."""
        if self._stated is not None and self._sent != self._stated:
            raise FetchError(
                f"the answer was cut short: {self._sent:,} of {self._stated:,} bytes came",
                again=True,
            )
        if self._unpack is not None and self._sent:
            self._keep(self._unpack.flush())
            if not self._unpack.eof:
                raise FetchError("the packed answer was cut short", again=True)
        if not self.size:
            raise FetchError("the answer is empty", again=True)

    def _keep(self, data: bytes) -> None:
        self.size += len(data)
        if self.size > self._limit:
            raise FetchError(f"the answer is larger than {self._limit:,} bytes, the limit for it")
        if len(self.head) < _HEAD:
            self.head += data[: _HEAD - len(self.head)]
        self._hash.update(data)
        self._target.write(data)


def not_what_was_asked(content: Content, content_type: str, head: bytes) -> str:
    """Why an answer cannot be the file that was asked for; empty when it may be.

    An error page or a login page often comes with status 200; a list is never a web page.

    Args:
        content_type: the header as sent; may be empty.
        head: the first bytes of the body, unpacked.
    """
    # Zero bytes are dropped so that UTF-16 reads like plain text here.
    start = head.replace(b"\0", b"") if content != "xlsx" else head
    for mark in _MARKS:
        start = start.removeprefix(mark)
    start = start.lstrip().lower()
    kind = content_type.partition(";")[0].strip().lower()
    web_page = kind in ("text/html", "application/xhtml+xml")
    if web_page or start.startswith((b"<!doctype html", b"<html")) or b"<html" in start:
        return f"a web page came instead of {content.upper()}; the address may have moved"
    if content == "csv" and start.startswith((b"<", b"{", b"pk\x03\x04", b"%pdf")):
        return "the answer does not look like CSV; the address may have moved"
    wanted = _STARTS.get(content)
    if wanted and not start.startswith(wanted):
        return f"the answer does not look like {content.upper()}; the address may have moved"
    return ""
