"""The rows of the index as they are looked at: their words, their letters, where each is held."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from riskengine.matching.blocking.combine import distinct
from riskengine.matching.blocking.hashing import letter_sets
from riskengine.matching.blocking.queries import Queries
from riskengine.matching.blocking.rows import read_rows
from riskengine.matching.blocking.terms import PERSON
from riskengine.matching.blocking.vocabulary import Vocabulary

MOST_SLIPS = 2  # in all the letters of a name
_SLIP = 0.05
_MANY = 1024  # pairs from which it pays to look at the sets of their letters first

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


class ListedRows:
    """Rows of the sections that `combine` made; each is one reading of a listed spelling."""

    def __init__(self, sections: Mapping[str, memoryview]) -> None:
        self._sections = sections
        self.vocabulary = Vocabulary(sections)
        self.row_text = np.frombuffer(sections["row_text"], np.uint32)
        self.row_modes = np.frombuffer(sections["row_modes"], np.uint8)
        self.row_places = np.frombuffer(sections["row_places"], np.uint32)
        self.row_facts = (
            np.frombuffer(sections["row_weight"], np.float32),
            np.frombuffer(sections["row_units"], np.uint8),
            np.frombuffer(sections["row_parts"], np.uint8),
            np.frombuffer(sections["row_numbers"], np.uint8),
        )
        self.terms = np.frombuffer(sections["terms"], np.int32)
        self.term_facts = (
            np.frombuffer(sections["term_weights"], np.float32),
            np.frombuffer(sections["term_units"], np.uint8),
            np.frombuffer(sections["term_parts"], np.uint8),
        )
        self.postings = np.frombuffer(sections["postings"], np.uint32)
        self.posting_places = np.frombuffer(sections["posting_places"], np.uint32)
        self.beside = np.frombuffer(sections["text_beside"], np.bool_)
        self.join_keys = np.frombuffer(sections["join_keys"], np.uint32)
        self.join_rows = np.frombuffer(sections["join_rows"], np.uint32)
        self.join_units = np.frombuffer(sections["join_units"], np.uint8)
        self.join_words = np.frombuffer(sections["join_words"], np.uint8)

    @property
    def texts(self) -> int:
        """Number of listed spellings."""
        return int(self.row_text[-1]) + 1 if len(self.row_text) else 0

    @cached_property
    def row_letters(self) -> tuple[list[str], list[str]]:
        """Letters of each row without its legal form, and with it."""
        bare = read_rows(self._sections["row_bare"])
        whole = read_rows(self._sections["row_whole"])
        return bare, [one or other for one, other in zip(whole, bare, strict=True)]

    @cached_property
    def row_lengths(self) -> tuple[Ints, Ints]:
        """How many letters `row_letters` has of each row."""
        bare, whole = self.row_letters
        return (
            np.fromiter(map(len, bare), np.int64, len(bare)),
            np.fromiter(map(len, whole), np.int64, len(whole)),
        )

    @cached_property
    def row_sets(self) -> tuple[NDArray[np.uint32], NDArray[np.uint32]]:
        """Which letters each of `row_letters` holds."""
        bare, whole = self.row_letters
        return letter_sets(bare), letter_sets(whole)

    @cached_property
    def key_facts(self) -> tuple[Floats, Floats]:
        """Greatest weight of each listed key in any row, and most words that it covers."""
        weights, units = np.zeros(self.vocabulary.size), np.zeros(self.vocabulary.size)
        np.maximum.at(weights, self.terms, self.term_facts[0])
        np.maximum.at(units, self.terms, self.term_facts[1])
        return weights, units

    def allowed(
        self, queries: Queries, pairs: Ints, wanted: NDArray[np.bool_]
    ) -> NDArray[np.bool_]:
        """Which pairs are of lists that are searched, and of kinds that may be one party."""
        reading, row = np.divmod(pairs, len(self.row_text))
        ok: NDArray[np.bool_] = wanted[self.row_text[row]]
        # An organisation's name is a person's only where both are the same, letter for letter.
        ok &= ~(queries.organised[reading] & (self.row_modes[row] == PERSON))
        return ok

    def near(self, queries: Queries, reading: Ints, row: Ints) -> tuple[Ints, Floats]:
        """Of pairs that share half of their letters those that differ by a slip or two."""
        from rapidfuzz.distance import OSA
        from rapidfuzz.process import cpdist

        if not len(row):
            return np.empty(0, np.int64), np.empty(0)
        spots = distinct(reading * len(self.row_text) + row)
        reading, row = np.divmod(spots, len(self.row_text))
        slips = np.full(len(spots), MOST_SLIPS + 1)
        longer = np.zeros(len(spots), np.bool_)  # bare letters are compared in any case
        for mine, theirs, ours, others in zip(
            queries.letters, self.row_letters, queries.lengths, self.row_lengths, strict=True
        ):
            close = np.abs(ours[reading] - others[row]) <= MOST_SLIPS
            if mine is not queries.letters[0]:
                longer |= ours[reading] != queries.lengths[0][reading]
                longer |= others[row] != self.row_lengths[0][row]
                close &= longer
            which = np.flatnonzero(close)
            if len(which) >= _MANY:
                place = 0 if mine is queries.letters[0] else 1
                differ = letter_sets(mine)[reading[which]] ^ self.row_sets[place][row[which]]
                which = which[np.bitwise_count(differ) <= 2 * MOST_SLIPS]
            found = cpdist(
                [mine[one] for one in reading[which].tolist()],
                [theirs[one] for one in row[which].tolist()],
                scorer=OSA.distance,
                score_cutoff=MOST_SLIPS,
                dtype=np.uint8,
            )
            slips[which] = np.minimum(slips[which], np.asarray(found))
        kept = np.flatnonzero(slips <= MOST_SLIPS)
        return spots[kept], 1.0 - _SLIP * slips[kept]
