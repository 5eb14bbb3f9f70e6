"""METI's end-user list: bilingual cells, bulleted aliases, ids without numbers, real file."""

from __future__ import annotations

import gzip
import json
from collections.abc import Sequence
from pathlib import Path

import pytest

from riskengine.errors import WatchlistError
from riskengine.model.entity import Entity
from riskengine.vocab import NameKind
from riskengine.watchlist.readers.contract import Account, Ledger
from riskengine.watchlist.readers.jp.meti import READER
from riskengine.watchlist.readers.jp.words import country_in
from riskengine.watchlist.source import Source, open_sources
from tests.watchlist.xlsx_factory import Cell, write_xlsx

HEADER = [
    "No.",
    "国名、地域名\nCountry or Region",
    "企業名､組織名\nCompany or Organization",
    "別名\nAlso Known As",
    "懸念区分\nType of WMD",
    "通常兵器\nConventional Weapons",
]
IRAN = "イラン\nIslamic Republic of Iran"


def source_of(tmp_path: Path, *rows: Sequence[Cell], header: Sequence[Cell] = HEADER) -> Source:
    path = write_xlsx(tmp_path / "eul.xlsx", {"ユーザーリスト": [header, *rows]})
    return open_sources([path])[0]


def read(source: Source) -> tuple[list[Entity], Account]:
    ledger = Ledger()
    found = list(READER.read(source, ledger))
    return found, ledger.account("jp-meti-eul")


def test_entry_has_names_country_and_weapons(tmp_path: Path) -> None:
    aliases = "・Raft Co\n•Raft (Tehran)\n(筏貿易会社)"
    source = source_of(
        tmp_path, [1, IRAN, "RAFT WORKS\n（RW）", aliases, "ミサイル、核\nM、Ｎ", "通常兵器\nCW"]
    )
    assert READER.recognises(source)
    (entity,), account = read(source)
    assert entity.id == "jp-meti-eul:raft-works-ir"
    assert [(name.text, name.kind) for name in entity.names] == [
        ("RAFT WORKS", NameKind.PRIMARY),
        ("RW", NameKind.ACRONYM),
        ("Raft Co", NameKind.ALIAS),
        ("Raft (Tehran)", NameKind.ALIAS),
        ("筏貿易会社", NameKind.ALIAS),
    ]
    assert entity.countries == ("IR",)
    assert entity.listings[0].measures == (
        "missiles (M)",
        "nuclear weapons (N)",
        "conventional weapons (CW)",
    )
    assert account.unknown == {}


def test_name_in_two_scripts_becomes_two_names(tmp_path: Path) -> None:
    printed = "Raft Trading Corporation (RTC)\n(筏貿易会社)"
    (entity,), _ = read(source_of(tmp_path, [1, "北朝鮮\nNorth Korea", printed, None, "核\nN"]))
    assert [name.text for name in entity.names] == ["Raft Trading Corporation", "RTC", "筏貿易会社"]


def test_line_without_bullet_goes_on_and_alone_is_a_name(tmp_path: Path) -> None:
    source = source_of(
        tmp_path,
        [1, IRAN, "Raft One", "・Raft Works for the\nSouthern Sea\n・Raft 1", "核\nN"],
        [2, IRAN, "Raft Two", "RAFT SECOND CO.", "核\nN"],
    )
    found, _ = read(source)
    assert [name.text for name in found[0].names][1:] == [
        "Raft Works for the Southern Sea",
        "Raft 1",
    ]
    assert [name.text for name in found[1].names][1:] == ["RAFT SECOND CO."]


def test_legal_form_is_no_acronym_and_the_last_bullet_loses_its_and(tmp_path: Path) -> None:
    source = source_of(tmp_path, [1, IRAN, "Raft Works (LTD)", "・Raft A; and\n・Raft B", "核\nN"])
    (entity,), _ = read(source)
    assert [name.text for name in entity.names] == ["Raft Works (LTD)", "Raft A", "Raft B"]


def test_ids_do_not_hang_on_running_numbers(tmp_path: Path) -> None:
    one = [1, IRAN, "Raft One", None, "核\nN"]
    two = [2, IRAN, "Raft Two", None, "核\nN"]
    first, _ = read(source_of(tmp_path, one, two))
    second, _ = read(source_of(tmp_path, [1, *two[1:]], [2, *one[1:]]))
    assert {e.id: e.caption for e in first} == {e.id: e.caption for e in second}


def test_equal_names_are_kept_apart_by_content_and_repeats_are_one(tmp_path: Path) -> None:
    source = source_of(
        tmp_path,
        [1, IRAN, "Raft", "・Raft A", "核\nN"],
        [2, IRAN, "RAFT", "・Raft B", "核\nN"],
        [3, IRAN, "RAFT", "・Raft B", "核\nN"],
    )
    found, account = read(source)
    assert len({entity.id for entity in found}) == len(found) == 2
    assert (account.total, account.parsed, account.merged) == (3, 3, 1)


def test_odd_values_are_read_and_reported(tmp_path: Path) -> None:
    header = [*HEADER, "色\nColour"]
    source = source_of(
        tmp_path,
        [1, "月\nMoon", "Raft", None, "レーザー\nL", None, "red"],
        [2, IRAN, None, "・Raft B", "核\nN"],
        [3],
        header=header,
    )
    found, account = read(source)
    assert found[0].countries == ()
    assert found[0].listings[0].measures == ("L",)
    assert set(account.unknown) == {
        ("column", "色 Colour"),
        ("Country or Region", "月 Moon"),
        ("Type of WMD", "L"),
    }
    assert [one.reason for one in account.refused] == ["no name"]
    assert account.total == 2


def test_header_may_stand_lower_and_must_be_there(tmp_path: Path) -> None:
    path = write_xlsx(
        tmp_path / "low.xlsx",
        {"S": [["外国ユーザーリスト"], HEADER, [1, IRAN, "Raft", None, "核\nN"]]},
    )
    source = open_sources([path])[0]
    assert READER.recognises(source)
    assert len(read(source)[0]) == 1
    other = open_sources([write_xlsx(tmp_path / "o.xlsx", {"S": [["a", "b"]]})])[0]
    assert not READER.recognises(other)
    with pytest.raises(WatchlistError, match="no header"):
        read(other)
    text = tmp_path / "a.txt"
    text.write_bytes(b"\x00\x01 no workbook")
    assert not READER.recognises(Source(text))


def test_countries_in_japanese_and_english() -> None:
    assert country_in("アフガニスタン\nIslamic Republic of Afghanistan") == "AF"
    assert country_in("State of Israel") == "IL"
    assert country_in("エジプトEgypt") == "EG"
    assert country_in("ウガンダ共和国") == "UG"
    assert country_in("月") == ""


def test_official_file_is_read_as_others_read_it(shared_dir: Path) -> None:
    folder = shared_dir / "lists" / "jp"
    source = open_sources([folder / "meti_foreign_end_user_list_20250929.xlsx"])[0]
    assert READER.recognises(source)
    found, account = read(source)
    assert (account.total, account.parsed, account.refused_count) == (835, 835, 0)
    assert len({entity.id for entity in found}) == 835
    assert account.unknown == {}
    assert all(entity.countries for entity in found)
    data = gzip.decompress((folder / "meti_foreign_end_user_list_20250929.json.gz").read_bytes())
    rows = sorted(json.loads(data), key=lambda row: int(row["id"].rpartition("-")[2]))
    assert len(rows) == len(found)
    for entity, row in zip(found, rows, strict=True):
        names = "".join(name.text for name in entity.names).casefold()
        start = row["entity_name"].split("(")[0].split("（")[0]
        assert "".join(start.casefold().split()) in "".join(names.split()), entity.id
