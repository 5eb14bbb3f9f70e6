"""Names to look up, as numbers side by side."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from riskengine.matching.blocking.rows import join_key
from riskengine.matching.blocking.vocabulary import Vocabulary
from riskengine.matching.blocking.words import (
    SHORTEST_WHOLE,
    joined_words,
    latin,
    meant,
    near_halves,
    take_apart,
)
from riskengine.matching.lexicon import Rarity
from riskengine.matching.names import variants
from riskengine.matching.person_forms import name_forms
from riskengine.matching.ship_names import unprefixed

CHEAP = 250  # rows that a word may lead to without being asked whether it is needed
_GENERIC_LEADS = 2  # rarest generic words by which a name of nothing else is looked for
_LONGEST_PAIR, _LONGEST_TRIPLE = 20, 16  # letters of words that a list may write as one
_REMEMBERED = 200_000  # words; then all are forgotten, which only costs time
# A reading, words covered and words used as one number.
_HALF_SHIFT, _SHIFT = 8, 16
_LOW, _ONE_WORD = (1 << _HALF_SHIFT) - 1, (1 << _HALF_SHIFT) + 1
_LEFT_OUT = 0.6  # share of a name's weight below which it alone cannot reach the floor


@dataclass(frozen=True, slots=True)
class Joins:
    """Words of queries, alone or written as one: numbers, readings, words covered and used."""

    keys: NDArray[np.int64]
    owner: NDArray[np.int64]
    units: NDArray[np.float64]
    words: NDArray[np.int64]


class Weights:
    """Weight of plain words in any script by their likeliest Latin spellings, remembered."""

    def __init__(self, rarity: Rarity) -> None:
        self._rarity = rarity
        self._held: dict[str, float] = {}

    def weight(self, text: str) -> float:
        weight = self._held.get(text)
        if weight is None:
            if len(self._held) > _REMEMBERED:
                self._held.clear()
            weight = max(self._rarity.weight(form) for form in latin(text))
            self._held[text] = weight
        return weight


class Queries:
    """A block of names taken apart.

    Attributes:
        name: per reading the place of its name in the block; a name may hold several.
        letters, lengths: per reading its letters between the legal forms, and all.
        latin, organised: per reading, whether it has Latin letters only, and whether it has a
            word that only organisations use.
        echoes: what the words answer.
        owner: reading of each word.
        leads: per word, whether rows are looked for by it.
    """

    def __init__(self, names: Sequence[str], vocabulary: Vocabulary, weights: Weights) -> None:
        self._weight = weights.weight
        self._number = vocabulary.number
        self.name: list[int] = []
        self.letters: tuple[list[str], list[str]] = ([], [])
        self._facts: list[tuple[float, float, float, float]] = []
        self._organised: list[bool] = []
        self._latin: list[bool] = []
        self._asked: list[tuple[int, int, float, int, int]] = []
        self._marks: list[str] = []
        self._ends: list[int] = []
        self._join_letters: list[str] = []
        self._joins: list[int] = []
        self._titles = name_forms().titles
        vocabulary.begin()
        for place, name in enumerate(names):
            for variant in variants(name):
                self._add(place, variant)
            bare = unprefixed(name)
            if bare != name:
                self._add(place, bare)
        asked = zip(*self._asked, strict=True) if self._asked else ((),) * 5
        number, owner, weight, units, parts = asked
        self.owner = np.array(owner, np.int64)
        self._covers = tuple(np.array(values, np.float64) for values in (weight, units, parts))
        self.echoes = vocabulary.echoes(np.array(number, np.int64))
        self.organised = np.array(self._organised, np.bool_)
        self.latin = np.array(self._latin, np.bool_)
        self.lengths = tuple(
            np.fromiter(map(len, letters), np.int64, len(letters)) for letters in self.letters
        )
        self.leads = self._leading(weight, units, parts)

    def _add(self, place: int, text: str) -> None:
        names = take_apart(text)
        if not names.words and not names.letters:
            return
        reading = len(self.name)
        organised = names.organised
        total = 0.0
        units = parts = numbers = 0
        seen: set[str] = set()
        weigh, ask, titles = self._weight, self._ask, self._titles
        own = "o" if organised else "w"
        for key, spelled, covers, pieces, weight in names.words:
            mark = key[0]
            if weight < 0.0:
                weight = weigh(spelled) if covers and mark == "w" else 0.0
            total += weight
            units += covers
            if pieces and spelled not in titles:
                parts += pieces
            numbers += mark == "#"
            if key in seen:
                continue
            seen.add(key)
            if covers:
                if organised:
                    pieces = 0
                if mark == "w":
                    ask(reading, own + spelled, spelled, weight, covers, pieces)
                    for form in meant(spelled):
                        ask(reading, own + form, form, weight, covers, pieces)
                else:
                    ask(reading, key, spelled, weight, covers, pieces)
            elif not organised:
                # A generic word is a name only in names of persons.
                ask(reading, "p" + spelled, spelled, 0.0, 0, pieces)
        for word in names.more:
            self._ask(reading, word.key, word.text, word.weight, word.units, word.parts)
        share = total / units if units else 0.0
        base = reading << _SHIFT
        count, inside = len(names.letters), names.last - names.first
        for letters, words, covers in joined_words(names):
            longest = _LONGEST_PAIR if words == 2 else _LONGEST_TRIPLE
            if len(letters) <= longest or words == count or covers == inside:
                ask(reading, "j" + letters, letters, max(share * covers, 0.35), covers, covers)
                self._join_letters.append(letters)
                self._joins.append(base + (covers << _HALF_SHIFT) + words)
        for token in names.letters:
            if len(token) >= 4:
                self._join_letters.append(token)
                self._joins.append(base + _ONE_WORD)
        bare = "".join(names.letters[names.first : names.last])
        whole = "".join(names.letters)
        self._halve(reading, bare)
        if total <= 1.0 and whole != bare:
            self._halve(reading, whole)  # the slip may be in the legal form
        for token in names.letters[:2]:
            # Letters of an acronym; a name in full never alerts by its initials alone.
            if 4 <= len(token) <= 6 and token.isalpha() and token.upper() in text:
                self._ask(reading, "~" + token, "", self._weight(token), 1, 0)
        self.letters[0].append(bare)
        self.letters[1].append(whole)
        self.name.append(place)
        self._facts.append((total, units, parts, numbers))
        self._organised.append(organised)
        self._latin.append(self.letters[1][-1].isascii())
        self._ends.append(len(self._asked))

    def _halve(self, reading: int, letters: str) -> None:
        """Halves of a name, and of names with a letter more and less: a slip leaves one."""
        if len(letters) >= SHORTEST_WHOLE:
            found = near_halves(letters)
            self._join_letters.extend(found)
            self._joins.extend([reading << _SHIFT] * len(found))

    def _ask(
        self, reading: int, key: str, text: str, weight: float, units: int, parts: int
    ) -> None:
        self._asked.append((self._number(key, text), reading, weight, units, parts))
        self._marks.append(key[0])

    def _leading(
        self, weights: Sequence[float], units: Sequence[int], parts: Sequence[int]
    ) -> NDArray[np.bool_]:
        """Words by which rows are looked for.

        A frequent word is left out when what is left out cannot make a match by itself: rows
        that share no other word are no candidates, and rows that do are found by that word.
        """
        leads = bytearray(len(self._asked))
        marks, met = self._marks, self.echoes.uses.tolist()
        start = 0
        for (total, _, _, _), end in zip(self._facts, self._ends, strict=True):
            core: list[tuple[int, int]] = []
            generic: list[tuple[int, int]] = []
            persons: list[tuple[int, int]] = []
            for place in range(start, end):
                uses = met[place]
                if not uses:
                    continue
                mark = marks[place]
                if mark in "+j~":
                    leads[place] = True
                    continue
                if mark in "woc" and units[place]:
                    core.append((-uses, place))
                elif mark in "=@":
                    generic.append((-uses, place))
                if mark in "wp" and parts[place]:
                    persons.append((-uses, place))
            spare = _LEFT_OUT * total
            core.sort()
            for negative, place in core:
                if -negative > CHEAP and weights[place] < spare:
                    spare -= weights[place]
                else:
                    leads[place] = True
            persons.sort()
            for _, place in persons[int(len(persons) > 1 and -persons[0][0] > CHEAP) :]:
                leads[place] = True
            if not total:
                for _, place in sorted(generic, reverse=True)[:_GENERIC_LEADS]:
                    leads[place] = True
            start = end
        return np.frombuffer(bytes(leads), np.bool_)

    def facts(self) -> tuple[NDArray[np.float64], ...]:
        """Weight, words, parts and numbers of each reading."""
        facts = np.array(self._facts, np.float64).reshape(-1, 4)
        return tuple(facts[:, column] for column in range(4))

    def covers(self) -> tuple[NDArray[np.float64], ...]:
        """Weight, words and parts that each asked word covers."""
        return self._covers

    def joins(self) -> Joins:
        """Words alone or written as one, in the order of their numbers."""
        keys = np.array([join_key(letters) for letters in self._join_letters], np.int64)
        order = np.argsort(keys)  # stays in the processor's cache
        rest = np.array(self._joins, np.int64)[order]
        return Joins(
            keys[order],
            rest >> _SHIFT,
            ((rest >> _HALF_SHIFT) & _LOW).astype(np.float64),
            rest & _LOW,
        )
