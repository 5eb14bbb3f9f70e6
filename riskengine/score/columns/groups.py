"""The text of an exclusive group, filled from the signals of each unit.

The single path fills `{field}` from the best signal: most points, then confidence, then a
fixed order of the signals as written out. Columns have no such order, so where signals
that tie would fill it differently, the unit is reported as open and left to the single path.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TypeGuard

import numpy as np

from riskengine.model.signal import Signal
from riskengine.rules.model import Rule
from riskengine.rules.pool import Prepared
from riskengine.rules.templates import Slot, Template, join_words
from riskengine.score.columns.signals import SignalColumns
from riskengine.score.columns.table import Bools, Coded, Ints
from riskengine.signal_catalogue import CATALOGUE

Matched = Sequence[tuple[str, Ints, Ints]]
"""Signal type, rows and units of what made a rule fire."""


def depends_on_signals(template: Template) -> bool:
    """Whether the text differs between firings: the subject alone is left out of groups."""
    return any(slot.mode != "subject" for slot in template.slots)


class GroupTexts:
    """Fills the group template of one rule for all its firings.

    Args:
        firing: units that fired, sorted.
        matched: rows that made them fire, none of other units.
    """

    def __init__(self, rule: Rule, columns: SignalColumns, firing: Ints, matched: Matched) -> None:
        self._rule = rule
        self._columns = columns
        self._firing = firing
        self._matched = [
            (type_, rows, np.searchsorted(firing, units)) for type_, rows, units in matched
        ]
        self.open: Bools = np.zeros(len(firing), dtype=np.bool_)
        """Firings whose text the columns cannot settle."""

    def texts(self, template: Template) -> list[str]:
        """The text of each firing."""
        columns = [
            [part] * len(self._firing) if isinstance(part, str) else self._slot(part)
            for part in template.parts
        ]
        finish: dict[str, str] = {}
        joined = map("".join, zip(*columns, strict=True))
        return [
            finish.get(text) or finish.setdefault(text, Template(text, (text,)).fill("", ()))
            for text in joined
        ]

    def _slot(self, slot: Slot) -> list[str]:
        if slot.mode == "subject":
            return [""] * len(self._firing)
        if slot.mode == "count":
            return [str(number) for number in self._count().tolist()]
        return self._best(slot) if slot.mode == "one" else self._every(slot)

    def _count(self) -> Ints:
        numbers = np.zeros(len(self._firing), dtype=np.int64)
        for type_ in sorted({type_ for type_, _, _ in self._matched}):
            mine = [(rows, units) for other, rows, units in self._matched if other == type_]
            rows, units = (np.concatenate(side) for side in zip(*mine, strict=True))
            rows, units = self._columns.without_repeats(type_, rows, units)
            width = int(rows.max(initial=0)) + 1
            seen = np.unique(units * width + rows) // width
            numbers += np.bincount(seen, minlength=len(numbers))
        return numbers

    def _printed(self, slot: Slot) -> tuple[Ints, Ints, Ints, Ints, list[str]]:
        """Points, confidence (as rank), unit and text of every known value; and the texts."""
        one = replace(slot, mode="one")
        numbers: dict[str, int] = {}
        ranks: list[tuple[Ints, Ints, Ints, Ints]] = []
        confidences = sorted(
            {v for t, _, _ in self._matched for v in self._confidences(t).values if _is_number(v)}
            | {1.0}
        )
        place = {value: rank for rank, value in enumerate(confidences)}
        for type_, rows, units in self._matched:
            table = self._columns.tables.get(type_)
            for wanted, name in slot.sources if table is not None else ():
                if wanted not in ("", type_) or name not in CATALOGUE[type_].fields:
                    continue
                assert table is not None
                coded = table.coded(name)
                codes = coded.codes[rows]
                text_of = np.full(len(coded.values), -1, dtype=np.int64)
                for code in np.unique(codes).tolist():
                    value = coded.values[code]
                    if value is not None:
                        item = Prepared(Signal(type_, "", ()), {name: value}, "")
                        text = one.fill("", (item,))
                        text_of[code] = numbers.setdefault(text, len(numbers))
                known = text_of[codes] >= 0
                confidence = self._confidences(type_)
                rank_of = np.array(
                    [place[v if _is_number(v) else 1.0] for v in confidence.values], dtype=np.int64
                )
                ranks.append(
                    (
                        self._points(type_, rows)[known],
                        rank_of[confidence.codes[rows]][known],
                        units[known],
                        text_of[codes][known],
                    )
                )
        if not ranks:
            none = np.zeros(0, dtype=np.int64)
            return none, none, none, none, []
        points, confidence_rank, units, texts = (
            np.concatenate(side) for side in zip(*ranks, strict=True)
        )
        return points, confidence_rank, units, texts, list(numbers)

    def _confidences(self, type_: str) -> Coded:
        table = self._columns.tables.get(type_)
        if table is None or "confidence" not in CATALOGUE[type_].fields:
            rows = 0 if table is None else table.rows
            return Coded(np.zeros(rows, dtype=np.int64), (None,))
        return table.coded("confidence")

    def _points(self, type_: str, rows: Ints) -> Ints:
        points = self._rule.points
        if points.by is None or points.by not in CATALOGUE[type_].fields:
            return np.full(len(rows), points.at(None), dtype=np.int64)
        coded = self._columns.tables[type_].coded(points.by)
        of_value = np.array([points.at(value) for value in coded.values], dtype=np.int64)
        return of_value[coded.codes[rows]]

    def _best(self, slot: Slot) -> list[str]:
        points, confidence, units, texts, printed = self._printed(slot)
        order = np.lexsort((-confidence, -points, units))
        points, confidence, units, texts = (
            side[order] for side in (points, confidence, units, texts)
        )
        starts = np.flatnonzero(np.diff(units, prepend=-1))
        first = np.repeat(starts, np.diff(np.append(starts, len(units))))
        ties = (points == points[first]) & (confidence == confidence[first])
        self.open[units[ties & (texts != texts[first])]] = True
        found = [slot.unknown] * len(self._firing)
        for unit, text in zip(units[starts].tolist(), texts[starts].tolist(), strict=True):
            found[unit] = printed[text]
        return found

    def _every(self, slot: Slot) -> list[str]:
        _, _, units, texts, printed = self._printed(slot)
        of_unit: dict[int, set[str]] = {}
        for unit, text in zip(units.tolist(), texts.tolist(), strict=True):
            of_unit.setdefault(unit, set()).add(printed[text])
        found = []
        for unit in range(len(self._firing)):
            distinct = sorted(of_unit.get(unit, ()))
            found.append(
                str(len(distinct)) if slot.mode == "n" else join_words(distinct) or slot.unknown
            )
        return found


def _is_number(value: object) -> TypeGuard[float]:
    return isinstance(value, float)
