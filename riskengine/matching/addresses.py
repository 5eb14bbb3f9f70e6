"""Whether two addresses, as written, are one place."""

from __future__ import annotations

import json
from functools import lru_cache
from importlib import resources

from riskengine.matching.lexicon import place_concept
from riskengine.matching.names import romanised_forms
from riskengine.matching.sounds import sound_key
from riskengine.text import plain, words

_SHARE = 0.8  # of the words of the shorter address


@lru_cache(maxsize=1)
def _labels() -> frozenset[str]:
    """What parts of an address are called; this says nothing of where it is."""
    path = resources.files("riskengine").joinpath("data", "matching", "address_words.json")
    return frozenset(json.loads(path.read_text(encoding="utf-8"))["labels"])


@lru_cache(maxsize=8192)
def _parts(address: str) -> tuple[frozenset[str], frozenset[str]]:
    """Telling words of an address as sound keys, and its numbers."""
    found: set[str] = set()
    numbers: set[str] = set()
    for word in words(plain(address)):
        text = word.text
        if any(char.isdigit() for char in text):
            numbers.add(text.lstrip("0"))
        elif text not in _labels() and not place_concept(text):
            found.add(sound_key(romanised_forms(text)[0]))
    return frozenset(found), frozenset(numbers)


def same_address(left: str, right: str) -> bool:
    """Whether two addresses share a number and nearly all words that tell places apart.

    Names of countries and cities and words such as "street" tell nothing. An address without
    a number or without such a word is too vague to be equal to any.
    """
    one, numbers = _parts(left)
    two, others = _parts(right)
    if not one or not two or numbers.isdisjoint(others):
        return False
    return len(one & two) >= _SHARE * min(len(one), len(two))
