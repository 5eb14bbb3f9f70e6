"""Being put on a list, taken off it, or being on none."""

from __future__ import annotations

import pytest

from tests.extract.small import facts, one, read_text


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Orvex Systems was added to the U.S. Entity List in May 2019.", "US-ENTITY-LIST"),
        ("BIS added Orvex Systems to the Entity List in May 2019.", "US-ENTITY-LIST"),
        ("OFAC designated Orvex Systems in May 2019 under E.O. 14024.", "US-SDN"),
        ("The U.S. Department of the Treasury sanctioned Orvex Systems in May 2019.", "US-SDN"),
        ("The EU imposed sanctions on Orvex Systems in May 2019.", "EU-SANCTIONS"),
        ("Orvex Systems was sanctioned by the European Union in May 2019.", "EU-SANCTIONS"),
        ("Orvex Systems has been on OFAC's SDN List since May 2019.", "US-SDN"),
    ],
)
def test_listings_with_their_list_and_date(text: str, code: str) -> None:
    found = one(text, "listed_on")
    assert (found.subject, found.object, found.date) == ("Orvex Systems", code, "2019-05")
    assert found.polarity.value == "asserted"


def test_every_designee_of_an_enumeration_is_listed() -> None:
    text = (
        "BIS adds three entities to the Entity List effective December 2, 2024.\n"
        "Under the destination of China: Orvex Instruments Co., Ltd.; Brandt Photonics"
        " Institute; and "
        "Lumen Compute Co., Ltd. are added for acquiring items in support of the People's"
        " Liberation Army."
    )
    found = facts(text)
    for name in (
        "Orvex Instruments Co., Ltd.",
        "Brandt Photonics Institute",
        "Lumen Compute Co., Ltd.",
    ):
        assert ("listed_on", name, "US-ENTITY-LIST", "asserted") in found
        assert ("military_link", name, "MIL:China", "asserted") in found


def test_items_of_an_announced_list() -> None:
    text = (
        "OFAC designated the following entities:\n"
        "- Orvex Shipping FZE, based in Dubai\n"
        "- Brandt Trading LLC, which is owned by Orvex Shipping FZE"
    )
    found = {
        (r.subject, text[r.evidence.start : r.evidence.end][:7])
        for r in read_text(text).relations
        if r.type.value == "listed_on"
    }
    assert found == {("Orvex Shipping FZE", "- Orvex"), ("Brandt Trading LLC", "- Brand")}


def test_removal_makes_the_listing_a_past_one() -> None:
    text = (
        "The Commerce Department has taken Orvex Data off the Entity List. It had been listed in "
        "March 2023."
    )
    relations = {r.type.value: r for r in read_text(text).relations}
    assert relations["delisted_from"].object == "US-ENTITY-LIST"
    assert (relations["listed_on"].status, relations["listed_on"].date) == ("removed", "2023-03")


@pytest.mark.parametrize(
    "text",
    [
        "Orvex Systems is not on any U.S. restricted list.",
        "Orvex Systems itself does not appear on the SDN List.",
        "Neither Orvex Systems nor Brandt Oy is on the Entity List.",
        "Orvex Systems has never been added to the Entity List.",
        "Screening of Orvex Systems produced no hits.",
    ],
)
def test_absence_from_a_list_is_a_denied_listing(text: str) -> None:
    found = [f for f in facts(text) if f[0] == "listed_on"]
    assert found
    assert {f[3] for f in found} == {"denied"}
    assert "Orvex Systems" in {f[1] for f in found}


@pytest.mark.parametrize(
    "text",
    [
        "The EU is considering sanctions on Orvex Systems, a diplomat said.",
        "Orvex Systems could be added to the Entity List.",
        "Lawmakers urged the Commerce Department to add Orvex Systems to the Entity List.",
        "If Washington adds Orvex Systems to its blacklist, sales will stop.",
    ],
)
def test_possible_listings_are_hypothetical(text: str) -> None:
    found = [f for f in facts(text) if f[0] == "listed_on" and f[1] == "Orvex Systems"]
    assert [f[3] for f in found] == ["hypothetical"]


def test_a_stock_exchange_is_no_list() -> None:
    text = (
        "Orvex Holdings Ltd. is listed on the Hong Kong Stock Exchange and was listed in 2019"
        " there."
    )
    assert not [f for f in facts(text) if f[0] == "listed_on"]


def test_a_country_may_be_the_authority() -> None:
    text = (
        "Orvex Minerals Corporation and Brandt Resources LLC set up a mine. South Korea"
        " imposed sanctions on both companies."
    )
    found = {f[1:3] for f in facts(text) if f[0] == "listed_on"}
    assert found == {
        ("Orvex Minerals Corporation", "KR-SANCTIONS"),
        ("Brandt Resources LLC", "KR-SANCTIONS"),
    }
