from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from riskengine.model.interval import DateRange
from riskengine.watchlist.federal_register import (
    Citation,
    build_calendar,
    bundled_calendar,
    calendar_from_tsv,
    calendar_to_tsv,
    issue_dates,
    parse_citations,
    parse_issue,
)


def _day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("84 FR 22963; 84 FR 43495", [Citation(84, 22963), Citation(84, 43495)]),
        ("84  FR 21233", [Citation(84, 21233)]),
        ("80FR 69852", [Citation(80, 69852)]),
        ("83 FR 44824;", [Citation(83, 44824)]),
        ("81 F.R. 12459 3/9/2016", [Citation(81, 12459, dt.date(2016, 3, 9))]),
        ("87 F.R.38707 6/29/22", [Citation(87, 38707, dt.date(2022, 6, 29))]),
        ("73 FR 54503 (9/22/08)", [Citation(73, 54503, dt.date(2008, 9, 22))]),
        ("76 FR no. 242 pg. 78146", [Citation(76, 78146)]),
        ("77 FR 61249 No. 195", [Citation(77, 61249, None, 195)]),
        (
            "79 FR 24566; 5/1/14; 83 FR 3580; 1/26/18",
            [Citation(79, 24566, dt.date(2014, 5, 1)), Citation(83, 3580, dt.date(2018, 1, 26))],
        ),
        ("86 F.R. 66277 11/22/201", [Citation(86, 66277)]),
        ("82 F.R. 2312 1/9/2018", [Citation(82, 2312)]),  # the year is not the volume's
        ("85 FR 83420; 88 FR", [Citation(85, 83420)]),
        ("NEW NOTICE SOON", []),
    ],
)
def test_printed_citations_are_read(text: str, found: list[Citation]) -> None:
    assert list(parse_citations(text)) == found


def test_a_citation_by_issue_gives_its_day() -> None:
    assert parse_issue("Vol. 86, No. 71, 04/15/2021") == DateRange.parse("2021-04-15")
    assert parse_issue("Vol. 86, No. 71, 04/15/2012") is None


def test_a_page_lies_between_its_neighbours() -> None:
    anchors = [Citation(87, 100, _day("2022-01-10")), Citation(87, 500, _day("2022-02-01"))]
    calendar, rejected = build_calendar(anchors)
    assert rejected == 0
    assert calendar.date_of(Citation(87, 100)) == DateRange.parse("2022-01-10")
    assert str(calendar.date_of(Citation(87, 300))) == "2022-01-10/2022-02-01"
    assert str(calendar.date_of(Citation(87, 50))) == "2022-01-01/2022-01-10"
    assert str(calendar.date_of(Citation(87, 900))) == "2022-02-01/2022-12-31"
    assert str(calendar.date_of(Citation(87, 900), not_after=_day("2022-03-01"))) == (
        "2022-02-01/2022-03-01"
    )
    assert str(calendar.date_of(Citation(60, 7))) == "1995"


def test_a_slip_is_rejected_even_when_copied() -> None:
    good = [Citation(87, 100 * at, _day(f"2022-0{at}-01")) for at in range(1, 9)]
    slip = Citation(87, 450, _day("2022-01-02"))
    calendar, rejected = build_calendar([*good, *[slip] * 20])
    assert rejected == 1
    assert str(calendar.date_of(Citation(87, 450))) == "2022-04-01/2022-05-01"


@given(
    st.lists(
        st.tuples(st.integers(1, 2000), st.dates(dt.date(2022, 1, 1), dt.date(2022, 12, 31))),
        max_size=30,
    ),
    st.integers(1, 2100),
)
def test_kept_pages_and_dates_ascend_together(points: list[tuple[int, dt.date]], page: int) -> None:
    calendar, rejected = build_calendar(Citation(87, number, day) for number, day in points)
    kept = calendar.anchors.get(87, ())
    assert len(kept) + rejected == len(set(points))
    assert [number for number, _ in kept] == sorted({number for number, _ in kept})
    assert [day for _, day in kept] == sorted(day for _, day in kept)
    span = calendar.date_of(Citation(87, page))
    later = calendar.date_of(Citation(87, page + 1))
    assert span.earliest <= later.latest
    assert calendar_from_tsv("# head\n" + calendar_to_tsv(calendar)) == calendar


def test_the_issue_number_narrows_a_page() -> None:
    calendar, _ = build_calendar(
        [Citation(77, 60000, _day("2012-10-01")), Citation(77, 70000, _day("2012-11-20"))]
    )
    narrow = calendar.date_of(Citation(77, 61249, None, 195))
    assert str(narrow) == "2012-10-09/2012-10-10"
    # A number that contradicts the page is not believed.
    assert str(calendar.date_of(Citation(77, 61249, None, 20))) == "2012-10-01/2012-11-20"


@pytest.mark.parametrize(
    ("year", "number", "day"),
    [
        (1999, 240, "1999-12-15"),
        (2013, 38, "2013-02-26"),
        (2023, 151, "2023-08-08"),
        (2021, 71, "2021-04-15"),
        (1994, 230, "1994-12-01"),
    ],
)
def test_issue_numbers_count_working_days(year: int, number: int, day: str) -> None:
    found = issue_dates(year, number)
    assert found is not None
    assert found.earliest <= _day(day) <= found.latest
    assert (found.latest - found.earliest).days <= 5


def test_an_issue_number_beyond_the_year_is_no_date() -> None:
    assert issue_dates(2020, 0) is None
    assert issue_dates(2020, 300) is None


def test_the_bundled_pages_agree_with_rules_known_otherwise() -> None:
    calendar = bundled_calendar()
    for citation, day in [
        ("90 FR 1105", "2025-01-07"),  # section 1260H notice
        ("90 FR 4617", "2025-01-16"),
        ("89 FR 86230", "2024-10-29"),
        ("83 FR 37423", "2018-08-01"),
        ("85 FR 83799", "2020-12-23"),
    ]:
        span = calendar.date_of(parse_citations(citation)[0])
        assert span.earliest <= _day(day) <= span.latest, citation
