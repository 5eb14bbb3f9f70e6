"""What changed between two states of one list, field by field, for people and programs."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, fields
from typing import Any

from riskengine.model.entity import Entity, Listing
from riskengine.watchlist import changes_text
from riskengine.watchlist.changes_text import (
    ADDED,
    CHANGED,
    DELISTED,
    LISTED_AGAIN,
    REMOVED,
)
from riskengine.watchlist.history import renamed
from riskengine.watchlist.pairing import pair_listings


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One difference.

    Attributes:
        field: `names`, `countries`, `listings`, `listings.citation` and so on.
        kind: `added` and `removed` (one of several values), `changed`, or for listings
            `delisted` (an end date is new) and `listed_again` (a new listing after an end).
        before, after: in words; empty where there is nothing on that side.
        listing: which listing, for changes in one; empty elsewhere.
    """

    field: str
    kind: str
    before: str = ""
    after: str = ""
    listing: str = ""


@dataclass(frozen=True, slots=True)
class EntityChange:
    """All differences of one entity that stands in both states."""

    id: str
    name: str
    changes: tuple[FieldChange, ...]

    def has(self, kind: str) -> bool:
        return any(change.kind == kind for change in self.changes)


@dataclass(frozen=True, slots=True)
class Party:
    """An entity that stands in one state only."""

    id: str
    name: str
    listings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Rename:
    """Two entities that are probably one; see `riskengine.watchlist.history.renamed`."""

    before: Party
    after: Party


@dataclass(frozen=True, slots=True)
class Changes:
    """Differences between two states of a list, each part sorted by id.

    Attributes:
        added, removed: in one state only; probable renames stand here as well.
        changed: in both states, and different.
        renames: for information; a removal here may also be an entity that stays in a
            folded state with all its listings newly ended.
        unchanged: how many entities are the same.
    """

    added: tuple[Party, ...]
    removed: tuple[Party, ...]
    changed: tuple[EntityChange, ...]
    renames: tuple[Rename, ...]
    unchanged: int

    @property
    def delisted(self) -> tuple[EntityChange, ...]:
        """Of the changed, those with a listing that has newly ended."""
        return tuple(one for one in self.changed if one.has(DELISTED))

    @property
    def listed_again(self) -> tuple[EntityChange, ...]:
        """Of the changed, those with a new listing after an earlier one ended."""
        return tuple(one for one in self.changed if one.has(LISTED_AGAIN))

    def __bool__(self) -> bool:
        return bool(self.added or self.removed or self.changed)

    def counts(self) -> dict[str, int]:
        return {
            "added": len(self.added),
            "removed": len(self.removed),
            "delisted": len(self.delisted),
            "listed_again": len(self.listed_again),
            "changed": len(self.changed),
            "renames": len(self.renames),
            "unchanged": self.unchanged,
        }

    def to_dict(self) -> dict[str, Any]:
        """Plain lists and dictionaries, ready for JSON, always in the same order."""
        return {
            "counts": self.counts(),
            "added": [_party_out(one) for one in self.added],
            "removed": [_party_out(one) for one in self.removed],
            "changed": [
                {"id": one.id, "name": one.name, "changes": [_change_out(c) for c in one.changes]}
                for one in self.changed
            ],
            "renames": [
                {"before": _party_out(one.before), "after": _party_out(one.after)}
                for one in self.renames
            ],
        }

    def to_text(self, limit: int = 20) -> str:
        """A summary for the terminal.

        Args:
            limit: entities shown in each part; the rest is counted.
        """
        return changes_text.as_text(self, limit)


def compare(before: Iterable[Entity], after: Iterable[Entity]) -> Changes:
    """Differences between two states of one list.

    Entities are matched by id, listings by program, authority and entry number. Order of
    names, addresses and the like is no difference, except which name comes first.

    Args:
        before, after: held in memory only as far as needed; an id must stand once in each.
    """
    held = {entity.id: entity for entity in before}
    added: list[Entity] = []
    ended: list[Entity] = []
    changed: list[EntityChange] = []
    unchanged = 0
    for entity in after:
        old = held.pop(entity.id, None)
        if old is None:
            added.append(entity)
        elif found := () if old == entity else tuple(_differences(old, entity)):
            changed.append(EntityChange(entity.id, entity.caption, found))
            if any(one.kind == DELISTED for one in found) and _all_ended(entity):
                ended.append(entity)
        else:
            unchanged += 1
    removed = list(held.values())
    pairs = renamed((*removed, *ended), (entity for entity in added if not _all_ended(entity)))
    return Changes(
        added=tuple(_party(one) for one in sorted(added, key=_id)),
        removed=tuple(_party(one) for one in sorted(removed, key=_id)),
        changed=tuple(sorted(changed, key=lambda one: one.id)),
        renames=tuple(Rename(_party(old), _party(new)) for old, new in pairs),
        unchanged=unchanged,
    )


def _id(entity: Entity) -> str:
    return entity.id


def _all_ended(entity: Entity) -> bool:
    listings = entity.listings
    return bool(listings) and all(listing.delisted_on is not None for listing in listings)


def _party(entity: Entity) -> Party:
    return Party(entity.id, entity.caption, tuple(_in_words(one) for one in entity.listings))


def _in_words(listing: Listing) -> str:
    """`EAR Entity List, entry 12, listed 2025-01-16, ended 2026-02-01`."""
    parts = [_label(listing)]
    if listing.listed_on is not None:
        parts.append(f"listed {listing.listed_on.in_words()}")
    if listing.delisted_on is not None:
        parts.append(f"ended {listing.delisted_on.in_words()}")
    return ", ".join(parts)


def _label(listing: Listing) -> str:
    program = listing.program or listing.authority
    return f"{program}, entry {listing.entry}" if listing.entry else program


# Fields with several values: how one value reads.
_SEVERAL: dict[str, Callable[[Any], str]] = {
    "names": lambda name: " ".join(
        part
        for part in (name.text, f"({name.kind.value})", name.language and f"[{name.language}]")
        if part
    ),
    "countries": str,
    "addresses": str,
    "identifiers": lambda one: f"{one.scheme}: {one.value}",
    "dates": lambda one: f"{one[0]}: {one[1]}",
    "relations": lambda one: " ".join(
        str(part)
        for part in (
            one.type,
            one.target,
            "" if one.stake.is_unknown else f"({one.stake})",
            f"since {one.since}" if one.since else "",
            f"until {one.until}" if one.until else "",
            f"[{one.source}]" if one.source else "",
        )
        if part
    ),
    "templates": str,
    "details": lambda one: f"{one[0]}: {one[1]}",
}


def _differences(old: Entity, new: Entity) -> Iterator[FieldChange]:
    for field in fields(Entity):
        before, after = getattr(old, field.name), getattr(new, field.name)
        if before == after or field.name == "id":
            continue
        if field.name == "listings":
            yield from _listing_differences(before, after)
        elif field.name in _SEVERAL:
            yield from _values(field.name, before, after, _SEVERAL[field.name])
            if field.name == "names" and old.caption != new.caption:
                yield FieldChange("caption", CHANGED, old.caption, new.caption)
        else:
            yield _plain_change(field.name, before, after)


def _values(
    field: str, before: Sequence[Any], after: Sequence[Any], show: Callable[[Any], str]
) -> Iterator[FieldChange]:
    older, newer = dict.fromkeys(map(show, before)), dict.fromkeys(map(show, after))
    for text in sorted(older.keys() - newer.keys()):
        yield FieldChange(field, REMOVED, before=text)
    for text in sorted(newer.keys() - older.keys()):
        yield FieldChange(field, ADDED, after=text)


def _plain_change(field: str, before: Any, after: Any, listing: str = "") -> FieldChange:
    return FieldChange(field, CHANGED, _text(before), _text(after), listing)


def _text(value: Any) -> str:
    if value is None:
        return ""
    return "; ".join(map(str, value)) if isinstance(value, tuple) else str(value)


def _listing_differences(
    before: Sequence[Listing], after: Sequence[Listing]
) -> Iterator[FieldChange]:
    pairing = pair_listings(before, after)
    for listing in pairing.gone:
        yield FieldChange("listings", REMOVED, before=_in_words(listing), listing=_label(listing))
    for (old, new), ended in zip(pairing.pairs, pairing.ended_before, strict=True):
        label = _label(new)
        if old is None:
            kind = ADDED if ended is None else LISTED_AGAIN
            past = "" if ended is None else _in_words(ended)
            yield FieldChange("listings", kind, past, _in_words(new), label)
            continue
        if old.delisted_on is None and new.delisted_on is not None:
            yield FieldChange("listings", DELISTED, _in_words(old), _in_words(new), label)
        for field in fields(Listing):
            was, now = getattr(old, field.name), getattr(new, field.name)
            if was == now or (field.name == "delisted_on" and was is None):
                continue
            yield _plain_change(f"listings.{field.name}", was, now, label)


def _party_out(party: Party) -> dict[str, Any]:
    return {"id": party.id, "name": party.name, "listings": list(party.listings)}


def _change_out(change: FieldChange) -> dict[str, str]:
    out = {"field": change.field, "kind": change.kind, "listing": change.listing}
    out |= {"before": change.before, "after": change.after}
    return {key: value for key, value in out.items() if value or key in ("field", "kind")}
