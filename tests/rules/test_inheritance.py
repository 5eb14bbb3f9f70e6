"""A ruleset extends another: what it adds, replaces and overrides, and where faults point."""

from __future__ import annotations

from pathlib import Path

import pytest

from riskengine.errors import Fault, RulesetError
from riskengine.rules import load_ruleset
from riskengine.rules.points import Points
from riskengine.vocab import Band, Family
from tests.rules.small import MAIN, RULE, messages, rule, topic, write

ATOM = "{signal: military_link, where: {polarity: asserted}}"
EXTENSION = """\
id: mine
version: "2.0"
extends: small
title: Mine
perspective: another test
description: Only for tests, too.
"""
REGIMES = """\
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
    windows: [{from: , to: , status: in_force, citation: A guidance}]
"""


def extend(folder: Path, overrides: str = "", *, header: str = "", **files: str) -> Path:
    """Two folders side by side, `small` and `mine`, which extends it."""
    for name in ("small", "mine"):
        (folder / name).mkdir(exist_ok=True)
    write(folder / "small", regimes=REGIMES)
    text = EXTENSION + header + (f"overrides:\n{overrides}" if overrides else "")
    for name, content in {"ruleset": text, **files}.items():
        (folder / "mine" / f"{name}.yaml").write_text(content, encoding="utf-8")
    return folder / "mine"


def entry(target: str, change: str, reason: str = "Because.") -> str:
    return f"  - {target}\n    reason: {reason}\n    change: {change}\n"


def faults(folder: Path) -> tuple[Fault, ...]:
    with pytest.raises(RulesetError) as caught:
        load_ruleset(folder)
    return caught.value.faults


def test_an_extension_has_the_rules_of_its_base_and_a_name_of_its_own(tmp_path: Path) -> None:
    ruleset = load_ruleset(extend(tmp_path))
    base = load_ruleset(tmp_path / "small")
    assert (ruleset.id, ruleset.version, ruleset.title) == ("mine", "2.0", "Mine")
    assert ruleset.base == base.ref
    assert [found.id for found in ruleset.rules] == [found.id for found in base.rules]
    assert ruleset.rules[0].origin == "small"
    assert ruleset.rules[0].overridden == ""
    assert ruleset.bands == base.bands
    assert ruleset.folder == tmp_path / "mine"


def test_a_rule_is_changed_by_id_with_a_reason(tmp_path: Path) -> None:
    folder = extend(tmp_path, entry("rule: military.link", "{points: 20, floor: 25}"))
    (found,) = load_ruleset(folder).rules
    assert (found.points, found.floor) == (Points(20), 25)
    assert (found.origin, found.overridden) == ("small", "Because.")
    assert (found.file, found.line) == ("ruleset.yaml", 8)
    assert load_ruleset(tmp_path / "small").rules[0].points == Points(40)


def test_null_takes_an_optional_key_away(tmp_path: Path) -> None:
    folder = extend(tmp_path, entry("rule: military.link", "{floor: null}"))
    write(tmp_path / "small", military=topic(RULE + "    floor: 50\n"))
    assert load_ruleset(tmp_path / "small").rules[0].floor == 50
    assert load_ruleset(folder).rules[0].floor is None


def test_lists_parameters_families_and_regimes_can_be_changed(tmp_path: Path) -> None:
    changes = [
        entry("list: concern", "{values: [KP], as_of: 2026-01-01}"),
        entry("parameter: strong", "{value: 0.9}"),
        entry("family: military", "{cap: 20}"),
        entry("regime: fifty", "{threshold: 25}"),
    ]
    ruleset = load_ruleset(extend(tmp_path, "".join(changes)))
    assert ruleset.lists["concern"].values == ("KP",)
    assert ruleset.lists["all_bad"].values == ("IR", "KP")
    assert ruleset.parameter("strong") == 0.9
    assert ruleset.families[Family.MILITARY].cap == 20
    assert ruleset.regimes[0].threshold == 25
    assert [(item.kind, item.name, item.keys) for item in ruleset.overrides] == [
        ("list", "concern", ("as_of", "values")),
        ("parameter", "strong", ("value",)),
        ("family", "military", ("cap",)),
        ("regime", "fifty", ("threshold",)),
    ]


def test_new_rules_names_and_regimes_are_added(tmp_path: Path) -> None:
    when = "{signal: military_link, where: {polarity: asserted, country: $mine}}"
    folder = extend(
        tmp_path,
        header="lists:\n  mine: {doc: Mine., values: [AF], includes: [concern]}\n",
        military=topic(rule(when, rule_id="military.mine")),
        regimes=REGIMES.replace("fifty", "sixty"),
    )
    ruleset = load_ruleset(folder)
    assert ruleset.lists["mine"].values == ("AF", "CN", "RU")
    assert [(found.id, found.origin) for found in ruleset.rules] == [
        ("military.link", "small"),
        ("military.mine", "mine"),
    ]
    assert [regime.id for regime in ruleset.regimes] == ["fifty", "sixty"]


def test_bands_and_recommendations_are_replaced_when_given(tmp_path: Path) -> None:
    header = "bands: {none: 0, low: 20, medium: 30, high: 55, critical: 90}\n"
    ruleset = load_ruleset(extend(tmp_path, header=header))
    assert dict(ruleset.bands)[Band.LOW] == 20
    assert ruleset.recommendations[Band.LOW] == "Note."


def test_a_chain_is_laid_over_base_first(tmp_path: Path) -> None:
    extend(tmp_path, entry("rule: military.link", "{points: 20}", "First."))
    third = tmp_path / "third"
    third.mkdir()
    text = EXTENSION.replace("id: mine", "id: third").replace("extends: small", "extends: mine")
    text += "overrides:\n" + entry("rule: military.link", "{floor: 30}", "Then.")
    (third / "ruleset.yaml").write_text(text)
    ruleset = load_ruleset(third)
    assert (ruleset.rules[0].points, ruleset.rules[0].floor) == (Points(20), 30)
    assert ruleset.rules[0].overridden == "First. Then."
    assert ruleset.base == load_ruleset(tmp_path / "mine").ref


def test_the_hash_covers_the_base(tmp_path: Path) -> None:
    folder = extend(tmp_path)
    before = load_ruleset(folder).sha256
    assert before != load_ruleset(tmp_path / "small").sha256
    write(tmp_path / "small", military=topic(RULE) + "# a remark\n")
    assert load_ruleset(folder).sha256 != before


@pytest.mark.parametrize("name", ["./../small", "../small", "small"])
def test_a_base_is_a_name_or_a_relative_path(tmp_path: Path, name: str) -> None:
    folder = extend(tmp_path)
    (folder / "ruleset.yaml").write_text(EXTENSION.replace("small", name))
    assert load_ruleset(folder).base == load_ruleset(tmp_path / "small").ref


def test_a_shipped_ruleset_is_found_by_name_even_from_a_folder_named_alike(tmp_path: Path) -> None:
    folder = tmp_path / "default"
    folder.mkdir()
    (folder / "ruleset.yaml").write_text(EXTENSION.replace("small", "default"))
    base = load_ruleset(folder).base
    assert base is not None
    assert base.id == "default"


def test_a_fault_of_a_changed_key_points_into_the_override(tmp_path: Path) -> None:
    change = "\n      points: 1.5\n      when: {signal: militry_link}"
    found = faults(extend(tmp_path, entry("rule: military.link", change)))
    assert [(fault.file, fault.line, fault.column) for fault in found] == [
        ("ruleset.yaml", 12, 22),
    ]
    assert "'militry_link'" in found[0].message


def test_a_fault_inside_a_changed_list_points_into_the_override(tmp_path: Path) -> None:
    found = faults(extend(tmp_path, entry("list: all_bad", "{includes: [concern, nowhere]}")))
    assert [(fault.file, fault.line, fault.column) for fault in found] == [
        ("ruleset.yaml", 10, 34)
    ], messages(found)


def test_a_fault_of_the_base_names_the_file_of_the_base(tmp_path: Path) -> None:
    folder = extend(tmp_path)
    write(tmp_path / "small", military=topic(rule(ATOM, points="-1")))
    (found,) = faults(folder)
    assert (found.file, found.line) == ("small/military.yaml", 7)


def test_the_reason_text_of_the_base_is_checked_against_a_changed_condition(
    tmp_path: Path,
) -> None:
    change = "{when: {signal: listing, where: {state: active}}}"
    (found,) = faults(extend(tmp_path, entry("rule: military.link", change)))
    assert found.file == "small/military.yaml"
    assert "unknown field {body}" in found.message


@pytest.mark.parametrize(
    ("header", "files", "said"),
    [
        ("lists: {concern: {doc: x, values: [KP]}}\n", {}, "list 'concern' belongs to the base"),
        ("parameters: {strong: {doc: x, value: 1}}\n", {}, "parameter 'strong' belongs"),
        ("families: {military: {title: x, cap: 1}}\n", {}, "family 'military' belongs"),
        ("", {"extra": topic(RULE)}, "rule 'military.link' belongs to the base 'small'"),
        ("", {"regimes": REGIMES}, "regime 'fifty' belongs to the base 'small'"),
    ],
)
def test_what_the_base_has_is_changed_through_overrides_only(
    tmp_path: Path, header: str, files: dict[str, str], said: str
) -> None:
    (found,) = faults(extend(tmp_path, header=header, **files))
    assert said in found.message
    assert "overrides" in found.hint
    assert not found.file.startswith("small/")


def test_every_faulty_override_is_reported_at_once(tmp_path: Path) -> None:
    lines = [entry("rule: military.lnk", "{points: 1}"), entry("list: concern", "{}")]
    found = faults(extend(tmp_path, "".join(lines)))
    assert [(fault.line, fault.hint) for fault in found] == [
        (8, "did you mean 'military.link'?"),
        (13, "name at least one key and its new value"),
    ]


def test_a_ruleset_cannot_extend_itself_through_others(tmp_path: Path) -> None:
    folder = extend(tmp_path)
    (tmp_path / "small" / "ruleset.yaml").write_text(MAIN + "extends: mine\n")
    found = [fault for fault in faults(folder) if "cannot extend itself" in fault.message]
    assert "mine -> small -> mine" in found[0].message
    assert found[0].file == "small/ruleset.yaml"
