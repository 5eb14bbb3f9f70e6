"""Compound names written in one way: Abd al-Rahman, Nur al-Din, Saif Allah."""

from __future__ import annotations

import json
import re
from functools import lru_cache
from importlib import resources
from typing import Any

_ABDULLAH = re.compile(r"^[aeo]bd[aeou]+l+[ae]h?i?$")
_ABD = re.compile(r"^abd(?:o?u|[aeio])?(?:l|([rsnzdt])(?=\1)|(?=sh))?(.{3,})$")
_DIN = re.compile(r"d(?:in|een|ine|ien|yn|ene)$")
_DIN_LINK = re.compile(r"(?:[aeiou]{1,2}[ld]?)?d?$")
_ALLAH = re.compile(r"(?:ou|[aoue])l+[aeo]h?$")


def load(name: str) -> Any:
    """Parsed content of `riskengine/data/matching/persons/<name>`."""
    path = resources.files("riskengine").joinpath("data", "matching", "persons", name)
    return json.loads(path.read_text(encoding="utf-8"))


@lru_cache(maxsize=1)
def _din_stems() -> frozenset[str]:
    return frozenset(load("forms.json")["din_stems"])


@lru_cache(maxsize=65536)
def one_way(word: str) -> str:
    """A plain Latin word with its compounds in one way of writing.

    Abdulrahman, Abdelrahman and Abdurrahman become "abdrahman", Noureddine "nurdin" and
    Saifullah "saifallah"; other words stay.
    """
    if _ABDULLAH.match(word):
        return "abdullah"
    if word.startswith("abd") and len(word) > 6:
        found = _ABD.match(word)
        if found is not None:
            return "abd" + found.group(2)
    ending = _DIN.search(word)
    if ending is not None:
        stem = _DIN_LINK.sub("", word[: ending.start()])
        if stem in _din_stems():
            return stem.replace("ou", "u").replace("oo", "u") + "din"
    ending = _ALLAH.search(word)
    if ending is not None and ending.start() >= 3 and word.endswith(("lah", "lla")):
        return word[: ending.start()] + "allah"
    return word
