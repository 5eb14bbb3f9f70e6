"""Words of a name as the index files them: quickly, alike for listed names and for queries.

A key is `w` and a plain word, `=` and the concept of a generic word, `@` and that of a place,
`#` and a number, `c` and a Han character, `+` and the Latin spelling of joined characters,
`~` and initials. Names are taken apart by their plain words only; the comparator looks closer.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from riskengine.matching.align import spellings
from riskengine.matching.given_names import is_native_name
from riskengine.matching.han_names import han_units, is_east_asian, is_han
from riskengine.matching.keys import initials_terms, tokens
from riskengine.matching.lexicon import (
    WordClass,
    is_particle,
    is_title,
    place_concept,
    read_word,
)
from riskengine.matching.name_words import DIGIT_LETTERS, mend_look_alikes, romanised_forms
from riskengine.matching.person_forms import name_forms
from riskengine.matching.units import Unit
from riskengine.territories.heads import phrase_heads
from riskengine.text.legal_forms import form_span, split_legal_form
from riskengine.text.normalise import visible
from riskengine.text.tokens import word_texts

MARKS = {
    WordClass.NEUTRAL: "=",
    WordClass.SECTOR: "=",
    WordClass.PLACE: "@",
    WordClass.NUMBER: "#",
}
_DOTTED = re.compile(r"(?<![^\W_])([^\W\d_])\. ?(?=[^\W\d_](?![^\W_]))")  # "D.O.O."
_KANA = frozenset(map(chr, range(0x3040, 0x3100)))
HAN_WEIGHT = 0.5  # a Han character of the core, as in the comparator
MOST_WORDS = 24  # of a name; what follows is left to the comparator
_HAN_JOIN = 4  # characters that a romanised word may hold
_JOIN = 3  # words that may be one word in another spelling
_LETTERS_BESIDE = 3  # of a word in which digits may stand for letters
_SHORTEST_JOIN = 4  # letters
_SERVANT = "عبدال"  # "servant of the", opens names of one word that Latin letters divide
SHORTEST_WHOLE = 7  # letters of a name that is looked up by its halves


class Word(NamedTuple):
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


class Taken(NamedTuple):
    """A name taken apart, its keys still in the groups in which they are kept from name to name.

    Compiling numbers each group once. The fields are those of `Names`; `groups` together are
    its `words`.
    """

    groups: list[tuple[Word, ...]]
    more: list[Word]
    letters: tuple[str, ...]
    first: int
    last: int
    organised: bool


class _Token(NamedTuple):
    """Keys of one plain word.

    Attributes:
        inside: between the legal forms of its name.
        outside: as part of a legal form.
        organised: whether only organisations use it.
    """

    inside: tuple[Word, ...]
    outside: tuple[Word, ...]
    organised: bool


@lru_cache(maxsize=131072)
def read_plain_word(token: str) -> _Token:
    """Keys of one plain word, by its place in the name."""
    reading = read_word(token)
    cls = reading.cls
    if cls is WordClass.CORE and not token.isascii():
        # As the comparator does: a native spelling of a word known in Latin letters.
        romanised = read_word(romanised_forms(token)[0])
        if romanised.cls in (WordClass.NEUTRAL, WordClass.SECTOR, WordClass.PLACE):
            cls, reading = romanised.cls, romanised
    person = len(token) > 1 and not (is_particle(token) and len(token) < 5) and not is_title(token)
    mark = MARKS.get(cls)
    part = (Word("w" + token, token, units=0),) if person else ()
    if mark is not None:
        organised = mark == "=" and token not in name_forms().titles
        if organised and not token.isascii():
            organised = not is_native_name(token, romanised_forms(token)[0])
        return _Token((Word(mark + reading.concept, token, parts=0), *part), part, organised)
    if cls is WordClass.CORE:
        return _Token((Word("w" + token, token, parts=int(person)),), part, False)
    return _Token(part, part, cls is WordClass.LEGAL)


@lru_cache(maxsize=65536)
def _place_of(words: tuple[str, ...]) -> str:
    return place_concept(" ".join(words))


def _long_place(letters: Sequence[str], start: int) -> tuple[int, str]:
    """Words of a place whose name has several ("Hong Kong"), and its concept; 0 if none."""
    for size in (3, 2):
        part = tuple(letters[start : start + size])
        if len(part) == size and (concept := _place_of(part)):
            return size, concept
    return 0, ""


def _letters(text: str, plain_words: Sequence[str] | None) -> Sequence[str]:
    """Plain words of a name, dotted letters as one; East Asian runs apart from the rest."""
    if "." in text:
        undotted = _DOTTED.sub(r"\1", text)
        if undotted != text:
            text, plain_words = undotted, None
    if text.isascii():
        return tokens(text) if plain_words is None else plain_words
    found = mend_look_alikes(word_texts(visible(text)))
    return [one for word in found for one in tokens(word)]


def take_apart(text: str, plain_words: Sequence[str] | None = None) -> Names:
    """Keys of a name; never fails, whatever the text holds.

    Args:
        plain_words: what `tokens` gives for the text, where that is known.
    """
    taken = take_groups(text, plain_words)
    words = tuple(itertools.chain.from_iterable(taken.groups))
    return Names(words, tuple(taken.more), *taken[2:])


def take_groups(text: str, plain_words: Sequence[str] | None = None) -> Taken:
    """What `take_apart` gives, in groups."""
    organised = False
    if is_east_asian(text):
        rest, forms = split_legal_form(visible(text))
        if rest and forms:
            text, plain_words, organised = rest, None, True
    letters = tuple(_letters(text, plain_words)[:MOST_WORDS])
    if not letters:
        return Taken([], [], (), 0, 0, False)
    first, last, _ = form_span(letters)
    found: list[tuple[Word, ...]] = []
    more: list[Word] = []
    organised = organised or last - first < len(letters)
    heads = phrase_heads()
    place = 0
    for at, token in enumerate(letters):
        if at < place:
            continue  # the rest of a place
        place = at + 1
        if not token.isascii() and is_east_asian(token):
            own: list[Word] = []
            organised = _add_han(token, len(letters), own, more) or organised
            found.append(tuple(own))
            continue
        if token in heads:
            size, concept = _long_place(letters, at)
            if size and first <= at and at + size <= last:
                single = (Word("w" + word, word, units=0) for word in letters[at : at + size])
                found.append((Word("@" + concept, parts=0), *single))
                place = at + size
                continue
        keys = read_plain_word(token)
        if first <= at < last:
            found.append(keys.inside)
            organised = organised or keys.organised
        else:
            found.append(keys.outside)
    return Taken(found, more, letters, first, last, organised)


def _add_han(run: str, words: int, found: list[Word], more: list[Word]) -> bool:
    """Keys of an East Asian run; returns whether it has an organisation's words."""
    organised = False
    for syllable, group in itertools.groupby(han_units(run), key=lambda unit: unit.syllable):
        units = list(group)
        if syllable:
            found.extend(Word("c" + unit.concept, parts=0, weight=HAN_WEIGHT) for unit in units)
            more.extend(_han_joins(units))
            continue
        for unit in units:
            mark = MARKS.get(unit.cls)
            organised = organised or mark == "=" or unit.cls is WordClass.LEGAL
            if mark is not None and unit.concept:
                found.append(Word(mark + unit.concept, parts=0))
            elif unit.cls is WordClass.CORE:
                found.append(Word("w" + unit.text, unit.text))
    if run[0] in _KANA:
        return organised
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


class Joined(NamedTuple):
    """Neighbouring words written as one.

    Attributes:
        words: how many they are.
        units: how many of them stand between the legal forms.
    """

    letters: str
    words: int
    units: int


def joined_words(names: Names) -> list[Joined]:
    """Two and three neighbours, all words between the legal forms, and all words."""
    return [
        Joined(joined, words, units)
        for joined, (words, units) in joins(names.letters, names.first, names.last).items()
    ]


def joins(letters: Sequence[str], first: int, last: int) -> dict[str, tuple[int, int]]:
    """What `joined_words` gives: by the words written as one how many they are, and units."""
    count = len(letters)
    if count < 2:
        return {}
    found: dict[str, tuple[int, int]] = {}
    for size in range(2, min(_JOIN, count) + 1):
        # At least one word stands between the legal forms.
        for start in range(first - size + 1 if first >= size else 0, min(last, count - size + 1)):
            end = start + size
            joined = "".join(letters[start:end])
            if len(joined) >= _SHORTEST_JOIN and joined not in found:
                units = (end if end < last else last) - (start if start > first else first)
                found[joined] = (size, units)
    for start, end in ((first, last), (0, count)):
        if end - start > _JOIN:
            joined = "".join(letters[start:end])
            found.setdefault(joined, (end - start, last - first))
    return found


def halves(letters: str, total: int) -> tuple[str, str]:
    """Keys of the front and the back half of a name that has `total` letters when spelled right.

    One slip leaves one of the halves as it was.
    """
    half = total // 2
    return "<" + letters[:half], ">" + letters[half - total :]


def near_halves(letters: str) -> tuple[str, str, str, str]:
    """`halves` of a name that may have one letter too many or too few."""
    count = len(letters)
    half = count // 2
    return (
        "<" + letters[: (count - 1) // 2],
        "<" + letters[: (count + 1) // 2],
        ">" + letters[-half:],
        ">" + letters[-half - 1 :],
    )


def meant(word: str) -> tuple[str, ...]:
    """Words that a word with digits among its letters may stand for ("Hu4wei").

    Of an Arabic compound the name that Latin writing often sets apart ("Abdol Hosein").
    """
    if not word.isascii() and word.startswith(_SERVANT) and len(word) > len(_SERVANT) + 1:
        return (word[len(_SERVANT) :],)
    if word.isalpha() or not word.isascii() or sum(map(str.isalpha, word)) < _LETTERS_BESIDE:
        return ()
    return tuple(dict.fromkeys(word.translate(table) for table in DIGIT_LETTERS))


def is_titled(word: str) -> bool:
    """Whether a word may be a form of address, which a person's name has or lacks freely."""
    return word in name_forms().titles


def initials(letters: Sequence[str]) -> tuple[str, ...]:
    """Keys of the initials that a name of these plain words may be known by."""
    return initials_terms(letters) if len(letters) > 2 else ()


def latin(text: str) -> tuple[str, ...]:
    """Plain Latin spellings of a word in any script, at most four; likeliest first."""
    if text.isascii():
        return (text,)
    if len(text) == 1 or is_han(text):
        from riskengine.text import latin_forms

        forms = (form.replace(" ", "") for form in latin_forms(text))
        return tuple(dict.fromkeys(form for form in forms if form))[:4] or (text,)
    return romanised_forms(text)[:4]
