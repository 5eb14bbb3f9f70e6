"""Cyrillic words that spell foreign ones by their sound: "Феникс" is Phoenix."""

from __future__ import annotations

import re
from functools import lru_cache

# English and French spellings -> sounds that Cyrillic writes; order matters.
_SOUNDS = (
    (re.compile(r"tion"), "shn"), (re.compile(r"igh"), "ai"), (re.compile(r"^kn"), "n"),
    (re.compile(r"^wr"), "r"), (re.compile(r"ph"), "f"), (re.compile(r"qu?"), "kv"),
    (re.compile(r"ck"), "k"), (re.compile(r"x"), "ks"), (re.compile(r"sch"), "sh"),
    (re.compile(r"dzh|dg(?=e)"), "j"), (re.compile(r"g(?=[eiy])"), "j"), (re.compile(r"zh"), "j"),
    (re.compile(r"t?ch"), "K"), (re.compile(r"sh"), "S"), (re.compile(r"c(?=[eiy])"), "s"),
    (re.compile(r"kh"), "h"), (re.compile(r"ts|tz"), "s"), (re.compile(r"th"), "t"),
    (re.compile(r"w"), "v"), (re.compile(r"z"), "s"), (re.compile(r"[cK]"), "k"),
)  # fmt: skip
_VOWELS = re.compile(r"[aeiouyh]+")
_DOUBLE = re.compile(r"(.)\1+")
_SILENT = re.compile(r"(?<=[bcdfgjklmnprstvz])es?$")


@lru_cache(maxsize=32768)
def sounds(word: str) -> tuple[str, int, bool]:
    """Consonants of a plain Latin word as they sound, its groups of vowels, and its end.

    A `y` or `h` counts as a vowel; a silent "e" at the end is left out. The last item says
    whether the word ends in a vowel.
    """
    key = word
    for spelled, sound in _SOUNDS:
        key = spelled.sub(sound, key)
    key = _SILENT.sub("", key)
    bones = _DOUBLE.sub(r"\1", _VOWELS.sub("", key))
    return bones, len(_VOWELS.findall(key)), key[-1:] in tuple("aeiouy")


def sounds_alike(romanised: str, foreign: str) -> bool:
    """Whether a romanised Cyrillic word writes down the sound of a Latin one.

    Three consonants and more must agree, or two with the same vowels around them; words begin
    alike, both with a vowel or both with a consonant.
    """
    if min(len(romanised), len(foreign)) < 3 or not foreign.isalpha():
        return False
    one, vowels, open_end = sounds(romanised)
    two, others, other_end = sounds(foreign)
    if one != two and "kh" in romanised:
        one, vowels, open_end = sounds(romanised.replace("kh", "k"))  # "техно" is "techno"
    if one != two or abs(vowels - others) > 1 or open_end is not other_end:
        return False
    opens = [word[0] in "aeiouy" for word in (romanised, foreign)]
    if opens[0] != opens[1]:
        return False
    if len(one) >= 3:
        return True
    return len(one) == 2 and vowels == others and romanised[0] == foreign[0]
