from __future__ import annotations

import pytest

from riskengine.vocab import EntityKind, NameKind
from riskengine.watchlist.readers.csl.reduced import split_aliases, split_footnotes
from riskengine.watchlist.readers.names import (
    alias_kind,
    build_names,
    is_acronym,
    is_initials,
    take_apart,
    tidy,
)
from riskengine.watchlist.readers.parts import countries_of, kind_of_organization, slug

ALIAS, FORMER, ACRONYM = NameKind.ALIAS, NameKind.FORMER, NameKind.ACRONYM


@pytest.mark.parametrize(
    ("printed", "name", "others"),
    [
        ("Leon Technology Co., Ltd.,", "Leon Technology Co., Ltd.", []),
        ("Wuhan\xa0Technology  Co.", "Wuhan Technology Co.", []),
        ("Atomic Energy Body (AEB)", "Atomic Energy Body", [("AEB", ACRONYM)]),
        ("Well Smart (HK) Technology", "Well Smart (HK) Technology", []),
        ("Light Cloud (Hangzhou) Co., Ltd.", "Light Cloud (Hangzhou) Co., Ltd.", []),
        (
            "Huawei Technologies Co., Ltd. (Huawei)",
            "Huawei Technologies Co., Ltd.",
            [("Huawei", ALIAS)],
        ),
        ("LTS Limited (f.k.a. IPP Ltd.)", "LTS Limited", [("IPP Ltd.", FORMER)]),
        ("Chitron Ltd., a.k.a. Chi-Chung Ltd.", "Chitron Ltd.", [("Chi-Chung Ltd.", ALIAS)]),
        (
            "China Sky Corporation (CSC) 1st Academy",
            "China Sky Corporation (CSC) 1st Academy",
            [("China Sky Corporation 1st Academy", ALIAS)],
        ),
    ],
)
def test_a_printed_name_is_taken_apart(
    printed: str, name: str, others: list[tuple[str, NameKind]]
) -> None:
    found = take_apart(printed)
    assert (found.text, found.others) == (name, others)
    assert bool(found.original) == (found.text != tidy(printed))


@pytest.mark.parametrize(
    ("printed", "name", "others"),
    [
        ("KOW SENG LIM -AKA- ERIC LIM", "KOW SENG LIM", ["ERIC LIM"]),
        ("PEARL (A.K.A. NEI-CHIEN CHU) LI", "PEARL LI", ["NEI-CHIEN CHU LI"]),
        (
            "ONE INTERNATIONAL, AKAS, ONE TECH, ONE PTE LTD",
            "ONE INTERNATIONAL",
            ["ONE TECH", "ONE PTE LTD"],
        ),
        ("FLY, B.V. ALSO KNOWN AS DELTA, B.V.", "FLY, B.V.", ["DELTA, B.V."]),
        ("GE SONG TAO (GE)", "GE SONG TAO (GE)", []),
        ("MASAKA TRADING", "MASAKA TRADING", []),
    ],
)
def test_names_in_capitals_keep_their_brackets(printed: str, name: str, others: list[str]) -> None:
    found = take_apart(printed, capitals=True)
    assert (found.text, [text for text, _ in found.others]) == (name, others)


def test_a_subordinate_names_its_parent() -> None:
    found = take_apart("Grand Corp (GC). Affiliated Entity: Hangzhou Bright Co., Ltd.")
    assert found.parents == ["Grand Corp (GC)"]
    assert ("Hangzhou Bright Co., Ltd.", ALIAS) in found.others
    vague = take_apart("Second Academy. Subordinate Institution - 204th Research Institute")
    assert vague.others == [("204th Research Institute", NameKind.WEAK_ALIAS)]
    told = take_apart("Blue Limited (a subsidiary of Grand Corp)")
    assert (told.text, told.parents) == ("Blue Limited", ["Grand Corp"])


def test_a_successor_clause_becomes_a_remark() -> None:
    found = take_apart("Bright Company, and any successor, sub-unit, or subsidiary thereof")
    assert found.text == "Bright Company"
    assert found.remarks == ["and any successor, sub-unit, or subsidiary thereof"]


def test_a_parents_acronym_does_not_become_the_institutes() -> None:
    found = take_apart("20th Institute of China Tin Group (CTG)")
    assert all(kind is not ACRONYM for _, kind in found.others)


def test_joined_further_names_come_one_by_one() -> None:
    printed = ["HPSTAR;", "NPO Izhmash OAO;OJSC Kalashnikov", "and SKB Bureau", " ; "]
    assert list(split_aliases(printed)) == [
        "HPSTAR",
        "NPO Izhmash OAO",
        "OJSC Kalashnikov",
        "SKB Bureau",
    ]


@pytest.mark.parametrize(
    ("printed", "text", "notes"),
    [
        ("items (See §744.11 of the EAR)5", "items (See §744.11 of the EAR)", ("5",)),
        (
            "see §§ 734.9(e)1 and 744.11 of the EAR2",
            "see §§ 734.9(e) and 744.11 of the EAR",
            ("1", "2"),
        ),
        (
            "(See §§ 734.9(g),3 746.8(a)(3) of the EAR)",
            "(See §§ 734.9(g), 746.8(a)(3) of the EAR)",
            ("3",),
        ),
        (
            "(See §§ 734.9(e)(2) and 744.11 of the EAR)",
            "(See §§ 734.9(e)(2) and 744.11 of the EAR)",
            (),
        ),
        ("supplement no. 7 to part 746 of the EAR", "supplement no. 7 to part 746 of the EAR", ()),
    ],
)
def test_footnote_numbers_leave_the_requirement(
    printed: str, text: str, notes: tuple[str, ...]
) -> None:
    assert split_footnotes(printed) == (text, notes)


def test_countries_become_codes_and_the_rest_is_kept() -> None:
    assert countries_of(["TURKIYE", "UK", "PRC", "REGION: IRAN"]) == (("CN", "GB", "IR", "TR"), ())
    assert countries_of(["MAN, ISLE OF", "MACAU"]) == (("IM", "MO"), ())
    assert countries_of(["CRIMEA (OCCUPIED)", "NM", "NO"]) == (("NO",), ("CRIMEA (OCCUPIED)", "NM"))


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Bright Co., Ltd.", EntityKind.COMPANY),
        ("Ministry of Defence", EntityKind.PUBLIC_BODY),
        ("Beihang University", EntityKind.ORGANIZATION),
        ("Address 01", EntityKind.ADDRESS),
        ("Natalie Sobolev", EntityKind.UNKNOWN),
    ],
)
def test_kind_is_guessed_only_from_clear_words(name: str, kind: EntityKind) -> None:
    assert kind_of_organization(name, otherwise=EntityKind.UNKNOWN) is kind


def test_acronyms_and_words_in_capitals() -> None:
    assert all(is_acronym(text) for text in ("CASC", "NSCC-CS", "GkNIPAS", "YMTC"))
    assert not any(is_acronym(text) for text in ("Huawei", "FUTREVO", "X", "Sun Ltd"))
    assert is_initials("SMIC", "Semiconductor Manufacturing International Corporation")
    assert is_initials("L.R.A.", "Liberation and Renewal of Aland Ltd.")
    assert not is_initials("LR", "Lowland Resistance")
    assert not is_initials("PAT", "PETER ALAN SMITH")
    assert alias_kind("Research Center") is NameKind.WEAK_ALIAS


def test_slugs_are_stable_and_short() -> None:
    assert slug("Xi’an Müller & Co., Ltd.") == "xian-muller-co-ltd"
    long = slug("Federal State Budgetary Institution " * 4)
    assert len(long) <= 71
    assert long != slug("Federal State Budgetary Institution " * 5)
    assert slug("360") == "x-360"
    assert slug("华为") != slug("中兴")


def test_a_name_stands_once() -> None:
    names = build_names("Alpha", [("ALPHA", ALIAS), ("Beta", ALIAS), ("beta", FORMER), ("", ALIAS)])
    assert [name.text for name in names] == ["Alpha", "Beta"]
