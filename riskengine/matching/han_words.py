"""Chinese, Japanese and Korean words of names, with what English names have for them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

from riskengine.matching.lexicon import WordClass, east_asian_words, read_word
from riskengine.text.han import simplified

_CLASSES = {"n": WordClass.NEUTRAL, "s": WordClass.SECTOR, "c": WordClass.CORE}
_KNOWN = (WordClass.NEUTRAL, WordClass.SECTOR)


@dataclass(frozen=True, slots=True)
class Term:
    """A word in characters.

    Attributes:
        concept: see `lexicon.Reading`; the first English rendering where no concept is known.
        english: plain renderings; those of several words are joined ("integratedcircuit").
        phrases: the joined ones alone.
    """

    cls: WordClass
    concept: str
    english: tuple[str, ...] = ()
    phrases: frozenset[str] = frozenset()


def _term(cls: WordClass, renderings: list[str]) -> Term:
    english = tuple(dict.fromkeys(text.replace(" ", "") for text in renderings))
    phrases = frozenset(text.replace(" ", "") for text in renderings if " " in text)
    if cls is not WordClass.CORE:
        for rendering in renderings:
            known = read_word(rendering) if " " not in rendering else None
            if known is not None and known.cls in _KNOWN:
                return Term(known.cls, known.concept, english, phrases)
    return Term(cls, renderings[0], english, phrases)


@lru_cache(maxsize=1)
def han_terms() -> dict[str, Term]:
    """Known words in characters, simplified, and in Hangul."""
    terms = {word: Term(found.cls, found.concept) for word, found in east_asian_words().items()}
    file = resources.files("riskengine").joinpath("data", "matching", "words", "han_terms.tsv")
    for line in file.read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            continue
        code, word, renderings = line.split("\t")
        known = terms.get(word)
        term = _term(_CLASSES[code], renderings.split("|"))
        if known is not None and known.cls is not WordClass.CORE and code != "c":
            term = Term(known.cls, known.concept, term.english, term.phrases)
        terms[simplified(word)] = term
    return terms


@lru_cache(maxsize=16384)
def meanings(word: str) -> tuple[str, ...]:
    """Plain English renderings of a word of a distinctive part, joined; empty if unknown."""
    term = han_terms().get(word)
    return term.english if term is not None and term.cls is WordClass.CORE else ()
