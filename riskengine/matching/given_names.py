"""Known parts of personal names: which spellings are one name, and how much a part tells."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from riskengine.matching.person_compounds import load, one_way
from riskengine.matching.person_keys import name_key

VERY_COMMON = 0.35
COMMON = 0.65
RARE = 1.0

# A Chinese or Korean syllable in Latin letters: short, and there are only a few hundred.
_SYLLABLE = re.compile(
    r"(?:zh|ch|sh|ts|[bpmfdtnlgkhjqxrzcswy])?"
    r"(?:[iu]?(?:ang?|eng?|ong|ao|ai|ei|ou|o|a|e)|ing?|iu|u[ien]?|ui|uo|ue|i|yo[nu]?g?|"
    r"eo(?:ng?|k|l|m|p)?|eun|ok|uk|ak|ik|yok|yon|yong|ung|un|ul|ol|il|al|am|im|om|um|ae|oe|op|ap)"
)


_PINYIN = (
    r"(?:[bpmf](?:a|o|ai|ei|ao|ou|an|en|ang|eng|i|ie|iao|ian|in|ing|u|iu)|"
    r"[dtnl](?:a|e|ai|ei|ao|ou|an|en|ang|eng|ong|i|ie|iao|iu|ian|in|ing|iang|u|uo|ui|uan|un|ue)|"
    r"[gkh](?:a|e|ai|ei|ao|ou|an|en|ang|eng|ong|u|ua|uo|uai|ui|uan|un|uang)|"
    r"[jqx](?:i|ia|ie|iao|iu|ian|in|iang|ing|iong|u|ue|uan|un)|"
    r"(?:zh|ch|sh|r|z|c|s)(?:a|e|i|ai|ei|ao|ou|an|en|ang|eng|ong|u|ua|uo|uai|ui|uan|un|uang)|"
    r"y(?:a|e|i|ao|ou|an|in|ang|ing|ong|u|ue|uan|un)|w(?:a|o|u|ai|ei|an|en|ang|eng)|"
    r"an?g?|o|er?|ai|ei|ao|ou)"
)
_TWO_SYLLABLES = re.compile(_PINYIN + "{2}")
_SYLLABLES = re.compile(f"(?:{_SYLLABLE.pattern}){{1,2}}")
_EAST_ASIAN_SOUND = re.compile(r"ng|zh|^x|^q|iao|eo|ae|yo")
_CHINESE_SOUND = re.compile(r"ng|zh|^x|^q|ia[on]|ua[n]|uo|ao[a-z]")


@dataclass(frozen=True, slots=True)
class _Names:
    families: dict[str, frozenset[int]]
    relatives: dict[str, frozenset[int]]
    weights: dict[str, float]
    by_key: dict[str, float]
    listed: frozenset[str]


@lru_cache(maxsize=1)
def _names() -> _Names:
    families: dict[str, set[int]] = {}
    relatives: dict[str, set[int]] = {}
    number = 0
    for culture, lines in load("given_names.json").items():
        if culture == "_comment":
            continue
        for line in lines:
            number += 1
            own, _, others = line.partition("|")
            for word in own.split():
                families.setdefault(word, set()).add(number)
            for word in others.split():
                relatives.setdefault(word, set()).add(number)
    by_family: dict[int, list[str]] = {}
    for word, numbers in families.items():
        for one in numbers:
            by_family.setdefault(one, []).append(word)
    weights: dict[str, float] = {}
    listed = load("listed_parts.json")
    grades = load("frequent.json")
    # A given name is never rare: the family of those who bear it tells persons apart.
    weights.update(dict.fromkeys(families, COMMON))
    weights.update(dict.fromkeys(listed["common"].split(), COMMON))
    for grade, weight in (("common", COMMON), ("very_common", VERY_COMMON)):
        for text in grades[grade].values():
            for word in text.split():
                weights[one_way(word)] = weight
                for one in families.get(word, ()):
                    weights.update(dict.fromkeys(by_family[one], weight))
    for word in listed["very_common"].split():
        weights[word] = VERY_COMMON
    known = {word for key in ("very_common", "common", "known") for word in listed[key].split()}
    by_key: dict[str, float] = {}
    for word, weight in weights.items():
        key = name_key(word)
        by_key[key] = min(weight, by_key.get(key, RARE))
    return _Names(
        {word: frozenset(found) for word, found in families.items()},
        {word: frozenset(found) for word, found in relatives.items()},
        weights,
        by_key,
        frozenset(known | weights.keys()),
    )


_NONE: frozenset[int] = frozenset()


def families(word: str) -> frozenset[int]:
    """Numbers of the given names that a plain Latin word spells; empty when it is not known."""
    return _names().families.get(word, _NONE)


def relatives(word: str) -> frozenset[int]:
    """Numbers of the given names that a word is a short form or a translation of, or spells."""
    return _names().relatives.get(word, _NONE) | families(word)


def is_known(word: str) -> bool:
    """Whether a plain Latin word is a name that several persons are known to bear."""
    return word in _names().listed or word in _names().families


def is_native_name(text: str, spelled: str) -> bool:
    """Whether a native word with a meaning is also a name that persons bear: "Марина"."""
    return not text.isascii() and is_known(spelled)


def known_apart(left: str, right: str) -> bool:
    """Whether two unlike words are names of their own, so that no slip leads to the other.

    Two syllables of Chinese or Korean are; so are two given names of two syllables that
    sound Chinese ("xiaoming", "xiaohong").
    """
    if is_known(left) and is_known(right):
        return True
    if _SYLLABLE.fullmatch(left) is not None and _SYLLABLE.fullmatch(right) is not None:
        return True
    return _chinese_given(left) and _chinese_given(right)


@lru_cache(maxsize=65536)
def sounds_east_asian(word: str) -> bool:
    """Whether a word is made of Chinese or Korean syllables and no other language's name."""
    return (
        len(word) < 13
        and not families(word)
        and _EAST_ASIAN_SOUND.search(word) is not None
        and _SYLLABLES.fullmatch(word) is not None
    )


@lru_cache(maxsize=65536)
def _chinese_given(word: str) -> bool:
    return (
        4 < len(word) < 13
        and _CHINESE_SOUND.search(word) is not None
        and _TWO_SYLLABLES.fullmatch(word) is not None
    )


def is_syllable(word: str) -> bool:
    """Whether a plain Latin word could be one Chinese or Korean syllable."""
    return len(word) <= 6 and _SYLLABLE.fullmatch(word) is not None


@lru_cache(maxsize=131072)
def part_weight(word: str) -> float:
    """How much a part tells persons apart: 0.35 (borne by very many) to 1.0 (rare)."""
    if len(word) <= 1:
        return 0.1
    weight = _names().weights.get(word)
    if weight is not None:
        return weight
    if is_syllable(word) or len(word) <= 2:
        return VERY_COMMON
    if len(word) == 3:
        return COMMON
    return _names().by_key.get(name_key(word), RARE)  # "Vasilyev" is as common as "Vasiliev"
