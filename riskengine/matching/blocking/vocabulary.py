"""Listed words that the words of queries resemble, each looked up once and remembered."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from riskengine.matching.align import unvowelled
from riskengine.matching.blocking.columns import Column
from riskengine.matching.blocking.combine import (
    CONSONANTS,
    GENERIC_FORM,
    IN_ORGANISATIONS,
    IN_PERSONS,
    IS_GENERIC,
    LEAST_COARSE,
    MEETING,
    SILENT,
    SILENT_FORM,
    SPOKEN,
    Ints,
    distinct,
    ranges,
)
from riskengine.matching.blocking.hashing import delete_keys, exact_keys
from riskengine.matching.blocking.rows import read_lines
from riskengine.matching.blocking.spelling import (
    ACROSS,
    LEAST,
    coarse,
    mixed_similarity,
    part_keys,
    part_similarity,
    skeleton,
    word_keys,
)
from riskengine.matching.blocking.words import latin
from riskengine.matching.slips import slip_similarity

_JOINED_HAN, _NUMBER = ord("+"), ord("#")
_REMEMBERED = 400_000  # words; then all are forgotten, which only costs time
_MOST_SLIPS = 2
_TWO_SLIPS_FROM = 7  # letters of a word that may have two slips; the comparators forgive fewer
_FROM_JOINS = 6  # letters from which a word made of several is looked up with slips


@dataclass(frozen=True, slots=True)
class Echoes:
    """Listed keys that words of queries answer, word after word.

    Attributes:
        word: place of the word that answers.
        keys: numbers of listed keys.
        alike, alike_parts: similarity in names of organisations and of persons.
        uses: per word, rows that hold one of its keys.
    """

    word: Ints
    keys: NDArray[np.int32]
    alike: NDArray[np.float32]
    alike_parts: NDArray[np.float32]
    uses: Ints


_EVERY_USE = IN_ORGANISATIONS | IN_PERSONS
_USES = {"p": IN_PERSONS, **dict.fromkeys("o+=@", IN_ORGANISATIONS)}


def _sound_keys(mark: str, word: str) -> tuple[str, ...]:
    uses = _USES.get(mark, _EVERY_USE)
    by_word = word_keys(word) if uses & IN_ORGANISATIONS else ()
    return (*by_word, *part_keys(word)) if uses & IN_PERSONS else by_word


class Vocabulary:
    """The words of the index. Needs the sections of `combine`."""

    def __init__(self, sections: Mapping[str, memoryview]) -> None:
        self._sections = sections
        self._slip_keys = np.frombuffer(sections["slip_keys"], np.uint32)
        self._slip_forms = np.frombuffer(sections["slip_forms"], np.int32)
        self._form_places = np.frombuffer(sections["form_places"], np.uint32)
        self._form_keys = np.frombuffer(sections["form_keys"], np.uint32)
        self._form_flags = np.frombuffer(sections["form_flags"], np.uint8)
        self.marks = np.array([ord(key[0]) for key in self._keys], np.uint8)
        self._key_uses = bytes(sections["key_uses"])
        self._marks = self.marks.tolist()
        self._posting_places = np.frombuffer(sections["posting_places"], np.uint32)
        self._form_uses = np.frombuffer(sections["form_uses"], np.uint8)
        self._numbers: dict[tuple[str, str], int] = {}
        self._new: list[tuple[str, str]] = []
        self._places, self._uses = Column(np.int64), Column(np.int64)
        self._places.add([0])
        self._found = (Column(np.int32), Column(np.float32), Column(np.float32))

    @cached_property
    def _keys(self) -> dict[str, int]:
        return {key: number for number, key in enumerate(read_lines(self._sections["keys"]))}

    @cached_property
    def _forms(self) -> list[str]:
        return read_lines(self._sections["forms"])

    @property
    def size(self) -> int:
        """Number of listed keys."""
        return len(self._posting_places) - 1

    def begin(self) -> None:
        """Make room for the words of another block of names."""
        if len(self._numbers) > _REMEMBERED:
            self._numbers.clear()
            for column in (self._places, self._uses, *self._found):
                column.clear()
            self._places.add([0])

    def number(self, word: tuple[str, str]) -> int:
        """Number of a word in `echoes`, until the next `begin`.

        Args:
            word: a key and the plain word behind it (empty where there is none). Besides the
                marks of `words`, `j` opens words written as one, `o` a word of an organisation's
                name and `p` a part of a person's name that is a generic word elsewhere.
        """
        number = self._numbers.get(word)
        if number is None:
            number = self._numbers[word] = len(self._numbers)
            self._new.append(word)
        return number

    def echoes(self, numbers: Ints) -> Echoes:
        """What words answer, by their numbers."""
        if self._new:
            self._learn(self._new)
            self._new = []
        places = self._places.values
        first, counts = places[numbers], places[numbers + 1] - places[numbers]
        chosen = ranges(first, counts)
        return Echoes(
            np.repeat(np.arange(len(numbers)), counts),
            self._found[0].values[chosen],
            self._found[1].values[chosen],
            self._found[2].values[chosen],
            self._uses.values[numbers],
        )

    def _learn(self, words: Sequence[tuple[str, str]]) -> None:
        spelled: list[tuple[int, str, bool]] = []
        for number, (_, text) in enumerate(words):
            if text:
                if text.isascii():
                    spelled.append((number, text, False))
                    continue
                silent = unvowelled(text)
                spelled.extend((number, form, silent) for form in latin(text))
        found: dict[int, dict[int, tuple[float, float]]] = {}
        for place, form in self._pairs(spelled, [words[number][0][0] for number, _, _ in spelled]):
            number, left, silent = spelled[place]
            self._note(words[number][0][0], left, silent, form, found.setdefault(number, {}))
        keys: list[int] = []
        alike: list[float] = []
        parts: list[float] = []
        uses: list[int] = []
        ends: list[int] = []
        before = int(self._places.values[-1])
        rows = self._posting_places
        for number, (key, _) in enumerate(words):
            answers = found.get(number)
            exact = self._keys.get("w" + key[1:] if key[0] in "jop" else key)
            if exact is not None and key[0] != "+":
                answers = {} if answers is None else answers
                answers[exact] = (1.0, 1.0)
            count = 0
            if answers:
                for one, (by_word, by_part) in sorted(answers.items()):
                    keys.append(one)
                    alike.append(by_word)
                    parts.append(by_part)
                    count += int(rows[one + 1]) - int(rows[one])
            uses.append(count)
            ends.append(before + len(keys))
        self._places.add(ends)
        self._uses.add(uses)
        self._found[0].add(keys)
        self._found[1].add(alike)
        self._found[2].add(parts)

    def _note(
        self,
        mark: str,
        left: str,
        silent: bool,
        form: int,
        found: dict[int, tuple[float, float]],
    ) -> None:
        right = self._forms[form]
        for place in range(self._form_places[form], self._form_places[form + 1]):
            key, flags = int(self._form_keys[place]), int(self._form_flags[place])
            other = self._marks[key]
            if mark == "+" and other == _JOINED_HAN:
                continue  # another character is another word, however it sounds
            if other == _NUMBER and left != right:
                continue
            uses = self._key_uses[key]
            generic = bool(flags & GENERIC_FORM)
            across = silent is not bool(flags & SILENT_FORM)
            alike = parts = 0.0
            if mark == "p":
                if generic or not uses & IN_PERSONS:
                    continue
                parts = ACROSS[1] if across else part_similarity(left, right)
            elif generic or mark in "=@":
                if across or (generic and mark in "=@"):
                    continue  # one concept is one key, in whatever script
                alike = mixed_similarity(left, right, generic)
            elif across:
                alike, parts = ACROSS
            else:
                if uses & IN_ORGANISATIONS:
                    alike = slip_similarity(left, right)
                if uses & IN_PERSONS and mark not in "+o":
                    parts = part_similarity(left, right)
            if alike < LEAST and parts < LEAST:
                continue
            held = found.get(key, (0.0, 0.0))
            found[key] = (max(held[0], alike), max(held[1], parts))

    def _pairs(
        self, spelled: Sequence[tuple[int, str, bool]], marks: Sequence[str]
    ) -> list[tuple[int, int]]:
        """Places in `spelled` and numbers of listed forms that may be alike."""
        if not spelled or not len(self._slip_keys):
            return []
        from rapidfuzz.distance import OSA
        from rapidfuzz.process import cpdist

        single = [place for place, mark in enumerate(marks) if mark not in "j"]
        joined = [
            place
            for place, mark in enumerate(marks)
            if mark == "j" and len(spelled[place][1]) >= _FROM_JOINS
        ]
        owners: list[NDArray[np.int32]] = []
        keys: list[NDArray[np.uint32]] = []
        for chosen, two in ((single, True), (joined, False)):
            found, owner = delete_keys([spelled[place][1] for place in chosen], two=two)
            keys.append(found)
            owners.append(np.array(chosen, np.int32)[owner])
        wanted = np.array([_USES.get(mark, _EVERY_USE) for mark in marks], np.uint8)
        close, forms = self._useful(
            wanted, *self._meet(np.concatenate(keys), np.concatenate(owners))
        )
        distances = cpdist(
            [spelled[place][1] for place in close.tolist()],
            [self._forms[form] for form in forms.tolist()],
            scorer=OSA.distance,
            score_cutoff=_MOST_SLIPS,
            dtype=np.uint8,
        )
        slips = np.asarray(distances)
        long = np.array([len(one[1]) for one in spelled])[close] >= _TWO_SLIPS_FROM
        near = (slips <= 1) | ((slips <= _MOST_SLIPS) & long)
        pairs = set(zip(close[near].tolist(), forms[near].tolist(), strict=True))
        for found_places, found_forms in (
            self._by_sound(spelled, marks, single),
            self._shortened(spelled, marks, single),
        ):
            places, heard = self._useful(wanted, found_places, found_forms)
            pairs.update(zip(places.tolist(), heard.tolist(), strict=True))
        return sorted(pairs)

    def _shortened(
        self,
        spelled: Sequence[tuple[int, str, bool]],
        marks: Sequence[str],
        single: Sequence[int],
    ) -> tuple[Ints, Ints]:
        """Words that share their consonants where one of the two is generic."""
        chosen = [(own, place) for place in single if (own := skeleton(spelled[place][1]))]
        keys = exact_keys([own for own, _ in chosen], CONSONANTS)
        places, forms = self._meet(keys, np.array([place for _, place in chosen], np.int32))
        generic = np.array([mark in "=@" for mark in marks], np.bool_)
        kept = generic[places] | ((self._form_uses[forms] & IS_GENERIC) > 0)
        return places[kept], forms[kept]

    def _by_sound(
        self,
        spelled: Sequence[tuple[int, str, bool]],
        marks: Sequence[str],
        single: Sequence[int],
    ) -> tuple[Ints, Ints]:
        meeting = [
            (key, place) for place in single for key in _sound_keys(marks[place], spelled[place][1])
        ]
        keys = [exact_keys([key for key, _ in meeting], MEETING)]
        owners = [np.array([place for _, place in meeting], np.int32)]
        for salt, silent in ((SILENT, False), (SPOKEN, True)):
            chosen = [
                (own, place)
                for place in single
                if spelled[place][2] is silent
                and len(own := coarse(spelled[place][1])) >= LEAST_COARSE
            ]
            keys.append(exact_keys([own for own, _ in chosen], salt))
            owners.append(np.array([place for _, place in chosen], np.int32))
        return self._meet(np.concatenate(keys), np.concatenate(owners))

    def _useful(self, wanted: NDArray[np.uint8], places: Ints, forms: Ints) -> tuple[Ints, Ints]:
        """Pairs whose listed form stands in names of the kind that its word is asked for."""
        kept = (self._form_uses[forms] & wanted[places]) > 0
        return places[kept], forms[kept]

    def _meet(
        self, keys: NDArray[np.uint32], owners: NDArray[np.int32]
    ) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Owners and listed forms that share a number, each pair once."""
        order = np.argsort(keys, kind="stable")  # sorted look-ups stay in the processor's cache
        keys, owners = keys[order], owners[order]
        first = np.searchsorted(self._slip_keys, keys, "left")
        has = np.flatnonzero(self._slip_keys[np.minimum(first, len(self._slip_keys) - 1)] == keys)
        first, owners = first[has], owners[has]
        counts = np.searchsorted(self._slip_keys, keys[has], "right") - first
        forms = self._slip_forms[ranges(first, counts)].astype(np.int64)
        pairs = distinct(np.repeat(owners, counts).astype(np.int64) * len(self._forms) + forms)
        return pairs // len(self._forms), pairs % len(self._forms)
