"""Foreign names written with characters or kana by their sound ("特斯拉" is "Tesla")."""

from __future__ import annotations

import itertools
import re
from functools import lru_cache

from rapidfuzz.fuzz import ratio

from riskengine.text import hangul, kana
from riskengine.text._data import load_json
from riskengine.text.han import readings

_FEWEST = 3  # sounds of consonants that must answer each other
_LIKE_KANA = 70.0  # of 100: letters that a word keeps in kana, vowels included
_MISSES = 0.25  # share of sounds that may lack an answer

# English letters as groups of sounds that Chinese exchanges; vowels and glides are left out.
_HABITS = (
    ("tion", "sn"), ("sion", "sn"), ("sch", "s"), ("tch", "c"), ("chr", "kr"), ("ch", "c"),
    ("ck", "k"), ("ph", "f"), ("th", "t"), ("sh", "s"), ("gh", "g"), ("kn", "n"), ("wr", "r"),
    ("qu", "k"), ("x", "ks"), ("ce", "se"), ("ci", "si"), ("cy", "si"), ("ge", "ce"),
    ("gi", "ci"), ("gy", "ci"), ("q", "k"), ("j", "c"), ("dg", "c"),
)  # fmt: skip
_GROUPS = str.maketrans(
    {
        "b": "p", "p": "p", "v": "w", "f": "f", "w": "w", "d": "t", "t": "t", "g": "k", "k": "k",
        "c": "c", "z": "s", "s": "s", "l": "l", "r": "l", "m": "m", "n": "n", "h": "h",
    }
)  # fmt: skip
_VOWELS = re.compile(r"[aeiouy']+")
_TWINS = re.compile(r"(.)\1+")
# Initials of pinyin in the same groups.
_INITIALS = (
    ("zh", "c"), ("ch", "c"), ("sh", "s"), ("b", "p"), ("p", "p"), ("m", "m"), ("f", "f"),
    ("d", "t"), ("t", "t"), ("n", "n"), ("l", "l"), ("g", "k"), ("k", "k"), ("h", "h"),
    ("j", "c"), ("q", "c"), ("x", "s"), ("r", "l"), ("z", "s"), ("c", "s"), ("s", "s"),
    ("w", "w"),
)  # fmt: skip
# Sounds that answer each other at half a miss.
_SHARE = 0.7  # of a run that must be such characters
_NEAR = frozenset(
    frozenset(pair) for pair in ("cs", "ck", "ct", "fp", "fw", "pw", "hk", "hs", "lw", "mn", "hf")
)


@lru_cache(maxsize=1)
def _borrowing() -> frozenset[str]:
    return frozenset(load_json("borrowing.json")["characters"])


def is_borrowing(text: str) -> bool:
    """Whether a text has only characters with which Chinese writes foreign names."""
    return all(char in _borrowing() for char in text)


def _latin_sounds(word: str) -> str:
    key = word
    for habit, sound in _HABITS:
        if habit in key:
            key = key.replace(habit, sound)
    lead = "a" if key[:1] in "aeiouy" else ""
    return lead + _VOWELS.sub("", _TWINS.sub(r"\1", key).translate(_GROUPS))


@lru_cache(maxsize=8192)
def _syllable_sounds(char: str) -> tuple[str, ...]:
    found: list[str] = []
    for reading in readings(char)[:2]:
        for initial, group in _INITIALS:
            if reading.startswith(initial):
                start, rest = group, reading[len(initial) :]
                break
        else:
            start, rest = "", reading
        found.append(start + ("n" if rest.endswith(("n", "ng")) else "l" if rest == "er" else ""))
    return tuple(dict.fromkeys(found))


@lru_cache(maxsize=16384)
def _native_sounds(run: str) -> tuple[str, ...]:
    options = [_syllable_sounds(char) for char in run]
    if not all(options):
        return ()
    first = readings(run[0])[0][:1]
    lead = "a" if first in "aeoy" else ""
    return tuple(
        lead + "".join(parts) for parts in itertools.islice(itertools.product(*options), 4)
    )


def _distance(one: str, two: str) -> float:
    """Edits between two strings of sounds; Chinese adds and drops "l", "h" and "n" with ease."""
    row = [0.0]
    for sound in two:
        row.append(row[-1] + _drop(sound))
    for left in one:
        above = row
        row = [above[0] + _drop(left)]
        for place, right in enumerate(two, 1):
            change = 0.0 if left == right else 0.5 if frozenset((left, right)) in _NEAR else 1.0
            row.append(
                min(
                    above[place - 1] + change,
                    above[place] + _drop(left),
                    row[-1] + _drop(right),
                )
            )
    return row[-1]


def _drop(sound: str) -> float:
    return 0.4 if sound in "lhan" else 0.5 if sound == "w" else 1.0


def spoken_alike(own: str, word: str) -> bool:
    """Whether letters read from kana and a Latin word are one word that Japanese borrowed.

    Consonants alone are few: "cho yon chun" has those of "Kim Kyong Hui".
    """
    bones = kana.bones(own)
    return (
        len(bones) >= _FEWEST
        and bones == kana.bones(word)
        and ratio(kana.folded(own), kana.folded(word)) >= _LIKE_KANA
    )


@lru_cache(maxsize=32768)
def borrowed(run: str, word: str) -> bool:
    """Whether characters or kana write a foreign word by its sound.

    Args:
        run: simplified characters, or kana.
        word: plain Latin letters, joined.
    """
    if not word.isascii() or not word.isalpha() or len(word) < 4:
        return False
    if kana.is_kana(run):
        return spoken_alike(kana.romanised(run), word)
    if len(run) < 3 or hangul.is_hangul(run) or not 1.2 <= len(word) / len(run) <= 4.5:
        return False
    if sum(char in _borrowing() for char in run) < _SHARE * len(run):
        return False
    if 2 * len(_VOWELS.findall(word)) < len(run):
        return False  # an acronym, which is not spoken
    sounds = _latin_sounds(word)
    for native in _native_sounds(run):
        shorter = min(len(native), len(sounds))
        if shorter >= _FEWEST and _distance(native, sounds) <= _MISSES * shorter:
            return True
    return False
