"""The Australian list: rows joined to parties, lettered cells, listing days, real file."""

from __future__ import annotations

import datetime as dt
import gzip
import json
from collections.abc import Sequence
from pathlib import Path

import pytest

from riskengine.errors import WatchlistError
from riskengine.model.entity import Entity
from riskengine.vocab import EntityKind, NameKind
from riskengine.watchlist.readers.au.cells import (
    country_at_end,
    dates_in,
    lettered,
    listed_on,
    nations,
)
from riskengine.watchlist.readers.au.dfat import READER
from riskengine.watchlist.readers.contract import Account, Ledger
from riskengine.watchlist.readers.parts import countries_of
from riskengine.watchlist.source import Source, open_sources
from tests.watchlist.xlsx_factory import Cell, write_xlsx

OLD = [
    "Reference",
    "Name of Individual or Entity",
    "Type",
    "Name Type",
    "Date of Birth",
    "Place of Birth",
    "Citizenship",
    "Address",
    "Additional Information",
    "Listing Information",
    "Committees",
    "Control Date",
]
NEW = [
    *OLD[:4],
    "Alias Strength",
    *OLD[4:10],
    "IMO Number",
    *OLD[10:],
    "Instrument of Designation",
    "Targeted Financial Sanction",
    "Travel Ban",
    "Arms Embargo",
    "Maritime Restriction",
]


def row(header: Sequence[str], **cells: Cell) -> list[Cell]:
    by_name = {name.replace("_", " ").lower(): value for name, value in cells.items()}
    columns = [name.lower() for name in header]
    columns[1] = "name"
    assert by_name.keys() <= set(columns)
    return [by_name.get(name) for name in columns]


def source_of(tmp_path: Path, header: Sequence[str], *rows: Sequence[Cell]) -> Source:
    path = write_xlsx(tmp_path / "list.xlsx", {"Sheet1": [list(header), *rows]}, shared=True)
    return open_sources([path])[0]


def read(source: Source) -> tuple[list[Entity], Account]:
    ledger = Ledger()
    found = list(READER.read(source, ledger))
    return found, ledger.account("au-dfat")


def test_rows_of_one_number_are_one_party_wherever_they_stand(tmp_path: Path) -> None:
    source = source_of(
        tmp_path,
        OLD,
        row(OLD, reference=2, name="Ivo MADEUP", type="Individual", name_type="Primary name"),
        row(OLD, reference=3, name="Raft Ltd", type="Entity ", name_type="Primary Name "),
        row(OLD, reference="2a", name="Ivo MAYDUP", type="individual", name_type="Aka "),
        row(OLD, reference="2b1 ", name="Иво", type="Individual", name_type="Original script"),
        row(OLD, reference="3a", name="Old Raft", type="Entity", name_type="Formerly known as"),
    )
    assert READER.recognises(source)
    found, account = read(source)
    assert [entity.id for entity in found] == ["au-dfat:2", "au-dfat:3"]
    assert [(name.text, name.kind, name.script) for name in found[0].names] == [
        ("Ivo MADEUP", NameKind.PRIMARY, "Latn"),
        ("Ivo MAYDUP", NameKind.ALIAS, "Latn"),
        ("Иво", NameKind.ALIAS, "Cyrl"),
    ]
    assert found[0].kind is EntityKind.PERSON
    assert found[1].kind is EntityKind.COMPANY
    assert found[1].names[1].kind is NameKind.FORMER
    assert (account.total, account.parsed, account.merged) == (5, 5, 3)
    assert account.unknown == {}


def test_lettered_cells_are_taken_apart(tmp_path: Path) -> None:
    source = source_of(
        tmp_path,
        OLD,
        row(
            OLD,
            reference=7,
            name="Ivo MADEUP",
            type="Individual",
            name_type="Primary Name",
            date_of_birth="a) Approximately 1955- 1958 b) 3 Mar. 1960",
            place_of_birth="a) Portville, Syria b) Raftown",
            citizenship="a) Russian b) Ukrainian",
            address="a) 1 Quay Road, Portville, Lebanon b) Raftown",
            committees="Autonomous (Islandia) ",
            control_date=dt.date(2024, 2, 1),
        ),
    )
    (entity,), _ = read(source)
    assert [str(when) for _, when in entity.dates] == ["1954-01-01/1959-12-31", "1960-03-03"]
    assert entity.addresses == ("1 Quay Road, Portville, Lebanon", "Raftown")
    assert entity.countries == ("LB", "RU", "UA")
    assert ("place_of_birth", "Raftown") in entity.details
    assert ("date_as_published", "control date: 2024-02-01") in entity.details
    assert entity.listings[0].program == "Autonomous (Islandia)"


@pytest.mark.parametrize(
    ("cell", "items"),
    [
        ("a) one b) two; c) three", ["one", "two", "three"]),
        ("(a) one (b) two", ["one", "two"]),
        ("first a) one b) two", ["first", "one", "two"]),
        ("No. 4 b) street", ["No. 4 b) street"]),
        ("plain (with a remark)", ["plain (with a remark)"]),
        ("NA", []),
    ],
)
def test_letters_count_only_in_order(cell: str, items: list[str]) -> None:
    assert lettered(cell) == items


@pytest.mark.parametrize(
    ("cell", "days"),
    [
        ("1960", ["1960"]),
        ("1963 or 1964", ["1963", "1964"]),
        ("23 Mar 1968 >> 2 Apr 1968", ["1968-03-23", "1968-04-02"]),
        ("01/03/1977;      28/02/1977", ["1977-03-01", "1977-02-28"]),
        ("11/10/1953  10/11/1953", ["1953-10-11", "1953-11-10"]),
        ("Between 1953 and 1958", ["1953-01-01/1958-12-31"]),
        ("21. Jul 1997; 1993", ["1997-07-21", "1993"]),
        ("24 Jan.1973", ["1973-01-24"]),
        ("8 Aug. 1980, (in a false passport)", ["1980-08-08"]),
        ("24/06/1402 (Hijri Calendar)", ["None"]),
        ("na", []),
    ],
)
def test_dates_of_a_cell(cell: str, days: list[str]) -> None:
    assert [str(when) for when, _, _ in dates_in(cell)] == days


@pytest.mark.parametrize(
    ("printed", "day", "basis"),
    [
        (
            "Listed by UN 1267 Committee on 25 January 2001 (amended on 2 May 2012)",
            "2001-01-25",
            "",
        ),
        ("Listed on: 3 Jul. 2008. (amended on 10 May 2012)", "2008-07-03", ""),
        (
            "Designated under Regulations 2011 on 2 March 2012. Relisted 1 May 2024",
            "2012-03-02",
            "",
        ),
        ("Listed 11 May 2010 (amended on 15 Apr. 2014)", "2010-05-11", ""),
        ("2022-04-21", "2022-04-21", ""),
        ("First listing: List 2001 (No. 1). Last listed on: 21/10/2010", "2001", "citation"),
        ("Amendment (No. 7) Instrument 2022", "2022", "citation"),
        ("Listed under Resolution 1483 (2003)", "None", ""),
        ("Amended on 3 May 2010", "None", ""),
    ],
)
def test_day_of_listing(printed: str, day: str, basis: str) -> None:
    when, how = listed_on(printed)
    assert (str(when), how) == (day, basis or "stated")


def test_countries_in_cells() -> None:
    assert nations("Russian and Ukrainian") == ["Russian", "Ukrainian"]
    assert nations("Bosnia and Herzegovina") == ["Bosnia and Herzegovina"]
    assert country_at_end("Quay 4, Portville, Yemen (until 2015).") == "Yemen"
    assert country_at_end("Quay 4, Portville") == ""


def test_layout_of_2026_adds_strength_number_and_measures(tmp_path: Path) -> None:
    weak = {"type": "Individual", "name_type": "Alias", "alias_strength": "Weak"}
    source = source_of(
        tmp_path,
        NEW,
        row(
            NEW,
            reference=20,
            name="Ivo MADEUP",
            type="Individual",
            name_type="Primary Name",
            additional_information="TAi.900 Title: Rafter. See also QDe.901",
            instrument_of_designation="Raft Regulations 2013",
            listing_information="Listed on 23 February 2001",
            targeted_financial_sanction="TRUE",
            travel_ban=True,
            arms_embargo=False,
        ),
        row(NEW, reference="20a", name="Ivo", **weak),
        row(
            NEW,
            reference=21,
            name="RAFT ONE",
            type="Vessel",
            name_type="Primary Name",
            imo_number=8405270,
            maritime_restriction="TRUE",
        ),
    )
    assert READER.recognises(source)
    (person, ship), account = read(source)
    assert account.unknown == {}
    assert person.names[1].kind is NameKind.WEAK_ALIAS
    # The party's own reference begins the text; the one inside is somebody else's.
    assert [(one.scheme, one.value) for one in person.identifiers] == [("un", "TAI.900")]
    (listing,) = person.listings
    assert listing.citation == "Raft Regulations 2013"
    assert str(listing.listed_on) == "2001-02-23"
    assert listing.measures == ("Targeted financial sanction", "Travel ban")
    assert ship.kind is EntityKind.VESSEL
    assert [(one.scheme, one.value) for one in ship.identifiers] == [("imo", "8405270")]
    assert ship.listings[0].measures == ("Maritime restriction",)


def test_csv_of_the_same_layout_is_read(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text(
        ",".join(NEW) + "\n8577,Ivo MADEUP,Individual,Primary Name,,5 May 1957\n", encoding="utf-8"
    )
    source = open_sources([path])[0]
    assert READER.recognises(source)
    (entity,), _ = read(source)
    assert [str(when) for _, when in entity.dates] == ["1957-05-05"]


def test_bad_rows_are_refused_and_odd_values_reported(tmp_path: Path) -> None:
    header = [*OLD, "Shoe size"]
    source = source_of(
        tmp_path,
        header,
        row(OLD, reference="n/a", name="Nobody", type="Individual", name_type="aka"),
        row(OLD, reference=4, type="Individual", name_type="aka"),
        [*row(OLD, reference=5, name="Raft", type="Balloon", name_type="Nickname"), 44],
    )
    found, account = read(source)
    assert [one.reason for one in account.refused] == ["no reference number", "no name"]
    assert found[0].kind is EntityKind.UNKNOWN
    assert set(account.unknown) == {
        ("column", "shoe size"),
        ("Type", "Balloon"),
        ("Name Type", "nickname"),
    }
    assert account.balanced


def test_missing_column_is_a_fault_of_the_whole_file(tmp_path: Path) -> None:
    header = [name for name in OLD if name != "Type"]
    source = source_of(tmp_path, header, ["2", "Raft"])
    assert READER.recognises(source)
    with pytest.raises(WatchlistError, match="columns missing: type"):
        read(source)


def test_other_files_are_not_recognised(tmp_path: Path) -> None:
    other = write_xlsx(tmp_path / "other.xlsx", {"A": [["Reference", "Colour"], ["1", "red"]]})
    empty = write_xlsx(tmp_path / "empty.xlsx", {"A": []})
    junk = tmp_path / "junk.xlsx"
    junk.write_bytes(b"PK\x03\x04 and no more")
    text = tmp_path / "a.csv"
    text.write_bytes(b"\xff\xfe\x00a,b")
    for path in (other, empty, text):
        assert not READER.recognises(open_sources([path])[0])
    with pytest.raises(WatchlistError):
        open_sources([junk])


def test_official_file_of_2024_is_read_whole(shared_dir: Path) -> None:
    folder = shared_dir / "lists" / "au"
    source = open_sources([folder / "dfat_regulation8_consolidated_202412.xlsx"])[0]
    assert READER.recognises(source)
    found, account = read(source)
    assert (account.total, account.parsed, account.refused_count) == (9553, 9553, 0)
    assert len(found) == 3062
    assert account.merged == 9553 - 3062
    assert account.unknown == {}
    # Each party has exactly one primary name, and it comes first.
    for entity in found:
        assert [n.kind for n in entity.names].count(NameKind.PRIMARY) == 1, entity.id
        assert entity.names[0].kind is NameKind.PRIMARY
    by_id = {entity.id: entity for entity in found}
    taliban = by_id["au-dfat:2"]
    assert str(taliban.listings[0].listed_on) == "2001-01-25"
    assert taliban.countries == ("AF",)
    # Rows of this party stand apart in the file.
    assert "Chernomorneftegaz CJSC" in [name.text for name in by_id["au-dfat:2940"].names]
    # Most parties are still listed in a later edition that others parsed.
    with gzip.open(folder / "dfat_records_20260822.jsonl.gz", "rt", encoding="utf-8") as lines:
        later = {f"au-dfat:{row['reference']}": row for row in map(json.loads, lines)}
    both = [entity for entity in found if entity.id in later]
    assert len(both) > 2500
    same = 0
    for entity in both:
        names = {" ".join(name["text"].split()).casefold() for name in later[entity.id]["names"]}
        same += bool(names & {name.text.casefold() for name in entity.names})
    assert same > 0.97 * len(both)


def test_name_the_party_was_listed_under_before_is_a_former_one(tmp_path: Path) -> None:
    def alias(reference: str, name: str) -> list[Cell]:
        return row(OLD, reference=reference, name=name, type="Individual", name_type="aka")

    source = source_of(
        tmp_path,
        OLD,
        row(OLD, reference=2, name="Ivo MADEUP", type="Individual", name_type="Primary name"),
        alias("2a", "Ivo Old (previously listed as)"),
        alias("2b", "Ivo Older (Previously listed as. In Arabic: إيفو )"),
        alias("2c", "Ivo (the Raft)"),
        alias("2d", "إيفو مايد ,"),
    )
    (entity,), account = read(source)
    assert [(name.text, name.kind) for name in entity.names] == [
        ("Ivo MADEUP", NameKind.PRIMARY),
        ("Ivo Old", NameKind.FORMER),
        ("Ivo Older", NameKind.FORMER),
        ("إيفو", NameKind.FORMER),
        ("Ivo (the Raft)", NameKind.ALIAS),
        ("إيفو مايد", NameKind.ALIAS),
    ]
    assert account.unknown == {}


@pytest.mark.parametrize(
    ("cell", "read_as"),
    [
        ("1965, 29 March ", [("1965-03-29", "")]),
        ("approximately 1977/1978", [("1976-01-01/1979-12-31", "")]),
        ("a) 1966 b) 1969 b) 1971", [("1966", ""), ("1969", ""), ("1971", "")]),
        (
            "3 Dec 1979; 3 March 1979 (from\nfalse paper)",
            [("1979-12-03", ""), ("1979-03-03", "from false paper")],
        ),
        ("Approximately 1955. For this aka only", [("1954-01-01/1956-12-31", "For this aka only")]),
        ("Between Aug. and Sep 1977", [("1977-08-01/1977-09-30", "")]),
    ],
)
def test_dates_are_read_in_the_forms_the_list_prints(
    cell: str, read_as: list[tuple[str, str]]
) -> None:
    assert [(str(when), remark) for when, _, remark in dates_in(cell)] == read_as


def test_names_of_states_as_lists_print_them_are_countries() -> None:
    assert countries_of(
        [
            "United Kingdom of Great Britain and Northern Ireland",
            "Afghani",
            "Iran (Islamic Republic of)",
            "North Macedonia, The Republic of",
            "Region: Gaza",
        ]
    ) == (("AF", "GB", "IR", "MK", "PS"), ())
