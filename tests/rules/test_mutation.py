"""Changes to a ruleset that its own tests must notice."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from pathlib import Path

import pytest

from riskengine.errors import RiskEngineError, RulesetError
from riskengine.model.assessment import Score
from riskengine.model.signal import Signal
from riskengine.rules import Ruleset
from riskengine.rules.mutation import MutationReport, mutate
from riskengine.score import evaluate
from tests.rules.small import rule, topic, write

STAKE = rule(
    "{signal: related_listing, where: {polarity: asserted, stake: {certainly_ge: 50}}}",
    rule_id="ownership.majority",
)


def case(stake: object, expect: str) -> str:
    return f"""\
  - name: a share of {stake}
    rule: ownership.majority
    as_of: 2025-06-01
    signals: [{{type: related_listing, party: A, stake: {stake}, polarity: asserted}}]
    expect: {expect}
"""


FIRES = "{points: {ownership.majority: 40}}"
SILENT = "{not: [ownership.majority]}"
SHARP = (case(50, FIRES), case(49.5, SILENT), case("[40, 60]", SILENT))
DENIED = case(80, SILENT).replace("asserted", "denied")


def report(
    folder: Path, *cases: str, rules: Iterable[str] = (), text: str = STAKE
) -> MutationReport:
    files = {"ownership": topic(text), "ownership__test": "tests:\n" + "".join(cases)}
    return mutate(write(folder, **files), rules=rules or ["ownership.majority"])


def test_cases_at_the_edges_leave_no_survivor(tmp_path: Path) -> None:
    found = report(tmp_path, *SHARP, DENIED)
    assert found.survivors == ()
    assert dict(found.tried) == {"comparison": 3, "number": 4, "structure": 1}


@pytest.mark.parametrize(
    ("missing", "survivors"),
    [
        (0, {"50 -> 51", "50 -> 49", "certainly_ge -> certainly_lt"}),
        (1, {"50 -> 49"}),
        (2, {"certainly_ge -> possibly_ge"}),
    ],
)
def test_a_change_that_no_case_notices_is_named(
    tmp_path: Path, missing: int, survivors: set[str]
) -> None:
    kept = [text for index, text in enumerate(SHARP) if index != missing]
    found = {item.change for item in report(tmp_path, *kept, DENIED).survivors}
    assert survivors & found if missing == 0 else survivors == found


def test_a_survivor_says_where_it_stands_and_what_was_changed(tmp_path: Path) -> None:
    (found,) = report(tmp_path, SHARP[0], SHARP[2], DENIED).survivors
    text = (tmp_path / "ownership.yaml").read_text(encoding="utf-8").splitlines()
    assert "certainly_ge: 50" in text[found.line - 1]
    assert str(found) == (
        f"ownership.yaml:{found.line}: ownership.majority: number at "
        "when.where.stake.certainly_ge: 50 -> 49"
    )


def test_a_number_behind_a_parameter_is_changed_too(tmp_path: Path) -> None:
    text = rule(
        "{signal: listing, where: {confidence: {ge: $strong}}}", rule_id="ownership.majority"
    )
    signals = "[{type: listing, list_id: us-bis-el, confidence: 0.9}]"
    loose = case(50, FIRES).replace(
        "[{type: related_listing, party: A, stake: 50, polarity: asserted}]", signals
    )
    found = {item.change for item in report(tmp_path, loose, text=text).survivors}
    assert {"0.85 -> 0.84", "0.85 -> 0.86"} <= found


def test_only_the_rules_asked_for_are_changed(tmp_path: Path) -> None:
    assert report(tmp_path, *SHARP, rules=["no.such"]).tried == ()
    both = mutate(tmp_path)
    assert dict(both.tried)["number"] == 6
    assert {item.rule for item in both.survivors} == {"military.link"}


def test_a_rule_that_is_not_active_is_left_alone(tmp_path: Path) -> None:
    draft = STAKE.replace("status: active", "status: draft")
    assert report(tmp_path, DENIED, text=draft).tried == ()


def test_a_change_that_the_loader_refuses_needs_no_case(tmp_path: Path) -> None:
    free = STAKE.replace("points: 40", "points: 0")
    found = report(tmp_path, *[text.replace(": 40}", ": 0}") for text in SHARP], text=free)
    assert found.refused == 1


def test_tests_that_fail_as_they_are_say_so_first(tmp_path: Path) -> None:
    with pytest.raises(RiskEngineError, match="fails: a share of 40"):
        report(tmp_path, case(40, FIRES))
    with pytest.raises(RiskEngineError, match="1 faults in test files"):
        report(tmp_path, case(40, "{}"))


def test_a_case_marked_as_a_known_miss_notices_nothing(tmp_path: Path) -> None:
    todo = case(40, FIRES) + "    todo: not yet\n"
    assert len(report(tmp_path, todo, *SHARP, DENIED).survivors) == 0
    assert len(report(tmp_path, todo).survivors) == 8


def test_a_folder_without_a_ruleset_is_refused(tmp_path: Path) -> None:
    with pytest.raises(RulesetError):
        mutate(tmp_path / "none")


def test_a_change_that_breaks_the_score_is_noticed(tmp_path: Path) -> None:
    def strict(ruleset: Ruleset, signals: Iterable[Signal], as_of: dt.date) -> Score:
        score = evaluate(ruleset, signals, as_of)
        if any(item.points not in (0, 40) for item in score.findings):
            raise ValueError("points that nobody wrote")
        return score

    cases = [text.replace(FIRES, "{findings: [ownership.majority]}") for text in SHARP]
    files = {"ownership": topic(STAKE), "ownership__test": "tests:\n" + "".join(cases)}
    folder = write(tmp_path, **files)
    names = ["ownership.majority"]
    assert {item.change for item in mutate(folder, rules=names).survivors} >= {"40 -> 39"}
    assert "40 -> 39" not in {
        item.change for item in mutate(folder, rules=names, evaluate=strict).survivors
    }


def test_no_change_to_the_default_ruleset_goes_unnoticed(repository: Path) -> None:
    found = mutate(repository / "rulesets" / "default")
    assert [str(item) for item in found.survivors] == []
    tried = dict(found.tried)
    assert tried["comparison"] > 400
    assert tried["number"] > 400
    assert tried["structure"] > 650
