"""Names in other scripts have Latin spellings."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from riskengine.text import latin_forms
from riskengine.text.han import readings, simplified


@pytest.mark.parametrize(
    ("name", "spelling"),
    [
        ("智谱", "zhipu"),
        ("长鑫", "changxin"),  # 长 reads zhang or chang
        ("重庆", "chongqing"),
        ("長鑫存儲", "changxincunchu"),
        ("Газпром нефть", "gazprom neft"),
        ("Хабаровск", "khabarovsk"),
        ("Юрий", "yuriy"),
        ("Юрий", "iurii"),
        ("Григорій", "hryhorii"),
    ],
)
def test_the_usual_spelling_is_among_the_forms(name: str, spelling: str) -> None:
    assert spelling in latin_forms(name)


def test_latin_text_has_no_forms() -> None:
    assert latin_forms("Huawei 5") == ()


def test_traditional_characters_become_simplified_one_by_one() -> None:
    assert simplified("長鑫存儲") == "长鑫存储"


def test_a_character_without_a_reading_has_none() -> None:
    assert readings("A") == ()


@given(st.text(max_size=30))
def test_any_text_gives_at_most_eight_forms(text: str) -> None:
    forms = latin_forms(text)
    assert len(forms) <= 8
    assert len(set(forms)) == len(forms)
