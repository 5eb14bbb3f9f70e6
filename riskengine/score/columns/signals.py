"""All signals of all subjects, ready for the rules of one ruleset."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from functools import cached_property

import numpy as np
import polars as pl

from riskengine.model.signal import Value
from riskengine.rules.conditions import Atom
from riskengine.score.columns.classes import RowClasses
from riskengine.score.columns.table import Ints, Table

UNSEEN = 0
"""Number of the unknown value in every `Keys`."""


class Keys:
    """One numbering of the values of a field over all tables that have it.

    Attributes:
        values: value of each number; the first is None.
    """

    def __init__(self, tables: Sequence[Table], field: str) -> None:
        numbers: dict[Value, int] = {None: UNSEEN}
        self._of_row: dict[str, Ints] = {}
        for table in tables:
            coded = table.coded(field)
            of_value = [numbers.setdefault(value, len(numbers)) for value in coded.values]
            self._of_row[table.type] = np.array(of_value, dtype=np.int64)[coded.codes]
        self.values = tuple(numbers)

    def of(self, type_: str, rows: Ints) -> Ints | None:
        """Numbers of the values in some rows; None if the signal type has no such field."""
        found = self._of_row.get(type_)
        return None if found is None else found[rows]


class SignalColumns:
    """Tables, and the rows that pass each atom.

    Args:
        tables: checked, see `layout.checked`.
        subjects: how many subjects there are.
        atoms: every atom of the rules, by signal type.
    """

    def __init__(
        self,
        tables: Mapping[str, pl.DataFrame],
        subjects: int,
        atoms: Mapping[str, Sequence[Atom]],
        as_of: dt.date,
    ) -> None:
        self.frames = tables
        self.subjects = subjects
        self.as_of = as_of
        self._atoms = atoms
        self.tables = {type_: Table(type_, frame) for type_, frame in tables.items()}
        self._classes: dict[str, RowClasses] = {}
        self._keys: dict[str, Keys] = {}

    def rows(self, atom: Atom) -> Ints:
        """Numbers of the rows of its table that pass an atom."""
        table = self.tables.get(atom.signal)
        if table is None:
            return self._none
        found = self._classes.get(atom.signal)
        if found is None:
            found = RowClasses(table, self._atoms[atom.signal], self.as_of)
            self._classes[atom.signal] = found
        return found.rows(atom)

    def subjects_of(self, type_: str, rows: Ints) -> Ints:
        table = self.tables.get(type_)
        return self._none if table is None else table.subject[rows]

    def without_repeats(self, type_: str, rows: Ints, beside: Ints) -> tuple[Ints, Ints]:
        """Rows, and what stands beside them, without those that repeat an earlier row."""
        table = self.tables.get(type_)
        if table is None:
            return rows, beside
        first = table.first[rows]
        return rows[first], beside[first]

    def keys(self, field: str, types: Sequence[str]) -> Keys:
        """A numbering of a field over the types that have it."""
        found = self._keys.get(field)
        if found is None:
            tables = [self.tables[type_] for type_ in types if type_ in self.tables]
            found = self._keys[field] = Keys(tables, field)
        return found

    @cached_property
    def _none(self) -> Ints:
        return np.zeros(0, dtype=np.int64)
