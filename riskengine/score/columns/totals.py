"""The sum of findings for all subjects: what `tally` does for one.

The steps and their order are those of `riskengine.score.tally`: the strongest finding of an
exclusive group, family caps, the highest floor, the reserved band, the limit of the scale.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import polars as pl

from riskengine.rules.model import Ruleset
from riskengine.score.columns.findings import Found, Names
from riskengine.score.columns.table import Bools, Ints
from riskengine.score.tally import TOP
from riskengine.vocab import Family, RuleStatus

_NO_FLOOR = -1
_MOST_RULES = 1 << 24
"""Room for the place of a rule; points and floors take 14 bits above it."""


def counted_points(found: Sequence[Found], ruleset: Ruleset, names: Names) -> list[Ints]:
    """Points of each finding that count: none for drafts and what an exclusive group drops."""
    place = {rule_id: number for number, rule_id in enumerate(sorted(r.id for r in ruleset.rules))}
    ranks = names.labels.ranks()
    counted = [
        np.zeros_like(item.points) if _is_draft(item) else item.points.copy() for item in found
    ]
    grouped = [
        (number, np.flatnonzero(item.group))
        for number, item in enumerate(found)
        if not _is_draft(item) and item.group.any()
    ]
    if not grouped:
        return counted
    where = np.concatenate([np.full(len(at), number) for number, at in grouped])
    index = np.concatenate([at for _, at in grouped])
    strength, last, key = [], [], []
    for number, at in grouped:
        item = found[number]
        floor = item.rule.floor or 0
        strength.append(
            ((TOP - item.points[at]) * (TOP + 1) + (TOP - floor)) * _MOST_RULES
            + place[item.rule.id]
        )
        last.append(ranks[item.label[at]])
        key.append(item.subject[at] * len(names.groups) + item.group[at])
    order = np.lexsort((np.concatenate(last), np.concatenate(strength), np.concatenate(key)))
    loses = np.diff(np.concatenate(key)[order], prepend=-1) == 0
    losers = order[loses]
    for number in np.unique(where[losers]).tolist():
        counted[number][index[losers[where[losers] == number]]] = 0
    return counted


def totals(
    found: Sequence[Found], counted: Sequence[Ints], ruleset: Ruleset, subjects: int
) -> pl.DataFrame:
    """One row for each subject, see `Columns.score`."""
    running = np.zeros(subjects, dtype=np.int64)
    families: dict[str, Ints] = {}
    for family in Family:
        spec = ruleset.families.get(family)
        if spec is None:
            continue
        total = np.zeros(subjects, dtype=np.int64)
        for item, points in zip(found, counted, strict=True):
            if item.rule.family is family and points.any():
                # A rule without `per` names a subject once; `add.at` would do both, slowly.
                if item.rule.per is None:
                    total[item.subject] += points
                else:
                    total += np.bincount(item.subject, points, subjects).astype(np.int64)
        capped = np.minimum(total, spec.cap)
        families[f"{family.value}_found"] = total.astype(np.int32)
        families[family.value] = capped.astype(np.int32)
        running += capped
    floors = _floors(found, subjects)
    floor = np.maximum(floors - running, 0)
    running += floor
    reserved = _reserved(running, floors, ruleset)
    running += reserved
    limit = np.minimum(TOP - running, 0)
    running += limit
    bands = [band.value for band, _ in ruleset.bands]
    lowest = np.array([least for _, least in ruleset.bands])
    numbers = np.searchsorted(lowest, running, side="right") - 1
    steps = {"floor": floor, "reserved": reserved, "limit": limit}
    return pl.DataFrame(
        {
            "subject": np.arange(subjects, dtype=np.uint32),
            "score": running.astype(np.int32),
            "band": pl.Series(bands, dtype=pl.Enum(bands)).gather(numbers),
            **families,
            **{name: points.astype(np.int32) for name, points in steps.items()},
        }
    )


def _is_draft(item: Found) -> bool:
    return item.rule.status is RuleStatus.DRAFT


def _floors(found: Sequence[Found], subjects: int) -> Ints:
    """The highest floor of any finding that counts or lost its points to another."""
    floors = np.full(subjects, _NO_FLOOR, dtype=np.int64)
    for item in found:
        if item.rule.floor is not None and not _is_draft(item):
            floors[item.subject] = np.maximum(floors[item.subject], item.rule.floor)
    return floors


def _reserved(running: Ints, floors: Ints, ruleset: Ruleset) -> Ints:
    """What is taken off where a reserved band was reached by adding up alone."""
    gate = ruleset.reserved_from
    if gate is None:
        return np.zeros_like(running)
    stopped: Bools = (running >= gate) & (floors < gate)
    return np.where(stopped, gate - 1 - running, 0)
