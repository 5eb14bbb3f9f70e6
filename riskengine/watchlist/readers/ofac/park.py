"""Parties of a large OFAC file, held small until the end of the file says where they belong.

The advanced form gives parties first, ties and listings after; the enhanced form ties parties
to others that stand further down. A party waits here as packed JSON of a few hundred bytes.
"""

from __future__ import annotations

import datetime as dt
import zlib
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar, cast

from riskengine.model.entity import Entity, EntityRelation, Listing
from riskengine.model.interval import DateRange
from riskengine.vocab import EntityKind
from riskengine.watchlist.codec import entity_from_json, entity_to_json
from riskengine.watchlist.readers.contract import Account, Ledger
from riskengine.watchlist.readers.ofac.common import (
    AUTHORITY,
    CONS,
    LIST_IDS,
    MAIN_ORDER,
    META,
    SDN,
    fold,
    ofac_codes,
    programs_on,
)
from riskengine.watchlist.readers.ofac.facts import (
    PartyFacts,
    concerns,
    listed_on,
)

UNLISTED = "a party without a sanctions entry, which is not listed itself"
NO_PROGRAM = "not stated"
_LONG_AGO = dt.date(1900, 1, 1)
_Shared = TypeVar("_Shared", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Entry:
    """What one list says of its listing of a party.

    Attributes:
        of_party: the programmes are those of the party, whichever of its lists they belong to.
    """

    list_id: str
    programs: tuple[str, ...] = ()
    listed_on: DateRange | None = None
    delisted_on: DateRange | None = None
    citation: str = ""
    measures: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()
    of_party: bool = False


@dataclass(frozen=True, slots=True)
class Tie:
    """One relation, read from the party that holds it to `other` (an OFAC number)."""

    label: str
    other: str
    other_name: str = ""
    comment: str = ""
    since: DateRange | None = None
    until: DateRange | None = None
    former: bool = False


@dataclass(slots=True)
class _Held:
    packed: bytes
    where: str
    measures: tuple[str, ...]
    listed: tuple[tuple[str, DateRange], ...]


class Park:
    """Collects the parties, entries and ties of one file, then yields its entities.

    Attributes:
        account: takes what concerns the file as a whole; joined to the account of its main
            list at the end.
    """

    def __init__(self, file: str, ledger: Ledger) -> None:
        self.account = Account()
        self._file = file
        self._ledger = ledger
        self._held: dict[str, _Held] = {}
        self._entries: dict[str, list[Entry]] = {}
        self._ties: dict[str, list[tuple[str, Tie]]] = {}
        self._refused: list[tuple[str, str, str]] = []
        self._shared: dict[Hashable, Hashable] = {}

    def __contains__(self, number: str) -> bool:
        return number in self._held

    def party(self, number: str, facts: PartyFacts, kind: EntityKind, where: str) -> None:
        """Hold a party; one that has no name, or a number seen before, is refused."""
        if not facts.draft.named:
            self.refuse(where, "no name", number)
        elif number in self._held:
            self.refuse(where, "this number stands twice", number)
        else:
            packed = zlib.compress(entity_to_json(facts.draft.build(kind)).encode("utf-8"), 1)
            measures = self._one(tuple(facts.measures))
            self._held[number] = _Held(packed, where, measures, tuple(facts.listed))

    def refuse(self, where: str, reason: str, excerpt: str = "") -> None:
        """A row that is no party."""
        self._refused.append((where, reason, excerpt))

    def entry(self, number: str, entry: Entry) -> None:
        self._entries.setdefault(number, []).append(self._one(entry))

    def tie(self, number: str, tie: Tie) -> None:
        """A tie from the party with this number; the inverse kinds move to the other party."""
        if not tie.other and not tie.other_name:
            self.account.odd("relationship to no party", f"from {number}")
            return
        use = ofac_codes().relations.get(fold(tie.label))
        if use is None:
            self.account.odd("relationship type", tie.label)
            use = ("linked_to", False)
        kind, inverse = use
        if inverse:
            number, tie = tie.other, replace(tie, other=number, other_name="")
        self._ties.setdefault(number, []).append((kind, tie))

    def _one(self, value: _Shared) -> _Shared:
        """The same object for equal values: a few hundred stand for tens of thousands."""
        return cast(_Shared, self._shared.setdefault(value, value))

    def entities(self) -> Iterator[Entity]:
        """All entities, in the order of the file, a party on two lists twice."""
        on_lists = {number: self._lists_of(number) for number in self._held}
        present = {list_id for lists in on_lists.values() for list_id in lists}
        main = next((item for item in MAIN_ORDER if item in present), SDN)
        self._report_loose_ends()
        self._turn_ties_of_unlisted(on_lists)
        for number, held in self._held.items():
            lists = on_lists[number]
            if not lists and self._ledger.wants(main):
                account = self._ledger.account(main)
                account.saw(self._file)
                account.empty(UNLISTED)
            for list_id in lists:
                if self._ledger.wants(list_id):
                    account = self._ledger.account(list_id)
                    account.saw(self._file)
                    entity = self._entity(number, held, list_id, on_lists)
                    account.read()
                    yield entity
        self._settle(main, present)

    def _lists_of(self, number: str) -> tuple[str, ...]:
        named = {entry.list_id for entry in self._entries.get(number, ())}
        if named == {META}:
            return (CONS,)  # the file names no list of its own for the party
        return tuple(list_id for list_id in LIST_IDS if list_id in named)

    def _entity(
        self, number: str, held: _Held, list_id: str, on_lists: dict[str, tuple[str, ...]]
    ) -> Entity:
        entity = self._unpack(held)
        entries = self._entries[number]
        remarks = dict.fromkeys(text for entry in entries for text in entry.remarks)
        relations = dict.fromkeys(
            self._relation(kind, tie, list_id, on_lists) for kind, tie in self._ties.get(number, ())
        )
        return replace(
            entity,
            id=f"{list_id}:{number}",
            list_id=list_id,
            listings=listings_of(number, list_id, entries, held.measures, held.listed),
            relations=tuple(relations),
            details=entity.details + tuple(("remark", text) for text in remarks),
        )

    def _relation(
        self, kind: str, tie: Tie, list_id: str, on_lists: dict[str, tuple[str, ...]]
    ) -> EntityRelation:
        until = tie.until
        last = self._ledger.list_date
        if tie.former and until is None and last is not None:
            # Over by the date of the file, nobody says since when.
            since = tie.since.earliest if tie.since is not None else _LONG_AGO
            until = DateRange(min(since, last), last)
        words = [tie.label.strip().rstrip(":"), "(former)" if tie.former else "", tie.comment]
        return EntityRelation(
            type=kind,
            target=self._target(tie, list_id, on_lists),
            since=tie.since,
            until=until,
            source=" ".join(word for word in words if word),
        )

    def _target(self, tie: Tie, list_id: str, on_lists: dict[str, tuple[str, ...]]) -> str:
        lists = on_lists.get(tie.other)
        if lists:
            return f"{list_id if list_id in lists else lists[0]}:{tie.other}"
        if lists is not None:  # in the file, but on no list: only its name can stand for it
            return self._unpack(self._held[tie.other]).caption
        # Not in this file: a non-SDN party is mostly tied to one of the SDN list.
        return tie.other_name or f"{SDN}:{tie.other}"

    def _unpack(self, held: _Held) -> Entity:
        line = zlib.decompress(held.packed)
        return entity_from_json(line, list_id=SDN)

    def _report_loose_ends(self) -> None:
        for number in self._entries:
            if number not in self._held:
                self.account.odd("entry of no party", number)
        for number, ties in self._ties.items():
            if number not in self._held:
                self.account.odd("relationship from no party", number)
                continue
            for _, tie in ties:
                if tie.other not in self._held:
                    self.account.odd("relationship to no party", tie.other)

    def _turn_ties_of_unlisted(self, on_lists: dict[str, tuple[str, ...]]) -> None:
        """A tie held by a party on no list is told by the listed party at its other end."""
        for number in [key for key in self._ties if key in on_lists and not on_lists[key]]:
            for _, tie in self._ties[number]:
                label = f"{tie.label.strip().rstrip(':')} (the other party to this one)"
                turned = replace(tie, other=number, other_name="", label=label)
                self._ties.setdefault(tie.other, []).append(("linked_to", turned))

    def _settle(self, main: str, present: set[str]) -> None:
        """Join what was noted of the whole file to the account of its main list."""
        if not self._ledger.wants(main):
            wanted = [item for item in MAIN_ORDER if item in present and self._ledger.wants(item)]
            if not wanted:
                return
            main = wanted[0]
        account = self._ledger.account(main)
        for where, reason, excerpt in self._refused:
            account.saw(self._file)
            account.refuse(where, reason, excerpt)
        account.fields.update(self.account.fields)
        account.unknown.update(self.account.unknown)
        account.notes.extend(self.account.notes)


def listings_of(
    number: str,
    list_id: str,
    entries: Sequence[Entry],
    measures: Sequence[str],
    listed: Sequence[tuple[str, DateRange]],
) -> tuple[Listing, ...]:
    """One listing for each programme of a party on one list.

    Args:
        entries: all entries of the party; those of other lists lend their programmes where
            those of this list name none.
        listed: (feature label, date) of features that date a listing.
    """
    own = [entry for entry in entries if entry.list_id == list_id] or entries
    found: dict[Listing, None] = {}
    for entry in own:
        named = entry.programs or tuple(item for other in entries for item in other.programs)
        if entry.of_party and len({other.list_id for other in entries} - {META}) > 1:
            named = programs_on(list_id, named)
        for program in dict.fromkeys(named or (NO_PROGRAM,)):
            # Directives are of the non-SDN lists; blocked parties keep the note of older ones.
            since = None if list_id == SDN else listed_on(program, listed)
            under = [text for text in measures if list_id != SDN and concerns(text, program)]
            found[
                Listing(
                    program=program,
                    authority=AUTHORITY,
                    entry=number,
                    listed_on=entry.listed_on or since,
                    delisted_on=entry.delisted_on,
                    citation=entry.citation,
                    measures=tuple(dict.fromkeys((*entry.measures, *under))),
                )
            ] = None
    return tuple(found)
