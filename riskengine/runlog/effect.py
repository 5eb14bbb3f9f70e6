"""What another policy makes of recorded subjects: who moves, by how much, through which rule."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from riskengine.model.assessment import Score
from riskengine.model.signal import Signal
from riskengine.rules import Ruleset
from riskengine.runlog.recorded import RecordedSubject
from riskengine.score import evaluate
from riskengine.score.facts import changed
from riskengine.vocab import Band


@dataclass(frozen=True, slots=True)
class Move:
    """A subject whose score or findings differ.

    Attributes:
        rows: (rule id or label of the row, points before, points after), only those that
            differ; they sum to the change of the score.
    """

    run: str
    name: str
    as_of: dt.date
    before: int
    after: int
    band_before: Band
    band_after: Band
    rows: tuple[tuple[str, int, int], ...]


@dataclass(frozen=True, slots=True)
class Effect:
    """All recorded subjects under two policies.

    Attributes:
        subjects: how many were scored under both; `not_assessed`: recorded without a score.
        moves: those that differ, the greatest change first.
        bands: (band before, band after) -> how many.
        notes: what limits the comparison, in plain words.
    """

    subjects: int
    not_assessed: int
    moves: tuple[Move, ...]
    bands: tuple[tuple[Band, Band, int], ...]
    notes: tuple[str, ...]


def effect(old: Ruleset, new: Ruleset, subjects: Iterable[RecordedSubject]) -> Effect:
    """Score recorded signals under both rulesets.

    Dates of a regime (in force, stayed) are read anew from each ruleset; what a regime
    covers and from which share on is not, as that takes the owners of the time.
    """
    moves: list[Move] = []
    bands: Counter[tuple[Band, Band]] = Counter()
    total = missing = 0
    unlike = 0
    for subject in subjects:
        if subject.score is None:
            missing += 1
            continue
        total += 1
        before = evaluate(old, _dated(old, subject), subject.as_of)
        after = evaluate(new, _dated(new, subject), subject.as_of)
        bands[before.band, after.band] += 1
        unlike += subject.ruleset_sha256 == old.sha256 and subject.score != before.value
        rows = _rows(before, after)
        if before.value != after.value or rows:
            moves.append(
                Move(
                    subject.run,
                    subject.name,
                    subject.as_of,
                    before.value,
                    after.value,
                    before.band,
                    after.band,
                    rows,
                )
            )
    moves.sort(key=lambda move: (-abs(move.after - move.before), move.run, move.name))
    counted = sorted(bands.items(), key=lambda item: (item[0][0].rank, item[0][1].rank))
    return Effect(
        total,
        missing,
        tuple(moves),
        tuple((before, after, count) for (before, after), count in counted),
        tuple(_notes(old, new, unlike)),
    )


def _dated(ruleset: Ruleset, subject: RecordedSubject) -> tuple[Signal, ...]:
    """Signals with the state that this ruleset gives each regime on the day."""
    found: list[Signal] = []
    for item in subject.signals:
        regime = (
            ruleset.regime(str(item.get("regime"))) if item.type == "ownership_regime" else None
        )
        if regime is not None:
            status, citation = regime.on(subject.as_of)
            item = changed(item, regime_status=status, citation=citation or None)
        found.append(item)
    return tuple(found)


def _rows(before: Score, after: Score) -> tuple[tuple[str, int, int], ...]:
    """Rows of the two waterfalls that differ, in the order of the waterfalls."""
    old, new = _by_label(before), _by_label(after)
    labels = dict.fromkeys((*old, *new))
    return tuple(
        (label, old.get(label, 0), new.get(label, 0))
        for label in labels
        if old.get(label, 0) != new.get(label, 0)
    )


def _by_label(score: Score) -> dict[str, int]:
    """Points by rule, its floor among them; rows without a rule (caps, limits) by label.

    A rule keeps its id while its title may be reworded.
    """
    points: Counter[str] = Counter()
    for row in score.waterfall:
        points[row.rule or row.label] += row.points
    return points


def _notes(old: Ruleset, new: Ruleset, unlike: int) -> Sequence[str]:
    notes: list[str] = []
    if unlike:
        notes.append(
            f"{unlike} recorded scores differ from what {old.id} {old.version} gives today for the "
            "same signals: they were made by another version of the engine."
        )
    for regime in new.regimes:
        other = old.regime(regime.id)
        if other is None:
            notes.append(
                f"Regime {regime.id} is new; recorded signals do not tell what it would catch. "
                "Score the sources again."
            )
        elif _reach(regime) != _reach(other):
            notes.append(
                f"Regime {regime.id} covers other owners or shares; recorded signals hold the "
                "old answer. Score the sources again."
            )
    return notes


def _reach(regime: object) -> tuple[object, ...]:
    names = ("basis", "threshold", "operator", "aggregation", "cascades", "covers")
    return tuple(getattr(regime, name) for name in names)
