"""Listed words that the words of queries resemble, each looked up once and remembered."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from riskengine.matching.align import unvowelled
from riskengine.matching.blocking.columns import Column, ranges
from riskengine.matching.blocking.combine import (
    GENERIC_FORM,
    IN_ORGANISATIONS,
    IN_PERSONS,
    SILENT_FORM,
    Ints,
    distinct,
)
from riskengine.matching.blocking.likeness import (
    BY_PART,
    BY_SLIP,
    LISTED_GENERIC,
    MIXED,
    part_limits,
    similarity,
    word_limits,
)
from riskengine.matching.blocking.meeting import (
    BY_SOUND,
    LETTERS,
    LOAN,
    UNVOWELLED,
    Meeting,
    Spelled,
)
from riskengine.matching.blocking.rows import read_lines
from riskengine.matching.blocking.spelling import ACROSS, LEAST
from riskengine.matching.blocking.words import latin
from riskengine.matching.han_borrowed import spoken_alike
from riskengine.text.kana import is_kana

_JOINED_HAN, _NUMBER = ord("+"), ord("#")
_REMEMBERED = 400_000  # words; then all are forgotten, which only costs time
_UNKNOWN = -1.0
_TOLD = frozenset("wopj")  # marks of keys that tell the word behind them


@dataclass(frozen=True, slots=True)
class Echoes:
    """Listed keys that words of queries answer, word after word; a key may come twice.

    Attributes:
        word: place of the word that answers.
        keys: numbers of listed keys.
        alike, alike_parts: greatest similarity in names of organisations and of persons.
        entry: for `Vocabulary.settled`, which tells how alike they are.
        uses: per word, rows that hold one of its keys.
    """

    word: Ints
    keys: NDArray[np.int32]
    alike: NDArray[np.float32]
    alike_parts: NDArray[np.float32]
    entry: Ints
    uses: Ints


class Vocabulary:
    """The words of the index. Needs the sections of `combine`."""

    def __init__(self, sections: Mapping[str, memoryview]) -> None:
        self._sections = sections
        self._meeting = Meeting(sections)
        self._form_places = np.frombuffer(sections["form_places"], np.uint32).astype(np.int64)
        self._form_keys = np.frombuffer(sections["form_keys"], np.uint32)
        self._form_flags = np.frombuffer(sections["form_flags"], np.uint8)
        self.marks = np.array([ord(key[0]) for key in self._keys], np.uint8)
        self._key_uses = np.frombuffer(sections["key_uses"], np.uint8)
        self._rows = np.diff(np.frombuffer(sections["posting_places"], np.uint32).astype(np.int64))
        self._numbers: dict[str, int] = {}
        self._new: list[tuple[str, str]] = []
        self._lefts: list[str] = []
        self._places, self._uses = Column(np.int64), Column(np.int64)
        self._places.add([0])
        self._key, self._form = Column(np.int32), Column(np.int32)
        self._left, self._asked = Column(np.int32), Column(np.uint8)
        self._limits = Column(np.float32), Column(np.float32)
        self._exact = Column(np.float32), Column(np.float32)

    @cached_property
    def _keys(self) -> dict[str, int]:
        return {key: number for number, key in enumerate(read_lines(self._sections["keys"]))}

    @property
    def size(self) -> int:
        """Number of listed keys."""
        return len(self._rows)

    def begin(self) -> None:
        """Make room for the words of another block of names."""
        if len(self._numbers) > _REMEMBERED:
            self._numbers.clear()
            self._lefts.clear()
            entries = (self._key, self._form, self._left, self._asked, *self._limits, *self._exact)
            for column in (self._places, self._uses, *entries):
                column.clear()
            self._places.add([0])

    def number(self, key: str, text: str) -> int:
        """Number of a word in `echoes`, until the next `begin`.

        Args:
            key: besides the marks of `words`, `j` opens words written as one, `o` a word of an
                organisation's name and `p` a part of a person's name that is a generic word
                elsewhere.
            text: the plain word behind the key, empty where there is none.
        """
        word = key if key[0] in _TOLD else f"{key}\n{text}"
        number = self._numbers.get(word)
        if number is None:
            number = self._numbers[word] = len(self._numbers)
            self._new.append((key, text))
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
            self._key.values[chosen],
            self._limits[0].values[chosen],
            self._limits[1].values[chosen],
            chosen,
            self._uses.values[numbers],
        )

    def settled(self, entries: Ints) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """How alike words and listed keys are, in names of organisations and of persons."""
        alike, parts = (column.values for column in self._exact)
        forms = self._meeting.forms
        for entry in entries[alike[entries] == _UNKNOWN].tolist():
            left = self._lefts[self._left.values[entry]]
            right = forms[self._form.values[entry]]
            alike[entry], parts[entry] = similarity(left, right, int(self._asked.values[entry]))
        return alike[entries].astype(np.float64), parts[entries].astype(np.float64)

    def _learn(self, words: Sequence[tuple[str, str]]) -> None:
        spelled: list[Spelled] = []
        exact: list[tuple[int, int]] = []
        for number, (key, text) in enumerate(words):
            mark = key[0]
            if mark != "+":
                own = self._keys.get("w" + key[1:] if mark in "jop" else key)
                if own is not None:
                    exact.append((number, own))
            if text.isascii():
                if text:
                    spelled.append(Spelled(number, mark, text, LETTERS))
                continue
            way = UNVOWELLED if unvowelled(text) else LOAN if is_kana(text) else LETTERS
            spelled.extend(Spelled(number, mark, form, way) for form in latin(text))
        owners = np.array([one.word for one in spelled], np.int64)
        place, form, listed, asked, alike, parts = self._similar(spelled)
        count = len(exact)
        word = np.concatenate((np.array([one for one, _ in exact], np.int64), owners[place]))
        keys = np.concatenate((np.array([one for _, one in exact], np.int64), listed))
        order = np.argsort(word, kind="stable")
        alike = np.concatenate((np.ones(count), alike))
        parts = np.concatenate((np.ones(count), parts))
        asked = np.concatenate((np.zeros(count, np.uint8), asked))
        nowhere = np.full(count, -1)
        for column, values in (
            (self._key, keys),
            (self._form, np.concatenate((nowhere, form))),
            (self._left, np.concatenate((nowhere, place + len(self._lefts)))),
            (self._asked, asked),
            (self._limits[0], alike),
            (self._limits[1], parts),
            (self._exact[0], np.where(asked > 0, _UNKNOWN, alike)),
            (self._exact[1], np.where(asked > 0, _UNKNOWN, parts)),
        ):
            column.add(values[order])
        self._lefts.extend(one.text for one in spelled)
        counts = np.bincount(word, minlength=len(words))
        self._places.add(self._places.values[-1] + np.cumsum(counts))
        once = distinct(word * self.size + keys)
        self._uses.add(
            np.bincount(once // self.size, self._rows[once % self.size], len(words))
            if len(once)
            else np.zeros(len(words))
        )

    def _similar(self, spelled: Sequence[Spelled]) -> tuple[Ints, Ints, Ints, Ints, Ints, Ints]:
        """Words and the listed keys of words like them.

        Returns:
            Place in `spelled`, listed form, its key, what the pair is asked for, and limits of
            similarity in names of organisations and of persons.
        """
        met = self._meeting.met(spelled)
        counts = self._form_places[met.form + 1] - self._form_places[met.form]
        at = ranges(self._form_places[met.form], counts)
        which = np.repeat(np.arange(len(met.place)), counts)
        place, form, slips, how = (
            values[which] for values in (met.place, met.form, met.slips, met.how)
        )
        key, flags = self._form_keys[at].astype(np.int64), self._form_flags[at]
        mark = np.array([ord(one.mark) for one in spelled], np.uint8)[place]
        way = np.array([one.way for one in spelled], np.uint8)[place]
        other, uses = self.marks[key], self._key_uses[key]
        generic = (flags & GENERIC_FORM) > 0
        across = (way == UNVOWELLED) != ((flags & SILENT_FORM) > 0)
        forms = self._meeting.forms
        for one in np.flatnonzero(way == LOAN).tolist():
            across[one] |= spoken_alike(spelled[place[one]].text, forms[form[one]])
        personal = mark == ord("p")
        concept = (mark == ord("=")) | (mark == ord("@"))
        mixed = (generic | concept) & ~personal
        plain = ~across & ~mixed
        # Another character is another word, however it sounds; so is another number.
        kept = ~((mark == ord("+")) & (other == _JOINED_HAN))
        kept &= (other != _NUMBER) | (slips == 0)
        kept &= ~personal | (~generic & ((uses & IN_PERSONS) > 0))
        kept &= ~mixed | ~(across | (generic & concept))  # one concept is one key
        lengths = np.array([len(one.text) for one in spelled], np.int64)[place]
        limits = word_limits(lengths, self._meeting.lengths[form], slips, (how & BY_SOUND) > 0)
        by_slip = plain & ~personal & ((uses & IN_ORGANISATIONS) > 0)
        alike = np.where(by_slip, limits, 0.0)
        alike[across & ~mixed & ~personal] = ACROSS[0]
        by_part = plain & ((uses & IN_PERSONS) > 0) & (mark != ord("+")) & (mark != ord("o"))
        parts = np.where(by_part, part_limits(slips, how > 0), 0.0)
        parts[across & ~mixed] = ACROSS[1]
        asked = np.where(
            mixed, MIXED + LISTED_GENERIC * generic, BY_SLIP * by_slip + BY_PART * by_part
        )
        # Generic words stand in many rows, so a limit is not enough to look for those.
        for pair in np.flatnonzero(kept & mixed).tolist():
            own, listed = spelled[place[pair]].text, forms[form[pair]]
            alike[pair] = similarity(own, listed, int(asked[pair]))[0]
        asked[mixed] = 0
        chosen = np.flatnonzero(kept & ((alike >= LEAST) | (parts >= LEAST)))
        return (
            place[chosen],
            form[chosen],
            key[chosen],
            asked[chosen].astype(np.uint8),
            alike[chosen],
            parts[chosen],
        )
