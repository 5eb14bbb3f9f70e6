"""The two sides of an East Asian name and its translation, and what their words may mean."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from riskengine.matching.han_words import han_terms
from riskengine.matching.lexicon import WordClass
from riskengine.matching.units import Unit

_GENERIC = (WordClass.NEUTRAL, WordClass.SECTOR)


class Side:
    """Units of one name; those with an answer are not touched again."""

    def __init__(self, units: Sequence[Unit]) -> None:
        self.units = list(units)
        self.done = [False] * len(units)

    def free(self) -> list[int]:
        return [index for index, done in enumerate(self.done) if not done]

    def runs(self, longest: int) -> Iterator[tuple[int, int]]:
        """Start and size of runs of free units, longest first."""
        for size in range(min(longest, len(self.units)), 0, -1):
            for start in range(len(self.units) - size + 1):
                if not any(self.done[start : start + size]):
                    yield start, size

    def merge(self, start: int, size: int, unit: Unit) -> None:
        self.units[start : start + size] = [unit]
        self.done[start : start + size] = [True]

    def text(self, start: int, size: int) -> str:
        return "".join(unit.text for unit in self.units[start : start + size])

    def letters(self, start: int, size: int) -> str:
        return "".join(unit.forms[0] for unit in self.units[start : start + size])


def english(word: str) -> tuple[str, ...]:
    """Renderings of a known word, joined; empty if unknown."""
    term = han_terms().get(word)
    return term.english if term is not None else ()


def parts_of(word: str) -> list[Unit] | None:
    """Two known words that a compound is made of, the longer second one first."""
    terms = han_terms()
    for cut in range(1, len(word)):
        one, two = terms.get(word[:cut]), terms.get(word[cut:])
        if one is None or two is None or one.cls not in _GENERIC or two.cls not in _GENERIC:
            continue
        if cut > 1 or len(word) - cut > 1:
            return [
                Unit(text, term.english or (text,), term.cls, term.concept)
                for text, term in ((word[:cut], one), (word[cut:], two))
            ]
    return None
