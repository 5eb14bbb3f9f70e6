"""Compiled tests on one value: plain data that can be called, compared and read by other parts.

Each takes the field's value, None when unknown, and the as-of date. Nothing holds of an
unknown value but `Known(expected=False)` and tests marked `or_unknown`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from riskengine.model.signal import Value
from riskengine.rules.moments import Moment, back

COMPARE: Mapping[str, Callable[[Any, Any], bool]] = MappingProxyType(
    {
        "eq": lambda value, wanted: value == wanted,
        "ne": lambda value, wanted: value != wanted,
        "lt": lambda value, wanted: value < wanted,
        "le": lambda value, wanted: value <= wanted,
        "gt": lambda value, wanted: value > wanted,
        "ge": lambda value, wanted: value >= wanted,
        "certainly_ge": lambda value, wanted: value.low >= wanted,
        "certainly_gt": lambda value, wanted: value.low > wanted,
        "certainly_le": lambda value, wanted: value.high <= wanted,
        "certainly_lt": lambda value, wanted: value.high < wanted,
        "possibly_ge": lambda value, wanted: value.high >= wanted,
        "possibly_gt": lambda value, wanted: value.high > wanted,
        "possibly_le": lambda value, wanted: value.low <= wanted,
        "possibly_lt": lambda value, wanted: value.low < wanted,
    }
)


@dataclass(frozen=True, slots=True)
class Compare:
    """The value stands in the relation `op`, a key of `COMPARE`, to `wanted`."""

    op: str
    wanted: Any

    def __call__(self, value: Value, as_of: dt.date) -> bool:
        return value is not None and COMPARE[self.op](value, self.wanted)


@dataclass(frozen=True, slots=True)
class Member:
    """The value is one of `values`; with `negate`, none of them."""

    values: frozenset[Any]
    negate: bool = False

    def __call__(self, value: Value, as_of: dt.date) -> bool:
        return value is not None and (value in self.values) is not self.negate


@dataclass(frozen=True, slots=True)
class Known:
    """The value is known, or is not."""

    expected: bool

    def __call__(self, value: Value, as_of: dt.date) -> bool:
        return (value is not None) is self.expected


@dataclass(frozen=True, slots=True)
class Within:
    """A date in the last `number` days, months or years, the as-of date included.

    Twelve months before 29 February 2024 is 28 February 2023; that day is included.
    """

    number: int
    unit: str

    def __call__(self, value: Value, as_of: dt.date) -> bool:
        return isinstance(value, dt.date) and back(as_of, self.number, self.unit) <= value <= as_of


@dataclass(frozen=True, slots=True)
class Dated:
    """A date `before` or `after` a moment, or `since` it (that day included)."""

    op: str
    moment: Moment

    def __call__(self, value: Value, as_of: dt.date) -> bool:
        if not isinstance(value, dt.date):
            return False
        day = self.moment.on(as_of)
        if self.op == "before":
            return value < day
        return value > day if self.op == "after" else value >= day


@dataclass(frozen=True, slots=True)
class Every:
    """All `parts` hold; or the value is unknown, where `or_unknown` says so."""

    parts: tuple[FieldTest, ...]
    or_unknown: bool = False

    def __call__(self, value: Value, as_of: dt.date) -> bool:
        if value is None and self.or_unknown:
            return True
        return all(part(value, as_of) for part in self.parts)


@dataclass(frozen=True, slots=True)
class Some:
    """At least one of `parts` holds."""

    parts: tuple[FieldTest, ...]

    def __call__(self, value: Value, as_of: dt.date) -> bool:
        return any(part(value, as_of) for part in self.parts)


FieldTest = Compare | Member | Known | Within | Dated | Every | Some


def named_values(test: FieldTest) -> Iterator[Any]:
    """Every single value that a test compares with, as written in the rule."""
    if isinstance(test, Compare):
        yield test.wanted
    elif isinstance(test, Member):
        yield from sorted(test.values, key=repr)
    elif isinstance(test, Every | Some):
        for part in test.parts:
            yield from named_values(part)
