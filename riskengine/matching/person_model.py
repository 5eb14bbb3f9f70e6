"""What a personal name is made of."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum


class Role(IntEnum):
    """Part that a word plays in a personal name, as far as the writing shows it."""

    UNKNOWN = 0
    SURNAME = 1
    PATRONYMIC = 2  # Petrovich, bin Ali
    KUNYA = 3  # Abu Omar
    INITIAL = 4


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a personal name.

    Attributes:
        text: as written.
        forms: plain Latin spellings, at least one; compounds in one way of writing.
        native: plain letters of another script, for comparing within it; empty for Latin.
        arabic: whether `native` leaves vowels out.
        weight: how much the part tells persons apart, in (0, 1].
    """

    text: str
    forms: tuple[str, ...]
    role: Role = Role.UNKNOWN
    native: str = ""
    arabic: bool = False
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class PersonName:
    """Parts in speaking order: a comma ("SURNAME, Given") has been undone.

    Attributes:
        compact: folded letters only; equal compacts are equal names.
        ordered: the writing shows which part is the surname.
        flat: all words in ABC order, for names that differ in order only, and for ranking.
        generation: "jr", "iii": what tells a son from his father.
        han: the simplified characters of a name that is one run of two to four of them.
    """

    compact: str
    parts: tuple[Part, ...]
    ordered: bool
    flat: str = ""
    generation: str = ""
    han: str = ""
