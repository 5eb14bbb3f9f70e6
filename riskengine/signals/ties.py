"""Signals from ownership, states and backers."""

from __future__ import annotations

from collections.abc import Iterator

from riskengine.model.assessment import OwnershipResult
from riskengine.model.reading import Relation
from riskengine.model.signal import (
    Evidence,
    OwnershipEvidence,
    Signal,
)
from riskengine.ownership.graph import (
    Edge,
    quote,
    reference_of,
    stake_through,
    tie_status,
)
from riskengine.ownership.states import StateTie
from riskengine.signal_catalogue import signal
from riskengine.signals.context import (
    RESTRICTIVENESS,
    Context,
    issuer,
    list_code,
)
from riskengine.signals.homes import home_country, home_fact, state_behind, ties_of
from riskengine.signals.listings import listing_evidence
from riskengine.vocab import Measure, Polarity, RelationType

_ROLE_RANK = {"led": 0, "joined": 1, "existing": 2, None: 3}
_RELATED = {"owns": "owner", "votes": "owner", "parent_of": "parent", "controls": "controller"}


def state_signals(name: str, context: Context) -> Iterator[Signal]:
    """One `state_ownership` per state party behind the subject."""
    for tie in ties_of(name, context):
        yield signal(
            "state_ownership",
            name,
            tie.evidence,
            owner=tie.owner,
            owner_kind=_holder_kind(tie.owner_kind),
            country=tie.country,
            tier=tie.tier,
            relation=tie.relation,
            stake=tie.stake,
            depth=tie.depth,
            basis=tie.basis,
            polarity=tie.polarity,
            status=tie.status,
        )


def _holder_kind(kind: str) -> str:
    known = {
        "government",
        "military",
        "party",
        "state_company",
        "state_bank",
        "state_fund",
        "sovereign_fund",
        "pension_fund",
    }
    return kind if kind in known else "unknown"


def regime_signals(name: str, context: Context) -> Iterator[Signal]:
    """One `ownership_regime` per regime that finds a listed owner above the subject."""
    for result in context.regimes.get(name, ()):
        owners = _listed_owners(name, result, context)
        gravest = _gravest(owners, context)
        evidence: list[Evidence] = [OwnershipEvidence((*result.path, result.arithmetic))]
        for edge in context.graph.owners_of(name):
            evidence.extend(item for item in edge.evidence if item not in evidence)
        for owner in owners:
            item = context.gravest_listing(owner)
            if item is not None:
                evidence.append(listing_evidence(item)[0])
        yield signal(
            "ownership_regime",
            name,
            tuple(evidence),
            regime=result.regime,
            regime_status=result.status,
            verdict=result.verdict,
            stake=result.stake,
            owners=", ".join(owners),
            owner_list_id=gravest[0] if gravest else None,
            owner_measure=gravest[1] if gravest else None,
            citation=result.citation,
        )


def _listed_owners(name: str, result: OwnershipResult, context: Context) -> tuple[str, ...]:
    words = "\n".join(result.path)
    return tuple(
        owner for owner, _, _ in context.graph.ancestors(name) if f"{owner} is on " in words
    )


def _gravest(owners: tuple[str, ...], context: Context) -> tuple[str, Measure] | None:
    found = [known for owner in owners for known in listed_on(owner, context)]
    return min(found, key=lambda item: RESTRICTIVENESS.index(item[1]), default=None)


def listed_on(name: str, context: Context) -> tuple[tuple[str, Measure], ...]:
    """Lists a party is on: by match, and by the text's own assertion. Gravest first."""
    key = ("listed_on", name)
    if key not in context.memo:
        context.memo[key] = _listed_on(name, context)
    found: tuple[tuple[str, Measure], ...] = context.memo[key]
    return found


def lists_by_issuer(name: str, context: Context) -> tuple[tuple[str, Measure], ...]:
    """Of the lists a party is on, the gravest of each issuer, gravest first."""
    first: dict[str, tuple[str, Measure]] = {}
    for list_id, measure in listed_on(name, context):
        first.setdefault(issuer(list_id), (list_id, measure))
    return tuple(first.values())


def _listed_on(name: str, context: Context) -> tuple[tuple[str, Measure], ...]:
    found: dict[str, Measure] = {}
    for item in context.gravest_listings(name):
        found[item.info.list_id] = item.info.measure
    for relation in context.claims_of(name):
        if _asserts_listing(relation):
            code = list_code(relation.object)
            found.setdefault(code.list_id or relation.object, code.measure)
    return tuple(sorted(found.items(), key=lambda pair: RESTRICTIVENESS.index(pair[1])))


def _asserts_listing(relation: Relation) -> bool:
    return (
        relation.type is RelationType.LISTED_ON
        and relation.polarity is Polarity.ASSERTED
        and tie_status(relation) == "current"
    )


def related_signals(name: str, context: Context) -> Iterator[Signal]:
    """One `related_listing` per listed owner, parent or controller and issuer, at any depth."""
    for owner, _, path in context.graph.ancestors(name):
        yield from _related(name, owner, path, context)
    for edge in context.graph.owners_of(name):
        if not edge.holds_now:
            yield from _related(name, edge.owner, (edge,), context)


def _related(name: str, owner: str, path: tuple[Edge, ...], context: Context) -> Iterator[Signal]:
    asserted = [
        quote(context.extraction, relation)
        for relation in context.claims_of(owner)
        if _asserts_listing(relation)
    ]
    stake = stake_through(path)
    for list_id, measure in lists_by_issuer(owner, context):
        item = context.listing_on(owner, list_id)
        evidence: list[Evidence] = [proof for edge in path for proof in edge.evidence]
        if item is not None:
            evidence.extend(listing_evidence(item))
        evidence.extend(asserted)
        citation = item.match.entity.listings[item.index].citation if item is not None else ""
        yield signal(
            "related_listing",
            name,
            tuple(dict.fromkeys(evidence)),
            party=owner,
            relation=_RELATED[path[0].kind],
            list_id=list_id,
            measure=measure,
            confidence=item.match.confidence if item is not None else None,
            candidates=item.match.candidates if item is not None else None,
            state=item.state if item is not None else "active",
            stake=None if stake.is_unknown else stake,
            polarity=path[0].polarity,
            status=path[0].status,
            citation=citation or None,
        )


def backer_signals(name: str, context: Context) -> Iterator[Signal]:
    """One `backer` per investor, and per owner that no state stands behind."""
    for investor, relations in _investors(name, context).items():
        best = min(
            relations, key=lambda item: (item.polarity is not Polarity.ASSERTED, _rank(item))
        )
        held = [item.stake for item in relations if item.stake is not None]
        evidence: list[Evidence] = []
        for relation in relations:
            proof = quote(context.extraction, relation)
            if proof not in evidence:
                evidence.append(proof)
        state = state_behind(investor, context)
        if state is not None:
            evidence.extend(item for item in state.evidence if item not in evidence)
        item = context.gravest_listing(investor)
        lists = listed_on(investor, context)
        if item is not None:
            evidence.extend(listing_evidence(item))
        match = reference_of(context.references.get(investor, ()))
        if match is not None and match.entity.countries:
            fact = home_fact(match.entity)
            if not any(getattr(known, "entity_id", None) == match.entity.id for known in evidence):
                evidence.append(fact)
        yield signal(
            "backer",
            name,
            tuple(evidence),
            investor=investor,
            country=home_country(investor, context),
            role=best.role or "unknown",
            state_country=state.country if state is not None else None,
            state_tier=state.tier if state is not None else None,
            state_basis=state.basis if state is not None else None,
            holder_kind=_backer_kind(investor, state, context),
            listed=bool(lists),
            listed_on_list=lists[0][0] if lists else None,
            listed_measure=lists[0][1] if lists else None,
            stake=held[0] if held else None,
            amount=next((item.amount for item in relations if item.amount), None),
            polarity=best.polarity,
            status=tie_status(best),
        )


def _rank(relation: Relation) -> int:
    return _ROLE_RANK.get(relation.role, 3)


def _investors(name: str, context: Context) -> dict[str, list[Relation]]:
    investors: dict[str, list[Relation]] = {}
    for relation in context.claims_on(name):
        if relation.type is RelationType.INVESTED_IN:
            investors.setdefault(relation.subject, []).append(relation)
    for relation in context.claims_of(name):
        if relation.type is RelationType.OWNED_BY:
            investors.setdefault(relation.object, []).append(relation)
    # A state holder or a listed owner counts as such already; its money is no second fact.
    holders = {edge.owner for edge in context.graph.owners_of(name) if edge.holds_now}
    return {
        investor: relations
        for investor, relations in investors.items()
        if investor not in holders
        or (state_behind(investor, context) is None and not listed_on(investor, context))
    }


def _backer_kind(name: str, state: StateTie | None, context: Context) -> str | None:
    if state is not None and state.owner_kind != "unknown":
        return state.owner_kind
    match = reference_of(context.references.get(name, ()))
    return match.entity.holder_kind or None if match is not None else None
