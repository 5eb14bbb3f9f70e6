"""Cyrillic words in Latin letters, as the usual tables write them."""

from __future__ import annotations

from functools import lru_cache

from riskengine.text._data import load_json


@lru_cache(maxsize=1)
def _tables() -> tuple[dict[int, str], ...]:
    data = load_json("cyrillic.json")
    base: dict[str, str] = data["base"]
    tables = [base, *(base | variant for variant in data["variants"])]
    return tuple(str.maketrans(table) for table in tables)


def spellings(word: str) -> tuple[str, ...]:
    """Latin spellings of a folded Cyrillic word, likeliest first; unknown letters stay."""
    return tuple(dict.fromkeys(word.translate(table) for table in _tables()))
