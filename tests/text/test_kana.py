"""Kana in Latin letters."""

from __future__ import annotations

import pytest

from riskengine.text import kana


@pytest.mark.parametrize(
    ("text", "spelled"),
    [
        ("トヨタ", "toyota"),
        ("すずき", "suzuki"),
        ("ニッサン", "nissan"),
        ("マッチ", "matchi"),
        ("シャープ", "shapu"),
        ("ファナック", "fanakku"),
        ("キヤノン", "kiyanon"),
    ],
)
def test_kana_is_spelled_as_hepburn_does(text: str, spelled: str) -> None:
    assert kana.romanised(text) == spelled


@pytest.mark.parametrize(
    ("text", "word"), [("マイクロ", "micro"), ("エレクトロニクス", "electronics")]
)
def test_a_loan_word_keeps_its_bones(text: str, word: str) -> None:
    assert kana.bones(kana.romanised(text)) == kana.bones(word)


def test_only_kana_is_kana() -> None:
    assert kana.is_kana("コマツ")
    assert not kana.is_kana("小松")
    assert not kana.is_kana("")
