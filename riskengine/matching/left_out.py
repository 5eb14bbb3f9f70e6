"""Words that an official name leaves out in one language and has in another."""

from __future__ import annotations

import json
from functools import lru_cache
from importlib import resources

from riskengine.matching.glosses import lemma, renderings, stem
from riskengine.matching.lexicon import WordClass, place_concept
from riskengine.matching.units import Unit
from riskengine.text import plain


@lru_cache(maxsize=1)
def _words() -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    path = resources.files("riskengine").joinpath("data", "matching", "words", "left_out.json")
    data = json.loads(path.read_text(encoding="utf-8"))
    idle_words = f"{data['function']} {data['honours']}".split()
    status_words, others = (
        frozenset(map(lemma, data[key].split())) for key in ("status", "another")
    )
    return frozenset(idle_words), status_words, others


def _word(unit: Unit) -> str:
    return plain(unit.text).replace("'", "")


def idle(unit: Unit) -> bool:
    """Initials, a word of honour or a native function word."""
    # Two Latin capitals are as often a part of the name ("Foo SM").
    native = not unit.text.isascii()
    short = len(unit.text) == 1 or (native and len(unit.text) == 2 and unit.text[0].isupper())
    if short and unit.cls is WordClass.CORE:
        return True
    word = _word(unit)
    return word in _words()[0] or stem(word) in _words()[0]


def status(unit: Unit) -> bool:
    """A word of ownership, legal form or rank, or the name of a country."""
    if country(unit):
        return True
    word = _word(unit)
    if word.isascii():
        return lemma(word) in _words()[1] or lemma(unit.forms[0]) in _words()[1]
    return any(all(part in _words()[1] for part in found) for found in renderings(word))


def other_company(unit: Unit) -> bool:
    """Whether a word more makes another company of the same group: "Bank", "Leasing"."""
    word = _word(unit)
    if word.isascii():
        return any(lemma(part) in _words()[2] for part in (*word.split(), unit.forms[0]))
    return any(part in _words()[2] for found in renderings(word) for part in found)


def country(unit: Unit) -> str:
    """Code of the country that a unit names or describes; empty for anything else."""
    concepts = [unit.concept] if unit.cls is WordClass.PLACE else []
    if unit.concept.startswith("="):
        concepts = [place_concept(unit.concept[1:])]
    elif not unit.text.isascii():
        concepts += [place_concept(" ".join(found)) for found in renderings(_word(unit))]
    return next((concept for concept in concepts if len(concept) == 2), "")
