"""Countries by name, adjective and capital."""

from __future__ import annotations

import pytest

from riskengine.territories import (
    capital_metonym,
    country_code,
    country_hits,
    country_name,
    metonym_hits,
)


def named(text: str) -> list[tuple[str, str, str]]:
    return [(text[hit.start : hit.end], hit.code, hit.form) for hit in country_hits(text)]


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("China", "CN"),
        ("Chinese", "CN"),
        ("PRC", "CN"),
        ("the People's Republic of China", "CN"),
        ("中国", "CN"),
        ("中國", "CN"),
        ("Китай", "CN"),
        ("китайской", "CN"),
        ("DPRK", "KP"),
        ("朝鲜", "KP"),
        ("Северной Кореи", "KP"),
        ("U.S.", "US"),
        ("USA", "US"),
        ("America", "US"),
        ("США", "US"),
        ("美", "US"),
        ("俄", "RU"),
        ("俄罗斯", "RU"),
        ("Россия", "RU"),
        ("России", "RU"),
        ("российский", "RU"),
        ("РФ", "RU"),
        ("UK", "GB"),
        ("Britain", "GB"),
        ("the UAE", "AE"),
        ("Emirati", "AE"),
        ("Türkiye", "TR"),
        ("Turkey", "TR"),
        ("Ivory Coast", "CI"),
        ("Côte d’Ivoire", "CI"),
        ("Беларуси", "BY"),
        ("NO", "NO"),
    ],
)
def test_usual_variants_give_the_code(name: str, code: str) -> None:
    assert country_code(name) == code


@pytest.mark.parametrize("name", ["", "us", "Beijing", "Atlantis", "South China Sea", "New Mexico"])
def test_what_is_no_country_gives_none(name: str) -> None:
    assert country_code(name) is None


@pytest.mark.parametrize(
    ("code", "name"),
    [("CN", "China"), ("US", "United States"), ("KR", "South Korea"), ("HK", "Hong Kong")],
)
def test_codes_have_short_english_names(code: str, name: str) -> None:
    assert country_name(code) == name
    assert country_code(name) == code


def test_an_unknown_code_is_its_own_name() -> None:
    assert country_name("QQ") == "QQ"


def test_capitals_stand_for_governments_only_on_request() -> None:
    assert capital_metonym("Beijing") == "CN"
    assert capital_metonym("the Kremlin") == "RU"
    assert capital_metonym("Кремля") == "RU"
    assert capital_metonym("Hangzhou") is None
    assert named("Beijing Zhipu met Moscow Exchange.") == []
    assert [hit.code for hit in metonym_hits("Officials in Pyongyang and Beijing agreed.")] == [
        "KP",
        "CN",
    ]


def test_names_and_adjectives_are_told_apart_with_offsets() -> None:
    text = "China's army and Chinese-owned firms; 俄罗斯企业 и российская компания из Китая."
    assert named(text) == [
        ("China", "CN", "name"),
        ("Chinese", "CN", "adjective"),
        ("俄罗斯", "RU", "name"),
        ("российская", "RU", "adjective"),
        ("Китая", "CN", "name"),
    ]


def test_acronyms_count_only_as_written() -> None:
    assert named("It told us that US firms and U.S. agencies agreed.") == [
        ("US", "US", "name"),
        ("U.S.", "US", "name"),
    ]


def test_seas_states_and_surnames_are_no_countries() -> None:
    assert named("Ships crossed the South China Sea from New Mexico.") == []
    assert named("Michael Jordan spoke.") == []
    assert named("In Jordan, talks went on.") == [("Jordan", "JO", "name")]


def test_lower_case_words_are_no_countries() -> None:
    assert named("they polish turkey and china cups") == []
