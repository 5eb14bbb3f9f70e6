"""Packed forms that index sections share."""

from __future__ import annotations

import json
import re
import zlib
from array import array
from collections.abc import Iterable, Mapping

from riskengine.matching.han_names import han_units
from riskengine.text.han import readings, simplified, spellings

_HAN_RUN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]+")


def pack_strings(values: Iterable[str]) -> tuple[bytes, bytes]:
    """UTF-8 of all strings, and where each begins; one more place at the end."""
    blob = bytearray()
    places = array("I", [0])
    for value in values:
        blob.extend(value.encode("utf-8", "surrogatepass"))
        places.append(len(blob))
    return bytes(blob), places.tobytes()


def read_strings(blob: memoryview, places: memoryview) -> list[str]:
    """What `pack_strings` packed."""
    starts = places.cast("I")
    return [
        str(blob[starts[n] : starts[n + 1]], "utf-8", "surrogatepass")
        for n in range(len(starts) - 1)
    ]


def letters_key(letters: str) -> int:
    """A number for the letters and digits of a name; equal names have equal numbers."""
    return zlib.crc32(letters.encode("utf-8", "surrogatepass"))


def pinyin_of(names: Iterable[str]) -> bytes:
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
    return pack_pinyin(characters, words)


def pack_pinyin(
    characters: Mapping[str, tuple[str, ...]], words: Mapping[str, tuple[str, ...]]
) -> bytes:
    pinyin = {"characters": characters, "words": words}
    return json.dumps(pinyin, ensure_ascii=False, sort_keys=True).encode()


def read_pinyin(
    section: memoryview,
) -> tuple[dict[str, tuple[str, ...]], dict[str, tuple[str, ...]]]:
    """Readings of characters and of words."""
    pinyin = json.loads(bytes(section))
    return (
        {char: tuple(found) for char, found in pinyin["characters"].items()},
        {word: tuple(found) for word, found in pinyin["words"].items()},
    )
