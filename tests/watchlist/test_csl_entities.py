from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import Any

import pytest

from riskengine.errors import WatchlistError
from riskengine.model.entity import Entity
from riskengine.model.interval import DateRange
from riskengine.vocab import EntityKind, NameKind
from riskengine.watchlist.federal_register import Calendar
from riskengine.watchlist.readers.csl.entities import build_list
from riskengine.watchlist.readers.csl.listing_dates import DatedRule, ListingDates, load_rules
from riskengine.watchlist.readers.csl.merge import CslList
from riskengine.watchlist.readers.csl.reduced import CslRow, read_csl
from riskengine.watchlist.readers.ofac.extras import OfacExtras, parse_remarks

_DAY = dt.date.fromisoformat
DATES = ListingDates(
    calendar=Calendar({87: ((100, _DAY("2022-01-10")), (500, _DAY("2022-02-01")))}),
    rules=(DatedRule(90, 4617, 4620, _DAY("2025-01-16"), "test"),),
    not_after=_DAY("2026-07-31"),
)
BY_PARTY = CslList("x-el", ("EL",), "BIS", "Test Program", same_by_country=True)
BY_NUMBER = CslList("x-sdn", ("SDN",), "OFAC", by_number=True)


def _rows(*items: dict[str, Any]) -> list[CslRow]:
    return [CslRow(number=at, **item) for at, item in enumerate(items, start=1)]


def _build(*items: dict[str, Any], spec: CslList = BY_PARTY) -> tuple[Entity, ...]:
    return build_list(spec, _rows(*items), DATES).entities


@pytest.mark.parametrize(
    ("citation", "when", "basis"),
    [
        ("90 FR 4619", "2025-01-16", "stated"),
        ("91 FR 7, 90 FR 4617", "2025-01-16", "stated"),
        ("87 FR 300; 88 FR 5", "2022-01-10/2022-02-01", "citation"),
        ("87 FR 300 1/20/22", "2022-01-20", "stated"),
        ("87 FR 300 6/20/22", "2022-01-10/2022-02-01", "citation"),  # contradicts its page
        ("99 FR 300", None, "stated"),  # later than the file
        ("", None, "stated"),
    ],
)
def test_the_first_citation_dates_an_entry(citation: str, when: str | None, basis: str) -> None:
    found, how = DATES.first(citation)
    assert (None if found is None else str(found), how) == (when, basis)


def test_an_entry_keeps_all_citations_and_its_measures() -> None:
    (entity,) = _build(
        {
            "name": "Bright Co., Ltd.",
            "countries": ("CN",),
            "citation": "87 FR 300; 88 FR 5",
            "licence_requirement": "all items",
            "licence_policy": "denial",
            "footnotes": ("5",),
        }
    )
    (listing,) = entity.listings
    assert entity.id == "x-el:bright-co-ltd-cn"
    assert entity.kind is EntityKind.COMPANY
    assert listing.citation == "87 FR 300; 88 FR 5"
    assert (listing.licence_requirement, listing.licence_policy) == ("all items", "denial")
    assert "footnote 5" in entity.note


def test_an_entry_per_country_becomes_one_party() -> None:
    (entity,) = _build(
        {"name": "Bright Co., Ltd.", "countries": ("HK",), "citation": "87 FR 310"},
        {"name": "Bright Co. Ltd,", "countries": ("CN",), "citation": "87 FR 305"},
    )
    assert entity.id == "x-el:bright-co-ltd-cn"
    assert entity.countries == ("CN", "HK")
    assert [listing.entry for listing in entity.listings] == ["CN", "HK"]
    assert "Merged from 2 entries" in entity.note


@pytest.mark.parametrize(
    "tie",
    [
        {"countries": ("AE",), "citation": "60 FR 1"},
        {"countries": ("HK",), "citation": "60 FR 1", "aliases": ("BRIGHT GROUP",)},
    ],
)
def test_a_country_or_a_further_name_ties_rows(tie: dict[str, Any]) -> None:
    first = {
        "name": "Ann Lee",
        "countries": ("AE",),
        "citation": "87 FR 1",
        "aliases": ("Bright Group",),
    }
    assert len(_build(first, {"name": "Ann Lee", **tie})) == 1


def test_rows_that_share_a_name_only_stay_apart() -> None:
    first = {"name": "Ann Lee", "countries": ("AE",), "citation": "87 FR 1"}
    second = {"name": "Ann Lee", "countries": ("HK",), "citation": "60 FR 1"}
    assert [entity.id for entity in _build(first, second)] == ["x-el:ann-lee-ae", "x-el:ann-lee-hk"]


def test_numbered_addresses_are_never_one_party() -> None:
    rows = [
        {"name": "Address 01", "countries": ("CN",), "citation": "87 FR 1"},
        {"name": "Address 01", "countries": ("CN",), "citation": "87 FR 1", "aliases": ("x",)},
    ]
    assert {entity.kind for entity in _build(*rows)} == {EntityKind.ADDRESS}
    assert len(_build(*rows)) == 2


def test_a_later_namesake_does_not_change_an_older_id() -> None:
    spec = CslList("x-dpl", ("DPL",), "BIS", "Denied", capitals=True)
    old = {"name": "ANN LEE", "countries": ("US",), "citation": "60 F.R. 7"}
    new = {"name": "ANN LEE", "countries": ("US",), "citation": "87 F.R. 300"}
    (before,) = _build(old, spec=spec)
    after = _build(new, old, spec=spec)
    assert before.id == "x-dpl:ann-lee-us"
    assert {before.id} < {entity.id for entity in after}
    assert _build(old, new, spec=spec) == after


def test_rows_with_ofac_numbers_are_named_and_typed_by_them() -> None:
    row = {
        "name": "LEE, Ann",
        "type": "Individual",
        "ofac_number": "77",
        "programs": ("SDGT", "IFSR"),
        "aliases": ("LEE, Anna", "KITTY", "OLD LEE"),
    }
    extras = OfacExtras(
        alias_kinds={"77": {"anna lee": NameKind.ALIAS, "lee old": NameKind.FORMER}},
        known_numbers={"77"},
        editions=((_DAY("2022-01-31"), frozenset()), (_DAY("2024-05-03"), frozenset({"77"}))),
    )
    (entity,) = build_list(BY_NUMBER, _rows(row), DATES, extras=extras).entities
    assert (entity.id, entity.kind) == ("x-sdn:77", EntityKind.PERSON)
    assert [name.kind.value for name in entity.names] == [
        "primary",
        "alias",
        "weak_alias",
        "former",
    ]
    assert [listing.program for listing in entity.listings] == ["SDGT", "IFSR"]
    assert {str(listing.listed_on) for listing in entity.listings} == {"2022-02-01/2024-05-03"}
    assert {listing.listed_on_basis for listing in entity.listings} == {"edition"}


def test_editions_bound_the_listing_date() -> None:
    days = (_DAY("2022-01-31"), _DAY("2024-05-03"))
    extras = OfacExtras(editions=((days[0], frozenset({"1"})), (days[1], frozenset({"1", "2"}))))
    last = _DAY("2026-07-31")
    assert extras.listed_between("1", last) is None
    assert str(extras.listed_between("2", last)) == "2022-02-01/2024-05-03"
    assert str(extras.listed_between("3", last)) == "2024-05-04/2026-07-31"


def test_initials_of_an_organisation_are_no_weak_alias() -> None:
    row = {
        "name": "SKY MISSILE INDUSTRY",
        "type": "Entity",
        "ofac_number": "5",
        "aliases": ("SMI", "THE FIRM"),
    }
    (entity,) = build_list(
        BY_NUMBER, _rows(row), DATES, extras=OfacExtras(known_numbers={"5"})
    ).entities
    assert [name.kind.value for name in entity.names] == ["primary", "acronym", "weak_alias"]
    assert entity.kind is EntityKind.ORGANIZATION


def test_remarks_give_dates_and_identifiers() -> None:
    found = parse_remarks(
        "DOB 12 Jan 1965; alt. DOB 1966; DOB 31 Feb 1970; ISIN US1694261033;"
        " Listing Date (CMIC) 03 Jun 2021; Unified Social Credit Code (USCC)"
        " 9111000071093019X7 (China); Subject to Directive 1; a.k.a. 'X'."
    )
    assert found.births == (DateRange.parse("1965-01-12"), DateRange.parse("1966"))
    assert [(item.scheme, item.value) for item in found.identifiers] == [
        ("isin", "US1694261033"),
        ("uscc", "9111000071093019X7"),
    ]
    assert found.listed == (("CMIC", _DAY("2021-06-03")),)
    assert found.directives == ("Directive 1",)


def _file(tmp_path: Path, entries: list[dict[str, Any]]) -> Path:
    path = tmp_path / "list.json"
    data = {
        "sourceGeneratedAt": "2026-07-31T13:15:00",
        "retrievedAt": "2026-07-31T14:15:00",
        "countsBySource": {"Entity List (EL) - Somebody": len(entries)},
        "tables": {
            "sources": ["Entity List (EL) - Somebody"],
            "licenceRequirements": ["all items of the EAR2"],
            "licencePolicies": ["denial"],
            "programmes": ["A; B"],
            "urls": ["https://example.org/"],
        },
        "entries": entries,
    }
    path.write_text(json.dumps(data), encoding="utf-8")
    return path


def test_the_shortened_file_is_read_and_bad_rows_are_counted(tmp_path: Path) -> None:
    good = {"n": "Bright", "s": 0, "c": ["CN"], "lr": 0, "lp": 0, "pg": 0, "fr": "87 FR 1", "u": 0}
    read = read_csl(
        _file(
            tmp_path, [good, {"n": " ,", "s": 0}, {"n": "X", "s": 0, "lr": 9}, {"n": "Y", "s": 7}]
        )
    )
    (row,) = read.rows["EL"]
    assert (row.licence_requirement, row.footnotes) == ("all items of the EAR", ("2",))
    assert row.programs == ("A", "B")
    assert [(code, number) for code, number, _ in read.faults] == [("EL", 2), ("EL", 3), ("", 4)]
    faults = [(number, reason) for code, number, reason in read.faults if code == "EL"]
    result = build_list(BY_PARTY, read.rows["EL"], DATES, faults=faults)
    assert result.parsed + len(result.refused) == result.rows == 3


def test_another_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "list.json"
    path.write_text("{}", encoding="utf-8")
    with pytest.raises(WatchlistError, match="not a shortened Consolidated Screening List"):
        read_csl(path)


def test_wrong_facts_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "facts.yaml"
    path.write_text("rules:\n  - citation: nothing\npages: []\n", encoding="utf-8")
    with pytest.raises(WatchlistError, match="not in the form"):
        load_rules(path)
