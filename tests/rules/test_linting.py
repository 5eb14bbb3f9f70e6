"""Lint finds what loads and is still wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

from riskengine.rules import lint
from tests.rules.small import MAIN, RULE, load, rule, topic

CASES = """\
tests:
  - name: fires
    rule: military.link
    as_of: 2025-06-01
    signals: [{type: military_link, body: "MIL:China", country: CN, polarity: asserted}]
    expect: {findings: [military.link]}
  - name: silent
    rule: military.link
    as_of: 2025-06-01
    signals: [{type: military_link, body: "MIL:China", country: CN, polarity: denied}]
    expect: {not: [military.link]}
"""
USED = MAIN.replace(
    "  all_bad: {doc: Everything bad., values: [IR], includes: [concern]}\n", ""
).replace("parameters:\n  strong: {doc: A strong match., value: 0.85}\n", "")
# The 40 points of its one rule lead to every band.
USED = USED.replace(
    "low: 10, medium: 30, high: 55, critical: 80", "low: 1, medium: 2, high: 3, critical: 4"
)
REGIME = """\
regimes:
  - id: fifty
    title: Fifty
    authority: An office
    basis: ownership
    threshold: 50
    operator: ">="
    aggregation: all_owners
    cascades: true
    covers: [us-ofac-sdn]
    effect: Blocked.
    windows:
      - {from: , to: 2024-12-31, status: not_in_force, citation: a}
      - {from: 2025-01-01, to: , status: in_force, citation: b}
"""


def codes(folder: Path, *rules: str, **files: str) -> set[str]:
    return {issue.code for issue in lint(load(folder, *rules, **files))}


def test_a_tested_ruleset_without_leftovers_is_clean(tmp_path: Path) -> None:
    ruleset = load(
        tmp_path, ruleset=USED, military=topic(RULE), military__test=CASES, regimes=REGIME
    )
    assert lint(ruleset) == ()


def test_rules_without_cases_are_errors_and_drafts_warnings(tmp_path: Path) -> None:
    issues = lint(load(tmp_path, ruleset=USED))
    assert {(i.severity, i.code) for i in issues} == {
        ("error", "no-firing-case"),
        ("error", "no-silent-case"),
    }
    draft = load(tmp_path, RULE.replace("status: active", "status: draft"), ruleset=USED)
    assert {issue.severity for issue in lint(draft)} == {"warning"}


@pytest.mark.parametrize(
    ("bad", "code"),
    [
        (rule("{signal: military_link}"), "polarity"),
        (rule("{signal: military_link, where: {polarity: {known: true}}}"), "polarity"),
        (rule("{signal: military_link, where: {polarity: {ne: asserted}}}"), "polarity"),
        (rule("{signal: listing}", references="[]"), "no-reference"),
        (rule("{signal: listing}", references="[{title: Something}]"), "no-reference"),
        (rule("{signal: listing}", points="0"), "no-points"),
        (rule("{signal: listing}", points="95"), "above-cap"),
        (rule("{signal: listing}", floor="40"), "idle-floor"),
        (rule("{all: [{signal: listing}, {not: {signal: jurisdiction}}]}"), "not-monotone"),
        (rule("{signal: listing, count: {le: 2}}"), "not-monotone"),
        (
            rule(
                "{any: [{signal: listing}, {signal: jurisdiction}]}",
                points="{by: confidence, steps: [{at_least: 0.5, points: 9}], otherwise: 5}",
            ),
            "not-monotone",
        ),
        (
            rule(
                "{signal: listing}",
                points="{by: confidence, otherwise: 1, steps: "
                "[{at_least: 0.9, points: 5}, {at_least: 0.5, points: 9}]}",
            ),
            "falling-points",
        ),
        (
            rule(
                "{signal: listing}",
                in_force="[{from: , to: 2025-01-01, citation: a}, "
                "{from: 2025-01-01, to: , citation: b}]",
            ),
            "windows",
        ),
    ],
)
def test_each_fault_of_a_rule_has_its_code(tmp_path: Path, bad: str, code: str) -> None:
    assert code in codes(tmp_path, bad)
    assert code not in codes(tmp_path, RULE)


def test_a_denial_may_be_named_where_it_brings_nothing(tmp_path: Path) -> None:
    harmless = rule("{signal: military_link, where: {polarity: denied}}", points="0", note="Shown.")
    assert not codes(tmp_path, harmless) & {"polarity", "no-points"}


def test_lists_and_parameters_nobody_uses_are_named(tmp_path: Path) -> None:
    unused = {i.where for i in lint(load(tmp_path)) if i.code == "unused-name"}
    assert unused == {"all_bad", "strong"}
    by_include = rule("{signal: backer, where: {country: $all_bad, polarity: asserted}}")
    assert {i.where for i in lint(load(tmp_path, by_include)) if i.code == "unused-name"} == {
        "strong"
    }


@pytest.mark.parametrize(
    ("old", "new"),
    [("to: 2024-12-31", "to: 2025-01-01"), ("to: 2024-12-31", "to: 2024-12-30")],
)
def test_windows_of_a_regime_neither_overlap_nor_leave_a_gap(
    tmp_path: Path, old: str, new: str
) -> None:
    assert "windows" in codes(tmp_path, regimes=REGIME.replace(old, new))


def test_faults_of_test_files_are_lint_errors(tmp_path: Path) -> None:
    broken = CASES.replace("rule: military.link", "rule: military.lnk")
    issues = [i for i in lint(load(tmp_path, military__test=broken)) if i.code == "test-file"]
    assert issues[0].file == "military.test.yaml"
    assert "military.lnk" in issues[0].message
