"""How far two spellings of one part of a personal name are from each other."""

from __future__ import annotations

import re
from functools import lru_cache

from rapidfuzz.distance import OSA

from riskengine.matching.given_names import (
    families,
    is_known,
    known_apart,
    relatives,
    sounds_east_asian,
)
from riskengine.matching.person_keys import bones, name_key, slavic_key

OTHER = 1.0  # cost of parts that are different names
SPELLING = 0.03  # spellings of one name
HABIT = 0.04  # other habits of romanisation
VOWELS = 0.08  # the same consonants, one or two other vowels
FEMININE = 0.06  # Ivanov, Ivanova: one family, perhaps another person
GENDER = 0.3  # Petrovich, Petrovna: brother and sister
DIALECT = 0.09  # Russian and Belarusian writing of one name
INITIAL = 0.25
SLIPPED = 0.11  # the least that a slip of the hand costs
RELATED = 0.22  # short forms and translations: William and Bill

# Cost of one slip by the letters of the longer spelling. A whole name whose other parts agree
# stays above the cut-off of 0.70 after one slip; two slips in short parts take it below.
_SLIP = (0.29, 0.29, 0.29, 0.27, 0.24, 0.19, 0.15, 0.13, 0.11)
_SWAPPED_LETTERS = 0.04  # the same letters in another order are a slip of the hand
_TWO_SLIPS = 0.2  # from nine letters on: endings such as -ov or -kin are half of a shorter name
_LONG = 9
_THREE_SLIPS = 0.26  # from twelve letters on

_OPEN = frozenset("aeiouy")
_DOUBLE = re.compile(r"(.)\1+")
_PATRONYMIC = re.compile(
    r"^(.{2,}?)(?:(?:[aeoiyj]+[vw]|in)?(?:[iy](?:t?ch|tsch|c|cz|tj|ts|sh|tz|q)|ici)"
    r"|(?P<she>[aeoiyj]*(?:[vwu]n[aey]|[iy](?:ch|nich|nits)na)))$"
)
_FEMININE = re.compile(r"^(.{2,}(?:[eoiy][vw]|[iy]n))a$")
_ADJECTIVE = re.compile(r"^(.{2,}[stc]k)(i|y|ii|iy|ij|yi|yj|yy|aya|aia|aja|a|oi|oy|oj|oho|ogo)$")


def patronymic_stem(word: str) -> tuple[str, bool] | None:
    """Father's name in a Slavic patronymic and whether a daughter bears it; None for others."""
    found = _PATRONYMIC.match(word)
    return (found.group(1), found.group("she") is not None) if found else None


@lru_cache(maxsize=262144)
def part_cost(left: str, right: str) -> float:
    """What answering one plain Latin part with another costs, in [0, 1]; symmetric.

    0 for equal parts, `OTHER` for different names. The steps were set on listed names with
    one slip of each kind and on made-up names of other persons.
    """
    if left == right:
        return 0.0
    if left > right:
        return part_cost(right, left)
    if len(left) == 1 or len(right) == 1:
        return INITIAL if left[:1] == right[:1] else OTHER
    if not (left.isalpha() and right.isalpha()):
        return OTHER
    own, other = families(left), families(right)
    if own and other:
        if own & other:
            return SPELLING
        return RELATED if _related(left, right, own, other) else OTHER
    one, two = name_key(left), name_key(right)
    if one == two:
        return HABIT
    most = max(3, max(len(one), len(two)) // 2)
    if OSA.distance(one, two, score_cutoff=most) > most:
        return RELATED if (own or other) and _related(left, right, own, other) else OTHER
    cost = _by_grammar(left, right)
    if cost is not None:
        return cost
    if "al" + left == right or "al" + right == left or "el" + left == right or "el" + right == left:
        return HABIT
    if min(len(left), len(right)) > 5 and slavic_key(left) == slavic_key(right):
        return DIALECT
    if _one_vowel_apart(left, right, one, two):
        return VOWELS
    cost = _slip(left, right, one, two)
    if cost == OTHER and (own or other) and _related(left, right, own, other):
        return RELATED
    return cost


def _related(left: str, right: str, own: frozenset[int], other: frozenset[int]) -> bool:
    # Short forms of one name answer it, yet two names that share a short form do not.
    return bool((relatives(left) & other) or (own & relatives(right)))


def _by_grammar(left: str, right: str) -> float | None:
    """Cost by endings: patronymics, feminine surnames, Slavic adjectives; None without them."""
    one, two = patronymic_stem(left), patronymic_stem(right)
    if one is not None and two is not None:
        cost = 0.0 if one[0] == two[0] else part_cost(one[0], two[0])
        if cost == OTHER and fathers(one[0]) & fathers(two[0]):
            cost = SPELLING
        if cost == OTHER and slavic_key(one[0]) == slavic_key(two[0]):
            cost = DIALECT
        if cost == OTHER and bones(one[0]) == bones(two[0]) and one[0][:1] == two[0][:1]:
            cost = VOWELS
        if one[1] != two[1]:
            return max(cost, GENDER)
        return max(cost, SPELLING) if cost < OTHER else None
    for short, long in ((left, right), (right, left)):
        found = _FEMININE.match(long)
        if found is not None:
            stem = found.group(1)
            if stem == short:
                return FEMININE
            if short[-1] in "vwn" and name_key(stem) == name_key(short):
                return FEMININE
    first, second = _ADJECTIVE.match(left), _ADJECTIVE.match(right)
    if first is None or second is None or name_key(first.group(1)) != name_key(second.group(1)):
        return None
    same = first.group(2).endswith("a") == second.group(2).endswith("a")
    return HABIT if same else FEMININE


_STEM_ENDS = ("", "a", "ya", "y", "i", "iy", "ii", "ei", "ey", "ai", "ay", "o", "or")


@lru_cache(maxsize=65536)
def fathers(stem: str) -> frozenset[int]:
    """Numbers of the given names that a patronymic's stem may come from ("nikol", "mikal")."""
    return frozenset().union(*(families(stem + end) for end in _STEM_ENDS))


def _one_vowel_apart(left: str, right: str, one: str, two: str) -> bool:
    """Whether two spellings differ only in vowels that romanisations exchange."""
    if min(len(left), len(right)) < 5 or left[0] != right[0]:
        return False
    if (left[-1] in _OPEN) != (right[-1] in _OPEN) or known_apart(left, right):
        return False
    if sounds_east_asian(left) and sounds_east_asian(right):
        return False
    frame = bones(left)
    if len(frame) < 3 or frame != bones(right) or abs(len(one) - len(two)) > 1:
        return False
    # "Nikolov" and "Nikolaev" differ in one vowel and in a further one: another name.
    most = 2 if len(one) == len(two) else 1
    return OSA.distance(one, two, score_cutoff=most) <= most


def _derived(left: str, right: str) -> bool:
    """Whether one is the other with an ending that makes another name ("Ahmadi" of Ahmad)."""
    short, long = sorted((left, right), key=len)
    return len(short) > 2 and long[:-1] == short and long[-1] in "iya" and is_known(short)


def slip_cost(letters: int) -> float:
    """Cost of one slip in a part of so many letters."""
    return _SLIP[min(letters, len(_SLIP) - 1)]


def _slip(left: str, right: str, one: str, two: str) -> float:
    """Cost of slips of the hand; a slip that lands on another known name is another name."""
    longer = max(len(left), len(right))
    distance = OSA.distance(left, right, score_cutoff=3)
    if distance > 1:
        # The usual spelling of one side and a slip in another spelling of the other.
        distance = min(distance, OSA.distance(one, two, score_cutoff=2) + 1)
    if distance > 3 or known_apart(left, right) or _derived(left, right):
        return OTHER
    if distance == 1:
        cost = slip_cost(longer)
        if len(left) == len(right) and sorted(left) == sorted(right):
            return cost - _SWAPPED_LETTERS
        if _DOUBLE.sub(r"\1", left) == _DOUBLE.sub(r"\1", right):
            return cost - _SWAPPED_LETTERS
        return cost
    if distance > 1 and sounds_east_asian(left) and sounds_east_asian(right):
        return OTHER
    alike = left[0] == right[0] or left[:2] == right[1::-1]
    if distance == 2 and min(len(left), len(right)) >= _LONG and alike:
        return _TWO_SLIPS
    if distance == 3 and min(len(left), len(right)) >= 12 and left[0] == right[0]:
        return _THREE_SLIPS
    return OTHER
