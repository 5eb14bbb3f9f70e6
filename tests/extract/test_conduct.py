"""Deliveries, military ties, violations and fronts."""

from __future__ import annotations

import pytest

from tests.extract.small import facts, read_text


@pytest.mark.parametrize(
    "text",
    [
        "Orvex Steel Ltd. supplies rails to Brandt Rail Oy.",
        "Orvex Steel Ltd. supplies Brandt Rail Oy with rails.",
        "Brandt Rail Oy buys rails from Orvex Steel Ltd.",
        "Orvex Steel Ltd. makes rails for Brandt Rail Oy.",
        "Orvex Steel Ltd. counts Brandt Rail Oy among its customers.",
        "Orvex Steel Ltd. is a supplier to Brandt Rail Oy.",
    ],
)
def test_deliveries_in_many_wordings(text: str) -> None:
    assert ("supplies_to", "Orvex Steel Ltd.", "Brandt Rail Oy", "asserted") in facts(text)


def test_supplying_a_military_body_is_a_military_link_too() -> None:
    found = facts("Orvex Optika makes sights for the Russian Ministry of Defence.")
    assert ("supplies_to", "Orvex Optika", "Russian Ministry of Defence", "asserted") in found
    assert ("military_link", "Orvex Optika", "MIL:Russia", "asserted") in found


@pytest.mark.parametrize(
    "text",
    [
        "Orvex AI has denied any links to the Chinese military.",
        "Orvex AI said it has no ties to the Chinese military.",
        "Orvex AI denied that it supplies the Chinese military.",
        "Orvex AI said it had never sold chips to the Chinese military.",
    ],
)
def test_denied_military_links_name_the_speaker(text: str) -> None:
    found = [r for r in read_text(text).relations if r.type.value == "military_link"]
    assert [(r.subject, r.object, r.polarity.value, r.speaker) for r in found] == [
        ("Orvex AI", "MIL:China", "denied", "Orvex AI")
    ]


def test_calling_a_listing_a_mistake_denies_no_link() -> None:
    text = "Orvex AI was added to the Entity List in 2023. Orvex AI called the listing a mistake."
    assert {f[3] for f in facts(text)} == {"asserted"}


@pytest.mark.parametrize(
    ("text", "polarity", "status"),
    [
        ("Orvex Inc. pleaded guilty to violating U.S. export controls.", "asserted", "admitted"),
        ("Prosecutors allege that Orvex Inc. violated U.S. export controls.", "alleged", None),
        ("Orvex Inc. is accused of violating U.S. export controls.", "alleged", None),
        ("Orvex Inc. denied that it had violated U.S. export controls.", "denied", None),
        ("Orvex Inc. violated U.S. export controls.", "asserted", None),
    ],
)
def test_violations_by_who_says_so(text: str, polarity: str, status: str | None) -> None:
    found = [r for r in read_text(text).relations if r.type.value == "violated"]
    assert [(r.subject, r.object, r.polarity.value, r.status) for r in found] == [
        ("Orvex Inc.", "US-EXPORT-CONTROLS", polarity, status)
    ]


def test_a_front_said_by_prosecutors_is_alleged() -> None:
    text = "Orvex Trading Pte. Ltd. acted as a front for Brandt Institute, prosecutors said."
    (found,) = read_text(text).relations
    assert (found.type.value, found.polarity.value, found.speaker) == (
        "front_for",
        "alleged",
        "prosecutors",
    )


def test_loans_and_news_are_no_deliveries() -> None:
    text = "Brandt Bank provided a loan to Orvex Dairy. Orvex Dairy sent a statement to Lumen News."
    assert not [f for f in facts(text) if f[0] == "supplies_to"]
