"""Which spans name a party, and what kind of party."""

from __future__ import annotations

import pytest

from tests.extract.small import kinds, mentions, read_text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("On Monday Orvex Robotics Co., Ltd. opened.", ["Orvex Robotics Co., Ltd."]),
        ("It bought Orvex (Shanghai) Trading Co. today.", ["Orvex (Shanghai) Trading Co."]),
        ("Harlan Lane Pte. Ltd. of Singapore did it.", ["Harlan Lane Pte. Ltd."]),
        ("It went to the 17th Research Institute.", ["17th Research Institute"]),
        ("The Ministry of Industry and Trade agreed.", ["Ministry of Industry and Trade"]),
        ("Lisbon's OrvexTrack sells software.", ["OrvexTrack"]),
        ("The Chinese lender Orvex grew.", ["Orvex"]),
        ("Pension fund Helvorn holds it.", ["Helvorn"]),
        ("AO Orvex Holding owns it.", ["AO Orvex Holding"]),
        ("The government of Abu Dhabi owns it.", ["government of Abu Dhabi"]),
    ],
)
def test_names_are_cut_where_they_end(text: str, expected: list[str]) -> None:
    assert mentions(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Investors were calm. Shares fell in Shenzhen on Tuesday.",
        "The Series B comes after AI became a topic in January.",
        "South Korea and the United States met in Paris.",
        "It is on the Entity List and the SDN List.",
        "Analysts believe that rates will fall. However, banks disagree.",
    ],
)
def test_places_dates_and_ordinary_words_are_no_parties(text: str) -> None:
    assert mentions(text) == []


def test_kinds_follow_head_nouns_and_context() -> None:
    found = kinds(
        "Orvex Capital Partners, Brandt University, the Ministry of Defence and chief executive "
        "Ada Lumen met. Orvana Daily News told the story. Orvex Systems Inc. paid."
    )
    assert found["Orvex Capital Partners"] == "fund"
    assert found["Brandt University"] == "uni"
    assert found["Ministry of Defence"] == "agency"
    assert found["Ada Lumen"] == "person"
    assert found["Orvana Daily News"] == "media"
    assert found["Orvex Systems Inc."] == "co"


def test_short_forms_and_acronyms_join_their_party() -> None:
    result = read_text(
        "Brandt Electronics Technology Group Corporation (BETC) paid Orvex Robotics Co. "
        "Orvex Robotics later sued BETC. Mr Halden, the lawyer, met Peter Halden."
    )
    names = {party.canonical: set(party.names) for party in result.parties}
    assert "BETC" in names["Brandt Electronics Technology Group Corporation"]
    assert "Orvex Robotics" in names["Orvex Robotics Co."]
    assert "Mr Halden" in names["Peter Halden"]


def test_different_companies_of_one_family_stay_apart() -> None:
    result = read_text("Orvex Data sued Orvex Holdings Ltd. in May. Orvex Data won.")
    assert [party.canonical for party in result.parties] == ["Orvex Data", "Orvex Holdings Ltd."]


def test_a_country_is_taken_from_the_words_around() -> None:
    result = read_text(
        "Shenzhen-based Orvex Robotics Co. sued Kelban Havacilik, a Turkish drone maker, and "
        "Harlan Lane Pte. Ltd. of Singapore."
    )
    found = {party.canonical: party.country for party in result.parties}
    assert found["Kelban Havacilik"] == "TR"
    assert found["Harlan Lane Pte. Ltd."] == "SG"


class _Hit:
    def __init__(self, start: int, end: int) -> None:
        self.start, self.end, self.entity_ids = start, end, ("list:1",)


class _Finder:
    def __init__(self, name: str) -> None:
        self.name = name

    def find(self, text: str) -> list[_Hit]:
        at = text.find(self.name)
        return [_Hit(at, at + len(self.name))] if at >= 0 else []


def test_a_listed_name_marks_the_party_that_spells_it() -> None:
    result = read_text("The yard sued Orvex Systems Inc. in May.", finder=_Finder("Orvex Systems"))
    assert result.parties[0].gazetteer_ids == ("list:1",)


def test_whoever_was_told_a_quote_is_a_medium() -> None:
    assert (
        kinds('"Orvex Oy will grow," an analyst told Brandt Weekday.')["Brandt Weekday"] == "media"
    )


def test_a_bracketed_abbreviation_does_not_cut_the_description() -> None:
    result = read_text("Chinese artificial intelligence (AI) startup Orvex grew.")
    assert [(p.canonical, p.country) for p in result.parties] == [("Orvex", "CN")]
