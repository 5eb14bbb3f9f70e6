"""Recorded runs are read back as they were, or refused with the place."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from riskengine.errors import InputError
from riskengine.model.interval import Stake
from riskengine.rules import load_ruleset
from riskengine.runlog import read_runs
from riskengine.score import evaluate
from riskengine.vocab import AssessmentStatus

ROOT = Path(__file__).resolve().parents[2]


def run(**subject: object) -> dict[str, object]:
    base: dict[str, object] = {
        "name": "S",
        "score": 25,
        "signals": [
            {
                "type": "state_ownership",
                "values": {"owner": "City", "stake": [10, 30], "polarity": "asserted"},
                "evidence": [],
            }
        ],
    }
    return {
        "schema": "riskengine.assessment/1",
        "as_of": "2025-05-01",
        "ruleset": {"id": "default", "version": "1", "sha256": "abc"},
        "subjects": [{**base, **subject}],
    }


def write(folder: Path, payload: object, name: str = "run.json") -> Path:
    path = folder / name
    path.write_text(json.dumps(payload), encoding="utf-8")
    return path


def test_signals_come_back_typed(tmp_path: Path) -> None:
    (subject,) = read_runs([write(tmp_path, run())])
    assert (subject.name, subject.score, subject.ruleset_sha256) == ("S", 25, "abc")
    assert subject.signals[0].get("stake") == Stake(10.0, 30.0)


def test_every_recorded_seed_scores_again_as_it_did() -> None:
    """The JSON holds all that rules look at."""
    ruleset = load_ruleset(ROOT / "rulesets" / "default")
    subjects = list(read_runs([ROOT / "seeds" / "expected"]))
    assert len(subjects) > 40
    for subject in subjects:
        if subject.score is not None:
            assert evaluate(ruleset, subject.signals, subject.as_of).value == subject.score


def test_a_line_of_a_run_may_be_an_assessment(tmp_path: Path) -> None:
    path = tmp_path / "runs.jsonl"
    line = json.dumps(run())
    path.write_text(f"{line}\n\n{line}\n", encoding="utf-8")
    assert len(list(read_runs([path]))) == 2


def test_a_subject_that_was_not_assessed_has_no_score(tmp_path: Path) -> None:
    status = AssessmentStatus.NOT_ASSESSED.value
    (subject,) = read_runs([write(tmp_path, run(score=None, status=status, signals=[]))])
    assert subject.score is None


@pytest.mark.parametrize(
    ("payload", "message"),
    [
        ({"schema": "other/1"}, "is no assessment of schema"),
        (["a"], "is no assessment of schema"),
        ({**run(), "as_of": "yesterday"}, "holds a fault"),
        (run(signals=[{"type": "nosuch", "values": {}}]), "no signal 'nosuch'"),
        (run(signals=[{"type": "backer", "values": {"colour": "red"}}]), "no field 'colour'"),
        (run(signals=[{"type": "backer", "values": {"polarity": "maybe"}}]), "must be one of"),
        (run(signals=[{"type": "backer"}]), "misses 'values'"),
        (run(signals=[{"type": "backer", "values": {"stake": [60, 40]}}]), "holds a fault"),
        (run(score="high"), "holds a fault"),
    ],
)
def test_a_file_that_is_no_run_is_refused_by_name(
    tmp_path: Path, payload: object, message: str
) -> None:
    path = write(tmp_path, payload)
    with pytest.raises(InputError) as caught:
        list(read_runs([path]))
    assert message in caught.value.message
    assert str(path) in caught.value.message


def test_broken_json_names_the_line(tmp_path: Path) -> None:
    path = tmp_path / "runs.jsonl"
    path.write_text(json.dumps(run()) + "\n{\n", encoding="utf-8")
    with pytest.raises(InputError, match="line 2 is no JSON"):
        list(read_runs([path]))


def test_an_empty_folder_and_a_missing_file_are_refused(tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "nosuch.json"):
        with pytest.raises(InputError):
            list(read_runs([path]))
