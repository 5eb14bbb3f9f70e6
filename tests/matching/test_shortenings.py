"""Words shortened by habit, and words cut off."""

from __future__ import annotations

import pytest

from riskengine.matching import compare_names
from riskengine.matching.shortenings import abbreviates


@pytest.mark.parametrize(
    ("short", "long"),
    [("mach", "machinery"), ("srvcs", "services"), ("elktrn", "elektronika"), ("dstrb", "distrib")],
)
def test_usual_shortenings(short: str, long: str) -> None:
    assert abbreviates(short, long)


@pytest.mark.parametrize(
    ("short", "long"),
    [("marine", "mining"), ("ma", "machinery"), ("bank", "baikal"), ("machiner", "machinery")],
)
def test_other_words_are_not_shortenings(short: str, long: str) -> None:
    assert not abbreviates(short, long)


def test_a_name_cut_off_at_the_end_of_a_field_is_found() -> None:
    whole = "Zorvan Qelim Precision Instruments Manufacturing Company"
    assert compare_names("ZORVAN QELIM PRECISION INSTRUMENTS MANUFAC", whole).score >= 0.85
