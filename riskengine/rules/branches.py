"""Which branch of a rule a case goes through.

Branches of a rule are the alternatives of each `any`, and the rows of its points table.
"""

from __future__ import annotations

from collections.abc import Iterator

from riskengine.model.interval import Stake
from riskengine.rules.conditions import AnyOf, Atom, Condition, Not
from riskengine.rules.firing import Firing
from riskengine.rules.model import Rule
from riskengine.rules.points import Points
from riskengine.rules.pool import Pool
from riskengine.signal_catalogue import CATALOGUE


def branches(rule: Rule) -> tuple[str, ...]:
    """Names of a rule's branches, in file order; empty where it has only one way."""
    return (*(name for name, _ in _alternatives(rule.when, "")), *_rows(rule.points))


def taken(rule: Rule, pool: Pool, firing: Firing) -> frozenset[str]:
    """Branches that made a firing what it is.

    Args:
        pool: the signals that the rule looked at, restricted to its `per` value.
    """
    ways = {name for name, part in _alternatives(rule.when, "") if part.match(pool) is not None}
    return frozenset(ways | _row(rule.points, firing))


def _alternatives(condition: Condition, trail: str) -> Iterator[tuple[str, Condition]]:
    if isinstance(condition, Atom):
        return
    if isinstance(condition, Not):
        yield from _alternatives(condition.part, trail)
        return
    for number, part in enumerate(condition.parts, start=1):
        place = f"{trail}.{number}" if trail else str(number)
        if isinstance(condition, AnyOf):
            signal = f" {part.signal}, line {part.line}" if isinstance(part, Atom) else ""
            yield f"any {place}{signal}", part
        yield from _alternatives(part, place)


def _rows(points: Points) -> tuple[str, ...]:
    if points.by is None:
        return ()
    steps = [_step(points, least) for least, _ in points.steps]
    values = dict.fromkeys(_value(points, number) for _, number in points.values)
    return (*steps, *values, _otherwise(points))


def _step(points: Points, least: float) -> str:
    return f"{points.by} from {least:g}"


def _value(points: Points, number: int) -> str:
    """Values that bring the same points are one branch, named by the first of them."""
    texts = [text for text, wanted in points.values if wanted == number]
    more = f" and {len(texts) - 1} more" if len(texts) > 1 else ""
    return f"{points.by} {texts[0]}{more}"


def _otherwise(points: Points) -> str:
    return f"{points.by} otherwise"


def _row(points: Points, firing: Firing) -> set[str]:
    """The row that gave the points: that of the strongest signal with the field."""
    by = points.by
    if by is None:
        return set()
    having = [item for item in firing.matched if by in CATALOGUE[item.signal.type].fields]
    if not having:
        return {_otherwise(points)}
    value = max(having, key=points.of).values.get(by)
    if isinstance(value, str):
        number = dict(points.values).get(value)
        return {_otherwise(points) if number is None else _value(points, number)}
    figure = value.low if isinstance(value, Stake) else value
    if not isinstance(figure, int | float):
        return {_otherwise(points)}
    least = next((least for least, _ in points.steps if figure >= least), None)
    return {_otherwise(points) if least is None else _step(points, least)}
