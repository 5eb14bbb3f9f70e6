"""The spelling of whole names, where words are cut up or mistyped beyond recognition."""

from __future__ import annotations

import pytest

from riskengine.matching.align import align
from riskengine.matching.lexicon import DEFAULT_RARITY
from riskengine.matching.prepared import prepare
from riskengine.matching.whole import whole_spelling


def _whole(left: str, right: str) -> float:
    one, two = prepare(left, DEFAULT_RARITY), prepare(right, DEFAULT_RARITY)
    return whole_spelling(one, two, align(one, two))


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("JOINT STOKC COMPANY ZORVAN", "JOINT STOCK COMPANY ZORVAN"),
        ("QELIM TRADING LMITED", "QELIM TRADING LIMITED"),
        ("QELIM TRADING C0MPANY", "QELIM TRADING COMPANY"),
        ("NV ZORVAN BENELUX", "ZORVAN BENELUX NV"),
        ("Northern Tracing and Supply Depot", "Northern Trading and Supply Depot"),
    ],
)
def test_a_slip_in_any_word_leaves_the_name(left: str, right: str) -> None:
    assert _whole(left, right) >= 0.7


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("54th Central Research Institute", "55th Central Research Institute"),
        ("Central Trade Bank of Iran", "Central Trade Bank of Iraq"),
        ("Growth Bond Fund A", "Growth Bond Fund B"),
        ("Marine Gold Trading", "Marine Cold Trading"),
        ("A-B-C Trading", "C-B-A Trading"),
        ("Qelim Marine", "Tesket Marine"),
    ],
)
def test_numbers_places_and_known_words_that_differ_are_no_slips(left: str, right: str) -> None:
    assert _whole(left, right) == 0.0
