"""A threshold study counts what a search finds at each cut-off, and reads tables strictly."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from riskengine.errors import InputError
from riskengine.matching import Matcher
from riskengine.matching.mutations import Mutation
from riskengine.matching.tuning import checked_cutoffs, study
from riskengine.matching.tuning_input import (
    Positive,
    alterations,
    chosen_names,
    listed_names,
    read_population,
    read_positives,
)
from riskengine.matching.tuning_report import Study, interval
from riskengine.model.match import Profile
from riskengine.vocab import EntityKind, NameKind
from tests.matching.small_lists import SmallLists, listed, sample_lists

POPULATION = (
    "Zorvan Korvet",
    "Hikvision",
    "Hangzhou Hikvision Digital",
    "Zhipu",
    "Pacific Fund 3",
    "Gazprom",
    "Petrov Ivan",
    "Severny Optika",
    "—",
    "Hikvision",
)


@pytest.fixture(scope="module")
def small() -> SmallLists:
    return sample_lists()


@pytest.fixture(scope="module")
def matcher(small: SmallLists) -> Matcher:
    return Matcher.open(small, cache_dir=None)


def test_alerts_at_each_cutoff_are_those_of_a_search_at_it(
    small: SmallLists, matcher: Matcher
) -> None:
    cutoffs = (0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 1.0)
    found = study(small, matcher, POPULATION, cutoffs=cutoffs)
    assert (found.rows, found.names, found.assessed) == (10, 9, 8)
    for row in found.cutoffs:
        hits = [
            matcher.match(Profile((name,)), cutoff=row.cutoff).matches
            for name in dict.fromkeys(POPULATION)
            if name != "—"
        ]
        assert row.alerts == sum(bool(matches) for matches in hits)
        for list_id, count in row.by_list.items():
            expected = sum(any(m.entity.list_id == list_id for m in some) for some in hits)
            assert count == expected
        for kind, count in row.by_kind.items():
            assert count == sum(any(m.entity.kind.value == kind for m in some) for some in hits)
    assert found.cutoffs[0].alerts > found.cutoffs[-1].alerts > 0


def test_recall_counts_the_right_party_only(small: SmallLists, matcher: Matcher) -> None:
    positives = (
        Positive("Hikvison", "Hikvision"),
        Positive("SMIC", "us-bis-el:4"),
        Positive("Hikvision", "us-bis-el:4"),
        Positive("Zorvan", "a name that is nowhere"),
        Positive("Zorvan", "us-bis-el:no-such-entry"),
        Positive("Zorvan Korvet Ltd", "Zorvan Korvet", pair=True),
    )
    found = study(small, matcher, POPULATION, positives=positives, cutoffs=[0.7])
    assert (found.positives, found.unusable) == (4, 2)
    assert found.cutoffs[0].found == 3
    assert found.labels[0].label == "labelled"
    assert (found.labels[0].tried, found.labels[0].found) == (4, 3)


def test_samples_stand_next_to_the_line_with_reasons(small: SmallLists, matcher: Matcher) -> None:
    found = study(small, matcher, POPULATION, cutoffs=[0.4], samples=1)
    places = [(row.list_id, row.confidence < found.line) for row in found.samples]
    assert len(places) == len(set(places))
    assert (("us-bis-el", False)) in places
    assert all(row.reason.endswith(".") for row in found.samples)
    page = found.to_markdown()
    for row in found.samples:
        assert row.entity_id in page
    assert "### us-bis-el, at or above 0.70" in page


def test_a_part_of_the_population_is_studied_and_told(small: SmallLists, matcher: Matcher) -> None:
    found = study(small, matcher, POPULATION, sample=3)
    assert (found.rows, found.distinct, found.names) == (10, 9, 3)
    assert "10 rows hold 9 distinct names; 3 of them were chosen" in found.to_markdown()


def test_the_line_in_use_is_always_studied(small: SmallLists, matcher: Matcher) -> None:
    found = study(small, matcher, ["Zorvan"], cutoffs=[0.9], line=0.7)
    assert [row.cutoff for row in found.cutoffs] == [0.7, 0.9]
    assert "0.70 <" in found.to_markdown()


def test_the_page_tells_the_trade_and_recommends_nothing(
    small: SmallLists, matcher: Matcher
) -> None:
    positives = alterations(listed_names(small, 5))
    page = study(small, matcher, POPULATION, positives=positives).to_markdown()
    assert "0.65 instead of 0.70" in page
    assert "0.75 instead of 0.70" in page
    assert "fewer alerts per thousand" in page
    assert "This is a trade-off" in page
    assert "recommend" not in page
    assert "| letter_replaced |" in page
    assert "recall is not known" in study(small, matcher, POPULATION).to_markdown()


def test_rates_and_values_agree(small: SmallLists, matcher: Matcher) -> None:
    found = study(small, matcher, POPULATION, positives=[Positive("Hikvision", "Hikvision")])
    payload = found.to_dict()
    assert payload["population"] == {"rows": 10, "distinct": 9, "names": 9, "assessed": 8}
    for row, value in zip(found.cutoffs, payload["cutoffs"], strict=True):
        assert value["per_thousand"] == pytest.approx(1000 * row.alerts / 8)
        assert value["recall"] == 1.0
    assert (
        study(small, matcher, POPULATION, cutoffs=[0.7]).to_dict()["cutoffs"][0]["recall"] is None
    )


def test_the_plot_grows_with_alerts() -> None:
    from riskengine.matching.tuning_report import CutoffRow

    rows = tuple(
        CutoffRow(cutoff, alerts, {}, {}, found)
        for cutoff, alerts, found in ((0.6, 20, 10), (0.7, 10, 9), (0.8, 0, 5))
    )
    page = Study(100, 100, 100, 100, 0.7, rows, 10, 0, (), ()).to_markdown()
    bars = {
        line[:4]: line.count("#")
        for line in page.splitlines()
        if line.startswith("0.") and " #" in line
    }
    assert bars == {"0.60": 30, "0.70": 15 + 6, "0.80": 30}
    assert (
        "0.60 instead of 0.70: 100.0 more alerts per thousand, 10.0 percentage points fewer" in page
    )


def test_names_of_the_population_are_no_markup(matcher: Matcher, small: SmallLists) -> None:
    page = study(small, matcher, ["Hikvision <b>*x*</b> [y](z)"], cutoffs=[0.3]).to_markdown()
    assert "\\<b\\>\\*x\\*" in page
    assert "<b>" not in page


@pytest.mark.parametrize("wrong", [[], [0.0], [1.1], [0.5, -1], [n / 100 for n in range(1, 70)]])
def test_bad_cutoffs_are_refused(wrong: list[float]) -> None:
    with pytest.raises(InputError, match="cut-off"):
        checked_cutoffs(wrong)


def test_a_population_without_names_is_refused(matcher: Matcher, small: SmallLists) -> None:
    with pytest.raises(InputError, match="no name that could be judged"):
        study(small, matcher, ["—", "*"])


def test_listed_names_are_of_watchlists_and_one_of_each() -> None:
    small = SmallLists(
        [
            listed(1, "Zorvan Korvet", "Zorvan"),
            listed(2, "ZORVAN KORVET", list_id="us-ofac-sdn"),
            listed(3, "Qelim", "the boss", name_kind=NameKind.WEAK_ALIAS),
            listed(4, "Mubadala", list_id="ref-sovereign-funds"),
            listed(5, "—"),
        ]
    )
    assert {name.text for name in listed_names(small, 10)} == {"Zorvan Korvet", "Zorvan", "Qelim"}
    assert [name.text for name in listed_names(small, 10, weak=True)] == ["the boss"]
    assert listed_names(small, 2, seed=1) == listed_names(small, 3, seed=1)[:2]
    orders = {tuple(name.text for name in listed_names(small, 3, seed=seed)) for seed in range(9)}
    assert len(orders) > 1


def test_altered_names_know_their_origin_and_leave_out_first_initials() -> None:
    small = SmallLists([listed(1, "PETROV, Ivan Sergeevich", kind=EntityKind.PERSON)])
    made = alterations(listed_names(small, 1))
    assert {one.listed for one in made} == {"PETROV, Ivan Sergeevich"}
    labels = [one.label for one in made]
    assert len(labels) == len(set(labels)) > 15
    assert Mutation.FIRST_INITIAL.value not in labels


def test_a_sample_keeps_its_order_and_does_not_depend_on_it() -> None:
    names = [f"Zorvan {number}" for number in range(50)]
    some = chosen_names(names, 10)
    assert len(some) == 10
    assert list(some) == [name for name in names if name in some]
    assert set(chosen_names(names[::-1], 10)) == set(some)
    assert chosen_names(["b", "a", "b"], None) == ("b", "a")
    assert set(chosen_names(names, 10, seed=1)) != set(some)


@pytest.mark.parametrize("mark", [",", ";", "\t", "|"])
def test_tables_of_any_common_mark_are_read(tmp_path: Path, mark: str) -> None:
    path = tmp_path / "names.csv"
    path.write_text(f"\ufeffid{mark}name\n1{mark}Zorvan\n2{mark}\n3{mark}华为\n", encoding="utf-8")
    assert read_population(path) == ("Zorvan", "华为")
    packed = tmp_path / "names.csv.gz"
    packed.write_bytes(gzip.compress(path.read_bytes()))
    assert read_population(packed) == ("Zorvan", "华为")
    assert read_population(path, column="id") == ("1", "2", "3")


def test_one_column_keeps_quoted_commas(tmp_path: Path) -> None:
    path = tmp_path / "names.csv"
    path.write_text('name\n"Zorvan, Ltd."\n', encoding="utf-8")
    assert read_population(path) == ("Zorvan, Ltd.",)


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "the file is empty"),
        (b"\n \n", "the file is empty"),
        (b"company\nZorvan\n", "no column 'name'"),
        (b"name\n", "no names in the column"),
        (b"name\n \n", "no names in the column"),
        (b"name\n\xff\xfe\n", "cannot be read"),
    ],
)
def test_unreadable_populations_are_refused(tmp_path: Path, content: bytes, told: str) -> None:
    path = tmp_path / "names.csv"
    path.write_bytes(content)
    with pytest.raises(InputError, match=told):
        read_population(path)
    with pytest.raises(InputError, match="cannot be read"):
        read_population(tmp_path / "missing.csv")
    damaged = tmp_path / "damaged.csv.gz"
    damaged.write_bytes(gzip.compress(b"name\nZorvan\n" * 99)[:-9])
    with pytest.raises(InputError, match="cannot be read"):
        read_population(damaged)


def test_positives_come_as_names_or_as_pairs(tmp_path: Path) -> None:
    path = tmp_path / "positives.csv"
    path.write_text("name,listed,kind\nSMIC Ltd,us-bis-el:4,company\n,x,\n", encoding="utf-8")
    assert read_positives(path) == (
        Positive("SMIC Ltd", "us-bis-el:4", "labelled", EntityKind.COMPANY),
    )
    path.write_text("kind,left,right\nperson,Ivan,Iwan\n", encoding="utf-8")
    assert read_positives(path) == (
        Positive("Ivan", "Iwan", "labelled", EntityKind.PERSON, pair=True),
    )


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("name\nZorvan\n", "no column 'listed'"),
        ("left\nZorvan\n", "no column 'right'"),
        ("name,listed\nZorvan,\n", "no row has both"),
        ("name,listed,kind\nZorvan,Zorvan,fish\n", "row 2: the kind 'fish'"),
    ],
)
def test_faulty_positives_are_refused(tmp_path: Path, content: str, told: str) -> None:
    path = tmp_path / "positives.csv"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(InputError, match=told):
        read_positives(path)


def test_an_interval_holds_the_share() -> None:
    assert interval(0, 0) == (0.0, 1.0)
    for hits, tried in ((0, 10), (5, 10), (10, 10), (70, 1000)):
        low, high = interval(hits, tried)
        assert 0.0 <= low <= hits / tried <= high <= 1.0
    # Agresti and Coull (1998): 5 of 10 gives 0.237 to 0.763.
    assert interval(5, 10) == pytest.approx((0.2366, 0.7634), abs=1e-4)
