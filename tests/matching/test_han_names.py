"""East Asian names are cut into places, general words and the distinctive rest."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from riskengine.matching.han_names import han_units, is_east_asian, is_han
from riskengine.matching.lexicon import WordClass


def cut(run: str) -> list[tuple[str, WordClass]]:
    """Units of a run; neighbouring characters of the core stand together."""
    found: list[tuple[str, WordClass]] = []
    joined = False
    for unit in han_units(run):
        if unit.syllable and joined:
            found[-1] = (found[-1][0] + unit.text, found[-1][1])
        else:
            found.append((unit.text, unit.cls))
        joined = unit.syllable
    return found


CORE, PLACE, NEUTRAL, SECTOR = (
    WordClass.CORE,
    WordClass.PLACE,
    WordClass.NEUTRAL,
    WordClass.SECTOR,
)


@pytest.mark.parametrize(
    ("run", "wanted"),
    [
        ("北京智谱华章科技", [("北京", PLACE), ("智谱华章", CORE), ("科技", NEUTRAL)]),
        (
            "江苏省苏州市宏力机械",
            [("江苏省", PLACE), ("苏州市", PLACE), ("宏力", CORE), ("机械", NEUTRAL)],
        ),
        ("中芯集成电路", [("中芯", CORE), ("集成电路", SECTOR)]),
        ("哈爾浜工業大学", [("哈尔浜", CORE), ("工业大学", SECTOR)]),
        ("阿里巴巴集团", [("阿里巴巴", CORE), ("集团", NEUTRAL)]),
        ("三菱マテリアル", [("三菱", CORE), ("マテリアル", NEUTRAL)]),
        ("マイクロンテクノロジー", [("マイクロン", CORE), ("テクノロジー", NEUTRAL)]),
        ("장성무역", [("장성", CORE), ("무역", NEUTRAL)]),
    ],
)
def test_a_name_is_cut_into_its_words(run: str, wanted: list[tuple[str, WordClass]]) -> None:
    assert cut(run) == wanted


def test_an_ordinal_is_a_number_of_its_own() -> None:
    units = han_units("电子科技第五十四研究所")
    assert [unit.concept for unit in units if unit.cls is WordClass.NUMBER] == ["54"]


def test_a_place_inside_follows_the_body_it_belongs_to() -> None:
    assert ("西安", PLACE) in cut("中国航空工业集团公司西安研究所")


def test_scripts_are_told_apart() -> None:
    assert [is_han(text) for text in ("华为", "コマツ")] == [True, False]
    assert [is_east_asian(text) for text in ("コマツ", "삼성", "Samsung")] == [True, True, False]


@given(st.text(alphabet=st.characters(min_codepoint=0x3040, max_codepoint=0xD7A3), max_size=12))
def test_any_run_is_cut_without_an_empty_spelling(run: str) -> None:
    for unit in han_units(run):
        assert unit.text
        assert unit.forms
        assert all(unit.forms)
