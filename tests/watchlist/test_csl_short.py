from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import Any

import pytest

from riskengine.errors import WatchlistError
from riskengine.model.entity import Entity
from riskengine.watchlist import entity_from_json
from riskengine.watchlist.readers.contract import Ledger
from riskengine.watchlist.readers.csl.short import READER
from riskengine.watchlist.source import Source, open_sources

EL = "Entity List (EL) - Bureau of Industry and Security"
DTC = "ITAR Debarred (DTC) - State Department"
NEW = "Fog End Users (FEU) - Bureau of Industry and Security"


def _source(folder: Path, *entries: Any, **changes: Any) -> Source:
    data: dict[str, Any] = {
        "sourceGeneratedAt": "2026-07-31T13:15:00+00:00",
        "retrievedAt": "2026-07-31T14:14:59Z",
        "entryCount": len(entries),
        "countsBySource": {EL: 2, DTC: 1},
        "tables": {
            "sources": [EL, DTC, NEW],
            "licenceRequirements": ["All items"],
            "licencePolicies": ["Presumption of denial"],
            "programmes": [],
            "urls": [],
        },
        "entries": list(entries),
        **changes,
    }
    path = folder / "short.json"
    path.write_text(json.dumps(data), encoding="utf-8")
    return open_sources([path])[0]


def _read(source: Source) -> tuple[list[Entity], Ledger]:
    ledger = Ledger()
    return list(READER.read(source, ledger)), ledger


def test_rows_go_to_their_lists_with_date_and_counts(tmp_path: Path) -> None:
    source = _source(
        tmp_path,
        {"n": "Fog Co., Ltd.", "s": 0, "c": ["CN"], "lr": 0, "lp": 0, "fr": "90 FR 4617"},
        {"n": "Ulva Ormond", "s": 1, "fr": "58 FR 50382"},
    )
    entities, ledger = _read(source)
    assert READER.recognises(source)
    assert [entity.id for entity in entities] == [
        "us-bis-el:fog-co-ltd-cn",
        "us-state-aeca:ulva-ormond",
    ]
    assert ledger.list_date == dt.date(2026, 7, 31)
    assert str(entities[0].listings[0].listed_on) == "2025-01-16"
    assert entities[1].listings[0].program == "AECA Debarred List"
    account = ledger.accounts["us-bis-el"]
    assert (account.stated_rows, account.total) == (2, 1)
    assert account.fields == {"n": 1, "c": 1, "lr": 1, "lp": 1, "fr": 1}


def test_bad_rows_and_unknown_sources_are_refused_and_new_keys_reported(tmp_path: Path) -> None:
    source = _source(
        tmp_path,
        {"n": "Fog Co.", "s": 0, "zz": 1},
        {"n": "", "s": 0},
        {"n": "Mist Co.", "s": 0, "lr": 99},
        {"n": "Rain Co.", "s": 2},
        {"n": "Nobody", "s": 77},
        "no object",
        {"n": "Hail Co.", "s": 0, "a": [5]},
    )
    entities, ledger = _read(source)
    assert [entity.caption for entity in entities] == ["Fog Co."]
    account = ledger.accounts["us-bis-el"]
    assert account.unknown == {("column", "zz"): 1, ("source", NEW): 1}
    assert any(NEW in item.reason for item in account.refused)
    assert sum(item.total for item in ledger.accounts.values()) == 7
    assert sum(item.refused_count for item in ledger.accounts.values()) == 6
    assert all(item.balanced for item in ledger.accounts.values())


@pytest.mark.parametrize("changes", [{"entries": 5}, {"tables": []}, {"countsBySource": None}])
def test_another_layout_is_a_fault_of_the_file(tmp_path: Path, changes: dict[str, Any]) -> None:
    with pytest.raises(WatchlistError, match="shortened"):
        _read(_source(tmp_path, **changes))


@pytest.mark.parametrize("content", [b"", b"{}", b'{"results": []}', b"\xff\x00", b"[1]"])
def test_other_files_are_not_recognised(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "x.json"
    path.write_bytes(content)
    assert not READER.recognises(open_sources([path])[0])


def test_ids_are_those_of_the_bundle(shared_dir: Path, repository: Path) -> None:
    path = shared_dir / "lists" / "us" / "csl-2026-07-31" / "screening-list.json"
    rows = {
        "us-bis-el": 3_420,
        "us-bis-dpl": 1_596,
        "us-bis-uvl": 222,
        "us-bis-meu": 70,
        "us-ofac-ssi": 286,
        "us-ofac-cons": 130,
        "us-ofac-nscmic": 68,
    }
    ledger = Ledger(wanted=frozenset(rows))
    found = {entity.id for entity in READER.read(open_sources([path])[0], ledger)}
    for list_id in rows:
        with (repository / "watchlists" / list_id / "snapshot.jsonl").open(
            encoding="utf-8"
        ) as file:
            bundled = {entity_from_json(line, list_id=list_id).id for line in file}
        assert bundled == {key for key in found if key.startswith(f"{list_id}:")}
    assert {key: account.total for key, account in ledger.accounts.items()} == rows
    assert all(account.stated_rows == account.parsed for account in ledger.accounts.values())
