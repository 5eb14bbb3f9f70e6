"""What another policy makes of recorded subjects."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from riskengine.model.signal import Signal
from riskengine.rules import Ruleset
from riskengine.runlog import RecordedSubject, effect
from riskengine.score import evaluate
from riskengine.signal_catalogue import signal
from tests.rules.small import load, rule

DAY = dt.date(2025, 6, 1)
LINK = signal("military_link", "S", body="MIL:China", country="CN", polarity="asserted")
WHEN = "{signal: military_link, where: {polarity: asserted}}"
REGIME_RULE = rule(
    "{signal: ownership_regime, where: {verdict: 'yes', regime_status: in_force}}",
    rule_id="ownership.caught",
)


def subject(*signals: Signal, score: int | None, sha256: str = "") -> RecordedSubject:
    return RecordedSubject("run.json", "S", DAY, signals, score, sha256)


def ruleset(folder: Path, name: str, *rules: str, **files: str) -> Ruleset:
    (folder / name).mkdir()
    return load(folder / name, *rules, **files)


def test_a_subject_moves_through_the_rule_that_changed(tmp_path: Path) -> None:
    old = ruleset(tmp_path, "old", rule(WHEN, points="40"))
    new = ruleset(tmp_path, "new", rule(WHEN, points="60"))
    found = effect(old, new, [subject(LINK, score=40), subject(score=0), subject(score=None)])
    assert (found.subjects, found.not_assessed) == (2, 1)
    (move,) = found.moves
    assert (move.before, move.after) == (40, 60)
    assert move.rows == (("military.link", 40, 60),)
    assert [(a.value, b.value, n) for a, b, n in found.bands] == [
        ("none", "none", 1),
        ("medium", "high", 1),
    ]


def test_rows_of_a_move_sum_to_the_change(tmp_path: Path) -> None:
    old = ruleset(tmp_path, "old", rule(WHEN, points="40"))
    new = ruleset(tmp_path, "new", rule(WHEN, points="95"), rule(WHEN, rule_id="military.too"))
    (move,) = effect(old, new, [subject(LINK, score=40)]).moves
    assert sum(after - before for _, before, after in move.rows) == move.after - move.before


def test_the_same_policy_moves_nobody(tmp_path: Path) -> None:
    old = ruleset(tmp_path, "old")
    found = effect(old, old, [subject(LINK, score=40, sha256=old.sha256)])
    assert found.moves == ()
    assert found.notes == ()


def test_a_recorded_score_that_cannot_be_had_again_is_said(tmp_path: Path) -> None:
    old = ruleset(tmp_path, "old")
    (note,) = effect(old, old, [subject(LINK, score=41, sha256=old.sha256)]).notes
    assert "1 recorded scores differ" in note


def regimes(status: str, threshold: int = 50) -> str:
    return f"""\
regimes:
  - id: a-rule
    title: A rule
    authority: An authority
    basis: ownership
    threshold: {threshold}
    operator: ">="
    aggregation: all_owners
    cascades: true
    covers: [us-bis-el]
    effect: Caught.
    windows:
      - {{from: , to: , status: {status}, citation: 1 FR 1}}
"""


def test_dates_of_a_regime_are_those_of_each_ruleset(tmp_path: Path) -> None:
    old = ruleset(tmp_path, "old", REGIME_RULE, regimes=regimes("stayed"))
    new = ruleset(tmp_path, "new", REGIME_RULE, regimes=regimes("in_force"))
    caught = signal("ownership_regime", "S", regime="a-rule", regime_status="stayed", verdict="yes")
    assert evaluate(old, [caught], DAY).value == 0
    (move,) = effect(old, new, [subject(caught, score=0)]).moves
    assert (move.before, move.after) == (0, 40)


def test_a_regime_that_reaches_further_is_said(tmp_path: Path) -> None:
    old = ruleset(tmp_path, "old", REGIME_RULE, regimes=regimes("in_force"))
    new = ruleset(tmp_path, "new", REGIME_RULE, regimes=regimes("in_force", threshold=25))
    (note,) = effect(old, new, []).notes
    assert "a-rule covers other owners or shares" in note
