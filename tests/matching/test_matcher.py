"""Search over lists: who is found, who is not, and what is said of it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from riskengine.errors import InputError
from riskengine.matching import Matcher
from riskengine.model.entity import Identifier
from riskengine.model.match import MatchResult, Profile
from riskengine.vocab import EntityKind, ListRole, MatchVerdict
from tests.matching.small_lists import ZHIPU, SmallLists, listed, sample_lists


@pytest.fixture(scope="module")
def matcher() -> Matcher:
    return Matcher.open(sample_lists(), cache_dir=None)


def ids(result: MatchResult) -> list[str]:
    return [match.entity.id for match in result.matches]


def test_every_listed_name_finds_its_entry_at_one(matcher: Matcher) -> None:
    for entity in sample_lists().searchable():
        role = ListRole.REFERENCE if entity.list_id.startswith("ref-") else ListRole.WATCHLIST
        result = matcher.match(Profile((entity.caption,)), role=role)
        best = {match.entity.id: match.confidence for match in result.matches}
        assert best[entity.id] == 1.0


@pytest.mark.parametrize("name", ["Zhipu", "智谱", "ZHIPU"])
def test_a_brand_that_fits_several_entries_is_ambiguous(matcher: Matcher, name: str) -> None:
    result = matcher.match(Profile((name,)))
    assert len(result.matches) == len(ZHIPU)
    for match in result.matches:
        assert match.verdict is MatchVerdict.AMBIGUOUS
        assert match.candidates == len(ZHIPU)
        assert "fits 3 entries of the list equally well" in match.reason


def test_the_full_name_is_one_match_and_its_sisters_are_near_misses(matcher: Matcher) -> None:
    result = matcher.match(Profile(("Beijing Zhipu Huazhang Technology Co Limited",)))
    assert ids(result) == ["us-bis-el:0"]
    assert result.matches[0].verdict is MatchVerdict.MATCH
    assert all(miss.verdict is MatchVerdict.NEAR_MISS for miss in result.near_misses)


def test_near_misses_lie_between_the_floor_and_the_cut_off_and_say_why(matcher: Matcher) -> None:
    result = matcher.match(Profile(("Pacific Fund 1",)))
    assert ids(result) == []
    assert [miss.entity.id for miss in result.near_misses] == ["us-ofac-sdn:8"]
    assert 0.45 <= result.near_misses[0].confidence < 0.70
    assert "numbers differ" in result.near_misses[0].reason
    assert "below the cut-off 0.70" in result.near_misses[0].reason


@pytest.mark.parametrize("name", ["Gazprom Neft", "Beijing Technology Co., Ltd.", "OpenAI"])
def test_other_parties_are_not_found(matcher: Matcher, name: str) -> None:
    assert ids(matcher.match(Profile((name,)))) == []


@pytest.mark.parametrize(
    ("name", "entity_id"),
    [
        ("Hikvison", "us-bis-el:3"),
        ("Hik Vision", "us-bis-el:3"),
        ("ChangXin Memory", "us-dod-1260h:10"),
        ("長鑫存儲", "us-dod-1260h:10"),
        ("Северный Оптика", "us-bis-el:5"),
        ("Петров Иван Сергеевич", "us-ofac-sdn:6"),
    ],
)
def test_other_spellings_are_found(matcher: Matcher, name: str, entity_id: str) -> None:
    assert entity_id in ids(matcher.match(Profile((name,))))


def test_two_frequent_names_without_the_patronymic_are_shown_below_the_cutoff(
    matcher: Matcher,
) -> None:
    result = matcher.match(Profile(("Ivan Petrov",)))
    assert "us-ofac-sdn:6" not in ids(result)
    assert "us-ofac-sdn:6" in [miss.entity.id for miss in result.near_misses]


def test_a_weak_alias_never_alerts_alone(matcher: Matcher) -> None:
    for cutoff in (0.5, 0.7):
        result = matcher.match(Profile(("Sever",)), cutoff=cutoff)
        assert "us-bis-el:5" not in ids(result)


def test_an_identifier_outranks_names(matcher: Matcher) -> None:
    lei = (Identifier("lei", "254900IUTNGU0XCGTE81"),)
    result = matcher.match(Profile(("Entirely Other Words",), identifiers=lei))
    assert ids(result) == ["us-bis-el:4"]
    assert result.matches[0].confidence == 1.0
    assert "lei:254900IUTNGU0XCGTE81" in result.matches[0].reason


def test_a_conflicting_identifier_lowers_confidence(matcher: Matcher) -> None:
    other = (Identifier("lei", "529900T8BM49AURSDO55"),)
    plain = matcher.match(Profile(("SMIC",))).matches[0].confidence
    result = matcher.match(Profile(("SMIC",), identifiers=other), cutoff=0.5)
    assert result.matches[0].confidence < plain


def test_a_conflicting_country_lowers_and_a_missing_one_does_not(matcher: Matcher) -> None:
    def confidence(country: str | None) -> float:
        return matcher.match(Profile(("SMIC",), country=country), cutoff=0.5).matches[0].confidence

    assert confidence(None) == confidence("CN") == confidence("HK") == 1.0
    assert confidence("BR") < 1.0


def test_a_stated_kind_that_differs_lowers_and_unknown_does_not(matcher: Matcher) -> None:
    def confidence(kind: EntityKind) -> float:
        return matcher.match(Profile(("Nordhavn",), kind=kind), cutoff=0.5).matches[0].confidence

    assert confidence(EntityKind.UNKNOWN) == confidence(EntityKind.VESSEL) == 1.0
    assert confidence(EntityKind.PERSON) < 1.0


def test_the_pair_that_decided_is_reported(matcher: Matcher) -> None:
    result = matcher.match(Profile(("Nothing Alike", "Hikvision")))
    assert (result.matches[0].query_name, result.matches[0].listed_name) == (
        "Hikvision",
        "Hikvision",
    )


def test_only_lists_of_the_asked_role_are_searched(matcher: Matcher) -> None:
    profile = Profile(("Mubadala",))
    assert ids(matcher.match(profile)) == []
    assert ids(matcher.match(profile, role=ListRole.REFERENCE)) == ["ref-sovereign-funds:11"]


def test_equal_confidence_is_ordered_by_entity_id_and_cut_at_the_limit() -> None:
    lists = SmallLists([listed(n, "Zorvan Qelim Ltd") for n in (3, 1, 2)])
    matcher = Matcher.open(lists, cache_dir=None)
    result = matcher.match(Profile(("Zorvan Qelim Ltd",)), limit=2)
    assert ids(result) == ["us-bis-el:1", "us-bis-el:2"]
    assert {match.candidates for match in result.matches} == {3}


@pytest.mark.parametrize(
    ("profile", "options"),
    [
        (Profile(()), {}),
        (Profile((" ",)), {}),
        (Profile(("A",)), {"cutoff": 0.0}),
        (Profile(("A",)), {"cutoff": 1.5}),
        (Profile(("A",)), {"limit": 0}),
    ],
)
def test_senseless_requests_are_refused(
    matcher: Matcher, profile: Profile, options: dict[str, Any]
) -> None:
    with pytest.raises(InputError):
        matcher.match(profile, **options)


def test_a_name_of_nothing_but_marks_finds_nothing(matcher: Matcher) -> None:
    assert matcher.match(Profile(("!?",))) == MatchResult()


def test_cached_and_fresh_indexes_answer_alike(tmp_path: Path, matcher: Matcher) -> None:
    lists = sample_lists()
    Matcher.open(lists, cache_dir=tmp_path)
    again = Matcher.open(lists, cache_dir=tmp_path)
    for name in ("Zhipu", "SMIC", "Ivan Petrov", "Gazprom"):
        assert again.match(Profile((name,))) == matcher.match(Profile((name,)))
