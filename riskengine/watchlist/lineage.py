"""The editions of one list in date order, folded into the state that is searched."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from riskengine.model.entity import Entity
from riskengine.vocab import ListingState
from riskengine.watchlist.codec import entity_from_json
from riskengine.watchlist.gate import After, Before
from riskengine.watchlist.history import fold
from riskengine.watchlist.intake import Edition, filled_fields
from riskengine.watchlist.manifest import MANIFEST_NAME, read_manifest
from riskengine.watchlist.store import snapshot_bytes
from riskengine.watchlist.vault import Stored, Vault
from riskengine.watchlist.writer import encode


class Lineage:
    """Editions of one list in date order, the shipped snapshot among them."""

    def __init__(self, vault: Vault, list_id: str, bundle: Path | None) -> None:
        self._vault = vault
        self.list_id = list_id
        self.shipped = shipped(bundle, list_id)
        self.active = vault.sound_state(list_id)
        folded = set(self.active.manifest.editions) if self.active is not None else set()
        self.editions: dict[dt.date, Stored] = {}
        # Where a killed import has left two editions of one day, the one in use counts.
        for stored in sorted(vault.editions(list_id), key=lambda item: item.name in folded):
            self.editions[stored.manifest.list_date] = stored

    def _all(self) -> list[Stored]:
        found = dict(self.editions)
        if self.shipped is not None:
            found.setdefault(self.shipped.manifest.list_date, self.shipped)
        return [found[day] for day in sorted(found)]

    def has(self, name: str) -> bool:
        """Whether the active state, undamaged, already rests on this very edition."""
        held = {item.name for item in self.editions.values()}
        return name in held and self.active is not None and name in self.active.manifest.editions

    @property
    def addresses(self) -> list[dict[str, str]]:
        """Addresses in the manifest of the active state; empty where there is none."""
        if self.active is None:
            return []
        return [item.model_dump() for item in self.active.manifest.addresses]

    def is_latest(self, edition: Edition) -> bool:
        days = [stored.manifest.list_date for stored in self._all()]
        return edition.list_date is not None and all(day <= edition.list_date for day in days)

    def before(self, edition: Edition) -> Before | None:
        """The edition that a new one is judged by: the last one up to its date."""
        assert edition.list_date is not None  # checked before anything is stored
        earlier = (item for item in self._all() if item.manifest.list_date <= edition.list_date)
        last = next((item for item in reversed(list(earlier)) if item.is_sound), None)
        if last is None:
            return None
        fill: Counter[str] = Counter()
        names: dict[str, tuple[str, ...]] = {}
        for entity in last.entities():
            # What had already left the list by then is no loss now.
            if entity.listings and all(item.delisted_on for item in entity.listings):
                continue
            names[entity.id] = tuple(name.text for name in entity.names)
            fill.update(filled_fields(entity))
        same = last.manifest.reader == edition.reader.name
        return Before(
            list_date=last.manifest.list_date,
            names=names,
            fill=fill,
            columns=last.manifest.columns if same else {},
            rows=last.manifest.rows if same else 0,
            tolerated=last.manifest.tolerated,
        )

    def after(self, edition: Edition) -> After | None:
        """The edition that follows an older one imported late; None for the newest."""
        assert edition.list_date is not None  # checked before anything is stored
        later = [item for item in self._all() if item.manifest.list_date > edition.list_date]
        if not later:
            return None
        settled = edition.list_date - dt.timedelta(days=60)
        listed_then = [
            entity.id
            for entity in later[0].entities()
            if any(
                item.listed_on is not None
                and item.listed_on.latest < settled
                and item.state(later[0].manifest.list_date) is ListingState.ACTIVE
                for item in entity.listings
            )
        ]
        return After(later[0].manifest.list_date, listed_then)

    def add(self, stored: Stored) -> Stored:
        """Fold an edition in and make the result the active state; returns that state."""
        self.editions[stored.manifest.list_date] = stored
        return self._refold()

    def withdraw(self, stored: Stored) -> Stored | None:
        """Fold again without an edition; None where nothing is left to fold."""
        del self.editions[stored.manifest.list_date]
        if not self.editions:
            self._vault.deactivate(self.list_id)
            self._vault.remove(stored)
            return None
        return self._refold()

    def _refold(self) -> Stored:
        state = self._folded()
        self._vault.activate(self.list_id, state, before=self.active)
        self.active = state
        # Only now: a kill before this line leaves what the active state rests on.
        used = {item.name for item in self.editions.values()}
        for other in self._vault.editions(self.list_id):
            if other.name not in used:
                self._vault.remove(other)  # replaced by a correction of the same day, or withdrawn
        return state

    def _folded(self) -> Stored:
        editions = self._all()
        others = tuple(item.name for item in editions[:-1])
        active = self.active
        if active is not None and others and active.manifest.editions == others:
            # One more edition at the end: the active state is all of the others, folded.
            return self._write(_step(active.entities(), editions[:-1], editions[-1]), editions)
        if len(editions) == 1:
            return self._write_lines(_lines_of(editions[0]), editions)
        state = list(editions[0].entities())
        first = self.shipped
        if first is not None and first.manifest.list_date in self.editions:
            # An import of the shipped day replaces it, but what it knew of dates is kept.
            state = _with_known_dates(first, editions, state)
        for count, newer in enumerate(editions[1:], start=1):
            state = list(_step(state, editions[:count], newer))
        return self._write(state, editions)

    def _write(self, state: Iterable[Entity], editions: Sequence[Stored]) -> Stored:
        return self._write_lines({entity.id: encode(entity) for entity in state}, editions)

    def _write_lines(self, lines: dict[str, bytes], editions: Sequence[Stored]) -> Stored:
        day = editions[-1].manifest.list_date
        former = sum(
            _is_former(entity_from_json(line, list_id=self.list_id), day)
            for line in lines.values()
            if _DELISTED in line  # the few that need decoding
        )
        fields = editions[-1].manifest.model_dump(exclude={"records", "sha256"})
        fields["former"] = former
        fields["editions"] = [item.name for item in editions]
        return self._vault.write(self.list_id, "states", lines, fields)


_DELISTED = b'"delisted_on"'
_ID_STARTS = len(b'{"id":"')


def _lines_of(stored: Stored) -> dict[str, bytes]:
    """Lines of a snapshot by id. An id holds no quote, so no line need be decoded for it."""
    found = {}
    for line in snapshot_bytes(stored.folder, stored.manifest).splitlines(keepends=True):
        found[line[_ID_STARTS : line.index(b'"', _ID_STARTS)].decode()] = line
    return found


def _is_former(entity: Entity, day: dt.date) -> bool:
    """Whether an entity has listings, and none of them stands on a day."""
    gone = [item.state(day) is ListingState.FORMER for item in entity.listings]
    return bool(gone) and all(gone)


def _step(state: Iterable[Entity], editions: Sequence[Stored], newer: Stored) -> Iterator[Entity]:
    """The state of `editions`, oldest first, with one more folded in."""
    whole = [item for item in editions if item.manifest.complete]
    # What a part of a list leaves out says nothing, so the last whole edition is the witness.
    witness = (whole or editions)[-1].manifest
    return fold(
        state,
        witness.list_date,
        bool(whole),
        newer.entities(),
        newer.manifest.list_date,
        newer.manifest.complete,
    )


def _with_known_dates(
    known: Stored, editions: Sequence[Stored], state: list[Entity]
) -> list[Entity]:
    if editions[0].manifest.list_date != known.manifest.list_date:
        return state
    ids = {entity.id for entity in state}
    older = [entity for entity in known.entities() if entity.id in ids]
    day = known.manifest.list_date
    return list(fold(older, day, known.manifest.complete, state, day, True))


def shipped(bundle: Path | None, list_id: str) -> Stored | None:
    """The snapshot of a list that came with the package."""
    if bundle is None:
        return None
    folder = bundle / list_id
    if not (folder / MANIFEST_NAME).is_file():
        return None
    return Stored(folder, read_manifest(folder / MANIFEST_NAME))
