"""A bare brand or an acronym beside a whole name."""

from __future__ import annotations

from riskengine.matching.align import STARTS
from riskengine.matching.lexicon import WordClass
from riskengine.matching.prepared import Prepared
from riskengine.matching.tally import Detail, Tally

# A rare brand against a longer name, by what the longer name has besides. The steps are
# within a tie (matcher.TIE): which of several such names is meant, the brand does not say.
BRAND_NEUTRAL = 0.9
BRAND_SECTOR = 0.885
BRAND_CORE = 0.87
BRAND_INSIDE, BRAND_INSIDE_SHORT = 0.74, 0.66  # the brand does not open the longer name
BRAND_SLACK = 0.04  # the brand comes with a neutral word that the longer name lacks
BRAND_EVIDENCE = 0.8  # rarity of a brand that stands for a name
BRAND_SLIP = 0.88  # a brand with a worse slip is another brand
BRAND_SLIP_LATIN = 0.93  # the same between two Latin names: a slip besides is a second difference
INITIALS_LONG, INITIALS_FOUR = 0.8, 0.74  # by letters of the acronym
INITIALS_WEAK = 0.72  # three letters, or not only first letters; shown, but no search alerts
_LETTERS = 3  # of words that are letters more often than words
EXTENSION_CAP = 0.64  # "X Oil" beside "X": groups name their other companies so

_CORE = WordClass.CORE
_NEUTRAL = WordClass.NEUTRAL
_SECTOR = WordClass.SECTOR


def take_brand(detail: Detail, tally: Tally) -> None:
    """A bare brand against a longer name, when either side is one."""
    left, right, found = detail.left, detail.right, detail.alignment
    least = BRAND_SLIP_LATIN if left.latin and right.latin else BRAND_SLIP
    if tally.evidence < BRAND_EVIDENCE or tally.weakest < least:
        return
    for bare, full, alone in (
        (left, right, found.left_alone),
        (right, left, found.right_alone),
    ):
        if not _bare(bare) or len(full.units) < len(bare.units):
            continue
        if any(bare.classes[index] is not _NEUTRAL for index in alone):
            continue
        extra = tally.left + tally.right
        sectors = _SECTOR in tally.alone
        if alone and not extra:
            continue  # "X Holdings" and "X Group": neither is the bare brand of the other
        if (extra or sectors) and not (full.legal or len(full.units) >= 3):
            detail.cap(EXTENSION_CAP, "the longer name may be another company's")
            return
        detail.brand_only = True
        if tally.initials:
            take_initials(detail)
        elif not _leads(detail):
            letters = sum(len(unit.forms[0]) for unit in bare.units if unit.cls is _CORE)
            plain_brand = letters >= 7 and not alone and _after_plain_words(detail, full)
            level = BRAND_INSIDE if plain_brand else BRAND_INSIDE_SHORT
            detail.step("brand", level * tally.weakest)
        else:
            level = BRAND_CORE if extra else BRAND_SECTOR if sectors else BRAND_NEUTRAL
            detail.step("brand", (level - (BRAND_SLACK if alone else 0.0)) * tally.weakest)
        return


def _bare(name: Prepared) -> bool:
    """One or two distinctive words, at most with a neutral one, and no legal form."""
    if name.legal or name.lead < 0:
        return False
    core = [unit for unit in name.units if unit.cls is _CORE]
    syllables = sum(unit.syllable for unit in core)
    if len(name.units) > len(core) + 1:
        return False
    if any(cls is not _CORE and cls is not _NEUTRAL for cls in name.classes):
        return False
    return syllables <= 4 if syllables else len(core) <= 2


def _leads(detail: Detail) -> bool:
    """Whether the first distinctive words of both names answer each other."""
    one, two = detail.left.lead, detail.right.lead
    return any(
        (pair.left[0] == one and pair.right[0] == two)
        or (pair.how == "initials" and (one in pair.left or two in pair.right))
        for pair in detail.alignment.pairs
    )


def _after_plain_words(detail: Detail, full: Prepared) -> bool:
    """Whether only everyday words surround a brand within a name ("Concern Kalashnikov")."""
    found = detail.alignment
    if any(pair.how == "joined" for pair in found.pairs):
        return False
    alone = found.right_alone if full is detail.right else found.left_alone
    return all(
        full.known[index] and len(full.units[index].forms[0]) > _LETTERS
        for index in alone
        if full.classes[index] is _CORE
    )


def take_initials(detail: Detail) -> None:
    """Initials count for an acronym that stands for a name, less for "EBET, Inc."."""
    pair = next(pair for pair in detail.alignment.pairs if pair.how == "initials")
    one = len(pair.left) == 1
    short, index = (detail.left, pair.left[0]) if one else (detail.right, pair.right[0])
    if short.legal:
        detail.step("initials", EXTENSION_CAP)
    else:
        letters = len(short.units[index].forms[0])
        # An everyday word in capitals is seldom an acronym; a short one meets by chance.
        if letters == 3 or pair.similarity == STARTS or short.known[index]:
            detail.step("initials", INITIALS_WEAK)
        else:
            detail.step("initials", INITIALS_FOUR if letters <= 4 else INITIALS_LONG)
