"""The compiled articles say what their sources say, and the compiler refuses bad labels."""

from __future__ import annotations

import importlib.util
import json
import sys
from copy import deepcopy
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

HERE = Path(__file__).resolve().parent
SCRIPT = HERE.parent.parent / "scripts" / "label_articles.py"


def _load() -> ModuleType:
    spec = importlib.util.spec_from_file_location("label_articles", SCRIPT)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module  # dataclasses look their module up by name
    spec.loader.exec_module(module)
    return module


label_articles = _load()


def _article(**changes: Any) -> dict[str, Any]:
    article: dict[str, Any] = {
        "id": "t-1",
        "title": "T",
        "date": "2024-01-02",
        "genre": "newswire",
        "lang": "en",
        "countries": ["FR"],
        "text": "Acme Ltd bought Acme Foods.\nAcme paid 5%.\n\nBob Roe left.",
        "organisations": {
            "acme": {"name": "Acme Ltd", "kind": "co", "as": ["Acme Ltd", "Acme"]},
            "foods": {"name": "Acme Foods", "kind": "co"},
        },
        "people": {"bob": {"name": "Bob Roe"}},
        "relations": [["owned_by", "foods", "acme", "asserted", "bought"]],
        "risk": {"band": "none", "accepted": ["none"], "reasons": ["nothing"]},
    }
    return {**deepcopy(article), **changes}


def _records(split: str) -> list[dict[str, Any]]:
    lines = (HERE / f"{split}.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


@pytest.mark.parametrize("split", label_articles.SPLITS)
def test_compiled_file_is_up_to_date(split: str) -> None:
    compiled = label_articles.compile_split(HERE / "source", split)
    assert (HERE / f"{split}.jsonl").read_text(encoding="utf-8") == compiled


@pytest.mark.parametrize(("split", "count"), [("dev", 57), ("heldout", 27)])
def test_offsets_cut_out_the_quoted_text(split: str, count: int) -> None:
    records = _records(split)
    assert len(records) == count
    for record in records:
        text = record["text"]
        for party in record["organisations"] + record["people"]:
            assert party["mentions"], party["canonical"]
            for mention in party["mentions"]:
                assert text[mention["start"] : mention["end"]] == mention["text"]
        for relation in record["relations"]:
            span = slice(relation["evidence_start"], relation["evidence_end"])
            assert text[span] == relation["evidence"]


def test_splits_share_no_article() -> None:
    dev, heldout = _records("dev"), _records("heldout")
    assert {r["id"] for r in dev}.isdisjoint(r["id"] for r in heldout)
    assert {r["text"] for r in dev}.isdisjoint(r["text"] for r in heldout)


def test_shorter_mention_is_not_found_inside_a_longer_one() -> None:
    record = label_articles.compile_article(_article(), "dev")
    assert record["text"] == "Acme Ltd bought Acme Foods. Acme paid 5%.\nBob Roe left."
    acme, foods = record["organisations"]
    assert [(m["text"], m["start"]) for m in acme["mentions"]] == [("Acme Ltd", 0), ("Acme", 28)]
    assert [(m["text"], m["start"]) for m in foods["mentions"]] == [("Acme Foods", 16)]


def test_mention_must_be_a_whole_word() -> None:
    organisations = {"acm": {"name": "Acm", "kind": "co"}}
    with pytest.raises(label_articles.LabelError, match="'Acm' does not occur"):
        label_articles.compile_article(_article(organisations=organisations, relations=[]), "dev")


@pytest.mark.parametrize(
    ("row", "message"),
    [
        (["owned_by", "foods", "stranger", "asserted", "bought"], "'stranger' is not declared"),
        (["owned_by", "stranger", "acme", "asserted", "bought"], "'stranger' is not declared"),
        (["owned_by", "foods", "acme", "asserted", "sold"], "fits 0 sentences"),
        (["owned_by", "foods", "acme", "asserted", "Acme"], "fits 2 sentences"),
        (["owned_by", "foods", "acme", "certain", "bought"], "certain"),
        (["listed_on", "acme", "US-TYPO", "asserted", "bought"], "not a known list"),
        (["owned_by", "foods", "acme", "asserted", "bought", {"speaker": "Eve"}], "'Eve'"),
        (["owned_by", "foods", "acme", "asserted", "bought", {"amount": "$1"}], "amount"),
    ],
)
def test_relation_that_the_text_does_not_bear_out_is_refused(row: list[Any], message: str) -> None:
    with pytest.raises(label_articles.LabelError, match=message):
        label_articles.compile_article(_article(relations=[row]), "dev")


def test_all_faults_of_an_article_are_reported_together() -> None:
    article = _article(relations=[["owned_by", "x", "acme", "asserted", "bought"]])
    article["people"] = {"eve": {"name": "Eve Doe"}}
    with pytest.raises(label_articles.LabelError) as caught:
        label_articles.compile_article(article, "dev")
    assert "'x' is not declared" in str(caught.value)
    assert "'Eve Doe' does not occur" in str(caught.value)


def test_chinese_sentences_are_joined_without_a_space() -> None:
    text, sentences = label_articles.lay_out("甲。\n乙。\n\n丙。", "zh")
    assert text == "甲。乙。\n丙。"
    assert [text[s.start : s.end] for s in sentences] == ["甲。", "乙。", "丙。"]


def test_bullets_keep_their_own_line() -> None:
    text, _ = label_articles.lay_out("Named:\n- one;\n- two.\n\nEnd.", "en")
    assert text == "Named:\n- one;\n- two.\nEnd."
