"""Foreign names written by their sound."""

from __future__ import annotations

import pytest

from riskengine.matching.han_borrowed import borrowed, is_borrowing


@pytest.mark.parametrize(
    ("run", "word"),
    [
        ("特斯拉", "tesla"),
        ("阿里巴巴", "alibaba"),
        ("哈德森", "hudson"),
        ("洛克希德马丁", "lockheedmartin"),
        ("埃科达因", "echodyne"),
        ("マイクロ", "micro"),
    ],
)
def test_a_name_is_recognised_by_its_sound(run: str, word: str) -> None:
    assert borrowed(run, word)


@pytest.mark.parametrize(
    ("run", "word"),
    [
        ("洛克希德马丁", "raytheon"),
        ("特斯拉", "toyota"),
        ("欣天", "sinodaan"),  # two characters prove nothing
        ("宏力机械", "honglimachinery"),  # not characters that write foreign names
        ("特斯拉", "t1"),
        ("埃科达因", "irgcn"),  # an acronym is not spoken
        ("マイクロ", "macro5"),
        ("チョヨンチュン", "kimkyonghui"),  # the same consonants as kana has them
        ("リホナム", "riafna"),
    ],
)
def test_another_name_is_not(run: str, word: str) -> None:
    assert not borrowed(run, word)


def test_characters_of_foreign_names_are_known() -> None:
    assert is_borrowing("阿里巴巴")
    assert not is_borrowing("宏力")
