"""Which state stands behind a party, and how that is known."""

from __future__ import annotations

from dataclasses import dataclass

from riskengine.model.entity import EntityRelation
from riskengine.model.interval import Stake
from riskengine.model.match import Match
from riskengine.model.reading import Extraction
from riskengine.ownership import Edge, StateRegister, StateTie, build_graph, state_ties
from riskengine.ownership.graph import stake_through
from riskengine.vocab import PartyKind, Polarity, RelationType, StateTier
from tests.factories import DAY, entity, extraction, match, party, relation


@dataclass(frozen=True)
class Body:
    country: str = "CN"
    tier: StateTier | None = StateTier.MUNICIPAL
    holder_kind: str = "government"
    weak: bool = False
    entity_id: str = "ref-state-bodies:pattern"


PATTERNS = {
    "government of Xanadu": Body(),
    "Xanadu Municipal Construction Group": Body(holder_kind="state_company", weak=True),
}


def ties(
    subject: str, read: Extraction, references: dict[str, tuple[Match, ...]] | None = None
) -> tuple[StateTie, ...]:
    found = references or {}
    known = {item.entity.id: item.entity for matches in found.values() for item in matches}
    graph = build_graph(read, found, known.__getitem__, DAY)
    return state_ties(subject, graph, StateRegister(read, found, PATTERNS.get, {}))


GOVERNMENT = party("government of Xanadu", PartyKind.GOVERNMENT)


def test_control_by_a_city_named_in_the_text() -> None:
    read = extraction(
        party("Fund One", PartyKind.FUND),
        GOVERNMENT,
        relation(RelationType.CONTROLLED_BY, "Fund One", "government of Xanadu"),
    )
    (tie,) = ties("Fund One", read)
    assert (tie.country, tie.tier, tie.relation) == ("CN", StateTier.MUNICIPAL, "controlled")
    assert (tie.basis, tie.depth) == ("text", 1)
    assert tie.evidence


def test_the_state_is_found_two_steps_up() -> None:
    read = extraction(
        party("Acme"),
        party("Fund One", PartyKind.FUND),
        GOVERNMENT,
        relation(RelationType.OWNED_BY, "Acme", "Fund One", percent=24),
        relation(RelationType.CONTROLLED_BY, "Fund One", "government of Xanadu"),
    )
    (tie,) = ties("Acme", read)
    assert (tie.depth, tie.stake) == (2, Stake.exactly(24))


def test_a_name_pattern_yields_to_the_text() -> None:
    name = "Xanadu Municipal Construction Group"
    alone = ties(name, extraction(party(name)))
    assert [tie.basis for tie in alone] == ["pattern"]
    read = extraction(
        party(name),
        GOVERNMENT,
        relation(RelationType.CONTROLLED_BY, name, "government of Xanadu"),
    )
    assert [tie.basis for tie in ties(name, read)] == ["text"]


def test_denied_control_is_no_tie() -> None:
    read = extraction(
        party("Acme"),
        GOVERNMENT,
        relation(
            RelationType.CONTROLLED_BY, "Acme", "government of Xanadu", polarity=Polarity.DENIED
        ),
    )
    assert ties("Acme", read) == ()


def test_former_and_alleged_ties_keep_their_standing() -> None:
    read = extraction(
        party("Acme"),
        GOVERNMENT,
        relation(RelationType.OWNED_BY, "Acme", "government of Xanadu", percent=5, status="former"),
    )
    (tie,) = ties("Acme", read)
    assert tie.status == "former"
    read = extraction(
        party("Acme"),
        GOVERNMENT,
        relation(
            RelationType.CONTROLLED_BY, "Acme", "government of Xanadu", polarity=Polarity.ALLEGED
        ),
    )
    (tie,) = ties("Acme", read)
    assert tie.polarity is Polarity.ALLEGED


def test_bare_state_backing_yields_to_a_known_owner() -> None:
    backed = relation(RelationType.STATE_BACKED, "Fund One", "STATE:China")
    (alone,) = ties("Fund One", extraction(party("Fund One", PartyKind.FUND), backed))
    assert (alone.relation, alone.tier, alone.country) == ("backed", None, "CN")
    read = extraction(
        party("Fund One", PartyKind.FUND),
        GOVERNMENT,
        backed,
        relation(RelationType.CONTROLLED_BY, "Fund One", "government of Xanadu"),
    )
    assert [tie.relation for tie in ties("Fund One", read)] == ["controlled"]


def test_a_reference_list_gives_owner_tier_and_source() -> None:
    commission = entity(
        "Asset Commission", "ref-state-bodies", state=StateTier.CENTRAL, holder_kind="government"
    )
    company = entity(
        "State Grid Works",
        "ref-state-owned",
        state=StateTier.CENTRAL,
        holder_kind="state_company",
        relations=(EntityRelation("controlled_by", commission.id, source="official page"),),
    )
    read = extraction(party("State Grid Works"))
    references = {"State Grid Works": (match(company),)}
    known = {company.id: company, commission.id: commission}
    graph = build_graph(read, references, known.__getitem__, DAY)
    register = StateRegister(read, references, PATTERNS.get, {commission.caption: commission})
    (tie,) = state_ties("State Grid Works", graph, register)
    assert (tie.owner, tie.basis, tie.tier) == ("Asset Commission", "reference", StateTier.CENTRAL)


def test_shares_through_a_chain_are_bounded() -> None:
    def chain(*shares: Stake) -> Stake:
        path = tuple(
            Edge(f"N{i + 1}", f"N{i}", "owns", share, "text", Polarity.ASSERTED, "current", ())
            for i, share in enumerate(shares)
        )
        return stake_through(path)

    assert chain(Stake.exactly(60)) == Stake.exactly(60)
    assert chain(Stake.exactly(60), Stake.exactly(10)) == Stake.exactly(6)
    assert chain(Stake.exactly(60), Stake.exactly(80)) == Stake(48, 60)
    assert chain(Stake.exactly(60), Stake()) == Stake(0, 60)


def test_a_weak_reference_match_is_not_used() -> None:
    company = entity("State Works", "ref-state-owned", state=StateTier.CENTRAL)
    read = extraction(party("State Workshop"))
    assert ties("State Workshop", read, {"State Workshop": (match(company, confidence=0.8),)}) == ()
