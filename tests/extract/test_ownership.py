"""Owners, controllers, parents."""

from __future__ import annotations

import pytest

from riskengine.model.interval import Stake
from tests.extract.small import facts, one


@pytest.mark.parametrize(
    ("text", "percent"),
    [
        ("Brandt Holding Oy owns 24% of Orvex Steel Ltd.", 24),
        ("Orvex Steel Ltd. is 24% owned by Brandt Holding Oy.", 24),
        ("A 24% stake in Orvex Steel Ltd. is held by Brandt Holding Oy.", 24),
        ("Brandt Holding Oy bought a 24% stake in Orvex Steel Ltd. in 2020.", 24),
        ("24 percent of Orvex Steel Ltd. belongs to Brandt Holding Oy.", 24),
        ("Brandt Holding Oy is the largest shareholder of Orvex Steel Ltd., with 24%.", 24),
        ("The biggest shareholder of Orvex Steel Ltd. is Brandt Holding Oy (24%).", 24),
        ("Orvex Steel Ltd. is majority-owned by Brandt Holding Oy.", None),
    ],
)
def test_one_owner_in_many_wordings(text: str, percent: float | None) -> None:
    found = one(text, "owned_by")
    assert (found.subject, found.object) == ("Orvex Steel Ltd.", "Brandt Holding Oy")
    assert found.percent == percent
    assert found.polarity.value == "asserted"


def test_enumerated_owners_keep_their_shares() -> None:
    text = "Counterparty: Orvex Steel Ltd.\nShareholders: Brandt Holding Oy 51%, Ada Lumen 49%."
    found = {(f.object, f.percent) for f in _owned(text)}
    assert found == {("Brandt Holding Oy", 51.0), ("Ada Lumen", 49.0)}


def test_shares_in_a_bullet_list_belong_to_the_company_of_the_note() -> None:
    text = (
        "Subject: Orvex Steel Ltd.\nOwnership\n- Brandt Holding Oy: 60.5%\n- Lumen Group AB: 39.5%"
    )
    found = {(f.subject, f.object, f.percent) for f in _owned(text)}
    assert found == {
        ("Orvex Steel Ltd.", "Brandt Holding Oy", 60.5),
        ("Orvex Steel Ltd.", "Lumen Group AB", 39.5),
    }


def test_a_gap_leaves_the_verb_out() -> None:
    text = (
        "Brandt Holding Oy owns 60% of Orvex Steel Ltd., Lumen Group AB 25% and Kestrel Oy"
        " the rest."
    )
    found = {f.object: f.percent for f in _owned(text)}
    assert found == {"Brandt Holding Oy": 60.0, "Lumen Group AB": 25.0, "Kestrel Oy": None}


def test_the_rest_belongs_to_the_company_spoken_of() -> None:
    text = "Brandt Holding Oy holds 80% of Orvex Steel Ltd. Pension fund Helvorn holds the rest."
    assert ("owned_by", "Orvex Steel Ltd.", "Helvorn", "asserted") in facts(text)


def test_less_than_a_figure_is_an_interval() -> None:
    found = one("Brandt Group now holds less than 9% of OrvexPay.", "owned_by")
    assert (found.percent, found.stake) == (9.0, Stake.under(9))


def test_a_seller_is_a_former_owner() -> None:
    found = one("Brandt Holdings sold its 5% stake in Orvex Steel Ltd. last year.", "owned_by")
    assert (found.object, found.status, found.percent) == ("Brandt Holdings", "former", 5.0)


@pytest.mark.parametrize(
    "text",
    [
        "Brandt Holding Oy will buy a 30% stake in Orvex Steel Ltd.",
        "Brandt Holding Oy plans to acquire Orvex Steel Ltd.",
        "Brandt Holding Oy has agreed to buy Orvex Steel Ltd.",
        "Brandt Holding Oy is considering buying Orvex Steel Ltd.",
        "The ministry rejected a bid by Brandt Holding Oy to take over Orvex Steel Ltd.",
        "Regulators blocked Brandt Holding Oy's acquisition of Orvex Steel Ltd.",
        "The ministry rejected a plan by which Brandt Holding Oy would acquire Orvex Steel Ltd.",
    ],
)
def test_plans_and_blocked_deals_are_hypothetical(text: str) -> None:
    assert one(text, "owned_by").polarity.value == "hypothetical"


@pytest.mark.parametrize(
    "text",
    [
        "Orvex Steel Ltd. is a wholly owned subsidiary of Brandt Holding Oy.",
        "Orvex Steel Ltd., a unit of Brandt Holding Oy, closed.",
        "Brandt Holding Oy's subsidiary Orvex Steel Ltd. closed.",
        "Orvex Steel Ltd. closed. Its parent, Brandt Holding Oy, did not.",
        "Orvex Steel Ltd., which is part of Brandt Holding Oy, closed.",
    ],
)
def test_units_and_parents(text: str) -> None:
    assert ("subsidiary_of", "Orvex Steel Ltd.", "Brandt Holding Oy", "asserted") in facts(text)


@pytest.mark.parametrize(
    "text",
    [
        "Orvex Port Group, which is controlled by the government of Abu Dhabi, paid.",
        "Orvex Port Group, a vehicle of the government of Abu Dhabi, paid.",
        "The government of Abu Dhabi controls Orvex Port Group.",
    ],
)
def test_control_by_a_government_is_backing_by_its_state(text: str) -> None:
    found = facts(text)
    assert ("controlled_by", "Orvex Port Group", "government of Abu Dhabi", "asserted") in found
    assert ("state_backed", "Orvex Port Group", "STATE:United Arab Emirates", "asserted") in found


def test_both_in_a_dash_covers_the_whole_enumeration() -> None:
    text = (
        "It won money from Orvex Capital and Brandt Fund—both controlled by the government of"
        " Hangzhou."
    )
    found = {f[1] for f in facts(text) if f[0] == "controlled_by"}
    assert found == {"Orvex Capital", "Brandt Fund"}


def test_state_words_in_an_apposition() -> None:
    text = "Kazakhstan's sovereign fund Orvex-Kazyna sold a yard."
    assert ("state_backed", "Orvex-Kazyna", "STATE:Kazakhstan", "asserted") in facts(text)


def test_used_to_be_controlled_is_former() -> None:
    found = one("Orvex Steel Ltd. used to be controlled by Brandt Holding Oy.", "controlled_by")
    assert found.status == "former"


def _owned(text: str):  # type: ignore[no-untyped-def]
    from tests.extract.small import read_text

    return [f for f in read_text(text).relations if f.type.value == "owned_by"]
