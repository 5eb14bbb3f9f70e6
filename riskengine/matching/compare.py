"""Comparing two names, and saying why in one sentence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from riskengine.matching.lexicon import DEFAULT_RARITY, Rarity, WordClass
from riskengine.matching.names import AnalysedName, Unit, analyse, variants
from riskengine.matching.organisations import Detail, compare_organisations
from riskengine.matching.persons import PersonDetail, analyse_person, compare_persons
from riskengine.model.match import Comparison
from riskengine.vocab import EntityKind

_ORGANISED = (WordClass.NEUTRAL, WordClass.SECTOR, WordClass.NUMBER)


@dataclass(frozen=True, slots=True)
class Judgement:
    """A comparison with what the matcher needs besides.

    Attributes:
        left_more, right_more: weight of the words that tell parties apart and that only this
            side has; 0 when it has none.
        by_initials: nothing agrees but an acronym with the initials of the other name.
    """

    comparison: Comparison
    left_more: float = 0.0
    right_more: float = 0.0
    by_initials: bool = False


def looks_like_person(name: AnalysedName) -> bool:
    """Whether a name could be a person's: two to six words, none of them an organisation's."""
    if name.legal or any(unit.cls in _ORGANISED for unit in name.units):
        return False
    syllables = sum(unit.syllable for unit in name.units)
    return 2 <= syllables <= 4 if syllables else 2 <= len(name.units) <= 6


def judge(
    left: str,
    right: str,
    *,
    kind: EntityKind = EntityKind.UNKNOWN,
    rarity: Rarity = DEFAULT_RARITY,
) -> Judgement:
    """Compare two names; see `compare_names`."""
    one, two = analyse(left), analyse(right)
    if one.compact and one.compact == two.compact:
        return Judgement(Comparison(1.0, "The names are the same, letter for letter."))
    if not one.compact or not two.compact:
        return Judgement(Comparison(0.0, "One of the names has no letters to compare."))
    if kind is EntityKind.PERSON:
        return _judge_person(left, right)
    best = _judge_organisation(left, right, rarity)
    if kind is EntityKind.UNKNOWN and looks_like_person(one) and looks_like_person(two):
        person = _judge_person(left, right)
        if person.comparison.score > best.comparison.score:
            return person
    return best


def compare_names(
    left: str,
    right: str,
    *,
    kind: EntityKind = EntityKind.UNKNOWN,
    rarity: Rarity = DEFAULT_RARITY,
) -> Comparison:
    """Compare two names in any scripts.

    Args:
        kind: `person` compares parts regardless of order; `unknown` tries both ways when
            neither name has a word that only organisations use.
        rarity: how much words tell parties apart; the default knows everyday words.

    Returns:
        Score in [0, 1] (a ranking number, not a probability), one sentence of reason, and
        whether one side is only the distinctive part of the other. The score is the same
        with the names exchanged. Names equal but for case, width and marks score 1.
    """
    return judge(left, right, kind=kind, rarity=rarity).comparison


def _judge_organisation(left: str, right: str, rarity: Rarity) -> Judgement:
    best: tuple[float, int, Detail, AnalysedName, AnalysedName] | None = None
    for place, one in enumerate(variants(left)):
        for other, two in enumerate(variants(right)):
            first, second = analyse(one), analyse(two)
            if not first.compact or not second.compact:
                continue
            detail = compare_organisations(first, second, rarity)
            # A name in brackets or after "aka" is a name, yet not the whole of it.
            whole = place == 0 and other == 0
            score = detail.score if whole else min(detail.score, 0.97)
            if best is None or (score, -(place + other)) > (best[0], best[1]):
                best = (score, -(place + other), detail, first, second)
    if best is None:
        return Judgement(Comparison(0.0, "One of the names has no letters to compare."))
    score, _, detail, first, second = best
    comparison = Comparison(score, _sentence(detail, first, second), detail.brand_only)
    by_initials = bool(detail.alignment.pairs) and all(
        pair.how == "initials" for pair in detail.alignment.pairs
    )
    return Judgement(comparison, detail.left_more, detail.right_more, by_initials)


def _quoted(texts: Sequence[str]) -> str:
    shown = [f'"{text}"' for text in dict.fromkeys(texts)]
    if len(shown) > 4:
        shown = [*shown[:3], f"{len(shown) - 3} more words"]
    return shown[0] if len(shown) == 1 else ", ".join(shown[:-1]) + " and " + shown[-1]


def _texts(units: Sequence[Unit], indexes: Sequence[int]) -> list[str]:
    """Words as written; neighbouring Han characters stand together."""
    shown: list[str] = []
    last = -2
    for index in indexes:
        unit = units[index]
        if unit.syllable and last >= 0 and units[last].syllable and last == index - 1:
            shown[-1] += unit.text
        else:
            shown.append(unit.text)
        last = index
    return shown


_HOW = {
    "meaning": "means the same as",
    "joined": "is the same word as",
    "spelling": "is a spelling of",
    "abbreviation": "is short for or stands for",
    "initials": "answers the initials of",
}


def _sentence(detail: Detail, left: AnalysedName, right: AnalysedName) -> str:
    found = detail.alignment
    if not found.pairs:
        return "No word of one name answers a word of the other."
    clauses: list[str] = []
    same = sorted(i for pair in found.pairs if pair.how == "same" for i in pair.left)
    if same:
        shown = _texts(left.units, same)
        clauses.append(f"{_quoted(shown)} {'agree' if len(shown) > 1 else 'agrees'}")
    for pair in sorted(found.pairs, key=lambda pair: pair.left):
        if pair.how in _HOW:
            one = " ".join(_texts(left.units, pair.left))
            two = " ".join(_texts(right.units, pair.right))
            clauses.append(f'"{one}" {_HOW[pair.how]} "{two}"')
    for name, alone in ((left, found.left_alone), (right, found.right_alone)):
        if alone:
            clauses.append(f'only "{name.text}" has {_quoted(_texts(name.units, alone))}')
    if not found.left_alone and not found.right_alone and left.legal != right.legal:
        clauses.append("only the legal form differs")
    if detail.remark:
        clauses.append(detail.remark)
    text = "; ".join(clauses)
    return text[:1].upper() + text[1:] + "."


def _judge_person(left: str, right: str) -> Judgement:
    detail = compare_persons(analyse_person(left), analyse_person(right))
    comparison = Comparison(detail.score, _person_sentence(detail, left, right))
    return Judgement(comparison, float(len(detail.left_alone)), float(len(detail.right_alone)))


def _person_sentence(detail: PersonDetail, left: str, right: str) -> str:
    if not detail.agreed:
        return "No part of one personal name answers a part of the other."
    clauses: list[str] = []
    same = [one for one, _, similarity in detail.agreed if similarity == 1.0]
    if same:
        clauses.append(f"{_quoted(same)} {'agree' if len(same) > 1 else 'agrees'}")
    for one, two, similarity in detail.agreed:
        if similarity < 1.0:
            how = "may be short for" if 1 in (len(one), len(two)) else "resembles"
            clauses.append(f'"{one}" {how} "{two}"')
    for name, alone in ((left, detail.left_alone), (right, detail.right_alone)):
        if alone:
            clauses.append(f'only "{name}" has {_quoted(alone)}')
    if detail.swapped:
        clauses.append("the parts stand in another order")
    text = "; ".join(clauses)
    return text[:1].upper() + text[1:] + "."
