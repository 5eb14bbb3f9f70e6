"""The smallest changes of fact that move a subject to another band."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from itertools import combinations

from riskengine.model.assessment import Counterfactual
from riskengine.model.signal import Signal
from riskengine.rules.firing import fire
from riskengine.rules.model import Ruleset
from riskengine.score.facts import Fact, aggravating, mitigating, wording
from riskengine.score.tally import tally

STRONGEST = 12
"""How many facts are combined with others; each fact is also tried alone."""
LARGEST_SET = 3
"""Sets of more facts than this are no useful advice."""
MOST = 6
"""How many changes are reported in each direction."""


def counterfactuals(
    ruleset: Ruleset, signals: Iterable[Signal], as_of: dt.date
) -> tuple[Counterfactual, ...]:
    """What would have to be otherwise for another band.

    Downwards: sets of facts whose end lowers the band; upwards: doubts that, settled against
    the subject, raise it, such as an allegation that is proven. Every set is minimal: with
    one fact less the band stays or moves the other way. Sets of two are sought among the
    strongest facts; sets of three only where nothing smaller moves the band.

    Returns:
        Those that lower the band, then those that raise it, at most six of each. Small sets
        come first, and among sets of a size the one that moves the score most. `change` is a
        clause that reads after "if"; `facts` are its parts.
    """
    base = tuple(dict.fromkeys(signals))
    start = _score(ruleset, base, as_of)
    rank = ruleset.band(start).rank
    down: list[Counterfactual] = []
    if rank > 0:
        facts = _relevant(ruleset, base, as_of, mitigating(base), start)
        down = _minimal(
            ruleset, base, as_of, facts, start, lambda score: ruleset.band(score).rank < rank
        )
    up = _minimal(
        ruleset,
        base,
        as_of,
        aggravating(base),
        start,
        lambda score: ruleset.band(score).rank > rank,
    )
    down.sort(key=lambda item: (len(item.facts), item.score, item.change))
    up.sort(key=lambda item: (len(item.facts), -item.score, item.change))
    return (*down[:MOST], *up[:MOST])


def _score(ruleset: Ruleset, signals: Sequence[Signal], as_of: dt.date) -> int:
    return tally(ruleset, fire(ruleset, signals, as_of)).value


def _minimal(
    ruleset: Ruleset,
    signals: tuple[Signal, ...],
    as_of: dt.date,
    facts: Sequence[Fact],
    start: int,
    reached: Callable[[int], bool],
) -> list[Counterfactual]:
    """Every set of facts that gets there and has no part that gets there alone.

    Of larger sets that touch the same signals (a listing ends, or its match is dismissed)
    the one that moves the score most stands for all.
    """
    found: dict[frozenset[Signal], Counterfactual] = {}
    held: list[frozenset[str]] = []
    singles: list[Counterfactual] = []
    for size in range(1, LARGEST_SET + 1):
        if size == LARGEST_SET and held:
            break
        for chosen in combinations(facts if size == 1 else facts[:STRONGEST], size):
            words = frozenset(fact.words for fact in chosen)
            if _overlap(chosen) or any(smaller <= words for smaller in held):
                continue
            left = signals
            for fact in chosen:
                left = fact.applied(left)
            score = _score(ruleset, left, as_of)
            if reached(score):
                held.append(words)
                parts = tuple(fact.words for fact in chosen)
                change = wording()["joined_by"].join(parts)
                item = Counterfactual(change, score, ruleset.band(score), parts)
                touched = frozenset().union(*(fact.removes for fact in chosen))
                other = found.get(touched)
                if size == 1:
                    singles.append(item)
                elif other is None or abs(score - start) > abs(other.score - start):
                    found[touched] = item
    return [*singles, *found.values()]


def _relevant(
    ruleset: Ruleset,
    signals: tuple[Signal, ...],
    as_of: dt.date,
    facts: Sequence[Fact],
    start: int,
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

    def weight(fact: Fact) -> tuple[int, int, str]:
        drop = start - _score(ruleset, fact.applied(signals), as_of)
        return (-drop, -max(resting.get(item, 0) for item in fact.removes), fact.words)

    weighing = [fact for fact in facts if any(resting.get(item, 0) for item in fact.removes)]
    return sorted(weighing, key=weight)


def _overlap(facts: Sequence[Fact]) -> bool:
    """Whether two facts change the same signal, so that they cannot both be applied."""
    total = sum(len(fact.removes) for fact in facts)
    return len(frozenset().union(*(fact.removes for fact in facts))) < total
