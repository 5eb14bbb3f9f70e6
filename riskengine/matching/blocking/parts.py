"""What one list brings to the index, in a form that is kept from run to run.

Taking names apart is the slow half of compiling. It depends on nothing but the list itself
and the word lists, so a list that has not changed is taken apart once.
"""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from riskengine.matching.blocking.rows import RowCollector, mode_of, pack_json
from riskengine.matching.han_names import is_han
from riskengine.matching.identity import search_keys
from riskengine.matching.keys import tokens
from riskengine.matching.lexicon import WordClass, is_common, read_word
from riskengine.matching.names import compact
from riskengine.matching.packing import letters_key, pack_strings, pinyin_of
from riskengine.matching.phrases import PhraseCollector
from riskengine.model.entity import Entity
from riskengine.text import script_of
from riskengine.vocab import EntityKind, NameKind
from riskengine.watchlist.entry_facts import facts_of

NAME_KINDS = tuple(NameKind)
ENTITY_KINDS = tuple(EntityKind)
_WORN_ORGANISATIONS = 6  # entities beyond which a word that seldom leads is worn
_WORN_LEADS = 0.4  # a brand of many affiliates leads their names; a worn word does not
_FULL_NAME = 7  # letters of a single word that is more than an acronym
_WORN_PERSONS = 12  # persons beyond which a name part says little about a company


@dataclass(slots=True)
class Usage:
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
        """Words that many unrelated entries use, sorted."""
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


def _native(text: str) -> bool:
    """Whether a name is written in another script than the Latin one."""
    return not text.isascii() and script_of(text) not in ("Latn", "Zyyy")


def _latin_names(entity: Entity, words: list[list[str]]) -> list[bool]:
    """Per name whether it is a full name in Latin letters, no weak alias."""
    return [
        name.kind is not NameKind.WEAK_ALIAS
        and (len(own) > 1 or sum(map(len, own)) >= _FULL_NAME)
        and not _native(name.text)
        for name, own in zip(entity.names, words, strict=True)
    ]


def compile_part(entities: Iterable[Entity]) -> dict[str, bytes]:
    """Sections of the entities of one list, in file order.

    Entities without names (patterns of reference bodies) are left out.
    """
    rows = RowCollector()
    phrases = PhraseCollector()
    usage = Usage()
    names: list[str] = []
    name_entity, name_text, exact = array("I"), array("I"), array("I")
    name_kind, name_beside, native_only = bytearray(), bytearray(), bytearray()
    entity_ids: list[str] = []
    entity_kind = bytearray()
    identifiers: list[tuple[str, int]] = []
    facts: list[object] = []
    for entity in entities:
        if not entity.names:
            continue
        ordinal = len(entity_ids)
        entity_ids.append(entity.id)
        entity_kind.append(ENTITY_KINDS.index(entity.kind))
        identifiers.extend(
            (key, len(names)) for item in entity.identifiers for key in search_keys(item)
        )
        split: list[list[str]] = []
        letters: list[str] = []
        mode = mode_of(entity.kind)
        for name in entity.names:
            words = tokens(name.text)
            split.append(words)
            phrases.add(ordinal, entity.kind, name, words)
            joined = "".join(words)
            letters.append(joined)
            # Only Han has two ways of writing that are one; all else is folded already.
            exact.append(letters_key(joined if joined.isascii() else compact(name.text)))
            names.append(name.text)
            name_text.append(rows.add(name.text, mode, words))
            name_entity.append(ordinal)
            name_kind.append(NAME_KINDS.index(name.kind))
        latin = _latin_names(entity, split)
        spelled_out = any(latin)
        name_beside.extend(
            spelled_out and not one and _native(name.text)
            for one, name in zip(latin, entity.names, strict=True)
        )
        native_only.append(all(_native(name.text) for name in entity.names))
        usage.note(entity, split)
        facts.append(facts_of(entity, letters).packed())
    name_blob, name_places = pack_strings(names)
    id_blob, id_places = pack_strings(entity_ids)
    return {
        **rows.sections(),
        "names": name_blob,
        "name_places": name_places,
        "name_entity": name_entity.tobytes(),
        "name_text": name_text.tobytes(),
        "name_kind": bytes(name_kind),
        "name_beside": bytes(name_beside),
        "entity_native": bytes(native_only),
        "exact": exact.tobytes(),
        "entity_ids": id_blob,
        "entity_id_places": id_places,
        "entity_kind": bytes(entity_kind),
        "identifiers": pack_json(identifiers),
        "facts": pack_json(facts),
        "phrases": pack_json(phrases.packed()),
        "usage": pack_json([usage.leads, usage.organisations, usage.persons]),
        "pinyin": pinyin_of(name for name in names if is_han(name)),
    }
