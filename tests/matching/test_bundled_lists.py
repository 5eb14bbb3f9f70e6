"""The matcher on the lists that ship: known parties are found, known others are not."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from riskengine.matching import Matcher
from riskengine.model.match import Profile
from riskengine.vocab import MatchVerdict, NameKind
from riskengine.watchlist import Watchlists, open_watchlists


@pytest.fixture(scope="module")
def lists(repository: Path) -> Watchlists:
    return open_watchlists([repository / "watchlists"])


@pytest.fixture(scope="module")
def matcher(lists: Watchlists, tmp_path_factory: pytest.TempPathFactory) -> Matcher:
    return Matcher.open(lists, cache_dir=tmp_path_factory.mktemp("cache"))


@pytest.mark.parametrize(
    ("name", "part"),
    [
        ("Zhipu", "Zhipu Huazhang"),
        ("Zhipu AI", "Zhipu Huazhang"),
        ("智谱", "Zhipu Huazhang"),
        ("北京智谱华章科技有限公司", "Zhipu Huazhang"),
        ("Hikvision", "Hikvision"),
        ("SMIC", "Semiconductor Manufacturing"),
        ("Huawei Tech Co", "Huawei Technologies"),
        ("阿里巴巴集团控股", "Alibaba"),
        ("長鑫存儲", "ChangXin"),
    ],
)
def test_known_parties_are_found(matcher: Matcher, name: str, part: str) -> None:
    captions = [match.entity.caption for match in matcher.match(Profile((name,))).matches]
    assert any(part.casefold() in caption.casefold() for caption in captions)


def test_a_bare_brand_says_how_many_entries_it_fits(matcher: Matcher) -> None:
    matches = matcher.match(Profile(("Zhipu",))).matches
    tied = [match for match in matches if match.verdict is MatchVerdict.AMBIGUOUS]
    assert len(tied) == tied[0].candidates > 1


@pytest.mark.parametrize(
    "name",
    [
        "Beijing Technology Co., Ltd.",
        "Pacific Fund 1",
        "China National Trading Corporation",
        "OpenAI",
        "Meta Platforms",
        "Investors King",
        "Faber Ventures",
        "Elevation Capital",
    ],
)
def test_unlisted_parties_are_not_found(matcher: Matcher, name: str) -> None:
    assert matcher.match(Profile((name,))).matches == ()


def test_listed_names_find_their_own_entry(lists: Watchlists, matcher: Matcher) -> None:
    own = [
        (entity.id, entity.list_id, name.text)
        for entity in lists.entities()
        for name in entity.names
        if name.kind is not NameKind.WEAK_ALIAS
    ]
    for entity_id, list_id, name in random.Random(5).sample(own, 120):
        role = lists.info(list_id).role
        found = matcher.match(Profile((name,)), limit=1000, role=role).matches
        assert {match.entity.id: match.confidence for match in found}.get(entity_id) == 1.0, name
