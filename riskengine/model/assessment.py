"""Findings, score and everything said about one subject."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

from riskengine.model.entity import SnapshotInfo
from riskengine.model.interval import Stake
from riskengine.model.match import ClearedMatch, Match
from riskengine.model.reading import Extraction
from riskengine.model.signal import Evidence, Signal
from riskengine.vocab import Answer, AssessmentStatus, Band, EntityKind, Family, Polarity


@dataclass(frozen=True, slots=True)
class Finding:
    """A rule that fired.

    Attributes:
        points: integer, before any cap.
        signals: the signals that made it fire, for counterfactuals.
        polarity: the weakest polarity among its signals.
        shadow: true for a draft rule: reported, never counted.
    """

    rule: str
    rule_version: str
    title: str
    family: Family
    points: int
    polarity: Polarity
    reason: str
    citation: str
    evidence: tuple[Evidence, ...]
    signals: tuple[Signal, ...] = ()
    floor: int | None = None
    shadow: bool = False


@dataclass(frozen=True, slots=True)
class WaterfallRow:
    """One step of the score. `running` is the total after it; the last is the score."""

    label: str
    points: int
    running: int
    rule: str = ""


@dataclass(frozen=True, slots=True)
class Counterfactual:
    """A smallest change of facts that moves the band. `facts` are the parts of `change`."""

    change: str
    score: int
    band: Band
    facts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class NearRule:
    """A rule that nearly fired, and the one fact that it lacks.

    Attributes:
        missing: the fact, as a clause: "the share of X is 30 % and not at least 50 %".
        points: the most it could bring; `score` and `band` are then the most there could be.
    """

    rule: str
    title: str
    missing: str
    points: int
    score: int
    band: Band


@dataclass(frozen=True, slots=True)
class Score:
    """Points and how they add up. `value` equals the sum of the waterfall's points.

    `shadow` are findings of draft rules, which are not counted; `shadow_value` is what the
    score would be with them, None without any.
    """

    value: int
    band: Band
    recommendation: str
    findings: tuple[Finding, ...]
    waterfall: tuple[WaterfallRow, ...]
    shadow: tuple[Finding, ...] = ()
    shadow_value: int | None = None


@dataclass(frozen=True, slots=True)
class OwnershipResult:
    """What one regime says of one subject.

    Attributes:
        status: `in_force`, `stayed`, `not_in_force` or `in_force_by_default_unconfirmed`.
        stake: aggregate interval of the listed owners' share.
        path: readable steps, one contributing path after the other.
        arithmetic: the sum in words.
    """

    regime: str
    title: str
    status: str
    verdict: Answer
    stake: Stake
    path: tuple[str, ...]
    arithmetic: str
    citation: str


@dataclass(frozen=True, slots=True)
class SubjectAssessment:
    """Everything about one subject."""

    name: str
    kind: EntityKind
    country: str | None
    status: AssessmentStatus
    score: Score | None
    status_reason: str = ""
    matches: tuple[Match, ...] = ()
    near_misses: tuple[Match, ...] = ()
    cleared: tuple[ClearedMatch, ...] = ()
    ownership: tuple[OwnershipResult, ...] = ()
    signals: tuple[Signal, ...] = ()
    counterfactuals: tuple[Counterfactual, ...] = ()
    near_rules: tuple[NearRule, ...] = ()
    open_questions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RulesetRef:
    """The exact policy a decision used."""

    id: str
    version: str
    sha256: str
    title: str = ""
    perspective: str = ""


@dataclass(frozen=True, slots=True)
class AllowListRef:
    """An allow list that was in use, as its file stood."""

    name: str
    sha256: str
    entries: int


@dataclass(frozen=True, slots=True)
class Assessment:
    """The answer for one document or name.

    `missing_lists` are lists that the ruleset rests on and that were not there to be searched.
    """

    engine_version: str
    as_of: dt.date
    ruleset: RulesetRef
    snapshots: tuple[SnapshotInfo, ...]
    extraction: Extraction
    principal: str | None
    subjects: tuple[SubjectAssessment, ...]
    cutoff: float
    notes: tuple[str, ...] = field(default=())
    allow_lists: tuple[AllowListRef, ...] = ()
    missing_lists: tuple[str, ...] = ()

    def subject(self, name: str) -> SubjectAssessment | None:
        return next((item for item in self.subjects if item.name == name), None)
