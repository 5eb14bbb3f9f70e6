"""What would have to be otherwise, and nothing more than that."""

from __future__ import annotations

import datetime as dt
from functools import lru_cache
from itertools import combinations
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from riskengine.model.signal import Signal, Value
from riskengine.rules import Ruleset, load_ruleset
from riskengine.score import counterfactuals, evaluate
from riskengine.score.facts import mitigating
from riskengine.signal_catalogue import signal
from tests.score.signals_strategy import any_signal

FOLDER = Path(__file__).resolve().parents[2] / "rulesets" / "default"
DAY = dt.date(2025, 5, 1)


@lru_cache(maxsize=1)
def default() -> Ruleset:
    return load_ruleset(FOLDER)


def listing(**values: Value) -> Signal:
    fields: dict[str, Value] = {
        "list_id": "us-bis-el",
        "list_title": "Entity List",
        "measure": "licence",
        "entity_id": "a",
        "listed_name": "Subject Co.",
        "confidence": 1.0,
        "candidates": 1,
        "state": "active",
    }
    return signal("listing", "S", **{**fields, **values})


def changes(*signals: Signal, day: dt.date = DAY) -> dict[str, tuple[int, str]]:
    found = counterfactuals(default(), signals, day)
    return {item.change: (item.score, item.band.value) for item in found}


def test_a_listing_that_ends_leaves_a_former_listing() -> None:
    claim = signal(
        "claimed_listing",
        "S",
        list_code="US-ENTITY-LIST",
        list_id="us-bis-el",
        measure="licence",
        polarity="asserted",
        status="current",
        corroborated="confirmed",
    )
    assert changes(listing(), claim) == {"the listing on Entity List ends": (12, "low")}


def test_an_ambiguous_match_may_also_be_dismissed_as_a_whole() -> None:
    entries = [
        listing(entity_id=letter, listed_name=f"Subject {letter}", candidates=2) for letter in "ab"
    ]
    assert changes(*entries) == {
        "the match with Subject a and 1 more on Entity List is dismissed as another party": (
            0,
            "none",
        ),
        "the listing on Entity List ends": (12, "low"),
    }


def test_two_lists_must_both_end() -> None:
    found = changes(listing(), listing(list_id="us-ofac-sdn", list_title="SDN", measure="blocking"))
    assert list(found) == ["the listing on Entity List ends; and the listing on SDN ends"]


def test_an_allegation_that_is_proven_raises_the_band() -> None:
    alleged = signal(
        "military_link", "S", body="MIL:China", country="CN", polarity="alleged", speaker="X"
    )
    found = changes(alleged)
    assert found["the reported military link (MIL:China) is withdrawn"] == (0, "none")
    assert found["the military link (MIL:China) is proven"] == (55, "high")


def test_an_unclear_claim_that_is_proven_raises_the_band() -> None:
    unclear = signal("unclear_claim", "S", relation="listed_on", object="EU-SANCTIONS")
    assert changes(unclear) == {"the reported listing on EU-SANCTIONS proves true": (55, "high")}


def test_a_share_that_falls_below_the_threshold_lowers_the_band() -> None:
    owned = signal(
        "ownership_regime",
        "S",
        regime="ofac-50",
        regime_status="in_force",
        verdict="yes",
        owners="Holding",
        owner_measure="blocking",
    )
    tie = signal(
        "related_listing",
        "S",
        party="Holding",
        relation="owner",
        list_id="us-ofac-sdn",
        measure="blocking",
        state="active",
        polarity="asserted",
        status="current",
    )
    found = changes(owned, tie)
    assert found["the share of Holding falls below the threshold of ofac-50"] == (40, "medium")
    assert found["the listing of Holding ends or its tie to the subject does"] == (0, "none")


def test_a_possible_share_and_a_stay_are_doubts_that_may_turn() -> None:
    possible = signal(
        "ownership_regime",
        "S",
        regime="bis-affiliates-50",
        regime_status="stayed",
        verdict="possible",
        owners="Listed",
        owner_measure="licence",
    )
    found = changes(possible)
    assert found["the share of Listed proves to reach the threshold of bis-affiliates-50"] == (
        55,
        "high",
    )
    assert found["bis-affiliates-50 comes into force"] == (55, "high")


def test_a_backer_leaves_with_all_that_is_known_of_it() -> None:
    backer = signal(
        "backer",
        "S",
        investor="Fund",
        country="CN",
        state_country="CN",
        state_basis="text",
        polarity="asserted",
        status="current",
    )
    assert changes(backer) == {"Fund is no longer an investor": (0, "none")}


def test_a_clean_subject_has_nothing_to_change() -> None:
    assert changes(signal("jurisdiction", "S", country="US")) == {}


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(any_signal(), min_size=1, max_size=5))
def test_changes_are_minimal_and_say_the_truth(signals: list[Signal]) -> None:
    score = evaluate(default(), signals, DAY)
    facts = {fact.words: fact for fact in mitigating(tuple(dict.fromkeys(signals)))}
    for item in counterfactuals(default(), signals, DAY):
        assert item.band is default().band(item.score)
        assert item.band is not score.band
        words = item.change.split("; and ")
        if item.band.rank > score.band.rank or not all(word in facts for word in words):
            continue
        left: tuple[Signal, ...] = tuple(dict.fromkeys(signals))
        for word in words:
            left = facts[word].applied(left)
        assert evaluate(default(), left, DAY).value == item.score
        for smaller in combinations(words, len(words) - 1):
            rest: tuple[Signal, ...] = tuple(dict.fromkeys(signals))
            for word in smaller:
                rest = facts[word].applied(rest)
            assert evaluate(default(), rest, DAY).band.rank >= score.band.rank


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(any_signal(), max_size=6), st.randoms(use_true_random=False))
def test_the_order_of_signals_makes_no_difference(signals: list[Signal], random: object) -> None:
    shuffled = list(signals)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert counterfactuals(default(), shuffled, DAY) == counterfactuals(default(), signals, DAY)
