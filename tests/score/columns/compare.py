"""What the single path says of many subjects, laid out as the columns are."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

import polars as pl

from riskengine.model.signal import Signal
from riskengine.rules import Ruleset, fire
from riskengine.score.columns import compile_columns, signals_to_tables
from riskengine.score.tally import tally
from riskengine.vocab import RuleStatus

Row = dict[str, Any]


def expected_score(ruleset: Ruleset, signals: Sequence[Signal], as_of: dt.date) -> Row:
    """The row of one subject, without its number."""
    total = tally(ruleset, fire(ruleset, signals, as_of))
    row: Row = {"score": total.value, "band": ruleset.band(total.value).value}
    for family in ruleset.families:
        mine = [line for line in total.lines if line.family is family]
        row[f"{family.value}_found"] = sum(x.points for x in mine if x.kind == "finding")
        row[family.value] = sum(x.points for x in mine if x.kind in ("finding", "cap"))
    for column, kind in (("floor", "floor"), ("reserved", "gate"), ("limit", "limit")):
        row[column] = sum(line.points for line in total.lines if line.kind == kind)
    return row


def expected_findings(ruleset: Ruleset, signals: Sequence[Signal], as_of: dt.date) -> list[tuple]:
    """(rule, value, points, counted, shadow) of each finding of one subject, sorted."""
    firings = fire(ruleset, signals, as_of)
    counted = [
        (line.firing.rule.id, line.firing.value, line.firing.points, line.points, False)
        for line in tally(ruleset, firings).lines
        if line.kind == "finding" and line.firing is not None
    ]
    drafts = [
        (firing.rule.id, firing.value, firing.points, 0, True)
        for firing in firings
        if firing.rule.status is RuleStatus.DRAFT
    ]
    return sorted(counted + drafts)


def assert_same(ruleset: Ruleset, subjects: Sequence[Sequence[Signal]], as_of: dt.date) -> None:
    """Columns and single path agree on every subject, findings included."""
    columns = compile_columns(ruleset, as_of)
    tables = signals_to_tables(subjects)
    scores, findings = columns.score_with_findings(tables, len(subjects))
    assert scores.equals(columns.score(tables, len(subjects)))
    assert scores["subject"].to_list() == list(range(len(subjects)))
    for number, signals in enumerate(subjects):
        row = scores.drop("subject").row(number, named=True)
        assert row == expected_score(ruleset, signals, as_of)
        mine = findings.filter(pl.col("subject") == number).drop("subject")
        assert mine.rows() == expected_findings(ruleset, signals, as_of)
