"""Changed copies of a rule: which changes are tried, and that each copy has one of them."""

from __future__ import annotations

import copy
import datetime as dt
from typing import Any

import pytest

from riskengine.rules.mutants import Mutant, mutants

Found = set[tuple[str, str, str]]


def made(raw: dict[str, Any], **parameters: object) -> Found:
    found = mutants({"when": {"signal": "listing"}} | raw, parameters)
    return {(m.kind, ".".join(map(str, m.path)), m.change) for m in found}


def where(**tests: Any) -> dict[str, Any]:
    return {"when": {"signal": "listing", "where": tests}}


def changes(raw: dict[str, Any], kind: str = "", **parameters: object) -> set[str]:
    return {change for of, _, change in made(raw, **parameters) if kind in of}


def test_points_and_floor_go_one_down_and_one_up() -> None:
    assert changes({"points": 50, "floor": 80}) == {"50 -> 49", "50 -> 51", "80 -> 79", "80 -> 81"}


def test_every_number_of_a_points_table_is_changed() -> None:
    steps = [{"at_least": 0.85, "points": 60}]
    assert made({"points": {"by": "confidence", "steps": steps, "otherwise": 7}}) == {
        ("number", "points.steps.0.at_least", "0.85 -> 0.84"),
        ("number", "points.steps.0.at_least", "0.85 -> 0.86"),
        ("number", "points.steps.0.points", "60 -> 59"),
        ("number", "points.steps.0.points", "60 -> 61"),
        ("number", "points.otherwise", "7 -> 6"),
        ("number", "points.otherwise", "7 -> 8"),
    }


@pytest.mark.parametrize(("field", "lower"), [("stake", False), ("age_days", True)])
def test_a_step_of_a_share_at_nothing_has_no_lower_one(field: str, lower: bool) -> None:
    points = {"by": field, "steps": [{"at_least": 0, "points": 8}], "otherwise": 20}
    found = changes({"points": points})
    assert "0 -> 1" in found
    assert ("0 -> -1" in found) is lower


def test_points_by_value_are_changed() -> None:
    points = {"by": "tier", "values": {"central": 54}, "otherwise": 50}
    assert {"54 -> 53", "54 -> 55"} <= changes({"points": points})


def test_days_of_a_window_go_one_back_and_one_on() -> None:
    raw = {"in_force": [{"from": dt.date(2026, 6, 30), "to": None, "citation": "A law"}]}
    assert changes(raw) == {"2026-06-30 -> 2026-06-29", "2026-06-30 -> 2026-07-01"}


@pytest.mark.parametrize("key", ["exclusive", "per"])
def test_a_group_and_a_split_are_left_out(key: str) -> None:
    assert made({key: "a"}) == {("structure", key, "left out: a")}


@pytest.mark.parametrize(
    ("test", "wanted"),
    [
        ({"ge": 5}, {"ge -> gt", "ge -> lt", "5 -> 4", "5 -> 6"}),
        ({"lt": 5}, {"lt -> le", "lt -> ge", "5 -> 4", "5 -> 6"}),
        ({"certainly_ge": 50}, {"certainly_ge -> possibly_ge", "50 -> 49", "50 -> 51"}),
        ({"possibly_lt": 50}, {"possibly_lt -> certainly_lt"}),
        ({"eq": "a"}, {"eq -> ne"}),
        ({"not_in": "$b"}, {"not_in -> in"}),
        ({"known": False}, {"False -> True"}),
        ({"within_months": 12}, {"12 -> 11", "12 -> 13"}),
        ({"since": dt.date(2025, 1, 1)}, {"since -> before", "2025-01-01 -> 2024-12-31"}),
        ({"before": "as_of - 12 months"}, {"as_of - 12 months -> as_of - 11 months"}),
        ({"any_of": [{"known": False}, {"gt": 4}]}, {"False -> True", "gt -> ge", "4 -> 5"}),
        (True, {"True -> False"}),
        ("a", {"a -> {'ne': 'a'}"}),
        ("$b", {"$b -> {'not_in': ['$b']}"}),
        (7, {"7 -> {'ne': 7}", "7 -> 6", "7 -> 8"}),
        ([1, 2], {"[1, 2] -> {'not_in': [1, 2]}", "1 -> 2", "2 -> 1"}),
    ],
)
def test_each_test_is_turned_and_its_numbers_moved(test: Any, wanted: set[str]) -> None:
    assert wanted <= changes(where(field=test))


def test_each_part_is_left_out() -> None:
    tests = {"state": ["a", "b"], "status": {"eq": "c", "or_unknown": True}, "polarity": "d"}
    assert changes(where(**tests), "structure") == {
        "left out: ['a', 'b']",
        "left out: a",
        "left out: b",
        "left out: {'eq': 'c', 'or_unknown': True}",
        "left out: True",
    }


def test_the_polarity_is_turned_but_not_left_out_since_lint_asks_for_it() -> None:
    assert {kind for kind, _, _ in made(where(polarity="asserted"))} == {"comparison"}


def test_all_and_any_change_places_and_lose_each_part() -> None:
    parts = [{"signal": "front"}, {"signal": "supply"}]
    for word, other in (("all", "any"), ("any", "all")):
        found = {m.change: m.raw["when"] for m in mutants({"when": {word: parts}})}
        assert found[f"{word} -> {other}"] == {other: parts}
        assert found["left out: {'signal': 'front'}"] == {word: parts[1:]}
        assert found["left out: {'signal': 'supply'}"] == {word: parts[:1]}


def test_a_negation_is_dropped_and_what_it_negates_is_changed() -> None:
    inner = {"signal": "delisting", "where": {"source": "text"}}
    found = list(mutants({"when": {"all": [{"signal": "listing"}, {"not": inner}]}}))
    assert {"all": [{"signal": "listing"}, inner]} in [m.raw["when"] for m in found]
    assert ("when", "all", 1, "not", "where", "source") in [m.path for m in found]


def test_a_count_is_changed_and_what_it_counts_left_out() -> None:
    raw = {"when": {"signal": "listing", "count": {"ge": 2}, "distinct": "list_id"}}
    assert changes(raw) == {"ge -> gt", "ge -> lt", "2 -> 1", "2 -> 3", "left out: list_id"}


def test_a_number_behind_a_name_is_changed_like_one_in_the_rule() -> None:
    raw = where(stake={"certainly_ge": "$majority"}, country="$concern")
    raw["points"] = {"by": "confidence", "steps": [{"at_least": "$strong", "points": 9}]}
    found = changes(raw, "number", majority=50, strong=0.85, concern="CN")
    assert {"50 -> 49", "50 -> 51", "0.85 -> 0.84", "0.85 -> 0.86"} <= found
    assert changes(raw, "number") == {"9 -> 8", "9 -> 10"}


def test_each_copy_differs_and_the_rule_stays_as_it_was() -> None:
    raw = where(confidence={"ge": "$strong"}, state=["active", "uncertain"]) | {
        "points": {"by": "confidence", "steps": [{"at_least": 0.9, "points": 60}]},
        "floor": 80,
        "per": "list_id",
    }
    before = copy.deepcopy(raw)
    found: list[Mutant] = list(mutants(raw, {"strong": 0.85}))
    assert raw == before
    texts = [repr(mutant.raw) for mutant in found]
    assert repr(raw) not in texts
    assert len(set(texts)) == len(texts)
    assert [repr(mutant.raw) for mutant in mutants(raw, {"strong": 0.85})] == texts
