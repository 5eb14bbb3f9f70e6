"""`risk tune`."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Risk


@pytest.fixture
def population(tmp_path: Path) -> Path:
    path = tmp_path / "names.csv"
    path.write_text(
        "id,supplier\n1,Hikvision\n2,Zorvan Korvet Widgets\n3,Qelim Bakery\n", encoding="utf-8"
    )
    return path


def test_a_study_of_own_names_is_written_as_a_page(
    risk: Risk, population: Path, tmp_path: Path
) -> None:
    page = tmp_path / "tuning.md"
    arguments = ("tune", "--population", str(population), "--column", "supplier", "--altered", "2")
    outcome = risk(*arguments, "--out", str(page))
    assert (outcome.code, outcome.out) == (0, "")
    written = page.read_text(encoding="utf-8")
    assert "3 rows hold 3 distinct names" in written
    assert "Hikvision" in written
    assert "## Names that should be found" in written
    assert risk(*arguments).out == written


def test_json_has_every_cutoff_and_the_line(risk: Risk, population: Path, tmp_path: Path) -> None:
    positives = tmp_path / "positives.csv"
    positives.write_text("name,listed\nHikvison,Hikvision\n", encoding="utf-8")
    payload = risk(
        *("tune", "--population", str(population), "--column", "supplier", "--format", "json"),
        *("--positives", str(positives), "--cutoffs", "0.8,0.9", "--kind", "company"),
    ).json
    assert payload["schema"] == "riskengine.tune/1"
    assert [row["cutoff"] for row in payload["cutoffs"]] == [0.7, 0.8, 0.9]
    assert [row["alerts"] for row in payload["cutoffs"]] == [1, 1, 1]
    assert payload["cutoffs"][0]["recall"] == 1.0
    assert payload["positives"]["usable"] == 1


def test_no_positives_are_made_up_when_none_are_wanted(risk: Risk, population: Path) -> None:
    outcome = risk(
        *("tune", "--population", str(population), "--column", "supplier", "--altered", "0"),
        *("--sample", "1", "--format", "json"),
    )
    assert outcome.json["population"] == {"rows": 3, "distinct": 3, "names": 1, "assessed": 1}
    assert outcome.json["positives"]["usable"] == 0


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("--column", "name"), "no column 'name'"),
        (("--column", "supplier", "--cutoffs", "high"), "not a row of cut-offs: 'high'"),
        (("--column", "supplier", "--cutoffs", "0.7,1.5"), "the cut-off 1.5 is not above 0"),
        (("--column", "supplier", "--cutoffs", "nan"), "the cut-off nan is not above 0"),
        (("--column", "supplier", "--positives", "nowhere.csv"), "nowhere.csv: cannot be read"),
        (("--column", "supplier", "--out", "nowhere/x.md"), "no such folder"),
    ],
)
def test_faults_are_told_before_the_work(
    risk: Risk, population: Path, arguments: tuple[str, ...], told: str
) -> None:
    outcome = risk("tune", "--population", str(population), *arguments)
    assert outcome.code == 2
    assert told in outcome.err
    assert outcome.out == ""


def test_help_has_an_example(risk: Risk) -> None:
    assert "Example: risk tune" in risk("tune", "--help").out
