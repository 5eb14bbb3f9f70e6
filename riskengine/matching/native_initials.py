"""Acronyms across scripts: "АО «Брантский Оптический Завод»" is "JSC BOZ".

The acronym of a native name is written with its native initials in Latin letters, or with those
of its English translation; the other way about, a native acronym stands beside a Latin name in
full.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from riskengine.matching.glosses import Rendering, glossary, lemma, renderings, root, short_forms
from riskengine.matching.left_out import idle, status
from riskengine.matching.lexicon import WordClass
from riskengine.matching.units import Unit
from riskengine.text import cyrillic
from riskengine.text.cyrillic import spellings

SHORTEST, LONGEST = 3, 8  # letters; two agree by chance
MARK = "@initials"  # concept of a name and the acronym that stands for it
_MOST_LATIN = 3  # Latin words that one native word may mean


def is_acronym(unit: Unit) -> bool:
    """Whether a unit is written as an acronym."""
    return unit.capitals and unit.cls is WordClass.CORE and SHORTEST <= len(unit.text) <= LONGEST


def _letters(word: str) -> set[str]:
    """A native word's first letter, and first two, in each usual romanisation."""
    found = {spelled for spelled in spellings(word[:1]) if spelled}
    return found | {spelled[0] for spelled in found}


@lru_cache(maxsize=8192)
def _native_initials(word: str) -> tuple[frozenset[str], frozenset[str]]:
    """Initials that a plain native word may give: spelled, and of what it means."""
    spelled = _letters(word)
    inner = cyrillic.second_part(word)
    if inner:
        spelled |= {one + two for one in spelled for two in _letters(inner)}
    if cyrillic.stem(word) in short_forms():
        spelled |= set(spellings(word))
    meant = {"".join(part[0] for part in rendering) for rendering in renderings(word)}
    return frozenset(spelled), frozenset(meant)


def _consume(acronym: str, choices: Sequence[frozenset[str]]) -> bool:
    """Whether one choice of each word in turn makes the acronym."""
    reached = {0}
    for words in choices:
        reached = {
            place + len(part)
            for place in reached
            for part in words
            if acronym.startswith(part, place)
        }
        if not reached:
            return False
    return len(acronym) in reached


def latin_acronym(acronym: str, words: Sequence[str], units: Sequence[Unit]) -> bool:
    """Whether a Latin acronym holds the initials of native words, all spelled or all meant."""
    for how in (0, 1):
        choices: list[frozenset[str]] = []
        for word, unit in zip(words, units, strict=True):
            found = _native_initials(word)
            own = found[how] or found[0]
            choices.append(own | {""} if idle(unit) or status(unit) else own)
        if _consume(acronym, choices):
            return True
    return False


@lru_cache(maxsize=1)
def _meanings() -> dict[Rendering, frozenset[str]]:
    """English words and phrases, by roots, and the native initials of what they render."""
    found: dict[Rendering, set[str]] = {}
    short = short_forms()
    for stem, meanings in glossary().items():
        if not cyrillic.is_cyrillic(stem):
            continue
        initials = {stem[0]}
        inner = cyrillic.second_part(stem)
        if inner:
            initials.add(stem[0] + inner[0])
        if stem in short:
            initials = {cyrillic.one_spelling(short[stem])}
        for rendering in meanings:
            found.setdefault(tuple(root(word) for word in rendering), set()).update(initials)
    return {rendering: frozenset(initials) for rendering, initials in found.items()}


@lru_cache(maxsize=1)
def _native_letters() -> dict[str, frozenset[str]]:
    """A Latin letter, and the Cyrillic ones that usual romanisations write so."""
    found: dict[str, set[str]] = {}
    for char in "абвгдежзийклмнопрстуфхцчшщюя":
        for spelled in spellings(char):
            found.setdefault(spelled[0], set()).add(char)
    return {letter: frozenset(chars) for letter, chars in found.items()}


def native_acronym(acronym: str, units: Sequence[Unit], corporate: bool) -> bool:
    """Whether a plain Cyrillic acronym holds the initials of what Latin words translate.

    Args:
        corporate: the Latin name ends in "Company" or "Corporation", which may give a letter.
    """
    acronym = cyrillic.one_spelling(acronym)
    lemmas = [root(lemma(unit.forms[0])) for unit in units]
    reached: list[set[int]] = [{0}] + [set() for _ in units]
    for start, unit in enumerate(units):
        if not reached[start]:
            continue
        for size in range(1, min(_MOST_LATIN, len(units) - start) + 1):
            parts: set[str] = set(_meanings().get(tuple(lemmas[start : start + size]), ()))
            if size == 1:
                if unit.cls in (WordClass.CORE, WordClass.PLACE):
                    parts |= _native_letters().get(unit.forms[0][:1], frozenset())
                if idle(unit) or status(unit):
                    parts.add("")
            for part in parts:
                reached[start + size] |= {
                    place + len(part) for place in reached[start] if acronym.startswith(part, place)
                }
    ends = reached[-1]
    rest = len(acronym) - 1
    return len(acronym) in ends or (corporate and acronym[-1] == "к" and rest in ends)
