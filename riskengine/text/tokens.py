"""Words of a text with their offsets."""

from __future__ import annotations

import re
from dataclasses import dataclass

from riskengine.text.scripts import script_of_char

# Letters, digits and combining marks; an apostrophe only between two letters.
_WORD = re.compile(
    r"[^\W_](?:[^\W_]|[\u0300-\u036f\u0610-\u061a\u064b-\u065f\u0900-\u0903"
    r"\u093a-\u094f\u0e31\u0e34-\u0e4e\u200c\u200d\u00ad]|['’](?=[^\W\d_]))*"
)
# The same for ASCII text alone, which is most of what a batch holds.
_ASCII_WORD = re.compile(r"[A-Za-z0-9]+(?:'(?=[A-Za-z])[A-Za-z0-9]+)*")
_UNSPACED = frozenset({"Hani", "Hira", "Kana", "Jpan"})


@dataclass(frozen=True, slots=True)
class Word:
    """A run of letters or digits; `text` is `source[start:end]`, in code points."""

    text: str
    start: int
    end: int


def _family(char: str) -> str:
    """East Asian letters are written without spaces and are kept apart from the rest."""
    return "cjk" if script_of_char(char) in _UNSPACED or char in "々〆ー" else "other"


def words(text: str) -> tuple[Word, ...]:
    """Split into words, left to right, without punctuation.

    Chinese and Japanese text is not segmented: a run is one word, parted from Latin
    letters and digits beside it.
    """
    found: list[Word] = []
    for match in _WORD.finditer(text):
        start, end = match.span()
        run = match.group()
        if run.isascii():
            found.append(Word(run, start, end))
            continue
        cut = start
        family = _family(text[start])
        for place in range(start + 1, end):
            following = _family(text[place])
            if following != family:
                found.append(Word(text[cut:place], cut, place))
                cut, family = place, following
        found.append(Word(text[cut:end], cut, end))
    return tuple(found)


def word_texts(text: str) -> list[str]:
    """The words of a text without their offsets, as `words` finds them, but faster."""
    if text.isascii():
        return _ASCII_WORD.findall(text)
    return [word.text for word in words(text)]
