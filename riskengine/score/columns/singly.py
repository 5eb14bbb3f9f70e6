"""The single path, for one rule on few subjects: what columns cannot settle."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np

from riskengine.rules.conditions import All, AnyOf, Atom, Condition, Not, atoms
from riskengine.rules.firing import Firing, fire
from riskengine.rules.model import Rule, Ruleset
from riskengine.score.columns.convert import tables_to_signals
from riskengine.score.columns.findings import Found, Names, collected
from riskengine.score.columns.signals import SignalColumns
from riskengine.score.columns.table import Ints


def in_columns(condition: Condition) -> bool:
    """Whether a condition is made only of what columns understand."""
    if isinstance(condition, All | AnyOf):
        return all(in_columns(part) for part in condition.parts)
    return in_columns(condition.part) if isinstance(condition, Not) else isinstance(condition, Atom)


def find_singly(
    ruleset: Ruleset, rule: Rule, columns: SignalColumns, names: Names, subjects: Ints | None = None
) -> Found:
    """Findings of a rule by the single path, for some subjects or for all.

    Without any signal that the rule looks at, subjects are alike, so they are asked once.
    """
    only = replace(ruleset, rules=(rule,))
    types = {atom.signal for atom in atoms(rule.when)}
    tables = {type_: frame for type_, frame in columns.frames.items() if type_ in types}
    asked = _touched(columns, sorted(tables)) if subjects is None else subjects
    found: list[tuple[int, Sequence[Firing]]] = [
        (subject, fire(only, signals, columns.as_of))
        for subject, signals in sorted(tables_to_signals(tables, asked).items())
    ]
    if subjects is None:
        found += _untouched(asked, columns.subjects, fire(only, (), columns.as_of))
    return collected(rule, found, names)


def _touched(columns: SignalColumns, types: Sequence[str]) -> Ints:
    parts = [columns.tables[type_].subject for type_ in types]
    return np.unique(np.concatenate(parts)) if parts else np.zeros(0, dtype=np.int64)


def _untouched(
    touched: Ints, subjects: int, firings: Sequence[Firing]
) -> Iterator[tuple[int, Sequence[Firing]]]:
    if firings:
        rest = np.ones(subjects, dtype=np.bool_)
        rest[touched] = False
        for subject in np.flatnonzero(rest).tolist():
            yield subject, firings
