"""Ownership regimes: aggregate shares of listed owners, as intervals, through every level.

The arithmetic is that of OFAC's 2014 guidance, which the BIS affiliates rule shares: shares
of all listed owners are added up; an entity that reaches the threshold counts as listed
itself one level further down. Control counts where the regime's basis says so, whatever the
share, and never as a share. What differs between regimes (lists covered, basis, threshold,
aggregation, dates) is data of the ruleset.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from riskengine.model.assessment import OwnershipResult
from riskengine.model.interval import Stake
from riskengine.ownership.graph import Edge, OwnershipGraph
from riskengine.rules.model import Regime
from riskengine.vocab import Answer, Measure


@dataclass(frozen=True, slots=True)
class ListedParty:
    """A party that is on lists on the as-of date.

    Attributes:
        lists: (list id, measure), most restrictive first.
        certain: false where the match is ambiguous or the dates do not settle it.
    """

    name: str
    lists: tuple[tuple[str, Measure], ...]
    certain: bool


@dataclass(frozen=True, slots=True)
class _Holding:
    """All edges from one owner into one asset, taken together.

    Attributes:
        stake: None where the owner has control and no share.
        controls: whether control alone makes the asset count.
    """

    owner: str
    stake: Stake | None
    edges: tuple[Edge, ...]
    controls: bool = False


def apply_regime(
    regime: Regime,
    subject: str,
    graph: OwnershipGraph,
    listed: Mapping[str, ListedParty],
    as_of: dt.date,
) -> OwnershipResult | None:
    """What the regime says of the subject.

    None when no owner above the subject is on the regime's lists.
    `yes` when the lowest possible aggregate reaches the threshold or a listed owner controls,
    `possible` when only the highest aggregate or an uncertain owner does, else `no`.
    """
    on_lists = {
        name: party
        for name, party in listed.items()
        if any(list_id in regime.covers for list_id, _ in party.lists)
    }
    nodes = [subject, *(owner for owner, _, _ in graph.ancestors(subject))]
    if not any(node in on_lists for node in nodes[1:]):
        return None
    holdings = {node: _holdings(regime, graph, node) for node in nodes}
    certain = {name for name in on_lists if on_lists[name].certain and name != subject}
    possible = {name for name in on_lists if name != subject}
    # Least fixed point: sets only grow, so cross-holdings and cycles end.
    changed = regime.cascades
    while changed:
        changed = False
        for node in nodes[1:]:
            verdict = _verdict(regime, holdings[node], certain, possible)
            if node not in certain and verdict is Answer.YES:
                certain.add(node)
                changed = True
            if node not in possible and verdict is not Answer.NO:
                possible.add(node)
                changed = True
    stake = _aggregate(regime, holdings[subject], certain, possible)
    verdict = _verdict(regime, holdings[subject], certain, possible)
    status, citation = regime.on(as_of)
    contributing = [holding for holding in holdings[subject] if holding.owner in possible]
    return OwnershipResult(
        regime=regime.id,
        title=regime.title,
        status=status,
        verdict=verdict,
        stake=stake,
        path=_path(contributing, holdings, possible, on_lists),
        arithmetic=_in_words(regime, contributing, stake, verdict),
        citation=citation or regime.authority,
    )


def _verdict(
    regime: Regime, holdings: tuple[_Holding, ...], certain: set[str], possible: set[str]
) -> Answer:
    """Whether owners bring an asset under the regime, by their shares or by control."""
    stake = _aggregate(regime, holdings, certain, possible)
    shares = regime.basis != "control"
    controllers = {holding.owner for holding in holdings if holding.controls}
    if (shares and regime.reached(stake.low)) or controllers & certain:
        return Answer.YES
    if (shares and regime.reached(stake.high)) or controllers & possible:
        return Answer.POSSIBLE
    return Answer.NO


def _holdings(regime: Regime, graph: OwnershipGraph, asset: str) -> tuple[_Holding, ...]:
    """Shares in `asset` by owner; siblings cannot exceed 100 % together.

    Where the regime counts control, a parent controls, since that is what the word says.
    """
    counts_control = regime.basis != "ownership"
    by_owner: dict[str, list[Edge]] = {}
    for edge in graph.owners_of(asset):
        if edge.holds_now and (counts_control or edge.kind != "controls"):
            by_owner.setdefault(edge.owner, []).append(edge)
    merged: list[tuple[str, Stake | None, tuple[Edge, ...]]] = []
    for owner, edges in by_owner.items():
        held = [edge for edge in edges if edge.kind != "controls"]
        merged.append((owner, _narrowest(held) if held else None, tuple(edges)))
    result = []
    for owner, stake, found in merged:
        if stake is not None:
            others = sum(
                other.low for name, other, _ in merged if other is not None and name != owner
            )
            high = max(stake.low, min(stake.high, 100.0 - others))
            stake = Stake(stake.low, high)
        controls = counts_control and any(edge.kind != "owns" for edge in found)
        result.append(_Holding(owner, stake, found, controls))
    return tuple(result)


def _narrowest(edges: list[Edge]) -> Stake:
    """What all sources agree on; the first one where they contradict each other."""
    low = max(edge.stake.low for edge in edges)
    high = min(edge.stake.high for edge in edges)
    return Stake(low, high) if low <= high else edges[0].stake


def _aggregate(
    regime: Regime, holdings: tuple[_Holding, ...], certain: set[str], possible: set[str]
) -> Stake:
    """Shares that count together; where they only do by arrangement, the largest single one."""
    held = [(item.owner, item.stake) for item in holdings if item.stake is not None]
    lows = [stake.low for owner, stake in held if owner in certain]
    highs = [stake.high for owner, stake in held if owner in possible]
    together = regime.aggregation == "all_owners"
    low = sum(lows) if together else max(lows, default=0.0)
    high = sum(highs) if together else max(highs, default=0.0)
    return Stake(min(low, 100.0), max(min(low, 100.0), min(high, 100.0)))


def _path(
    contributing: list[_Holding],
    holdings: Mapping[str, tuple[_Holding, ...]],
    possible: set[str],
    on_lists: Mapping[str, ListedParty],
) -> tuple[str, ...]:
    steps: dict[str, None] = {}
    waiting = list(contributing)
    seen: set[str] = set()
    while waiting:
        holding = waiting.pop(0)
        for edge in holding.edges:
            steps[edge.in_words()] = None
        if holding.owner in seen:
            continue
        seen.add(holding.owner)
        party = on_lists.get(holding.owner)
        if party is not None:
            hedge = "" if party.certain else " (not certain)"
            steps[
                f"{party.name} is on {', '.join(list_id for list_id, _ in party.lists)}{hedge}"
            ] = None
        else:
            above = holdings.get(holding.owner, ())
            waiting.extend(item for item in above if item.owner in possible)
    return tuple(steps)


def _in_words(regime: Regime, contributing: list[_Holding], stake: Stake, verdict: Answer) -> str:
    sign = "more than" if regime.operator == ">" else "at least"
    threshold = f"threshold: {sign} {regime.threshold:g} %"
    if not contributing:
        return f"no listed owner holds a share; {threshold}: not met"
    outcome = {
        Answer.YES: "met",
        Answer.NO: "not met",
        Answer.POSSIBLE: "cannot be ruled out, the share is not known well enough",
    }[verdict]
    controllers = [holding.owner for holding in contributing if holding.controls]
    if controllers and verdict is not Answer.NO and not regime.reached(stake.low):
        hedge = "" if verdict is Answer.YES else ", which is not certain to be listed"
        return f"{' and '.join(controllers)}{hedge}: in control, which counts whatever the share"
    shares = [holding for holding in contributing if holding.stake is not None]
    parts = " + ".join(f"{holding.owner} {holding.stake}" for holding in shares)
    return f"{parts} = {stake} held by listed owners; {threshold}: {outcome}"
