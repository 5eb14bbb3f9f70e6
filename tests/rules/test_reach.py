"""Conditions that cannot hold, tests that nothing depends on, facts that count twice."""

from __future__ import annotations

from pathlib import Path

import pytest

from riskengine.rules import lint
from tests.rules.small import MAIN, load, rule

LINK = "signal: military_link, where: {polarity: asserted"


def codes(folder: Path, *rules: str, **files: str) -> list[tuple[str, str]]:
    wanted = {
        "contradiction",
        "idle-test",
        "idle-step",
        "double-count",
        "unreachable-band",
        "unseen-points",
    }
    issues = lint(load(folder, *rules, **files))
    return [(issue.code, issue.where) for issue in issues if issue.code in wanted - {"bands"}]


def one(folder: Path, when: str, rule_id: str = "military.link", **keys: str) -> list[str]:
    found = codes(folder, rule(when, rule_id=rule_id, floor="80", **keys))
    return [code for code, where in found if where == rule_id]


@pytest.mark.parametrize(
    "when",
    [
        "{signal: listing, where: {confidence: {ge: 0.9, lt: 0.8}}}",
        "{signal: listing, where: {candidates: {gt: 3, le: 3}}}",
        "{signal: listing, where: {state: {in: [active], not_in: [active]}}}",
        "{signal: listing, where: {listed_on: {before: 2020-01-01, since: 2021-01-01}}}",
        "{signal: state_ownership, where: {polarity: asserted, "
        "stake: {certainly_ge: 50, certainly_lt: 50}}}",
        "{signal: listing, where: {candidates: {known: true, any_of: [{known: false}]}}}",
        "{signal: listing, where: {state: active}, count: {lt: 2, gt: 2}}",
        f"{{all: [{{{LINK}, country: CN}}}}, {{not: {{{LINK}}}}}}}]}}",
    ],
)
def test_a_condition_that_cannot_hold_is_an_error(tmp_path: Path, when: str) -> None:
    assert "contradiction" in one(tmp_path, when)


@pytest.mark.parametrize(
    "when",
    [
        "{signal: listing, where: {confidence: {ge: 0.8, lt: 0.9}}}",
        "{signal: listing, where: {candidates: {gt: 3, le: 4}}}",
        "{signal: listing, where: {listed_on: {within_days: 30}}}",
        "{signal: listing, where: {listed_on: {since: 2020-01-01, before: 2020-01-02}}}",
        "{signal: state_ownership, where: {polarity: asserted, "
        "stake: {certainly_ge: 50, possibly_ge: 60}}}",
        f"{{all: [{{{LINK}}}}}, {{not: {{{LINK}, country: CN}}}}}}]}}",
    ],
)
def test_a_narrow_condition_is_none(tmp_path: Path, when: str) -> None:
    assert one(tmp_path, when) == []


def test_a_test_that_always_holds_is_idle(tmp_path: Path) -> None:
    when = "{signal: listing, where: {confidence: {any_of: [{known: true}, {known: false}]}}}"
    assert one(tmp_path, when) == ["idle-test"]


def test_an_alternative_inside_another_is_idle(tmp_path: Path) -> None:
    when = f"{{any: [{{{LINK}, country: CN}}}}, {{{LINK}, country: $concern}}}}]}}"
    assert one(tmp_path, when) == ["contradiction"]


def test_steps_with_the_same_points_are_idle(tmp_path: Path) -> None:
    points = "{by: confidence, steps: [{at_least: 0.9, points: 9}], otherwise: 9}"
    when = "{signal: listing, where: {state: active}}"
    assert one(tmp_path, when, points=points) == ["idle-step"]


def test_a_fact_that_two_rules_count_is_shown_once(tmp_path: Path) -> None:
    narrow = rule(f"{{{LINK}, country: CN}}}}", rule_id="military.narrow", floor="80")
    wide = rule(f"{{{LINK}}}}}", rule_id="military.wide")
    assert codes(tmp_path, narrow, wide) == [("double-count", "military.narrow")]


def test_an_exclusive_group_counts_it_once(tmp_path: Path) -> None:
    narrow = rule(
        f"{{{LINK}, country: CN}}}}", rule_id="military.narrow", floor="80", exclusive="link"
    )
    wide = rule(f"{{{LINK}}}}}", rule_id="military.wide", exclusive="link")
    assert codes(tmp_path, narrow, wide) == []


def test_a_band_without_a_way_to_it_is_named(tmp_path: Path) -> None:
    found = codes(tmp_path, rule(f"{{{LINK}}}}}"))
    assert found == [("unreachable-band", "bands"), ("unreachable-band", "bands")]


def test_points_under_a_cap_of_nothing_are_never_seen(tmp_path: Path) -> None:
    main = MAIN.replace(
        "military: {title: military, cap: 90}", "military: {title: military, cap: 0}"
    )
    found = codes(tmp_path, rule(f"{{{LINK}}}}}", floor="80"), ruleset=main)
    assert ("unseen-points", "bands") in found
