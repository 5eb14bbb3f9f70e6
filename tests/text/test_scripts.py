"""The majority script of a text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from riskengine.text import script_of


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Huawei", "Latn"),
        ("智谱", "Hani"),
        ("ABCマート", "Jpan"),
        ("東芝テック", "Jpan"),
        ("Газпром", "Cyrl"),
        ("شركة", "Arab"),
        ("한화", "Hang"),
        ("Χαλυβουργία", "Grek"),
        ("360 / 12", "Zyyy"),
        ("", "Zyyy"),
    ],
)
def test_script_of_names(text: str, code: str) -> None:
    assert script_of(text) == code


@given(st.text())
def test_every_text_has_a_four_letter_code(text: str) -> None:
    assert len(script_of(text)) == 4
