"""The editions of one list in date order, folded into the state that is searched."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from riskengine.model.entity import Entity
from riskengine.vocab import ListingState
from riskengine.watchlist.gate import After, Before
from riskengine.watchlist.history import fold
from riskengine.watchlist.intake import Edition, filled_fields
from riskengine.watchlist.manifest import MANIFEST_NAME, read_manifest
from riskengine.watchlist.vault import Stored, Vault
from riskengine.watchlist.writer import encode


class Lineage:
    """Editions of one list in date order, the shipped snapshot among them."""

    def __init__(self, vault: Vault, list_id: str, bundle: Path | None) -> None:
        self._vault = vault
        self.list_id = list_id
        self.editions = {stored.manifest.list_date: stored for stored in vault.editions(list_id)}
        self.shipped = shipped(bundle, list_id)

    def _all(self) -> list[Stored]:
        found = dict(self.editions)
        if self.shipped is not None:
            found.setdefault(self.shipped.manifest.list_date, self.shipped)
        return [found[day] for day in sorted(found)]

    def has(self, stored: Stored) -> bool:
        """Whether the active state already rests on this very edition."""
        held = self.editions.get(stored.manifest.list_date)
        active = self._vault.active(self.list_id)
        return (
            held is not None
            and held.name == stored.name
            and active is not None
            and stored.manifest.list_date in active.manifest.editions
        )

    @property
    def addresses(self) -> list[dict[str, str]]:
        """Addresses in the manifest of the active state; empty where there is none."""
        active = self._vault.active(self.list_id)
        return [] if active is None else [item.model_dump() for item in active.manifest.addresses]

    def is_latest(self, edition: Edition) -> bool:
        days = [stored.manifest.list_date for stored in self._all()]
        return edition.list_date is not None and all(day <= edition.list_date for day in days)

    def before(self, edition: Edition) -> Before | None:
        """The edition that a new one is judged by: the last one up to its date."""
        assert edition.list_date is not None  # checked before anything is stored
        earlier = [item for item in self._all() if item.manifest.list_date <= edition.list_date]
        if not earlier:
            return None
        last = earlier[-1]
        ids: list[str] = []
        fill: Counter[str] = Counter()
        for entity in last.entities():
            # What had already left the list by then is no loss now.
            if entity.listings and all(item.delisted_on for item in entity.listings):
                continue
            ids.append(entity.id)
            fill.update(filled_fields(entity))
        same = last.manifest.reader == edition.reader.name
        return Before(
            list_date=last.manifest.list_date,
            ids=ids,
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

    def add(self, stored: Stored) -> None:
        """Fold an edition in and make the result the active state."""
        for other in self._vault.editions(self.list_id):
            same_day = other.manifest.list_date == stored.manifest.list_date
            if same_day and other.name != stored.name:
                self._vault.remove(other)  # a correction of the same edition replaces it
        self.editions[stored.manifest.list_date] = stored
        self._vault.activate(self.list_id, self._folded())

    def _folded(self) -> Stored:
        editions = self._all()
        active = self._vault.active(self.list_id)
        days = [item.manifest.list_date for item in editions]
        if active is not None and list(active.manifest.editions) == days[:-1]:
            # One more edition at the end: the active state is all of the others, folded.
            return self._write(_step(active.entities(), editions[:-1], editions[-1]), editions)
        state = list(editions[0].entities())
        first = self.shipped
        if first is not None and first.manifest.list_date in self.editions:
            # An import of the shipped day replaces it, but what it knew of dates is kept.
            state = _with_known_dates(first, editions, state)
        for count, newer in enumerate(editions[1:], start=1):
            state = list(_step(state, editions[:count], newer))
        return self._write(state, editions)

    def _write(self, state: Iterable[Entity], editions: Sequence[Stored]) -> Stored:
        lines = {entity.id: encode(entity) for entity in state}
        fields = editions[-1].manifest.model_dump(exclude={"records", "sha256"})
        fields["editions"] = [item.manifest.list_date for item in editions]
        return self._vault.write(self.list_id, "states", lines, fields)


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
