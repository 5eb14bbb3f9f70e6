"""Folding keeps scripts and removes what never separates two names."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from riskengine.text import fold, plain


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("ＨＵＡＷＥＩ　Ｔｅｃｈ", "huawei tech"),
        ("Ha\u200bng\u00adzhou", "hangzhou"),
        ("\u202bشركة\u202c", "شركة"),
        ("O’Neil – Co", "o'neil - co"),
        ("شـــركة", "شركة"),
        ("Straße", "strasse"),
    ],
)
def test_spellings_that_only_look_different_fold_alike(left: str, right: str) -> None:
    assert fold(left) == right


def test_look_alike_letters_inside_a_latin_word_become_latin() -> None:
    assert fold("Нuаwei") == "huawei"  # Cyrillic Н and а


@pytest.mark.parametrize("name", ["Газпром", "智谱华章", "شركة النفط", "Αθήνα", "한화"])
def test_no_script_is_emptied_or_changed(name: str) -> None:
    assert fold(name) == name.casefold()


def test_plain_drops_latin_diacritics_and_keeps_other_scripts() -> None:
    assert plain("Demirören Yatırım Østlig") == "demiroren yatirim ostlig"
    assert plain("Йошкар") == "йошкар"


@given(st.text())
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)
