from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import Any

import pytest

from riskengine.errors import WatchlistError
from riskengine.model.entity import Entity, Identifier
from riskengine.vocab import EntityKind
from riskengine.watchlist.readers.contract import Ledger
from riskengine.watchlist.readers.csl.json import READER
from riskengine.watchlist.readers.csl.stream import JsonMembers
from riskengine.watchlist.source import Source, open_sources

EL = "Entity List (EL) - Bureau of Industry and Security"
SDN = "Specially Designated Nationals (SDN) - Treasury Department"
ISN = "Nonproliferation Sanctions (ISN) - State Department"

COMPANY: dict[str, Any] = {
    "source": SDN,
    "id": "906",
    "entity_number": "906",
    "type": "Entity",
    "programs": ["FOG-EO1"],
    "name": "FOG BANK LIMITED",
    "title": None,
    "addresses": [
        {"address": "4th Floor, 1 Mist Wall", "city": "London", "state": None,
         "postal_code": "E14 9XX", "country": "GB"},
        {"address": None, "city": None, "state": None, "postal_code": None, "country": "CU"},
    ],
    "alt_names": ["FOG INTERNATIONAL BANK, LTD"],
    "citizenships": [],
    "dates_of_birth": [],
    "end_date": None,
    "federal_register_notice": None,
    "ids": [
        {"type": "Company Number", "number": "01074897", "country": "GB",
         "issue_date": "1972-10-01", "expiration_date": None},
        {"type": "SWIFT/BIC", "number": "FOGBGB2L", "country": None},
    ],
    "license_policy": None,
    "license_requirement": None,
    "nationalities": [],
    "places_of_birth": [],
    "remarks": None,
    "source_information_url": "https://example.org/list",
    "source_list_url": "https://example.org/list",
}  # fmt: skip


def _write(folder: Path, content: str) -> Source:
    path = folder / "list.json"
    path.write_text(content, encoding="utf-8")
    return open_sources([path])[0]


def _source(folder: Path, *rows: Any, **about: Any) -> Source:
    return _write(folder, json.dumps({"results": list(rows), **about}))


def _read(source: Source) -> tuple[list[Entity], Ledger]:
    ledger = Ledger()
    return list(READER.read(source, ledger)), ledger


def test_an_object_comes_out_like_its_row_of_the_table(tmp_path: Path) -> None:
    source = _source(tmp_path, COMPANY, search_performed_at="2026-07-31T13:15:00+00:00")
    (entity,), ledger = _read(source)
    assert READER.recognises(source)
    assert ledger.list_date == dt.date(2026, 7, 31)
    assert entity.id == "us-ofac-sdn:906"
    assert entity.kind is EntityKind.COMPANY
    assert entity.countries == ("CU", "GB")
    assert entity.addresses == ("4th Floor, 1 Mist Wall, London, E14 9XX, GB",)
    assert entity.identifiers == (
        Identifier("ofac", "906"),
        Identifier("gb-regno", "01074897"),
        Identifier("bic", "FOGBGB2L"),
    )
    assert entity.details == (("remark", "Company Number 01074897 (GB): issued 1972-10-01"),)
    account = ledger.accounts["us-ofac-sdn"]
    assert not account.unknown
    assert account.fields["addresses"] == account.fields["name"] == 1
    assert account.fields["title"] == 0


def test_a_list_of_sanctions_may_give_a_country_of_its_own(tmp_path: Path) -> None:
    row = {
        "source": ISN,
        "programs": ["Fog Act"],
        "name": "Mist Supply ",
        "federal_register_notice": "Vol. 59, No. 44, 03/07/1994",
        "start_date": "1994-02-08",
        "end_date": "1996-02-08",
        "alt_names": ["Super Mist"],
        "country": "TH",
        "source_list_url": "",
    }
    (entity,), ledger = _read(_source(tmp_path, row))
    assert entity.id == "us-state-isn:mist-supply"
    assert entity.countries == ("TH",)
    (listing,) = entity.listings
    assert (str(listing.listed_on), str(listing.delisted_on)) == ("1994-02-08", "1996-02-08")
    assert not ledger.accounts["us-state-isn"].unknown


def test_the_day_is_that_of_the_newest_source_where_no_other_is_stated(tmp_path: Path) -> None:
    used = [
        {"source": EL, "source_last_updated": "2026-07-01T00:00:00+00:00"},
        {"source": SDN, "source_last_updated": "2026-07-09T00:00:00+00:00"},
    ]
    _, ledger = _read(_source(tmp_path, COMPANY, sources_used=used))
    assert ledger.list_date == dt.date(2026, 7, 9)


def test_a_page_of_a_search_is_not_the_whole_list(tmp_path: Path) -> None:
    _, ledger = _read(_source(tmp_path, COMPANY, total=25_921))
    account = ledger.accounts["us-ofac-sdn"]
    assert not account.complete
    assert "25921" in account.notes[0]


def test_odd_values_are_read_or_refused_never_raised(tmp_path: Path) -> None:
    rows = [
        {"source": EL, "name": None},
        {"source": EL, "name": "Fog Co.", "alt_names": "A Co.; and B Co.", "colour": "grey"},
        {"source": EL, "name": 42, "addresses": "1 Mist Road, Baku, AZ", "ids": [None, "x"]},
        {"source": None, "name": "Nobody"},
        "no object",
    ]
    entities, ledger = _read(_source(tmp_path, *rows))
    assert {entity.caption for entity in entities} == {"Fog Co.", "42"}
    assert sum(account.total for account in ledger.accounts.values()) == 5
    assert sum(account.refused_count for account in ledger.accounts.values()) == 3
    assert all(account.balanced for account in ledger.accounts.values())
    assert ledger.accounts["us-bis-el"].unknown[("column", "colour")] == 1
    company = next(entity for entity in entities if entity.caption == "Fog Co.")
    assert [name.text for name in company.names] == ["Fog Co.", "A Co.", "B Co."]


def test_a_large_file_is_read_element_by_element(tmp_path: Path) -> None:
    # Rows longer and shorter than one read, so that they end anywhere within a block.
    texts = ["x" * (37 * at % 90_000) for at in range(200)]
    source = _write(tmp_path, json.dumps({"a": 1, "results": texts, "b": [2, 3]}, indent=1))
    found = list(JsonMembers(source, "results"))
    assert [value for key, value, at in found if key == "results"] == texts
    assert [at for key, _, at in found if key == "results"] == list(range(1, 201))
    assert [(key, value) for key, value, at in found if not at] == [("a", 1), ("b", [2, 3])]


@pytest.mark.parametrize(
    "content",
    [
        '{"results": [{"name": "Fog"}',
        '{"results": [{"name": "Fo',
        '{"results": [1 2]}',
        '{"results": [1]} more',
        '{"results": {}}',
        '{"results": []}',
        '{"other": []}',
        "[1]",
        "",
        '{"results": [' + "[" * 100_000,
    ],
)
def test_a_damaged_file_is_a_fault_of_the_file(tmp_path: Path, content: str) -> None:
    with pytest.raises(WatchlistError):
        _read(_write(tmp_path, content))


@pytest.mark.parametrize(
    "content",
    [
        "",
        "[]",
        '{"results": [{"name": "x", "source": "y"}]}',
        '{"tables": {}, "entries": [], "countsBySource": {}}',
        '<a>"results" "alt_names" "start_date" "addresses" "source_list_url"</a>',
    ],
)
def test_other_files_are_not_recognised(tmp_path: Path, content: str) -> None:
    assert not READER.recognises(_write(tmp_path, content))
