"""Cutting a text into paragraphs and sentences."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from riskengine.extract.sentences import MAX_SENTENCE, paragraphs


def cut(text: str) -> list[str]:
    return [text[s.start : s.end] for p in paragraphs(text) for s in p.sentences]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Orvex Co. Ltd. said so. It left.", ["Orvex Co. Ltd. said so.", "It left."]),
        ("Dr. Ada Lum spoke. Mr. Oss did not.", ["Dr. Ada Lum spoke.", "Mr. Oss did not."]),
        ("The U.S. Treasury acted. All agreed.", ["The U.S. Treasury acted.", "All agreed."]),
        ("It fell under E.O. 14024. Nothing else.", ["It fell under E.O. 14024.", "Nothing else."]),
        ("It grew 3.5% in 2020. Good.", ["It grew 3.5% in 2020.", "Good."]),
        ("He bought Orvex Inc. Brandt Oy did not.", ["He bought Orvex Inc.", "Brandt Oy did not."]),
        ("Orvex Inc. Chief Executive Ada Lum left.", ["Orvex Inc. Chief Executive Ada Lum left."]),
        ("甲公司获投资。乙公司没有！", ["甲公司获投资。", "乙公司没有！"]),
        ("Завод «Ладь» закрыт. Сделка отменена.", ["Завод «Ладь» закрыт.", "Сделка отменена."]),
    ],
)
def test_full_stops_that_end_a_sentence_and_those_that_do_not(
    text: str, expected: list[str]
) -> None:
    assert cut(text) == expected


def test_hard_wrapped_lines_are_one_sentence() -> None:
    text = (
        "The supervisory board of Orvex Holding said on Tuesday that it would\n"
        "Sell a minority stake in the yard to a buyer that it did not name to\n"
        "the press."
    )
    assert len(cut(text)) == 1


def test_list_items_stand_alone_and_know_their_mark() -> None:
    text = "Owners:\n- Orvex Oy: 40%\n- Brandt Ab: 60%\nThe rest follows."
    found = paragraphs(text)
    assert [p.bullet for p in found] == [False, True, True, False]
    assert text[found[1].mark : found[1].end] == "- Orvex Oy: 40%"


def test_a_very_long_line_is_cut_into_bounded_sentences() -> None:
    text = "orvex " * 5_000
    assert max(len(piece) for piece in cut(text)) <= MAX_SENTENCE


@given(st.text(max_size=400))
def test_sentences_are_ordered_do_not_overlap_and_are_never_empty(text: str) -> None:
    spans = [(s.start, s.end) for p in paragraphs(text) for s in p.sentences]
    assert all(start < end for start, end in spans)
    assert all(left[1] <= right[0] for left, right in pairwise(spans))
