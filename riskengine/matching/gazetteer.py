"""Names of list and reference entities that a text spells out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from riskengine.matching.han_names import is_han
from riskengine.matching.index import Index
from riskengine.matching.lexicon import WordClass, read_word
from riskengine.matching.phrases import CAPITALS, HAN, MANY, SINGLE
from riskengine.text import plain, words
from riskengine.text.han import simplified
from riskengine.text.tokens import Word

_MAX_GAP = 3  # characters between two words of one name, such as "., "
_GAP = frozenset(" \t\n.,&-–'’\"/()（）·\u00a0")


@dataclass(frozen=True, slots=True)
class NameHit:
    """A listed name in a text: `text[start:end]`, code points, and whose name it is."""

    start: int
    end: int
    entity_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Token:
    """A word of the text and its plain words: "al-Foo's" gives "al", "foo"."""

    key: str
    text: str
    start: int
    end: int


class Gazetteer:
    """Recognises listed names; `Matcher.finder` builds it."""

    def __init__(self, index: Index) -> None:
        self._index = index
        phrases = index.phrases()
        self._keys = phrases.keys
        self._flags = phrases.flags
        self._places = phrases.places
        self._entities = phrases.entities
        self._longest = phrases.longest
        self._last = {key: number for number, key in enumerate(self._keys)}

    def _numbers(self, key: str) -> Iterator[int]:
        """Phrases spelled so; they stand side by side, one for each way of writing."""
        number = self._last.get(key, -1)
        while number >= 0 and self._keys[number] == key:
            yield number
            number -= 1

    def find(self, text: str) -> tuple[NameHit, ...]:
        """Listed names in a text, left to right, without overlaps: the longest wins.

        A name is found with or without its legal form, at word boundaries, in any case of
        its listed spelling; in the text its words must be capitalised (scripts without
        capitals excepted), an acronym must stand in capitals, and a lone word must be
        distinctive. Han names are found as parts of a run.
        """
        hits: list[tuple[int, int, tuple[int, ...]]] = []
        tokens: list[_Token] = []
        for word in words(text):
            if is_han(word.text):
                hits.extend(self._in_han(word))
            tokens.append(_token(word))
        hits.extend(self._in_words(text, tokens))
        return self._resolve(hits)

    def _in_han(self, word: Word) -> list[tuple[int, int, tuple[int, ...]]]:
        run = simplified(word.text)
        found: list[tuple[int, int, tuple[int, ...]]] = []
        place = 0
        while place < len(run) - 1:
            longest = self._longest.get(run[place : place + 2], 0)
            for size in range(min(longest, len(run) - place), 1, -1):
                numbers = tuple(
                    number
                    for number in self._numbers(run[place : place + size])
                    if self._flags[number] == HAN
                )
                if numbers:
                    start = word.start + place
                    found.append((start, start + size, numbers))
                    place += size - 1
                    break
            place += 1
        return found

    def _in_words(
        self, text: str, tokens: Sequence[_Token]
    ) -> list[tuple[int, int, tuple[int, ...]]]:
        found: list[tuple[int, int, tuple[int, ...]]] = []
        for first, token in enumerate(tokens):
            longest = self._longest.get(token.key, 0)
            if not longest:
                continue
            last_usable = _reach(text, tokens, first, longest)
            for last in range(last_usable, first - 1, -1):
                key = " ".join(item.key for item in tokens[first : last + 1])
                numbers = tuple(
                    number
                    for number in self._numbers(key)
                    if _is_written_as_name(tokens[first : last + 1], self._flags[number])
                )
                if numbers:
                    found.append((token.start, tokens[last].end, numbers))
                    break
        return found

    def _resolve(self, hits: Sequence[tuple[int, int, tuple[int, ...]]]) -> tuple[NameHit, ...]:
        chosen: list[NameHit] = []
        end = 0
        for start, stop, numbers in sorted(hits, key=lambda hit: (hit[0], -hit[1])):
            if start < end:
                continue
            ids = {
                self._index.entity_id(self._entities[place])
                for number in numbers
                for place in range(self._places[number], self._places[number + 1])
            }
            chosen.append(NameHit(start, stop, tuple(sorted(ids))))
            end = stop
        return tuple(chosen)


def _token(word: Word) -> _Token:
    text, end = word.text, word.end
    if len(text) > 2 and text[-2] in "'’" and text[-1] in "sS":
        text, end = text[:-2], end - 2
    return _Token(plain(text).replace("'", ""), text, word.start, end)


def _reach(text: str, tokens: Sequence[_Token], first: int, longest: int) -> int:
    """Last token that can belong to a name that begins at `first`."""
    last = first
    while last + 1 < len(tokens) and last - first + 1 < longest:
        gap = text[tokens[last].end : tokens[last + 1].start]
        if len(gap) > _MAX_GAP or any(char not in _GAP for char in gap) or "\n\n" in gap:
            break
        last += 1
    return last


def _capitalised(token: _Token) -> bool:
    first = token.text[0]
    return not first.islower()


def _is_written_as_name(tokens: Sequence[_Token], flag: int) -> bool:
    if flag == HAN:
        return False
    if flag == CAPITALS:
        return tokens[0].text.isupper() or not tokens[0].text.isascii()
    if flag == SINGLE:
        return _capitalised(tokens[0])
    if flag != MANY or not _capitalised(tokens[0]):
        return False
    return all(
        _capitalised(token) or read_word(token.key).cls is WordClass.JOINING or len(token.key) <= 3
        for token in tokens
    )
