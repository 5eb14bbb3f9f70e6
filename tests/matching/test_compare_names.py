"""Two names: the distinctive part decides, in any script, either way round."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from riskengine.matching import compare_names
from riskengine.vocab import EntityKind

SAME = [
    ("北京智谱华章科技有限公司", "Beijing Zhipu Huazhang Technology Co., Ltd."),
    ("長鑫存儲", "ChangXin Memory Technologies, Inc."),
    ("阿里巴巴集团控股", "Alibaba Group Holding Limited"),
    ("Huawei Tech Co", "Huawei Technologies Co., Ltd."),
    ("Газпром нефть", "Gazprom Neft PJSC"),
    ("Rosoboronexport", "Рособоронэкспорт"),
    ("OOO Severny Optika", "Severny Optika LLC"),
    ("Hik Vision Digital Tech", "Hangzhou Hikvision Digital Technology Co., Ltd."),
    (
        "CETC 38th Research Institute",
        "China Electronics Technology Group Corporation 38th Research Institute",
    ),
    ("شركة النفط الوطنية", "National Oil Company"),
    ("SenseTime Group", "Sense Time Group Inc"),
    ("Hauwei", "Huawei"),
]

BRANDS = [
    ("Zhipu", "Beijing Zhipu Huazhang Technology Co., Ltd."),
    ("Zhipu AI", "Beijing Zhipu Huazhang Technology Co., Ltd."),
    ("智谱", "Beijing Zhipu Huazhang Technology Co., Ltd."),
    ("智谱", "北京智谱华章科技有限公司"),
    ("Hikvision", "Hangzhou Hikvision Digital Technology Co., Ltd."),
    ("SMIC", "Semiconductor Manufacturing International Corporation"),
    ("SMIC", "Semiconductor Manufacturing International (Beijing) Corporation"),
]

DIFFERENT = [
    ("Beijing Technology Co., Ltd.", "Beijing Zhipu Huazhang Technology Co., Ltd."),
    ("Gazprom Neft", "Gazprom"),
    ("Pacific Fund 1", "Pacific Fund 2"),
    ("Pacific Fund II", "Pacific Fund III"),
    ("China National Trading Corporation", "China National Nuclear Corporation"),
    ("National Iranian Oil Company", "National Iranian Gas Company"),
    ("Bank of China", "Bank of India"),
    ("Zhihu", "Zhipu"),
    ("Elevation Capital", "Elevation Group"),
    ("Salazar Resources", "SALAZAR, Juan"),
    ("Pioneer Ltd", "Pioneer"),
    ("Trade Bank", "Tejarat Bank"),
    ("第三十八研究所", "第五十二研究所"),
    (
        "CETC 38th Research Institute",
        "China Electronics Technology Group Corporation 52nd Research Institute",
    ),
    ("West End Investment Holdings", "WEI Ltd"),
]


@pytest.mark.parametrize(("left", "right"), SAME)
def test_other_spellings_of_one_name_agree(left: str, right: str) -> None:
    assert compare_names(left, right).score >= 0.85


@pytest.mark.parametrize(("left", "right"), BRANDS)
def test_a_bare_brand_fits_its_longer_name_and_says_so(left: str, right: str) -> None:
    comparison = compare_names(left, right)
    assert comparison.score >= 0.70
    assert comparison.brand_only


@pytest.mark.parametrize(("left", "right"), DIFFERENT)
def test_names_of_different_parties_stay_below_the_cut_off(left: str, right: str) -> None:
    assert compare_names(left, right).score < 0.70


def test_a_contradicted_word_costs_more_than_a_missing_one() -> None:
    whole = "Zorvan Qelim Marine Co"
    missing = compare_names(whole, "Zorvan Marine Co").score
    contradicted = compare_names(whole, "Zorvan Tesket Marine Co").score
    assert contradicted < missing


def test_the_reason_names_what_agrees_and_what_does_not() -> None:
    reason = compare_names("Zhipu", "Beijing Zhipu Huazhang Technology Co., Ltd.").reason
    assert '"Zhipu" agrees' in reason
    assert '"Huazhang"' in reason
    assert reason.endswith(".")


@pytest.mark.parametrize(
    ("left", "right", "low", "high"),
    [
        ("Vladimir Putin", "PUTIN, Vladimir Vladimirovich", 0.85, 1.0),
        ("Путин Владимир", "PUTIN, Vladimir Vladimirovich", 0.85, 1.0),
        ("Xi Jinping", "习近平", 0.95, 1.0),
        ("Mohammed al-Zawahiri", "Muhammad Zawahri", 0.75, 1.0),
        ("V. Putin", "Vladimir Putin", 0.70, 0.9),
        ("Putin", "Vladimir Putin", 0.0, 0.6),
        ("John Smith", "John Brown", 0.0, 0.6),
    ],
)
def test_persons(left: str, right: str, low: float, high: float) -> None:
    assert low <= compare_names(left, right, kind=EntityKind.PERSON).score <= high


def test_a_name_in_full_beats_an_initial() -> None:
    full = compare_names("Ivan Petrov", "PETROV, Ivan", kind=EntityKind.PERSON).score
    initial = compare_names("I. Petrov", "PETROV, Ivan", kind=EntityKind.PERSON).score
    assert initial < full


def test_father_and_son_are_not_quite_the_same() -> None:
    one = compare_names("HASSAN, Ali", "ALI, Hassan", kind=EntityKind.PERSON).score
    assert one < compare_names("HASSAN, Ali", "Ali Hassan", kind=EntityKind.PERSON).score


@given(st.text(max_size=40), st.text(max_size=40), st.sampled_from(list(EntityKind)))
@settings(max_examples=150, deadline=None)
def test_any_two_texts_compare_alike_both_ways(left: str, right: str, kind: EntityKind) -> None:
    one = compare_names(left, right, kind=kind)
    two = compare_names(right, left, kind=kind)
    assert one.score == pytest.approx(two.score)
    assert 0.0 <= one.score <= 1.0
    assert one.reason.endswith(".")


_WORDS = st.sampled_from(
    [
        "Beijing",
        "Zhipu",
        "Huazhang",
        "Technology",
        "Co",
        "Ltd",
        "Oil",
        "Bank",
        "38th",
        "SMIC",
        "Газпром",
        "智谱",
        "Ivan",
        "Petrov",
        "Group",
        "of",
        "Semiconductor",
        "Manufacturing",
        "International",
        "Corp",
        "Inc",
        "公司",
        "O'Neil",
    ]
)
_NAMES = st.lists(_WORDS, min_size=1, max_size=6).map(" ".join)


@given(_NAMES, _NAMES, st.sampled_from([EntityKind.COMPANY, EntityKind.PERSON]))
@settings(max_examples=200, deadline=None)
def test_real_words_compare_alike_both_ways(left: str, right: str, kind: EntityKind) -> None:
    one = compare_names(left, right, kind=kind)
    two = compare_names(right, left, kind=kind)
    assert one.score == pytest.approx(two.score)
    assert one.brand_only == two.brand_only


@given(_NAMES)
@settings(deadline=None)
def test_case_width_and_marks_do_not_matter(name: str) -> None:
    wide = "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in name)
    assert compare_names(name, wide).score == 1.0
    assert compare_names(name, f"«{name.upper()}».").score == 1.0
