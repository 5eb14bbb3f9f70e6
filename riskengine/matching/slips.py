"""How alike two words are that may differ by slips of the hand or by romanisation."""

from __future__ import annotations

from functools import lru_cache

from rapidfuzz.distance import OSA

from riskengine.matching.sounds import consonants, sound_key

# Cost of one slip in a word of one letter; divided by the letters of the longer word, so that
# a slip counts more in a short word. Tuned on listed names with one slip and on names of
# companies that no list knows (benchmarks/name_pairs.py).
_SWAPPED = 0.9  # neighbours exchanged
_DOUBLED = 0.8  # a letter doubled or a double one lost
_VOWEL = 1.3  # one vowel for another
_DROPPED = 1.4  # a letter too many or too few
_OTHER = 1.55  # another letter
_SOUND = 0.6  # the same sounds in another romanisation
_FIRST = 1.25  # a slip in the first letter costs more
_SECOND = 1.15  # of two slips, times both
_PLURAL = 0.3  # "Initiative", "Initiatives"
SHORTEST = 4  # in a shorter word another letter is another word
_TWO_VOWELS = 7  # letters from which two vowels may differ: "Hizballah", "Hezbollah"
_OTHER_VOWELS = 1.0
_TWO_SLIPS = 8  # letters from which two slips may be one word
_VOWELS = frozenset("aeiouy")


@lru_cache(maxsize=131072)
def slip_similarity(left: str, right: str) -> float:
    """Similarity of two plain words in [0, 1]; 0 when they are different words.

    One slip is forgiven from four letters on, two from eight on.
    """
    if left == right:
        return 1.0
    shorter, longer = len(left), len(right)
    if shorter > longer:
        shorter, longer = longer, shorter
    if shorter < SHORTEST or not (left.isalpha() and right.isalpha()):
        return 0.0
    if shorter > SHORTEST and sound_key(left) == sound_key(right):
        return 1.0 - _SOUND / longer
    if is_plural(left, right):
        return 1.0 - _PLURAL / longer
    distance = OSA.distance(left, right, score_cutoff=2)
    if distance == 1:
        cost = _one_slip(left, right)
    elif distance == 2 and shorter >= _TWO_VOWELS and consonants(left) == consonants(right):
        cost = 2 * _OTHER_VOWELS
    elif distance == 2 and shorter >= _TWO_SLIPS:
        cost = 2 * _SECOND * (_DROPPED if len(left) != len(right) else _two_letters(left, right))
    else:
        return 0.0
    if left[0] != right[0]:
        cost *= _FIRST
    return 1.0 - cost / longer


def is_plural(left: str, right: str) -> bool:
    """Whether one word is the other and an "s"."""
    more = len(right) - len(left)
    if more == 1:
        return len(left) > SHORTEST and left[-1] != "s" and right == left + "s"
    return more == -1 and len(right) > SHORTEST and right[-1] != "s" and left == right + "s"


def _two_letters(left: str, right: str) -> float:
    """Cost of each of two slips in words of one length."""
    changed = [pair for pair in zip(left, right, strict=True) if pair[0] != pair[1]]
    if len(changed) == 2 and not any(_VOWELS.issuperset(pair) for pair in changed):
        return _OTHER  # "Hellenic" and "Helvetic" are two words
    return _VOWEL


def _one_slip(left: str, right: str) -> float:
    if len(left) == len(right):
        changed = [(one, two) for one, two in zip(left, right, strict=True) if one != two]
        if len(changed) == 2:
            return _SWAPPED
        return _VOWEL if _VOWELS.issuperset(changed[0]) else _OTHER
    long, short = (left, right) if len(left) > len(right) else (right, left)
    for place, char in enumerate(long):
        if place == len(short) or short[place] != char:
            # The letter at fault stands here; a double one may also have lost its first.
            same = long[place - 1 : place] == char or long[place + 1 : place + 2] == char
            return _DOUBLED if same else _DROPPED
    return _DROPPED
