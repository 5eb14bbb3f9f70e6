"""How well two names can compare at best, from what their words share.

The comparator's own formulas, without what can only lower a score: order, legal forms, generic
words that stand alone, how common a person's name is. So an estimate lies above the score or
little below it, and a pair whose estimate is low need not be compared.

The figures follow `organisations` and `persons`. `benchmarks/exhaustive.py` compares names
with every listed name and lists what an estimate hid.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from riskengine.matching.brands import BRAND_EVIDENCE, BRAND_NEUTRAL, BRAND_SLIP
from riskengine.matching.partial import (
    CONTRADICTION,
    HOMONYM_LEGAL_MISSING,
    HOMONYM_WORD,
    MISSING,
    PLACED,
)
from riskengine.matching.tally import HOMONYM_SPAN

FLOOR = 0.62  # estimate from which a pair is compared
_CONTRADICTION = 0.9 * CONTRADICTION  # some words meet in ways that no estimate sees
_GENERIC_EVIDENCE = 0.2  # of a generic word that agrees, at most
_ALONE = 0.04  # least cost of a generic word that has no answer
_BOTH_ALONE = 0.1  # the same where both names have one
_NEARLY = 0.05
_BRAND_WORDS = 5  # words of the longest bare brand, four of them Han characters
_GENERIC = 0.45  # names that share only generic words
# Words that agree and are the whole of one name, and share of all words: such may match, too.
_HELD_WORDS, _MOST_COVERED = 3, 0.75
_OTHER_NUMBER = FLOOR  # names alike but for a number are near misses
_MISSING_PART = 0.06  # a part of a person's name that one side lacks
_OTHER_PART = 0.45
_LONE_PART = 0.5
_SOFTENED = 0.8  # a slip weighs less among several parts
_SLACK = 1e-6

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Side:
    """One name of each pair: weight of its core, words, parts, numbers; whether it says a
    legal form."""

    weight: Floats
    units: Floats
    parts: Floats
    numbers: Floats
    legal: NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Shared:
    """What the names of each pair share.

    Attributes:
        agreed: distinctive weight that agrees, times similarity.
        weakest: least similarity of words that agree.
        query, listed: covered weight, words and parts of either side; numbers that agree.
        cores: distinctive words that agree.
        cost: sum of 1 - similarity over the parts that agree.
    """

    agreed: Floats
    weakest: Floats
    query: Side
    listed: Side
    cores: Floats
    cost: Floats


def organisations(query: Side, listed: Side, shared: Shared) -> Floats:
    """Estimates in [0, 1] for names compared as organisations'."""
    one = np.maximum(query.weight - shared.query.weight, 0.0)
    two = np.maximum(listed.weight - shared.listed.weight, 0.0)
    agreed = shared.agreed
    contradicted = np.minimum(one, two)
    missing = np.abs(one - two)
    core = agreed / np.maximum(agreed + _CONTRADICTION * contradicted, _SLACK)
    core *= 1.0 - MISSING * missing / np.maximum(agreed + contradicted + missing, _SLACK)
    core *= np.where(agreed < 1.5, shared.weakest, 1.0)
    left = np.maximum(query.units - shared.query.units, 0.0)
    right = np.maximum(listed.units - shared.listed.units, 0.0)
    generic = np.maximum(shared.query.units - shared.cores, 0.0)
    evidence = agreed + _GENERIC_EVIDENCE * generic
    homonym = np.clip((1.0 - evidence) / HOMONYM_SPAN, 0.0, 1.0)
    words = np.where(one + two > _SLACK, 0.0, left + right)  # generic ones that stand alone
    doubt = np.where(words == 1.0, PLACED, 1.0) * HOMONYM_WORD
    doubt = doubt + np.where(query.legal != listed.legal, 0.5 * HOMONYM_LEGAL_MISSING, 0.0)
    alone = np.where(np.minimum(left, right) > _SLACK, _BOTH_ALONE, _ALONE * words)
    alone = np.where(words > _SLACK, np.minimum(alone, _BOTH_ALONE), 0.0)
    score = core - np.where(left + right > _SLACK, doubt * homonym + alone, 0.0)
    brand = (contradicted <= _SLACK) & (evidence >= BRAND_EVIDENCE - _NEARLY)
    brand &= shared.weakest >= BRAND_SLIP - _NEARLY
    brand &= (~query.legal & (query.units <= _BRAND_WORDS) & (left <= 1.0) & (one <= _SLACK)) | (
        ~listed.legal & (listed.units <= _BRAND_WORDS) & (right <= 1.0) & (two <= _SLACK)
    )
    score = np.where(brand, np.maximum(score, BRAND_NEUTRAL * shared.weakest), score)
    whole = (left + right <= _SLACK) & (shared.query.units > 0)
    score = np.where(whole, np.maximum(score, shared.weakest), score)
    covered = (shared.query.units + shared.listed.units) / np.maximum(
        query.units + listed.units, 1.0
    )
    held = (np.minimum(left, right) <= _SLACK) & (
        (shared.query.units >= _HELD_WORDS) | (covered >= _MOST_COVERED)
    )
    by_generic = np.where(held, FLOOR, _GENERIC * covered)
    score = np.where((agreed <= _SLACK) & ~whole, by_generic, score)
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


def may_reach(
    agreed: Floats,
    rest: tuple[Floats, Floats],
    units: tuple[Floats, Floats],
    covered: tuple[Floats, Floats],
) -> NDArray[np.bool_]:
    """Whether `organisations` may give the floor.

    Args:
        agreed: most weight that agrees.
        rest: least weight of either name that has no answer.
        units: words of either name.
        covered: most words of either that agree.
    """
    one, two = np.maximum(rest[0], 0.0), np.maximum(rest[1], 0.0)
    contradicted = np.minimum(one, two)
    missing = np.abs(one - two)
    core = agreed / np.maximum(agreed + _CONTRADICTION * contradicted, _SLACK)
    core *= 1.0 - MISSING * missing / np.maximum(agreed + contradicted + missing, _SLACK)
    left = np.maximum(units[0] - covered[0], 0.0)
    right = np.maximum(units[1] - covered[1], 0.0)
    brand = (contradicted <= _SLACK) & (
        agreed + _GENERIC_EVIDENCE * covered[0] >= BRAND_EVIDENCE - _NEARLY
    )
    brand &= ((units[0] <= _BRAND_WORDS) & (left <= 1.0) & (one <= _SLACK)) | (
        (units[1] <= _BRAND_WORDS) & (right <= 1.0) & (two <= _SLACK)
    )
    share = (covered[0] + covered[1]) / np.maximum(units[0] + units[1], 1.0)
    held = (np.minimum(left, right) <= _SLACK) & (
        (covered[0] >= _HELD_WORDS) | (share >= _MOST_COVERED)
    )
    reached: NDArray[np.bool_] = (core >= FLOOR) | brand | held
    return reached


def parts_may_reach(agreed: Floats, query: Floats, listed: Floats) -> NDArray[np.bool_]:
    """The same for `persons`, by the parts that agree at most and those of either side."""
    one, two = np.maximum(query - agreed, 0.0), np.maximum(listed - agreed, 0.0)
    reached: NDArray[np.bool_] = np.minimum(one, two) < 1.0
    return reached & ((agreed >= 2) | (one + two <= 0))
