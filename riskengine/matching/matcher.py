"""Searching opened lists for a party, and saying what was found and what was not."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path

from riskengine.errors import InputError
from riskengine.matching.brands import BRAND_NEUTRAL
from riskengine.matching.build import Lists
from riskengine.matching.evidence import weigh_facts
from riskengine.matching.gazetteer import Gazetteer
from riskengine.matching.identity import with_country
from riskengine.matching.index import Candidate, Index, no_collection
from riskengine.matching.names import compact
from riskengine.matching.weigh import Weighed, add_clause, weigh_from
from riskengine.model.match import ComparisonRow, Match, MatchResult, Profile
from riskengine.vocab import EntityKind, ListRole, MatchVerdict, NameKind

DEFAULT_CUTOFF = 0.70
"""Match confidence from which a name is shown as a match; every report prints it."""
NEAR_FLOOR = 0.45  # below this a name is not worth showing
NEAR_COUNT = 5
LIMIT = 25  # parties shown when the caller does not say how many
TIE = 0.03  # entries this close to the best of a list fit as well as it
_BELOW = 0.01
_OUTSHONE = 0.91  # beside an entry of the very name, entries below this are others
_WORTH_DECODING = 0.4  # what else is known of the parties may lift a pair from here to a match
BLOCK = 1000  # profiles whose candidates are looked up together; larger blocks are not faster


@dataclass(frozen=True, slots=True)
class _Found:
    """An entity that may be the party; `entity` is its number in the index."""

    entity: int
    entity_id: str
    list_number: int
    weighed: Weighed
    party: str
    ambiguous: int = 1

    @property
    def order(self) -> tuple[float, float, str]:
        """Best first; what is known besides the names settles ties, then the entity id."""
        return (-self.weighed.confidence, -self.weighed.support, self.entity_id)


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
        return next(self.match_many([profile], cutoff=cutoff, limit=limit, role=role))

    def match_many(
        self,
        profiles: Iterable[Profile],
        *,
        cutoff: float = DEFAULT_CUTOFF,
        limit: int | None = None,
        role: ListRole = ListRole.WATCHLIST,
        near_misses: bool = True,
    ) -> Iterator[MatchResult]:
        """What `match` gives for each of many parties, in order; some twenty times faster.

        Parties are read in blocks of `BLOCK`. A result depends on its own party alone.

        Args:
            near_misses: whether results hold near misses; leaving them out saves time.

        Raises:
            InputError: as `match`, when the result of the faulty profile is due.
        """
        wanted = frozenset(
            number for number, info in enumerate(self._lists.infos) if info.role is role
        )
        source = iter(profiles)
        while block := list(islice(source, BLOCK)):
            faulty: InputError | None = None
            for place, profile in enumerate(block):
                try:
                    _check(profile, cutoff, limit)
                except InputError as error:
                    faulty, block = error, block[:place]
                    break
            with no_collection():
                spelled = [_spellings(profile) for profile in block]
                candidates = iter(
                    self._index.candidates_of([name for names in spelled for name in names], wanted)
                )
                results = [
                    self._result(
                        profile,
                        [(name, next(candidates)) for name in names],
                        wanted,
                        cutoff,
                        limit,
                        near_misses,
                    )
                    for profile, names in zip(block, spelled, strict=True)
                ]
            yield from results
            if faulty is not None:
                raise faulty

    def _result(
        self,
        profile: Profile,
        candidates: Sequence[tuple[str, Sequence[Candidate]]],
        wanted: frozenset[int],
        cutoff: float,
        limit: int | None,
        near_misses: bool,
    ) -> MatchResult:
        if profile.identifiers:
            placed = tuple(with_country(one, profile.country) for one in profile.identifiers)
            profile = replace(profile, identifiers=placed)
        elif not any(listed for _, listed in candidates):
            return _NOTHING
        floor = min(cutoff, NEAR_FLOOR) if near_misses else cutoff
        found = self._search(profile, candidates, wanted, floor)
        if not found:
            return _NOTHING
        found = _sort_out([_below_if_weak(item, cutoff) for item in found], cutoff)
        above = [item for item in found if item.weighed.confidence >= cutoff]
        below = [item for item in found if NEAR_FLOOR <= item.weighed.confidence < cutoff]
        return MatchResult(
            tuple(self._match(item) for item in _within(above, limit)),
            tuple(self._near_miss(item, cutoff) for item in below[:NEAR_COUNT] if near_misses),
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

    def _search(
        self,
        profile: Profile,
        candidates: Sequence[tuple[str, Sequence[Candidate]]],
        wanted: frozenset[int],
        floor: float,
    ) -> list[_Found]:
        """Entities whose confidence reaches the floor, best first."""
        # An entity is only read where something else is known that it may agree with.
        known = bool(profile.country or profile.identifiers or profile.dates or profile.addresses)
        least = 0.0 if profile.identifiers else min(floor, _WORTH_DECODING) if known else floor
        best: dict[int, Weighed] = {}
        for name, listed in candidates:
            compared: dict[tuple[str, NameKind, EntityKind, bool], Weighed | None] = {}
            for candidate in listed:
                kind = self._index.entity_kind(candidate.entity)
                native_only = self._index.native_only(candidate.entity)
                pair = (candidate.name, candidate.kind, kind, native_only)
                if pair in compared:
                    weighed = compared[pair]
                else:
                    weighed = compared[pair] = weigh_from(
                        least,
                        name,
                        profile.kind,
                        candidate.name,
                        candidate.kind,
                        kind,
                        self._index.rarity,
                        native_only=native_only,
                    )
                if weighed is None:
                    continue
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
            entity_id = self._index.entity_id(ordinal)
            if known:
                weighed = weigh_facts(weighed, profile, self._lists.entity(entity_id))
            if weighed.confidence >= floor:
                number = self._index.list_number(ordinal)
                party = self._index.party(ordinal)
                found.append(_Found(ordinal, entity_id, number, weighed, party))
        return sorted(found, key=lambda item: item.order)

    def _match(self, item: _Found) -> Match:
        if item.ambiguous == 1:
            return self._as_match(item, MatchVerdict.MATCH, "")
        clause = f"the name fits {item.ambiguous} entries of the list equally well"
        return self._as_match(item, MatchVerdict.AMBIGUOUS, clause)

    def _near_miss(self, item: _Found, cutoff: float) -> Match:
        clause = f"{item.weighed.confidence:.2f} is below the cut-off {cutoff:.2f}"
        return self._as_match(item, MatchVerdict.NEAR_MISS, clause)

    def _as_match(self, item: _Found, verdict: MatchVerdict, clause: str) -> Match:
        weighed = item.weighed.explained()
        return Match(
            entity=self._lists.entity(item.entity_id),
            query_name=weighed.query_name,
            listed_name=weighed.listed_name,
            confidence=weighed.confidence,
            verdict=verdict,
            reason=add_clause(weighed.reason, clause) if clause else weighed.reason,
            candidates=item.ambiguous,
            party=item.party,
            party_reasons=self._index.party_reasons(item.entity),
            rows=weighed.rows,
        )


_NOTHING = MatchResult()


def _spellings(profile: Profile) -> list[str]:
    """Spellings to search, best first; those that fold to the same letters are one."""
    if len(profile.names) == 1:
        return list(profile.names)
    found = {compact(name): name for name in reversed(profile.names) if compact(name)}
    return list(reversed(found.values()))


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
    return replace(item, weighed=_lowered(item.weighed, cutoff))


def _sort_out(found: Sequence[_Found], cutoff: float) -> list[_Found]:
    """Settle, list by list, between entries that fit alike and entries that fit better."""
    settled: list[_Found] = []
    by_list: dict[int, list[_Found]] = {}
    named = {item.party for item in found if item.weighed.certain}
    for item in found:
        if named and item.party not in named and _is_doubtful(item.weighed, cutoff):
            # Some list has this very name: chance initials elsewhere are no lead, and a longer
            # name with words of its own is more often another company of the group.
            item = replace(item, weighed=_demoted(item.weighed, cutoff, "another entry"))
        by_list.setdefault(item.list_number, []).append(item)
    for items in by_list.values():
        settled.extend(_sort_out_list(items, cutoff))
    return sorted(settled, key=lambda item: item.order)


def _is_doubtful(weighed: Weighed, cutoff: float) -> bool:
    """Whether only initials agree, or only a brand that the longer name adds to."""
    if weighed.confidence < cutoff:
        return False
    return weighed.by_initials or (weighed.brand_only and weighed.by_name < BRAND_NEUTRAL)


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
    lowered = _lowered(weighed, cutoff)
    return replace(lowered, reason=add_clause(lowered.reason, f"{who} has this very name"))


def _lowered(weighed: Weighed, cutoff: float) -> Weighed:
    """The same just below the cut-off."""
    explained = weighed.explained()
    confidence = round(cutoff - _BELOW, 4)
    taken = ComparisonRow("", "", "cap", round(confidence - explained.confidence, 4))
    return replace(explained, confidence=confidence, rows=(*explained.rows, taken))
