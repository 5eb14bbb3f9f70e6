"""Columns of numbers: one that grows at its end, and the places of ranges in one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import DTypeLike, NDArray

_FIRST_ROOM = 1024


def ranges(starts: NDArray[np.int64], lengths: NDArray[np.int64]) -> NDArray[np.int64]:
    """The numbers of several ranges, one range after the other."""
    total = int(lengths.sum())
    if not total:
        return np.empty(0, np.int64)
    ends = np.cumsum(lengths)
    return np.arange(total) - np.repeat(ends - lengths - starts, lengths)


class Column:
    """Numbers of one kind; `values` shows those added so far without copying them."""

    def __init__(self, kind: DTypeLike) -> None:
        self._held: NDArray[Any] = np.empty(_FIRST_ROOM, kind)
        self._length = 0

    @property
    def values(self) -> NDArray[Any]:
        return self._held[: self._length]

    def add(self, numbers: Sequence[float] | NDArray[Any]) -> None:
        end = self._length + len(numbers)
        if end > len(self._held):
            grown = np.empty(2 * end, self._held.dtype)
            grown[: self._length] = self.values
            self._held = grown
        self._held[self._length : end] = numbers
        self._length = end

    def clear(self) -> None:
        self._length = 0
