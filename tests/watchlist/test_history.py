from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from riskengine.errors import WatchlistError
from riskengine.model.entity import Entity, EntityName, Listing
from riskengine.model.interval import DateRange
from riskengine.vocab import EntityKind, ListingState
from riskengine.watchlist.codec import entity_to_json
from riskengine.watchlist.history import fold, renamed

A = dt.date(2026, 1, 10)
B = dt.date(2026, 2, 10)
C = dt.date(2026, 3, 10)
DAY = dt.timedelta(days=1)
AUTHORITY = "Office of Examples"


def on(text: str) -> DateRange:
    return DateRange.parse(text)


def listing(
    listed: str = "",
    *,
    basis: str = "stated",
    ended: str = "",
    program: str = "EX",
    entry: str = "",
    citation: str = "",
) -> Listing:
    return Listing(
        program,
        AUTHORITY,
        entry,
        listed_on=on(listed) if listed else None,
        listed_on_basis=basis,
        delisted_on=on(ended) if ended else None,
        citation=citation,
    )


def entity(
    key: str, *listings: Listing, name: str = "", note: str = "", **more: tuple[str, ...]
) -> Entity:
    names = (EntityName(name or f"{key} Trading"),)
    return Entity(
        f"x-list:{key}",
        "x-list",
        EntityKind.COMPANY,
        names,
        listings=listings,
        note=note,
        countries=more.get("countries", ()),
        addresses=more.get("addresses", ()),
    )


def folded(
    before: Iterable[Entity],
    after: Iterable[Entity],
    *,
    days: tuple[dt.date, dt.date] = (A, B),
    complete: tuple[bool, bool] = (True, True),
) -> dict[str, Entity]:
    result = fold(before, days[0], complete[0], after, days[1], complete[1])
    return {one.id.partition(":")[2]: one for one in result}


def test_the_newer_record_wins_and_keeps_what_was_known_of_its_listing() -> None:
    old = entity("a", listing("2020-05-01", citation="1 EX 2"), name="Old Name", note="Old.")
    new = entity("a", listing(), name="New Name")
    result = folded([old], [new])["a"]
    assert result.caption == "New Name"
    assert result.note == ""
    assert result.listings == (listing("2020-05-01", citation="1 EX 2"),)


@pytest.mark.parametrize(
    ("old", "new", "kept"),
    [
        (("2020-05-01", "stated"), ("", "stated"), "old"),
        (("2020-05-01", "stated"), ("2020-05-02", "stated"), "new"),
        (("2020-05-01", "stated"), ("2020", "citation"), "old"),
        (("2020-05-01", "edition"), ("2020", "citation"), "new"),
        (("2020", "citation"), ("2020-05-01", "stated"), "new"),
        (("2020", "citation"), ("2020-05", "citation"), "new"),
        (("2020-05-01", "edition"), ("2021-05-01", "edition"), "old"),
        (("", "stated"), ("2021-05-01", "edition"), "new"),
    ],
)
def test_the_better_known_listing_date_is_kept(
    old: tuple[str, str], new: tuple[str, str], kept: str
) -> None:
    result = folded(
        [entity("a", listing(old[0], basis=old[1]))], [entity("a", listing(new[0], basis=new[1]))]
    )
    (found,) = result["a"].listings
    wanted = old if kept == "old" else new
    assert (str(found.listed_on), found.listed_on_basis) == wanted


def test_a_listing_that_is_gone_ended_between_the_editions() -> None:
    gone = listing("2020-05-01", program="GONE")
    result = folded([entity("a", listing(), gone)], [entity("a", listing())])["a"]
    assert result.listings == (listing(), replace(gone, delisted_on=DateRange(A + DAY, B)))
    assert result.note == ""


def test_an_entity_that_is_gone_is_kept_and_marked_once() -> None:
    state = folded([entity("a", listing(), note="A note.")], [])
    assert state["a"].listings == (listing(ended="2026-01-11/2026-02-10"),)
    assert state["a"].note == "A note. Not on the edition of 2026-02-10."
    assert folded(state.values(), [], days=(B, C)) == state


def test_an_end_already_on_file_is_not_moved() -> None:
    old = entity("a", listing(ended="2025-12-01"), listing(ended="2026", program="P"))
    assert folded([old], [])["a"].listings == old.listings


def test_an_end_that_lies_ahead_gives_way_to_an_earlier_one() -> None:
    old = entity("a", listing("2024-01-01", ended="2034-01-01"))
    (found,) = folded([old], [])["a"].listings
    assert found.delisted_on == DateRange(A + DAY, B)


def test_a_new_listing_without_a_date_began_between_the_editions() -> None:
    old = entity("a", listing(program="OLD"))
    new = entity("a", listing(program="OLD"), listing(program="NEW"))
    result = folded([old], [new, entity("b", listing()), entity("c", listing("2025-12-15"))])
    between = listing("2026-01-11/2026-02-10", basis="edition")
    assert result["a"].listings == (listing(program="OLD"), replace(between, program="NEW"))
    assert result["b"].listings == (between,)
    assert result["c"].listings == (listing("2025-12-15"),)


def test_a_party_listed_again_under_its_old_date_was_off_the_list_in_between() -> None:
    result = folded([], [entity("a", listing("2006-12-23"))])["a"]
    again, first = result.listings
    assert again == listing("2026-01-11/2026-02-10", basis="edition")
    assert (str(first.listed_on), str(first.delisted_on)) == (
        "2006-12-23",
        "2006-12-24/2026-01-10",
    )
    assert {item.state(A) for item in result.listings} == {
        ListingState.FUTURE,
        ListingState.FORMER,
    }
    later = folded([result], [entity("a", listing("2006-12-23"))], days=(B, C))["a"]
    assert later.listings == result.listings


def test_an_entity_without_listings_is_kept_with_a_note() -> None:
    result = folded([entity("a")], [])
    assert result["a"] == entity("a", note="Not on the edition of 2026-02-10.")


def test_a_listing_that_comes_back_stands_beside_the_one_that_ended() -> None:
    first = entity("a", listing("2020-05-01"))
    without = folded([first], [])
    again = folded(without.values(), [entity("a", listing())], days=(B, C))["a"]
    assert again.listings == (
        listing("2026-02-11/2026-03-10", basis="edition"),
        listing("2020-05-01", ended="2026-01-11/2026-02-10"),
    )
    assert again.note == ""


@pytest.mark.parametrize(
    ("stated", "new", "old"),
    [
        ("2026-03-01", "2026-03-01", ""),
        ("2020-05-01", "2026-02-11/2026-03-10", "2020-05-01"),
    ],
)
def test_a_date_stated_on_coming_back_belongs_where_it_fits(
    stated: str, new: str, old: str
) -> None:
    without = folded([entity("a", listing())], [])
    again = folded(without.values(), [entity("a", listing(stated))], days=(B, C))["a"]
    assert [str(one.listed_on or "") for one in again.listings] == [new, old]
    assert again.listings[0].delisted_on is None


def test_a_publisher_that_keeps_ended_listings_is_followed() -> None:
    old = entity("a", listing("2010-01-01"))
    new = entity("a", listing("2022-01-01"), listing("2010-01-01", ended="2020-01-01"))
    assert folded([old], [new])["a"].listings == new.listings
    assert folded([new], [new])["a"].listings == new.listings


def test_the_first_date_stated_again_and_again_never_covers_the_gap() -> None:
    edition = [entity("a", listing("2020-05-01"))]
    state = folded(edition, [])
    for first, last in ((B, C), (C, C + DAY), (C + DAY, C + DAY)):
        state = folded(state.values(), edition, days=(first, last))
    assert state["a"].listings == (
        listing("2026-02-11/2026-03-10", basis="edition"),
        listing("2020-05-01", ended="2026-01-11/2026-02-10"),
    )


def test_two_orders_that_the_publisher_shows_side_by_side_keep_their_dates() -> None:
    past = listing("2010-01-01", ended="2020-01-01")
    new = entity("a", listing("2015-01-01"), past)
    assert folded([entity("a", past)], [new])["a"].listings == new.listings


def test_an_end_stated_later_replaces_the_inferred_one() -> None:
    without = folded([entity("a", listing("2010-01-01"))], [])
    stated = entity("a", listing("2010-01-01", ended="2026-02-03"))
    assert folded(without.values(), [stated], days=(B, C))["a"].listings == stated.listings


def test_entry_numbers_tell_listings_apart_and_an_empty_one_fits_any() -> None:
    old = entity("a", listing("2010-01-01", entry="1"), listing("2011-01-01", entry="2"))
    new = entity("a", listing(entry="2"), listing(entry="3"))
    assert folded([old], [new])["a"].listings == (
        listing("2011-01-01", entry="2"),
        listing("2026-01-11/2026-02-10", basis="edition", entry="3"),
        listing("2010-01-01", entry="1", ended="2026-01-11/2026-02-10"),
    )
    numbered = folded([entity("a", listing("2010-01-01"))], [entity("a", listing(entry="7"))])
    assert numbered["a"].listings == (listing("2010-01-01", entry="7"),)


@pytest.mark.parametrize("complete", [(True, False), (False, True), (False, False)])
def test_absence_from_part_of_a_list_means_nothing(complete: tuple[bool, bool]) -> None:
    old, new = entity("a", listing(), listing(program="P")), entity("b", listing())
    result = folded([old], [new, entity("a", listing())], complete=complete)
    assert result["b"] == new
    assert result["a"].listings == old.listings
    alone = folded([old], [new], complete=complete)
    assert alone["a"].listings == old.listings
    assert ("Not on the edition" in alone["a"].note) is complete[1]


def test_coming_back_on_part_of_a_list_is_after_the_end_on_file() -> None:
    old = entity("a", listing(ended="2025-12-01"))
    result = folded([old], [entity("a", listing())], complete=(True, False))["a"]
    assert result.listings == (
        listing("2025-12-02/2026-02-10", basis="edition"),
        listing(ended="2025-12-01"),
    )


def test_a_correction_of_the_same_edition_infers_nothing() -> None:
    old = entity("a", listing())
    result = folded([old], [entity("b", listing())], days=(B, B))
    assert result["a"].listings == old.listings
    assert result["b"].listings == (listing(),)


def test_a_correction_takes_back_an_end_of_that_very_edition() -> None:
    state = folded([entity("a", listing("2020-05-01")), entity("b", listing())], [])
    corrected = folded(state.values(), [entity("a", listing())], days=(B, B))
    assert corrected["a"].listings == (listing("2020-05-01"),)
    assert corrected["b"].listings == state["b"].listings


def test_a_correction_does_not_take_back_an_earlier_end() -> None:
    gone = folded([entity("a", listing())], [])
    still_gone = folded(gone.values(), [], days=(B, C))
    corrected = folded(still_gone.values(), [entity("a", listing())], days=(C, C))["a"]
    assert corrected.listings == (
        listing("2026-02-11/2026-03-10", basis="edition"),
        listing(ended="2026-01-11/2026-02-10"),
    )


def test_the_same_edition_twice_changes_nothing() -> None:
    state = folded([entity("a", listing()), entity("c", listing())], [entity("b", listing())])
    edition = [entity("b", listing())]
    assert folded(state.values(), edition, days=(B, B)) == state


def test_a_listing_twice_in_one_record_does_not_end_when_it_stands_once() -> None:
    old = entity("a", listing(), listing())
    assert folded([old], [entity("a", listing())])["a"].listings == (listing(),)


def test_editions_out_of_order_are_refused_at_once() -> None:
    with pytest.raises(ValueError, match="2026-01-10 after 2026-02-10"):
        fold([], B, True, [], A, True)


@pytest.mark.parametrize("side", [0, 1])
def test_an_id_that_stands_twice_is_refused(side: int) -> None:
    states: list[list[Entity]] = [[], []]
    states[side] = [entity("a", listing()), entity("a", listing())]
    with pytest.raises(WatchlistError, match="x-list:a stands twice"):
        folded(*states)


# -- histories made at random ------------------------------------------------------------------

PROGRAMS = ("P", "Q")


@st.composite
def histories(
    draw: st.DrawFn,
) -> tuple[list[dt.date], dict[str, dict[str, list[bool]]], dict[str, str]]:
    """Days of editions; entity -> program -> presence on each; how an entity states dates."""
    gaps = draw(st.lists(st.integers(1, 90), min_size=1, max_size=5))
    days = [A]
    for gap in gaps:
        days.append(days[-1] + dt.timedelta(days=gap))
    keys = [f"e{number}" for number in range(draw(st.integers(1, 4)))]
    pattern = st.lists(st.booleans(), min_size=len(days), max_size=len(days))
    presence = {key: {program: draw(pattern) for program in PROGRAMS} for key in keys}
    styles = {key: draw(st.sampled_from(["never", "each run", "first run"])) for key in keys}
    return days, presence, styles


def stated(days: list[dt.date], pattern: list[bool], place: int, style: str) -> str:
    """The date that the publisher prints: the day of the edition that began the run."""
    if style == "never":
        return ""
    start = place
    if style == "first run":
        start = pattern.index(True)
    else:
        while start and pattern[start - 1]:
            start -= 1
    return days[start].isoformat()


def edition(
    days: list[dt.date],
    presence: dict[str, dict[str, list[bool]]],
    styles: dict[str, str],
    place: int,
) -> list[Entity]:
    found = []
    for key, programs in presence.items():
        stands = [
            listing(stated(days, pattern, place, styles[key]), program=program)
            for program, pattern in programs.items()
            if pattern[place]
        ]
        if stands:
            found.append(entity(key, *stands))
    return found


def fold_all(days: list[dt.date], editions: list[list[Entity]]) -> list[Entity]:
    state = editions[0]
    for place in range(1, len(days)):
        state = list(fold(state, days[place - 1], True, editions[place], days[place], True))
    return state


@settings(max_examples=150, deadline=None)
@given(histories())
def test_the_folded_state_knows_who_stood_on_every_day(
    history: tuple[list[dt.date], dict[str, dict[str, list[bool]]], dict[str, str]],
) -> None:
    days, presence, styles = history
    editions = [edition(days, presence, styles, place) for place in range(len(days))]
    state = fold_all(days, editions)
    lines = [entity_to_json(one) for one in state]
    assert lines == [entity_to_json(one) for one in fold_all(days, editions)]
    assert {one.id for one in state} == {one.id for some in editions for one in some}
    again = fold(state, days[-1], True, editions[-1], days[-1], True)
    assert sorted(lines) == sorted(entity_to_json(one) for one in again)

    for one in state:
        for program, pattern in presence[one.id.partition(":")[2]].items():
            listings = [item for item in one.listings if item.program == program]

            def states(day: dt.date, listings: list[Listing] = listings) -> set[ListingState]:
                return {item.state(day) for item in listings}

            for place, day in enumerate(days):
                if pattern[place]:
                    assert ListingState.ACTIVE in states(day)
                else:
                    assert states(day) <= {ListingState.FORMER, ListingState.FUTURE}
            for place, (first, last) in enumerate(pairwise(days)):
                middle = first + (last - first) // 2
                if middle in (first, last):
                    continue
                if pattern[place] and pattern[place + 1]:
                    assert ListingState.ACTIVE in states(middle)
                else:
                    assert ListingState.ACTIVE not in states(middle) or (
                        pattern[place] != pattern[place + 1] and styles != "never"
                    )
            runs = sum(
                1
                for place, here in enumerate(pattern)
                if here and not (place and pattern[place - 1])
            )
            assert len(listings) == runs


@settings(max_examples=60, deadline=None)
@given(histories(), st.data())
def test_with_partial_editions_nothing_is_lost_and_who_stands_is_active(
    history: tuple[list[dt.date], dict[str, dict[str, list[bool]]], dict[str, str]],
    data: st.DataObject,
) -> None:
    days, presence, styles = history
    editions = [edition(days, presence, styles, place) for place in range(len(days))]
    whole = data.draw(st.lists(st.booleans(), min_size=len(days), max_size=len(days)))
    state = editions[0]
    for place in range(1, len(days)):
        span = days[place - 1], days[place]
        state = list(fold(state, span[0], whole[place - 1], editions[place], span[1], whole[place]))
        assert {one.id for one in state} == {
            one.id for some in editions[: place + 1] for one in some
        }
        held = {one.id: one for one in state}
        for one in editions[place]:
            for item in one.listings:
                same = [other for other in held[one.id].listings if other.program == item.program]
                assert ListingState.ACTIVE in {other.state(span[1]) for other in same}


# -- renames -----------------------------------------------------------------------------------


def cited(key: str, name: str, address: str, country: str = "CN", page: str = "1 EX 2") -> Entity:
    return entity(
        key, listing(citation=page), name=name, countries=(country,), addresses=(address,)
    )


def test_a_changed_name_at_one_address_under_one_rule_is_a_probable_rename() -> None:
    old = cited("a", "Example Tech", "1 Long Road, Beijing")
    new = cited("b", "Example Technology", "1 LONG ROAD BEIJING")
    assert renamed([old], [new]) == ((old, new),)


@pytest.mark.parametrize(
    "other",
    [
        cited("b", "Example Technology", "2 Short Road"),
        cited("b", "Example Technology", "1 Long Road", country="RU"),
        cited("b", "Example Technology", "1 Long Road", page="9 EX 9"),
        cited("b", "Example Technology", ""),
    ],
)
def test_less_in_common_is_no_rename(other: Entity) -> None:
    assert renamed([cited("a", "Example Tech", "1 Long Road")], [other]) == ()
    assert renamed([cited("a", "Example Tech", "")], [other]) == ()


def test_an_alias_in_common_is_enough_and_the_closest_wins() -> None:
    old = cited("a", "Example Tech", "1 Long Road")
    near = cited("z", "Example Technology", "1 Long Road")
    near = replace(near, names=(*near.names, EntityName("EXAMPLE TECH")))
    far = cited("b", "Unrelated", "1 Long Road")
    assert renamed([old], [far, near]) == ((old, near),)
