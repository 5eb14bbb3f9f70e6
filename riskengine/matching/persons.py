"""Comparing names of persons: order matters little, every part counts."""

from __future__ import annotations

from collections.abc import Sequence

from rapidfuzz.distance import Indel

from riskengine.matching.given_names import families, is_syllable
from riskengine.matching.person_detail import PersonDetail
from riskengine.matching.person_joins import read_aloud
from riskengine.matching.person_model import Part, PersonName, Role
from riskengine.matching.person_names import analyse_person
from riskengine.matching.person_pairing import Pairing, pair_parts
from riskengine.matching.person_parts import INITIAL, VOWELS

__all__ = ["Part", "PersonDetail", "PersonName", "analyse_person", "compare_persons"]

# What is taken from 1. Set on listed names with slips, on official names in two scripts, and on
# made-up names of other persons, so that 0.70 parts them.
_CAP = 0.99  # only the same letters score 1
_INITIAL_AMONG = 0.12  # an initial beside two parts in full
_MORE_INITIALS = 0.02  # each initial after the first
_OTHER_PART = (0.45, 0.45, 0.45, 0.4, 0.36)  # a part that differs, by parts that agree
_ALIKE, _ALIKE_LESS = 0.6, 0.04  # half alike it costs this much less, for ranking only
_BESIDE_OTHER = 0.5  # share of what common parts cost beside a part that differs
_NEXT_OTHER = 0.25  # each further part that differs
_MISSING = {
    Role.UNKNOWN: 0.07,
    Role.SURNAME: 0.09,
    Role.PATRONYMIC: 0.04,
    Role.KUNYA: 0.05,
    Role.INITIAL: 0.02,
}
_MOST_MISSING = 0.22
_ENOUGH = 1.5  # weight of parts that together point at one person
_ENOUGH_FOR_INITIAL = 1.0
_COMMONNESS = 0.48  # for each unit of weight short of that, when a part is missing
_INITIAL_WEIGHT = 0.6  # of each further initial that agrees
_SLIP_AND_MISSING = 0.1  # a slip in one part while another part has no answer
_OTHER_GENERATION = 0.35  # father and son
_NO_GENERATION = 0.02
_SAME_WORDS = 0.8  # the very same words in any order
_FATHER_AND_SON = 0.32  # given name and father's name exchanged
_FAMILY_LAST = 0.02  # given name and surname exchanged, the writing does not say which is which
_EXCHANGED = 0.06  # exchanged although both writings say
_REORDERED = 0.16  # father and son: the same three parts in another order
_LONE_PART = 0.5  # a bare surname fits too many people
_RESEMBLANCE = 0.3  # of names that do not match, for ranking only
_SCALE = (1.0, 1.0, 1.0, 0.82, 0.71, 0.64, 0.58)  # a slip weighs less among many parts


def compare_persons(left: PersonName, right: PersonName) -> PersonDetail:
    """Compare two analysed names as names of persons; symmetric."""
    if left.compact and left.compact == right.compact:
        return PersonDetail(1.0, tuple((p.text, p.text, 1.0) for p in left.parts), (), ())
    # Parts that stand twice can be paired in several ways: one side always goes first.
    if (len(right.parts), right.compact) < (len(left.parts), left.compact):
        return _compare(right, left).mirrored()
    return _compare(left, right)


def _compare(left: PersonName, right: PersonName) -> PersonDetail:
    found = pair_parts(left, right)
    if bool(left.han) != bool(right.han) and (found.left_alone or found.right_alone):
        read = read_aloud(left, right)
        if read is not None:
            return _read_detail(*read, left_is_han=bool(left.han))
    return _detail(left, right, found)


def _read_detail(
    run: str, spelled: str, worth: float, extra: tuple[str, ...], *, left_is_han: bool
) -> PersonDetail:
    words = (run, spelled) if left_is_han else (spelled, run)
    taken = [(*words, "spelling", round(1.0 - worth, 4))]
    taken += [
        ("", text, "missing", _MISSING[Role.UNKNOWN])
        if left_is_han
        else (text, "", "missing", _MISSING[Role.UNKNOWN])
        for text in extra
    ]
    score = round(min(_CAP, 1.0 - sum(entry[3] for entry in taken)), 4)
    left_alone, right_alone = ((), extra) if left_is_han else (extra, ())
    return PersonDetail(score, ((*words, worth),), left_alone, right_alone, False, tuple(taken))


def _detail(left: PersonName, right: PersonName, found: Pairing) -> PersonDetail:
    """The score and what was taken from it."""
    pairs, full = found.pairs, found.full
    agreed = [
        (left.parts[one].text, right.parts[two].text, round(1.0 - cost, 4))
        for one, two, cost in pairs
    ]
    agreed += [
        (left.parts[one].text, right.parts[two].text, 1.0 - INITIAL) for one, two in found.initials
    ]
    taken: list[tuple[str, str, str, float]] = []
    scale = _SCALE[min(full, len(_SCALE) - 1)]
    for one, two, cost in pairs:
        if cost:
            text, other = left.parts[one].text, right.parts[two].text
            taken.append((text, other, "spelling", cost * scale))
    if found.joined is not None:
        text, other, cost = found.joined
        agreed.append((text, other, round(1.0 - cost, 4)))
        taken.append((text, other, "joined", cost * scale))
    for place, (one, two) in enumerate(found.initials):
        value = _MORE_INITIALS if place else _INITIAL_AMONG if full > 1 else INITIAL
        taken.append((left.parts[one].text, right.parts[two].text, "initial", value))
    left_alone, right_alone = found.left_alone, found.right_alone
    ones = tuple(left.parts[i].text for i in left_alone)
    twos = tuple(right.parts[i].text for i in right_alone)
    if not agreed:
        same = left.flat == right.flat and left.flat
        return PersonDetail(
            _SAME_WORDS if same else _resemblance(left, right), (), ones, twos, bool(same)
        )
    short = 0.0
    if left_alone or right_alone:
        _take_alone(left, right, left_alone, right_alone, full, taken)
        short = _ENOUGH - found.weight
        if left_alone and right_alone:
            short *= _BESIDE_OTHER  # the part that differs says it already
        if any(how == "missing" for _, _, how, _ in taken) and _slipped(taken):
            taken.append(("", "", "slip and missing part", _SLIP_AND_MISSING))
    if found.initials:
        further = _INITIAL_WEIGHT * (len(found.initials) - 1)
        short = max(short, _ENOUGH_FOR_INITIAL - found.weight - further)
    if left.generation != right.generation:
        both = bool(left.generation and right.generation)
        taken.append(
            (
                left.generation,
                right.generation,
                "differs" if both else "missing",
                _OTHER_GENERATION if both else _NO_GENERATION,
            )
        )
    if short > 0.0:
        taken.append(("", "", "common parts", short * _COMMONNESS))
    swapped = _take_order(left, right, pairs, taken)
    score = min(_CAP, 1.0 - sum(value for _, _, _, value in taken))
    if (full < 2 and (left_alone or right_alone)) or not full:
        score = min(score, _LONE_PART)
    if score < _SAME_WORDS and left.flat == right.flat and not swapped:
        score = _SAME_WORDS
    elif score < _LONE_PART:
        score = max(score, _resemblance(left, right))
    return PersonDetail(round(max(0.0, score), 4), tuple(agreed), ones, twos, swapped, tuple(taken))


def _take_alone(
    left: PersonName,
    right: PersonName,
    left_alone: Sequence[int],
    right_alone: Sequence[int],
    full: int,
    taken: list[tuple[str, str, str, float]],
) -> None:
    """Parts that only one side has, and parts that differ on both."""
    one = [left.parts[i] for i in left_alone]
    two = [right.parts[i] for i in right_alone]
    # A kunya stands beside the name proper: it is missing, it contradicts nothing but a kunya.
    both_kunya = any(p.role is Role.KUNYA for p in one) and any(p.role is Role.KUNYA for p in two)
    proper_one = [p for p in one if both_kunya or p.role is not Role.KUNYA]
    proper_two = [p for p in two if both_kunya or p.role is not Role.KUNYA]
    count = min(len(proper_one), len(proper_two))
    for place in range(count):
        value = _OTHER_PART[min(full, len(_OTHER_PART) - 1)] if place == 0 else _NEXT_OTHER
        first, second = proper_one[place].forms[0], proper_two[place].forms[0]
        if place == 0 and Indel.normalized_similarity(first, second) >= _ALIKE:
            value -= _ALIKE_LESS
        taken.append((proper_one[place].text, proper_two[place].text, "differs", value))
    missing = [
        *((p, "") for p in proper_one[count:]),
        *(("", p) for p in proper_two[count:]),
        *((p, "") for p in one if p not in proper_one),
        *(("", p) for p in two if p not in proper_two),
    ]
    total = 0.0
    for own, other in missing:
        part = own or other
        assert isinstance(part, Part)
        value = min(_MISSING[part.role], _MOST_MISSING - total)
        total += value
        text = own.text if isinstance(own, Part) else ""
        second = other.text if isinstance(other, Part) else ""
        taken.append((text, second, "missing", value))


def _take_order(
    left: PersonName,
    right: PersonName,
    pairs: Sequence[tuple[int, int, float]],
    taken: list[tuple[str, str, str, float]],
) -> bool:
    """Take away for parts in another order; whether the order is worth a word."""
    if len(pairs) < 2:
        return False
    if _by_writing(left, right, pairs):
        taken.append(("", "", "order", _FATHER_AND_SON))
        return True
    order = [
        two
        for one, two, _ in pairs
        if Role.PATRONYMIC not in (left.parts[one].role, right.parts[two].role)
    ]
    if order == sorted(order):
        return False
    if left.ordered and right.ordered:
        crossed = any(
            (left.parts[one].role is Role.SURNAME) != (right.parts[two].role is Role.SURNAME)
            for one, two, _ in pairs
        )
        if not crossed:
            return False
        taken.append(("", "", "order", _EXCHANGED if len(order) == 2 else _REORDERED))
        return True
    if _father_and_son(left, right, pairs):
        taken.append(("", "", "order", _FATHER_AND_SON))
        return True
    if _rotated(order):
        taken.append(("", "", "order", _FAMILY_LAST))
        return False
    exchanged = all(is_syllable(part.forms[0]) for part in left.parts)  # Jong Un, Un Jong
    taken.append(("", "", "order", _FATHER_AND_SON if exchanged else _REORDERED))
    return True


def _slipped(taken: Sequence[tuple[str, str, str, float]]) -> bool:
    return any(how == "spelling" and value > VOWELS for _, _, how, value in taken)


def _father_and_son(
    left: PersonName, right: PersonName, pairs: Sequence[tuple[int, int, float]]
) -> bool:
    """Whether the first two parts are exchanged, both given names ("Uday Saddam Hussein").

    The third part stays where it is.
    """
    crossed = [(one, two) for one, two, _ in pairs if one < 2 and two < 2 and one != two]
    if len(crossed) != 2 or len(pairs) < 3:
        return False
    if not all(one == two for one, two, _ in pairs if one > 1):
        return False
    return all(families(left.parts[one].forms[0]) for one in (0, 1))


def _by_writing(
    left: PersonName, right: PersonName, pairs: Sequence[tuple[int, int, float]]
) -> bool:
    """Whether both say whose child they are, and given name and father's name are exchanged."""
    crossed = 0
    for one, two, _ in pairs:
        first, second = left.parts[one].role, right.parts[two].role
        crossed += (first is Role.PATRONYMIC) != (second is Role.PATRONYMIC)
    own = any(part.role is Role.PATRONYMIC for part in left.parts)
    return crossed == 2 and own and any(part.role is Role.PATRONYMIC for part in right.parts)


def _rotated(order: list[int]) -> bool:
    """Whether an order is the usual one with the surname moved from one end to the other."""
    turned = [order[1:] + order[:1], order[-1:] + order[:-1]]
    return any(candidate == sorted(candidate) for candidate in turned)


def _resemblance(left: PersonName, right: PersonName) -> float:
    """Likeness of all letters, for ranking names that do not match; at most 0.3."""
    if not left.flat or not right.flat:
        return 0.0
    return round(_RESEMBLANCE * Indel.normalized_similarity(left.flat, right.flat) ** 2, 4)
