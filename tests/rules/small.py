"""A small ruleset on disk, to be bent in one place per test."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from pathlib import Path

from riskengine.errors import Fault, RulesetError
from riskengine.rules import Ruleset, load_ruleset
from riskengine.vocab import Family

DAY = dt.date(2025, 6, 1)

FAMILIES = "\n".join(f"  {family}: {{title: {family.value}, cap: 90}}" for family in Family)

MAIN = f"""\
id: small
version: "1.0"
title: Small
perspective: a test
description: Only for tests.
bands: {{none: 0, low: 10, medium: 30, high: 55, critical: 80}}
recommendations: {{none: Go., low: Note., medium: Look., high: Stop., critical: Halt.}}
families:
{FAMILIES}
lists:
  concern: {{doc: States of concern., values: [CN, RU]}}
  all_bad: {{doc: Everything bad., values: [IR], includes: [concern]}}
parameters:
  strong: {{doc: A strong match., value: 0.85}}
"""

RULE = """\
  - id: military.link
    title: Tied to armed forces
    status: active
    family: military
    points: 40
    when:
      signal: military_link
      where: {polarity: asserted, country: $concern}
    reason: "{subject} works for {body}."
    references: [{title: A rule, citation: 15 CFR 744.21}]
"""


def rule(when: str, *, rule_id: str = "military.link", **keys: str) -> str:
    """One rule as YAML; with a condition in flow style."""
    values = {
        "title": "A rule",
        "status": "active",
        "family": rule_id.split(".")[0],
        "points": "40",
        "reason": '"{subject}"',
        "references": "[{title: A rule, citation: 15 CFR 744.21}]",
    } | keys
    lines = [f"  - id: {rule_id}", *(f"    {key}: {value}" for key, value in values.items())]
    return "\n".join([*lines, f"    when: {when}"]) + "\n"


def topic(*rules: str) -> str:
    return "topic: A topic\nrules:\n" + "".join(rules)


def write(folder: Path, **files: str) -> Path:
    """Write a ruleset folder; file names without `.yaml`, `__` for a dot."""
    files = {"ruleset": MAIN, "military": topic(RULE)} | files
    for name, text in files.items():
        (folder / f"{name.replace('__', '.')}.yaml").write_text(text, encoding="utf-8")
    return folder


def load(folder: Path, *rules: str, **files: str) -> Ruleset:
    """Load a ruleset with these rules (or the usual one) and files."""
    if rules:
        files["military"] = topic(*rules)
    return load_ruleset(write(folder, **files))


def faults(folder: Path, *rules: str, **files: str) -> tuple[Fault, ...]:
    """What is wrong with it; fails the test when nothing is."""
    try:
        load(folder, *rules, **files)
    except RulesetError as error:
        return error.faults
    raise AssertionError("the ruleset loaded")


def messages(found: Iterable[Fault]) -> str:
    return "\n".join(str(fault) for fault in found)
