"""Compiling opened lists into index sections, list by list."""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Protocol

from riskengine.matching import parties
from riskengine.matching.blocking.parts import ENTITY_KINDS, NAME_KINDS, Usage, compile_part
from riskengine.matching.blocking.rows import read_json
from riskengine.matching.blocking.words import read_plain_word
from riskengine.matching.lexicon import Rarity
from riskengine.matching.names import variants
from riskengine.matching.packing import letters_key, pack_pinyin, pack_strings, read_pinyin
from riskengine.matching.packing import read_strings as _strings
from riskengine.matching.phrases import PhraseCollector
from riskengine.matching.storage import pack, read_file, unpack, write_file
from riskengine.model.entity import Entity, SnapshotInfo
from riskengine.text import plain
from riskengine.watchlist.entry_facts import Facts
from riskengine.watchlist.identity import PartyFinder

__all__ = ["ENTITY_KINDS", "NAME_KINDS", "Lists", "build", "letters_key"]

_Part = Mapping[str, memoryview]
_ONLY_FOR_PARTS = (plain, variants, read_plain_word)


class Lists(Protocol):
    """What the index needs of opened watchlists."""

    @property
    def infos(self) -> tuple[SnapshotInfo, ...]: ...
    @property
    def fingerprint(self) -> str: ...
    def entity(self, entity_id: str) -> Entity: ...
    def searchable(self, list_id: str | None = None) -> Iterator[Entity]: ...


def part_name(info: SnapshotInfo, form: int) -> str:
    """Name of the file that keeps a list taken apart."""
    return f"part-{form}-{info.list_id}-{info.sha256[:16]}.idx"


def part_of(
    lists: Lists, info: SnapshotInfo, cache_dir: Path | None, stamp: Mapping[str, Any]
) -> _Part:
    """One list taken apart: from its file in the cache, or anew.

    Args:
        stamp: what a part depends on besides its list; a file with another stamp is replaced.
    """
    made_from = {**stamp, "list": info.list_id, "sha256": info.sha256}
    path = None
    if cache_dir is not None and info.sha256:
        path = cache_dir / part_name(info, stamp["format"])
        found = read_file(path)
        if found is not None and found[0] == made_from:
            return found[1]
    data = pack(made_from, compile_part(lists.searchable(info.list_id)))
    if path is not None:
        write_file(path, data)
    opened = unpack(data)
    assert opened is not None  # just packed
    return opened[1]


def build(
    lists: Lists, *, cache_dir: Path | None, stamp: Mapping[str, Any]
) -> tuple[dict[str, Any], dict[str, bytes]]:
    """Header facts and sections of the index over all lists, in file order."""
    whole = _Whole()
    for number, info in enumerate(lists.infos):
        whole.add(number, part_of(lists, info, cache_dir, stamp))
    for remembered in _ONLY_FOR_PARTS:
        remembered.cache_clear()  # a hundred megabytes that nobody asks for again
    return whole.finish([info.list_id for info in lists.infos])


class _Whole:
    """Parts of all lists, one after the other."""

    def __init__(self) -> None:
        from riskengine.matching.blocking.combine import RowMerger

        self._rows = RowMerger()
        self._names: list[str] = []
        self._name_entity, self._name_text = array("I"), array("I")
        self._name_kind, self._name_beside = bytearray(), bytearray()
        self._entity_native = bytearray()
        self._exact = array("I")
        self._entity_ids: list[str] = []
        self._entity_list = array("I")
        self._entity_kind = bytearray()
        self._identifiers: dict[str, list[int]] = {}
        self._finder = PartyFinder()
        self._phrases = PhraseCollector()
        self._usage = Usage()
        self._characters: dict[str, tuple[str, ...]] = {}
        self._words: dict[str, tuple[str, ...]] = {}

    def add(self, number: int, part: _Part) -> None:
        first_name, first_entity = len(self._names), len(self._entity_ids)
        names = _strings(part["names"], part["name_places"])
        numbers = list(part["name_text"].cast("I"))
        texts: list[str] = []
        for name, text in zip(names, numbers, strict=True):
            if text == len(texts):
                texts.append(name)
        placed = self._rows.add(part, texts).tolist()
        self._names.extend(names)
        self._name_text.extend(placed[text] for text in numbers)
        self._name_entity.extend(one + first_entity for one in part["name_entity"].cast("I"))
        self._name_kind.extend(part["name_kind"])
        self._name_beside.extend(part["name_beside"])
        self._entity_native.extend(part["entity_native"])
        self._exact.extend(part["exact"].cast("I"))
        ids = _strings(part["entity_ids"], part["entity_id_places"])
        self._entity_ids.extend(ids)
        self._entity_list.extend([number] * len(ids))
        self._entity_kind.extend(part["entity_kind"])
        for key, name in _read(part, "identifiers"):
            self._identifiers.setdefault(key, []).append(name + first_name)
        for packed in _read(part, "facts"):
            self._finder.note(Facts.unpacked(packed))
        self._phrases.take_in(_read(part, "phrases"), first_entity)
        leads, organisations, persons = _read(part, "usage")
        self._usage.leads.update(leads)
        self._usage.organisations.update(organisations)
        self._usage.persons.update(persons)
        characters, words = read_pinyin(part["pinyin"])
        self._characters.update(characters)
        self._words.update(words)

    def finish(self, list_ids: list[str]) -> tuple[dict[str, Any], dict[str, bytes]]:
        worn = self._usage.worn()
        name_blob, name_places = pack_strings(self._names)
        id_blob, id_places = pack_strings(self._entity_ids)
        sections = {
            **self._rows.sections(Rarity(frozenset(worn))),
            **_pack_groups("text_name", self._name_text, len(self._rows.texts)),
            **_pack_exact(self._exact),
            **_pack_identifiers(self._identifiers),
            **parties.sections(self._finder.parties(), self._entity_ids),
            **self._phrases.sections(self._usage.organisations),
            "pinyin": pack_pinyin(self._characters, self._words),
            "names": name_blob,
            "name_places": name_places,
            "name_entity": self._name_entity.tobytes(),
            "name_text": self._name_text.tobytes(),
            "name_kind": bytes(self._name_kind),
            "text_beside": self._texts_beside(),
            "entity_native": bytes(self._entity_native),
            "entity_ids": id_blob,
            "entity_id_places": id_places,
            "entity_list": self._entity_list.tobytes(),
            "entity_kind": bytes(self._entity_kind),
        }
        return {"lists": list_ids, "worn": worn}, sections

    def _texts_beside(self) -> bytes:
        """Per spelling whether it is native and all who bear it have a full Latin name, too."""
        beside = bytearray(b"\x01" * len(self._rows.texts))
        for text, one in zip(self._name_text, self._name_beside, strict=True):
            if not one:
                beside[text] = 0
        return bytes(beside)


def _read(part: _Part, name: str) -> Any:
    return read_json(part, name)


def _pack_groups(name: str, groups: array[int], count: int) -> dict[str, bytes]:
    """Members of each group, in order, and where each group begins."""
    import numpy as np

    whole = np.frombuffer(groups, np.uint32)
    places = np.zeros(count + 1, np.uint32)
    np.cumsum(np.bincount(whole, minlength=count), out=places[1:])
    order = np.argsort(whole, kind="stable").astype(np.uint32)
    return {f"{name}s": order.tobytes(), f"{name}_places": places.tobytes()}


def _pack_exact(keys: array[int]) -> dict[str, bytes]:
    """Names by the number of their letters, so that the very name is always found."""
    import numpy as np

    whole = np.frombuffer(keys, np.uint32)
    order = np.argsort(whole, kind="stable")
    return {
        "exact_keys": whole[order].tobytes(),
        "exact_names": order.astype(np.uint32).tobytes(),
    }


def _pack_identifiers(found: Mapping[str, list[int]]) -> dict[str, bytes]:
    """Names by identifier, identifiers in the order of their numbers."""
    keyed = sorted((letters_key(key), key) for key in found)
    blob, key_places = pack_strings(key for _, key in keyed)
    places = array("I", [0])
    flat: array[int] = array("I")
    for _, key in keyed:
        flat.extend(found[key])
        places.append(len(flat))
    return {
        "identifier_numbers": array("I", [number for number, _ in keyed]).tobytes(),
        "identifiers": blob,
        "identifier_key_places": key_places,
        "identifier_names": flat.tobytes(),
        "identifier_places": places.tobytes(),
    }
