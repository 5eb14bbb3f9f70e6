"""Titles, particles and other words of personal names that name nobody."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from riskengine.matching.person_compounds import load


@dataclass(frozen=True, slots=True)
class Forms:
    """Words of personal names that name nobody; see the comment in `persons/forms.json`."""

    titles: frozenset[str]
    suffixes: frozenset[str]
    generations: frozenset[str]
    servant: frozenset[str]
    father: frozenset[str]
    child: frozenset[str]
    child_after: frozenset[str]  # follows the father's name: "Heydar oglu"
    article: frozenset[str]
    noble: frozenset[str]
    noble_small: frozenset[str]
    din: frozenset[str]
    allah: frozenset[str]
    nobody: frozenset[str]
    doubles: frozenset[str]


@lru_cache(maxsize=1)
def name_forms() -> Forms:
    """The words of `persons/forms.json`, those of all scripts together."""
    data = load("forms.json")
    arabic = data["arabic"]

    def both(key: str) -> frozenset[str]:
        return frozenset(data[key]) | frozenset(arabic.get(key, ()))

    return Forms(
        both("titles") | frozenset(data["cyrillic_titles"]),
        both("suffixes"),
        both("generations"),
        both("servant"),
        both("father"),
        both("child") | frozenset(data["cyrillic_child"]),
        both("child_after"),
        both("article"),
        both("noble"),
        both("noble_small"),
        both("din"),
        both("allah") | {"الله", "لله", "له"},
        both("nobody"),
        frozenset(data["doubles"].split()),
    )
