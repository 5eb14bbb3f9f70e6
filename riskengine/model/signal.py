"""Signals: typed facts about one subject, each with its evidence, carrying no points."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from riskengine.model.interval import Stake

Value = str | bool | int | float | dt.date | Stake | None


@dataclass(frozen=True, slots=True)
class TextEvidence:
    """A quoted span of the document."""

    start: int
    end: int
    quote: str


@dataclass(frozen=True, slots=True)
class ListingEvidence:
    """A dated list entry."""

    list_id: str
    entity_id: str
    listed_name: str
    listed_on: str | None
    citation: str


@dataclass(frozen=True, slots=True)
class OwnershipEvidence:
    """A chain of owners, as readable steps from the subject upwards."""

    path: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ReferenceEvidence:
    """A fact of a reference list."""

    entity_id: str
    statement: str
    source: str


@dataclass(frozen=True, slots=True)
class ComparisonEvidence:
    """A name comparison that was relied on."""

    query_name: str
    listed_name: str
    confidence: float
    reason: str


Evidence = (
    TextEvidence | ListingEvidence | OwnershipEvidence | ReferenceEvidence | ComparisonEvidence
)


@dataclass(frozen=True, slots=True)
class Signal:
    """One typed fact about one subject.

    Build it with `riskengine.signal_catalogue.signal`, which checks names and types.

    Attributes:
        type: a signal that the catalogue declares.
        subject: the subject's name.
        items: field values, sorted by field; a missing field is unknown.
    """

    type: str
    subject: str
    items: tuple[tuple[str, Value], ...]
    evidence: tuple[Evidence, ...] = ()

    @property
    def values(self) -> Mapping[str, Value]:
        return MappingProxyType(dict(self.items))

    def get(self, field: str) -> Value:
        """Value of a field, None when unknown."""
        return next((value for name, value in self.items if name == field), None)
