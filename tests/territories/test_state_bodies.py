"""State bodies recognised by pattern."""

from __future__ import annotations

from pathlib import Path

import pytest

from riskengine.errors import SettingsError
from riskengine.territories.state_bodies import StateBodyPatterns
from riskengine.vocab import StateTier
from riskengine.watchlist import open_watchlists


@pytest.fixture(scope="module")
def patterns(repository: Path) -> StateBodyPatterns:
    lists = open_watchlists([repository / "watchlists"], only=["ref-state-bodies"])
    return StateBodyPatterns.from_entities(lists.entities("ref-state-bodies"))


@pytest.mark.parametrize(
    ("name", "country", "tier", "holder"),
    [
        ("the government of Hangzhou", "CN", "municipal", "government"),
        ("Guangdong provincial government", "CN", "provincial", "government"),
        ("People's Government of Zhejiang Province", "CN", "provincial", "government"),
        ("government of Abu Dhabi", "AE", "provincial", "government"),
        ("Beijing municipal government", "CN", "municipal", "government"),
        ("Bengbu Municipal People's Government", "CN", "municipal", "government"),
        ("Shangcheng District government", "CN", "district", "government"),
        ("Hangzhou Shangcheng District Finance Bureau", "CN", "district", "government"),
        ("Shenzhen SASAC", "CN", "municipal", "government"),
        (
            "State-owned Assets Supervision and Administration Commission of Wuhu",
            "CN",
            "municipal",
            "government",
        ),
        ("合肥市人民政府", "CN", "municipal", "government"),
        ("北京市政府", "CN", "municipal", "government"),
        ("广东省国资委", "CN", "provincial", "government"),
        ("浦东新区人民政府", "CN", "district", "government"),
        ("杭州市上城区财政局", "CN", "district", "government"),
        ("Chinese government", "CN", "central", "government"),
        ("中国政府", "CN", "central", "government"),
        ("the Chinese state", "CN", "central", "government"),
        ("Hong Kong government", "HK", "central", "government"),
        ("government of Singapore", "SG", "central", "government"),
        ("Texas government", "US", "provincial", "government"),
        ("Istanbul Municipality", "TR", "municipal", "government"),
        ("правительство Татарстана", "RU", "provincial", "government"),
        ("администрация города Казани", "RU", "municipal", "government"),
        ("Министерство обороны Казахстана", "KZ", "central", "military"),
        ("Ministry of Defence of Algeria", "DZ", "central", "military"),
        ("Vietnamese Ministry of National Defence", "VN", "central", "military"),
        ("US Army", "US", "central", "military"),
        ("China's military", "CN", "central", "military"),
        ("俄罗斯国防部", "RU", "central", "military"),
    ],
)
def test_names_that_no_list_holds_are_resolved(
    patterns: StateBodyPatterns, name: str, country: str, tier: str, holder: str
) -> None:
    body = patterns.resolve(name)
    assert body is not None
    assert (body.country, body.tier.value, body.holder_kind) == (country, tier, holder)
    assert body.entity_id.startswith("ref-state-bodies:")
    assert (body.weak, body.basis) == (False, "template")


@pytest.mark.parametrize(
    "name",
    [
        "the national government",
        "the federal government",
        "Foobar Municipal Government",
        "Hangzhou DeepSeek Artificial Intelligence",
        "Nice government",
        "government of the day",
        "Chinese state media",
        "",
    ],
)
def test_names_without_a_known_place_stay_unresolved(
    patterns: StateBodyPatterns, name: str
) -> None:
    assert patterns.resolve(name) is None


def test_cities_of_provincial_rank_say_so(patterns: StateBodyPatterns) -> None:
    shanghai = patterns.resolve("Shanghai Municipal People's Government")
    hefei = patterns.resolve("Hefei Municipal People's Government")
    assert shanghai is not None
    assert hefei is not None
    assert (shanghai.tier, shanghai.provincial_rank) == (StateTier.MUNICIPAL, True)
    assert "rank of a province" in shanghai.note
    assert (hefei.provincial_rank, hefei.note) == (False, "")


def test_a_capital_may_stand_for_the_state(patterns: StateBodyPatterns) -> None:
    state, city = patterns.resolve("Moscow government"), patterns.resolve("Moscow city government")
    assert state is not None
    assert city is not None
    assert (state.tier, city.tier) == (StateTier.CENTRAL, StateTier.MUNICIPAL)
    assert "may stand for" in state.note


@pytest.mark.parametrize(
    ("name", "tier"),
    [
        ("Hefei Municipal Construction Investment Group Co., Ltd.", "municipal"),
        ("Zhejiang State-owned Capital Operation Co., Ltd.", "provincial"),
        ("深圳市国有资本投资运营有限公司", "municipal"),
    ],
)
def test_company_names_are_only_weak_indications(
    patterns: StateBodyPatterns, name: str, tier: str
) -> None:
    body = patterns.resolve(name)
    assert body is not None
    assert (body.tier.value, body.holder_kind) == (tier, "state_company")
    assert (body.weak, body.basis, body.entity_id) == (True, "pattern", "")
    assert "not proved" in body.note


def test_company_patterns_can_be_left_out() -> None:
    bare = StateBodyPatterns([], companies=False)
    assert bare.resolve("Hefei Municipal Construction Investment Group") is None


def test_bodies_are_found_in_text_with_offsets(patterns: StateBodyPatterns) -> None:
    text = (
        "Backed by the government of Hangzhou, Guangdong provincial government and Chinese state "
        "media; the Chinese state owns 51%. 公司由合肥市人民政府持有，与中国军队合作。"
    )
    hits = patterns.find(text)
    assert [text[hit.start : hit.end] for hit in hits] == [
        "government of Hangzhou",
        "Guangdong provincial government",
        "Chinese state",
        "合肥市人民政府",
        "中国军队",
    ]
    assert all(hit.body.text == text[hit.start : hit.end] for hit in hits)


def test_a_word_is_never_cut_in_two(patterns: StateBodyPatterns) -> None:
    assert patterns.find("Chinese governmental bodies and the selfgovernment of Hangzhou") == ()


@pytest.mark.parametrize("template", ["no place", "{city} and {country}", "{town} government"])
def test_a_template_needs_one_known_slot(template: str) -> None:
    with pytest.raises(SettingsError, match="no usable place"):
        StateBodyPatterns([("x", template, None, "government")])
