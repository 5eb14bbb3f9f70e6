"""Listed names in running text: exact offsets, longest first, no everyday words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from riskengine.matching import Gazetteer, Matcher
from riskengine.vocab import EntityKind, NameKind
from tests.matching.small_lists import SmallLists, listed, sample_lists


@pytest.fixture(scope="module")
def finder() -> Gazetteer:
    return Matcher.open(sample_lists(), cache_dir=None).finder()


def found(finder: Gazetteer, text: str) -> list[tuple[str, tuple[str, ...]]]:
    return [(text[hit.start : hit.end], hit.entity_ids) for hit in finder.find(text)]


@pytest.mark.parametrize(
    ("text", "quote", "entity_id"),
    [
        ("Shares of Hikvision's owner fell.", "Hikvision", "us-bis-el:3"),
        (
            "It named HANGZHOU HIKVISION DIGITAL TECHNOLOGY CO LTD.",
            "HANGZHOU HIKVISION DIGITAL TECHNOLOGY CO LTD",
            "us-bis-el:3",
        ),
        (
            "Buyer: Beijing Zhipu Huazhang Technology, of Haidian.",
            "Beijing Zhipu Huazhang Technology",
            "us-bis-el:0",
        ),
        ("The chipmaker SMIC said so.", "SMIC", "us-bis-el:4"),
        ("Mr Ivan Sergeevich Petrov signed.", "Ivan Sergeevich Petrov", "us-ofac-sdn:6"),
        ("据悉长鑫存储技术有限公司已完成融资", "长鑫存储技术有限公司", "us-dod-1260h:10"),
        ("據悉長鑫存儲技術已完成融資", "長鑫存儲技術", "us-dod-1260h:10"),
        ("Акции «Газпром» выросли.", "Газпром", "us-ofac-sdn:9"),
        (
            "Backed by Mubadala Investment Company.",
            "Mubadala Investment Company",
            "ref-sovereign-funds:11",
        ),
    ],
)
def test_names_are_found_where_they_stand(
    finder: Gazetteer, text: str, quote: str, entity_id: str
) -> None:
    assert found(finder, text) == [(quote, (entity_id,))]


@pytest.mark.parametrize(
    "text",
    [
        "the smic of the village",  # an acronym stands in capitals
        "a hikvision camera",  # a name is capitalised
        "Sever lost again.",  # a weak alias names nobody by itself
        "Smicville and Hikvisionary",  # words are whole
        "the pacific fund 2 of us",
    ],
)
def test_what_is_not_written_as_a_name_is_left(finder: Gazetteer, text: str) -> None:
    assert found(finder, text) == []


def test_everyday_words_are_no_names() -> None:
    lists = SmallLists(
        [
            listed(1, "PIONEER", kind=EntityKind.VESSEL),
            listed(2, "Technology"),
            listed(3, "Zorvanix", "China", name_kind=NameKind.ALIAS),
        ]
    )
    finder = Matcher.open(lists, cache_dir=None).finder()
    assert found(finder, "Pioneer Technology of China and Zorvanix") == [
        ("Zorvanix", ("us-bis-el:3",))
    ]


def test_the_longest_name_wins() -> None:
    lists = SmallLists([listed(1, "Zorvanix"), listed(2, "Zorvanix Qelim Holding")])
    finder = Matcher.open(lists, cache_dir=None).finder()
    assert found(finder, "Zorvanix Qelim Holding bought Zorvanix") == [
        ("Zorvanix Qelim Holding", ("us-bis-el:2",)),
        ("Zorvanix", ("us-bis-el:1",)),
    ]


@given(st.text(max_size=200))
def test_hits_lie_in_the_text_in_order_without_overlap(text: str) -> None:
    finder = _FINDER
    end = 0
    for hit in finder.find(text):
        assert end <= hit.start < hit.end <= len(text)
        assert hit.entity_ids == tuple(sorted(set(hit.entity_ids)))
        end = hit.end


_FINDER = Matcher.open(sample_lists(), cache_dir=None).finder()
