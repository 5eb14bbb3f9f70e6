"""Rows of the index that may match names, block by block.

Three steps: rows that hold a rare word of the name, or one like it (`gather`), what each such
row shares with the name, and an estimate of how well the two can compare (`judging`). What a
name gets does not depend on the other names of its block.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from riskengine.matching.blocking.answers import answers_of
from riskengine.matching.blocking.estimate import FLOOR
from riskengine.matching.blocking.gather import gather
from riskengine.matching.blocking.judging import judged
from riskengine.matching.blocking.listed import ListedRows
from riskengine.matching.blocking.queries import Queries, Weights
from riskengine.matching.lexicon import Rarity

_LESS_EXACT = np.float64(1e-4)  # estimates closer than this are ordered by number

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Found:
    """Spellings worth comparing, by falling estimate for each name.

    Attributes:
        places: those of name `n` are `texts[places[n]:places[n + 1]]`.
        estimates: see `estimate`, rounded.
    """

    places: Ints
    texts: Ints
    estimates: Floats


class Finder:
    """Looks names up in the sections that `combine` made."""

    def __init__(self, sections: Mapping[str, memoryview], rarity: Rarity) -> None:
        self._rows = ListedRows(sections)
        self._weights = Weights(rarity)

    def find(self, names: Sequence[str], wanted: NDArray[np.bool_]) -> Found:
        """Spellings whose estimate reaches the floor.

        Args:
            wanted: per listed spelling whether it is searched.
        """
        queries = Queries(names, self._rows.vocabulary, self._weights)
        nothing = np.zeros(len(names) + 1, np.int64)
        if not len(self._rows.row_text) or not len(queries.owner):
            return Found(nothing, np.empty(0, np.int64), np.empty(0))
        answers = answers_of(queries, self._rows.vocabulary)
        pairs = gather(self._rows, queries, answers, wanted)
        if not len(pairs.spots):
            return Found(nothing, np.empty(0, np.int64), np.empty(0))
        estimates = judged(self._rows, queries, answers, pairs)
        return self._chosen(queries, pairs.spots, estimates, len(names))

    def _chosen(self, queries: Queries, pairs: Ints, estimates: Floats, names: int) -> Found:
        kept = np.flatnonzero(estimates >= FLOOR)
        reading, row = np.divmod(pairs[kept], len(self._rows.row_text))
        name = np.array(queries.name, np.int64)[reading]
        text = self._rows.row_text[row].astype(np.int64)
        rank = np.round(-estimates[kept] / _LESS_EXACT)
        spot = name * self._rows.texts + text
        order = np.lexsort((rank, spot))
        order = order[np.concatenate(([True], np.diff(spot[order]) > 0))] if len(order) else order
        name, text, rank = name[order], text[order], rank[order]
        order = np.lexsort((text, rank, name))
        places = np.searchsorted(name[order], np.arange(names + 1))
        return Found(places, text[order], -rank[order] * _LESS_EXACT)
