"""Names in East Asian writing: places, generic words and the distinctive rest."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from riskengine.matching.han_borrowed import is_borrowing
from riskengine.matching.han_words import Term, han_terms
from riskengine.matching.lexicon import WordClass, han_number, place_concept
from riskengine.matching.units import Unit
from riskengine.text import hangul, kana
from riskengine.text.han import readings, simplified, spellings

_HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]")
_EAST_ASIAN = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3\uf900-\ufaff]")
_KANA_RUN = re.compile(r"[\u3040-\u30ff]+")
_ORDINAL = re.compile(
    r"第([零〇一二两三四五六七八九十百]+|\d+)|([零〇一二两三四五六七八九十百]{2,}|\d+)(?=所|院|研究|局|厂|师|号|中心)"
)
_LONGEST = 8
_ADMINISTRATIVE = "省市区县"  # after a place these add nothing
_JOINING = "与及"
_FORMS = 3  # pinyin spellings of a known word
# What a word costs when a name is cut: as few pieces as possible, known ones rather than not.
_WORD, _CORE_WORD, _CHARACTER, _END_CHARACTER = 1.0, 1.04, 1.05, 0.97
_PLACE, _PLACE_INSIDE, _NUMBER, _SUFFIX = 0.9, 1.9, 0.5, 0.4
_ORGANISED_END = ("公司", "集团", "大学", "院", "所", "会社", "军区", "部")


class _Piece(NamedTuple):
    """Characters `start` to `end` of a run, and what they are; `term` is None for a core one."""

    start: int
    end: int
    term: Term | None


def is_han(text: str) -> bool:
    """Whether a text has a Han character."""
    return not text.isascii() and _HAN.search(text) is not None


def is_east_asian(text: str) -> bool:
    """Whether a text has a Han character, a kana or a Hangul syllable."""
    return not text.isascii() and _EAST_ASIAN.search(text) is not None


@lru_cache(maxsize=32768)
def han_units(run: str) -> tuple[Unit, ...]:
    """Segment a run without spaces: places, numbers, known words; the rest is the core.

    Each character of the core is a unit of its own; a katakana word is one unit.
    """
    text = simplified(run)
    units: list[Unit] = []
    place = 0
    for match in _KANA_RUN.finditer(text):
        units.extend(_characters(text[place : match.start()]))
        units.extend(_kana_units(match.group()))
        place = match.end()
    units.extend(_characters(text[place:]))
    return tuple(units)


def _kana_units(run: str) -> list[Unit]:
    """A kana run with the known words at its end parted from it."""
    terms = han_terms()
    units: list[Unit] = []
    while run:
        size = next((n for n in range(len(run), 1, -1) if run[-n:] in terms), len(run))
        units.insert(0, _kana_unit(run[-size:]))
        run = run[:-size]
    return units


def _kana_unit(word: str) -> Unit:
    term = han_terms().get(word)
    form = kana.romanised(word) or word
    if term is not None:
        return Unit(word, (form, *term.english), term.cls, term.concept)
    return Unit(word, (form,), WordClass.CORE)


def _characters(text: str) -> list[Unit]:
    units: list[Unit] = []
    for piece in _cut(text) if text else ():
        word, term = text[piece.start : piece.end], piece.term
        if term is None:
            units.extend(_syllable(char) for char in word)
        elif term.cls is WordClass.NUMBER:
            units.append(Unit(word, (term.concept,), term.cls, term.concept))
        elif term.cls is not WordClass.JOINING:
            own = _own_forms(word)
            units.append(Unit(word, (*own, *term.english), term.cls, term.concept))
    return units


@lru_cache(maxsize=16384)
def _own_forms(word: str) -> tuple[str, ...]:
    if hangul.is_hangul(word):
        return (hangul.romanised(word),)
    return spellings(word)[:_FORMS] or (word,)


@lru_cache(maxsize=65536)
def _place(word: str) -> str:
    """Concept of a place; most words are turned away by their first two characters."""
    from riskengine.territories.heads import east_asian_starts

    return place_concept(word) if word[:2] in east_asian_starts() else ""


@lru_cache(maxsize=16384)
def _syllable(char: str) -> Unit:
    forms = readings(char) or ((hangul.syllable(char) or char),)
    return Unit(char, forms, WordClass.CORE, char, syllable=True)


def _cut(text: str) -> list[_Piece]:
    """The cheapest way to cut a run into pieces; of two equal ones that with longer ends."""
    costs = [0.0] * (len(text) + 1)
    best: list[_Piece | None] = [None] * len(text)
    front = _front_places(text)
    for start in range(len(text) - 1, -1, -1):
        costs[start] = float("inf")
        for piece, cost in _pieces(text, start, front):
            total = cost + costs[piece.end]
            if total < costs[start]:
                costs[start], best[start] = total, piece
    found: list[_Piece] = []
    place = 0
    while place < len(text):
        piece = best[place] or _Piece(place, place + 1, None)
        found.append(piece)
        place = piece.end
    return found


def _pieces(text: str, start: int, front: frozenset[int]) -> list[tuple[_Piece, float]]:
    number = _ORDINAL.match(text, start)
    if number is not None:
        value = str(han_number(number.group(1) or number.group(2)))
        return [(_Piece(start, number.end(), Term(WordClass.NUMBER, value)), _NUMBER)]
    terms = han_terms()
    found: list[tuple[_Piece, float]] = []
    at_front = start in front
    if start and at_front and text[start] in _ADMINISTRATIVE:
        found.append((_Piece(start, start + 1, Term(WordClass.JOINING, "")), _SUFFIX))
    for size in range(min(_LONGEST, len(text) - start), 0, -1):
        word = text[start : start + size]
        end = start + size
        term = terms.get(word)
        if term is not None and term.cls is WordClass.CORE:
            found.append((_Piece(start, end, None), _CORE_WORD))
        elif term is not None and size > 1:
            found.append((_Piece(start, end, term), _WORD))
        elif term is not None and start and end == len(text):
            # One character is a word only where a name ends with it: 厂, 部.
            found.append((_Piece(start, end, term), _END_CHARACTER))
        concept = _place(word) if size > 1 else ""
        if concept and not _goes_on(text, start, end, concept):
            if at_front or text[:start].endswith(_ORGANISED_END):
                found.append((_Piece(start, end, Term(WordClass.PLACE, concept)), _PLACE))
            elif "/" not in concept or concept.endswith("/hk"):
                piece = _Piece(start, end, Term(WordClass.PLACE, concept))
                found.append((piece, _PLACE_INSIDE))
    if text[start] in _JOINING and 0 < start < len(text) - 1:
        found.append((_Piece(start, start + 1, Term(WordClass.JOINING, "")), _WORD))
    found.append((_Piece(start, start + 1, None), _CHARACTER))
    return found


def _goes_on(text: str, start: int, end: int, concept: str) -> bool:
    """Whether a place is only the start of a foreign name written by sound ("阿里巴巴")."""
    if not concept.endswith("/cn") or end - start > 2 or len(text) < end + 2:
        return False
    return text[end : end + 2] not in han_terms() and is_borrowing(text[start : end + 2])


def _front_places(text: str) -> frozenset[int]:
    """Where a place may stand: at the start, and behind places from there on."""
    reached = {0}
    waiting = [0]
    while waiting:
        start = waiting.pop()
        if start and start < len(text) and text[start] in _ADMINISTRATIVE:
            reached.add(start + 1)
            waiting.append(start + 1)
        for size in range(2, min(_LONGEST, len(text) - start) + 1):
            end = start + size
            if end not in reached and _place(text[start:end]):
                reached.add(end)
                waiting.append(end)
    return frozenset(reached)
