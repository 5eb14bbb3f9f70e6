"""The arithmetic of a score: findings, family caps, floor, and the limit of 100.

There is one scoring path. The number is the running total of the same lines that the
report prints.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from riskengine.rules.firing import Firing
from riskengine.rules.model import Ruleset
from riskengine.vocab import Family, RuleStatus

TOP = 100


@dataclass(frozen=True, slots=True)
class Line:
    """One step of the sum.

    Attributes:
        kind: `finding`, `cap`, `floor`, `gate` (a reserved band was not earned) or `limit`.
        firing: the finding, or the one whose floor applies; None for caps and the limit.
        winner: for a finding that an exclusive group leaves without points, the one that counts.
    """

    kind: str
    points: int
    running: int
    family: Family | None = None
    firing: Firing | None = None
    winner: Firing | None = None


@dataclass(frozen=True, slots=True)
class Tally:
    """Lines in order of printing; their points sum to `value`."""

    value: int
    lines: tuple[Line, ...]


def tally(ruleset: Ruleset, firings: Iterable[Firing], *, drafts: bool = False) -> Tally:
    """Add up firings; their order does not matter.

    Args:
        drafts: count draft rules as if they were active, to see what they would do.
    """
    counting = [f for f in firings if drafts or f.rule.status is not RuleStatus.DRAFT]
    winners = _winners(counting)
    lines: list[Line] = []
    running = 0
    for family, spec in sorted(
        ruleset.families.items(), key=lambda item: list(Family).index(item[0])
    ):
        members = [f for f in counting if f.rule.family is family]
        subtotal = 0
        for firing, winner in _ordered(members, winners):
            points = firing.points if winner is None else 0
            subtotal += points
            running += points
            lines.append(Line("finding", points, running, family, firing, winner))
        if subtotal > spec.cap:
            running += spec.cap - subtotal
            lines.append(Line("cap", spec.cap - subtotal, running, family))
    floored = [f for f in counting if f.rule.floor is not None]
    if floored:
        top = min(floored, key=lambda f: (-(f.rule.floor or 0), *f.order))
        missing = (top.rule.floor or 0) - running
        if missing > 0:
            running += missing
            lines.append(Line("floor", missing, running, top.rule.family, top))
    gate = ruleset.reserved_from
    if (
        gate is not None
        and running >= gate
        and not any((f.rule.floor or 0) >= gate for f in floored)
    ):
        lines.append(Line("gate", gate - 1 - running, gate - 1))
        running = gate - 1
    if running > TOP:
        lines.append(Line("limit", TOP - running, TOP))
        running = TOP
    return Tally(running, tuple(lines))


def _winners(firings: Sequence[Firing]) -> dict[str, Firing]:
    """The finding that counts in each exclusive group: most points, then highest floor."""
    winners: dict[str, Firing] = {}
    for firing in sorted(firings, key=lambda f: (-f.points, -(f.rule.floor or 0), *f.order)):
        if firing.group:
            winners.setdefault(firing.group, firing)
    return winners


def _ordered(
    members: Iterable[Firing], winners: dict[str, Firing]
) -> list[tuple[Firing, Firing | None]]:
    """Findings that count first, strongest first; then those that an exclusive group drops."""
    pairs: list[tuple[Firing, Firing | None]] = []
    for firing in members:
        winner = winners.get(firing.group) if firing.group else None
        pairs.append((firing, None if winner is firing else winner))
    return sorted(pairs, key=lambda pair: (pair[1] is not None, *pair[0].order))
