"""Rules with one thing changed: what a ruleset's tests must notice."""

from __future__ import annotations

import copy
import datetime as dt
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from riskengine.rules.yamltree import KeyPath
from riskengine.signal_catalogue import CATALOGUE

_FLIPS = {
    "eq": ("ne",),
    "ne": ("eq",),
    "in": ("not_in",),
    "not_in": ("in",),
    "lt": ("le", "ge"),
    "le": ("lt", "gt"),
    "gt": ("ge", "le"),
    "ge": ("gt", "lt"),
    "certainly_ge": ("possibly_ge", "certainly_lt"),
    "possibly_ge": ("certainly_ge",),
    "certainly_gt": ("possibly_gt", "certainly_ge"),
    "possibly_gt": ("certainly_gt", "possibly_ge"),
    "certainly_lt": ("possibly_lt", "certainly_ge"),
    "possibly_lt": ("certainly_lt",),
    "certainly_le": ("possibly_le", "certainly_lt"),
    "possibly_le": ("certainly_le", "possibly_lt"),
    "before": ("since",),
    "after": ("before",),
    "since": ("before", "after"),
}


_COUNTED_DAY = re.compile(r"(as_of\s*[+-]\s*)([0-9]+)(\s+\w+)")


@dataclass(frozen=True, slots=True)
class Mutant:
    """One changed copy of a rule's text.

    Attributes:
        kind: `number`, `comparison` or `structure` (a part of the condition left out or
            joined otherwise).
        path: the place of the change inside the rule.
        change: before and after, in words.
    """

    kind: str
    path: KeyPath
    change: str
    raw: Any


def mutants(
    raw: dict[str, Any], parameters: Mapping[str, object] | None = None
) -> Iterator[Mutant]:
    """Every copy of a rule with one number, comparison or part changed.

    Args:
        raw: the rule as read from its file; it is left as it is.
        parameters: values by name; a number behind `$name` is changed like one that stands
            in the rule.
    """
    raw = {
        key: _resolved(value, parameters or {}) if key in ("points", "when") else value
        for key, value in raw.items()
    }
    if "points" in raw:
        yield from _numbers(raw, ("points",))
    if isinstance(raw.get("floor"), int):
        yield from _numbers(raw, ("floor",))
    for key in ("exclusive", "per"):
        if key in raw:
            yield _without(raw, (key,))
    for index, window in enumerate(raw.get("in_force", ())):
        for end in ("from", "to"):
            if isinstance(window.get(end), dt.date):
                yield from _numbers(raw, ("in_force", index, end))
    yield from _condition(raw, ("when",))


def _resolved(node: Any, parameters: Mapping[str, object]) -> Any:
    """A copy in which references to numbers are the numbers."""
    if isinstance(node, dict):
        return {key: _resolved(value, parameters) for key, value in node.items()}
    if isinstance(node, list):
        return [_resolved(value, parameters) for value in node]
    if isinstance(node, str) and node.startswith("$"):
        value = parameters.get(node[1:])
        return value if _is_number(value) else node
    return node


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _at(raw: Any, path: KeyPath) -> Any:
    for key in path:
        raw = raw[key]
    return raw


def _edited(raw: Any, path: KeyPath, edit: Callable[[Any, Any], None]) -> Any:
    """A copy in which `edit` was applied to the container and key of a place."""
    copied = copy.deepcopy(raw)
    edit(_at(copied, path[:-1]), path[-1])
    return copied


def _replaced(raw: Any, path: KeyPath, value: Any, kind: str) -> Mutant:
    def edit(container: Any, key: Any) -> None:
        container[key] = value

    change = f"{_shown(_at(raw, path))} -> {_shown(value)}"
    return Mutant(kind, path, change, _edited(raw, path, edit))


def _without(raw: Any, path: KeyPath) -> Mutant:
    def edit(container: Any, key: Any) -> None:
        del container[key]

    change = f"left out: {_shown(_at(raw, path))}"
    return Mutant("structure", path, change, _edited(raw, path, edit))


def _renamed(raw: Any, path: KeyPath, name: str, value: Any) -> Mutant:
    """The operator at a place under another name, in its old position."""
    old = str(path[-1])

    def edit(container: Any, key: Any) -> None:
        items = [(name, value) if k == key else (k, v) for k, v in container.items()]
        container.clear()
        container.update(items)

    return Mutant("comparison", path, f"{old} -> {name}", _edited(raw, path, edit))


def _shown(value: Any) -> str:
    text = str(value)
    return text if len(text) <= 60 else f"{text[:57]}..."


def _numbers(raw: Any, path: KeyPath) -> Iterator[Mutant]:
    """Each number or date at or below a place, a little lower and a little higher."""
    value = _at(raw, path)
    if isinstance(value, dict):
        for key in value:
            yield from _numbers(raw, (*path, key))
    elif isinstance(value, list):
        for index in range(len(value)):
            yield from _numbers(raw, (*path, index))
    elif isinstance(value, dt.date):
        for days in (-1, 1):
            yield _replaced(raw, path, value + dt.timedelta(days=days), "number")
    elif _is_number(value):
        step = 0.01 if isinstance(value, float) and 0 < value < 1 else 1
        for other in (value - step, value + step):
            changed = round(other, 4) if isinstance(value, float) else other
            if not _is_no_change(raw, path, changed):
                yield _replaced(raw, path, changed, "number")
    elif isinstance(value, str) and (found := _COUNTED_DAY.fullmatch(value.strip())):
        before, number, unit = found.groups()
        for counted in (int(number) - 1, int(number) + 1):
            yield _replaced(raw, path, f"{before}{counted}{unit}", "number")


def _is_no_change(raw: Any, path: KeyPath, number: float) -> bool:
    """A step of a share at 0 takes every known share; so does one below."""
    if path[-1] != "at_least" or number >= 0:
        return False
    by = raw["points"]["by"]
    return any(by in spec.fields and spec.fields[by].type == "stake" for spec in CATALOGUE.values())


def _condition(raw: Any, path: KeyPath) -> Iterator[Mutant]:
    node = _at(raw, path)
    if not isinstance(node, dict):
        return
    if "signal" in node:
        yield from _atom(raw, path, node)
    elif "not" in node:
        yield _replaced(raw, path, copy.deepcopy(node["not"]), "comparison")
        yield from _condition(raw, (*path, "not"))
    for word, other in (("all", "any"), ("any", "all")):
        parts = node.get(word)
        if not isinstance(parts, list):
            continue
        if len(parts) > 1:
            yield _renamed(raw, (*path, word), other, copy.deepcopy(parts))
            for index in range(len(parts)):
                yield _without(raw, (*path, word, index))
        for index in range(len(parts)):
            yield from _condition(raw, (*path, word, index))


def _atom(raw: Any, path: KeyPath, node: dict[str, Any]) -> Iterator[Mutant]:
    where = node.get("where", {})
    for name in where:
        place = (*path, "where", name)
        if name != "polarity":  # a test on the polarity is one that lint asks for
            yield _without(raw, place)
        yield from _test(raw, place)
    if "count" in node:
        yield from _test(raw, (*path, "count"))
    if "distinct" in node:
        yield _without(raw, (*path, "distinct"))


def _test(raw: Any, path: KeyPath) -> Iterator[Mutant]:
    wanted = _at(raw, path)
    if isinstance(wanted, list):
        yield _replaced(raw, path, {"not_in": wanted}, "comparison")
        yield from _members(raw, path)
    elif isinstance(wanted, bool):
        yield _replaced(raw, path, not wanted, "comparison")
    elif not isinstance(wanted, dict):
        is_list = isinstance(wanted, str) and wanted.startswith("$")
        other = {"not_in": [wanted]} if is_list else {"ne": wanted}
        yield _replaced(raw, path, other, "comparison")
        yield from _numbers(raw, path)
    else:
        for name in wanted:
            yield from _operator(raw, (*path, name))


def _operator(raw: Any, path: KeyPath) -> Iterator[Mutant]:
    name, value = str(path[-1]), _at(raw, path)
    if name in ("known", "or_unknown"):
        other = _without(raw, path) if name == "or_unknown" else None
        yield other or _replaced(raw, path, not value, "comparison")
        return
    if name == "any_of":
        for index in range(len(value)):
            if len(value) > 1:
                yield _without(raw, (*path, index))
            yield from _test(raw, (*path, index))
        return
    for flipped in _FLIPS.get(name, ()):
        yield _renamed(raw, path, flipped, copy.deepcopy(value))
    if isinstance(value, list):
        yield from _members(raw, path)
    else:
        yield from _numbers(raw, path)


def _members(raw: Any, path: KeyPath) -> Iterator[Mutant]:
    values = _at(raw, path)
    yield from _numbers(raw, path)
    if len(values) > 1:
        for index in range(len(values)):
            yield _without(raw, (*path, index))
