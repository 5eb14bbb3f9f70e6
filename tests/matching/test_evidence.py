"""What is known besides the names, and how it moves a match."""

import pytest

from riskengine.matching import evidence
from riskengine.matching.evidence import (
    ADDRESS_SAME,
    BIRTH_CONFLICT,
    BIRTH_NEAR,
    BIRTH_SAME_DAY,
    COUNTRY_CONFLICT,
    facts,
)
from riskengine.matching.weigh import Weighed
from riskengine.model.entity import Entity, EntityName, Identifier
from riskengine.model.interval import DateRange
from riskengine.model.match import ComparisonRow, Profile
from riskengine.vocab import EntityKind


def listed(**known: object) -> Entity:
    names = (EntityName("Pavel Orestov"),)
    return Entity("xx:1", "xx", EntityKind.PERSON, names, **known)  # type: ignore[arg-type]


def by_name(score: float, *, weak: bool = False) -> Weighed:
    rows = (ComparisonRow("Pavel", "Pavel", "same", score),)
    return Weighed(
        score, score, False, "Pavel Orestov", "Pavel Orestov", "Same.", weak=weak, rows=rows
    )


def birth(*texts: str) -> tuple[tuple[str, DateRange], ...]:
    return tuple(("birth", DateRange.parse(text)) for text in texts)


def weigh_facts(found: Weighed, profile: Profile, entity: Entity) -> Weighed:
    """The library's own, put into words."""
    return evidence.weigh_facts(found, profile, entity).explained()


def total(found: Weighed) -> float:
    return round(sum(row.value for row in found.rows), 4)


def test_what_is_missing_on_either_side_says_nothing() -> None:
    full = Profile(("Pavel Orestov",), country="RU", dates=birth("1970"), addresses=("1 Main St",))
    assert facts(full, listed(), brand_only=False) == ()
    bare = Profile(("Pavel Orestov",))
    known = listed(countries=("RU",), dates=birth("1970"), addresses=("1 Main St",))
    assert facts(bare, known, brand_only=False) == ()
    found = by_name(0.8)
    assert weigh_facts(found, bare, known) is found


def test_the_same_day_of_birth_lifts_a_likely_name_over_the_cutoff() -> None:
    profile = Profile(("P Orestov",), dates=birth("1970-03-02"))
    found = weigh_facts(by_name(0.66), profile, listed(dates=birth("1970-03-02")))
    assert found.confidence == round(0.66 + 0.34 * BIRTH_SAME_DAY, 4)
    assert total(found) == found.confidence
    assert "1970-03-02" in found.reason


def test_the_same_day_of_birth_does_not_join_names_that_differ() -> None:
    profile = Profile(("Ivan Meshkov",), dates=birth("1970-03-02"))
    found = weigh_facts(by_name(0.5), profile, listed(dates=birth("1970-03-02")))
    assert found.confidence == 0.5


@pytest.mark.parametrize(("year", "move"), [("1971", BIRTH_NEAR), ("1984", BIRTH_CONFLICT)])
def test_other_years_of_birth_lower_by_how_far_they_are(year: str, move: float) -> None:
    found = weigh_facts(
        by_name(1.0), Profile(("x",), dates=birth(year)), listed(dates=birth("1970"))
    )
    assert found.confidence == round(1.0 + move, 4)
    assert total(found) == found.confidence
    assert found.support < 0.0


def test_of_several_listed_dates_the_closest_counts() -> None:
    entity = listed(dates=birth("1950-01-01", "1970-03-02"))
    found = weigh_facts(by_name(0.9), Profile(("x",), dates=birth("1970-03-02")), entity)
    assert found.confidence > 0.9


def test_another_country_lowers_and_the_same_only_ranks() -> None:
    entity = listed(countries=("RU", "UA"))
    other = weigh_facts(by_name(0.9), Profile(("x",), country="BR"), entity)
    same = weigh_facts(by_name(0.9), Profile(("x",), country="UA"), entity)
    assert other.confidence == round(0.9 * (1 + COUNTRY_CONFLICT), 4)
    assert same.confidence == 0.9
    assert same.support > 0.0 > other.support


def test_an_equal_identifier_makes_certain_whatever_else_differs() -> None:
    entity = listed(
        identifiers=(Identifier("ru-inn", "7701234567"),),
        dates=birth("1950"),
        countries=("RU",),
    )
    profile = Profile(
        ("x",), country="BR", identifiers=(Identifier("ru-inn", "7701234567"),), dates=birth("1990")
    )
    found = weigh_facts(by_name(0.3), profile, entity)
    assert found.confidence == 1.0
    assert total(found) == 1.0


def test_a_weak_alias_counts_with_a_day_of_birth_and_not_with_a_country() -> None:
    entity = listed(dates=birth("1970-03-02"), countries=("RU",))
    dated = weigh_facts(
        by_name(0.65, weak=True), Profile(("x",), dates=birth("1970-03-02")), entity
    )
    placed = weigh_facts(by_name(0.65, weak=True), Profile(("x",), country="RU"), entity)
    assert not dated.weak
    assert dated.confidence > 0.7
    assert placed.weak


def test_an_equal_address_speaks_for_a_match_and_another_one_not_against_it() -> None:
    entity = listed(addresses=("Office 12, 7 Sadovaya Ulitsa, Moscow, Russia",))
    same = Profile(("x",), addresses=("7, Sadovaya st., of. 12, Moscow",))
    other = Profile(("x",), addresses=("44 Nevsky Prospekt, Saint Petersburg",))
    assert weigh_facts(by_name(0.8), same, entity).confidence == round(0.8 + 0.2 * ADDRESS_SAME, 4)
    assert weigh_facts(by_name(0.8), other, entity).confidence == 0.8
