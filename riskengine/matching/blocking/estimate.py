"""How well two names can compare at best, from what their words share.

The comparator's own formulas, without what can only lower a score: order, legal forms, generic
words that stand alone, how common a person's name is. So an estimate lies above the score or
little below it, and a pair whose estimate is low need not be compared.

The figures follow `organisations` and `persons`. `benchmarks/throughput.py --exhaustive N`
compares N names with every listed name and lists what an estimate hid.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

FLOOR = 0.62  # estimate from which a pair is compared
_CONTRADICTION = 1.5  # cost of distinctive words that differ, against those that agree
_MISSING = 0.62  # share lost when all of the core is missing
_FULL_EVIDENCE = 0.8  # weight of agreeing words from which they are proof
_LEAST_EVIDENCE = 0.45
_BRAND = 0.9  # a bare brand and a longer name
_BRAND_WORDS = 3  # words of the longest bare brand
_GENERIC = 0.45  # names that share only generic words
_MOST_COVERED = 0.75  # share of the words from which such names may match all the same
_OTHER_NUMBER = FLOOR  # names alike but for a number are near misses
_MISSING_PART = 0.06  # a part of a person's name that one side lacks
_OTHER_PART = 0.45
_LONE_PART = 0.5
_SOFTENED = 0.8  # a slip weighs less among several parts
_SLACK = 1e-6

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Side:
    """One name of each pair: weight of its core, words, parts, numbers."""

    weight: Floats
    units: Floats
    parts: Floats
    numbers: Floats


@dataclass(frozen=True, slots=True)
class Shared:
    """What the names of each pair share.

    Attributes:
        agreed: distinctive weight that agrees, times similarity.
        weakest: least similarity of words that agree.
        query, listed: covered weight, words and parts of either side; numbers that agree.
        cost: sum of 1 - similarity over the parts that agree.
    """

    agreed: Floats
    weakest: Floats
    query: Side
    listed: Side
    cost: Floats


def organisations(query: Side, listed: Side, shared: Shared) -> Floats:
    """Estimates in [0, 1] for names compared as organisations'."""
    one = np.maximum(query.weight - shared.query.weight, 0.0)
    two = np.maximum(listed.weight - shared.listed.weight, 0.0)
    agreed = shared.agreed
    contradicted = np.minimum(one, two)
    missing = np.abs(one - two)
    core = agreed / np.maximum(agreed + _CONTRADICTION * contradicted, _SLACK)
    core *= 1.0 - _MISSING * missing / np.maximum(agreed + contradicted + missing, _SLACK)
    core *= np.where(agreed < 1.5, shared.weakest, 1.0)
    evidence = np.minimum(agreed / _FULL_EVIDENCE, 1.0)
    score = core * (_LEAST_EVIDENCE + (1.0 - _LEAST_EVIDENCE) * evidence)
    bare = np.minimum(query.units, listed.units) <= _BRAND_WORDS
    brand = (contradicted <= _SLACK) & bare & (agreed >= _FULL_EVIDENCE - 0.15)
    score = np.where(brand, np.maximum(score, _BRAND * shared.weakest), score)
    left = np.maximum(query.units - shared.query.units, 0.0)
    right = np.maximum(listed.units - shared.listed.units, 0.0)
    whole = (left + right <= _SLACK) & (shared.query.units > 0)
    score = np.where(whole, np.maximum(score, shared.weakest), score)
    covered = (shared.query.units + shared.listed.units) / np.maximum(
        query.units + listed.units, 1.0
    )
    generic = np.where(covered >= _MOST_COVERED, FLOOR, _GENERIC * covered)
    score = np.where((agreed <= _SLACK) & ~whole, generic, score)
    others = (query.numbers > shared.query.numbers) & (listed.numbers > shared.listed.numbers)
    numbers = query.numbers + listed.numbers - shared.query.numbers - shared.listed.numbers
    alike = left + right <= numbers
    return np.where(others, np.where(alike, _OTHER_NUMBER, 0.0), score)


def persons(query: Side, listed: Side, shared: Shared) -> Floats:
    """Estimates in [0, 1] for names compared as persons'."""
    one = np.maximum(query.parts - shared.query.parts, 0.0)
    two = np.maximum(listed.parts - shared.listed.parts, 0.0)
    agreed = np.minimum(shared.query.parts, shared.listed.parts)
    contradicted = np.minimum(one, two)
    missing = np.maximum(one, two) - contradicted
    soft = np.where(agreed > 2, _SOFTENED, 1.0)
    score = 1.0 - shared.cost * soft - _MISSING_PART * np.minimum(missing, 3.0)
    score -= _OTHER_PART * contradicted
    lone = (agreed < 2) & (one + two > 0)
    score = np.where(lone, np.minimum(score, _LONE_PART), score)
    return np.where(agreed > 0, np.maximum(score, 0.0), 0.0)
