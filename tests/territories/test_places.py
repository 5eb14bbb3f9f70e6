"""The gazetteer, and places in running text."""

from __future__ import annotations

import time
from importlib import resources
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from riskengine.territories import place, places, places_in


def found(text: str) -> list[tuple[str, str]]:
    return [(text[hit.start : hit.end], hit.place.country) for hit in places_in(text)]


@pytest.mark.parametrize(
    ("name", "country", "level"),
    [
        ("Hangzhou", "CN", "city"),
        ("杭州", "CN", "city"),
        ("杭州市", "CN", "city"),
        ("廣州", "CN", "city"),
        ("Xi'an", "CN", "city"),
        ("Guangdong", "CN", "province"),
        ("浙江省", "CN", "province"),
        ("Haidian", "CN", "district"),
        ("上城区", "CN", "district"),
        ("Pudong", "CN", "district"),
        ("Urumqi", "CN", "city"),
        ("Казани", "RU", "city"),
        ("Татарстан", "RU", "province"),
        ("Московской области", "RU", "province"),
        ("Isfahan", "IR", "city"),
        ("Гомель", "BY", "city"),
        ("Hamhung", "KP", "city"),
        ("Maracaibo", "VE", "city"),
        ("Aleppo", "SY", "city"),
        ("仰光", "MM", "city"),
        ("Havana", "CU", "city"),
        ("Abu Dhabi", "AE", "province"),
        ("São Paulo", "BR", "city"),
        ("Sao Paulo", "BR", "city"),
        ("Da Nang", "VN", "city"),
        ("Reading", "GB", "city"),
    ],
)
def test_places_are_known_by_many_spellings(name: str, country: str, level: str) -> None:
    known = place(name)
    assert known is not None
    assert (known.country, known.level) == (country, level)


def test_an_unknown_place_is_none() -> None:
    assert place("Utopia Parkway") is None
    assert places("") == ()


def test_china_is_complete_at_the_first_two_levels() -> None:
    file = resources.files("riskengine") / "data" / "territories" / "places.tsv"
    rows = [line.split("\t") for line in file.read_text(encoding="utf-8").splitlines()]
    china = [row for row in rows if row[0] == "CN"]
    assert sum(row[1] == "province" for row in china) == 31
    assert {row[5].split("|")[0] for row in china if "P" in row[2]} == {
        "Beijing",
        "Shanghai",
        "Tianjin",
        "Chongqing",
    }
    # 333 prefectures and prefecture-level cities, and county-level cities on top.
    assert sum(row[1] == "city" for row in china) >= 333


def test_a_shared_name_keeps_every_bearer() -> None:
    assert {known.country for known in places("Valencia")} == {"ES", "VE"}
    assert [known.province for known in places("Suzhou")] == ["Jiangsu", "Anhui"]


def test_the_longest_name_wins() -> None:
    assert found("Offices in Ho Chi Minh City and Rostov-on-Don.") == [
        ("Ho Chi Minh City", "VN"),
        ("Rostov-on-Don", "RU"),
    ]


def test_ordinary_words_need_a_place_word() -> None:
    assert found("Reading the Mobile manual, Nice people met Lloyd Austin.") == []
    assert found("The firm is based in Nice.") == [("Nice", "FR")]
    assert found("Reading city council and Austin, Texas agreed.") == [
        ("Reading", "GB"),
        ("Austin", "US"),
        ("Texas", "US"),
    ]


def test_the_region_after_a_comma_chooses_among_namesakes() -> None:
    assert found("A plant near Valencia, Venezuela, opened.") == [("Valencia", "VE")]


def test_lower_case_is_no_place() -> None:
    assert found("they met in hangzhou") == []


def test_chinese_text_is_searched_by_characters() -> None:
    assert found("总部位于杭州市的公司在深圳南山区设厂，和平发展。") == [
        ("杭州市", "CN"),
        ("深圳", "CN"),
        ("南山区", "CN"),
    ]


def test_russian_cases_are_known() -> None:
    assert found("Завод в Казани и офис в Санкт-Петербурге") == [
        ("Казани", "RU"),
        ("Санкт-Петербурге", "RU"),
    ]


def test_possessives_are_left_out_of_the_span() -> None:
    assert found("Shenzhen's port") == [("Shenzhen", "CN")]


@given(st.text(alphabet="Hangzhou 杭州市МосквеXi'an-,.'\n", max_size=60))
def test_hits_are_ordered_and_do_not_overlap(text: str) -> None:
    hits = places_in(text)
    for left, right in pairwise(hits):
        assert left.end <= right.start
    for hit in hits:
        assert 0 <= hit.start < hit.end <= len(text)


def test_a_news_text_is_searched_in_milliseconds() -> None:
    text = ("The Hangzhou company said on Monday that its plant in Lisbon would open. " * 40)[:3000]
    places_in(text)
    best = min(_seconds(text) for _ in range(5))
    assert best < 0.05  # ten times the target, so that a busy machine does not fail it


def _seconds(text: str) -> float:
    start = time.perf_counter()
    places_in(text)
    return time.perf_counter() - start
