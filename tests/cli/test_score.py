"""`risk score`: the contract of its output, exit codes and errors."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from markdown_it import MarkdownIt

from tests.cli.conftest import Risk

MEMO = """Acme Pumps Ltd. of Leeds has raised $5 million from Borealis Ventures.
Huawei Technologies Co., Ltd., a rival, declined to comment.
"""


@pytest.fixture
def memo(tmp_path: Path) -> str:
    path = tmp_path / "memo.txt"
    path.write_text(MEMO, encoding="utf-8")
    return str(path)


def subject(payload: dict[str, Any], name: str) -> dict[str, Any]:
    return next(item for item in payload["subjects"] if item["name"] == name)


def test_json_keeps_the_contract(risk: Risk, memo: str) -> None:
    outcome = risk("score", memo, "--as-of", "2026-11-23", "--format", "json")
    assert outcome.code == 0
    assert outcome.err == ""
    payload = outcome.json
    assert set(payload) >= {
        "schema",
        "engine_version",
        "as_of",
        "ruleset",
        "snapshots",
        "source",
        "principal",
        "subjects",
    }
    assert set(payload["ruleset"]) >= {"id", "version", "sha256"}
    assert set(payload["snapshots"][0]) >= {"list_id", "list_date", "sha256", "records", "age_days"}
    keys = {
        *("name", "kind", "country", "status", "score", "band", "recommendation"),
        *("matches", "ownership", "signals", "findings", "waterfall"),
        *("counterfactuals", "open_questions"),
    }
    for item in payload["subjects"]:
        assert set(item) >= keys
        assert sum(row["points"] for row in item["waterfall"]) == item["score"]
        for finding in item["findings"]:
            assert finding["citation"]
            assert finding["evidence"], finding["rule"]
    for item in payload["subjects"]:
        for match in item["matches"]:
            assert match["listed_name"]
            assert match["reason"]


def test_a_rival_on_a_list_is_no_finding_against_the_subject(risk: Risk, memo: str) -> None:
    payload = risk("score", memo, "--as-of", "2026-11-23", "--format", "json").json
    assert payload["principal"].startswith("Acme Pumps")
    principal = subject(payload, payload["principal"])
    assert principal["band"] == "none"
    assert subject(payload, "Huawei Technologies Co., Ltd.")["band"] == "critical"


def test_two_runs_give_the_same_bytes(risk: Risk, memo: str) -> None:
    for form in ("json", "markdown", "text"):
        runs = [risk("score", memo, "--as-of", "2026-11-23", "--format", form) for _ in range(2)]
        assert runs[0].out == runs[1].out


def test_markdown_is_valid_and_holds_no_html(risk: Risk, memo: str) -> None:
    outcome = risk("score", memo, "--as-of", "2026-11-23", "--format", "markdown")
    tokens = MarkdownIt("commonmark").enable("table").parse(outcome.out)
    kinds = {token.type for token in tokens}
    assert "table_open" in kinds
    assert "html_block" not in kinds
    assert outcome.out.startswith("# Risk report: Acme Pumps")


def test_a_bare_name_takes_the_same_path(risk: Risk) -> None:
    outcome = risk("score", "--name", "Hikvision", "--as-of", "2026-11-23", "--format", "json")
    assert outcome.code == 0
    (only,) = outcome.json["subjects"]
    assert only["band"] == "critical"
    assert {match["list_id"] for match in only["matches"]} >= {"us-bis-el", "us-ofac-nscmic"}


def test_a_clean_name_is_none_and_shows_what_was_searched(risk: Risk) -> None:
    outcome = risk(
        "score", "--name", "Borealis Bakery", "--as-of", "2026-11-23", "--format", "json"
    )
    (only,) = outcome.json["subjects"]
    assert (only["band"], only["score"]) == ("none", 0)
    assert len(outcome.json["snapshots"]) >= 5


def test_a_name_without_letters_is_not_assessed(risk: Risk) -> None:
    outcome = risk("score", "--name", "---", "--format", "json")
    assert outcome.code == 3
    (only,) = outcome.json["subjects"]
    assert (only["status"], only["score"], only["band"]) == ("not_assessed", None, None)
    assert "NOT ASSESSED" in risk("score", "--name", "---").out


def test_fail_on_sets_the_exit_code(risk: Risk) -> None:
    name = ("--name", "Hikvision", "--as-of", "2026-11-23")
    assert risk("score", *name, "--fail-on", "high").code == 1
    assert risk("score", "--name", "Borealis Bakery", "--fail-on", "low").code == 0


def test_out_writes_a_file_and_prints_nothing(risk: Risk, memo: str, tmp_path: Path) -> None:
    target = tmp_path / "report.md"
    outcome = risk("score", memo, "--format", "markdown", "--out", str(target))
    assert (outcome.code, outcome.out) == (0, "")
    assert target.read_text(encoding="utf-8").startswith("# Risk report")
    missing = tmp_path / "none" / "report.md"
    assert risk("score", memo, "--out", str(missing)).code == 2


def test_the_subject_can_be_chosen(risk: Risk, memo: str) -> None:
    outcome = risk("score", memo, "--subject", "Borealis Ventures", "--format", "json")
    assert outcome.json["principal"] == "Borealis Ventures"
    assert outcome.json["subjects"][0]["name"] == "Borealis Ventures"
    wrong = risk("score", memo, "--subject", "Nobody")
    assert wrong.code == 2
    assert "Borealis Ventures" in wrong.err


def test_a_text_without_parties_says_so(risk: Risk, tmp_path: Path) -> None:
    path = tmp_path / "weather.txt"
    path.write_text("it rained all day and the river rose by two metres.\n")
    for form in ("text", "markdown", "json"):
        outcome = risk("score", str(path), "--format", form)
        assert outcome.code == 0
        assert "No party was found" in outcome.out


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "empty"),
        (b"%PDF-1.4 x", "PDF"),
        (b"\x00\x01\x02\x03", "binary"),
        ("Компания".encode("windows-1251"), "--encoding"),
        (b"x" * 50_000_000, "MB"),
    ],
    ids=["empty", "pdf", "binary", "encoding", "50 MB"],
)
def test_bad_documents_are_refused_in_words(
    risk: Risk, tmp_path: Path, content: bytes, words: str
) -> None:
    path = tmp_path / "bad.txt"
    path.write_bytes(content)
    outcome = risk("score", str(path))
    assert outcome.code == 2
    assert outcome.out == ""
    assert words in outcome.err
    assert "Traceback" not in outcome.err


@pytest.mark.parametrize(
    "arguments",
    [
        ("score",),
        ("score", "no-such-file.txt"),
        ("score", "x.txt", "--name", "y"),
        ("score", "--name", "Acme", "--as-of", "yesterday"),
        ("score", "--name", "Acme", "--ruleset", "nosuch"),
        ("score", "--name", "Acme", "--country", "Atlantis"),
        ("score", "--name", "Acme", "--id", "lei:123"),
        ("score", "--name", "Acme", "--format", "pdf"),
        ("score", "--name", "Acme", "--fail-on", "huge"),
        ("match", "..."),
        ("nosuch",),
    ],
    ids=lambda value: " ".join(value),
)
def test_bad_calls_end_with_2_and_say_what_to_do(risk: Risk, arguments: tuple[str, ...]) -> None:
    outcome = risk(*arguments)
    assert outcome.code == 2
    assert outcome.out == ""
    assert outcome.err.strip()
    assert "Traceback" not in outcome.err


def test_a_broken_ruleset_shows_every_fault_with_file_and_line(risk: Risk, tmp_path: Path) -> None:
    (tmp_path / "ruleset.yaml").write_text(
        'id: broken\nversion: "1"\ntitle: t\ntitle: again\nperspective: p\n'
        "bands: {none: 0, low: ten, medium: 30, high: 55, critical: 80}\nnosuch: 1\n"
    )
    (tmp_path / "topic.yaml").write_text(
        "topic: t\nrules:\n  - id: blacklisting.x\n    title: x\n    status: active\n"
        "    family: blacklisting\n    points: 5\n    when: {signal: nosuch}\n"
        "    reason: r\n    references: [{title: t}]\n"
    )
    outcome = risk("score", "--name", "Acme", "--ruleset", str(tmp_path))
    assert outcome.code == 2
    assert "Traceback" not in outcome.err
    for words in ("ruleset.yaml:4", "ruleset.yaml:7", "topic.yaml:8", "nosuch"):
        assert words in outcome.err


def test_out_keeps_links_and_special_files(risk: Risk, memo: str, tmp_path: Path) -> None:
    import os
    import threading

    target = tmp_path / "target.md"
    link = tmp_path / "link.md"
    target.write_text("old")
    link.symlink_to(target)
    assert risk("score", memo, "--format", "markdown", "--out", str(link)).code == 0
    assert link.is_symlink()
    assert target.read_text(encoding="utf-8").startswith("# Risk report")
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    received: list[str] = []
    reader = threading.Thread(target=lambda: received.append(pipe.read_text(encoding="utf-8")))
    reader.start()
    assert risk("score", memo, "--format", "markdown", "--out", str(pipe)).code == 0
    reader.join(timeout=10)
    assert received[0].startswith("# Risk report")
    assert pipe.is_fifo()


@pytest.mark.parametrize("out", ["", ".", "/"])
def test_out_to_a_folder_is_refused(risk: Risk, memo: str, out: str) -> None:
    outcome = risk("score", memo, "--out", out)
    assert outcome.code == 2
    assert "cannot write" in outcome.err


@pytest.mark.parametrize("name", ["a" * 10_000, "Bank \udcff x"], ids=["long", "broken bytes"])
def test_names_that_cannot_be_compared_are_not_assessed(risk: Risk, name: str) -> None:
    outcome = risk("score", "--name", name, "--format", "json")
    assert outcome.code == 3
    assert outcome.json["subjects"][0]["status"] == "not_assessed"
    refused = risk("match", name)
    assert refused.code == 2
    assert "Traceback" not in refused.err


def test_an_invisible_character_does_not_hide_a_name(risk: Risk, tmp_path: Path) -> None:
    path = tmp_path / "hidden.txt"
    path.write_text(
        "Hik\u200bvi\u00adsion was added to the Entity List in 2019.\n", encoding="utf-8"
    )
    payload = risk("score", str(path), "--format", "json").json
    assert payload["subjects"][0]["name"] == "Hikvision"
    assert payload["subjects"][0]["band"] == "critical"


def test_deeply_nested_rules_are_refused(risk: Risk, tmp_path: Path) -> None:
    (tmp_path / "ruleset.yaml").write_text('id: x\nversion: "1"\n')
    (tmp_path / "topic.yaml").write_text("rules: " + "[" * 100_000)
    outcome = risk("rules", "lint", str(tmp_path))
    assert outcome.code == 2
    assert "nested too deeply" in outcome.err
