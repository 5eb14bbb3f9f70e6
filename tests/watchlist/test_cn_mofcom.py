"""Lists of China's Ministry of Commerce as JSON: lists by id, names, dates, real file."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from riskengine.errors import WatchlistError
from riskengine.model.entity import Entity
from riskengine.vocab import EntityKind, NameKind
from riskengine.watchlist.readers.cn.mofcom import READER
from riskengine.watchlist.readers.contract import Ledger
from riskengine.watchlist.source import Source, open_sources


def entry(**changes: Any) -> dict[str, Any]:
    return {
        "id": "cn-wl-1",
        "entity_name": "Raft Works, Inc.",
        "aliases": ["筏工程公司"],
        "addresses": ["1 Quay Road"],
        "country": "cn",
        "entity_type": "organization",
        "date_added": "2025-01-02",
        "last_verified": "2026-07-19",
        "list_id": "cn-export-control-watchlist",
        "reason": "rafting",
        "source_url": "https://example.org/1",
        **changes,
    }


def source_of(tmp_path: Path, rows: object) -> Source:
    path = tmp_path / "lists.json"
    path.write_text(json.dumps(rows, ensure_ascii=False), encoding="utf-8")
    return open_sources([path])[0]


def read(source: Source, *wanted: str) -> tuple[list[Entity], Ledger]:
    ledger = Ledger(wanted=frozenset(wanted))
    return list(READER.read(source, ledger)), ledger


def test_entry_goes_to_its_list_with_both_names(tmp_path: Path) -> None:
    source = source_of(tmp_path, [entry()])
    assert READER.recognises(source)
    (entity,), ledger = read(source)
    assert entity.id == "cn-mofcom-ecl:raft-works-inc"
    assert entity.kind is EntityKind.COMPANY
    assert [(name.text, name.kind, name.language) for name in entity.names] == [
        ("Raft Works, Inc.", NameKind.PRIMARY, None),
        ("筏工程公司", NameKind.ALIAS, "zh"),
    ]
    # The country is the one that lists, which says nothing of the party.
    assert entity.countries == ()
    assert str(entity.listings[0].listed_on) == "2025-01-02"
    assert str(ledger.list_date) == "2026-07-19"
    assert ledger.account("cn-mofcom-ecl").unknown == {}


def test_words_of_the_sentence_around_a_name_are_left_out(tmp_path: Path) -> None:
    rows = [
        entry(entity_name="Raft Corp", aliases=["参与对台湾地区军售的筏公司"]),
        entry(entity_name="木筏公司（Raft Technologies Co.）等6家实体", aliases=[]),
    ]
    found, _ = read(source_of(tmp_path, rows))
    assert [name.text for name in found[0].names] == ["Raft Corp", "筏公司"]
    assert [name.text for name in found[1].names] == ["Raft Technologies Co.", "木筏公司"]


def test_lists_are_told_apart_and_only_wanted_ones_given(tmp_path: Path) -> None:
    rows = [entry(), entry(list_id="cn-unreliable-entity-list"), entry(list_id="cn-attention-list")]
    found, ledger = read(source_of(tmp_path, rows))
    assert [entity.list_id for entity in found] == [
        "cn-mofcom-ecl",
        "cn-mofcom-uel",
        "cn-mofcom-attention",
    ]
    only, _ = read(source_of(tmp_path, rows), "cn-mofcom-uel")
    assert [entity.list_id for entity in only] == ["cn-mofcom-uel"]
    assert all(account.balanced for account in ledger.accounts.values())


def test_party_listed_twice_is_one_entity_with_two_listings(tmp_path: Path) -> None:
    rows = [entry(), entry(id="cn-wl-2", date_added="2025-04-04")]
    (entity,), ledger = read(source_of(tmp_path, rows))
    assert [str(one.listed_on) for one in entity.listings] == ["2025-01-02", "2025-04-04"]
    assert ledger.account("cn-mofcom-ecl").merged == 1


def test_bad_rows_are_refused_and_new_keys_reported(tmp_path: Path) -> None:
    rows = [
        entry(list_id="cn-moon-list"),
        entry(entity_name=" "),
        "no object",
        entry(colour="red", date_added="soon"),
    ]
    found, ledger = read(source_of(tmp_path, rows))
    account = ledger.account("cn-mofcom-ecl")
    assert [one.reason for one in account.refused] == [
        "list not known: 'cn-moon-list'",
        "no name",
        "no JSON object",
    ]
    assert found[0].listings[0].listed_on is None
    assert set(account.unknown) == {("column", "colour"), ("date_added", "soon")}
    assert account.balanced


def test_other_json_is_not_recognised_and_broken_json_a_fault(tmp_path: Path) -> None:
    assert not READER.recognises(source_of(tmp_path, [entry(list_id="jp-end-user-list")]))
    assert not READER.recognises(source_of(tmp_path, {"entity_name": "x", "list_id": "y"}))
    for number, data in enumerate((b"", b"[", b"\x00\xff", b"<a/>")):
        path = tmp_path / f"{number}.bin"
        path.write_bytes(data)
        assert not READER.recognises(Source(path))
    cut = tmp_path / "cut.json"
    cut.write_text(json.dumps([entry()])[:-5], encoding="utf-8")
    with pytest.raises(WatchlistError, match="not JSON"):
        read(open_sources([cut])[0])


def test_registry_file_is_read_whole(shared_dir: Path) -> None:
    source = open_sources([shared_dir / "lists" / "cn" / "mofcom_lists_20260719.json"])[0]
    assert READER.recognises(source)
    found, ledger = read(source)
    counts = {name: account.total for name, account in ledger.accounts.items()}
    assert counts == {"cn-mofcom-ecl": 139, "cn-mofcom-uel": 61, "cn-mofcom-attention": 40}
    for account in ledger.accounts.values():
        assert (account.refused_count, account.unknown) == (0, {})
    assert len(found) == len({entity.id for entity in found}) == 240
    assert not any("参与" in name.text for entity in found for name in entity.names)
