"""Everything above one party: ties level by level, what is known of each owner, what is not."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from riskengine.model.assessment import OwnershipResult
from riskengine.model.signal import Signal
from riskengine.ownership.filed_edges import Resolution
from riskengine.ownership.graph import Edge, OwnershipGraph


@dataclass(frozen=True, slots=True)
class Level:
    """One tie above the subject. `depth` is the number of steps from the subject to the owner."""

    depth: int
    edge: Edge


@dataclass(frozen=True, slots=True)
class OwnershipPicture:
    """Who owns, controls and backs a subject.

    Attributes:
        ties: nearest first; ties that are former, planned or not asserted end their branch.
        above_backers: the same above each backer that is no owner, by its name.
        listed: ids of the lists that an owner or backer is on, by name.
        states, backers: signals `state_ownership` and `backer` of the subject.
        regimes: what each ownership rule says.
        unknown: open questions, in words.
        resolved: how names were found in the files given.
    """

    subject: str
    as_of: dt.date
    ruleset: str
    ties: tuple[Level, ...]
    above_backers: Mapping[str, tuple[Level, ...]]
    listed: Mapping[str, tuple[str, ...]]
    states: tuple[Signal, ...]
    backers: tuple[Signal, ...]
    regimes: tuple[OwnershipResult, ...]
    unknown: tuple[str, ...]
    resolved: tuple[Resolution, ...] = ()


def ties_above(subject: str, graph: OwnershipGraph) -> tuple[Level, ...]:
    """Ties into the subject and into every owner above it that holds now; circles end."""
    found: list[Level] = []
    waiting: list[tuple[str, int]] = [(subject, 1)]
    seen = {subject}
    while waiting:
        asset, depth = waiting.pop(0)
        for edge in graph.owners_of(asset):
            found.append(Level(depth, edge))
            if edge.holds_now and edge.owner not in seen:
                seen.add(edge.owner)
                waiting.append((edge.owner, depth + 1))
    return tuple(found)


def of_type(signals: Sequence[Signal], type_: str) -> tuple[Signal, ...]:
    """Signals of one type, in their order."""
    return tuple(item for item in signals if item.type == type_)
