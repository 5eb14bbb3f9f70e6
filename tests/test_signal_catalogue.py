"""The catalogue refuses what it does not declare."""

from __future__ import annotations

import datetime as dt

import pytest

from riskengine.extract.lexicon import load_yaml
from riskengine.model.interval import Stake
from riskengine.signal_catalogue import CATALOGUE, TYPES, signal
from riskengine.signals.context import list_codes


def test_every_field_has_a_known_type_and_a_text() -> None:
    for spec in CATALOGUE.values():
        assert spec.doc
        for field in spec.fields.values():
            assert field.type in TYPES
            assert field.doc


def test_values_are_sorted_and_unknown_ones_left_out() -> None:
    built = signal("backer", "Acme", (), listed=False, investor="Beta", country=None)
    assert built.items == (("investor", "Beta"), ("listed", False))
    assert built.get("country") is None


def test_whole_numbers_pass_as_numbers() -> None:
    assert signal("listing", "Acme", (), confidence=1).get("confidence") == 1.0


@pytest.mark.parametrize(
    ("type_", "values"),
    [
        ("no_such", {}),
        ("backer", {"no_such": 1}),
        ("backer", {"listed": "yes"}),
        ("backer", {"polarity": "certain"}),
        ("listing", {"candidates": True}),
        ("listing", {"listed_on": "2025-01-01"}),
        ("backer", {"stake": 5}),
    ],
)
def test_undeclared_names_and_wrong_types_are_refused(
    type_: str, values: dict[str, object]
) -> None:
    with pytest.raises(ValueError):  # noqa: PT011
        signal(type_, "Acme", (), **values)  # type: ignore[arg-type]


def test_dates_and_stakes_are_values() -> None:
    built = signal("listing", "Acme", (), listed_on=dt.date(2025, 1, 1))
    assert built.get("listed_on") == dt.date(2025, 1, 1)
    assert signal("backer", "Acme", (), stake=Stake(0, 9)).get("stake") == Stake(0, 9)


def test_every_list_that_reading_names_has_a_measure() -> None:
    names = load_yaml("lists.yaml")
    read = {*names["lists"], *names["issuers"], *names["programs"]} - {"?"}
    assert read <= set(list_codes())
