"""The Denied Persons List as BIS publishes it: rows to parties, dates, ids, and faults."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from riskengine.errors import WatchlistError
from riskengine.model.entity import Entity
from riskengine.model.interval import DateRange
from riskengine.vocab import EntityKind, ListingState, NameKind
from riskengine.watchlist.readers.contract import Account, Ledger
from riskengine.watchlist.readers.us.bis_dpl import READER
from riskengine.watchlist.source import Source, open_sources

COLUMNS = (
    "Name",
    "Street_Address",
    "City",
    "State",
    "Country",
    "Postal_Code",
    "Effective_Date",
    "Expiration_Date",
    "Standard_Order",
    "Last_Update",
    "Action",
    "FR_Citation",
)
USUAL = {
    "Name": "JOHN SAMPLE",
    "Street_Address": "1 MAIN STREET",
    "City": "OLD TOWN",
    "State": "TX",
    "Postal_Code": "75001",
    "Effective_Date": "03/04/2021",
    "Expiration_Date": "06/29/2031",
    "Standard_Order": "Y",
    "Last_Update": "2021-03-12",
    "Action": "FR NOTICE ADDED",
    "FR_Citation": "86 F.R. 13001 3/10/2021",
}


def row(**changed: str) -> dict[str, str]:
    return USUAL | changed


def text_of(
    *rows: dict[str, str], columns: tuple[str, ...] = COLUMNS, delimiter: str = "\t"
) -> str:
    lines = [columns, *(tuple(one.get(name, "") for name in columns) for one in rows)]
    return "\n".join(delimiter.join(f'"{cell}"' for cell in line) for line in lines) + "\n"


def read(folder: Path, text: str) -> tuple[list[Entity], Account]:
    path = folder / "dpl.txt"
    path.write_text(text, encoding="utf-8")
    (source,) = open_sources([path])
    assert READER.recognises(source)
    ledger = Ledger()
    entities = list(READER.read(source, ledger))
    account = ledger.accounts["us-bis-dpl"]
    assert account.balanced
    return entities, account


def test_a_row_becomes_a_party_with_all_it_says(tmp_path: Path) -> None:
    (party,), account = read(tmp_path, text_of(row()))
    assert party.id == "us-bis-dpl:john-sample-us"
    assert party.kind is EntityKind.UNKNOWN
    assert party.countries == ("US",)
    assert party.addresses == ("1 MAIN STREET, OLD TOWN, TX 75001",)
    (listing,) = party.listings
    assert listing.listed_on == DateRange(dt.date(2021, 3, 4), dt.date(2021, 3, 4))
    assert listing.delisted_on == DateRange(dt.date(2031, 6, 29), dt.date(2031, 6, 29))
    assert listing.listed_on_basis == "stated"
    assert listing.citation == "86 F.R. 13001 3/10/2021"
    assert listing.state(dt.date(2026, 1, 1)) is ListingState.ACTIVE
    assert listing.state(dt.date(2032, 1, 1)) is ListingState.FORMER
    assert party.details == (
        ("remark", "Standard Order: Y"),
        ("remark", "Action: FR NOTICE ADDED"),
        ("remark", "Last Update: 2021-03-12"),
    )
    assert (account.total, account.parsed, account.merged) == (1, 1, 0)
    assert account.fields["Street_Address"] == 1
    assert not account.unknown


def test_rows_of_one_party_are_joined_by_citation_or_address(tmp_path: Path) -> None:
    entities, account = read(
        tmp_path,
        text_of(
            row(),
            row(Street_Address="2 PRISON ROAD"),
            row(FR_Citation="87 F.R. 500 1/5/2022", Effective_Date="12/30/2021"),
        ),
    )
    (party,) = entities
    assert account.merged == 2
    assert len(party.addresses) == 2
    assert [one.citation for one in party.listings] == [
        "86 F.R. 13001 3/10/2021",
        "87 F.R. 500 1/5/2022",
    ]


def test_namesakes_that_share_nothing_else_stay_apart(tmp_path: Path) -> None:
    late = row(Street_Address="9 FAR ROAD", FR_Citation="90 F.R. 77 1/2/2025")
    entities, account = read(tmp_path, text_of(late, row()))
    assert len(entities) == 2
    assert account.merged == 0
    # The one cited first keeps the plain id, wherever it stands in the file.
    assert entities[1].id == "us-bis-dpl:john-sample-us"
    assert entities[0].id.startswith("us-bis-dpl:john-sample-us-")


def test_a_shared_town_without_a_street_ties_nobody(tmp_path: Path) -> None:
    first = row(Street_Address="")
    second = row(Street_Address="", FR_Citation="90 F.R. 77 1/2/2025")
    assert len(read(tmp_path, text_of(first, second))[0]) == 2


def test_citations_of_one_order_are_given_once(tmp_path: Path) -> None:
    short = row(Street_Address="2 SIDE STREET", FR_Citation="86 F.R.13001 3/10/2021")
    long = row(FR_Citation="86 F.R. 13001 3/10/2021, 87 F.R. 38707 6/29/2022")
    ((party,), _) = read(tmp_path, text_of(short, long))
    assert [one.citation for one in party.listings] == [
        "86 F.R. 13001 3/10/2021, 87 F.R. 38707 6/29/2022"
    ]


def test_a_name_within_the_name_becomes_a_further_name(tmp_path: Path) -> None:
    ((party,), _) = read(tmp_path, text_of(row(Name="JANE SAMPLE A.K.A. JANE EXAMPLE")))
    assert [(name.text, name.kind) for name in party.names] == [
        ("JANE SAMPLE", NameKind.PRIMARY),
        ("JANE EXAMPLE", NameKind.ALIAS),
    ]
    assert "A.K.A." in party.note


@pytest.mark.parametrize(
    ("country", "state", "code"),
    [
        ("GB", "", ("GB",)),
        ("", "CA", ("US",)),
        ("", "CY", ("CY",)),
        ("", "RS", ("RU",)),
        ("PRC", "", ("CN",)),
        ("", "", ()),
    ],
)
def test_the_country_comes_from_its_column_or_the_state(
    tmp_path: Path, country: str, state: str, code: tuple[str, ...]
) -> None:
    ((party,), _) = read(tmp_path, text_of(row(Country=country, State=state)))
    assert party.countries == code


def test_an_open_end_and_an_unreadable_date(tmp_path: Path) -> None:
    entities, account = read(
        tmp_path,
        text_of(
            row(Expiration_Date=""), row(Name="JANE ROE", Expiration_Date="UNTIL FURTHER NOTICE")
        ),
    )
    assert [one.listings[0].delisted_on for one in entities] == [None, None]
    assert ("date_as_published", "Expiration Date: UNTIL FURTHER NOTICE") in entities[1].details
    assert account.unknown == {("Expiration_Date", "UNTIL FURTHER NOTICE"): 1}


def test_bad_rows_are_refused_with_their_line(tmp_path: Path) -> None:
    text = text_of(row(), row(Name=" ")) + '"CUT SHORT"\t"1 ROAD"\n'
    entities, account = read(tmp_path, text)
    assert len(entities) == 1
    assert [(one.where, one.reason) for one in account.refused] == [
        ("dpl.txt line 3", "no name"),
        ("dpl.txt line 4", "2 columns where 12 are expected"),
    ]


def test_changed_columns_are_reported_and_their_values_kept(tmp_path: Path) -> None:
    columns = (*(name for name in COLUMNS if name != "Action"), "Case_Number")
    ((party,), account) = read(tmp_path, text_of(row(Case_Number="C-17"), columns=columns))
    assert ("remark", "Case_Number: C-17") in party.details
    assert set(account.unknown) == {("column", "Case_Number"), ("column", "missing: Action")}


def test_commas_and_other_spelling_of_columns_are_read(tmp_path: Path) -> None:
    text = text_of(row(), delimiter=",").replace("Street_Address", "STREET ADDRESS")
    ((party,), account) = read(tmp_path, text)
    assert party.addresses[0].startswith("1 MAIN STREET")
    assert not account.unknown


def test_a_file_without_a_needed_column_is_refused(tmp_path: Path) -> None:
    columns = tuple(name for name in COLUMNS if name != "FR_Citation")
    with pytest.raises(WatchlistError, match="no column FR_Citation"):
        read(tmp_path, text_of(row(), columns=columns))


def test_a_list_that_is_not_wanted_is_not_counted(tmp_path: Path) -> None:
    (tmp_path / "dpl.txt").write_text(text_of(row()))
    (source,) = open_sources([tmp_path])
    ledger = Ledger(wanted=frozenset({"us-bis-el"}))
    assert list(READER.read(source, ledger)) == []
    assert not ledger.accounts


@given(st.binary(max_size=200))
def test_arbitrary_bytes_are_not_claimed(data: bytes) -> None:
    source = Source(Path("nowhere"))
    source.head = data
    assert not READER.recognises(source)


def test_the_real_list_is_read_to_the_last_row(shared_dir: Path) -> None:
    (source,) = open_sources([shared_dir / "lists" / "us" / "bis-dpl-2022" / "dpl.txt"])
    ledger = Ledger()
    entities = list(READER.read(source, ledger))
    account = ledger.accounts["us-bis-dpl"]
    assert (account.total, account.parsed, account.refused_count) == (581, 581, 0)
    assert len(entities) + account.merged == 581
    assert len({entity.id for entity in entities}) == len(entities)
    assert all(entity.listings[0].listed_on is not None for entity in entities)
    assert not account.unknown


def test_ids_agree_with_those_from_the_screening_list(shared_dir: Path, repository: Path) -> None:
    path = repository / "watchlists" / "us-bis-dpl" / "snapshot.jsonl"
    lines = path.read_text(encoding="utf-8").splitlines()
    shipped: dict[str, set[str]] = {}
    for item in map(json.loads, lines):
        shipped.setdefault(item["names"][0]["text"], set()).add(item["id"])
    (source,) = open_sources([shared_dir / "lists" / "us" / "bis-dpl-2022" / "dpl.txt"])
    both = [one for one in READER.read(source, Ledger()) if one.caption in shipped]
    same = sum(one.id in shipped[one.caption] for one in both)
    assert len(both) > 400
    assert same / len(both) > 0.99
