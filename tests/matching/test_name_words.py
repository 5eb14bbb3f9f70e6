"""Which steps of an analysis the words of a name ask for."""

from __future__ import annotations

import pytest

from riskengine.matching.name_words import unit_of, what_to_settle


@pytest.mark.parametrize(
    ("name", "steps"),
    [
        ("Zorvanex Marine", set()),
        ("Fund 5", set()),
        ("Fund II", {"numbers", "forms"}),
        ("Plant No 5", {"numbers", "forms"}),
        ("Hong Kong Zorvan", {"numbers", "forms"}),
        ("Plant named after Zorvan", {"honour"}),
        ("Plant imeni Zorvana", {"honour"}),
        ("Zorvanex GmbH Berlin", {"forms"}),
        ("Zorvanex Branch", {"forms"}),
        ("Zorvan Republic", {"numbers", "state", "forms"}),  # perhaps of a place's name
    ],
)
def test_only_words_that_leave_something_open_ask_for_a_step(name: str, steps: set[str]) -> None:
    asked = what_to_settle([unit_of(word) for word in name.split()])
    assert {step for step, wanted in asked._asdict().items() if wanted} == steps
