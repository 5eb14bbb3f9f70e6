"""`risk compare`: one pair, a table of pairs, and what cannot be judged."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

from riskengine.cli import app
from riskengine.errors import InputError
from riskengine.matching.pairs import compare_pair, compare_rows, kind_of
from riskengine.vocab import EntityKind


def run(*words: str) -> tuple[int, str]:
    result = CliRunner().invoke(app, ["compare", *words])
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result.exit_code, result.stdout


def table(path: Path, *rows: str, header: str = "kind,left,right,note") -> Path:
    path.write_text("\n".join([header, *rows]) + "\n", encoding="utf-8")
    return path


def test_a_pair_gets_a_score_a_verdict_and_a_reason() -> None:
    code, out = run("Orvex Holdings Ltd.", "ORVEX HOLDINGS LIMITED")
    assert code == 0
    assert " match: " in out
    code, out = run("Orvex Holdings Ltd.", "Brandt Shipping Oy", "--format", "json")
    payload = json.loads(out)
    assert payload["verdict"] == "no_match"
    assert payload["score"] < 0.7
    assert payload["reason"]


def test_a_table_keeps_its_columns_and_rows(tmp_path: Path) -> None:
    path = table(
        tmp_path / "pairs.csv",
        "company,Orvex Ltd.,Orvex Limited,first",
        "person,Ann Brandt,Brandt Ann,second",
        "company,Orvex Ltd.,Ulmer AG,third",
    )
    target = tmp_path / "out.csv"
    code, out = run("--pairs", str(path), "--out", str(target))
    assert (code, out) == (0, "")
    rows = list(csv.DictReader(io.StringIO(target.read_text(encoding="utf-8"))))
    assert list(rows[0]) == ["kind", "left", "right", "note", "score", "verdict", "reason"]
    assert [row["note"] for row in rows] == ["first", "second", "third"]
    assert [row["verdict"] for row in rows] == ["match", "match", "no_match"]


def test_what_cannot_be_judged_is_not_assessed_and_never_different(tmp_path: Path) -> None:
    path = table(
        tmp_path / "pairs.csv", "company,---,Orvex,a", "spaceship,Orvex,Orvex,b", "company,Orvex"
    )
    code, out = run("--pairs", str(path))
    assert code == 3
    rows = list(csv.DictReader(io.StringIO(out)))
    assert [row["verdict"] for row in rows] == ["not_assessed"] * 3
    assert [row["score"] for row in rows] == [""] * 3
    assert "no letter or digit" in rows[0]["reason"]
    assert "spaceship" in rows[1]["reason"]


@pytest.mark.parametrize("words", [[], ["Orvex"], ["Orvex", "Ulmer", "--pairs", "x.csv"]])
def test_two_names_or_a_table_are_asked_for(words: list[str]) -> None:
    with pytest.raises(InputError, match="two names, or --pairs"):
        run(*words)


def test_a_table_without_the_columns_is_told_which_it_has(tmp_path: Path) -> None:
    path = table(tmp_path / "pairs.csv", "a,b", header="one,two")
    with pytest.raises(InputError, match="no column 'left'") as caught:
        run("--pairs", str(path))
    assert "one, two" in caught.value.hint
    with pytest.raises(InputError, match="cannot be read"):
        run("--pairs", str(tmp_path / "nowhere.csv"))


def test_kinds_are_read_as_tables_write_them() -> None:
    assert kind_of("Person") is EntityKind.PERSON
    assert kind_of("people") is EntityKind.PERSON
    assert kind_of("") is EntityKind.UNKNOWN
    assert kind_of("spaceship") is None


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=40), st.text(max_size=40), st.sampled_from(list(EntityKind)))
def test_any_two_texts_are_compared_alike_both_ways(
    left: str, right: str, kind: EntityKind
) -> None:
    one = compare_pair(left, right, kind=kind)
    two = compare_pair(right, left, kind=kind)
    assert (one.score, one.verdict) == (two.score, two.verdict)
    assert one.score is None or 0.0 <= one.score <= 1.0


def test_rows_are_judged_as_single_pairs_are() -> None:
    (row,) = compare_rows([{"left": "Orvex", "right": "Orvex Ltd."}])
    single = compare_pair("Orvex", "Orvex Ltd.")
    assert (row["score"], row["reason"]) == (f"{single.score:.4f}", single.reason)
