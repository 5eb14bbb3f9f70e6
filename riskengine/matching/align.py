"""Which words of two names answer each other, and which stand alone."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from riskengine.matching.expansions import KINDRED, akin, stands_for
from riskengine.matching.joining import best_join, plain_join, rest_alike, runs, spellings
from riskengine.matching.lexicon import WordClass, is_everyday
from riskengine.matching.names import spells_initials, spells_starts
from riskengine.matching.prepared import Prepared
from riskengine.matching.shortenings import abbreviates, begins, may_be_cut, opens, within
from riskengine.matching.slips import SHORTEST, is_plural, slip_similarity
from riskengine.matching.sounds import consonants
from riskengine.matching.units import Unit

__all__ = ["Alignment", "Pair", "align", "spellings"]

_MIN_SIMILARITY = 0.6
_KNOWN_LETTERS = 6  # from here on a word may be a slip for a generic one
_MOST_MORE = 3  # letters that one romanisation may have more than another
_REST_LETTERS = 7  # letters of words joined or split with a slip
_ABBREVIATION = 0.95
_CUT = 0.93
_BONES = 0.8  # the same consonants, where one script writes no vowels
_INITIALS = 0.86
STARTS = 0.8  # not only first letters
_AKIN = 0.78  # "Aviation" for "Airlines"
_CONTRACTED, _FULL = 4, 4  # letters of "Adm", "Govt" and at least of the word in full
_CONTRACTION_PROOF = 0.3  # weight of words beside it that agree
_LAST_MEETS = 1  # words that agree before the last ones may be one word and its start

_CORE = WordClass.CORE
_NUMBER = WordClass.NUMBER
_GENERIC = (WordClass.NEUTRAL, WordClass.SECTOR)
_TELLING = (WordClass.CORE, WordClass.SECTOR, WordClass.NUMBER)


class Pair(NamedTuple):
    """Words of the left name that answer words of the right one.

    Attributes:
        how: `same`, `meaning`, `joined`, `spelling`, `abbreviation` or `initials`.
    """

    left: tuple[int, ...]
    right: tuple[int, ...]
    similarity: float
    how: str


class Alignment(NamedTuple):
    """Pairs, then the indexes of words without an answer."""

    pairs: list[Pair]
    left_alone: list[int]
    right_alone: list[int]


def align(left: Prepared, right: Prepared) -> Alignment:
    """Pair the words of two names, the surest ways first."""
    pairs: list[Pair] = []
    free_left = list(range(len(left.units)))
    free_right = list(range(len(right.units)))
    _same(left, right, free_left, free_right, pairs)
    if free_left and free_right:
        if (left.acronym or right.acronym) and len(free_left) + len(free_right) > 2:
            _stand_for(left, right, free_left, free_right, pairs)
        _meaning(left, right, free_left, free_right, pairs)
    if free_left and free_right:
        board = _Board(left, right, free_left, free_right, pairs)
        if len(free_left) + len(free_right) > 2:
            board.joined()
        board.spelled()
        board.abbreviated()
        if len(free_left) + len(free_right) > 2:
            board.rest()
            board.initials()
    return Alignment(pairs, free_left, free_right)


def _same(
    left: Prepared, right: Prepared, free_left: list[int], free_right: list[int], pairs: list[Pair]
) -> None:
    """Words of the same spelling; a Han character answers no other Han character."""
    places = right.places
    units, others = left.units, right.units
    for index in list(free_left):
        syllable = units[index].syllable
        for key in left.keys[index]:
            for other in places.get(key, ()):
                if other in free_right and (
                    not syllable
                    or not others[other].syllable
                    or units[index].concept == others[other].concept
                ):
                    pairs.append(Pair((index,), (other,), 1.0, "same"))
                    free_left.remove(index)
                    free_right.remove(other)
                    break
            else:
                continue
            break


def _meaning(
    left: Prepared, right: Prepared, free_left: list[int], free_right: list[int], pairs: list[Pair]
) -> None:
    for index in list(free_left):
        meaning = left.meanings[index]
        if not meaning:
            continue
        for other in right.places.get(meaning, ()):
            if other in free_right:
                pairs.append(Pair((index,), (other,), 1.0, "meaning"))
                free_left.remove(index)
                free_right.remove(other)
                break


def _stand_for(
    left: Prepared, right: Prepared, free_left: list[int], free_right: list[int], pairs: list[Pair]
) -> None:
    """Acronyms of general words and the words in full."""
    for index in list(free_left):
        run = stands_for(left.units[index], right.units, free_right)
        if run:
            pairs.append(Pair((index,), run, 1.0, "meaning"))
            free_left.remove(index)
            for other in run:
                free_right.remove(other)
    for index in list(free_right):
        run = stands_for(right.units[index], left.units, free_left)
        if run:
            pairs.append(Pair(run, (index,), 1.0, "meaning"))
            free_right.remove(index)
            for other in run:
                free_left.remove(other)


def spelling_similarity(left: Unit, right: Unit) -> float:
    """Best similarity over the spellings of two words; 0 for different words."""
    best = 0.0
    for form in left.forms:
        for other in right.forms:
            best = max(best, slip_similarity(form, other))
    if best == 0.0 and unvowelled(left.text) != unvowelled(right.text):
        bones = consonants(left.forms[0])
        if len(bones) >= 4 and bones == consonants(right.forms[0]):
            return _BONES
    return best


def unvowelled(text: str) -> bool:
    """Whether a word is in a script that leaves vowels out (Arabic, Hebrew)."""
    return not text.isascii() and any("\u0590" <= char <= "\u08ff" for char in text)


class _Board:
    """Words still without an answer on both sides, and the harder ways to find one."""

    __slots__ = ("free_left", "free_right", "left", "pairs", "right")

    def __init__(
        self,
        left: Prepared,
        right: Prepared,
        free_left: list[int],
        free_right: list[int],
        pairs: list[Pair],
    ) -> None:
        self.left = left
        self.right = right
        self.free_left = free_left
        self.free_right = free_right
        self.pairs = pairs

    def take(self, left: Sequence[int], right: Sequence[int], similarity: float, how: str) -> None:
        self.pairs.append(Pair(tuple(left), tuple(right), similarity, how))
        for index in left:
            self.free_left.remove(index)
        for index in right:
            self.free_right.remove(index)

    def joined(self) -> None:
        """One word that holds neighbouring words of the other name."""
        plain = self.left.latin and self.right.latin
        join = plain_join if plain else best_join
        if len(self.free_right) > 1:
            for index in list(self.free_left):
                found = join(self.left.units[index], self.right.units, self.free_right)
                if found is not None:
                    self.take([index], found[0], found[1], "joined")
        if len(self.free_left) > 1:
            for index in list(self.free_right):
                found = join(self.right.units[index], self.left.units, self.free_left)
                if found is not None:
                    self.take(found[0], [index], found[1], "joined")

    def spelled(self) -> None:
        """Words that differ by a slip; two known words are two words."""
        scored: list[tuple[float, int, int]] = []
        left, right = self.left, self.right
        plain = left.latin and right.latin
        for index in self.free_left:
            one = left.units[index]
            if one.syllable or one.cls is _NUMBER:
                continue
            form, known, core = one.forms[0], left.known[index], one.cls is _CORE
            size = len(form)
            for other in self.free_right:
                two = right.units[other]
                answer = two.forms[0]
                if plain and (
                    abs(size - len(answer)) > _MOST_MORE
                    or ((size < SHORTEST or len(answer) < SHORTEST) and form != answer)
                ):
                    continue
                if two.syllable or two.cls is _NUMBER:
                    continue
                if known and right.known[other] and not is_plural(form, answer):
                    continue  # "marine" is not a slip for "maline", nor "star" for "stark"
                similarity = (
                    slip_similarity(form, answer) if plain else spelling_similarity(one, two)
                )
                if similarity < _MIN_SIMILARITY:
                    continue
                if core is not (two.cls is _CORE):
                    # A short known word is rarely a slip for a name: "Nova" is not "Novra".
                    generic = two if core else one
                    last = len(self.free_left) == len(self.free_right) == 1 and self.pairs
                    if len(generic.forms[0]) < _KNOWN_LETTERS and not last:
                        continue
                scored.append((-similarity, index, other))
        for negative, index, other in sorted(scored):
            if index in self.free_left and other in self.free_right:
                self.take([index], [other], -negative, "spelling")

    def abbreviated(self) -> None:
        """Words shortened, or cut off where a field of a form ended."""
        left, right = self.left, self.right
        cut_left = may_be_cut(left.name, left.units[-1])
        cut_right = may_be_cut(right.name, right.units[-1])
        last_left = len(left.units) - 1 if cut_left else -1
        last_right = len(right.units) - 1 if cut_right else -1
        for index in list(self.free_left):
            one = left.units[index]
            for other in self.free_right:
                two = right.units[other]
                if (one.cls is _CORE) is not (two.cls is _CORE) and (
                    _shortened(one, two) or _shortened(two, one)
                ):
                    self.take([index], [other], _ABBREVIATION, "abbreviation")
                    break
                if (index == last_left and begins(one, two)) or (
                    other == last_right and begins(two, one)
                ):
                    self.take([index], [other], _CUT, "abbreviation")
                    break
        if len(self.free_left) == len(self.free_right) == 1 and len(self.pairs) >= _LAST_MEETS:
            self.last()
        elif self.free_left and self.free_right:
            self.kin()

    def last(self) -> None:
        """The only words left, among others that agree: a start of a word, or a kindred one."""
        index, other = self.free_left[0], self.free_right[0]
        one, two = self.left.units[index], self.right.units[other]
        if one.syllable or two.syllable or _NUMBER in (one.cls, two.cls):
            return
        short, long = sorted((one.forms[0], two.forms[0]), key=len)
        opening = len(self.pairs) > _LAST_MEETS and opens(short, long)
        if opening or self._contracted(index, other, short, long):
            self.take([index], [other], _ABBREVIATION, "abbreviation")
        else:
            self.kin()

    def _contracted(self, index: int, other: int, short: str, long: str) -> bool:
        """Whether a word is a contraction of another in the same place: "Mt." for "Mount"."""
        if index != other or not 1 < len(short) <= _CONTRACTED or len(long) < _FULL:
            return False
        proof = sum(
            self.left.weights[at] for pair in self.pairs for at in pair.left if pair.how == "same"
        )
        if proof < _CONTRACTION_PROOF:
            return False
        return long.startswith(short) or (long[-1] == short[-1] and within(short, long))

    def kin(self) -> None:
        """General words of one trade: "Aviation" and "Airlines"."""
        for index in list(self.free_left):
            if self.left.units[index].concept not in KINDRED:
                continue
            for other in self.free_right:
                if akin(self.left.units[index], self.right.units[other]):
                    self.take([index], [other], _AKIN, "spelling")
                    break

    def rest(self) -> None:
        """What is left on both sides, when it is the same letters with at most a slip."""
        if not _neighbours(self.free_left) or not _neighbours(self.free_right):
            return
        ones = [self.left.units[index] for index in self.free_left]
        twos = [self.right.units[index] for index in self.free_right]
        if any(unit.syllable or unit.cls is _NUMBER for unit in (*ones, *twos)):
            return
        one = "".join(unit.forms[0] for unit in ones)
        two = "".join(unit.forms[0] for unit in twos)
        if min(len(one), len(two)) < _REST_LETTERS:
            return
        if len(ones) == len(twos) and one != two:
            return  # word by word they differ
        similarity = slip_similarity(one, two)
        if similarity < 1.0 and not (rest_alike(ones, two) and rest_alike(twos, one)):
            return
        if similarity:
            self.take(tuple(self.free_left), tuple(self.free_right), similarity * 0.99, "joined")

    def initials(self) -> None:
        """An acronym that holds the first letters of the other name."""
        for index in list(self.free_left):
            run, similarity = _acronym_run(
                self.left, index, self.free_left, self.right, self.free_right
            )
            if run:
                self.take([index], run, similarity, "initials")
        for index in list(self.free_right):
            run, similarity = _acronym_run(
                self.right, index, self.free_right, self.left, self.free_left
            )
            if run:
                self.take(run, [index], similarity, "initials")


def _shortened(short: Unit, long: Unit) -> bool:
    """A word that is not known by itself may shorten one that is: "Elktrn", "Mach"."""
    return (
        short.cls is _CORE
        and long.cls in _GENERIC
        and not short.syllable
        and short.forms[0][:1] == long.forms[0][:1]
        and abbreviates(short.forms[0], long.forms[0])
    )


def _neighbours(free: Sequence[int]) -> bool:
    return bool(free) and free[-1] - free[0] == len(free) - 1


def _acronym_run(
    own: Prepared, index: int, own_free: Sequence[int], name: Prepared, free: Sequence[int]
) -> tuple[tuple[int, ...], float]:
    """Words at the start of a name whose initials an acronym holds, and how surely; or none.

    Chance initials are common, so the acronym must be no word and leave nothing distinctive
    over on either side; one of three letters must be all of its name.
    """
    unit = own.units[index]
    word = unit.forms[0]
    if not (unit.capitals and unit.cls is _CORE and 3 <= len(word) <= 6):
        return (), 0.0
    if not free or free[0] != 0 or name.units[0].forms[0][:1] != word[0]:
        return (), 0.0
    if is_everyday(word) and (len(own.units) > 1 or own.legal):
        return (), 0.0
    if any(i != index and own.classes[i] in _TELLING for i in own_free):
        return (), 0.0
    if len(word) == 3 and (len(own.units) > 1 or own.legal):
        return (), 0.0
    # "Corporation" and "Company" lend their letter to an acronym; "Limited" seldom does.
    legal_at = [at for at in name.name.legal_at if at[1] == "c"]
    for run in runs(free):
        if run[0] != 0 or any(name.units[i].syllable for i in run):
            continue
        if any(name.classes[i] in _TELLING for i in free if i not in run):
            continue
        if spells_initials(word, name.units, run[0], run[-1], legal_at):
            return run, _INITIALS
    if len(own.units) == 1 and not own.legal and tuple(free) == tuple(range(len(name.units))):
        return spells_starts(word, name.units, name.name.legal_at), STARTS
    return (), 0.0
