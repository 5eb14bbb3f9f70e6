"""Ownership regimes are dated data."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from riskengine.rules import load_ruleset
from tests.rules.small import faults, messages
from tests.rules.test_linting import REGIME


@pytest.mark.parametrize(
    ("day", "status"),
    [
        ("2025-09-28", "not_in_force"),
        ("2025-09-29", "in_force"),
        ("2025-11-09", "in_force"),
        ("2025-11-10", "stayed"),
        ("2026-11-09", "stayed"),
        ("2026-11-10", "in_force_by_default_unconfirmed"),
        ("2030-01-01", "in_force_by_default_unconfirmed"),
    ],
)
def test_the_affiliates_rule_starts_is_stayed_and_comes_back(
    repository: Path, day: str, status: str
) -> None:
    regime = load_ruleset(repository / "rulesets" / "default").regime("bis-affiliates-50")
    assert regime is not None
    found, citation = regime.on(dt.date.fromisoformat(day))
    assert found == status
    assert "FR" in citation


def test_thresholds_are_met_as_the_text_says(repository: Path) -> None:
    regime = load_ruleset(repository / "rulesets" / "default").regime("ofac-50")
    assert regime is not None
    assert [regime.reached(share) for share in (49.99, 50, 51)] == [False, True, True]
    assert "us-ofac-sdn" in regime.covers
    assert "us-ofac-nscmic" in regime.does_not_cover


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("threshold: 50", "threshold: 0", "is a percentage"),
        ("status: in_force", "status: asleep", "'status' cannot be"),
        ("covers: [us-ofac-sdn]", "covers: [a]\n    does_not_cover: [a]", "both covered and not"),
        ('operator: ">="', "operator: about", "'operator' cannot be"),
        ("from: 2025-01-01, to: ,", "from: 2025-01-01, to: 2024-01-01,", "ends before it starts"),
    ],
)
def test_a_mistake_in_a_regime_is_named(tmp_path: Path, old: str, new: str, said: str) -> None:
    assert old in REGIME
    found = faults(tmp_path, regimes=REGIME.replace(old, new))
    assert any(said in fault.message and fault.file == "regimes.yaml" for fault in found), messages(
        found
    )


def test_a_second_regime_of_the_same_id_is_a_fault(tmp_path: Path) -> None:
    twice = REGIME + REGIME.removeprefix("regimes:\n")
    (fault,) = faults(tmp_path, regimes=twice)
    assert "duplicate regime 'fifty'" in fault.message
