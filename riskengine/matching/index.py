"""The searchable form of opened lists: compiled once, kept in a cache file, opened fast."""

from __future__ import annotations

import gc
import sys
from array import array
from bisect import bisect_left
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from riskengine.matching.build import ENTITY_KINDS, NAME_KINDS, Lists, build, letters_key, part_name
from riskengine.matching.identity import search_keys
from riskengine.matching.lexicon import Rarity, words_stamp
from riskengine.matching.names import compact
from riskengine.matching.packing import read_pinyin
from riskengine.matching.parties import Parties
from riskengine.matching.storage import pack, read_file, remove_parts, unpack, write_file
from riskengine.model.entity import Identifier
from riskengine.text.han import remember
from riskengine.vocab import EntityKind, NameKind

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from riskengine.matching.blocking.finder import Finder

FORMAT = 9  # raise with any change of the sections, of how words are filed or parties found
_MAX_ENTITIES = 160  # entities whose names are compared for one query


@contextmanager
def no_collection() -> Iterator[None]:
    """Compiling and comparing make millions of small objects and no cycles.

    Looking for those costs a fifth of the time, and more the more is cached. What was made
    meanwhile counts as old afterwards, or the first collection would look through all of it.
    """
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            if not gc.get_freeze_count():  # else a caller keeps objects apart for a fork
                gc.freeze()
                gc.unfreeze()
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
        self._exact_keys = sections["exact_keys"].cast("I")
        self._exact_names = sections["exact_names"].cast("I")
        self._parties = Parties(sections)
        self.names = len(self._name_entity)
        self.entities = len(self._entity_list)
        remember(*read_pinyin(sections["pinyin"]))
        self._text_places = sections["text_name_places"].cast("I")
        self._text_names = sections["text_names"].cast("I")
        self._wanted: dict[frozenset[int], NDArray[np.bool_]] = {}

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
        with no_collection():
            meta, sections = build(lists, cache_dir=cache_dir, stamp=_stamp())
        data = pack({**meta, **_identity(lists)}, sections)
        if path is not None and write_file(path, data):
            remove_parts(path.parent, {part_name(info, FORMAT) for info in lists.infos})
        opened = unpack(data)
        assert opened is not None  # just packed
        return cls(*opened)

    @cached_property
    def _finder(self) -> Finder:
        from riskengine.matching.blocking.finder import Finder

        return Finder(self._sections, self.rarity)

    def entity_id(self, entity: int) -> str:
        start, end = self._id_places[entity], self._id_places[entity + 1]
        return str(self._sections["entity_ids"][start:end], "utf-8", "surrogatepass")

    def entity_kind(self, entity: int) -> EntityKind:
        return ENTITY_KINDS[self._sections["entity_kind"][entity]]

    def list_number(self, entity: int) -> int:
        return self._entity_list[entity]

    def native_only(self, entity: int) -> bool:
        """Whether no name of the entity is written in Latin letters."""
        return bool(self._sections["entity_native"][entity])

    def party(self, entity: int) -> str:
        """Id of the first entity, in ABC order, that describes the same party as this one."""
        return self.entity_id(self._parties.key(entity))

    def party_reasons(self, entity: int) -> tuple[str, ...]:
        """Why the entity is one party with entries of other lists; empty when it stands alone."""
        return self._parties.reasons(entity)

    def name(self, number: int) -> str:
        start, end = self._name_places[number], self._name_places[number + 1]
        return str(self._sections["names"][start:end], "utf-8", "surrogatepass")

    def candidates(self, query: str, lists: Collection[int]) -> list[Candidate]:
        """Listed names worth comparing with a name: the very name first, then the likeliest.

        Args:
            lists: numbers of the lists to search (places in `list_ids`).
        """
        return self.candidates_of([query], lists)[0]

    def candidates_of(
        self, queries: Sequence[str], lists: Collection[int]
    ) -> list[list[Candidate]]:
        """`candidates` of many names at once; faster, and the same for each name."""
        found = self._finder.find(queries, self._searched(lists))
        places, texts = found.places.tolist(), found.texts.tolist()
        return [
            self._gathered(query, texts[places[at] : places[at + 1]], lists)
            for at, query in enumerate(queries)
        ]

    def _gathered(
        self, query: str, texts: Sequence[int], lists: Collection[int]
    ) -> list[Candidate]:
        numbers = dict.fromkeys(self._same(query, lists))
        entities: set[int] = set()
        for text in texts:
            for number in self._text_names[self._text_places[text] : self._text_places[text + 1]]:
                entity = self._name_entity[number]
                if self._entity_list[entity] in lists:
                    entities.add(entity)
                    numbers[number] = None
            if len(entities) >= _MAX_ENTITIES:
                break
        return [self.candidate(number) for number in numbers]

    def _searched(self, lists: Collection[int]) -> NDArray[np.bool_]:
        """Per spelling whether an entity of these lists bears it."""
        import numpy as np

        asked = frozenset(lists)
        held = self._wanted.get(asked)
        if held is None:
            chosen = np.isin(np.frombuffer(self._sections["entity_list"], np.uint32), list(asked))
            by_name = chosen[np.frombuffer(self._sections["name_entity"], np.uint32)]
            held = np.zeros(len(self._text_places) - 1, np.bool_)
            held[np.frombuffer(self._sections["name_text"], np.uint32)[by_name]] = True
            self._wanted[asked] = held
        return held

    def exact(self, query: str, lists: Collection[int]) -> list[Candidate]:
        """The part of `candidates` that has the letters and digits of the query, however many
        entities bear the name and whatever words it is made of."""
        return [self.candidate(number) for number in self._same(query, lists)]

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

    def candidate(self, number: int) -> Candidate:
        """A listed name by its number, below `names`."""
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
            for number in self._bearers(key):
                entity = self._name_entity[number]
                if self._entity_list[entity] in lists:
                    found.setdefault(entity, self.name(number))
        return sorted(found.items())

    def _bearers(self, key: str) -> Sequence[int]:
        """Names of the entities with an identifier: of each entity its first."""
        numbers = self._sections["identifier_numbers"].cast("I")
        starts = self._sections["identifier_key_places"].cast("I")
        places = self._sections["identifier_places"].cast("I")
        wanted, number = key.encode("utf-8", "surrogatepass"), letters_key(key)
        at = bisect_left(numbers, number)
        while at < len(numbers) and numbers[at] == number:
            if self._sections["identifiers"][starts[at] : starts[at + 1]] == wanted:
                names = self._sections["identifier_names"].cast("I")
                return list(names[places[at] : places[at + 1]])
            at += 1
        return ()

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


def _stamp() -> dict[str, Any]:
    """What the form of a cache file depends on besides the lists."""
    return {
        "format": FORMAT,
        "words": words_stamp(),
        "byteorder": sys.byteorder,
        "itemsize": array("I").itemsize,
    }


def _identity(lists: Lists) -> dict[str, Any]:
    """What a cache file must have been made from and for."""
    return {"fingerprint": lists.fingerprint, **_stamp()}
