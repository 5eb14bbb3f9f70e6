"""Plain wordings of news and memos. All names are invented."""

from __future__ import annotations

import pytest

from tests.extract.small import facts, one, read_text

WEIR = "Thornweir Castings"
TERN = "Tern Industries"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            f"A third of {WEIR} is in the hands of Plover Capital.",
            ("owned_by", WEIR, "Plover Capital", "asserted"),
        ),
        (
            f"Plover Capital is considering an investment in {WEIR}.",
            ("invested_in", "Plover Capital", WEIR, "hypothetical"),
        ),
        (
            f"Plover Capital made a $30 million investment in {WEIR}.",
            ("invested_in", "Plover Capital", WEIR, "asserted"),
        ),
        (
            f"{WEIR} is a shell company used by {TERN} to buy chips.",
            ("front_for", WEIR, TERN, "asserted"),
        ),
        (
            f"{WEIR} won a contract to supply valves to {TERN}.",
            ("supplies_to", WEIR, TERN, "asserted"),
        ),
        (
            f"{WEIR} works with the People's Liberation Army on radar.",
            ("military_link", WEIR, "MIL:China", "asserted"),
        ),
        (
            f"Britain imposed an asset freeze on {WEIR}.",
            ("listed_on", WEIR, "UK-SANCTIONS", "asserted"),
        ),
        (
            f"The Council of the European Union imposed restrictive measures on {WEIR}.",
            ("listed_on", WEIR, "EU-SANCTIONS", "asserted"),
        ),
    ],
)
def test_a_plain_statement_is_read(text: str, expected: tuple[str, str, str, str]) -> None:
    assert expected in facts(text)


def test_what_was_stopped_is_former_and_not_planned() -> None:
    found = one(f"{WEIR} stopped supplying {TERN} in 2022.", "supplies_to")
    assert (found.polarity.value, found.status) == ("asserted", "former")


def test_shares_in_brackets_belong_to_the_name_before_them() -> None:
    text = f"Shares in {WEIR} are held by Plover Capital (34%), Osprey Fund (20%) and employees."
    assert shares(text) == {"Plover Capital": 34.0, "Osprey Fund": 20.0}


def test_the_last_owner_of_a_row_keeps_its_share() -> None:
    text = f"{WEIR} is 34% owned by Plover Capital and 20% by Osprey Fund."
    assert shares(text) == {"Plover Capital": 34.0, "Osprey Fund": 20.0}


def test_ownership_that_is_split() -> None:
    text = f"Ownership of {WEIR} is split between Plover Capital (60%) and Osprey Fund (40%)."
    assert shares(text) == {"Plover Capital": 60.0, "Osprey Fund": 40.0}


def test_taking_part_is_no_stake() -> None:
    text = f"Existing investor Osprey Fund also took part in {WEIR}'s round."
    assert {item[0] for item in facts(text)} == {"invested_in"}


def shares(text: str) -> dict[str, float | None]:
    return {
        item.object: item.percent
        for item in read_text(text).relations
        if item.type.value == "owned_by"
    }
