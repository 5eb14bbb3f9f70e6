"""Keys under which different romanisations and spellings of one word agree, and typing errors."""

from __future__ import annotations

import re
from functools import lru_cache

from rapidfuzz.distance import OSA

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


@lru_cache(maxsize=131072)
def word_similarity(left: str, right: str) -> float:
    """Similarity of two plain words in [0, 1]; 0 when they are different words.

    One slip is forgiven from four letters on, two from ten on. A swapped or doubled letter
    is a slip of the hand; another letter in a short word is more often another word.
    """
    if left == right:
        return 1.0
    shorter = min(len(left), len(right))
    if shorter < 4 or not (left.isalpha() and right.isalpha()):
        return 0.0
    if shorter > 4 and sound_key(left) == sound_key(right):
        return 0.8 if shorter == 5 else 0.9 if shorter <= 7 else 0.95
    distance = OSA.distance(left, right, score_cutoff=2)
    if distance == 1:
        similarity = _one_slip(left, right, shorter)
        return similarity if left[0] == right[0] else similarity - 0.1
    if distance == 2 and shorter >= 10 and left[0] == right[0]:
        return 0.82
    return 0.0


# Similarity after one slip, by the letters of the shorter word: up to 5, up to 7, up to 9, more.
_SWAPPED = (0.78, 0.92, 0.93, 0.94)
_MISSING = (0.62, 0.68, 0.82, 0.9)
_OTHER = (0.6, 0.66, 0.69, 0.86)


def _one_slip(left: str, right: str, shorter: int) -> float:
    step = 0 if shorter <= 5 else 1 if shorter <= 7 else 2 if shorter <= 9 else 3
    if len(left) != len(right):
        if _DOUBLE.sub(r"\1", left) == _DOUBLE.sub(r"\1", right):
            return 0.95
        return _MISSING[step]
    return _SWAPPED[step] if sorted(left) == sorted(right) else _OTHER[step]
