"""A Cyrillic or Arabic name of an organisation beside a Latin one: translated words meet.

Latin lists translate what a native name says in general words ("Завод" is "Plant") and spell
what is a name ("Звезда" is "Zvezda"). Which of the two was done shows only beside the other
name, so it is decided here, pair by pair: a native word that is not spelled in the Latin name
may answer any of its English renderings there.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from riskengine.matching.glosses import Rendering, lemma, phrase_at, renderings, root, roots
from riskengine.matching.han_names import is_east_asian
from riskengine.matching.han_translation import answered
from riskengine.matching.lexicon import WordClass
from riskengine.matching.names import AnalysedName
from riskengine.matching.native_honours import honoured_words
from riskengine.matching.native_runs import Board
from riskengine.matching.native_words import word_of
from riskengine.matching.units import Unit
from riskengine.text import cyrillic, latin_forms

# Greek is left to spelling: its official names are few.
_NATIVE = re.compile(r"[\u0400-\u052f\u0600-\u06ff\u0750-\u077f\ufb50-\ufdff\ufe70-\ufeff]")


def is_native(text: str) -> bool:
    """Whether a text has a Cyrillic or Arabic letter."""
    return not text.isascii() and _NATIVE.search(text) is not None


def across(left: AnalysedName, right: AnalysedName) -> tuple[AnalysedName, AnalysedName]:
    """Both names with words that translate each other made alike; as they are in one script."""
    if left.text.isascii() and right.text.isascii():
        return left, right
    characters = is_east_asian(left.text), is_east_asian(right.text)
    if characters[0] != characters[1]:
        if characters[0]:
            return answered(left, right)
        second, first = answered(right, left)
        return first, second
    native = is_native(left.text), is_native(right.text)
    if native[0] == native[1] or any(unit.syllable for unit in (*left.units, *right.units)):
        return left, right
    if native[0]:
        return _answered(left, right)
    other, one = _answered(right, left)
    return one, other


def _answered(native: AnalysedName, latin: AnalysedName) -> tuple[AnalysedName, AnalysedName]:
    board = Board(_contracted(native.units, latin.units), list(latin.units))
    board.translated(phrases=True)
    board.spelled()
    board.translated(phrases=False)
    board.meant()
    board.formed()
    board.divided()
    if cyrillic.is_cyrillic(native.text):
        board.absorbed()
        board.cognate()
        board.joined()
        board.compounded()
        board.repeated()
        board.shortened(any(letter == "c" for _, letter in latin.legal_at))
        board.honoured(honoured_words(native.text), honoured_words(latin.text))
    board.tidy()
    board.branded()
    if latin.legal and _forms_agree(native, latin):
        native = replace(native, legal=latin.legal)
    return _with(native, board.native), _with(latin, board.latin)


def _forms_agree(native: AnalysedName, latin: AnalysedName) -> bool:
    """Whether no legal form speaks against another: translations may leave it out."""
    own, other = (set(name.families) - {"company"} for name in (native, latin))
    return not own or not other or not own.isdisjoint(other)


def _with(name: AnalysedName, units: list[Unit]) -> AnalysedName:
    if not units:
        return name
    core = tuple(unit for unit in units if unit.cls is WordClass.CORE)
    return replace(name, units=tuple(units), core=core)


def _contracted(units: Sequence[Unit], latin: Sequence[Unit]) -> list[tuple[str, Unit]]:
    """Native words, with a phrase made one where the Latin name shortens or renders it as one.

    "Научно-исследовательский институт" is "Research Institute" or "NII".
    """
    lemmas = [root(lemma(unit.forms[0])) for unit in latin]
    kept = [(word_of(unit), unit) for unit in units]
    for _ in range(2):  # "центральный" + "научно-исследовательский институт"
        words = [word for word, _ in kept]
        found: list[tuple[str, Unit]] = []
        place = 0
        while place < len(kept):
            size, short = phrase_at(words, place)
            forms = latin_forms(short)[:2] if size else ()
            rendered = any(_start(lemmas, rendering) is not None for rendering in renderings(short))
            if size and (rendered or any(root(form) in lemmas for form in forms)):
                text = " ".join(unit.text for _, unit in kept[place : place + size])
                found.append((short, Unit(text, forms or (short,), WordClass.SECTOR, short)))
            else:
                size = 1
                found.append(kept[place])
            place += size
        kept = found
    return kept


def _start(lemmas: Sequence[str], rendering: Rendering) -> int | None:
    """Where a rendering stands among the lemmas."""
    size = len(rendering)
    wanted = roots(rendering)
    for start in range(len(lemmas) - size + 1):
        if tuple(lemmas[start : start + size]) == wanted:
            return start
    return None
