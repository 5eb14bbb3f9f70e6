"""One list over time: dated editions folded into a state that remembers who left it and when.

An edition says who stands on a list on its day. Between two editions, whoever is new was
listed, and whoever is gone was delisted, on some day after the older and not after the newer
one. Nothing is ever dropped: what left the list stays, marked with that interval.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from riskengine.errors import WatchlistError
from riskengine.model.entity import Entity, Listing
from riskengine.model.interval import DateRange
from riskengine.vocab import NameKind
from riskengine.watchlist.pairing import is_ended, pair_listings

_BASIS_RANK = {"stated": 2, "citation": 1}  # how well a date is known; an edition's comes last
_ABSENT = "Not on the edition of "
_DAY = dt.timedelta(days=1)
_PUBLISHING_LAG = dt.timedelta(days=60)  # a listing may be dated before the edition that lacks it


@dataclass(frozen=True, slots=True)
class _Step:
    """The two days of one fold, and whether absence means anything between them."""

    before: dt.date
    after: dt.date
    tells: bool

    @property
    def same_edition(self) -> bool:
        return self.before == self.after

    @property
    def between(self) -> DateRange:
        """The days on which a change seen only in the newer state happened."""
        return DateRange(self.before + _DAY, self.after)


def fold(
    before: Iterable[Entity],
    before_date: dt.date,
    before_complete: bool,
    after: Iterable[Entity],
    after_date: dt.date,
    after_complete: bool,
) -> Iterator[Entity]:
    """The state after one more edition of the same list.

    Names, addresses and all else come from the newer record; a main name that has changed stays
    as a former name. Listings are matched by
    program, authority and entry number:

    - in both: the better known listing date is kept (stated, then from a citation, then from
      an edition; of two alike the newer, of two editions the older);
    - only in the older state: delisted between the two days, unless it had ended already;
    - only in the newer one and undated: listed between the two days, basis `edition`;
    - dated long before an older state that lacks the party: listed between the two days, and
      the date is that of an earlier listing, which had ended by the older day;
    - ended in the older state and standing in the newer one: both are kept, the new one as
      listed after the end of the old one.

    If either state is only part of the list, or both are of one day (the newer one corrects
    the older), absence says nothing: no date is inferred from it. An end on that very day is
    then taken back where the correction shows the listing standing. To let a correction
    remove entries, fold it with the state before the corrected edition.

    Args:
        before: what earlier folds gave, or the first edition as read; held in memory.
        before_date: day of the last edition in it. After an edition that was only part of the
            list, give the day of the last complete one with `before_complete=True`: it is
            then still known that a change happened after that day.
        after: the newer edition; read once, one by one.

    Returns:
        Entities of the newer edition in its order, then those of the older state that it
        lacks, in theirs. Read it to the end: ids that stand twice are noticed on the way.

    Raises:
        ValueError: `after_date` is before `before_date`.
        WatchlistError: on reading, if an id stands twice in either state.
    """
    if after_date < before_date:
        raise ValueError(
            f"editions are folded in the order of their days: {after_date} after {before_date}"
        )
    tells = before_complete and after_complete and before_date != after_date
    return _folded(before, after, _Step(before_date, after_date, tells), after_complete)


def _folded(
    before: Iterable[Entity], after: Iterable[Entity], step: _Step, after_complete: bool
) -> Iterator[Entity]:
    held: dict[str, Entity] = {}
    for entity in before:
        if entity.id in held:
            raise _twice(entity)
        held[entity.id] = entity
    seen: set[str] = set()
    for entity in after:
        if entity.id in seen:
            raise _twice(entity)
        seen.add(entity.id)
        older = held.pop(entity.id, None)
        if older is None:
            yield _new(entity, step)
        else:
            yield _joined(older.listings, _with_former_name(older, entity), step)
    for entity in held.values():
        yield _absent(entity, step) if after_complete else entity


def _twice(entity: Entity) -> WatchlistError:
    return WatchlistError(
        f"the id {entity.id} stands twice in one state of {entity.list_id}",
        hint="Import the list again; if that does not help, say so in an issue.",
        code="watchlist.duplicate",
    )


def _with_former_name(older: Entity, newer: Entity) -> Entity:
    """The newer record; a main name that it no longer has stays as a former one.

    Other names that a publisher takes back are not kept: they were wrong, or are replaced.
    """
    held = {name.text.casefold() for name in newer.names}
    kept = [
        replace(name, kind=NameKind.FORMER)
        for name in older.names
        if name.text.casefold() not in held
        and (name is older.names[0] or name.kind is NameKind.FORMER)
    ]
    return replace(newer, names=(*newer.names, *kept)) if kept else newer


def _joined(older: Sequence[Listing], newer: Entity, step: _Step) -> Entity:
    pairing = pair_listings(
        older,
        newer.listings,
        before_day=step.before,
        after_day=step.after,
        same_edition=step.same_edition,
    )
    listings = []
    past = list(pairing.gone)
    for (old, new), ended in zip(pairing.pairs, pairing.ended_before, strict=True):
        # An end that the publisher still shows beside the new listing is no memory of ours:
        # then both have the dates that the publisher gives them.
        ours = ended if any(one is ended for one in pairing.gone) else None
        if old is not None:
            listings.append(_continued(old, new, ours))
        elif ours is not None:
            again, dated = _listed_again(ours, new, step)
            past = [dated if one is ours else one for one in past]
            listings.append(again)
        else:
            listings.append(_first_seen(new, step))
    # A listing that the older record had twice has not ended while it stands once.
    past = [one for one in past if one not in newer.listings]
    return replace(newer, listings=(*listings, *(_ended(one, step) for one in past)))


def _continued(old: Listing, new: Listing, ended: Listing | None) -> Listing:
    """The newer listing with what the older state knew better.

    `ended` is the one that this listing followed, if any: a date from before its end is that
    of the first listing, however well it is stated.
    """
    citation = new.citation or old.citation
    end = None if ended is None else ended.delisted_on
    follows = old.listed_on is not None and not _is_before(old, end)
    if _knows_better(old, new) or (follows and _is_before(new, end)):
        new = replace(new, listed_on=old.listed_on, listed_on_basis=old.listed_on_basis)
    return new if new.citation == citation else replace(new, citation=citation)


def _is_before(listing: Listing, end: DateRange | None) -> bool:
    """Whether a listing certainly began before an end."""
    began = listing.listed_on
    return began is not None and end is not None and began.latest <= end.earliest


def _may_be_same(left: DateRange | None, right: DateRange | None) -> bool:
    if left is None or right is None:
        return True
    return left.earliest <= right.latest and right.earliest <= left.latest


def _knows_better(old: Listing, new: Listing) -> bool:
    if old.listed_on is None:
        return False
    if new.listed_on is None:
        return True
    ranks = _BASIS_RANK.get(old.listed_on_basis, 0), _BASIS_RANK.get(new.listed_on_basis, 0)
    # Two editions only say "by then": the older one says more.
    return ranks[0] > ranks[1] or ranks == (0, 0)


def _first_seen(new: Listing, step: _Step) -> Listing:
    if new.listed_on is not None or is_ended(new, step.after) or not step.tells:
        return new
    return replace(new, listed_on=step.between, listed_on_basis="edition")


def _new(entity: Entity, step: _Step) -> Entity:
    """A party that the older state lacks altogether.

    A publisher that lists a party again may state the date of its first listing. The older
    edition shows that the party was off the list in between, so the first one had ended.
    """
    listings: list[Listing] = []
    ended: list[Listing] = []
    for new in entity.listings:
        began = new.listed_on
        long_ago = began is not None and began.latest < step.before - _PUBLISHING_LAG
        if began is None or not long_ago or not step.tells or is_ended(new, step.after):
            listings.append(_first_seen(new, step))
            continue
        listings.append(replace(new, listed_on=step.between, listed_on_basis="edition"))
        end = DateRange(began.latest + _DAY, step.before)
        ended.append(replace(new, delisted_on=end))
    return replace(entity, listings=(*listings, *ended))


def _listed_again(ended: Listing, new: Listing, step: _Step) -> tuple[Listing, Listing]:
    """The listing that began anew, and the one that had ended, with what is now known of it."""
    end = ended.delisted_on
    if end is None or (new.listed_on is not None and not _is_before(new, end)):
        return new, ended
    # A date from before the end is that of the first listing: the list was seen without it.
    if _knows_better(new, ended) and _may_be_same(new.listed_on, ended.listed_on):
        ended = replace(ended, listed_on=new.listed_on, listed_on_basis=new.listed_on_basis)
    start = end.latest + _DAY
    if step.tells:
        start = max(start, step.before + _DAY)
    again = replace(new, listed_on=DateRange(start, step.after), listed_on_basis="edition")
    return again, ended


def _ended(listing: Listing, step: _Step) -> Listing:
    """A listing that the newer edition lacks. An end that lies ahead of it came earlier."""
    known = listing.delisted_on
    if not step.tells or (known is not None and known.earliest <= step.after):
        return listing
    return replace(listing, delisted_on=step.between)


def _absent(entity: Entity, step: _Step) -> Entity:
    listings = tuple(_ended(listing, step) for listing in entity.listings)
    note = entity.note
    if _ABSENT not in note:
        note = f"{note} {_ABSENT}{step.after}.".strip()
    return replace(entity, listings=listings, note=note)


def renamed(
    before_only: Iterable[Entity], after_only: Iterable[Entity]
) -> tuple[tuple[Entity, Entity], ...]:
    """Removals and additions that are probably one party under a changed name.

    Where ids are made of names, a corrected name looks like one party gone and another come.
    Two are paired when they share a country, the citation of a listing, and an address or a
    name (compared without case and punctuation). For information only: nothing is merged.

    Returns:
        Pairs of (gone, come), each entity at most once, sorted by the id of the gone one;
        where several fit, those that share most.
    """
    come = {entity.id: entity for entity in after_only}
    holders: defaultdict[tuple[str, ...], list[str]] = defaultdict(list)
    for entity in come.values():
        for tie in _ties(entity):
            holders[tie].append(entity.id)
    gone = {entity.id: entity for entity in before_only}
    shared: Counter[tuple[str, str]] = Counter()
    for entity in gone.values():
        for tie in _ties(entity):
            shared.update((entity.id, other) for other in holders.get(tie, ()))
    used: set[str] = set()
    pairs: dict[str, str] = {}
    for (old, new), _ in sorted(shared.items(), key=lambda item: (-item[1], item[0])):
        if old not in pairs and new not in used:
            pairs[old] = new
            used.add(new)
    return tuple((gone[old], come[pairs[old]]) for old in sorted(pairs))


def _ties(entity: Entity) -> set[tuple[str, ...]]:
    citations = {listing.citation for listing in entity.listings if listing.citation}
    marks = {("address", _plain(address)) for address in entity.addresses}
    marks |= {("name", _plain(name.text)) for name in entity.names}
    return {
        (citation, country, *mark)
        for citation in citations
        for country in entity.countries
        for mark in marks
        if mark[1]
    }


def _plain(text: str) -> str:
    return "".join(letter for letter in text.casefold() if letter.isalnum())
