"""Which words of two names answer each other, and which stand alone."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from riskengine.matching.lexicon import WordClass, is_common
from riskengine.matching.names import AnalysedName, Unit, spells_initials
from riskengine.matching.sounds import consonants, word_similarity

_MAX_RUN = 7  # words or syllables that one word of the other name may hold
_MAX_SPELLINGS = 16  # combinations of readings tried for one run
_MIN_SIMILARITY = 0.6
_MIXED_SIMILARITY = 0.9  # between a generic word and a distinctive one
_INNER_VOWELS = re.compile(r"[aeiouy]")


@dataclass(frozen=True, slots=True)
class Pair:
    """Words of the left name that answer words of the right one.

    Attributes:
        how: `same`, `meaning`, `joined`, `spelling`, `abbreviation` or `initials`.
    """

    left: tuple[int, ...]
    right: tuple[int, ...]
    similarity: float
    how: str


@dataclass(frozen=True, slots=True)
class Alignment:
    """Pairs, then the indexes of words without an answer."""

    pairs: tuple[Pair, ...]
    left_alone: tuple[int, ...]
    right_alone: tuple[int, ...]


class _Board:
    """Words still without an answer on both sides."""

    def __init__(self, left: Sequence[Unit], right: Sequence[Unit]) -> None:
        self.left = left
        self.right = right
        self.free_left = list(range(len(left)))
        self.free_right = list(range(len(right)))
        self.pairs: list[Pair] = []

    def take(self, left: Sequence[int], right: Sequence[int], similarity: float, how: str) -> None:
        self.pairs.append(Pair(tuple(left), tuple(right), similarity, how))
        self.free_left = [index for index in self.free_left if index not in left]
        self.free_right = [index for index in self.free_right if index not in right]

    def one_to_one(self, test: Callable[[Unit, Unit], bool], similarity: float, how: str) -> None:
        for index in list(self.free_left):
            for other in self.free_right:
                if test(self.left[index], self.right[other]):
                    self.take([index], [other], similarity, how)
                    break


def _same(left: Unit, right: Unit) -> bool:
    if left.syllable and right.syllable:
        return left.concept == right.concept  # another character is another word
    if left.cls is WordClass.NUMBER and right.cls is WordClass.NUMBER:
        return left.concept == right.concept
    return not set(left.forms).isdisjoint(right.forms)


def _same_meaning(left: Unit, right: Unit) -> bool:
    return bool(left.concept) and left.cls is right.cls and left.concept == right.concept


def _runs(free: Sequence[int]) -> list[tuple[int, ...]]:
    """Neighbouring free words, two or more, longest first."""
    found: list[tuple[int, ...]] = []
    for start in range(len(free)):
        for size in range(2, _MAX_RUN + 1):
            run = tuple(free[start : start + size])
            if len(run) < size or run[-1] - run[0] != size - 1:
                break
            found.append(run)
    return sorted(found, key=lambda run: (-len(run), run))


def spellings(units: Sequence[Unit]) -> tuple[str, ...]:
    """Joined spellings of neighbouring words, over their readings, likeliest first."""
    combinations = itertools.product(*(unit.forms for unit in units))
    return tuple("".join(parts) for parts in itertools.islice(combinations, _MAX_SPELLINGS))


def _best_join(unit: Unit, joined: tuple[str, ...]) -> float:
    best = 0.0
    for form in unit.forms:
        for spelling in joined:
            if form == spelling:
                return 1.0
            if len(form) >= 10 and abs(len(form) - len(spelling)) <= 1:
                best = max(best, word_similarity(form, spelling))
    return best if best >= 0.85 else 0.0


def _match_joined(board: _Board) -> None:
    for index in list(board.free_left):
        if board.left[index].syllable or len(board.left[index].forms[0]) < 4:
            continue
        for run in _runs(board.free_right):
            similarity = _best_join(board.left[index], spellings([board.right[i] for i in run]))
            if similarity:
                board.take([index], run, similarity * 0.99, "joined")
                break
    for index in list(board.free_right):
        if board.right[index].syllable or len(board.right[index].forms[0]) < 4:
            continue
        for run in _runs(board.free_left):
            similarity = _best_join(board.right[index], spellings([board.left[i] for i in run]))
            if similarity:
                board.take(run, [index], similarity * 0.99, "joined")
                break


def spelling_similarity(left: Unit, right: Unit) -> float:
    """Best similarity over the spellings of two words; 0 for different words."""
    best = 0.0
    for form in left.forms:
        for other in right.forms:
            if is_common(form) and is_common(other):
                continue  # "marine" is not a slip for "maline", nor "star" for "stark"
            best = max(best, word_similarity(form, other))
    if best == 0.0 and _unvowelled(left) != _unvowelled(right):
        bones = consonants(left.forms[0])
        if len(bones) >= 4 and bones == consonants(right.forms[0]):
            return 0.8
    return best


def _unvowelled(unit: Unit) -> bool:
    """Whether the word is in a script that leaves vowels out (Arabic, Hebrew)."""
    return any("\u0590" <= char <= "\u08ff" for char in unit.text)


def _match_spelling(board: _Board) -> None:
    scored: list[tuple[float, int, int]] = []
    for index in board.free_left:
        for other in board.free_right:
            left, right = board.left[index], board.right[other]
            if left.syllable or right.syllable:
                continue
            if WordClass.NUMBER in (left.cls, right.cls):
                continue
            similarity = spelling_similarity(left, right)
            # A known word is rarely a slip for a distinctive one: "Nova" is not "Novra".
            mixed = (left.cls is WordClass.CORE) is not (right.cls is WordClass.CORE)
            if similarity >= (_MIXED_SIMILARITY if mixed else _MIN_SIMILARITY):
                scored.append((-similarity, index, other))
    for negative, index, other in sorted(scored):
        if index in board.free_left and other in board.free_right:
            board.take([index], [other], -negative, "spelling")


def abbreviates(short: str, long: str) -> bool:
    """Whether a word is a usual shortening of another: its start, or its main consonants."""
    if not 2 < len(short) < len(long) - 1 or short[0] != long[0]:
        return False
    if long.startswith(short):
        return True
    bones = long[0] + _INNER_VOWELS.sub("", long[1:])
    if any(char in "aeiou" for char in short[1:]) or not bones.startswith(short[:3]):
        return False
    rest = iter(long)
    return all(char in rest for char in short)


_GENERIC = (WordClass.NEUTRAL, WordClass.SECTOR)


def _abbreviation(left: Unit, right: Unit) -> bool:
    """A word that is not known by itself may shorten one that is: "Elktrn", "Mach"."""
    return any(
        long.cls in _GENERIC
        and short.cls is WordClass.CORE
        and abbreviates(short.forms[0], long.forms[0])
        for short, long in ((left, right), (right, left))
    )


_TELLING = (WordClass.CORE, WordClass.SECTOR, WordClass.NUMBER)


def _telling(name: AnalysedName, free: Sequence[int], acronym: int) -> list[int]:
    """Free words beside the acronym that tell parties apart."""
    return [i for i in free if i != acronym and name.units[i].cls in _TELLING]


def _match_initials(board: _Board, left: AnalysedName, right: AnalysedName) -> None:
    for index in list(board.free_left):
        others = _telling(left, board.free_left, index)
        run = _acronym_run(board.left[index], others, right, board.free_right)
        if run:
            board.take([index], run, 0.86, "initials")
    for index in list(board.free_right):
        others = _telling(right, board.free_right, index)
        run = _acronym_run(board.right[index], others, left, board.free_left)
        if run:
            board.take(run, [index], 0.86, "initials")


def _acronym_run(
    unit: Unit, others: Sequence[int], name: AnalysedName, free: Sequence[int]
) -> tuple[int, ...]:
    """Words at the start of a name whose initials an acronym holds; empty if there are none.

    Chance initials are common, so the acronym must have four letters or more, be no word,
    and leave nothing distinctive over on either side.
    """
    word = unit.forms[0]
    if not (unit.capitals and unit.cls is WordClass.CORE and 4 <= len(word) <= 6):
        return ()
    if is_common(word) or others:
        return ()
    for run in _runs(free):
        if run[0] != 0 or any(name.units[index].syllable for index in run):
            continue
        rest = [index for index in free if index not in run]
        if any(name.units[index].cls in _TELLING for index in rest):
            continue
        if spells_initials(word, name.units, run[0], run[-1], name.legal_at):
            return run
    return ()


def align(left: AnalysedName, right: AnalysedName) -> Alignment:
    """Pair the words of two names, the surest ways first."""
    board = _Board(left.units, right.units)
    board.one_to_one(_same, 1.0, "same")
    board.one_to_one(_same_meaning, 1.0, "meaning")
    _match_joined(board)
    _match_spelling(board)
    board.one_to_one(_abbreviation, 0.95, "abbreviation")
    _match_initials(board, left, right)
    return Alignment(tuple(board.pairs), tuple(board.free_left), tuple(board.free_right))
