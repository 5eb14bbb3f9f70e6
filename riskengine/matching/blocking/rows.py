"""Rows of the index: each distinct listed spelling, with the keys of its words.

A spelling that holds several names ("Alpha (Beta)", "X aka Y") has a row for each of them.
"""

from __future__ import annotations

import json
import zlib
from array import array
from collections.abc import Iterable, Mapping, Sequence

from riskengine.matching.align import unvowelled
from riskengine.matching.blocking.words import (
    SHORTEST_WHOLE,
    Names,
    Word,
    halves,
    initials,
    is_titled,
    joined_words,
    latin,
    take_apart,
)
from riskengine.matching.names import variants
from riskengine.vocab import EntityKind

HALF = 255  # in place of the number of words: half of the letters of the whole name
_PERSON_WORDS = 8  # words of the longest name of a person whose kind is not stated
ORGANISED, PERSON, EITHER = range(3)  # how the comparator reads a listed name
_MODES = {EntityKind.PERSON: PERSON, EntityKind.UNKNOWN: EITHER}


def mode_of(kind: EntityKind) -> int:
    return _MODES.get(kind, ORGANISED)


def join_key(joined: str) -> int:
    """Number of words written as one."""
    return zlib.crc32(joined.encode("utf-8", "surrogatepass"))


class RowCollector:
    """Gathers rows while a list is read; `sections` gives them in packed form.

    Keys and forms are numbered in the order in which they come.
    """

    def __init__(self) -> None:
        self._texts: dict[tuple[str, int], int] = {}
        self._known_texts: dict[tuple[str, int], int] = {}
        self._keys: dict[str, int] = {}
        self._forms: dict[tuple[str, int, bool, bool], None] = {}
        self._known: set[tuple[str, str]] = set()
        self._words: dict[Word, tuple[int, int]] = {}
        self._row_text = array("I")
        self._row_places = array("I", [0])
        self._bare: list[str] = []
        self._whole: list[str] = []
        self._terms = array("I")
        self._units = bytearray()
        self._parts = bytearray()
        self._weights = array("f")
        self._extra = bytearray()  # 1: covers what other keys cover; 2: a title of a person
        self._join_keys = array("I")
        self._join_rows = array("I")
        self._join_units = bytearray()
        self._join_words = bytearray()

    def add(self, text: str, mode: int, letters: Sequence[str] | None = None) -> int:
        """Note a spelling; returns its number.

        Args:
            letters: its plain words, as `tokens` gives them, where they are known.
        """
        number = self._known_texts.get((text, mode))
        if number is not None:
            return number
        forms = variants(text)
        taken = [take_apart(form, letters if form is text else None) for form in forms]
        settled = mode
        if mode == EITHER and taken:
            # A name of unknown kind that no person bears is read as an organisation's.
            whole = taken[0]
            if whole.organised or len(whole.letters) > _PERSON_WORDS:
                settled = ORGANISED
        number = self._texts.get((text, settled))
        if number is None:
            number = self._texts[text, settled] = len(self._texts)
            for names in taken:
                self._add_row(number, names, settled)
        self._known_texts[text, mode] = number
        return number

    def _key(self, word: Word) -> int:
        number = self._keys.setdefault(word.key, len(self._keys))
        if word.text and (word.key, word.text) not in self._known:
            self._known.add((word.key, word.text))
            generic = word.key[0] in "=@"
            silent = unvowelled(word.text)
            for form in latin(word.text):
                self._forms[form, number, generic, silent] = None
        return number

    def _add_row(self, text: int, names: Names, mode: int) -> None:
        row = len(self._row_text)
        for extra, words in enumerate((names.words, names.more)):
            for word in words:
                if mode == PERSON:
                    if word.parts and word.key[0] in "w+":
                        self._put(word, extra)
                elif word.units or mode != ORGANISED:
                    self._put(word, extra)
        if mode != PERSON:
            for own in initials(names):
                self._put(Word("~" + own, units=0, parts=0, weight=0.0), 1)
        letters = names.letters
        bare, whole = "".join(letters[names.first : names.last]), "".join(letters)
        self._bare.append(bare)
        self._whole.append("" if whole == bare else whole)
        self._row_text.append(text)
        self._row_places.append(len(self._terms))
        joins = [(one.letters, one.units, one.words) for one in joined_words(names)]
        for one in (bare,) if whole == bare else (bare, whole):
            if len(one) >= SHORTEST_WHOLE:
                joins.extend((half, 0, HALF) for half in halves(one, len(one)))
        for joined, units, count in joins:
            self._join_keys.append(join_key(joined))
            self._join_rows.append(row)
            self._join_units.append(units)
            self._join_words.append(count)

    def _put(self, word: Word, extra: int) -> None:
        known = self._words.get(word)
        if known is None:
            known = self._words[word] = (self._key(word), 2 * is_titled(word.text))
        self._terms.append(known[0])
        self._units.append(word.units)
        self._parts.append(word.parts)
        self._weights.append(word.weight)
        self._extra.append(extra + known[1])

    def sections(self) -> dict[str, bytes]:
        """Packed rows; see `blocking.combine`."""
        forms = list(self._forms)
        return {
            "row_bare": pack_rows(self._bare),
            "row_whole": pack_rows(self._whole),
            "row_text": self._row_text.tobytes(),
            "row_places": self._row_places.tobytes(),
            "terms": self._terms.tobytes(),
            "term_units": bytes(self._units),
            "term_parts": bytes(self._parts),
            "term_weights": self._weights.tobytes(),
            "term_extra": bytes(self._extra),
            "join_keys": self._join_keys.tobytes(),
            "join_rows": self._join_rows.tobytes(),
            "join_units": bytes(self._join_units),
            "join_words": bytes(self._join_words),
            "text_modes": bytes(mode for _, mode in self._texts),
            "keys": pack_lines(self._keys),
            "forms": pack_lines(form for form, _, _, _ in forms),
            "form_keys": array("I", [key for _, key, _, _ in forms]).tobytes(),
            "form_flags": bytes(generic + 2 * silent for _, _, generic, silent in forms),
        }


def pack_lines(lines: Iterable[str]) -> bytes:
    """Words without line breaks, one a line; nothing for none."""
    return "\n".join(lines).encode("utf-8", "surrogatepass")


def pack_rows(lines: Iterable[str]) -> bytes:
    """Words or empty lines, one a line, each with its line break."""
    return "".join(f"{line}\n" for line in lines).encode("utf-8", "surrogatepass")


def read_rows(section: memoryview) -> list[str]:
    """What `pack_rows` packed."""
    return str(section, "utf-8", "surrogatepass").split("\n")[:-1]


def read_lines(section: memoryview) -> list[str]:
    """What `pack_lines` packed."""
    return str(section, "utf-8", "surrogatepass").split("\n") if len(section) else []


def pack_json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=True, sort_keys=True, separators=(",", ":")).encode()


def read_json(sections: Mapping[str, memoryview], name: str) -> object:
    return json.loads(bytes(sections[name]))
