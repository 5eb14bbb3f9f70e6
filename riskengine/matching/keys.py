"""Index terms: the keys under which names that may be alike meet.

A term is a sound key of a distinctive word, `=` and the concept of a generic word, `@` and
the concept of a place, `#` and a number, `~` and initials, or a pair of Han characters.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from functools import lru_cache

from riskengine.matching.align import spellings
from riskengine.matching.lexicon import WordClass, read_word
from riskengine.matching.names import Unit, analyse, han_units, is_han, romanised_forms
from riskengine.matching.sounds import sound_key
from riskengine.text import plain

_TOKEN = re.compile(r"[^\W_]+")
_JOIN = 3  # words that a query may have split
_HAN_JOIN = 5  # syllables that a romanised word may hold
_MARK = {
    WordClass.NEUTRAL: "=",
    WordClass.SECTOR: "=",
    WordClass.PLACE: "@",
    WordClass.NUMBER: "#",
}


def tokens(text: str) -> list[str]:
    """Plain words of a name, quickly; apostrophes inside words are dropped."""
    return _TOKEN.findall(plain(text).replace("'", ""))


@lru_cache(maxsize=131072)
def token_terms(token: str) -> tuple[str, ...]:
    """Terms under which a word of a listed name is filed; none for legal forms and "of"."""
    if not token.isascii() and is_han(token):
        return _han_terms(token)
    reading = read_word(token)
    mark = _MARK.get(reading.cls)
    if mark is not None:
        return (mark + reading.concept,)
    if reading.cls is not WordClass.CORE:
        return ()
    return tuple(dict.fromkeys(sound_key(form) for form in romanised_forms(token)))


def _han_terms(run: str) -> tuple[str, ...]:
    """Pinyin of the core and of its beginnings, and its pairs of characters."""
    found: list[str] = []
    for syllable, group in itertools.groupby(han_units(run), key=lambda unit: unit.syllable):
        units = list(group)
        if not syllable:
            found.extend(
                mark + unit.concept for unit in units if (mark := _MARK.get(unit.cls)) is not None
            )
            continue
        for start in range(0, len(units), 2):
            for size in range(2, _HAN_JOIN):
                part = units[start : start + size]
                if len(part) == size:
                    found.extend(sound_key(form) for form in spellings(part)[:4])
        found.extend(one.concept + two.concept for one, two in itertools.pairwise(units))
        found.extend(sound_key(form) for form in spellings(units)[:4])
    return tuple(dict.fromkeys(found))


def initials_terms(words: Sequence[str]) -> tuple[str, ...]:
    """Initials of a name, four to six letters, with and without the legal form's letter."""
    letters: list[str] = []
    lean: list[str] = []
    legal = ""
    for word in words:
        cls = read_word(word).cls
        if cls is WordClass.JOINING or (cls is WordClass.PLACE and len(letters) > 2):
            continue
        if cls is WordClass.LEGAL:
            legal = legal or word[0]
            continue
        letters.append(word[0])
        if cls is not WordClass.NEUTRAL or len(letters) == 1:
            lean.append(word[0])
    whole, short = "".join(letters), "".join(lean)
    forms = (whole, whole + legal, short, short + legal)
    return tuple(dict.fromkeys("~" + form for form in forms if 4 <= len(form) <= 6))


def query_terms(name: str) -> dict[str, float]:
    """Terms to look up for a name, each with a weight in (0, 1]; exact keys only.

    Words are looked up alone and joined with their neighbours, so that "Hik Vision" meets
    "Hikvision"; a word in capitals is also looked up as initials.
    """
    units = analyse(name).units
    found: dict[str, float] = {}

    def add(term: str, weight: float) -> None:
        found[term] = max(found.get(term, 0.0), weight)

    for unit in units:
        mark = _MARK.get(unit.cls)
        if mark is not None and unit.concept:
            add(mark + unit.concept, 1.0)
        if mark is None and not unit.syllable:
            for form in unit.forms:
                add(sound_key(form), 1.0)
        if unit.cls is WordClass.PLACE and " " in unit.text:
            for token in tokens(unit.text):
                add(sound_key(token), 0.5)
        if not unit.syllable and 4 <= len(unit.forms[0]) <= 6 and unit.forms[0].isalpha():
            add("~" + unit.forms[0], 1.0 if unit.capitals or len(units) == 1 else 0.5)
    for start in range(len(units)):
        for size in range(2, _HAN_JOIN + 1):
            part = units[start : start + size]
            if len(part) < size or not _may_join(part):
                break
            for spelling in spellings(part)[:8]:
                add(sound_key(spelling), 0.95)
            if size == 2 and part[0].syllable:
                add(part[0].concept + part[1].concept, 1.0)
    initials = initials_terms(tokens(name))
    for term in initials:
        add(term[1:], 0.6)  # the list may only have the acronym
    return found


def _may_join(part: Sequence[Unit]) -> bool:
    if all(unit.syllable for unit in part):
        return True
    return len(part) <= _JOIN and not any(
        unit.syllable or unit.cls is WordClass.NUMBER for unit in part
    )


def fuzzy_forms(name: str) -> tuple[str, ...]:
    """Sound keys of distinctive words long enough to forgive a slip, most telling first."""
    forms = [
        sound_key(form)
        for unit in analyse(name).units
        if unit.cls is WordClass.CORE and not unit.syllable
        for form in unit.forms[:2]
        if len(form) >= 4 and form.isalpha() and form.isascii()
    ]
    return tuple(dict.fromkeys(forms))
