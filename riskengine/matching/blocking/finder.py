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

from riskengine.matching.blocking.columns import ranges
from riskengine.matching.blocking.combine import distinct
from riskengine.matching.blocking.estimate import (
    FLOOR,
    Shared,
    Side,
    may_reach,
    organisations,
    parts_may_reach,
    persons,
)
from riskengine.matching.blocking.hashing import letter_sets
from riskengine.matching.blocking.queries import Queries, Weights
from riskengine.matching.blocking.rows import HALF, read_rows
from riskengine.matching.blocking.spelling import LEAST
from riskengine.matching.blocking.terms import EITHER, ORGANISED, PERSON
from riskengine.matching.blocking.vocabulary import Vocabulary
from riskengine.matching.lexicon import Rarity

_JOINED = 0.98  # similarity of the same letters divided otherwise
_INITIALS = 0.86
_MOST_SLIPS = 2  # in all the letters of a name
_SLIP = 0.05
_TWICE = 2.0
_LONG_ENOUGH = 6  # letters of a name that is met as a whole though its words are others
_MANY = 1024  # pairs from which it pays to look at the sets of their letters first
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


def _best(spot: Ints, word: Ints, alike: Floats, parts: Floats) -> _Answers:
    if not len(spot):
        # One spot that no pair has, so that whoever looks spots up need not ask.
        nowhere, none, nothing = np.array([-1]), np.zeros(1, np.int64), np.zeros(1)
        return _Answers(nowhere, none, nothing, none, nothing)
    # Of words that answer one listed word the likest counts, then the first.
    order = np.lexsort((word, -alike, spot))
    by_parts = np.lexsort((word, -parts, spot))
    first = np.concatenate(([True], np.diff(spot[order]) > 0))
    order, by_parts = order[first], by_parts[first]
    return _Answers(spot[order], word[order], alike[order], word[by_parts], parts[by_parts])


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
        estimates = self._judged(queries, answers, pairs)
        np.maximum.at(estimates, np.searchsorted(pairs.spots, pairs.near), pairs.likeness)
        self._lift(queries, pairs.spots, estimates)
        return self._chosen(queries, pairs.spots, estimates, len(names))

    def _answers(self, queries: Queries) -> _Answers:
        echoes = queries.echoes
        spot = queries.owner[echoes.word] * self._vocabulary.size + echoes.keys
        return _best(
            spot,
            echoes.word,
            echoes.alike.astype(np.float64),
            echoes.alike_parts.astype(np.float64),
        )

    def _settled(self, queries: Queries, answers: _Answers, asked: Ints) -> _Answers:
        """Answers of some spots, with similarities instead of their limits."""
        echoes = queries.echoes
        spot = queries.owner[echoes.word] * self._vocabulary.size + echoes.keys
        wanted = np.zeros(len(answers.spot), np.bool_)
        wanted[asked] = True
        chosen = np.flatnonzero(wanted[np.searchsorted(answers.spot, spot)])
        alike, parts = self._vocabulary.settled(echoes.entry[chosen])
        return _best(spot[chosen], echoes.word[chosen], alike, parts)

    def _pairs(self, queries: Queries, answers: _Answers, wanted: NDArray[np.bool_]) -> _Pairs:
        rows = len(self._row_text)
        leads = queries.leads[answers.word] | queries.leads[answers.part]
        leading = np.flatnonzero(leads & (answers.spot >= 0))
        reading, key = np.divmod(answers.spot[leading], self._vocabulary.size)
        first = self._posting_places[key].astype(np.int64)
        counts = self._posting_places[key + 1].astype(np.int64) - first
        met = self._postings[ranges(first, counts)].astype(np.int64)
        met, doubted = self._likely(
            queries,
            answers,
            leading,
            np.repeat(reading, counts) * rows + met,
            np.repeat(np.arange(len(leading)), counts),
        )
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
        here = np.concatenate((met, join_reading * rows + join_met))
        keep = self._allowed(queries, here, wanted)
        joined = np.flatnonzero(keep[len(met) :])
        far, far_likeness = self._near(
            queries, *np.divmod(doubted[self._allowed(queries, doubted, wanted)], rows)
        )
        near, likeness = np.concatenate((near, far)), np.concatenate((likeness, far_likeness))
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

    def _likely(
        self, queries: Queries, answers: _Answers, leading: Ints, spots: Ints, lead: Ints
    ) -> tuple[Ints, Ints]:
        """Pairs whose estimate may reach the floor, by the words that led to them alone.

        Words that did not lead count as if they agreed.

        Args:
            spots: reading * rows + row, for each row that a leading answer led to.
            lead: the answer, by its place in `leading`.

        Returns:
            Pairs worth an estimate, and others whose letters are as many, give or take two.
        """
        if not len(spots):
            return spots, spots
        shift = np.int64(max(len(spots), 1).bit_length())
        packed = np.sort((spots << shift) | np.arange(len(spots)))
        spots, lead = packed >> shift, lead[packed & ((np.int64(1) << shift) - 1)]
        start = np.flatnonzero(np.concatenate(([True], spots[1:] != spots[:-1])))
        spots = spots[start]
        key = answers.spot % self._vocabulary.size
        weights, units, parts = queries.covers()
        alike = np.where(answers.alike >= LEAST, answers.alike, 0.0)
        met = alike > 0.0
        key_weights, key_units = self._key_facts
        covers = np.vstack(
            (
                weights[answers.word] * alike,
                weights[answers.word] * met,
                units[answers.word] * met,
                key_weights[key] * met,
                key_units[key] * met,
                parts[answers.part] * (answers.alike_parts >= LEAST),
            )
        )
        reading, row = np.divmod(spots, len(self._row_text))
        sums = np.add.reduceat(covers[:, leading][:, lead], start, axis=1)
        sums += self._spare(queries, answers, leading, covers)[:, reading]
        agreed, mine, mine_units, theirs, their_units, persons_ = sums
        facts, modes = queries.facts(), self._row_modes[row]
        weight, units, parts, _ = (values[row].astype(np.float64) for values in self._row_facts)
        likely = modes != PERSON
        likely &= may_reach(
            agreed,
            (facts[0][reading] - mine, weight - theirs),
            (facts[1][reading], units),
            (mine_units, their_units),
        )
        persons_ = parts_may_reach(persons_, facts[2][reading], parts)
        likely |= persons_ & (modes != ORGANISED)
        acronym = self._vocabulary.marks[key[leading]] == ord("~")
        likely |= np.bitwise_or.reduceat(acronym[lead], start)
        close = np.zeros(len(spots), np.bool_)
        for ours, others in zip(queries.lengths, self._row_lengths, strict=True):
            close |= np.abs(ours[reading] - others[row]) <= _MOST_SLIPS
        close &= queries.lengths[0][reading] >= _LONG_ENOUGH
        return spots[likely], spots[close & ~likely]

    def _spare(
        self, queries: Queries, answers: _Answers, leading: Ints, covers: Floats
    ) -> NDArray[np.float64]:
        """Per reading what words that do not lead may cover, row by row as `covers`."""
        rest = np.ones(len(answers.spot), np.bool_)
        rest[leading] = False
        words = np.zeros((len(covers), len(queries.owner)))
        for most, own in zip(words[:-1], covers[:-1], strict=True):
            np.maximum.at(most, answers.word[rest], own[rest])
        # A frequent part often answers two parts of one name ("Mohammad Mohammadi").
        answered = np.bincount(answers.part[rest], covers[-1][rest], len(queries.owner))
        words[-1] = np.minimum(answered, _TWICE * np.maximum(queries.covers()[2], 0.0))
        count = len(queries.name)
        return np.vstack([np.bincount(queries.owner, most, count) for most in words])

    @cached_property
    def _key_facts(self) -> tuple[Floats, Floats]:
        """Greatest weight of each listed key in any row, and most words that it covers."""
        weights, units = np.zeros(self._vocabulary.size), np.zeros(self._vocabulary.size)
        np.maximum.at(weights, self._terms, self._term_facts[0])
        np.maximum.at(units, self._terms, self._term_facts[1])
        return weights, units

    def _near(self, queries: Queries, reading: Ints, row: Ints) -> tuple[Ints, Floats]:
        """Of pairs that share half of their letters those that differ by a slip or two."""
        from rapidfuzz.distance import OSA
        from rapidfuzz.process import cpdist

        if not len(row):
            return np.empty(0, np.int64), np.empty(0)
        spots = distinct(reading * len(self._row_text) + row)
        reading, row = np.divmod(spots, len(self._row_text))
        slips = np.full(len(spots), _MOST_SLIPS + 1)
        longer = np.zeros(len(spots), np.bool_)  # bare letters are compared in any case
        for mine, theirs, ours, others in zip(
            queries.letters, self._row_letters, queries.lengths, self._row_lengths, strict=True
        ):
            close = np.abs(ours[reading] - others[row]) <= _MOST_SLIPS
            if mine is not queries.letters[0]:
                longer |= ours[reading] != queries.lengths[0][reading]
                longer |= others[row] != self._row_lengths[0][row]
                close &= longer
            which = np.flatnonzero(close)
            if len(which) >= _MANY:
                place = 0 if mine is queries.letters[0] else 1
                differ = letter_sets(mine)[reading[which]] ^ self._row_sets[place][row[which]]
                which = which[np.bitwise_count(differ) <= 2 * _MOST_SLIPS]
            found = cpdist(
                [mine[one] for one in reading[which].tolist()],
                [theirs[one] for one in row[which].tolist()],
                scorer=OSA.distance,
                score_cutoff=_MOST_SLIPS,
                dtype=np.uint8,
            )
            slips[which] = np.minimum(slips[which], np.asarray(found))
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

    @cached_property
    def _row_sets(self) -> tuple[NDArray[np.uint32], NDArray[np.uint32]]:
        bare, whole = self._row_letters
        return letter_sets(bare), letter_sets(whole)

    def _allowed(
        self, queries: Queries, pairs: Ints, wanted: NDArray[np.bool_]
    ) -> NDArray[np.bool_]:
        reading, row = np.divmod(pairs, len(self._row_text))
        ok: NDArray[np.bool_] = wanted[self._row_text[row]]
        # An organisation's name is a person's only where both are the same, letter for letter.
        ok &= ~(queries.organised[reading] & (self._row_modes[row] == PERSON))
        return ok

    def _judged(self, queries: Queries, answers: _Answers, pairs: _Pairs) -> Floats:
        """Estimates of pairs; words are only looked at closely where it matters."""
        joins = (pairs.joined, pairs.mine, pairs.theirs)
        estimates, pair, asked = self._estimates(queries, answers, pairs.spots, joins)
        reaches = estimates >= FLOOR
        if reaches.any():
            settled = self._settled(queries, answers, asked[reaches[pair]])
            spots = pairs.spots[reaches]
            at = np.minimum(np.searchsorted(spots, pairs.joined), len(spots) - 1)
            kept = spots[at] == pairs.joined
            joins = (pairs.joined[kept], pairs.mine[kept], pairs.theirs[kept])
            estimates[reaches] = self._estimates(queries, settled, spots, joins)[0]
        return estimates

    def _estimates(
        self,
        queries: Queries,
        answers: _Answers,
        pairs: Ints,
        joins: tuple[Ints, Floats, Floats],
    ) -> tuple[Floats, Ints, Ints]:
        """Estimates of pairs; and of each listed word that has an answer its pair and the place
        of the answer."""
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
        hidden = doubtful & ~(proof & (estimates >= _NATIVE_FLOOR))
        return np.where(hidden, 0.0, estimates), pair, at

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
