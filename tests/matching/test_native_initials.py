"""Acronyms in one script beside names in full in another."""

from __future__ import annotations

import pytest

from riskengine.matching import compare_names
from riskengine.vocab import EntityKind


def score(native: str, latin: str) -> float:
    return compare_names(native, latin, kind=EntityKind.COMPANY).score


@pytest.mark.parametrize(
    ("native", "latin"),
    [
        ("АО «Брантский Оптический Завод»", "JSC BOZ"),
        ("АО «Брантский Электромеханический Завод»", "JSC BEMZ"),
        ("АО «БЭМЗ»", "JSC Brantsk Electromechanical Plant"),
        ("АО «Верховский Механический Завод»", "JSC VMP"),
        ("Страховое акционерное общество «ВКР»", "JSC VKR"),
    ],
)
def test_an_acronym_of_the_other_name_alerts(native: str, latin: str) -> None:
    assert score(native, latin) >= 0.7


@pytest.mark.parametrize(
    ("native", "latin"),
    [
        ("АО «Брантский Оптический Завод»", "JSC BMZ"),
        ("АО «Брантский Оптический Завод»", "BO JSC"),
        ("АО «БЭМЗ»", "JSC Brantsk Bread Plant"),
        ("Брантский Оптический Завод", "BOZ"),
    ],
)
def test_other_or_bare_acronyms_do_not(native: str, latin: str) -> None:
    assert score(native, latin) < 0.7


def test_initials_never_prove_a_party() -> None:
    assert score("АО «Брантский Электромеханический Завод»", "JSC BEMZ") < 0.8


def test_an_acronym_and_what_it_stands_for_are_one_name() -> None:
    assert score("БЭМЗ - Брантский электромеханический завод", "BEMZ") >= 0.7
