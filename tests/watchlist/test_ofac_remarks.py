"""Remarks of OFAC's CSV files: how they are parted, what the parts are, what becomes of them."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from riskengine.model.entity import Entity, Identifier, Listing
from riskengine.model.interval import DateRange
from riskengine.vocab import EntityKind, NameKind
from riskengine.watchlist.readers.drafting import EntityDraft
from riskengine.watchlist.readers.ofac.csv_set import rows_of
from riskengine.watchlist.readers.ofac.remark_facts import (
    add_parts,
    concerns,
    program_facts,
    with_facts,
)
from riskengine.watchlist.readers.ofac.remarks import read_part, read_remarks, split_remarks
from riskengine.watchlist.source import open_sources

REMARK_PIECES = st.sampled_from(
    [
        "DOB 12 May 1970",
        "alt. DOB circa 1955",
        "a.k.a. 'X; Y'",
        "f.k.a. '",
        "Passport 12 (Iran) expires 1 Jan 2020",
        "Passport",
        "Tax ID No. 7701 (Russia)",
        "Linked To: ",
        "(bracket",
        "closed)",
        "Digital Currency Address - XBT 1abC",
        "Listing Date (CMIC) 31 Feb 2021",
        "nationality Nowhere",
        "Subject to Directive 9",
        "İstanbul office",
        ".",
    ]
)
TEXTS = st.one_of(
    st.text(max_size=80), st.lists(REMARK_PIECES, max_size=6).map(lambda pieces: "; ".join(pieces))
)


def entity_of(
    text: str,
    *,
    kind: EntityKind = EntityKind.PERSON,
    ids: dict[str, str] | None = None,
    home: tuple[str, ...] = (),
) -> Entity:
    draft = EntityDraft("us-ofac-sdn", "1")
    draft.name("Sample Party", NameKind.PRIMARY)
    add_parts(draft, read_remarks(text), kind, ids=ids or {}, home=home)
    return draft.build(kind)


def details(entity: Entity, label: str) -> list[str]:
    return [value for name, value in entity.details if name == label]


def test_parts_are_split_and_the_final_full_stop_is_dropped() -> None:
    assert split_remarks("DOB 1962; POB Old Town; Gender Male.") == (
        "DOB 1962",
        "POB Old Town",
        "Gender Male",
    )


@pytest.mark.parametrize("text", ["", "-0- ", "  "])
def test_an_empty_remark_has_no_parts(text: str) -> None:
    assert split_remarks(text) == ()


def test_semicolons_inside_brackets_and_quotes_do_not_part() -> None:
    parts = split_remarks("(He sold wares; and more; here); a.k.a. 'SMITH; SON'; DOB 1970.")
    assert parts == ("(He sold wares; and more; here)", "a.k.a. 'SMITH; SON'", "DOB 1970")


def test_an_unclosed_bracket_or_quote_swallows_nothing() -> None:
    assert split_remarks("Passport 12 (Iran; DOB 1970; POB Here; Gender Male") == (
        "Passport 12 (Iran",
        "DOB 1970",
        "POB Here",
        "Gender Male",
    )
    assert split_remarks("a.k.a. 'OPEN; a.k.a. 'CLOSED'") == ("a.k.a. 'OPEN", "a.k.a. 'CLOSED'")


def test_a_shortened_word_keeps_its_full_stop() -> None:
    assert split_remarks("Linked To: BLUE STONE CO.") == ("Linked To: BLUE STONE CO.",)


def test_the_tail_of_the_plain_text_list_is_a_part_of_its_own() -> None:
    assert split_remarks("Gender Male (individual) [SDGT] [IFSR].") == (
        "Gender Male",
        "(individual) [SDGT] [IFSR]",
    )


def test_dates_places_and_countries() -> None:
    entity = entity_of(
        "DOB 04 May 1962; alt. DOB circa 1960; alt. DOB 1955 to 1958; POB Old Town, Iran;"
        " nationality Korea, North; citizen Iran; Gender Female."
    )
    assert entity.dates == (
        ("birth", DateRange(dt.date(1962, 5, 4), dt.date(1962, 5, 4))),
        ("birth", DateRange(dt.date(1959, 1, 1), dt.date(1961, 12, 31))),
        ("birth", DateRange(dt.date(1955, 1, 1), dt.date(1958, 12, 31))),
    )
    assert entity.countries == ("IR", "KP")
    assert details(entity, "place_of_birth") == ["Old Town, Iran"]
    assert details(entity, "citizenship") == ["Iran"]
    assert details(entity, "gender") == ["Female"]
    assert "DOB circa 1960" in details(entity, "date_as_published")


def test_numbers_get_the_scheme_of_their_country() -> None:
    entity = entity_of(
        "Passport A123456 (Iran) issued 1 Jan 2010 expires 1 Jan 2020; alt. Passport 777;"
        " National ID No. 55-66 (Pakistan); Tax ID No. 7707083893 (Russia);"
        " Identification Number 901 (Italy); Cedula No. 123456 (Colombia); R.F.C. ABCD800101XX1."
    )
    assert entity.identifiers == (
        Identifier("ir-passport", "A123456"),
        Identifier("passport", "777"),
        Identifier("pk-nationalid", "55-66"),
        Identifier("ru-inn", "7707083893"),
        Identifier("it-nationalid", "901"),
        Identifier("co-nationalid", "123456"),
        Identifier("mx-taxid", "ABCD800101XX1"),
    )
    assert details(entity, "number_as_published") == [
        "Passport A123456 (Iran) issued 1 Jan 2010 expires 1 Jan 2020"
    ]


def test_passport_of_a_special_kind_keeps_its_words() -> None:
    entity = entity_of("Diplomatic Passport A0002 (Iran); Passport B7 (Iran)")
    assert entity.identifiers == (
        Identifier("ir-passport", "A0002"),
        Identifier("ir-passport", "B7"),
    )
    assert details(entity, "number_as_published") == ["Diplomatic Passport A0002 (Iran)"]


def test_numbers_that_fail_their_check_or_tell_a_story_are_kept_as_printed() -> None:
    entity = entity_of(
        "Tax ID No. 7707083894 (Russia); Passport 12 issued in the name of another person;"
        " Identification Number 5 (Nowhereland); Driver's License No. 9 (Mexico)"
    )
    printed = details(entity, "number_as_published")
    assert "Tax ID: 7707083894" in printed
    assert "Passport 12 issued in the name of another person" in printed
    assert "Driver's License No. 9 (Mexico)" in printed
    assert Identifier("nationalid", "5") in entity.identifiers
    assert "Identification Number 5 (Nowhereland)" in printed


def test_russian_numbers_without_a_country_are_known_by_check_digits_and_address() -> None:
    text = "Tax ID No. 7707083893; Public Registration Number 1027700132195"
    at_home = entity_of(text, kind=EntityKind.COMPANY, home=("RU",))
    assert at_home.identifiers == (
        Identifier("ru-inn", "7707083893"),
        Identifier("ru-ogrn", "1027700132195"),
    )
    abroad = entity_of(text, kind=EntityKind.COMPANY)
    assert [one.scheme for one in abroad.identifiers] == ["taxid", "regno"]
    wrong = entity_of("Registration ID 1027700132196", kind=EntityKind.COMPANY, home=("RU",))
    assert wrong.identifiers == (Identifier("regno", "1027700132196"),)


def test_numbers_of_companies_ships_and_aircraft() -> None:
    ship = entity_of(
        "Vessel Registration Identification IMO 9074729; MMSI 572469210; Vessel Year of Build 1999;"
        " Former Vessel Flag Malta",
        kind=EntityKind.VESSEL,
    )
    assert ship.identifiers == (Identifier("imo", "9074729"), Identifier("mmsi", "572469210"))
    assert details(ship, "build_year") == ["1999"]
    assert details(ship, "flag") == ["Former Vessel Flag Malta"]
    assert ship.countries == ()
    company = entity_of(
        "Identification Number IMO 5986083; SWIFT/BIC DEUTDEFF; D-U-N-S Number 54-295-7624",
        kind=EntityKind.COMPANY,
    )
    assert company.identifiers == (
        Identifier("imocompany", "5986083"),
        Identifier("bic", "DEUTDEFF"),
        Identifier("duns", "54-295-7624"),
    )
    plane = entity_of(
        "Aircraft Model IL76-TD; Aircraft Manufacturer's Serial Number (MSN) 550;"
        " Aircraft Tail Number EP-ABC; Aircraft Operator SAMPLE AIR",
        kind=EntityKind.AIRCRAFT,
    )
    assert plane.identifiers == (Identifier("msn", "550"), Identifier("tail", "EP-ABC"))
    assert details(plane, "model") == ["IL76-TD"]
    assert details(plane, "owner_as_published") == ["Operator: SAMPLE AIR"]


def test_a_wallet_address_keeps_its_spelling() -> None:
    entity = entity_of("Digital Currency Address - XBT 1AbCdEf")
    assert entity.identifiers == (Identifier("wallet", "1ABCDEF"),)
    assert details(entity, "number_as_published") == ["Digital Currency Address - XBT 1AbCdEf"]


def test_quoted_names_are_weak_and_former_ones_stay_told_as_such() -> None:
    entity = entity_of("a.k.a. 'ABU 'ALI'; f.k.a. 'OLD'; alt. n.k.a. 'NEW'")
    weak = [name.text for name in entity.names if name.kind is NameKind.WEAK_ALIAS]
    assert weak == ["ABU 'ALI", "OLD", "NEW"]
    assert details(entity, "remark") == ["f.k.a. 'OLD'", "n.k.a. 'NEW'"]


def test_linked_parties_are_found_by_name_or_named() -> None:
    entity = entity_of(
        "Linked To: SAMPLE BANK; Linked To: Elsewhere Ltd; daughter of John Sample.",
        ids={"SAMPLE BANK": "us-ofac-sdn:7"},
    )
    assert [(one.type, one.target) for one in entity.relations] == [
        ("linked_to", "us-ofac-sdn:7"),
        ("linked_to", "Elsewhere Ltd"),
        ("family_of", "John Sample"),
    ]


def test_functions_titles_and_contacts() -> None:
    entity = entity_of(
        "Deputy Minister of Trade; Website www.example.org; Email Address a@example.org;"
        " Fax No. 123; Phone Number 456."
    )
    assert details(entity, "function") == ["Deputy Minister of Trade"]
    assert details(entity, "website") == ["www.example.org"]
    assert details(entity, "email") == ["a@example.org"]
    assert details(entity, "phone") == ["Fax: 123", "456"]
    (part,) = read_remarks("Keeper of Seals.", title="Keeper of Seals")
    assert part.what == "title"


def test_an_unknown_part_is_kept_whole() -> None:
    entity = entity_of("Plays the flute on Sundays; DOB 1970")
    assert not read_part("Plays the flute on Sundays").typed
    assert details(entity, "remark") == ["Plays the flute on Sundays"]


def test_a_part_cut_in_two_is_never_read_as_whole() -> None:
    parts = read_remarks(
        "DOB 1970; Passport 12; Tax ID No. 34", head_missing=True, tail_missing=True
    )
    assert [part.typed for part in parts] == [False, True, False]


def test_listing_dates_and_measures_go_to_their_programme() -> None:
    facts = program_facts(
        read_remarks(
            "Listing Date (EO 14024 Directive 3): 24 Feb 2022; Listing Date (CMIC) 03 Jun 2021;"
            " Executive Order 13662 Directive Determination - Subject to Directive 2;"
            " Executive Order 13846 information: FOREIGN EXCHANGE. Sec. 5(a)(ii)"
        )
    )

    def listing(program: str, *, blocking: bool = False) -> Listing:
        return with_facts(Listing(program, "sample"), facts, blocking=blocking)

    russia = listing("RUSSIA-EO14024")
    assert russia.listed_on == DateRange(dt.date(2022, 2, 24), dt.date(2022, 2, 24))
    assert russia.measures == ()
    assert listing("CMIC-EO13959").listed_on == DateRange(dt.date(2021, 6, 3), dt.date(2021, 6, 3))
    assert listing("UKRAINE-EO13662").measures == ("Subject to Directive 2",)
    assert listing("IRAN-EO13846").measures == ("FOREIGN EXCHANGE. Sec. 5(a)(ii)",)
    blocked = listing("UKRAINE-EO13662", blocking=True)
    assert (blocked.measures, blocked.listed_on) == ((), None)
    assert listing("RUSSIA-EO14024", blocking=True).listed_on is None
    assert not concerns("CAATSA", "RUSSIA-EO14024")


@given(TEXTS)
def test_splitting_loses_no_word(text: str) -> None:
    joined = " ".join(split_remarks(text))
    for word in re.findall(r"\w+", text if text.strip() != "-0-" else ""):
        assert word in joined


@given(TEXTS, st.sampled_from(list(EntityKind)))
def test_any_text_is_read_and_every_part_typed_or_kept(text: str, kind: EntityKind) -> None:
    parts = read_remarks(text)
    entity = entity_of(text, kind=kind, home=("RU",))
    kept = details(entity, "remark")
    told = _told(entity)
    for part in parts:
        if not part.typed:
            assert " ".join(part.text.split()) in kept
        for word in re.findall(r"\d+", part.value):
            assert word in told or _as_date(entity, part.value)


def _told(entity: Entity) -> str:
    names = [name.text for name in entity.names]
    numbers = [one.value for one in entity.identifiers]
    ties = [one.target for one in entity.relations]
    return " ".join([*names, *numbers, *ties, *(value for _, value in entity.details)])


def _as_date(entity: Entity, value: str) -> bool:
    year = re.search(r"\d{4}", value)
    return year is not None and any(
        when.earliest.year <= int(year[0]) <= when.latest.year for _, when in entity.dates
    )


@pytest.mark.parametrize(
    ("path", "least"),
    [
        ("ofac-sdn-2022-01-31/sdn.csv.gz", 0.99),
        ("ofac-sdn-2024-05-03/sdn.csv", 0.99),
        ("ofac-cons-2025-12-19/cons_prim.csv", 0.97),
    ],
)
def test_nearly_all_parts_of_real_remarks_are_typed(
    shared_dir: Path, path: str, least: float
) -> None:
    (source,) = open_sources([shared_dir / "lists" / "us" / path])
    typed: Counter[bool] = Counter()
    for row in rows_of(source):
        typed.update(part.typed for part in read_remarks(row.cells[11], title=row.cells[4]))
    assert typed[True] / typed.total() >= least
