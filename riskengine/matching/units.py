"""One word of a name, classed and spelled in Latin letters."""

from __future__ import annotations

from dataclasses import dataclass

from riskengine.matching.lexicon import WordClass


@dataclass(frozen=True, slots=True)
class Unit:
    """One word of a name, or one Han character of its distinctive part.

    Attributes:
        text: as written, for reasons.
        forms: plain Latin spellings, at least one.
        concept: see `lexicon.Reading`; the character itself for a syllable.
        syllable: true for a Han character, which joins with its neighbours.
        capitals: written in capitals only.
    """

    text: str
    forms: tuple[str, ...]
    cls: WordClass
    concept: str = ""
    syllable: bool = False
    capitals: bool = False
