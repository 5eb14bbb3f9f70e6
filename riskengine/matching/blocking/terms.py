"""Keys of rows in packed form, while a list is read.

Names share their words, so the keys of a word are numbered once and a row only notes numbers.
What they stand for is spread over the rows at the end, all at once.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from riskengine.matching.blocking.columns import ranges
from riskengine.matching.blocking.words import Word, is_titled

ORGANISED, PERSON, EITHER = range(3)  # how the comparator reads a listed name
_MOST = 255  # units in a byte


class TermCollector:
    """Gathers the keys of row after row."""

    def __init__(self) -> None:
        self._groups: dict[tuple[Word, ...], int] = {}
        self._entries = array("I")  # twice the number of a group, and 1 if covered by others
        self._places = array("I", [0])
        self._modes = bytearray()

    def add(self, groups: Iterable[tuple[Word, ...]], more: Sequence[Word], mode: int) -> None:
        """Note the keys of the next row.

        Args:
            groups: keys that cover every word once, as `words.take_groups` gives them.
            more: keys that cover in another way what those cover.
        """
        known = self._groups
        numbers = [2 * known.setdefault(group, len(known)) for group in groups if group]
        if more:
            numbers.append(2 * known.setdefault(tuple(more), len(known)) + 1)
        self._entries.extend(numbers)
        self._places.append(len(self._entries))
        self._modes.append(mode)

    def packed(self, number_of: Callable[[Word], int]) -> dict[str, bytes]:
        """Sections with the keys of all rows.

        Args:
            number_of: gives the number of a word's key; it is asked once for each word, in
                the order in which rows first use them.
        """
        numbers: dict[Word, int] = {}
        flat = np.array(
            [numbers.setdefault(word, len(numbers)) for group in self._groups for word in group],
            np.int64,
        )
        sizes = np.fromiter(map(len, self._groups), np.int64, len(self._groups))
        entries = np.frombuffer(self._entries, np.uint32).astype(np.int64)
        groups = entries >> 1
        spread = sizes[groups]
        terms = flat[ranges((np.cumsum(sizes) - sizes)[groups], spread)]
        extra = np.repeat(entries & 1, spread)
        held = np.diff(np.frombuffer(self._places, np.uint32).astype(np.int64)).astype(np.int64)
        rows = np.repeat(np.repeat(np.arange(len(self._modes)), held), spread)
        words = list(numbers)
        units = np.array([min(word.units, _MOST) for word in words], np.uint8)
        parts = np.array([min(word.parts, _MOST) for word in words], np.uint8)
        marks = np.array([ord(word.key[0]) for word in words], np.uint8)
        modes = np.frombuffer(self._modes, np.uint8)[rows]
        named = (parts > 0) & np.isin(marks, (ord("w"), ord("+")))
        covers = (units > 0) | (marks == ord("~"))
        kept = np.where(modes == PERSON, named[terms], (modes != ORGANISED) | covers[terms])
        terms, extra, rows = terms[kept], extra[kept], rows[kept]
        keys = np.zeros(len(words), np.uint32)
        for word in _by_first_use(terms, len(words)):
            keys[word] = number_of(words[word])
        titled = np.array([2 * is_titled(word.text) for word in words], np.uint8)
        places = np.zeros(len(self._modes) + 1, np.uint32)
        np.cumsum(np.bincount(rows, minlength=len(self._modes)), out=places[1:])
        weights = np.array([word.weight for word in words], np.float32)
        return {
            "row_places": places.tobytes(),
            "terms": keys[terms].tobytes(),
            "term_units": units[terms].tobytes(),
            "term_parts": parts[terms].tobytes(),
            "term_weights": weights[terms].tobytes(),
            "term_extra": (extra.astype(np.uint8) + titled[terms]).tobytes(),
        }


def _by_first_use(terms: NDArray[np.int64], count: int) -> list[int]:
    """Numbers below `count` in the order in which they first stand among `terms`."""
    first = np.full(count, len(terms), np.int64)
    first[terms[::-1]] = np.arange(len(terms) - 1, -1, -1)
    order: list[int] = np.argsort(first, kind="stable").tolist()
    return order[: int(np.count_nonzero(first < len(terms)))]
