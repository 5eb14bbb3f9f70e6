"""The arithmetic against a slow, obvious one, on random graphs.

The reference tries every way in which the unknown shares and uncertain listings may turn out,
decides each of these worlds with plain loops, and takes the least and the most.
"""

from __future__ import annotations

import itertools
import os
import random
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pytest

from riskengine.model.interval import Stake
from riskengine.ownership import Edge, ListedParty, OwnershipGraph, apply_regime
from riskengine.ownership.closure import Holdings, close
from riskengine.vocab import Answer, Measure, Polarity
from tests.factories import DAY
from tests.ownership.test_cases import regime

GRAPHS = int(os.environ.get("RISKENGINE_ORACLE_GRAPHS", "10000"))
PARTIES = "XABCD"


@dataclass(frozen=True)
class Tie:
    owner: str
    asset: str
    low: int
    high: int
    controls: bool = False
    joint: str = ""


@dataclass(frozen=True)
class World:
    ties: tuple[Tie, ...]
    certain: frozenset[str]
    uncertain: frozenset[str]
    form: str


def random_world(rng: random.Random) -> World | None:
    parties = PARTIES[: rng.randint(2, 5)]
    pairs = list(itertools.permutations(parties, 2))
    form = rng.choice(["ofac", "eu", "uk"])
    ties = []
    unknown = 0
    for owner, asset in rng.sample(pairs, min(len(pairs), rng.randint(1, 7))):
        low = rng.choice([0, 10, 20, 25, 30, 40, 50, 50, 60, 75])
        high = low
        if unknown < 4 and rng.random() < 0.4:
            unknown += 1
            high = min(100, low + rng.choice([10, 25, 50, 100]))
        controls = form != "ofac" and rng.random() < 0.1
        joint = rng.choice(["", "", "one", "two"]) if form == "uk" else ""
        tie = Tie(owner, asset, 0, 0, controls=True) if controls else None
        ties.append(tie or Tie(owner, asset, low, high, joint=joint))
    for asset in parties:
        if sum(tie.low for tie in ties if tie.asset == asset) > 100:
            return None
    others = [party for party in parties if party != "X"]
    certain = frozenset(party for party in others if rng.random() < 0.35)
    uncertain = frozenset(party for party in others if party not in certain and rng.random() < 0.15)
    return World(tuple(ties), certain, uncertain, form)


def outcomes(world: World) -> Iterator[tuple[bool, float]]:
    """Each possible state of affairs: whether X is caught, and by what share of whom counts.

    Shares are tried at the ends of their intervals, and at what the others leave free.
    """
    for shares in allocations(world.ties):
        for size in range(len(world.uncertain) + 1):
            for more in itertools.combinations(sorted(world.uncertain), size):
                yield decide(world, shares, world.certain | set(more))


def allocations(ties: tuple[Tie, ...]) -> Iterator[tuple[float, ...]]:
    open_ties = [at for at, tie in enumerate(ties) if tie.low < tie.high]
    for order in itertools.permutations(open_ties):
        # Whoever comes first takes as much as it likes; the next takes of the rest.
        for choice in itertools.product([False, True], repeat=len(order)):
            shares = [float(tie.low) for tie in ties]
            for at, wants_most in zip(order, choice, strict=True):
                if wants_most:
                    held = sum(
                        share
                        for tie, share in zip(ties, shares, strict=True)
                        if tie.asset == ties[at].asset
                    )
                    shares[at] += min(ties[at].high - ties[at].low, 100 - held)
            yield tuple(shares)


def decide(world: World, shares: tuple[float, ...], listed: set[str]) -> tuple[bool, float]:
    counting = set(listed)
    caught: set[str] = set()
    while True:
        before = (len(counting), len(caught))
        for asset in PARTIES:
            held = share_of(world, shares, counting, asset)
            enough = held >= 50 if world.form == "ofac" else held > 50
            controlled = any(
                tie.controls and tie.asset == asset and tie.owner in counting for tie in world.ties
            )
            if enough or controlled:
                caught.add(asset)
                if asset != "X":
                    counting.add(asset)
        if (len(counting), len(caught)) == before:
            return "X" in caught, share_of(world, shares, counting, "X")


def share_of(world: World, shares: tuple[float, ...], counting: set[str], asset: str) -> float:
    """All shares that count together; in the United Kingdom the largest pact or single one."""
    piles: dict[str, float] = {}
    for at, tie in enumerate(world.ties):
        if tie.asset == asset and tie.owner in counting:
            apart = world.form == "uk"
            pile = (tie.joint or f"{at}") if apart else ""
            piles[pile] = piles.get(pile, 0.0) + shares[at]
    return max(piles.values(), default=0.0)


def edges(world: World) -> tuple[Edge, ...]:
    return tuple(
        Edge(
            tie.owner,
            tie.asset,
            "controls" if tie.controls else "owns",
            Stake(tie.low, tie.high),
            "text",
            Polarity.ASSERTED,
            "current",
            (),
            joint=tie.joint,
        )
        for tie in world.ties
    )


@pytest.mark.parametrize("part", range(10))
def test_random_graphs_agree_with_trying_every_world(part: int) -> None:
    rng = random.Random(part)
    seen = {Answer.YES: 0, Answer.NO: 0, Answer.POSSIBLE: 0, None: 0}
    for _ in range(GRAPHS // 10):
        while (world := random_world(rng)) is None:
            pass
        owners = {
            name: ListedParty(name, (("list", Measure.BLOCKING),), name in world.certain)
            for name in world.certain | world.uncertain
        }
        result = apply_regime(regime(world.form), "X", OwnershipGraph(edges(world)), owners, DAY)
        found = set(outcomes(world))
        caught = {hit for hit, _ in found}
        expected = (
            Answer.YES if caught == {True} else Answer.NO if caught == {False} else Answer.POSSIBLE
        )
        seen[result.verdict if result else None] += 1
        if result is None:
            assert caught == {False}, world
            continue
        assert result.verdict is expected, (world, result.arithmetic)
        shares = [share for _, share in found]
        assert result.stake.low == pytest.approx(min(shares)), (world, result.arithmetic)
        assert result.stake.high == pytest.approx(max(shares)), (world, result.arithmetic)
    # The graphs are of use only while every answer is common.
    assert min(seen.values()) > GRAPHS // 10 // 100, seen


def test_a_whole_graph_at_once_gives_what_each_subject_gives() -> None:
    rng = random.Random(7)
    for _ in range(300):
        size = rng.randint(3, 12)
        names = [f"P{number}" for number in range(size)]
        pairs = rng.sample(
            list(itertools.permutations(range(size), 2)), rng.randint(1, min(24, size * (size - 1)))
        )
        lows = [float(rng.choice([5, 10, 20, 30, 50, 60])) for _ in pairs]
        highs = [min(100.0, low + rng.choice([0, 0, 0, 20, 60])) for low in lows]
        marks = [rng.random() < 0.3 for _ in names]
        whole = close(
            Holdings(
                parties=size,
                owner=np.array([owner for owner, _ in pairs]),
                asset=np.array([asset for _, asset in pairs]),
                low=np.array(lows),
                high=np.array(highs),
                controls=np.zeros(len(pairs), dtype=np.bool_),
            ),
            np.array(marks),
            np.array(marks),
        )
        graph = OwnershipGraph(
            tuple(
                Edge(
                    names[owner],
                    names[asset],
                    "owns",
                    Stake(low, high),
                    "text",
                    Polarity.ASSERTED,
                    "current",
                    (),
                )
                for (owner, asset), low, high in zip(pairs, lows, highs, strict=True)
            )
        )
        for number, name in enumerate(names):
            owners = {
                other: ListedParty(other, (("list", Measure.BLOCKING),), True)
                for other, mark in zip(names, marks, strict=True)
                if mark and other != name
            }
            result = apply_regime(regime("ofac"), name, graph, owners, DAY)
            verdict = result.verdict if result is not None else Answer.NO
            if marks[number]:
                continue  # as a subject, a listed party does not count as its own owner
            assert whole.certain[number] == (verdict is Answer.YES)
            assert whole.possible[number] == (verdict is not Answer.NO)
