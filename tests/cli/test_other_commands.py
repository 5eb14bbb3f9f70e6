"""`risk match`, `extract`, `rules`, `watchlists`, and help."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Risk


def test_match_gives_reasons_and_near_misses(risk: Risk) -> None:
    payload = risk("match", "Hikvision", "--format", "json").json
    assert payload["matches"]
    assert all(row["reason"] for row in payload["matches"] + payload["near_misses"])
    text = risk("match", "Hikvision").out
    assert "US Entity List" in text
    assert "listed" in text


def test_match_can_search_the_reference_lists(risk: Risk) -> None:
    payload = risk("match", "Tencent", "--references", "--format", "json").json
    assert any(row["list_id"] == "ref-backers" for row in payload["matches"])


def test_extract_offsets_give_the_quotes(risk: Risk, repository: Path) -> None:
    payload = risk("extract", str(repository / "seeds" / "zhipu-round.md")).json
    text = payload["text"]
    for party in payload["organisations"] + payload["people"]:
        for mention in party["mentions"]:
            assert text[mention["start"] : mention["end"]] == mention["text"]
    assert payload["relations"]
    for item in payload["relations"]:
        assert text[item["evidence_start"] : item["evidence_end"]] == item["evidence"]
    assert (
        "relations"
        in risk("extract", str(repository / "seeds" / "zhipu-round.md"), "--format", "text").out
    )


def test_watchlists_list_shows_age_and_staleness(risk: Risk) -> None:
    payload = risk("watchlists", "list", "--as-of", "2026-11-23", "--format", "json").json
    by_id = {row["list_id"]: row for row in payload["lists"]}
    assert by_id["us-bis-el"]["stale"] is True
    assert by_id["us-bis-el"]["age_days"] > 30
    assert by_id["us-dod-1260h"]["complete"] is False
    assert "us-bis-el" in risk("watchlists", "list").out


def test_rules_are_listed_shown_linted_and_tested(risk: Risk) -> None:
    listed = risk("rules", "list", "--format", "json").json
    assert len(listed["rules"]) > 20
    rule = listed["rules"][0]["id"]
    for form in ("text", "markdown", "json"):
        shown = risk("rules", "show", rule, "--format", form)
        assert shown.code == 0
        assert rule.split(".")[1] in shown.out.replace("\\", "")
    assert risk("rules", "show", "nosuch.rule").code == 2
    assert risk("rules", "lint").code == 0
    tested = risk("rules", "test")
    assert tested.code == 0
    assert " pass, 0 fail, 0 error" in tested.out


def test_a_failing_rule_test_fails_the_command(
    risk: Risk, repository: Path, tmp_path: Path
) -> None:
    import shutil

    folder = tmp_path / "rules"
    shutil.copytree(repository / "rulesets" / "default", folder)
    path = folder / "jurisdiction.test.yaml"
    path.write_text(
        path.read_text(encoding="utf-8").replace("band: medium", "band: critical"), encoding="utf-8"
    )
    outcome = risk("rules", "test", str(folder))
    assert outcome.code == 2
    assert "fail" in outcome.out


@pytest.mark.parametrize(
    "command",
    [
        ("score",),
        ("extract",),
        ("match",),
        ("tune",),
        ("rules", "list"),
        ("rules", "show"),
        ("rules", "lint"),
        ("rules", "test"),
        ("watchlists", "list"),
    ],
    ids=" ".join,
)
def test_every_command_has_help_with_an_example(risk: Risk, command: tuple[str, ...]) -> None:
    outcome = risk(*command, "--help")
    assert outcome.code == 0
    assert "Example: risk" in outcome.out


def test_every_command_is_in_the_readme_with_its_library_twin(repository: Path) -> None:
    readme = (repository / "README.md").read_text(encoding="utf-8")
    for command in (
        "risk score",
        "risk extract",
        "risk match",
        "risk rules",
        "risk watchlists list",
    ):
        assert f"| `{command}" in readme


def test_version(risk: Risk) -> None:
    assert risk("--version").out.startswith("riskengine ")
