from __future__ import annotations

import datetime as dt
import json
import random
import time
from dataclasses import replace
from pathlib import Path

import pytest

from riskengine.model.entity import Entity, EntityName, EntityRelation, Identifier, Listing
from riskengine.model.interval import DateRange, Stake
from riskengine.vocab import EntityKind, ListingState, NameKind
from riskengine.watchlist import open_watchlists
from riskengine.watchlist.changes import Changes, FieldChange, compare
from riskengine.watchlist.history import fold
from riskengine.watchlist.readers.contract import Ledger
from riskengine.watchlist.readers.un import xml as un_xml
from riskengine.watchlist.source import open_sources

AUTHORITY = "Office of Examples"
STANDING = Listing("EX", AUTHORITY, "1", listed_on=DateRange.parse("2020-05-01"), citation="1 EX 2")


def entity(key: str, *listings: Listing, name: str = "") -> Entity:
    return Entity(
        f"x-list:{key}",
        "x-list",
        EntityKind.COMPANY,
        (EntityName(name or f"{key} Trading"),),
        countries=("CN",),
        addresses=(f"{key} Road",),
        listings=listings or (STANDING,),
    )


def only(changes: Changes) -> tuple[FieldChange, ...]:
    assert not changes.added
    assert not changes.removed
    (one,) = changes.changed
    return one.changes


def test_equal_states_have_no_changes() -> None:
    changes = compare([entity("a"), entity("b")], [entity("b"), entity("a")])
    assert not changes
    assert changes.unchanged == 2
    assert changes.to_text() == "No changes: 2 entities are the same."
    assert changes.to_dict()["counts"]["unchanged"] == 2


def test_what_came_and_what_went_is_sorted_and_told_with_its_listings() -> None:
    other = replace(entity("c"), addresses=("elsewhere",))
    changes = compare([entity("b"), entity("a")], [other, replace(other, id="x-list:0")])
    assert [one.id for one in changes.added] == ["x-list:0", "x-list:c"]
    assert [one.id for one in changes.removed] == ["x-list:a", "x-list:b"]
    assert changes.removed[0].listings == ("EX, entry 1, listed 2020-05-01",)
    assert changes.renames == ()


def test_every_kind_of_field_is_compared_value_by_value() -> None:
    old = entity("a")
    new = replace(
        old,
        kind=EntityKind.UNKNOWN,
        names=(*old.names, EntityName("甲公司", NameKind.ALIAS, "Hans", "zh")),
        countries=("HK",),
        addresses=(*old.addresses, "b Road"),
        identifiers=(Identifier("imo", "9074729"),),
        dates=(("founded", DateRange.parse("1999")),),
        relations=(EntityRelation("owned_by", "x-list:b", Stake(50, 100)),),
        details=(("website", "example.org"),),
        note="A note.",
    )
    assert only(compare([old], [new])) == (
        FieldChange("kind", "changed", "company", "unknown"),
        FieldChange("names", "added", after="甲公司 (alias) [zh]"),
        FieldChange("countries", "removed", before="CN"),
        FieldChange("countries", "added", after="HK"),
        FieldChange("addresses", "added", after="b Road"),
        FieldChange("identifiers", "added", after="imo: 9074729"),
        FieldChange("dates", "added", after="founded: 1999"),
        FieldChange("relations", "added", after="owned_by x-list:b (50 to 100 %)"),
        FieldChange("note", "changed", "", "A note."),
        FieldChange("details", "added", after="website: example.org"),
    )


def test_another_order_is_no_change_but_another_first_name_is() -> None:
    old = replace(entity("a"), addresses=("1", "2"))
    assert compare([old], [replace(old, addresses=("2", "1"))]).unchanged == 1
    two = replace(old, names=(*old.names, EntityName("Second")))
    swapped = replace(two, names=two.names[::-1])
    assert only(compare([two], [swapped])) == (
        FieldChange("caption", "changed", "a Trading", "Second"),
    )


def test_a_listing_is_compared_field_by_field() -> None:
    new = replace(
        STANDING,
        citation="3 EX 4",
        measures=("Asset freeze", "Travel ban"),
        licence_policy="Denial",
    )
    label = "EX, entry 1"
    assert only(compare([entity("a")], [entity("a", new)])) == (
        FieldChange("listings.citation", "changed", "1 EX 2", "3 EX 4", label),
        FieldChange("listings.licence_policy", "changed", "", "Denial", label),
        FieldChange("listings.measures", "changed", "", "Asset freeze; Travel ban", label),
    )


def test_listings_come_and_go() -> None:
    other = replace(STANDING, program="OTHER")
    assert only(compare([entity("a")], [entity("a", other)])) == (
        FieldChange("listings", "removed", "EX, entry 1, listed 2020-05-01", listing="EX, entry 1"),
        FieldChange(
            "listings",
            "added",
            after="OTHER, entry 1, listed 2020-05-01",
            listing="OTHER, entry 1",
        ),
    )


def test_an_end_and_a_return_are_kinds_of_their_own() -> None:
    days = [dt.date(2026, month, 10) for month in (1, 2, 3)]
    first = [entity("a"), entity("b")]
    second = list(fold(first, days[0], True, [entity("b")], days[1], True))
    gone = compare(first, second)
    assert [one.id for one in gone.delisted] == ["x-list:a"]
    assert gone.removed == ()
    (ended, note) = gone.changed[0].changes
    assert note.field == "note"
    assert ended.kind == "delisted"
    assert ended.after == (
        "EX, entry 1, listed 2020-05-01, ended between 2026-01-11 and 2026-02-10"
    )
    third = list(fold(second, days[1], True, first, days[2], True))
    back = compare(second, third)
    assert [one.id for one in back.listed_again] == ["x-list:a"]
    assert back.delisted == ()
    change = next(one for one in back.changed[0].changes if one.kind == "listed_again")
    assert change.after == "EX, entry 1, listed between 2026-02-11 and 2026-03-10"
    assert change.before == ended.after
    assert "Delisted (1):" in gone.to_text()
    assert "ended: EX, entry 1" in gone.to_text()
    assert "listed again: EX, entry 1" in back.to_text()


def test_an_end_that_moves_is_a_change_and_no_delisting() -> None:
    old = replace(STANDING, delisted_on=DateRange.parse("2026-01"))
    new = replace(STANDING, delisted_on=DateRange.parse("2026-01-15"))
    changes = compare([entity("a", old)], [entity("a", new)])
    assert changes.delisted == ()
    assert only(changes) == (
        FieldChange("listings.delisted_on", "changed", "2026-01", "2026-01-15", "EX, entry 1"),
    )


def test_a_probable_rename_is_told_in_plain_and_in_folded_states() -> None:
    old = entity("a", name="Example Tech")
    new = replace(entity("b", name="Example Technology"), addresses=old.addresses)
    plain = compare([old], [new])
    assert [(one.before.id, one.after.id) for one in plain.renames] == [("x-list:a", "x-list:b")]
    state = fold([old], dt.date(2026, 1, 1), True, [new], dt.date(2026, 2, 1), True)
    later = compare([old], state)
    assert [(one.before.id, one.after.id) for one in later.renames] == [("x-list:a", "x-list:b")]
    assert "Example Tech [x-list:a] -> Example Technology [x-list:b]" in later.to_text()


def test_the_dictionary_is_json_and_the_same_whatever_the_order() -> None:
    before = [entity("a"), entity("b"), entity("c")]
    after = [entity("d"), replace(entity("a"), note="x"), entity("c", name="New")]
    forth = compare(before, after).to_dict()
    back = compare(before[::-1], after[::-1]).to_dict()
    assert json.dumps(forth) == json.dumps(back)
    assert forth["counts"] == {
        "added": 1,
        "removed": 1,
        "delisted": 0,
        "listed_again": 0,
        "changed": 2,
        "renames": 0,
        "unchanged": 0,
    }
    assert forth["changed"][0] == {
        "id": "x-list:a",
        "name": "a Trading",
        "changes": [{"field": "note", "kind": "changed", "after": "x"}],
    }


def test_the_text_shows_no_more_than_asked_for() -> None:
    many = [entity(f"{number:03}") for number in range(50)]
    text = compare([], many).to_text(limit=3)
    assert text.count("Trading") == 3
    assert "and 47 more" in text
    wordy = replace(many[0], addresses=tuple(f"{number} Lane" for number in range(40)))
    text = compare(many[:1], [wordy]).to_text()
    assert text.count("Lane") == 11
    assert "and 29 more differences" in text
    long = compare(many[:1], [replace(many[0], note="word " * 500)]).to_text()
    assert max(len(line) for line in long.splitlines()) < 200


@pytest.mark.parametrize("list_id", ["us-bis-uvl", "us-dod-1260h"])
def test_a_real_list_read_again_has_not_changed(repository: Path, list_id: str) -> None:
    lists = open_watchlists([repository / "watchlists"], only=[list_id])
    day = lists.info(list_id).list_date
    state = list(lists.entities(list_id))
    assert state
    again = list(fold(state, day, True, state, day, True))
    assert not compare(state, again)
    later = list(fold(state, day, True, state, day + dt.timedelta(days=30), True))
    assert not compare(state, later)


def test_two_real_editions_tell_who_left_in_between(shared_dir: Path) -> None:
    editions = []
    days = []
    for name in ("un_sc_consolidated_20250618.xml.gz", "un_sc_consolidated_20260227.xml.gz"):
        (source,) = open_sources([shared_dir / "lists" / "un" / name])
        ledger = Ledger()
        editions.append(list(un_xml.READER.read(source, ledger)))
        assert ledger.list_date is not None
        days.append(ledger.list_date)
    state = list(fold(editions[0], days[0], True, editions[1], days[1], True))
    assert {one.id for one in state} == {one.id for some in editions for one in some}
    changes = compare(editions[0], state)
    left = {one.id for one in editions[0]} - {one.id for one in editions[1]}
    assert {one.id for one in changes.delisted} == left
    assert "un-sc:QDi.317" in left  # taken off the list by resolution 2799 of November 2025
    for one in state:
        standing = any(item.state(days[1]) is ListingState.ACTIVE for item in one.listings)
        assert standing is (one.id not in left)


def test_a_large_list_is_folded_and_compared_in_seconds() -> None:
    chance = random.Random(7)
    before = [entity(f"{number:05}") for number in range(20_000)]
    after = [
        replace(one, note="changed") if chance.random() < 0.3 else one
        for one in before
        if chance.random() < 0.9
    ]
    days = dt.date(2026, 1, 1), dt.date(2026, 2, 1)
    start = time.process_time()
    state = list(fold(before, days[0], True, after, days[1], True))
    changes = compare(before, state)
    changes.to_dict()
    # About one second when alone on the machine; the bound only catches what is not linear.
    assert time.process_time() - start < 15
    assert len(changes.delisted) == 20_000 - len(after)
