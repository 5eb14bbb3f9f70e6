"""Short personal names that agree with a listed one in common parts only."""

from __future__ import annotations

import pytest

from riskengine.matching.lexicon import DEFAULT_RARITY
from riskengine.matching.person_chance import of_persons
from riskengine.matching.weigh import EXTENSION_CAP, Weighed, weigh_names
from riskengine.vocab import EntityKind, NameKind


def weighed(query: str, listed: str) -> Weighed:
    person = EntityKind.PERSON
    return weigh_names(query, person, listed, NameKind.PRIMARY, person, DEFAULT_RARITY)


@pytest.mark.parametrize(
    ("query", "listed"),
    [
        ("Ahmed Ghanem", "Ghassan Ahmed Ghanem"),
        ("Alain Michel", "PHILIPPE, Mathieu Alain Michel"),
    ],
)
def test_common_parts_without_the_leading_one_stay_below_the_cutoff(
    query: str, listed: str
) -> None:
    found = weighed(query, listed).explained()
    assert found.confidence == EXTENSION_CAP
    assert "no second fact" in found.reason
    assert sum(row.value for row in found.rows) == pytest.approx(found.confidence)


@pytest.mark.parametrize(
    ("query", "listed"),
    [
        ("Ghassan Ghanem", "Ghassan Ahmed Ghanem"),
        ("Ghassan Ahmed Ghanem", "Ghassan Ahmed Ghanem"),
        ("Ivan Petrov", "PETROV, Ivan"),
        ("Dmitry Medvedev", "Dmitry Anatolyevich Medvedev"),
    ],
)
def test_names_that_hold_what_a_person_goes_by_still_match(query: str, listed: str) -> None:
    assert weighed(query, listed).confidence >= 0.70


def test_a_slip_that_makes_another_known_name_of_two_common_ones_is_another_person() -> None:
    assert weighed("Ali Darwish", "Ali Derwish").confidence == EXTENSION_CAP
    assert weighed("Ali Derwich", "Ali Darwish").confidence > EXTENSION_CAP  # a slip of a search


def test_two_short_names_are_persons_by_a_given_name_or_by_their_sound() -> None:
    assert of_persons("Hans Werner", "Hans Werner Schneider")
    assert of_persons("Xu Wei", "Xu Weibo")
    assert not of_persons("Zorvan Quelim", "Zorvan Quelin")
