"""Where a party is at home, and which state stands behind it."""

from __future__ import annotations

from dataclasses import dataclass

from riskengine import territories
from riskengine.model.entity import Entity
from riskengine.model.signal import Evidence, ReferenceEvidence, TextEvidence
from riskengine.ownership.graph import reference_of
from riskengine.ownership.states import StateTie, state_ties
from riskengine.signals.context import Context
from riskengine.signals.listings import listing_evidence
from riskengine.vocab import Polarity


def ties_of(name: str, context: Context) -> tuple[StateTie, ...]:
    """Every state behind a party, strongest first."""
    key = ("ties_of", name)
    if key not in context.memo:
        context.memo[key] = state_ties(name, context.graph, context.register)
    found: tuple[StateTie, ...] = context.memo[key]
    return found


def state_behind(name: str, context: Context) -> StateTie | None:
    """The strongest current, asserted state tie of a party."""
    for tie in ties_of(name, context):
        if tie.status == "current" and tie.polarity is Polarity.ASSERTED:
            return tie
    return None


@dataclass(frozen=True, slots=True)
class Home:
    """Where a party is at home; `basis` is `text`, `list` or `given`."""

    country: str
    basis: str
    evidence: tuple[Evidence, ...]


def home(name: str, context: Context) -> Home | None:
    """Country of a party, from the first source that knows it.

    In this order: the user or the text, the reference lists, a list entry that fits alone,
    the state behind it, a place in its name.
    """
    key = ("home", name)
    if key not in context.memo:
        context.memo[key] = _home(name, context)
    found: Home | None = context.memo[key]
    return found


def _home(name: str, context: Context) -> Home | None:
    party = context.extraction.party(name)
    document = context.extraction.document
    if party is not None and party.country is not None:
        if document.kind == "name":
            fact = ReferenceEvidence("input", f"country given: {party.country}", "the request")
            return Home(party.country, "given", (fact,))
        span = party.country_evidence
        quoted = (TextEvidence(span.start, span.end, span.of(document.text)),) if span else ()
        return Home(party.country, "text", quoted)
    match = reference_of(context.references.get(name, ()))
    if match is not None and match.entity.countries:
        return Home(match.entity.countries[0], "list", (home_fact(match.entity),))
    item = context.gravest_listing(name)
    if item is not None and len(item.match.entity.countries) == 1:
        return Home(item.match.entity.countries[0], "list", listing_evidence(item))
    state = state_behind(name, context)
    if state is not None:
        return Home(state.country, "list", state.evidence)
    hits = territories.places_in(name)
    if not hits:
        return None
    where = hits[0].place
    fact = ReferenceEvidence(
        "place-names",
        f"{where.name}, in the name, is in {territories.country_name(where.country)}",
        "place name",
    )
    return Home(where.country, "list", (fact,))


def home_country(name: str, context: Context) -> str | None:
    """ISO code of a party's home, None when unknown."""
    found = home(name, context)
    return found.country if found is not None else None


def home_fact(entity: Entity) -> ReferenceEvidence:
    country = territories.country_name(entity.countries[0])
    return ReferenceEvidence(entity.id, f"{entity.caption}: home country {country}", entity.source)
