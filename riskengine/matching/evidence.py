"""What is known besides the names: it speaks for a match, against it, or not at all."""

from __future__ import annotations

from dataclasses import replace

from riskengine.matching.identity import Answer, compare_identifiers
from riskengine.matching.weigh import Weighed, add_clause
from riskengine.model.entity import Entity
from riskengine.model.match import Profile

COUNTRY_CONFLICT = 0.9
BRAND_COUNTRY_CONFLICT = 0.8  # a bare brand has nothing else to rely on
IDENTIFIER_CONFLICT = 0.75

# One country in the eyes of most lists; addresses of one firm often name several.
_NEIGHBOURS = (frozenset({"CN", "HK", "MO"}),)


def weigh_facts(found: Weighed, profile: Profile, entity: Entity) -> Weighed:
    """Let identifiers and countries speak; what is missing on either side says nothing."""
    answer, what = compare_identifiers(profile.identifiers, entity.identifiers)
    if answer is Answer.SAME:
        reason = add_clause(found.reason, f"the identifier {what} is the same")
        return replace(
            found, confidence=1.0, by_name=1.0, brand_only=False, reason=reason, weak=False
        )
    confidence, reason = found.confidence, found.reason
    if answer is Answer.CONFLICT:
        confidence *= IDENTIFIER_CONFLICT
        reason = add_clause(reason, f"the identifiers of scheme {what} differ")
    if _countries_conflict(profile.country, entity.countries):
        confidence *= BRAND_COUNTRY_CONFLICT if found.brand_only else COUNTRY_CONFLICT
        stated = ", ".join(entity.countries)
        reason = add_clause(
            reason, f"the list states {stated}, the party searched is of {profile.country}"
        )
    return replace(found, confidence=round(confidence, 4), reason=reason)


def _countries_conflict(country: str | None, listed: tuple[str, ...]) -> bool:
    if country is None or not listed or country in listed:
        return False
    return not any(country in group and not group.isdisjoint(listed) for group in _NEIGHBOURS)
