"""From a comparison of names to the confidence that two parties are one."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from typing import NamedTuple

from riskengine.matching.brands import INITIALS_FOUR, INITIALS_WEAK
from riskengine.matching.breakdown import exact
from riskengine.matching.compare import Judgement, judge
from riskengine.matching.given_names import is_native_name
from riskengine.matching.lexicon import Rarity, WordClass
from riskengine.matching.names import AnalysedName, analyse
from riskengine.matching.person_chance import chance_likeness
from riskengine.matching.person_detail import PersonDetail
from riskengine.matching.person_forms import name_forms
from riskengine.matching.person_names import analyse_person
from riskengine.matching.prepared import prepare
from riskengine.matching.ship_names import unprefixed
from riskengine.model.match import ComparisonRow
from riskengine.vocab import EntityKind, NameKind

KIND_CONFLICT = 0.7
EXTENSION_CAP = 0.66  # the query says more than a listed bare brand
_HOMONYM = 0.4  # weight of a lone word up to which many parties have it as a name
WEAK_CAP = 0.65  # a weak alias alone; below every sensible cut-off
LONE_CAP = 0.66  # one word with a slip, or one word read from another script
_LONE_LETTERS = 5  # letters up to which a word with a slip is more often another name
_LONE_ENDING = 8  # the same where only the last letter differs: "Pelican", "Pelicana"

_LONE_KINDS = frozenset({EntityKind.PERSON, EntityKind.VESSEL, EntityKind.AIRCRAFT})
_PERSONAL = (EntityKind.PERSON, EntityKind.UNKNOWN)
_THINGS = frozenset({EntityKind.VESSEL, EntityKind.AIRCRAFT})
_BODIES = frozenset({EntityKind.COMPANY, EntityKind.ORGANIZATION, EntityKind.PUBLIC_BODY})


class Move(NamedTuple):
    """What moved a confidence: a clause for the sentence, and the confidence after it."""

    how: str
    says: str
    reached: float
    left: str = ""
    right: str = ""


@dataclass(frozen=True, slots=True)
class Weighed:
    """A comparison of one spelling with one listed name, weighed by what else is known.

    The sentence and the breakdown cost more than the comparison, so they are made on demand:
    `explained` gives the same with both.

    Attributes:
        by_name: score of the names alone.
        weak: the listed name is a weak alias.
        by_initials: nothing agrees but an acronym with the initials of the other name.
        rows: the breakdown; sums to `confidence`.
        judged: the comparison of the names, until it is put into words.
        moves: what moved the score of the names, in order, until it is put into words.
        support: how much is known besides the names speaks for it; negative when against.
    """

    confidence: float
    by_name: float
    brand_only: bool
    query_name: str
    listed_name: str
    reason: str = ""
    weak: bool = False
    by_initials: bool = False
    rows: tuple[ComparisonRow, ...] = ()
    support: float = 0.0
    judged: Judgement | None = None
    moves: tuple[Move, ...] = ()

    @property
    def certain(self) -> bool:
        """Whether the names are the same or nearly so, and nothing speaks against it."""
        return self.confidence >= 0.96 and not self.brand_only

    def explained(self) -> Weighed:
        """The same with reason and rows."""
        if self.judged is None and not self.moves:
            return self
        if self.judged is not None:
            reason, rows, score = self.judged.reason, list(self.judged.rows), self.judged.score
        else:
            reason, rows, score = self.reason, list(self.rows), self.by_name
        for move in self.moves:
            reason = add_clause(reason, move.says)
            value = round(round(move.reached, 4) - round(score, 4), 4)
            if value:
                rows.append(ComparisonRow(move.left, move.right, move.how, value))
            score = move.reached
        return replace(
            self,
            reason=reason,
            rows=exact(rows, self.confidence) if rows else (),
            judged=None,
            moves=(),
        )


def add_clause(reason: str, clause: str) -> str:
    """Put one more clause before the full stop of a sentence."""
    return f"{reason.removesuffix('.')}; {clause}."


@lru_cache(maxsize=4096)
def likely_kind(name: str, kind: EntityKind) -> EntityKind:
    """The kind stated, else `company` where the name has an organisation's words."""
    if kind is not EntityKind.UNKNOWN:
        return kind
    analysed, titles = analyse(name), name_forms().titles
    organised = analysed.legal or any(
        unit.cls in (WordClass.NEUTRAL, WordClass.SECTOR)
        and unit.forms[0] not in titles
        and not is_native_name(unit.text, unit.forms[0])
        for unit in analysed.units
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
    if assumed is EntityKind.UNKNOWN:
        return listed if listed in _PERSONAL else EntityKind.COMPANY
    if assumed is EntityKind.PERSON and listed in _PERSONAL:
        return EntityKind.PERSON
    return EntityKind.COMPANY


def weigh_names(
    query: str,
    kind: EntityKind,
    listed: str,
    listed_name_kind: NameKind,
    listed_kind: EntityKind,
    rarity: Rarity,
    *,
    native_only: bool = False,
) -> Weighed:
    """Compare a spelling with a listed name, by the kinds of both sides.

    Args:
        native_only: the entity has no name in Latin letters beside the native one.
    """
    found = weigh_from(
        0.0, query, kind, listed, listed_name_kind, listed_kind, rarity, native_only=native_only
    )
    assert found is not None  # no score is below 0
    return found


def weigh_from(
    least: float,
    query: str,
    kind: EntityKind,
    listed: str,
    listed_name_kind: NameKind,
    listed_kind: EntityKind,
    rarity: Rarity,
    *,
    native_only: bool = False,
) -> Weighed | None:
    """As `weigh_names`, and None below a confidence; then it stops as soon as that is sure."""
    assumed = likely_kind(query, kind)
    compared_as = _comparator(assumed, listed_kind)
    if EntityKind.VESSEL in (kind, listed_kind):
        query_name, listed_name = unprefixed(query), unprefixed(listed)
    else:
        query_name, listed_name = query, listed
    judged = judge(query_name, listed_name, kind=compared_as, rarity=rarity, least=least)
    if judged.score < least:
        return None  # nothing below lifts it
    score, brand_only = judged.score, judged.brand_only
    moves: list[Move] = []
    organised = compared_as is not EntityKind.PERSON
    if organised and score > EXTENSION_CAP and _outgrows(judged, listed):
        score, brand_only = EXTENSION_CAP, False
        moves.append(Move("cap", "the listed name is only a part of the name searched", score))
    if organised and EXTENSION_CAP < score < 1.0 and _only_a_homonym(query, listed, rarity):
        score, brand_only = EXTENSION_CAP, False
        moves.append(Move("cap", "the listed name is a word that many parties have", score))
    chance = score <= INITIALS_WEAK or len(analyse(query).units) > 1
    if kind is EntityKind.UNKNOWN and score <= INITIALS_FOUR and judged.by_initials:
        chance = chance or not _all_initials(query, listed)
    if judged.by_initials and score > EXTENSION_CAP and chance:
        score, brand_only = EXTENSION_CAP, False
        moves.append(Move("cap", "a name in full does not mean any party of these initials", score))
    if LONE_CAP < score < 1.0 and (
        remark := _doubtful_lone_word(query, kind, listed, listed_kind, native_only)
    ):
        score, brand_only = LONE_CAP, False
        moves.append(Move("cap", remark, score))
    if (
        isinstance(judged.detail, PersonDetail)
        and EXTENSION_CAP < score < 1.0
        and (remark := chance_likeness(query, listed, judged.detail))
    ):
        score = EXTENSION_CAP
        moves.append(Move("cap", remark, score))
    by_name = score
    # A kind that was only guessed from the words says nothing against the very same name.
    if kinds_conflict(assumed, listed_kind) and (kind is assumed or score < 1.0):
        score *= KIND_CONFLICT
        moves.append(Move("kind", f"the entry is a {listed_kind.value.replace('_', ' ')}", score))
    weak = listed_name_kind is NameKind.WEAK_ALIAS
    if weak and score > WEAK_CAP:
        score = WEAK_CAP
        moves.append(Move("cap", "a weak alias confirms and never alerts alone", score))
    confidence = round(score, 4)
    if confidence < least:
        return None
    return Weighed(
        confidence,
        by_name,
        brand_only,
        query,
        listed,
        weak=weak,
        by_initials=judged.by_initials,
        judged=judged,
        moves=tuple(moves),
    )


def _only_a_homonym(query: str, listed: str, rarity: Rarity) -> bool:
    """Whether a listed short or everyday word stands alone, and the query says more."""
    mine, theirs = prepare(query, rarity), prepare(listed, rarity)
    if theirs.legal or len(theirs.units) != 1 or theirs.core > _HOMONYM or not theirs.latin:
        return False
    return bool(mine.legal) or len(mine.units) > 1


def _all_initials(query: str, listed: str) -> bool:
    """Whether an acronym has a letter of every word of the other name, and no other."""
    one, two = analyse(query), analyse(listed)
    short, full = (one, two) if len(one.units) == 1 else (two, one)
    return "".join([unit.forms[0][:1] for unit in full.units]) == short.compact


def _doubtful_lone_word(
    query: str, kind: EntityKind, listed: str, listed_kind: EntityKind, native_only: bool
) -> str | None:
    """Why a single word that is not quite the same does not alert; None where it may.

    Ships and persons with one name are many and short: a brand one slip away is chance, unless
    the party searched is said to be of that kind. A native word has many readings in Latin
    letters, and most lists print the right one beside it.
    """
    mine, theirs = analyse(query), analyse(listed)
    native = not native_only and theirs.script not in ("Latn", "Zyyy")
    if native and mine.script == "Latn" and _telling(mine) <= 1:
        return "a single word is only one reading of the native name"
    if kind is EntityKind.UNKNOWN and listed_kind in _LONE_KINDS and _lone(listed, listed_kind):
        letters = min(len(mine.compact), len(theirs.compact))
        limit = _LONE_ENDING if _ends_otherwise(mine.compact, theirs.compact) else _LONE_LETTERS
        if letters <= limit:
            return f"a single word with a slip is more often no {listed_kind.value}"
    return None


def _lone(listed: str, kind: EntityKind) -> bool:
    """Whether a listed name is one word, titles of persons apart ("Mawlawi Nanai")."""
    if kind is EntityKind.PERSON:
        return len(analyse_person(listed).parts) <= 1
    return _telling(analyse(listed)) <= 1


def _ends_otherwise(left: str, right: str) -> bool:
    """Whether two words differ in their last letter only, which is not just doubled."""
    short, long = sorted((left, right), key=len)
    if len(short) == len(long):
        return short[:-1] == long[:-1]
    return long[:-1] == short and long[-1] != short[-1:]


def _telling(name: AnalysedName) -> int:
    """Words that are more than a letter and say more than "Group"; a run of Han is one."""
    units = name.units
    return sum(
        unit.cls is not WordClass.NEUTRAL
        and (len(unit.text) > 1 or unit.syllable)
        and not (unit.syllable and place > 0 and units[place - 1].syllable)
        for place, unit in enumerate(units)
    )


def _outgrows(judged: Judgement, listed: str) -> bool:
    """Whether the query has telling words beyond a listed bare brand."""
    if judged.left_more < 0.3 or judged.right_more > 0.0:
        return False
    units = analyse(listed).units
    words = sum(0.5 if unit.syllable else 1.0 for unit in units)
    return words <= 2
