"""Exclusive groups named by signals, and what is left to the single path."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from riskengine.model.signal import Signal
from riskengine.score.columns import scorer
from riskengine.signal_catalogue import signal
from tests.rules.small import DAY, load, rule
from tests.score.columns.compare import assert_same

_BACKER = "{signal: backer, where: {country: {known: true}}}"


def backers(*investors: str, **fields: str) -> list[Signal]:
    return [signal("backer", "A", investor=name, country="CN", **fields) for name in investors]


@pytest.mark.parametrize(
    "text", ["g {all.investor}", "g {n.investor}", "g {count}", "g {investor}", "g {role|words}.."]
)
def test_every_kind_of_slot_is_filled_alike(tmp_path: Path, text: str) -> None:
    kept = rule(_BACKER, exclusive=f'"{text}"', points="10")
    other = rule(_BACKER, rule_id="military.other", exclusive=f'"{text}"', points="25")
    subjects = [[], backers("X"), backers("Y", "X"), backers("X", role="led")]
    assert_same(load(tmp_path, kept, other), subjects, DAY)


def test_only_subjects_whose_best_signals_tie_take_the_single_path(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[list[int]] = []
    singly = scorer.find_singly

    def spy(*args, **keys):  # type: ignore[no-untyped-def]
        asked.append(args[4].tolist())
        return singly(*args, **keys)

    monkeypatch.setattr(scorer, "find_singly", spy)
    ruleset = load(tmp_path, rule(_BACKER, exclusive='"g {investor}"'))
    assert_same(ruleset, [backers("X"), backers("X", "Y"), []], DAY)
    assert asked
    assert all(subjects == [1] for subjects in asked)


def test_a_rule_that_columns_do_not_understand_is_named_and_still_right(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ruleset = load(
        tmp_path,
        rule("{any: [{signal: backer}, {not: {signal: jurisdiction}}]}"),
        rule("{signal: backer}", rule_id="military.per", per="investor", points="3"),
    )
    monkeypatch.setattr(scorer, "in_columns", lambda _: False)
    compiled = scorer.compile_columns(ruleset, DAY)
    assert compiled.fallback == ("military.link", "military.per")
    placed = signal("jurisdiction", "A", country="CN")
    subjects = [[], [placed], [placed, *backers("X", "Y")]]
    assert_same(replace(ruleset), subjects, DAY)
