"""Every listed name finds its own entity, and a list where one does not fails."""

from __future__ import annotations

import pytest

from riskengine.errors import WatchlistError
from riskengine.matching import Matcher
from riskengine.matching.index import Index
from riskengine.matching.selftest import NO_LETTERS, run
from riskengine.vocab import EntityKind, NameKind
from tests.matching.small_lists import SmallLists, listed, sample_lists


def matcher_of(small: SmallLists) -> Matcher:
    return Matcher.open(small, cache_dir=None)


def test_every_name_of_the_sample_is_found() -> None:
    small = sample_lists()
    report = run(small, matcher_of(small))
    assert report.passed
    assert report.total == sum(len(entity.names) for entity in small.searchable())
    assert report.names["us-dod-1260h"] == 1
    assert report.names["ref-sovereign-funds"] == 1


HARD = [
    listed(1, "A"),
    listed(2, "7"),
    listed(3, "1234567"),
    listed(4, "Trading Company Limited"),
    listed(5, "U.H.L. Company"),
    listed(6, "S.A.S. E.U."),
    listed(7, "长和"),
    listed(8, "中国华能集团有限公司"),
    listed(9, "Of"),
    listed(10, "شركة"),
    listed(11, "MARIA", kind=EntityKind.VESSEL),
    listed(12, "Company Korvet " * 30),
    listed(13, "Zorvan", "the boss", name_kind=NameKind.WEAK_ALIAS),
    listed(14, "ООО Ромашка", kind=EntityKind.UNKNOWN),
    listed(15, "LI, Wei", kind=EntityKind.PERSON),
    listed(16, "中國", list_id="ref-state-bodies"),
]


def test_short_generic_and_numeric_names_are_found_in_a_crowd() -> None:
    crowd = [listed(100 + number, "Address 01") for number in range(200)]
    crowd += [listed(500 + number, f"Maria {number} Trading Company A") for number in range(200)]
    small = SmallLists([*HARD, *crowd])
    report = run(small, matcher_of(small))
    assert report.failures == ()
    assert report.unsearchable == ()
    assert report.weak == 1


def test_a_name_that_the_index_does_not_hold_fails() -> None:
    small = SmallLists([listed(1, "Zorvan Korvet"), listed(2, "Qelim Works")])
    smaller = SmallLists([listed(1, "Zorvan Korvet"), listed(2, "Qelim Wharves")])
    report = run(small, Matcher(small, Index.open(smaller, cache_dir=None)))
    (failure,) = report.failures
    assert (failure.entity_id, failure.name) == ("us-bis-el:2", "Qelim Works")
    assert failure.confidence < 1.0
    assert not report.passed
    assert "FAILED 'Qelim Works' (us-bis-el:2, primary)" in report.to_text()
    assert report.to_dict()["failures"][0]["entity_id"] == "us-bis-el:2"


def test_the_same_name_on_another_entity_is_not_enough() -> None:
    small = SmallLists([listed(1, "Zorvan Korvet"), listed(2, "Zorvan Korvet")])
    smaller = SmallLists([listed(1, "Zorvan Korvet")])
    report = run(small, Matcher(small, Index.open(smaller, cache_dir=None)))
    assert [item.entity_id for item in report.failures] == ["us-bis-el:2"]


def test_a_name_too_long_to_be_screened_fails() -> None:
    small = SmallLists([listed(1, "Zorvan " * 100)])
    (failure,) = run(small, matcher_of(small)).failures
    assert "no name has more than" in failure.reason


def test_a_name_without_letter_or_digit_is_reported_as_a_class_of_its_own() -> None:
    small = SmallLists([listed(1, "Zorvan Korvet", "—"), listed(2, "Qelim")])
    report = run(small, matcher_of(small))
    assert report.passed
    assert report.unsearchable == (("us-bis-el:1", "—", NO_LETTERS),)
    assert report.total == 2


def test_workers_and_one_process_give_the_same_report() -> None:
    names = [listed(number, f"Zorvan {number}") for number in range(4500)]
    small = SmallLists(names)
    whole = SmallLists(names[:-1])
    matcher = Matcher(small, Index.open(whole, cache_dir=None))
    seen: list[tuple[int, int]] = []
    alone = run(small, matcher, progress=lambda done, total: seen.append((done, total)))
    assert run(small, matcher, processes=2) == alone
    assert seen == [(2000, 4500), (4000, 4500), (4500, 4500)]
    assert len(alone.failures) == 1


def test_a_sample_is_spread_over_the_lists() -> None:
    small = SmallLists(
        [listed(n, f"Zorvan {n}", list_id=name) for n in range(20) for name in ("a", "b")]
    )
    report = run(small, matcher_of(small), sample=10)
    assert report.names == {"a": 5, "b": 5}


def test_only_the_named_lists_are_tested() -> None:
    small = sample_lists()
    report = run(small, matcher_of(small), only=["us-dod-1260h"])
    assert report.total == 1
    with pytest.raises(WatchlistError, match="no-such-list is not open"):
        run(small, matcher_of(small), only=["no-such-list"])
