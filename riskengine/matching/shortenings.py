"""Words shortened by habit, and words cut off where a field was full."""

from __future__ import annotations

import re
from functools import lru_cache

from riskengine.matching.lexicon import WordClass
from riskengine.matching.names import AnalysedName
from riskengine.matching.units import Unit

_INNER_VOWELS = re.compile(r"[aeiouy]")
_OPENING = 4  # letters of a start that may shorten a word which is no general one
_FIELD = (24, 45)  # letters, blanks included, of names that forms and customs data cut off


@lru_cache(maxsize=65536)
def abbreviates(short: str, long: str) -> bool:
    """Whether a word is a usual shortening of another: its start, or its main consonants."""
    if not 2 < len(short) < len(long) or short[0] != long[0] or not short.isalpha():
        return False
    if long.startswith(short):
        return len(short) < len(long) - 1
    rest = iter(long)
    if not all(char in rest for char in short):
        return False
    bones = long[0] + _INNER_VOWELS.sub("", long[1:])
    own = short[0] + _INNER_VOWELS.sub("", short[1:])
    # "Srvces", "Elktrn": consonants in order from the start, most letters gone from the rest.
    return len(own) >= 3 and bones.startswith(own[:3]) and len(own) * 3 >= len(bones) * 2


@lru_cache(maxsize=65536)
def within(short: str, long: str) -> bool:
    """Whether the letters of a word stand in another in order, from the same first letter."""
    if not short or not long or short[0] != long[0]:
        return False
    rest = iter(long)
    return all(char in rest for char in short)


def opens(short: str, long: str) -> bool:
    """Whether a word is a start of another with enough letters to mean it ("Polytech")."""
    return _OPENING <= len(short) < len(long) - 1 and long.startswith(short)


def may_be_cut(name: AnalysedName, last: Unit) -> bool:
    """Whether a name is as long as a field of a form, so that its last word may be cut off."""
    return (
        not name.legal
        and _FIELD[0] <= len(name.text) <= _FIELD[1]
        and last.cls in (WordClass.CORE, WordClass.NEUTRAL, WordClass.SECTOR)
        and not last.syllable
    )


def begins(short: Unit, long: Unit) -> bool:
    """Whether a word of three letters or more is the start of a longer one."""
    return 2 < len(short.forms[0]) < len(long.forms[0]) and long.forms[0].startswith(short.forms[0])
