"""One rule over all subjects: where it fires, for which values and how many points."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from riskengine.rules.firing import Firing
from riskengine.rules.model import Rule
from riskengine.score.columns.groups import GroupTexts, Matched, depends_on_signals
from riskengine.score.columns.holds import Answer
from riskengine.score.columns.labels import Groups, Labels
from riskengine.score.columns.signals import SignalColumns
from riskengine.score.columns.table import Ints
from riskengine.score.columns.units import SubjectUnits, ValueUnits
from riskengine.signal_catalogue import CATALOGUE


@dataclass(frozen=True, slots=True)
class Found:
    """Findings of one rule, one to a place of every array.

    Attributes:
        label: number of the value of `per` in `Labels`.
        group: number of the exclusive group in `Groups`; 0 for none.
    """

    rule: Rule
    subject: Ints
    label: Ints
    points: Ints
    group: Ints

    def __len__(self) -> int:
        return len(self.subject)


@dataclass(frozen=True, slots=True)
class Names:
    """Numberings that all rules share."""

    labels: Labels
    groups: Groups


def find(rule: Rule, columns: SignalColumns, names: Names) -> tuple[Found, Ints]:
    """Findings of a rule, and the subjects that only the single path can settle.

    The findings hold nothing of those subjects.
    """
    units = SubjectUnits(columns) if rule.per is None else ValueUnits(columns, rule, rule.per)
    answer = Answer(rule.when, units, columns)
    firing = np.flatnonzero(answer.holds)
    subject = units.subject(firing)
    label = np.zeros(len(firing), dtype=np.int64)
    if isinstance(units, ValueUnits):
        keys, where = np.unique(units.keys(firing), return_inverse=True)
        label = names.labels.number(units.labels(keys.tolist()))[where]
    template = rule.exclusive
    filled = template is not None and depends_on_signals(template)
    matched = list(answer.matched()) if filled or rule.points.by is not None else []
    points = _points(rule, columns, firing, matched)
    if template is None or not filled:
        text = "" if template is None else template.fill("", ())
        group = np.repeat(names.groups.number((text,)), len(firing))
        return Found(rule, subject, label, points, group), firing[:0]
    texts = GroupTexts(rule, columns, firing, matched)
    group = names.groups.number(texts.texts(template))
    unsettled = np.unique(subject[texts.open])
    found = Found(rule, subject, label, points, group)
    return _without(found, unsettled) if len(unsettled) else found, unsettled


def _points(rule: Rule, columns: SignalColumns, firing: Ints, matched: Matched) -> Ints:
    """Points of each firing: the most that a signal with the deciding field earns."""
    points = rule.points
    best = np.full(len(firing), -1, dtype=np.int64)
    for type_, rows, units in matched:
        if points.by is None or points.by not in CATALOGUE[type_].fields or not len(rows):
            continue
        coded = columns.tables[type_].coded(points.by)
        earned = np.array([points.at(value) for value in coded.values], dtype=np.int64)
        np.maximum.at(best, np.searchsorted(firing, units), earned[coded.codes[rows]])
    return np.where(best < 0, points.otherwise, best)


def _without(found: Found, subjects: Ints) -> Found:
    kept = ~np.isin(found.subject, subjects)
    return Found(
        found.rule,
        found.subject[kept],
        found.label[kept],
        found.points[kept],
        found.group[kept],
    )


def collected(rule: Rule, firings: Iterable[tuple[int, Sequence[Firing]]], names: Names) -> Found:
    """Findings of a rule from the firings of single subjects."""
    flat = [(subject, firing) for subject, found in firings for firing in found]
    # Only signals can leave a value unknown, and only then is it printed so.
    labels = [(firing.value, _is_unknown(firing)) for _, firing in flat]
    return Found(
        rule,
        np.array([subject for subject, _ in flat], dtype=np.int64),
        names.labels.number(labels),
        np.array([firing.points for _, firing in flat], dtype=np.int64),
        names.groups.number(firing.group for _, firing in flat),
    )


def _is_unknown(firing: Firing) -> bool:
    per = firing.rule.per
    return firing.value == "unknown" and not any(
        per is not None and item.values.get(per) is not None for item in firing.matched
    )
