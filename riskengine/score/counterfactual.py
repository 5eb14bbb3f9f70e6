"""The smallest changes of fact that move a subject to another band."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from itertools import combinations

from riskengine.model.assessment import Counterfactual
from riskengine.model.signal import Signal
from riskengine.rules.firing import fire
from riskengine.rules.model import Ruleset
from riskengine.score.facts import Fact, aggravating, mitigating, wording
from riskengine.score.tally import tally

STRONGEST = 12
"""How many facts are combined; the rest change too little to matter."""
LARGEST_SET = 3
"""Sets of more facts than this are no useful advice."""
MOST = 6
"""How many changes are reported in each direction."""


def counterfactuals(
    ruleset: Ruleset, signals: Iterable[Signal], as_of: dt.date
) -> tuple[Counterfactual, ...]:
    """What would have to be otherwise for another band.

    Downwards: the smallest sets of facts (one, else two, else three) whose end lowers the
    band; no smaller set of the facts tried does. Upwards: single facts that raise it, such
    as an allegation that is proven.

    Returns:
        Those that lower the band, lowest score first, then those that raise it, highest
        first; at most six of each. `change` is a clause that reads after "if".
    """
    base = tuple(dict.fromkeys(signals))
    start = _score(ruleset, base, as_of)
    return (*_down(ruleset, base, as_of, start), *_up(ruleset, base, as_of, start))


def _score(ruleset: Ruleset, signals: Sequence[Signal], as_of: dt.date) -> int:
    return tally(ruleset, fire(ruleset, signals, as_of)).value


def _down(
    ruleset: Ruleset, signals: tuple[Signal, ...], as_of: dt.date, start: int
) -> list[Counterfactual]:
    rank = ruleset.band(start).rank
    if rank == 0:
        return []
    facts = _relevant(ruleset, signals, as_of, mitigating(signals))
    for size in range(1, LARGEST_SET + 1):
        found: list[Counterfactual] = []
        # No smaller set reached a lower band, so every set found here is minimal.
        for chosen in combinations(facts, size):
            if _overlap(chosen):
                continue
            left = signals
            for fact in chosen:
                left = fact.applied(left)
            score = _score(ruleset, left, as_of)
            if ruleset.band(score).rank < rank:
                words = wording()["joined_by"].join(fact.words for fact in chosen)
                found.append(Counterfactual(words, score, ruleset.band(score)))
        if found:
            return sorted(found, key=lambda item: (item.score, item.change))[:MOST]
    return []


def _relevant(
    ruleset: Ruleset, signals: tuple[Signal, ...], as_of: dt.date, facts: Sequence[Fact]
) -> list[Fact]:
    """Facts on which some finding rests, those that weigh most first.

    The weight is the drop of the score, and where other facts hide it (a floor, a cap, the
    limit of the scale) the points of the findings that would go.
    """
    firings = fire(ruleset, signals, as_of)
    resting = {
        item.signal: max(f.points, f.rule.floor or 0)
        for f in sorted(firings, key=lambda f: max(f.points, f.rule.floor or 0))
        for item in f.matched
    }
    start = tally(ruleset, firings).value

    def weight(fact: Fact) -> tuple[int, int, str]:
        drop = start - _score(ruleset, fact.applied(signals), as_of)
        return (-drop, -max(resting.get(item, 0) for item in fact.removes), fact.words)

    weighing = [fact for fact in facts if any(resting.get(item, 0) for item in fact.removes)]
    return sorted(weighing, key=weight)[:STRONGEST]


def _overlap(facts: Sequence[Fact]) -> bool:
    """Whether two facts change the same signal, so that they cannot both be applied."""
    total = sum(len(fact.removes) for fact in facts)
    return len(frozenset().union(*(fact.removes for fact in facts))) < total


def _up(
    ruleset: Ruleset, signals: tuple[Signal, ...], as_of: dt.date, start: int
) -> list[Counterfactual]:
    rank = ruleset.band(start).rank
    found: list[Counterfactual] = []
    for fact in aggravating(signals):
        score = _score(ruleset, fact.applied(signals), as_of)
        if ruleset.band(score).rank > rank:
            found.append(Counterfactual(fact.words, score, ruleset.band(score)))
    return sorted(found, key=lambda item: (-item.score, item.change))[:MOST]
