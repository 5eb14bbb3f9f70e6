from __future__ import annotations

import datetime as dt
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from riskengine.errors import WatchlistError
from riskengine.model.entity import Entity, EntityName, EntityRelation, Identifier, Listing
from riskengine.model.interval import DateRange, Stake
from riskengine.vocab import EntityKind, NameKind, StateTier
from riskengine.watchlist import entity_from_json, entity_to_json

_text = st.text(max_size=12)
_word = st.text(st.characters(codec="utf-8", categories=("L", "N")), min_size=1, max_size=12)
_days = st.dates(dt.date(1900, 1, 1), dt.date(2100, 12, 31))
_ranges = st.tuples(_days, _days).map(lambda pair: DateRange(min(pair), max(pair)))
_stakes = st.tuples(st.floats(0, 100), st.floats(0, 100)).map(
    lambda pair: Stake(min(pair), max(pair))
)
_names = st.builds(
    EntityName,
    _text,
    st.sampled_from(NameKind),
    st.sampled_from(["Latn", "Hani"]),
    st.none() | _word,
)
_listings = st.builds(
    Listing,
    program=_text,
    authority=_text,
    entry=_text,
    listed_on=st.none() | _ranges,
    listed_on_basis=st.sampled_from(["stated", "edition", "citation"]),
    delisted_on=st.none() | _ranges,
    citation=_text,
    licence_requirement=_text,
    licence_policy=_text,
)
_relations = st.builds(
    EntityRelation, _word, _text, _stakes, st.none() | _ranges, st.none() | _ranges, _text
)


def _tuples(items: st.SearchStrategy[object]) -> st.SearchStrategy[tuple[object, ...]]:
    return st.lists(items, max_size=3).map(tuple)


_entities = st.builds(
    Entity,
    id=_word.map(lambda word: f"x-list:{word}"),
    list_id=st.just("x-list"),
    kind=st.sampled_from(EntityKind),
    names=_tuples(_names),
    countries=_tuples(st.sampled_from(["CN", "NO", "US"])),
    addresses=_tuples(_text),
    identifiers=_tuples(st.builds(Identifier, _word, _text)),
    dates=_tuples(st.tuples(_word, _ranges)),
    listings=_tuples(_listings),
    relations=_tuples(_relations),
    state_country=st.none() | st.just("CN"),
    state_tier=st.none() | st.sampled_from(StateTier),
    holder_kind=st.sampled_from(["", "state_fund"]),
    templates=_tuples(_text),
    source=_text,
    note=_text,
)


@given(_entities)
def test_an_entity_survives_writing_and_reading(entity: Entity) -> None:
    line = entity_to_json(entity)
    assert "\n" not in line
    assert entity_from_json(line, list_id="x-list") == entity
    assert entity_to_json(entity_from_json(line.encode(), list_id="x-list")) == line


def test_the_id_comes_first_and_empty_fields_are_left_out() -> None:
    entity = Entity("x:a", "x", EntityKind.UNKNOWN, (EntityName("Ä"),))
    line = entity_to_json(entity)
    assert line == '{"id":"x:a","kind":"unknown","names":[{"text":"Ä","kind":"primary"}]}'
    assert json.loads(entity_to_json(entity, with_list_id=True))["list_id"] == "x"


@pytest.mark.parametrize("bad", ["", "two words", 'quo"te', "back\\slash"])
def test_an_id_that_the_store_could_not_find_is_refused(bad: str) -> None:
    with pytest.raises(WatchlistError, match="entity id"):
        entity_to_json(Entity(bad, "x", EntityKind.UNKNOWN, ()))


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("{", "not JSON"),
        ("[1]", "not a JSON object"),
        ('{"id":"x:a"}', "kind"),
        ('{"id":"x:a","kind":"firm"}', "firm"),
        ('{"id":"x:a","kind":"unknown","colour":"red"}', "colour"),
        ('{"id":7,"kind":"unknown"}', "id must be text"),
        ('{"id":"x:a","kind":"unknown","countries":"CN"}', "countries must be a list"),
        ('{"id":"x:a","kind":"unknown","names":[{"text":"A","kind":"primary","x":1}]}', "name has"),
        ('{"id":"x:a","kind":"unknown","dates":[["birth","soon"]]}', "not a date"),
        (
            '{"id":"x:a","kind":"unknown","relations":[{"type":"t","target":"b","stake":[9,1]}]}',
            "share in percent",
        ),
    ],
)
def test_a_wrong_line_says_what_is_wrong(line: str, says: str) -> None:
    with pytest.raises(WatchlistError, match=says):
        entity_from_json(line)
