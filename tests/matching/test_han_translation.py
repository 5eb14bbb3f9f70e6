"""East Asian names beside their English ones."""

from __future__ import annotations

import pytest

from riskengine.matching import compare_names
from riskengine.vocab import EntityKind

CUTOFF = 0.7


def score(native: str, latin: str) -> float:
    return compare_names(native, latin, kind=EntityKind.COMPANY).score


@pytest.mark.parametrize(
    ("native", "latin"),
    [
        ("宏力微电子股份有限公司", "Hongli Microelectronics Co., Ltd."),
        ("宏力集成电路有限公司", "Hongli Integrated Circuit Co., Ltd."),
        ("南京宏力电子科技有限公司", "Nanjing Hong Li Electronics Co Ltd"),
        ("長興船務有限公司", "Cheung Hing Shipping Limited"),
        ("西安交通大学", "Xi'an Jiaotong University"),
        ("青山造船株式会社", "Aoyama Shipbuilding Co., Ltd."),
        ("朝鮮光明貿易会社", "Korea Kwangmyong Trading Corporation"),
        ("장성무역회사", "Jangsong Trading Company"),
        ("哈德森技术公司", "Hudson Technologies Co."),
        ("东方红机械有限公司", "East Red Machinery Co Ltd"),
        ("第三十八研究所", "38th Research Institute"),
    ],
)
def test_a_name_meets_its_translation(native: str, latin: str) -> None:
    assert score(native, latin) >= CUTOFF
    assert score(latin, native) == score(native, latin)


@pytest.mark.parametrize(
    ("native", "latin"),
    [
        ("北京科技有限公司", "Beijing Honglu Huazhang Technology Co., Ltd."),
        ("上海贸易有限公司", "Shanghai Zhenhua Trading Co Ltd"),
        ("宏力微电子有限公司", "Huaxin Microelectronics Co., Ltd."),
        ("第三十八研究所", "39th Research Institute"),
        ("哈德森技术公司", "Raytheon Technologies"),
        ("中国国家贸易公司", "China National Nuclear Corporation"),
        ("青山造船株式会社", "Kurokawa Shipbuilding Co., Ltd."),
    ],
)
def test_another_name_stays_apart(native: str, latin: str) -> None:
    assert score(native, latin) < CUTOFF


def test_the_legal_form_may_be_translated_in_any_way() -> None:
    assert score("宏力机械有限公司", "Hongli Machinery Corporation") == score(
        "宏力机械有限公司", "Hongli Machinery Co., Ltd."
    )


@pytest.mark.parametrize(
    ("native", "latin", "same"),
    [
        ("김철삼", "KIM Chol Sam", True),
        ("金鐵三", "Kim Chol Sam", True),
        ("唐纳德·特朗普", "Donald Trump", True),
        ("唐纳德·特朗普", "Marco Rubio", False),
        ("김철삼", "Pak Yong Sik", False),
    ],
)
def test_persons_are_read_aloud(native: str, latin: str, same: bool) -> None:
    found = compare_names(native, latin, kind=EntityKind.PERSON).score
    assert (found >= CUTOFF) is same
