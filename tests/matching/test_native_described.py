"""Brands with a description or an honour on one side, and near names that are other parties."""

from __future__ import annotations

import pytest

from riskengine.matching import compare_names
from riskengine.matching.native_honours import honoured_words
from riskengine.vocab import EntityKind


def score(native: str, latin: str) -> float:
    return compare_names(native, latin, kind=EntityKind.COMPANY).score


@pytest.mark.parametrize(
    ("native", "latin"),
    [
        ("АО «Конструкторское бюро «Квелтор»", "Kveltor JSC"),
        ("АО Брантский завод имени Калинина", "JSC Brantsk Plant"),
        ("ПАО Энергия", "PJSC Energiya"),
        ("Минский моторный завод", "Minsk Engine Plant"),
    ],
)
def test_what_only_describes_or_honours_may_be_left_out(native: str, latin: str) -> None:
    assert score(native, latin) >= 0.7


@pytest.mark.parametrize(
    ("native", "latin"),
    [
        ("Минский автомобильный завод", "Minsk Motor Plant"),
        ("Минский тракторный завод", "Moscow Tractor Plant"),
        ("5-й авиационный ремонтный завод", "7th Aircraft Repair Plant"),
        ("Уральский завод имени Калинина", "Ural Plant named after Lenin"),
        ("ООО Торговый дом «Квелтор»", "Kveltor JSC"),
        ("АО «Квелтор»", "Kveltor Bank"),
        ("АО «Квелтор»", "Kveltor Leasing"),
        ("НИИ «Вектор»", "Plant «Vector»"),
        ("ОАО «Брантский завод «Звезда»", "Kelmet Plant «Zvezda»"),
        ("ПАО Энергия", "LLC Energiya"),
    ],
)
def test_another_trade_city_number_or_group_company_is_another_party(
    native: str, latin: str
) -> None:
    assert score(native, latin) < 0.7


def test_an_honour_ends_at_the_next_quote_or_comma() -> None:
    assert honoured_words("Завод имени 50-летия Октября, г. Брант") == {"50", "летия", "октября"}
    assert honoured_words("Plant «Kveltor» named after Petrov") == {"petrov"}
    assert honoured_words("Завод «Квелтор»") == frozenset()
