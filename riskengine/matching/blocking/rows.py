"""Rows of the index: each distinct listed spelling, with the keys of its words.

A spelling that holds several names ("Alpha (Beta)", "X aka Y") has a row for each of them.
"""

from __future__ import annotations

import json
import zlib
from array import array
from collections.abc import Iterable, Mapping, Sequence

import numpy as np

from riskengine.matching.align import unvowelled
from riskengine.matching.blocking.terms import EITHER, ORGANISED, PERSON, TermCollector
from riskengine.matching.blocking.words import (
    SHORTEST_WHOLE,
    Taken,
    Word,
    halves,
    initials,
    joins,
    latin,
    take_groups,
)
from riskengine.matching.names import variants
from riskengine.vocab import EntityKind

HALF = 255  # in place of the number of words: half of the letters of the whole name
_PERSON_WORDS = 8  # words of the longest name of a person whose kind is not stated
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
        self._terms = TermCollector()
        self._row_text = array("I")
        self._bare: list[str] = []
        self._whole: list[str] = []
        self._join_keys = array("I")
        self._row_joins = array("I")  # how many joined words each row has
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
        taken = [take_groups(form, letters if form is text else None) for form in forms]
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

    def _add_row(self, text: int, taken: Taken, mode: int) -> None:
        more = taken.more
        letters = taken.letters
        if mode != PERSON:
            own = initials(letters)
            if own:
                more = [*more, *(Word(key, units=0, parts=0, weight=0.0) for key in own)]
        self._terms.add(taken.groups, more, mode)
        bare, whole = "".join(letters[taken.first : taken.last]), "".join(letters)
        self._bare.append(bare)
        self._whole.append("" if whole == bare else whole)
        self._row_text.append(text)
        joined = joins(letters, taken.first, taken.last)
        keys = [join_key(one) for one in joined]
        self._join_words.extend([words for words, _ in joined.values()])
        self._join_units.extend([units for _, units in joined.values()])
        for one in (bare,) if whole == bare else (bare, whole):
            if len(one) >= SHORTEST_WHOLE:
                keys.extend(map(join_key, halves(one, len(one))))
                self._join_words.extend((HALF, HALF))
                self._join_units.extend((0, 0))
        self._join_keys.extend(keys)
        self._row_joins.append(len(keys))

    def sections(self) -> dict[str, bytes]:
        """Packed rows; see `blocking.combine`."""
        terms = self._terms.packed(self._key)
        forms = list(self._forms)
        rows = np.arange(len(self._row_text), dtype=np.uint32)
        return {
            **terms,
            "row_bare": pack_rows(self._bare),
            "row_whole": pack_rows(self._whole),
            "row_text": self._row_text.tobytes(),
            "join_keys": self._join_keys.tobytes(),
            "join_rows": np.repeat(rows, self._row_joins).tobytes(),
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
