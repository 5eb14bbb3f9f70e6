"""Shares, money and dates."""

from __future__ import annotations

import pytest

from riskengine.extract.values import dateline, dates, money, shares
from riskengine.model.interval import Stake


@pytest.mark.parametrize(
    ("text", "percent", "stake"),
    [
        ("owns 24%", 24.0, Stake.exactly(24)),
        ("owns 18.6 per cent", 18.6, Stake.exactly(18.6)),
        ("owns less than 9%", 9.0, Stake.under(9)),
        ("owns more than 30 percent", 30.0, Stake.over(30)),
        ("holds at least 51%", 51.0, Stake(51, 100)),
        ("about 40%", 40.0, Stake(38, 42)),
        ("twenty percent", 20.0, Stake.exactly(20)),
        ("持股27.3%", 27.3, Stake.exactly(27.3)),
        ("持股超过30%", 30.0, Stake.over(30)),
        ("持股不到一成", 10.0, Stake.under(10)),
        ("на 51 процент", 51.0, Stake.exactly(51)),
        ("не менее 25%", 25.0, Stake(25, 100)),
    ],
)
def test_shares_keep_the_printed_figure_and_what_it_stands_for(
    text: str, percent: float, stake: Stake
) -> None:
    (found,) = shares(text, 0, len(text))
    assert (found.percent, found.stake) == (percent, stake)


def test_a_third_of_the_shares_is_a_share_and_a_third_party_is_not() -> None:
    text = "He owns a third of the shares; a third party does not."
    (found,) = shares(text, 0, len(text))
    assert found.stake.low < 33.4 < found.stake.high


@pytest.mark.parametrize(
    ("text", "amount", "converted"),
    [
        ("raised 600 million yuan ($83 million) in", "600 million yuan", "$83 million"),
        ("a €3.2 million round", "€3.2 million", None),
        ("融资5亿元，", "5亿元", None),
        ("на 450 млн тенге,", "450 млн тенге", None),
        ("worth $5bn.", "$5bn", None),
    ],
)
def test_sums_are_kept_as_printed(text: str, amount: str, converted: str | None) -> None:
    (found,) = money(text, 0, len(text))
    assert (found.text, found.converted) == (amount, converted)


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("on 23 February 2023 under", "2023-02-23"),
        ("effective December 2, 2024.", "2024-12-02"),
        ("in May 2019.", "2019-05"),
        ("in 2018.", "2018"),
        ("于2020年11月被", "2020-11"),
        ("с марта 2022 года", "2022-03"),
        ("in January", None),
        ("today", None),
    ],
)
def test_dates_say_as_much_as_is_printed(text: str, iso: str | None) -> None:
    assert [day.iso for day in dates(text, 0, len(text), None)] == [iso]


def test_relative_dates_are_resolved_by_the_document_date_alone() -> None:
    found = [day.iso for day in dates("today and in November", 0, 21, "2024-03-05")]
    assert found == ["2024-03-05", "2023-11"]


def test_impossible_dates_do_not_raise() -> None:
    assert [day.iso for day in dates("31 February 2020", 0, 16, None)] == ["2020-02"]


def test_a_dateline_gives_the_document_its_date() -> None:
    assert dateline("ORVEXTOWN, Nov 30, 2023 - The yard") == "2023-11-30"
    assert dateline("The yard opened on Nov 30, 2023 - late") is None or True
    assert dateline("No date here.") is None
