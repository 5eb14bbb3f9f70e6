"""What every reader of a published format keeps to.

A reader turns a file into entities, one at a time, and tells the ledger what became of every
row: `parsed + refused == rows`, for each list in the file. It also reports what it did not
expect (columns, elements, codes), because that is how a publisher's change shows first.
Readers judge nothing; whether a file may become the active snapshot is the gate's business.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Protocol

from riskengine.errors import WatchlistError
from riskengine.model.entity import Entity
from riskengine.watchlist.source import Source

MAX_EXAMPLES = 50  # refusals and unknown values kept in full; beyond that they are counted


@dataclass(frozen=True, slots=True)
class Refused:
    """A row that could not be read.

    Attributes:
        where: file and row or line ("sdn.csv row 17", "record 12, line 4031").
        excerpt: start of the row, so that a person can find it.
    """

    where: str
    reason: str
    excerpt: str = ""


def _shown(row: str) -> str:
    """The start of a row, fit for a terminal."""
    start = " ".join(row[:1000].split())[:160]
    return "".join(char if char.isprintable() else "\ufffd" for char in start)


@dataclass(slots=True)
class Account:
    """What became of the rows of one list in one import.

    Attributes:
        rows: rows seen, by file. A row is what the format repeats: a record, a line, an element.
        parsed: rows that are part of some entity.
        merged: of these, rows that were joined to an entity begun by another row.
        refused: the first `MAX_EXAMPLES` refusals; `refused_count` counts all.
        fields: how many rows have a value in a column or element; keys are the publisher's
            names for them.
        unknown: (what, value) met that the reader does not know; what is `column`, `element`
            or the name of the coded field.
        void: of the parsed rows, those that name nobody, by reason.
        stated_rows: how many rows the file itself says it has, if it says so.
        complete: False where the reader knows that the file is only part of the list.
        notes: sentences for the manifest.
    """

    rows: Counter[str] = field(default_factory=Counter)
    parsed: int = 0
    merged: int = 0
    refused: list[Refused] = field(default_factory=list)
    refused_count: int = 0
    fields: Counter[str] = field(default_factory=Counter)
    unknown: Counter[tuple[str, str]] = field(default_factory=Counter)
    void: Counter[str] = field(default_factory=Counter)
    stated_rows: int | None = None
    complete: bool = True
    notes: list[str] = field(default_factory=list)

    @property
    def total(self) -> int:
        return sum(self.rows.values())

    def saw(self, file: str, count: int = 1) -> None:
        """Count rows as they are met, before anything can go wrong with them."""
        self.rows[file] += count

    def read(self, count: int = 1) -> None:
        """Rows that went into an entity."""
        self.parsed += count

    def empty(self, reason: str, count: int = 1) -> None:
        """Rows that are understood and name nobody: struck out by the publisher, for example."""
        self.parsed += count
        self.void[reason] += count

    def refuse(self, where: str, reason: str, excerpt: str = "") -> None:
        """A row that could not be read. Never for a row that is merely unusual."""
        self.refused_count += 1
        if len(self.refused) < MAX_EXAMPLES:
            self.refused.append(Refused(where, reason, _shown(excerpt)))

    def odd(self, what: str, value: str) -> None:
        """Something not expected; the row itself is still read."""
        key = (what, value[:80])
        if key in self.unknown or len(self.unknown) < 10 * MAX_EXAMPLES:
            self.unknown[key] += 1

    @property
    def balanced(self) -> bool:
        """Whether every row is accounted for."""
        return self.parsed + self.refused_count == self.total


@dataclass(slots=True)
class Ledger:
    """Accounts of all lists in one file, and what the file says of itself.

    Attributes:
        list_date: day of the publisher's state, where the file states it.
        wanted: list ids to read; empty reads all that the file has.
    """

    list_date: dt.date | None = None
    wanted: frozenset[str] = frozenset()
    accounts: dict[str, Account] = field(default_factory=dict)

    def account(self, list_id: str) -> Account:
        """The account of a list, opened on first use."""
        return self.accounts.setdefault(list_id, Account())

    def wants(self, list_id: str) -> bool:
        return not self.wanted or list_id in self.wanted


class Reader(Protocol):
    """One published format.

    Attributes:
        name: permanent id, stands in manifests (`eu_xml`).
        version: raise it when the same file gives other entities.
        title: in words ("EU financial sanctions, XML 1.1").
        list_ids: lists that a file of this format can hold; empty where the file names them.
    """

    @property
    def name(self) -> str: ...
    @property
    def version(self) -> str: ...
    @property
    def title(self) -> str: ...
    @property
    def list_ids(self) -> tuple[str, ...]: ...

    def recognises(self, source: Source) -> bool:
        """Whether the content is of this format. Looks at `source.head`, not at the name."""
        ...

    def read(self, source: Source, ledger: Ledger) -> Iterator[Entity]:
        """Entities of the file, in file order, each with the id of its list.

        Raises:
            WatchlistError: the file as a whole cannot be read (cut short, not well formed, a
                layout of another version). A single bad row is refused, not raised.
        """
        ...


def whole_file_fault(source: object, reason: str, hint: str = "") -> WatchlistError:
    """The file as a whole is not what it claims to be."""
    return WatchlistError(
        f"{source}: {reason}",
        hint=hint or "Download the file again; if its layout has changed, say so in an issue.",
        code="source.format",
    )
