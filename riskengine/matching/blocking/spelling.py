"""How alike two Latin spellings are to the comparator, and keys under which such words meet."""

from __future__ import annotations

import re
from itertools import islice, product

from riskengine.matching.given_names import families
from riskengine.matching.person_keys import bones
from riskengine.matching.person_parts import fathers, part_cost, patronymic_stem
from riskengine.matching.slips import slip_similarity
from riskengine.matching.sounds import consonants, sound_key

LEAST = 0.6  # similarity below which the comparator takes words for different ones
_SHORTENED = 0.95  # a word and its usual shortening
_MIXED = 0.8  # least similarity of a distinctive word and a generic one
_MIXED_LETTERS = 6  # letters of a generic word from which any slip counts, as in the comparator
ACROSS = (0.8, 0.9)  # consonants agree where one script leaves vowels out: words, parts
_LOAN_SOUNDS = {"r": "rl", "b": "bf"}  # Japanese has one sound for both
_MOST_LOANS = 16
_SKELETON = 4  # consonants of a word that is met by them
_COARSE = str.maketrans(
    {**dict.fromkeys("aeiouwyhj'", ""), "p": "b", "d": "t", "c": "k", "q": "k", "g": "k",
     "z": "s", "v": "f"}
)  # fmt: skip
_DOUBLE = re.compile(r"(.)\1+")


def part_similarity(left: str, right: str) -> float:
    """Similarity of two Latin parts of personal names."""
    return 1.0 - part_cost(left, right)


def mixed_similarity(left: str, right: str, generic: bool) -> float:
    """Similarity of a distinctive word and a generic one (the right one if `generic`)."""
    short, long = (left, right) if generic else (right, left)
    if shortens(short, long):
        return _SHORTENED
    alike = slip_similarity(left, right)
    return alike if alike >= (LEAST if len(long) >= _MIXED_LETTERS else _MIXED) else 0.0


def shortens(short: str, long: str) -> bool:
    """Whether a word may be a shortening of a generic one: its start or its consonants."""
    if not 2 < len(short) < len(long) or short[0] != long[0]:
        return False
    return long.startswith(short) or consonants(short) == consonants(long)


def coarse(word: str) -> str:
    """Consonants in the classes in which the spellings of Arabic and Hebrew words meet."""
    folded = word.replace("sh", "s").replace("ch", "s").replace("dj", "j").replace("kh", "k")
    folded = folded.replace("j", "k").replace("gh", "k").replace("ph", "f").replace("th", "t")
    return _DOUBLE.sub(r"\1", folded.translate(_COARSE))


def loan_keys(word: str) -> tuple[str, ...]:
    """`coarse` of the Latin words that a word read from kana may be, `l` for `r`, `v` for `b`."""
    sounds = (_LOAN_SOUNDS.get(sound, sound) for sound in coarse(word))
    return tuple(map("".join, islice(product(*sounds), _MOST_LOANS)))


def word_keys(word: str) -> tuple[str, ...]:
    """Keys besides its letters under which a word of an organisation's name meets others."""
    return ("=" + sound_key(word),) if len(word) >= 4 and word.isalpha() else ()


def skeleton(word: str) -> str:
    """Consonants under which a generic word and its shortening meet; empty if they are few."""
    found = consonants(word) if len(word) >= _SKELETON and word.isalpha() else ""
    return found if len(found) >= _SKELETON else ""


def part_keys(word: str) -> tuple[str, ...]:
    """The same for a part of a person's name."""
    if len(word) < 3 or not word.isalpha():
        return ()
    found = [f"/{number}" for number in sorted(families(word))]
    patronymic = patronymic_stem(word)
    if patronymic is not None:
        found.append("~" + bones(patronymic[0]))
        found.extend(f"~{number}" for number in sorted(fathers(patronymic[0])))
    own = bones(word)
    if len(own) >= 3:
        found.append("+" + own)
    return tuple(found)
