"""Words of a name as the index files them: quickly, alike for listed names and for queries.

A key is `w` and a plain word, `=` and the concept of a generic word, `@` and that of a place,
`#` and a number, `c` and a Han character, `+` and the Latin spelling of joined characters,
`~` and initials. Names are taken apart by their plain words only; the comparator looks closer.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from riskengine.matching.align import spellings
from riskengine.matching.han_names import han_units, is_han
from riskengine.matching.keys import initials_terms, tokens
from riskengine.matching.lexicon import (
    WordClass,
    is_particle,
    is_title,
    place_concept,
    read_word,
)
from riskengine.matching.names import romanised_forms
from riskengine.matching.units import Unit
from riskengine.territories.heads import phrase_heads
from riskengine.text.legal_forms import form_span

MARKS = {
    WordClass.NEUTRAL: "=",
    WordClass.SECTOR: "=",
    WordClass.PLACE: "@",
    WordClass.NUMBER: "#",
}
HAN_WEIGHT = 0.5  # a Han character of the core, as in the comparator
MOST_WORDS = 24  # of a name; what follows is left to the comparator
_HAN_JOIN = 4  # characters that a romanised word may hold
_JOIN = 3  # words that may be one word in another spelling
_SHORTEST_JOIN = 4  # letters
SHORTEST_WHOLE = 7  # letters of a name that is looked up by its halves


@dataclass(frozen=True, slots=True)
class Word:
    """One key of a name and what it stands for.

    Attributes:
        text: the word behind a `w`, `=` or `@` key; empty for the others.
        units: words that the key covers in a comparison of organisations; 0 if none.
        parts: the same for persons.
        weight: of a key that has no word of its own to weigh; negative for the rarity of the
            word.
    """

    key: str
    text: str = ""
    units: int = 1
    parts: int = 1
    weight: float = -1.0


@dataclass(frozen=True, slots=True)
class Names:
    """A name taken apart.

    Attributes:
        words: keys that cover every word once.
        more: further keys that cover some of the words in another way.
        letters: plain words in order, legal forms included.
        first, last: the words of `letters` between the legal forms, `last` excluded.
        organised: whether some word is only used by organisations.
    """

    words: tuple[Word, ...]
    more: tuple[Word, ...]
    letters: tuple[str, ...]
    first: int
    last: int
    organised: bool


@lru_cache(maxsize=131072)
def _kind(token: str) -> tuple[WordClass, str, bool]:
    reading = read_word(token)
    cls = reading.cls
    if cls is WordClass.CORE and not token.isascii():
        # As the comparator does: a native spelling of a word known in Latin letters.
        romanised = read_word(romanised_forms(token)[0])
        if romanised.cls in (WordClass.NEUTRAL, WordClass.SECTOR, WordClass.PLACE):
            cls, reading = romanised.cls, romanised
    person = not (is_title(token) or (is_particle(token) and len(token) < 5)) and len(token) > 1
    return cls, reading.concept, person


@lru_cache(maxsize=65536)
def _place_of(words: tuple[str, ...]) -> str:
    return place_concept(" ".join(words))


def _long_place(letters: Sequence[str], start: int) -> tuple[int, str]:
    """Words of a place whose name has several ("Hong Kong"), and its concept; 0 if none."""
    if letters[start] in phrase_heads():
        for size in (3, 2):
            part = tuple(letters[start : start + size])
            if len(part) == size and (concept := _place_of(part)):
                return size, concept
    return 0, ""


def take_apart(text: str) -> Names:
    """Keys of a name; never fails, whatever the text holds."""
    letters = tokens(text)[:MOST_WORDS]
    if not letters:
        return Names((), (), (), 0, 0, False)
    first, last, _ = form_span(letters)
    found: list[Word] = []
    more: list[Word] = []
    organised = last - first < len(letters)
    place = 0
    while place < len(letters):
        token = letters[place]
        if not token.isascii() and is_han(token):
            organised = _add_han(token, len(letters), found, more) or organised
            place += 1
            continue
        size, concept = _long_place(letters, place)
        if size and first <= place and place + size <= last:
            found.append(Word("@" + concept, parts=0))
            found.extend(Word("w" + word, word, units=0) for word in letters[place : place + size])
            place += size
            continue
        cls, concept, person = _kind(token)
        mark = MARKS.get(cls)
        legal = cls is WordClass.LEGAL or not first <= place < last
        if mark is not None and not legal:
            organised = organised or cls in (WordClass.NEUTRAL, WordClass.SECTOR)
            found.append(Word(mark + concept, token, parts=0))
            if person:
                found.append(Word("w" + token, token, units=0))
        else:
            organised = organised or legal
            units = int(cls is WordClass.CORE and not legal)
            if units or person:
                found.append(Word("w" + token, token, units, int(person)))
        place += 1
    return Names(tuple(found), tuple(more), tuple(letters), first, last, organised)


def _add_han(run: str, words: int, found: list[Word], more: list[Word]) -> bool:
    """Keys of a Han run; returns whether it has an organisation's words."""
    organised = False
    for syllable, group in itertools.groupby(han_units(run), key=lambda unit: unit.syllable):
        units = list(group)
        if syllable:
            found.extend(Word("c" + unit.concept, parts=0, weight=HAN_WEIGHT) for unit in units)
            more.extend(_han_joins(units))
            continue
        for unit in units:
            mark = MARKS.get(unit.cls)
            organised = organised or mark in (None, "=")
            if mark is not None and unit.concept:
                found.append(Word(mark + unit.concept, parts=0))
    if words == 1 and 2 <= len(run) <= 4:
        # A person: the surname has one character, the rest is the given name.
        found.append(Word("w" + run[0], run[0], units=0))
        found.append(Word("w" + run[1:], run[1:], units=0))
    else:
        found.append(Word("w" + run, run, units=0))
    return organised


def _han_joins(units: Sequence[Unit]) -> list[Word]:
    """Latin spellings of two to four neighbouring characters, and of all together."""
    found: dict[str, Word] = {}
    for start in range(len(units)):
        for size in range(2, _HAN_JOIN + 1):
            part = units[start : start + size]
            if len(part) == size:
                _note_joins(part, found)
    if len(units) > _HAN_JOIN:
        _note_joins(units, found)
    return list(found.values())


def _note_joins(part: Sequence[Unit], found: dict[str, Word]) -> None:
    for spelling in spellings(part)[:4]:
        key = "+" + spelling
        found.setdefault(key, Word(key, spelling, len(part), 1, HAN_WEIGHT * len(part)))


@dataclass(frozen=True, slots=True)
class Joined:
    """Neighbouring words written as one.

    Attributes:
        count: how many words they are.
        units: how many of them stand between the legal forms.
    """

    letters: str
    count: int
    units: int


def joined_words(names: Names) -> list[Joined]:
    """Two and three neighbours, all words between the legal forms, and all words."""
    letters, first, last = names.letters, names.first, names.last
    count = len(letters)
    if count < 2:
        return []
    found: dict[str, Joined] = {}
    spans = [
        (start, start + size) for size in range(2, _JOIN + 1) for start in range(count - size + 1)
    ]
    spans.extend(((first, last), (0, count)))
    for start, end in spans:
        units = min(end, last) - max(start, first)
        joined = "".join(letters[start:end])
        if units > 0 and end - start > 1 and len(joined) >= _SHORTEST_JOIN:
            found.setdefault(joined, Joined(joined, end - start, units))
    return list(found.values())


def whole_letters(names: Names) -> tuple[str, ...]:
    """All letters of the name, and those between the legal forms; none of very short names."""
    whole = ("".join(names.letters), "".join(names.letters[names.first : names.last]))
    return tuple(dict.fromkeys(one for one in whole if len(one) >= SHORTEST_WHOLE))


def halves(letters: str, total: int) -> tuple[str, str]:
    """Keys of the front and the back half of a name that has `total` letters when spelled right.

    One slip leaves one of the halves as it was.
    """
    half = total // 2
    return f"{total}<{letters[:half]}", f"{total}>{letters[half - total :]}"


def initials(names: Names) -> tuple[str, ...]:
    """Initials that the name may be known by."""
    return (
        tuple(term[1:] for term in initials_terms(names.letters))
        if (len(names.letters) > 2)
        else ()
    )


def latin(text: str) -> tuple[str, ...]:
    """Plain Latin spellings of a word in any script, at most four; likeliest first."""
    if text.isascii():
        return (text,)
    if len(text) == 1 or is_han(text):
        from riskengine.text import latin_forms

        forms = (form.replace(" ", "") for form in latin_forms(text))
        return tuple(dict.fromkeys(form for form in forms if form))[:4] or (text,)
    return romanised_forms(text)[:4]


def unvowelled(text: str) -> bool:
    """Whether the word is in a script that leaves vowels out (Arabic, Hebrew)."""
    return any("\u0590" <= char <= "\u08ff" for char in text)
