"""Conditions over units: where they hold, and on which rows."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from riskengine.rules.conditions import All, AnyOf, Atom, Condition, Not
from riskengine.score.columns.signals import SignalColumns
from riskengine.score.columns.table import Bools, Ints
from riskengine.score.columns.units import Rows, Units


class Answer:
    """A condition, asked of all units at once.

    Attributes:
        holds: for each unit.
    """

    def __init__(self, condition: Condition, units: Units, columns: SignalColumns) -> None:
        self._units = units
        self._columns = columns
        self._seen: dict[int, Rows] = {}
        self._held: dict[int, Bools] = {}
        self._condition = condition
        self.holds = self._ask(condition)

    def _ask(self, condition: Condition) -> Bools:
        if isinstance(condition, Atom):
            holds = self._atom(condition)
        elif isinstance(condition, Not):
            holds = ~self._ask(condition.part)
        else:
            join = np.logical_and if isinstance(condition, All) else np.logical_or
            parts = [self._ask(part) for part in condition.parts]
            holds = parts[0]
            for part in parts[1:]:
                holds = join(holds, part)
        self._held[id(condition)] = holds
        return holds

    def _atom(self, atom: Atom) -> Bools:
        rows, units = self._seen[id(atom)] = self._units.seen(atom)
        if atom.count is None:
            holds = np.zeros(self._units.count, dtype=np.bool_)
            holds[units] = True
            return holds
        if atom.distinct is None:
            _, counted = self._columns.without_repeats(atom.signal, rows, units)
        else:
            counted = self._distinct(atom, atom.distinct, rows, units)
        numbers = np.bincount(counted, minlength=self._units.count)
        most = int(numbers.max(initial=0))
        passes = [atom.count(number, self._columns.as_of) for number in range(most + 1)]
        return np.array(passes, dtype=np.bool_)[numbers]

    def _distinct(self, atom: Atom, field: str, rows: Ints, units: Ints) -> Ints:
        """One entry of its unit for each known value of a field."""
        table = self._columns.tables.get(atom.signal)
        if table is None:
            return units
        coded = table.coded(field)
        width = len(coded.values)
        known = np.array([value is not None for value in coded.values], dtype=np.bool_)
        codes = coded.codes[rows]
        good = known[codes]
        return np.unique(units[good] * width + codes[good]) // width

    def matched(self) -> Iterator[tuple[str, Ints, Ints]]:
        """Signal type, rows and units of what made the condition hold; rows may repeat."""
        yield from self._matched(self._condition, self.holds)

    def _matched(self, condition: Condition, within: Bools) -> Iterator[tuple[str, Ints, Ints]]:
        if isinstance(condition, Not):
            return  # what is absent is no evidence
        if isinstance(condition, AnyOf | All):
            for part in condition.parts:
                yield from self._matched(part, within & self._held[id(part)])
            return
        rows, units = self._seen[id(condition)]
        kept = within[units]
        yield condition.signal, rows[kept], units[kept]
