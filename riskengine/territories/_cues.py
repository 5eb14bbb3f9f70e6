"""Small words that tell a place from a word or a surname, from `cues.json`."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources


@dataclass(frozen=True, slots=True)
class Cues:
    """Words in lower case.

    Attributes:
        after: words behind a place ("Reading city").
        before: pairs of words in front of one ("based in").
        openers: words that are capital only because they open a sentence.
    """

    after: frozenset[str]
    before: frozenset[str]
    openers: frozenset[str]


@lru_cache(maxsize=1)
def cues() -> Cues:
    """The word lists, read once."""
    file = resources.files("riskengine") / "data" / "territories" / "cues.json"
    data = json.loads(file.read_text(encoding="utf-8"))
    return Cues(frozenset(data["after"]), frozenset(data["before"]), frozenset(data["openers"]))
