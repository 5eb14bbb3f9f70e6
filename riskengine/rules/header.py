"""`ruleset.yaml` and `regimes.yaml`: identity, bands, families, names and dated regimes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise

from riskengine.rules.faults import FirstPlaces, ModelT, describe, did_you_mean, validate
from riskengine.rules.model import FamilySpec, Regime, RegimeWindow
from riskengine.rules.names import NamedList, Names, Parameter, Reference
from riskengine.rules.schema import (
    ListModel,
    ParameterModel,
    ReferenceModel,
    RegimeModel,
    RegimesModel,
    RulesetModel,
)
from riskengine.rules.vocabulary import unknown_list
from riskengine.rules.yamltree import Tree
from riskengine.vocab import Band, Family


@dataclass(frozen=True, slots=True)
class Header:
    """What `ruleset.yaml` says. `names` is usable even when other parts are faulty."""

    model: RulesetModel | None
    bands: tuple[tuple[Band, int], ...]
    recommendations: Mapping[Band, str]
    families: Mapping[Family, FamilySpec]
    names: Names


def read_header(tree: Tree) -> Header:
    """Check `ruleset.yaml`; what is wrong goes to the tree's faults."""
    model = validate(RulesetModel, tree, (), tree.data) if tree.data is not None else None
    if model is None:
        return Header(None, (), {}, {}, _names_despite_faults(tree))
    names = Names(_lists(tree, model.lists), _parameters(tree, model.parameters))
    _rests_on(tree, model)
    return Header(
        model, _bands(tree, model), _recommendations(tree, model), _families(tree, model), names
    )


def _rests_on(tree: Tree, model: RulesetModel) -> None:
    for index, list_id in enumerate(model.rests_on):
        if (fault := unknown_list(list_id)) is not None:
            tree.fault(("rests_on", index), *fault)


def references(models: list[ReferenceModel]) -> tuple[Reference, ...]:
    return tuple(Reference(item.title, item.citation, item.url) for item in models)


def _names_despite_faults(tree: Tree) -> Names:
    """Lists and parameters as far as they can be read, so that rules are still checked."""
    if not isinstance(tree.data, dict):
        return Names({}, {}, complete=False)
    data = tree.data
    scratch = Tree(tree.file)
    sections = [data.get(key) or {} for key in ("lists", "parameters")]
    raw_lists, raw_parameters = [item if isinstance(item, dict) else {} for item in sections]
    lists = _lists(scratch, _sound(ListModel, scratch, raw_lists))
    parameters = _parameters(scratch, _sound(ParameterModel, scratch, raw_parameters))
    faulty = {*raw_lists, *raw_parameters} - {*lists, *parameters}
    complete = all(isinstance(item, dict) for item in sections)
    return Names(lists, parameters, complete=complete, faulty=frozenset(faulty))


def _sound(model: type[ModelT], scratch: Tree, items: Mapping[str, object]) -> dict[str, ModelT]:
    checked = {name: validate(model, scratch, (), item) for name, item in items.items()}
    return {name: item for name, item in checked.items() if item is not None}


def _bands(tree: Tree, model: RulesetModel) -> tuple[tuple[Band, int], ...]:
    for name in model.bands:
        if name not in list(Band):
            hint = did_you_mean(name, list(Band))
            tree.fault(("bands", name), f"no band {name!r}", hint, key=True)
    missing = [band for band in Band if band not in model.bands]
    if missing:
        tree.fault(("bands",), "no lower bound for " + ", ".join(band.value for band in missing))
        return ()
    if model.reserved_band is not None and model.reserved_band not in list(Band)[1:]:
        hint = did_you_mean(model.reserved_band, list(Band)[1:])
        tree.fault(("reserved_band",), f"no band {model.reserved_band!r} to reserve", hint)
    bounds = [(band, model.bands[band]) for band in Band]
    if bounds[0][1] != 0:
        tree.fault(("bands", "none"), "the lowest band starts at 0")
    for (low, first), (high, second) in pairwise(bounds):
        if not first < second <= 100:
            message = f"{high.value!r} must start above {low.value!r} ({first}) and at 100 or below"
            tree.fault(("bands", high), message)
    return tuple(bounds)


def _recommendations(tree: Tree, model: RulesetModel) -> Mapping[Band, str]:
    for name in model.recommendations:
        if name not in list(Band):
            hint = did_you_mean(name, list(Band))
            tree.fault(("recommendations", name), f"no band {name!r}", hint, key=True)
    missing = [band for band in Band if band not in model.recommendations]
    if missing:
        tree.fault(("recommendations",), "no recommendation for " + ", ".join(missing))
    return {band: model.recommendations.get(band, "") for band in Band}


def _families(tree: Tree, model: RulesetModel) -> Mapping[Family, FamilySpec]:
    families: dict[Family, FamilySpec] = {}
    for name, item in model.families.items():
        if name not in list(Family):
            hint = did_you_mean(name, list(Family))
            tree.fault(("families", name), f"no family {name!r}", hint, key=True)
            continue
        if not 0 <= item.cap <= 100:
            tree.fault(("families", name, "cap"), "a cap lies between 0 and 100")
        families[Family(name)] = FamilySpec(Family(name), item.title, item.cap)
    missing = [family for family in Family if family not in families]
    if missing:
        tree.fault(("families",), "no title and cap for " + ", ".join(missing))
    return families


def _lists(tree: Tree, models: Mapping[str, ListModel]) -> dict[str, NamedList]:
    def values(name: str, trail: tuple[str, ...]) -> set[str]:
        found = set(models[name].values)
        for index, other in enumerate(models[name].includes):
            place = ("lists", name, "includes", index)
            if other not in models:
                tree.fault(place, f"no list {other!r}", did_you_mean(other, models))
            elif other in trail:
                tree.fault(place, f"list {name!r} includes itself through {other!r}")
            else:
                found |= values(other, (*trail, other))
        return found

    lists: dict[str, NamedList] = {}
    for name, model in models.items():
        twice = sorted({v for v in model.values if model.values.count(v) > 1})
        if twice:
            tree.fault(("lists", name, "values"), f"{', '.join(twice)} stands twice in the list")
        found = tuple(sorted(values(name, (name,))))
        if not found:
            tree.fault(("lists", name), f"list {name!r} is empty")
        includes = tuple(model.includes)
        sources = references(model.sources)
        lists[name] = NamedList(name, model.doc, found, includes, model.as_of, sources)
    return lists


def _parameters(tree: Tree, models: Mapping[str, ParameterModel]) -> dict[str, Parameter]:
    parameters: dict[str, Parameter] = {}
    for name, model in models.items():
        value = model.value
        if not isinstance(value, str | int | float | bool | dt.date):
            message = f"a parameter is one value, found {describe(value)}"
            tree.fault(("parameters", name, "value"), message)
            continue
        parameters[name] = Parameter(name, model.doc, value)
    return parameters


def read_regimes(tree: Tree, first: FirstPlaces | None = None) -> tuple[Regime, ...]:
    """Check one `regimes.yaml`. Gaps and overlaps of windows are for lint.

    Args:
        first: where each regime of the base's files was met; those of this file are added.
    """
    if tree.data is None:
        return ()
    model = validate(RegimesModel, tree, (), tree.data)
    if model is None:
        return ()
    first = FirstPlaces("regime") if first is None else first
    for index, item in enumerate(model.regimes):
        first.add(item.id, tree, ("regimes", index, "id"))
        if not 0 < item.threshold <= 100:
            tree.fault(("regimes", index, "threshold"), "a threshold is a percentage")
        for key, ids in (("covers", item.covers), ("does_not_cover", item.does_not_cover)):
            for place, list_id in enumerate(ids):
                if (found := unknown_list(list_id)) is not None:
                    tree.fault(("regimes", index, key, place), *found)
        both = sorted(set(item.covers) & set(item.does_not_cover))
        if both:
            message = f"{', '.join(both)} cannot be both covered and not covered"
            tree.fault(("regimes", index, "does_not_cover"), message)
        for place, window in enumerate(item.windows):
            if window.from_ and window.to and window.from_ > window.to:
                tree.fault(("regimes", index, "windows", place), "window ends before it starts")
    return tuple(_regime(item) for item in model.regimes)


def _regime(model: RegimeModel) -> Regime:
    windows = tuple(
        RegimeWindow(item.from_, item.to, item.citation, item.note or "", item.status)
        for item in model.windows
    )
    return Regime(
        id=model.id,
        title=model.title,
        authority=model.authority,
        basis=model.basis,
        threshold=model.threshold,
        operator=model.operator,
        aggregation=model.aggregation,
        cascades=model.cascades,
        covers=tuple(sorted(model.covers)),
        does_not_cover=tuple(sorted(model.does_not_cover)),
        effect=model.effect,
        diligence=model.diligence or "",
        windows=windows,
        note=model.note or "",
    )
