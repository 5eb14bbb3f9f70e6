"""Han characters: traditional as simplified, and their readings in pinyin."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from riskengine.text._data import load_json

_MAX_READINGS = 3  # readings of one character that occur in names
_MAX_FORMS = 8  # spellings returned
_FIRST_HAN = "\u2e80"  # radicals; no character before them has a reading


@lru_cache(maxsize=1)
def _simplifier() -> Any:
    import opencc

    return opencc.OpenCC("t2s")


@lru_cache(maxsize=1)
def _shinjitai() -> dict[int, int]:
    table = load_json("shinjitai.json")
    return {ord(old): ord(new) for old, new in zip(table["from"], table["to"], strict=True)}


@lru_cache(maxsize=8192)
def simplified(text: str) -> str:
    """Traditional and Japanese characters as simplified Chinese ones; same number of characters."""
    if text.isascii():
        return text
    text = text.translate(_shinjitai())
    converter = _simplifier()
    changed: str = converter.convert(text)
    if len(changed) == len(text):
        return changed
    return "".join(converter.convert(char)[:1] or char for char in text)


# Readings worked out when an index was compiled. pypinyin gives the same ones, but loading
# its phrases takes longer than all the rest of a short run.
_known_readings: dict[str, tuple[str, ...]] = {}
_known_spellings: dict[str, tuple[str, ...]] = {}


def remember(
    readings_of: Mapping[str, tuple[str, ...]], spellings_of: Mapping[str, tuple[str, ...]]
) -> None:
    """Take over results of `readings` and `spellings` from an earlier run of this version."""
    _known_readings.update(readings_of)
    _known_spellings.update(spellings_of)


@lru_cache(maxsize=16384)
def readings(char: str) -> tuple[str, ...]:
    """Pinyin readings of one Han character without tones, most usual first; `u` for `ü`.

    Returns an empty tuple for anything that has no reading.
    """
    if char < _FIRST_HAN or "\u3040" <= char <= "\u30ff" or "\uac00" <= char <= "\ud7ff":
        return ()  # kana and Hangul, too: loading pypinyin takes longer than a whole search
    known = _known_readings.get(char)
    if known is not None:
        return known
    from pypinyin import Style, pinyin

    found = pinyin(simplified(char), style=Style.NORMAL, heteronym=True, errors="ignore")
    if not found:
        return ()
    plain = (item.replace("ü", "u").replace("ê", "e") for item in found[0])
    return tuple(dict.fromkeys(item for item in plain if item.isascii() and item))[:_MAX_READINGS]


def syllables(text: str) -> tuple[tuple[str, ...], ...]:
    """Readings of each Han character of a text, in order; characters without are left out."""
    return tuple(found for char in text if (found := readings(char)))


def spellings(text: str) -> tuple[str, ...]:
    """Pinyin of a Han word, joined, in its plausible readings, likeliest first; at most eight."""
    known = _known_spellings.get(text)
    if known is not None:
        return known
    from pypinyin import Style, lazy_pinyin

    # The phrase reading knows that 银行 is "yinhang". The others differ from it in one
    # character, the earliest first: names rarely hold two characters of doubtful reading.
    phrase = [
        item.replace("ü", "u")
        for item in lazy_pinyin(simplified(text), style=Style.NORMAL, errors="ignore")
    ]
    forms = ["".join(phrase)]
    choices = syllables(text)
    if len(choices) == len(phrase):
        for place, options in enumerate(choices):
            forms += ["".join([*phrase[:place], o, *phrase[place + 1 :]]) for o in options]
    return tuple(dict.fromkeys(form for form in forms if form))[:_MAX_FORMS]
