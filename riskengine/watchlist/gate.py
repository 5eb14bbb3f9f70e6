"""Whether an edition may become the active state, or a person must look first.

Every concern says what was measured and what the limit is. The gate refuses nothing for good:
a person may accept a quarantined edition by name, and the acceptance is kept with it.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from riskengine.text.normalise import fold
from riskengine.watchlist.catalogue import ListEntry
from riskengine.watchlist.codec import entity_from_json
from riskengine.watchlist.intake import Edition

FILL_DROP = 0.10  # share of rows or entities by which a field may lose values between editions
MAX_LACKING = 0.25  # share of long-listed entities that an older edition may lack (re-listings)
MAX_RENAMED = 0.01  # share of ids whose names may all have changed
MAX_LOSS_EVER = 0.40  # however long ago the edition before
_SINGLE = 2  # removals that are never a loss, however short the list
_FEW = 20  # below this many values a share says nothing


@dataclass(frozen=True, slots=True)
class Concern:
    """One reason to have a person look.

    Attributes:
        code: `rows`, `refused`, `count`, `loss`, `fill`, `column`, `unknown`, `repeated`,
            `date`, `renamed` or `stated`.
        sentence: what was measured, against which limit.
    """

    code: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Before:
    """The edition that a new one is compared with.

    Attributes:
        names: names of its entities by id.
        fill: entities with a value, by field of the schema.
        columns: rows with a value, by column, and `rows` in all, if made by the same reader;
            empty otherwise.
        tolerated: unknown columns and codes that a person has accepted.
    """

    list_date: dt.date
    names: Mapping[str, tuple[str, ...]]
    fill: Mapping[str, int]
    columns: Mapping[str, int]
    rows: int
    tolerated: Collection[str]


@dataclass(frozen=True, slots=True)
class After:
    """The edition next after an older one that is imported late.

    Attributes:
        listed_then: its entities that were listed well before the day of the older one, by
            their own dates, and so should stand on the older one too.
    """

    list_date: dt.date
    listed_then: Collection[str]


def concerns(
    edition: Edition, entry: ListEntry, *, before: Before | None, after: After | None = None
) -> tuple[Concern, ...]:
    """Everything about an edition that a person should see before it counts.

    Args:
        before: the edition next before it in date; None if there is none.
        after: the edition next after it; None if it would become the newest.
    """
    found = [*_rows(edition), *_dates(edition), *_unknown(edition, before)]
    low, high = entry.entities
    count = len(edition.lines)
    if not count:
        found.append(Concern("count", "the edition has no entities"))
    elif edition.account.complete and not low <= count <= high:
        found.append(
            Concern("count", f"{count:,} entities; between {low:,} and {high:,} are expected")
        )
    if before is not None:
        found.extend(_losses(edition, entry, before))
        found.extend(_fill(edition, before))
        found.extend(_renamed(edition, before))
    if after is not None and edition.account.complete:
        found.extend(_lacks(edition, after))
    return tuple(found)


def unknown_keys(unknown: Counter[tuple[str, str]]) -> tuple[str, ...]:
    """Unknown columns and codes as one text each, sorted: what a person accepts."""
    return tuple(sorted(f"{what}: {value}" for what, value in unknown))


def _rows(edition: Edition) -> list[Concern]:
    account = edition.account
    found = []
    if not account.balanced:
        found.append(
            Concern(
                "rows",
                f"{account.total:,} rows, but {account.parsed:,} parsed and"
                f" {account.refused_count:,} refused: the reader has lost count",
            )
        )
    if account.refused_count:
        first = account.refused[0]
        found.append(
            Concern(
                "refused",
                f"{account.refused_count:,} of {account.total:,} rows could not be read;"
                f" the first: {first.where}: {first.reason}",
            )
        )
    if account.stated_rows is not None and account.stated_rows != account.total:
        found.append(
            Concern(
                "stated", f"the file states {account.stated_rows:,} rows and has {account.total:,}"
            )
        )
    if edition.repeated:
        found.append(
            Concern(
                "repeated",
                f"{len(edition.repeated):,} ids stand more than once, the first"
                f" {edition.repeated[0]}",
            )
        )
    return found


def _dates(edition: Edition) -> list[Concern]:
    stated, given = edition.stated_date, edition.list_date
    if stated is None or given is None or abs((stated - given).days) <= 1:
        return []
    return [Concern("date", f"the file says that it is of {stated}, and {given} was given")]


def _unknown(edition: Edition, before: Before | None) -> list[Concern]:
    known = set(before.tolerated) if before is not None else set()
    new = [key for key in unknown_keys(edition.account.unknown) if key not in known]
    if not new:
        return []
    shown = "; ".join(new[:5]) + (f"; and {len(new) - 5} more" if len(new) > 5 else "")
    return [Concern("unknown", f"{len(new)} unknown columns or codes: {shown}")]


def _losses(edition: Edition, entry: ListEntry, before: Before) -> list[Concern]:
    if not edition.account.complete:
        return []
    gone = sum(entity_id not in edition.lines for entity_id in before.names)
    days = (edition.list_date - before.list_date).days if edition.list_date else 0
    # Lists shrink over the years; what is too much in a week is normal in two years.
    allowed = max(entry.max_loss, min(MAX_LOSS_EVER, entry.max_loss * (1 + days / 365)))
    share = gone / max(len(before.names), 1)
    if share <= allowed or gone <= _SINGLE:
        return []
    return [
        Concern(
            "loss",
            f"{gone:,} of {len(before.names):,} entities of {before.list_date} are gone"
            f" ({share:.1%}); up to {allowed:.1%} is expected after {days} days",
        )
    ]


def _renamed(edition: Edition, before: Before) -> list[Concern]:
    """Ids that now stand for somebody else would hide the one they stood for."""
    other = []
    for entity_id, names in before.names.items():
        line = edition.lines.get(entity_id)
        # Most names stand in the new line letter for letter; only the others are decoded.
        if line is None or any(f'"text":"{name}"'.encode() in line for name in names):
            continue
        entity = entity_from_json(line, list_id=edition.list_id)
        if {fold(name) for name in names}.isdisjoint(fold(name.text) for name in entity.names):
            other.append(entity_id)
    if len(other) <= max(_SINGLE, MAX_RENAMED * len(edition.lines)):
        return []
    return [
        Concern(
            "renamed",
            f"{len(other):,} ids have no name in common with their record of"
            f" {before.list_date}, the first {other[0]}; were ids given out anew?",
        )
    ]


def _lacks(edition: Edition, after: After) -> list[Concern]:
    """A part of a list, taken for an old edition, would date everybody else too late."""
    lacking = sum(entity_id not in edition.lines for entity_id in after.listed_then)
    share = lacking / max(len(after.listed_then), 1)
    if share <= MAX_LACKING:
        return []
    return [
        Concern(
            "loss",
            f"{lacking:,} of {len(after.listed_then):,} entities of {after.list_date} that were"
            f" listed before {edition.list_date} are not on it ({share:.1%}); up to"
            f" {MAX_LACKING:.0%} is expected",
        )
    ]


def _fill(edition: Edition, before: Before) -> list[Concern]:
    found = []
    pairs = [
        ("fill", edition.fill, len(edition.lines), before.fill, len(before.names)),
        ("column", edition.account.fields, edition.account.total, before.columns, before.rows),
    ]
    for code, now, total_now, then, total_then in pairs:
        for name in sorted(then):
            if then[name] < _FEW or not total_then or not total_now:
                continue
            was, is_now = then[name] / total_then, now.get(name, 0) / total_now
            # A field that few rows fill may still vanish as a whole.
            if was - is_now > FILL_DROP or not now.get(name, 0):
                what = "column" if code == "column" else "field"
                found.append(
                    Concern(code, f"{what} {name}: filled in {is_now:.1%}, before {was:.1%}")
                )
    return found
