"""Differences of two rulesets, object by object."""

from __future__ import annotations

from pathlib import Path

from riskengine.rules import Ruleset
from riskengine.rules.changes import in_words, policy_changes
from tests.rules.small import MAIN, load, rule

WHEN = "{signal: military_link, where: {polarity: asserted, country: $concern}}"


def ruleset(folder: Path, name: str, *rules: str, **files: str) -> Ruleset:
    (folder / name).mkdir()
    return load(folder / name, *rules, **files)


def lines(old: Ruleset, new: Ruleset) -> list[tuple[str, str, str, str, str]]:
    return [(c.what, c.id, c.field, c.before, c.after) for c in policy_changes(old, new)]


def test_equal_rulesets_have_no_difference(tmp_path: Path) -> None:
    assert lines(ruleset(tmp_path, "a"), ruleset(tmp_path, "b")) == []


def test_points_and_conditions_are_told_in_words(tmp_path: Path) -> None:
    old = ruleset(tmp_path, "old", rule(WHEN))
    new = ruleset(tmp_path, "new", rule(WHEN.replace("asserted", "alleged"), points="50"))
    assert lines(old, new) == [
        ("rule", "military.link", "points", "40", "50"),
        (
            "rule",
            "military.link",
            "when",
            "military_link where polarity asserted, country CN or RU",
            "military_link where polarity alleged, country CN or RU",
        ),
    ]


def test_new_and_vanished_rules_lists_and_parameters(tmp_path: Path) -> None:
    old = ruleset(tmp_path, "old")
    main = MAIN.replace("value: 0.85", "value: 0.9").replace("values: [CN, RU]", "values: [CN]")
    new = ruleset(tmp_path, "new", rule(WHEN, rule_id="military.other"), ruleset=main)
    assert lines(old, new) == [
        ("list", "all_bad", "values", "CN, IR, RU", "CN, IR"),
        ("list", "concern", "values", "CN, RU", "CN"),
        ("parameter", "strong", "value", "0.85", "0.9"),
        ("rule", "military.link", "", "Tied to armed forces", ""),
        ("rule", "military.other", "", "", "A rule"),
    ]


def test_a_whole_condition_reads_on_one_line(tmp_path: Path) -> None:
    when = (
        "{all: [{signal: backer, where: {polarity: asserted}, count: {ge: 2}, distinct: investor},"
        " {not: {signal: delisting, where: {polarity: asserted}}}]}"
    )
    (found,) = ruleset(tmp_path, "a", rule(when, rule_id="foreign_backer.two")).rules
    assert in_words(found.when) == (
        "(backer where polarity asserted, at least 2 of them values of investor) and "
        "(not (delisting where polarity asserted))"
    )
