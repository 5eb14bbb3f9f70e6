"""Folding keeps scripts and removes what never separates two names."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from riskengine.text import fold, plain
from riskengine.text.normalise import latin_look_alike, letters_only, respelled, visible


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("ＨＵＡＷＥＩ　Ｔｅｃｈ", "huawei tech"),
        ("Ha\u200bng\u00adzhou", "hangzhou"),
        ("\u202bشركة\u202c", "شركة"),
        ("O’Neil – Co", "o'neil - co"),
        ("شـــركة", "شركة"),
        ("Straße", "strasse"),
        ("AT&amp;T &#38; Söhne", "at&t & söhne"),
        ("Завод №5", "завод no 5"),
        ("شركة ٥", "شركة 5"),
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


def test_what_is_visible_keeps_case_and_marks() -> None:
    assert visible("Ha\u200bng\u00adZhou") == "HangZhou"
    assert visible("ＡＢＣ Müller") == "ABC Müller"
    assert visible("A\x00B") == "AB"


def test_entities_inside_entities_are_resolved() -> None:
    assert fold("A &amp;amp; B") == "a & b"


def test_marked_letters_are_written_out() -> None:
    assert respelled("Müller") == "mueller"
    assert respelled("Šabac") == "shabac"
    assert respelled("Meyer") == "meyer"


def test_a_word_of_look_alikes_can_be_read_as_latin() -> None:
    assert latin_look_alike("Сосо") == "coco"  # Cyrillic letters
    assert latin_look_alike("Завод") == ""


@given(st.text())
def test_letters_of_ascii_text_are_its_plain_letters(text: str) -> None:
    letters = letters_only(text)
    if letters is not None:
        assert letters == "".join(char for char in plain(text) if char.isalnum())


@given(st.text())
def test_what_is_visible_stays_so(text: str) -> None:
    assert visible(visible(text)) == visible(text)
