"""Acronyms of general words, kindred trades, shortenings, address tails and honours."""

from __future__ import annotations

import pytest

from riskengine.matching import DEFAULT_CUTOFF, compare_names
from riskengine.matching.expansions import akin, stands_for
from riskengine.matching.names import analyse, spells_starts
from riskengine.vocab import EntityKind


def _score(left: str, right: str, kind: EntityKind = EntityKind.COMPANY) -> float:
    return compare_names(left, right, kind=kind).score


def test_an_acronym_stands_for_its_words_and_for_no_others() -> None:
    short, full = analyse("NPP Vektar").units, analyse("Research and Production Enterprise").units
    assert stands_for(short[0], full, range(len(full))) == (0, 1, 2)
    other = analyse("Research and Trading Enterprise").units
    assert stands_for(short[0], other, range(len(other))) == ()
    assert stands_for(short[1], full, range(len(full))) == ()


def test_trades_are_akin_or_not() -> None:
    aviation, airlines, oil = analyse("Aviation Airlines Oil").units
    assert akin(aviation, airlines)
    assert akin(airlines, aviation)
    assert not akin(aviation, oil)


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("Nauchno-Proizvodstvennoe Predpriyatie Vektar", "NPP Vektar"),
        ("Northern Oil and Gas Exploration Company", "Northern O&G Expl Co"),
        ("Southeastern Polytechnical University", "Southeastern Polytech Univ."),
        ("Semiconductor Manufacturing Services Company", "Semiconductor Mfg Svcs Co"),
        ("United Aircraft Corporation", "Utd Aircraft Corp"),
        ("Mount Crimson Mining", "Mt. Crimson Mining"),
        ("Vektarneft im. A.B. Petrova PAO", "Vektarneft PJSC"),
        ("VEKTAR TECHNOLOGIES CO LTD SHENZHEN CN", "Vektar Technologies Co., Ltd."),
        ("Vektar Digital Technology Co Ltd (002999.SZ)", "Vektar Digital Technology"),
        ("Central Bank of Iran", "Central Bank of the Islamic Republic of Iran"),
        ("Banque Centrale de Syrie", "Central Bank of Syria"),
        ("Kazan Helicopter Plant JSC", "Kazan Helicopters"),
    ],
)
def test_names_written_shorter_agree_both_ways(left: str, right: str) -> None:
    assert _score(left, right) >= DEFAULT_CUTOFF
    assert _score(left, right) == _score(right, left)


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("Kestrel Impex Trading", "Kestner Impex Trading"),
        ("Hellenic Transp. Mgmt", "Helvetic Transport Management"),
        ("First Vektar Foundry", "Second Vektar Foundry"),
        ("Cham Holding", "Chem Holding"),
        ("Xi'an Vektar University", "Shanghai Vektar University"),
        ("Beijing Technology Co., Ltd.", "Beijing Vektar Technology Co., Ltd."),
        ("Bank of the People's Republic of China", "Bank of the Republic of China"),
    ],
)
def test_names_that_only_look_alike_stay_below_the_cut_off(left: str, right: str) -> None:
    assert _score(left, right) < DEFAULT_CUTOFF


def test_an_acronym_may_take_starts_and_leave_the_country() -> None:
    whole = analyse("Korea Mining Development Trading Corporation")
    assert spells_starts("komid", whole.units, whole.legal_at) == (0, 1, 2)
    assert spells_starts("komod", whole.units, whole.legal_at) == ()
    assert _score("AVIC", "Aviation Industry Corporation of China") >= DEFAULT_CUTOFF
    assert _score("UAC", "United Aircraft Corporation") >= DEFAULT_CUTOFF
    assert _score("UAC", "United Shipping Corporation") < DEFAULT_CUTOFF


def test_a_ship_is_the_same_without_its_prefix() -> None:
    assert _score("M/V Ocean Vektar", "Ocean Vektar", EntityKind.VESSEL) == 1.0


def test_who_a_party_is_named_after_tells_it_apart_where_nothing_else_does() -> None:
    named = analyse("University named after I.K. Petrov")
    assert [unit.text for unit in named.core] == ["Petrov"]
