"""One analysed form of a name: its words, classed and spelled in Latin letters."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from riskengine.matching.lexicon import (
    ARABIC_ARTICLE,
    Reading,
    WordClass,
    han_number,
    han_words,
    is_common,
    place_concept,
    read_word,
)
from riskengine.text import fold, latin_forms, plain, script_of, split_legal_form, words
from riskengine.text.han import readings, simplified
from riskengine.text.tokens import Word

_BRACKETS = re.compile(r"[(（\[【]([^()（）\[\]【】]*)[)）\]】]")
_ALSO = re.compile(
    r"[;,]?\s*\b(?:a\.?\s?k\.?\s?a\.?|f\.?k\.?a\.?|n\.?k\.?a\.?|d/?b/?a|also known as|"
    r"formerly known as|formerly|doing business as|trading as|t/a)\b[:.]?\s*",
    re.IGNORECASE,
)
_HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]")
_HAN_ORDINAL = re.compile(
    r"第([零〇一二两三四五六七八九十百]+|\d+)|([零〇一二两三四五六七八九十百]{2,}|\d+)(?=所|院|研究|局|厂|师|号|中心)"
)
_MAX_HAN_WORD = 8
_HAN_SYLLABLE = 0.5


@dataclass(frozen=True, slots=True)
class Unit:
    """One word of a name, or one Han character of its distinctive part.

    Attributes:
        text: as written, for reasons.
        forms: plain Latin spellings, at least one.
        concept: see `lexicon.Reading`; the character itself for a syllable.
        syllable: true for a Han character, which joins with its neighbours.
        capitals: written in capitals only.
    """

    text: str
    forms: tuple[str, ...]
    cls: WordClass
    concept: str = ""
    syllable: bool = False
    capitals: bool = False


@dataclass(frozen=True, slots=True)
class AnalysedName:
    """A name taken apart.

    Attributes:
        compact: folded letters and digits only; equal compacts are equal names.
        units: words that can tell parties apart, in order; no legal forms, no "and".
        legal: codes of legal forms.
        legal_at: place among the units, and first letter, of each word of a legal form.
    """

    text: str
    compact: str
    units: tuple[Unit, ...]
    legal: tuple[str, ...] = ()
    legal_at: tuple[tuple[int, str], ...] = ()

    @property
    def core(self) -> tuple[Unit, ...]:
        return tuple(unit for unit in self.units if unit.cls is WordClass.CORE)


def compact(text: str) -> str:
    """Plain letters and digits of a text, simplified Han, without spaces or marks."""
    return "".join(char for char in plain(simplified(fold(text))) if char.isalnum())


def is_han(text: str) -> bool:
    """Whether a text has a Han character."""
    return not text.isascii() and _HAN.search(text) is not None


def han_units(run: str) -> list[Unit]:
    """Segment a Han run: places in front, known words anywhere, the rest is the core."""
    text = simplified(run)
    known = han_words()
    units: list[Unit] = []
    place = 0
    in_front = True
    while place < len(text):
        number = _HAN_ORDINAL.match(text, place)
        if number is not None:
            value = han_number(number.group(1) or number.group(2))
            units.append(Unit(number.group(), (str(value),), WordClass.NUMBER, str(value)))
            place = number.end()
            continue
        size, reading = _longest(text, place, known, in_front)
        if size:
            word = text[place : place + size]
            forms = latin_forms(word) or (word,)
            units.append(Unit(word, forms[:4], reading.cls, reading.concept))
            in_front = in_front and reading.cls is WordClass.PLACE
            place += size
            continue
        char = text[place]
        forms = readings(char) or (char,)
        units.append(Unit(char, forms, WordClass.CORE, char, syllable=True))
        in_front = False
        place += 1
    return units


def _longest(
    text: str, place: int, known: dict[str, Reading], in_front: bool
) -> tuple[int, Reading]:
    for size in range(min(_MAX_HAN_WORD, len(text) - place), 0, -1):
        word = text[place : place + size]
        reading = known.get(word)
        # One character is a word only where a name ends with it: 厂, 部.
        if reading is not None and (size > 1 or place + 1 == len(text)) and place + size > 1:
            return size, reading
        if in_front and size > 1:
            concept = place_concept(word)
            if concept:
                return size, Reading(WordClass.PLACE, concept)
        if size > 3 and word.endswith("有限公司"):
            continue
        if word in ("有限公司", "有限责任公司", "股份有限公司", "股份"):
            return size, Reading(WordClass.LEGAL)
    return 0, Reading(WordClass.CORE)


def romanised_forms(word: str) -> tuple[str, ...]:
    """Latin spellings of one plain word, without the Arabic article; the word itself if Latin."""
    bare = word[2:] if word.startswith(ARABIC_ARTICLE) and len(word) > 4 else word
    forms = tuple(dict.fromkeys(form.replace(" ", "") for form in latin_forms(bare)))
    return tuple(form for form in forms if form) or (word,)


def _latin_unit(word: Word) -> Unit:
    folded = plain(word.text).replace("'", "")
    reading = read_word(folded)
    forms = romanised_forms(folded)
    if reading.cls is WordClass.CORE and not folded.isascii():
        romanised = read_word(forms[0])
        if romanised.cls in (WordClass.NEUTRAL, WordClass.SECTOR, WordClass.PLACE):
            reading = romanised
    capitals = word.text.isupper() and word.text.isalpha()
    return Unit(word.text, forms, reading.cls, reading.concept, False, capitals)


def _merge_letters(text: str, found: tuple[Word, ...]) -> list[Word]:
    """Join single letters that only full stops part: "S.M.I.C." is one word."""
    merged: list[Word] = []
    index = 0
    while index < len(found):
        last = index
        while (
            last + 1 < len(found)
            and len(found[last].text) == 1
            and len(found[last + 1].text) == 1
            and found[last].text.isalpha()
            and found[last + 1].text.isalpha()
            and text[found[last].end : found[last + 1].start] in (".", "", ". ")
        ):
            last += 1
        if last > index:
            letters = "".join(word.text for word in found[index : last + 1])
            merged.append(Word(letters, found[index].start, found[last].end))
        else:
            merged.append(found[index])
        index = last + 1
    return merged


def _merge_places(units: list[Unit]) -> list[Unit]:
    """Join two or three words that together name a place: "Hong Kong"."""
    merged: list[Unit] = []
    index = 0
    while index < len(units):
        for size in (3, 2):
            part = units[index : index + size]
            if len(part) < size or any(
                unit.syllable
                or unit.cls not in (WordClass.CORE, WordClass.PLACE, WordClass.NEUTRAL)
                for unit in part
            ):
                continue
            concept = place_concept(" ".join(unit.forms[0] for unit in part))
            if concept:
                text = " ".join(unit.text for unit in part)
                forms = ("".join(unit.forms[0] for unit in part),)
                merged.append(Unit(text, forms, WordClass.PLACE, concept))
                index += size
                break
        else:
            merged.append(units[index])
            index += 1
    return merged


@lru_cache(maxsize=32768)
def analyse(text: str) -> AnalysedName:
    """Take a name apart; never fails, whatever the text holds."""
    rest, legal = split_legal_form(text)
    units: list[Unit] = []
    for word in _merge_letters(rest, words(rest)):
        if is_han(word.text):
            units.extend(han_units(word.text))
        else:
            units.append(_latin_unit(word))
    if units and units[-1].cls is WordClass.JOINING and len(units) > 1:
        units[-1] = replace(units[-1], cls=WordClass.CORE)  # "of" never ends a name; "Les" may
    kept: list[Unit] = []
    legal_at: list[tuple[int, str]] = []
    for unit in _merge_places(units):
        if unit.cls is WordClass.LEGAL:
            legal_at.append((len(kept), unit.forms[0][:1]))
        elif unit.cls is not WordClass.JOINING:
            kept.append(unit)
    if not kept:
        # A name made of nothing but such words is still a name.
        kept = [replace(unit, cls=WordClass.NEUTRAL) for unit in units]
    tail = text.replace(rest, " ", 1) if rest else ""
    legal_at.extend((len(kept), plain(word.text)[:1]) for word in words(tail))
    return AnalysedName(text, compact(text), tuple(kept), legal, tuple(legal_at))


def spells_initials(
    word: str, units: Sequence[Unit], first: int, last: int, legal_at: Sequence[tuple[int, str]]
) -> bool:
    """Whether a word holds the first letters of `units[first..last]`, in order.

    A neutral word may be left out ("Group" in CETC). The legal form that follows the run,
    at once or after a place in brackets, may add one letter ("Corporation").
    """
    reached = 0
    for unit in units[first : last + 1]:
        if reached < len(word) and unit.forms[0][:1] == word[reached]:
            reached += 1
        elif unit.cls is not WordClass.NEUTRAL:
            return False
    if reached == len(word):
        return reached >= 3
    after = last + 1
    while after < len(units) and units[after].cls is WordClass.PLACE:
        after += 1
    letters = {letter for place, letter in legal_at if last < place <= after}
    return reached >= 3 and word[reached:] in letters


@lru_cache(maxsize=32768)
def variants(text: str) -> tuple[str, ...]:
    """A name and the names it holds: without brackets, and those in brackets or after "aka".

    A bracket that only states a place or a legal form ("(Hong Kong)") is no name.
    """
    found = [text]
    pieces = [piece.strip(" ,;") for piece in _ALSO.split(text)]
    for piece in pieces:
        outside = " ".join(_BRACKETS.sub(" ", piece).split())
        inside = [match.group(1).strip() for match in _BRACKETS.finditer(piece)]
        names = [content for content in inside if _names_a_party(content, outside)]
        if len(pieces) > 1 and piece:
            found.append(piece)
        if names and outside:
            found.extend([outside, *names])
    return tuple(dict.fromkeys(name for name in found if name))[:4]


def _names_a_party(content: str, outside: str) -> bool:
    """Whether brackets hold a name of the whole, not a place or a part's abbreviation.

    In "10th Institute of Alpha Beta Corporation (ABC)" the letters stand for the parent.
    """
    analysed = analyse(content)
    if len(analysed.compact) <= 2 or all(u.cls is not WordClass.CORE for u in analysed.units):
        return False
    whole = analyse(outside)
    letters = analysed.units[0].forms[0]
    if len(analysed.units) > 1:
        # "(Gran Canaria)" is a place that no list of places knows; a name says more.
        organised = any(u.cls in (WordClass.NEUTRAL, WordClass.SECTOR) for u in analysed.units)
        return bool(analysed.legal) or organised or script_of(content) != script_of(outside)
    if not analysed.units[0].capitals:
        return not is_common(letters)  # "(Farming)" describes
    starts = [
        first
        for first in range(len(whole.units))
        for last in range(first + 1, len(whole.units))
        if spells_initials(letters, whole.units, first, last, whole.legal_at)
    ]
    if starts:
        return starts[0] == 0
    return len(letters) > 3  # "(BVI)": three letters are a name only where they are initials
