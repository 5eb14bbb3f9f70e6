"""The benchmarks of names count what they say they count."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest

from riskengine.matching import Matcher
from riskengine.matching.tuning_input import listed_names
from riskengine.model.match import Profile
from riskengine.vocab import EntityKind
from tests.matching.small_lists import SmallLists, listed


def load(repository: Path, name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(name, repository / "benchmarks" / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module  # dataclasses look their module up while they are made
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def alerts(repository: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    monkeypatch.syspath_prepend(str(repository / "benchmarks"))
    return load(repository, "name_alerts")


@pytest.fixture
def recall(repository: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    monkeypatch.syspath_prepend(str(repository / "benchmarks"))
    return load(repository, "name_recall")


def test_made_up_persons_are_distinct_and_the_same_again(alerts: ModuleType) -> None:
    made = alerts.persons(240, 0)
    assert len(made) == len({name for name, _ in made}) == 240
    assert made == alerts.persons(240, 0)
    assert made != alerts.persons(240, 1)
    assert all(len(name.split()) > 1 for name, _ in made)


def test_alerts_that_no_comparison_could_avoid_are_told_apart(alerts: ModuleType) -> None:
    person = EntityKind.PERSON
    small = SmallLists(
        [listed(1, "Zorvan Quelim GmbH"), listed(2, "KORVET, Ivan Lemmo", kind=person)]
    )
    matcher = Matcher.open(small, cache_dir=None)

    def like(name: str) -> str:
        found = matcher.match(Profile((name,)), cutoff=0.3)
        assert found.matches
        return str(alerts.likeness(name, found))

    assert like("ZORVAN-QUELIM GMBH") == alerts.SAME
    assert like("Ivan Lemmo Korvet") == alerts.SAME
    assert like("Zorvan Quelim Ltd") == alerts.SAME_BUT_FORM
    assert like("Ivan Korvet") == alerts.WITHIN
    assert like("Zorvan Quelin") == alerts.OTHER


def test_rates_of_alerts_count_names_by_group(
    alerts: ModuleType, capsys: pytest.CaptureFixture[str]
) -> None:
    small = SmallLists([listed(1, "Zorvan Quelim GmbH")])
    lines = alerts.run(
        Matcher.open(small, cache_dir=None),
        [("Zorvan Quelim", "a"), ("Zorvam Quelim", "a"), ("Bakery Lemmo", "b")],
        kind=EntityKind.UNKNOWN,
        cutoff=0.7,
        show=True,
    )
    assert "3 names, cut-off 0.70: 2 alerts, 666.7" in lines[0]
    rows = {line.split()[0]: line.split()[1:] for line in lines[-2:]}
    assert rows == {"a": ["2", "2", "1", "0", "1", "500.0"], "b": ["1", "0", "0", "0", "0", "0.0"]}
    assert "Zorvam Quelim | Zorvan Quelim GmbH" in capsys.readouterr().out


def test_recall_asks_for_the_party_and_not_for_any_match(recall: ModuleType) -> None:
    small = SmallLists([listed(1, "Zorvan Quelim GmbH"), listed(2, "Lemmo Bakery")])
    matcher = Matcher.open(small, cache_dir=None)
    judge = recall.Judge(matcher, 0.7, False)
    names = {name.text: name for name in listed_names(small, 9)}
    one = names["Zorvan Quelim GmbH"]
    assert judge.parties([one]) == ["us-bis-el:1"]
    asked = [("Zorvan Quelim", one, "us-bis-el:1"), ("Lemmo Bakery", one, "us-bis-el:1")]
    right, wrong = judge.nears(asked)
    assert right > 0.9
    assert wrong == 0.0
    told = list(recall.measure(judge, (one,), 0))
    assert told[0][:3] == ("as listed", "company", True)
    assert {"letter_missing", "legal_dropped"} <= {cls for cls, *_ in told}


def test_a_section_of_the_document_is_replaced(alerts: ModuleType, tmp_path: Path) -> None:
    path = tmp_path / "page.md"
    path.write_text("before\n<!-- x: start -->\nold\n<!-- x: end -->\nafter\n", encoding="utf-8")
    alerts.write_section("x", ["new"], path)
    written = path.read_text(encoding="utf-8")
    assert "old" not in written
    assert written.startswith("before\n<!-- x: start -->\n\n```text\nnew\n```\n\n<!-- x: end -->")
    assert written.endswith("after\n")
    with pytest.raises(SystemExit, match="no section"):
        alerts.write_section("y", ["new"], path)
