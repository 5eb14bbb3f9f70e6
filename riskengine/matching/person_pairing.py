"""Which parts of two personal names answer each other, and what that costs."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz.distance import OSA

from riskengine.matching.given_names import families, known_apart
from riskengine.matching.han_names import is_han
from riskengine.matching.person_joins import join_parts
from riskengine.matching.person_model import Part, PersonName, Role
from riskengine.matching.person_parts import (
    HABIT,
    INITIAL,
    OTHER,
    SLIPPED,
    part_cost,
    patronymic_stem,
    slip_cost,
)
from riskengine.matching.skeleton import NEAR, fit

_BY_FIT = (0.02, 0.04, 0.14)  # an Arabic part that a Latin one spells: surely, well, nearly
_SHORTEST_NATIVE = 4  # letters of a native part that may have a slip
_LIGHTER = 0.8  # a part that agrees but for a slip says a little less
_LONG_I = ("ي", "ی")


@lru_cache(maxsize=131072)
def _foreign_cost(left: Part, right: Part) -> float:
    """Cost of two parts of which at least one is not Latin."""
    if left.native and right.native and left.arabic == right.arabic:
        if left.native == right.native:
            return 0.0
        if is_han(left.native) and is_han(right.native):
            return OTHER  # one other character is another name
        return min(_romanised_cost(left, right), _native_slip(left, right))
    if left.arabic != right.arabic:
        own, other = (left, right) if left.arabic else (right, left)
        if _other_given(own, other) or _bare_nisba(own, other):
            return OTHER
        alike = max(fit(own.native, form) for form in other.forms)
        if alike >= NEAR:
            return _BY_FIT[0] if alike > 0.95 else _BY_FIT[1] if alike > 0.9 else _BY_FIT[2]
        # Vowels that are not written were guessed, so that only the guess itself counts.
        cost = min(part_cost(form, second) for form in left.forms for second in right.forms)
        return cost if cost <= HABIT or SLIPPED <= cost < OTHER else OTHER
    return _romanised_cost(left, right)


def _romanised_cost(left: Part, right: Part) -> float:
    return min(part_cost(form, second) for form in left.forms for second in right.forms)


def _native_slip(left: Part, right: Part) -> float:
    """Cost of one slip in two parts of one script, whose letters have several Latin ones."""
    if _other_given(left, right) or any(
        known_apart(form, other) for form in left.forms for other in right.forms
    ):
        return OTHER
    if min(len(left.native), len(right.native)) < _SHORTEST_NATIVE:
        return OTHER
    if OSA.distance(left.native, right.native, score_cutoff=1) > 1:
        return OTHER
    return slip_cost(max(len(left.native), len(right.native)))


def _other_given(left: Part, right: Part) -> bool:
    """Whether both are known given names, and not the same one."""
    own = frozenset().union(*(families(form) for form in left.forms))
    other = frozenset().union(*(families(form) for form in right.forms))
    return bool(own and other) and own.isdisjoint(other)


def _bare_nisba(native: Part, latin: Part) -> bool:
    """Whether only the Arabic spelling ends in the "i" that makes another name: Ahmad, Ahmadi."""
    return native.native.endswith(_LONG_I) and all(form[-1] not in "iyeaj" for form in latin.forms)


def _father_cost(left: Part, right: Part) -> float:
    """Cost of "Heydar oglu" beside "Heydarovich"."""
    one, two = patronymic_stem(left.forms[0]), patronymic_stem(right.forms[0])
    if (one is None) == (two is None):
        return OTHER
    return part_cost(one[0] if one else left.forms[0], two[0] if two else right.forms[0])


def _matrix(left: PersonName, right: PersonName) -> list[tuple[float, int, int, int]]:
    """(cost, distance in order, place, place) of each two parts that could be one."""
    found: list[tuple[float, int, int, int]] = []
    for one, part in enumerate(left.parts):
        native = part.native
        form = part.forms[0]
        for two, other in enumerate(right.parts):
            if native or other.native or len(part.forms) > 1 or len(other.forms) > 1:
                cost = _foreign_cost(part, other)
            else:
                cost = part_cost(form, other.forms[0])
            if cost == OTHER and part.role is other.role is Role.PATRONYMIC:
                cost = _father_cost(part, other)
            if cost < 0.5:
                found.append((cost, abs(one - two), one, two))
    found.sort()
    return found


@dataclass(frozen=True, slots=True)
class Pairing:
    """The parts of two names, sorted by whether and how they answer each other.

    Attributes:
        pairs: (place, place, cost) of parts that agree, in the left name's order.
        initials: places of initials and of the parts they may stand for.
        joined: the words left over, where they are the same letters divided otherwise.
        full: number of parts that agree in full.
        weight: how much these tell persons apart, together.
    """

    pairs: tuple[tuple[int, int, float], ...]
    initials: tuple[tuple[int, int], ...]
    joined: tuple[str, str, float] | None
    left_alone: tuple[int, ...]
    right_alone: tuple[int, ...]
    full: int
    weight: float


def pair_parts(left: PersonName, right: PersonName) -> Pairing:
    """Pair the parts that cost least; then parts divided otherwise, then initials."""
    used_left: set[int] = set()
    used_right: set[int] = set()
    pairs: list[tuple[int, int, float]] = []
    initials: list[tuple[int, int]] = []
    for cost, _, one, two in _matrix(left, right):
        if one in used_left or two in used_right:
            continue
        if cost == INITIAL:
            initials.append((one, two))
            continue
        pairs.append((one, two, cost))
        used_left.add(one)
        used_right.add(two)
    left_alone = [i for i in range(len(left.parts)) if i not in used_left]
    right_alone = [i for i in range(len(right.parts)) if i not in used_right]
    full = len(pairs)
    weight = 0.0
    for one, two, cost in pairs:
        lighter = min(left.parts[one].weight, right.parts[two].weight)
        weight += lighter if cost <= SLIPPED else _LIGHTER * lighter
    joined: tuple[str, str, float] | None = None
    if left_alone and right_alone and (len(left_alone) > 1 or len(right_alone) > 1):
        one_side = [left.parts[i] for i in left_alone]
        other_side = [right.parts[i] for i in right_alone]
        joined = join_parts(one_side, other_side)
        if joined is not None:
            weight += max(sum(p.weight for p in one_side), sum(p.weight for p in other_side))
            full += max(len(left_alone), len(right_alone))
            left_alone, right_alone = [], []
    kept: list[tuple[int, int]] = []
    for one, two in initials:
        if one in left_alone and two in right_alone:
            kept.append((one, two))
            left_alone.remove(one)
            right_alone.remove(two)
    return Pairing(
        tuple(sorted(pairs)),
        tuple(kept),
        joined,
        tuple(left_alone),
        tuple(right_alone),
        full,
        weight,
    )
