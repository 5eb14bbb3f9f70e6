"""The JSON Schemas for editors: current, true of what is shipped, and not empty talk."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import Any

import pytest
import yaml

from riskengine.config import bundle_directory
from riskengine.rules.files import find_files
from riskengine.rules.schema_files import KINDS, any_schema, file_schema, schema_files
from riskengine.rules.yamltree import parse_tree, read_tree
from tests.rules.jsonschema_subset import problems
from tests.rules.small import MAIN, RULE, topic
from tests.rules.test_inheritance import EXTENSION, REGIMES, entry

RULESETS = bundle_directory() / "rulesets"
CASES = """\
tests:
  - name: a case
    rule: military.link
    as_of: 2025-06-01
    signals: [{type: backer, country: CN, stake: [25, 50], evidence: [a quote]}]
    expect: {findings: [military.link], not: [], score: 40, band: medium}
"""
FULL_RULE = """\
  - id: blacklisting.recent
    title: Listed of late
    status: draft
    family: blacklisting
    points: {by: confidence, steps: [{at_least: $strong, points: 40}], otherwise: 20}
    floor: 30
    per: list_id
    in_force: [{from: 2025-01-01, to: , citation: A rule}]
    when:
      any:
        - signal: listing
          where:
            listed_on: {within_months: 12, before: as_of - 1 day}
            list_id: {in: [us-bis-el, custom-mine]}
          count: {ge: 2}
          distinct: entity_id
        - not: {signal: backer, where: {stake: {possibly_ge: 50, or_unknown: true}}}
    reason: "{subject}"
"""
FULL = topic(RULE, FULL_RULE)
SOUND = {"ruleset": MAIN, "topic": FULL, "regimes": REGIMES, "tests": CASES}


def plain(data: Any) -> Any:
    """YAML data as JSON has it: dates are text."""
    if isinstance(data, dict):
        return {key: plain(value) for key, value in data.items()}
    if isinstance(data, list):
        return [plain(item) for item in data]
    return data.isoformat() if isinstance(data, dt.date) else data


def refused(kind: str, text: str) -> list[str]:
    schema = file_schema(kind)
    tree = parse_tree(text, kind)
    assert not tree.faults
    return problems(plain(tree.data), schema, schema)


def shipped() -> list[tuple[str, Path]]:
    found: list[tuple[str, Path]] = []
    for main in sorted(RULESETS.glob("*/ruleset.yaml")):
        files = find_files(main.parent)
        found += [("ruleset", main), *(("topic", path) for path in files.topics)]
        found += [("tests", path) for path in files.tests]
        found += [("regimes", files.regimes)] if files.regimes else []
    return found


def test_the_committed_schemas_are_current() -> None:
    folder = RULESETS / "schema"
    again = "write them again: risk rules schema --out rulesets/schema"
    assert {path.name for path in folder.iterdir()} == set(schema_files()), again
    for name, text in schema_files().items():
        assert (folder / name).read_text(encoding="utf-8") == text, f"{name} is old; {again}"


@pytest.mark.parametrize(
    ("kind", "path"), shipped(), ids=lambda item: item if isinstance(item, str) else item.stem
)
def test_every_shipped_file_fits_its_schema(kind: str, path: Path) -> None:
    schema = file_schema(kind)
    assert problems(plain(read_tree(path, path.name).data), schema, schema) == []


@pytest.mark.parametrize("kind", list(KINDS))
def test_a_sound_file_fits_its_schema_and_the_common_one(kind: str) -> None:
    assert refused(kind, SOUND[kind]) == []
    common = any_schema()
    assert problems(plain(yaml.safe_load(SOUND[kind])), common, common) == []


def test_an_extension_fits_its_schema() -> None:
    overrides = entry("rule: military.link", "{points: 20, floor: null, when: {signal: listing}}")
    overrides += entry("list: concern", "{values: [KP]}") + entry("family: military", "{cap: 3}")
    assert refused("ruleset", EXTENSION + "overrides:\n" + overrides) == []


@pytest.mark.parametrize(
    ("kind", "old", "new"),
    [
        ("ruleset", "id: small", "idd: small"),
        ("ruleset", "low: 10, ", ""),
        ("ruleset", "low: 10, ", "low: '10', "),
        ("ruleset", "  military:", "  militry:"),
        ("ruleset", "cap: 90", "cap: 101"),
        ("ruleset", "value: 0.85", "value: [1]"),
        ("topic", "signal: listing", "signal: lising"),
        ("topic", "polarity: asserted", "polarity: assert"),
        ("topic", "polarity: asserted", "polrity: asserted"),
        ("topic", "within_months", "within_weeks"),
        ("topic", "as_of - 1 day", "yesterday"),
        ("topic", "us-bis-el", "us-bis-ell"),
        ("topic", "count: {ge: 2}", "count: {ne: 2}"),
        ("topic", "          count: {ge: 2}\n", ""),
        ("topic", "distinct: entity_id", "distinct: entity"),
        ("topic", "possibly_ge: 50", "ge: 50"),
        ("topic", "otherwise: 20", "otherwise: 200"),
        ("topic", ", otherwise: 20", ""),
        ("topic", "status: draft", "status: drafted"),
        ("topic", "family: blacklisting", "family: blacklist"),
        ("topic", "floor: 30", "floor: 0"),
        ("topic", "    reason: '{subject}'\n", "    severity: 3\n"),
        ("regimes", "status: in_force", "status: paused"),
        ("regimes", 'operator: ">="', 'operator: "<"'),
        ("tests", "type: backer", "type: baker"),
        ("tests", "country: CN", "county: CN"),
        ("tests", "stake: [25, 50]", "stake: [25]"),
        ("tests", "band: medium", "band: middling"),
        ("tests", "expect:", "expects:"),
    ],
)
def test_a_mistake_that_the_loader_refuses_is_refused(kind: str, old: str, new: str) -> None:
    text = SOUND[kind].replace('"{subject}"', "'{subject}'")
    assert old in text
    assert refused(kind, text.replace(old, new))


@pytest.mark.parametrize(
    "faulty",
    [
        entry("rule: a.b", "{id: other}"),
        entry("rule: a.b", "{flor: 1}"),
        entry("rule: a.b", "{title: null}"),
        entry("list: a", "{}"),
        entry("sheet: a", "{values: [CN]}"),
        "  - {rule: a.b, list: c, reason: x, change: {note: x}}\n",
        "  - {rule: a.b, change: {points: 1}}\n",
    ],
)
def test_a_faulty_override_is_refused(faulty: str) -> None:
    assert refused("ruleset", EXTENSION + "overrides:\n" + faulty)


def test_every_signal_and_field_is_offered_with_its_explanation() -> None:
    text = json.dumps(file_schema("topic"))
    from riskengine.signal_catalogue import CATALOGUE

    for spec in CATALOGUE.values():
        assert json.dumps(spec.doc) in text
        for field in spec.fields.values():
            assert json.dumps(field.doc) in text
