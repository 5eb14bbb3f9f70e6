"""Who owns and controls whom: edges from the text's claims and from the reference lists.

Nodes are names: the canonical name of a party of the document, or the caption of a
reference entity that no party of the document stands for.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from riskengine.model.entity import Entity, EntityRelation
from riskengine.model.interval import DateRange, Stake
from riskengine.model.match import Match
from riskengine.model.reading import Extraction, Relation
from riskengine.model.signal import ComparisonEvidence, Evidence, ReferenceEvidence, TextEvidence
from riskengine.vocab import MatchVerdict, Polarity, RelationType

REFERENCE_CUTOFF = 0.85
"""Confidence from which a reference entity stands for a party. Higher than the review
cut-off: a wrong owner would be asserted, not offered for review."""

_EDGE_KIND = {
    RelationType.OWNED_BY: "owns",
    RelationType.SUBSIDIARY_OF: "parent_of",
    RelationType.CONTROLLED_BY: "controls",
}
_REFERENCE_KIND = {
    "owned_by": "owns",
    "subsidiary_of": "parent_of",
    "controlled_by": "controls",
    "state_body_of": "controls",
    "manages_fund": "controls",
}


VERBS = {
    "owns": "owns",
    "votes": "has votes in",
    "parent_of": "is the parent of",
    "controls": "controls",
}


@dataclass(frozen=True, slots=True)
class Edge:
    """`owner` holds, controls or is the parent of `asset`.

    Attributes:
        kind: `owns`, `votes`, `parent_of` or `controls`.
        stake: share of the capital, or of the votes, in percent; unknown where the source gives
            none. Control is no share.
        basis: `text`, `reference` or `file`.
        status: `current`, `former` or `planned`.
        means: by what the owner controls, in the source's words: a golden share, a contract.
        since, until: first and last day as far as known; None where the source gives none.
        joint: name of the arrangement under which several owners act as one.
        certain: false where the dates leave open whether the tie holds on the day.
    """

    owner: str
    asset: str
    kind: str
    stake: Stake
    basis: str
    polarity: Polarity
    status: str
    evidence: tuple[Evidence, ...]
    means: str = ""
    since: DateRange | None = None
    until: DateRange | None = None
    joint: str = ""
    certain: bool = True

    @property
    def holds_now(self) -> bool:
        """Whether the tie may be used in arithmetic: asserted and current."""
        return self.polarity is Polarity.ASSERTED and self.status == "current"

    def in_words(self) -> str:
        verb = VERBS[self.kind]
        share = "" if self.kind == "controls" and self.stake.is_unknown else f" ({self.stake})"
        source = {"text": "text", "reference": "reference list", "file": "file"}[self.basis]
        return f"{self.owner} {verb} {self.asset}{share} [{source}]"


class OwnershipGraph:
    """Edges, looked up by asset."""

    def __init__(self, edges: tuple[Edge, ...]) -> None:
        self.edges = edges
        owners: dict[str, list[Edge]] = defaultdict(list)
        for edge in edges:
            owners[edge.asset].append(edge)
        self._owners = {asset: tuple(found) for asset, found in owners.items()}
        self._ancestors: dict[str, tuple[tuple[str, int, tuple[Edge, ...]], ...]] = {}

    def on(self, day: dt.date) -> OwnershipGraph:
        """The ties of a day; where dates leave it open, the share starts at 0."""
        return OwnershipGraph(tuple(tie for edge in self.edges if (tie := _tie_on(edge, day))))

    def owners_of(self, asset: str) -> tuple[Edge, ...]:
        """Edges into `asset`, in the order they were found."""
        return self._owners.get(asset, ())

    def ancestors(self, subject: str) -> tuple[tuple[str, int, tuple[Edge, ...]], ...]:
        """Every owner above `subject` with its depth and the first path to it, nearest first.

        Only ties that hold now are followed. Cycles end: each owner is visited once.
        """
        if subject not in self._ancestors:
            self._ancestors[subject] = self._walk(subject)
        return self._ancestors[subject]

    def _walk(self, subject: str) -> tuple[tuple[str, int, tuple[Edge, ...]], ...]:
        found: list[tuple[str, int, tuple[Edge, ...]]] = []
        seen = {subject}
        level: list[tuple[str, tuple[Edge, ...]]] = [(subject, ())]
        depth = 0
        while level:
            depth += 1
            following: list[tuple[str, tuple[Edge, ...]]] = []
            for asset, path in level:
                for edge in self.owners_of(asset):
                    if edge.holds_now and edge.owner not in seen:
                        seen.add(edge.owner)
                        following.append((edge.owner, (*path, edge)))
            found.extend((owner, depth, path) for owner, path in following)
            level = following
        return tuple(found)


def _tie_on(edge: Edge, day: dt.date) -> Edge | None:
    since, until = edge.since, edge.until
    if (since is not None and since.earliest > day) or (until is not None and until.latest < day):
        return None
    open_start = since is not None and since.latest > day
    open_end = until is not None and until.earliest < day
    if open_start or open_end:
        return replace(edge, stake=Stake(0.0, edge.stake.high), certain=False)
    return edge


def stake_through(path: tuple[Edge, ...]) -> Stake:
    """Share that the far owner of a path has in its start.

    At least the product of the shares. At most the direct owner's share where a majority
    further up may carry the whole of it, else the product of the highest shares.
    """
    low, high = path[0].stake.low, path[0].stake.high
    for edge in path[1:]:
        low = low * edge.stake.low / 100
        if edge.kind != "controls" and edge.stake.high < 50:
            high = high * edge.stake.high / 100
    return Stake(min(low, high), high)


def tie_status(relation: Relation) -> str:
    """`current`, `former` or `planned`, from the relation's status and polarity."""
    if relation.status in {"former", "removed"}:
        return "former"
    if relation.status == "planned" or relation.polarity is Polarity.HYPOTHETICAL:
        return "planned"
    return "current"


def quote(extraction: Extraction, relation: Relation) -> TextEvidence:
    """The relation's evidence with its words."""
    span = relation.evidence
    return TextEvidence(span.start, span.end, span.of(extraction.document.text))


def reference_of(matches: tuple[Match, ...]) -> Match | None:
    """The reference entity that stands for a party; None if no name fits well enough."""
    for match in matches:
        if match.confidence >= REFERENCE_CUTOFF and match.verdict is MatchVerdict.MATCH:
            return match
    return None


def build_graph(
    extraction: Extraction,
    references: Mapping[str, tuple[Match, ...]],
    entity: Callable[[str], Entity],
    as_of: dt.date,
) -> OwnershipGraph:
    """Edges of the text first, then those of the reference lists, each in source order.

    Args:
        references: matches of each party against the reference lists, best first.
        entity: looks an entity up by id.
        as_of: reference relations outside their dates on this day are left out.
    """
    edges: list[Edge] = []
    for relation in extraction.relations:
        kind = _EDGE_KIND.get(relation.type)
        if kind is None or relation.polarity is Polarity.DENIED:
            continue
        stake = relation.stake
        if stake is None:
            known = relation.percent is not None
            stake = Stake.exactly(relation.percent) if known and relation.percent else Stake()
        edges.append(
            Edge(
                owner=relation.object,
                asset=relation.subject,
                kind=kind,
                stake=stake,
                basis="text",
                polarity=relation.polarity,
                status=tie_status(relation),
                evidence=(quote(extraction, relation),),
            )
        )
    stands_for: dict[str, str] = {}
    roots: list[Match] = []
    for party in extraction.parties:
        match = reference_of(references.get(party.canonical, ()))
        if match is not None and match.entity.id not in stands_for:
            stands_for[match.entity.id] = party.canonical
            roots.append(match)
    known_pairs = {(edge.owner, edge.asset) for edge in edges}
    visited: set[str] = set()
    for root in roots:
        comparison = ComparisonEvidence(
            root.query_name, root.listed_name, root.confidence, root.reason
        )
        for edge in _reference_edges(root.entity, stands_for, entity, as_of, visited, comparison):
            if (edge.owner, edge.asset) not in known_pairs:
                known_pairs.add((edge.owner, edge.asset))
                edges.append(edge)
    return OwnershipGraph(tuple(edges))


def _reference_edges(
    root: Entity,
    stands_for: Mapping[str, str],
    entity: Callable[[str], Entity],
    as_of: dt.date,
    visited: set[str],
    comparison: ComparisonEvidence,
) -> list[Edge]:
    """Edges above a reference entity, followed upwards; each entity is expanded once."""
    edges: list[Edge] = []
    waiting = [root]
    while waiting:
        asset = waiting.pop(0)
        if asset.id in visited:
            continue
        visited.add(asset.id)
        for relation in asset.relations:
            kind = _REFERENCE_KIND.get(relation.type)
            if kind is None or not _holds_on(relation, as_of):
                continue
            owner_name = stands_for.get(relation.target, relation.target)
            if ":" in relation.target:
                owner = entity(relation.target)
                owner_name = stands_for.get(owner.id, owner.caption)
                waiting.append(owner)
            asset_name = stands_for.get(asset.id, asset.caption)
            statement = f"{asset.caption}: {relation.type.replace('_', ' ')} {owner_name}"
            reference = ReferenceEvidence(asset.id, statement, relation.source or asset.source)
            edges.append(
                Edge(
                    owner=owner_name,
                    asset=asset_name,
                    kind=kind,
                    stake=relation.stake,
                    basis="reference",
                    polarity=Polarity.ASSERTED,
                    status="current",
                    evidence=(reference, comparison) if asset is root else (reference,),
                )
            )
    return edges


def _holds_on(relation: EntityRelation, day: dt.date) -> bool:
    if relation.since is not None and relation.since.earliest > day:
        return False
    return relation.until is None or relation.until.latest > day
