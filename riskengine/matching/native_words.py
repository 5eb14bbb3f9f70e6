"""Words of a native and a Latin name that answer each other, by sound or by meaning."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from riskengine.matching.borrowed import respelled, sounds_alike
from riskengine.matching.glosses import Rendering, lemma, renderings, root, roots
from riskengine.matching.lexicon import WordClass, place_concept
from riskengine.matching.scripts_apart import LOOSE
from riskengine.matching.skeleton import FITS, NEAR, fit
from riskengine.matching.sounds import sound_key
from riskengine.matching.units import Unit
from riskengine.text import arabic, cyrillic, latin_forms, plain

_GENERIC = (WordClass.NEUTRAL, WordClass.SECTOR)


def word_of(unit: Unit) -> str:
    """The plain native word of a unit."""
    return plain(unit.text).replace("'", "")


class Words:
    """Units of both names; those with an answer are not touched again."""

    def __init__(self, native: list[tuple[str, Unit]], latin: list[Unit]) -> None:
        self.words = [word for word, _ in native]
        self.native = [unit for _, unit in native]
        self.latin = latin
        self.done_native = [False] * len(native)
        self.done_latin = [False] * len(latin)
        self.telling: set[str] = set()  # concepts that neither language has as a trade

    def _settle(self, one: int, two: int) -> None:
        self.done_native[one] = self.done_latin[two] = True

    def _free(self) -> tuple[list[int], list[int]]:
        """Places of words without an answer."""
        return (
            [index for index, done in enumerate(self.done_native) if not done],
            [index for index, done in enumerate(self.done_latin) if not done],
        )

    def _loosely(self, one: int, two: int) -> None:
        """Equate words that were heard alike, not spelled alike."""
        other = self.latin[two]
        self.native[one] = replace(
            self.native[one],
            forms=other.forms,
            cls=other.cls,
            concept=other.concept if other.cls is WordClass.PLACE else LOOSE + other.forms[0],
        )
        self._settle(one, two)

    def spelled(self) -> None:
        """Words that are spelled alike."""
        for one, unit in enumerate(self.native):
            for two, other in enumerate(self.latin):
                if self.done_latin[two]:
                    continue
                if self._heard(unit, other):
                    self._loosely(one, two)
                    break
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
            return fit(word_of(unit), form) >= (FITS if known or len(form) < 5 else NEAR)
        key = sound_key(form)
        if any(form == own or (len(own) > 3 and sound_key(own) == key) for own in unit.forms):
            return True
        return (
            len(form) > 3
            and cyrillic.is_cyrillic(unit.text)
            and respelled(form) in map(respelled, unit.forms)
        )

    def _heard(self, unit: Unit, other: Unit) -> bool:
        """Whether a Cyrillic word only sounds like a Latin one."""
        if unit.cls is WordClass.NUMBER or other.cls is WordClass.NUMBER:
            return False
        return (
            cyrillic.is_cyrillic(unit.text)
            and not self._alike(unit, other)
            and sounds_alike(unit.forms[0], other.forms[0])
        )

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
        unit = self.native[one]
        if all(part.cls is WordClass.NEUTRAL for part in run):
            cls = WordClass.NEUTRAL
        else:
            cls = WordClass.SECTOR
            if size == 1 and run[0].cls is WordClass.CORE and unit.cls is WordClass.CORE:
                self.telling.add(f"={meaning}")
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
