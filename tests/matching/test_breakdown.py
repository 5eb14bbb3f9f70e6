"""The rows of a comparison sum to its score."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from riskengine.matching import compare_names
from riskengine.matching.breakdown import exact, quoted
from riskengine.model.match import ComparisonRow
from riskengine.vocab import EntityKind

_WORDS = st.sampled_from(
    (
        *("Beijing", "Zhipu", "Huazhang", "Technology", "Co", "Ltd", "LLC", "Oil", "Bank", "38th"),
        *("SMIC", "Газпром", "智谱", "Severn", "Sevren", "Petrov", "Group", "of", "Marine", "Inc"),
        *("Mairne", "Trading", "Holdings", "Zorvan", "Zorvna", "II", "2", "Iran", "Central"),
    )
)
_NAMES = st.lists(_WORDS, min_size=1, max_size=6).map(" ".join)


@given(_NAMES, _NAMES, st.sampled_from([EntityKind.COMPANY, EntityKind.UNKNOWN]))
@settings(max_examples=300, deadline=None)
def test_rows_sum_to_the_score(left: str, right: str, kind: EntityKind) -> None:
    comparison = compare_names(left, right, kind=kind)
    assert round(sum(row.value for row in comparison.rows), 4) == comparison.score


@given(st.text(max_size=30), st.text(max_size=30))
@settings(max_examples=150, deadline=None)
def test_rows_of_any_texts_sum_to_the_score(left: str, right: str) -> None:
    comparison = compare_names(left, right)
    assert round(sum(row.value for row in comparison.rows), 4) == comparison.score


def test_what_agrees_adds_and_what_differs_takes_away() -> None:
    rows = compare_names("Zorvan Qelim Marine LLC", "Zorvan Tesket Marine LLC").rows
    assert [row.value > 0 for row in rows if row.how == "same"] == [True, True]
    (differs,) = (row for row in rows if row.how == "differs")
    assert (differs.left, differs.right) == ("Qelim", "Tesket")
    assert differs.value < 0


def test_another_legal_form_is_a_row() -> None:
    rows = compare_names("Zorvan Marine LLC", "Zorvan Marine Inc").rows
    assert any(row.how == "legal form" and row.value < 0 for row in rows)


def test_what_rounding_lost_goes_to_the_first_row() -> None:
    thirds = [ComparisonRow("a", "a", "same", 0.3333) for _ in range(3)]
    assert [row.value for row in exact(thirds, 1.0)] == [0.3334, 0.3333, 0.3333]


@pytest.mark.parametrize(
    ("texts", "shown"),
    [
        (["a"], '"a"'),
        (["a", "b"], '"a" and "b"'),
        (["a", "b", "c", "d", "e"], '"a", "b", "c" and 2 more words'),
    ],
)
def test_quoted_words(texts: list[str], shown: str) -> None:
    assert quoted(texts) == shown
