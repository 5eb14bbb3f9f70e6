"""Searching opened lists for a party, and saying what was found and what was not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from riskengine.errors import InputError
from riskengine.matching.build import Lists
from riskengine.matching.evidence import weigh_facts
from riskengine.matching.gazetteer import Gazetteer
from riskengine.matching.identity import with_country
from riskengine.matching.index import Index
from riskengine.matching.names import compact
from riskengine.matching.weigh import Weighed, add_clause, weigh_names
from riskengine.model.entity import Entity
from riskengine.model.match import Match, MatchResult, Profile
from riskengine.vocab import ListRole, MatchVerdict

DEFAULT_CUTOFF = 0.70
"""Match confidence from which a name is shown as a match; every report prints it."""
NEAR_FLOOR = 0.45  # below this a name is not worth showing
NEAR_COUNT = 5
LIMIT = 25  # parties shown when the caller does not say how many
TIE = 0.03  # entries this close to the best of a list fit as well as it
_BELOW = 0.01
_OUTSHONE = 0.91  # beside an entry of the very name, entries below this are others
_WORTH_DECODING = 0.4


@dataclass(frozen=True, slots=True)
class _Found:
    entity: Entity
    weighed: Weighed
    party: str
    party_reasons: tuple[str, ...] = ()
    ambiguous: int = 1

    @property
    def order(self) -> tuple[float, float, str]:
        """Best first; what is known besides the names settles ties, then the entity id."""
        return (-self.weighed.confidence, -self.weighed.support, self.entity.id)


class Matcher:
    """Compares parties with the entities of opened lists. Build it with `Matcher.open`."""

    def __init__(self, lists: Lists, index: Index) -> None:
        self._lists = lists
        self._index = index
        self._gazetteer: Gazetteer | None = None

    @classmethod
    def open(cls, watchlists: Lists, *, cache_dir: Path | None) -> Matcher:
        """Open a matcher over these lists.

        Args:
            cache_dir: folder for the compiled index, created if missing; None, or a folder
                that cannot be written, compiles in memory with the same results.
        """
        return cls(watchlists, Index.open(watchlists, cache_dir=cache_dir))

    def match(
        self,
        profile: Profile,
        *,
        cutoff: float = DEFAULT_CUTOFF,
        limit: int | None = None,
        role: ListRole = ListRole.WATCHLIST,
    ) -> MatchResult:
        """Entities of the lists of one role that the party may be.

        Args:
            profile: every spelling is searched; the pair that decided is reported.
            cutoff: lowest confidence of a match, above 0 and at most 1.
            limit: most parties returned, at least 1, each with all its matching entries. None
                is 25 parties and besides every entry of the very name, however many.

        Returns:
            Matches by falling confidence, then entity id, and up to five near misses from
            0.45 up to the cut-off. Names that fit several entries of one list equally well
            are all `ambiguous`, and `candidates` counts them.

        Raises:
            InputError: the profile has no name, or cut-off or limit are out of range.
        """
        _check(profile, cutoff, limit)
        profile = replace(
            profile,
            identifiers=tuple(with_country(one, profile.country) for one in profile.identifiers),
        )
        found = self._search(profile, role)
        found = _sort_out([_below_if_weak(item, cutoff) for item in found], cutoff)
        above = [item for item in found if item.weighed.confidence >= cutoff]
        below = [item for item in found if NEAR_FLOOR <= item.weighed.confidence < cutoff]
        return MatchResult(
            tuple(_match(item) for item in _within(above, limit)),
            tuple(_near_miss(item, cutoff) for item in below[:NEAR_COUNT]),
        )

    @property
    def index(self) -> Index:
        """The compiled lists, for whoever checks them."""
        return self._index

    def finder(self) -> Gazetteer:
        """Recogniser of listed names in running text, over the lists of every role."""
        if self._gazetteer is None:
            self._gazetteer = Gazetteer(self._index)
        return self._gazetteer

    def _search(self, profile: Profile, role: ListRole) -> list[_Found]:
        wanted = {number for number, info in enumerate(self._lists.infos) if info.role is role}
        best: dict[int, Weighed] = {}
        # Spellings that fold to the same letters are one query.
        spellings = {compact(name): name for name in reversed(profile.names) if compact(name)}
        for name in reversed(spellings.values()):
            for candidate in self._index.candidates(name, wanted):
                weighed = weigh_names(
                    name,
                    profile.kind,
                    candidate.name,
                    candidate.kind,
                    self._index.entity_kind(candidate.entity),
                    self._index.rarity,
                )
                held = best.get(candidate.entity)
                if held is None or _better(weighed, held):
                    best[candidate.entity] = weighed
        for entity, name in self._index.by_identifier(profile.identifiers, wanted):
            if entity not in best:
                best[entity] = Weighed(
                    0.0, 0.0, False, profile.names[0], name, "The names do not agree."
                )
        found: list[_Found] = []
        for ordinal, weighed in best.items():
            if weighed.confidence < _WORTH_DECODING and not profile.identifiers:
                continue
            listed = self._lists.entity(self._index.entity_id(ordinal))
            found.append(
                _Found(
                    listed,
                    weigh_facts(weighed, profile, listed),
                    self._index.party(ordinal),
                    self._index.party_reasons(ordinal),
                )
            )
        return sorted(found, key=lambda item: item.order)


def _within(found: Sequence[_Found], limit: int | None) -> list[_Found]:
    """Entries of the first parties; without a stated limit also every one of the very name."""
    parties = list(dict.fromkeys(item.party for item in found))
    shown = frozenset(parties[: LIMIT if limit is None else limit])
    return [
        item
        for item in found
        if item.party in shown or (limit is None and item.weighed.confidence == 1.0)
    ]


def _check(profile: Profile, cutoff: float, limit: int | None) -> None:
    if not profile.names or not any(name.strip() for name in profile.names):
        raise InputError(
            "the party has no name to search",
            hint="Give at least one name with a letter or digit.",
            code="input.name",
        )
    if not 0.0 < cutoff <= 1.0:
        raise InputError(
            f"the cut-off {cutoff} is not above 0 and at most 1",
            hint="0.70 is the default.",
            code="input.cutoff",
        )
    if limit is not None and limit < 1:
        raise InputError(f"the limit {limit} is below 1", code="input.limit")


def _better(one: Weighed, other: Weighed) -> bool:
    """Higher confidence wins; of equals the full name, then the spelling in ABC order."""
    return (one.confidence, not one.brand_only, other.listed_name) > (
        other.confidence,
        not other.brand_only,
        one.listed_name,
    )


def _below_if_weak(item: _Found, cutoff: float) -> _Found:
    """A weak alias stays below any cut-off, unless an identifier speaks for it."""
    if not item.weighed.weak or item.weighed.confidence < cutoff:
        return item
    return replace(item, weighed=replace(item.weighed, confidence=round(cutoff - _BELOW, 4)))


def _sort_out(found: Sequence[_Found], cutoff: float) -> list[_Found]:
    """Settle, list by list, between entries that fit alike and entries that fit better."""
    settled: list[_Found] = []
    by_list: dict[str, list[_Found]] = {}
    named = {item.party for item in found if item.weighed.certain}
    for item in found:
        doubtful = item.weighed.by_initials and item.weighed.confidence >= cutoff
        if named and doubtful and item.party not in named:
            # Some list has this very name, so chance initials elsewhere are no lead.
            item = replace(item, weighed=_demoted(item.weighed, cutoff, "another entry"))
        by_list.setdefault(item.entity.list_id, []).append(item)
    for items in by_list.values():
        settled.extend(_sort_out_list(items, cutoff))
    return sorted(settled, key=lambda item: item.order)


def _sort_out_list(items: list[_Found], cutoff: float) -> list[_Found]:
    top = items[0].weighed
    if top.confidence < cutoff:
        return items
    if top.certain:
        # The list has this very name: entries that share less of it are other parties.
        items = [
            replace(item, weighed=_demoted(item.weighed, cutoff, "another entry of the list"))
            if cutoff <= item.weighed.confidence < _OUTSHONE and item.party != items[0].party
            else item
            for item in items
        ]
    tied = [item for item in items if _fits_as_well(item.weighed, top, cutoff)]
    if len({item.party for item in tied}) < 2:
        return items  # two entries of one party leave no doubt who is meant
    return [replace(item, ambiguous=len(tied)) if item in tied else item for item in items]


def _fits_as_well(weighed: Weighed, top: Weighed, cutoff: float) -> bool:
    if weighed.confidence < cutoff:
        return False
    close = round(top.confidence - weighed.confidence, 6) <= TIE
    return close and (weighed.brand_only or weighed.confidence == top.confidence)


def _demoted(weighed: Weighed, cutoff: float, who: str) -> Weighed:
    reason = add_clause(weighed.reason, f"{who} has this very name")
    return replace(weighed, confidence=round(cutoff - _BELOW, 4), reason=reason)


def _match(item: _Found) -> Match:
    verdict = MatchVerdict.MATCH if item.ambiguous == 1 else MatchVerdict.AMBIGUOUS
    reason = item.weighed.reason
    if item.ambiguous > 1:
        reason = add_clause(
            reason, f"the name fits {item.ambiguous} entries of the list equally well"
        )
    return _as_match(item, verdict, reason)


def _near_miss(item: _Found, cutoff: float) -> Match:
    reason = add_clause(
        item.weighed.reason, f"{item.weighed.confidence:.2f} is below the cut-off {cutoff:.2f}"
    )
    return _as_match(item, MatchVerdict.NEAR_MISS, reason)


def _as_match(item: _Found, verdict: MatchVerdict, reason: str) -> Match:
    weighed = item.weighed
    return Match(
        entity=item.entity,
        query_name=weighed.query_name,
        listed_name=weighed.listed_name,
        confidence=weighed.confidence,
        verdict=verdict,
        reason=reason,
        candidates=item.ambiguous,
        party=item.party,
        party_reasons=item.party_reasons,
        rows=weighed.rows,
    )
