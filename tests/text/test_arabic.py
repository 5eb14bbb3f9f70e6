"""Arabic and Persian words: one spelling, stems, Latin spellings."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from riskengine.text import arabic


@pytest.mark.parametrize(
    ("one", "other"), [("أحمد", "احمد"), ("علی", "علي"), ("بانک", "بانك"), ("اللہ", "الله")]
)
def test_letters_that_writers_exchange_are_one(one: str, other: str) -> None:
    assert arabic.normal(one) == arabic.normal(other)


def test_letters_that_tell_words_apart_stay() -> None:
    assert arabic.normal("سيف") != arabic.normal("صيف")


@pytest.mark.parametrize(
    ("word", "stem"),
    [("الشركة", "شركه"), ("للصرافة", "صرافه"), ("والتنمية", "تنميه"), ("صنعتی", "صنعت")],
)
def test_a_word_is_looked_up_without_article_and_ending(word: str, stem: str) -> None:
    assert stem in set(arabic.lookups(word))


@pytest.mark.parametrize(
    ("name", "spelling"),
    [("محمد", "muhammad"), ("الظواهري", "zawahiri"), ("عبدالرحمن", "abdulrahman")],
)
def test_frequent_names_have_their_vowels(name: str, spelling: str) -> None:
    assert spelling in arabic.spellings(name)


@given(st.text(alphabet="ابتثجحخدذرزسشصضطظعغفقكلمنهويةءأؤئپچژگی", min_size=1, max_size=12))
def test_any_word_has_few_latin_spellings(word: str) -> None:
    forms = arabic.spellings(word)
    assert 1 <= len(forms) <= 8
    assert all(form.isascii() for form in forms)
