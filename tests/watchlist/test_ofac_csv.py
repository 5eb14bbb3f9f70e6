"""OFAC's classic CSV sets: which file is which, what becomes of each row, which list it is on."""

from __future__ import annotations

import datetime as dt
import gzip
from collections import Counter
from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from riskengine.errors import WatchlistError
from riskengine.model.entity import Entity, Identifier
from riskengine.model.interval import DateRange
from riskengine.vocab import EntityKind, NameKind
from riskengine.watchlist.readers.contract import Ledger
from riskengine.watchlist.readers.ofac.csv import READERS, OfacCsv, OfacCsvCompanion
from riskengine.watchlist.readers.ofac.csv_set import programs_of
from riskengine.watchlist.source import Source, open_sources

CSV, COMPANION = READERS


def primary_row(
    number: str,
    name: str,
    *,
    kind: str = "-0- ",
    programs: str = "SDGT",
    vessel: tuple[str, ...] = ("-0- ",) * 7,
    remarks: str = "-0- ",
) -> str:
    quoted = ",".join(cell if cell == "-0- " else f'"{cell}"' for cell in vessel)
    remark = remarks if remarks == "-0- " else f'"{remarks}"'
    type_ = kind if kind == "-0- " else f'"{kind}"'
    return f'{number},"{name}",{type_},"{programs}",{quoted},{remark}'


SDN_ROWS = (
    primary_row("11", "SAMPLE TRADING CO.", programs="SDGT] [IFSR", remarks="a.k.a. 'STC'."),
    primary_row("12", "DOE, John", kind="individual", remarks="DOB 1970; Linked To: HARBOUR STAR."),
    primary_row(
        "13",
        "HARBOUR STAR",
        kind="vessel",
        vessel=("-0- ", "ABC1", "Tug", "2595", "212", "Panama", "Sample Owner"),
        remarks="Vessel Registration Identification IMO 9074729.",
    ),
)
ADD_ROWS = (
    '11,1,"1 Quay Street","Port Town 123","Iran","By the gate"',
    '11,2,-0- ,-0- ,"Korea, North",-0- ',
    "12,3,-0- ,-0- ,-0- ,-0- ",
    '13,4,-0- ,"Gaza","Region: Gaza",-0- ',
)
ALT_ROWS = (
    '11,5,"aka","SAMPLE GENERAL TRADING",-0- ',
    '11,6,"fka","OLD SAMPLE",-0- ',
    '12,7,"nka","ROE, John","uncertain"',
)


def written(folder: Path, files: Mapping[str, tuple[str, ...]], *, end: str = "\r\n") -> Path:
    for name, rows in files.items():
        text = end.join(rows) + end + "\x1a"
        (folder / name).write_bytes(text.encode("latin-1"))
    return folder


def sources(*paths: Path) -> dict[str, Source]:
    return {source.name: source for source in open_sources(list(paths))}


def read(source: Source, wanted: tuple[str, ...] = ()) -> tuple[dict[str, Entity], Ledger]:
    ledger = Ledger(wanted=frozenset(wanted))
    entities = list(OfacCsv().read(source, ledger))
    by_id = {entity.id: entity for entity in entities}
    assert len(by_id) == len(entities)
    assert all(account.balanced for account in ledger.accounts.values())
    return by_id, ledger


def rows_by_file(ledger: Ledger) -> Counter[str]:
    total: Counter[str] = Counter()
    for account in ledger.accounts.values():
        total.update(account.rows)
    return total


@pytest.fixture
def sdn_set(tmp_path: Path) -> dict[str, Source]:
    files = {"sdn.csv": SDN_ROWS, "add.csv": ADD_ROWS, "alt.csv": ALT_ROWS}
    return sources(written(tmp_path, files))


def test_files_of_a_set_are_told_apart_by_their_content(sdn_set: dict[str, Source]) -> None:
    assert CSV.recognises(sdn_set["sdn.csv"])
    assert not COMPANION.recognises(sdn_set["sdn.csv"])
    for name in ("add.csv", "alt.csv"):
        assert COMPANION.recognises(sdn_set[name])
        assert not CSV.recognises(sdn_set[name])


@given(st.binary(max_size=200))
def test_arbitrary_bytes_are_no_ofac_file(data: bytes) -> None:
    source = Source(Path("nowhere"))
    source.head = data
    assert not any(reader.recognises(source) for reader in READERS)


@pytest.mark.parametrize(
    "text",
    [
        "_id,source,entity_number\n1,SDN,11\n",
        "1,2\n3,4\n",
        "7,Some text without any label\n",
        "1;A;B\n",
        '<?xml version="1.0"?><sdnList/>',
    ],
)
def test_other_tables_are_not_claimed(tmp_path: Path, text: str) -> None:
    (tmp_path / "file.csv").write_text(text)
    (source,) = open_sources([tmp_path])
    assert not any(reader.recognises(source) for reader in READERS)


def test_a_set_is_joined_and_every_row_accounted_for(sdn_set: dict[str, Source]) -> None:
    entities, ledger = read(sdn_set["sdn.csv"])
    account = ledger.accounts["us-ofac-sdn"]
    assert account.rows == Counter({"sdn.csv": 3, "add.csv": 4, "alt.csv": 3})
    assert account.parsed == 10
    assert account.complete
    assert account.fields["SDN_Name"] == 3
    assert account.fields["addresses: Country"] == 3
    assert not account.unknown

    company = entities["us-ofac-sdn:11"]
    assert company.kind is EntityKind.COMPANY
    assert [(name.text, name.kind) for name in company.names] == [
        ("SAMPLE TRADING CO.", NameKind.PRIMARY),
        ("SAMPLE GENERAL TRADING", NameKind.ALIAS),
        ("OLD SAMPLE", NameKind.FORMER),
        ("STC", NameKind.WEAK_ALIAS),
    ]
    assert company.countries == ("IR", "KP")
    assert company.addresses == ("1 Quay Street, Port Town 123, Iran", "Korea, North")
    assert ("remark", "Address remark: By the gate") in company.details
    assert [(one.program, one.entry) for one in company.listings] == [
        ("SDGT", "11"),
        ("IFSR", "11"),
    ]
    assert company.identifiers == (Identifier("ofac", "11"),)


def test_people_and_vessels_keep_all_their_columns(sdn_set: dict[str, Source]) -> None:
    entities, _ = read(sdn_set["sdn.csv"])
    person = entities["us-ofac-sdn:12"]
    assert person.kind is EntityKind.PERSON
    assert person.names[1].kind is NameKind.ALIAS
    assert ("remark", "Further name ROE, John: uncertain") in person.details
    assert person.relations[0].target == "us-ofac-sdn:13"
    vessel = entities["us-ofac-sdn:13"]
    assert vessel.kind is EntityKind.VESSEL
    assert dict(vessel.details) == {
        "call_sign": "ABC1",
        "vessel_type": "Tug",
        "tonnage": "2595",
        "gross_tonnage": "212",
        "flag": "Panama",
        "owner_as_published": "Sample Owner",
    }
    assert vessel.countries == ("PA", "PS")
    assert Identifier("imo", "9074729") in vessel.identifiers


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_gzipped_sets_and_either_line_end_read_the_same(tmp_path: Path, end: str) -> None:
    written(tmp_path, {"sdn.csv": SDN_ROWS, "add.csv": ADD_ROWS, "alt.csv": ALT_ROWS}, end=end)
    plain, _ = read(sources(tmp_path)["sdn.csv"])
    for path in list(tmp_path.iterdir()):
        path.with_name(f"{path.name}.gz").write_bytes(gzip.compress(path.read_bytes()))
        path.unlink()
    packed, _ = read(sources(tmp_path)["sdn.csv"])
    assert packed == plain


def test_a_primary_file_alone_is_read_and_called_incomplete(tmp_path: Path) -> None:
    entities, ledger = read(sources(written(tmp_path, {"sdn.csv": SDN_ROWS}))["sdn.csv"])
    account = ledger.accounts["us-ofac-sdn"]
    assert len(entities) == 3
    assert not account.complete
    assert account.notes == [
        "sdn.csv was read without its companion files: addresses and further names are missing."
    ]


def test_companions_under_other_names_are_found_by_shape(tmp_path: Path) -> None:
    files = {"2026-sdn.csv": SDN_ROWS, "2026-adr.csv": ADD_ROWS, "2026-alt.csv": ALT_ROWS}
    entities, ledger = read(sources(written(tmp_path, files))["2026-sdn.csv"])
    assert ledger.accounts["us-ofac-sdn"].complete
    assert entities["us-ofac-sdn:11"].addresses


def test_two_files_of_one_shape_are_not_guessed_between(tmp_path: Path) -> None:
    files = {"x.csv": SDN_ROWS, "a1.csv": ADD_ROWS, "a2.csv": ADD_ROWS, "n.csv": ALT_ROWS}
    found = sources(written(tmp_path, files))
    _, ledger = read(found["x.csv"])
    assert not ledger.accounts["us-ofac-sdn"].complete
    with pytest.raises(WatchlistError, match="without its primary file"):
        list(COMPANION.read(found["a1.csv"], Ledger()))


def test_a_companion_is_quiet_beside_its_primary_and_refused_alone(
    sdn_set: dict[str, Source], tmp_path: Path
) -> None:
    ledger = Ledger()
    assert list(COMPANION.read(sdn_set["add.csv"], ledger)) == []
    assert not ledger.accounts
    for name in ("add.csv", "alt.csv"):
        (alone,) = open_sources([tmp_path / name])
        with pytest.raises(WatchlistError) as caught:
            list(OfacCsvCompanion().read(alone, Ledger()))
        assert "sdn.csv" in (caught.value.hint or "")


def test_rows_that_cannot_be_read_are_refused_and_counted(tmp_path: Path) -> None:
    files = {
        "sdn.csv": (*SDN_ROWS, *SDN_ROWS[1:] * 10, '14,"TOO SHORT",-0- ', primary_row("15", " ")),
        "add.csv": (*ADD_ROWS, '99,9,"Nowhere",-0- ,-0- ,-0- '),
        "alt.csv": (*ALT_ROWS, '11,10,"aka",-0- ,-0- '),
    }
    entities, ledger = read(sources(written(tmp_path, files))["sdn.csv"])
    account = ledger.accounts["us-ofac-sdn"]
    assert len(entities) == 3
    assert account.merged == 20
    assert [(one.where, one.reason) for one in account.refused] == [
        ("sdn.csv line 24", "3 columns where 12 are expected"),
        ("sdn.csv line 25", "no name"),
        ("add.csv line 5", "no entry '99' in the primary file"),
        ("alt.csv line 4", "no name"),
    ]
    assert account.rows == Counter({"sdn.csv": 25, "add.csv": 5, "alt.csv": 4})


def test_unknown_codes_and_columns_are_read_and_reported(tmp_path: Path) -> None:
    row = primary_row("11", "SAMPLE", kind="spacecraft") + ',"new fact"'
    files = {"sdn.csv": (row,), "add.csv": ADD_ROWS[:1], "alt.csv": ('11,5,"xka","OTHER",-0- ',)}
    entities, ledger = read(sources(written(tmp_path, files))["sdn.csv"])
    (entity,) = entities.values()
    assert entity.kind is EntityKind.UNKNOWN
    assert [name.text for name in entity.names] == ["SAMPLE", "OTHER"]
    assert ("remark", "Further columns: new fact") in entity.details
    assert set(ledger.accounts["us-ofac-sdn"].unknown) == {
        ("SDN_Type", "spacecraft"),
        ("alt_type", "xka"),
        ("column", "column 13 to 13"),
    }


def test_a_file_that_lost_a_column_is_refused_as_a_whole(tmp_path: Path) -> None:
    rows = tuple(row.rsplit(",", 1)[0] for row in (SDN_ROWS[2], primary_row("14", "X")))
    source = sources(written(tmp_path, {"sdn.csv": rows}))["sdn.csv"]
    assert CSV.recognises(source)
    with pytest.raises(WatchlistError, match="11 columns where 12 are expected"):
        list(OfacCsv().read(source, Ledger()))


def test_a_header_that_a_copy_adds_is_no_row(tmp_path: Path) -> None:
    header = "ent_num,SDN_Name,SDN_Type,Program,Title,Call_Sign,Vess_type,Tonnage,GRT,a,b,Remarks"
    source = sources(written(tmp_path, {"sdn.csv": (header, *SDN_ROWS)}))["sdn.csv"]
    assert CSV.recognises(source)
    entities, ledger = read(source)
    assert len(entities) == ledger.accounts["us-ofac-sdn"].total == 3


def test_an_overlong_remark_is_joined_with_its_end(tmp_path: Path) -> None:
    start = ("a.k.a. 'FILLER NAME'; " * 60)[:989] + "; Passport "
    row = primary_row("12", "DOE, Jane", kind="individual", remarks=start)
    assert len(start) == 1000
    folder = written(tmp_path, {"sdn.csv": (row,), "sdn_comments.csv": ('12,"A99 (Iran)."',)})
    entities, ledger = read(sources(folder)["sdn.csv"])
    assert Identifier("ir-passport", "A99") in entities["us-ofac-sdn:12"].identifiers
    assert ledger.accounts["us-ofac-sdn"].rows["sdn_comments.csv"] == 1

    (folder / "sdn_comments.csv").unlink()
    cut, ledger = read(sources(folder)["sdn.csv"])
    assert cut["us-ofac-sdn:12"].identifiers == (Identifier("ofac", "12"),)
    assert any("cut at 1000" in note for note in ledger.accounts["us-ofac-sdn"].notes)


DIRECTIVE = (
    "Executive Order 13662 Directive Determination - Subject to Directive 1;"
    " Executive Order 14024 Directive Information Subject to Directive 3 - Sample text.;"
    " Listing Date (EO 14024 Directive 3): 24 Feb 2022"
)
CONS_ROWS = (
    primary_row("21", "SAMPLE, Member", kind="individual", programs="SDGT] [NS-PLC"),
    primary_row("22", "SECTOR BANK", programs="UKRAINE-EO13662"),
    primary_row("23", "BOTH BANK", programs="UKRAINE-EO13662] [RUSSIA-EO14024", remarks=DIRECTIVE),
    primary_row(
        "24",
        "BLOCKED BANK",
        programs="UKRAINE-EO13662] [RUSSIA-EO14024",
        remarks=f"{DIRECTIVE}; Secondary sanctions risk: See Section 11 of Executive Order 14024.",
    ),
    primary_row(
        "25", "FAR EAST CORP", programs="CMIC-EO13959", remarks="Listing Date (CMIC) 03 Jun 2021"
    ),
    primary_row("26", "MENU MINISTRY", programs="RUSSIA-EO14024"),
)


@pytest.fixture
def cons_set(tmp_path: Path) -> dict[str, Source]:
    files = {
        "cons_prim.csv": CONS_ROWS,
        "cons_add.csv": ('23,1,-0- ,"Town","Russia",-0- ', "25,2,-0- ,-0- ,-0- ,-0- "),
        "cons_alt.csv": ('23,3,"aka","BOTH",-0- ',),
    }
    return sources(written(tmp_path, files))


def test_entries_of_the_consolidated_set_go_to_their_lists(cons_set: dict[str, Source]) -> None:
    entities, ledger = read(cons_set["cons_prim.csv"])
    assert list(entities) == [
        "us-ofac-cons:21",
        "us-ofac-ssi:22",
        "us-ofac-ssi:23",
        "us-ofac-cons:23",
        "us-ofac-ssi:24",
        "us-ofac-nscmic:25",
        "us-ofac-cons:26",
    ]
    both = [entities[f"us-ofac-{name}:23"] for name in ("ssi", "cons")]
    assert [[one.program for one in entity.listings] for entity in both] == [
        ["UKRAINE-EO13662"],
        ["RUSSIA-EO14024"],
    ]
    assert [entity.listings[0].measures for entity in both] == [
        ("Subject to Directive 1",),
        ("Subject to Directive 3",),
    ]
    assert both[0].listings[0].listed_on is None
    assert both[1].listings[0].listed_on == DateRange(dt.date(2022, 2, 24), dt.date(2022, 2, 24))
    assert all([name.text for name in entity.names] == ["BOTH BANK", "BOTH"] for entity in both)
    cmic = entities["us-ofac-nscmic:25"].listings[0]
    assert cmic.listed_on == DateRange(dt.date(2021, 6, 3), dt.date(2021, 6, 3))
    assert rows_by_file(ledger) == Counter(
        {"cons_prim.csv": 6, "cons_add.csv": 2, "cons_alt.csv": 1}
    )
    assert ledger.accounts["us-ofac-cons"].notes == [
        "Entries whose rows are counted under us-ofac-ssi: 1."
    ]


def test_a_party_blocked_meanwhile_is_not_called_under_a_directive(
    cons_set: dict[str, Source],
) -> None:
    entities, _ = read(cons_set["cons_prim.csv"])
    assert "us-ofac-cons:24" not in entities
    assert "RUSSIA-EO14024" in entities["us-ofac-ssi:24"].note


def test_only_wanted_lists_are_read_and_counted(cons_set: dict[str, Source]) -> None:
    entities, ledger = read(cons_set["cons_prim.csv"], wanted=("us-ofac-cons",))
    assert set(entities) == {"us-ofac-cons:21", "us-ofac-cons:23", "us-ofac-cons:26"}
    assert set(ledger.accounts) == {"us-ofac-cons"}
    assert rows_by_file(ledger)["cons_prim.csv"] == 3


def test_both_sets_in_one_folder_keep_to_their_own_companions(tmp_path: Path) -> None:
    files = {
        "sdn.csv": SDN_ROWS,
        "add.csv": ADD_ROWS,
        "alt.csv": ALT_ROWS,
        "cons_prim.csv": CONS_ROWS,
        "cons_add.csv": ('22,1,-0- ,"Town","Russia",-0- ',),
    }
    found = sources(written(tmp_path, files))
    _, ledger = read(found["cons_prim.csv"])
    assert not ledger.accounts["us-ofac-ssi"].complete
    assert "further names are missing" in ledger.accounts["us-ofac-ssi"].notes[0]
    _, ledger = read(found["sdn.csv"])
    assert ledger.accounts["us-ofac-sdn"].rows["add.csv"] == 4


def test_several_programmes_in_one_cell_are_parted() -> None:
    assert programs_of("SDGT] [NS-PLC") == ("SDGT", "NS-PLC")
    assert programs_of("CAATSA - RUSSIA") == ("CAATSA - RUSSIA",)
    assert programs_of("") == ()


@pytest.mark.parametrize(
    ("folder", "primary", "entities", "rows", "refused"),
    [
        (
            "ofac-sdn-2022-01-31",
            "sdn.csv",
            {"us-ofac-sdn": 9_043},
            {"sdn.csv": 9_044, "add.csv": 13_625, "alt.csv": 12_409},
            1,
        ),
        ("ofac-sdn-2024-05-03", "sdn.csv", {"us-ofac-sdn": 14_965}, {"sdn.csv": 14_965}, 0),
        (
            "ofac-sdn-2026-08-02",
            "sdn_rebuilt.csv",
            {"us-ofac-sdn": 19_181},
            {
                "sdn_rebuilt.csv": 19_181,
                "add.csv": 24_920,
                "alt.csv": 20_169,
                "sdn_comments.csv": 33,
            },
            0,
        ),
        (
            "ofac-cons-2025-12-19",
            "cons_prim.csv",
            {"us-ofac-ssi": 286, "us-ofac-cons": 91, "us-ofac-nscmic": 68},
            {
                "cons_prim.csv": 442,
                "cons_add.csv": 574,
                "cons_alt.csv": 1_073,
                "cons_comments.csv": 10,
            },
            0,
        ),
    ],
)
def test_real_sets_are_read_to_the_last_row(
    shared_dir: Path,
    folder: str,
    primary: str,
    entities: dict[str, int],
    rows: dict[str, int],
    refused: int,
) -> None:
    found, ledger = read(sources(shared_dir / "lists" / "us" / folder)[primary])
    assert Counter(entity.list_id for entity in found.values()) == Counter(entities)
    assert rows_by_file(ledger) == Counter(rows)
    assert sum(account.refused_count for account in ledger.accounts.values()) == refused
    assert not any(account.unknown for account in ledger.accounts.values())
