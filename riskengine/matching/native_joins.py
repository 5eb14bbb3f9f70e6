"""Native words that a Latin name writes as one, and compounds that it takes apart.

"Запчасть Трейд" is "Zapchasttrade", "Современный коммерческий флот" is "Sovcomflot" and
"Россельхозбанк" is "Russian Agricultural Bank".
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import lru_cache
from importlib import resources

from riskengine.matching.borrowed import sounds_alike
from riskengine.matching.glosses import Rendering, lemma, renderings, root
from riskengine.matching.sounds import sound_key
from riskengine.matching.units import Unit
from riskengine.text import cyrillic

_SHORTEST_JOINED = 4  # letters of words joined
_SHORTEST_BLEND = 6  # letters of a name made of the starts of words
_SHORTEST_COMPOUND = 6


def joins(words: Sequence[str], units: Sequence[Unit], form: str) -> bool:
    """Whether native words, spelled or translated one by one, together are a Latin word."""
    if len(form) < _SHORTEST_JOINED:
        return False
    made = [""]
    for word, unit in zip(words, units, strict=True):
        parts = [*unit.forms[:3], *(found[0] for found in renderings(word)[:3] if len(found) == 1)]
        made = [start + part for start in made for part in dict.fromkeys(parts)][:36]
    key = sound_key(form)
    return any(
        text == form or (len(form) > _SHORTEST_JOINED and sound_key(text) == key) for text in made
    ) or sounds_alike(made[0], form)


def blends(units: Sequence[Unit], form: str) -> bool:
    """Whether a Latin word is made of the starts of native words, two letters or more of each."""
    if len(form) < _SHORTEST_BLEND:
        return False
    target = form.replace("k", "c")
    if not any(own[0].replace("k", "c") == target[0] for own in units[0].forms):
        return False
    reached = {0}
    for unit in units:
        starts = {own.replace("k", "c") for own in unit.forms}
        reached = {
            place + size
            for place in reached
            for own in starts
            for size in range(2, len(own) + 1)
            if target.startswith(own[:size], place)
        }
    return len(target) in reached


@lru_cache(maxsize=1)
def _parts() -> dict[str, tuple[Rendering, ...]]:
    """Parts of native compounds, and their English renderings."""
    path = resources.files("riskengine").joinpath(
        "data", "matching", "words", "glosses_cyrillic.json"
    )
    data: dict[str, str] = json.loads(path.read_text(encoding="utf-8"))["parts"]
    return {
        part: tuple(tuple(lemma(word) for word in text.split()) for text in meanings.split("|"))
        for part, meanings in data.items()
    }


@lru_cache(maxsize=8192)
def compound_parts(word: str) -> tuple[tuple[Rendering, ...], ...]:
    """Renderings of each part of a plain Cyrillic compound; empty for other words.

    Every part must be known, and there must be two at least.
    """
    if not cyrillic.is_cyrillic(word) or len(word) < _SHORTEST_COMPOUND:
        return ()
    known = _parts()
    found: dict[int, tuple[tuple[Rendering, ...], ...]] = {0: ()}
    for place in range(len(word)):
        before = found.get(place)
        if before is None:
            continue
        for size in range(min(10, len(word) - place), 2, -1):
            meaning = known.get(word[place : place + size])
            if meaning is not None:
                found.setdefault(place + size, (*before, meaning))
                if place and word[place + size : place + size + 1] in ("о", "е"):
                    found.setdefault(place + size + 1, (*before, meaning))
    parts = found.get(len(word), ())
    return parts if len(parts) > 1 else ()


def compound_run(word: str, lemmas: Sequence[str], free: Sequence[bool]) -> tuple[int, ...]:
    """Places of the Latin words that render all parts of a compound; empty without them.

    Args:
        lemmas: roots of the Latin words.
        free: which of them have no answer yet.
    """
    used: list[int] = []
    for meanings in compound_parts(word):
        for rendering in meanings:
            wanted = tuple(root(part) for part in rendering)
            start = next(
                (
                    place
                    for place in range(len(lemmas) - len(wanted) + 1)
                    if tuple(lemmas[place : place + len(wanted)]) == wanted
                    and all(free[place : place + len(wanted)])
                    and not set(range(place, place + len(wanted))) & set(used)
                ),
                None,
            )
            if start is not None:
                used.extend(range(start, start + len(wanted)))
                break
        else:
            return ()
    used.sort()
    return tuple(used) if used and used[-1] - used[0] == len(used) - 1 else ()
