"""Parts of personal names that are divided otherwise, and Han names read aloud."""

from __future__ import annotations

from collections.abc import Sequence

from rapidfuzz.distance import OSA

from riskengine.matching.given_names import is_syllable
from riskengine.matching.han_borrowed import borrowed
from riskengine.matching.person_keys import name_key
from riskengine.matching.person_model import Part, PersonName
from riskengine.matching.person_parts import HABIT, OTHER, SLIPPED
from riskengine.matching.skeleton import NEAR, fit
from riskengine.text.han_sounds import reads_as

DIVIDED = 0.03  # the same letters divided otherwise
_MOST_PARTS = 4
_BORROWED = 4  # characters from which a foreign name is known by its sound
_BY_SOUND = 0.88


def read_aloud(
    left: PersonName, right: PersonName
) -> tuple[str, str, float, tuple[str, ...]] | None:
    """A name in Han characters beside its Latin spelling in any tradition, surname on any end.

    A first name of another language may stand in front ("John Lee Ka-chiu").

    Returns:
        The characters, their Latin spelling, how surely the one reads as the other, and the
        Latin parts left over; None where it does not.
    """
    han, latin = (left, right) if left.han else (right, left)
    forms = [part.forms[-1] for part in latin.parts]
    for extra in (0, 1):
        kept = forms[extra:]
        if not 1 < len(kept) < 5:
            break
        for turned in (kept, kept[1:] + kept[:1], kept[-1:] + kept[:-1]):
            worth = reads_as("".join(turned), han.han)
            if not worth and turned is kept and len(han.han) >= _BORROWED:
                worth = _BY_SOUND if borrowed(han.han, "".join(kept)) else 0.0
            if worth:
                spelled = " ".join(part.text for part in latin.parts[extra:])
                over = tuple(part.text for part in latin.parts[:extra])
                return "".join(part.text for part in han.parts), spelled, worth, over
    return None


def join_parts(one: Sequence[Part], two: Sequence[Part]) -> tuple[str, str, float] | None:
    """Parts that are the same letters divided otherwise ("Xiao Ming", "Xiaoming").

    Returns:
        Both sides as written, and what it costs; None for other letters.
    """
    if max(len(one), len(two)) > _MOST_PARTS:
        return None
    texts = " ".join(p.text for p in one), " ".join(p.text for p in two)
    if one[0].arabic != two[0].arabic:
        native, latin = (one, two) if one[0].arabic else (two, one)
        letters = "".join(part.native for part in native)
        # As many parts on each side were compared one by one already.
        if len(one) != len(two) and any(fit(letters, run) >= NEAR for run in _runs(latin)):
            return *texts, DIVIDED + HABIT
        return None
    best = min(_run_cost(first, second, one, two) for first in _runs(one) for second in _runs(two))
    return None if best == OTHER else (*texts, best + DIVIDED)


def _run_cost(first: str, second: str, one: Sequence[Part], two: Sequence[Part]) -> float:
    if first == second:
        return 0.0
    # As many parts on each side, or syllables: then only the very same letters will do.
    if len(one) == len(two) or min(len(first), len(second)) < 4:
        return OTHER
    if all(is_syllable(part.forms[0]) for part in (*one, *two)):
        return OTHER
    if name_key(first) == name_key(second):
        return HABIT
    if min(len(first), len(second)) > 7 and OSA.distance(first, second, score_cutoff=1) <= 1:
        return SLIPPED
    return OTHER


def _runs(parts: Sequence[Part]) -> list[str]:
    """Letters of a run of parts, begun at each part, in the usual readings."""
    rotations = [[*parts[turn:], *parts[:turn]] for turn in range(len(parts))]
    runs = ["".join(part.forms[0] for part in rotation) for rotation in rotations]
    if any(len(part.forms) > 1 for part in parts):
        runs += ["".join(part.forms[-1] for part in rotation) for rotation in rotations]
        if len(parts) == 1:
            runs += parts[0].forms[1:-1]
    return runs
