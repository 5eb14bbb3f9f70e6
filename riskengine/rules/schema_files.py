"""JSON Schema (draft 2020-12) of each kind of ruleset file, for editors.

Made from the models that the loader checks with and from the signal catalogue, so that it
cannot drift from either. It is looser than the loader, which also knows the names, lists and
rules of the ruleset at hand: what the loader takes, the schema takes.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from riskengine.rules.inheritance import FIXED, MODELS
from riskengine.rules.schema import (
    CaseModel,
    ExtensionModel,
    OverrideModel,
    RegimesModel,
    RuleModel,
    RulesetModel,
    TestFileModel,
    TopicModel,
)
from riskengine.rules.schema_parts import Schema, parts
from riskengine.vocab import Band, Family

DIALECT = "https://json-schema.org/draft/2020-12/schema"
KINDS: Mapping[str, tuple[str, Schema]] = {
    "ruleset": (
        "ruleset.yaml",
        {
            "if": {"required": ["extends"]},
            "then": {"$ref": "#/$defs/ExtensionModel"},
            "else": {"$ref": "#/$defs/RulesetModel"},
        },
    ),
    "topic": ("a topic file of rules", {"$ref": "#/$defs/TopicModel"}),
    "regimes": ("regimes.yaml", {"$ref": "#/$defs/RegimesModel"}),
    "tests": ("a *.test.yaml file", {"$ref": "#/$defs/TestFileModel"}),
}
"""Kinds of file: what is meant, and the root of its schema."""


def file_schema(kind: str) -> Schema:
    """The schema of one kind of file, a key of `KINDS`."""
    title, root = KINDS[kind]
    return _document(f"riskengine: {title}", root)


def any_schema() -> Schema:
    """One schema that takes a file of any kind."""
    return _document("riskengine: a ruleset file", {"anyOf": [root for _, root in KINDS.values()]})


def schema_files() -> dict[str, str]:
    """Text of every schema by file name."""
    return {f"{kind}.schema.json": as_text(file_schema(kind)) for kind in KINDS}


def as_text(schema: Schema) -> str:
    return json.dumps(schema, indent=1, ensure_ascii=False) + "\n"


def _document(title: str, root: Schema) -> Schema:
    known = _definitions()
    used: Schema = {}
    waiting = [root]
    while waiting:
        for name in sorted(_references(waiting.pop()) - set(used)):
            used[name] = known[name]
            waiting.append(known[name])
    return {"$schema": DIALECT, "title": title, **root, "$defs": dict(sorted(used.items()))}


def _references(schema: Any) -> set[str]:
    if isinstance(schema, list):
        return {name for item in schema for name in _references(item)}
    if not isinstance(schema, dict):
        return set()
    own = {schema["$ref"].removeprefix("#/$defs/")} if isinstance(schema.get("$ref"), str) else ()
    return {*own, *(name for item in schema.values() for name in _references(item))}


def _definitions() -> Schema:
    found = parts()
    models = (CaseModel, ExtensionModel, OverrideModel, RegimesModel, RuleModel, RulesetModel)
    for model in (*models, TestFileModel, TopicModel):
        schema = model.model_json_schema(ref_template="#/$defs/{model}")
        inner = schema.pop("$defs", {})
        found |= {name: _plain(item) for name, item in inner.items()}
        found[model.__name__] = _plain(schema)
    rule = found["RuleModel"]["properties"]
    rule["points"], rule["when"] = {"$ref": "#/$defs/points"}, {"$ref": "#/$defs/condition"}
    rule["floor"] = {"anyOf": [{"type": "integer", "minimum": 1, "maximum": 100}, {"type": "null"}]}
    found["ParameterModel"]["properties"]["value"] = {"type": ["string", "number", "boolean"]}
    found["FamilyModel"]["properties"]["cap"] |= {"minimum": 0, "maximum": 100}
    _items(found["TopicModel"], "rules", "RuleModel")
    _items(found["TestFileModel"], "tests", "CaseModel")
    _items(found["CaseModel"], "signals", "signal")
    _items(found["ExtensionModel"], "overrides", "OverrideModel")
    whole, part = found["RulesetModel"]["properties"], found["ExtensionModel"]["properties"]
    for key in ("families", "lists", "parameters"):
        part[key] = dict(whole[key])
    for properties in (whole, part):
        properties["families"]["propertyNames"] = {"enum": list(Family)}
        properties["bands"] = _by_band({"type": "integer", "minimum": 0, "maximum": 100})
        properties["recommendations"] = _by_band({"type": "string", "minLength": 1})
    _overrides(found)
    return found


def _by_band(value: Schema) -> Schema:
    return {
        "type": "object",
        "properties": dict.fromkeys(Band, value),
        "required": list(Band),
        "additionalProperties": False,
    }


def _items(model: Schema, key: str, of: str) -> None:
    model["properties"][key]["items"] = {"$ref": f"#/$defs/{of}"}


def _overrides(found: Schema) -> None:
    """What may be changed depends on what is overridden; `null` takes a key away."""
    override = found["OverrideModel"]
    override["oneOf"] = [{"required": [kind]} for kind in MODELS]
    override["allOf"] = []
    for kind, model in MODELS.items():
        schema = found[model.__name__]
        needed = schema.get("required", [])
        properties = {
            key: item if key in needed else {"anyOf": [item, {"type": "null"}]}
            for key, item in schema["properties"].items()
            if key not in FIXED.get(kind, ())
        }
        change = {
            "type": "object",
            "properties": properties,
            "additionalProperties": False,
            "minProperties": 1,
        }
        branch = {"if": {"required": [kind]}, "then": {"properties": {"change": change}}}
        override["allOf"].append(branch)


def _plain(schema: Any) -> Any:
    """Without the titles and defaults that pydantic derives, which tell an editor nothing."""
    if isinstance(schema, list):
        return [_plain(item) for item in schema]
    if not isinstance(schema, dict):
        return schema
    kept: Schema = {}
    for key, value in schema.items():
        if key == "properties":
            kept[key] = {name: _plain(item) for name, item in value.items()}
        elif key not in ("title", "default"):
            kept[key] = _plain(value)
    return kept
