"""Entries of several lists that are one party: found, kept apart by list, shown as one."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from riskengine.matching import Matcher
from riskengine.matching.identity import Answer, compare_identifiers
from riskengine.model.entity import Identifier
from riskengine.model.match import MatchResult, Profile
from riskengine.report.summary import match_text
from riskengine.report.view import match_groups
from riskengine.vocab import EntityKind, MatchVerdict
from tests.matching.small_lists import SmallLists, listed

SDN, SSI = "us-ofac-sdn", "us-ofac-ssi"


def lists() -> SmallLists:
    """One party on three lists (a number, then a name), a namesake abroad, and a lone entry."""
    return SmallLists(
        [
            listed(1, "Zorvan Korvet Bank", list_id=SDN, identifiers=(("ofac", "12345"),)),
            listed(
                1,
                "Zorvan Korvet Bank",
                list_id=SSI,
                identifiers=(("ofac", "12345"),),
                countries=("RU",),
            ),
            listed(1, "ZORVAN KORVET BANK", countries=("RU",)),
            listed(2, "Zorvan Korvet Bank", list_id="us-dod-1260h", countries=("CN",)),
            listed(3, "Qelim Works", list_id=SDN),
        ]
    )


def search(name: str, small: SmallLists, *, limit: int | None = None) -> MatchResult:
    return Matcher.open(small, cache_dir=None).match(Profile((name,)), limit=limit)


def test_entries_of_one_party_carry_one_key_and_why() -> None:
    found = {match.entity.id: match for match in search("Zorvan Korvet Bank", lists()).matches}
    assert {match.party for match in found.values()} == {"us-bis-el:1", "us-dod-1260h:2"}
    assert found["us-dod-1260h:2"].party_reasons == ()
    assert found[f"{SDN}:1"].party == "us-bis-el:1"
    assert found[f"{SDN}:1"].party_reasons == ("same OFAC number 12345",)
    assert found[f"{SSI}:1"].party_reasons == (
        "same name and country (RU)",
        "same OFAC number 12345",
    )


def test_every_entry_of_a_party_is_kept_and_none_is_ambiguous() -> None:
    matches = search("Zorvan Korvet Bank", lists()).matches
    assert len(matches) == 4
    assert {match.verdict for match in matches} == {MatchVerdict.MATCH}


def test_two_entries_of_one_party_on_one_list_are_not_ambiguous() -> None:
    number = (("ofac", "12345"),)
    small = SmallLists(
        [
            listed(1, "Zorvan Korvet", list_id=SDN, identifiers=number),
            listed(2, "Zorvan Korvet", list_id=SDN, identifiers=number),
            listed(3, "Qelim Pelin", list_id=SDN),
            listed(4, "Qelim Pelin", list_id=SDN),
        ]
    )
    verdicts = {match.verdict for match in search("Zorvan Korvet", small).matches}
    assert verdicts == {MatchVerdict.MATCH}
    assert search("Qelim Pelin", small).matches[0].verdict is MatchVerdict.AMBIGUOUS


def test_a_limit_counts_parties_and_never_cuts_one_in_two() -> None:
    matches = search("Zorvan Korvet Bank", lists(), limit=1).matches
    assert [match.entity.list_id for match in matches] == ["us-bis-el", SDN, SSI]


def test_every_entry_of_the_very_name_is_returned_unless_a_limit_is_stated() -> None:
    many = SmallLists([listed(number, "Address 01") for number in range(40)])
    assert len(search("Address 01", many).matches) == 40
    assert len(search("Address 01", many, limit=5).matches) == 5


def test_parties_survive_the_cache(tmp_path: Path) -> None:
    for _ in range(2):
        matcher = Matcher.open(lists(), cache_dir=tmp_path)
        (match,) = matcher.match(Profile(("Zorvan Korvet Bank",)), limit=1).matches[:1]
        assert match.party == "us-bis-el:1"
        assert match.party_reasons == ("same name and country (RU)",)


def test_a_report_shows_one_party_once_with_every_listing() -> None:
    small = lists()
    infos = {info.list_id: info for info in small.infos}
    result = search("Zorvan Korvet Bank", small)
    together, alone = match_groups(result.matches, infos)
    assert together.info is None
    assert len(together.matches) == 3
    assert alone.info == infos["us-dod-1260h"]
    text = match_text("Zorvan Korvet Bank", result, infos, 0.7, dt.date(2026, 11, 23))
    assert "One party with 3 entries (same name and country (RU); same OFAC number 12345):" in text
    for list_id in ("us-bis-el", SDN, SSI, "us-dod-1260h"):
        assert f"; {list_id}:" in text


@pytest.mark.parametrize("kind", list(EntityKind))
def test_an_entry_of_unknown_kind_is_found_by_searches_for_every_kind(kind: EntityKind) -> None:
    blank = EntityKind.UNKNOWN
    small = SmallLists([listed(1, "Zorvan Korvet", kind=blank), listed(2, "Ivan Q. Pelim")])
    matcher = Matcher.open(small, cache_dir=None)
    for name in ("Zorvan Korvet", "ZORVAN-KORVET", "Zorvann Korvet"):
        (match,) = matcher.match(Profile((name,), kind)).matches
        assert match.entity.id == "us-bis-el:1"


def test_equal_national_numbers_of_two_countries_do_not_find_each_other() -> None:
    small = SmallLists([listed(1, "Zorvan Korvet", identifiers=(("cn-regno", "1234567"),))])
    matcher = Matcher.open(small, cache_dir=None)

    def ids(scheme: str, country: str | None = None) -> list[str]:
        number = (Identifier(scheme, "1234567"),)
        profile = Profile(("Qelim Pelin",), country=country, identifiers=number)
        return [match.entity.id for match in matcher.match(profile).matches]

    assert ids("cn-regno") == ["us-bis-el:1"]
    assert ids("ru-regno") == []
    assert ids("regno") == ["us-bis-el:1"]  # of which country is not said
    assert ids("regno", "CN") == ["us-bis-el:1"]
    assert ids("regno", "RU") == []


def test_an_inn_is_one_number_with_or_without_its_country() -> None:
    answer, key = compare_identifiers(
        (Identifier("inn", "7736050003"),), (Identifier("ru-inn", "7736 050 003"),)
    )
    assert (answer, key) == (Answer.SAME, "inn:7736050003")
