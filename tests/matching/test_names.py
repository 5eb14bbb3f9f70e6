"""One analysed form of a name: classes, spellings, numbers, legal forms, names inside."""

from __future__ import annotations

import pytest

from riskengine.matching import compare_names
from riskengine.matching.lexicon import WordClass
from riskengine.matching.names import AnalysedName, analyse, compact, variants
from riskengine.vocab import EntityKind


def core(name: str) -> list[str]:
    return [unit.forms[0] for unit in analyse(name).core]


def test_a_company_is_parted_into_place_core_sector_and_form() -> None:
    name = analyse("Beijing Zhipu Petroleum Technology Co., Ltd.")
    assert [unit.cls for unit in name.units] == [
        WordClass.PLACE,
        WordClass.CORE,
        WordClass.SECTOR,
        WordClass.NEUTRAL,
    ]
    assert [unit.text for unit in name.core] == ["Zhipu"]
    assert len(name.places) == len(name.sectors) == 1
    assert name.legal == ("LTD",)
    assert name.legal_at == ((4, "c"), (4, "l"))
    assert name.families == ("joint_stock", "limited")
    assert name.script == "Latn"
    assert name.initials == "bzpt"


@pytest.mark.parametrize(
    ("name", "numbers"),
    [
        ("Pacific Fund II", ("2",)),
        ("Pacific Fund 2", ("2",)),
        ("Pacific Fund I", ("1",)),
        ("Pacific Fund XXIV", ("24",)),
        ("Pacific Fund II Limited", ("2",)),
        ("No. 5 Research Institute", ("5",)),
        ("Завод № 5", ("5",)),
        ("Завод №5", ("5",)),
        ("5th Research Institute", ("5",)),
        ("Fifth Research Institute", ("5",)),
        ("第五研究所", ("5",)),
        ("XI Technologies", ()),
        ("Space X", ()),
        ("IV Solutions Ltd", ()),
        ("3M", ()),
        ("X5 Group", ()),
    ],
)
def test_numbers_in_words_numerals_and_signs(name: str, numbers: tuple[str, ...]) -> None:
    assert analyse(name).numbers == numbers


def test_the_sign_before_a_number_is_dropped() -> None:
    assert [unit.text for unit in analyse("Plant No. 5").units] == ["Plant", "5"]
    assert [unit.text for unit in analyse("Say No Trading").units][:2] == ["Say", "No"]


def test_a_place_of_two_words_may_hold_a_roman_numeral() -> None:
    assert analyse("Hong Kong Xi Trading").places == analyse("香港").places


@pytest.mark.parametrize(
    ("name", "forms"),
    [
        ("Müller", {"muller", "mueller"}),
        ("Ørsted", {"orsted", "oersted"}),
        ("Ångström", {"angstrom", "aangstroem"}),
        ("Šabac", {"sabac", "shabac"}),
        ("Işık", {"isik", "ishik"}),
        ("Großmann", {"grossmann"}),
        ("Hu4wei", {"hu4wei", "huawei"}),
        ("Hikv1sion", {"hikv1sion", "hikvlsion", "hikvision"}),
        ("Airbus5", {"airbus5"}),
        ("O'Neil", {"oneil"}),
    ],
)
def test_spellings_of_one_word(name: str, forms: set[str]) -> None:
    assert set(analyse(name).units[0].forms) == forms


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("S.M.I.C.", ["smic"]),
        ("AT&T Inc.", ["att"]),
        ("AT&amp;T Inc.", ["att"]),
        ("Сосо Trading Ltd", ["coco"]),  # Cyrillic letters
        ("Нuаwei Ltd", ["huawei"]),  # Cyrillic Н and а
        ("Ha\u200bng\u200dzi Ltd", ["hangzi"]),
        ("ＷＵＳＨＡ　Ltd", ["wusha"]),
        ("The Wusha Company", ["wusha"]),
    ],
)
def test_disguises_are_seen_through(name: str, words: list[str]) -> None:
    assert core(name) == words


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Wusha d.o.o. Beograd", "DOO"),
        ("Wusha S.A. (Panama)", "SA"),
        ("Wusha GmbH Zweigniederlassung", "GMBH"),
        ("Филиал АО Вуша", "AO"),
        ("شركة وشا", "CO"),
    ],
)
def test_a_form_before_a_place_or_branch_is_seen(name: str, code: str) -> None:
    analysed = analyse(name)
    assert code in analysed.legal
    assert all(unit.cls is not WordClass.LEGAL for unit in analysed.units)


def test_a_short_form_amid_a_name_is_a_word() -> None:
    assert core("Wusha SA Kemble") == ["wusha", "sa", "kemble"]


def test_a_branch_and_a_foundation_have_a_family() -> None:
    assert "branch" in analyse("Wusha Ltd Beijing Branch").families
    assert analyse("Wusha Foundation").families == ("nonprofit",)
    assert analyse("Wusha").families == ()


def test_a_name_of_generic_words_is_still_a_name() -> None:
    assert analyse("Ltd").units
    assert analyse("The").units
    assert analyse("The Company").units


def test_nothing_is_an_empty_name() -> None:
    assert analyse("") == AnalysedName("", "", ())
    assert analyse("...").units == ()


def test_acronyms_are_short_words_in_capitals() -> None:
    assert analyse("WUSH Kembletown").acronyms == ("wush",)


def test_the_compact_form_is_the_letters_and_digits() -> None:
    assert compact("Wusha-Kemble & Co., Ltd. 5") == "wushakemblecoltd5"
    assert compact("Müller") == "muller"
    assert compact("長鑫") == compact("长鑫")
    assert compact("Ｗｕｓｈａ") == "wusha"
    assert compact("A &amp; B") == "ab"


@pytest.mark.parametrize(
    ("name", "held"),
    [
        ("Wusha Ltd", ("Wusha Ltd",)),
        ("Wusha Ltd (formerly Kemble Trading Ltd)", ("Wusha Ltd", "Kemble Trading Ltd")),
        ("Wusha Ltd a.k.a. Kemble Trading", ("Wusha Ltd", "Kemble Trading")),
        ("Wusha Ltd d.b.a. Kemble Trading", ("Wusha Ltd", "Kemble Trading")),
        ("Wusha Ltd c/o Kemble Trading", ("Wusha Ltd",)),
        ("Wusha (Hong Kong) Ltd", ("Wusha (Hong Kong) Ltd",)),
    ],
)
def test_names_inside_a_name(name: str, held: tuple[str, ...]) -> None:
    found = variants(name)
    assert found[0] == name
    assert set(held) <= set(found)


def test_aka_in_front_is_a_word() -> None:
    assert variants("AKA Bank") == ("AKA Bank",)


def test_what_follows_care_of_is_no_name() -> None:
    assert "Kemble Trading" not in variants("Wusha Ltd c/o Kemble Trading")


@pytest.mark.parametrize("word", ["ASIA", "PRIME", "GLOBAL"])
def test_an_everyday_word_in_brackets_is_no_name(word: str) -> None:
    assert word not in variants(f"Wusha ({word}) Ltd")
    assert "WUSHANEX" in variants("Kemble (WUSHANEX) Ltd")
    pair = f"Wusha ({word}) Ltd", f"Kemble ({word}) Ltd"
    assert compare_names(*pair, kind=EntityKind.COMPANY).score < 0.3
