"""Altered spellings: each class does its one thing, or says that it does not apply."""

from __future__ import annotations

import subprocess
import sys

import pytest

from riskengine.matching.mutations import DOUBTFUL, SINGLE_TYPOS, Mutation, mutate
from riskengine.matching.names import compact
from riskengine.vocab import EntityKind

PERSON, COMPANY, VESSEL = EntityKind.PERSON, EntityKind.COMPANY, EntityKind.VESSEL
ACME = "Zorvan Quelim Technology Co., Ltd."
NAMES = [
    (ACME, COMPANY),
    ("OOO «Severny Óptika & Trade»", COMPANY),
    ("PETROV, Ivan Sergeevich", PERSON),
    ("Mohammed bin Khalid Al-Rashid", PERSON),
    ("NORDHAVN STAR", VESSEL),
    ("长鑫存储技术有限公司", COMPANY),
    ("ООО Ромашка Строй", COMPANY),
    ("شركة النور للتجارة", COMPANY),
]


def every(name: str, kind: EntityKind, cls: Mutation, seeds: int = 30) -> set[str]:
    """Every alteration that some seed gives."""
    made = (mutate(name, kind, cls, seed=seed) for seed in range(seeds))
    return {text for text in made if text is not None}


@pytest.mark.parametrize("cls", SINGLE_TYPOS)
def test_a_typo_is_one_edit_of_the_letters(cls: Mutation) -> None:
    from rapidfuzz.distance import OSA

    for name, kind in NAMES:
        for text in every(name, kind, cls):
            assert OSA.distance(name.casefold(), text.casefold()) == 1
            assert compact(text) != compact(name)


def test_each_typo_changes_the_length_as_its_name_says() -> None:
    change = {Mutation.LETTER_ADDED: 1, Mutation.LETTER_DOUBLED: 1, Mutation.LETTER_MISSING: -1}
    for cls in SINGLE_TYPOS:
        made = every(ACME, COMPANY, cls)
        assert {len(text) - len(ACME) for text in made} == {change.get(cls, 0)}


def test_short_words_numbers_and_han_get_no_typo() -> None:
    for name in ("SMIC", "ABC 1234 DEF", "长鑫存储技术有限公司", "A", ""):
        assert not any(every(name, COMPANY, cls) for cls in SINGLE_TYPOS)
    assert all("ABC 1234 " in text for text in every("ABC 1234 Zorvan", COMPANY, SINGLE_TYPOS[0]))


def test_two_typos_stand_in_two_words_of_a_long_name() -> None:
    made = every("Zorvan Quelim", COMPANY, Mutation.TWO_TYPOS)
    assert made
    for text in made:
        first, second = text.split()
        assert first != "Zorvan"
        assert second != "Quelim"
    assert not every("Zorvan Korv", COMPANY, Mutation.TWO_TYPOS)


@pytest.mark.parametrize(
    ("name", "kind", "cls", "expected"),
    [
        ("Zorvan Quelim Ltd", COMPANY, Mutation.WORD_ORDER, "Quelim Zorvan Ltd"),
        ("Ivan Sergeevich Petrov", PERSON, Mutation.WORD_ORDER, "Petrov Ivan Sergeevich"),
        (ACME, COMPANY, Mutation.WORD_MISSING, "Zorvan Quelim Co., Ltd."),
        ("Zorvan and Technology Ltd", COMPANY, Mutation.WORD_MISSING, "Zorvan Ltd"),
        ("Zorvan Quelim Ltd", COMPANY, Mutation.WORDS_JOINED, "ZorvanQuelim Ltd"),
        (ACME, COMPANY, Mutation.LEGAL_DROPPED, "Zorvan Quelim Technology"),
        ("OOO Zorvan", COMPANY, Mutation.LEGAL_MOVED, "Zorvan, OOO"),
        ("Zorvan LLC", COMPANY, Mutation.LEGAL_MOVED, "LLC Zorvan"),
        ("Zorvan-K.L. (Asia)", COMPANY, Mutation.PUNCTUATION, "Zorvan KL Asia"),
        ("Zorvan-Quelim", COMPANY, Mutation.HYPHEN, "Zorvan Quelim"),
        ("Zorvan & Sons", COMPANY, Mutation.AMPERSAND, "Zorvan and Sons"),
        ("Zorvan and Sons", COMPANY, Mutation.AMPERSAND, "Zorvan & Sons"),
        ("Łódź Øre", COMPANY, Mutation.DIACRITICS, "Lodz Ore"),
        ("Zorvan 7", COMPANY, Mutation.FULL_WIDTH, "Ｚｏｒｖａｎ ７"),
        ("Petrov, Ivan", PERSON, Mutation.COMMA_ORDER, "Ivan Petrov"),
        ("Ivan Al-Petrov", PERSON, Mutation.COMMA_ORDER, "Al-Petrov, Ivan"),
        ("PETROV, Ivan Sergeevich", PERSON, Mutation.MIDDLE_INITIAL, "PETROV, Ivan S."),
        ("Ivan Sergeevich Petrov", PERSON, Mutation.FIRST_INITIAL, "I. Sergeevich Petrov"),
    ],
)
def test_an_alteration_does_its_one_thing(
    name: str, kind: EntityKind, cls: Mutation, expected: str
) -> None:
    assert every(name, kind, cls) == {expected}


def test_common_words_are_abbreviated_one_or_all() -> None:
    made = every("Zorvan Communication Group Ltd", COMPANY, Mutation.ABBREVIATED)
    assert "Zorvan Comm Grp Ltd" in made
    assert "Zorvan Communication Grp Ltd" in made
    assert every("ZORVAN GROUP", COMPANY, Mutation.ABBREVIATED) == {"ZORVAN GRP", "ZORVAN GP"}


def test_another_legal_form_takes_the_place_of_the_old_one() -> None:
    made = every("OOO Zorvan", COMPANY, Mutation.LEGAL_CHANGED)
    assert "LLC Zorvan" in made
    assert all(text.endswith(" Zorvan") and text != "OOO Zorvan" for text in made)
    assert "长鑫存储技术股份有限公司" in every(
        "长鑫存储技术有限公司", COMPANY, Mutation.LEGAL_CHANGED
    )


def test_one_extra_word_stands_in_front_of_the_legal_form() -> None:
    for text in every("ZORVAN GROUP LTD", COMPANY, Mutation.WORD_ADDED):
        opening, new, form = text.rsplit(" ", 2)
        assert (opening, form) == ("ZORVAN GROUP", "LTD")
        assert new.isupper()
        assert new != "GROUP"


def test_names_are_respelled_by_family_or_sound() -> None:
    made = every("Mohammed Al-Khattab", PERSON, Mutation.ROMANISED)
    assert "Muhammad Al-Khattab" in made
    assert "Mohammed Al-Hattab" in made
    # An acronym is not a word of any language, and everyday words are no names.
    assert not every("CNQQC Technology", COMPANY, Mutation.ROMANISED)


def test_look_alikes_keep_the_shape_and_invisible_characters_the_letters() -> None:
    for cls in (Mutation.CYRILLIC_LETTERS, Mutation.GREEK_LETTERS, Mutation.DIGITS_FOR_LETTERS):
        made = every("ZORVAN Holdings", COMPANY, cls)
        assert made
        assert all(len(text) == len("ZORVAN Holdings") for text in made)
    assert all(
        compact(text) == "zorvanholdings"
        for text in every("ZORVAN Holdings", COMPANY, Mutation.ZERO_WIDTH)
    )


def test_titles_are_for_persons_and_vessels() -> None:
    assert "Dr. Ivan Petrov" in every("Ivan Petrov", PERSON, Mutation.TITLE)
    assert "PETROV, Dr. Ivan" in every("PETROV, Ivan", PERSON, Mutation.TITLE)
    assert "MV NORDHAVN" in every("NORDHAVN", VESSEL, Mutation.TITLE)
    assert not every(ACME, COMPANY, Mutation.TITLE)


def test_a_title_is_no_given_name_and_half_a_compound_no_name() -> None:
    assert not every("Sheikh Hassan", PERSON, Mutation.COMMA_ORDER)
    assert not every("Abd-Karim Hassan", PERSON, Mutation.FIRST_INITIAL)


def test_companies_ways_are_not_for_persons_nor_the_other_way_round() -> None:
    for cls in (Mutation.WORD_ADDED, Mutation.LEGAL_DROPPED, Mutation.ABBREVIATED):
        assert not every("Ivan Petrov Ltd", PERSON, cls)
        assert not every("NORDHAVN Ltd", VESSEL, cls)
    for cls in (Mutation.COMMA_ORDER, *DOUBTFUL):
        assert not every("Zorvan Quelim Korvet", COMPANY, cls)


def test_nothing_is_ever_the_name_itself_or_fails() -> None:
    odd = [
        "",
        " ",
        "—",
        "(",
        "A",
        "Ltd",
        "((",
        "\u200b",
        "\ud800",
        "١٢٣",
        "🙂🙂",
        "and",
        "& Co",
        ",",
    ]
    for name in [*odd, *(name for name, _ in NAMES)]:
        for kind in EntityKind:
            for cls in Mutation:
                assert mutate(name, kind, cls, seed=3) != name


def test_the_same_name_and_seed_give_the_same_in_another_process() -> None:
    told = (
        "from riskengine.matching.mutations import *; from riskengine.vocab import EntityKind;"
        f"print([mutate({ACME!r}, EntityKind.COMPANY, cls, seed=5) for cls in Mutation])"
    )
    found = subprocess.run(
        [sys.executable, "-c", told],
        capture_output=True,
        text=True,
        check=True,
        encoding="utf-8",
        env={"PYTHONHASHSEED": "7", "PYTHONIOENCODING": "utf-8"},
    )
    assert found.stdout.strip() == str([mutate(ACME, COMPANY, cls, seed=5) for cls in Mutation])


def test_seeds_differ() -> None:
    assert len(every(ACME, COMPANY, Mutation.LETTER_REPLACED)) > 10
