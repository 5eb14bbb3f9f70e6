"""Names of organisations of which some words have no answer."""

from __future__ import annotations

from riskengine.matching.brands import EXTENSION_CAP, take_brand
from riskengine.matching.lexicon import WordClass
from riskengine.matching.prepared import Prepared
from riskengine.matching.scripts_across import CONTRADICTION as ACROSS_CONTRADICTION
from riskengine.matching.scripts_across import GENERIC_COSTS, general_words, proven
from riskengine.matching.tally import Detail, Tally, homonym_of, in_order, slips

# Tuned on listed names with slips, and on names of companies that no list knows
# (benchmarks/name_recall.py): half of them for tuning, half to confirm.
CONTRADICTION = 2.1  # cost of distinctive words that differ, against those that agree
MISSING = 0.6  # share of the score lost when the missing core is all that there is
HOMONYM_LEGAL_DIFFERS, HOMONYM_LEGAL_MISSING = 0.38, 0.31
PLACED = 0.6  # of the doubt when only a city is added to the name and its legal form
HOMONYM_WORD = 0.3  # a generic word more or less in a homonym
SLIP_AND_LEGAL = 0.12  # besides the cost of either
LONE_SLIP_AND_LEGAL = 0.2  # the same in the lone distinctive word, where both have a legal form
PARTLY_SLIP = 1.0  # a slip in the lone distinctive word of a name that differs otherwise, too
TWO_DIFFERENCES = 0.25  # a generic word more, and another legal form
CROSSED = 0.1  # a distinctive word where the other name has a generic one
ORDER = 0.04
SECTOR_WEIGHT = 0.4  # of a sector word that meets another word in its place
# Names of general words, one held whole by the other: by the words that agree.
HELD_EVIDENCE, HELD_FROM, HELD_TOP = 0.4, 0.6, 0.82
LETTER = 0.1  # weight of a single letter, which proves nothing among general words
TAIL, TAIL_EVIDENCE = 0.93, 0.3  # only an address more, after the legal form
HELD_DISORDER = 0.08  # "National Defense University", "National University of Defense ..."
HELD_BY_TWO = 0.72
_IDLE_SECTORS = ("plant", "freight", "shipbuilding")
GENERIC_CAP = 0.45  # names that share only places, sectors and legal forms
EXTENSION_WEIGHT = 0.3  # of a distinctive word that makes another company of the same group

_CORE = WordClass.CORE
_PLACE = WordClass.PLACE
_NEUTRAL = WordClass.NEUTRAL
_SECTOR = WordClass.SECTOR
_NUMBER = WordClass.NUMBER


def compare_partly(detail: Detail, tally: Tally) -> None:
    """Some words stand alone: a brand, an extension, or another party."""
    left, right, found = detail.left, detail.right, detail.alignment
    if tally.weakest == 1.0 and tally.evidence >= TAIL_EVIDENCE - 1e-9 and _addressed(detail):
        detail.step("missing", TAIL)
        return
    if tally.core <= LETTER:
        share = 2 * len(found.pairs) / (len(left.units) + len(right.units))
        held = _holds(detail, tally)
        if detail.apart:
            held = max(held, general_words(detail, tally))
        if held:
            detail.step("missing", held)
            return
        detail.step("generic", GENERIC_CAP * share)
        detail.remark = "only words that many names share agree"
        return
    alone = tally.alone
    lost = slips(detail)
    if tally.core <= 1.0 and tally.weakest < 1.0:
        lost += PARTLY_SLIP * (1.0 - tally.weakest) + LONE_SLIP_AND_LEGAL
    detail.step("spelling", 1.0 - lost)
    differ = max(contradicted(tally), _other_letter(detail))
    proof = detail.apart and proven(detail)
    if proof:
        differ *= ACROSS_CONTRADICTION
    if differ:
        detail.step("differs", detail.score * tally.core / (tally.core + CONTRADICTION * differ))
    missing = abs(tally.left - tally.right)
    if missing:
        lost = MISSING * missing / (tally.core + differ + missing)
        detail.step("missing", detail.score * (1.0 - lost))
    homonym = homonym_of(tally)
    lone = tally.core <= 1.0
    if lone and _extends(left, right, tally):
        detail.brand_only = False
        detail.cap(EXTENSION_CAP, "the longer name may be another company's")
    placed = alone.keys() == {_PLACE} and bool(left.legal) and left.legal == right.legal
    doubt = PLACED * homonym if placed else homonym
    cost = _generic_costs(alone, lone, doubt)
    if proof and found.left_alone and found.right_alone:
        cost *= GENERIC_COSTS  # such words may well answer each other
    detail.step("missing", detail.score - cost)
    if lone and left.legal and right.legal and left.legal != right.legal:
        # "Oriel LLC" and "Oriel Trading GmbH": two differences, more often two firms.
        detail.step("legal form", detail.score - TWO_DIFFERENCES)
    elif homonym and left.legal != right.legal:
        cost = HOMONYM_LEGAL_DIFFERS if left.legal and right.legal else HOMONYM_LEGAL_MISSING
        detail.step("legal form", detail.score - 0.5 * cost * homonym)
    if not in_order(found):
        detail.step("order", detail.score - ORDER)
    numbers = alone.get(_NUMBER, (0, 0))
    if differ == 0.0 and not (numbers[0] and numbers[1]):
        take_brand(detail, tally)


def contradicted(tally: Tally) -> float:
    """Weight of the words that stand alone on both sides and so say two things.

    A sector against another sector, or against a distinctive word, contradicts too.
    """
    sectors = tally.alone.get(_SECTOR, (0, 0))
    return min(tally.left + SECTOR_WEIGHT * sectors[0], tally.right + SECTOR_WEIGHT * sectors[1])


def highest(tally: Tally) -> float:
    """The most that `compare_partly` gives where words contradict, in one script."""
    differ = contradicted(tally)
    return max(GENERIC_CAP, tally.core / (tally.core + CONTRADICTION * differ)) if differ else 1.0


def _other_letter(detail: Detail) -> float:
    """Weight of a word where the other name has a letter that does not open it.

    "M. Andreev" is no Nikolay, though a letter by itself says next to nothing.
    """
    left, right, found = detail.left, detail.right, detail.alignment
    if len(found.left_alone) != 1 or len(found.right_alone) != 1:
        return 0.0
    one, two = found.left_alone[0], found.right_alone[0]
    first, second = left.units[one].forms[0], right.units[two].forms[0]
    if (len(first) == 1) == (len(second) == 1) or first[:1] == second[:1]:
        return 0.0
    return max(left.weights[one], right.weights[two])


def _addressed(detail: Detail) -> bool:
    """Whether one name only has a place or a branch more, after its legal form."""
    left, right, found = detail.left, detail.right, detail.alignment
    if not left.legal or left.legal != right.legal or (found.left_alone and found.right_alone):
        return False
    if any(pair.similarity < 1.0 for pair in found.pairs) or not in_order(found):
        return False
    full, alone = (left, found.left_alone) if found.left_alone else (right, found.right_alone)
    after = max((place for place, _ in full.name.legal_at), default=0)
    return 0 < after <= alone[0] and all(
        full.classes[index] is _PLACE or full.units[index].concept == "branch" for index in alone
    )


def _extends(left: Prepared, right: Prepared, tally: Tally) -> bool:
    """Whether one side is a whole legal name and the other has a distinctive word more."""
    if tally.left and not tally.right:
        return tally.left >= EXTENSION_WEIGHT and bool(right.legal)
    return tally.right >= EXTENSION_WEIGHT and not tally.left and bool(left.legal)


def _holds(detail: Detail, tally: Tally) -> float:
    """Score of a name of general words that the other name holds whole; 0 for other names.

    "Central Bank of Iran" is held by "Central Bank of the Islamic Republic of Iran": three
    words or more of weight name a party even where each alone says little.
    """
    found = detail.alignment
    if (found.left_alone and found.right_alone) or tally.evidence < HELD_EVIDENCE - 1e-9:
        return 0.0
    if len(found.pairs) < 3:
        return HELD_BY_TWO if _holds_two(detail) else 0.0
    score = min(HELD_FROM + 0.05 * len(found.pairs), HELD_TOP)
    score -= 0.3 * min(tally.left + tally.right, 2.0)
    if not in_order(found):
        score -= HELD_DISORDER
    for cls, cost in ((_SECTOR, 0.12), (_NEUTRAL, 0.02), (_PLACE, 0.03), (_NUMBER, 0.1)):
        score -= cost * sum(tally.alone.get(cls, (0, 0)))
    return max(score, 0.0)


def _holds_two(detail: Detail) -> bool:
    """Whether a place and a trade are a whole name, and the other says one idle word more.

    "Tula Arms" and "Tula Arms Plant", "Iran Air" and "Iran Air Frankfurt".
    """
    found = detail.alignment
    full, alone = (
        (detail.left, found.left_alone) if found.left_alone else (detail.right, found.right_alone)
    )
    if len(alone) != 1 or alone[0] != len(full.units) - 1 or len(found.pairs) != 2:
        return False
    if full.classes[0] is not _PLACE or not in_order(found):
        return False
    last = full.units[alone[0]]
    return last.cls in (_NEUTRAL, _PLACE) or last.concept in _IDLE_SECTORS


def _generic_costs(alone: dict[WordClass, list[int]], lone: bool, homonym: float) -> float:
    """What places, sectors, neutral words and numbers that stand alone take off.

    With a `lone` distinctive word the others weigh more: "Oriel Holdings" and "Oriel
    Technologies" are two firms more often than one.
    """
    cost = 0.0
    for cls, differ, missing in (
        (_SECTOR, 0.08, 0.31 if lone else 0.15),
        (_PLACE, 0.31 if lone else 0.14, 0.04),
        (_NEUTRAL, 0.1, 0.06 if lone else 0.04),
        (_NUMBER, 0.0, 0.17),
    ):
        counts = alone.get(cls)
        if counts is None:
            continue
        if counts[0] and counts[1]:
            cost += differ
        else:
            cost += missing * min(counts[0] + counts[1], 2)
    generic = [alone.get(_NEUTRAL, (0, 0)), alone.get(_SECTOR, (0, 0))]
    cores = alone.get(_CORE, (0, 0))
    if any(cores[side] and (generic[0][1 - side] or generic[1][1 - side]) for side in (0, 1)):
        cost += CROSSED
    if lone and all(generic[0][side] + generic[1][side] for side in (0, 1)):
        cost = max(cost, 0.32)
    return cost + HOMONYM_WORD * homonym
