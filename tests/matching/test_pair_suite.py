"""The labelled name pairs: well formed, and judged as in the last accepted run."""

from __future__ import annotations

import importlib.util
import sys
from collections import Counter
from dataclasses import replace
from pathlib import Path
from types import ModuleType

import pytest

from riskengine.vocab import EntityKind

# F1 over all pairs, look-alikes included, may not fall below this.
LOWEST_F1 = 0.88
FEWEST_PAIRS = 1500


@pytest.fixture(scope="module")
def suite(repository: Path) -> ModuleType:
    """The scorer, which is the one place that reads and judges the pairs."""
    path = repository / "benchmarks" / "name_pairs.py"
    spec = importlib.util.spec_from_file_location("name_pairs", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    # Dataclasses look their module up by name.
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def results(suite: ModuleType) -> list:
    return suite.assess(suite.load_pairs())


def _lines(title: str, items: list, hint: str = "") -> str:
    shown = [f"  {item}" for item in items[:40]]
    more = [f"  and {len(items) - 40} more"] if len(items) > 40 else []
    return "\n".join([title, *shown, *more, hint])


def test_labels_and_kinds_are_known_words(suite: ModuleType) -> None:
    kinds = {"", *EntityKind}
    wrong = [
        pair
        for pair in suite.load_pairs()
        if pair.label not in suite.LABELS or pair.kind not in kinds
    ]
    assert not wrong, _lines("unknown label or kind:", wrong)


def test_names_are_there_and_differ(suite: ModuleType) -> None:
    wrong = [
        pair
        for pair in suite.load_pairs()
        if not pair.left.strip() or not pair.right.strip() or pair.left == pair.right
    ]
    assert not wrong, _lines("empty or equal names:", wrong)


def test_no_pair_stands_twice_in_either_order(suite: ModuleType) -> None:
    seen = Counter(frozenset((pair.left, pair.right)) for pair in suite.load_pairs())
    twice = [sorted(names) for names, count in seen.items() if count > 1]
    assert not twice, _lines("pairs given more than once:", twice)


def test_suite_is_large_and_uses_every_label(suite: ModuleType) -> None:
    labels = Counter(pair.label for pair in suite.load_pairs())
    assert labels.total() >= FEWEST_PAIRS
    assert all(labels[label] >= 100 for label in suite.LABELS), labels


def test_every_category_has_pairs_to_find_and_pairs_to_leave(suite: ModuleType) -> None:
    outcomes: dict[str, set[bool]] = {}
    for pair in suite.load_pairs():
        outcomes.setdefault(pair.category, set()).add(pair.positive)
    assert [name for name, found in outcomes.items() if len(found) < 2] == []


def test_a_category_stands_in_one_file(suite: ModuleType) -> None:
    runs = [
        pair.category
        for before, pair in zip([None, *suite.load_pairs()], suite.load_pairs(), strict=False)
        if before is None or before.category != pair.category
    ]
    assert [name for name, count in Counter(runs).items() if count > 1] == []


def test_verdicts_and_scores_are_the_accepted_ones(suite: ModuleType, results: list) -> None:
    golden = suite.load_golden()
    found = suite.changes(results, golden)
    flips = [one for one in found if one.flipped]
    moved = [one for one in found if not one.flipped]
    hint = f"If this is an improvement, accept it: {suite.ACCEPT}"
    assert not flips, _lines(f"{len(flips)} verdicts flipped:", flips, hint)
    assert not moved, _lines(f"{len(moved)} scores moved by more than {suite.DRIFT}:", moved, hint)
    assert not suite.gone(results, golden), f"the golden file has pairs that are gone. {hint}"


def test_f1_over_all_pairs_does_not_fall(suite: ModuleType, results: list) -> None:
    assert suite.measure(results).f1 >= LOWEST_F1


def test_scores_do_not_depend_on_side_or_on_what_came_before(
    suite: ModuleType, results: list
) -> None:
    turned = [
        replace(one.pair, left=one.pair.right, right=one.pair.left) for one in reversed(results)
    ]
    again = list(reversed(suite.assess(turned)))
    wrong = [
        (one.pair.left, one.pair.right, one.score, two.score)
        for one, two in zip(results, again, strict=True)
        if one.score != two.score or not 0 <= one.score <= 1
    ]
    assert not wrong, _lines("scores that depend on the order:", wrong)


class TestScorer:
    """The figures, on results with known answers."""

    @staticmethod
    def result(suite: ModuleType, label: str, score: float, left: str = "Left"):
        return suite.Result(suite.Pair("some", "", left, "Right", label, ""), score)

    def test_counts_an_alert_on_a_look_alike_as_right(self, suite: ModuleType) -> None:
        results = [
            self.result(suite, "same", 0.9),
            self.result(suite, "alert", 0.7),
            self.result(suite, "same", 0.6),
            self.result(suite, "different", 0.8),
            self.result(suite, "different", 0.1),
        ]
        figures = suite.measure(results)
        assert (figures.precision, figures.recall) == (pytest.approx(2 / 3), pytest.approx(2 / 3))
        assert figures.f1 == pytest.approx(2 / 3)
        assert figures.f1_same == pytest.approx(1 / 2)
        assert figures.auc == pytest.approx(4 / 6)

    def test_flip_and_drift_are_told_apart(self, suite: ModuleType) -> None:
        results = [
            self.result(suite, "same", 0.69, "flips"),
            self.result(suite, "same", 0.92, "drifts a little"),
            self.result(suite, "same", 0.87, "drifts far"),
            self.result(suite, "same", 0.9, "is new"),
        ]
        golden = {
            ("some", "flips", "Right"): (0.7, "alert"),
            ("some", "drifts a little", "Right"): (0.9, "alert"),
            ("some", "drifts far", "Right"): (0.9, "alert"),
            ("some", "has gone", "Right"): (0.9, "alert"),
        }
        changes = suite.changes(results, golden)
        assert [(one.result.pair.left, one.flipped) for one in changes] == [
            ("flips", True),
            ("drifts far", False),
            ("is new", True),
        ]
        assert suite.gone(results, golden) == [("some", "has gone", "Right")]

    def test_golden_file_gives_back_what_was_written(
        self, suite: ModuleType, tmp_path: Path
    ) -> None:
        path = tmp_path / "golden.csv"
        suite.write_golden([self.result(suite, "same", 0.8765, 'A "quoted", name')], path)
        assert suite.load_golden(path) == {
            ("some", 'A "quoted", name', "Right"): (0.88, "alert"),
        }

    def test_documentation_is_rewritten_between_its_marks(
        self, suite: ModuleType, tmp_path: Path
    ) -> None:
        path = tmp_path / "page.md"
        path.write_text("# Page\n\nBefore.\n\n## After\n\nText.\n", encoding="utf-8")
        results = [self.result(suite, "same", 0.9), self.result(suite, "different", 0.1)]
        suite.write_document(results[:1], path)
        suite.write_document(results, path)
        text = path.read_text(encoding="utf-8")
        assert text.startswith("# Page\n\nBefore.\n\n## After\n\nText.\n")
        assert text.count(suite.START) == text.count("## Labelled pairs") == 1
        assert "| all | 2 | 1.00 | 1.00 | 1.00 | 1.00 | 1.00 |" in text

    def test_file_with_other_columns_is_refused(self, suite: ModuleType, tmp_path: Path) -> None:
        (tmp_path / "odd.csv").write_text("left,right\na,b\n", encoding="utf-8")
        with pytest.raises(ValueError, match=r"odd\.csv: columns must be category,kind"):
            suite.load_pairs(tmp_path)
