"""Every wording in tests/phrasings/ gives exactly the facts written beside it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from riskengine.extract import read
from riskengine.model.reading import Document

BANKS = sorted((Path(__file__).resolve().parents[1] / "phrasings").glob("*.yaml"))
ENTRIES = [
    (bank.stem, entry)
    for bank in BANKS
    for entry in yaml.safe_load(bank.read_text(encoding="utf-8"))
]

Fact = tuple[str, str, str, str, float | None, str | None]


def wanted(row: list[Any]) -> Fact:
    type_, subject, object_, polarity, *rest = row
    details = rest[0] if rest else {}
    return (type_, subject, object_, polarity, details.get("percent"), details.get("status"))


def found(text: str) -> set[Fact]:
    relations = read(Document(text, "0" * 64, "text", "")).relations
    return {
        (r.type.value, r.subject, r.object, r.polarity.value, r.percent, r.status)
        for r in relations
    }


def test_there_are_many_wordings() -> None:
    assert len(ENTRIES) >= 200
    assert len({entry["text"] for _, entry in ENTRIES}) == len(ENTRIES)


@pytest.mark.parametrize(
    "entry", [pytest.param(e, id=f"{bank}: {e['text'][:60]}") for bank, e in ENTRIES]
)
def test_a_wording_gives_its_facts(entry: dict[str, Any]) -> None:
    assert found(entry["text"]) == {wanted(row) for row in entry["facts"]}
