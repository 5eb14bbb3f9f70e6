"""Everything the signals of one run are built from."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from importlib import resources
from typing import Any

import yaml

from riskengine import territories
from riskengine.model.assessment import OwnershipResult
from riskengine.model.entity import SnapshotInfo
from riskengine.model.match import Match
from riskengine.model.reading import Extraction, Relation
from riskengine.ownership.graph import OwnershipGraph
from riskengine.ownership.states import StateRegister
from riskengine.vocab import ListingState, Measure

RESTRICTIVENESS: tuple[Measure, ...] = (
    Measure.BLOCKING,
    Measure.DENIAL,
    Measure.LICENCE,
    Measure.DIRECTIVE,
    Measure.INVESTMENT,
    Measure.PROCUREMENT,
    Measure.IMPORT,
    Measure.DEBARMENT,
    Measure.RED_FLAG,
    Measure.UNKNOWN,
)
"""Measures, most restrictive first."""


@dataclass(frozen=True, slots=True)
class ListCode:
    """What a list named in a text is to the engine. `list_id` is None where it has none."""

    list_id: str | None
    measure: Measure
    title: str


@lru_cache(maxsize=1)
def list_codes() -> Mapping[str, ListCode]:
    """Codes of the label schema, from `data/signals/list_codes.yaml`."""
    source = resources.files("riskengine") / "data" / "signals" / "list_codes.yaml"
    raw = yaml.safe_load(source.read_text(encoding="utf-8"))
    return {
        code: ListCode(row.get("list"), Measure(row["measure"]), row["title"])
        for code, row in raw.items()
    }


def list_code(code: str) -> ListCode:
    """A code's meaning. An unknown sanctions code is taken as blocking, the gravest reading."""
    known = list_codes().get(code)
    if known is not None:
        return known
    measure = Measure.BLOCKING if code.endswith("-SANCTIONS") else Measure.UNKNOWN
    return ListCode(None, measure, f"list {code}")


@dataclass(frozen=True, slots=True)
class ActiveListing:
    """One listing of a matched entity, with its state on the as-of date."""

    match: Match
    info: SnapshotInfo
    index: int
    state: ListingState


@dataclass(frozen=True)
class Context:
    """Results of the stages before, for every party of the run.

    Look-ups by party are indexed once; a long document has thousands of relations.

    Attributes:
        infos: every snapshot searched, by list id.
        matches: watchlist matches by party, best first.
        references: reference-list matches by party, best first.
        regimes: results of the ownership regimes by party.
    """

    extraction: Extraction
    as_of: dt.date
    infos: Mapping[str, SnapshotInfo]
    matches: Mapping[str, tuple[Match, ...]]
    references: Mapping[str, tuple[Match, ...]]
    graph: OwnershipGraph
    register: StateRegister
    regimes: Mapping[str, tuple[OwnershipResult, ...]]

    def with_regimes(self, regimes: Mapping[str, tuple[OwnershipResult, ...]]) -> Context:
        """The same context with the regimes' results, which are built from it."""
        return replace(self, regimes=regimes)

    @cached_property
    def _by_subject(self) -> Mapping[str, tuple[Relation, ...]]:
        return _grouped(self.extraction.relations, lambda relation: relation.subject)

    @cached_property
    def _by_object(self) -> Mapping[str, tuple[Relation, ...]]:
        return _grouped(self.extraction.relations, lambda relation: relation.object)

    @cached_property
    def memo(self) -> dict[tuple[str, str], Any]:
        """Answers worked out before, by question and party; pure, so kept without harm."""
        return {}

    def claims_of(self, name: str) -> tuple[Relation, ...]:
        """Relations whose subject is this party, in text order."""
        return self._by_subject.get(name, ())

    def claims_on(self, name: str) -> tuple[Relation, ...]:
        """Relations whose object is this party, in text order."""
        return self._by_object.get(name, ())

    def listings(self, name: str) -> tuple[ActiveListing, ...]:
        """Every listing behind a party's matches, whatever its state."""
        return listings_of(self.matches.get(name, ()), self.infos, self.as_of)

    def gravest_listing(self, name: str) -> ActiveListing | None:
        """The most restrictive listing in force; the better match first among equals."""
        return next(iter(self.gravest_listings(name)), None)

    def gravest_listings(self, name: str) -> tuple[ActiveListing, ...]:
        """The most restrictive listing in force of each issuer, gravest first.

        Under one law the most restrictive listing governs. Whose law binds is for the ruleset
        to say, so a list of one state never stands for that of another.
        """
        active = sorted(
            (item for item in self.listings(name) if in_force(item.state)),
            key=lambda item: (
                RESTRICTIVENESS.index(item.info.measure),
                -item.match.confidence,
                item.match.entity.id,
            ),
        )
        first: dict[str, ActiveListing] = {}
        for item in active:
            first.setdefault(issuer(item.info.list_id), item)
        return tuple(first.values())

    def listing_on(self, name: str, list_id: str) -> ActiveListing | None:
        """The listing that `gravest_listings` has for one list."""
        found = self.gravest_listings(name)
        return next((item for item in found if item.info.list_id == list_id), None)


def _grouped(
    relations: tuple[Relation, ...], key: Callable[[Relation], str]
) -> Mapping[str, tuple[Relation, ...]]:
    groups: dict[str, list[Relation]] = {}
    for relation in relations:
        groups.setdefault(key(relation), []).append(relation)
    return {name: tuple(found) for name, found in groups.items()}


def issuer(list_: str) -> str:
    """Whose list it is, from its id or code: `us` for `us-bis-el` and `US-SDN`."""
    return list_.split("-")[0].lower()


def in_force(state: ListingState) -> bool:
    """Active, or not settled by the dates on file: doubt is for the reviewer, not dismissed."""
    return state in {ListingState.ACTIVE, ListingState.UNCERTAIN}


def listings_of(
    matches: tuple[Match, ...], infos: Mapping[str, SnapshotInfo], as_of: dt.date
) -> tuple[ActiveListing, ...]:
    """Every listing behind matches, in match order."""
    return tuple(
        ActiveListing(match, infos[match.entity.list_id], index, listing.state(as_of))
        for match in matches
        for index, listing in enumerate(match.entity.listings)
    )


def readable(name: str) -> str:
    """Pseudo-parties in words: `MIL:China` is "the armed forces of China"."""
    if name.startswith("MIL:"):
        country = name.removeprefix("MIL:")
        code = territories.country_code(country)
        return f"the armed forces of {territories.country_name(code) if code else country}"
    if name.startswith("STATE:"):
        return f"the state of {name.removeprefix('STATE:')}"
    return name
