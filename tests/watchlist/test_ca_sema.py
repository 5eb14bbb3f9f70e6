"""The Canadian list: aliases in one string, keys made of three fields, real files."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from riskengine.errors import WatchlistError
from riskengine.model.entity import Entity
from riskengine.vocab import EntityKind, NameKind
from riskengine.watchlist.readers.ca.aliases import (
    bracketed_names,
    in_two_languages,
    split_aliases,
)
from riskengine.watchlist.readers.ca.sema import READER
from riskengine.watchlist.readers.contract import Account, Ledger
from riskengine.watchlist.source import Source, open_sources


def source_of(tmp_path: Path, *records: str) -> Source:
    path = tmp_path / "sema.xml"
    path.write_text(f"<data-set>{''.join(records)}</data-set>", encoding="utf-8")
    return open_sources([path])[0]


def record(country: str = "Islandia / Islandie", item: str = "1", **fields: str) -> str:
    inner = "".join(f"<{tag}>{value}</{tag}>" for tag, value in fields.items())
    place = f"<Schedule>1, Part 1</Schedule><Item>{item}</Item>"
    return f"<record><Country>{country}</Country>{inner}{place}</record>"


def read(source: Source) -> tuple[list[Entity], Account]:
    ledger = Ledger()
    found = list(READER.read(source, ledger))
    return found, ledger.account("ca-sema")


@pytest.mark.parametrize(
    ("printed", "names"),
    [
        ("Raft Works, Old Raft", ["Raft Works", "Old Raft"]),
        ("Raft Works Co., Ltd., Old Raft, Inc.", ["Raft Works Co., Ltd.", "Old Raft, Inc."]),
        ("Raft Works, LLC (RW), Raftco", ["Raft Works, LLC (RW)", "Raftco"]),
        ("RAF, SA, RAFT", ["RAF", "SA", "RAFT"]),
        ("(Raftbank)", ["Raftbank"]),
        ("a.k.a. Raft One; also known as “Raft Two”", ["Raft One", "Raft Two"]),
        ("Raft (One, Two), Three", ["Raft (One, Two)", "Three"]),
        ("GORT/ORTAS", ["GORT", "ORTAS"]),
        ("Raft A/S", ["Raft A/S"]),
        (" , ", []),
    ],
)
def test_aliases_are_parted_at_commas_that_part_names(printed: str, names: list[str]) -> None:
    assert split_aliases(printed) == names


def test_names_in_brackets_are_told_apart() -> None:
    assert bracketed_names("Raft Works (RW)") == ("Raft Works", [], ["RW"])
    name, aliases, _ = bracketed_names("Raft Works (also known as Raftco) (or Raft Ltd)")
    assert (name, aliases) == ("Raft Works", ["Raftco", "Raft Ltd"])
    # A place or a country in brackets tells sisters apart and stays.
    assert bracketed_names("Raft Works (Kyaikto)")[0] == "Raft Works (Kyaikto)"
    assert bracketed_names("Raft Foundation (KENYA)")[0] == "Raft Foundation (KENYA)"


def test_english_and_french_name_are_parted() -> None:
    assert in_two_languages("Raft Institute/Institut de radeaux")[1] == "Institut de radeaux"
    assert in_two_languages("Steel Mills (Bi/Pyi)") == ("Steel Mills (Bi/Pyi)", "")


def test_person_has_regime_as_program_and_no_country(tmp_path: Path) -> None:
    source = source_of(
        tmp_path,
        record(
            country="Russia / Russie",
            LastName="MADEUP (MAYDUP)",
            GivenName="Ivo\xa0",
            TitleOrShip="Colonel",
            DateOfBirthOrShipBuildDate="1963 or 1964",
            DateOfListing="2022-03-08",
        ),
    )
    (entity,), account = read(source)
    assert entity.id == "ca-sema:russia-1-part-1-1"
    assert entity.kind is EntityKind.PERSON
    assert [name.text for name in entity.names] == ["Ivo MADEUP", "Ivo MAYDUP"]
    assert entity.countries == ()
    assert [str(when) for _, when in entity.dates] == ["1963", "1964"]
    (listing,) = entity.listings
    assert (listing.program, listing.entry) == ("Russia / Russie", "Schedule 1, Part 1, item 1")
    assert str(listing.listed_on) == "2022-03-08"
    assert ("title", "Colonel") in entity.details
    assert account.unknown == {}


def test_one_word_alias_of_a_person_is_weak(tmp_path: Path) -> None:
    source = source_of(
        tmp_path, record(LastName="MADEUP", GivenName="Ivo", Aliases="MAYDUP, Rafter, Jan Raft")
    )
    (entity,), _ = read(source)
    kinds = {name.text: name.kind for name in entity.names}
    assert kinds["MAYDUP"] is NameKind.WEAK_ALIAS
    assert kinds["Ivo MAYDUP"] is NameKind.ALIAS
    assert kinds["Rafter"] is NameKind.WEAK_ALIAS
    assert kinds["Jan Raft"] is NameKind.ALIAS
    assert "Ivo Rafter" not in kinds
    assert ("remark", "Aliases as published: MAYDUP, Rafter, Jan Raft") in entity.details


def test_ship_has_a_build_date_and_its_number(tmp_path: Path) -> None:
    ship = record(
        EntityOrShip="Raft One", ShipIMONumber="8405270", DateOfBirthOrShipBuildDate="1998"
    )
    company = record(item="2", EntityOrShip="Raft Works Co., Ltd. (RW)")
    found, _ = read(source_of(tmp_path, ship, company))
    assert found[0].kind is EntityKind.VESSEL
    assert [(label, str(when)) for label, when in found[0].dates] == [("built", "1998")]
    assert found[0].identifiers[0].value == "8405270"
    assert found[1].kind is EntityKind.COMPANY
    assert [name.kind for name in found[1].names] == [NameKind.PRIMARY, NameKind.ACRONYM]


def test_records_with_one_key_are_both_kept_whatever_their_order(tmp_path: Path) -> None:
    one, two = record(Entity="Raft One"), record(Entity="Raft Two")
    forward, account = read(source_of(tmp_path, one, two))
    backward, _ = read(source_of(tmp_path, two, one))
    assert len({entity.id for entity in forward}) == 2
    assert {e.id: e.caption for e in forward} == {e.id: e.caption for e in backward}
    assert account.balanced
    assert account.merged == 0


def test_a_record_printed_twice_is_one_entity(tmp_path: Path) -> None:
    found, account = read(source_of(tmp_path, record(Entity="Raft"), record(Entity="Raft")))
    assert len(found) == 1
    assert (account.total, account.parsed, account.merged) == (2, 2, 1)


def test_nameless_record_is_refused_and_new_element_reported(tmp_path: Path) -> None:
    found, account = read(source_of(tmp_path, record(), record(item="2", Entity="R", Colour="red")))
    assert len(found) == 1
    assert account.refused[0].reason == "no name"
    assert ("element", "Colour") in account.unknown
    assert account.balanced


def test_dates_that_cannot_be_read_stay_as_printed(tmp_path: Path) -> None:
    source = source_of(
        tmp_path,
        record(LastName="Raft", GivenName="A", DateOfBirth="born in the early 1970s"),
        record(item="2", LastName="Raft", GivenName="B", DateOfBirth="1987/1988"),
        record(item="3", LastName="Raft", GivenName="C", DateOfListing="soon"),
    )
    found, account = read(source)
    assert ("date_as_published", "birth: born in the early 1970s") in found[0].details
    assert [str(when) for _, when in found[1].dates] == ["1987", "1988"]
    assert found[2].listings[0].listed_on is None
    assert ("DateOfListing", "soon") in account.unknown


def test_only_this_layout_is_recognised(tmp_path: Path) -> None:
    assert READER.recognises(source_of(tmp_path, record(Entity="Raft")))
    for number, data in enumerate(
        (b"", b"<data-set/>", b"<data-set><row/></data-set>", b"\xff\x00")
    ):
        path = tmp_path / f"{number}.bin"
        path.write_bytes(data)
        assert not READER.recognises(Source(path))


def test_cut_file_is_a_fault_of_the_whole_file(tmp_path: Path) -> None:
    path = tmp_path / "cut.xml"
    path.write_text(f"<data-set>{record(Entity='Raft')}<record><Coun", encoding="utf-8")
    with pytest.raises(WatchlistError, match="not well-formed"):
        read(open_sources([path])[0])


def test_official_file_of_2020_is_read_whole(shared_dir: Path) -> None:
    source = open_sources([shared_dir / "lists" / "ca" / "sema-lmes_20200304.xml"])[0]
    assert READER.recognises(source)
    found, account = read(source)
    assert (account.total, account.parsed, account.refused_count) == (1369, 1369, 0)
    assert len({entity.id for entity in found}) == 1369
    assert account.unknown == {}
    assert sum(entity.kind is EntityKind.PERSON for entity in found) == 985
    by_name = {entity.caption: entity for entity in found}
    bagan = by_name["Air Bagan"]
    assert [name.text for name in bagan.names][1:] == [
        "Air Bagan Holdings Pte. Ltd.",
        "Air Bagan Limited",
    ]


def test_records_of_2026_are_read_whole(shared_dir: Path) -> None:
    folder = shared_dir / "lists" / "ca"
    source = open_sources([folder / "sema-lmes_rebuilt_20260822.xml.gz"])[0]
    found, account = read(source)
    assert (account.total, account.refused_count, account.unknown) == (5690, 0, {})
    with gzip.open(folder / "sema_records_20260822.jsonl.gz", "rt", encoding="utf-8") as lines:
        records = [json.loads(line) for line in lines]
    assert len(found) == len(records) == len({entity.id for entity in found})
    listed = sorted(str(entity.listings[0].listed_on) for entity in found)
    assert listed == sorted(row["date_of_listing"] for row in records)


def test_alias_in_a_bracket_that_never_closes() -> None:
    assert bracketed_names("Raft Works (also known as Raft Factory")[:2] == (
        "Raft Works",
        ["Raft Factory"],
    )


def test_french_side_is_known_by_its_elided_article() -> None:
    printed = "Raft Institute of Islandia/Institut Radeau d'Islandie"
    assert in_two_languages(printed) == (
        "Raft Institute of Islandia",
        "Institut Radeau d'Islandie",
    )
