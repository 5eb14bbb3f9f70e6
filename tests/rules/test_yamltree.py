"""YAML is read with marks, and its surprises are refused."""

from __future__ import annotations

import datetime as dt

import pytest

from riskengine.rules.yamltree import Mark, parse_tree, walk


def test_plain_values_keep_their_types_and_places() -> None:
    tree = parse_tree('a: 1\nb:\n  - 2.5\n  - "NO"\n  - 2025-01-16\nc:\nd: true\n', "f.yaml")
    assert not tree.faults
    assert tree.data == {
        "a": 1,
        "b": [2.5, "NO", dt.date(2025, 1, 16)],
        "c": None,
        "d": True,
    }
    assert tree.mark(("b", 1)) == Mark(4, 5)
    assert tree.mark(("b", 7, "deep")) == tree.mark(("b",))
    assert tree.mark(("d",), key=True) == Mark(7, 1)
    assert (("b", 0), 2.5) in list(walk(tree.data))


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("a: 1\na: 2\n", 2, "duplicate key 'a', first given on line 1"),
        ("a: [SE, NO]\n", 1, "bare NO would be read as a truth value"),
        ("a: yes\n", 1, "bare yes would be read as a truth value"),
        ("on: 1\n", 1, "key on is not text"),
        ("1: x\n", 1, "key 1 is not text"),
        ("a: 1_000\n", 1, "unusual number 1_000"),
        ("a: 12:30:45\n", 1, "unusual number 12:30:45"),
        ("a: .inf\n", 1, "unusual number .inf"),
        ("a: 2025-13-01\n", 1, "there is no day 2025-13-01"),
        ("a: 2025-01-01T10:00:00Z\n", 1, "not a plain date"),
        ("a: !!python/object:os.system x\n", 1, "is not used here"),
        ("a: &x 1\nb: *x\n", 2, "aliases are not used"),
        ("a: {<<: {b: 1}}\n", 1, "key << is not text"),
        ("a:\n\t- 1\n", 2, "tab used for indentation"),
        ("a: [1\n", 2, "is not YAML"),
        ("a: 1\n---\nb: 2\n", 2, "is not YAML"),
        ("", 1, "is empty"),
        ("# nothing\n", 1, "is empty"),
    ],
)
def test_surprises_are_faults_with_their_line(text: str, line: int, said: str) -> None:
    (fault,) = parse_tree(text, "f.yaml").faults
    assert fault.file == "f.yaml"
    assert fault.line == line
    assert said in fault.message


def test_several_surprises_are_reported_together() -> None:
    tree = parse_tree("a: yes\nb: no\nc: 010\n", "f.yaml")
    assert [fault.line for fault in tree.faults] == [1, 2, 3]


def test_nesting_without_end_is_a_fault() -> None:
    (fault,) = parse_tree("[" * 20_000, "f.yaml").faults
    assert fault.message
