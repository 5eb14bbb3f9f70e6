"""Which way through a rule a case goes."""

from __future__ import annotations

from pathlib import Path

import pytest

from riskengine.model.interval import Stake
from riskengine.model.signal import Signal
from riskengine.rules import Ruleset, run_tests
from riskengine.rules.branches import branches, taken
from riskengine.rules.firing import firings
from riskengine.signal_catalogue import signal
from tests.rules.small import DAY, load, rule

SUPPLY = "{signal: supply, where: {polarity: asserted}}"
FRONT = "{signal: front, where: {polarity: asserted}}"
OWNER = "{signal: related_listing, where: {polarity: asserted}}"
STATE = "{signal: state_ownership, where: {polarity: asserted}}"
STEPS = (
    "{by: stake, steps: [{at_least: 10, points: 25}, {at_least: 25, points: 40}], otherwise: 12}"
)
VALUES = "{by: tier, values: {central: 54, provincial: 52, district: 52}, otherwise: 50}"


def ways(ruleset: Ruleset, *signals: Signal) -> set[str]:
    found: set[str] = set()
    for firing, pool in firings(ruleset, signals, DAY):
        found |= taken(firing.rule, pool, firing)
    return found


def supply() -> Signal:
    return signal("supply", "S", polarity="asserted", counterparty="A")


def front() -> Signal:
    return signal("front", "S", polarity="asserted", principal="B")


def test_a_rule_with_one_way_has_no_branches(tmp_path: Path) -> None:
    ruleset = load(tmp_path, rule(f"{{all: [{SUPPLY}, {FRONT}]}}"))
    assert branches(ruleset.rules[0]) == ()
    assert ways(ruleset, supply(), front()) == set()


def test_the_alternatives_of_an_any_are_branches_by_place_signal_and_line(tmp_path: Path) -> None:
    ruleset = load(tmp_path, rule(f"{{any: [{SUPPLY}, {FRONT}]}}"))
    first, second = branches(ruleset.rules[0])
    assert first.startswith("any 1 supply, line ")
    assert second.startswith("any 2 front, line ")
    assert ways(ruleset, supply()) == {first}
    assert ways(ruleset, front()) == {second}
    assert ways(ruleset, front(), supply()) == {first, second}


def test_alternatives_stand_out_at_every_depth(tmp_path: Path) -> None:
    inner = f"{{any: [{SUPPLY}, {{all: [{FRONT}, {STATE}]}}]}}"
    ruleset = load(tmp_path, rule(f"{{all: [{OWNER}, {inner}]}}"))
    names = branches(ruleset.rules[0])
    assert [name.split(",")[0] for name in names] == ["any 2.1 supply", "any 2.2"]
    owner = signal("related_listing", "S", polarity="asserted", party="A")
    assert ways(ruleset, owner, supply()) == {names[0]}
    state = signal("state_ownership", "S", polarity="asserted", owner="A")
    assert ways(ruleset, owner, front(), state) == {"any 2.2"}


def test_alternatives_under_a_not_are_branches_too(tmp_path: Path) -> None:
    ruleset = load(tmp_path, rule(f"{{all: [{OWNER}, {{not: {{any: [{SUPPLY}, {FRONT}]}}}}]}}"))
    assert len(branches(ruleset.rules[0])) == 2


@pytest.mark.parametrize(
    ("stake", "row"),
    [
        (Stake(25, 25), "stake from 25"),
        (Stake(24, 60), "stake from 10"),
        (Stake(9, 9), "stake otherwise"),
        (None, "stake otherwise"),
    ],
)
def test_each_row_of_a_table_by_steps_is_a_branch(
    tmp_path: Path, stake: Stake | None, row: str
) -> None:
    ruleset = load(tmp_path, rule(OWNER, points=STEPS))
    assert branches(ruleset.rules[0]) == ("stake from 25", "stake from 10", "stake otherwise")
    owner = signal("related_listing", "S", polarity="asserted", party="A", stake=stake)
    assert ways(ruleset, owner) == {row}


@pytest.mark.parametrize(
    ("tier", "row"),
    [
        ("central", "tier central"),
        ("provincial", "tier district and 1 more"),
        ("district", "tier district and 1 more"),
        ("municipal", "tier otherwise"),
        (None, "tier otherwise"),
    ],
)
def test_values_that_bring_the_same_points_are_one_branch(
    tmp_path: Path, tier: str | None, row: str
) -> None:
    ruleset = load(tmp_path, rule(STATE, points=VALUES))
    names = ("tier central", "tier district and 1 more", "tier otherwise")
    assert branches(ruleset.rules[0]) == names
    state = signal("state_ownership", "S", polarity="asserted", owner="A", tier=tier)
    assert ways(ruleset, state) == {row}


def test_the_strongest_signal_picks_the_row(tmp_path: Path) -> None:
    ruleset = load(tmp_path, rule(OWNER, points=STEPS))
    owners = [
        signal("related_listing", "S", polarity="asserted", party=party, stake=Stake(share, share))
        for party, share in (("A", 12), ("B", 30), ("C", 5))
    ]
    assert ways(ruleset, *owners) == {"stake from 25"}


def test_signals_without_the_deciding_field_take_the_last_row(tmp_path: Path) -> None:
    ruleset = load(tmp_path, rule(f"{{any: [{OWNER}, {FRONT}]}}", points=STEPS))
    assert "stake otherwise" in ways(ruleset, front())
    owner = signal("related_listing", "S", polarity="asserted", party="A", stake=Stake(30, 30))
    assert "stake otherwise" not in ways(ruleset, front(), owner)


def test_each_value_of_a_split_goes_its_own_way(tmp_path: Path) -> None:
    ruleset = load(tmp_path, rule(OWNER, points=STEPS, per="party"))
    owners = [
        signal("related_listing", "S", polarity="asserted", party=party, stake=Stake(share, share))
        for party, share in (("A", 12), ("B", 30))
    ]
    assert ways(ruleset, *owners) == {"stake from 25", "stake from 10"}


def test_the_cases_of_the_default_ruleset_go_through_every_branch(repository: Path) -> None:
    report = run_tests(repository / "rulesets" / "default")
    assert {item.rule: item.unseen for item in report.coverage if item.unseen} == {}
    assert sum(item.branches for item in report.coverage) > 80
