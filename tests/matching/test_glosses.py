"""English renderings of Cyrillic and Arabic words."""

from __future__ import annotations

import pytest

from riskengine.matching.glosses import lemma, phrase_at, renderings, root


@pytest.mark.parametrize(
    ("word", "english"),
    [
        ("завода", "plant"),
        ("авиационного", "aviation"),
        ("державного", "state"),
        ("сигурност", "security"),
        ("والتنمية", "development"),
        ("پتروشیمی", "petrochemical"),
    ],
)
def test_any_inflection_is_rendered(word: str, english: str) -> None:
    assert (english,) in renderings(word)


def test_latin_words_and_names_have_no_rendering() -> None:
    assert renderings("plant") == ()
    assert renderings("газпром") == ()


def test_a_phrase_is_found_in_every_case() -> None:
    words = ["центрального", "научно", "исследовательского", "института"]
    assert phrase_at(words, 1) == (3, "нии")
    assert phrase_at(words, 3) == (0, "")


@pytest.mark.parametrize(
    ("one", "other"), [("factories", "factory"), ("defense", "defence"), ("systems", "system")]
)
def test_number_and_spelling_do_not_matter(one: str, other: str) -> None:
    assert lemma(one) == lemma(other)


def test_parts_of_speech_share_a_root() -> None:
    assert root("geographic") == root("geographical")
    assert root("center") != root("central")
