"""One analysed form of a name: its words, classed and spelled in Latin letters."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import NamedTuple

from riskengine.matching.han_names import han_units, is_east_asian
from riskengine.matching.lexicon import WordClass, is_common, is_everyday, place_concept
from riskengine.matching.name_words import (
    drop_honour,
    find_forms_within,
    mend_look_alikes,
    merge_letters,
    merge_places,
    plain_state,
    romanised_forms,
    settle_numbers,
    settle_tail,
    unit_of,
    what_to_settle,
)
from riskengine.matching.units import Unit
from riskengine.text import script_of, split_legal_form, words
from riskengine.text.legal_forms import (
    form_families,
    form_span,
    may_be_glued,
    staying_forms,
    word_key,
)
from riskengine.text.normalise import letters_only, visible
from riskengine.text.tokens import word_texts

__all__ = [
    "AnalysedName",
    "Unit",
    "analyse",
    "compact",
    "romanised_forms",
    "spells_initials",
    "spells_starts",
    "variants",
]

_BRACKETS = re.compile(r"[(（\[【]([^()（）\[\]【】]*)[)）\]】]")
_OPENING = re.compile(r"[(（\[【]")
_ALSO = re.compile(
    r"[;,(（\[]?\s*\b(?:a\.?\s?k\.?\s?a\.?|f\.?k\.?a\.?|n\.?k\.?a\.?|d\.?/?b\.?/?a\b\.?|"
    r"also known as|formerly known as|previously known as|formerly|previously|"
    r"doing business as|trading as|t/a)\b[:.]?\s*",
    re.IGNORECASE,
)
# "(002415.SZ)", "(NYSE: ABC)" and "600050.SS" at the end: where a share is traded.
_TICKER = re.compile(
    r"[\s,;]*(?:[(\[]\s*(?:\d{4,6}[.:\s][A-Z]{1,2}|[A-Z]{2,6}\s?:\s?[A-Z0-9.]{1,6})\s*[)\]]"
    r"|(?<=\s)\d{4,6}\.[A-Z]{1,2})\s*$"
)
_TICKER_ENDS = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZ)]")
# What each alternative of `_ALSO` holds at least; looked for first, as few names have any.
_MAY_ALSO = re.compile(r"k\.?\s?a|b\.?/?a|known as|formerly|previously|business as|trading as|t/a")
_CARE_OF = re.compile(r"[;,]?\s*\b(?:c/o|care of)\b.*$", re.IGNORECASE | re.DOTALL)

_LEFT_OVER = (WordClass.PLACE, WordClass.NEUTRAL)
_MOST_LETTERS = 3  # that a word gives to an acronym


@dataclass(frozen=True, slots=True)
class AnalysedName:
    """A name taken apart.

    Attributes:
        compact: folded letters and digits only; equal compacts are equal names.
        units: words that can tell parties apart, in order; no legal forms, no "and".
        legal: codes of legal forms.
        legal_at: place among the units, and first letter, of each word of a legal form.
        families: families of its legal forms and of words such as "Foundation", in ABC
            order; see `riskengine.text.legal_forms.families_agree`.
        core: the units that are distinctive.
    """

    text: str
    compact: str
    units: tuple[Unit, ...]
    legal: tuple[str, ...] = ()
    legal_at: tuple[tuple[int, str], ...] = ()
    families: tuple[str, ...] = ()
    core: tuple[Unit, ...] = ()

    @property
    def script(self) -> str:
        """Majority script, ISO 15924."""
        return script_of(self.text)

    @property
    def numbers(self) -> tuple[str, ...]:
        """Values of number words, in order ("Second" and "II" are both "2")."""
        return tuple(unit.concept for unit in self.units if unit.cls is WordClass.NUMBER)

    @property
    def places(self) -> tuple[str, ...]:
        """Concepts of place words, in order."""
        return tuple(unit.concept for unit in self.units if unit.cls is WordClass.PLACE)

    @property
    def sectors(self) -> tuple[str, ...]:
        """Concepts of the words that say what the party does, in order."""
        return tuple(unit.concept for unit in self.units if unit.cls is WordClass.SECTOR)

    @property
    def initials(self) -> str:
        """First letters of all units."""
        return "".join(unit.forms[0][:1] for unit in self.units)

    @property
    def acronyms(self) -> tuple[str, ...]:
        """Distinctive words of three to six capitals, which may be initials of another name."""
        return tuple(u.forms[0] for u in self.core if u.capitals and 3 <= len(u.text) <= 6)


def compact(text: str) -> str:
    """Plain letters and digits of a text, simplified Han, without spaces or marks."""
    letters = letters_only(text)
    if letters is not None:
        return letters
    keys = "".join([word_key(word) for word in word_texts(visible(text))])
    return keys if keys.isalnum() else "".join(char for char in keys if char.isalnum())


class _Parts(NamedTuple):
    """Words of a name without its legal forms, keys of the words of these, their codes."""

    inside: list[str]
    outside: list[str]
    legal: tuple[str, ...]


def _take_apart(shown: str) -> _Parts:
    if may_be_glued(shown):
        rest, legal = split_legal_form(shown)
        tail = shown.replace(rest, " ", 1) if rest else ""
        outside = [word_key(word) for word in word_texts(tail)]
        return _Parts(merge_letters(rest, words(rest)), outside, legal)
    tokens = word_texts(shown)
    keys = [word_key(token) for token in tokens]
    first, last, legal = form_span(keys)
    inside = tokens[first:last] if legal else tokens
    if "&" in shown or sum([len(token) == 1 for token in inside]) > 1:
        inside = merge_letters(shown, words(shown)[first:last])
    if not shown.isascii():
        inside = mend_look_alikes(inside)
    return _Parts(inside, keys[:first] + keys[last:] if legal else [], legal)


def _units(inside: list[str]) -> list[Unit]:
    units: list[Unit] = []
    for word in inside:
        if not word.isascii() and is_east_asian(word):
            units.extend(han_units(word))
        else:
            units.append(unit_of(word))
    return units


@lru_cache(maxsize=65536)
def analyse(text: str) -> AnalysedName:
    """Take a name apart; never fails, whatever the text holds."""
    shown = visible(text)
    if shown[-1:] in _TICKER_ENDS or ")" in shown[-3:]:
        shown = _TICKER.sub("", shown) or shown
    parts = _take_apart(shown)
    legal = parts.legal
    units = _units(parts.inside)
    if len(units) > 1:
        asked = what_to_settle(units)
        if asked.numbers:
            units = settle_numbers(merge_places(units))
        settle_tail(units)
        if asked.honour:
            units = drop_honour(units)
        if asked.state:
            units = plain_state(units)
        if units[-1].cls is WordClass.JOINING:
            units[-1] = replace(units[-1], cls=WordClass.CORE)  # "of" never ends; "Les" may
        if asked.forms:
            within = find_forms_within(units)
            if within:
                legal += tuple(code for code in within if code not in legal)
    kept: list[Unit] = []
    core: list[Unit] = []
    legal_at: list[tuple[int, str]] = []
    for unit in units:
        cls = unit.cls
        if cls is WordClass.CORE:
            core.append(unit)
        elif cls is WordClass.LEGAL:
            legal_at.append((len(kept), unit.forms[0][:1]))
            continue
        elif cls is WordClass.JOINING:
            continue
        kept.append(unit)
    if not kept:
        # A name made of nothing but such words is still a name.
        kept = [replace(unit, cls=WordClass.NEUTRAL) for unit in units]
    for key in parts.outside:
        legal_at.append((len(kept), key[:1]))
    staying = staying_forms([word_key(word) for word in parts.inside])
    return AnalysedName(
        text,
        compact(text),
        tuple(kept),
        legal,
        tuple(legal_at),
        form_families(legal + staying),
        tuple(core),
    )


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


def spells_starts(
    word: str, units: Sequence[Unit], legal_at: Sequence[tuple[int, str]]
) -> tuple[int, ...]:
    """Units that an acronym holds by their starts, from the first on; empty without them.

    Each word gives its first one to three letters ("KOMID": KOrea MIning Development), a
    neutral word may give none, a legal form between or after them its first letter. Only
    places and a neutral word may be left over at the end ("of China").
    """
    parts: list[tuple[str, int, bool]] = []
    for index in range(len(units) + 1):
        parts += [(letter, index - 1, True) for place, letter in legal_at if place == index]
        if index < len(units):
            unit = units[index]
            idle = unit.cls is WordClass.NEUTRAL
            if " " in unit.text:  # "Abu Dhabi"
                parts += [(part.casefold(), index, idle) for part in unit.text.split()]
            else:
                parts.append((unit.forms[0], index, idle))
    last = _spell(word, parts, 0, -1)
    left_over = [unit.cls for unit in units[last + 1 :]]
    if last < 1 or any(cls not in _LEFT_OVER for cls in left_over):
        return ()
    if left_over.count(WordClass.NEUTRAL) > 1:
        return ()
    return tuple(range(last + 1))


def _spell(word: str, parts: Sequence[tuple[str, int, bool]], at: int, last: int) -> int:
    """Index of the last unit that gives a letter, or -1 where the word cannot be spelled."""
    if not word:
        return last
    if at == len(parts):
        return -1
    text, index, idle = parts[at]
    for size in range(_MOST_LETTERS, 0, -1):
        if len(text) >= size and word.startswith(text[:size]):
            found = _spell(word[size:], parts, at + 1, index)
            if found >= 0:
                return found
    return _spell(word, parts, at + 1, last) if idle and at else -1


@lru_cache(maxsize=32768)
def variants(text: str) -> tuple[str, ...]:
    """A name and the names it holds: without brackets, and those in brackets or after "aka".

    A bracket that only states a place or a legal form ("(Hong Kong)") is no name; what
    follows "c/o" is an address.
    """
    bracketed = _OPENING.search(text) is not None
    likely = not text.isascii() or _MAY_ALSO.search(text.lower()) is not None
    several = likely and _ALSO.search(text) is not None
    if not bracketed and not several and "/" not in text and "care of" not in text:
        return (text,) if text else ()
    found = [text]
    alone = _CARE_OF.sub("", text)
    if alone and alone != text:
        found.append(alone)
    pieces = [_balanced(piece) for piece in _ALSO.split(alone or text)] if several else [text]
    if not pieces[0]:
        pieces = [text]  # "AKA Bank" is no other name of anyone
    for piece in pieces:
        outside = " ".join(_BRACKETS.sub(" ", piece).split())
        held = [
            (match.group(1).strip(), piece[match.end() :]) for match in _BRACKETS.finditer(piece)
        ]
        inside = [content for content, after in held if not _within_the_name(content, after)]
        names = [content for content in inside if _names_a_party(content, outside)]
        if len(pieces) > 1 and piece:
            found.append(piece)
        # In a name that is not all capitals, capitals in brackets are initials.
        initialled = not piece.isupper() and any(
            content.isupper() and not place_concept(content.casefold()) for content, _ in held
        )
        if outside and (names or initialled):
            found.extend([outside, *names])
    return tuple(dict.fromkeys(name for name in found if name))[:4]


def _within_the_name(content: str, after: str) -> bool:
    """Whether brackets stand inside a name, and so hold no other name of the whole.

    "Foo (Bar) Co., Ltd." is Foo of Bar, and "Alpha Corps (AC) Base" is a part of the corps;
    an acronym before "Group Corporation" stands for the whole.
    """
    after = after.strip(" ,;")
    if not after:
        return False
    if any(unit.cls is not WordClass.NEUTRAL for unit in analyse(f"x {after}").units[1:]):
        return True
    return not content.isupper()


def _balanced(piece: str) -> str:
    """A piece of a name without the half of a pair of brackets that splitting has left."""
    piece = piece.strip(" ,;")
    opened, closed = sum(map(piece.count, "(（[")), sum(map(piece.count, ")）]"))
    if opened != closed:
        piece = piece.strip(" ,;()（）[]")
    return piece


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
    # "(BVI)": three letters are a name only where they are initials; "(ASIA)" is no name at all.
    return len(letters) > 3 and not is_everyday(letters)
