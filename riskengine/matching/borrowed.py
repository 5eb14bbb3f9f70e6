"""Cyrillic words that spell foreign ones by their sound: "Феникс" is Phoenix."""

from __future__ import annotations

import re
from functools import lru_cache

# English and French spellings -> sounds that Cyrillic writes; order matters.
_SOUNDS = (
    (re.compile(r"tion"), "shn"), (re.compile(r"igh"), "ai"), (re.compile(r"^kn"), "n"),
    (re.compile(r"^wr"), "r"), (re.compile(r"ph"), "f"), (re.compile(r"qu"), "kv"),
    (re.compile(r"q|ck"), "k"), (re.compile(r"x"), "ks"), (re.compile(r"sch"), "sh"),
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
    # Doubled letters are one sound; letters that only a vowel parts are two.
    bones = _VOWELS.sub("", _DOUBLE.sub(r"\1", key))
    return bones, len(_VOWELS.findall(key)), key[-1:] in tuple("aeiouy")


_HABITS = (
    (re.compile(r"ph"), "f"), (re.compile(r"ck|q(?!u)|c(?![eiyh])|kh"), "k"),
    (re.compile(r"x"), "ks"), (re.compile(r"w"), "v"), (re.compile(r"qu"), "kv"),
    (re.compile(r"j|iy|yi"), "y"), (re.compile(r"(?<=[aeou])i"), "y"),
)  # fmt: skip


@lru_cache(maxsize=32768)
def respelled(word: str) -> str:
    """A plain Latin word with the letters that foreign words write for one sound made one."""
    for spelled, sound in _HABITS:
        word = spelled.sub(sound, word)
    return _DOUBLE.sub(r"\1", word)


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
    if len(one) != 2 or vowels != others or romanised[0] != foreign[0]:
        return False
    heard = [found.group()[0] for word in (romanised, foreign) if (found := _VOWELS.search(word))]
    return len(set(heard)) == 1


# Endings that the words of one origin have in Slavic languages, romanised, and in English.
_SLAVIC = re.compile(
    r"(?:a?tsionn?|a?tsi[yi]?|i?chesk|ichn|i?al[ns]?|eln|i?vn|i?arn|i?orn|[oea]nn|izm|ists?k?"
    r"|izir|irov|ik|iy|ov|sk|n)$"
)
_ENGLISH = re.compile(
    r"(?:a?tion|a?tive|ical|ic|ial|al|i?ve|ary|ory|ism|ist|i[sz]e|ate|ous|ian|an|ing|ed|y|e)$"
)
_SHORTEST_ROOT = 3


def _root(word: str, endings: re.Pattern[str]) -> str:
    for _ in range(3):
        shorter = endings.sub("", word)
        if shorter == word or len(shorter) < _SHORTEST_ROOT + 1:
            break
        word = shorter
    return word


@lru_cache(maxsize=16384)
def _slavic_root(stem: str) -> str:
    return _root(stem, _SLAVIC)


@lru_cache(maxsize=16384)
def _english_root(word: str) -> str:
    return _root(word.removesuffix("s"), _ENGLISH)


def cognate(stem: str, english: str) -> bool:
    """Whether a romanised Slavic stem and an English word are one international word.

    "revolyutsionn" is "revolutionary", "geografsk" is "geographical": three consonants and more
    of the root sound alike, and the roots begin with the same sound.
    """
    if min(len(stem), len(english)) < 6 or not english.isalpha():
        return False
    one, two = _slavic_root(stem), _english_root(english)
    if two == english:
        return False  # a word without such an ending is as likely a name
    bones, vowels, _ = sounds(one)
    others, groups, _ = sounds(two)
    if bones != others and "kh" in one:
        bones = sounds(one.replace("kh", "k"))[0]
    if len(bones) < _SHORTEST_ROOT or bones != others or abs(vowels - groups) > 1:
        return False
    heard = [found.group()[0] for word in (one, two) if (found := _VOWELS.search(word))]
    return len(set(heard)) == 1 and (one[0] in "aeiouy") is (two[0] in "aeiouyh")
