"""Comparing names of organisations: the distinctive part decides."""

from __future__ import annotations

from rapidfuzz.fuzz import ratio

from riskengine.matching.align import align
from riskengine.matching.brands import take_initials
from riskengine.matching.lexicon import WordClass
from riskengine.matching.native_described import described
from riskengine.matching.partial import (
    HOMONYM_LEGAL_DIFFERS,
    HOMONYM_LEGAL_MISSING,
    LONE_SLIP_AND_LEGAL,
    ORDER,
    SLIP_AND_LEGAL,
    compare_partly,
    highest,
)
from riskengine.matching.prepared import Prepared
from riskengine.matching.scripts_across import limit_initials, loosened
from riskengine.matching.shortenings import within
from riskengine.matching.tally import Detail, Tally, homonym_of, in_order, slips, tally_of
from riskengine.matching.whole import MOST_LETTERS_MORE, whole_spelling

LEGAL_DIFFERS, LEGAL_MISSING = 0.02, 0.01  # for a name that proves its party
SHORT_CAP = 0.6  # names of five letters with a slip
_SHORT_WORD, _SHORT_NAME, _SHORT_EVERYDAY = 4, 5, 6
SHORT_EVIDENCE = 0.2  # beside a word of four letters with a slip
NUMBER_CAP = 0.5  # numbers that differ are different parties
LIFTED = 0.9  # from here on the spelling of the whole name adds nothing
ONE_WORD_ACROSS = 0.74
_MANY_AGREE = 3  # general words that mean the same in both names
_FLOOR, _FLOOR_FROM = 0.5, 0.4  # letters alike, for ranking below every cut-off

_ROUNDED = 0.0001  # more than rounding to four decimals adds

_CORE = WordClass.CORE
_SECTOR = WordClass.SECTOR
_NUMBER = WordClass.NUMBER


def compare_prepared(left: Prepared, right: Prepared, least: float = 0.0) -> Detail:
    """Compare two names as names of organisations; symmetric.

    Args:
        least: score of any use to the caller. A lower one may be given as 0, without steps.

    Returns:
        A `Detail` with a score in [0, 1]; equal names (letters and digits) score 1.
    """
    found = align(left, right)
    detail = Detail(left, right, found)
    across = detail.apart
    if across:
        detail.alignment = found = loosened(found, left, right)
    tally = tally_of(detail)
    if left.name.compact and left.name.compact == right.name.compact:
        return detail
    sectors = tally.alone.get(_SECTOR, (0, 0))
    if least > _FLOOR and not across and _out_of_reach(left, right, tally, least):
        detail.score = 0.0
        return detail
    detail.left_more = tally.left + 0.4 * sectors[0]
    detail.right_more = tally.right + 0.4 * sectors[1]
    if not found.pairs:
        detail.step("missing", 0.0)
    elif found.left_alone or found.right_alone:
        compare_partly(detail, tally)
    else:
        _all_agree(detail, tally)
    if across:
        by_description = described(detail)
        if by_description > detail.score:
            detail.step("description", by_description)
            detail.brand_only = False
            detail.remark = "what else is said only describes the name"
        limit_initials(detail, tally)
    numbers = tally.alone.get(_NUMBER, (0, 0))
    if (numbers[0] and numbers[1] and detail.score > NUMBER_CAP) or (
        detail.score > NUMBER_CAP
        and ((any(numbers) and _first_and_other(detail)) or _lettered_apart(detail))
    ):
        detail.brand_only = False
        detail.cap(NUMBER_CAP, "the numbers differ")
    if detail.score < LIFTED:
        lifted = whole_spelling(left, right, found)
        if lifted > detail.score:
            detail.step("spelling of the whole", lifted)
            detail.brand_only = False
            detail.left_more = detail.right_more = 0.0
            detail.remark = "the names as a whole differ by a slip only"
    if detail.score > 0.99:
        detail.step("spelling", 0.99)
    if detail.score < _FLOOR:
        alike = ratio(left.letters, right.letters) / 100.0
        floor = _FLOOR * (alike - _FLOOR_FROM) / (1.0 - _FLOOR_FROM)
        if floor > detail.score:
            detail.step("letters", floor)
    detail.score = round(max(0.0, detail.score), 4)
    return detail


def _out_of_reach(left: Prepared, right: Prepared, tally: Tally, least: float) -> bool:
    """Whether words that differ on both sides keep a score below `least`, whatever else is.

    Every other step takes away; only the spelling of the whole could lift such a score again.
    """
    if abs(len(left.name.compact) - len(right.name.compact)) <= MOST_LETTERS_MORE:
        return False
    return highest(tally) < least - _ROUNDED


def _first_and_other(detail: Detail) -> bool:
    """Whether "First" stands alone on one side and another number on the other."""
    found = detail.alignment
    for name, alone, other, rest in (
        (detail.left, found.left_alone, detail.right, found.right_alone),
        (detail.right, found.right_alone, detail.left, found.left_alone),
    ):
        if any(name.units[index].concept == "first" for index in alone):
            return any(
                other.classes[index] is _NUMBER and other.units[index].concept != "1"
                for index in rest
            )
    return False


def _lettered_apart(detail: Detail) -> bool:
    """Whether both names end in a letter that counts, and not the same: "Fund A", "Fund B"."""
    found, left, right = detail.alignment, detail.left, detail.right
    if not found.left_alone or not found.right_alone:
        return False
    one, two = found.left_alone[-1], found.right_alone[-1]
    return (
        one == len(left.units) - 1
        and two == len(right.units) - 1
        and len(left.units[one].text) == len(right.units[two].text) == 1
        and left.units[one].capitals
        and right.units[two].capitals
    )


def _all_agree(detail: Detail, tally: Tally) -> None:
    """Every word has an answer; what remains is spelling, order and the legal form."""
    left, right, found = detail.left, detail.right, detail.alignment
    if tally.initials and len(found.pairs) == 1:
        detail.brand_only = True
        take_initials(detail)
        detail.remark = detail.remark or "initials alone prove little"
        return
    homonym = homonym_of(tally)
    lost = slips(detail)
    if left.legal != right.legal:
        # A slip and another legal form are two differences, more often two parties.
        if tally.weakest < 1.0:
            lone = tally.cores <= 1 and left.legal and right.legal
            lost += LONE_SLIP_AND_LEGAL if lone else SLIP_AND_LEGAL
        lost *= 1.0 + 0.5 * homonym
    elif left.legal:
        lost *= 0.8
    detail.step("spelling", 1.0 - lost)
    if tally.cores <= 1 and tally.weakest < 1.0 and _too_short(detail, tally, homonym):
        detail.cap(SHORT_CAP, "in a short name another letter is another name")
    if left.legal != right.legal:
        if left.legal and right.legal:
            cost = LEGAL_DIFFERS + (HOMONYM_LEGAL_DIFFERS - LEGAL_DIFFERS) * homonym
        else:
            cost = LEGAL_MISSING + (HOMONYM_LEGAL_MISSING - LEGAL_MISSING) * homonym
        detail.step("legal form", detail.score - cost)
        if homonym > 0.5:
            detail.remark = "many parties may have a name of such words"
    if not in_order(found):
        detail.step("order", detail.score - ORDER - 0.1 * homonym)
    many = len(found.pairs) >= _MANY_AGREE
    if tally.core < 0.8 and tally.evidence < 0.6 and not many and _only_translated(detail):
        detail.cap(0.62, "generic words that only mean the same are no name")
    if tally.core == 0.0 and tally.evidence < SHORT_EVIDENCE + 0.2 and _short_slip(detail):
        detail.cap(SHORT_CAP, "in a short name another letter is another name")
    if tally.core == 0.0 and len(found.pairs) == 1 and found.pairs[0].how != "spelling":
        # Two official names in two scripts, of one word and one legal form, are no chance.
        agreed = detail.apart and bool(left.legal) and left.legal == right.legal
        limit = ONE_WORD_ACROSS if agreed else 0.6
        detail.cap(limit, "the only word is one that many names share")


def _too_short(detail: Detail, tally: Tally, homonym: float) -> bool:
    """Whether a slip in the only distinctive word makes another name, by its letters.

    An agreeing legal form helps; an everyday word is more often another everyday name.
    """
    left, right = detail.left, detail.right
    letters = max(
        sum(len(unit.forms[0]) for unit in name.units if unit.cls is _CORE)
        for name in (left, right)
    )
    beside = tally.evidence - tally.core
    if left.latin and right.latin:  # a slip, not a romanisation: it is no proof beside itself
        pairs = zip(detail.shares, detail.alignment.pairs, strict=True)
        beside = sum(share for share, pair in pairs if pair.similarity == 1.0)
    if letters <= _SHORT_WORD and beside < SHORT_EVIDENCE:
        return True
    if left.legal and left.legal == right.legal:
        return False
    if len(detail.alignment.pairs) > 1:
        return False
    return letters <= (_SHORT_EVERYDAY if homonym > 0.5 else _SHORT_NAME)


def _short_slip(detail: Detail) -> bool:
    """Whether a name of four letters answers a general word by a slip: "Cham", "Chem"."""
    left, right = detail.left, detail.right
    return any(
        pair.how == "spelling"
        and pair.similarity < 1.0
        and _CORE in (left.classes[pair.left[0]], right.classes[pair.right[0]])
        and len(left.units[pair.left[0]].forms[0]) <= _SHORT_WORD
        for pair in detail.alignment.pairs
    )


def _only_translated(detail: Detail) -> bool:
    """Whether a generic word answers a Latin word by meaning or shortness, not by spelling."""
    for pair in detail.alignment.pairs:
        if pair.how != "meaning":
            continue
        one, two = detail.left.units[pair.left[0]], detail.right.units[pair.right[0]]
        if not one.text.isascii() or not two.text.isascii():
            continue
        short, long = sorted((one.forms[0], two.forms[0]), key=len)
        if short[:3] != long[:3] and not within(short, long):
            return True
    return False
