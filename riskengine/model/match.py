"""Comparing a subject with list entities."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from riskengine.model.entity import Entity, Identifier
from riskengine.model.interval import DateRange
from riskengine.vocab import EntityKind, MatchVerdict


@dataclass(frozen=True, slots=True)
class Profile:
    """What is known of the party being screened.

    Attributes:
        names: spellings to search, best first; at least one.
        kind: `unknown` when not known; never excludes by itself.
        country: ISO 3166-1 alpha-2, None when not known.
        dates: (label, interval), labels as in `Entity.dates`: `birth`, `founded`, ...
        addresses: as written.
    """

    names: tuple[str, ...]
    kind: EntityKind = EntityKind.UNKNOWN
    country: str | None = None
    identifiers: tuple[Identifier, ...] = ()
    dates: tuple[tuple[str, DateRange], ...] = ()
    addresses: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ComparisonRow:
    """One row of a comparison's breakdown; the rows of a comparison sum to its score.

    Attributes:
        left, right: words as written; empty on the side that has none.
        how: how they answer each other (`same`, `spelling`, `meaning`, ...), or why the row
            takes away (`missing`, `differs`, `legal form`, `cap`, ...).
        value: what it adds, four decimals, negative where it takes away.
    """

    left: str
    right: str
    how: str
    value: float


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two names compared.

    Attributes:
        score: ranking number in [0, 1], not a probability; four decimals.
        reason: one plain sentence.
        brand_only: one side is only the distinctive part of the other ("Acme").
        rows: the breakdown; sums to `score`.
    """

    score: float
    reason: str
    brand_only: bool = False
    rows: tuple[ComparisonRow, ...] = ()


@dataclass(frozen=True, slots=True)
class Match:
    """A compared candidate.

    Attributes:
        query_name, listed_name: the pair of spellings that decided it.
        confidence: ranking number in [0, 1], not a probability.
        candidates: how many entities fit this query equally well; 1 when unambiguous.
        party: id of the first entity, in ABC order, that describes the same party, on any of
            the open lists; the entity's own id when no other does.
        party_reasons: why the entity belongs to that party ("same OFAC number 12345").
        rows: the breakdown of names and evidence; sums to `confidence`.
    """

    entity: Entity
    query_name: str
    listed_name: str
    confidence: float
    verdict: MatchVerdict
    reason: str
    candidates: int = 1
    party: str = ""
    party_reasons: tuple[str, ...] = ()
    rows: tuple[ComparisonRow, ...] = ()

    @property
    def party_key(self) -> str:
        """`party`, or the entity's own id where it was not filled in."""
        return self.party or self.entity.id


@dataclass(frozen=True, slots=True)
class ClearedMatch:
    """A match that a person has found to be another party; it is shown and does not count.

    Attributes:
        by, reason, until: as the user's allow list says; `until` is the last day it holds.
        file: name of the allow list.
    """

    match: Match
    by: str
    reason: str
    until: dt.date | None
    file: str


@dataclass(frozen=True, slots=True)
class MatchResult:
    """All matches at or above the cut-off and the nearest below it, best first.

    `cleared` are matches taken out by the user's allow lists.
    """

    matches: tuple[Match, ...] = ()
    near_misses: tuple[Match, ...] = ()
    cleared: tuple[ClearedMatch, ...] = ()
