"""A score adds up, does not depend on order, and never falls for one more fact."""

from __future__ import annotations

import datetime as dt
import time
from functools import lru_cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from riskengine.model.signal import Signal
from riskengine.rules import Ruleset, load_ruleset
from riskengine.rules.cases import load_cases
from riskengine.score import evaluate
from riskengine.signal_catalogue import signal
from tests.rules.small import DAY, load, rule
from tests.score.signals_strategy import any_signal

FOLDER = Path(__file__).resolve().parents[2] / "rulesets" / "default"
DAYS = st.sampled_from([dt.date(2025, 5, 1), dt.date(2026, 11, 23)])
LISTING = signal("listing", "S", list_id="x")
QUIET = settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))


@lru_cache(maxsize=1)
def default() -> Ruleset:
    return load_ruleset(FOLDER)


@QUIET
@given(st.lists(any_signal(), max_size=8), DAYS)
def test_rows_sum_to_the_score_with_running_totals(signals: list[Signal], day: dt.date) -> None:
    score = evaluate(default(), signals, day)
    assert sum(row.points for row in score.waterfall) == score.value
    total = 0
    for row in score.waterfall:
        total += row.points
        assert row.running == total
        assert isinstance(row.points, int)
    assert 0 <= score.value <= 100
    assert score.band is default().band(score.value)
    counted = sum(finding.points for finding in score.findings)
    assert counted == sum(row.points for row in score.waterfall if _is_finding(row.label, row.rule))


def _is_finding(label: str, rule_id: str) -> bool:
    return bool(rule_id) and not label.startswith("Floor of ")


@QUIET
@given(st.lists(any_signal(), max_size=6), st.randoms(use_true_random=False))
def test_order_and_repeats_make_no_difference(signals: list[Signal], random: object) -> None:
    shuffled = [*signals, *signals[:2]]
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert evaluate(default(), shuffled, DAY) == evaluate(default(), signals, DAY)


@QUIET
@given(st.lists(any_signal(), max_size=6), any_signal(), DAYS)
def test_one_more_fact_never_lowers_the_score(
    signals: list[Signal], more: Signal, day: dt.date
) -> None:
    before = evaluate(default(), signals, day).value
    assert evaluate(default(), [*signals, more], day).value >= before


def test_a_cap_is_a_row_of_its_own(tmp_path: Path) -> None:
    ruleset = load(
        tmp_path,
        rule("{signal: listing}", rule_id="military.a", points="60", title="First"),
        rule("{signal: listing}", rule_id="military.b", points="50", title="Second"),
    )
    score = evaluate(ruleset, [LISTING], DAY)
    assert [(row.label, row.points, row.running) for row in score.waterfall] == [
        ("First", 60, 60),
        ("Second", 50, 110),
        ("Cap on military at 90", -20, 90),
    ]


def test_a_floor_is_a_row_of_its_own(tmp_path: Path) -> None:
    ruleset = load(tmp_path, rule("{signal: listing}", points="20", floor="80"))
    score = evaluate(ruleset, [LISTING], DAY)
    assert [(row.points, row.running, row.rule) for row in score.waterfall] == [
        (20, 20, "military.link"),
        (60, 80, "military.link"),
    ]
    assert score.recommendation == "Halt."


def test_the_limit_of_the_scale_is_a_row_of_its_own(tmp_path: Path) -> None:
    ruleset = load(
        tmp_path,
        rule("{signal: listing}", points="70"),
        conduct="topic: t\nrules:\n" + rule("{signal: listing}", rule_id="conduct.a", points="70"),
    )
    score = evaluate(ruleset, [LISTING], DAY)
    assert score.value == 100
    assert score.waterfall[-1].points == -40


def test_of_a_group_only_the_strongest_counts_and_the_others_say_so(tmp_path: Path) -> None:
    ruleset = load(
        tmp_path,
        rule("{signal: listing}", rule_id="military.a", exclusive="tie", title="Weak", floor="50"),
        rule(
            "{signal: listing}", rule_id="military.b", exclusive="tie", points="45", title="Strong"
        ),
    )
    score = evaluate(ruleset, [LISTING], DAY)
    assert [(f.title, f.points) for f in score.findings] == [("Strong", 45), ("Weak", 0)]
    assert "counted once, under: Strong" in score.findings[1].reason
    assert score.value == 50  # the floor of the weaker finding still holds


def test_groups_may_be_keyed_by_a_field(tmp_path: Path) -> None:
    atom = "{signal: backer, where: {listed: true}}"
    ruleset = load(
        tmp_path,
        rule(atom, rule_id="military.a", exclusive='"b {investor}"', per="investor", points="10"),
        rule(atom, rule_id="military.b", exclusive='"b {investor}"', per="investor", points="7"),
    )
    backers = [signal("backer", "S", investor=name, listed=True) for name in "AB"]
    assert evaluate(ruleset, backers, DAY).value == 20


def test_draft_rules_are_shown_and_never_counted(tmp_path: Path) -> None:
    ruleset = load(tmp_path, rule("{signal: listing}", status="draft", floor="80"))
    score = evaluate(ruleset, [LISTING], DAY)
    assert (score.value, score.findings, score.waterfall) == (0, (), ())
    assert [(f.rule, f.shadow) for f in score.shadow] == [("military.link", True)]
    assert score.shadow_value is not None
    assert score.shadow_value > score.value


def test_nothing_found_is_a_score_of_none(tmp_path: Path) -> None:
    score = evaluate(load(tmp_path), [], DAY)
    assert (score.value, score.band, score.recommendation) == (0, "none", "Go.")


def test_every_finding_can_be_checked_by_hand() -> None:
    cases, _ = load_cases(default())
    for case in cases:
        for finding in evaluate(default(), case.signals, case.as_of).findings:
            assert finding.reason
            assert finding.citation
            assert finding.rule_version == default().version
            assert finding.signals
            assert "{" not in finding.reason
            assert ".." not in finding.reason


@pytest.mark.parametrize("name", ["a funding story"])
def test_one_subject_takes_about_a_millisecond(name: str) -> None:
    case = next(c for c in load_cases(default())[0] if c.name.startswith(name))
    best = min(_timed(case.signals, case.as_of) for _ in range(20))
    assert best < 0.005  # measured 0.0004 s; the margin is for slow machines


def _timed(signals: tuple[Signal, ...], day: dt.date) -> float:
    start = time.perf_counter()
    evaluate(default(), signals, day)
    return time.perf_counter() - start
