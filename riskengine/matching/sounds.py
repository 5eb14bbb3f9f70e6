"""Keys under which different romanisations and spellings of one word agree."""

from __future__ import annotations

import re
from functools import lru_cache

# Order matters: longer groups first. Left: habits of transliteration; right: our key.
_HABITS = (
    ("tech", "teh"),
    ("shch", "sh"), ("sch", "sh"), ("tch", "ch"), ("tsch", "ch"), ("dzh", "j"), ("dj", "j"),
    ("kh", "h"), ("gh", "g"), ("ph", "f"), ("th", "t"), ("ck", "k"), ("qu", "k"), ("q", "k"),
    ("x", "ks"), ("ts", "c"), ("tz", "c"), ("w", "v"), ("ou", "u"), ("oo", "u"), ("ee", "i"),
    ("iy", "i"), ("yi", "i"), ("ij", "i"), ("iu", "u"), ("yu", "u"), ("ju", "u"), ("ia", "a"),
    ("ya", "a"), ("ja", "a"), ("ie", "e"), ("ye", "e"), ("je", "e"), ("yo", "o"), ("jo", "o"),
    ("y", "i"), ("j", "i"),
)  # fmt: skip
_DOUBLE = re.compile(r"(.)\1+")
_VOWELS = re.compile(r"[aeiouy']")


@lru_cache(maxsize=131072)
def sound_key(word: str) -> str:
    """Key of a plain Latin word that survives the usual romanisation habits.

    Short words (up to four letters) and words without a vowel, such as acronyms, are their
    own key: there every letter counts.
    """
    if len(word) <= 4 or not word.isascii() or _VOWELS.search(word) is None:
        return word
    key = word
    for habit, sound in _HABITS:
        if habit in key:
            key = key.replace(habit, sound)
    return _DOUBLE.sub(r"\1", key)


def consonants(word: str) -> str:
    """Consonants of a sound key, for scripts that do not write vowels."""
    return _VOWELS.sub("", sound_key(word))
