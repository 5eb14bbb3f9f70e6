"""Tests on one field of a signal, compiled once into plain callables.

A test takes the field's value, None when unknown, and the as-of date. Nothing holds of an
unknown value, neither equality nor inequality; only `known: false` and `or_unknown: true`
let it pass, and both say so in the rule.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

from riskengine.model.signal import Value
from riskengine.rules.faults import describe, did_you_mean
from riskengine.rules.names import Names, is_reference
from riskengine.rules.yamltree import KeyPath, Tree
from riskengine.signal_catalogue import FieldSpec

FieldTest = Callable[[Value, dt.date], bool]

_ANY = ("known", "or_unknown", "any_of")
_EQUAL = ("eq", "ne", *_ANY)
_ORDERED = (*_EQUAL, "in", "not_in", "lt", "le", "gt", "ge")
OPERATORS = {
    "text": (*_EQUAL, "in", "not_in"),
    "flag": _EQUAL,
    "integer": _ORDERED,
    "number": _ORDERED,
    "date": (*_ORDERED, "within_days"),
    "stake": ("certainly_ge", "possibly_ge", "certainly_lt", *_ANY),
}
_EVERY = sorted({name for names in OPERATORS.values() for name in names})

_COMPARE: dict[str, Callable[[Any, Any], bool]] = {
    "eq": lambda value, wanted: value == wanted,
    "ne": lambda value, wanted: value != wanted,
    "lt": lambda value, wanted: value < wanted,
    "le": lambda value, wanted: value <= wanted,
    "gt": lambda value, wanted: value > wanted,
    "ge": lambda value, wanted: value >= wanted,
    "certainly_ge": lambda value, wanted: value.low >= wanted,
    "possibly_ge": lambda value, wanted: value.high >= wanted,
    "certainly_lt": lambda value, wanted: value.high < wanted,
}


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
            return lambda value, _: (value is not None) is expected
        if name == "any_of":
            return self._alternatives(wanted, spec, path)
        if name in ("in", "not_in"):
            items = wanted if isinstance(wanted, list) else [wanted]
            return self._membership(items, spec, path, negate=name == "not_in")
        if name == "within_days":
            return self._within(wanted, path)
        return self._comparison(name, wanted, spec, path)

    def _unknown_operator(self, name: str, spec: FieldSpec, path: KeyPath) -> None:
        allowed = OPERATORS[spec.type]
        hint = did_you_mean(name, allowed)
        message = f"no operator {name!r}"
        if name in _EVERY:
            message = f"operator {name!r} does not apply to {spec.name!r}, which is {spec.type}"
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
        tests = [test for test in compiled if test is not None]
        return lambda value, as_of: any(test(value, as_of) for test in tests)

    def _within(self, wanted: Any, path: KeyPath) -> FieldTest | None:
        value = self.names.resolve(wanted, self.tree, path) if is_reference(wanted) else wanted
        if type(value) is not int or value < 0:
            self.tree.fault(path, f"within_days wants a number of days, found {describe(wanted)}")
            return None
        span = dt.timedelta(days=value)

        def test(date: Value, as_of: dt.date) -> bool:
            return isinstance(date, dt.date) and as_of - span <= date <= as_of

        return test

    def _comparison(self, op: str, raw: Any, spec: FieldSpec, path: KeyPath) -> FieldTest | None:
        wanted = self.literal(raw, spec, path)
        if wanted is None:
            return None
        compare = _COMPARE[op]
        return lambda value, _: value is not None and compare(value, wanted)

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
        frozen = frozenset(wanted)
        if negate:
            return lambda value, _: value is not None and value not in frozen
        return lambda value, _: value is not None and value in frozen

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
            hint = ""
            if wanted == "text" and isinstance(value, int | float | dt.date):
                hint = f"put it in quotes: '{value}'"
            elif wanted == "date":
                hint = "write YYYY-MM-DD, without quotes"
            kind = {"flag": "true or false", "integer": "a whole number"}.get(wanted, f"a {wanted}")
            kind = "text" if wanted == "text" else kind
            self.tree.fault(path, f"{spec.name!r} wants {kind}, found {describe(value)}", hint)
            return None
        self._choice(value, spec, path, "")
        return float(value) if wanted == "number" else value

    def _choice(self, value: object, spec: FieldSpec, path: KeyPath, origin: str) -> None:
        if spec.choices and value not in spec.choices:
            message = f"{spec.name!r} is never {value!r}{origin}"
            self.tree.fault(path, message, did_you_mean(str(value), spec.choices))


def _all_of(tests: list[FieldTest], or_unknown: bool) -> FieldTest:
    if len(tests) == 1 and not or_unknown:
        return tests[0]
    if or_unknown:
        return lambda value, as_of: value is None or all(t(value, as_of) for t in tests)
    return lambda value, as_of: all(t(value, as_of) for t in tests)
