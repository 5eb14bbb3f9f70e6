"""The integrity gate: what keeps an edition from becoming active."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from pathlib import Path

from riskengine.watchlist.catalogue import ListEntry
from riskengine.watchlist.gate import After, Before, Concern, concerns
from riskengine.watchlist.intake import Edition, read_source
from riskengine.watchlist.source import open_sources
from tests.watchlist.line_reader import LineReader, lines, parties

ENTRY = ListEntry(title="T", publisher="P", jurisdiction="ZZ", licence="L", entities=(1, 1000))


def edition(tmp_path: Path, *rows: str, day: str = "2026-02-01") -> Edition:
    path = tmp_path / "list.txt"
    path.write_text(lines(day, *rows), encoding="utf-8")
    (found,) = read_source(open_sources([path])[0], LineReader())
    return found


def before(count: int, *, day: str = "2026-01-01", tolerated: tuple[str, ...] = ()) -> Before:
    return Before(
        list_date=dt.date.fromisoformat(day),
        names={f"custom-lines:{n}": (f"Acme Works {n}",) for n in range(1, count + 1)},
        fill=Counter({"countries": count, "listings.citation": count}),
        columns=Counter({"key": count, "country": count, "cite": count}),
        rows=count,
        tolerated=tolerated,
    )


def codes(found: tuple[Concern, ...]) -> list[str]:
    return [item.code for item in found]


def test_a_first_good_edition_raises_no_concern(tmp_path: Path) -> None:
    assert concerns(edition(tmp_path, *parties(10)), ENTRY, before=None) == ()


def test_one_unreadable_row_is_a_concern_that_quotes_it(tmp_path: Path) -> None:
    (found,) = concerns(edition(tmp_path, *parties(10), "11;;CN"), ENTRY, before=None)
    assert found.code == "refused"
    assert "1 of 11 rows" in found.sentence
    assert "line 12: no name" in found.sentence


def test_losing_more_than_the_stated_share_is_a_concern(tmp_path: Path) -> None:
    kept = edition(tmp_path, *parties(95))
    lost = edition(tmp_path, *parties(90))
    assert codes(concerns(kept, ENTRY, before=before(100))) == []
    (found,) = concerns(lost, ENTRY, before=before(100))
    assert found.code == "loss"
    assert "10 of 100 entities of 2026-01-01 are gone (10.0%)" in found.sentence


def test_replacing_entities_by_as_many_others_is_a_loss(tmp_path: Path) -> None:
    swapped = edition(tmp_path, *parties(100, first=51))
    assert codes(concerns(swapped, ENTRY, before=before(100))) == ["loss"]


def test_more_may_be_gone_after_years(tmp_path: Path) -> None:
    later = edition(tmp_path, *parties(88))
    assert codes(concerns(later, ENTRY, before=before(100))) == ["loss"]
    long_ago = before(100, day="2023-01-01")
    assert codes(concerns(later, ENTRY, before=long_ago)) == []


def test_a_column_that_loses_its_values_is_a_concern(tmp_path: Path) -> None:
    empty = edition(tmp_path, *parties(100, country=""))
    found = concerns(empty, ENTRY, before=before(100))
    assert codes(found) == ["fill", "column"]
    assert "countries: filled in 0.0%, before 100.0%" in found[0].sentence


def test_a_column_of_few_values_that_vanishes_is_a_concern(tmp_path: Path) -> None:
    earlier = before(1000)
    earlier = Before(earlier.list_date, earlier.names, {"dates": 30}, {}, 1000, earlier.tolerated)
    found = concerns(edition(tmp_path, *parties(1000)), ENTRY, before=earlier)
    assert [item.sentence for item in found] == ["field dates: filled in 0.0%, before 3.0%"]


def test_an_unknown_code_is_a_concern_until_a_person_has_accepted_it(tmp_path: Path) -> None:
    odd = edition(tmp_path, *parties(10), "!FROZEN")
    assert codes(concerns(odd, ENTRY, before=None)) == ["unknown"]
    known = before(10, tolerated=("code: FROZEN",))
    assert codes(concerns(odd, ENTRY, before=known)) == []


def test_a_count_out_of_the_lists_range_is_a_concern(tmp_path: Path) -> None:
    few = ListEntry(title="T", publisher="P", jurisdiction="ZZ", licence="L", entities=(50, 60))
    found = concerns(edition(tmp_path, *parties(10)), few, before=None)
    assert codes(found) == ["count"]
    assert "10 entities; between 50 and 60" in found[0].sentence


def test_a_part_of_a_list_does_not_pass_for_an_older_edition(tmp_path: Path) -> None:
    later = After(dt.date(2026, 6, 1), [f"custom-lines:{n}" for n in range(1, 101)])
    whole = edition(tmp_path, *parties(90))
    assert concerns(whole, ENTRY, before=None, after=later) == ()
    part = edition(tmp_path, *parties(13))
    (found,) = concerns(part, ENTRY, before=None, after=later)
    assert found.code == "loss"
    assert "87 of 100 entities of 2026-06-01 that were listed before 2026-02-01" in found.sentence


def test_an_edition_without_entities_never_passes(tmp_path: Path) -> None:
    assert "count" in codes(concerns(edition(tmp_path, "1;;"), ENTRY, before=None))


def test_a_repeated_id_is_a_concern_and_loses_nothing(tmp_path: Path) -> None:
    found = edition(tmp_path, "1;Acme Works;CN", "1;Beta Works;CN")
    assert sorted(found.lines) == ["custom-lines:1", "custom-lines:1-2"]
    assert codes(concerns(found, ENTRY, before=None)) == ["repeated"]


def test_a_reader_that_loses_count_is_found_out(tmp_path: Path) -> None:
    found = edition(tmp_path, *parties(10))
    found.account.saw("list.txt", 2)
    (concern,) = concerns(found, ENTRY, before=None)
    assert concern.code == "rows"
    assert "12 rows, but 10 parsed and 0 refused" in concern.sentence


def test_a_count_that_the_file_states_must_hold(tmp_path: Path) -> None:
    found = edition(tmp_path, *parties(10))
    found.account.stated_rows = 12
    assert codes(concerns(found, ENTRY, before=None)) == ["stated"]


def test_a_part_of_a_list_loses_nothing_by_what_it_leaves_out(tmp_path: Path) -> None:
    found = edition(tmp_path, *parties(10))
    found.account.complete = False
    assert "loss" not in codes(concerns(found, ENTRY, before=before(100)))
