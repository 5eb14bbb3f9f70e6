"""Which state stands behind a party, at which tier, and how that is known.

Sources, strongest first: the text, the reference lists, the pattern of the party's name.
A name pattern is a weak indication and yields to both others.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Protocol

from riskengine import territories
from riskengine.model.entity import Entity
from riskengine.model.interval import Stake
from riskengine.model.match import Match
from riskengine.model.reading import Extraction, Relation
from riskengine.model.signal import ComparisonEvidence, Evidence, ReferenceEvidence
from riskengine.ownership.graph import Edge, OwnershipGraph, quote, reference_of, tie_status
from riskengine.vocab import PartyKind, Polarity, RelationType, StateTier

STATE_PREFIX = "STATE:"
_BODY_KINDS = frozenset({"government", "military", "party"})


class StateBody(Protocol):
    """What a name pattern says of a name."""

    @property
    def country(self) -> str: ...
    @property
    def tier(self) -> StateTier | None: ...
    @property
    def holder_kind(self) -> str: ...
    @property
    def weak(self) -> bool: ...
    @property
    def entity_id(self) -> str: ...


@dataclass(frozen=True, slots=True)
class StateParty:
    """A party that is a state body, or one that a state holds by the reference lists.

    Attributes:
        basis: `reference` or `pattern`.
        weak: known by the pattern of a company name only.
    """

    country: str
    tier: StateTier | None
    holder_kind: str
    basis: str
    weak: bool
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class StateTie:
    """One state behind one party.

    `relation` is `owned`, `controlled`, `subsidiary`, `backed` or `self`; `depth` is the
    number of steps to the state's body, 0 for `self`.
    """

    owner: str
    owner_kind: str
    country: str
    tier: StateTier | None
    relation: str
    stake: Stake | None
    depth: int
    basis: str
    polarity: Polarity
    status: str
    evidence: tuple[Evidence, ...]


class StateRegister:
    """Answers, for any name of the graph, which state it belongs to.

    Args:
        references: matches of each party against the reference lists, best first.
        by_pattern: resolves a name by the templates of state bodies; None if none fits.
        by_caption: reference entities by the name that the graph uses for them.
    """

    def __init__(
        self,
        extraction: Extraction,
        references: Mapping[str, tuple[Match, ...]],
        by_pattern: Callable[[str], StateBody | None],
        by_caption: Mapping[str, Entity],
    ) -> None:
        self._extraction = extraction
        self._references = references
        self._by_pattern = by_pattern
        self._by_caption = by_caption
        self._known: dict[str, StateParty | None] = {}
        self._backing: dict[str, list[Relation]] = {}
        for relation in extraction.relations:
            if relation.type is RelationType.STATE_BACKED:
                self._backing.setdefault(relation.subject, []).append(relation)

    def state_party(self, name: str) -> StateParty | None:
        """What is known of a name by itself, without its owners."""
        if name not in self._known:
            self._known[name] = self._find(name)
        return self._known[name]

    def backing(self, name: str) -> tuple[StateTie, ...]:
        """Ties from the text's bare "backed by the state"."""
        return tuple(
            tie
            for relation in self._backing.get(name, ())
            if (tie := _backed(relation, self._extraction)) is not None
        )

    def _find(self, name: str) -> StateParty | None:
        party = self._extraction.party(name)
        match = reference_of(self._references.get(name, ()))
        entity = match.entity if match is not None else self._by_caption.get(name)
        if entity is not None and entity.state_country is not None:
            evidence: list[Evidence] = [
                ReferenceEvidence(entity.id, f"{entity.caption}: {_holder(entity)}", entity.source)
            ]
            if match is not None:
                evidence.append(
                    ComparisonEvidence(
                        match.query_name, match.listed_name, match.confidence, match.reason
                    )
                )
            return StateParty(
                country=entity.state_country,
                tier=entity.state_tier,
                holder_kind=entity.holder_kind or "unknown",
                basis="reference",
                weak=False,
                evidence=tuple(evidence),
            )
        if party is not None and party.is_person:
            return None
        names = party.names if party is not None else (name,)
        for spelling in names:
            body = self._by_pattern(spelling)
            if body is None:
                continue
            # A company may carry a government's words in its name; only a name pattern of
            # companies may then speak, and it speaks weakly.
            company = party is not None and party.kind in {PartyKind.COMPANY, PartyKind.FUND}
            weak = body.weak or company
            return StateParty(
                country=body.country,
                tier=body.tier,
                holder_kind=body.holder_kind or "unknown",
                basis="pattern" if weak else "reference",
                weak=weak,
                evidence=(
                    ReferenceEvidence(
                        body.entity_id,
                        f"the name {spelling!r} has the form of a state body of "
                        f"{territories.country_name(body.country)}",
                        "name pattern",
                    ),
                ),
            )
        return None


def _holder(entity: Entity) -> str:
    kind = (entity.holder_kind or "state party").replace("_", " ")
    tier = f", {entity.state_tier.replace('_', ' ')} tier" if entity.state_tier else ""
    return f"{kind} of {territories.country_name(entity.state_country or '')}{tier}"


def state_ties(
    subject: str, graph: OwnershipGraph, register: StateRegister
) -> tuple[StateTie, ...]:
    """Every state behind `subject`: strongest basis first, then nearest.

    A pattern is dropped where a better source names the same state, and a bare "backed by
    the state" where an owner or controller of that state is known.
    """
    ties: list[StateTie] = []
    own = register.state_party(subject)
    if own is not None:
        ties.append(
            StateTie(
                owner=subject,
                owner_kind=own.holder_kind,
                country=own.country,
                tier=own.tier,
                relation="self",
                stake=None,
                depth=0,
                basis=own.basis,
                polarity=Polarity.ASSERTED,
                status="current",
                evidence=own.evidence,
            )
        )
    reached: set[tuple[str, str]] = set()
    for owner, depth, path in graph.ancestors(subject):
        state = register.state_party(owner)
        if state is None or state.weak or (path[0].owner, state.country) in reached:
            continue  # the same state further up the same chain is no second fact
        reached.add((path[0].owner, state.country))
        ties.append(_tie_through(path, owner, depth, state))
    for edge in graph.owners_of(subject):
        state = register.state_party(edge.owner)
        if state is not None and not edge.holds_now:
            ties.append(_tie_through((edge,), edge.owner, 1, state))
    ties.extend(register.backing(subject))
    return _without_repeats(ties)


def _tie_through(path: tuple[Edge, ...], owner: str, depth: int, state: StateParty) -> StateTie:
    first = path[0]
    relation = {
        "owns": "owned",
        "votes": "owned",
        "parent_of": "subsidiary",
        "controls": "controlled",
    }[first.kind]
    evidence = [item for edge in path for item in edge.evidence]
    evidence.extend(item for item in state.evidence if item not in evidence)
    return StateTie(
        owner=owner,
        owner_kind=state.holder_kind,
        country=state.country,
        tier=state.tier,
        relation=relation,
        # The share of the direct owner stands for the whole chain: a state that controls the
        # holder of 24 % votes 24 %, so multiplying further up would understate it.
        stake=None if first.stake.is_unknown else first.stake,
        depth=depth,
        basis="text" if any(edge.basis == "text" for edge in path) else "reference",
        polarity=first.polarity,
        status=first.status,
        evidence=tuple(evidence),
    )


def _backed(relation: Relation, extraction: Extraction) -> StateTie | None:
    country = _state_of(relation)
    if country is None or relation.polarity is Polarity.DENIED:
        return None
    return StateTie(
        owner=f"the state ({territories.country_name(country)})",
        owner_kind="unknown",
        country=country,
        tier=None,
        relation="backed",
        stake=None,
        depth=1,
        basis="text",
        polarity=relation.polarity,
        status=tie_status(relation),
        evidence=(quote(extraction, relation),),
    )


def _state_of(relation: Relation) -> str | None:
    name = relation.object.removeprefix(STATE_PREFIX)
    return territories.country_code(name)


_BASIS_RANK = {"text": 0, "reference": 1, "pattern": 2}


def _without_repeats(ties: list[StateTie]) -> tuple[StateTie, ...]:
    ordered = sorted(ties, key=lambda tie: (_BASIS_RANK[tie.basis], tie.depth))
    held = {
        (tie.country, tie.status)
        for tie in ties
        if tie.relation not in {"backed", "self"} and tie.basis != "pattern"
    }
    kept: dict[tuple[str, str, str], StateTie] = {}
    for tie in ordered:
        weaker = (
            tie.basis == "pattern"
            or tie.relation == "backed"
            or (tie.relation == "self" and tie.owner_kind not in _BODY_KINDS)
        )
        if weaker and (tie.country, tie.status) in held:
            continue
        kept.setdefault((tie.owner, tie.relation, tie.status), tie)
    return tuple(kept.values())
