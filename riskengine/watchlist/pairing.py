"""Which listing of an older state is which of a newer one."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from riskengine.model.entity import Listing


@dataclass(frozen=True, slots=True)
class Pairing:
    """Listings of one entity in two states.

    Attributes:
        pairs: for each newer listing, in order: the older one that it continues, or None.
        ended_before: for each newer listing that stands: the older one under the same
            program and entry that ended last, so that a newer one that continues none is a
            re-listing. None where there is none.
        gone: older listings that no newer one continues, in order.
    """

    pairs: tuple[tuple[Listing | None, Listing], ...]
    ended_before: tuple[Listing | None, ...]
    gone: tuple[Listing, ...]


def is_ended(listing: Listing, day: dt.date | None) -> bool:
    """Whether a listing is certainly over on a day; with no day, whether it has an end at all."""
    if listing.delisted_on is None:
        return False
    return day is None or listing.delisted_on.latest <= day


def pair_listings(
    before: Sequence[Listing],
    after: Sequence[Listing],
    *,
    before_day: dt.date | None = None,
    after_day: dt.date | None = None,
    same_edition: bool = False,
) -> Pairing:
    """Match listings by program, authority and entry number; an empty number fits any.

    A listing that stands never continues one that had ended, because that is a re-listing.
    One that has ended continues one that stood, or the same ended one.

    Args:
        before_day, after_day: days of the two states, to tell ended from standing; a state
            without a day takes any end as an end.
        same_edition: the two states are of one day, so an end on that very day was a
            mistake of the first reading, and the listing goes on.
    """
    older: list[Listing | None] = list(before)
    newer: list[Listing | None] = list(after)
    found: list[Listing | None] = [None] * len(after)

    def old_ended(listing: Listing) -> bool:
        if same_edition and before_day is not None and listing.delisted_on is not None:
            return listing.delisted_on.latest < before_day
        return is_ended(listing, before_day)

    def may_continue(old: Listing, new: Listing) -> bool:
        return is_ended(new, after_day) or not old_ended(old)

    def same_dates(old: Listing, new: Listing) -> bool:
        return new.listed_on is not None and new.listed_on == old.listed_on

    def same_state(old: Listing, new: Listing) -> bool:
        return is_ended(new, after_day) == old_ended(old)

    def take(likeness: Callable[[Listing, Listing], bool], *, entry_may_differ: bool) -> None:
        places: defaultdict[tuple[str, str], list[int]] = defaultdict(list)
        for place, old in enumerate(older):
            if old is not None:
                places[(old.program, old.authority)].append(place)
        for index, new in enumerate(newer):
            if new is None:
                continue
            for place in places.get((new.program, new.authority), ()):
                candidate = older[place]
                if candidate is None or not may_continue(candidate, new):
                    continue
                same_entry = candidate.entry == new.entry
                if not same_entry and not (
                    entry_may_differ and (not candidate.entry or not new.entry)
                ):
                    continue
                if likeness(candidate, new):
                    found[index] = candidate
                    older[place] = newer[index] = None
                    break

    for entry_may_differ in (False, True):
        take(
            lambda old, new: same_dates(old, new) and same_state(old, new),
            entry_may_differ=entry_may_differ,
        )
        take(same_dates, entry_may_differ=entry_may_differ)
        take(same_state, entry_may_differ=entry_may_differ)
        take(lambda old, new: True, entry_may_differ=entry_may_differ)

    gone = tuple(old for old in older if old is not None)
    ended = [old for old in before if old_ended(old)]
    return Pairing(
        pairs=tuple(zip(found, after, strict=True)),
        ended_before=tuple(
            None if is_ended(new, after_day) else _last_ended(ended, new) for new in after
        ),
        gone=gone,
    )


def _last_ended(ended: Sequence[Listing], new: Listing) -> Listing | None:
    """The listing that ended last among those under the same program and entry."""
    last: tuple[dt.date, Listing] | None = None
    for old in ended:
        same = (old.program, old.authority) == (new.program, new.authority)
        if not same or (old.entry and new.entry and old.entry != new.entry):
            continue
        if old.delisted_on is not None and (last is None or old.delisted_on.latest > last[0]):
            last = old.delisted_on.latest, old
    return None if last is None else last[1]
