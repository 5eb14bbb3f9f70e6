"""How alike words of queries and listed words can be, in bulk, and how alike they are, in turn.

Few of the words that meet stand in names worth comparing, so what is dear is asked for last.
The limits follow `slips.slip_similarity` and `person_parts.part_cost`.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from riskengine.matching.blocking.spelling import mixed_similarity, part_similarity
from riskengine.matching.slips import slip_similarity

# What a pair of words is asked for; a pair of none of these is what its limit says.
BY_SLIP, BY_PART, MIXED, LISTED_GENERIC = 1, 2, 4, 8
FAR = 3  # slips of words that have too many, or that met without their letters being compared
_SHORTEST = 4  # letters from which a slip is forgiven
_PLURAL, _SOUND, _TWO = 0.3, 0.6, 2.0  # least cost of a slip by the letters of the longer word
_TWO_FROM = 7
_LIKEST_SLIP, _LIKEST_PART = 0.96, 0.97

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


def word_limits(left: Ints, right: Ints, slips: Ints, sounds: NDArray[np.bool_]) -> Floats:
    """Greatest similarity of two words of organisations' names.

    Args:
        left, right: letters of either word.
        slips: at most `FAR`.
        sounds: whether they sound alike.
    """
    long, short = np.maximum(left, right), np.minimum(left, right)
    one = np.where(left == right, _SOUND, _PLURAL)
    cost = np.where(slips == 1, one, np.where((slips == 2) & (short >= _TWO_FROM), _TWO, np.inf))
    cost = np.where(sounds & (short > _SHORTEST), np.minimum(cost, _SOUND), cost)
    cost[short < _SHORTEST] = np.inf
    limits: Floats = np.maximum(1.0 - cost / long, 0.0)
    limits[slips == 0] = 1.0
    return limits


def part_limits(slips: Ints, met: NDArray[np.bool_]) -> Floats:
    """The same for parts of persons' names.

    Args:
        met: whether they met otherwise than by their letters.
    """
    limits: Floats = np.where(met, _LIKEST_PART, np.where(slips < FAR, _LIKEST_SLIP, 0.0))
    limits[slips == 0] = 1.0
    return limits


def similarity(left: str, right: str, asked: int) -> tuple[float, float]:
    """How alike two words are in names of organisations and of persons."""
    if asked & MIXED:
        return mixed_similarity(left, right, bool(asked & LISTED_GENERIC)), 0.0
    return (
        slip_similarity(left, right) if asked & BY_SLIP else 0.0,
        part_similarity(left, right) if asked & BY_PART else 0.0,
    )
