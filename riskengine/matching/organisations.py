"""Comparing names of organisations: the distinctive part decides."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from riskengine.matching.align import Alignment, Pair, align
from riskengine.matching.lexicon import DEFAULT_RARITY, Rarity, WordClass
from riskengine.matching.names import AnalysedName, Unit

# Tuned on pairs of listed names and on names of unlisted companies (benchmarks/matching.py).
SYLLABLE_WEIGHT = 0.5  # a Han character of the core: two make one rare word
CONTRADICTION = 1.6  # cost of distinctive words that differ, against those that agree
SECTOR_WEIGHT = 0.3  # of a sector word that meets another word in its place
MISSING = 0.65  # share of the score lost when half and more of the core is missing
# A rare brand against a longer name, by what the longer name has besides. The steps are
# within a tie (matcher.TIE): which of several such names is meant, the brand does not say.
BRAND_NEUTRAL = 0.9
BRAND_SECTOR = 0.885
BRAND_CORE = 0.87
BRAND_INSIDE, BRAND_INSIDE_SHORT = 0.74, 0.66  # the brand does not open the longer name
BRAND_SLACK = 0.04  # the brand comes with a neutral word that the longer name lacks
INITIALS_LONG, INITIALS_FOUR = 0.8, 0.74  # by letters of the acronym
GENERIC_CAP = 0.45  # names that share only places, sectors and legal forms
NUMBER_CAP = 0.5  # numbers that differ are different parties
LONE_DIFFERENCE = 0.32  # "Oriel Holdings" and "Oriel Shipping"
EXTENSION_CAP = 0.64  # "X Oil" beside "X": groups name their other companies so

_SECTOR = WordClass.SECTOR


@dataclass(frozen=True, slots=True)
class Detail:
    """A comparison before it is put into words.

    Attributes:
        left_more, right_more: weight of core and sector words that only this side has.
    """

    score: float
    brand_only: bool
    left_more: float
    right_more: float
    alignment: Alignment
    remark: str = ""


@dataclass(slots=True)
class _Tally:
    """Weights of what agrees and of what stands alone, side by side."""

    agreed: float = 0.0  # distinctive weight that agrees, times similarity
    weakest: float = 1.0
    generic: int = 0  # generic words that agree
    left: float = 0.0
    right: float = 0.0


def _weight(unit: Unit, rarity: Rarity) -> float:
    if unit.cls is not WordClass.CORE:
        return 0.0
    if unit.syllable:
        return SYLLABLE_WEIGHT
    return max(rarity.weight(form) for form in unit.forms)


def _pair_weight(pair: Pair, left: Sequence[Unit], right: Sequence[Unit], rarity: Rarity) -> float:
    """Weight of a pair: of its weightier side, since a joined word is rarer than its parts."""
    one = sum(_weight(left[index], rarity) for index in pair.left)
    two = sum(_weight(right[index], rarity) for index in pair.right)
    if pair.how == "initials":
        return max(one, two, 0.8)
    if pair.how == "joined":
        return max(one, two)
    return min(one, two) if one and two else 0.0


def _classes(units: Sequence[Unit], indexes: Sequence[int], cls: WordClass) -> list[Unit]:
    return [units[index] for index in indexes if units[index].cls is cls]


def _tally(found: Alignment, left: Sequence[Unit], right: Sequence[Unit], rarity: Rarity) -> _Tally:
    tally = _Tally()
    for pair in found.pairs:
        weight = _pair_weight(pair, left, right, rarity)
        if weight:
            tally.agreed += weight * pair.similarity
            tally.weakest = min(tally.weakest, pair.similarity)
        else:
            tally.generic += 1
    tally.left = sum(_weight(left[index], rarity) for index in found.left_alone)
    tally.right = sum(_weight(right[index], rarity) for index in found.right_alone)
    return tally


def _numbers_differ(found: Alignment, left: Sequence[Unit], right: Sequence[Unit]) -> bool:
    return bool(
        _classes(left, found.left_alone, WordClass.NUMBER)
        and _classes(right, found.right_alone, WordClass.NUMBER)
    )


def _side_costs(found: Alignment, left: Sequence[Unit], right: Sequence[Unit], lone: bool) -> float:
    """What places, sectors, neutral words and numbers that stand alone take off.

    With a `lone` distinctive word the others weigh more: "Oriel Holdings" and "Oriel
    Technologies" are two firms more often than one.
    """
    cost = 0.0
    for cls, differ, missing in (
        (WordClass.SECTOR, 0.05, 0.31 if lone else 0.15),
        (WordClass.PLACE, 0.2 if lone else 0.12, 0.03),
        (WordClass.NEUTRAL, 0.06, 0.06 if lone else 0.03),
        (WordClass.NUMBER, 0.0, 0.15),
    ):
        one = len(_classes(left, found.left_alone, cls))
        two = len(_classes(right, found.right_alone, cls))
        if one and two:
            cost += differ
        elif one or two:
            cost += missing * min(one + two, 2)
    if lone and _generic(left, found.left_alone) and _generic(right, found.right_alone):
        cost = max(cost, LONE_DIFFERENCE)
    return cost


def _generic(units: Sequence[Unit], indexes: Sequence[int]) -> bool:
    return any(units[index].cls in (WordClass.NEUTRAL, WordClass.SECTOR) for index in indexes)


def _bare(units: Sequence[Unit]) -> bool:
    """One or two distinctive words, at most with a neutral one, and no legal form."""
    core = [unit for unit in units if unit.cls is WordClass.CORE]
    syllables = sum(unit.syllable for unit in core)
    words = len(core) - syllables
    if len(units) > len(core) + 1:
        return False
    others = [unit for unit in units if unit.cls not in (WordClass.CORE, WordClass.NEUTRAL)]
    return bool(core) and not others and (words <= 2 if not syllables else syllables <= 4)


def _leads(found: Alignment, left: Sequence[Unit], right: Sequence[Unit]) -> bool:
    """Whether the first distinctive words of both names answer each other."""
    one = next((i for i, unit in enumerate(left) if unit.cls is WordClass.CORE), -1)
    two = next((i for i, unit in enumerate(right) if unit.cls is WordClass.CORE), -1)
    return any(
        (pair.left[0] == one and pair.right[0] == two)
        or (pair.how == "initials" and (one in pair.left or two in pair.right))
        for pair in found.pairs
    )


def _is_full_legal_name(name: AnalysedName) -> bool:
    return bool(name.legal) or len(name.units) >= 3


def compare_organisations(
    left: AnalysedName, right: AnalysedName, rarity: Rarity = DEFAULT_RARITY
) -> Detail:
    """Compare two analysed names as names of organisations; symmetric.

    Returns:
        A `Detail` with a score in [0, 1]; equal names (letters and digits) score 1.
    """
    found = align(left, right)
    tally = _tally(found, left.units, right.units, rarity)
    sectors_left = len(_classes(left.units, found.left_alone, WordClass.SECTOR))
    sectors_right = len(_classes(right.units, found.right_alone, WordClass.SECTOR))
    more = (tally.left + 0.4 * sectors_left, tally.right + 0.4 * sectors_right)
    if left.compact and left.compact == right.compact:
        return Detail(1.0, False, 0.0, 0.0, found)
    score, brand, remark = _score(left, right, found, tally)
    if _numbers_differ(found, left.units, right.units):
        score, brand, remark = min(score, NUMBER_CAP), False, "the numbers differ"
    return Detail(round(max(0.0, min(score, 0.99)), 4), brand, *more, found, remark)


def _score(
    left: AnalysedName, right: AnalysedName, found: Alignment, tally: _Tally
) -> tuple[float, bool, str]:
    alone = len(found.left_alone) + len(found.right_alone)
    if not found.pairs:
        return 0.0, False, ""
    if not alone:
        return _all_agree(left, right, found, tally)
    if tally.agreed == 0.0:
        share = 2 * len(found.pairs) / (len(left.units) + len(right.units))
        return GENERIC_CAP * share, False, "only words that many names share agree"
    costs = _side_costs(found, left.units, right.units, tally.agreed <= 1.0)
    # A sector against another sector, or against a distinctive word, contradicts too.
    one = tally.left + SECTOR_WEIGHT * len(_classes(left.units, found.left_alone, _SECTOR))
    two = tally.right + SECTOR_WEIGHT * len(_classes(right.units, found.right_alone, _SECTOR))
    contradicted = min(one, two)
    missing = abs(tally.left - tally.right)
    core = tally.agreed / (tally.agreed + CONTRADICTION * contradicted)
    core *= 1.0 - MISSING * missing / (tally.agreed + contradicted + missing)
    core *= tally.weakest if tally.agreed < 1.5 else 1.0
    score = core * _evidence(tally) - costs
    if contradicted == 0.0 and not _numbers_differ(found, left.units, right.units):
        brand = _brand_score(left, right, found, tally)
        if brand is not None and brand <= EXTENSION_CAP:
            return min(score, brand), False, "the longer name may be another company's"
        if brand is not None:
            return brand, True, ""
    return score, False, ""


def _evidence(tally: _Tally) -> float:
    """1 when the agreeing distinctive words are rare; less for everyday words."""
    if tally.agreed >= 0.8:
        return 1.0
    return 0.4 + 0.6 * tally.agreed / 0.8


def _all_agree(
    left: AnalysedName, right: AnalysedName, found: Alignment, tally: _Tally
) -> tuple[float, bool, str]:
    """Every word has an answer; what remains is spelling, order and the legal form."""
    mean = sum(pair.similarity for pair in found.pairs) / len(found.pairs)
    score = min(mean, 0.5 + 0.5 * tally.weakest) if tally.agreed else mean
    if tally.agreed <= 1.0 and tally.weakest < 1.0:
        score = min(score, tally.weakest)
    if left.legal != right.legal:
        score -= 0.01 if not (left.legal and right.legal) else 0.02
    starts = [pair.right[0] for pair in sorted(found.pairs, key=lambda pair: pair.left)]
    if starts != sorted(starts):
        score -= 0.04
    lone = len(found.pairs) == 1
    if lone and any(pair.how == "initials" for pair in found.pairs):
        return _initials_score(left, right, found), True, "initials alone prove little"
    if tally.agreed < 0.5 and lone and bool(left.legal) != bool(right.legal):
        # "Pioneer" and "Pioneer Ltd": an everyday word is no proof of one party.
        return 0.64, False, "the only distinctive word is an everyday word"
    if tally.agreed < 0.8 and _only_translated(found, left, right):
        return 0.62, False, "generic words that only mean the same are no name"
    if tally.agreed == 0.0 and lone:
        return 0.6, False, "the only word is one that many names share"
    return score, False, ""


def _only_translated(found: Alignment, left: AnalysedName, right: AnalysedName) -> bool:
    """Whether a generic word answers a Latin word by meaning or shortness, not by spelling."""
    for pair in found.pairs:
        one, two = left.units[pair.left[0]], right.units[pair.right[0]]
        latin = one.text.isascii() and two.text.isascii()
        if pair.how == "abbreviation":
            return True
        if pair.how == "meaning" and latin and one.forms[0][:3] != two.forms[0][:3]:
            return True
    return False


def _brand_score(
    left: AnalysedName, right: AnalysedName, found: Alignment, tally: _Tally
) -> float | None:
    """Score of a bare brand against a longer name; None when neither side is one."""
    for bare, full, bare_alone in (
        (left, right, found.left_alone),
        (right, left, found.right_alone),
    ):
        if bare.legal or not _bare(bare.units) or len(full.units) < len(bare.units):
            continue
        if any(bare.units[index].cls is not WordClass.NEUTRAL for index in bare_alone):
            continue
        if tally.agreed < 0.8:
            continue
        extra = tally.left + tally.right
        alone = [left.units[index] for index in found.left_alone]
        alone += [right.units[index] for index in found.right_alone]
        sectors = any(unit.cls is WordClass.SECTOR for unit in alone)
        if bare_alone and not extra:
            continue  # "X Holdings" and "X Group": neither is the bare brand of the other
        if (extra or sectors) and not _is_full_legal_name(full):
            return EXTENSION_CAP
        if any(pair.how == "initials" for pair in found.pairs):
            return _initials_score(left, right, found)
        if not _leads(found, left.units, right.units):
            letters = sum(len(unit.forms[0]) for unit in bare.core)
            plain_brand = letters >= 7 and not bare_alone
            return (BRAND_INSIDE if plain_brand else BRAND_INSIDE_SHORT) * tally.weakest
        level = BRAND_CORE if extra else BRAND_SECTOR if sectors else BRAND_NEUTRAL
        return (level - (BRAND_SLACK if bare_alone else 0.0)) * tally.weakest
    return None


def _initials_score(left: AnalysedName, right: AnalysedName, found: Alignment) -> float:
    """Initials count for an acronym that stands for a name, less for "EBET, Inc."."""
    pair = next(pair for pair in found.pairs if pair.how == "initials")
    short, index = (left, pair.left[0]) if len(pair.left) == 1 else (right, pair.right[0])
    if short.legal:
        return EXTENSION_CAP
    return INITIALS_FOUR if len(short.units[index].forms[0]) <= 4 else INITIALS_LONG
