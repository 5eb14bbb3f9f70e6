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

import numpy as np

from riskengine.model.assessment import OwnershipResult
from riskengine.model.interval import Stake
from riskengine.ownership.closure import Closure, Holdings, close
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
        may_control: whether it does or may.
        joint: name of the arrangement under which the owner acts with others.
    """

    owner: str
    stake: Stake | None
    edges: tuple[Edge, ...]
    controls: bool = False
    may_control: bool = False
    joint: str = ""


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
    listed_owners = {name for name in on_lists if name != subject}
    certain_owners = {name for name in listed_owners if on_lists[name].certain}
    found = _closure(regime, nodes, holdings, certain_owners, listed_owners)
    reached = zip(nodes[1:], found.possible[1:], strict=False)
    possible = listed_owners | {node for node, hit in reached if hit}
    stake = Stake(float(found.low[0]), float(found.high[0]))
    verdict = (
        Answer.YES if found.certain[0] else Answer.POSSIBLE if found.possible[0] else Answer.NO
    )
    status, citation = regime.on(as_of)
    contributing = [holding for holding in holdings[subject] if holding.owner in possible]
    others = sum(
        holding.stake.low
        for holding in holdings[subject]
        if holding.stake is not None and holding.owner not in possible
    )
    return OwnershipResult(
        regime=regime.id,
        title=regime.title,
        status=status,
        verdict=verdict,
        stake=stake,
        path=_path(contributing, holdings, possible, on_lists),
        arithmetic=_in_words(regime, contributing, stake, verdict, others),
        citation=citation or regime.authority,
    )


def _closure(
    regime: Regime,
    nodes: list[str],
    holdings: Mapping[str, tuple[_Holding, ...]],
    certain: set[str],
    possible: set[str],
) -> Closure:
    """The arithmetic for the parties above a subject, `nodes[0]`."""
    number = {node: at for at, node in enumerate(nodes)}
    # Treasury shares, and those that come back to the subject through a circle, are nobody's
    # above it: they take up room and never count.
    nobody = len(nodes)
    rows = [
        (nobody if item.owner in (asset, nodes[0]) else number[item.owner], number[asset], item)
        for asset, items in holdings.items()
        for item in items
    ]
    # Without an arrangement between them, owners under such a regime count one by one.
    apart = regime.aggregation != "all_owners"
    labels = {label: at for at, label in enumerate({item.joint for _, _, item in rows} - {""})}
    arrays = Holdings(
        parties=len(nodes) + 1,
        owner=np.array([owner for owner, _, _ in rows], dtype=np.int64),
        asset=np.array([asset for _, asset, _ in rows], dtype=np.int64),
        low=np.array([item.stake.low if item.stake else 0.0 for _, _, item in rows]),
        high=np.array([item.stake.high if item.stake else 0.0 for _, _, item in rows]),
        controls=np.array([item.controls for _, _, item in rows], dtype=np.bool_),
        may_control=np.array([item.may_control for _, _, item in rows], dtype=np.bool_),
        bundle=np.array(
            [
                labels[item.joint] if item.joint else len(labels) + at
                for at, (_, _, item) in enumerate(rows)
            ],
            dtype=np.int64,
        )
        if apart
        else None,
    )
    return close(
        arrays,
        np.array([*(node in certain for node in nodes), False]),
        np.array([*(node in possible for node in nodes), False]),
        threshold=regime.threshold,
        exclusive=regime.operator == ">",
        by_shares=regime.basis != "control",
        cascades=regime.cascades,
    )


def _holdings(regime: Regime, graph: OwnershipGraph, asset: str) -> tuple[_Holding, ...]:
    """Shares in `asset` by owner.

    Where the regime counts control, a parent controls, since that is what the word says.
    """
    counts_control = regime.basis != "ownership"
    by_owner: dict[str, list[Edge]] = {}
    for edge in graph.owners_of(asset):
        if edge.holds_now and (counts_control or edge.kind not in ("controls", "votes")):
            by_owner.setdefault(edge.owner, []).append(edge)
    merged: list[tuple[str, Stake | None, tuple[Edge, ...]]] = []
    for owner, edges in by_owner.items():
        held = [edge for edge in edges if edge.kind not in ("controls", "votes")]
        merged.append((owner, _narrowest(held) if held else None, tuple(edges)))
    result = []
    for owner, stake, found in merged:
        answers = {_control(edge) for edge in found} if counts_control else set()
        joint = next((edge.joint for edge in found if edge.joint), "")
        may = not answers.isdisjoint({Answer.YES, Answer.POSSIBLE})
        result.append(_Holding(owner, stake, found, Answer.YES in answers, may, joint))
    return tuple(result)


def _control(edge: Edge) -> Answer:
    """Whether a tie gives control. More than half of the votes does, whatever the threshold."""
    if edge.kind == "votes":
        half = 50.0
        return (
            Answer.YES
            if edge.stake.low > half
            else Answer.POSSIBLE
            if edge.stake.high > half
            else Answer.NO
        )
    if edge.kind == "owns":
        return Answer.NO
    return Answer.YES if edge.certain else Answer.POSSIBLE


def _narrowest(edges: list[Edge]) -> Stake:
    """What all sources agree on; the first one where they contradict each other."""
    low = max(edge.stake.low for edge in edges)
    high = min(edge.stake.high for edge in edges)
    return Stake(low, high) if low <= high else edges[0].stake


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


def _in_words(
    regime: Regime, contributing: list[_Holding], stake: Stake, verdict: Answer, others: float
) -> str:
    sign = "more than" if regime.operator == ">" else "at least"
    threshold = f"threshold: {sign} {regime.threshold:g} %"
    if not contributing:
        return f"no listed owner holds a share; {threshold}: not met"
    outcome = {
        Answer.YES: "met",
        Answer.NO: "not met",
        Answer.POSSIBLE: "cannot be ruled out, the share is not known well enough",
    }[verdict]
    sure = verdict is Answer.YES
    if verdict is not Answer.NO and not regime.reached(stake.low):
        certain = [item.owner for item in contributing if item.controls]
        doubtful = [item.owner for item in contributing if item.may_control and not item.controls]
        hedge = "" if sure else ", which is not certain to be listed"
        if certain:
            return f"{' and '.join(certain)}{hedge}: in control, which counts whatever the share"
        if doubtful and not sure:
            return f"{' and '.join(doubtful)}: may be in control, which counts whatever the share"
    shares = [(item.owner, item.stake) for item in contributing if item.stake is not None]
    if not shares:
        names = " and ".join(holding.owner for holding in contributing)
        return f"{names}: control, which is no share; {threshold}: {outcome}"
    parts = " + ".join(f"{owner} {share}" for owner, share in shares)
    most = sum(share.high for _, share in shares)
    room = f", as others hold at least {others:g} %" if others > 0 and most > stake.high else ""
    if regime.aggregation != "all_owners" and len(shares) > 1:
        parts = " and ".join(f"{owner} {share}" for owner, share in shares)
        together = "the largest share of owners that act together or alone"
        return f"{parts}: {stake} is {together}{room}; {threshold}: {outcome}"
    return f"{parts} = {stake} held by listed owners{room}; {threshold}: {outcome}"
