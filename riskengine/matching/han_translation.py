"""A name in East Asian writing beside a Latin one: what was translated, what was spelled.

English names of Chinese, Japanese and Korean parties translate the general words, often with
two words for one ("集成电路" is "integrated circuit"), and spell or translate the distinctive
part. Which of the two was done shows only beside the other name. Words that answer each other
are made alike on both sides; the comparison of two names then goes on as in one script.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from riskengine.matching.han_borrowed import borrowed
from riskengine.matching.han_sides import Side, english, parts_of
from riskengine.matching.han_words import han_terms, meanings
from riskengine.matching.lexicon import WordClass, is_everyday
from riskengine.matching.names import AnalysedName
from riskengine.matching.units import Unit
from riskengine.text.han_sounds import LETTERS_EACH, beginnings, reads_as

_LONGEST_PHRASE = 5  # Latin words that one native word may stand for
_LONGEST_RUN = 6  # native units that Latin words may spell
_SPELLED_WORDS = 4  # Latin words that may spell a run
_UNKNOWN = 4  # characters left over that may be one word no list knows
_GENERIC = (WordClass.NEUTRAL, WordClass.SECTOR)
_INSTITUTIONS = frozenset(
    {
        "university",
        "institute",
        "academy",
        "hospital",
        "library",
        "bureau",
        "ministry",
        "committee",
        "college",
        "school",
    }
)
_KOREA = ("korea", "korean")  # either, in the name of a party of the other
_KOREAS = ("KP", "KR")
# Countries of these scripts, which go without saying; "Foo Sweden" is another company than Foo.
_HOME = frozenset(("CN", "HK", "MO", "TW", "JP", *_KOREAS))


def answered(native: AnalysedName, latin: AnalysedName) -> tuple[AnalysedName, AnalysedName]:
    """Both names with the words that answer each other made alike."""
    board = _Board(native.units, latin.units)
    board.phrases()
    board.words()
    board.divided()
    board.meant(range(5, 1, -1))
    board.spelled()
    board.meant((1,))
    board.places()
    board.borrowed()
    board.unknown()
    board.tidy()
    board.distinctive()
    if native.legal and latin.legal:
        # 有限公司 is "Ltd", "Corp." or "Inc." as the writer likes: it does not tell them apart.
        native = replace(native, legal=latin.legal, families=latin.families)
    return _with(native, board.native.units), _with(latin, board.latin.units)


def _with(name: AnalysedName, units: list[Unit]) -> AnalysedName:
    core = tuple(unit for unit in units if unit.cls is WordClass.CORE)
    return replace(name, units=tuple(units), core=core)


class _Board:
    def __init__(self, native: Sequence[Unit], latin: Sequence[Unit]) -> None:
        self.native = Side(native)
        self.latin = Side(latin)

    def _settle(
        self, one: tuple[int, int], two: tuple[int, int], cls: WordClass, concept: str
    ) -> None:
        """Make a native and a Latin run one unit each that are alike."""
        shown = self.native.text(*one)
        letters = self.latin.letters(*two)
        run = self.latin.units[two[0] : two[0] + two[1]]
        written = " ".join(unit.text for unit in run)
        self.native.merge(*one, Unit(shown, (letters,), cls, concept))
        self.latin.merge(*two, Unit(written, (letters,), cls, concept))

    def phrases(self) -> None:
        """General words for which English has several."""
        terms = han_terms()
        for size in range(_LONGEST_PHRASE, 1, -1):
            for index in range(len(self.native.units)):
                unit = self.native.units[index]
                term = terms.get(unit.text) if unit.cls in _GENERIC else None
                if self.native.done[index] or term is None or not term.phrases:
                    continue
                start = self._find_phrase(term.phrases, size)
                if start >= 0:
                    self._settle((index, 1), (start, size), unit.cls, unit.concept or unit.text)

    def _find_phrase(self, phrases: frozenset[str], size: int) -> int:
        latin = self.latin
        for start in range(len(latin.units) - size + 1):
            if not any(latin.done[start : start + size]) and (
                latin.letters(start, size) in phrases
            ):
                return start
        return -1

    def words(self) -> None:
        """General words, places and numbers, each with one Latin word."""
        for index in self.native.free():
            unit = self.native.units[index]
            if unit.cls is WordClass.CORE:
                continue
            for other in self.latin.free():
                two = self.latin.units[other]
                if unit.cls is two.cls and unit.concept and unit.concept == two.concept:
                    self.native.done[index] = self.latin.done[other] = True
                    break
                if two.forms[0] in english(unit.text):
                    cls = two.cls if two.cls in _GENERIC else unit.cls
                    self._settle((index, 1), (other, 1), cls, two.concept or unit.concept)
                    break

    def divided(self) -> None:
        """Compound words of which the Latin name has a part: 电子科技 beside "Electronics"."""
        for index in reversed(self.native.free()):
            unit = self.native.units[index]
            parts = parts_of(unit.text) if unit.cls in _GENERIC and len(unit.text) > 2 else None
            if parts is not None and any(self._answers(part) for part in parts):
                self.native.units[index : index + 1] = parts
                self.native.done[index : index + 1] = [False] * len(parts)
        self.words()

    def _answers(self, part: Unit) -> bool:
        return any(
            part.concept == self.latin.units[other].concept
            or self.latin.units[other].forms[0] in english(part.text)
            for other in self.latin.free()
        )

    def spelled(self) -> None:
        """Native runs that Latin words spell, by the longest run; places and words included."""
        while self._spell_one():
            pass

    def _spell_one(self) -> bool:
        native, latin = self.native, self.latin
        words: list[tuple[str, int, int, str]] = []
        for other, count in latin.runs(_SPELLED_WORDS):
            letters = latin.letters(other, count)
            if letters.isalpha():
                words.append((latin.units[other].forms[0][:1], other, count, letters))
        letters_first = {word[0] for word in words}
        for start, size in native.runs(_LONGEST_RUN):
            first = beginnings(native.units[start].text[:1])
            if first.isdisjoint(letters_first):
                continue
            run = native.text(start, size)
            longest = LETTERS_EACH * len(run)
            for letter, other, count, letters in words:
                if (
                    letter in first
                    and count <= len(run) <= len(letters) <= longest
                    and reads_as(letters, run) > 0.0
                ):
                    self._settle((start, size), (other, count), WordClass.CORE, run)
                    return True
        return False

    def meant(self, sizes: Iterable[int]) -> None:
        """Runs of characters of the core that are translated ("长城": "Great Wall")."""
        native, latin = self.native, self.latin
        for size in sizes:
            for start in range(len(native.units) - size, -1, -1):
                if start + size > len(native.units) or any(native.done[start : start + size]):
                    continue
                renderings = meanings(native.text(start, size))
                if not renderings:
                    continue
                for other, count in latin.runs(_LONGEST_PHRASE):
                    if latin.letters(other, count) in renderings:
                        cls = WordClass.CORE
                        self._settle((start, size), (other, count), cls, native.text(start, size))
                        break

    def places(self) -> None:
        """Places that the lists of places do not know, or know by another name."""
        for index in self.native.free():
            unit = self.native.units[index]
            if unit.cls is not WordClass.PLACE:
                continue
            for other in self.latin.free():
                letters = self.latin.units[other].forms[0]
                if (
                    letters.upper() == unit.concept
                    or (unit.concept in _KOREAS and letters in _KOREA)
                    or reads_as(letters, unit.text) > 0.0
                ):
                    self._settle((index, 1), (other, 1), WordClass.PLACE, unit.concept)
                    break

    def borrowed(self) -> None:
        """A foreign name written by its sound: all that is left of both cores."""
        native, latin = self.native, self.latin
        core = [i for i in native.free() if native.units[i].cls is WordClass.CORE]
        if not core or core[-1] - core[0] != len(core) - 1:
            return
        others = [
            i for i in latin.free() if latin.units[i].cls in (WordClass.CORE, WordClass.PLACE)
        ]
        if not others or others[-1] - others[0] != len(others) - 1:
            return
        run = native.text(core[0], len(core))
        if borrowed(run, latin.letters(others[0], len(others))):
            self._settle((core[0], len(core)), (others[0], len(others)), WordClass.CORE, run)

    def unknown(self) -> None:
        """General words that no list knows, behind a distinctive part that agrees.

        "东岳石墨烯 / Dongyue Graphene": what is left on both sides is likelier one word and its
        translation than two names, when the Latin rest is English and not spelled Chinese.
        """
        agreed = [
            index
            for index, done in enumerate(self.native.done)
            if done and self.native.units[index].cls is WordClass.CORE
        ]
        rest = [i for i in self.native.free() if self.native.units[i].cls is WordClass.CORE]
        others = [i for i in self.latin.free() if self.latin.units[i].cls is WordClass.CORE]
        if not agreed or not rest or not others or rest[0] < agreed[0]:
            return
        if not 2 <= len(rest) <= _UNKNOWN or len(others) > 2:
            return
        if all(is_everyday(self.latin.units[i].forms[0]) for i in others):
            for side, places in ((self.native, rest), (self.latin, others)):
                text = side.text(places[0], len(places))
                for place in reversed(places[1:]):
                    del side.units[place], side.done[place]
                unit = side.units[places[0]]
                side.units[places[0]] = replace(
                    unit, text=text, cls=WordClass.SECTOR, concept=text, syllable=False
                )

    def tidy(self) -> None:
        """Words that translations add and drop: a country, a second general word."""
        sides = ((self.native, self.latin), (self.latin, self.native))
        institution = self._institution()
        for side, beside in sides:
            others = {beside.units[index].cls for index in beside.free()}
            sectors = any(
                done and unit.cls is WordClass.SECTOR
                for unit, done in zip(side.units, side.done, strict=True)
            )
            for index in reversed(side.free()):
                unit = side.units[index]
                country = unit.cls is WordClass.PLACE and unit.concept.upper() in _HOME
                spare = country and WordClass.PLACE not in others
                if spare or (unit.cls is WordClass.NEUTRAL and institution and not others):
                    if len(side.units) > 1:
                        del side.units[index], side.done[index]
                elif unit.cls is WordClass.SECTOR and sectors and not others:
                    side.units[index] = replace(unit, cls=WordClass.NEUTRAL)

    def _institution(self) -> bool:
        """Whether both are one kind of public body, and neither has a distinctive part."""
        units = (*self.native.units, *self.latin.units)
        if any(unit.cls is WordClass.CORE for unit in units):
            return False
        agreed = [
            unit
            for unit, done in zip(self.native.units, self.native.done, strict=True)
            if done and unit.cls is not WordClass.NEUTRAL
        ]
        return len(agreed) > 1 and any(unit.concept in _INSTITUTIONS for unit in agreed)

    def distinctive(self) -> None:
        """A place that is the name: of two that agree, the second ("Chongqing Changan")."""
        if any(unit.cls is WordClass.CORE for unit in (*self.native.units, *self.latin.units)):
            return
        shared = [
            unit.concept
            for unit, done in zip(self.native.units, self.native.done, strict=True)
            if done and unit.cls is WordClass.PLACE and "/" in unit.concept
        ]
        if len(shared) < 2:
            return
        for side in (self.native, self.latin):
            for index, unit in enumerate(side.units):
                if unit.concept == shared[1]:
                    side.units[index] = replace(unit, cls=WordClass.CORE)
