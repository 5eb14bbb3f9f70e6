"""Ownership told by a noun, a place or a list instead of a verb of owning."""

from __future__ import annotations

import pytest

from tests.extract.small import facts, one, read_text

CO = "Orvex Steel Ltd."


def _owned(text: str) -> set[tuple[str, str, float | None]]:
    return {
        (item.subject, item.object, item.percent)
        for item in read_text(text).relations
        if item.type.value == "owned_by" and item.polarity.value == "asserted"
    }


@pytest.mark.parametrize(
    ("text", "percent"),
    [
        ("Brandt Holding Oy's 24% interest in Orvex Steel Ltd. was disclosed on Monday.", 24),
        ("Brandt Holding Oy's stake in Orvex Steel Ltd. rose to 24% from 18%.", 24),
        ("Orvex Steel Ltd. fell into the hands of Brandt Holding Oy in 2015.", None),
        ("Brandt Holding Oy sits on 24% of Orvex Steel Ltd.", 24),
        ("Brandt Holding Oy has an interest of 24% in Orvex Steel Ltd.", 24),
        ("Brandt Holding Oy took a 24% sliver of Orvex Steel Ltd. in 2020.", 24),
        ("Orvex Steel Ltd. is entirely owned by Brandt Holding Oy.", 100),
        ("Brandt Holding Oy holds all of the shares in Orvex Steel Ltd.", 100),
        ("The registry shows Brandt Holding Oy as the sole owner of Orvex Steel Ltd.", 100),
        ("Orvex Steel Ltd. has a single shareholder, Brandt Holding Oy.", None),
        ("Orvex Steel Ltd. is held via Brandt Holding Oy.", None),
    ],
)
def test_a_holding_without_a_plain_verb_of_owning(text: str, percent: float | None) -> None:
    found = one(text, "owned_by")
    assert found.subject == CO
    assert found.object == "Brandt Holding Oy"
    assert found.percent == percent
    assert found.polarity.value == "asserted"


@pytest.mark.parametrize(
    "text",
    [
        "Orvex Steel Ltd. has two shareholders: Brandt Holding Oy (70%) and Lumen Group AB (30%).",
        "Orvex Steel Ltd. (Brandt Holding Oy 70%, Lumen Group AB 30%) makes pumps.",
        "Orvex Steel Ltd. is a joint venture between Brandt Holding Oy (70%) and Lumen Group AB"
        " (30%).",
    ],
)
def test_lists_of_holders_keep_each_share(text: str) -> None:
    assert _owned(text) == {(CO, "Brandt Holding Oy", 70.0), (CO, "Lumen Group AB", 30.0)}


def test_holders_named_after_the_company() -> None:
    text = "Among the shareholders of Orvex Steel Ltd. are Brandt Holding Oy and Lumen Group AB."
    assert _owned(text) == {(CO, "Brandt Holding Oy", None), (CO, "Lumen Group AB", None)}


@pytest.mark.parametrize(
    "text",
    [
        "Orvex Steel Ltd. is under the control of Brandt Holding Oy.",
        "Control of Orvex Steel Ltd. passed to Brandt Holding Oy in 2021.",
        "Control of Orvex Steel Ltd. lies with Brandt Holding Oy.",
    ],
)
def test_control_as_a_noun_is_control_and_no_ownership(text: str) -> None:
    assert facts(text) == {("controlled_by", CO, "Brandt Holding Oy", "asserted")}


@pytest.mark.parametrize(
    "text",
    [
        "Orvex Steel Ltd., a Brandt Holding Oy company, makes pumps.",
        "Orvex Steel Ltd. forms part of Brandt Holding Oy.",
        "Brandt Holding Oy set up Orvex Steel Ltd. as a wholly owned subsidiary in 2018.",
    ],
)
def test_children_told_by_a_noun(text: str) -> None:
    assert facts(text) == {("subsidiary_of", CO, "Brandt Holding Oy", "asserted")}


def test_units_listed_behind_their_owner() -> None:
    text = "Brandt Holding Oy has two subsidiaries: Orvex Steel Ltd. and Kestrel Oy."
    assert facts(text) == {
        ("subsidiary_of", CO, "Brandt Holding Oy", "asserted"),
        ("subsidiary_of", "Kestrel Oy", "Brandt Holding Oy", "asserted"),
    }


@pytest.mark.parametrize(
    "text",
    [
        "Brandt Holding Oy takes a third of its crude from Orvex Steel Ltd.",
        "Orvex Steel Ltd. is a member of Brandt Holding Oy.",
        "Brandt Holding Oy's planned 24% stake in Orvex Steel Ltd. needs approval.",
    ],
)
def test_no_owner_is_made_of_other_shares_members_or_plans(text: str) -> None:
    assert _owned(text) == set()


def test_what_is_denied_is_not_asserted() -> None:
    found = facts("Orvex Steel Ltd. is not under the control of Brandt Holding Oy.")
    assert {item[3] for item in found} <= {"denied"}
    assert found
