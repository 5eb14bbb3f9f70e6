"""`risk rules diff`."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.cli.conftest import Risk


@pytest.fixture
def stricter(repository: Path, tmp_path: Path) -> Path:
    folder = tmp_path / "stricter"
    shutil.copytree(repository / "rulesets" / "default", folder)
    main = folder / "ruleset.yaml"
    text = main.read_text(encoding="utf-8")
    assert "jurisdiction, cap: 30" in text
    main.write_text(text.replace("jurisdiction, cap: 30", "jurisdiction, cap: 1"), encoding="utf-8")
    return folder


@pytest.mark.parametrize("form", ["text", "markdown", "json"])
def test_the_effect_on_recorded_runs_is_shown(
    risk: Risk, repository: Path, stricter: Path, form: str
) -> None:
    runs = str(repository / "seeds" / "expected")
    outcome = risk("rules", "diff", "default", str(stricter), "--run", runs, "--format", form)
    assert outcome.code == 0
    if form == "json":
        (change,) = outcome.json["changes"]
        assert (change["id"], change["before"], change["after"]) == ("jurisdiction", "30", "1")
        moves = outcome.json["effect"]["moves"]
        changes = [m["after"]["score"] - m["before"]["score"] for m in moves]
        assert min(changes) < 0
        assert max(changes) <= 0
        # Where a floor makes up for the cap, only the rows differ.
        for move, moved in zip(moves, changes, strict=True):
            assert sum(row["after"] - row["before"] for row in move["rows"]) == moved
    else:
        assert "family jurisdiction, cap: 30" in outcome.out


def test_without_runs_only_the_policy_is_compared(risk: Risk, stricter: Path) -> None:
    assert (
        risk("rules", "diff", "default", str(stricter), "--format", "json").json["effect"] is None
    )


def test_a_file_that_is_no_run_is_bad_input(risk: Risk, stricter: Path) -> None:
    outcome = risk("rules", "diff", "default", "default", "--run", str(stricter / "ruleset.yaml"))
    assert outcome.code == 2
    assert "is no JSON" in outcome.err


@pytest.mark.parametrize("form", ["text", "markdown", "json"])
def test_lists_that_a_ruleset_rests_on_and_that_are_missing_are_named(
    risk: Risk, form: str
) -> None:
    outcome = risk("score", "--name", "Ruritania Tractors", "--ruleset", "eu", "--format", form)
    if form == "json":
        assert outcome.json["missing_lists"] == ["eu-fsf", "un-sc"]
    else:
        assert "not searched: eu-fsf, un-sc" in outcome.out.replace("*", "").lower()
    ours = risk("score", "--name", "Ruritania Tractors", "--format", "json")
    assert ours.json["missing_lists"] == []
