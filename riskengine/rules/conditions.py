"""The `when` part of a rule: a tree of atoms over typed signals, and how it is compiled.

`match` gives the signals that made the condition hold, or None. Only positive atoms yield
signals: what stands under `not` is absent and can be no evidence.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from riskengine.rules.faults import describe, did_you_mean
from riskengine.rules.fieldtests import FieldTest, FieldTestCompiler
from riskengine.rules.names import Names
from riskengine.rules.pool import Pool, Prepared
from riskengine.rules.predicates import named_values
from riskengine.rules.words import asked
from riskengine.rules.yamltree import KeyPath, Tree
from riskengine.signal_catalogue import CATALOGUE, FieldSpec

_COUNT = FieldSpec("count", "integer", "how many signals match")
COUNT_OPERATORS = ("eq", "lt", "le", "gt", "ge")


@dataclass(frozen=True, slots=True)
class Atom:
    """Some signals of a type pass every test of `where`.

    Attributes:
        fields: names of the fields that `where` tests, sorted.
        count: test on how many pass; None means at least one.
        count_operators: operators of that test, for lint.
        distinct: count different values of this field, not signals; unknown counts as none.
        asked: what each test of `tests` wants, in words, in the same order.
        counted: what `count` wants, in words.
    """

    signal: str
    tests: tuple[tuple[str, FieldTest], ...]
    fields: tuple[str, ...]
    line: int
    count: FieldTest | None = None
    count_operators: tuple[str, ...] = ()
    distinct: str | None = None
    asked: tuple[str, ...] = ()
    counted: str = ""

    def candidates(self, pool: Pool) -> list[Prepared]:
        as_of = pool.as_of
        return [
            item
            for item in pool.of(self.signal)
            if all(test(item.values.get(name), as_of) for name, test in self.tests)
        ]

    def match(self, pool: Pool) -> list[Prepared] | None:
        found = self.candidates(pool)
        if self.count is None:
            return found or None
        number = len(found)
        if self.distinct is not None:
            values = {item.values.get(self.distinct) for item in found}
            number = len(values - {None})
        return found if self.count(number, pool.as_of) else None


@dataclass(frozen=True, slots=True)
class All:
    parts: tuple[Condition, ...]

    def match(self, pool: Pool) -> list[Prepared] | None:
        found: list[Prepared] = []
        for part in self.parts:
            matched = part.match(pool)
            if matched is None:
                return None
            found.extend(matched)
        return found


@dataclass(frozen=True, slots=True)
class AnyOf:
    parts: tuple[Condition, ...]

    def match(self, pool: Pool) -> list[Prepared] | None:
        found: list[Prepared] = []
        holds = False
        for part in self.parts:
            matched = part.match(pool)
            if matched is not None:
                holds = True
                found.extend(matched)
        return found if holds else None


@dataclass(frozen=True, slots=True)
class Not:
    part: Condition

    def match(self, pool: Pool) -> list[Prepared] | None:
        return None if self.part.match(pool) is not None else []


Condition = Atom | All | AnyOf | Not


def atoms(condition: Condition, *, positive: bool | None = None) -> Iterator[Atom]:
    """Atoms in file order: all, only those that count for (True) or against (False)."""
    yield from _atoms(condition, True, positive)


def _atoms(condition: Condition, sign: bool, wanted: bool | None) -> Iterator[Atom]:
    if isinstance(condition, Atom):
        if wanted is None or wanted is sign:
            yield condition
    elif isinstance(condition, Not):
        yield from _atoms(condition.part, not sign, wanted)
    else:
        for part in condition.parts:
            yield from _atoms(part, sign, wanted)


class ConditionCompiler:
    """Compiles the conditions of one file."""

    def __init__(self, tree: Tree, names: Names) -> None:
        self.tree = tree
        self.names = names
        self.tests = FieldTestCompiler(tree, names)

    def compile(self, raw: Any, path: KeyPath) -> Condition | None:
        """The condition, or None with at least one fault."""
        if not isinstance(raw, dict):
            hint = "write {signal: TYPE, where: {...}}, or all:, any:, not:"
            self.tree.fault(path, f"a condition is wanted, found {describe(raw)}", hint)
            return None
        if "signal" in raw:
            return self._atom(raw, path)
        if len(raw) != 1 or next(iter(raw)) not in ("all", "any", "not"):
            key = next((k for k in raw if k not in ("all", "any", "not")), "")
            hint = did_you_mean(key, ("signal", "all", "any", "not")) if key else ""
            if not key and len(raw) > 1:
                hint = f"put them into one list: all: [{', '.join(f'{k}: ...' for k in raw)}]"
            message = "a condition has exactly one of: signal, all, any, not"
            self.tree.fault(path, message, hint)
            return None
        (key,) = raw
        if key == "not":
            part = self.compile(raw["not"], (*path, "not"))
            return None if part is None else Not(part)
        items = raw[key]
        if not isinstance(items, list) or not items:
            self.tree.fault((*path, key), f"{key!r} wants a list of conditions")
            return None
        compiled = [self.compile(item, (*path, key, i)) for i, item in enumerate(items)]
        parts = tuple(part for part in compiled if part is not None)
        if len(parts) < len(compiled):
            return None
        return All(parts) if key == "all" else AnyOf(parts)

    def _atom(self, raw: dict[str, Any], path: KeyPath) -> Atom | None:
        before = len(self.tree.faults)
        for key in raw:
            if key not in ("signal", "where", "count", "distinct"):
                hint = did_you_mean(key, ("where", "count", "distinct"))
                self.tree.fault(
                    (*path, key), f"unknown key {key!r} beside 'signal'", hint, key=True
                )
        type_ = raw["signal"]
        spec = CATALOGUE.get(type_) if isinstance(type_, str) else None
        if spec is None:
            hint = did_you_mean(str(type_), CATALOGUE)
            self.tree.fault((*path, "signal"), f"no signal {type_!r} in the catalogue", hint)
            return None
        tests = self._where(raw.get("where", {}), spec.name, (*path, "where"))
        count, operators = self._count(raw.get("count"), (*path, "count"))
        distinct = raw.get("distinct")
        if distinct is not None:
            if not isinstance(distinct, str) or distinct not in spec.fields:
                hint = did_you_mean(str(distinct), spec.fields)
                message = f"signal {type_!r} has no field {distinct!r}"
                self.tree.fault((*path, "distinct"), message, hint)
            if count is None and "count" not in raw:
                hint = "add count: {ge: 2}, say"
                self.tree.fault((*path, "distinct"), "'distinct' needs a count", hint)
        if len(self.tree.faults) > before:
            return None
        line = self.tree.mark(path).line
        names = tuple(sorted(name for name, _ in tests))
        where = raw.get("where", {})
        words = tuple(asked(where[name], spec.fields[name], self.names) for name, _ in tests)
        number = raw.get("count")
        counted = "" if number is None else asked(number, _COUNT, self.names) + " of them"
        return Atom(
            spec.name, tuple(tests), names, line, count, operators, distinct, words, counted
        )

    def _where(self, raw: Any, type_: str, path: KeyPath) -> list[tuple[str, FieldTest]]:
        if not isinstance(raw, dict):
            self.tree.fault(path, f"'where' wants fields with tests, found {describe(raw)}")
            return []
        spec = CATALOGUE[type_]
        tests: list[tuple[str, FieldTest]] = []
        for name, wanted in raw.items():
            field = spec.fields.get(name)
            if field is None:
                hint = did_you_mean(name, spec.fields)
                message = f"signal {type_!r} has no field {name!r}"
                self.tree.fault((*path, name), message, hint, key=True)
                continue
            test = self.tests.compile(wanted, field, (*path, name))
            if test is not None:
                tests.append((name, test))
                if (type_, name) == ("ownership_regime", "regime"):
                    self._regimes(test, (*path, name))
        return tests

    def _regimes(self, test: FieldTest, path: KeyPath) -> None:
        """The signal comes from regimes.yaml: a test on any other id would never hold."""
        known = self.names.regimes
        if known:
            for name in sorted(set(map(str, named_values(test))) - known):
                hint = did_you_mean(name, known)
                self.tree.fault(path, f"no regime {name!r} in regimes.yaml", hint)

    def _count(self, raw: Any, path: KeyPath) -> tuple[FieldTest | None, tuple[str, ...]]:
        if raw is None:
            return None, ()
        if isinstance(raw, int) and not isinstance(raw, bool):
            raw = {"eq": raw}
        wrong = (
            [name for name in raw if name not in COUNT_OPERATORS] if isinstance(raw, dict) else []
        )
        if not isinstance(raw, dict) or wrong:
            name = wrong[0] if wrong else ""
            hint = did_you_mean(name, COUNT_OPERATORS) if name else "write count: {ge: 2}, say"
            found = repr(name) if name else describe(raw)
            self.tree.fault(path, f"'count' cannot be {found}", hint)
            return None, ()
        return self.tests.compile(raw, _COUNT, path), tuple(raw)
