"""Numbers of papers and registers, and acronyms behind names."""

from __future__ import annotations

import pytest

from riskengine.model.entity import Entity
from riskengine.vocab import EntityKind, NameKind
from riskengine.watchlist.readers.drafting import EntityDraft
from riskengine.watchlist.readers.papers import (
    add_labelled_numbers,
    add_number,
    add_organization_name,
    bare_number,
    is_ogrn,
    is_sound_key,
    ship_scheme,
)


def built(draft: EntityDraft) -> Entity:
    return draft.build(EntityKind.UNKNOWN)


@pytest.mark.parametrize(
    ("printed", "number"),
    [
        ("SA0002264", "SA0002264"),
        (" OR 1961825 ", "OR 1961825"),
        ("TR-P 614 166", "TR-P 614 166"),
        ("Libya B014995", "B014995"),
        ("diplomatic passport no. D00000897", "D00000897"),
        ("Kuwait, number 260012001546", "260012001546"),
        ("МР 1234567", "МР 1234567"),
        ("issued on 12-05-2001", ""),
        ("B014995 or else C014996", ""),
        ("none", ""),
    ],
)
def test_the_number_is_found_in_what_is_printed(printed: str, number: str) -> None:
    assert bare_number(printed) == number


@pytest.mark.parametrize(
    ("key", "sound"),
    [("QDi.001", True), ("AB/1-2", True), ('1"3', False), ("1\\3", False), ("1\x013", False)],
)
def test_a_number_that_an_id_cannot_hold_is_told(key: str, sound: bool) -> None:
    assert is_sound_key(key) is sound


@pytest.mark.parametrize(
    ("number", "scheme"),
    [
        ("9074729", "imo"),
        ("IMO9074729", "imo"),
        ("8514306", "imo"),
        ("5342883", "imocompany"),
        ("0011359", "imocompany"),
        ("9074728", ""),
        ("907472", ""),
    ],
)
def test_ships_and_their_owners_are_told_apart_by_the_check_digit(number: str, scheme: str) -> None:
    assert ship_scheme(number) == scheme


def test_registration_numbers_of_russian_companies_and_traders_are_checked() -> None:
    assert is_ogrn("1027700132195")
    assert is_ogrn("304500116000157")
    assert not is_ogrn("1027700132196")
    assert not is_ogrn("102770013219")


def test_a_number_that_fails_its_check_is_kept_as_printed() -> None:
    draft = EntityDraft("x", "1")
    add_number(draft, "imo", "9074728", label="IMO number")
    add_number(draft, "bic", "nonsense!", label="SWIFT")
    entity = built(draft)
    assert entity.identifiers == ()
    assert entity.details == (
        ("number_as_published", "IMO number: 9074728"),
        ("number_as_published", "SWIFT: nonsense!"),
    )


def test_a_kind_without_scheme_keeps_number_country_and_remark() -> None:
    draft = EntityDraft("x", "1")
    add_number(draft, "", "44", country="AF", label="Trade licence", remarks=["old", ""])
    assert built(draft).details == (("number_as_published", "Trade licence: 44 (AF) (old)"),)


def test_a_plain_number_leaves_no_detail() -> None:
    draft = EntityDraft("x", "1")
    add_number(draft, "passport", "A 12", country="AF", label="Passport")
    entity = built(draft)
    assert [(held.scheme, held.value) for held in entity.identifiers] == [("af-passport", "A12")]
    assert entity.details == ()


def test_labelled_numbers_are_read_from_running_text() -> None:
    draft = EntityDraft("x", "1")
    text = "OGRN: 1247700291200 KPP: 770701001 INN: 7707083893; SWIFT code KDBKKPPY, IMO 5571322"
    assert add_labelled_numbers(draft, text)
    assert [(held.scheme, held.value) for held in built(draft).identifiers] == [
        ("ru-ogrn", "1247700291200"),
        ("kpp", "770701001"),
        ("ru-inn", "7707083893"),
        ("bic", "KDBKKPPY"),
        ("imocompany", "5571322"),
    ]
    assert not add_labelled_numbers(draft, "no numbers here")


@pytest.mark.parametrize(
    ("printed", "also"),
    [
        ("MADE UP MINING INDUSTRY (MUMI)", ["MADE UP MINING INDUSTRY", "MUMI"]),
        ("Made Up (Hong Kong)", []),
        ("TOUS POUR LA PAIX (NGO)", []),
        ("MADE UP", []),
    ],
)
def test_an_acronym_behind_a_name_is_a_name_of_its_own(printed: str, also: list[str]) -> None:
    draft = EntityDraft("x", "1")
    add_organization_name(draft, printed, NameKind.PRIMARY)
    names = built(draft).names
    assert names[0].kind is NameKind.PRIMARY
    assert [name.text for name in names] == [printed, *also]


def test_legal_form_behind_a_name_is_no_acronym_of_it() -> None:
    draft = EntityDraft("x", "1")
    for name in (
        "Raft Limited Liability Company (LLC)",
        "JSCB Raft-Bank (JSC)",
        "Southern Petrochemical Industries Company (SPC)",
        "Sendero Lejano (SL)",
    ):
        add_organization_name(draft, name, NameKind.ALIAS)
    assert [name.text for name in built(draft).names if name.kind is NameKind.ACRONYM] == [
        "SPC",
        "SL",
    ]
    assert "Raft Limited Liability Company" in [name.text for name in built(draft).names]
