"""Rules that lack one fact say which, and what it would lead to."""

from __future__ import annotations

import datetime as dt
from functools import lru_cache
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from riskengine.model.assessment import NearRule
from riskengine.model.interval import Stake
from riskengine.model.signal import Signal
from riskengine.rules import Ruleset, load_ruleset
from riskengine.score import evaluate, nearly_fired
from riskengine.signal_catalogue import signal
from tests.score.signals_strategy import any_signal

FOLDER = Path(__file__).resolve().parents[2] / "rulesets" / "default"
DAY = dt.date(2025, 5, 1)


@lru_cache(maxsize=1)
def default() -> Ruleset:
    return load_ruleset(FOLDER)


def near(*signals: Signal) -> dict[str, NearRule]:
    return {item.rule: item for item in nearly_fired(default(), signals, DAY)}


def military(polarity: str) -> Signal:
    return signal(
        "military_link", "S", body="MIL:China", country="CN", polarity=polarity, speaker="X"
    )


def test_an_allegation_lacks_the_proof() -> None:
    found = near(military("alleged"))["military.link"]
    assert found.missing == "military link (MIL:China): polarity is alleged; wanted is asserted"
    proven = evaluate(default(), [military("asserted")], DAY)
    assert found.score >= proven.value > evaluate(default(), [military("alleged")], DAY).value


def test_a_denial_is_no_near_miss() -> None:
    assert near(military("denied")) == {}


def test_an_unknown_share_is_the_missing_fact() -> None:
    tie = signal(
        "state_ownership",
        "S",
        owner="City Fund",
        country="CN",
        tier="municipal",
        relation="owned",
        stake=Stake(10.0, 30.0),
        basis="text",
        polarity="asserted",
        status="current",
    )
    words = " ".join(item.missing for item in near(tie).values())
    assert "state ownership (City Fund): stake is 10 to 30 %; wanted is" in words
    assert "certainly at least 50 %" in words


def test_a_former_status_never_turns_into_a_plan() -> None:
    former = signal(
        "claimed_listing",
        "S",
        list_code="US-UVL",
        list_id="us-bis-uvl",
        measure="red_flag",
        polarity="asserted",
        status="former",
        corroborated="not_found",
    )
    assert all("wanted is planned" not in item.missing for item in near(former).values())


def test_nothing_is_near_in_the_highest_band() -> None:
    listed = signal(
        "listing",
        "S",
        list_id="us-ofac-sdn",
        measure="blocking",
        entity_id="a",
        confidence=1.0,
        candidates=1,
        state="active",
    )
    assert evaluate(default(), [listed], DAY).band.value == "critical"
    assert near(listed, military("alleged")) == {}


def test_names_with_braces_are_text() -> None:
    odd = signal("military_link", "S", body="{value}", country="CN", polarity="alleged")
    assert "military link ({value}): polarity" in near(odd)["military.link"].missing


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(any_signal(), max_size=6), st.randoms(use_true_random=False))
def test_each_near_rule_would_raise_the_score_whatever_the_order(
    signals: list[Signal], random: object
) -> None:
    found = nearly_fired(default(), signals, DAY)
    score = evaluate(default(), signals, DAY).value
    assert all(score < item.score <= 100 for item in found)
    assert all(default().band(item.score) is item.band for item in found)
    assert len({item.rule for item in found}) == len(found) <= 6
    shuffled = list(signals)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert nearly_fired(default(), shuffled, DAY) == found
