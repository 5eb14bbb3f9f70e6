"""What differs between two rulesets, object by object, as a reviewer would list it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from riskengine.rules.conditions import All, AnyOf, Atom, Condition, Not
from riskengine.rules.model import Regime, Rule, Ruleset


@dataclass(frozen=True, slots=True)
class PolicyChange:
    """One difference.

    Attributes:
        what: `ruleset`, `rule`, `list`, `parameter`, `family` or `regime`.
        field: what of it changed; empty where it was added or removed.
        before, after: in words; empty where there was nothing or is nothing now.
    """

    what: str
    id: str
    field: str
    before: str
    after: str


def policy_changes(old: Ruleset, new: Ruleset) -> tuple[PolicyChange, ...]:
    """Every difference that can move a score or its wording, in a fixed order."""
    return (
        *_fields("ruleset", new.id, _ruleset(old), _ruleset(new)),
        *_objects("family", old.families, new.families, _family),
        *_objects("list", old.lists, new.lists, _list),
        *_objects("parameter", old.parameters, new.parameters, _parameter),
        *_objects("regime", _by_id(old.regimes), _by_id(new.regimes), _regime),
        *_objects("rule", _by_id(old.rules), _by_id(new.rules), _rule),
    )


def _by_id(items: tuple[Any, ...]) -> dict[str, Any]:
    return {item.id: item for item in items}


def _objects(
    what: str,
    old: Mapping[Any, Any],
    new: Mapping[Any, Any],
    fields: Callable[[Any], dict[str, str]],
) -> Iterator[PolicyChange]:
    for key in sorted({*old, *new}):
        if key not in new:
            yield PolicyChange(what, str(key), "", _title(old[key]), "")
        elif key not in old:
            yield PolicyChange(what, str(key), "", "", _title(new[key]))
        else:
            yield from _fields(what, str(key), fields(old[key]), fields(new[key]))


def _title(item: Any) -> str:
    return str(getattr(item, "title", "") or getattr(item, "doc", "") or "without a title")


def _fields(
    what: str, key: str, old: Mapping[str, str], new: Mapping[str, str]
) -> Iterator[PolicyChange]:
    for name in new:
        if old[name] != new[name]:
            yield PolicyChange(what, key, name, old[name], new[name])


def _ruleset(item: Ruleset) -> dict[str, str]:
    return {
        "version": item.version,
        "bands": ", ".join(f"{band.value} {least}" for band, least in item.bands),
        "reserved": str(item.reserved_from or "none"),
    }


def _family(item: Any) -> dict[str, str]:
    return {"title": item.title, "cap": str(item.cap)}


def _list(item: Any) -> dict[str, str]:
    return {"values": ", ".join(item.values), "as_of": str(item.as_of or "")}


def _parameter(item: Any) -> dict[str, str]:
    return {"value": str(item.value)}


def _regime(item: Regime) -> dict[str, str]:
    windows = "; ".join(
        f"{_day(w.first, 'always')} to {_day(w.last, 'now')} {w.status}" for w in item.windows
    )
    return {
        "threshold": f"{item.operator} {item.threshold:g} %",
        "basis": item.basis,
        "aggregation": item.aggregation,
        "cascades": str(item.cascades).lower(),
        "covers": ", ".join(item.covers),
        "windows": windows,
    }


def _rule(item: Rule) -> dict[str, str]:
    return {
        "title": item.title,
        "status": item.status.value,
        "family": item.family.value,
        "points": str(item.points),
        "floor": str(item.floor if item.floor is not None else "none"),
        "exclusive": item.exclusive.text if item.exclusive else "none",
        "per": item.per or "none",
        "in_force": "; ".join(
            f"{_day(w.first, 'always')} to {_day(w.last, 'now')}" for w in item.windows
        )
        or "always",
        "when": in_words(item.when),
        "reason": item.reason.text,
    }


def _day(day: dt.date | None, otherwise: str) -> str:
    return day.isoformat() if day else otherwise


def in_words(condition: Condition) -> str:
    """A condition on one line: `backer where country in concern, status current`."""
    if isinstance(condition, Atom):
        pairs = zip((name for name, _ in condition.tests), condition.asked, strict=True)
        where = ", ".join(f"{name} {words}" for name, words in pairs)
        text = f"{condition.signal} where {where}" if where else condition.signal
        if condition.count is not None:
            what = f" values of {condition.distinct}" if condition.distinct else ""
            text += f", {condition.counted}{what}"
        return text
    if isinstance(condition, Not):
        return f"not ({in_words(condition.part)})"
    word = " and " if isinstance(condition, All) else " or "
    assert isinstance(condition, All | AnyOf)
    return word.join(f"({in_words(part)})" for part in condition.parts)
