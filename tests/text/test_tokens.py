"""Words carry exact offsets."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from riskengine.text import words
from riskengine.text.tokens import word_texts


def test_latin_and_han_beside_each_other_are_two_words() -> None:
    assert [word.text for word in words("中芯国际SMIC, O'Neil 123")] == [
        "中芯国际",
        "SMIC",
        "O'Neil",
        "123",
    ]


@given(st.text())
def test_offsets_point_at_the_words_in_order_without_overlap(text: str) -> None:
    end = 0
    for word in words(text):
        assert text[word.start : word.end] == word.text
        assert word.start >= end
        end = word.end


@given(st.text())
def test_the_texts_are_those_of_the_words(text: str) -> None:
    assert word_texts(text) == [word.text for word in words(text)]


@given(st.text(alphabet="aB1_'. -&"))
def test_ascii_texts_are_those_of_the_words(text: str) -> None:
    assert word_texts(text) == [word.text for word in words(text)]
