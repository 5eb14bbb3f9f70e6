"""What agrees between two names of organisations, and what stands alone, by weight."""

from __future__ import annotations

import itertools
from dataclasses import dataclass, field

from riskengine.matching.align import Alignment, Pair
from riskengine.matching.lexicon import WordClass
from riskengine.matching.prepared import Prepared
from riskengine.matching.scripts_apart import apart

# Evidence of words that agree. A name is proof of a party from 1 on: a rare word, or two or
# three everyday ones. Below, whatever else differs counts more: such names are homonyms.
_EVIDENCE = {
    WordClass.CORE: 0.0,
    WordClass.PLACE: 0.2,
    WordClass.NEUTRAL: 0.1,
    WordClass.SECTOR: 0.2,
    WordClass.NUMBER: 0.2,
}
HOMONYM_SPAN = 0.65  # evidence between a name that proves a party and one that many have
INITIALS_COST = 0.06  # an acronym among other words that agree
_JOINED = 0.985  # words joined or split without a slip


@dataclass(slots=True)
class Detail:
    """A comparison before it is put into words.

    Attributes:
        score: in [0, 1], four decimals.
        left_more, right_more: weight of core and sector words that only this side has.
        shares: evidence of each pair of the alignment, for the breakdown.
        steps: what took away or added, in order: kind, and the score after it.
    """

    left: Prepared
    right: Prepared
    alignment: Alignment
    score: float = 1.0
    brand_only: bool = False
    left_more: float = 0.0
    right_more: float = 0.0
    remark: str = ""
    shares: list[float] = field(default_factory=list)
    steps: list[tuple[str, float]] = field(default_factory=list)

    @property
    def apart(self) -> bool:
        """Whether one name is Cyrillic and the other is not: words may be translated."""
        return apart(self.left, self.right)

    @property
    def by_initials(self) -> bool:
        """Nothing agrees but an acronym with the initials of the other name."""
        pairs = self.alignment.pairs
        return bool(pairs) and pairs[0].how == "initials"  # they are looked for last

    def step(self, kind: str, score: float) -> None:
        """Move to another score, and note why."""
        score = max(score, 0.0)
        if score != self.score:
            self.steps.append((kind, score))
            self.score = score

    def cap(self, limit: float, remark: str) -> None:
        if self.score > limit:
            self.step("cap", limit)
            self.remark = remark


@dataclass(slots=True)
class Tally:
    """Weights of what agrees and of what stands alone, side by side."""

    core: float = 0.0  # distinctive weight that agrees, times similarity
    evidence: float = 0.0  # the same and that of generic words
    cores: int = 0  # distinctive pairs
    weakest: float = 1.0  # similarity of the word with the worst slip
    left: float = 0.0
    right: float = 0.0
    initials: bool = False
    # Words alone, by class: left and right.
    alone: dict[WordClass, list[int]] = field(default_factory=dict)


def tally_of(detail: Detail) -> Tally:
    left, right, found = detail.left, detail.right, detail.alignment
    tally = Tally()
    for pair in found.pairs:
        one, two, similarity, how = pair
        single = len(one) == 1 == len(two)
        if single:
            core, second = left.weights[one[0]], right.weights[two[0]]
            if second < core:
                core = second
        else:
            core = _pair_weight(pair, left, right)
        if core:
            share = core
            tally.cores += 1
            if how != "initials":
                # A slip makes a word worse proof, twice over: of itself and of the name.
                core *= similarity * similarity
                if similarity < _JOINED:
                    tally.weakest = min(tally.weakest, similarity)
            tally.core += core
        elif single:
            share = similarity * min(
                _EVIDENCE[left.classes[one[0]]], _EVIDENCE[right.classes[two[0]]]
            )
        else:
            share = similarity * min(
                sum(_EVIDENCE[left.classes[index]] for index in one),
                sum(_EVIDENCE[right.classes[index]] for index in two),
            )
        if how == "initials":
            tally.initials = True
        tally.evidence += share
        detail.shares.append(share or 0.01)
    alone = tally.alone
    for side, name, words in ((0, left, found.left_alone), (1, right, found.right_alone)):
        weight = 0.0
        for index in words:
            weight += name.weights[index]
            cls = name.classes[index]
            if cls is WordClass.SECTOR:
                cls = _class_alone(name, index)
            counts = alone.get(cls)
            if counts is None:
                counts = alone[cls] = [0, 0]
            counts[side] += 1
        if side:
            tally.right = weight
        else:
            tally.left = weight
    return tally


def _class_alone(name: Prepared, index: int) -> WordClass:
    """Class of a word without an answer; a trade said twice says no more ("Verf Shipyard")."""
    cls = name.classes[index]
    if cls is WordClass.SECTOR and len(name.places.get(name.meanings[index], ())) > 1:
        return WordClass.NEUTRAL
    return cls


def _pair_weight(pair: Pair, left: Prepared, right: Prepared) -> float:
    """Weight of a pair: of its weightier side, since a joined word is rarer than its parts."""
    if len(pair.left) == 1 and len(pair.right) == 1:
        return min(left.weights[pair.left[0]], right.weights[pair.right[0]])
    one = sum(left.weights[index] for index in pair.left)
    two = sum(right.weights[index] for index in pair.right)
    return max(one, two, 0.8) if pair.how == "initials" else max(one, two)


def homonym_of(tally: Tally) -> float:
    """0 for a name that proves its party, up to 1 for one that many parties have."""
    return min(1.0, max(0.0, (1.0 - tally.evidence) / HOMONYM_SPAN))


def slips(detail: Detail) -> float:
    """What slips take off: by the word's share of the letters, halfway to the whole."""
    found = detail.alignment
    if all(pair.similarity == 1.0 for pair in found.pairs):
        return 0.0
    left, right = detail.left, detail.right
    total = max(len(left.letters), len(right.letters), 1)
    lost = 0.0
    lone = len(found.pairs) == 1
    for pair in found.pairs:
        if pair.how == "joined" and pair.similarity >= _JOINED:
            lost += 1.0 - pair.similarity
        elif pair.how == "initials":
            lost += INITIALS_COST
        elif pair.similarity < 1.0:
            size = max(
                sum(len(left.units[index].forms[0]) for index in pair.left),
                sum(len(right.units[index].forms[0]) for index in pair.right),
            )
            share = 1.0 if lone else 0.25 + 0.75 * min(1.0, size / total)
            lost += (1.0 - pair.similarity) * share
    return lost


def in_order(found: Alignment) -> bool:
    pairs = sorted(found.pairs)
    return all(one.right[0] <= two.right[0] for one, two in itertools.pairwise(pairs))
