"""From a comparison of names to the confidence that two parties are one."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from riskengine.matching.compare import Judgement, judge
from riskengine.matching.lexicon import Rarity, WordClass
from riskengine.matching.names import analyse
from riskengine.model.match import ComparisonRow
from riskengine.vocab import EntityKind, NameKind

KIND_CONFLICT = 0.7
EXTENSION_CAP = 0.66  # the query says more than a listed bare brand
WEAK_CAP = 0.65  # a weak alias alone; below every sensible cut-off

_THINGS = frozenset({EntityKind.VESSEL, EntityKind.AIRCRAFT})
_BODIES = frozenset({EntityKind.COMPANY, EntityKind.ORGANIZATION, EntityKind.PUBLIC_BODY})


@dataclass(frozen=True, slots=True)
class Weighed:
    """A comparison of one spelling with one listed name, weighed by what else is known.

    Attributes:
        by_name: score of the names alone.
        weak: the listed name is a weak alias.
        by_initials: nothing agrees but an acronym with the initials of the other name.
        rows: the breakdown; sums to `confidence`.
        support: how much is known besides the names speaks for it; negative when against.
    """

    confidence: float
    by_name: float
    brand_only: bool
    query_name: str
    listed_name: str
    reason: str
    weak: bool = False
    by_initials: bool = False
    rows: tuple[ComparisonRow, ...] = ()
    support: float = 0.0

    @property
    def certain(self) -> bool:
        """Whether the names are the same or nearly so, and nothing speaks against it."""
        return self.confidence >= 0.96 and not self.brand_only


def add_clause(reason: str, clause: str) -> str:
    """Put one more clause before the full stop of a sentence."""
    return f"{reason.removesuffix('.')}; {clause}."


@lru_cache(maxsize=4096)
def likely_kind(name: str, kind: EntityKind) -> EntityKind:
    """The kind stated, else `company` where the name has an organisation's words."""
    if kind is not EntityKind.UNKNOWN:
        return kind
    analysed = analyse(name)
    organised = analysed.legal or any(
        unit.cls in (WordClass.NEUTRAL, WordClass.SECTOR) for unit in analysed.units
    )
    return EntityKind.COMPANY if organised else EntityKind.UNKNOWN


def kinds_conflict(query: EntityKind, listed: EntityKind) -> bool:
    """Whether a party of one kind cannot be one of the other; `unknown` fits every kind."""
    if EntityKind.UNKNOWN in (query, listed) or query is listed:
        return False
    return not (query in _BODIES and listed in _BODIES) and not (
        query in _THINGS and listed in _THINGS
    )


def _comparator(assumed: EntityKind, listed: EntityKind) -> EntityKind:
    """How to compare names, when one side's kind or both may be unknown."""
    kinds = {assumed, listed}
    if kinds <= {EntityKind.PERSON, EntityKind.UNKNOWN}:
        return EntityKind.PERSON if EntityKind.PERSON in kinds else EntityKind.UNKNOWN
    return EntityKind.COMPANY


def weigh_names(
    query: str,
    kind: EntityKind,
    listed: str,
    listed_name_kind: NameKind,
    listed_kind: EntityKind,
    rarity: Rarity,
) -> Weighed:
    """Compare a spelling with a listed name, by the kinds of both sides."""
    assumed = likely_kind(query, kind)
    compared_as = _comparator(assumed, listed_kind)
    judged = judge(query, listed, kind=compared_as, rarity=rarity)
    score, reason = judged.comparison.score, judged.comparison.reason
    brand_only = judged.comparison.brand_only
    organised = compared_as is not EntityKind.PERSON
    if organised and score > EXTENSION_CAP and _outgrows(judged, listed):
        score, brand_only = EXTENSION_CAP, False
        reason = add_clause(reason, "the listed name is only a part of the name searched")
    if judged.by_initials and score > EXTENSION_CAP and len(analyse(query).units) > 1:
        # Who writes a name in full does not mean any party with these initials.
        score, brand_only = EXTENSION_CAP, False
    by_name = score
    # A kind that was only guessed from the words says nothing against the very same name.
    if kinds_conflict(assumed, listed_kind) and (kind is assumed or score < 1.0):
        score *= KIND_CONFLICT
        reason = add_clause(reason, f"the entry is a {listed_kind.value.replace('_', ' ')}")
    weak = listed_name_kind is NameKind.WEAK_ALIAS
    if weak and score > WEAK_CAP:
        score = WEAK_CAP
        reason = add_clause(reason, "a weak alias confirms and never alerts alone")
    return Weighed(
        round(score, 4), by_name, brand_only, query, listed, reason, weak, judged.by_initials
    )


def _outgrows(judged: Judgement, listed: str) -> bool:
    """Whether the query has telling words beyond a listed bare brand."""
    if judged.left_more < 0.3 or judged.right_more > 0.0:
        return False
    units = analyse(listed).units
    words = sum(0.5 if unit.syllable else 1.0 for unit in units)
    return words <= 2
