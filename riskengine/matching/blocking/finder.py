"""Rows of the index that may match names, block by block.

Three steps: rows that hold a rare word of the name (or one like it), what each such row shares
with the name, and an estimate of how well the two can compare. What a name gets does not
depend on the other names of its block.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from riskengine.matching.blocking.combine import distinct, ranges
from riskengine.matching.blocking.estimate import (
    FLOOR,
    Shared,
    Side,
    organisations,
    persons,
)
from riskengine.matching.blocking.queries import Queries, Weights
from riskengine.matching.blocking.rows import EITHER, HALF, ORGANISED, PERSON, read_rows
from riskengine.matching.blocking.spelling import LEAST
from riskengine.matching.blocking.vocabulary import Vocabulary
from riskengine.matching.lexicon import Rarity

_JOINED = 0.98  # similarity of the same letters divided otherwise
_INITIALS = 0.86
_MOST_SLIPS = 2  # in all the letters of a name
_SLIP = 0.05
# What a Latin query must share with a native name whose entity has a full Latin name, too:
# distinctive weight or parts, and the estimate.
_NATIVE_PROOF, _NATIVE_FLOOR = 1.5, 0.85
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


@dataclass(frozen=True, slots=True)
class _Answers:
    """Listed keys that words of the queries answer, sorted by `spot`: reading * keys + key.

    Attributes:
        word, alike: word that answers best in names of organisations, and how well.
        part, alike_parts: the same in names of persons.
    """

    spot: Ints
    word: Ints
    alike: Floats
    part: Ints
    alike_parts: Floats


@dataclass(frozen=True, slots=True)
class _Pairs:
    """Readings and rows that may match.

    Attributes:
        spots: reading * rows + row, sorted.
        joined, mine, theirs: spots met by words written as one, and words covered.
        near, likeness: spots whose letters are the same but for a slip or two, and estimates.
    """

    spots: Ints
    joined: Ints
    mine: Floats
    theirs: Floats
    near: Ints
    likeness: Floats


def _side(facts: Sequence[NDArray[Any]], chosen: Ints, legal: NDArray[np.bool_]) -> Side:
    weight, units, parts, numbers = (values[chosen].astype(np.float64) for values in facts)
    return Side(weight, units, parts, numbers, legal[chosen])


class Finder:
    """Looks names up in the sections that `combine` made."""

    def __init__(self, sections: Mapping[str, memoryview], rarity: Rarity) -> None:
        self._sections = sections
        self._weights = Weights(rarity)
        self._vocabulary = Vocabulary(sections)
        self._row_text = np.frombuffer(sections["row_text"], np.uint32)
        self._row_modes = np.frombuffer(sections["row_modes"], np.uint8)
        self._row_places = np.frombuffer(sections["row_places"], np.uint32)
        self._row_facts = (
            np.frombuffer(sections["row_weight"], np.float32),
            np.frombuffer(sections["row_units"], np.uint8),
            np.frombuffer(sections["row_parts"], np.uint8),
            np.frombuffer(sections["row_numbers"], np.uint8),
        )
        self._terms = np.frombuffer(sections["terms"], np.int32)
        self._term_facts = (
            np.frombuffer(sections["term_weights"], np.float32),
            np.frombuffer(sections["term_units"], np.uint8),
            np.frombuffer(sections["term_parts"], np.uint8),
        )
        self._postings = np.frombuffer(sections["postings"], np.uint32)
        self._posting_places = np.frombuffer(sections["posting_places"], np.uint32)
        self._beside = np.frombuffer(sections["text_beside"], np.bool_)
        self._join_keys = np.frombuffer(sections["join_keys"], np.uint32)
        self._join_rows = np.frombuffer(sections["join_rows"], np.uint32)
        self._join_units = np.frombuffer(sections["join_units"], np.uint8)
        self._join_words = np.frombuffer(sections["join_words"], np.uint8)

    @property
    def texts(self) -> int:
        """Number of listed spellings."""
        return int(self._row_text[-1]) + 1 if len(self._row_text) else 0

    def find(self, names: Sequence[str], wanted: NDArray[np.bool_]) -> Found:
        """Spellings whose estimate reaches the floor.

        Args:
            wanted: per listed spelling whether it is searched.
        """
        queries = Queries(names, self._vocabulary, self._weights)
        nothing = np.zeros(len(names) + 1, np.int64)
        if not len(self._row_text) or not len(queries.owner):
            return Found(nothing, np.empty(0, np.int64), np.empty(0))
        answers = self._answers(queries)
        pairs = self._pairs(queries, answers, wanted)
        if not len(pairs.spots):
            return Found(nothing, np.empty(0, np.int64), np.empty(0))
        joins = (pairs.joined, pairs.mine, pairs.theirs)
        estimates = self._estimates(queries, answers, pairs.spots, joins)
        np.maximum.at(estimates, np.searchsorted(pairs.spots, pairs.near), pairs.likeness)
        self._lift(queries, pairs.spots, estimates)
        return self._chosen(queries, pairs.spots, estimates, len(names))

    def _answers(self, queries: Queries) -> _Answers:
        echoes = queries.echoes
        word = echoes.word
        if not len(word):
            # One spot that no pair has, so that whoever looks spots up need not ask.
            nowhere, none, nothing = np.array([-1]), np.zeros(1, np.int64), np.zeros(1)
            return _Answers(nowhere, none, nothing, none, nothing)
        alike = echoes.alike.astype(np.float64)
        parts = echoes.alike_parts.astype(np.float64)
        spot = queries.owner[word] * self._vocabulary.size + echoes.keys
        # Of words that answer one listed word the likest counts, then the first.
        order = np.lexsort((word, -alike, spot))
        by_parts = np.lexsort((word, -parts, spot))
        first = np.concatenate(([True], np.diff(spot[order]) > 0))
        order, by_parts = order[first], by_parts[first]
        return _Answers(spot[order], word[order], alike[order], word[by_parts], parts[by_parts])

    def _pairs(self, queries: Queries, answers: _Answers, wanted: NDArray[np.bool_]) -> _Pairs:
        rows = len(self._row_text)
        leads = queries.leads[answers.word] | queries.leads[answers.part]
        leading = np.flatnonzero(leads & (answers.spot >= 0))
        reading, key = np.divmod(answers.spot[leading], self._vocabulary.size)
        first = self._posting_places[key].astype(np.int64)
        counts = self._posting_places[key + 1].astype(np.int64) - first
        met = self._postings[ranges(first, counts)].astype(np.int64)
        owner = np.repeat(reading, counts)
        joins = queries.joins()
        found = np.searchsorted(self._join_keys, joins.keys.astype(np.uint32), "left")
        last = max(len(self._join_keys) - 1, 0)
        has = np.flatnonzero(self._join_keys[np.minimum(found, last)] == joins.keys)
        found = found[has]
        ends = np.searchsorted(self._join_keys, joins.keys[has].astype(np.uint32), "right")
        spots = ranges(found, ends - found)
        asked = np.repeat(has, ends - found)
        # Words divided into as many are the words themselves, which meet anyway.
        other = self._join_words[spots] != joins.words[asked]
        spots, asked = spots[other], asked[other]
        join_met = self._join_rows[spots].astype(np.int64)
        join_reading = joins.owner[asked]
        halved = self._join_words[spots] == HALF
        near, likeness = self._near(
            queries, join_reading[halved], join_met[halved].astype(np.int64)
        )
        spots, asked = spots[~halved], asked[~halved]
        join_met, join_reading = join_met[~halved], join_reading[~halved]
        here = np.concatenate((owner, join_reading)) * rows + np.concatenate((met, join_met))
        keep = self._allowed(queries, here, wanted)
        joined = np.flatnonzero(keep[len(met) :])
        allowed = self._allowed(queries, near, wanted)
        near, likeness = near[allowed], likeness[allowed]
        return _Pairs(
            distinct(np.concatenate((here[keep], near))),
            here[len(met) :][joined],
            joins.units[asked][joined],
            self._join_units[spots][joined].astype(np.float64),
            near,
            likeness,
        )

    def _near(self, queries: Queries, reading: Ints, row: Ints) -> tuple[Ints, Floats]:
        """Of pairs that share half of their letters those that differ by a slip or two."""
        from rapidfuzz.distance import OSA
        from rapidfuzz.process import cpdist

        if not len(row):
            return np.empty(0, np.int64), np.empty(0)
        spots = distinct(reading * len(self._row_text) + row)
        reading, row = np.divmod(spots, len(self._row_text))
        slips = np.full(len(spots), _MOST_SLIPS + 1)
        for mine, theirs in zip(queries.letters, self._row_letters, strict=True):
            found = cpdist(
                [mine[one] for one in reading.tolist()],
                [theirs[one] for one in row.tolist()],
                scorer=OSA.distance,
                score_cutoff=_MOST_SLIPS,
                dtype=np.uint8,
            )
            slips = np.minimum(slips, np.asarray(found))
        kept = np.flatnonzero(slips <= _MOST_SLIPS)
        return spots[kept], 1.0 - _SLIP * slips[kept]

    @cached_property
    def _row_letters(self) -> tuple[list[str], list[str]]:
        bare = read_rows(self._sections["row_bare"])
        whole = read_rows(self._sections["row_whole"])
        return bare, [one or other for one, other in zip(whole, bare, strict=True)]

    @cached_property
    def _row_lengths(self) -> tuple[Ints, Ints]:
        bare, whole = self._row_letters
        return (
            np.fromiter(map(len, bare), np.int64, len(bare)),
            np.fromiter(map(len, whole), np.int64, len(whole)),
        )

    def _allowed(
        self, queries: Queries, pairs: Ints, wanted: NDArray[np.bool_]
    ) -> NDArray[np.bool_]:
        reading, row = np.divmod(pairs, len(self._row_text))
        ok: NDArray[np.bool_] = wanted[self._row_text[row]]
        # An organisation's name is a person's only where both are the same, letter for letter.
        ok &= ~(queries.organised[reading] & (self._row_modes[row] == PERSON))
        return ok

    def _estimates(
        self,
        queries: Queries,
        answers: _Answers,
        pairs: Ints,
        joins: tuple[Ints, Floats, Floats],
    ) -> Floats:
        reading, row = np.divmod(pairs, len(self._row_text))
        facts = queries.facts()
        bare, whole = queries.lengths
        query = _side(facts, reading, bare != whole)
        bare, whole = self._row_lengths
        listed = _side(self._row_facts, row, bare != whole)
        first = self._row_places[row].astype(np.int64)
        counts = self._row_places[row + 1].astype(np.int64) - first
        terms = ranges(first, counts)
        pair = np.repeat(np.arange(len(pairs)), counts)
        spot = reading[pair] * self._vocabulary.size + self._terms[terms]
        at = np.minimum(np.searchsorted(answers.spot, spot), len(answers.spot) - 1)
        hit = np.flatnonzero(answers.spot[at] == spot)
        at, pair, terms = at[hit], pair[hit], terms[hit]
        mark = self._vocabulary.marks[self._terms[terms]]
        weights, units, parts = queries.covers()
        word = answers.word[at]
        mine = [weights[word], units[word], parts[answers.part[at]]]
        theirs = [values[terms].astype(np.float64) for values in self._term_facts]
        acronym = mark == ord("~")
        theirs[0] = np.where(acronym, listed.weight[pair], theirs[0])
        theirs[1] = np.where(acronym, listed.units[pair], theirs[1])
        alike = np.where(acronym, _INITIALS, answers.alike[at])
        shared = self._shared(
            pairs, pair, mine, theirs, alike, answers.alike_parts[at], mark, (query, listed), joins
        )
        modes = self._row_modes[row]
        by_words = organisations(query, listed, shared)
        by_parts = persons(query, listed, shared)
        estimates = np.where(modes == PERSON, by_parts, by_words)
        both = (modes == EITHER) & ~queries.organised[reading]
        estimates = np.where(both, np.maximum(by_words, by_parts), estimates)
        # The entity has a full Latin name: one reading of its native name proves little.
        doubtful = queries.latin[reading] & self._beside[self._row_text[row]]
        proof = np.where(modes == PERSON, shared.listed.parts, shared.agreed) >= _NATIVE_PROOF
        return np.where(doubtful & ~(proof & (estimates >= _NATIVE_FLOOR)), 0.0, estimates)

    def _lift(self, queries: Queries, pairs: Ints, estimates: Floats) -> None:
        """Raise the estimates of pairs that share words and differ by a slip or two as a whole."""
        low = np.flatnonzero((estimates > 0.0) & (estimates < FLOOR))
        reading, row = np.divmod(pairs[low], len(self._row_text))
        close = np.zeros(len(low), np.bool_)
        for mine, theirs in zip(queries.lengths, self._row_lengths, strict=True):
            close |= np.abs(mine[reading] - theirs[row]) <= _MOST_SLIPS
        spots, likeness = self._near(queries, reading[close], row[close])
        at = np.searchsorted(pairs, spots)
        estimates[at] = np.maximum(estimates[at], likeness)

    def _shared(
        self,
        pairs: Ints,
        pair: Ints,
        mine: Sequence[Floats],
        theirs: Sequence[Floats],
        alike: Floats,
        alike_parts: Floats,
        mark: NDArray[np.uint8],
        sides: tuple[Side, Side],
        joins: tuple[Ints, Floats, Floats],
    ) -> Shared:
        count = len(pairs)

        def total(values: Floats) -> Floats:
            return np.bincount(pair, values, minlength=count).astype(np.float64)

        words = (alike >= LEAST) & (mine[1] > 0) & (theirs[1] > 0)
        persons_ = (alike_parts >= LEAST) & (mine[2] > 0) & (theirs[2] > 0)
        one_to_one = mine[1] == theirs[1]
        weight = np.where(
            one_to_one, np.minimum(mine[0], theirs[0]), np.maximum(mine[0], theirs[0])
        )
        agreed = total(weight * alike * words)
        weakest = np.ones(count)
        telling = words & (weight > 0)
        np.minimum.at(weakest, pair[telling], alike[telling])
        cores = total(telling.astype(np.float64))
        number = total(((mark == ord("#")) & words).astype(np.float64))
        cost = total((1.0 - alike_parts) * persons_)
        query = tuple(
            total(values) for values in (mine[0] * words, mine[1] * words, mine[2] * persons_)
        )
        listed = tuple(
            total(values) for values in (theirs[0] * words, theirs[1] * words, theirs[2] * persons_)
        )
        spots, mine_units, their_units = joins
        if len(spots):
            self._add_joins(
                np.searchsorted(pairs, spots), mine_units, their_units, sides, agreed, query, listed
            )
        return Shared(
            agreed,
            weakest,
            Side(query[0], query[1], query[2], number, sides[0].legal),
            Side(listed[0], listed[1], listed[2], number, sides[1].legal),
            cores,
            cost,
        )

    def _add_joins(
        self,
        at: Ints,
        mine_units: Floats,
        their_units: Floats,
        sides: tuple[Side, Side],
        agreed: Floats,
        query: Sequence[Floats],
        listed: Sequence[Floats],
    ) -> None:
        """Count the widest run of words that one side writes as one."""
        order = np.lexsort((-(mine_units + their_units), at))
        order = order[np.concatenate(([True], np.diff(at[order]) > 0))]
        at, mine_units, their_units = at[order], mine_units[order], their_units[order]
        left, right = sides
        one = left.weight[at] * np.minimum(mine_units / np.maximum(left.units[at], 1.0), 1.0)
        two = right.weight[at] * np.minimum(their_units / np.maximum(right.units[at], 1.0), 1.0)
        agreed[at] += np.maximum(np.maximum(one, two), 0.35) * _JOINED
        for side, weight, units in ((query, one, mine_units), (listed, two, their_units)):
            side[0][at] += weight
            side[1][at] += units
            side[2][at] += units

    def _chosen(self, queries: Queries, pairs: Ints, estimates: Floats, names: int) -> Found:
        kept = np.flatnonzero(estimates >= FLOOR)
        reading, row = np.divmod(pairs[kept], len(self._row_text))
        name = np.array(queries.name, np.int64)[reading]
        text = self._row_text[row].astype(np.int64)
        rank = np.round(-estimates[kept] / _LESS_EXACT)
        spot = name * self.texts + text
        order = np.lexsort((rank, spot))
        order = order[np.concatenate(([True], np.diff(spot[order]) > 0))] if len(order) else order
        name, text, rank = name[order], text[order], rank[order]
        order = np.lexsort((text, rank, name))
        places = np.searchsorted(name[order], np.arange(names + 1))
        return Found(places, text[order], -rank[order] * _LESS_EXACT)


__all__ = ["EITHER", "ORGANISED", "Finder", "Found"]
