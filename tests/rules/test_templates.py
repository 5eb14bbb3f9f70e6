"""Reasons read well, also where something is not known."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from riskengine.model.signal import Signal
from riskengine.rules import fire
from riskengine.rules.firing import finding
from riskengine.rules.templates import join_words
from riskengine.signal_catalogue import signal
from tests.rules.small import DAY, load, rule

TWO = (
    signal(
        "backer", "Firm Co.", investor="Beta", country="CN", listed=True, state_tier="state_fund"
    ),
    signal("backer", "Firm Co.", investor="Alpha", country="RU", listed=True),
)


def reason(folder: Path, template: str, *signals: Signal, when: str = "{signal: backer}") -> str:
    (found,) = fire(load(folder, rule(when, reason=f"'{template}'")), signals, DAY)
    return finding(found, "1").reason


@pytest.mark.parametrize(
    ("template", "text"),
    [
        ("{all.investor} back {subject}.", "Alpha and Beta back Firm Co."),
        ("{count} backers of {n.country} states", "2 backers of 2 states"),
        ("{all.country|country}", "China and Russia"),
        ("{state_tier|words}", "state fund"),
        ("{stake} of {{it}}", "unknown share of {it}"),
        ("{amount}", "unknown amount"),
        ("{listed}", "yes"),
    ],
)
def test_slots_are_filled(tmp_path: Path, template: str, text: str) -> None:
    assert reason(tmp_path, template, *TWO) == text


@pytest.mark.parametrize(
    ("day", "text"),
    [
        ("2019-05", "May 2019"),
        ("2019", "2019"),
        ("2019-05-16", "16 May 2019"),
        ("last spring", "last spring"),
    ],
)
def test_partial_dates_keep_what_is_known(tmp_path: Path, day: str, text: str) -> None:
    claim = signal("delisting", "S", date=day)
    assert reason(tmp_path, "{date|date}", claim, when="{signal: delisting}") == text


def test_dates_and_numbers_are_printed_for_people(tmp_path: Path) -> None:
    listing = signal("listing", "S", confidence=0.9, listed_on=dt.date(2025, 1, 16))
    text = reason(
        tmp_path, "{confidence} {listed_on|date} {delisted_on}", listing, when="{signal: listing}"
    )
    assert text == "0.90 16 January 2025 unknown date"


def test_a_slot_may_take_the_value_of_either_signal(tmp_path: Path) -> None:
    when = "{any: [{signal: backer}, {signal: related_listing}]}"
    other = signal("related_listing", "S", party="Gamma")
    template = "{all.investor+related_listing.party}"
    assert reason(tmp_path, template, *TWO, other, when=when) == "Alpha, Beta and Gamma"


def test_text_of_a_signal_is_never_taken_for_a_template(tmp_path: Path) -> None:
    hostile = signal("backer", "S", investor="{subject.__class__} {0} %s {{")
    assert reason(tmp_path, "{investor}", hostile) == "{subject.__class__} {0} %s {{"


def test_join_words() -> None:
    assert [join_words(list(text)) for text in ("", "a", "ab", "abc")] == [
        "",
        "a",
        "a and b",
        "a, b and c",
    ]
