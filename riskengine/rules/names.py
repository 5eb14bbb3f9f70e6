"""Named lists and parameters of a ruleset, and the `$name` references to them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

from riskengine.rules.faults import did_you_mean
from riskengine.rules.yamltree import KeyPath, Tree


@dataclass(frozen=True, slots=True)
class Reference:
    """A source: its title and where to find it."""

    title: str
    citation: str | None = None
    url: str | None = None

    def __str__(self) -> str:
        return self.citation or self.title


@dataclass(frozen=True, slots=True)
class NamedList:
    """A named set of codes, as dated data.

    Attributes:
        values: sorted, those of included lists too.
        as_of: the day the list is right for, None where it does not age.
    """

    name: str
    doc: str
    values: tuple[str, ...]
    includes: tuple[str, ...] = ()
    as_of: dt.date | None = None
    sources: tuple[Reference, ...] = ()


Scalar = str | int | float | bool | dt.date


@dataclass(frozen=True, slots=True)
class Parameter:
    """A named value, so that one threshold stands in one place."""

    name: str
    doc: str
    value: Scalar


@dataclass(slots=True)
class Names:
    """What `$name` can stand for.

    Attributes:
        used: collects every name a rule refers to.
        complete: False when `ruleset.yaml` could not be read: an unknown name is then no
            fault of the rule.
        faulty: names that are given and could not be read; to use one is no fault either.
        regimes: ids of the ruleset's regimes; empty where they are not known.
    """

    lists: Mapping[str, NamedList]
    parameters: Mapping[str, Parameter]
    used: set[str] = field(default_factory=set)
    complete: bool = True
    faulty: frozenset[str] = frozenset()
    regimes: frozenset[str] = frozenset()

    def __contains__(self, name: str) -> bool:
        return name in self.lists or name in self.parameters

    def resolve(self, text: str, tree: Tree, path: KeyPath) -> Scalar | tuple[str, ...] | None:
        """The value of `$name`: a scalar, or a list's values. None and a fault if unknown."""
        name = text.removeprefix("$")
        if name in self.lists:
            self.used.add(name)
            return self.lists[name].values
        if name in self.parameters:
            self.used.add(name)
            return self.parameters[name].value
        if self.complete and name not in self.faulty:
            known = [*self.lists, *self.parameters]
            tree.fault(path, f"no list or parameter {name!r}", did_you_mean(name, known))
        return None


def is_reference(value: object) -> bool:
    return isinstance(value, str) and value.startswith("$")
