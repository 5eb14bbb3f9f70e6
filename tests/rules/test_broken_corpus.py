"""Broken rulesets, each refused with a precise message at the right place, none with a traceback.

The cases stand in `broken/*.yaml`. Each bends one file of a sound ruleset: `change` replaces
text, `text` the whole file, `hex` its bytes, `nest` repeats a bracket, `when` is the condition
of its one rule, `header` is added to `ruleset.yaml`. Wanted are `at` (file:line:column), `said`
(a part of the message), `hint` (a part of the next step) and how many faults there are `also`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from riskengine.errors import Fault, RulesetError
from riskengine.rules import run_tests
from tests.rules.small import MAIN, RULE, topic
from tests.rules.test_inheritance import EXTENSION, REGIMES
from tests.rules.test_schema_files import FULL_RULE

CASES = """\
tests:
  - name: a case
    rule: military.link
    as_of: 2025-06-01
    signals:
      - {type: military_link, country: CN, polarity: asserted}
    expect: {findings: [military.link], score: 40}
"""
OVERRIDES = """\
lists: {home: {doc: Ours., values: [CN]}}
overrides:
  - {rule: military.link, reason: x, change: {points: 3, floor: null}}
  - {list: concern, reason: x, change: {values: [CN], as_of: 2025-01-01}}
  - {parameter: strong, reason: x, change: {value: 0.9}}
  - {family: military, reason: x, change: {cap: 3}}
  - {regime: fifty, reason: x, change: {threshold: 3}}
"""
SOUND = {
    "ruleset.yaml": MAIN,
    "military.yaml": topic(RULE),
    "regimes.yaml": REGIMES,
    "military.test.yaml": CASES,
}
WHEN = "\n      signal: military_link\n      where: {polarity: asserted, country: $concern}\n"
CORPUS = Path(__file__).with_name("broken")
KEYS = {"name", "file", "change", "and", "and_base", "text", "hex", "nest", "when", "header"}
WANTED = {"at", "said", "hint", "also"}


def corpus() -> list[tuple[str, dict[str, Any]]]:
    return [
        (f"{path.stem}: {case['name']}", case)
        for path in sorted(CORPUS.glob("*.yaml"))
        for case in yaml.safe_load(path.read_text(encoding="utf-8"))
    ]


def build(case: dict[str, Any], folder: Path) -> Path:
    """Write the broken ruleset and give its folder."""
    assert set(case) <= KEYS | WANTED, case["name"]
    name = case.get("file", "ruleset.yaml" if "header" in case else "military.yaml")
    files = dict(SOUND)
    if name.startswith(("mine/", "small/")):
        files = {f"small/{file}": text for file, text in SOUND.items()}
        files["mine/ruleset.yaml"] = EXTENSION
        files["small/ruleset.yaml"] += case.get("and_base", "")
    text = files.get(name, "")
    for old, new in changes(case):
        assert text.count(old) >= 1, f"{case['name']}: nothing to change"
        text = text.replace(old, new, 1)
    text = case.get("text", text) + case.get("header", "")
    if "nest" in case:
        text = "topic: " + case["nest"] * 20_000
        text = text.replace("topic: -", "-")
    for file, content in (files | {name: text}).items():
        (folder / file).parent.mkdir(exist_ok=True)
        (folder / file).write_bytes(content.encode())
    if "hex" in case:
        (folder / name).write_bytes(bytes.fromhex(case["hex"]))
    return folder / "mine" if "mine/ruleset.yaml" in files else folder


def changes(case: dict[str, Any]) -> Iterator[tuple[str, str]]:
    for key in ("change", "and"):
        if key in case:
            old, new = case[key]
            yield old, new
    if "when" in case:
        yield "    when:" + WHEN, f"    when: {case['when']}\n"
        yield "{subject} works for {body}.", "{subject}"


def found(folder: Path) -> tuple[Fault, ...]:
    """Every fault of the ruleset and of its test files."""
    try:
        return run_tests(folder).faults
    except RulesetError as error:
        return error.faults


def test_the_corpus_is_large_and_names_no_case_twice() -> None:
    names = [name for name, _ in corpus()]
    assert len(names) >= 60
    assert len(names) == len(set(names))


def test_the_ruleset_that_is_bent_is_sound(tmp_path: Path) -> None:
    case = {"name": "none", "file": "mine/ruleset.yaml"}
    folder = build(case, tmp_path)
    assert found(folder) == ()
    assert run_tests(tmp_path / "small").count("pass") == 1


@pytest.mark.parametrize(
    "case", [pytest.param(case, id=name.replace(" ", "-")) for name, case in corpus()]
)
def test_a_broken_ruleset_is_refused_at_the_right_place(
    tmp_path: Path, case: dict[str, Any]
) -> None:
    faults = found(build(case, tmp_path))
    printed = "\n".join(map(str, faults))
    places = [f"{fault.file}:{fault.line}:{fault.column}" for fault in faults]
    assert case["at"] in places, printed
    fault = faults[places.index(case["at"])]
    assert case["said"] in fault.message
    assert case.get("hint", "") in fault.hint
    assert bool(fault.hint) is ("hint" in case), printed
    assert len(faults) == 1 + case.get("also", 0), printed
    for word in ("Traceback", "pydantic", "NoneType", "object at 0x", str(tmp_path)):
        assert word not in printed


ODD: tuple[Any, ...] = (None, [], {}, 7, -1.5, True, "", "x", [[{}]], {"x": [None]}, dt.date.min)


def places(data: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """Every part of the data, the whole included."""
    yield path
    items = data.items() if isinstance(data, dict) else ()
    items = enumerate(data) if isinstance(data, list) else items
    for key, value in items:
        yield from places(value, (*path, key))


def bent(data: Any, path: tuple[str | int, ...], odd: Any) -> Any:
    if not path:
        return odd
    copy = dict(data) if isinstance(data, dict) else list(data)
    copy[path[0]] = bent(data[path[0]], path[1:], odd)
    return copy


@pytest.mark.parametrize("name", [*(f"small/{name}" for name in SOUND), "mine/ruleset.yaml"])
def test_an_odd_value_anywhere_is_a_fault_or_nothing(tmp_path: Path, name: str) -> None:
    """Whatever stands wherever: a ruleset loads, or says what is wrong. Nothing else is raised."""
    sound = {"name": "none", "file": "mine/ruleset.yaml", "header": OVERRIDES}
    folder = build(sound, tmp_path)
    (tmp_path / "small" / "military.yaml").write_text(topic(RULE, FULL_RULE))
    assert found(folder) == ()
    file = tmp_path / name
    data = yaml.safe_load(file.read_text())
    kept = [
        (path, odd)
        for path in places(data)
        for odd in ODD
        if not found_after(file, bent(data, path, odd), folder)
    ]
    # Free text and keys with defaults take much; most parts must still notice most values.
    assert len(kept) < 0.35 * len(list(places(data))) * len(ODD)


def found_after(file: Path, data: Any, folder: Path) -> tuple[Fault, ...]:
    file.write_text(yaml.safe_dump(data))
    faults = found(folder if file.name != "military.test.yaml" else file.parent)
    assert all(fault.message and fault.file for fault in faults)
    return faults
