"""`--file`: owners from a file in `risk score`."""

from __future__ import annotations

from pathlib import Path
from typing import Any

HEADER = "owner,asset,percent,since\n"


def test_a_listed_owner_of_a_file_counts(risk: Any, tmp_path: Path) -> None:
    file = tmp_path / "owners.csv"
    file.write_text(HEADER + '"Huawei Technologies Co., Ltd.",Acme Optics GmbH,60,2020\n')
    with_file = risk(
        "score", "--name", "Acme Optics GmbH", "--as-of", "2025-10-15", "--file", file,
        "--format", "json",
    )  # fmt: skip
    assert with_file.code == 0, with_file.err
    subject = with_file.json["subjects"][0]
    assert "ownership.affiliate" in [item["rule"] for item in subject["findings"]]
    assert any("owners.csv" in note and "sha256" in note for note in with_file.json["notes"])
    assert any("is taken for Acme Optics GmbH" in note for note in with_file.json["notes"])
    without = risk(
        "score", "--name", "Acme Optics GmbH", "--as-of", "2025-10-15", "--format", "json"
    )
    assert without.json["subjects"][0]["score"] < subject["score"]


def test_a_name_is_found_in_another_script(risk: Any, tmp_path: Path) -> None:
    file = tmp_path / "owners.csv"
    file.write_text(
        HEADER
        + "Иванов Пётр,ООО Северный оптический завод,70,\n"
        + "Петров Иван,ООО Южная верфь,70,\n",
        encoding="utf-8",
    )
    found = risk(
        "own", "Yuzhnaya Verf", "--file", file, "--as-of", "2026-01-01", "--format", "json"
    )
    assert found.code == 0, found.err
    assert [item["printed"] for item in found.json["resolved"] if item["accepted"]] == [
        "ООО Южная верфь"
    ]
    assert "Петров Иван" in found.out


def test_a_missing_file_is_told(risk: Any, tmp_path: Path) -> None:
    found = risk("score", "--name", "Acme", "--file", tmp_path / "none.csv")
    assert found.code == 2
    assert "none.csv" in found.err
