"""Alterations of single letters: typing slips, look-alikes, marks, width, case."""

from __future__ import annotations

import hashlib
import json
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from importlib import resources
from typing import Any, TypeVar

from riskengine.text.scripts import script_of_char
from riskengine.text.tokens import Word, words

_T = TypeVar("_T")
_VOWELS = "aeiou"
_ALPHABETS = {
    "Latn": "abcdefghijklmnopqrstuvwxyz",
    "Cyrl": "абвгдежзийклмнопрстуфхцчшыюя",
    "Grek": "αβγδεζηθικλμνξοπρστυφχψω",
    "Arab": "ابتجحخدرزسشصطعفقكلمنهوي",
    "Hebr": "אבגדהוזחטיכלמנסעפצקרשת",
}
_SHORTEST_WORD = 4  # letters of a word that gets a slip; in "SMIC" or shorter it is another name
_SHORTEST_NAME = 6  # letters of a name that gets one
_LONG = 12  # letters of a name that gets two
_ZERO_WIDTH = "\u200b\u200c\u200d\u2060\u00ad\ufeff"


@lru_cache(maxsize=1)
def tables() -> dict[str, Any]:
    """Content of `riskengine/data/matching/mutations.json`."""
    path = resources.files("riskengine").joinpath("data", "matching", "mutations.json")
    content: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return content


class Chance:
    """A stream of choices that depends on a text alone, the same in every Python."""

    def __init__(self, *parts: object) -> None:
        self._text = "\x1f".join(str(part) for part in parts).encode("utf-8", "surrogatepass")
        self._drawn = 0

    def below(self, count: int) -> int:
        """A number from 0 up to, not including, `count`."""
        digest = hashlib.sha256(self._text + self._drawn.to_bytes(4, "big")).digest()
        self._drawn += 1
        return int.from_bytes(digest[:8], "big") % count

    def pick(self, choices: Sequence[_T]) -> _T:
        return choices[self.below(len(choices))]

    def shuffled(self, choices: Sequence[_T]) -> list[_T]:
        left = list(choices)
        return [left.pop(self.below(len(left))) for _ in range(len(left))]


def cased(new: str, like: str) -> str:
    """A spelling in the case of what it stands for."""
    if like.isupper() and (len(like) > 1 or len(new) == 1):
        return new.upper()
    return new[:1].upper() + new[1:] if like[:1].isupper() else new


def slip_words(name: str) -> list[Word]:
    """Words long enough for a slip, of alphabets; Han characters are not mistyped by letter."""
    letters = sum(script_of_char(char) in _ALPHABETS for char in name)
    return [
        word
        for word in words(name)
        if letters >= _SHORTEST_NAME
        and len(word.text) >= _SHORTEST_WORD
        and all(script_of_char(char) in _ALPHABETS for char in word.text)
    ]


def _alphabet(char: str) -> str:
    return _ALPHABETS[script_of_char(char)]


def _other(chance: Chance, choices: str, char: str) -> str | None:
    left = [choice for choice in choices if choice != char.lower()]
    return cased(chance.pick(left), char) if left else None


def substitute(word: str, place: int, chance: Chance) -> str | None:
    return _put(word, place, _other(chance, _alphabet(word[place]), word[place]))


def keyboard(word: str, place: int, chance: Chance) -> str | None:
    near = tables()["keyboard"].get(word[place].lower())
    return None if near is None else _put(word, place, _other(chance, near, word[place]))


def vowel(word: str, place: int, chance: Chance) -> str | None:
    if word[place].lower() not in _VOWELS:
        return None
    return _put(word, place, _other(chance, _VOWELS, word[place]))


def _put(word: str, place: int, new: str | None) -> str | None:
    return None if new is None else word[:place] + new + word[place + 1 :]


def insert(word: str, place: int, chance: Chance) -> str | None:
    new = cased(chance.pick(_alphabet(word[place])), word[-1])
    return word[: place + 1] + new + word[place + 1 :]


def delete(word: str, place: int, chance: Chance) -> str | None:
    return word[:place] + word[place + 1 :]


def swap(word: str, place: int, chance: Chance) -> str | None:
    pair = word[place : place + 2]
    if len(pair) < 2 or pair[0].lower() == pair[1].lower():
        return None
    turned = cased(pair[1].lower(), pair[0]) + cased(pair[0].lower(), pair[1])
    return word[:place] + turned + word[place + 2 :]


def double(word: str, place: int, chance: Chance) -> str | None:
    return word[: place + 1] + cased(word[place].lower(), word[-1]) + word[place + 1 :]


Slip = Callable[[str, int, Chance], str | None]


SLIPS: tuple[Slip, ...] = (substitute, insert, delete, swap, double, keyboard, vowel)


def _slip_in(name: str, word: Word, change: Slip, chance: Chance) -> str | None:
    for place in chance.shuffled(range(len(word.text))):
        new = change(word.text, place, chance)
        if new is not None and new.lower() != word.text.lower():
            return name[: word.start] + new + name[word.end :]
    return None


def slip(name: str, change: Slip, chance: Chance) -> str | None:
    """One slip in one word; None where no word is long enough for it."""
    changed = (_slip_in(name, word, change, chance) for word in chance.shuffled(slip_words(name)))
    return next((text for text in changed if text is not None), None)


def two_slips(name: str, chance: Chance) -> str | None:
    """Two slips of different kinds in two words, or in one long word; only in a long name."""
    found = slip_words(name)
    if sum(len(word.text) for word in found) < _LONG:
        return None
    first, second = chance.shuffled(SLIPS[:5])[:2]
    chosen = chance.shuffled(found)[:2]
    if len(chosen) == 1:
        once = _slip_in(name, chosen[0], first, chance)
        return None if once is None else slip(once, second, chance)
    # The later word first, so that the offsets of the other stay right.
    later, earlier = sorted(chosen, key=lambda word: -word.start)
    once = _slip_in(name, later, first, chance)
    return None if once is None else _slip_in(once, earlier, second, chance)


def lookalike(name: str, letters: Mapping[str, str], chance: Chance, *, most: int) -> str | None:
    """Letters of one word replaced by ones that look the same: one, or up to `most`."""
    for word in chance.shuffled(slip_words(name)):
        places = [place for place, char in enumerate(word.text) if char in letters]
        if not places or not word.text.isascii():
            continue
        chosen = chance.shuffled(places)[: 1 if chance.below(2) else most]
        new = "".join(
            letters[char] if place in chosen else char for place, char in enumerate(word.text)
        )
        return name[: word.start] + new + name[word.end :]
    return None


def zero_width(name: str, chance: Chance) -> str | None:
    """An invisible character inside a word."""
    inside = [place for word in words(name) for place in range(word.start + 1, word.end)]
    if not inside:
        return None
    place = chance.pick(inside)
    return name[:place] + chance.pick(_ZERO_WIDTH) + name[place:]


def full_width(name: str) -> str | None:
    """ASCII letters and digits as East Asian keyboards write them."""
    wide = "".join(chr(ord(char) + 0xFEE0) if "!" <= char <= "~" else char for char in name)
    return wide if wide != name else None


def other_case(name: str, chance: Chance) -> str | None:
    """Small letters, capitals, or a capital to open each word."""
    choices = [form for form in (name.lower(), name.upper(), name.title()) if form != name]
    kept = [form for form in choices if form.casefold() == name.casefold()]
    return chance.pick(kept) if kept else None


def without_marks(name: str) -> str | None:
    """Latin letters without their diacritics; marks of other scripts are letters and stay."""
    letters: Mapping[str, str] = tables()["letters"]
    kept: list[str] = []
    for char in unicodedata.normalize("NFD", name):
        if unicodedata.category(char) != "Mn" or not kept or not kept[-1].isascii():
            kept.append(letters.get(char, char))
    bare = unicodedata.normalize("NFC", "".join(kept))
    return bare if bare != unicodedata.normalize("NFC", name) else None
