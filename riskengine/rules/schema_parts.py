"""JSON Schema of what the signal catalogue decides: conditions, field tests, points, signals."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from riskengine.rules.conditions import COUNT_OPERATORS
from riskengine.rules.fieldtests import OPERATORS
from riskengine.rules.moments import LONGEST
from riskengine.rules.points import HIGHEST
from riskengine.rules.vocabulary import COUNTRY_FIELDS, LIST_FIELDS
from riskengine.signal_catalogue import CATALOGUE, FieldSpec
from riskengine.watchlist.catalogue import CUSTOM_PREFIXES, known_lists

Schema = dict[str, Any]

_NAME = {"type": "string", "pattern": r"^\$", "description": "$name of a list or parameter"}
_PLAIN: dict[str, Schema] = {
    "text": {"type": "string"},
    "flag": {"type": "boolean"},
    "integer": {"type": "integer"},
    "number": {"type": "number"},
    "date": {"type": "string", "format": "date"},
    "stake": {"type": "number", "minimum": 0, "maximum": 100},
}
_LISTED = ("in", "not_in")
_DAYS_BACK = {"type": "integer", "minimum": 0, "maximum": LONGEST}
_MOMENT = {
    "anyOf": [
        {"type": "string", "format": "date"},
        {"type": "string", "pattern": r"^as_of(\s*[+-]\s*[0-9]+\s+(day|month|year)s?)?$"},
        {"$ref": "#/$defs/name"},
    ]
}


def parts() -> Schema:
    """Definitions by name, for `$defs`."""
    found: Schema = {"name": _NAME, "points": _points(), "count": _count()}
    for spec in _fields():
        found[value_name(spec)] = _value(spec)
        found[_test_name(spec)] = _test(spec)
    found["condition"] = _condition()
    found["signal"] = _signal()
    return found


def value_name(spec: FieldSpec) -> str:
    """Name of the definition of one value of a field. Fields of one kind share it."""
    if spec.choices:
        return f"value.{spec.name}." + str(_choices().index(spec.choices))
    if spec.name in COUNTRY_FIELDS:
        return "value.country"
    return "value.list_id" if spec.name in LIST_FIELDS else f"value.{spec.type}"


def _test_name(spec: FieldSpec) -> str:
    return "test." + value_name(spec).removeprefix("value.")


def _fields() -> Iterator[FieldSpec]:
    for spec in CATALOGUE.values():
        yield from spec.fields.values()


def _choices() -> list[tuple[str, ...]]:
    return list(dict.fromkeys(field.choices for field in _fields() if field.choices))


def _value(spec: FieldSpec) -> Schema:
    if spec.choices:
        plain: list[Schema] = [{"enum": list(spec.choices)}]
    elif spec.name in COUNTRY_FIELDS:
        plain = [{"type": "string", "pattern": "^[A-Z]{2}$"}]
    elif spec.name in LIST_FIELDS:
        own = "|".join(CUSTOM_PREFIXES)
        plain = [{"enum": sorted(known_lists())}, {"type": "string", "pattern": f"^({own})"}]
    else:
        plain = [_PLAIN[spec.type]]
    return {"anyOf": [*plain, {"$ref": "#/$defs/name"}]}


def _test(spec: FieldSpec) -> Schema:
    value: Schema = {"$ref": f"#/$defs/{value_name(spec)}"}
    values: Schema = {"type": "array", "items": value, "minItems": 1}
    operators: Schema = {}
    for name in OPERATORS[spec.type]:
        if name in ("known", "or_unknown"):
            operators[name] = {"type": "boolean"}
        elif name == "any_of":
            items = {"$ref": f"#/$defs/{_test_name(spec)}"}
            operators[name] = {"type": "array", "items": items, "minItems": 1}
        elif name.startswith("within_"):
            operators[name] = {"anyOf": [_DAYS_BACK, {"$ref": "#/$defs/name"}]}
        elif name in ("before", "after", "since"):
            operators[name] = _MOMENT
        else:
            operators[name] = {"anyOf": [value, values]} if name in _LISTED else value
    table = _object(operators, minimum=1)
    return {"anyOf": [table] if spec.type == "stake" else [value, values, table]}


def _object(properties: Schema, required: tuple[str, ...] = (), *, minimum: int = 0) -> Schema:
    found: Schema = {"type": "object", "properties": properties, "additionalProperties": False}
    if required:
        found["required"] = list(required)
    if minimum:
        found["minProperties"] = minimum
    return found


def _count() -> Schema:
    number = {"anyOf": [{"type": "integer"}, {"$ref": "#/$defs/name"}]}
    operators = _object(dict.fromkeys(COUNT_OPERATORS, number), minimum=1)
    return {"anyOf": [{"type": "integer"}, operators]}


def _points() -> Schema:
    points = {"type": "integer", "minimum": 0, "maximum": HIGHEST}
    names = sorted({field.name for field in _fields()})
    least = {"anyOf": [{"type": "number"}, {"$ref": "#/$defs/name"}]}
    step = _object({"at_least": least, "points": points}, ("at_least", "points"))
    values = {"type": "object", "additionalProperties": points, "minProperties": 1}
    steps = {"type": "array", "items": step, "minItems": 1}
    table = _object(
        {"by": {"enum": names}, "steps": steps, "values": values, "otherwise": points},
        ("by", "otherwise"),
    )
    table["oneOf"] = [{"required": ["steps"]}, {"required": ["values"]}]
    return {"anyOf": [points, table]}


def _condition() -> Schema:
    """A tree of atoms; what may stand beside `signal` depends on the signal's type."""
    one: Schema = {"$ref": "#/$defs/condition"}
    several = {"type": "array", "items": one, "minItems": 1}
    atom: Schema = _object(
        {
            "signal": {"enum": list(CATALOGUE)},
            "where": {"type": "object"},
            "count": {"$ref": "#/$defs/count"},
            "distinct": {"type": "string"},
        },
        ("signal",),
    )
    atom["dependentRequired"] = {"distinct": ["count"]}
    atom["allOf"] = []
    for spec in CATALOGUE.values():
        tests = {
            field.name: {"$ref": f"#/$defs/{_test_name(field)}", "description": field.doc}
            for field in spec.fields.values()
        }
        where = _object(tests)
        where["description"] = spec.doc
        then = {"where": where, "distinct": {"enum": list(spec.fields)}}
        atom["allOf"].append(_when("signal", spec.name, then))
    groups = [_object({key: several}, (key,)) for key in ("all", "any")]
    return {"anyOf": [atom, *groups, _object({"not": one}, ("not",))]}


def _when(key: str, name: str, properties: Schema) -> Schema:
    test = {"properties": {key: {"const": name}}, "required": [key]}
    return {"if": test, "then": {"properties": properties}}


def _signal() -> Schema:
    """A signal of a test case: its type and the values of its fields."""
    stake: Schema = {"anyOf": [_PLAIN["stake"], {"$ref": "#/$defs/name"}]}
    pair = {"type": "array", "items": _PLAIN["stake"], "minItems": 2, "maxItems": 2}
    stake["anyOf"].insert(1, pair)
    found: Schema = {"type": "object", "required": ["type"], "allOf": []}
    found["properties"] = {"type": {"enum": list(CATALOGUE)}}
    quotes = {"type": "array", "items": {"type": "string"}}
    for spec in CATALOGUE.values():
        fields: Schema = {"type": True, "evidence": quotes}
        for field in spec.fields.values():
            ref = {"$ref": f"#/$defs/{value_name(field)}"}
            fields[field.name] = (stake if field.type == "stake" else ref) | {
                "description": field.doc
            }
        branch = _when("type", spec.name, fields)
        branch["then"]["additionalProperties"] = False
        found["allOf"].append(branch)
    return found
