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


def test_general_words_more_cost_less_across_scripts_where_a_rare_word_agrees() -> None:
    across = score("АО Научно-технический центр Квелтразонд", "JSC Kveltrazond")
    within = score("JSC Scientific and Technical Center Kveltrazond", "JSC Kveltrazond")
    assert across >= 0.7
    assert across > within
