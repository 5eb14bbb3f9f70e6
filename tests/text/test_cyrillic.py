"""Stems of Cyrillic words: every gender, case and number meets."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from riskengine.text import cyrillic


@pytest.mark.parametrize(
    "forms",
    [
        ("авиационный", "авиационная", "авиационного", "авиационных"),
        ("завод", "завода", "заводы", "заводами"),
        ("национальный", "національного", "национален"),
        ("технология", "технологии", "технологий"),
        ("новый", "новая", "новое"),
    ],
)
def test_inflected_forms_share_a_stem(forms: tuple[str, ...]) -> None:
    assert len({cyrillic.stem(form) for form in forms}) == 1


@pytest.mark.parametrize(("one", "other"), [("завод", "звезда"), ("газовый", "газета")])
def test_other_words_have_other_stems(one: str, other: str) -> None:
    assert cyrillic.stem(one) != cyrillic.stem(other)


@pytest.mark.parametrize(
    ("word", "root"), [("тамбовский", "тамбов"), ("уральский", "урал"), ("пилюгина", "пилюгин")]
)
def test_adjectives_and_cases_lead_back_to_the_name(word: str, root: str) -> None:
    assert root in cyrillic.roots(word)


def test_the_bulgarian_article_goes() -> None:
    assert cyrillic.without_article("националната") == "национална"[:-1]
    assert cyrillic.without_article("завод") == "завод"


@given(st.text(alphabet="абвгдежзийклмнопрстуфхцчшщъыьэюяіїєґў", max_size=15))
def test_a_stem_never_fails_and_never_grows(word: str) -> None:
    assert len(cyrillic.stem(word)) <= len(word)
