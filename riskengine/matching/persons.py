"""Comparing names of persons: order matters little, every part counts."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz.distance import OSA

from riskengine.matching.lexicon import is_particle, is_title
from riskengine.matching.names import compact, romanised_forms
from riskengine.matching.sounds import consonants, sound_key, word_similarity
from riskengine.text import plain, words
from riskengine.text.han import syllables

INITIAL = 0.7  # an initial against a full part: possible, not shown
LONE_PART = 0.5  # a bare surname fits too many people
CONTRADICTION = 0.45  # each part that differs on both sides
MISSING = (0.0, 0.07, 0.14, 0.2)  # by number of parts only one side has
SWAPPED = 0.06  # father and son: the same parts in another order
_BRACKETS = re.compile(r"[(（\[][^()（）\[\]]*[)）\]]")


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a personal name: as written, and its plain Latin spellings."""

    text: str
    forms: tuple[str, ...]
    unvowelled: bool = False


@dataclass(frozen=True, slots=True)
class PersonName:
    """Parts in speaking order: a comma ("SURNAME, Given") has been undone.

    Attributes:
        ordered: the comma said which part is the surname.
    """

    compact: str
    parts: tuple[Part, ...]
    ordered: bool


def _part(text: str) -> Part:
    folded = plain(text).replace("'", "")
    return Part(
        text,
        romanised_forms(folded),
        any("\u0590" <= char <= "\u08ff" for char in text),
    )


def _han_person(text: str) -> tuple[Part, ...]:
    """A Han name without spaces: surname of one character, the rest is the given name."""
    sounds = syllables(text)
    if not 2 <= len(sounds) == len(text) <= 4:
        return (_part(text),)
    surname = Part(text[0], sounds[0])
    given = tuple(dict.fromkeys("".join(choice) for choice in _choices(sounds[1:])))
    return (surname, Part(text[1:], given))


def _choices(sounds: tuple[tuple[str, ...], ...]) -> list[list[str]]:
    chosen: list[list[str]] = [[]]
    for options in sounds:
        chosen = [[*start, option] for start in chosen for option in options][:8]
    return chosen


@lru_cache(maxsize=32768)
def analyse_person(text: str) -> PersonName:
    """Parts of a personal name, titles and particles left out; never fails."""
    bare = _BRACKETS.sub(" ", text) or text
    before, comma, after = bare.partition(",")
    ordered = bool(comma and words(before) and words(after))
    spoken = f"{after} {before}" if ordered else bare
    parts: list[Part] = []
    for word in words(spoken):
        part = _part(word.text)
        if is_title(part.forms[0]) or (is_particle(part.forms[0]) and len(word.text) < 5):
            continue
        if len(words(spoken)) == 1:
            parts.extend(_han_person(word.text))
        else:
            parts.append(part)
    if not parts:
        parts = [_part(word.text) for word in words(spoken)]
    return PersonName(compact(text), tuple(parts), ordered)


def part_similarity(left: Part, right: Part) -> float:
    """Similarity of two parts in [0, 1]; `INITIAL` when one is the other's first letter."""
    best = 0.0
    for form in left.forms:
        for other in right.forms:
            short, long = sorted((form, other), key=len)
            if len(short) == 1 and long.startswith(short):
                best = max(best, 1.0 if len(long) == 1 else INITIAL)
            else:
                best = max(best, word_similarity(form, other), _vowels_differ(form, other))
    if best < 0.8 and left.unvowelled != right.unvowelled:
        bones = consonants(left.forms[0])
        if len(bones) >= 2 and bones == consonants(right.forms[0]):
            best = 0.9
    return best


def _vowels_differ(left: str, right: str) -> float:
    """Similarity of spellings that differ in up to two vowels ("Mohammed", "Muhammad")."""
    bones = consonants(left)
    if min(len(left), len(right)) < 5 or len(bones) < 3 or bones != consonants(right):
        return 0.0
    return 0.85 if OSA.distance(sound_key(left), sound_key(right), score_cutoff=2) <= 2 else 0.0


@dataclass(frozen=True, slots=True)
class PersonDetail:
    """A comparison before it is put into words; the last two hold parts without an answer."""

    score: float
    agreed: tuple[tuple[str, str, float], ...]
    left_alone: tuple[str, ...]
    right_alone: tuple[str, ...]
    swapped: bool = False


def _pairs(left: PersonName, right: PersonName) -> list[tuple[int, int, float]]:
    scored = sorted(
        (-similarity, abs(one - two), one, two)
        for one, part in enumerate(left.parts)
        for two, other in enumerate(right.parts)
        if (similarity := part_similarity(part, other)) >= 0.6
    )
    chosen: list[tuple[int, int, float]] = []
    for negative, _, one, two in scored:
        if all(one != pair[0] and two != pair[1] for pair in chosen):
            chosen.append((one, two, -negative))
    return sorted(chosen)


def _rotated(order: list[int]) -> bool:
    """Whether an order is the usual one, or the surname moved from one end to the other."""
    if order == sorted(order):
        return True
    turned = [order[1:] + order[:1], order[-1:] + order[:-1]]
    return any(candidate == sorted(candidate) for candidate in turned)


def _joined(left: PersonName, right: PersonName) -> bool:
    """Whether the same letters are only divided otherwise ("Xiao Ming", "Xiaoming")."""
    one = {"".join(part.forms[0] for part in left.parts)}
    if len(left.parts) != len(right.parts) and len(left.parts) > 1 and len(right.parts) > 1:
        rotations = [right.parts[turn:] + right.parts[:turn] for turn in range(len(right.parts))]
        return any("".join(p.forms[0] for p in rotation) in one for rotation in rotations)
    return False


def compare_persons(left: PersonName, right: PersonName) -> PersonDetail:
    """Compare two analysed names as names of persons; symmetric."""
    if left.compact and left.compact == right.compact:
        return PersonDetail(1.0, tuple((p.text, p.text, 1.0) for p in left.parts), (), ())
    pairs = _pairs(left, right)
    agreed = tuple(
        (left.parts[one].text, right.parts[two].text, similarity) for one, two, similarity in pairs
    )
    used_left = {one for one, _, _ in pairs}
    used_right = {two for _, two, _ in pairs}
    left_alone = tuple(p.text for i, p in enumerate(left.parts) if i not in used_left)
    right_alone = tuple(p.text for i, p in enumerate(right.parts) if i not in used_right)
    if left_alone and right_alone and _joined(left, right):
        return PersonDetail(0.96, agreed, (), ())
    if not pairs:
        return PersonDetail(0.0, (), left_alone, right_alone)
    score = sum(similarity for _, _, similarity in pairs) / len(pairs)
    full = [similarity for _, _, similarity in pairs if similarity > INITIAL]
    contradicted = min(len(left_alone), len(right_alone))
    missing = max(len(left_alone), len(right_alone)) - contradicted
    score *= CONTRADICTION**contradicted
    score -= MISSING[min(missing, len(MISSING) - 1)]
    order = [two for _, two, _ in pairs]
    swapped = order != sorted(order) and (not _rotated(order) or (left.ordered and right.ordered))
    if swapped:
        score -= SWAPPED
    elif order != sorted(order):
        score -= 0.02
    if len(full) < 2 and (left_alone or right_alone or len(pairs) < 2):
        alone = not left_alone and not right_alone
        score = min(score, 0.9 if alone and full and full[0] == 1.0 else LONE_PART)
    return PersonDetail(
        round(max(0.0, min(score, 0.99)), 4), agreed, left_alone, right_alone, swapped
    )
