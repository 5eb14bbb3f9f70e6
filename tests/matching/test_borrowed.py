"""Cyrillic words that write the sound of foreign ones."""

from __future__ import annotations

import pytest

from riskengine.matching.borrowed import sounds_alike


@pytest.mark.parametrize(
    ("romanised", "foreign"),
    [
        ("feniks", "phoenix"),
        ("akvamarin", "aquamarine"),
        ("treys", "trace"),
        ("menedzhment", "management"),
        ("kemikals", "chemicals"),
        ("neptun", "neptune"),
        ("promtekhnologiya", "promtechnology"),
    ],
)
def test_foreign_words_are_recognised_by_sound(romanised: str, foreign: str) -> None:
    assert sounds_alike(romanised, foreign)


@pytest.mark.parametrize(
    ("romanised", "foreign"),
    [("signal", "sigma"), ("almaz", "lamaz"), ("vektor", "victoria"), ("bor", "bari"), ("a", "a")],
)
def test_other_words_are_not(romanised: str, foreign: str) -> None:
    assert not sounds_alike(romanised, foreign)
