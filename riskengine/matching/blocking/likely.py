"""Rows that cannot match whatever their other words say are left out before a close look."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from riskengine.matching.blocking.answers import Answers
from riskengine.matching.blocking.estimate import may_reach, parts_may_reach
from riskengine.matching.blocking.listed import MOST_SLIPS, ListedRows
from riskengine.matching.blocking.queries import Queries
from riskengine.matching.blocking.spelling import LEAST
from riskengine.matching.blocking.terms import ORGANISED, PERSON

_TWICE = 2.0
_LONG_ENOUGH = 6  # letters of a name that is met as a whole though its words are others

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


def likely_pairs(
    rows: ListedRows,
    queries: Queries,
    answers: Answers,
    leading: Ints,
    spots: Ints,
    lead: Ints,
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
    key = answers.spot % rows.vocabulary.size
    weights, units, parts = queries.covers()
    alike = np.where(answers.alike >= LEAST, answers.alike, 0.0)
    met = alike > 0.0
    key_weights, key_units = rows.key_facts
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
    reading, row = np.divmod(spots, len(rows.row_text))
    sums = np.add.reduceat(covers[:, leading][:, lead], start, axis=1)
    sums += _spare(queries, answers, leading, covers)[:, reading]
    agreed, mine, mine_units, theirs, their_units, persons_ = sums
    facts, modes = queries.facts(), rows.row_modes[row]
    weight, units, parts, _ = (values[row].astype(np.float64) for values in rows.row_facts)
    likely = modes != PERSON
    likely &= may_reach(
        agreed,
        (facts[0][reading] - mine, weight - theirs),
        (facts[1][reading], units),
        (mine_units, their_units),
    )
    persons_ = parts_may_reach(persons_, facts[2][reading], parts)
    likely |= persons_ & (modes != ORGANISED)
    acronym = rows.vocabulary.marks[key[leading]] == ord("~")
    likely |= np.bitwise_or.reduceat(acronym[lead], start)
    close = np.zeros(len(spots), np.bool_)
    for ours, others in zip(queries.lengths, rows.row_lengths, strict=True):
        close |= np.abs(ours[reading] - others[row]) <= MOST_SLIPS
    close &= queries.lengths[0][reading] >= _LONG_ENOUGH
    return spots[likely], spots[close & ~likely]


def _spare(
    queries: Queries, answers: Answers, leading: Ints, covers: Floats
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
