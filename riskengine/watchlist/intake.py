"""From files to editions: which reader, what it made of them, row by row. Nothing is stored."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from riskengine.errors import WatchlistError
from riskengine.model.entity import Entity
from riskengine.vocab import EntityKind, NameKind
from riskengine.watchlist.catalogue import CUSTOM_PREFIXES
from riskengine.watchlist.codec import entity_from_json
from riskengine.watchlist.readers.contract import Account, Ledger, Reader
from riskengine.watchlist.readers.registry import all_readers
from riskengine.watchlist.readers.unknown import describe_unknown
from riskengine.watchlist.source import Source, open_sources
from riskengine.watchlist.writer import encode


@dataclass(slots=True)
class Edition:
    """One list as one file, or set of files, states it.

    Attributes:
        list_date: day of the publisher's state; None where neither file nor caller says.
        stated_date: what the file itself says of it.
        lines: encoded entities by id, in file order.
        repeated: ids that stood more than once; the later ones got a suffix.
        fill: entities with a value, by field of the engine's schema.
        names, listings: totals over all entities.
    """

    list_id: str
    reader: Reader
    source: Source
    account: Account
    list_date: dt.date | None = None
    stated_date: dt.date | None = None
    lines: dict[str, bytes] = field(default_factory=dict)
    repeated: list[str] = field(default_factory=list)
    fill: Counter[str] = field(default_factory=Counter)
    names: int = 0
    listings: int = 0

    def add(self, entity: Entity) -> None:
        """Take one entity. An id met before is kept under a suffixed one, never dropped."""
        if entity.id in self.lines:
            self.repeated.append(entity.id)
            entity = _renamed(entity, self.lines)
        self._look_at(entity)
        self.lines[entity.id] = encode(entity)
        self.fill.update(filled_fields(entity))
        self.names += len(entity.names)
        self.listings += len(entity.listings)

    def _look_at(self, entity: Entity) -> None:
        """Report what reads well and cannot be right, whatever the format."""
        if not any(char.isalnum() for name in entity.names for char in name.text):
            self.account.odd("entity without a name that can be searched", entity.id)
        for label, value in entity.details:
            if label == "date_as_published" and value.startswith(("listed:", "delisted:")):
                self.account.odd("date that cannot be read", f"{entity.id} {value}")
        for listing in entity.listings:
            began, ended = listing.listed_on, listing.delisted_on
            if began is not None and ended is not None and ended.latest < began.earliest:
                self.account.odd("removed before it was listed", f"{entity.id} {began} {ended}")

    def entities(self) -> Iterator[Entity]:
        """The entities again, decoded one at a time."""
        for line in self.lines.values():
            yield entity_from_json(line, list_id=self.list_id)


@dataclass(frozen=True, slots=True)
class NotRead:
    """A file that gave no edition, and why."""

    source: Source
    reason: str


@dataclass(frozen=True, slots=True)
class Intake:
    """Everything that the given files hold."""

    editions: tuple[Edition, ...]
    not_read: tuple[NotRead, ...]


def _renamed(entity: Entity, taken: dict[str, bytes]) -> Entity:
    number = 2
    while f"{entity.id}-{number}" in taken:
        number += 1
    return replace(entity, id=f"{entity.id}-{number}")


def filled_fields(entity: Entity) -> Iterator[str]:
    """Fields of the schema that hold something; their loss shows that a source has changed."""
    if entity.kind is not EntityKind.UNKNOWN:
        yield "kind"
    if len(entity.names) > 1:
        yield "further names"
    if any(name.script not in ("Latn", "Zyyy") for name in entity.names):
        yield "names in other scripts"
    kinds = {name.kind for name in entity.names}
    if NameKind.WEAK_ALIAS in kinds:
        yield "weak aliases"
    if NameKind.FORMER in kinds:
        yield "former names"
    for label in ("countries", "addresses", "identifiers", "dates", "relations", "details"):
        if getattr(entity, label):
            yield label
    if entity.listings:
        yield "listings"
    # Days between two editions are no values of the publisher's.
    if any(item.listed_on and item.listed_on_basis != "edition" for item in entity.listings):
        yield "listings.listed_on"
    for label in ("citation", "program", "measures"):
        if any(getattr(listing, label) for listing in entity.listings):
            yield f"listings.{label}"


def take_in(
    paths: Sequence[Path],
    *,
    lists: Sequence[str] = (),
    list_date: dt.date | None = None,
    reader: Reader | None = None,
) -> Intake:
    """Read files into editions.

    Args:
        paths: files, folders or zip archives; files given together may form one set.
        lists: list ids to take; empty takes every list that the files hold.
        list_date: day of the publisher's state, stronger than what the file says.
        reader: use this reader instead of recognising the content.

    Raises:
        WatchlistError: a file given by name is of no known format, or cannot be read as a
            whole; or nothing given could be read. Files met in a folder that are of no known
            format are told in `not_read`.
    """
    sources = open_sources(paths)
    named = {path for path in paths if path.is_file()}
    editions: list[Edition] = []
    not_read: list[NotRead] = []
    for source in sources:
        alone = source.path in named and len(sources) == 1
        try:
            chosen = reader if reader is not None else recognise(source)
            editions.extend(read_source(source, chosen, lists=lists, list_date=list_date))
        except WatchlistError as error:
            if alone:
                raise
            not_read.append(NotRead(source, error.message))
    # Files of a set are counted by the reader of the file that leads it.
    read = {name for edition in editions for name in edition.account.rows}
    not_read = [item for item in not_read if item.source.name not in read]
    if not editions:
        raise WatchlistError(
            "nothing could be read: " + "; ".join(item.reason for item in not_read)
            if not_read
            else "the files have a head and no rows, or none of the lists asked for",
            hint="Name a list file in one of the known formats (docs/watchlists.md).",
            code="watchlist.import",
        )
    return Intake(tuple(editions), tuple(not_read))


def recognise(source: Source) -> Reader:
    """The one reader whose format the content is.

    Raises:
        WatchlistError: none is, with what the content looks like; or several are.
    """
    found = [reader for reader in all_readers() if reader.recognises(source)]
    if len(found) == 1:
        return found[0]
    if not found:
        raise WatchlistError(
            f"{source}: {describe_unknown(source)}",
            hint="See docs/watchlists.md for the formats read; a table of your own needs "
            "--mapping FILE (docs/custom-lists.md).",
            code="watchlist.format",
        )
    raise WatchlistError(
        f"{source}: may be {' or '.join(sorted(reader.title for reader in found))}",
        hint="Name the format with --reader.",
        code="watchlist.format",
    )


def read_source(
    source: Source,
    reader: Reader,
    *,
    lists: Sequence[str] = (),
    list_date: dt.date | None = None,
) -> tuple[Edition, ...]:
    """Editions of one recognised file, by list id.

    Raises:
        WatchlistError: the file as a whole cannot be read.
    """
    misfit = reader.list_ids and lists and not set(lists) & set(reader.list_ids)
    if misfit and not any(name.startswith(CUSTOM_PREFIXES) for name in lists):
        raise WatchlistError(
            f"{source}: {reader.title}: holds {', '.join(reader.list_ids)}, not {', '.join(lists)}",
            hint="Leave --list out, or name one of these.",
            code="watchlist.import",
        )
    ledger = Ledger(wanted=frozenset(lists))
    editions: dict[str, Edition] = {}
    for entity in reader.read(source, ledger):
        edition = editions.get(entity.list_id)
        if edition is None:
            edition = editions[entity.list_id] = Edition(
                entity.list_id, reader, source, ledger.account(entity.list_id)
            )
        edition.add(entity)
    for list_id, account in ledger.accounts.items():
        if list_id not in editions and account.total:
            editions[list_id] = Edition(list_id, reader, source, account)
    for edition in editions.values():
        for reason, count in sorted(edition.account.void.items()):
            edition.account.notes.append(f"Rows that name nobody: {count:,}, {reason}.")
        # What the caller says of the date is stronger than the file: the file may be wrong.
        edition.stated_date = ledger.list_date
        edition.list_date = list_date if list_date is not None else ledger.list_date
    wanted = [editions[key] for key in sorted(editions) if not lists or key in lists]
    if not wanted and lists:
        raise WatchlistError(
            f"{source}: {reader.title}: holds no {', '.join(lists)}",
            hint=f"It holds {', '.join(sorted(editions)) or 'nothing'}.",
            code="watchlist.import",
        )
    return tuple(wanted)
