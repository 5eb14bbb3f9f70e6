"""Comparing two names, and saying why in one sentence."""

from __future__ import annotations

from dataclasses import dataclass

from riskengine.matching.breakdown import (
    organisation_rows,
    organisation_sentence,
    person_sentence,
)
from riskengine.matching.lexicon import DEFAULT_RARITY, Rarity, WordClass
from riskengine.matching.names import AnalysedName, analyse, variants
from riskengine.matching.organisations import compare_prepared
from riskengine.matching.person_chance import of_persons
from riskengine.matching.person_detail import PersonDetail
from riskengine.matching.person_forms import name_forms
from riskengine.matching.person_names import analyse_person
from riskengine.matching.persons import compare_persons
from riskengine.matching.scripts_apart import prepare_pair
from riskengine.matching.ship_names import unprefixed
from riskengine.matching.tally import Detail
from riskengine.model.match import Comparison, ComparisonRow
from riskengine.vocab import EntityKind

HELD_CAP = 0.97  # a name in brackets or after "aka" is a name, yet not the whole of it

_ORGANISED = (WordClass.NEUTRAL, WordClass.SECTOR, WordClass.NUMBER)


@dataclass(frozen=True, slots=True)
class Judgement:
    """A comparison not yet put into words, with what the matcher needs besides.

    Attributes:
        left, right: the names as given.
        detail: None where no words were compared: the same letters, or none at all.
        left_more, right_more: weight of the words that tell parties apart and that only this
            side has; 0 when it has none.
        by_initials: nothing agrees but an acronym with the initials of the other name.
    """

    left: str
    right: str
    score: float
    detail: Detail | PersonDetail | None = None
    brand_only: bool = False
    left_more: float = 0.0
    right_more: float = 0.0
    by_initials: bool = False

    @property
    def reason(self) -> str:
        """One plain sentence."""
        if isinstance(self.detail, Detail):
            return organisation_sentence(self.detail)
        if self.detail is not None:
            return person_sentence(self.detail, self.left, self.right)
        if self.score:
            return "The names are the same, letter for letter."
        return "One of the names has no letters to compare."

    @property
    def rows(self) -> tuple[ComparisonRow, ...]:
        """The breakdown; sums to the score."""
        if isinstance(self.detail, Detail):
            return organisation_rows(self.detail, self.score)
        if self.detail is not None:
            return self.detail.rows()
        return (ComparisonRow(self.left, self.right, "same", 1.0),) if self.score else ()

    @property
    def comparison(self) -> Comparison:
        return Comparison(self.score, self.reason, self.brand_only, self.rows)


def looks_like_person(name: AnalysedName) -> bool:
    """Whether a name could be a person's: two to six words, none of them an organisation's."""
    if name.legal or any(
        unit.cls in _ORGANISED and unit.forms[0] not in name_forms().titles for unit in name.units
    ):
        return False
    syllables = sum(unit.syllable for unit in name.units)
    return 2 <= syllables <= 4 if syllables else 2 <= len(name.units) <= 6


def judge(
    left: str,
    right: str,
    *,
    kind: EntityKind = EntityKind.UNKNOWN,
    rarity: Rarity = DEFAULT_RARITY,
    least: float = 0.0,
) -> Judgement:
    """Compare two names; see `compare_names`. Sentences and rows are made on demand.

    Args:
        least: score of any use to the caller; of a lower one only that it is lower is sure.
    """
    one, two = analyse(left), analyse(right)
    if not one.compact or not two.compact:
        return Judgement(left, right, 0.0)
    if one.compact == two.compact:
        return Judgement(left, right, 1.0)
    if kind is EntityKind.PERSON:
        return _judge_person(left, right)
    if kind is EntityKind.VESSEL:
        left, right = unprefixed(left), unprefixed(right)
    best = _judge_organisation(left, right, rarity, least)
    if kind is EntityKind.UNKNOWN and looks_like_person(one) and looks_like_person(two):
        person = _judge_person(left, right)
        if person.score > best.score or of_persons(left, right):
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
        Score in [0, 1] (a ranking number, not a probability), one sentence of reason, whether
        one side is only the distinctive part of the other, and rows that sum to the score.
        The score is the same with the names exchanged. Names equal but for case, width and
        marks score 1.
    """
    return judge(left, right, kind=kind, rarity=rarity).comparison


def _judge_organisation(left: str, right: str, rarity: Rarity, least: float) -> Judgement:
    lefts, rights = variants(left), variants(right)
    one, two = prepare_pair(left, right, rarity)
    detail = compare_prepared(one, two, least)
    score = detail.score
    if len(lefts) > 1 or len(rights) > 1:
        rank = 0
        for place, mine in enumerate(lefts):
            for other, theirs in enumerate(rights):
                if place + other == 0:
                    continue
                one, two = prepare_pair(mine, theirs, rarity)
                if not one.name.compact or not two.name.compact:
                    continue
                found = compare_prepared(one, two, least)
                held = min(found.score, HELD_CAP)
                if (held, -(place + other)) > (score, rank):
                    score, rank, detail = held, -(place + other), found
    if score < least:
        return Judgement(left, right, score)
    return Judgement(
        left,
        right,
        score,
        detail,
        detail.brand_only,
        detail.left_more,
        detail.right_more,
        detail.by_initials,
    )


def _judge_person(left: str, right: str) -> Judgement:
    detail = compare_persons(analyse_person(left), analyse_person(right))
    return Judgement(
        left,
        right,
        detail.score,
        detail,
        False,
        float(len(detail.left_alone)),
        float(len(detail.right_alone)),
    )
