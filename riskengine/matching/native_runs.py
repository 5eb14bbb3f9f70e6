"""Several native words for one Latin word, acronyms, and words that may be left out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from riskengine.matching.borrowed import cognate
from riskengine.matching.glosses import lemma, renderings, root, roots
from riskengine.matching.left_out import country, idle, status
from riskengine.matching.lexicon import WordClass
from riskengine.matching.native_initials import (
    MARK,
    is_acronym,
    latin_acronym,
    native_acronym,
)
from riskengine.matching.native_joins import blends, compound_run, joins
from riskengine.matching.native_words import Words
from riskengine.matching.units import Unit
from riskengine.text import cyrillic, plain

_GENERIC = (WordClass.NEUTRAL, WordClass.SECTOR)


class Board(Words):
    """Words that answer in runs, and what is left of both names in the end."""

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

    def cognate(self) -> None:
        """International words, each in the form of its language."""
        for one in self._free()[0]:
            word = self.words[one]
            if not cyrillic.is_cyrillic(word):
                continue
            spelled = cyrillic.spellings(cyrillic.stem(word))[0]
            for two in self._free()[1]:
                other = self.latin[two]
                if other.cls is not WordClass.NUMBER and cognate(spelled, other.forms[0]):
                    self._loosely(one, two)
                    break

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
        return idle(unit) or status(unit) or unit.cls is WordClass.NEUTRAL

    def repeated(self) -> None:
        """Words that only spell out an acronym which has its answer: "МЗКТ - Минский завод"."""
        native, latin = self._free()
        for unit, done in zip(self.latin, self.done_latin, strict=True):
            if done and len(native) > 1 and is_acronym(unit):
                words = [self.words[index] for index in native]
                units = [self.native[index] for index in native]
                if latin_acronym(unit.forms[0], words, units):
                    for index in reversed(native):
                        self._remove_native(index, index + 1)
                    break
        for word, unit, done in zip(self.words, self.native, self.done_native, strict=True):
            if not (done and len(latin) > 1 and is_acronym(unit) and cyrillic.is_cyrillic(word)):
                continue
            if native_acronym(word, [self.latin[index] for index in latin], False):
                for index in reversed(latin):
                    del self.latin[index]
                    del self.done_latin[index]
                break

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

    def _same_acronym(self) -> bool:
        """Whether an acronym, the only distinctive word, is the same in both scripts."""
        cores = [
            unit for unit in self.native if unit.cls is WordClass.CORE and not self._may_go(unit)
        ]
        return (
            len(cores) == 1
            and is_acronym(cores[0])
            and any(
                done and is_acronym(unit) and unit.forms == cores[0].forms
                for unit, done in zip(self.latin, self.done_latin, strict=True)
            )
            and cyrillic.is_cyrillic(cores[0].text)
        )

    def honoured(self, native: frozenset[str], latin: frozenset[str]) -> None:
        """Leave out whom only one of the names honours, where something else answers."""
        if (native and latin) or not any(
            done and unit.cls is not WordClass.NEUTRAL
            for unit, done in zip(self.native, self.done_native, strict=True)
        ):
            return
        for index in reversed(self._of_honour(self._free()[0], self.native, native)):
            self._remove_native(index, index + 1)
        for index in reversed(self._of_honour(self._free()[1], self.latin, latin)):
            del self.latin[index]
            del self.done_latin[index]

    def branded(self) -> None:
        """Make a translated word the brand where a name has nothing else: "Эшелон", "Echelon".

        Beside a place or other general words it describes, and is no more than they are.
        """
        others = 0
        for unit in self.native:
            if unit.concept not in self.telling:
                others += unit.cls is not WordClass.NEUTRAL
                if unit.cls not in _GENERIC:
                    return
        one = [i for i, unit in enumerate(self.native) if unit.concept in self.telling]
        two = [i for i, unit in enumerate(self.latin) if unit.concept in self.telling]
        if len(one) == len(two) == 1 and others <= 1:
            self.latin[two[0]] = replace(self.latin[two[0]], cls=WordClass.CORE, concept="")
            self._loosely(one[0], two[0])

    @staticmethod
    def _of_honour(free: list[int], units: list[Unit], words: frozenset[str]) -> list[int]:
        return [
            index
            for index in free
            if words and words.issuperset(plain(units[index].text).replace("'", "").split())
        ]

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
        if self._same_acronym() and (not rest_native or not rest_latin):
            drop_native |= {i for i in rest_native if self.native[i].cls in _GENERIC}
            drop_latin |= {i for i in rest_latin if self.latin[i].cls in _GENERIC}
        named = cyrillic.is_cyrillic("".join(self.words)) and any(
            done and unit.cls is WordClass.CORE
            for unit, done in zip(self.native, self.done_native, strict=True)
        )
        if named or (answered and not rest_native and not rest_latin):
            codes = [
                {code for i in left if (code := country(units[i]))}
                for units, left in ((self.native, status_native), (self.latin, status_latin))
            ]
            if named and codes[0] != codes[1]:
                # "Foo" and "Foo Kazakhstan" are two parties, whoever else may go unnamed.
                status_native = {i for i in status_native if not country(self.native[i])}
                status_latin = {i for i in status_latin if not country(self.latin[i])}
            if named or len(codes[0] | codes[1]) <= 1:
                drop_native |= status_native
                drop_latin |= status_latin
        self.native = [u for i, u in enumerate(self.native) if i not in drop_native] or self.native
        self.latin = [u for i, u in enumerate(self.latin) if i not in drop_latin] or self.latin
