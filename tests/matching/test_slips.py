"""A slip of the hand is forgiven by how much of the word it changes."""

from __future__ import annotations

import pytest

from riskengine.matching.slips import slip_similarity


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("huawei", "hauwei"),
        ("severstal", "severstall"),
        ("rosoboronexport", "rosoboronexprt"),
        ("hizballah", "hezbollah"),
        ("transcapital", "transkapital"),
    ],
)
def test_one_word_with_a_slip_is_still_the_word(left: str, right: str) -> None:
    assert slip_similarity(left, right) >= 0.75
    assert slip_similarity(left, right) == slip_similarity(right, left)


@pytest.mark.parametrize(
    ("left", "right"), [("oil", "ore"), ("zhihu", "weibo"), ("alpha", "omega"), ("abc1", "abc2")]
)
def test_other_words_and_short_words_are_not_alike(left: str, right: str) -> None:
    assert slip_similarity(left, right) == 0.0


def test_a_slip_costs_more_in_a_short_word_and_in_the_first_letter() -> None:
    assert slip_similarity("zhipu", "zhihu") < slip_similarity("gazprombank", "gazprombonk")
    assert slip_similarity("vatura", "datura") < slip_similarity("datura", "datula")


def test_exchanged_letters_cost_less_than_another_letter() -> None:
    assert slip_similarity("mashprom", "mahsprom") > slip_similarity("mashprom", "mahhprom")
