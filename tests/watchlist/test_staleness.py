from __future__ import annotations

import datetime as dt

import pytest

from riskengine.model.entity import SnapshotInfo
from riskengine.vocab import ListRole, Measure
from riskengine.watchlist import freshness, freshness_of


def _info(list_id: str = "x-a", *, complete: bool = True) -> SnapshotInfo:
    return SnapshotInfo(
        list_id=list_id,
        title="Test list",
        publisher="Nobody",
        jurisdiction="XX",
        role=ListRole.WATCHLIST,
        measure=Measure.LICENCE,
        list_date=dt.date(2026, 7, 31),
        retrieved_on=dt.date(2026, 7, 31),
        source_url="",
        licence="CC0",
        records=1,
        sha256="0" * 64,
        stale_after_days=30,
        complete=complete,
    )


@pytest.mark.parametrize(
    ("as_of", "age", "stale", "newer"),
    [
        (dt.date(2026, 7, 31), 0, False, False),
        (dt.date(2026, 8, 30), 30, False, False),
        (dt.date(2026, 8, 31), 31, True, False),
        (dt.date(2026, 7, 30), -1, False, True),
    ],
)
def test_age_and_warnings(as_of: dt.date, age: int, stale: bool, newer: bool) -> None:
    found = freshness(_info(), as_of)
    assert (found.age_days, found.stale, found.newer_than_as_of) == (age, stale, newer)
    assert found.needs_warning == (stale or newer)


def test_the_sentence_says_what_cannot_be_seen() -> None:
    assert "removed in between cannot be seen" in freshness(_info(), dt.date(2025, 1, 1)).sentence
    assert "limit of 30 days" in freshness(_info(), dt.date(2026, 12, 1)).sentence
    whole = freshness(_info(complete=False), dt.date(2026, 8, 1))
    assert whole.sentence.endswith(
        "1 day old on the as-of date; the snapshot is not the whole list."
    )
    assert whole.needs_warning


def test_several_lists_come_sorted() -> None:
    found = freshness_of([_info("x-b"), _info("x-a")], dt.date(2026, 8, 1))
    assert [item.list_id for item in found] == ["x-a", "x-b"]
