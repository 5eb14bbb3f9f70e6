"""One party on several lists: what ties entries, and what must keep them apart."""

from __future__ import annotations

import itertools
import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from riskengine.model.entity import Entity, EntityName, Identifier
from riskengine.model.interval import DateRange
from riskengine.vocab import EntityKind, NameKind
from riskengine.watchlist.identity import Party, parties
from riskengine.watchlist.numbers import ONE_PER_PARTY, key_of

_BODIES = {EntityKind.COMPANY, EntityKind.ORGANIZATION, EntityKind.PUBLIC_BODY}


def entry(
    id_: str,
    name: str = "Korvet Zorvan Works",
    *,
    kind: EntityKind = EntityKind.COMPANY,
    countries: tuple[str, ...] = ("RU",),
    ids: tuple[tuple[str, str], ...] = (),
    births: tuple[str, ...] = (),
    more: tuple[tuple[str, NameKind], ...] = (),
) -> Entity:
    names = ((name, NameKind.PRIMARY), *more) if name else more
    return Entity(
        id=id_,
        list_id=id_.partition(":")[0],
        kind=kind,
        names=tuple(EntityName(text, name_kind) for text, name_kind in names),
        countries=countries,
        identifiers=tuple(Identifier(*pair) for pair in ids),
        dates=tuple(("birth", DateRange.parse(text)) for text in births),
    )


def groups(*entities: Entity) -> list[tuple[str, ...]]:
    return [party.members for party in parties(entities) if len(party.members) > 1]


def reasons(*entities: Entity) -> list[str]:
    return [tie.reason for party in parties(entities) for tie in party.ties]


PERSON = EntityKind.PERSON


def test_one_number_ties_entries_under_any_names() -> None:
    one = entry("us-ofac-sdn:1", "Korvet", ids=(("ofac", "12345"),))
    two = entry("us-ofac-ssi:1", "Zorvan", countries=(), ids=(("ofac", "12345"),))
    assert groups(one, two) == [("us-ofac-sdn:1", "us-ofac-ssi:1")]
    assert reasons(one, two) == ["same OFAC number 12345"]


def test_a_cross_reference_of_a_publisher_ties() -> None:
    un = entry("un-sc:QDi.001", "ALI, Hasan", kind=PERSON, ids=(("un", "QDi.001"),))
    uk = entry("uk-sl:AQD1", "Hassan Aly", kind=PERSON, ids=(("un", "QDi.001"),))
    assert reasons(un, uk) == ["same UN reference number QDI001"]


def test_inn_with_and_without_its_country_is_one_number() -> None:
    one = entry("a:1", "Korvet", ids=(("ru-inn", "7736050003"),))
    two = entry("b:1", "Zorvan", ids=(("inn", "7736050003"),))
    assert len(groups(one, two)) == 1


def test_registration_numbers_of_two_countries_tie_nothing() -> None:
    one = entry("a:1", "Korvet", ids=(("cn-regno", "1234567"),))
    two = entry("b:1", "Zorvan", ids=(("ru-regno", "1234567"),))
    assert groups(one, two) == []


@pytest.mark.parametrize(
    ("one", "two", "one_party"),
    [
        (EntityKind.COMPANY, EntityKind.PUBLIC_BODY, True),
        (EntityKind.UNKNOWN, PERSON, True),
        (EntityKind.UNKNOWN, EntityKind.VESSEL, True),
        (EntityKind.COMPANY, PERSON, False),
        (EntityKind.COMPANY, EntityKind.VESSEL, False),
        (EntityKind.AIRCRAFT, EntityKind.VESSEL, False),
    ],
)
def test_kinds_must_agree_even_where_the_number_is_the_same(
    one: EntityKind, two: EntityKind, one_party: bool
) -> None:
    left = entry("a:1", kind=one, ids=(("lei", "254900IUTNGU0XCGTE81"),))
    right = entry("b:1", kind=two, ids=(("lei", "254900IUTNGU0XCGTE81"),))
    assert bool(groups(left, right)) is one_party


def test_an_unknown_kind_does_not_bring_a_person_and_a_company_together() -> None:
    person = entry("a:1", "Ivan Korvet", kind=PERSON, ids=(("lei", "L1"),))
    unknown = entry("b:1", "Korvet", kind=EntityKind.UNKNOWN, ids=(("lei", "L1"), ("inn", "77")))
    company = entry("c:1", "Korvet Ltd", ids=(("inn", "77"),))
    (found,) = groups(person, unknown, company)
    assert "b:1" in found
    assert not {"a:1", "c:1"} <= set(found)


def test_a_number_on_many_entries_of_one_list_ties_nothing() -> None:
    shared = (("inn", "7736050003"),)
    many = [entry(f"a:{n}", f"Korvet {n}", ids=shared) for n in range(7)]
    assert groups(*many, entry("b:1", "Zorvan", ids=shared)) == []


def test_a_parents_number_on_its_subsidiaries_does_not_merge_them() -> None:
    shared = (("inn", "7750004150"),)
    lists = [
        entry(f"{list_id}:{number}", name, ids=shared)
        for list_id in ("us-ofac-sdn", "us-ofac-ssi")
        for number, name in (("1", "Bank Zorvan"), ("2", "Korvet Leasing"))
    ]
    assert groups(*lists) == [
        ("us-ofac-sdn:1", "us-ofac-ssi:1"),
        ("us-ofac-sdn:2", "us-ofac-ssi:2"),
    ]


def test_a_publishers_own_group_number_merges_its_own_entries() -> None:
    one = entry("uk-sl:BEL1", "Korvet One", ids=(("ofsi", "13924"),))
    two = entry("uk-sl:GHR1", "Zorvan Two", ids=(("ofsi", "13924"),))
    assert groups(one, two) == [("uk-sl:BEL1", "uk-sl:GHR1")]


def test_a_number_with_other_names_and_births_is_a_slip_of_the_pen() -> None:
    one = entry("uk-sl:1", "Dmitri Korvet", kind=PERSON, births=("1960",), ids=(("un", "HTi.009"),))
    two = entry("un-sc:1", "Kemal Zorvan", kind=PERSON, births=("1982",), ids=(("un", "HTi.009"),))
    assert groups(one, two) == []


def test_name_and_country_tie_whatever_case_marks_and_spaces() -> None:
    one = entry("a:1", "KORVET-ZORVAN Works, Ltd.")
    two = entry("b:1", "Körvet Zorvan works ltd")
    assert reasons(one, two) == ["same name and country (RU)"]


@pytest.mark.parametrize("countries", [("CN",), ()])
def test_a_name_alone_never_ties(countries: tuple[str, ...]) -> None:
    assert groups(entry("a:1"), entry("b:1", countries=countries)) == []


def test_a_name_never_ties_over_kinds() -> None:
    assert groups(entry("a:1"), entry("b:1", kind=EntityKind.VESSEL)) == []
    address = EntityKind.ADDRESS
    assert groups(entry("a:1", kind=address), entry("b:1", kind=address)) == []


@pytest.mark.parametrize("kind", [NameKind.WEAK_ALIAS, NameKind.ACRONYM])
def test_weak_aliases_and_acronyms_do_not_tie(kind: NameKind) -> None:
    one = entry("a:1", "Korvet", more=(("Lightning", kind),))
    two = entry("b:1", "Zorvan", more=(("Lightning", kind),))
    assert groups(one, two) == []


def test_an_alias_ties_to_a_primary_name() -> None:
    one = entry("a:1", "Korvet", more=(("Zorvan Works", NameKind.ALIAS),))
    assert len(groups(one, entry("b:1", "Zorvan Works"))) == 1


@pytest.mark.parametrize(
    ("births", "one_party"),
    [(("1965-03-02",), True), (("1965",), True), (("1966",), False), ((), False)],
)
def test_persons_need_a_birth_date_known_on_both_sides(
    births: tuple[str, ...], one_party: bool
) -> None:
    one = entry("a:1", "PETROV, Ivan", kind=PERSON, births=("1965-03-02",))
    two = entry("b:1", "Ivan Petrov", kind=PERSON, births=births)
    assert bool(groups(one, two)) is one_party


def test_a_birth_known_to_decades_ties_nobody() -> None:
    one = entry("a:1", "Ivan Petrov", kind=PERSON, births=("1960/1979",))
    two = entry("b:1", "Ivan Petrov", kind=PERSON, births=("1965",))
    assert groups(one, two) == []


@pytest.mark.parametrize("scheme", sorted(ONE_PER_PARTY))
def test_other_numbers_of_one_scheme_keep_equal_names_apart(scheme: str) -> None:
    one, two = entry("a:1", ids=((scheme, "111111"),)), entry("b:1", ids=((scheme, "222222"),))
    assert groups(one, two) == []
    assert groups(one, entry("b:1", ids=((scheme, "222222"), (scheme, "111111")))) != []


def test_a_name_that_fits_two_entries_of_a_list_ties_neither() -> None:
    twins = (entry("a:1"), entry("a:2"))
    assert groups(*twins) == []
    assert groups(*twins, entry("b:1")) == []


def test_a_primary_name_is_preferred_to_an_alias_of_another_entry() -> None:
    own = entry("a:1", "Korvet Neft")
    other = entry("a:2", "Zorvan Trading", more=(("Korvet Neft", NameKind.ALIAS),))
    assert groups(own, other, entry("b:1", "Korvet Neft")) == [("a:1", "b:1")]


def test_a_third_entry_does_not_join_what_must_stay_apart() -> None:
    one = entry("a:1", ids=(("lei", "L111"),))
    between = entry("b:1")
    other = entry("c:1", ids=(("lei", "L222"),))
    (found,) = groups(one, between, other)
    assert "b:1" in found
    assert not {"a:1", "c:1"} <= set(found)


def test_a_third_entry_does_not_join_two_countries() -> None:
    found = groups(
        entry("a:1", countries=("CN",)),
        entry("b:1", countries=("CN", "HK")),
        entry("c:1", countries=("HK",)),
    )
    assert all(not {"a:1", "c:1"} <= set(members) for members in found)


# Few values, so that entries collide in every way.
_entries = st.builds(
    entry,
    id_=st.just("x:0"),
    name=st.sampled_from(["Korvet Works", "Zorvan Oil", "KORVET WORKS", "Pelim, Ivan"]),
    kind=st.sampled_from([EntityKind.COMPANY, PERSON, EntityKind.UNKNOWN, EntityKind.VESSEL]),
    countries=st.sampled_from([(), ("CN",), ("RU",), ("CN", "RU")]),
    ids=st.lists(
        st.sampled_from(
            [("lei", "L1"), ("lei", "L2"), ("un", "QDi.1"), ("cn-regno", "12345"), ("imo", "7")]
        ),
        max_size=2,
        unique=True,
    ).map(tuple),
    births=st.sampled_from([(), ("1965",), ("1965-03-02",), ("1970",)]),
    more=st.sampled_from([(), (("Zorvan Oil", NameKind.ALIAS),), (("Pel", NameKind.WEAK_ALIAS),)]),
)


@st.composite
def worlds(draw: st.DrawFn) -> list[Entity]:
    drawn = draw(st.lists(_entries, min_size=2, max_size=9))
    lists = draw(st.lists(st.sampled_from("abc"), min_size=len(drawn), max_size=len(drawn)))
    return [
        entry(
            f"{list_id}:{number}",
            one.names[0].text,
            kind=one.kind,
            countries=one.countries,
            ids=tuple((item.scheme, item.value) for item in one.identifiers),
            births=tuple(str(when) for _, when in one.dates),
            more=tuple((name.text, name.kind) for name in one.names[1:]),
        )
        for number, (one, list_id) in enumerate(zip(drawn, lists, strict=True))
    ]


@settings(max_examples=150, deadline=None)
@given(worlds(), st.integers(0, 1000))
def test_the_order_of_the_input_makes_no_difference(world: list[Entity], seed: int) -> None:
    shuffled = random.Random(seed).sample(world, len(world))
    assert parties(world) == parties(shuffled)


@settings(max_examples=150, deadline=None)
@given(worlds())
def test_every_entity_is_in_exactly_one_party(world: list[Entity]) -> None:
    found = parties(world)
    members = [member for party in found for member in party.members]
    assert sorted(members) == sorted(item.id for item in world)
    assert all(party.key == min(party.members) for party in found)
    assert all({tie.left, tie.right} <= set(party.members) for party in found for tie in party.ties)


def _pairs(world: list[Entity], party: Party) -> list[tuple[Entity, Entity]]:
    by_id = {item.id: item for item in world}
    return list(itertools.combinations([by_id[member] for member in party.members], 2))


@settings(max_examples=300, deadline=None)
@given(worlds())
def test_no_party_holds_two_kinds(world: list[Entity]) -> None:
    for party in parties(world):
        for one, two in _pairs(world, party):
            kinds = {one.kind, two.kind} - {EntityKind.UNKNOWN}
            assert len(kinds) < 2 or kinds <= _BODIES


@settings(max_examples=300, deadline=None)
@given(worlds())
def test_what_only_names_tie_agrees_in_everything(world: list[Entity]) -> None:
    for party in parties(world):
        if any("same name" not in tie.reason for tie in party.ties):
            continue
        for one, two in _pairs(world, party):
            assert one.list_id != two.list_id
            assert set(one.countries) & set(two.countries)
            for scheme in ONE_PER_PARTY:
                left, right = (
                    {key_of(item) for item in side.identifiers if item.scheme == scheme}
                    for side in (one, two)
                )
                assert not left or not right or left & right
