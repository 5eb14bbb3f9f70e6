"""Keys of rows: numbered once, kept by how the comparator reads the name."""

from __future__ import annotations

from itertools import pairwise

import numpy as np

from riskengine.matching.blocking.terms import EITHER, ORGANISED, PERSON, TermCollector
from riskengine.matching.blocking.words import Word

CORE = Word("wzorvan", "zorvan")
PART_ONLY = Word("wde", "de", units=0)
GENERIC = Word("=steel", "steel", parts=0)
INITIALS = Word("~zst", units=0, parts=0, weight=0.0)


def _rows(collector: TermCollector) -> tuple[list[list[str]], list[int]]:
    """Keys of each row, and the marks of all."""
    keys: list[str] = []

    def number_of(word: Word) -> int:
        if word.key not in keys:
            keys.append(word.key)
        return keys.index(word.key)

    packed = collector.packed(number_of)
    terms = np.frombuffer(packed["terms"], np.uint32).tolist()
    places = np.frombuffer(packed["row_places"], np.uint32).tolist()
    named = [keys[term] for term in terms]
    rows = [named[start:end] for start, end in pairwise(places)]
    return rows, list(packed["term_extra"])


def test_a_row_keeps_the_keys_of_its_kind() -> None:
    collector = TermCollector()
    for mode in (ORGANISED, PERSON, EITHER):
        collector.add([(CORE,), (PART_ONLY,), (GENERIC,)], [], mode)
    assert _rows(collector)[0] == [
        ["wzorvan", "=steel"],
        ["wzorvan", "wde"],
        ["wzorvan", "wde", "=steel"],
    ]


def test_further_keys_come_last_and_are_marked() -> None:
    collector = TermCollector()
    collector.add([(CORE,), ()], [INITIALS], ORGANISED)
    assert _rows(collector) == ([["wzorvan", "~zst"]], [0, 1])


def test_a_form_of_address_is_marked() -> None:
    collector = TermCollector()
    collector.add([(Word("wgeneral", "general"), CORE)], [], PERSON)
    assert _rows(collector)[1] == [2, 0]


def test_keys_are_numbered_in_the_order_of_use_and_a_row_may_be_empty() -> None:
    asked: list[Word] = []

    def number_of(word: Word) -> int:
        asked.append(word)
        return len(asked) - 1

    collector = TermCollector()
    collector.add([(GENERIC,)], [], PERSON)
    collector.add([(CORE,), (GENERIC,)], [], ORGANISED)
    packed = collector.packed(number_of)
    assert asked == [CORE, GENERIC]
    assert np.frombuffer(packed["row_places"], np.uint32).tolist() == [0, 0, 2]


def test_nothing_gathered_packs_to_nothing() -> None:
    packed = TermCollector().packed(lambda word: 0)
    assert packed["terms"] == b""
    assert np.frombuffer(packed["row_places"], np.uint32).tolist() == [0]
