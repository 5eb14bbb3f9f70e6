"""The ruleset that ships: sound, tested, and grading as its bands promise."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from riskengine.model.signal import Signal
from riskengine.rules import Ruleset, lint, load_ruleset, run_tests
from riskengine.rules.cases import load_cases
from riskengine.score import evaluate
from riskengine.signal_catalogue import CATALOGUE, signal

# The only rule that a hypothetical claim may satisfy: a listing that is being prepared.
ABOUT_PLANS = {"blacklisting.pending"}


@pytest.fixture(scope="module")
def ruleset(repository: Path) -> Ruleset:
    return load_ruleset(repository / "rulesets" / "default")


def test_lint_has_no_remark(ruleset: Ruleset) -> None:
    assert [str(issue) for issue in lint(ruleset)] == []


def test_its_own_cases_pass(ruleset: Ruleset) -> None:
    report = run_tests(ruleset.folder)
    assert not report.faults
    failed = [result for result in report.results if result.outcome != "pass"]
    assert not failed
    assert all(item.fired and item.silent for item in report.coverage)


def with_polarity(item: Signal, polarity: str) -> Signal:
    return signal(item.type, item.subject, item.evidence, **{**item.values, "polarity": polarity})


@pytest.mark.parametrize("polarity", ["denied", "hypothetical", "unclear"])
def test_no_claim_that_nobody_stands_behind_brings_points(ruleset: Ruleset, polarity: str) -> None:
    cases, _ = load_cases(ruleset)
    tried = 0
    for case in cases:
        claims = [
            with_polarity(item, polarity)
            for item in case.signals
            if "polarity" in CATALOGUE[item.type].fields
        ]
        tried += len(claims)
        score = evaluate(ruleset, claims, case.as_of)
        bringing = {f.rule for f in score.findings if f.points or f.floor}
        assert bringing <= (ABOUT_PLANS if polarity == "hypothetical" else set()), case.name
    assert tried > 100


def test_an_alleged_claim_never_counts_as_much_as_the_same_stated(ruleset: Ruleset) -> None:
    cases, _ = load_cases(ruleset)
    for case in cases:
        stated = [i for i in case.signals if i.get("polarity") == "asserted"]
        alleged = [with_polarity(item, "alleged") for item in stated]
        assert (
            evaluate(ruleset, alleged, case.as_of).value
            <= evaluate(ruleset, stated, case.as_of).value
        ), case.name


def test_country_tiers_do_not_overlap(ruleset: Ruleset) -> None:
    tiers = [ruleset.lists[name].values for name in ("concern", "watch", "partner", "allied")]
    together = [code for tier in tiers for code in tier]
    assert len(together) == len(set(together))
    assert set(ruleset.lists["embargoed"].values) <= set(ruleset.lists["concern"].values)
    assert all(ruleset.lists[name].sources for name in ("concern", "watch", "partner", "allied"))


def test_regimes_named_in_rules_exist(ruleset: Ruleset) -> None:
    named = {*ruleset.lists["affiliate_regimes"].values, *ruleset.lists["blocking_regimes"].values}
    assert named == {regime.id for regime in ruleset.regimes}


def test_the_stay_of_a_regime_moves_the_band(ruleset: Ruleset) -> None:
    regime = ruleset.regime("bis-affiliates-50")
    assert regime is not None

    def band(day: dt.date) -> str:
        status, citation = regime.on(day)
        owned = signal(
            "ownership_regime",
            "S",
            regime=regime.id,
            regime_status=status,
            verdict="yes",
            owners="Listed Co.",
            owner_list_id="us-bis-el",
            owner_measure="licence",
            citation=citation,
        )
        return evaluate(ruleset, [owned], day).band

    days = ("2025-09-01", "2025-10-01", "2026-01-01", "2026-11-23")
    assert [band(dt.date.fromisoformat(day)) for day in days] == [
        "medium",
        "critical",
        "high",
        "critical",
    ]
