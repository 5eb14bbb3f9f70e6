"""Applying rules to signals: which fire, on which signals, for how many points."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from riskengine.model.assessment import Finding
from riskengine.model.signal import Signal, Value
from riskengine.rules.conditions import Atom, atoms
from riskengine.rules.model import Rule, Ruleset
from riskengine.rules.pool import Pool, Prepared, build_pool
from riskengine.vocab import Polarity, RuleStatus

# Strongest first. Only the order matters: a finding is as firm as its weakest signal.
_FIRMNESS = (
    Polarity.ASSERTED,
    Polarity.ALLEGED,
    Polarity.HYPOTHETICAL,
    Polarity.UNCLEAR,
    Polarity.DENIED,
)


@dataclass(frozen=True, slots=True)
class Firing:
    """A rule that fired on some signals.

    Attributes:
        matched: best first: most points, then highest confidence, then a fixed order.
        group: exclusive group, empty for none.
        value: the value of the rule's `per` field, empty without one.
    """

    rule: Rule
    points: int
    matched: tuple[Prepared, ...]
    group: str = ""
    value: str = ""

    @property
    def order(self) -> tuple[int, str, str]:
        """A fixed order: strongest first, then rule id, then the `per` value."""
        return (-self.points, self.rule.id, self.value)


def fire(ruleset: Ruleset, signals: Iterable[Signal], as_of: dt.date) -> tuple[Firing, ...]:
    """Every rule, draft ones too, that fires on the signals of one subject.

    Deprecated rules never fire. The order of the signals makes no difference.
    """
    return tuple(firing for firing, _ in firings(ruleset, signals, as_of))


def firings(
    ruleset: Ruleset, signals: Iterable[Signal], as_of: dt.date
) -> Iterator[tuple[Firing, Pool]]:
    """As `fire`, each firing with the signals that its rule looked at."""
    pool = build_pool(signals, as_of)
    for rule in ruleset.rules:
        if rule.status is not RuleStatus.DEPRECATED and rule.applies_on(as_of):
            yield from _fire(rule, pool)


def _fire(rule: Rule, pool: Pool) -> Iterator[tuple[Firing, Pool]]:
    for value, seen in views(rule, pool, lambda atom: atom.candidates(pool)):
        matched = rule.when.match(seen)
        if matched is not None:
            yield _firing(rule, matched, value), seen


def views(
    rule: Rule, pool: Pool, having: Callable[[Atom], Iterable[Prepared]]
) -> Iterator[tuple[str, Pool]]:
    """What a rule looks at: the whole pool, or the part for each value of its `per` field.

    Args:
        having: signals of an atom whose values are worth a look. Unknown is a value of its own.

    Yields:
        The value in words, empty without `per`, and the signals that go with it.
    """
    if rule.per is None:
        yield "", pool
        return
    values: dict[Value, None] = {}
    for atom in atoms(rule.when, positive=True):
        for item in having(atom):
            values[item.values.get(rule.per)] = None
    for value in sorted(values, key=lambda value: (value is None, str(value))):
        yield "unknown" if value is None else str(value), pool.restricted(rule.per, value)


def _firing(rule: Rule, matched: list[Prepared], value: str) -> Firing:
    ordered = tuple(
        sorted(
            dict.fromkeys(matched),
            key=lambda item: (-rule.points.of(item), -item.confidence, item.order),
        )
    )
    group = "" if rule.exclusive is None else rule.exclusive.fill("", ordered)
    return Firing(rule, rule.points.strongest(ordered), ordered, group, value)


def finding(
    firing: Firing, version: str, *, counted: int | None = None, winner: str = ""
) -> Finding:
    """What a firing says, in words and with its evidence.

    Args:
        version: of the ruleset.
        counted: points that count, where an exclusive group leaves none.
        winner: title of the finding that counts instead.
    """
    rule, matched = firing.rule, firing.matched
    signals = tuple(item.signal for item in matched)
    subject = signals[0].subject if signals else ""
    reason = rule.reason.fill(subject, matched)
    if winner:
        reason += f" (counted once, under: {winner})"
    evidence = dict.fromkeys(piece for signal in signals for piece in signal.evidence)
    return Finding(
        rule=rule.id,
        rule_version=version,
        title=f"{rule.title}: {firing.value}" if firing.value else rule.title,
        family=rule.family,
        points=firing.points if counted is None else counted,
        polarity=_weakest(matched),
        reason=reason,
        citation=_citation(rule, matched),
        evidence=tuple(evidence),
        signals=signals,
        floor=rule.floor,
        shadow=rule.status is RuleStatus.DRAFT,
    )


def _weakest(matched: tuple[Prepared, ...]) -> Polarity:
    """A signal without a polarity is a fact of a list, as firm as an assertion."""
    found = [Polarity(str(item.values.get("polarity", "asserted"))) for item in matched]
    return max(found, key=_FIRMNESS.index, default=Polarity.ASSERTED)


def _citation(rule: Rule, matched: tuple[Prepared, ...]) -> str:
    for item in matched:
        own = item.values.get("citation")
        if isinstance(own, str) and own:
            return own
    return str(rule.references[0]) if rule.references else ""
