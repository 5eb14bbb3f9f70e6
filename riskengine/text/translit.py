"""Plausible Latin spellings of names in other scripts."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from riskengine.text._data import load_json
from riskengine.text.normalise import fold
from riskengine.text.scripts import script_of, script_of_char

_MAX_READINGS = 3  # readings of one character that occur in names
_MAX_FORMS = 8  # spellings returned
_FIRST_HAN = "\u2e80"  # radicals; no character before them has a reading


@lru_cache(maxsize=1)
def _cyrillic_tables() -> tuple[dict[int, str], ...]:
    data = load_json("cyrillic.json")
    base: dict[str, str] = data["base"]
    tables = [base, *(base | variant for variant in data["variants"])]
    return tuple(str.maketrans(table) for table in tables)


@lru_cache(maxsize=1)
def _simplifier() -> Any:
    import opencc

    return opencc.OpenCC("t2s")


@lru_cache(maxsize=8192)
def simplified(text: str) -> str:
    """Traditional Chinese characters as simplified ones; same number of characters."""
    if text.isascii():
        return text
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
    if char < _FIRST_HAN:
        return ()  # without loading pypinyin, which takes longer than a whole search
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


def _word_forms(word: str) -> tuple[str, ...]:
    """Spellings of one folded word of one script."""
    if word.isascii():
        return (word,)
    script = script_of(word)
    if script == "Hani":
        return spellings(word) or (word,)
    if script == "Cyrl":
        forms = [word.translate(table) for table in _cyrillic_tables()]
        forms = [form if form.isascii() else _ascii(form) for form in forms]
        return tuple(dict.fromkeys(form for form in forms if form)) or ("",)
    return (_ascii(word),)


def _ascii(text: str) -> str:
    from anyascii import anyascii

    kept = anyascii(text).casefold()
    return "".join(char for char in kept if char.isalnum() or char in " -")


@lru_cache(maxsize=16384)
def latin_forms(text: str) -> tuple[str, ...]:
    """Latin spellings of a text in another script, lower case, likeliest first.

    Han gives pinyin, joined word by word, in its several readings; Cyrillic gives the
    usual romanisations; all else is transliterated letter by letter, which for Arabic and
    Hebrew means consonants. At most eight.

    Returns:
        An empty tuple for text that is already Latin or has no letters.
    """
    folded = fold(text)
    if not any(script_of_char(char) not in ("Latn", "Zyyy") for char in folded):
        return ()
    parts = [_word_forms(part) for part in _split_scripts(folded)]
    length = max(len(forms) for forms in parts)
    spelled: list[str] = []
    for index in range(length):
        # Variant n of every word together: one writer follows one habit.
        chosen = [forms[index] if index < len(forms) else forms[0] for forms in parts]
        spelled.append(" ".join(" ".join(chosen).split()))
    return tuple(dict.fromkeys(form for form in spelled if form))[:_MAX_FORMS]


def _split_scripts(text: str) -> list[str]:
    from riskengine.text.tokens import words

    return [word.text for word in words(text)] or [text]
