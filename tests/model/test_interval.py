"""Shares and partial dates as intervals."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from riskengine.model.entity import Listing
from riskengine.model.interval import DateRange, Stake
from riskengine.vocab import ListingState


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2025", "2025-01-01", "2025-12-31"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2025-01-16", "2025-01-16", "2025-01-16"),
        ("2023-06-13/2023-06-16", "2023-06-13", "2023-06-16"),
        ("2023/2024-03", "2023-01-01", "2024-03-31"),
    ],
)
def test_partial_dates_are_ranges(text: str, first: str, last: str) -> None:
    found = DateRange.parse(text)
    assert (found.earliest.isoformat(), found.latest.isoformat()) == (first, last)


@pytest.mark.parametrize("text", ["", "25", "2025-13", "2025-02-30", "soon", "2025-01-01/2024"])
def test_no_dates_are_refused(text: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011
        DateRange.parse(text)


@given(st.dates(), st.dates())
def test_a_range_reads_back_as_itself(one: dt.date, other: dt.date) -> None:
    found = DateRange(min(one, other), max(one, other))
    assert DateRange.parse(str(found)) == found


@pytest.mark.parametrize(("low", "high"), [(-1, 5), (5, 101), (60, 50)])
def test_no_shares_are_refused(low: float, high: float) -> None:
    with pytest.raises(ValueError, match="share"):
        Stake(low, high)


def test_shares_in_words() -> None:
    assert [str(Stake()), str(Stake.exactly(24)), str(Stake(0, 9))] == [
        "unknown share",
        "24 %",
        "0 to 9 %",
    ]


def test_a_listing_without_a_date_counts_as_listed() -> None:
    assert Listing("p", "a").state(dt.date(1990, 1, 1)) is ListingState.ACTIVE
