"""Whether two names are the same letters but for a slip or two, whatever the words are."""

from __future__ import annotations

import re
from functools import lru_cache

from rapidfuzz.distance import OSA

from riskengine.matching.align import Alignment
from riskengine.matching.joining import remainder
from riskengine.matching.lexicon import WordClass, is_everyday, read_word
from riskengine.matching.prepared import Prepared
from riskengine.matching.slips import slip_similarity
from riskengine.text import plain

# Letters of a name, legal form included, that forgives one slip, and two. A slip may hit a
# word that says little ("Tradign", "Limted"), which then is no longer the word it was.
_ONE_SLIP, _TWO_SLIPS = 8, 12
_SLIP = 0.9  # cost of a slip in a name of one letter
_TOP = 0.96
_LOOK_ALIKE = 0.9  # digits typed for letters
_MORE = 2  # letters; single letters in another order are another acronym
_REORDERED = 0.93  # the same words, legal forms included, in another order
_SHORTEST_SHAPE = 6
_KNOWN_SLIP = 0.78
_MANY_WORDS, _MANY_LETTERS = 3, 16
_SHORT_NAME = 4
MOST_LETTERS_MORE = 2  # letters that one name may have more than the other
_SHORT = 3  # letters of words that are never a slip of each other


_WORD = re.compile(r"[^\W_]+")
_SHAPES = str.maketrans("0134578i", "oleastbl")  # digits typed for letters


@lru_cache(maxsize=16384)
def _all_words(text: str) -> frozenset[str]:
    """All plain words of a name, legal forms and "of" included."""
    return frozenset(_WORD.findall(plain(text).replace("'", "")))


@lru_cache(maxsize=65536)
def _known(word: str) -> bool:
    return is_everyday(word) or read_word(word).cls is not WordClass.CORE


@lru_cache(maxsize=65536)
def _place(word: str) -> bool:
    return read_word(word).cls is WordClass.PLACE


def whole_spelling(left: Prepared, right: Prepared, found: Alignment) -> float:
    """Score by the spelling of the whole names; 0 when they differ by more than slips.

    Args:
        found: how the words answer each other; a slip in a word that tells parties apart has
            been weighed there.
    """
    one, two = left.name.compact, right.name.compact
    shorter, longer = sorted((len(one), len(two)))
    if longer - shorter > MOST_LETTERS_MORE or shorter < _SHORTEST_SHAPE:
        return 0.0
    if left.legal == right.legal and not found.left_alone and not found.right_alone:
        return 0.0
    mine, theirs = _all_words(left.name.text), _all_words(right.name.text)
    if mine == theirs and len(one) == len(two) and min(map(len, mine), default=0) >= _MORE:
        return _REORDERED
    if one.translate(_SHAPES) == two.translate(_SHAPES) and _mixed(mine ^ theirs):
        return _LOOK_ALIKE
    if shorter < _ONE_SLIP:
        return 0.0
    slips = OSA.distance(one, two, score_cutoff=2)
    if left.legal and left.legal == right.legal:
        # The same legal form is no proof: "Enstone Limited" is not "U-Stone Limited".
        shorter = min(len(left.letters), len(right.letters))
    if slips > 2 or (slips == 2 and shorter < _TWO_SLIPS):
        return 0.0
    ones, twos = mine - theirs, theirs - mine
    shared = sum(len(word) > _SHORT - 1 for word in mine & theirs)
    if not _may_be_slips(ones, twos, shared):
        return 0.0
    if slips == 2 and _one_other_word(ones, twos):
        return 0.0
    if slips == 2 and left.latin and right.latin and _rest_apart(left, right, found):
        return 0.0
    if ones and twos and all(map(_known, ones)) and all(map(_known, twos)):
        # "Tracing" for "Trading": two known words are two names, unless much else agrees.
        if all(map(_place, ones)) and all(map(_place, twos)):
            return 0.0  # "Iran" is no slip for "Iraq"
        much = len(mine & theirs) >= _MANY_WORDS and shorter >= _MANY_LETTERS
        return _KNOWN_SLIP if much and slips == 1 else 0.0
    return _TOP - _SLIP * slips / longer


def _mixed(differ: frozenset[str]) -> bool:
    """Whether digits stand inside words on one side: "C0rp", not "Fund 1" and "Fund l"."""
    return any(
        len(word) > 2 and not word.isdigit() and any(char.isdigit() for char in word)
        for word in differ
    )


def _may_be_slips(left: frozenset[str], right: frozenset[str], shared: int) -> bool:
    """Whether words that differ may be slips: not numbers, and not short words.

    Args:
        shared: words of three letters and more that both names have.
    """
    if any(map(_numbered, left)) and any(map(_numbered, right)):
        return False
    longest = max((len(word) for word in left | right), default=0)
    if len(left) == len(right) == 1 and longest == _SHORT_NAME:
        return shared > 1  # "Noma" is no slip for "Nova"
    return longest > _SHORT


def _one_other_word(left: frozenset[str], right: frozenset[str]) -> bool:
    """Whether two slips meet in one word that is too short for them: another word."""
    if len(left) != 1 or len(right) != 1:
        return False
    one, two = next(iter(left)), next(iter(right))
    return slip_similarity(one, two) == 0.0


def _rest_apart(left: Prepared, right: Prepared, found: Alignment) -> bool:
    """Whether two slips meet in what is left once whole words that both have are taken off.

    "A.R.D. Properties" and "Sara Properties" share a long word; "ARD" is no slip for "Sara".
    """
    ones = [left.units[index].forms[0] for index in found.left_alone]
    twos = [right.units[index].forms[0] for index in found.right_alone]
    if len(ones) < len(twos):
        ones, twos = twos, ones
    one, two = remainder(ones, "".join(twos)) if twos else ("", "")
    return OSA.distance(one, two, score_cutoff=2) == 2 and slip_similarity(one, two) == 0.0


def _numbered(word: str) -> bool:
    return any(char.isdigit() for char in word)
