"""Which rows of a table pass which atoms.

A rule looks at few fields, and its tests tell few values apart. So each field is cut down
to the classes of values that every test treats alike, and each row to the combination of
these. An atom is then decided once for a class of rows, by the tests of the ruleset itself.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence

import numpy as np

from riskengine.rules.conditions import Atom
from riskengine.rules.fieldtests import FieldTest
from riskengine.score.columns.table import Coded, Ints, Table

_SMALL = 1 << 20
"""Up to this many combinations are counted in an array; beyond it the rows are sorted."""

Truths = tuple[bool, ...]


class RowClasses:
    """The rows of one table, grouped by what the atoms of a ruleset make of them.

    Args:
        wanted: every atom of the ruleset on this signal type.
    """

    def __init__(self, table: Table, wanted: Sequence[Atom], as_of: dt.date) -> None:
        self.table = table
        tests: dict[str, list[FieldTest]] = {}
        for atom in wanted:
            for name, test in atom.tests:
                tests.setdefault(name, []).append(test)
        self._place = {
            (name, id(test)): (position, index)
            for position, (name, found) in enumerate(tests.items())
            for index, test in enumerate(found)
        }
        rows: Ints = np.zeros(table.rows, dtype=np.int64)
        kinds: list[tuple[Truths, ...]] = [()]
        for name, found in tests.items():
            of_row, truths = _field_classes(table.coded(name), found, as_of)
            rows, present = _dense(rows * len(truths) + of_row, len(kinds) * len(truths))
            kinds = [
                (*kinds[mixed // len(truths)], truths[mixed % len(truths)])
                for mixed in present.tolist()
            ]
        self._kinds = kinds
        # Rows of a class stand together, so that an atom touches only rows that pass.
        self._order = np.argsort(rows.astype(_narrow(len(kinds))), kind="stable")
        self._ends = np.cumsum(np.bincount(rows, minlength=len(kinds))).tolist()

    def rows(self, atom: Atom) -> Ints:
        """Numbers of the rows that pass every test of an atom."""
        places = [self._place[name, id(test)] for name, test in atom.tests]
        spans = [
            self._order[self._ends[index - 1] if index else 0 : self._ends[index]]
            for index, kind in enumerate(self._kinds)
            if all(kind[position][test] for position, test in places)
        ]
        return np.concatenate(spans) if spans else np.zeros(0, dtype=np.int64)


def _field_classes(
    coded: Coded, tests: Iterable[FieldTest], as_of: dt.date
) -> tuple[Ints, list[Truths]]:
    """Class of each row by one field, and what each test says of each class."""
    asked = tuple(tests)
    classes: dict[Truths, int] = {}
    of_value = np.empty(len(coded.values), dtype=np.int64)
    for number, value in enumerate(coded.values):
        truths = tuple(test(value, as_of) for test in asked)
        of_value[number] = classes.setdefault(truths, len(classes))
    return of_value[coded.codes], list(classes)


def _dense(mixed: Ints, width: int) -> tuple[Ints, Ints]:
    """Numbers below `width` as positions among those that occur, and these, sorted."""
    if width > _SMALL:
        present, codes = np.unique(mixed, return_inverse=True)
        return codes.astype(np.int64, copy=False), present
    present = np.flatnonzero(np.bincount(mixed, minlength=width)).astype(np.int64)
    position = np.zeros(width, dtype=np.int64)
    position[present] = np.arange(len(present))
    return position[mixed], present


def _narrow(count: int) -> type[np.unsignedinteger]:
    """The narrowest type for positions; narrow ones are sorted by counting."""
    return np.uint8 if count <= 1 << 8 else np.uint16 if count <= 1 << 16 else np.uint32
