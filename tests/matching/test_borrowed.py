"""Cyrillic words that write the sound of foreign ones."""

from __future__ import annotations

import pytest

from riskengine.matching.borrowed import cognate, sounds_alike


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


@pytest.mark.parametrize(
    ("stem", "english"),
    [
        ("revolyutsionn", "revolutionary"),
        ("geografsk", "geographical"),
        ("depozitarn", "depository"),
    ],
)
def test_international_words_are_recognised_in_both_languages(stem: str, english: str) -> None:
    assert cognate(stem, english)


@pytest.mark.parametrize(
    ("stem", "english"),
    [("vektor", "viktoria"), ("institut", "anozit"), ("mekhanich", "municipal")],
)
def test_words_of_another_origin_are_not(stem: str, english: str) -> None:
    assert not cognate(stem, english)
