"""pydantic's complaints, and our own, as faults with file, line and a next step."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from riskengine.rules.yamltree import KeyPath, Tree

ModelT = TypeVar("ModelT", bound=BaseModel)


@dataclass(slots=True)
class FirstPlaces:
    """Where each id of a kind was first met, over all files of a ruleset and of its base.

    Attributes:
        kind: what carries the ids, for messages: `rule` or `regime`.
        base: id of the base ruleset whose files come first; empty while they are read.
    """

    kind: str
    base: str = ""
    own: dict[str, str] = field(default_factory=dict)
    inherited: set[str] = field(default_factory=set)

    def add(self, name: str, tree: Tree, path: KeyPath) -> None:
        """Note the id at `path`, with a fault when it was met before."""
        file, mark = tree.place(path)
        if name not in self.own:
            self.own[name] = f"{file}:{mark.line}"
        elif name in self.inherited:
            hint = f"to change it write - {self.kind}: {name} under 'overrides' in ruleset.yaml"
            tree.fault(path, f"{self.kind} {name!r} belongs to the base {self.base!r}", hint)
        else:
            hint = "ids are permanent and unique over all files"
            what = "rule id" if self.kind == "rule" else self.kind
            message = f"duplicate {what} {name!r}, first in {self.own[name]}"
            tree.fault(path, message, hint)

    def extend(self, base: str) -> None:
        """From here on the files of an extension are read."""
        self.base = base
        self.inherited = set(self.own)


def did_you_mean(wrong: str, known: Iterable[str]) -> str:
    """A hint naming the nearest known words, or all of them when they are few."""
    import difflib

    names = sorted(map(str, known))
    near = difflib.get_close_matches(wrong, names, n=3, cutoff=0.6)
    if near:
        return "did you mean " + " or ".join(repr(name) for name in near) + "?"
    if names and len(names) <= 14:
        return "known: " + ", ".join(names)
    return ""


def describe(value: object) -> str:
    """What a value is, for a message: `the number 3`, `the text 'x'`, `a list`."""
    if value is None:
        return "nothing"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return f"the number {value}"
    if isinstance(value, dt.date):
        return f"the date {value.isoformat()}"
    if isinstance(value, str):
        return f"the text {value[:60]!r}"
    return "a list" if isinstance(value, list) else "a mapping"


def validate(model: type[ModelT], tree: Tree, path: KeyPath, data: Any) -> ModelT | None:
    """The model, or None with every complaint added to the tree's faults."""
    if not isinstance(data, dict):
        tree.fault(path, f"a mapping is wanted here, found {describe(data)}")
        return None
    try:
        return model.model_validate(data)
    except ValidationError as error:
        for item in error.errors(include_url=False):
            _report(model, tree, path, item)
        return None


def _report(model: type[BaseModel], tree: Tree, base: KeyPath, item: Any) -> None:
    loc: KeyPath = tuple(item["loc"])
    path = (*base, *loc)
    kind: str = item["type"]
    value = item.get("input")
    name = str(loc[-1]) if loc else ""
    if loc and isinstance(loc[-1], int):
        holder = next((part for part in reversed(loc) if isinstance(part, str)), "list")
        name = f"{holder}, entry {loc[-1] + 1}"
    if kind == "missing":
        tree.fault(path[:-1], f"key {name!r} is missing")
    elif kind == "extra_forbidden":
        hint = did_you_mean(name, keys_of(model, loc[:-1]))
        tree.fault(path, f"unknown key {name!r}", hint, key=True)
    elif kind in ("string_type", "string_sub_type"):
        hint = ""
        if isinstance(value, int | float | dt.date):
            source, place = tree.origin(path)
            hint = f"put it in quotes: '{source.written.get(place, value)}'"
        tree.fault(path, f"{name!r} wants text, found {describe(value)}", hint)
    elif kind in ("literal_error", "enum"):
        expected = str(item.get("ctx", {}).get("expected", ""))
        known = [word.strip().strip("'") for word in expected.replace(" or ", ", ").split(",")]
        hint = did_you_mean(str(value), known)
        tree.fault(path, f"{name!r} cannot be {describe(value)}", hint)
    elif kind == "string_too_short":
        tree.fault(path, f"{name!r} is empty", "write a text")
    elif kind == "string_pattern_mismatch":
        hint = "use letters, digits, '.', '_' and '-', 64 at most"
        tree.fault(path, f"{name!r} cannot be {describe(value)}", hint)
    elif kind == "value_error":
        tree.fault(path, str(item["msg"]).removeprefix("Value error, "))
    else:
        wanted = _WANTED.get(kind)
        if wanted:
            tree.fault(path, f"{name!r} wants {wanted}, found {describe(value)}")
        else:
            tree.fault(path, f"{name!r}: {item['msg']}")


_WANTED = {
    "int_type": "a whole number",
    "int_from_float": "a whole number",
    "float_type": "a number",
    "bool_type": "true or false",
    "date_type": "a date (YYYY-MM-DD)",
    "date_from_datetime_parsing": "a date (YYYY-MM-DD)",
    "list_type": "a list",
    "tuple_type": "a list",
    "dict_type": "a mapping",
    "model_type": "a mapping",
    "model_attributes_type": "a mapping",
}


def keys_of(model: type[BaseModel], loc: KeyPath = ()) -> list[str]:
    """Keys that the (sub)model at `loc` takes; the top model's when it cannot be told."""
    current = model
    for part in loc:
        if isinstance(part, int):
            continue
        field = next(
            (f for n, f in current.model_fields.items() if part in (n, f.alias)),
            None,
        )
        if field is None:
            continue
        current = _model_in(field.annotation) or current
    return [field.alias or name for name, field in current.model_fields.items()]


def _model_in(annotation: Any) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    for part in getattr(annotation, "__args__", ()):
        found = _model_in(part)
        if found is not None:
            return found
    return None
