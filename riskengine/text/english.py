"""Everyday English words, to tell an unknown name from a word that merely opens a sentence."""

from __future__ import annotations

import json
from functools import cache
from importlib import resources


@cache
def everyday_words() -> frozenset[str]:
    """Lower-case words of ordinary English, inflected forms included (SCOWL, see NOTICE)."""
    path = resources.files("riskengine").joinpath("data", "matching", "common_words.json")
    listed = json.loads(path.read_text(encoding="utf-8"))
    return frozenset(listed["dictionary"].split()) | frozenset(listed["ordinary"].split())
