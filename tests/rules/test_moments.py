"""Days counted from the as-of date."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from riskengine.rules.moments import LONGEST, UNITS, back, moment

DAY = dt.date(2024, 2, 29)


@pytest.mark.parametrize(
    ("number", "unit", "expected"),
    [
        (30, "days", "2024-01-30"),
        (0, "months", "2024-02-29"),
        (12, "months", "2023-02-28"),
        (48, "months", "2020-02-29"),
        (2, "months", "2023-12-29"),
        (1, "years", "2023-02-28"),
        (-1, "months", "2024-03-29"),
        (LONGEST, "years", "0001-01-01"),
        (10**6, "days", "0001-01-01"),
        (-LONGEST, "years", "9999-12-31"),
        (-(10**7), "days", "9999-12-31"),
    ],
)
def test_a_day_that_the_month_lacks_becomes_its_last(number: int, unit: str, expected: str) -> None:
    assert back(DAY, number, unit) == dt.date.fromisoformat(expected)


@given(
    st.dates(),
    st.integers(-LONGEST, LONGEST),
    st.integers(0, LONGEST),
    st.sampled_from(UNITS),
)
def test_counting_further_back_never_gives_a_later_day(
    day: dt.date, number: int, more: int, unit: str
) -> None:
    assert back(day, number + more, unit) <= back(day, number, unit)


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        (dt.date(2020, 1, 1), "2020-01-01"),
        ("as_of", "2024-02-29"),
        ("as_of - 12 months", "2023-02-28"),
        ("as_of-1 day", "2024-02-28"),
        ("as_of + 2 years", "2026-02-28"),
    ],
)
def test_a_moment_is_fixed_or_counted_from_the_as_of_date(raw: object, expected: str) -> None:
    found = moment(raw)
    assert found is not None
    assert found.on(DAY) == dt.date.fromisoformat(expected)


@pytest.mark.parametrize(
    "raw", ["today", "2020-01-01", "as_of - months", "as_of - 12 weeks", "as_of - 999999 days", 3]
)
def test_anything_else_is_no_moment(raw: object) -> None:
    assert moment(raw) is None
