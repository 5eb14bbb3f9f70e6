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
