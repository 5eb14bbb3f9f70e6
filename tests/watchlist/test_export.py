"""Export: what is written can be read back, and a spreadsheet runs none of it."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
import tempfile
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from riskengine.errors import SettingsError
from riskengine.model.entity import Entity, EntityName, EntityRelation, Identifier, Listing
from riskengine.model.interval import DateRange, Stake
from riskengine.text.scripts import script_of
from riskengine.vocab import EntityKind, NameKind
from riskengine.watchlist.codec import entity_from_json
from riskengine.watchlist.export import export
from riskengine.watchlist.export_csv import defused
from riskengine.watchlist.readers.contract import Ledger
from riskengine.watchlist.readers.opensanctions.ftm_lines import READER
from riskengine.watchlist.source import open_sources

DAY = DateRange.parse("2024-05-06")
ACME = Entity(
    id="custom-a:1",
    list_id="custom-a",
    kind=EntityKind.COMPANY,
    names=(EntityName("Acme JSC"), EntityName("Акме", NameKind.ALIAS, "Cyrl")),
    countries=("RU",),
    addresses=("1 Main St; Moscow",),
    identifiers=(Identifier("ru-inn", "7707083893"), Identifier("ru-kpp", "1")),
    dates=(("founded", DateRange.parse("1999")),),
    listings=(Listing("Prog", "Ministry", entry="8", listed_on=DAY, measures=("Freeze",)),),
    relations=(EntityRelation("owned_by", "custom-a:2", Stake.exactly(60.0), since=DAY),),
)
OWNER = Entity("custom-a:2", "custom-a", EntityKind.PERSON, (EntityName("Ann Owner"),))


def written(entities: list[Entity], form: str) -> str:
    stream = io.StringIO(newline="")
    assert export(iter(entities), stream, form) == len(entities)
    return stream.getvalue()


def read_back(entities: list[Entity]) -> list[Entity]:
    text = written(entities, "ftm")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "entities.ftm.json"
        path.write_text(text, encoding="utf-8")
        source = open_sources([path])[0]
        assert READER.recognises(source)
        ledger = Ledger(wanted=frozenset({entities[0].list_id}))
        found = list(READER.read(source, ledger))
        account = ledger.account(entities[0].list_id)
        assert account.balanced
        assert account.refused == []
    return found


def same(left: Entity, right: Entity) -> None:
    """Equal but for the order of values, which only the first name's place gives meaning to."""
    assert (left.id, left.list_id, left.kind) == (right.id, right.list_id, right.kind)
    assert left.names[:1] == right.names[:1]
    for field in ("names", "countries", "addresses", "identifiers", "dates", "details"):
        assert set(getattr(left, field)) == set(getattr(right, field)), field
    assert left.listings == right.listings
    assert left.relations == right.relations
    assert left.note == right.note


def test_lines_that_other_programs_can_read() -> None:
    lines = [json.loads(line) for line in written([ACME], "ftm").splitlines()]
    by_schema = {line["schema"]: line for line in lines}
    party = by_schema["Company"]
    assert party["properties"]["name"] == ["Acme JSC"]
    assert party["properties"]["alias"] == ["Акме"]
    assert party["properties"]["country"] == ["ru"]
    assert party["properties"]["innCode"] == ["7707083893"]
    assert party["target"] is True
    assert "riskengine" not in party
    assert by_schema["Sanction"]["properties"] == {
        "entity": ["custom-a:1"],
        "program": ["Prog"],
        "authority": ["Ministry"],
        "authorityId": ["8"],
        "startDate": ["2024-05-06"],
        "provisions": ["Freeze"],
    }
    assert by_schema["Ownership"]["properties"] == {
        "asset": ["custom-a:1"],
        "owner": ["custom-a:2"],
        "percentage": ["60"],
        "startDate": ["2024-05-06"],
    }
    assert by_schema["Identification"]["properties"]["type"] == ["ru-kpp"]


def test_parties_sanctions_and_owners_come_back() -> None:
    found = read_back([ACME, OWNER])
    assert len(found) == 2
    same(found[0], ACME)
    same(found[1], OWNER)


def test_a_tie_to_a_name_comes_back_as_one() -> None:
    tied = replace(ACME, relations=(EntityRelation("supports", "Some Army"),))
    (found,) = read_back([tied])
    assert found.relations == tied.relations


TEXT = st.text(st.sampled_from("ab Äж李;=\"'\\{}\n\t,"), min_size=1, max_size=8).filter(
    lambda text: bool(text.strip())
)
DAYS = st.dates(dt.date(1900, 1, 1), dt.date(2100, 1, 1))
SPANS = st.one_of(
    st.sampled_from(["1965", "1965-03", "2020-08-01"]).map(DateRange.parse),
    st.tuples(DAYS, DAYS).map(lambda pair: DateRange(min(pair), max(pair))),
)
NAMES = st.builds(
    lambda text, kind, language: EntityName(text, kind, script_of(text), language),
    TEXT,
    st.sampled_from(list(NameKind)),
    st.sampled_from([None, "ru"]),
)
LISTINGS = st.builds(
    Listing,
    program=st.one_of(st.just(""), TEXT),
    authority=st.one_of(st.just(""), TEXT),
    entry=st.sampled_from(["", "8"]),
    listed_on=st.one_of(st.none(), SPANS),
    listed_on_basis=st.sampled_from(["stated", "edition"]),
    delisted_on=st.one_of(st.none(), SPANS),
    citation=st.sampled_from(["", "90 FR 4617", "https://example.org/a"]),
    licence_policy=st.sampled_from(["", "Presumption of denial"]),
    measures=st.lists(TEXT, max_size=2, unique=True).map(tuple),
)
RELATIONS = st.builds(
    EntityRelation,
    type=st.sampled_from(["owned_by", "subsidiary_of", "supports", "leader_of", "linked_to"]),
    target=st.one_of(st.just("other-list:9"), st.just("custom-a:1"), TEXT),
    stake=st.sampled_from(
        [Stake(), Stake.exactly(50.0), Stake(25.0, 50.0), Stake.exactly(33.333333)]
    ),
    since=st.one_of(st.none(), SPANS),
    source=st.sampled_from(["", "register"]),
)
ENTITIES = st.builds(
    Entity,
    id=st.just("custom-a:1"),
    list_id=st.just("custom-a"),
    kind=st.sampled_from(list(EntityKind)),
    names=st.lists(NAMES, min_size=1, max_size=4, unique=True).map(tuple),
    countries=st.lists(st.sampled_from(["CN", "RU", "US"]), max_size=2, unique=True).map(tuple),
    addresses=st.lists(TEXT, max_size=2, unique=True).map(tuple),
    identifiers=st.lists(
        st.sampled_from(
            [
                Identifier("lei", "529900T8BM49AURSDO55"),
                Identifier("ru-inn", "7707083893"),
                Identifier("imo", "9253325"),
                Identifier("ru-passport", "123"),
                Identifier("ofac", "17"),
                Identifier("tail", "EP-ABC"),
            ]
        ),
        max_size=3,
        unique=True,
    ).map(tuple),
    dates=st.lists(
        st.tuples(st.sampled_from(["birth", "founded", "built", "odd"]), SPANS),
        max_size=2,
        unique=True,
    ).map(tuple),
    listings=st.lists(LISTINGS, max_size=3, unique=True).map(tuple),
    relations=st.lists(RELATIONS, max_size=2, unique=True).map(tuple),
    details=st.lists(
        st.tuples(st.sampled_from(["remark", "gender", "reason", "flag"]), TEXT),
        max_size=2,
        unique=True,
    ).map(tuple),
    note=st.sampled_from(["", "A note."]),
)


@settings(max_examples=100, deadline=None)
@given(ENTITIES)
def test_any_entity_survives_the_way_through_followthemoney(entity: Entity) -> None:
    (found,) = read_back([entity])
    same(found, entity)


@settings(max_examples=50, deadline=None)
@given(ENTITIES)
def test_our_own_lines_name_the_list_and_come_back(entity: Entity) -> None:
    (line,) = written([entity], "jsonl").splitlines()
    assert json.loads(line)["list_id"] == "custom-a"
    assert entity_from_json(line) == entity


def test_the_table_has_one_row_an_entity() -> None:
    rows = list(csv.DictReader(io.StringIO(written([ACME, OWNER], "csv"), newline="")))
    assert [row["name"] for row in rows] == ["Acme JSC", "Ann Owner"]
    assert rows[0]["aliases"] == "Акме"
    assert rows[0]["identifiers"] == "ru-inn:7707083893; ru-kpp:1"
    assert rows[0]["relations"] == "owned_by custom-a:2 (60 %)"
    assert rows[0]["listed_on"] == "2024-05-06"
    assert rows[1]["programs"] == ""


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t"])
def test_cells_that_look_like_formulas_are_defused(start: str) -> None:
    risky = replace(OWNER, names=(EntityName(f"{start}1+1"),))
    (row,) = csv.DictReader(io.StringIO(written([risky], "csv"), newline=""))
    assert row["name"] == f"'{start}1+1"


@pytest.mark.parametrize("cell", ["Acme", "a=1", "'x", "", " =1", "3-D Co"])
def test_other_cells_are_left_alone(cell: str) -> None:
    assert defused(cell) == cell


def test_an_unknown_format_is_named_with_the_known_ones() -> None:
    with pytest.raises(SettingsError, match="no export format 'xml'") as caught:
        export([], io.StringIO(), "xml")
    assert "ftm, csv, jsonl" in caught.value.hint
