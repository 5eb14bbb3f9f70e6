"""Lists and regimes as texts name them."""

from __future__ import annotations

import pytest

from riskengine.extract.lists import code_hits, list_of_issuer


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("added to the U.S. Entity List in", "US-ENTITY-LIST"),
        ("the Commerce Department's trade blacklist", "US-ENTITY-LIST"),
        ("the U.S. Commerce Department’s trade-restriction blacklist", "US-ENTITY-LIST"),
        ("on the SDN List", "US-SDN"),
        ("under Section 1260H", "US-1260H"),
        ("the Unverified List", "US-UVL"),
        ("the Military End-User List", "US-MEU"),
        ("China's unreliable entity list", "CN-UEL"),
        ("on any U.S. restricted list", "US-BLACKLIST"),
        ("the UFLPA Entity List", "US-UFLPA"),
        ("被列入实体清单", "US-ENTITY-LIST"),
        ("列入不可靠实体清单", "CN-UEL"),
        ("в санкционный список SDN", "US-SDN"),
    ],
)
def test_names_of_lists(text: str, code: str) -> None:
    assert code in [hit.code for hit in code_hits(text, 0, len(text)) if hit.kind == "list"]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("in breach of Security Council resolution 2371", "UN-SANCTIONS"),
        ("violated U.S. export controls", "US-EXPORT-CONTROLS"),
        ("evaded EU sanctions", "EU-SANCTIONS"),
        ("evading sanctions", "?"),
    ],
)
def test_names_of_regimes(text: str, code: str) -> None:
    assert [hit.code for hit in code_hits(text, 0, len(text)) if hit.kind == "regime"] == [code]


def test_a_stock_exchange_listing_names_no_list() -> None:
    assert code_hits("is listed on the Hong Kong Stock Exchange", 0, 41) == []


def test_an_authority_stands_for_its_list() -> None:
    assert list_of_issuer("OFAC") == "US-SDN"
    assert list_of_issuer("", "GB") == "UK-SANCTIONS"
    assert list_of_issuer("Orvex Holding") is None
