"""Tests on one field of a signal, compiled once into plain callables.

A test takes the field's value, None when unknown, and the as-of date. Nothing holds of an
unknown value, neither equality nor inequality; only `known: false` and `or_unknown: true`
let it pass, and both say so in the rule.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from riskengine.model.signal import Value
from riskengine.rules.faults import describe, did_you_mean
from riskengine.rules.moments import LONGEST, UNITS, moment
from riskengine.rules.names import Names, is_reference
from riskengine.rules.predicates import (
    COMPARE,
    Compare,
    Dated,
    Every,
    FieldTest,
    Known,
    Member,
    Some,
    Within,
)
from riskengine.rules.vocabulary import unknown_value
from riskengine.rules.yamltree import KeyPath, Tree
from riskengine.signal_catalogue import FieldSpec

__all__ = ["OPERATORS", "FieldTest", "FieldTestCompiler"]

_ANY = ("known", "or_unknown", "any_of")
_EQUAL = ("eq", "ne", *_ANY)
_ORDERED = (*_EQUAL, "in", "not_in", "lt", "le", "gt", "ge")
_WITHIN = tuple(f"within_{unit}" for unit in UNITS)
_DATED = ("before", "after", "since")
OPERATORS = {
    "text": (*_EQUAL, "in", "not_in"),
    "flag": _EQUAL,
    "integer": _ORDERED,
    "number": _ORDERED,
    "date": (*_ORDERED, *_WITHIN, *_DATED),
    "stake": (*(name for name in COMPARE if "_" in name), *_ANY),
}
_KINDS = {
    "text": "text",
    "flag": "true or false",
    "integer": "a whole number",
    "number": "a number",
    "date": "a date",
    "stake": "a share in percent",
}
_EVERY = sorted({name for names in OPERATORS.values() for name in names})


class FieldTestCompiler:
    """Compiles the tests of one file against the catalogue and the ruleset's names."""

    def __init__(self, tree: Tree, names: Names) -> None:
        self.tree = tree
        self.names = names

    def compile(self, raw: Any, spec: FieldSpec, path: KeyPath) -> FieldTest | None:
        """The test, or None with a fault where it stands."""
        if isinstance(raw, dict):
            return self._operators(raw, spec, path)
        if isinstance(raw, list):
            return self._membership(raw, spec, path, negate=False)
        if spec.type == "stake":
            hint = "compare a share with certainly_ge, possibly_ge or certainly_lt"
            self.tree.fault(path, f"{spec.name!r} is a share in percent, an interval", hint)
            return None
        if is_reference(raw) and raw.removeprefix("$") in self.names.lists:
            return self._membership([raw], spec, path, negate=False)
        return self._comparison("eq", raw, spec, path)

    def _operators(self, raw: dict[str, Any], spec: FieldSpec, path: KeyPath) -> FieldTest | None:
        tests: list[FieldTest] = []
        or_unknown = False
        if not raw:
            self.tree.fault(path, f"the test on {spec.name!r} is empty")
            return None
        for name, wanted in raw.items():
            place = (*path, name)
            if name not in OPERATORS[spec.type]:
                self._unknown_operator(name, spec, place)
            elif name == "or_unknown":
                or_unknown = self._truth(name, wanted, place)
                if len(raw) == 1:
                    hint = "to ask for an unknown value write known: false"
                    self.tree.fault(place, "or_unknown stands beside another test", hint)
            else:
                test = self._operator(name, wanted, spec, place)
                if test is not None:
                    tests.append(test)
        if not tests:
            return None
        return _all_of(tests, or_unknown)

    def _operator(self, name: str, wanted: Any, spec: FieldSpec, path: KeyPath) -> FieldTest | None:
        if name == "known":
            expected = self._truth(name, wanted, path)
            return Known(expected)
        if name == "any_of":
            return self._alternatives(wanted, spec, path)
        if name in ("in", "not_in"):
            items = wanted if isinstance(wanted, list) else [wanted]
            return self._membership(items, spec, path, negate=name == "not_in")
        if name in _WITHIN:
            return self._within(name, wanted, path)
        if name in _DATED:
            return self._dated(name, wanted, spec, path)
        return self._comparison(name, wanted, spec, path)

    def _unknown_operator(self, name: str, spec: FieldSpec, path: KeyPath) -> None:
        allowed = OPERATORS[spec.type]
        hint = did_you_mean(name, allowed)
        message = f"no operator {name!r}"
        if name in _EVERY:
            message = (
                f"operator {name!r} does not apply to {spec.name!r}, which is {_KINDS[spec.type]}"
            )
            hint = "use one of: " + ", ".join(sorted(allowed))
        self.tree.fault(path, message, hint, key=True)

    def _truth(self, name: str, wanted: Any, path: KeyPath) -> bool:
        if isinstance(wanted, bool):
            return wanted
        self.tree.fault(path, f"{name!r} wants true or false, found {describe(wanted)}")
        return True

    def _alternatives(self, wanted: Any, spec: FieldSpec, path: KeyPath) -> FieldTest | None:
        if not isinstance(wanted, list) or not wanted:
            self.tree.fault(path, "any_of wants a list of tests")
            return None
        compiled = [self.compile(item, spec, (*path, i)) for i, item in enumerate(wanted)]
        tests = tuple(test for test in compiled if test is not None)
        return Some(tests)

    def _within(self, name: str, wanted: Any, path: KeyPath) -> FieldTest | None:
        value = self.names.resolve(wanted, self.tree, path) if is_reference(wanted) else wanted
        unit = name.removeprefix("within_")
        if value is None and is_reference(wanted):
            return None
        if type(value) is not int or not 0 <= value <= LONGEST:
            message = f"{name} wants a number of {unit}, found {describe(wanted)}"
            self.tree.fault(path, message, f"write a whole number from 0 to {LONGEST}")
            return None
        return Within(value, unit)

    def _dated(self, name: str, wanted: Any, spec: FieldSpec, path: KeyPath) -> FieldTest | None:
        value = self.names.resolve(wanted, self.tree, path) if is_reference(wanted) else wanted
        if value is None and is_reference(wanted):
            return None
        found = moment(value)
        if found is None:
            hint = "write YYYY-MM-DD without quotes, as_of, or as_of - 12 months"
            self.tree.fault(path, f"{name!r} wants a day, found {describe(value)}", hint)
            return None
        return Dated(name, found)

    def _comparison(self, op: str, raw: Any, spec: FieldSpec, path: KeyPath) -> FieldTest | None:
        wanted = self.literal(raw, spec, path)
        if wanted is None:
            return None
        return Compare(op, wanted)

    def _membership(
        self, items: list[Any], spec: FieldSpec, path: KeyPath, *, negate: bool
    ) -> FieldTest | None:
        if not items:
            self.tree.fault(path, f"the list of values for {spec.name!r} is empty")
            return None
        if spec.type == "stake":
            self.tree.fault(path, f"{spec.name!r} is a share in percent and cannot be in a list")
            return None
        wanted: set[object] = set()
        for index, item in enumerate(items):
            place = (*path, index)
            if is_reference(item) and item.removeprefix("$") in self.names.lists:
                values = self.names.resolve(item, self.tree, place)
                for value in values if isinstance(values, tuple) else ():
                    self._choice(value, spec, place, f" (from {item})")
                    wanted.add(value)
            else:
                literal = self.literal(item, spec, place)
                if literal is not None:
                    wanted.add(literal)
        return Member(frozenset(wanted), negate)

    def literal(self, raw: Any, spec: FieldSpec, path: KeyPath) -> Value:
        """A value of the field's type, parameters resolved; None with a fault otherwise."""
        value: Any = raw
        if is_reference(raw):
            value = self.names.resolve(raw, self.tree, path)
            if value is None:
                return None
            if isinstance(value, tuple):
                hint = f"write {{in: {raw}}} for membership"
                self.tree.fault(path, f"{raw} is a list, one value is wanted here", hint)
                return None
        wanted = "number" if spec.type == "stake" else spec.type
        ok = {
            "text": isinstance(value, str),
            "flag": isinstance(value, bool),
            "integer": type(value) is int,
            "number": type(value) in (int, float),
            "date": isinstance(value, dt.date),
        }[wanted]
        if not ok:
            hint = _instead(raw, value, wanted)
            message = f"{spec.name!r} wants {_KINDS[wanted]}, found {describe(value)}"
            self.tree.fault(path, message, hint)
            return None
        self._choice(value, spec, path, "")
        return float(value) if wanted == "number" else value

    def _choice(self, value: object, spec: FieldSpec, path: KeyPath, origin: str) -> None:
        found = unknown_value(value, spec)
        if found is not None:
            self.tree.fault(path, found[0] + origin, found[1])


def _instead(raw: Any, value: Any, wanted: str) -> str:
    """What to write for a value of the wrong type."""
    if is_reference(raw):
        return f"{raw} stands for {describe(value)}"
    if value is None:
        return "to ask for an unknown value write known: false"
    if wanted == "date":
        return "write YYYY-MM-DD, without quotes"
    if wanted == "text":
        return f"put it in quotes: '{value}'" if isinstance(value, int | float | dt.date) else ""
    return "write it without quotes" if isinstance(value, str) else ""


def _all_of(tests: list[FieldTest], or_unknown: bool) -> FieldTest:
    if len(tests) == 1 and not or_unknown:
        return tests[0]
    return Every(tuple(tests), or_unknown)
