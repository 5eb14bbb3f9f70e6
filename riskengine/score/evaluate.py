"""Signals of one subject to a score that explains itself."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from riskengine.model.assessment import Finding, Score, WaterfallRow
from riskengine.model.signal import Signal
from riskengine.rules.firing import finding, fire
from riskengine.rules.model import Ruleset
from riskengine.score.tally import TOP, Line, tally
from riskengine.vocab import RuleStatus


def evaluate(ruleset: Ruleset, signals: Iterable[Signal], as_of: dt.date) -> Score:
    """Apply a ruleset to the signals of one subject.

    Args:
        signals: of one subject, in any order; repeats count once.
        as_of: the day that rules and windows are read for.

    Returns:
        A score whose waterfall rows sum to its value. Findings stand in the order of the
        waterfall; findings of draft rules are in `shadow` and never counted.
    """
    firings = fire(ruleset, signals, as_of)
    total = tally(ruleset, firings)
    findings: list[Finding] = []
    rows: list[WaterfallRow] = []
    for line in total.lines:
        if line.kind == "finding" and line.firing is not None:
            winner = "" if line.winner is None else _title(line)
            findings.append(
                finding(line.firing, ruleset.version, counted=line.points, winner=winner)
            )
            if line.points:
                rows.append(
                    WaterfallRow(findings[-1].title, line.points, line.running, findings[-1].rule)
                )
        else:
            rows.append(_row(ruleset, line))
    drafts = sorted(
        (f for f in firings if f.rule.status is RuleStatus.DRAFT), key=lambda f: f.order
    )
    shadow = tuple(finding(f, ruleset.version) for f in drafts)
    shadow_value = tally(ruleset, firings, drafts=True).value if drafts else None
    band = ruleset.band(total.value)
    advice = ruleset.recommendations[band]
    return Score(total.value, band, advice, tuple(findings), tuple(rows), shadow, shadow_value)


def _title(line: Line) -> str:
    winner = line.winner
    assert winner is not None
    return f"{winner.rule.title}: {winner.value}" if winner.value else winner.rule.title


def _row(ruleset: Ruleset, line: Line) -> WaterfallRow:
    if line.kind == "cap" and line.family is not None:
        spec = ruleset.families[line.family]
        label = f"Cap on {spec.title} at {spec.cap}"
        return WaterfallRow(label, line.points, line.running)
    if line.kind == "floor" and line.firing is not None:
        rule = line.firing.rule
        label = f"Floor of {rule.id}: at least {rule.floor}"
        return WaterfallRow(label, line.points, line.running, rule.id)
    if line.kind == "gate":
        band = ruleset.band(line.running + 1).value
        label = f"Stays below {band}: no finding by itself is {band}"
        return WaterfallRow(label, line.points, line.running)
    return WaterfallRow(f"Limit of the scale at {TOP}", line.points, line.running)
