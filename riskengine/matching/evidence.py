"""What is known besides the names: it speaks for a match, against it, or not at all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from riskengine.matching.addresses import same_address
from riskengine.matching.identity import Answer, compare_identifiers
from riskengine.matching.weigh import Move, Weighed
from riskengine.model.entity import Entity
from riskengine.model.interval import DateRange
from riskengine.model.match import Profile

# A negative move takes that share off the confidence; a positive one closes that share of
# the gap to 1. Set by judgement: a date of birth separates persons better than anything but
# a number; countries of one party often differ between papers.
COUNTRY_CONFLICT = -0.1
BRAND_COUNTRY_CONFLICT = -0.2  # a bare brand has nothing else to rely on
IDENTIFIER_CONFLICT = -0.25
BIRTH_CONFLICT = -0.25
BIRTH_NEAR = -0.05  # within two years: dates of birth are often wrong by so much
BIRTH_SAME_DAY, BIRTH_OVERLAP = 0.5, 0.1
FOUNDED_CONFLICT = -0.05
ADDRESS_SAME = 0.3
LIFT_FLOOR = 0.6  # names less alike than this stay apart, whatever else agrees

_NEAR_DAYS = 2 * 366
# One country in the eyes of most lists; addresses of one firm often name several.
_NEIGHBOURS = (frozenset({"CN", "HK", "MO"}),)


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing compared besides the names.

    Attributes:
        about: `identifier`, `country`, `birth`, `founded` or `address`.
        left, right: what the party searched and the entry have.
        says: a clause for the reason.
        move: see the figures above; 1 makes the match certain, 0 moves nothing.
        rank: how much it counts among matches of equal confidence.
        strong: enough to let a weak alias count.
    """

    about: str
    left: str
    right: str
    says: str
    move: float = 0.0
    rank: float = 0.0
    strong: bool = False


def facts(profile: Profile, entity: Entity, *, brand_only: bool) -> tuple[Fact, ...]:
    """What both sides state, compared; what is missing on either side gives nothing.

    Args:
        brand_only: the names agree in a bare brand only, so that a country weighs more.
    """
    found = (
        _identifiers(profile, entity),
        _country(profile, entity, brand_only),
        _dates("birth", profile, entity),
        _dates("founded", profile, entity),
        _address(profile.addresses, entity.addresses),
    )
    return tuple(fact for fact in found if fact is not None)


def weigh_facts(found: Weighed, profile: Profile, entity: Entity) -> Weighed:
    """Let what is known besides the names move a confidence, one fact after the other.

    It is put into words only when `Weighed.explained` is asked.
    """
    compared = facts(profile, entity, brand_only=found.brand_only)
    if any(fact.move == 1.0 for fact in compared):
        compared = tuple(fact for fact in compared if fact.move == 1.0)
    if not compared:
        return found
    confidence = found.confidence
    moves = list(found.moves)
    for fact in compared:
        if fact.move < 0.0:
            confidence = round(confidence * (1.0 + fact.move), 4)
        elif fact.move == 1.0:
            confidence = 1.0
        elif found.by_name >= LIFT_FLOOR:
            confidence = round(confidence + (1.0 - confidence) * fact.move, 4)
        moves.append(Move(fact.about, fact.says, confidence, fact.left, fact.right))
    certain = any(fact.move == 1.0 for fact in compared)
    return replace(
        found,
        confidence=confidence,
        brand_only=found.brand_only and not certain,
        weak=found.weak and not any(fact.strong for fact in compared),
        moves=tuple(moves),
        support=round(sum(fact.rank for fact in compared), 4),
    )


def _identifiers(profile: Profile, entity: Entity) -> Fact | None:
    answer, what = compare_identifiers(profile.identifiers, entity.identifiers)
    if answer is Answer.SAME:
        says = f"the identifier {what} is the same"
        return Fact("identifier", what, what, says, 1.0, 5.0, strong=True)
    if answer is Answer.CONFLICT:
        says = f"the identifiers of scheme {what} differ"
        return Fact("identifier", what, what, says, IDENTIFIER_CONFLICT, -3.0)
    return None


def _country(profile: Profile, entity: Entity, brand_only: bool) -> Fact | None:
    country, listed = profile.country, entity.countries
    if country is None or not listed:
        return None
    stated = ", ".join(listed)
    if country in listed:
        return Fact("country", country, stated, f"both are of {country}", 0.0, 1.0)
    if any(country in group and not group.isdisjoint(listed) for group in _NEIGHBOURS):
        return None
    says = f"the list states {stated}, the party searched is of {country}"
    move = BRAND_COUNTRY_CONFLICT if brand_only else COUNTRY_CONFLICT
    return Fact("country", country, stated, says, move, -1.0)


def _dates(label: str, profile: Profile, entity: Entity) -> Fact | None:
    """The closest of several dates decides: lists print every date a party has used."""
    mine = [day for name, day in profile.dates if name == label]
    theirs = [day for name, day in entity.dates if name == label]
    if not mine or not theirs:
        return None
    gap, left, right = min((_gap(one, two), one, two) for one in mine for two in theirs)
    what = "dates of birth" if label == "birth" else "founding dates"
    if gap > 0:
        says = f"the {what} differ: {left} and {right}"
        if label != "birth":
            return Fact(label, str(left), str(right), says, FOUNDED_CONFLICT, -1.0)
        move = BIRTH_NEAR if gap <= _NEAR_DAYS else BIRTH_CONFLICT
        return Fact(label, str(left), str(right), says, move, -2.0)
    exact = left == right and left.earliest == left.latest
    says = f"the {what} agree: {left}" if left == right else f"{left} agrees with {right}"
    if label != "birth":
        return Fact(label, str(left), str(right), says, 0.0, 1.0)
    move = BIRTH_SAME_DAY if exact else BIRTH_OVERLAP
    return Fact(label, str(left), str(right), says, move, 4.0 if exact else 2.0, strong=exact)


def _gap(left: DateRange, right: DateRange) -> int:
    """Days between two ranges; 0 when they overlap."""
    first, second = sorted((left, right))
    return max(0, (second.earliest - first.latest).days)


def _address(mine: Sequence[str], theirs: Sequence[str]) -> Fact | None:
    """Only an equal address says something: a firm has many, and lists know few of them."""
    for left in mine:
        for right in theirs:
            if same_address(left, right):
                says = f'the address "{left}" is that of the entry'
                return Fact("address", left, right, says, ADDRESS_SAME, 3.0)
    return None
