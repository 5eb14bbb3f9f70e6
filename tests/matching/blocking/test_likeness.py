"""Limits of similarity lie at or above the similarity, and what meets is told how."""

from __future__ import annotations

import numpy as np
import pytest

from riskengine.matching.blocking.hashing import letter_sets
from riskengine.matching.blocking.likeness import (
    BY_PART,
    BY_SLIP,
    FAR,
    LISTED_GENERIC,
    MIXED,
    part_limits,
    similarity,
    word_limits,
)
from riskengine.matching.blocking.words import halves, near_halves

_SLIPS = [
    ("zorvanqel", "zorvanqle", 1),
    ("zorvanqel", "zorvanqell", 1),
    ("zorvanqel", "zorvenqel", 1),
    ("initiative", "initiatives", 1),
    ("zorvanqel", "zorvinqil", 2),
    ("zorv", "zorb", 1),
    ("zor", "zob", 1),
    ("mirsal", "mirsal", 0),
]


@pytest.mark.parametrize(("left", "right", "slips"), _SLIPS)
def test_limits_are_never_below_the_similarity(left: str, right: str, slips: int) -> None:
    lengths = np.array([len(left)]), np.array([len(right)])
    asked = np.array([slips])
    by_word, by_part = similarity(left, right, BY_SLIP | BY_PART)
    assert word_limits(*lengths, asked, np.array([False]))[0] >= by_word
    assert part_limits(asked, np.array([False]))[0] >= by_part


def test_words_of_one_sound_have_a_limit_though_their_letters_differ() -> None:
    lengths = np.array([9]), np.array([6])
    far = np.array([FAR])
    assert word_limits(*lengths, far, np.array([False]))[0] == 0.0
    assert word_limits(*lengths, far, np.array([True]))[0] > 0.9
    assert part_limits(far, np.array([False]))[0] == 0.0
    assert part_limits(far, np.array([True]))[0] > 0.9


def test_a_shortening_answers_the_longer_generic_word_alone() -> None:
    assert similarity("tech", "technologies", MIXED | LISTED_GENERIC)[0] > 0.9
    assert similarity("technologies", "tech", MIXED)[0] > 0.9
    assert similarity("tech", "technologies", MIXED)[0] == 0.0


def test_letter_sets_differ_by_two_at_most_for_a_slip() -> None:
    sets = letter_sets(["zorvanqel", "zorvanqil", "", "zorvanqel", "мирсал"])
    assert np.bitwise_count(sets[0] ^ sets[1]) == 2
    assert sets[2] == 0
    assert sets[0] == sets[3]
    assert not len(letter_sets([]))


@pytest.mark.parametrize("letters", ["zorvanq", "zorvanqe", "zorvanqel", "zorvanqeli"])
def test_near_halves_are_those_of_neighbouring_lengths(letters: str) -> None:
    count = len(letters)
    wanted = {half for total in (count - 1, count, count + 1) for half in halves(letters, total)}
    assert set(near_halves(letters)) == wanted
