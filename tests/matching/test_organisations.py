"""Names of organisations: what proves a party, and what many parties share."""

from __future__ import annotations

import pytest

from riskengine.matching import compare_names
from riskengine.vocab import EntityKind


def _score(left: str, right: str) -> float:
    return compare_names(left, right, kind=EntityKind.COMPANY).score


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("Zorvanex Trading LLC", "Zorvanex Trading"),
        ("Zorvanex Trading LLC", "Zorvanex Trading GmbH"),
        ("Zorvanex Trading", "Trading Zorvanex"),
        ("Zorvanex Marine Services", "Zorvanex Marine"),
        ("Zorvnaex Trading LLC", "Zorvanex Trading LLC"),
        ("Zorvanex Tradign LLC", "Zorvanex Trading LLC"),
        ("Zor Vanex Trading", "Zorvanex Trading"),
        ("Central Bank of Ruritania", "Central Bank of Ruritania Ltd"),
        ("ZORVANEX ENERGY TECH & SRVCES", "Zorvanex Energy Technology & Services Ltd."),
        ("GUANGZHOU ZORVAN COMM GRP", "Guangzhou Zorvan Communications Group"),
    ],
)
def test_a_rare_name_survives_what_forms_do_to_it(left: str, right: str) -> None:
    assert _score(left, right) >= 0.7


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("Pioneer Group Limited", "Pioneer LLC"),  # a homonym: everyday word, other form
        ("Morgan Enterprises Limited", "Morgan Inc"),
        ("Oak Resources Group", "Oak Energy Ltd"),
        ("Zorvanex LLC", "Zorvanex Trading GmbH"),  # a word more, and another form
        ("Zorvanex Ltd", "Zorvanex Qelim Ltd"),  # another company of the group
        ("Zorvanex Qelim LLC", "Zorvanex Tesket LLC"),
        ("Zorven", "Zorvan LLC"),  # a slip, and another form
        ("Ayden", "Aiden"),  # short names
        ("Zorvanex Research 10", "Zorvanex Research 12"),
    ],
)
def test_homonyms_and_kin_stay_below_the_cut_off(left: str, right: str) -> None:
    assert _score(left, right) < 0.7


def test_the_legal_form_decides_for_everyday_names_only() -> None:
    rare = _score("Zorvanex LLC", "Zorvanex Inc")
    everyday = _score("Pioneer LLC", "Pioneer Inc")
    assert rare > 0.95
    assert everyday < 0.7
    assert _score("Pioneer LLC", "Pioneer Limited Liability Company") >= 0.95


def test_scores_below_the_cut_off_still_rank() -> None:
    near = _score("Zorvanex Qelim", "Zarvanix Qalem")
    assert 0.1 < near < 0.7
    assert near > _score("Zorvanex Qelim", "Tesket Marine")


def test_a_slip_in_the_lone_word_and_another_form_cost_more_than_either() -> None:
    slip = _score("Zorvnaexim LLC", "Zorvanexim LLC")
    form = _score("Zorvanexim LLC", "Zorvanexim GmbH")
    both = _score("Zorvnaexim LLC", "Zorvanexim GmbH")
    assert slip >= 0.9
    assert both < 0.7
    # More than the two costs together: two differences are more often two parties.
    assert 1.0 - both > (1.0 - slip) + (1.0 - form)
