"""A loaded ruleset: typed, immutable, ready to be applied."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from riskengine.model.assessment import RulesetRef
from riskengine.rules.conditions import Condition
from riskengine.rules.names import NamedList, Parameter, Reference, Scalar
from riskengine.rules.points import Points
from riskengine.rules.templates import Template
from riskengine.vocab import Band, Family, RuleStatus


@dataclass(frozen=True, slots=True)
class Window:
    """A span of days, both ends included; None is open."""

    first: dt.date | None
    last: dt.date | None
    citation: str
    note: str = ""

    def holds(self, day: dt.date) -> bool:
        after = self.first is None or self.first <= day
        return after and (self.last is None or day <= self.last)


@dataclass(frozen=True, slots=True)
class RegimeWindow(Window):
    """What a regime's state was in a span of days.

    `status` is `in_force`, `stayed`, `not_in_force` or `in_force_by_default_unconfirmed`.
    """

    status: str = "in_force"


@dataclass(frozen=True, slots=True)
class Regime:
    """An ownership rule of law, as dated data.

    Attributes:
        basis: what ties the owner: `ownership`, `control` or `ownership_or_control`.
        threshold: percent.
        operator: `>=` or `>`.
        aggregation: `all_owners` (shares of listed owners add up), `joint_only` (only with
            an arrangement between them) or `none`.
        cascades: an entity caught by the regime counts as a listed owner one level down.
        covers: ids of the lists whose entries count as listed owners, sorted.
        does_not_cover: ids of lists that its text or its authority leaves out, sorted.
        windows: in order of time.
    """

    id: str
    title: str
    authority: str
    basis: str
    threshold: float
    operator: str
    aggregation: str
    cascades: bool
    covers: tuple[str, ...]
    does_not_cover: tuple[str, ...]
    effect: str
    diligence: str
    windows: tuple[RegimeWindow, ...]
    note: str = ""

    def window(self, day: dt.date) -> RegimeWindow | None:
        """The window that holds on a day; None in a gap."""
        return next((window for window in self.windows if window.holds(day)), None)

    def on(self, day: dt.date) -> tuple[str, str]:
        """Status on a day and the citation for it; `not_in_force` and none in a gap."""
        window = self.window(day)
        return ("not_in_force", "") if window is None else (window.status, window.citation)

    def reached(self, percent: float) -> bool:
        """Whether a share reaches the threshold."""
        return percent > self.threshold if self.operator == ">" else percent >= self.threshold


@dataclass(frozen=True, slots=True)
class FamilySpec:
    """A family of findings and the most it may add."""

    family: Family
    title: str
    cap: int


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule, compiled.

    Attributes:
        floor: the score is raised to at least this when the rule fires; None for no floor.
        exclusive: of the findings that share this filled-in text only the strongest counts.
        windows: when the rule applies; empty for always.
        per: one finding for each value of this field; None for one finding in all.
        file, line: where it stands, for messages; of an overridden rule, where its last
            override stands.
        origin: id of the ruleset it was written in.
        overridden: reasons given for changing a rule of the base; empty if it is unchanged.
        written: the condition as plain data, as it was compiled.
    """

    id: str
    title: str
    status: RuleStatus
    family: Family
    points: Points
    floor: int | None
    exclusive: Template | None
    windows: tuple[Window, ...]
    when: Condition
    per: str | None
    reason: Template
    references: tuple[Reference, ...]
    known_false_positives: tuple[str, ...]
    note: str
    file: str
    line: int
    origin: str = ""
    overridden: str = ""
    written: Any = field(default=None, compare=False)

    def applies_on(self, day: dt.date) -> bool:
        return not self.windows or any(window.holds(day) for window in self.windows)


@dataclass(frozen=True, slots=True)
class Override:
    """A change that a ruleset makes to its base.

    Attributes:
        kind: `rule`, `list`, `parameter`, `family` or `regime`.
        name: id of what is changed.
        keys: keys that it replaces or removes, sorted.
        ruleset: id of the ruleset that makes the change.
        file, line: where it stands.
    """

    kind: str
    name: str
    reason: str
    keys: tuple[str, ...]
    ruleset: str
    file: str
    line: int


@dataclass(frozen=True, slots=True)
class Ruleset:
    """A folder of rules, loaded and checked.

    Attributes:
        sha256: over the sorted names and bytes of its files, test files left out; for an
            extension over that and the hash of its base.
        bands: (band, lower bound), lowest first.
        reserved_from: score from which only a floor leads on: a sum of lesser findings stops
            one below; None where every band may be reached by adding up.
        rests_on: lists without which a clean answer means nothing, sorted.
        rules: sorted by id.
        used_names: lists and parameters that some rule refers to.
        base: the ruleset it extends; None for one that stands alone.
        overrides: every change to a base, those of the base to its own base first.
    """

    id: str
    version: str
    sha256: str
    title: str
    perspective: str
    description: str
    bands: tuple[tuple[Band, int], ...]
    reserved_from: int | None
    recommendations: Mapping[Band, str]
    families: Mapping[Family, FamilySpec]
    lists: Mapping[str, NamedList]
    parameters: Mapping[str, Parameter]
    regimes: tuple[Regime, ...]
    rules: tuple[Rule, ...]
    used_names: frozenset[str]
    folder: Path
    base: RulesetRef | None = None
    overrides: tuple[Override, ...] = ()
    rests_on: tuple[str, ...] = ()

    @property
    def ref(self) -> RulesetRef:
        """The exact policy, for the record of a decision."""
        return RulesetRef(self.id, self.version, self.sha256, self.title, self.perspective)

    def band(self, score: int) -> Band:
        """The band of a score; lower bounds are included."""
        return next(band for band, least in reversed(self.bands) if score >= least)

    def rule(self, rule_id: str) -> Rule | None:
        return next((rule for rule in self.rules if rule.id == rule_id), None)

    def regime(self, regime_id: str) -> Regime | None:
        return next((regime for regime in self.regimes if regime.id == regime_id), None)

    def parameter(self, name: str) -> Scalar | None:
        found = self.parameters.get(name)
        return None if found is None else found.value
