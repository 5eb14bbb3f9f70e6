"""Pairs of a name and a listed row that are worth an estimate."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from riskengine.matching.blocking.answers import Answers
from riskengine.matching.blocking.columns import ranges
from riskengine.matching.blocking.combine import distinct
from riskengine.matching.blocking.likely import likely_pairs
from riskengine.matching.blocking.listed import ListedRows
from riskengine.matching.blocking.queries import Queries
from riskengine.matching.blocking.rows import HALF

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Pairs:
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


def gather(
    rows: ListedRows, queries: Queries, answers: Answers, wanted: NDArray[np.bool_]
) -> Pairs:
    """Readings and rows that share a rare word, words written as one, or half their letters.

    Args:
        wanted: per listed spelling whether it is searched.
    """
    size = len(rows.row_text)
    leads = queries.leads[answers.word] | queries.leads[answers.part]
    leading = np.flatnonzero(leads & (answers.spot >= 0))
    reading, key = np.divmod(answers.spot[leading], rows.vocabulary.size)
    first = rows.posting_places[key].astype(np.int64)
    counts = rows.posting_places[key + 1].astype(np.int64) - first
    met = rows.postings[ranges(first, counts)].astype(np.int64)
    met, doubted = likely_pairs(
        rows,
        queries,
        answers,
        leading,
        np.repeat(reading, counts) * size + met,
        np.repeat(np.arange(len(leading)), counts),
    )
    joins = queries.joins()
    found = np.searchsorted(rows.join_keys, joins.keys.astype(np.uint32), "left")
    last = max(len(rows.join_keys) - 1, 0)
    has = np.flatnonzero(rows.join_keys[np.minimum(found, last)] == joins.keys)
    found = found[has]
    ends = np.searchsorted(rows.join_keys, joins.keys[has].astype(np.uint32), "right")
    spots = ranges(found, ends - found)
    asked = np.repeat(has, ends - found)
    # Words divided into as many are the words themselves, which meet anyway.
    other = rows.join_words[spots] != joins.words[asked]
    spots, asked = spots[other], asked[other]
    join_met = rows.join_rows[spots].astype(np.int64)
    join_reading = joins.owner[asked]
    halved = rows.join_words[spots] == HALF
    near, likeness = rows.near(queries, join_reading[halved], join_met[halved].astype(np.int64))
    spots, asked = spots[~halved], asked[~halved]
    join_met, join_reading = join_met[~halved], join_reading[~halved]
    here = np.concatenate((met, join_reading * size + join_met))
    keep = rows.allowed(queries, here, wanted)
    joined = np.flatnonzero(keep[len(met) :])
    far, far_likeness = rows.near(
        queries, *np.divmod(doubted[rows.allowed(queries, doubted, wanted)], size)
    )
    near, likeness = np.concatenate((near, far)), np.concatenate((likeness, far_likeness))
    allowed = rows.allowed(queries, near, wanted)
    near, likeness = near[allowed], likeness[allowed]
    return Pairs(
        distinct(np.concatenate((here[keep], near))),
        here[len(met) :][joined],
        joins.units[asked][joined],
        rows.join_units[spots][joined].astype(np.float64),
        near,
        likeness,
    )
