"""Korean letters in Latin ones."""

from __future__ import annotations

import pytest

from riskengine.text import hangul, latin_forms


@pytest.mark.parametrize(
    ("text", "spelled"), [("한국", "hanguk"), ("평양", "pyeongyang"), ("조선", "joseon")]
)
def test_hangul_is_romanised_by_rule(text: str, spelled: str) -> None:
    assert hangul.romanised(text) == spelled
    assert spelled in latin_forms(text)


@pytest.mark.parametrize(
    ("one", "other"),
    [("joseon", "choson"), ("gim", "kim"), ("ryeonbong", "ryonbong"), ("bak", "pak")],
)
def test_romanisations_of_one_word_have_one_sound(one: str, other: str) -> None:
    assert hangul.sound(one) == hangul.sound(other)


def test_popular_spellings_of_surnames_are_among_the_sounds() -> None:
    assert hangul.sound("park") in hangul.sounds("박")
    assert hangul.sound("lee") in hangul.sounds("리")


def test_other_text_is_no_hangul() -> None:
    assert not hangul.is_hangul("Kim 金")
    assert hangul.syllable("金") == ""
