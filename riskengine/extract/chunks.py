"""The pieces that a sentence is cut into: items, references, phrases."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any


@dataclass(slots=True)
class Item:
    """A word, punctuation mark, name or value of a sentence, in order."""

    kind: str  # word, punct, poss, party, share, money, date, code, country, place, num
    low: str
    start: int
    end: int
    value: Any = None
    tail: str = ""  # "backed" for "Acme-backed"
    form: str = ""  # of a country: name or adjective


@dataclass(frozen=True, slots=True)
class Ref:
    """Parties that a phrase stands for: numbers of parties, and whether by name.

    `unsafe`: a guess over a nearer party; no accusation may rest on it alone.
    """

    ids: tuple[int, ...]
    named: bool = True
    word: str = ""
    unsafe: bool = False


@dataclass(slots=True)
class Chunk:
    """One phrase. Noun phrases and verb groups use different fields.

    Attributes:
        kind: np, vg, prep, conj, sub, rel, adv, comma, semi, colon, dash, lpar, rpar, quote.
        head: last noun of a noun phrase (empty where a name is its head), or verb lemma.
        ref: the party that a noun phrase names or stands for.
        inner: names used as modifiers ("a Rostec unit").
        prep: preposition right before a noun phrase.
        owner: index of the possessor phrase, `owner_ref` what a possessive pronoun means.
        group: indices of coordinated noun phrases, this one included.
        appos: index of the noun phrase that this one describes; -1 if none.
    """

    kind: str
    start: int
    end: int
    index: int = 0
    words: list[str] = field(default_factory=list)
    head: str = ""
    det: str = ""
    ref: Ref | None = None
    inner: list[tuple[Ref, str]] = field(default_factory=list)
    values: list[Item] = field(default_factory=list)
    country: str | None = None
    prep: str = ""
    owner: int = -1
    owner_ref: Ref | None = None
    group: list[int] = field(default_factory=list)
    appos: int = -1
    neg: bool = False
    # verb groups
    passive: bool = False
    modal: str = ""
    form: str = ""  # s, past, base, ing, pp, inf
    finite: bool = False
    perfect: bool = False
    had: bool = False
    particle: str = ""
    used_to: bool = False
    progressive: bool = False
    adverbs: list[str] = field(default_factory=list)
    subj: list[int] = field(default_factory=list)
    gov: int = -1
    link: str = ""

    @property
    def is_np(self) -> bool:
        return self.kind == "np"

    @property
    def ids(self) -> tuple[int, ...]:
        """Numbers of the parties it stands for."""
        return self.ref.ids if self.ref is not None else ()

    @property
    def named(self) -> bool:
        """Whether it stands for a party by name, not by pronoun or description."""
        return self.ref is not None and self.ref.named
