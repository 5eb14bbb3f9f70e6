"""`risk rules schema`, and how `risk rules` meets a ruleset that cannot be loaded."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from riskengine.rules.schema_files import any_schema, file_schema, schema_files
from tests.cli.conftest import Risk
from tests.rules.test_broken_corpus import build, corpus


def test_a_schema_is_printed(risk: Risk) -> None:
    assert risk("rules", "schema", "topic").json == file_schema("topic")
    assert risk("rules", "schema").json == any_schema()


def test_the_schemas_are_written_to_a_folder(risk: Risk, tmp_path: Path) -> None:
    assert risk("rules", "schema", "--out", str(tmp_path)).code == 0
    assert {path.name for path in tmp_path.iterdir()} == set(schema_files())
    assert json.loads((tmp_path / "tests.schema.json").read_text()) == file_schema("tests")


def test_only_the_kind_that_is_asked_for_is_written(risk: Risk, tmp_path: Path) -> None:
    assert risk("rules", "schema", "regimes", "--out", str(tmp_path)).code == 0
    assert [path.name for path in tmp_path.iterdir()] == ["regimes.schema.json"]


def test_an_unknown_kind_and_a_missing_folder_are_refused(risk: Risk, tmp_path: Path) -> None:
    unknown = risk("rules", "schema", "topics")
    assert unknown.code == 2
    assert "did you mean 'topic'?" in unknown.err
    missing = risk("rules", "schema", "--out", str(tmp_path / "none"))
    assert missing.code == 2
    assert "cannot write" in missing.err


def test_help_names_the_command(risk: Risk) -> None:
    assert "Example: risk rules schema" in risk("rules", "schema", "--help").out


@pytest.mark.parametrize(
    "name", ["yaml: binary file", "rules: unknown status", "extends: no such base"]
)
@pytest.mark.parametrize("command", ["lint", "test"])
def test_a_broken_ruleset_is_said_plainly(
    risk: Risk, tmp_path: Path, name: str, command: str
) -> None:
    case = dict(corpus())[name]
    outcome = risk("rules", command, str(build(case, tmp_path)))
    assert outcome.code == 2
    assert case["said"] in outcome.err
    assert "Traceback" not in outcome.err + outcome.out
