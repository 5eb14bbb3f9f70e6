"""What compiled tests hold of; each operator of the language once, at its bound."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from riskengine.model.interval import Stake
from riskengine.rules import fire
from riskengine.rules.fieldtests import OPERATORS
from riskengine.rules.predicates import COMPARE
from riskengine.signal_catalogue import signal
from tests.rules.small import DAY, load, rule


def listed(folder: Path, test: str, day: dt.date | None) -> bool:
    ruleset = load(folder, rule(f"{{signal: listing, where: {{listed_on: {test}}}}}"))
    return bool(fire(ruleset, (signal("listing", "S", listed_on=day),), DAY))


@pytest.mark.parametrize(
    ("test", "first", "last"),
    [
        ("{within_days: 30}", "2025-05-02", "2025-06-01"),
        ("{within_months: 12}", "2024-06-01", "2025-06-01"),
        ("{within_years: 2}", "2023-06-01", "2025-06-01"),
        ("{before: 2024-01-01}", None, "2023-12-31"),
        ("{before: as_of}", None, "2025-05-31"),
        ("{before: as_of - 6 months}", None, "2024-11-30"),
        ("{after: as_of}", "2025-06-02", None),
        ("{after: 2024-01-01}", "2024-01-02", None),
        ("{since: 2024-01-01}", "2024-01-01", None),
        ("{since: as_of - 1 year}", "2024-06-01", None),
        ("{since: 2024-01-01, before: as_of}", "2024-01-01", "2025-05-31"),
        ("{ge: 2024-01-01, le: 2024-12-31}", "2024-01-01", "2024-12-31"),
    ],
)
def test_dates_hold_between_their_first_and_last_day(
    tmp_path: Path, test: str, first: str | None, last: str | None
) -> None:
    day = dt.timedelta(days=1)
    if first is not None:
        assert listed(tmp_path, test, dt.date.fromisoformat(first))
        assert not listed(tmp_path, test, dt.date.fromisoformat(first) - day)
    if last is not None:
        assert listed(tmp_path, test, dt.date.fromisoformat(last))
        assert not listed(tmp_path, test, dt.date.fromisoformat(last) + day)
    assert not listed(tmp_path, test, None)


@pytest.mark.parametrize(
    ("op", "holds", "fails"),
    [
        ("certainly_ge", Stake(50, 60), Stake(49, 60)),
        ("certainly_gt", Stake(51, 60), Stake(50, 60)),
        ("certainly_le", Stake(10, 50), Stake(10, 51)),
        ("certainly_lt", Stake(10, 49), Stake(10, 50)),
        ("possibly_ge", Stake(10, 50), Stake(10, 49)),
        ("possibly_gt", Stake(10, 51), Stake(10, 50)),
        ("possibly_le", Stake(50, 60), Stake(51, 60)),
        ("possibly_lt", Stake(49, 60), Stake(50, 60)),
    ],
)
def test_shares_are_compared_by_the_end_that_decides(
    tmp_path: Path, op: str, holds: Stake, fails: Stake
) -> None:
    ruleset = load(tmp_path, rule(f"{{signal: backer, where: {{stake: {{{op}: 50}}}}}}"))
    for stake, expected in ((holds, True), (fails, False), (None, False)):
        assert bool(fire(ruleset, (signal("backer", "S", stake=stake),), DAY)) is expected


def test_every_comparison_is_an_operator_of_some_type() -> None:
    assert set(COMPARE) <= {name for names in OPERATORS.values() for name in names}


MAIN_PARAMETERS = """\
parameters:
  strong: {doc: A strong match., value: 0.85}
  months: {doc: A year., value: 12}
  start: {doc: The day the office was set up., value: 2024-06-01}
  two: {doc: A pair., value: 2}
  share: {doc: Percent., value: 50}
  home: {doc: Where we are., value: US}
  yes: {doc: A truth value., value: true}
"""


@pytest.mark.parametrize(
    ("when", "values"),
    [
        ("{signal: listing, where: {listed_on: {within_months: $months}}}", {"listed_on": DAY}),
        ("{signal: listing, where: {listed_on: {since: $start}}}", {"listed_on": DAY}),
        ("{signal: listing, where: {listed_on: {gt: $start}}}", {"listed_on": DAY}),
        ("{signal: listing, where: {confidence: {ge: $strong}}}", {"confidence": 0.9}),
        ("{signal: listing, where: {candidates: $two}}", {"candidates": 2}),
        ("{signal: listing, where: {candidates: [$two, 7]}}", {"candidates": 2}),
        ("{signal: backer, where: {stake: {certainly_ge: $share}}}", {"stake": Stake(50, 51)}),
        ("{signal: backer, where: {country: {any_of: [$home, $concern]}}}", {"country": "US"}),
        ("{signal: backer, where: {country: {not_in: $concern}}}", {"country": "US"}),
        ("{signal: backer, where: {listed: $yes}}", {"listed": True}),
        ("{signal: backer, count: {lt: $two}}", {"country": "US"}),
    ],
)
def test_names_stand_wherever_a_value_can(
    tmp_path: Path, when: str, values: dict[str, object]
) -> None:
    from tests.rules.small import MAIN

    main = MAIN[: MAIN.index("parameters:")] + MAIN_PARAMETERS.replace("yes:", '"yes":')
    ruleset = load(tmp_path, rule(when), ruleset=main)
    type_ = "listing" if "listing" in when else "backer"
    assert fire(ruleset, (signal(type_, "S", **values),), DAY)  # type: ignore[arg-type]
