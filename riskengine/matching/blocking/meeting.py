"""Listed words that words of queries may be alike to, by numbers that both have."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from riskengine.matching.blocking.columns import ranges
from riskengine.matching.blocking.combine import (
    CONSONANTS,
    IN_ORGANISATIONS,
    IN_PERSONS,
    IS_GENERIC,
    LEAST_COARSE,
    MEETING,
    SILENT,
    SPOKEN,
    Ints,
)
from riskengine.matching.blocking.hashing import delete_keys, exact_keys
from riskengine.matching.blocking.likeness import FAR
from riskengine.matching.blocking.rows import read_lines
from riskengine.matching.blocking.spelling import (
    coarse,
    loan_keys,
    part_keys,
    skeleton,
    word_keys,
)

_MOST_SLIPS = 2
_TWO_SLIPS_FROM = 7  # letters of a word that may have two slips; the comparators forgive fewer
_FROM_JOINS = 7  # letters from which a word made of several is looked up with slips
_EVERY_USE = IN_ORGANISATIONS | IN_PERSONS
_USES = {"p": IN_PERSONS, **dict.fromkeys("o+=@", IN_ORGANISATIONS)}
_PAGE_BITS = 20  # numbers are found by their first bits
_MANY = 4096  # numbers from which it pays to do so
LETTERS, UNVOWELLED, LOAN = range(3)  # in letters, without vowels, in kana
_COMPOUNDS = ("abd", "abou", "abu", "abo")  # how Latin spellings of Arabic compounds begin
# How words met, besides by their letters.
BY_SOUND, OTHERWISE = 1, 2


class Spelled(NamedTuple):
    """A word of a query in Latin letters.

    Attributes:
        word: its number.
        way: how it was written: `LETTERS`, `UNVOWELLED` or `LOAN`.
    """

    word: int
    mark: str
    text: str
    way: int


@dataclass(frozen=True, slots=True)
class Met:
    """Pairs of words, sorted.

    Attributes:
        place: of the word of the query.
        form: number of the listed word.
        slips: letters by which they differ; `FAR` where that was not asked.
        how: `BY_SOUND` and `OTHERWISE`, added; 0 for words that met by their letters alone.
    """

    place: Ints
    form: Ints
    slips: Ints
    how: Ints


class Meeting:
    """The table of numbers of listed words. Needs the sections of `combine`."""

    def __init__(self, sections: Mapping[str, memoryview]) -> None:
        self._sections = sections
        self._keys = np.frombuffer(sections["slip_keys"], np.uint32)
        self._owners = np.frombuffer(sections["slip_forms"], np.int32)
        self._uses = np.frombuffer(sections["form_uses"], np.uint8)

    @cached_property
    def forms(self) -> list[str]:
        """Listed words in Latin letters."""
        return read_lines(self._sections["forms"])

    @cached_property
    def lengths(self) -> Ints:
        """Letters of each of `forms`."""
        return np.fromiter(map(len, self.forms), np.int64, len(self.forms))

    @cached_property
    def _pages(self) -> Ints:
        counts = np.bincount(self._keys >> np.uint32(32 - _PAGE_BITS), minlength=1 << _PAGE_BITS)
        return np.concatenate(([0], np.cumsum(counts)))

    def met(self, spelled: Sequence[Spelled]) -> Met:
        """Listed words that may be alike."""
        if not spelled or not len(self._keys):
            nothing = np.empty(0, np.int64)
            return Met(nothing, nothing, nothing, nothing)
        single = [place for place, one in enumerate(spelled) if one.mark != "j"]
        wanted = np.array([_USES.get(one.mark, _EVERY_USE) for one in spelled], np.uint8)
        place, form, slips = self._by_letters(spelled, single, wanted)
        found = [(place, form, slips, np.zeros(len(place), np.int64))]
        for way, place, form in (
            (BY_SOUND, *self._meet(*_sounding(spelled, single))),
            (OTHERWISE, *self._meet(*_speaking(spelled, single))),
            (OTHERWISE, *self._shortened(spelled, single)),
        ):
            kept = (self._uses[form] & wanted[place]) > 0
            place, form = place[kept], form[kept]
            found.append((place, form, np.full(len(place), FAR), np.full(len(place), way)))
        place, form, slips, how = (np.concatenate(one) for one in zip(*found, strict=True))
        spot = place * len(self.forms) + form
        order = np.argsort(spot, kind="stable")
        spot = spot[order]
        start = np.flatnonzero(np.concatenate(([True], spot[1:] != spot[:-1])))
        if not len(spot):
            return Met(spot, spot, spot, spot)
        return Met(
            *np.divmod(spot[start], len(self.forms)),
            np.minimum.reduceat(slips[order], start),
            np.bitwise_or.reduceat(how[order], start),
        )

    def _by_letters(
        self, spelled: Sequence[Spelled], single: Sequence[int], wanted: NDArray[np.uint8]
    ) -> tuple[Ints, Ints, Ints]:
        """Words that differ by a slip or two, and by how many."""
        from rapidfuzz.distance import OSA
        from rapidfuzz.process import cpdist

        joined = [
            place
            for place, one in enumerate(spelled)
            if one.mark == "j" and len(one.text) >= _FROM_JOINS
        ]
        owners: list[NDArray[np.int32]] = []
        keys: list[NDArray[np.uint32]] = []
        for chosen, two in ((single, True), (joined, False)):
            found, owner = delete_keys([spelled[place].text for place in chosen], two=two)
            keys.append(found)
            owners.append(np.array(chosen, np.int32)[owner])
        place, form = self._meet(np.concatenate(keys), np.concatenate(owners))
        kept = (self._uses[form] & wanted[place]) > 0
        place, form = place[kept], form[kept]
        letters = [one.text for one in spelled]
        slips = np.asarray(
            cpdist(
                [letters[one] for one in place.tolist()],
                [self.forms[one] for one in form.tolist()],
                scorer=OSA.distance,
                score_cutoff=_MOST_SLIPS,
                dtype=np.uint8,
            )
        ).astype(np.int64)
        lengths = np.fromiter(map(len, letters), np.int64, len(letters))
        near = (slips <= 1) | ((slips <= _MOST_SLIPS) & (lengths[place] >= _TWO_SLIPS_FROM))
        return place[near], form[near], slips[near]

    def _shortened(self, spelled: Sequence[Spelled], single: Sequence[int]) -> tuple[Ints, Ints]:
        """Words that share their consonants where one of the two is generic."""
        chosen = [(own, place) for place in single if (own := skeleton(spelled[place].text))]
        place, form = self._meet(*_numbered(chosen, CONSONANTS))
        generic = np.array([one.mark in "=@" for one in spelled], np.bool_)
        kept = generic[place] | ((self._uses[form] & IS_GENERIC) > 0)
        return place[kept], form[kept]

    def _meet(self, keys: NDArray[np.uint32], owners: NDArray[np.int32]) -> tuple[Ints, Ints]:
        """Owners and listed words that share a number; a pair may come twice."""
        # Sorted look-ups stay in the processor's cache.
        packed = np.sort((keys.astype(np.uint64) << np.uint64(32)) | owners.astype(np.uint64))
        keys = (packed >> np.uint64(32)).astype(np.uint32)
        owners = (packed & np.uint64(0xFFFFFFFF)).astype(np.int64)
        if len(keys) >= _MANY:
            first, has = self._opened(keys)
        else:
            first = np.searchsorted(self._keys, keys, "left")
            at = np.minimum(first, len(self._keys) - 1)
            has = np.flatnonzero(self._keys[at] == keys)
            first = first[has]
        owners = owners[has]
        counts = np.searchsorted(self._keys, keys[has], "right") - first
        return np.repeat(owners, counts), self._owners[ranges(first, counts)].astype(np.int64)

    def _opened(self, keys: NDArray[np.uint32]) -> tuple[Ints, Ints]:
        """First places of the numbers that are listed, and which those are."""
        page = keys >> np.uint32(32 - _PAGE_BITS)
        at, end = self._pages[page], self._pages[page + 1]
        has: list[Ints] = []
        first: list[Ints] = []
        open_ = np.flatnonzero(at < end)
        at, end, keys = at[open_], end[open_], keys[open_]
        while len(at):
            held = self._keys[at]
            same = held == keys
            has.append(open_[same])
            first.append(at[same])
            at = at + 1
            more = (held < keys) & (at < end)
            open_, at, end, keys = open_[more], at[more], end[more], keys[more]
        if not has:
            return open_, open_
        return np.concatenate(first), np.concatenate(has)


def _numbered(
    chosen: Sequence[tuple[str, int]], salt: int
) -> tuple[NDArray[np.uint32], NDArray[np.int32]]:
    return (
        exact_keys([own for own, _ in chosen], salt),
        np.array([place for _, place in chosen], np.int32),
    )


def _sounding(
    spelled: Sequence[Spelled], single: Sequence[int]
) -> tuple[NDArray[np.uint32], NDArray[np.int32]]:
    chosen = [
        (key, place)
        for place in single
        if _USES.get(spelled[place].mark, _EVERY_USE) & IN_ORGANISATIONS
        for key in word_keys(spelled[place].text)
    ]
    return _numbered(chosen, MEETING)


def _speaking(
    spelled: Sequence[Spelled], single: Sequence[int]
) -> tuple[NDArray[np.uint32], NDArray[np.int32]]:
    """Numbers of parts of persons' names, and of words beside those written without vowels."""
    parts = [
        (key, place)
        for place in single
        if _USES.get(spelled[place].mark, _EVERY_USE) & IN_PERSONS
        for key in part_keys(spelled[place].text)
    ]
    found = [_numbered(parts, MEETING)]
    # Words written as one that Arabic writes as one, too: "Abdol Hosein".
    compounds = [
        place
        for place, one in enumerate(spelled)
        if one.mark == "j" and one.text.startswith(_COMPOUNDS)
    ]
    spoken: list[tuple[str, int]] = []
    silent: list[tuple[str, int]] = []
    for place in (*single, *compounds):
        _, mark, text, way = spelled[place]
        (silent if way == UNVOWELLED else spoken).append((coarse(text), place))
        if way == LOAN and mark != "j":
            silent.extend((own, place) for own in loan_keys(text))
    for salt, chosen in ((SILENT, spoken), (SPOKEN, silent)):
        long = [(own, place) for own, place in chosen if len(own) >= LEAST_COARSE]
        found.append(_numbered(long, salt))
    return (
        np.concatenate([keys for keys, _ in found]),
        np.concatenate([owners for _, owners in found]),
    )
