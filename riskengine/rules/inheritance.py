"""A ruleset laid over its base: what it adds, replaces and overrides.

Everything is done on the raw data of the files, before any check of meaning: a changed rule
is compiled like any other, and a fault of a changed key names the place of the change.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel

from riskengine.rules.faults import did_you_mean, keys_of, validate
from riskengine.rules.layers import Layer
from riskengine.rules.model import Override
from riskengine.rules.schema import (
    FamilyModel,
    ListModel,
    OverrideModel,
    ParameterModel,
    RegimeModel,
    RuleModel,
)
from riskengine.rules.yamltree import KeyPath, Tree

_REPLACED = (
    "id",
    "version",
    "title",
    "perspective",
    "description",
    "bands",
    "reserved_band",
    "rests_on",
    "recommendations",
)
_SECTIONS = {"family": "families", "list": "lists", "parameter": "parameters"}
MODELS: Mapping[str, type[BaseModel]] = {
    "rule": RuleModel,
    "list": ListModel,
    "parameter": ParameterModel,
    "family": FamilyModel,
    "regime": RegimeModel,
}
"""Kinds of part that an override may name."""

FIXED = {"rule": ("id", "family"), "regime": ("id",)}
"""Keys of a part that never change."""


@dataclass(frozen=True, slots=True)
class _Target:
    """A part of the base that may be changed."""

    tree: Tree
    path: KeyPath


class Inheritance:
    """Lays the layers of a chain over one another, in place.

    Afterwards the header of the first layer is that of the whole chain, and rules and
    regimes stand changed in the files they come from. Faults are in the layers' trees.

    Attributes:
        overrides: every sound change, in the order in which it was made.
    """

    def __init__(self, layers: list[Layer]) -> None:
        self.overrides: list[Override] = []
        self._header = layers[0].header
        self._targets: dict[str, dict[str, _Target]] = {kind: {} for kind in MODELS}
        for layer in layers:
            if layer is not layers[0]:
                own = {kind: dict(_items(kind, layer)) for kind in MODELS}
                self._change(layer, own)
                self._lay_over(layer)
            self._learn(layer)

    def of(self, kind: str, name: str) -> list[Override]:
        """Changes to one part, first to last."""
        return [item for item in self.overrides if (item.kind, item.name) == (kind, name)]

    def _learn(self, layer: Layer) -> None:
        for kind, known in self._targets.items():
            for name, (tree, path) in _items(kind, layer):
                if kind in _SECTIONS:
                    tree = self._header
                known.setdefault(name, _Target(tree, path))

    def _lay_over(self, layer: Layer) -> None:
        if not isinstance(self._header.data, dict):
            return
        for key in _REPLACED:
            if key in layer.own:
                self._header.graft((key,), layer.own[key], layer.header, (key,))
        for kind, section in _SECTIONS.items():
            added = layer.own.get(section)
            if not isinstance(added, dict):
                continue
            if not isinstance(self._header.data.get(section), dict):
                self._header.graft((section,), {}, layer.header, (section,))
            for name, value in added.items():
                path = (section, name)
                if name in self._targets[kind]:
                    hint = f"to change it write - {kind}: {name} under 'overrides'"
                    message = f"{kind} {name!r} belongs to the base"
                    layer.header.fault(path, message, hint, key=True)
                else:
                    copy = dict(value) if isinstance(value, dict) else value
                    self._header.graft(path, copy, layer.header, path)

    def _change(self, layer: Layer, own: Mapping[str, Mapping[str, Any]]) -> None:
        entries = layer.own.get("overrides")
        first: dict[tuple[str, str], int] = {}
        for index, raw in enumerate(entries if isinstance(entries, list) else []):
            path: KeyPath = ("overrides", index)
            model = validate(OverrideModel, layer.header, path, raw)
            named = None if model is None else _named(model, layer.header, path)
            if model is None or named is None:
                continue
            kind, name = named
            line = layer.header.mark(path).line
            target = self._targets[kind].get(name)
            if target is None:
                self._unknown(kind, name, layer, path, own)
            elif named in first:
                hint = "put both changes into one entry"
                message = f"{kind} {name!r} is already overridden on line {first[named]}"
                layer.header.fault((*path, kind), message, hint)
            else:
                self._apply(kind, model.change, target, layer, path)
                file = layer.header.file
                keys = tuple(sorted(model.change))
                change = Override(kind, name, model.reason, keys, layer.id, file, line)
                self.overrides.append(change)
            first.setdefault(named, line)

    def _unknown(
        self,
        kind: str,
        name: str,
        layer: Layer,
        path: KeyPath,
        own: Mapping[str, Mapping[str, Any]],
    ) -> None:
        if name in own[kind]:
            message = f"{kind} {name!r} is this ruleset's own, not the base's"
            hint = "change it where it stands"
        else:
            message = f"the base has no {kind} {name!r}"
            hint = did_you_mean(name, self._targets[kind])
        layer.header.fault((*path, kind), message, hint)

    def _apply(
        self, kind: str, change: dict[str, Any], target: _Target, layer: Layer, path: KeyPath
    ) -> None:
        fields = {field.alias or key: field for key, field in MODELS[kind].model_fields.items()}
        known = [key for key in keys_of(MODELS[kind]) if key not in FIXED.get(kind, ())]
        if not change:
            hint = "name at least one key and its new value"
            layer.header.fault((*path, "change"), "the change is empty", hint)
        for key, value in change.items():
            place = (*path, "change", key)
            if key in FIXED.get(kind, ()):
                hint = f"write a new {kind} instead, and switch this one off"
                message = f"the {key} of a {kind} is permanent"
                layer.header.fault(place, message, hint if kind == "rule" else "", key=True)
            elif key not in known:
                hint = did_you_mean(key, known)
                layer.header.fault(place, f"a {kind} has no key {key!r}", hint, key=True)
            elif value is None and fields[key].is_required():
                message = f"{key!r} is required and cannot be removed"
                layer.header.fault(place, message, "give it a new value")
            elif value is None:
                _inside(target).pop(key, None)
            else:
                target.tree.graft((*target.path, key), value, layer.header, place)


def _inside(target: _Target) -> dict[str, Any]:
    data: Any = target.tree.data
    for part in target.path:
        data = data[part]
    found: dict[str, Any] = data
    return found


def _named(model: OverrideModel, tree: Tree, path: KeyPath) -> tuple[str, str] | None:
    given = {
        "rule": model.rule,
        "list": model.list_,
        "parameter": model.parameter,
        "family": model.family,
        "regime": model.regime,
    }
    named = [(kind, name) for kind, name in given.items() if name is not None]
    if len(named) == 1:
        return named[0]
    found = " and ".join(kind for kind, _ in named) or "none"
    hint = "give each change an entry of its own" if named else "add 'rule: ID', say"
    message = f"an override names one of {', '.join(given)}; found {found}"
    tree.fault(path, message, hint)
    return None


def _items(kind: str, layer: Layer) -> Iterator[tuple[str, tuple[Tree, KeyPath]]]:
    """Parts of a kind that a layer itself brings, with their place. Faulty ones are skipped."""
    if kind in _SECTIONS:
        section = layer.own.get(_SECTIONS[kind])
        for name, value in (section if isinstance(section, dict) else {}).items():
            if isinstance(value, dict):
                yield name, (layer.header, (_SECTIONS[kind], name))
        return
    key = "rules" if kind == "rule" else "regimes"
    regimes = [layer.regimes] if layer.regimes else []
    for tree in layer.topics if kind == "rule" else regimes:
        found = tree.data.get(key) if isinstance(tree.data, dict) else None
        for index, item in enumerate(found if isinstance(found, list) else []):
            if isinstance(item, dict) and isinstance(item.get("id"), str):
                yield item["id"], (tree, (key, index))
