"""What each pair of a name and a listed row shares, and how well the two can compare."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from riskengine.matching.blocking.answers import Answers, settled
from riskengine.matching.blocking.columns import ranges
from riskengine.matching.blocking.estimate import FLOOR, Shared, Side, organisations, persons
from riskengine.matching.blocking.gather import Pairs
from riskengine.matching.blocking.listed import MOST_SLIPS, ListedRows
from riskengine.matching.blocking.queries import Queries
from riskengine.matching.blocking.spelling import LEAST
from riskengine.matching.blocking.terms import EITHER, PERSON

_JOINED = 0.98  # similarity of the same letters divided otherwise
_INITIALS = 0.86
# What a Latin query must share with a native name whose entity has a full Latin name, too:
# distinctive weight or parts, and the estimate.
_NATIVE_PROOF, _NATIVE_FLOOR = 1.5, 0.85

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


def judged(rows: ListedRows, queries: Queries, answers: Answers, pairs: Pairs) -> Floats:
    """Estimates of pairs; words are only looked at closely where it matters."""
    joins = (pairs.joined, pairs.mine, pairs.theirs)
    estimates, pair, asked = _estimates(rows, queries, answers, pairs.spots, joins)
    reaches = estimates >= FLOOR
    if reaches.any():
        close = settled(queries, rows.vocabulary, answers, asked[reaches[pair]])
        spots = pairs.spots[reaches]
        at = np.minimum(np.searchsorted(spots, pairs.joined), len(spots) - 1)
        kept = spots[at] == pairs.joined
        joins = (pairs.joined[kept], pairs.mine[kept], pairs.theirs[kept])
        estimates[reaches] = _estimates(rows, queries, close, spots, joins)[0]
    np.maximum.at(estimates, np.searchsorted(pairs.spots, pairs.near), pairs.likeness)
    _lift(rows, queries, pairs.spots, estimates)
    return estimates


def _estimates(
    rows: ListedRows,
    queries: Queries,
    answers: Answers,
    pairs: Ints,
    joins: tuple[Ints, Floats, Floats],
) -> tuple[Floats, Ints, Ints]:
    """Estimates of pairs; and of each listed word that has an answer its pair and the place
    of the answer."""
    reading, row = np.divmod(pairs, len(rows.row_text))
    facts = queries.facts()
    bare, whole = queries.lengths
    query = _side(facts, reading, bare != whole)
    bare, whole = rows.row_lengths
    listed = _side(rows.row_facts, row, bare != whole)
    first = rows.row_places[row].astype(np.int64)
    counts = rows.row_places[row + 1].astype(np.int64) - first
    terms = ranges(first, counts)
    pair = np.repeat(np.arange(len(pairs)), counts)
    spot = reading[pair] * rows.vocabulary.size + rows.terms[terms]
    at = np.minimum(np.searchsorted(answers.spot, spot), len(answers.spot) - 1)
    hit = np.flatnonzero(answers.spot[at] == spot)
    at, pair, terms = at[hit], pair[hit], terms[hit]
    mark = rows.vocabulary.marks[rows.terms[terms]]
    weights, units, parts = queries.covers()
    word = answers.word[at]
    mine = [weights[word], units[word], parts[answers.part[at]]]
    theirs = [values[terms].astype(np.float64) for values in rows.term_facts]
    acronym = mark == ord("~")
    theirs[0] = np.where(acronym, listed.weight[pair], theirs[0])
    theirs[1] = np.where(acronym, listed.units[pair], theirs[1])
    alike = np.where(acronym, _INITIALS, answers.alike[at])
    shared = _shared(
        pairs, pair, mine, theirs, alike, answers.alike_parts[at], mark, (query, listed), joins
    )
    modes = rows.row_modes[row]
    by_words = organisations(query, listed, shared)
    by_parts = persons(query, listed, shared)
    estimates = np.where(modes == PERSON, by_parts, by_words)
    both = (modes == EITHER) & ~queries.organised[reading]
    estimates = np.where(both, np.maximum(by_words, by_parts), estimates)
    # The entity has a full Latin name: one reading of its native name proves little.
    doubtful = queries.latin[reading] & rows.beside[rows.row_text[row]]
    proof = np.where(modes == PERSON, shared.listed.parts, shared.agreed) >= _NATIVE_PROOF
    hidden = doubtful & ~(proof & (estimates >= _NATIVE_FLOOR))
    return np.where(hidden, 0.0, estimates), pair, at


def _lift(rows: ListedRows, queries: Queries, pairs: Ints, estimates: Floats) -> None:
    """Raise the estimates of pairs that share words and differ by a slip or two as a whole."""
    low = np.flatnonzero((estimates > 0.0) & (estimates < FLOOR))
    reading, row = np.divmod(pairs[low], len(rows.row_text))
    close = np.zeros(len(low), np.bool_)
    for mine, theirs in zip(queries.lengths, rows.row_lengths, strict=True):
        close |= np.abs(mine[reading] - theirs[row]) <= MOST_SLIPS
    spots, likeness = rows.near(queries, reading[close], row[close])
    at = np.searchsorted(pairs, spots)
    estimates[at] = np.maximum(estimates[at], likeness)


def _side(facts: Sequence[NDArray[Any]], chosen: Ints, legal: NDArray[np.bool_]) -> Side:
    weight, units, parts, numbers = (values[chosen].astype(np.float64) for values in facts)
    return Side(weight, units, parts, numbers, legal[chosen])


def _shared(
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
    weight = np.where(one_to_one, np.minimum(mine[0], theirs[0]), np.maximum(mine[0], theirs[0]))
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
        _add_joins(
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
