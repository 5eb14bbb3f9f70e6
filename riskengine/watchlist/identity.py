"""One party on several lists: which entries describe the same party, and why.

Entries are tied by an identifier that both carry (publishers' cross-references are
identifiers too), or by the same full name with the same country. What the lists say stays
apart: a party only says which entries belong together.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise, product

from riskengine.model.entity import Entity
from riskengine.vocab import EntityKind
from riskengine.watchlist.entry_facts import (
    Facts,
    apart,
    births_differ,
    facts_of,
    may_be_one,
    name_reason,
    share_letters,
)
from riskengine.watchlist.numbers import in_words, is_own_number

SHARED_BY_MANY = 6  # entries of one list with one number, beyond which it names no party
_COMMON_NAME = 64  # entries with one name, beyond which the name tells no parties apart


@dataclass(frozen=True, slots=True, order=True)
class Tie:
    """Why two entries are one party. `left` and `right` are entity ids, in ABC order."""

    left: str
    right: str
    reason: str


@dataclass(frozen=True, slots=True)
class Party:
    """Entries that describe one party.

    Attributes:
        key: the smallest entity id among the members.
        members: entity ids, sorted.
        ties: why they belong together; empty for a party of one entry.
    """

    key: str
    members: tuple[str, ...]
    ties: tuple[Tie, ...] = ()


def parties(entities: Iterable[Entity]) -> tuple[Party, ...]:
    """Group entries of any number of lists by party.

    The order of the input makes no difference. Time grows with the number of entries.

    Returns:
        Parties by key; every entity is in exactly one.
    """
    finder = PartyFinder()
    for entity in entities:
        finder.add(entity)
    return finder.parties()


class PartyFinder:
    """Gathers entries one by one, keeping little of each; `parties` then groups them."""

    def __init__(self) -> None:
        self._facts: list[Facts] = []

    def add(self, entity: Entity, letters: Sequence[str] | None = None) -> None:
        """Note one entry; ids are unique over all lists.

        Args:
            letters: per name of the entity its plain letters and digits, where the caller has
                them already; see `entry_facts.letters_of`.
        """
        self._facts.append(facts_of(entity, letters))

    def note(self, facts: Facts) -> None:
        """Note one entry by what `entry_facts.facts_of` gave for it."""
        self._facts.append(facts)

    def parties(self) -> tuple[Party, ...]:
        """Parties of all entries noted so far, by key."""
        facts = sorted(self._facts, key=lambda item: item.id)
        groups = _Groups(facts)
        _tie_by_numbers(groups)
        _tie_by_names(groups)
        return groups.parties()


class _Groups:
    """Entries by place in the sorted list, joined step by step into groups."""

    def __init__(self, facts: Sequence[Facts]) -> None:
        self.facts = facts
        self._members: dict[int, list[int]] = {}  # of groups of two and more
        self._group: list[int] = list(range(len(facts)))
        self._ties: dict[int, list[Tie]] = {}

    def group(self, place: int) -> int:
        return self._group[place]

    def members(self, place: int) -> Sequence[int]:
        group = self._group[place]
        return self._members.get(group, (group,))

    def one_kind(self, one: int, two: int) -> bool:
        """Whether no member of one group is of another kind than a member of the other."""
        families = {self.facts[place].family for side in (one, two) for place in self.members(side)}
        return len(families - {""}) < 2

    def join(self, one: int, two: int, reason: str) -> None:
        """Make one group of two, or note one more reason for a group that stands."""
        left, right = sorted((one, two))
        tie = Tie(self.facts[left].id, self.facts[right].id, reason)
        kept, gone = sorted((self._group[one], self._group[two]))
        if kept != gone:
            moved = self.members(gone)
            self._members[kept] = [*self.members(kept), *moved]
            for place in moved:
                self._group[place] = kept
            self._members.pop(gone, None)
            self._ties[kept] = [*self._ties.get(kept, ()), *self._ties.pop(gone, ())]
        self._ties.setdefault(kept, []).append(tie)

    def parties(self) -> tuple[Party, ...]:
        found: list[Party] = []
        for place, item in enumerate(self.facts):
            if self._group[place] != place:
                continue
            members = sorted(self.members(place))
            ties = tuple(sorted(set(self._ties.get(place, ()))))
            found.append(Party(item.id, tuple(self.facts[one].id for one in members), ties))
        return tuple(found)


def _tie_by_numbers(groups: _Groups) -> None:
    holders: dict[str, list[int]] = {}
    for place, item in enumerate(groups.facts):
        for number in item.numbers:
            holders.setdefault(number, []).append(place)
    for number, places in sorted(holders.items()):
        if len(places) < 2:
            continue
        on_list = Counter(groups.facts[place].list_id for place in places)
        if max(on_list.values()) > SHARED_BY_MANY:
            continue
        reason = f"same {in_words(number)}"
        # Entries of one list with one number are often a parent and its subsidiaries, or one
        # of them is a slip of the pen.
        contested = any(
            count > 1 and not is_own_number(number, list_id) for list_id, count in on_list.items()
        )
        for later, place in enumerate(places):
            for other in places[:later]:
                left, right = groups.facts[other], groups.facts[place]
                if (contested or births_differ(left, right)) and not share_letters(left, right):
                    continue
                if groups.one_kind(other, place):
                    groups.join(other, place, reason)
                    break


def _tie_by_names(groups: _Groups) -> None:
    found = dict(_name_pairs(groups.facts))
    # Per entry and other list: how well the best pairs fit, and which groups they lead to.
    best: dict[tuple[int, str], tuple[int, set[int]]] = {}
    for (one, two), rank in found.items():
        for here, there in ((one, two), (two, one)):
            side = (here, groups.facts[there].list_id)
            held = best.get(side)
            if held is None or rank < held[0]:
                best[side] = (rank, {groups.group(there)})
            elif rank == held[0]:
                held[1].add(groups.group(there))
    kept = [
        (one, two)
        for (one, two), rank in sorted(found.items())
        if all(
            best[here, groups.facts[there].list_id][0] == rank
            # A name that fits two entries of a list does not say which of them is meant.
            and len(best[here, groups.facts[there].list_id][1]) == 1
            for here, there in ((one, two), (two, one))
        )
    ]
    for one, two in kept:
        if groups.group(one) == groups.group(two):
            continue
        if not any(
            apart(groups.facts[left], groups.facts[right])
            for left, right in product(groups.members(one), groups.members(two))
        ):
            groups.join(one, two, name_reason(groups.facts[one], groups.facts[two]))


def _name_pairs(facts: Sequence[Facts]) -> Iterator[tuple[tuple[int, int], int]]:
    """Pairs of entries of two lists that one full name ties; 0 for two primary names, last."""
    bearers: dict[str, list[int]] = {}
    for place, item in enumerate(facts):
        if not item.countries or item.family == EntityKind.ADDRESS:
            continue  # the names of addresses are labels ("Address 01")
        for name in item.names:
            bearers.setdefault(name, []).append(place)
    primary: list[tuple[int, int]] = []
    for name, places in bearers.items():
        if not 1 < len(places) <= _COMMON_NAME:
            continue
        if all(facts[one].list_id == facts[two].list_id for one, two in pairwise(places)):
            continue
        for later, two in enumerate(places):
            for one in places[:later]:
                left, right = facts[one], facts[two]
                if not left.countries & right.countries or not may_be_one(left, right):
                    continue
                if left.names[0] == right.names[0] == name:
                    primary.append((one, two))
                else:
                    yield (one, two), 1
    yield from ((pair, 0) for pair in primary)
