"""Points of a rule: one number, or a table by a field of the signals that matched."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from riskengine.model.interval import Stake
from riskengine.model.signal import Value
from riskengine.rules.conditions import Atom
from riskengine.rules.faults import describe, did_you_mean
from riskengine.rules.names import Names, is_reference
from riskengine.rules.pool import Prepared
from riskengine.rules.vocabulary import unknown_value
from riskengine.rules.yamltree import KeyPath, Tree
from riskengine.signal_catalogue import CATALOGUE, FieldSpec

HIGHEST = 100


@dataclass(frozen=True, slots=True)
class Points:
    """Points for the strongest signal.

    Attributes:
        otherwise: points where no table is given, or the table has nothing for a value.
        by: the field that decides, None for plain points.
        steps: (at least, points), highest threshold first. A share counts by its certain part.
        values: points by exact text.
    """

    otherwise: int
    by: str | None = None
    steps: tuple[tuple[float, int], ...] = ()
    values: tuple[tuple[str, int], ...] = ()

    def of(self, item: Prepared) -> int:
        if self.by is None:
            return self.otherwise
        return self.at(item.values.get(self.by))

    def at(self, value: Value) -> int:
        """Points for one value of the deciding field; unknown gets `otherwise`."""
        if isinstance(value, str):
            return next((points for text, points in self.values if text == value), self.otherwise)
        number = value.low if isinstance(value, Stake) else value
        if not isinstance(number, int | float):
            return self.otherwise
        return next((points for least, points in self.steps if number >= least), self.otherwise)

    def strongest(self, items: Iterable[Prepared]) -> int:
        """The most that any signal earns. Signals without the field do not lower it."""
        if self.by is None:
            return self.otherwise
        having = [item for item in items if self.by in CATALOGUE[item.signal.type].fields]
        return max((self.of(item) for item in having), default=self.otherwise)

    def __str__(self) -> str:
        """`80`, or the table with its deciding field."""
        if self.by is None:
            return str(self.otherwise)
        steps = [f"{value} from {least:g}" for least, value in self.steps]
        values = [f"{value} if {text}" for text, value in self.values]
        return f"by {self.by}: {', '.join([*steps, *values])}, else {self.otherwise}"

    @property
    def highest(self) -> int:
        tabled = [points for _, points in (*self.steps, *self.values)]
        return max([self.otherwise, *tabled])


def compile_points(
    raw: Any, positive: Sequence[Atom], names: Names, tree: Tree, path: KeyPath
) -> Points | None:
    """Points from the rule's text, or None with a fault.

    Args:
        positive: atoms of the rule outside `not`; one of their fields may decide.
        names: what `$name` stands for in a step's threshold or among a table's values.
    """
    if isinstance(raw, dict):
        return _table(raw, positive, names, tree, path)
    points = _number(raw, tree, path)
    return None if points is None else Points(points)


def _number(raw: Any, tree: Tree, path: KeyPath) -> int | None:
    if type(raw) is int and 0 <= raw <= HIGHEST:
        return raw
    hint = "a rule only adds; a denial or a delisting is shown, not subtracted"
    if not (type(raw) is int and raw < 0):
        hint = "write a plain number, without quotes" if isinstance(raw, str) else ""
    tree.fault(path, f"points are a whole number from 0 to {HIGHEST}, found {describe(raw)}", hint)
    return None


def _table(
    raw: dict[str, Any], positive: Sequence[Atom], names: Names, tree: Tree, path: KeyPath
) -> Points | None:
    before = len(tree.faults)
    for key in raw:
        if key not in ("by", "steps", "values", "otherwise"):
            hint = did_you_mean(key, ("by", "steps", "values", "otherwise"))
            tree.fault((*path, key), f"unknown key {key!r} in a points table", hint, key=True)
    for key in ("by", "otherwise"):
        if key not in raw:
            tree.fault(path, f"a points table needs {key!r}")
    if ("steps" in raw) == ("values" in raw):
        tree.fault(path, "a points table has either 'steps' or 'values'")
    if len(tree.faults) > before:
        return None
    spec = _deciding_field(raw["by"], positive, tree, (*path, "by"))
    otherwise = _number(raw["otherwise"], tree, (*path, "otherwise"))
    if spec is None or otherwise is None:
        return None
    steps = _steps(raw.get("steps"), spec, names, tree, (*path, "steps"))
    values = _values(raw.get("values"), spec, names, tree, (*path, "values"))
    if len(tree.faults) > before:
        return None
    return Points(otherwise, spec.name, steps, values)


def _deciding_field(
    name: Any, positive: Sequence[Atom], tree: Tree, path: KeyPath
) -> FieldSpec | None:
    fields: dict[str, FieldSpec] = {}
    for atom in positive:
        fields.update(CATALOGUE[atom.signal].fields)
    spec = fields.get(name) if isinstance(name, str) else None
    if spec is None:
        message = f"no signal of this rule has a field {name!r}"
        tree.fault(path, message, did_you_mean(str(name), fields))
    return spec


def _steps(
    raw: Any, spec: FieldSpec, names: Names, tree: Tree, path: KeyPath
) -> tuple[tuple[float, int], ...]:
    if raw is None:
        return ()
    if spec.type not in ("integer", "number", "stake"):
        tree.fault(path, f"{spec.name!r} is {spec.type}: use 'values', not 'steps'")
        return ()
    if not isinstance(raw, list) or not raw:
        tree.fault(path, "'steps' wants a list of {at_least: NUMBER, points: POINTS}")
        return ()
    steps: dict[float, int] = {}
    for index, step in enumerate(raw):
        place = (*path, index)
        if not isinstance(step, dict) or set(step) != {"at_least", "points"}:
            tree.fault(place, "a step is {at_least: NUMBER, points: POINTS}")
            continue
        least = step["at_least"]
        if is_reference(least):
            least = names.resolve(least, tree, (*place, "at_least"))
            if least is None:
                continue
        if type(least) not in (int, float):
            tree.fault((*place, "at_least"), f"a number is wanted, found {describe(least)}")
            continue
        if float(least) in steps:
            tree.fault(place, f"a second step at {least}")
        points = _number(step["points"], tree, (*place, "points"))
        steps[float(least)] = points or 0
    return tuple(sorted(steps.items(), reverse=True))


def _values(
    raw: Any, spec: FieldSpec, names: Names, tree: Tree, path: KeyPath
) -> tuple[tuple[str, int], ...]:
    if raw is None:
        return ()
    if spec.type != "text":
        tree.fault(path, f"{spec.name!r} is {spec.type}: use 'steps', not 'values'")
        return ()
    if not isinstance(raw, dict) or not raw:
        tree.fault(path, "'values' wants a mapping from value to points")
        return ()
    values: dict[str, int] = {}
    for key, wanted in raw.items():
        place = (*path, key)
        points = _number(wanted, tree, place) or 0
        for text in _texts(key, names, tree, place):
            found = unknown_value(text, spec)
            if found is not None:
                origin = "" if text == key else f" (from {key})"
                tree.fault(place, found[0] + origin, found[1], key=True)
            if text in values:
                hint = "each value has its points once"
                tree.fault(place, f"a second entry for {text!r}", hint, key=True)
            values[text] = points
    return tuple(sorted(values.items()))


def _texts(key: str, names: Names, tree: Tree, path: KeyPath) -> tuple[str, ...]:
    """The values an entry of a table is for: those of a list, or the one it names."""
    if not is_reference(key):
        return (key,)
    found = names.resolve(key, tree, path)
    if isinstance(found, tuple):
        return found
    if found is not None and not isinstance(found, str):
        tree.fault(path, f"{key} is no text", "name a list here, or write the value", key=True)
        return ()
    return () if found is None else (found,)
