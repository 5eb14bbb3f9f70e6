"""A validator for the keywords that our JSON Schemas use; any other keyword is an error."""

from __future__ import annotations

import re
from typing import Any

_TYPES: dict[str, tuple[type, ...]] = {
    "object": (dict,),
    "array": (list,),
    "string": (str,),
    "integer": (int,),
    "number": (int, float),
    "boolean": (bool,),
    "null": (type(None),),
}
_NOTES = {"$schema", "$defs", "title", "description"}


def problems(value: Any, schema: Any, root: Any, path: str = "") -> list[str]:
    """What the schema refuses, each with its place; empty when it takes the value."""
    if schema is True:
        return []
    found: list[str] = []
    for key, wanted in schema.items():
        if key in _NOTES or key in ("then", "else"):
            continue
        check = _CHECKS.get(key)
        assert check is not None, f"keyword {key} is not handled"
        found += check(value, wanted, schema, root, path)
    return found


def _type(value: Any, wanted: Any, _s: Any, _r: Any, path: str) -> list[str]:
    names = wanted if isinstance(wanted, list) else [wanted]
    ok = any(
        isinstance(value, _TYPES[name]) and (name == "boolean" or not isinstance(value, bool))
        for name in names
    )
    return [] if ok else [f"{path}: {value!r} is no {wanted}"]


def _enum(value: Any, wanted: Any, _s: Any, _r: Any, path: str) -> list[str]:
    return [] if value in wanted else [f"{path}: {value!r} is none of {wanted}"]


def _const(value: Any, wanted: Any, _s: Any, _r: Any, path: str) -> list[str]:
    return [] if value == wanted else [f"{path}: {value!r} is not {wanted!r}"]


def _ref(value: Any, wanted: Any, _s: Any, root: Any, path: str) -> list[str]:
    return problems(value, root["$defs"][wanted.removeprefix("#/$defs/")], root, path)


def _properties(value: Any, wanted: Any, _s: Any, root: Any, path: str) -> list[str]:
    if not isinstance(value, dict):
        return []
    return [
        problem
        for name, inner in wanted.items()
        if name in value
        for problem in problems(value[name], inner, root, f"{path}.{name}")
    ]


def _additional(value: Any, wanted: Any, schema: Any, root: Any, path: str) -> list[str]:
    if not isinstance(value, dict):
        return []
    rest = [name for name in value if name not in schema.get("properties", {})]
    if wanted is False:
        return [f"{path}: unknown key {name!r}" for name in rest]
    return [p for name in rest for p in problems(value[name], wanted, root, f"{path}.{name}")]


def _required(value: Any, wanted: Any, _s: Any, _r: Any, path: str) -> list[str]:
    missing = [name for name in wanted if isinstance(value, dict) and name not in value]
    return [f"{path}: {name!r} is missing" for name in missing]


def _items(value: Any, wanted: Any, _s: Any, root: Any, path: str) -> list[str]:
    items = value if isinstance(value, list) else []
    return [p for i, item in enumerate(items) for p in problems(item, wanted, root, f"{path}[{i}]")]


def _any_of(value: Any, wanted: Any, _s: Any, root: Any, path: str) -> list[str]:
    tries = [problems(value, inner, root, path) for inner in wanted]
    return [] if any(not found for found in tries) else min(tries, key=len)


def _one_of(value: Any, wanted: Any, _s: Any, root: Any, path: str) -> list[str]:
    holding = sum(not problems(value, inner, root, path) for inner in wanted)
    return [] if holding == 1 else [f"{path}: {holding} of the alternatives hold"]


def _all_of(value: Any, wanted: Any, _s: Any, root: Any, path: str) -> list[str]:
    return [p for inner in wanted for p in problems(value, inner, root, path)]


def _if(value: Any, wanted: Any, schema: Any, root: Any, path: str) -> list[str]:
    branch = "else" if problems(value, wanted, root, path) else "then"
    return problems(value, schema.get(branch, True), root, path)


def _dependent(value: Any, wanted: Any, _s: Any, root: Any, path: str) -> list[str]:
    return [
        p
        for name, needed in wanted.items()
        if isinstance(value, dict) and name in value
        for p in _required(value, needed, None, root, path)
    ]


def _names(value: Any, wanted: Any, _s: Any, root: Any, path: str) -> list[str]:
    names = value if isinstance(value, dict) else {}
    return [p for name in names for p in problems(name, wanted, root, path)]


def _pattern(value: Any, wanted: Any, _s: Any, _r: Any, path: str) -> list[str]:
    ok = not isinstance(value, str) or re.search(wanted, value)
    return [] if ok else [f"{path}: {value!r} does not look like {wanted}"]


def _format(value: Any, wanted: Any, _s: Any, _r: Any, path: str) -> list[str]:
    assert wanted == "date"
    return _pattern(value, "^[0-9]{4}-[0-9]{2}-[0-9]{2}$", None, None, path)


def _bound(sign: int) -> Any:
    def check(value: Any, wanted: Any, _s: Any, _r: Any, path: str) -> list[str]:
        ok = not isinstance(value, int | float) or sign * value <= sign * wanted
        return [] if ok else [f"{path}: {value!r} is beyond {wanted}"]

    return check


def _length(kind: type, sign: int) -> Any:
    def check(value: Any, wanted: Any, _s: Any, _r: Any, path: str) -> list[str]:
        ok = not isinstance(value, kind) or sign * len(value) <= sign * wanted  # type: ignore[arg-type]
        return [] if ok else [f"{path}: has the wrong length"]

    return check


_CHECKS: dict[str, Any] = {
    "type": _type,
    "enum": _enum,
    "const": _const,
    "$ref": _ref,
    "properties": _properties,
    "additionalProperties": _additional,
    "required": _required,
    "items": _items,
    "anyOf": _any_of,
    "oneOf": _one_of,
    "allOf": _all_of,
    "if": _if,
    "dependentRequired": _dependent,
    "propertyNames": _names,
    "pattern": _pattern,
    "format": _format,
    "minimum": _bound(-1),
    "maximum": _bound(1),
    "minItems": _length(list, -1),
    "maxItems": _length(list, 1),
    "minLength": _length(str, -1),
    "minProperties": _length(dict, -1),
}
