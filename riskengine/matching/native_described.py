"""A brand with a long description in one script, and the bare brand in the other.

"АО «Тайфун»" is the "Instrument-Making Plant Typhoon". Where a brand agrees, general words that
only describe it on one side are no contradiction: an official name may have them or not. Words
that make another company of a group ("Bank", "Leasing") are no description.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from riskengine.matching.glosses import english_words, lemma, renderings, root
from riskengine.matching.left_out import other_company, status
from riskengine.matching.lexicon import WordClass
from riskengine.matching.native_initials import MARK
from riskengine.matching.native_joins import compound_parts
from riskengine.matching.prepared import Prepared
from riskengine.matching.tally import Detail
from riskengine.text import plain

DESCRIBED, DESCRIBED_QUOTED = 0.72, 0.76  # what such a pair scores at least
_EXACT, _HEARD = 0.98, 0.9  # similarity of a brand; heard alike where both names quote it
_RARE, _RARE_QUOTED = 0.8, 0.5  # weight of a brand
_QUOTED = re.compile(r"[«“”„\"‘'’]\s*([^«“”„\"‘'’»]+?)\s*[»“”\"‘'’]")
_GENERIC = (WordClass.SECTOR, WordClass.NEUTRAL)


@lru_cache(maxsize=8192)
def _brands(text: str) -> frozenset[str]:
    """What a name has in quotes, plain."""
    return frozenset(plain(found) for found in _QUOTED.findall(text))


def _known(name: Prepared, index: int) -> bool:
    """Whether a word without an answer is a general one of its language."""
    unit = name.units[index]
    word = plain(unit.text).replace("'", "")
    if unit.cls in _GENERIC or status(unit):
        return True
    if word.isascii():
        return all(root(lemma(part)) in english_words() for part in word.split())
    return bool(renderings(word) or compound_parts(word))


def _describes(name: Prepared, alone: Sequence[int], brand: Sequence[int]) -> bool:
    """Whether words without an answer stand before the brand and only describe it."""
    for index in alone:
        unit = name.units[index]
        if unit.cls is WordClass.NUMBER or other_company(unit):
            return False
        if index > brand[0] and not status(unit):
            return False
        if unit.cls is not WordClass.PLACE and not _known(name, index):
            return False
    return True


def _whole(name: Prepared) -> bool:
    """Whether a name is that of a party and no mere word: with a legal form or in quotes."""
    return bool(name.name.families) or bool(_brands(name.name.text))


def described(detail: Detail) -> float:
    """Least score of a brand that agrees and is only described on one side; 0 for others."""
    left, right, found = detail.left, detail.right, detail.alignment
    if not found.left_alone and not found.right_alone:
        return 0.0
    sides = ((left, found.left_alone), (right, found.right_alone))
    if not all(alone or _whole(name) for name, alone in sides):
        return 0.0
    for cls in (*_GENERIC[:1], WordClass.PLACE, WordClass.CORE):
        if all(any(name.classes[index] is cls for index in alone) for name, alone in sides):
            return 0.0  # "Institute Vector" and "Plant Vector"
    for pair in found.pairs:
        one, two = pair.left, pair.right
        weight = min(sum(left.weights[i] for i in one), sum(right.weights[i] for i in two))
        if left.units[one[0]].concept == MARK:
            continue
        texts = [
            plain(" ".join(name.units[i].text for i in run))
            for name, run in ((left, one), (right, two))
        ]
        quoted = texts[0] in _brands(left.name.text) and texts[1] in _brands(right.name.text)
        sure = _HEARD if quoted else _EXACT
        if pair.similarity < sure or weight < (_RARE_QUOTED if quoted else _RARE):
            continue
        if _describes(left, found.left_alone, one) and _describes(right, found.right_alone, two):
            return DESCRIBED_QUOTED if quoted else DESCRIBED
    return 0.0
