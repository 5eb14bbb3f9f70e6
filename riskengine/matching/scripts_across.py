"""What a comparison of a Cyrillic name with one in Latin letters weighs otherwise.

Across scripts many words are translated, and no dictionary has all of them: words that agree
in meaning are better proof than in one script, words without an answer worse disproof.
"""

from __future__ import annotations

from riskengine.matching.align import Alignment
from riskengine.matching.left_out import country
from riskengine.matching.lexicon import WordClass
from riskengine.matching.native_initials import MARK
from riskengine.matching.prepared import Prepared
from riskengine.matching.scripts_apart import LOOSE
from riskengine.matching.tally import Detail, Tally

# Tuned on pairs of native and Latin names of one half of official lists
# (benchmarks/cross_script.py --half train), with names of other parties beside them.
LOOSELY_READ = 0.95  # a word translated or heard, not spelled
INITIALS = {3: 0.72, 4: 0.76}  # by letters of an acronym; with legal forms on both sides
INITIALS_LONG = 0.78
INITIALS_UNFORMED = 0.66  # three letters without a legal form on either side
CONTRADICTION = 0.5  # share of the usual cost, beside a distinctive word that agrees exactly
GENERIC_COSTS = 0.5  # the same for general words without an answer
EXACT, RARE = 0.98, 0.8  # similarity and weight of such a word
FEWEST_WORDS, MOST_WORDS = 3, 4  # general words that agree: with most others, or in any case
MOST_SHARE = 0.7
GENERAL_FROM, GENERAL_WORD, GENERAL_TOP = 0.62, 0.05, 0.9
GENERAL_EVIDENCE = 0.4
COUNTRY_COST = 0.02
_ALONE_COST = {
    WordClass.CORE: 0.12,
    WordClass.SECTOR: 0.09,
    WordClass.PLACE: 0.1,
    WordClass.NEUTRAL: 0.03,
    WordClass.NUMBER: 0.15,
}


def loosened(found: Alignment, left: Prepared, right: Prepared) -> Alignment:
    """The alignment with words that were read loosely no longer exact."""
    if not any(unit.concept.startswith(LOOSE) for unit in (*left.units, *right.units)):
        return found
    pairs = [
        pair._replace(similarity=min(pair.similarity, LOOSELY_READ))
        if left.units[pair.left[0]].concept.startswith(LOOSE)
        or right.units[pair.right[0]].concept.startswith(LOOSE)
        else pair
        for pair in found.pairs
    ]
    return found._replace(pairs=pairs)


def limit_initials(detail: Detail, tally: Tally) -> None:
    """Initials that stand for the distinctive words alert at most, and name no party surely."""
    cores = [
        pair
        for pair in detail.alignment.pairs
        if detail.left.classes[pair.left[0]] is WordClass.CORE
    ]
    marked = [pair for pair in cores if detail.left.units[pair.left[0]].concept == MARK]
    if not marked or len(cores) > len(marked):
        return
    letters = len(detail.left.units[marked[0].left[0]].forms[0])
    formed = bool(detail.left.name.families) and bool(detail.right.name.families)
    if letters <= 3 and not (formed or tally.evidence > 0.6):
        limit = INITIALS_UNFORMED
    else:
        limit = INITIALS.get(letters, INITIALS_LONG)
    if detail.alignment.left_alone or detail.alignment.right_alone:
        limit = min(limit, INITIALS_UNFORMED)
    elif detail.score < limit:
        detail.step("initials", limit)
    detail.cap(limit, "the initials of the one name are the other")


def proven(detail: Detail) -> bool:
    """Whether a rare distinctive word agrees exactly."""
    left, right = detail.left, detail.right
    return any(
        pair.similarity >= EXACT
        and min(
            sum(left.weights[index] for index in pair.left),
            sum(right.weights[index] for index in pair.right),
        )
        >= RARE
        for pair in detail.alignment.pairs
    )


def general_words(detail: Detail, tally: Tally) -> float:
    """Score of names of general words that translate each other; 0 for other names.

    "Federal Penitentiary Service" has no distinctive word, yet four words in another language
    do not meet by chance. What speaks against it is a place or number that differs, and more
    than a word or two without an answer.
    """
    found = detail.alignment
    agree = len(found.pairs)
    alone = tally.alone
    for cls in (WordClass.PLACE, WordClass.NUMBER):
        counts = alone.get(cls, (0, 0))
        if counts[0] and counts[1]:
            return 0.0
    if tally.evidence < GENERAL_EVIDENCE or agree < FEWEST_WORDS:
        return 0.0
    both = len(detail.left.units) + len(detail.right.units)
    share = 2 * agree / both
    if share < MOST_SHARE and (agree < MOST_WORDS or share < 0.5):
        return 0.0
    score = min(GENERAL_FROM + GENERAL_WORD * agree, GENERAL_TOP)
    for cls, cost in _ALONE_COST.items():
        counts = alone.get(cls, (0, 0))
        score -= cost * sum(counts)
    sides = [
        sum(alone.get(cls, (0, 0))[side] for cls in (WordClass.CORE, WordClass.SECTOR))
        for side in (0, 1)
    ]
    countries = [
        unit
        for name, places in ((detail.left, found.left_alone), (detail.right, found.right_alone))
        for unit in (name.units[index] for index in places)
        if unit.cls is WordClass.PLACE and country(unit)
    ]
    if countries:  # "of the Russian Federation" goes without saying
        score += _ALONE_COST[WordClass.PLACE] - COUNTRY_COST
    if sides[0] and sides[1]:
        score -= 0.15 if agree <= MOST_WORDS else 0.05  # "Customs Service", "Guard Service"
    return max(score, 0.0)
