"""Names of which some words have no answer."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from riskengine.matching import compare_names
from riskengine.matching.align import align
from riskengine.matching.lexicon import DEFAULT_RARITY
from riskengine.matching.organisations import compare_prepared
from riskengine.matching.partial import compare_partly, contradicted, highest
from riskengine.matching.prepared import prepare
from riskengine.matching.tally import Detail, tally_of
from riskengine.matching.whole import MOST_LETTERS_MORE
from riskengine.vocab import EntityKind

FEWEST_CONTRADICTED = 300  # of the labelled pairs; fewer prove little
FLOOR = 0.5  # letters alike may lift a score up to here, whatever the words say


def _labelled(folder: Path) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    for path in sorted(folder.glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as stream:
            found += [(row["left"], row["right"]) for row in csv.DictReader(stream)]
    return found


def test_the_bound_of_names_that_contradict_is_never_below_their_score(repository: Path) -> None:
    seen = 0
    for left, right in _labelled(repository / "tests" / "matching" / "pairs"):
        one, two = prepare(left, DEFAULT_RARITY), prepare(right, DEFAULT_RARITY)
        detail = Detail(one, two, align(one, two))
        tally = tally_of(detail)
        if detail.apart or not detail.alignment.pairs or not contradicted(tally):
            continue
        seen += 1
        bound = highest(tally)
        compare_partly(detail, tally)
        assert detail.score <= bound + 1e-9, (left, right)
        if abs(len(one.name.compact) - len(two.name.compact)) > MOST_LETTERS_MORE:
            whole = compare_prepared(one, two).score
            assert whole <= max(bound, FLOOR) + 1e-4, (left, right)
    assert seen >= FEWEST_CONTRADICTED


def test_names_without_a_contradiction_have_no_bound() -> None:
    one, two = prepare("Zorvan Qelim", DEFAULT_RARITY), prepare("Zorvan", DEFAULT_RARITY)
    assert highest(tally_of(Detail(one, two, align(one, two)))) == 1.0


@pytest.mark.parametrize("kind", [EntityKind.COMPANY, EntityKind.PERSON, EntityKind.UNKNOWN])
def test_a_lone_letter_that_contradicts_is_another_party(kind: EntityKind) -> None:
    other = compare_names("M. Andreev", "Nikolay Andreev", kind=kind).score
    same = compare_names("N. Andreev", "Nikolay Andreev", kind=kind).score
    assert other < 0.3
    assert same > other + 0.1


def test_another_letter_is_worse_than_none() -> None:
    def score(left: str) -> float:
        return compare_names(left, "Nikolay Zorvanex", kind=EntityKind.COMPANY).score

    assert score("M. Zorvanex") < score("N. Zorvanex") <= score("Zorvanex")
