"""Keys under which the spellings of one personal name agree."""

from __future__ import annotations

import re
from functools import lru_cache

# Longer groups first. Left: habits of transliteration; right: letters of the key.
_CONSONANTS = (
    ("shch", "S"), ("stch", "S"), ("schtsch", "S"), ("tsch", "C"), ("tch", "C"), ("sch", "S"),
    ("dzh", "J"), ("dsch", "J"), ("dj", "J"), ("sh", "S"), ("ch", "C"), ("zh", "Z"), ("kh", "h"),
    ("gh", "g"), ("dh", "d"), ("ph", "f"), ("th", "t"), ("ck", "k"), ("qu", "k"), ("q", "k"),
    ("x", "ks"), ("sjtj", "S"), ("tj", "C"), ("sj", "S"), ("zj", "Z"), ("ts", "c"), ("tz", "c"),
    ("w", "v"),
)  # fmt: skip
_VOWEL_GROUPS = (
    ("iou", "u"), ("iew", "ev"), ("ou", "u"), ("oo", "u"), ("ee", "i"), ("iy", "i"), ("yi", "i"),
    ("ij", "i"), ("ii", "i"), ("ei", "i"), ("ey", "i"), ("ej", "i"), ("yu", "u"), ("iu", "u"),
    ("ju", "u"), ("ya", "a"), ("ia", "a"), ("ja", "a"), ("ye", "e"), ("ie", "e"), ("je", "e"),
    ("yo", "o"), ("io", "o"), ("jo", "o"), ("ay", "ai"), ("aj", "ai"), ("y", "i"), ("j", "i"),
)  # fmt: skip
_FIRST = {"j": "J", "x": "h"}
_UMLAUT = re.compile(r"([aou])e(?!v)")  # "Mueller"; not the ending of "Nikolaev"
_DOUBLE = re.compile(r"(.)\1+")
_VOWELS = re.compile(r"[aeiouy']")


@lru_cache(maxsize=131072)
def name_key(word: str) -> str:
    """Key under which the romanisations of one name agree; `word` itself up to three letters."""
    if len(word) <= 3 or not word.isascii():
        return word
    key = word
    if key[0] in _FIRST:
        key = _FIRST[key[0]] + key[1:]
    key = _UMLAUT.sub(r"\1", key)
    for habit, sound in _CONSONANTS:
        if habit in key:
            key = key.replace(habit, sound)
    for habit, sound in _VOWEL_GROUPS if len(word) > 4 else ():
        if habit in key:
            key = key.replace(habit, sound)
    if key.endswith(("off", "eff")):
        key = key[:-2] + "v"
    key = _DOUBLE.sub(r"\1", key)
    return key[:-1] if key.endswith("h") and len(key) > 4 else key


_SLAVIC = (
    ("dz", "d"), ("c", "t"), ("h", "g"), ("J", "Z"), ("iou", "av"), ("o", "a"), ("e", "a"),
    ("ia", "a"), ("io", "a"),
)  # fmt: skip
_HARD_U = re.compile(r"(?<=[aeo])u(?=$|[^aeiou])")


@lru_cache(maxsize=131072)
def slavic_key(word: str) -> str:
    """Key under which the Russian and the Belarusian writing of a name agree."""
    key = name_key(_HARD_U.sub("v", word))
    for habit, sound in _SLAVIC:
        key = key.replace(habit, sound)
    return key


@lru_cache(maxsize=131072)
def bones(word: str) -> str:
    """Consonants of a word's key, with the letters that dialects exchange made one."""
    key = name_key(word) if len(word) > 3 else word
    return _VOWELS.sub("", key.replace("J", "g").replace("j", "g").replace("C", "S"))
