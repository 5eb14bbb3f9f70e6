"""`risk own`: the picture above a party, in four forms."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from tests.cli.conftest import Risk

TEXT = """Orvex Optics Ltd is 60% owned by Brandt Holdings GmbH, which is controlled by the
government of Hunan province. The company raised 20 million dollars from Tencent last year.
"""


@pytest.fixture
def memo(tmp_path: Path) -> str:
    path = tmp_path / "memo.txt"
    path.write_text(TEXT, encoding="utf-8")
    return str(path)


def own(risk: Risk, memo: str, *arguments: str) -> str:
    run = risk("own", "Orvex Optics", memo, "--as-of", "2026-02-01", *arguments)
    assert run.code == 0, run.err
    return run.out


def test_text_names_owners_states_backers_and_what_is_unknown(risk: Risk, memo: str) -> None:
    text = own(risk, memo)
    assert "Brandt Holdings GmbH owns Orvex Optics Ltd: 60 %; from the text" in text
    assert "“Orvex Optics Ltd is 60% owned by Brandt Holdings GmbH" in text
    assert re.search(r"States behind it\n .*Hunan.*\(China\).*provincial tier", text)
    assert re.search(r"Backers\n  Tencent.*on us-dod-1260h", text)
    assert "Not known" in text


def test_json_has_the_ties_level_by_level(risk: Risk, memo: str) -> None:
    found = json.loads(own(risk, memo, "--format", "json"))
    assert found["schema"] == "riskengine.own/1"
    assert [(tie["depth"], tie["kind"], tie["stake"]) for tie in found["ties"]] == [
        (1, "owns", [60.0, 60.0]),
        (2, "controls", [0.0, 100.0]),
    ]
    assert [item["investor"] for item in found["backers"]] == ["Tencent"]
    assert set(found["above_backers"]) == {"Tencent"}


def test_mermaid_draws_each_party_once(risk: Risk, memo: str) -> None:
    chart = own(risk, memo, "--format", "mermaid").splitlines()
    assert chart[0] == "flowchart TD"
    nodes = [line for line in chart if re.match(r' {4}n\d+\["', line)]
    assert len(nodes) == len({re.sub(r"^ *n\d+", "", line) for line in nodes}) == 4
    assert any("owns, 60 %" in line and "-->" in line for line in chart)


def test_markdown_escapes_names(risk: Risk, memo: str) -> None:
    report = own(risk, memo, "--format", "markdown")
    assert report.startswith("# Orvex Optics Ltd: owners and backers")
    assert "## Ownership rules" in report


def test_a_bare_name_uses_the_reference_lists(risk: Risk) -> None:
    run = risk("own", "COSCO Shipping", "--as-of", "2026-11-01")
    assert run.code == 0
    assert "controls COSCO Shipping" in run.out
    assert "central tier" in run.out


@pytest.mark.parametrize("name", ["", "---"])
def test_a_name_that_cannot_be_judged_is_refused(risk: Risk, name: str) -> None:
    assert risk("own", "--", name).code == 2


def test_a_party_that_is_not_in_the_text_is_refused(risk: Risk, memo: str) -> None:
    run = risk("own", "Nobody Ltd", memo)
    assert run.code == 2
    assert "no party called" in run.err


def test_a_file_adds_owners_with_the_comparison_that_found_them(
    risk: Risk, memo: str, tmp_path: Path
) -> None:
    table = tmp_path / "owners.csv"
    table.write_text(
        "owner,company,percent,until\n"
        "Rosneft Oil Company,Brandt Holdings GmbH,55,\n"
        "Old Owner plc,Brandt Holdings GmbH,45,2020-01-01\n",
        encoding="utf-8",
    )
    run = risk(
        "own", "Orvex Optics", memo, "--file", str(table), "--as-of", "2026-02-01",
        "--format", "json",
    )  # fmt: skip
    assert run.code == 0, run.err
    assert "owners.csv: table, 2 records" in run.err
    found = run.json
    filed = [tie for tie in found["ties"] if tie["basis"] == "file"]
    assert [(tie["owner"], tie["depth"], tie["stake"]) for tie in filed] == [
        ("Rosneft Oil Company", 2, [55.0, 55.0])
    ]
    assert "owners.csv, line 2" in filed[0]["evidence"][0]
    accepted = [item for item in found["resolved"] if item["accepted"]]
    assert [(item["name"], item["printed"]) for item in accepted] == [
        ("Brandt Holdings GmbH", "Brandt Holdings GmbH")
    ]


def test_two_parties_that_fit_alike_are_an_open_matter(risk: Risk, tmp_path: Path) -> None:
    table = tmp_path / "owners.csv"
    table.write_text(
        "owner,company,percent\nAnn Roe,Acme Trading Ltd,60\nBob Roe,Acme Trading LLC,60\n",
        encoding="utf-8",
    )
    found = risk("own", "Acme Trading", "--file", str(table), "--format", "json").json
    assert not found["ties"]
    assert len(found["resolved"]) == 2
    assert not any(item["accepted"] for item in found["resolved"])


def test_a_controller_named_by_a_file_has_its_tier(risk: Risk, tmp_path: Path) -> None:
    table = tmp_path / "controllers.csv"
    table.write_text(
        "full_name_zh,actual_controller_zh\n南京东方机械股份有限公司,南京市人民政府国有资产监督管理委员会\n",
        encoding="utf-8",
    )
    run = risk("own", "南京东方机械股份有限公司", "--file", str(table), "--format", "json")
    assert [(item["country"], item["tier"]) for item in run.json["states"]] == [("CN", "municipal")]
