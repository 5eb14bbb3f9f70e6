"""Han characters read aloud in the traditions of five countries."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from riskengine.text.han import simplified
from riskengine.text.han_sounds import (
    beginnings,
    cantonese_spellings,
    japanese_key,
    reads_as,
    wade_giles,
)


@pytest.mark.parametrize(
    ("word", "run"),
    [
        ("changxin", "長鑫"),
        ("chongqing", "重庆"),
        ("yuehua", "乐华"),  # 乐 is "le" or "yue"
        ("hsinchu", "新竹"),
        ("tsaimingchung", "蔡明中"),
        ("cheunghing", "長興"),
        ("leungkamfat", "梁金发"),
        ("kwokwing", "郭榮"),
        ("ryonbong", "連峰"),
        ("samhung", "三興"),
        ("kimcholsam", "金鐵三"),
        ("komatsu", "小松"),
        ("fujikura", "藤倉"),
        ("nissin", "日新"),
    ],
)
def test_a_usual_spelling_reads_as_the_characters(word: str, run: str) -> None:
    assert reads_as(word, simplified(run)) > 0.9


@pytest.mark.parametrize(
    ("word", "run"),
    [("changxin", "长江"), ("huawei", "华为技术"), ("samsung", "三菱"), ("wong", "长鑫")],
)
def test_another_word_reads_as_nothing(word: str, run: str) -> None:
    assert reads_as(word, run) == 0.0


def test_pinyin_is_surer_than_other_traditions() -> None:
    assert reads_as("changxing", "长兴") == 1.0
    assert reads_as("cheunghing", "长兴") < 1.0


def test_one_character_is_read_as_pinyin_only() -> None:
    assert reads_as("zhang", "张") == 1.0
    assert reads_as("cheung", "张") == 0.0


def test_what_begins_a_spelling_covers_every_tradition() -> None:
    assert {"j", "k", "g", "c"} <= beginnings("金")


@pytest.mark.parametrize(
    ("pinyin", "wade"), [("cai", "tsai"), ("zhong", "chung"), ("xin", "hsin"), ("zi", "tzu")]
)
def test_pinyin_syllables_have_wade_giles_spellings(pinyin: str, wade: str) -> None:
    assert wade in wade_giles(pinyin)


@pytest.mark.parametrize(
    ("jyutping", "spelled"),
    [("wong", "wong"), ("coeng", "cheung"), ("gwok", "kwok"), ("can", "chan"), ("jyun", "yuen")],
)
def test_jyutping_has_hong_kong_spellings(jyutping: str, spelled: str) -> None:
    assert spelled in cantonese_spellings(jyutping)


def test_long_vowels_and_doubled_consonants_do_not_count_in_japanese() -> None:
    assert japanese_key("nissin") == japanese_key("nishin")
    assert japanese_key("toukyou") == japanese_key("tokyo")


@given(st.text(max_size=12), st.text(max_size=6))
def test_any_text_gives_a_number_from_nought_to_one(word: str, run: str) -> None:
    assert 0.0 <= reads_as(word, run) <= 1.0
