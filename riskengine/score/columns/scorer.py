"""A ruleset, compiled for signals in columns."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import polars as pl

from riskengine.errors import InputError
from riskengine.rules.conditions import Atom, atoms
from riskengine.rules.model import Rule, Ruleset
from riskengine.score.columns.findings import Found, Names, find
from riskengine.score.columns.labels import Groups, Labels
from riskengine.score.columns.layout import checked
from riskengine.score.columns.signals import SignalColumns
from riskengine.score.columns.singly import find_singly, in_columns
from riskengine.score.columns.table import Ints
from riskengine.score.columns.totals import counted_points, totals
from riskengine.vocab import RuleStatus


def compile_columns(ruleset: Ruleset, as_of: dt.date) -> Columns:
    """A ruleset made ready to score many subjects at once.

    Args:
        as_of: the day that rules and windows are read for.
    """
    rules = tuple(
        rule
        for rule in ruleset.rules
        if rule.status is not RuleStatus.DEPRECATED and rule.applies_on(as_of)
    )
    wanted: dict[str, list[Atom]] = {}
    for rule in rules:
        for atom in atoms(rule.when) if in_columns(rule.when) else ():
            wanted.setdefault(atom.signal, []).append(atom)
    return Columns(ruleset, as_of, rules, {type_: tuple(them) for type_, them in wanted.items()})


@dataclass(frozen=True, slots=True)
class Columns:
    """A compiled ruleset. Build it with `compile_columns`.

    Attributes:
        rules: those that may fire on the as-of date, drafts included, sorted by id.
        atoms: what these rules ask, by signal type.
    """

    ruleset: Ruleset
    as_of: dt.date
    rules: tuple[Rule, ...]
    atoms: Mapping[str, Sequence[Atom]]

    @property
    def fallback(self) -> tuple[str, ...]:
        """Ids of rules that always take the single path, sorted: slow, but right."""
        return tuple(rule.id for rule in self.rules if not in_columns(rule.when))

    def score(self, tables: Mapping[str, pl.DataFrame], subjects: int) -> pl.DataFrame:
        """Score subjects.

        Args:
            tables: a frame for each signal type, as `layout` describes it; a type without a
                frame has no signals.
            subjects: how many there are. Those without signals are scored too.

        Returns:
            One row for each subject, in order: `subject` (UInt32), `score` (Int32, 0 to
            100), `band` (Enum); for each family its points before the cap (`<family>_found`)
            and after it (`<family>`); `floor`, what a floor adds; `reserved` and `limit`,
            what a reserved band and the end of the scale take off (0 or less). Families after
            caps, `floor`, `reserved` and `limit` sum to the score.

        Raises:
            InputError: the tables are none of that layout.
        """
        found, _ = self._find(tables, subjects)
        return totals(*found, self.ruleset, subjects)

    def score_with_findings(
        self, tables: Mapping[str, pl.DataFrame], subjects: int
    ) -> tuple[pl.DataFrame, pl.DataFrame]:
        """As `score`, and the findings behind it.

        Returns:
            The table of `score`, and one row for each finding, sorted by subject, rule and
            value: `subject` (UInt32), `rule`, `value` (of the rule's `per`
            field, empty without one), `points` as fired, `counted` points (0 where an
            exclusive group leaves none, and for drafts), `shadow` (of a draft rule).
        """
        found, names = self._find(tables, subjects)
        return totals(*found, self.ruleset, subjects), _table(*found, names)

    def _find(
        self, tables: Mapping[str, pl.DataFrame], subjects: int
    ) -> tuple[tuple[list[Found], list[Ints]], Names]:
        if subjects < 0:
            raise InputError(f"{subjects} subjects cannot be scored", code="input.tables")
        columns = SignalColumns(checked(tables, subjects), subjects, self.atoms, self.as_of)
        names = Names(Labels(), Groups())
        found: list[Found] = []
        for rule in self.rules:
            if in_columns(rule.when):
                in_bulk, unsettled = find(rule, columns, names)
                found.append(in_bulk)
                if len(unsettled):
                    found.append(find_singly(self.ruleset, rule, columns, names, unsettled))
            else:
                found.append(find_singly(self.ruleset, rule, columns, names))
        found = [item for item in found if len(item)]
        return (found, counted_points(found, self.ruleset, names)), names


def _table(found: Sequence[Found], counted: Sequence[Ints], names: Names) -> pl.DataFrame:
    schema = {
        "subject": pl.UInt32,
        "rule": pl.String,
        "value": pl.String,
        "points": pl.Int32,
        "counted": pl.Int32,
        "shadow": pl.Boolean,
    }
    texts = pl.Series(names.labels.texts, dtype=pl.String)
    parts = [
        pl.DataFrame(
            {
                "subject": item.subject.astype(np.uint32),
                "rule": pl.repeat(item.rule.id, len(item), eager=True),
                "value": texts.gather(item.label),
                "points": item.points.astype(np.int32),
                "counted": points.astype(np.int32),
                "shadow": pl.repeat(item.rule.status is RuleStatus.DRAFT, len(item), eager=True),
            }
        )
        for item, points in zip(found, counted, strict=True)
    ]
    table = pl.concat([pl.DataFrame(schema=schema), *parts])
    return table.sort("subject", "rule", "value", "points", "counted")
