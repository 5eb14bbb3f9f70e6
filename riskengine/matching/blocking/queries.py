"""Names to look up, as numbers side by side."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from riskengine.matching.blocking.rows import join_key
from riskengine.matching.blocking.vocabulary import Echo, Vocabulary
from riskengine.matching.blocking.words import (
    Joined,
    Names,
    halves,
    initials,
    joined_words,
    latin,
    take_apart,
    whole_letters,
)
from riskengine.matching.lexicon import Rarity
from riskengine.matching.names import variants

CHEAP = 200  # rows that a word may lead to without being asked whether it is needed
_GENERIC_LEADS = 2  # rarest generic words by which a name of nothing else is looked for
_LEFT_OUT = 0.6  # share of a name's weight below which it alone cannot reach the floor


@dataclass(frozen=True, slots=True)
class Joins:
    """Words of queries, alone or written as one: numbers, readings, words covered and used."""

    keys: NDArray[np.int64]
    owner: NDArray[np.int32]
    units: NDArray[np.float64]
    words: NDArray[np.int32]


class Queries:
    """A block of names taken apart.

    Attributes:
        name: per reading the place of its name in the block; a name may hold several.
        letters: per reading its letters between the legal forms, and all.
        weight, units, parts, numbers, organised: facts of each reading.
        echoes: what the words answer, with the following arrays beside it.
        owner: reading of each word.
        word_weight, word_units, word_parts: what the word covers.
        leads: whether rows are looked for by this word.
        joins, join_owner, join_units: numbers of words, alone or written as one.
    """

    def __init__(self, names: Sequence[str], vocabulary: Vocabulary, rarity: Rarity) -> None:
        self._rarity = rarity
        self._weights: dict[str, float] = {}
        self.name = array("i")
        self.letters: tuple[list[str], list[str]] = ([], [])
        self._facts: tuple[array[float], ...] = tuple(array("d") for _ in range(4))
        self._organised = bytearray()
        self._asked: list[tuple[str, str]] = []
        self._owner = array("i")
        self._covers: tuple[array[float], ...] = tuple(array("d") for _ in range(3))
        self._joins = array("q")
        self._join_owner = array("i")
        self._join_units = array("d")
        self._join_words = array("i")
        for place, name in enumerate(names):
            for variant in variants(name):
                self._add(place, take_apart(variant))
        self.echoes: list[Echo] = vocabulary.echoes(self._asked)
        self.leads = self._leading()

    def _weight(self, text: str) -> float:
        weight = self._weights.get(text)
        if weight is None:
            weight = max(self._rarity.weight(form) for form in latin(text))
            self._weights[text] = weight
        return weight

    def _add(self, place: int, names: Names) -> None:
        reading = len(self.name)
        total = units = parts = numbers = 0.0
        seen: set[str] = set()
        for word in names.words:
            weight = word.weight
            if weight < 0.0:
                weight = self._weight(word.text) if word.units and word.key[0] == "w" else 0.0
            total += weight
            units += word.units
            parts += word.parts
            numbers += word.key[0] == "#"
            if word.key in seen:
                continue
            seen.add(word.key)
            if word.units:
                person = 0 if names.organised else word.parts
                key = "o" + word.text if names.organised and word.key[0] == "w" else word.key
                self._ask(reading, key, word.text, weight, word.units, person)
            elif not names.organised:
                # A generic word is a name only in names of persons.
                self._ask(reading, "p" + word.text, word.text, 0.0, 0, word.parts)
        for word in names.more:
            self._ask(reading, word.key, word.text, word.weight, word.units, word.parts)
        share = total / units if units else 0.0
        for one in joined_words(names):
            weight = max(share * one.units, 0.35)
            self._ask(reading, "j" + one.letters, one.letters, weight, one.units, one.units)
            self._join(reading, one)
        for token in names.letters:
            if len(token) >= 4:
                self._join(reading, Joined(token, 1, 1))
        for letters in whole_letters(names):
            for count in (len(letters) - 1, len(letters), len(letters) + 1):
                for half in halves(letters, count):
                    self._join(reading, Joined(half, 0, 0))
        for letters in initials(names):
            self._ask(reading, "a" + letters, letters, total, int(units), 0)
        if names.letters:
            for token in names.letters[:2]:
                if 4 <= len(token) <= 6 and token.isalpha():
                    self._ask(reading, "~" + token, "", self._weight(token), 1, 0)
        self.letters[0].append("".join(names.letters[names.first : names.last]))
        self.letters[1].append("".join(names.letters))
        self.name.append(place)
        for values, value in zip(self._facts, (total, units, parts, numbers), strict=True):
            values.append(value)
        self._organised.append(names.organised)

    def _ask(
        self, reading: int, key: str, text: str, weight: float, units: int, parts: int
    ) -> None:
        self._asked.append((key, text))
        self._owner.append(reading)
        for values, value in zip(self._covers, (weight, units, parts), strict=True):
            values.append(value)

    def _join(self, reading: int, joined: Joined) -> None:
        self._joins.append(join_key(joined.letters))
        self._join_owner.append(reading)
        self._join_units.append(joined.units)
        self._join_words.append(joined.count)

    def _leading(self) -> NDArray[np.bool_]:
        """Words by which rows are looked for.

        A frequent word is left out when what is left out cannot make a match by itself: rows
        that share no other word are no candidates, and rows that do are found by that word.
        """
        leads = np.zeros(len(self._asked), np.bool_)
        start = 0
        totals = self._facts[0]
        weights, units, parts = self._covers
        while start < len(self._asked):
            end = start
            reading = self._owner[start]
            while end < len(self._asked) and self._owner[end] == reading:
                end += 1
            core: list[tuple[int, int]] = []
            generic: list[tuple[int, int]] = []
            persons: list[tuple[int, int]] = []
            for place in range(start, end):
                uses = self.echoes[place].uses
                if not uses:
                    continue
                mark = self._asked[place][0][0]
                if mark in "+ja~":
                    leads[place] = True
                    continue
                if mark in "woc" and units[place]:
                    core.append((-uses, place))
                elif mark in "=@":
                    generic.append((-uses, place))
                if mark in "wp" and parts[place]:
                    persons.append((-uses, place))
            spare = _LEFT_OUT * totals[reading]
            for negative, place in sorted(core):
                if -negative > CHEAP and weights[place] < spare:
                    spare -= weights[place]
                else:
                    leads[place] = True
            persons.sort()
            for _, place in persons[int(len(persons) > 1 and -persons[0][0] > CHEAP) :]:
                leads[place] = True
            if not totals[reading]:
                for _, place in sorted(generic, reverse=True)[:_GENERIC_LEADS]:
                    leads[place] = True
            start = end
        return leads

    def facts(self) -> tuple[NDArray[np.float64], ...]:
        """Weight, words, parts and numbers of each reading."""
        return tuple(np.frombuffer(values, np.float64) for values in self._facts)

    @property
    def organised(self) -> NDArray[np.bool_]:
        return np.frombuffer(bytes(self._organised), np.bool_)

    @property
    def owner(self) -> NDArray[np.int32]:
        return np.frombuffer(self._owner, np.int32)

    def covers(self) -> tuple[NDArray[np.float64], ...]:
        """Weight, words and parts that each asked word covers."""
        return tuple(np.frombuffer(values, np.float64) for values in self._covers)

    def joins(self) -> Joins:
        """Words alone or written as one."""
        return Joins(
            np.frombuffer(self._joins, np.int64),
            np.frombuffer(self._join_owner, np.int32),
            np.frombuffer(self._join_units, np.float64),
            np.frombuffer(self._join_words, np.int32),
        )
