"""What a condition is asked about: each subject, or each value of `per` of each subject."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

import numpy as np

from riskengine.rules.conditions import Atom, atoms
from riskengine.rules.model import Rule
from riskengine.score.columns.signals import UNSEEN, SignalColumns
from riskengine.score.columns.table import Ints
from riskengine.signal_catalogue import CATALOGUE

Rows = tuple[Ints, Ints]
"""Numbers of rows, and the unit that sees each; a row may be seen by several units."""


class Units(Protocol):
    """Units, numbered from 0."""

    count: int

    def seen(self, atom: Atom) -> Rows:
        """Rows that pass an atom, each with the unit that sees it."""
        ...

    def subject(self, units: Ints) -> Ints:
        """The subject of each unit."""
        ...


class SubjectUnits:
    """One unit for each subject, which sees all its signals."""

    def __init__(self, columns: SignalColumns) -> None:
        self.count = columns.subjects
        self._columns = columns

    def seen(self, atom: Atom) -> Rows:
        rows = self._columns.rows(atom)
        return rows, self._columns.subjects_of(atom.signal, rows)

    def subject(self, units: Ints) -> Ints:
        return units


class ValueUnits:
    """One unit for each value of a field among the signals that could match.

    A unit sees the signals with its value, and all signals of types without the field.
    As in the single path, unknown is a value of its own.
    """

    def __init__(self, columns: SignalColumns, rule: Rule, field: str) -> None:
        self._columns = columns
        self._keys = columns.keys(field, types_with(field))
        self._width = len(self._keys.values)
        found = [self._pairs(atom, columns.rows(atom)) for atom in atoms(rule.when, positive=True)]
        self._units = np.unique(np.concatenate(found)) if found else np.zeros(0, dtype=np.int64)
        self._subjects = self._units // self._width
        self.count = len(self._units)

    def _pairs(self, atom: Atom, rows: Ints) -> Ints:
        keys = self._keys.of(atom.signal, rows)
        subjects = self._columns.subjects_of(atom.signal, rows)
        return subjects * self._width + (UNSEEN if keys is None else keys)

    def seen(self, atom: Atom) -> Rows:
        rows = self._columns.rows(atom)
        if self._keys.of(atom.signal, rows) is None:
            return self._seen_by_all(atom, rows)
        wanted = self._pairs(atom, rows)
        units = np.searchsorted(self._units, wanted)
        there = units < self.count
        there[there] = self._units[units[there]] == wanted[there]
        return rows[there], units[there]

    def _seen_by_all(self, atom: Atom, rows: Ints) -> Rows:
        subjects = self._columns.subjects_of(atom.signal, rows)
        start = np.searchsorted(self._subjects, subjects, side="left")
        number = np.searchsorted(self._subjects, subjects, side="right") - start
        before = np.cumsum(number) - number
        units = np.arange(int(number.sum())) + np.repeat(start - before, number)
        return np.repeat(rows, number), units

    def subject(self, units: Ints) -> Ints:
        return self._subjects[units]

    def keys(self, units: Ints) -> Ints:
        """Number of the value of each unit."""
        return self._units[units] % self._width

    def labels(self, keys: Sequence[int]) -> list[tuple[str, bool]]:
        """How a finding names each value, and whether it stands for unknown."""
        values = [self._keys.values[key] for key in keys]
        return [("unknown", True) if v is None else (str(v), False) for v in values]


def types_with(field: str) -> list[str]:
    """Signal types that declare a field."""
    return [type_ for type_, spec in CATALOGUE.items() if field in spec.fields]
