"""Rows of several lists made into one searchable set.

Everything that depends on all lists at once is made here: how rare words are, which rows
hold a key, and the tables in which the words of a query find listed words.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from riskengine.matching.blocking.columns import ranges
from riskengine.matching.blocking.hashing import delete_keys, exact_keys
from riskengine.matching.blocking.rows import pack_lines, pack_rows, read_lines, read_rows
from riskengine.matching.blocking.spelling import coarse, part_keys, skeleton, word_keys
from riskengine.matching.lexicon import Rarity

# Salts: keys of sounds, of words without and with vowels, of consonants.
MEETING, SILENT, SPOKEN, CONSONANTS = 1, 2, 3, 4
SILENT_FORM, GENERIC_FORM = 2, 1  # flags of a form
# Flags of a key: which comparisons it takes part in; of a form: whether it is generic.
IN_ORGANISATIONS, IN_PERSONS, IS_GENERIC = 1, 2, 4
_GENERIC_USES = IN_ORGANISATIONS | IS_GENERIC
LEAST_COARSE = 3  # consonants that a word without vowels needs to be met by them

Ints = NDArray[np.int64]
N = TypeVar("N", bound=np.generic)


def distinct(values: Ints) -> Ints:
    """Distinct values, sorted; several times faster here than `np.unique`, which hashes."""
    if len(values) < 2:
        return values
    values = np.sort(values)
    return values[np.concatenate(([True], values[1:] != values[:-1]))]


def _coarse(forms: Sequence[str], chosen: Sequence[int]) -> list[tuple[str, int]]:
    found = [(coarse(forms[number]), number) for number in chosen]
    return [(key, number) for key, number in found if len(key) >= LEAST_COARSE]


@dataclass(slots=True)
class RowMerger:
    """Takes in the rows of one list after the other; `sections` packs the whole."""

    keys: dict[str, int] = field(default_factory=dict)
    texts: dict[tuple[str, int], int] = field(default_factory=dict)
    _forms: dict[tuple[str, int, int], None] = field(default_factory=dict)
    _chunks: dict[str, list[NDArray[np.generic]]] = field(default_factory=dict)
    _letters: dict[str, list[str]] = field(
        default_factory=lambda: {"row_bare": [], "row_whole": []}
    )
    _rows: int = 0

    def add(self, part: Mapping[str, memoryview], texts: Sequence[str]) -> Ints:
        """Take in the rows of a list.

        Args:
            texts: the distinct spellings of the list, as `RowCollector` numbered them.

        Returns:
            For each of them its number in the whole set.
        """
        modes = bytes(part["text_modes"])
        known = len(self.texts)
        numbers = np.array(
            [
                self.texts.setdefault(pair, len(self.texts))
                for pair in zip(texts, modes, strict=True)
            ],
            np.int64,
        )
        keys = np.array(
            [self.keys.setdefault(key, len(self.keys)) for key in read_lines(part["keys"])],
            np.int64,
        )
        form_keys = np.frombuffer(part["form_keys"], np.uint32)
        for form, key, flags in zip(
            read_lines(part["forms"]),
            keys[form_keys].tolist(),
            bytes(part["form_flags"]),
            strict=True,
        ):
            self._forms[form, key, flags] = None
        row_text = numbers[np.frombuffer(part["row_text"], np.uint32)]
        places = np.frombuffer(part["row_places"], np.uint32).astype(np.int64)
        kept = np.flatnonzero(row_text >= known)  # other rows are there from another list
        lengths = np.diff(places)[kept]
        chosen = ranges(places[:-1][kept], lengths)
        terms = np.frombuffer(part["terms"], np.uint32)[chosen]
        self._note("row_text", row_text[kept].astype(np.uint32))
        self._note("row_lengths", lengths)
        self._note(
            "row_modes",
            np.frombuffer(modes, np.uint8)[np.frombuffer(part["row_text"], np.uint32)[kept]],
        )
        self._note("terms", keys[terms].astype(np.int32))
        for name, kind in (
            ("term_units", np.uint8),
            ("term_parts", np.uint8),
            ("term_weights", np.float32),
            ("term_extra", np.uint8),
        ):
            self._note(name, np.frombuffer(part[name], kind)[chosen])
        for name, lines in self._letters.items():
            letters = read_rows(part[name])
            lines.extend(letters[one] for one in kept.tolist())
        moved = np.full(len(row_text), -1, np.int64)
        moved[kept] = np.arange(len(kept)) + self._rows
        join_rows = moved[np.frombuffer(part["join_rows"], np.uint32)]
        here = join_rows >= 0
        self._note("join_rows", join_rows[here].astype(np.uint32))
        self._note("join_keys", np.frombuffer(part["join_keys"], np.uint32)[here])
        for name in ("join_units", "join_words"):
            self._note(name, np.frombuffer(part[name], np.uint8)[here])
        self._rows += len(kept)
        return numbers

    def _note(self, name: str, chunk: NDArray[np.generic]) -> None:
        self._chunks.setdefault(name, []).append(chunk)

    def _whole(self, name: str, kind: type[N]) -> NDArray[N]:
        chunks = self._chunks.get(name)
        return np.concatenate(chunks).astype(kind) if chunks else np.empty(0, kind)

    def sections(self, rarity: Rarity) -> dict[str, bytes]:
        """Packed rows of all lists, with words weighed by how rare they are."""
        terms = self._whole("terms", np.int32)
        lengths = self._whole("row_lengths", np.int64)
        places = np.zeros(len(lengths) + 1, np.int64)
        np.cumsum(lengths, out=places[1:])
        owner = np.repeat(np.arange(len(lengths)), lengths)
        weights = self._weights(rarity)[terms]
        given = self._whole("term_weights", np.float32)
        units = self._whole("term_units", np.uint8)
        weights = np.where(given >= 0.0, given, weights) * (units > 0)
        marks = np.array([ord(key[0]) for key in self.keys], np.uint8)[terms]
        extra = self._whole("term_extra", np.uint8)
        once = extra & 1 == 0

        def total(values: NDArray[N]) -> NDArray[np.float64]:
            counted = values.astype(np.float64) * once
            return np.bincount(owner, counted, minlength=len(lengths)).astype(np.float64)

        parts = self._whole("term_parts", np.uint8)
        uses = np.zeros(len(self.keys), np.uint8)
        uses[terms[units > 0]] |= IN_ORGANISATIONS
        uses[terms[parts > 0]] |= IN_PERSONS
        order = np.argsort(terms, kind="stable")
        posting_places = np.zeros(len(self.keys) + 1, np.int64)
        np.cumsum(np.bincount(terms, minlength=len(self.keys)), out=posting_places[1:])
        join_keys = self._whole("join_keys", np.uint32)
        join_order = np.argsort(join_keys, kind="stable")
        return {
            "row_text": self._whole("row_text", np.uint32).tobytes(),
            "row_modes": self._whole("row_modes", np.uint8).tobytes(),
            "row_places": places.astype(np.uint32).tobytes(),
            "row_weight": total(weights).astype(np.float32).tobytes(),
            "row_units": total(units).astype(np.uint8).tobytes(),
            "row_parts": total(parts * (extra < 2)).astype(np.uint8).tobytes(),
            "row_numbers": total(marks == ord("#")).astype(np.uint8).tobytes(),
            "terms": terms.tobytes(),
            "term_units": units.tobytes(),
            "term_parts": parts.tobytes(),
            "term_weights": weights.astype(np.float32).tobytes(),
            "postings": owner[order].astype(np.uint32).tobytes(),
            "posting_places": posting_places.astype(np.uint32).tobytes(),
            "join_keys": join_keys[join_order].tobytes(),
            "join_rows": self._whole("join_rows", np.uint32)[join_order].tobytes(),
            "join_units": self._whole("join_units", np.uint8)[join_order].tobytes(),
            "join_words": self._whole("join_words", np.uint8)[join_order].tobytes(),
            "keys": pack_lines(self.keys),
            "key_uses": uses.tobytes(),
            **{name: pack_rows(lines) for name, lines in self._letters.items()},
            **self._form_sections(uses),
        }

    def _weights(self, rarity: Rarity) -> NDArray[np.float64]:
        """Weight of the word behind each key; 0 for keys that are no words."""
        weights = np.zeros(len(self.keys))
        for form, key, flags in self._forms:
            if not flags & GENERIC_FORM:
                weights[key] = max(weights[key], rarity.weight(form))
        return weights

    def _form_sections(self, uses: NDArray[np.uint8]) -> dict[str, bytes]:
        numbers: dict[str, int] = {}
        rows = sorted(
            (numbers.setdefault(form, len(numbers)), key, flags) for form, key, flags in self._forms
        )
        forms = list(numbers)
        silent = sorted({number for number, _, flags in rows if flags & SILENT_FORM})
        spoken = sorted({number for number, _, flags in rows if not flags & SILENT_FORM})
        form_uses = np.zeros(len(forms), np.uint8)
        for number, key, flags in rows:
            form_uses[number] |= uses[key] | (_GENERIC_USES if flags & GENERIC_FORM else 0)
        kinds = form_uses.tolist()
        by_slip, owners = delete_keys(forms)
        meeting = [
            (key, number)
            for form, number in numbers.items()
            for key in (
                *(word_keys(form) if kinds[number] & IN_ORGANISATIONS else ()),
                *(part_keys(form) if kinds[number] & IN_PERSONS else ()),
            )
        ]
        skeletons = [(skeleton(form), number) for form, number in numbers.items()]
        keys, places = [by_slip], [owners]
        for salt, found in (
            (MEETING, meeting),
            (CONSONANTS, [pair for pair in skeletons if pair[0]]),
            (SILENT, _coarse(forms, silent)),
            (SPOKEN, _coarse(forms, spoken)),
        ):
            keys.append(exact_keys([key for key, _ in found], salt))
            places.append(np.array([number for _, number in found], np.int32))
        whole = np.concatenate(keys)
        owner = np.concatenate(places)
        order = np.argsort(whole, kind="stable")
        starts = np.zeros(len(forms) + 1, np.int64)
        np.cumsum(np.bincount([row[0] for row in rows], minlength=len(forms)), out=starts[1:])
        return {
            "forms": pack_lines(forms),
            "form_uses": form_uses.tobytes(),
            "form_places": starts.astype(np.uint32).tobytes(),
            "form_keys": np.array([row[1] for row in rows], np.uint32).tobytes(),
            "form_flags": bytes(row[2] for row in rows),
            "slip_keys": whole[order].tobytes(),
            "slip_forms": owner[order].tobytes(),
        }
