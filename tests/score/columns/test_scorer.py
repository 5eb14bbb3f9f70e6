"""Columns say what the single path says, for every ruleset and every signal."""

from __future__ import annotations

import datetime as dt
import tempfile
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from riskengine.errors import InputError
from riskengine.model.signal import Signal, TextEvidence
from riskengine.rules import Ruleset, load_ruleset
from riskengine.score.columns import compile_columns, signals_to_tables
from riskengine.signal_catalogue import signal
from tests.rules.small import DAY, load, rule, write
from tests.score.columns.compare import assert_same
from tests.score.columns.random_rulesets import TYPES, rulesets
from tests.score.signals_strategy import any_signal

_SLOW = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.function_scoped_fixture]
DEFAULT = Path(__file__).resolve().parents[3] / "rulesets" / "default"


@lru_cache
def default() -> Ruleset:
    return load_ruleset(DEFAULT)


@st.composite
def few_subjects(draw: st.DrawFn, types: tuple[str, ...] | None = None) -> list[list[Signal]]:
    """Subjects with signals; some repeat, some differ in evidence only."""
    one = any_signal() if types is None else any_signal(types)
    subjects = draw(st.lists(st.lists(one, max_size=6), max_size=6))
    for signals in subjects:
        for item in draw(st.lists(st.sampled_from(signals), max_size=2)) if signals else ():
            again = replace(item, evidence=(TextEvidence(0, 1, "a"),))
            signals.append(draw(st.sampled_from([item, again])))
    return subjects


@settings(max_examples=150, deadline=None, derandomize=True, suppress_health_check=_SLOW)
@given(few_subjects(), st.sampled_from([dt.date(2020, 1, 1), dt.date(2026, 11, 23)]))
def test_the_default_ruleset_scores_alike(subjects: list[list[Signal]], as_of: dt.date) -> None:
    assert_same(default(), subjects, as_of)


@settings(max_examples=200, deadline=None, derandomize=True, suppress_health_check=_SLOW)
@given(rulesets(), few_subjects(TYPES))
def test_random_rulesets_score_alike(files: dict[str, str], subjects: list[list[Signal]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        ruleset = load_ruleset(write(Path(folder), **files))
    assert_same(ruleset, subjects, DAY)


def test_no_default_rule_falls_back() -> None:
    assert compile_columns(default(), dt.date(2026, 11, 23)).fallback == ()


def test_rows_of_a_score_sum_to_it() -> None:
    subjects = [
        [signal("military_link", "A", polarity="asserted", country="CN", body="MIL")],
        [signal("jurisdiction", "B", country="IR")],
    ]
    scores = compile_columns(default(), DAY).score(signals_to_tables(subjects), 3)
    parts = [family.value for family in default().families] + ["floor", "reserved", "limit"]
    assert scores.select(pl.sum_horizontal(parts)).to_series().to_list() == [
        *scores["score"].to_list()
    ]
    assert scores["score"].to_list()[2] == 0
    assert scores["score"].to_list()[0] > scores["score"].to_list()[1] > 0
    assert scores["band"].to_list()[2] == "none"


def test_the_order_of_rows_and_coded_text_make_no_difference() -> None:
    subjects = [
        [
            signal("backer", "A", investor=f"I{n}", country="CN", listed=True, polarity="asserted")
            for n in range(4)
        ]
        for _ in range(3)
    ]
    columns = compile_columns(default(), DAY)
    tables = signals_to_tables(subjects)
    coded = {
        name: frame.reverse().with_columns(pl.col(pl.String).cast(pl.Categorical))
        for name, frame in tables.items()
    }
    once, again = (columns.score_with_findings(them, 3) for them in (tables, coded))
    assert once[0].equals(again[0])
    assert once[1].equals(again[1])


def test_a_rule_that_wants_nothing_fires_for_subjects_without_signals(tmp_path: Path) -> None:
    ruleset = load(tmp_path, rule("{any: [{signal: listing}, {not: {signal: jurisdiction}}]}"))
    assert_same(ruleset, [[], [signal("jurisdiction", "B", country="CN")], []], DAY)
    assert compile_columns(ruleset, DAY).score({}, 2)["score"].to_list() == [40, 40]


def test_no_subjects_and_no_tables_are_an_empty_table() -> None:
    scores, findings = compile_columns(default(), DAY).score_with_findings({}, 0)
    assert scores.height == 0
    assert findings.height == 0
    assert "score" in scores.columns
    assert "counted" in findings.columns


def test_a_negative_number_of_subjects_is_refused() -> None:
    with pytest.raises(InputError, match="-1 subjects"):
        compile_columns(default(), DAY).score({}, -1)
