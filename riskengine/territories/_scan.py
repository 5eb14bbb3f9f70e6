"""Finding known phrases in a text: by words in alphabetic scripts, by characters in Han.

One pass over the tokens with dictionary lookups, so cost does not grow with the size of
the phrase book.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Generic, TypeVar

V = TypeVar("V")

_HAN = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_LETTER = rf"(?:(?![{_HAN}])[^\W\d_])"
# Initialisms keep their full stops; words keep inner apostrophes; Han runs stand alone.
TOKEN = re.compile(
    rf"(?P<dots>(?:[A-Z]\.){{2,}}|(?:[A-Z]\.)+[A-Z](?![\w]))"
    rf"|(?P<han>[{_HAN}]+)"
    rf"|(?P<word>{_LETTER}+(?:['’ʼ]{_LETTER}+)*)"
)
# What may stand between two words of one phrase.
_GAP = re.compile(r"(?:[ \t\u00a0]|\r?\n)?[-\u2010-\u2015]?(?:[ \t\u00a0]|\r?\n)?")
# A short word before a full stop may be an abbreviation inside a name ("St. Petersburg").
_ABBREVIATION_GAP = re.compile(r"\.[ \t\u00a0]?")
_MARKS = re.compile(r"[\u0300-\u036f]+")
_APOSTROPHES = str.maketrans({"’": "'", "ʼ": "'", "‘": "'"})


def fold_word(word: str) -> str:
    """Lookup key of one word: no case, no accents, plain apostrophes, no full stops."""
    if word.isascii():
        return word.lower().replace(".", "")
    bare = _MARKS.sub("", unicodedata.normalize("NFKD", word.casefold()))
    return unicodedata.normalize("NFC", bare).translate(_APOSTROPHES).replace(".", "")


@dataclass(frozen=True, slots=True)
class Token:
    """A word, an initialism or a run of Han characters, with its offsets.

    `possessive` is true where an English 's was cut off; `end` lies before it.
    """

    text: str
    key: str
    start: int
    end: int
    is_han: bool
    possessive: bool = False


def tokens(text: str) -> list[Token]:
    """Tokens of a text, in order."""
    found: list[Token] = []
    for match in TOKEN.finditer(text):
        raw, start = match.group(), match.start()
        possessive = False
        if match.lastgroup == "word" and len(raw) > 2 and raw[-2] in "'’ʼ" and raw[-1] in "sS":
            raw, possessive = raw[:-2], True
        is_han = match.lastgroup == "han"
        key = raw if is_han else fold_word(raw)
        found.append(Token(raw, key, start, start + len(raw), is_han, possessive))
    return found


def phrase_key(text: str) -> str:
    """Lookup key of a whole phrase; Han characters stay as they are."""
    if text.isascii() and text.isalpha():
        return text.lower()  # one plain word, by far the usual case
    return " ".join(token.key for token in tokens(text))


def joined(text: str, left: Token, right: Token) -> bool:
    """Whether two neighbouring tokens can belong to one name."""
    if left.possessive:
        return False
    between = text[left.end : right.start]
    if between == " ":
        return True
    if _GAP.fullmatch(between):
        return bool(between)
    return len(left.text) <= 4 and _ABBREVIATION_GAP.fullmatch(between) is not None


@dataclass(frozen=True, slots=True)
class Hit(Generic[V]):
    """A phrase found: tokens `first` to `last` (both included), or a part of a Han token."""

    start: int
    end: int
    first: int
    last: int
    value: V


class PhraseBook(Generic[V]):
    """Phrases with a value each.

    Args:
        words: pairs of phrase key (words joined by one space) and value.
        han: pairs of Han string and value.
    """

    def __init__(self, words: Iterable[tuple[str, V]], han: Iterable[tuple[str, V]]) -> None:
        self._words: dict[str, V] = {}
        self._longest: dict[str, int] = {}
        for key, value in words:
            self._words[key] = value
            head, _, rest = key.partition(" ")
            count = 1 + (rest.count(" ") + 1 if rest else 0)
            if count > self._longest.get(head, 0):
                self._longest[head] = count
        self._han: dict[str, V] = dict(han)
        lengths: dict[str, set[int]] = {}
        for key in self._han:
            lengths.setdefault(key[0], set()).add(len(key))
        self._lengths = {head: sorted(sizes, reverse=True) for head, sizes in lengths.items()}

    def get(self, key: str) -> V | None:
        """Value of a phrase key, whatever its script."""
        value = self._words.get(key)
        return value if value is not None else self._han.get(key)

    def heads(self) -> set[str]:
        """First words of phrases of several words."""
        return {head for head, longest in self._longest.items() if longest > 1}

    def east_asian_starts(self) -> set[str]:
        """First two characters of the phrases in Han characters, kana or Hangul."""
        keys = (*self._han, *self._words)
        return {key[:2] for key in keys if "\u3040" <= key[:1] <= "\ud7a3"}

    def scan(self, text: str, found: list[Token]) -> Iterator[Hit[V]]:
        """Leftmost longest phrases that do not overlap. Case is not looked at here."""
        position, total = 0, len(found)
        while position < total:
            token = found[position]
            if token.is_han:
                yield from self._scan_han(token, position)
                position += 1
                continue
            limit = self._longest.get(token.key, 0)
            step = 1
            if limit:
                for hit in self._longest_at(text, found, position, limit):
                    yield hit
                    step = hit.last - position + 1
            position += step

    def _longest_at(
        self, text: str, found: list[Token], position: int, limit: int
    ) -> Iterator[Hit[V]]:
        key = found[position].key
        best: tuple[int, V] | None = None
        value = self._words.get(key)
        if value is not None:
            best = (position, value)
        for last in range(position + 1, min(position + limit, len(found))):
            if found[last].is_han or not joined(text, found[last - 1], found[last]):
                break
            key = f"{key} {found[last].key}"
            value = self._words.get(key)
            if value is not None:
                best = (last, value)
        if best is not None:
            last, value = best
            yield Hit(found[position].start, found[last].end, position, last, value)

    def _scan_han(self, token: Token, position: int) -> Iterator[Hit[V]]:
        run, offset = token.text, 0
        while offset < len(run):
            step = 1
            for length in self._lengths.get(run[offset], ()):
                value = self._han.get(run[offset : offset + length])
                if value is not None and offset + length <= len(run):
                    start = token.start + offset
                    yield Hit(start, start + length, position, position, value)
                    step = length
                    break
            offset += step
