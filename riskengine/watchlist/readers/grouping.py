"""Keys of entries, and entries that stand on several rows of a table."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from typing import Generic, Protocol, TypeVar

from riskengine.model.entity import Entity
from riskengine.watchlist.readers.contract import Account
from riskengine.watchlist.readers.papers import is_sound_key


class Entry(Protocol):
    """An entry being put together."""

    @property
    def named(self) -> bool: ...
    def build(self) -> Entity: ...


E = TypeVar("E", bound=Entry)


def key_fault(key: str, label: str, seen: Collection[str] = ()) -> str:
    """Why a publisher's number cannot be an entry's key; "" where it can.

    Args:
        label: the publisher's name of the number.
        seen: keys of the entries before.
    """
    if not key:
        return f"no {label}"
    if not is_sound_key(key):
        return f"{label} is not a number"
    return f"{label} {key} stands twice" if key in seen else ""


@dataclass(slots=True)
class Groups(Generic[E]):
    """Entries by key, each with its first line and its number of rows."""

    file: str
    account: Account
    _held: dict[str, E] = field(default_factory=dict)
    _rows: dict[str, list[int]] = field(default_factory=dict)

    def get(self, key: str) -> E | None:
        return self._held.get(key)

    def add(self, key: str, entry: E, line: int) -> None:
        """One more row of an entry, the first of which begins it."""
        self._held.setdefault(key, entry)
        self._rows.setdefault(key, []).append(line)

    def entities(self) -> Iterator[Entity]:
        """The entries in the order of their first rows; all rows of one without a name refused."""
        for key, entry in self._held.items():
            lines = self._rows[key]
            if not entry.named:
                for line in lines:
                    where = f"{self.file} line {line}"
                    self.account.refuse(where, "an entry without a name", key)
                continue
            self.account.read(len(lines))
            self.account.merged += len(lines) - 1
            yield entry.build()
