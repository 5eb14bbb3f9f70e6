"""How a Cyrillic name beside a Latin one is weighed."""

from __future__ import annotations

import pytest

from riskengine.matching import compare_names
from riskengine.vocab import EntityKind


def score(native: str, latin: str) -> float:
    return compare_names(native, latin, kind=EntityKind.COMPANY).score


@pytest.mark.parametrize(
    ("native", "latin"),
    [
        (
            "Федеральная служба исполнения наказаний",
            "Federal Penitentiary Service of the Russian Federation",
        ),
        (
            "Гла́вное управле́ние Генера́льного шта́ба Вооружённых сил Росси́йской Федера́ции",
            "Main Directorate of the General Staff of the Armed Forces of the Russian Federation",
        ),
        ("Министерство на отбраната", "Ministry of Defence"),
        ("Брантски машиностроителен завод АД", "Brantski Machine-Building Plant JSC"),
    ],
)
def test_general_words_that_translate_each_other_name_a_party(native: str, latin: str) -> None:
    assert score(native, latin) >= 0.7


@pytest.mark.parametrize(
    ("native", "latin"),
    [
        ("Министерство обороны Российской Федерации", "Ministry of Defence of Belarus"),
        ("Федеральная служба безопасности", "Federal Customs Service of the Russian Federation"),
        ("121-й авиационный ремонтный завод", "558 Aircraft Repair Plant"),
        ("Казанский вертолетный завод", "Kazan Aircraft Plant"),
        ("Донецкая Народная Республика", "Luhansk People's Republic"),
        ("Уральский завод химического машиностроения", "Ural Plant of Transport Machine Building"),
    ],
)
def test_another_city_number_or_trade_is_another_party(native: str, latin: str) -> None:
    assert score(native, latin) < 0.7


def test_a_word_that_only_sounds_alike_is_not_exact() -> None:
    assert score("ООО Нептун", "Neptune LLC") <= 0.97
    assert score("ООО «Заря»", "Zorro LLC") < 0.7


def test_general_words_of_both_sides_cost_less_across_scripts_beside_a_rare_word() -> None:
    across = score("АО Завод Квелтразонд", "JSC Kveltrazond Bureau")
    within = score("JSC Kveltrazond Plant", "JSC Kveltrazond Bureau")
    assert across >= 0.7
    assert across > within


def test_a_word_more_on_one_side_makes_another_company_across_scripts_too() -> None:
    assert score("ПАО «Квелтразонд»", "KVELTRAZOND NEFT INTERNATIONAL SA") < 0.7
    assert score("«Квелтразонд»", "Kveltrazond Kazakhstan LLC") < 0.99
    assert score("华章克维技术有限公司", "Huazhang Kewei Technologies Sweden AB") < 0.99
