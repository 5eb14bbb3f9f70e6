"""Ownership arithmetic: aggregation, cascades, intervals, cycles."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from riskengine.model.interval import Stake
from riskengine.ownership import Edge, ListedParty, OwnershipGraph, apply_regime
from riskengine.rules.model import Regime, RegimeWindow
from riskengine.vocab import Answer, Measure, Polarity
from tests.factories import DAY


def regime(operator: str = ">=", aggregation: str = "all_owners") -> Regime:
    return Regime(
        id="test-50",
        title="Test rule",
        authority="authority",
        basis="ownership",
        threshold=50.0,
        operator=operator,
        aggregation=aggregation,
        cascades=True,
        covers=("us-ofac-sdn",),
        does_not_cover=("us-ofac-nscmic",),
        effect="",
        diligence="",
        windows=(
            RegimeWindow(None, dt.date(2025, 12, 31), "first citation"),
            RegimeWindow(dt.date(2026, 1, 1), None, "second citation", status="stayed"),
        ),
    )


def edge(owner: str, asset: str, stake: Stake | float, kind: str = "owns") -> Edge:
    share = stake if isinstance(stake, Stake) else Stake.exactly(stake)
    return Edge(owner, asset, kind, share, "text", Polarity.ASSERTED, "current", ())


def listed(
    *names: str, certain: bool = True, list_id: str = "us-ofac-sdn"
) -> dict[str, ListedParty]:
    lists = ((list_id, Measure.BLOCKING),)
    return {name: ListedParty(name, lists, certain) for name in names}


# (edges, listed owners, verdict, aggregate stake of X)
CASES = {
    "one owner at the threshold": ([("A", "X", 50)], "A", Answer.YES, (50, 50)),
    "one owner just below": ([("A", "X", 49.99)], "A", Answer.NO, (49.99, 49.99)),
    "two blocked owners add up": ([("A", "X", 25), ("B", "X", 25)], "AB", Answer.YES, (50, 50)),
    "an unlisted owner does not count": (
        [("A", "X", 25), ("B", "X", 75)],
        "A",
        Answer.NO,
        (25, 25),
    ),
    "cascade through an owned holding": (
        [("A", "H", 50), ("H", "X", 50)],
        "A",
        Answer.YES,
        (50, 50),
    ),
    "a holding below the threshold breaks the chain": (
        [("A", "H", 25), ("H", "X", 50)],
        "A",
        Answer.NO,
        (0, 0),
    ),
    "direct and indirect shares add up": (
        [("A", "X", 25), ("A", "H", 60), ("H", "X", 25)],
        "A",
        Answer.YES,
        (50, 50),
    ),
    "three levels": (
        [("A", "H", 50), ("H", "G", 50), ("G", "X", 50)],
        "A",
        Answer.YES,
        (50, 50),
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_aggregate_shares(name: str) -> None:
    edges, owners, verdict, (low, high) = CASES[name]
    graph = OwnershipGraph(tuple(edge(*row) for row in edges))
    result = apply_regime(regime(), "X", graph, listed(*owners), DAY)
    assert result is not None
    assert (result.verdict, result.stake) == (verdict, Stake(low, high))


def test_an_unknown_share_is_possible_and_says_so() -> None:
    result = apply_regime(
        regime(), "X", OwnershipGraph((edge("A", "X", Stake()),)), listed("A"), DAY
    )
    assert result is not None
    assert result.verdict is Answer.POSSIBLE
    assert "unknown share" in result.arithmetic


def test_a_known_sibling_bounds_an_unknown_share() -> None:
    graph = OwnershipGraph((edge("A", "X", Stake()), edge("B", "X", 60)))
    result = apply_regime(regime(), "X", graph, listed("A"), DAY)
    assert result is not None
    assert (result.verdict, result.stake) == (Answer.NO, Stake(0, 40))


def test_control_is_not_ownership() -> None:
    graph = OwnershipGraph((edge("A", "X", Stake(), kind="controls"),))
    result = apply_regime(regime(), "X", graph, listed("A"), DAY)
    assert result is not None
    assert result.verdict is Answer.NO


def test_an_uncertain_listing_is_at_most_possible() -> None:
    graph = OwnershipGraph((edge("A", "X", 80),))
    result = apply_regime(regime(), "X", graph, listed("A", certain=False), DAY)
    assert result is not None
    assert result.verdict is Answer.POSSIBLE


def test_no_result_without_a_listed_owner() -> None:
    graph = OwnershipGraph((edge("A", "X", 80),))
    assert apply_regime(regime(), "X", graph, {}, DAY) is None
    elsewhere = listed("A", list_id="us-ofac-nscmic")
    assert apply_regime(regime(), "X", graph, elsewhere, DAY) is None


def test_more_than_half_is_not_half() -> None:
    graph = OwnershipGraph((edge("A", "X", 50),))
    result = apply_regime(regime(operator=">"), "X", graph, listed("A"), DAY)
    assert result is not None
    assert result.verdict is Answer.NO


def test_without_aggregation_the_largest_owner_decides() -> None:
    graph = OwnershipGraph((edge("A", "X", 30), edge("B", "X", 30)))
    result = apply_regime(regime(aggregation="joint_only"), "X", graph, listed("A", "B"), DAY)
    assert result is not None
    assert (result.verdict, result.stake) == (Answer.NO, Stake(30, 30))


def test_status_and_citation_follow_the_date() -> None:
    graph = OwnershipGraph((edge("A", "X", 80),))
    before = apply_regime(regime(), "X", graph, listed("A"), DAY)
    after = apply_regime(regime(), "X", graph, listed("A"), dt.date(2026, 2, 1))
    assert before is not None
    assert after is not None
    assert (before.status, before.citation) == ("in_force", "first citation")
    assert (after.status, after.citation) == ("stayed", "second citation")


NODES = st.sampled_from("ABCXYZ")
EDGES = st.lists(st.tuples(NODES, NODES, st.floats(0, 100)), max_size=12)


@given(EDGES)
def test_any_graph_ends_and_stays_within_bounds(rows: list[tuple[str, str, float]]) -> None:
    graph = OwnershipGraph(tuple(edge(*row) for row in rows))
    result = apply_regime(regime(), "X", graph, listed("A"), DAY)
    if result is not None:
        assert 0 <= result.stake.low <= result.stake.high <= 100
        assert (result.verdict is Answer.YES) == (result.stake.low >= 50)


@given(EDGES)
def test_listing_one_more_owner_never_helps_the_subject(rows: list[tuple[str, str, float]]) -> None:
    graph = OwnershipGraph(tuple(edge(*row) for row in rows))
    order = [Answer.NO, Answer.POSSIBLE, Answer.YES]
    fewer = apply_regime(regime(), "X", graph, listed("A"), DAY)
    more = apply_regime(regime(), "X", graph, listed("A", "B"), DAY)
    if fewer is not None:
        assert more is not None
        assert order.index(more.verdict) >= order.index(fewer.verdict)


@pytest.mark.parametrize("kind", ["controls", "parent_of"])
def test_control_counts_where_the_basis_says_so(kind: str) -> None:
    test = replace(regime(">", "joint_only"), basis="ownership_or_control")
    # Control of a holding with a share of 60 % reaches one level further down.
    graph = OwnershipGraph((edge("A", "H", Stake(), kind), edge("H", "X", 60)))
    found = apply_regime(test, "X", graph, listed("A"), DAY)
    assert found is not None
    assert found.verdict is Answer.YES
    direct = apply_regime(test, "H", graph, listed("A"), DAY)
    assert direct is not None
    assert direct.verdict is Answer.YES
    assert direct.arithmetic == "A: in control, which counts whatever the share"
    assert direct.path[-1] == "A is on us-ofac-sdn"
    doubtful = apply_regime(test, "H", graph, listed("A", certain=False), DAY)
    assert doubtful is not None
    assert doubtful.verdict is Answer.POSSIBLE
    assert "not certain to be listed" in doubtful.arithmetic


def test_control_is_no_share_and_counts_for_nothing_under_ownership_alone() -> None:
    graph = OwnershipGraph((edge("A", "X", Stake(), "controls"), edge("B", "X", 30)))
    found = apply_regime(regime(), "X", graph, listed("A", "B"), DAY)
    assert found is not None
    assert found.verdict is Answer.NO
    assert (found.stake.low, found.stake.high) == (30, 30)


def test_shares_count_for_nothing_under_control_alone() -> None:
    test = replace(regime(), basis="control")
    owned = apply_regime(test, "X", OwnershipGraph((edge("A", "X", 90),)), listed("A"), DAY)
    assert owned is not None
    assert owned.verdict is Answer.NO


def test_shares_of_several_add_up_only_where_the_regime_adds_them() -> None:
    graph = OwnershipGraph((edge("A", "X", 30), edge("B", "X", 30)))
    for aggregation, verdict in (("all_owners", Answer.YES), ("joint_only", Answer.NO)):
        test = replace(regime(">", aggregation), basis="ownership_or_control")
        found = apply_regime(test, "X", graph, listed("A", "B"), DAY)
        assert found is not None
        assert found.verdict is verdict, aggregation
