"""The CSV form of the UK Sanctions List: grouping, changed columns, and the real sample."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest

from riskengine.errors import WatchlistError
from riskengine.model.entity import Entity
from riskengine.vocab import EntityKind, NameKind
from riskengine.watchlist.readers.contract import Account, Ledger
from riskengine.watchlist.readers.uk.codes import uk_codes
from riskengine.watchlist.readers.uk.csv import READER
from riskengine.watchlist.source import Source, open_sources

CODES = uk_codes()
COLUMNS = (
    *CODES.heads.values(),
    *(column for column in CODES.facts.values() if column),
    *(column for part in CODES.parts.values() for column in part.values()),
)
BASE = {
    "Unique ID": "ABC0001",
    "Designation Type": "Entity",
    "Regime Name": "The Made Up Regulations 2020",
    "Date Designated": "29/06/2012",
    "Sanctions Imposed": "Asset freeze|Travel Ban",
}


def source_of(
    tmp_path: Path,
    *lines: dict[str, str],
    columns: tuple[str, ...] = COLUMNS,
    first: str = "Report Date: 08-Oct-2026",
) -> Source:
    out = io.StringIO()
    if first:
        out.write(first + "\n")
    writer = csv.DictWriter(out, fieldnames=columns, lineterminator="\n", extrasaction="raise")
    writer.writeheader()
    writer.writerows(lines)
    path = tmp_path / "list.csv"
    path.write_text(out.getvalue(), encoding="utf-8")
    return open_sources([path])[0]


def read(source: Source) -> tuple[list[Entity], Account, Ledger]:
    ledger = Ledger()
    found = list(READER.read(source, ledger))
    return found, ledger.account("uk-sl"), ledger


def test_the_layout_has_the_58_columns_of_the_official_file() -> None:
    assert len(COLUMNS) == len(set(COLUMNS)) == 58


def test_lines_of_one_designation_are_one_entity_wherever_they_stand(tmp_path: Path) -> None:
    ship = {**BASE, "Unique ID": "ABC0002", "Designation Type": "Ship", "Name 6": "STAR"}
    source = source_of(
        tmp_path,
        {**BASE, "Name 6": "MADE UP LTD", "Name type": "Primary Name"},
        {**ship, "Name type": "Primary Name", "IMO number": "IMO9074729"},
        {
            **BASE,
            "Name 6": "MUL",
            "Name type": "Alias",
            "Alias strength": "Low quality a.k.a",
            "Address Line 1": "1 Road",
            "Address Country": "Iran",
        },
        {
            **BASE,
            "Name non-latin script": "Мейд",
            "Non-latin script language": "Russian",
            "Parent company": "Made Up Holding",
            "Business registration number (s)": "INN: 7707083893",
            "Website": "made.example",
        },
    )
    assert READER.recognises(source)
    (company, star), account, ledger = read(source)
    assert (company.id, star.id) == ("uk-sl:ABC0001", "uk-sl:ABC0002")
    assert {(name.text, name.kind) for name in company.names} == {
        ("MADE UP LTD", NameKind.PRIMARY),
        ("MUL", NameKind.WEAK_ALIAS),
        ("Мейд", NameKind.ALIAS),
    }
    assert company.addresses == ("1 Road, Iran",)
    assert company.countries == ("IR",)
    assert [tie.target for tie in company.relations] == ["Made Up Holding"]
    assert ("website", "made.example") in company.details
    assert {(held.scheme, held.value) for held in company.identifiers} == {
        ("uksl", "ABC0001"),
        ("ru-inn", "7707083893"),
    }
    assert len(company.listings) == 1
    assert company.listings[0].measures == ("Asset freeze", "Travel Ban")
    assert star.kind is EntityKind.VESSEL
    assert ("imo", "9074729") in [(held.scheme, held.value) for held in star.identifiers]
    assert (account.total, account.parsed, account.merged) == (4, 4, 2)
    assert account.complete
    assert not account.unknown
    assert str(ledger.list_date) == "2026-10-08"


def test_papers_of_a_person_keep_number_and_text_together(tmp_path: Path) -> None:
    source = source_of(
        tmp_path,
        {
            **BASE,
            "Designation Type": "Individual",
            "Name 6": "INVENTED",
            "Name 1": "ANNA",
            "Passport number": "P1234567",
            "Passport additional information": "Syria number",
            "Town of birth": "Oz",
            "Country of birth": "Iraq",
            "D.O.B": "dd/mm/1970",
            "Nationality(/ies)": "Syria",
        },
    )
    (entity,), _, _ = read(source)
    assert entity.caption == "ANNA INVENTED"
    assert ("sy-passport", "P1234567") in [(held.scheme, held.value) for held in entity.identifiers]
    assert ("place_of_birth", "Oz, Iraq") in entity.details
    assert [str(when) for _, when in entity.dates] == ["1970"]


def test_a_second_value_of_what_is_said_once_is_kept(tmp_path: Path) -> None:
    line = {**BASE, "Name 6": "MADE UP LTD"}
    source = source_of(
        tmp_path, {**line, "Other Information": "One."}, {**line, "Other Information": "Two."}
    )
    (entity,), _, _ = read(source)
    remarks = [value for label, value in entity.details if label == "remark"]
    assert remarks == ["OtherInformation: Two.", "One."]


def test_a_column_added_renamed_or_spelled_anew_is_reported(tmp_path: Path) -> None:
    renamed = {"Position": "Role", "D.O.B": "DOB", "Unique ID": "Unique  id"}
    columns = (*(renamed.get(name, name) for name in COLUMNS), "Aura")
    line = {renamed.get(name, name): value for name, value in BASE.items()}
    source = source_of(tmp_path, {**line, "Name 6": "MADE UP LTD", "Aura": "x"}, columns=columns)
    assert READER.recognises(source)
    found, account, _ = read(source)
    assert len(found) == 1
    assert set(account.unknown) == {
        ("column", "Aura"),
        ("column", "Role"),
        ("column", "missing: Position"),
    }
    assert account.complete is False


def test_a_file_without_the_column_of_names_is_refused_as_a_whole(tmp_path: Path) -> None:
    columns = tuple(name for name in COLUMNS if name != "Name 6")
    with pytest.raises(WatchlistError, match="Name6"):
        read(source_of(tmp_path, dict(BASE), columns=columns))


def test_a_file_without_a_header_is_refused_as_a_whole(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text("Report Date: 08-Oct-2026\n" + "a,b\n" * 20, encoding="utf-8")
    with pytest.raises(WatchlistError, match="header"):
        read(open_sources([path])[0])


def test_lines_without_number_name_or_of_another_width_are_refused(tmp_path: Path) -> None:
    source = source_of(
        tmp_path,
        {**BASE, "Name 6": "MADE UP LTD"},
        {**BASE, "Unique ID": "", "Name 6": "NOBODY"},
        {**BASE, "Unique ID": "ABC0003"},
    )
    with source.path.open("a", encoding="utf-8") as file:
        file.write("cut,short\n")
    found, account, _ = read(source)
    assert [entity.id for entity in found] == ["uk-sl:ABC0001"]
    assert sorted(item.reason for item in account.refused) == [
        "2 cells where the header has 58",
        "an entry without a name",
        "no Unique ID",
    ]
    assert account.balanced


@pytest.mark.parametrize(
    "body",
    [
        "",
        "Name 6,Name 1,Group Type,Alias Type,Regime\n",
        "Unique ID,x\n",
        '{"unique_id": "A1", "name6": "X", "name_type": "Primary Name", "regime_name": "R"}\n',
        "\x00\x01\xff",
        "<a/>",
    ],
)
def test_other_files_are_not_claimed(tmp_path: Path, body: str) -> None:
    path = tmp_path / "other.csv"
    path.write_text(body, encoding="utf-8")
    assert not READER.recognises(open_sources([path])[0])


def test_the_real_sample_is_read_whole(shared_dir: Path) -> None:
    (source,) = open_sources([shared_dir / "lists" / "uk" / "uksl_csv_sample_20261008.csv"])
    assert READER.recognises(source)
    (entity,), account, ledger = read(source)
    assert not account.unknown
    assert account.complete
    assert str(ledger.list_date) == "2026-10-08"
    assert (entity.id, entity.caption, entity.kind) == (
        "uk-sl:RUS2176",
        "KOROLEV PROSPECT",
        EntityKind.VESSEL,
    )
    assert ("imo", "9826902") in [(held.scheme, held.value) for held in entity.identifiers]
    assert ("owner_as_published", "Stream Ship Management FZCO") in entity.details
    assert ("flag", "Gabon") in entity.details
    assert str(entity.listings[0].listed_on) == "2024-07-31"
    assert entity.listings[0].measures == ("Shipping sanctions: (see 'Other information')",)
