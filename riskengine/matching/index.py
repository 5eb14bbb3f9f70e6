"""The searchable form of opened lists: compiled once, kept in a cache file, opened fast."""

from __future__ import annotations

import gc
import heapq
import json
import math
import sys
from array import array
from bisect import bisect_left
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from riskengine.matching.build import (
    ENTITY_KINDS,
    IDENTIFIER_MARK,
    NAME_KINDS,
    Lists,
    build,
    letters_key,
)
from riskengine.matching.identity import search_keys
from riskengine.matching.keys import fuzzy_forms, query_terms
from riskengine.matching.lexicon import Rarity, words_stamp
from riskengine.matching.names import compact
from riskengine.matching.parties import Parties
from riskengine.matching.storage import pack, read_file, unpack, write_file
from riskengine.model.entity import Identifier
from riskengine.text.han import remember
from riskengine.vocab import EntityKind, NameKind

FORMAT = 4  # raise with any change of the sections, of how terms are made or parties found
_MAX_CANDIDATES = 160  # names that are compared for one query
_FUZZY_WEIGHT = 0.8


@contextmanager
def _no_collection() -> Iterator[None]:
    """Compiling makes millions of small objects and no cycles; looking for those costs a fifth."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


@dataclass(frozen=True, slots=True)
class Candidate:
    """A listed name that may be alike, not yet compared.

    Attributes:
        entity: ordinal of the entity in the index.
    """

    entity: int
    name: str
    kind: NameKind


@dataclass(frozen=True, slots=True)
class Phrases:
    """Spellings to recognise, sorted; phrase `n` belongs to `entities[places[n]:places[n+1]]`.

    Attributes:
        longest: by first word, words of the longest phrase; by the first two characters of a
            Han phrase, characters of the longest.
    """

    keys: list[str]
    flags: bytes
    places: memoryview
    entities: memoryview
    longest: dict[str, int]


class Index:
    """Listed names and the terms they are filed under. Open it with `Index.open`."""

    def __init__(self, meta: dict[str, Any], sections: dict[str, memoryview]) -> None:
        self._sections = sections
        self.list_ids: tuple[str, ...] = tuple(meta["lists"])
        self.rarity = Rarity(frozenset(meta["worn"]))
        self._name_places = sections["name_places"].cast("I")
        self._name_entity = sections["name_entity"].cast("I")
        self._id_places = sections["entity_id_places"].cast("I")
        self._entity_list = sections["entity_list"].cast("I")
        self._postings = sections["postings"].cast("I")
        self._posting_places = sections["posting_places"].cast("I")
        self._exact_keys = sections["exact_keys"].cast("I")
        self._exact_names = sections["exact_names"].cast("I")
        self._parties = Parties(sections)
        self.names = len(self._name_entity)
        self.entities = len(self._entity_list)
        pinyin = json.loads(bytes(sections["pinyin"]))
        remember(
            {char: tuple(found) for char, found in pinyin["characters"].items()},
            {word: tuple(found) for word, found in pinyin["words"].items()},
        )

    @classmethod
    def open(cls, lists: Lists, *, cache_dir: Path | None) -> Index:
        """Open the compiled form of these lists, compiling it first where need be.

        A cache file that is damaged, cut short or of another format is replaced; a folder
        that cannot be written only means that the next call compiles again.
        """
        path = None
        if cache_dir is not None:
            path = cache_dir / f"names-{FORMAT}-{lists.fingerprint[:32]}.idx"
            found = read_file(path)
            if found is not None and found[0].items() >= _identity(lists).items():
                return cls(*found)
        with _no_collection():
            meta, sections = build(lists)
        data = pack({**meta, **_identity(lists)}, sections)
        if path is not None:
            write_file(path, data)
        opened = unpack(data)
        assert opened is not None  # just packed
        return cls(*opened)

    @cached_property
    def _terms(self) -> dict[str, int]:
        listed = str(self._sections["terms"], "utf-8", "surrogatepass").split("\n")
        return {term: number for number, term in enumerate(listed)}

    @cached_property
    def _by_length(self) -> dict[int, list[str]]:
        """Sound keys by length, for slips of the hand."""
        found: dict[int, list[str]] = {}
        for term in self._terms:
            if term[:1].isalpha() and term.isascii():
                found.setdefault(len(term), []).append(term)
        return found

    def entity_id(self, entity: int) -> str:
        start, end = self._id_places[entity], self._id_places[entity + 1]
        return str(self._sections["entity_ids"][start:end], "utf-8", "surrogatepass")

    def entity_kind(self, entity: int) -> EntityKind:
        return ENTITY_KINDS[self._sections["entity_kind"][entity]]

    def list_number(self, entity: int) -> int:
        return self._entity_list[entity]

    def party(self, entity: int) -> str:
        """Id of the first entity, in ABC order, that describes the same party as this one."""
        return self.entity_id(self._parties.key(entity))

    def party_reasons(self, entity: int) -> tuple[str, ...]:
        """Why the entity is one party with entries of other lists; empty when it stands alone."""
        return self._parties.reasons(entity)

    def name(self, number: int) -> str:
        start, end = self._name_places[number], self._name_places[number + 1]
        return str(self._sections["names"][start:end], "utf-8", "surrogatepass")

    def _posting(self, term: str) -> memoryview | None:
        number = self._terms.get(term)
        if number is None:
            return None
        return self._postings[self._posting_places[number] : self._posting_places[number + 1]]

    def _fuzzy(self, key: str) -> list[str]:
        """Sound keys within one slip of a key, or two for long ones."""
        from rapidfuzz import process
        from rapidfuzz.distance import OSA

        budget = 1 if len(key) < 9 else 2
        found: list[str] = []
        for length in range(len(key) - budget, len(key) + budget + 1):
            choices = self._by_length.get(length)
            if choices and length > 2:
                hits = process.extract(
                    key, choices, scorer=OSA.distance, score_cutoff=budget, limit=None
                )
                found.extend(hit[0] for hit in hits if hit[0] != key)
        return sorted(found)

    def _splits(self, key: str) -> list[tuple[str, str]]:
        """Ways to read a word as two listed words ("hikvision" as "hik vision")."""
        return [
            (key[:cut], key[cut:])
            for cut in range(2, len(key) - 1)
            if key[:cut] in self._terms and key[cut:] in self._terms
        ]

    def _all_terms(self, query: str) -> dict[str, float]:
        found = query_terms(query)
        for key in fuzzy_forms(query):
            for near in self._fuzzy(key):
                found.setdefault(near, _FUZZY_WEIGHT)
            for pair in self._splits(key):
                for part in pair:
                    found.setdefault(part, 0.5)
        return found

    def candidates(self, query: str, lists: Collection[int]) -> list[Candidate]:
        """Listed names worth comparing with a name: the very name first, then the likeliest.

        Args:
            lists: numbers of the lists to search (places in `list_ids`).
        """
        same = self._same(query, lists)
        numbers = dict.fromkeys([*same, *self._alike(query, lists)])
        return [self._candidate(number) for number in numbers]

    def exact(self, query: str, lists: Collection[int]) -> list[Candidate]:
        """The part of `candidates` that has the letters and digits of the query, however many
        entities bear the name and whatever words it is made of."""
        return [self._candidate(number) for number in self._same(query, lists)]

    def _same(self, query: str, lists: Collection[int]) -> list[int]:
        letters = compact(query)
        key = letters_key(letters)
        place = bisect_left(self._exact_keys, key)
        found: list[int] = []
        while letters and place < self.names and self._exact_keys[place] == key:
            number = self._exact_names[place]
            if (
                self._entity_list[self._name_entity[number]] in lists
                and compact(self.name(number)) == letters
            ):
                found.append(number)
            place += 1
        return found

    def _alike(self, query: str, lists: Collection[int]) -> list[int]:
        """Numbers of the names that share the most telling terms with a query."""
        weights: dict[int, float] = {}
        for term, weight in sorted(self._all_terms(query).items()):
            posting = self._posting(term)
            if posting is None:
                continue
            value = weight * math.log(1.0 + self.names / len(posting))
            if term[0] in "=@":
                value *= 0.5
            for number in posting:
                weights[number] = weights.get(number, 0.0) + value
        wanted = (
            (number, weight)
            for number, weight in weights.items()
            if self._entity_list[self._name_entity[number]] in lists
        )
        best = heapq.nsmallest(
            _MAX_CANDIDATES, wanted, key=lambda item: (-self._fit(*item), item[0])
        )
        return [number for number, _ in best]

    def _candidate(self, number: int) -> Candidate:
        return Candidate(
            self._name_entity[number],
            self.name(number),
            NAME_KINDS[self._sections["name_kind"][number]],
        )

    def by_identifier(
        self, identifiers: Sequence[Identifier], lists: Collection[int]
    ) -> list[tuple[int, str]]:
        """Entities that carry one of these identifiers, each with its first name."""
        found: dict[int, str] = {}
        for key in sorted({key for one in identifiers for key in search_keys(one)}):
            for number in self._posting(IDENTIFIER_MARK + key) or ():
                entity = self._name_entity[number]
                if self._entity_list[entity] in lists:
                    found.setdefault(entity, self.name(number))
        return sorted(found.items())

    def _fit(self, number: int, weight: float) -> float:
        """Weight of shared terms; of equal ones the shorter listed name goes first."""
        return weight - 0.004 * (self._name_places[number + 1] - self._name_places[number])

    def phrases(self) -> Phrases:
        """Phrases for recognition in text."""
        listed = str(self._sections["phrases"], "utf-8", "surrogatepass")
        heads = str(self._sections["phrase_heads"], "utf-8", "surrogatepass")
        longest = self._sections["phrase_longest"]
        return Phrases(
            keys=listed.split("\n") if listed else [],
            flags=bytes(self._sections["phrase_flags"]),
            places=self._sections["phrase_places"].cast("I"),
            entities=self._sections["phrase_entities"].cast("I"),
            longest=dict(zip(heads.split("\n") if heads else [], longest, strict=True)),
        )


def _identity(lists: Lists) -> dict[str, Any]:
    """What a cache file must have been made from and for."""
    return {
        "fingerprint": lists.fingerprint,
        "format": FORMAT,
        "words": words_stamp(),
        "byteorder": sys.byteorder,
        "itemsize": array("I").itemsize,
    }
