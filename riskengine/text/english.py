"""Everyday English words, to tell an unknown name from a word that merely opens a sentence."""

from __future__ import annotations

import json
from functools import cache
from importlib import resources


@cache
def everyday_words() -> frozenset[str]:
    """Lower-case words of ordinary English, inflected forms included.

    Sources: SCOWL, and the nouns of LemmInflect (see NOTICE).
    """
    data = resources.files("riskengine").joinpath("data")
    listed = json.loads(data.joinpath("matching", "common_words.json").read_text(encoding="utf-8"))
    nouns = data.joinpath("text", "nouns_en.txt").read_text(encoding="utf-8").split()
    return frozenset(nouns).union(listed["dictionary"].split(), listed["ordinary"].split())
