"""From a folder of YAML to a `Ruleset`, with every mistake of every file at once."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from pathlib import Path

from riskengine.errors import Fault, RulesetError
from riskengine.model.assessment import RulesetRef
from riskengine.rules.faults import FirstPlaces
from riskengine.rules.header import Header, read_header, read_regimes
from riskengine.rules.inheritance import Inheritance
from riskengine.rules.layers import Layer, read_layers
from riskengine.rules.model import Override, Regime, Rule, Ruleset
from riskengine.rules.schema import RulesetModel
from riskengine.rules.topics import TopicReader
from riskengine.vocab import Band


def load_ruleset(folder: Path) -> Ruleset:
    """Read, check and compile the ruleset in a folder, and those it extends.

    Args:
        folder: holds `ruleset.yaml`, perhaps `regimes.yaml`, and topic files of rules;
            `*.test.yaml` files are not part of the policy and are not read.

    Raises:
        RulesetError: with every fault of every file, each with file, line and column.
    """
    layers, sound = read_layers(folder)
    if not sound:
        # Without its base an extension lacks most names; further faults would be noise.
        raise _refusal(folder, [fault for layer in layers for fault in layer.faults()])
    inheritance = Inheritance(layers)
    header = read_header(layers[0].header)
    regimes = _regimes(layers)
    header.names.regimes = frozenset(regime.id for regime in regimes)
    rules = [_overridden(rule, inheritance.of("rule", rule.id)) for rule in _rules(layers, header)]
    faults = [fault for layer in layers for fault in layer.faults()]
    faults += _crossing_groups(rules)
    if faults or header.model is None:
        raise _refusal(folder, faults)
    return _assemble(layers, header.model, header, regimes, rules, inheritance.overrides)


def _refusal(folder: Path, faults: list[Fault]) -> RulesetError:
    # A part of the base that is read once more for the extension is faulted once.
    distinct = list(dict.fromkeys(faults))
    number = "one fault" if len(distinct) == 1 else f"{len(distinct)} faults"
    return RulesetError(f"ruleset {folder.name} cannot be loaded, {number}:", distinct)


def _regimes(layers: list[Layer]) -> tuple[Regime, ...]:
    first = FirstPlaces("regime")
    found: list[Regime] = []
    for layer in layers:
        if layer.regimes is not None:
            found += read_regimes(layer.regimes, first)
        first.extend(layer.id)
    return tuple(found)


def _rules(layers: list[Layer], header: Header) -> list[Rule]:
    first = FirstPlaces("rule")
    found: list[Rule] = []
    for layer in layers:
        for tree in layer.topics:
            rules = TopicReader(tree, header.names, first).read()
            found += [replace(rule, origin=layer.id) for rule in rules]
        first.extend(layer.id)
    return found


def _overridden(rule: Rule, changes: list[Override]) -> Rule:
    if not changes:
        return rule
    last = changes[-1]
    reasons = " ".join(change.reason for change in changes)
    return replace(rule, overridden=reasons, file=last.file, line=last.line)


def _assemble(
    layers: list[Layer],
    model: RulesetModel,
    header: Header,
    regimes: tuple[Regime, ...],
    rules: list[Rule],
    overrides: list[Override],
) -> Ruleset:
    ref = _refs(layers)
    return Ruleset(
        id=model.id,
        version=model.version,
        sha256=ref[-1].sha256,
        title=model.title,
        perspective=model.perspective,
        description=model.description,
        bands=header.bands,
        reserved_from=dict(header.bands).get(Band(model.reserved_band))
        if model.reserved_band in list(Band)
        else None,
        recommendations=header.recommendations,
        families=header.families,
        lists=header.names.lists,
        parameters=header.names.parameters,
        regimes=regimes,
        rules=tuple(sorted(rules, key=lambda rule: rule.id)),
        used_names=frozenset(header.names.used),
        folder=layers[-1].files.folder,
        base=ref[-2] if len(ref) > 1 else None,
        overrides=tuple(overrides),
        rests_on=tuple(sorted(set(model.rests_on))),
    )


def _refs(layers: list[Layer]) -> list[RulesetRef]:
    """The exact policy of each layer; the hash of an extension covers that of its base."""
    refs: list[RulesetRef] = []
    for layer in layers:
        sha256 = layer.files.sha256()
        if refs:
            text = f"{sha256}\nextends {refs[-1].sha256}\n"
            sha256 = hashlib.sha256(text.encode()).hexdigest()
        refs.append(replace(layer.ref, sha256=sha256))
    return refs


def _crossing_groups(rules: list[Rule]) -> list[Fault]:
    """A group over two families would let a stronger finding lower the total by its cap."""
    faults: list[Fault] = []
    home: dict[str, Rule] = {}
    for rule in rules:
        if rule.exclusive is None:
            continue
        prefix = rule.exclusive.text.split("{")[0]
        other = home.setdefault(prefix, rule)
        if other.family is not rule.family:
            message = f"exclusive group {prefix.strip()!r} is also used by {other.id}"
            hint = "a group stays within one family"
            faults.append(Fault(rule.file, rule.line, 1, message, hint))
    return faults
