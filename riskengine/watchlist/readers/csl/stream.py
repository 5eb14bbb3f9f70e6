"""A large JSON object, member by member, with the elements of one array one by one.

The standard library reads JSON whole; an official list of 60 MB would then take ten times
that. Here only one element is held besides the text around it.
"""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from typing import Any

from riskengine.watchlist.readers.contract import whole_file_fault
from riskengine.watchlist.source import Source

_CHUNK = 1 << 16
_MAX_VALUE = 32 * 1024**2  # characters of one value; a party of a real list has some thousands
_SPACE = " \t\r\n"


class JsonMembers:
    """Members of the outermost object of a file; iterate once.

    Yields (key, value, position): for the members of `array` each element with its position
    from 1, for any other member its value with position 0.

    Raises (while iterating):
        WatchlistError: not JSON, cut short, not an object, or one value larger than any real.
    """

    def __init__(self, source: Source, array: str) -> None:
        self._source = source
        self._array = array
        self._decoder = json.JSONDecoder()
        self._buffer = ""
        self._at = 0
        self._ended = False
        self._stream: io.TextIOWrapper | None = None

    def __iter__(self) -> Iterator[tuple[str, Any, int]]:
        with self._source.open() as stream:
            self._stream = io.TextIOWrapper(stream, "utf-8-sig", errors="replace")
            try:
                yield from self._members()
            finally:
                self._stream.detach()

    def _members(self) -> Iterator[tuple[str, Any, int]]:
        self._expect("{")
        if self._next() == "}":
            self._at += 1
        else:
            while True:
                key = self._value()
                if not isinstance(key, str):
                    raise self._fault("a member has no name")
                self._expect(":")
                if key == self._array and self._next() == "[":
                    for position, value in enumerate(self._elements(), start=1):
                        yield key, value, position
                else:
                    yield key, self._value(), 0
                if self._separator("}"):
                    break
        if self._next():
            raise self._fault("something follows the end of the object")

    def _elements(self) -> Iterator[Any]:
        self._expect("[")
        if self._next() == "]":
            self._at += 1
            return
        while True:
            yield self._value()
            if self._separator("]"):
                return

    def _separator(self, end: str) -> bool:
        """Step over a comma or the end sign; whether it was the end."""
        char = self._next()
        if char not in (",", end) or not char:
            raise self._fault(f"expected a comma or {end!r}")
        self._at += 1
        return char == end

    def _expect(self, char: str) -> None:
        if self._next() != char:
            raise self._fault(f"expected {char!r}")
        self._at += 1

    def _next(self) -> str:
        """The next character that is no white space, not stepped over; "" at the end."""
        while True:
            while self._at < len(self._buffer) and self._buffer[self._at] in _SPACE:
                self._at += 1
            if self._at < len(self._buffer):
                return self._buffer[self._at]
            if not self._fill(_CHUNK):
                return ""

    def _value(self) -> Any:
        size = _CHUNK
        if not self._next():
            raise self._fault("the file ends early")
        while True:
            try:
                value, end = self._decoder.raw_decode(self._buffer, self._at)
            except RecursionError:
                raise self._fault("nested too deeply") from None
            except ValueError as error:
                reason = str(error)
            else:
                # A number that ends with the buffer may go on in the next chunk.
                if end < len(self._buffer) or not self._fill(_CHUNK):
                    self._at = end
                    return value
                continue
            if len(self._buffer) - self._at > _MAX_VALUE:
                raise self._fault("a value is too large")
            if not self._fill(size):
                raise self._fault(f"not JSON, or cut short: {reason}")
            size *= 2  # so that a large value is not tried too many times

    def _fill(self, size: int) -> bool:
        """More text into the buffer, what is behind dropped; False at the end of the file."""
        if self._ended or self._stream is None:
            return False
        text = self._stream.read(size)
        self._buffer = self._buffer[self._at :] + text
        self._at = 0
        self._ended = not text
        return bool(text)

    def _fault(self, reason: str) -> Exception:
        return whole_file_fault(self._source, reason, "The file may be cut short; download again.")
