"""Which values pass a field test: whether it can hold at all, and whether one implies another.

Tests are asked, not read: every value that can make a difference is tried, so that a new
operator needs nothing here.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from itertools import pairwise
from typing import Any

from riskengine.model.interval import Stake
from riskengine.model.signal import Value
from riskengine.rules.conditions import All, AnyOf, Atom, Condition, Not
from riskengine.rules.predicates import Dated, Every, FieldTest, Some, Within, named_values
from riskengine.signal_catalogue import CATALOGUE, FieldSpec

_DAY = dt.date(2025, 6, 15)
"""Any day does: moments are taken relative to it."""
_OTHER = "\x00another"
_MOST_COUNTED = 50


def probes(spec: FieldSpec, tests: Sequence[FieldTest]) -> list[Value]:
    """Values of a field of which one stands for each way the tests can come out; unknown too."""
    named = {value for test in tests for value in named_values(test)}
    if spec.type == "flag":
        return [None, True, False]
    if spec.type == "text":
        texts = spec.choices or (*sorted(str(value) for value in named), _OTHER)
        return [None, *texts]
    if spec.type == "date":
        days = {_DAY, *(value for value in named if isinstance(value, dt.date))}
        days |= {day for test in tests for day in _moments(test)}
        spans = [366 * 200, 1, 0, -1, -366 * 200]
        spans += [-n for test in tests for n in _within(test)]
        return [None, *sorted({_shifted(day, span) for day in days for span in spans})]
    numbers = sorted({float(v) for v in named if isinstance(v, int | float)} | {0.0})
    points = [numbers[0] - 1, *numbers, numbers[-1] + 1]
    points += [(low + high) / 2 for low, high in pairwise(numbers)]
    if spec.type == "integer":
        whole = {round(n) + step for n in points for step in (-1, 0, 1)}
        return [None, *(n for n in sorted(whole) if n >= 0)]
    if spec.type == "stake":
        ends = sorted({*(min(max(n, 0.0), 100.0) for n in points), 100.0})
        shares = [Stake(low, high) for low in ends for high in ends if low <= high]
        return [None, *(share for share in shares if not share.is_unknown)]
    return [None, *sorted(points)]


def _within(test: FieldTest) -> list[int]:
    """Days about the edge of each span that a test names."""
    if isinstance(test, Within):
        days = test.number * {"days": 1, "months": 31, "years": 366}.get(test.unit, 1)
        return [days + 1, max(days - 40 * test.number, 0)]
    parts = test.parts if isinstance(test, Every | Some) else ()
    return [days for part in parts for days in _within(part)]


def _moments(test: FieldTest) -> list[dt.date]:
    if isinstance(test, Dated):
        return [test.moment.on(_DAY)]
    parts = test.parts if isinstance(test, Every | Some) else ()
    return [day for part in parts for day in _moments(part)]


def _shifted(day: dt.date, days: int) -> dt.date:
    """A day so many days later, kept inside the calendar."""
    number = min(max(day.toordinal() + days, dt.date.min.toordinal()), dt.date.max.toordinal())
    return dt.date.fromordinal(number)


def holds_for(test: FieldTest, spec: FieldSpec) -> tuple[bool, bool]:
    """Whether a test holds for some value, and whether it holds for all."""
    outcomes = [test(value, _DAY) for value in probes(spec, [test])]
    return any(outcomes), all(outcomes)


def countable(atom: Atom) -> bool:
    """Whether some number of signals satisfies an atom's count."""
    return atom.count is None or any(atom.count(n, _DAY) for n in range(_MOST_COUNTED))


def implies(left: Atom, right: Atom) -> bool:
    """Whether every signal that passes the tests of `left` passes those of `right` too."""
    if left.signal != right.signal:
        return False
    fields = CATALOGUE[left.signal].fields
    mine = dict(left.tests)
    for name, wanted in right.tests:
        own = mine.get(name)
        tried = probes(fields[name], [wanted, *([own] if own else [])])
        if any((own is None or own(value, _DAY)) and not wanted(value, _DAY) for value in tried):
            return False
    return True


def contradictions(condition: Condition) -> list[str]:
    """Parts of a condition that make it impossible, or that nothing depends on, in words."""
    if isinstance(condition, Atom):
        return [] if countable(condition) else [f"no number of {condition.signal} satisfies it"]
    if isinstance(condition, Not):
        return contradictions(condition.part)
    found = [message for part in condition.parts for message in contradictions(part)]
    if isinstance(condition, All):
        wanted = [part for part in condition.parts if isinstance(part, Atom)]
        barred = [
            part.part
            for part in condition.parts
            if isinstance(part, Not) and isinstance(part.part, Atom)
        ]
        for one in wanted:
            found += [
                f"wants and bars the same {one.signal} (lines {one.line} and {other.line})"
                for other in barred
                if one.count is None and other.count is None and implies(one, other)
            ]
    if isinstance(condition, AnyOf):
        found += _idle_alternatives([p for p in condition.parts if isinstance(p, Atom)])
    return found


def _idle_alternatives(parts: list[Atom]) -> list[str]:
    return [
        f"an alternative on {one.signal} (line {one.line}) is part of another (line {other.line})"
        for index, one in enumerate(parts)
        for place, other in enumerate(parts)
        if index != place
        and one.count is None
        and other.count is None
        and implies(one, other)
        and (place < index or not implies(other, one))
    ]


def only_atom(condition: Condition) -> Atom | None:
    """The condition itself, where it is a single atom without a count."""
    return condition if isinstance(condition, Atom) and condition.count is None else None


def reachable(bands: Sequence[tuple[Any, int]], totals: int, floors: Sequence[int]) -> list[Any]:
    """Bands that neither points nor floors lead to."""
    top = max([totals, *floors])
    return [band for band, least in bands if least > top]
