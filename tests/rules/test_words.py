"""What a test asks for, in words."""

from __future__ import annotations

import datetime as dt

import pytest

from riskengine.rules.names import NamedList, Names, Parameter
from riskengine.rules.words import asked
from riskengine.signal_catalogue import CATALOGUE

NAMES = Names(
    {
        "few": NamedList("few", "", ("BY", "RU")),
        "many_states": NamedList("many_states", "", ("BY", "CN", "CU", "IR", "RU")),
    },
    {"half": Parameter("half", "", 50)},
)


@pytest.mark.parametrize(
    ("type_", "field", "raw", "words"),
    [
        ("military_link", "polarity", "asserted", "asserted"),
        ("military_link", "polarity", ["alleged", "unclear"], "one of alleged and unclear"),
        ("military_link", "country", "$few", "BY or RU"),
        ("military_link", "country", {"in": "$many_states"}, "in many states"),
        ("military_link", "country", {"not_in": ["$few"]}, "not BY or RU"),
        ("state_ownership", "stake", {"certainly_ge": "$half"}, "certainly at least 50 %"),
        ("state_ownership", "stake", {"known": False}, "unknown"),
        ("listing", "confidence", {"ge": 0.7, "lt": 0.85}, "at least 0.7 and below 0.85"),
        ("listing", "listed_on", {"ge": dt.date(2025, 1, 2)}, "at least 2025-01-02"),
        ("listing", "state", {"eq": "active", "or_unknown": True}, "active"),
        ("backer", "listed", True, "yes"),
        ("listing", "candidates", {"any_of": [1, {"ge": 3}]}, "1 or at least 3"),
    ],
)
def test_tests_read_as_phrases(type_: str, field: str, raw: object, words: str) -> None:
    assert asked(raw, CATALOGUE[type_].fields[field], NAMES) == words
