"""Listed words that the words of queries resemble, each looked up once and remembered."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from riskengine.matching.blocking.combine import (
    GENERIC_FORM,
    IN_ORGANISATIONS,
    IN_PERSONS,
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
    word_keys,
)
from riskengine.matching.blocking.words import latin, unvowelled
from riskengine.matching.sounds import word_similarity

_JOINED_HAN = ord("+")
_REMEMBERED = 400_000  # words; then all are forgotten, which only costs time
_MOST_SLIPS = 2
_TWO_SLIPS_FROM = 7  # letters of a word that may have two slips; the comparators forgive fewer
_FROM_JOINS = 6  # letters from which a word made of several is looked up with slips


@dataclass(frozen=True, slots=True)
class Echo:
    """Listed keys that a query's word answers.

    Attributes:
        keys: numbers of listed keys, sorted.
        alike, alike_parts: similarity in names of organisations and of persons.
        uses: rows that hold one of the keys.
    """

    keys: NDArray[np.int32]
    alike: NDArray[np.float32]
    alike_parts: NDArray[np.float32]
    uses: int


_EVERY_USE = IN_ORGANISATIONS | IN_PERSONS
_USES = {"p": IN_PERSONS, **dict.fromkeys("o+=@", IN_ORGANISATIONS)}


def _sound_keys(mark: str, word: str) -> tuple[str, ...]:
    uses = _USES.get(mark, _EVERY_USE)
    by_word = word_keys(word) if uses & IN_ORGANISATIONS else ()
    return (*by_word, *part_keys(word)) if uses & IN_PERSONS else by_word


_NO_ECHO = Echo(np.empty(0, np.int32), np.empty(0, np.float32), np.empty(0, np.float32), 0)


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
        self._echoes: dict[tuple[str, str], Echo] = {}

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

    def echoes(self, words: Sequence[tuple[str, str]]) -> list[Echo]:
        """What each word answers, in order.

        Args:
            words: pairs of a key and the plain word behind it (empty where there is none).
                Besides the marks of `words`, `j` opens words written as one, `a`
                initials, `o` a word of an organisation's name and `p` a part of a person's
                name that is a generic word elsewhere.
        """
        held = self._echoes
        new = [word for word in dict.fromkeys(words) if word not in held]
        if new:
            if len(held) + len(new) > _REMEMBERED:
                held.clear()
                new = list(dict.fromkeys(words))
            self._learn(new)
        return [held[word] for word in words]

    def _learn(self, words: Sequence[tuple[str, str]]) -> None:
        spelled: list[tuple[int, str, bool]] = []
        for number, (key, text) in enumerate(words):
            if text and key[0] != "a":
                silent = unvowelled(text)
                spelled.extend((number, form, silent) for form in latin(text))
        found: list[dict[int, tuple[float, float]]] = [{} for _ in words]
        for place, form in self._pairs(spelled, [words[number][0][0] for number, _, _ in spelled]):
            number, left, silent = spelled[place]
            self._note(words[number][0][0], left, silent, form, found[number])
        for number, word in enumerate(words):
            self._echoes[word] = self._echo(word[0], found[number])

    def _echo(self, key: str, found: dict[int, tuple[float, float]]) -> Echo:
        exact = self._keys.get("w" + key[1:] if key[0] in "ajop" else key)
        if exact is not None and key[0] != "+":
            found[exact] = (1.0, 1.0)
        if not found:
            return _NO_ECHO
        chosen = sorted(found)
        keys = np.array(chosen, np.int32)
        places = self._posting_places
        uses = int((places[keys + 1].astype(np.int64) - places[keys]).sum())
        return Echo(
            keys,
            np.array([found[one][0] for one in chosen], np.float32),
            np.array([found[one][1] for one in chosen], np.float32),
            uses,
        )

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
                    alike = word_similarity(left, right)
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
        by_sound = self._useful(wanted, *self._by_sound(spelled, marks, single))
        pairs.update(zip(by_sound[0].tolist(), by_sound[1].tolist(), strict=True))
        return sorted(pairs)

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
                (skeleton, place)
                for place in single
                if spelled[place][2] is silent
                and len(skeleton := coarse(spelled[place][1])) >= LEAST_COARSE
            ]
            keys.append(exact_keys([skeleton for skeleton, _ in chosen], salt))
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
