"""How old a snapshot is on a day, and what its age means for an answer."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from riskengine.model.entity import SnapshotInfo


@dataclass(frozen=True, slots=True)
class Freshness:
    """Age of one snapshot on the as-of date.

    Attributes:
        age_days: days from the list date to the as-of date; negative if the list is newer.
        stale: older than the list's own limit: later additions and removals are not seen.
        newer_than_as_of: the list is of a later day: entries removed between the as-of date
            and the list date cannot be seen unless the list keeps its removals.
        sentence: both in words, for reports.
    """

    list_id: str
    list_date: dt.date
    age_days: int
    stale: bool
    newer_than_as_of: bool
    complete: bool
    sentence: str

    @property
    def needs_warning(self) -> bool:
        return self.stale or self.newer_than_as_of or not self.complete


def freshness(info: SnapshotInfo, as_of: dt.date) -> Freshness:
    """Age and warnings of one list. A list is stale when older than `stale_after_days`."""
    age = info.age_days(as_of)
    stale = age > info.stale_after_days
    newer = age < 0
    sentence = f"{info.list_id} is of {info.list_date.isoformat()}, "
    if newer:
        sentence += f"{_days(-age)} after the as-of date; entries removed in between cannot be seen"
    else:
        sentence += f"{_days(age)} old on the as-of date"
        if stale:
            sentence += (
                f", more than its limit of {_days(info.stale_after_days)};"
                " later additions and removals are not seen"
            )
    if not info.complete:
        sentence += "; the snapshot is not the whole list"
    return Freshness(
        list_id=info.list_id,
        list_date=info.list_date,
        age_days=age,
        stale=stale,
        newer_than_as_of=newer,
        complete=info.complete,
        sentence=sentence + ".",
    )


def freshness_of(infos: Iterable[SnapshotInfo], as_of: dt.date) -> tuple[Freshness, ...]:
    """Freshness of several lists, sorted by list id."""
    return tuple(freshness(info, as_of) for info in sorted(infos, key=lambda item: item.list_id))


def _days(count: int) -> str:
    return "1 day" if count == 1 else f"{count} days"


def age_notes(infos: Iterable[SnapshotInfo], as_of: dt.date) -> tuple[str, ...]:
    """What a report must say of the ages of all lists: one sentence for those that are stale,
    one for those newer than the day."""
    found = [(info.list_id, freshness(info, as_of)) for info in infos]
    stale = [f"{list_id} ({state.age_days} days)" for list_id, state in found if state.stale]
    newer = [list_id for list_id, state in found if state.newer_than_as_of]
    notes = []
    if stale:
        notes.append(
            "Older than their limit on the as-of date, later changes are not seen: "
            f"{', '.join(stale)}."
        )
    if newer:
        notes.append(
            "Newer than the as-of date; entries dated later are left out, and entries removed "
            f"before the list date cannot be seen: {', '.join(newer)}."
        )
    return tuple(notes)
