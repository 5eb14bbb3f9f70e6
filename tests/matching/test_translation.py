"""Native names of organisations beside translated, spelled and mixed Latin ones."""

from __future__ import annotations

import pytest

from riskengine.matching import compare_names
from riskengine.matching.names import analyse
from riskengine.matching.translation import across
from riskengine.vocab import EntityKind

CUT_OFF = 0.7


def score(native: str, latin: str) -> float:
    return compare_names(native, latin, kind=EntityKind.COMPANY).score


@pytest.mark.parametrize(
    ("native", "latin"),
    [
        ("ООО Завод «Брантор»", "Brantor Plant LLC"),
        ("ФГУП «НИИ Квелтор»", "Federal State Unitary Enterprise Research Institute Kveltor"),
        ("Научно-исследовательский институт Квелтор", "NII Kveltor"),
        (
            "АО Научно-производственное объединение «Мелтар»",
            "JSC Research and Production Association Meltar",
        ),
        ("Тамбовский пороховой завод", "Tambov Powder Plant"),
        ("АО Брантский машиностроительный завод", "JSC Brantsk Machine-Building Plant"),
        ("Завод имени С. А. Веркова", "Plant named after S.A. Verkov"),
        ("شركة برانتور للتجارة", "Brantor Trading Company"),
        ("شرکت صنایع پتروشیمی کلوار", "Kalvar Petrochemical Industries"),
        ("بانک صنعت و معدن", "Bank of Industry and Mine"),
    ],
)
def test_translated_names_match(native: str, latin: str) -> None:
    assert score(native, latin) >= CUT_OFF


@pytest.mark.parametrize(
    ("native", "latin"),
    [
        ("ООО Завод «Брантор»", "Veltrim Plant LLC"),
        ("Тамбовский пороховой завод", "Tambov Bread Plant"),
        ("Тамбовский пороховой завод", "Kazan Powder Plant"),
        ("АО НИИ Квелтор", "JSC Research Institute Santra"),
        ("Московский кредитный банк", "Moscow Industrial Bank"),
        ("Национальный банк", "National Insurance Company"),
        ("شركة برانتور للتجارة", "Veltrim Trading Company"),
        ("بانک صنعت و معدن", "Bank of Agriculture"),
        ("شرکت صنایع پتروشیمی کلوار", "Zagris Petrochemical Industries"),
        ("12-й авиационный ремонтный завод", "14 Aircraft Repair Plant"),
    ],
)
def test_names_that_share_only_general_words_stay_apart(native: str, latin: str) -> None:
    assert score(native, latin) < CUT_OFF


def test_the_order_of_the_two_names_does_not_matter() -> None:
    pair = ("ООО Завод «Брантор»", "Brantor Plant LLC")
    assert score(*pair) == score(*reversed(pair))


def test_a_name_may_be_spelled_or_translated() -> None:
    assert score("Победа", "Pobeda") >= score("Победа", "Kobeda")
    assert score("Движение «Победа»", "Victory Movement") >= CUT_OFF
    assert score("Движение «Победа»", "Pobeda Movement") >= CUT_OFF


def test_names_in_one_script_are_not_touched() -> None:
    one, two = analyse("Brantor Plant"), analyse("Brantor Factory")
    assert across(one, two) == (one, two)


@pytest.mark.parametrize("native", ["Завод", "и", "№", "ال", "شركة", "и на за"])
def test_names_of_nothing_but_general_words_do_not_fail(native: str) -> None:
    assert 0.0 <= score(native, "Plant of the Company") <= 1.0
