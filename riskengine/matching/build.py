"""Compiling opened lists into index sections."""

from __future__ import annotations

import json
import re
import zlib
from array import array
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, Protocol

from riskengine.matching import parties
from riskengine.matching.identity import search_keys
from riskengine.matching.keys import initials_terms, token_terms, tokens
from riskengine.matching.lexicon import WordClass, is_common, read_word
from riskengine.matching.names import compact, han_units
from riskengine.matching.phrases import PhraseCollector
from riskengine.model.entity import Entity, SnapshotInfo
from riskengine.text.han import readings, simplified, spellings
from riskengine.vocab import EntityKind, NameKind
from riskengine.watchlist.identity import PartyFinder

NAME_KINDS = tuple(NameKind)
ENTITY_KINDS = tuple(EntityKind)
_HAN_RUN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]+")
IDENTIFIER_MARK = "!"  # opens a term that is an identifier
_WORN_ORGANISATIONS = 6  # entities beyond which a word that seldom leads is worn
_WORN_LEADS = 0.4  # a brand of many affiliates leads their names; a worn word does not
_WORN_PERSONS = 12  # persons beyond which a name part says little about a company


class Lists(Protocol):
    """What the index needs of opened watchlists."""

    @property
    def infos(self) -> tuple[SnapshotInfo, ...]: ...
    @property
    def fingerprint(self) -> str: ...
    def entity(self, entity_id: str) -> Entity: ...
    def searchable(self) -> Iterator[Entity]: ...


@dataclass(slots=True)
class _Usage:
    """In how many entities a word stands, as what."""

    leads: Counter[str] = field(default_factory=Counter)
    organisations: Counter[str] = field(default_factory=Counter)
    persons: Counter[str] = field(default_factory=Counter)

    def note(self, entity: Entity, names: list[list[str]]) -> None:
        seen = {word for words in names for word in words}
        if entity.kind is EntityKind.PERSON:
            self.persons.update(seen)
            return
        self.organisations.update(seen)
        self.leads.update({lead for words in names if (lead := _first_core(words))})

    def worn(self) -> list[str]:
        found = {word for word, count in self.persons.items() if count >= _WORN_PERSONS}
        found.update(
            word
            for word, count in self.organisations.items()
            if count >= _WORN_ORGANISATIONS and self.leads[word] < _WORN_LEADS * count
        )
        return sorted(
            word
            for word in found
            if len(word) > 2 and not is_common(word) and read_word(word).cls is WordClass.CORE
        )


def _first_core(words: list[str]) -> str:
    return next((word for word in words if read_word(word).cls is WordClass.CORE), "")


def _pack_strings(values: Iterable[str]) -> tuple[bytes, bytes]:
    """UTF-8 of all strings, and where each begins; one more place at the end."""
    blob = bytearray()
    places = array("I", [0])
    for value in values:
        blob.extend(value.encode("utf-8", "surrogatepass"))
        places.append(len(blob))
    return bytes(blob), places.tobytes()


def _pack_postings(postings: dict[str, array[int]]) -> dict[str, bytes]:
    terms = sorted(postings)
    places = array("I", [0])
    flat: array[int] = array("I")
    for term in terms:
        flat.extend(postings[term])
        places.append(len(flat))
    return {
        "terms": "\n".join(terms).encode("utf-8", "surrogatepass"),
        "postings": flat.tobytes(),
        "posting_places": places.tobytes(),
    }


def letters_key(letters: str) -> int:
    """A number for the letters and digits of a name; equal names have equal numbers."""
    return zlib.crc32(letters.encode("utf-8", "surrogatepass"))


def _pack_exact(keys: array[int]) -> dict[str, bytes]:
    """Names by the number of their letters, so that the very name is always found."""
    order = sorted(range(len(keys)), key=keys.__getitem__)
    return {
        "exact_keys": array("I", [keys[number] for number in order]).tobytes(),
        "exact_names": array("I", order).tobytes(),
    }


def _pinyin_of(names: Iterable[str]) -> bytes:
    """Readings of every Han character and known word of the names, as JSON."""
    characters: dict[str, tuple[str, ...]] = {}
    words: dict[str, tuple[str, ...]] = {}
    for name in names:
        for run in _HAN_RUN.findall(name):
            text = simplified(run)
            characters.update({char: readings(char) for char in text if char not in characters})
            for unit in han_units(text):
                if unit.text not in words and not unit.syllable:
                    words[unit.text] = spellings(unit.text)
    pinyin = {"characters": characters, "words": words}
    return json.dumps(pinyin, ensure_ascii=False, sort_keys=True).encode()


def build(lists: Lists) -> tuple[dict[str, Any], dict[str, bytes]]:
    """Header facts and sections of the index over all lists, in file order.

    Entities without names (patterns of reference bodies) are left out.
    """
    postings: dict[str, array[int]] = {}
    names: list[str] = []
    name_entity = array("I")
    name_kind = bytearray()
    entity_ids: list[str] = []
    entity_list = array("I")
    entity_kind = bytearray()
    exact = array("I")
    finder = PartyFinder()
    usage = _Usage()
    phrases = PhraseCollector()
    list_ids = [info.list_id for info in lists.infos]
    number_of = {list_id: number for number, list_id in enumerate(list_ids)}
    for entity in lists.searchable():
        if not entity.names:
            continue
        ordinal = len(entity_ids)
        entity_ids.append(entity.id)
        entity_list.append(number_of[entity.list_id])
        entity_kind.append(ENTITY_KINDS.index(entity.kind))
        for identifier in entity.identifiers:
            for key in search_keys(identifier):
                postings.setdefault(IDENTIFIER_MARK + key, array("I")).append(len(names))
        split: list[list[str]] = []
        letters: list[str] = []
        person = entity.kind is EntityKind.PERSON
        for name in entity.names:
            words = tokens(name.text)
            split.append(words)
            terms = {term for word in words for term in token_terms(word)}
            if not person and len(words) > 2:
                terms.update(initials_terms(words))
            for term in terms:
                posting = postings.get(term)
                if posting is None:
                    posting = postings[term] = array("I")
                posting.append(len(names))
            phrases.add(ordinal, entity.kind, name, words)
            joined = "".join(words)
            letters.append(joined)
            # Only Han has two ways of writing that are one; all else is folded already.
            exact.append(letters_key(joined if joined.isascii() else compact(name.text)))
            names.append(name.text)
            name_entity.append(ordinal)
            name_kind.append(NAME_KINDS.index(name.kind))
        usage.note(entity, split)
        finder.add(entity, letters)
    name_blob, name_places = _pack_strings(names)
    id_blob, id_places = _pack_strings(entity_ids)
    sections = {
        **_pack_postings(postings),
        **_pack_exact(exact),
        **parties.sections(finder.parties(), entity_ids),
        "pinyin": _pinyin_of(names),
        **phrases.sections(usage.organisations),
        "names": name_blob,
        "name_places": name_places,
        "name_entity": name_entity.tobytes(),
        "name_kind": bytes(name_kind),
        "entity_ids": id_blob,
        "entity_id_places": id_places,
        "entity_list": entity_list.tobytes(),
        "entity_kind": bytes(entity_kind),
    }
    meta = {
        "lists": list_ids,
        "worn": usage.worn(),
    }
    return meta, sections
