"""What conditions hold on, and what they leave unknown."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from riskengine.model.interval import Stake
from riskengine.model.signal import Signal, Value
from riskengine.rules import fire
from riskengine.signal_catalogue import signal
from tests.rules.small import DAY, load, rule


def fires(folder: Path, when: str, *signals: Signal, as_of: dt.date = DAY) -> bool:
    return bool(fire(load(folder, rule(when)), signals, as_of))


def backer(**values: Value) -> Signal:
    return signal("backer", "S", **values)


def test_of_stake(tmp_path: Path) -> None:
    """Shares are intervals: certain, possible and unknown are three answers."""

    def holds(test: str, stake: Stake | None) -> bool:
        when = f"{{signal: backer, where: {{stake: {test}}}}}"
        return fires(tmp_path, when, backer(investor="I", stake=stake))

    assert holds("{certainly_ge: 50}", Stake.exactly(50))
    assert not holds("{certainly_ge: 50}", Stake(49, 60))
    assert holds("{possibly_ge: 50}", Stake(49, 60))
    assert holds("{certainly_lt: 50}", Stake(0, 49.9))
    assert not holds("{certainly_lt: 50}", Stake(0, 50))
    for unknown in (None, Stake()):
        assert not holds("{possibly_ge: 0}", unknown)
        assert not holds("{certainly_lt: 100}", unknown)
        assert holds("{known: false}", unknown)
        assert holds("{possibly_ge: 50, or_unknown: true}", unknown)


@pytest.mark.parametrize(
    ("test", "on_cn", "on_us", "on_unknown"),
    [
        ("CN", True, False, False),
        ("{eq: CN}", True, False, False),
        ("{ne: CN}", False, True, False),
        ("[CN, RU]", True, False, False),
        ("$concern", True, False, False),
        ("{in: $concern}", True, False, False),
        ("{not_in: $concern}", False, True, False),
        ("{not_in: [$concern, US]}", False, False, False),
        ("{known: true}", True, True, False),
        ("{known: false}", False, False, True),
        ("{eq: CN, or_unknown: true}", True, False, True),
        ("{any_of: [{known: false}, {eq: US}]}", False, True, True),
    ],
)
def test_text_tests_never_hold_of_the_unknown_by_accident(
    tmp_path: Path, test: str, on_cn: bool, on_us: bool, on_unknown: bool
) -> None:
    when = f"{{signal: backer, where: {{country: {test}}}}}"
    answers = [fires(tmp_path, when, backer(country=code)) for code in ("CN", "US", None)]
    assert answers == [on_cn, on_us, on_unknown]


@pytest.mark.parametrize(
    ("test", "holding"),
    [
        ("{ge: $strong}", {0.85, 0.9}),
        ("{gt: 0.85}", {0.9}),
        ("{lt: 0.85}", {0.8}),
        ("{le: 0.85}", {0.8, 0.85}),
        ("{ge: 0.82, lt: 0.9}", {0.85}),
    ],
)
def test_numbers_are_compared_with_their_bounds(
    tmp_path: Path, test: str, holding: set[float]
) -> None:
    when = f"{{signal: listing, where: {{confidence: {test}}}}}"
    values = (0.8, 0.85, 0.9)
    found = {v for v in values if fires(tmp_path, when, signal("listing", "S", confidence=v))}
    assert found == holding


def test_dates_within_days_look_back_from_the_as_of_date(tmp_path: Path) -> None:
    when = "{signal: listing, where: {listed_on: {within_days: 30}}}"
    for day, expected in (
        (DAY, True),
        (DAY - dt.timedelta(days=30), True),
        (DAY - dt.timedelta(days=31), False),
        (DAY + dt.timedelta(days=1), False),
    ):
        assert fires(tmp_path, when, signal("listing", "S", listed_on=day)) is expected
    assert not fires(tmp_path, when, signal("listing", "S"))


def test_counts_are_of_signals_or_of_distinct_known_values(tmp_path: Path) -> None:
    two = (backer(investor="A", country="CN"), backer(investor="B", country="CN"))
    assert fires(tmp_path, "{signal: backer, count: {ge: 2}}", *two)
    assert fires(tmp_path, "{signal: backer, count: 2}", *two)
    assert not fires(tmp_path, "{signal: backer, count: {ge: 2}}", two[0], two[0])
    assert not fires(tmp_path, "{signal: backer, count: {ge: 2}, distinct: country}", *two)
    unknown = (backer(investor="A"), backer(investor="B"))
    assert not fires(tmp_path, "{signal: backer, count: {ge: 1}, distinct: country}", *unknown)


def test_all_any_and_not_combine(tmp_path: Path) -> None:
    cn, us = backer(country="CN"), backer(country="US")
    place = signal("jurisdiction", "S", country="US")
    both = "{all: [{signal: backer, where: {country: CN}}, {signal: jurisdiction}]}"
    assert fires(tmp_path, both, cn, place)
    assert not fires(tmp_path, both, cn)
    either = "{any: [{signal: backer, where: {country: CN}}, {signal: jurisdiction}]}"
    assert fires(tmp_path, either, cn)
    assert fires(tmp_path, either, place)
    assert not fires(tmp_path, either, us)
    unless = "{all: [{signal: backer}, {not: {signal: jurisdiction}}]}"
    assert fires(tmp_path, unless, us)
    assert not fires(tmp_path, unless, us, place)


def test_only_signals_of_the_branches_that_hold_are_relied_on(tmp_path: Path) -> None:
    when = "{any: [{signal: backer, where: {country: CN}}, {signal: backer, where: {country: RU}}]}"
    cn, us = backer(country="CN"), backer(country="US")
    (found,) = fire(load(tmp_path, rule(when)), (us, cn), DAY)
    assert [item.signal for item in found.matched] == [cn]
