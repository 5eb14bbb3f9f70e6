"""Which listed names cannot match a name, told far more loosely than the comparator would.

A pair is kept when a good half of the telling words of either name has any answer in the other
one: letters that are 60 in 100 alike (the comparators ask for 75 and more), words or parts
written as one, a shared meaning, translation or family of given names, consonants of Arabic
words, initials. Nothing of the index is used, so that what it hides cannot be hidden here, too.
`exhaustive.py --check` compares pairs that are left out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.fuzz import ratio
from rapidfuzz.process import cdist

from riskengine.matching.given_names import relatives
from riskengine.matching.glosses import renderings
from riskengine.matching.han_sides import english
from riskengine.matching.han_words import meanings
from riskengine.matching.lexicon import WordClass
from riskengine.matching.names import AnalysedName, analyse, variants
from riskengine.matching.person_parts import patronymic_stem
from riskengine.matching.ship_names import unprefixed
from riskengine.matching.skeleton import consonant_key
from riskengine.matching.units import Unit
from riskengine.text import arabic, plain

ALIKE, BONES_ALIKE = 60, 74  # of 100
COVERED = 0.49  # share of the weight of either name that must have an answer
LOOSELY_COVERED = 0.24  # the same where pairs are kept to try the filter itself
_WEIGHTS = {WordClass.NEUTRAL: 0.25, WordClass.SECTOR: 0.5, WordClass.PLACE: 0.4}
_JOINED = 3
_LONGEST_RUN = 5
_CHUNK = 64
LATIN, BONES, SPOKEN, MEANING = range(4)  # what a key is; only keys of one sort meet

Key = tuple[int, str]
Ints = NDArray[np.int64]


def _unit_keys(unit: Unit) -> set[Key]:
    keys: set[Key] = {(LATIN, form) for form in unit.forms if form}
    if unit.concept:
        keys.add((MEANING, f"{unit.cls.value}:{unit.concept}"))
    silent = arabic.is_arabic(unit.text)
    for form in unit.forms:
        keys.update((MEANING, f"/{number}") for number in relatives(form))
        stem = patronymic_stem(form)
        if stem is not None:
            keys.add((LATIN, stem[0]))
        bones = consonant_key(form)
        if len(bones) > 1:
            keys.add((SPOKEN if silent else BONES, bones))
    word = plain(unit.text).replace("'", "")
    if not word.isascii():
        keys.update((LATIN, one) for rendering in renderings(word) for one in rendering)
        keys.update((LATIN, form) for form in english(unit.text))
    return keys


class _Row:
    """Words of one reading of a name: their keys and weights."""

    __slots__ = ("initials", "keys", "letters", "lone", "weights")

    def __init__(self, name: AnalysedName) -> None:
        units = name.units
        self.keys = [_unit_keys(unit) for unit in units]
        self.weights = [
            0.5 if unit.syllable else _WEIGHTS.get(unit.cls, 1.0) if len(unit.text) > 1 else 0.1
            for unit in units
        ]
        forms = [unit.forms[0] for unit in units]
        self.letters = "".join(forms)
        self.initials = "".join(form[:1] for form in forms)
        self.lone = forms[0] if len(forms) == 1 else ""
        for start in range(len(units)):
            for size in range(2, _LONGEST_RUN + 1):
                if start + size > len(units):
                    break
                run = units[start : start + size]
                syllables = all(unit.syllable for unit in run)
                if size > _JOINED and not syllables:
                    break
                found: set[Key] = {(LATIN, "".join(forms[start : start + size]))}
                if syllables:
                    found.update((LATIN, one) for one in meanings("".join(u.text for u in run)))
                for keys in self.keys[start : start + size]:
                    keys |= found


def _rows(text: str) -> Iterator[_Row]:
    seen = dict.fromkeys((*variants(text), unprefixed(text)))
    for variant in seen:
        row = _Row(analyse(variant))
        if row.keys:
            yield row


def _within(short: str, long: str) -> bool:
    rest = iter(long)
    return all(letter in rest for letter in short)


def _by_initials(word: str, initials: str) -> bool:
    """Whether a lone word may be made of the first letters of another name's words."""
    if word[:1] != initials[:1] or not 3 <= len(word) <= 8 or len(initials) < 2:
        return False
    return _within(word, initials) or _within(initials, word)


class Filter:
    """Listed names taken apart for `kept`.

    Args:
        covered: see `COVERED`.
    """

    def __init__(self, texts: Iterable[str], covered: float = COVERED) -> None:
        self._covered = covered
        vocabulary: dict[Key, int] = {}
        terms: list[int] = []
        slots: list[int] = []
        owner: list[int] = []
        weights: list[float] = []
        self._rows: list[_Row] = []
        name_of: list[int] = []
        for place, text in enumerate(texts):
            for row in _rows(text):
                for keys, weight in zip(row.keys, row.weights, strict=True):
                    for key in sorted(keys):
                        terms.append(vocabulary.setdefault(key, len(vocabulary)))
                        slots.append(len(owner))
                    owner.append(len(self._rows))
                    weights.append(weight)
                row.keys = []
                self._rows.append(row)
                name_of.append(place)
        self._vocabulary = vocabulary
        self._by_sort: dict[int, tuple[list[str], Ints]] = {}
        for sort in (LATIN, BONES, SPOKEN):
            found = [(text, number) for (own, text), number in vocabulary.items() if own == sort]
            numbers = np.array([number for _, number in found], np.int64)
            self._by_sort[sort] = [text for text, _ in found], numbers
        order = np.argsort(np.array(terms), kind="stable")
        self._slots = np.array(slots, np.int64)[order]
        self._places = np.zeros(len(vocabulary) + 1, np.int64)
        np.cumsum(np.bincount(terms, minlength=len(vocabulary)), out=self._places[1:])
        self._owner = np.array(owner, np.int64)
        self._weights = np.array(weights)
        self._total = np.bincount(self._owner, self._weights, minlength=len(self._rows))
        self._name = np.array(name_of, np.int64)
        self._letters = [row.letters for row in self._rows]
        self._initials = [row.initials for row in self._rows]
        self._lone = [(at, row.lone) for at, row in enumerate(self._rows) if row.lone]

    def kept(self, text: str) -> Ints:
        """Places of the listed names that are worth comparing with a name, in order."""
        found = [self._kept(row) for row in _rows(text)]
        rows = np.unique(np.concatenate(found)) if found else np.empty(0, np.int64)
        return np.unique(self._name[rows])

    def _kept(self, row: _Row) -> Ints:
        mine = np.zeros(len(self._rows))
        answered = np.zeros(len(self._owner), np.bool_)
        for keys, weight in zip(row.keys, row.weights, strict=True):
            slots = self._answers(keys)
            answered[slots] = True
            hit = np.zeros(len(self._rows), np.bool_)
            hit[self._owner[slots]] = True
            mine += weight * hit
        theirs = np.bincount(
            self._owner[answered], self._weights[answered], minlength=len(self._rows)
        )
        keep = mine >= self._covered * sum(row.weights)
        keep |= theirs >= self._covered * self._total
        keep |= cdist([row.letters], self._letters, scorer=ratio, score_cutoff=75)[0] > 0
        if row.lone:
            keep |= np.array([_by_initials(row.lone, one) for one in self._initials])
        for at, word in self._lone:
            if not keep[at] and _by_initials(word, row.initials):
                keep[at] = True
        return np.flatnonzero(keep)

    def _answers(self, keys: set[Key]) -> Ints:
        """Listed words that answer a word."""
        terms: list[Ints] = []
        same = [self._vocabulary.get(key) for key in keys if key[0] == MEANING]
        terms.append(np.array([one for one in same if one is not None], np.int64))
        for sort, other, least in (
            (LATIN, LATIN, ALIKE),
            (BONES, SPOKEN, BONES_ALIKE),
            (SPOKEN, BONES, BONES_ALIKE),
        ):
            own = sorted(text for one, text in keys if one == sort)
            texts, numbers = self._by_sort[other]
            if own and texts:
                terms.append(numbers[_like(own, texts, least)])
        chosen = np.concatenate(terms)
        spans = [self._slots[self._places[at] : self._places[at + 1]] for at in chosen.tolist()]
        return np.concatenate(spans) if spans else np.empty(0, np.int64)


def _like(own: Sequence[str], texts: Sequence[str], least: int) -> NDArray[np.bool_]:
    found = np.zeros(len(texts), np.bool_)
    for start in range(0, len(own), _CHUNK):
        scores = cdist(
            own[start : start + _CHUNK], texts, scorer=ratio, score_cutoff=least, dtype=np.uint8
        )
        found |= scores.any(axis=0)
    return found
