"""English renderings of general words of Cyrillic and Arabic names."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

from riskengine.text import arabic, cyrillic, plain

Rendering = tuple[str, ...]  # lemmas of an English word or phrase

_SCRIPTS = ("cyrillic", "arabic")
_LONGEST = 5  # words of a phrase
_SAME = {
    "defense": "defence",
    "centre": "center",
    "organisation": "organization",
    "harbor": "harbour",
    "labor": "labour",
    "armor": "armour",
    "armored": "armoured",
    "theatre": "theater",
    "programme": "program",
    "tire": "tyre",
    "fiber": "fibre",
    "peoples": "people",
    "children": "child",
    "childrens": "child",
    "womens": "women",
    "modernisation": "modernization",
    "specialised": "specialized",
}
_SINGULAR = frozenset({"ss", "us", "is", "as", "os"})


@lru_cache(maxsize=65536)
def lemma(word: str) -> str:
    """A plain English word in the singular and in one of its two spellings."""
    if len(word) > 4 and word.endswith("ies"):
        word = word[:-3] + "y"
    elif len(word) > 5 and word.endswith(("ches", "shes", "sses", "xes")):
        word = word[:-2]
    elif len(word) > 3 and word.endswith("s") and word[-2:] not in _SINGULAR:
        word = word[:-1]
    return _SAME.get(word, word)


# Endings of parts of speech, and the fewest letters each may leave.
_DERIVED = (
    ("izational", 4), ("ization", 4), ("ational", 5), ("ionary", 4), ("ically", 4), ("ations", 5),
    ("ation", 5), ("ative", 5), ("atory", 5), ("ments", 5), ("ical", 4), ("ions", 4), ("ment", 5),
    ("ate", 5),
    ("ally", 4), ("ance", 5), ("ence", 5), ("izing", 5), ("ized", 5), ("ial", 5), ("ics", 4),
    ("ion", 4), ("ing", 4), ("ive", 5), ("ary", 5), ("ian", 5), ("ant", 5), ("ent", 5), ("er", 5),
    ("or", 5), ("ic", 4), ("al", 4), ("ed", 4), ("y", 4), ("e", 4), ("s", 4),
)  # fmt: skip


@lru_cache(maxsize=65536)
def root(word: str) -> str:
    """A lemma without the ending of its part of speech: "geographic" is "geographical"."""
    for ending, least in _DERIVED:
        if word.endswith(ending) and len(word) - len(ending) >= least:
            return word[: -len(ending)]
    return word


@lru_cache(maxsize=16384)
def roots(rendering: Rendering) -> Rendering:
    """The roots of an English phrase."""
    return tuple(root(word) for word in rendering)


@dataclass(frozen=True, slots=True)
class _Table:
    renderings: dict[str, tuple[Rendering, ...]]
    phrases: dict[tuple[str, ...], str]


def stem(word: str) -> str:
    """The key under which every inflection of a plain Cyrillic or Arabic word meets."""
    if cyrillic.is_cyrillic(word):
        return cyrillic.stem(word)
    return arabic.bare(arabic.normal(word))


@lru_cache(maxsize=1)
def _table() -> _Table:
    renderings: dict[str, tuple[Rendering, ...]] = {}
    phrases: dict[tuple[str, ...], str] = {}
    weaker: list[tuple[str, tuple[Rendering, ...]]] = []
    for script in _SCRIPTS:
        path = resources.files("riskengine").joinpath(
            "data", "matching", "words", f"glosses_{script}.json"
        )
        data = json.loads(path.read_text(encoding="utf-8"))
        for label, words in data["glosses"].items():
            found = tuple(
                tuple(lemma(word) for word in plain(text).replace("'", "").split())
                for text in label.split("|")
            )
            for word in plain(words).replace("'", "").split():
                key = stem(word)
                renderings[key] = tuple(dict.fromkeys((*renderings.get(key, ()), *found)))
                if script == "arabic":
                    weaker.extend((short, found) for short in arabic.stems(word))
        for words, short in data["phrases"].items():
            phrases[tuple(stem(word) for word in plain(words).replace("'", "").split())] = short
    for key, found in weaker:
        renderings.setdefault(key, found)
    return _Table(renderings, phrases)


def glossary() -> dict[str, tuple[Rendering, ...]]:
    """All renderings by the stem of the native word; not to be changed."""
    return _table().renderings


@lru_cache(maxsize=1)
def english_words() -> frozenset[str]:
    """Roots of all English words that render a native one; not to be changed."""
    return frozenset(
        root(word) for found in _table().renderings.values() for text in found for word in text
    )


@lru_cache(maxsize=1)
def short_forms() -> dict[str, str]:
    """What phrases are shortened to ("нии", "нпо"), by stem; not to be changed."""
    return {stem(plain(short)): plain(short) for short in _table().phrases.values()}


@lru_cache(maxsize=32768)
def renderings(word: str) -> tuple[Rendering, ...]:
    """English words and phrases for a plain word in another script, the usual one first."""
    if word.isascii():
        return ()
    if cyrillic.is_cyrillic(word):
        table = _table().renderings
        found = table.get(cyrillic.stem(word))
        return found or table.get(cyrillic.stem(cyrillic.without_article(word)), ())
    if arabic.is_arabic(word):
        table = _table().renderings  # not for a word of other scripts: it is long to load
        for key in arabic.lookups(word):
            found = table.get(key)
            if found is not None:
                return found
    return ()


def phrase_at(words: Sequence[str], place: int) -> tuple[int, str]:
    """Length of the longest known phrase of plain words at a place, and what it stands for.

    The length is 0 where there is none.
    """
    table = _table().phrases
    for size in range(min(_LONGEST, len(words) - place), 1, -1):
        short = table.get(tuple(stem(word) for word in words[place : place + size]))
        if short is not None:
            return size, short
    return 0, ""
