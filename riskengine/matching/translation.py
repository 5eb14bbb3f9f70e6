"""A Cyrillic or Arabic name of an organisation beside a Latin one: translated words meet.

Latin lists translate what a native name says in general words ("Завод" is "Plant") and spell
what is a name ("Звезда" is "Zvezda"). Which of the two was done shows only beside the other
name, so it is decided here, pair by pair: a native word that is not spelled in the Latin name
may answer any of its English renderings there.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from riskengine.matching.borrowed import sounds_alike
from riskengine.matching.glosses import Rendering, lemma, phrase_at, renderings, root, roots
from riskengine.matching.han_names import is_east_asian
from riskengine.matching.han_translation import answered
from riskengine.matching.left_out import country, idle, status
from riskengine.matching.lexicon import WordClass, place_concept
from riskengine.matching.names import AnalysedName
from riskengine.matching.native_initials import (
    MARK,
    is_acronym,
    latin_acronym,
    native_acronym,
)
from riskengine.matching.native_joins import blends, compound_run, joins
from riskengine.matching.skeleton import FITS, NEAR, fit
from riskengine.matching.sounds import sound_key
from riskengine.matching.units import Unit
from riskengine.text import arabic, cyrillic, latin_forms, plain

# Greek is left to spelling: its official names are few.
_NATIVE = re.compile(r"[\u0400-\u052f\u0600-\u06ff\u0750-\u077f\ufb50-\ufdff\ufe70-\ufeff]")
_GENERIC = (WordClass.NEUTRAL, WordClass.SECTOR)


def is_native(text: str) -> bool:
    """Whether a text has a Cyrillic or Arabic letter."""
    return not text.isascii() and _NATIVE.search(text) is not None


def across(left: AnalysedName, right: AnalysedName) -> tuple[AnalysedName, AnalysedName]:
    """Both names with words that translate each other made alike; as they are in one script."""
    if left.text.isascii() and right.text.isascii():
        return left, right
    characters = is_east_asian(left.text), is_east_asian(right.text)
    if characters[0] != characters[1]:
        if characters[0]:
            return answered(left, right)
        second, first = answered(right, left)
        return first, second
    native = is_native(left.text), is_native(right.text)
    if native[0] == native[1] or any(unit.syllable for unit in (*left.units, *right.units)):
        return left, right
    if native[0]:
        return _answered(left, right)
    other, one = _answered(right, left)
    return one, other


def _word(unit: Unit) -> str:
    return plain(unit.text).replace("'", "")


def _answered(native: AnalysedName, latin: AnalysedName) -> tuple[AnalysedName, AnalysedName]:
    board = _Board(_contracted(native.units, latin.units), list(latin.units))
    board.translated(phrases=True)
    board.spelled()
    board.translated(phrases=False)
    board.meant()
    board.formed()
    board.divided()
    if cyrillic.is_cyrillic(native.text):
        board.absorbed()
        board.joined()
        board.compounded()
        board.shortened(any(letter == "c" for _, letter in latin.legal_at))
    board.tidy()
    if _forms_agree(native, latin):
        native = replace(native, legal=latin.legal)
    return _with(native, board.native), _with(latin, board.latin)


def _forms_agree(native: AnalysedName, latin: AnalysedName) -> bool:
    """Whether no legal form speaks against another: translations may leave it out."""
    own, other = (set(name.families) - {"company"} for name in (native, latin))
    return not own or not other or not own.isdisjoint(other)


def _with(name: AnalysedName, units: list[Unit]) -> AnalysedName:
    if not units:
        return name
    core = tuple(unit for unit in units if unit.cls is WordClass.CORE)
    return replace(name, units=tuple(units), core=core)


def _contracted(units: Sequence[Unit], latin: Sequence[Unit]) -> list[tuple[str, Unit]]:
    """Native words, with a phrase made one where the Latin name shortens or renders it as one.

    "Научно-исследовательский институт" is "Research Institute" or "NII".
    """
    lemmas = [root(lemma(unit.forms[0])) for unit in latin]
    kept = [(_word(unit), unit) for unit in units]
    for _ in range(2):  # "центральный" + "научно-исследовательский институт"
        words = [word for word, _ in kept]
        found: list[tuple[str, Unit]] = []
        place = 0
        while place < len(kept):
            size, short = phrase_at(words, place)
            forms = latin_forms(short)[:2] if size else ()
            rendered = any(_start(lemmas, rendering) is not None for rendering in renderings(short))
            if size and (rendered or any(root(form) in lemmas for form in forms)):
                text = " ".join(unit.text for _, unit in kept[place : place + size])
                found.append((short, Unit(text, forms or (short,), WordClass.SECTOR, short)))
            else:
                size = 1
                found.append(kept[place])
            place += size
        kept = found
    return kept


def _start(lemmas: Sequence[str], rendering: Rendering) -> int | None:
    """Where a rendering stands among the lemmas."""
    size = len(rendering)
    wanted = roots(rendering)
    for start in range(len(lemmas) - size + 1):
        if tuple(lemmas[start : start + size]) == wanted:
            return start
    return None


class _Board:
    """Units of both names; those with an answer are not touched again."""

    def __init__(self, native: list[tuple[str, Unit]], latin: list[Unit]) -> None:
        self.words = [word for word, _ in native]
        self.native = [unit for _, unit in native]
        self.latin = latin
        self.done_native = [False] * len(native)
        self.done_latin = [False] * len(latin)

    def _settle(self, one: int, two: int) -> None:
        self.done_native[one] = self.done_latin[two] = True

    def spelled(self) -> None:
        """Words that are spelled alike."""
        for one, unit in enumerate(self.native):
            for two, other in enumerate(self.latin):
                if self.done_latin[two]:
                    continue
                if self._alike(unit, other):
                    self.native[one] = replace(
                        unit, forms=other.forms, cls=other.cls, concept=other.concept
                    )
                    self._settle(one, two)
                    break

    def _alike(self, unit: Unit, other: Unit) -> bool:
        if unit.cls is WordClass.NUMBER or other.cls is WordClass.NUMBER:
            return unit.concept == other.concept and unit.cls is other.cls
        form = other.forms[0]
        if arabic.is_arabic(unit.text):
            known = unit.cls in _GENERIC or other.cls in _GENERIC
            return fit(_word(unit), form) >= (FITS if known or len(form) < 5 else NEAR)
        key = sound_key(form)
        if any(form == own or (len(own) > 3 and sound_key(own) == key) for own in unit.forms):
            return True
        return not unit.text.isascii() and sounds_alike(unit.forms[0], form)

    def translated(self, *, phrases: bool) -> None:
        """Native words whose English rendering stands in the Latin name, long ones first."""
        options: list[tuple[int, int, int, Rendering]] = []
        for one in range(len(self.native)):
            if not self.done_native[one]:
                for rank, rendering in enumerate(renderings(self.words[one])):
                    if (len(rendering) > 1) is not phrases:
                        continue
                    options.append((-len(rendering), rank, one, rendering))
        lemmas = [root(lemma(unit.forms[0])) for unit in self.latin]
        runs: dict[int, int] = {}
        for _, _, one, rendering in sorted(options):
            if self.done_native[one]:
                continue
            start = self._find(lemmas, rendering)
            if start is None:
                continue
            size = len(rendering)
            runs[start] = size
            for two in range(start, start + size):
                self.done_latin[two] = True
            self.done_native[one] = True
            self._equate(one, start, size, " ".join(rendering))
        merged = sorted((start, size) for start, size in runs.items() if size > 1)
        for start, size in reversed(merged):
            del self.latin[start + 1 : start + size]
            del self.done_latin[start + 1 : start + size]

    def _find(self, lemmas: Sequence[str], rendering: Rendering) -> int | None:
        size = len(rendering)
        wanted = roots(rendering)
        for start in range(len(lemmas) - size + 1):
            if tuple(lemmas[start : start + size]) == wanted and not any(
                self.done_latin[start : start + size]
            ):
                return start
        return None

    def _equate(self, one: int, start: int, size: int, meaning: str) -> None:
        run = self.latin[start : start + size]
        if size == 1 and run[0].cls in (WordClass.PLACE, WordClass.NUMBER):
            self.native[one] = replace(
                self.native[one],
                forms=run[0].forms,
                cls=run[0].cls,
                concept=run[0].concept,
            )
            return
        if all(unit.cls is WordClass.NEUTRAL for unit in run):
            cls = WordClass.NEUTRAL
        else:
            cls = WordClass.SECTOR
        unit = self.native[one]
        forms = tuple(dict.fromkeys(unit.forms))
        self.native[one] = replace(unit, forms=forms, cls=cls, concept=f"={meaning}")
        text = " ".join(part.text for part in run)
        form = "".join(part.forms[0] for part in run)
        self.latin[start] = Unit(text, (form,), cls, f"={meaning}")

    def meant(self) -> None:
        """Words that the word lists give one meaning."""
        for one, unit in enumerate(self.native):
            if self.done_native[one] or not unit.concept:
                continue
            for two, other in enumerate(self.latin):
                if not self.done_latin[two] and unit.concept == other.concept:
                    self.native[one] = replace(unit, cls=other.cls)
                    self._settle(one, two)
                    break

    def divided(self) -> None:
        """Arabic words that the Latin name divides otherwise: "مسجدسلیمان", Masjed Soleyman."""
        for one, unit in enumerate(self.native):
            if self.done_native[one] or not arabic.is_arabic(unit.text):
                continue
            for two in range(len(self.latin) - 1):
                run = self.latin[two : two + 2]
                form = "".join(part.forms[0] for part in run)
                if any(self.done_latin[two : two + 2]) or fit(self.words[one], form) < NEAR:
                    continue
                text = " ".join(part.text for part in run)
                self.latin[two : two + 2] = [Unit(text, (form,), WordClass.CORE)]
                del self.done_latin[two + 1]
                self.native[one] = Unit(unit.text, (form,), WordClass.CORE)
                self._settle(one, two)
                break
        for one in range(len(self.native) - 2, -1, -1):
            joined = "".join(self.words[one : one + 2])
            if any(self.done_native[one : one + 2]) or not arabic.is_arabic(joined):
                continue
            for two, other in enumerate(self.latin):
                if not self.done_latin[two] and fit(joined, other.forms[0]) >= NEAR:
                    text = " ".join(part.text for part in self.native[one : one + 2])
                    self.native[one : one + 2] = [replace(other, text=text)]
                    self.words[one : one + 2] = [joined]
                    del self.done_native[one + 1]
                    self._settle(one, two)
                    break

    def formed(self) -> None:
        """Adjectives and cases of names: "Арзамасский" is "Arzamas", "Пилюгина" is "Pilyugin"."""
        for one, unit in enumerate(self.native):
            word = self.words[one]
            if self.done_native[one] or not cyrillic.is_cyrillic(word) or len(word) < 4:
                continue
            if unit.cls not in (WordClass.CORE, WordClass.PLACE):
                continue
            spelled = [(root, latin_forms(root)) for root in cyrillic.roots(word)]
            for two, other in enumerate(self.latin):
                if self.done_latin[two] or other.cls not in (WordClass.CORE, WordClass.PLACE):
                    continue
                if any(_same_root(root, forms, other) for root, forms in spelled):
                    self.native[one] = replace(
                        unit, forms=other.forms, cls=other.cls, concept=other.concept
                    )
                    self._settle(one, two)
                    break

    def _free(self) -> tuple[list[int], list[int]]:
        """Places of words without an answer."""
        return (
            [index for index, done in enumerate(self.done_native) if not done],
            [index for index, done in enumerate(self.done_latin) if not done],
        )

    def absorbed(self) -> None:
        """Native words that a Latin place or phrase says with others: "Российской Федерации"."""
        said: set[str] = set()
        for unit, done in zip(self.latin, self.done_latin, strict=True):
            if done and " " in unit.text:
                said.update(root(lemma(part)) for part in plain(unit.text).split())
        if not said:
            return
        for one in reversed(self._free()[0]):
            if any(said.issuperset(roots(found)) for found in renderings(self.words[one])):
                self._remove_native(one, one + 1)

    def _remove_native(self, start: int, stop: int) -> None:
        del self.native[start:stop]
        del self.words[start:stop]
        del self.done_native[start:stop]

    def joined(self) -> None:
        """Neighbouring native words that the Latin name writes as one, in full or blended."""
        for two, other in enumerate(self.latin):
            if self.done_latin[two] or other.cls is WordClass.NUMBER:
                continue
            free = self._free()[0]
            for size in (4, 3, 2):
                start = next(
                    (
                        at
                        for at in free
                        if free.count(at + size - 1)
                        and set(range(at, at + size)) <= set(free)
                        and self._one_word(slice(at, at + size), other.forms[0])
                    ),
                    None,
                )
                if start is not None:
                    text = " ".join(unit.text for unit in self.native[start : start + size])
                    self._remove_native(start + 1, start + size)
                    self.native[start] = replace(other, text=text)
                    self._settle(start, two)
                    break

    def _one_word(self, run: slice, form: str) -> bool:
        return joins(self.words[run], self.native[run], form) or blends(self.native[run], form)

    def compounded(self) -> None:
        """Native compounds whose parts the Latin name translates one by one."""
        for one in self._free()[0]:
            lemmas = [root(lemma(unit.forms[0])) for unit in self.latin]
            run = compound_run(self.words[one], lemmas, [not done for done in self.done_latin])
            if len(run) < 2:
                continue
            start, stop = run[0], run[-1] + 1
            text = " ".join(unit.text for unit in self.latin[start:stop])
            form = self.native[one].forms[0]
            unit = Unit(text, (form,), WordClass.CORE)
            self.latin[start:stop] = [unit]
            self.done_latin[start:stop] = [False]
            self.native[one] = replace(unit, text=self.native[one].text)
            self._settle(one, start)

    def shortened(self, corporate: bool) -> None:
        """An acronym on one side for all words without an answer on the other."""
        native, latin = self._free()
        if not native or not latin:
            return
        for two in latin:
            unit = self.latin[two]
            others = [index for index in latin if index != two]
            if is_acronym(unit) and all(map(self._may_go, (self.latin[i] for i in others))):
                words = [self.words[index] for index in native]
                units = [self.native[index] for index in native]
                if len(native) > 1 and latin_acronym(unit.forms[0], words, units):
                    self._stand_for(native, [two], unit.forms[0])
                    return
        for one in native:
            unit = self.native[one]
            others = [index for index in native if index != one]
            if is_acronym(unit) and all(map(self._may_go, (self.native[i] for i in others))):
                units = [self.latin[index] for index in latin]
                if len(latin) > 1 and native_acronym(self.words[one], units, corporate):
                    self._stand_for([one], latin, unit.forms[0])
                    return

    @staticmethod
    def _may_go(unit: Unit) -> bool:
        return idle(unit) or status(unit)

    def _stand_for(self, native: Sequence[int], latin: Sequence[int], form: str) -> None:
        """Make one unit of each side, marked as initials."""
        for units, done, run in (
            (self.native, self.done_native, native),
            (self.latin, self.done_latin, latin),
        ):
            text = " ".join(units[index].text for index in run)
            units[run[0]] = Unit(text, (form,), WordClass.CORE, MARK)
            done[run[0]] = True
            for index in reversed(run[1:]):
                del units[index]
                del done[index]
                if done is self.done_native:
                    del self.words[index]

    def tidy(self) -> None:
        """Leave out words that one side may well not have, where the rest answers.

        Initials and words of honour go in any case. Words of ownership and form ("state",
        "federal", "joint-stock", "Russian") go when all else has an answer on both sides.
        """
        native = [index for index, done in enumerate(self.done_native) if not done]
        latin = [index for index, done in enumerate(self.done_latin) if not done]
        drop_native = {index for index in native if idle(self.native[index])}
        drop_latin = {index for index in latin if idle(self.latin[index])}
        status_native = {index for index in native if status(self.native[index])}
        status_latin = {index for index in latin if status(self.latin[index])}
        answered = sum(self.done_native)
        rest_native = set(native) - drop_native - status_native
        rest_latin = set(latin) - drop_latin - status_latin
        if not rest_native or not rest_latin:
            # A translation may leave out one general word in four.
            rest = [self.native[i] for i in rest_native] + [self.latin[i] for i in rest_latin]
            if 3 * len(rest) <= answered and all(unit.cls in _GENERIC for unit in rest):
                drop_native |= rest_native
                drop_latin |= rest_latin
                rest_native = rest_latin = set()
        named = cyrillic.is_cyrillic("".join(self.words)) and any(
            done and unit.cls is WordClass.CORE
            for unit, done in zip(self.native, self.done_native, strict=True)
        )
        if named or (answered and not rest_native and not rest_latin):
            countries = [
                country(units[i])
                for units, left in ((self.native, status_native), (self.latin, status_latin))
                for i in left
            ]
            if len({code for code in countries if code}) <= 1:
                drop_native |= status_native
                drop_latin |= status_latin
        self.native = [u for i, u in enumerate(self.native) if i not in drop_native] or self.native
        self.latin = [u for i, u in enumerate(self.latin) if i not in drop_latin] or self.latin


_ADJECTIVE = re.compile(r"(?:ski|skii|skiy|skij|sky|skyy|skaya|skaia|skoe|skoye|y|i|a)$")


def _same_root(root: str, forms: Sequence[str], other: Unit) -> bool:
    if other.concept and other.cls is WordClass.PLACE and place_concept(root) == other.concept:
        return True
    word = other.forms[0]
    if len(word) < 4:
        return False
    keys = {sound_key(word), sound_key(_ADJECTIVE.sub("", word)), sound_key(word[:-1])}
    if word.endswith(("sky", "skiy", "skii", "ski")):
        keys.add(sound_key(word[: word.rindex("sk") + 2]))
    return any(len(form) >= 4 and sound_key(form) in keys for form in forms)
