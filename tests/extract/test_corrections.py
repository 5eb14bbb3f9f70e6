"""An analyst's corrections: what they change, what they record, and what is refused."""

from __future__ import annotations

import hashlib

import pytest

from riskengine.errors import InputError
from riskengine.extract import read
from riskengine.extract.correction_file import SCHEMA, parse_corrections
from riskengine.extract.corrections import apply
from riskengine.model.interval import Stake
from riskengine.model.reading import Document, Extraction
from riskengine.vocab import PartyKind, Polarity, RelationType

TEXT = "Birch Holding owns 40% of Larkspur Optics Ltd. The rest went to tallow."
DOCUMENT = Document(TEXT, hashlib.sha256(TEXT.encode()).hexdigest(), "text", "Memo")


def corrected(body: str, document: str = DOCUMENT.sha256) -> Extraction:
    raw = f"schema: {SCHEMA}\ndocument: '{document}'\nby: J. Roe\ndated: 2025-03-04\n{body}"
    return apply(read(DOCUMENT), parse_corrections(raw.encode(), "memo.corrections.yaml"))


def stakes(extraction: Extraction) -> list[tuple[str, str, float | None]]:
    return [
        (item.subject, item.object, item.percent)
        for item in extraction.relations
        if item.type is RelationType.OWNED_BY
    ]


def test_the_reader_finds_the_stake_that_the_corrections_start_from() -> None:
    assert stakes(read(DOCUMENT)) == [("Larkspur Optics Ltd.", "Birch Holding", 40.0)]


def test_a_struck_relation_is_gone_and_stays_on_record() -> None:
    found = corrected(
        "corrections: [{strike: {type: owned_by, subject: Larkspur Optics Ltd., "
        "object: Birch Holding}, reason: another Larkspur}]"
    )
    assert stakes(found) == []
    assert found.corrected is not None
    entry = found.corrected.entries[0]
    assert (entry.action, entry.reason, entry.relation.percent) == (
        "strike",
        "another Larkspur",
        40,
    )
    assert (found.corrected.by, found.corrected.on) == ("J. Roe", "2025-03-04")


def test_an_added_relation_points_at_its_quote_and_brings_its_party() -> None:
    found = corrected(
        "parties: [{name: tallow, kind: fund}]\n"
        "corrections: [{add: {type: owned_by, subject: Larkspur Optics Ltd., object: tallow, "
        "polarity: asserted, percent: 60, quote: The rest went to tallow}, reason: missed}]"
    )
    added = next(item for item in found.relations if item.object == "tallow")
    assert added.evidence.of(TEXT) == "The rest went to tallow"
    assert added.stake == Stake(60.0, 60.0)
    assert added.tier_reason == "stated by J. Roe in a correction"
    party = found.party("tallow")
    assert party is not None
    assert party.kind is PartyKind.FUND
    assert [TEXT[m.start : m.end] for m in party.mentions] == ["tallow"]


def test_a_change_sets_only_what_it_names_and_keeps_what_was_read() -> None:
    found = corrected(
        "corrections: [{change: {type: owned_by, subject: Larkspur Optics Ltd., object: "
        "Birch Holding}, to: {polarity: denied, speaker: Birch Holding}, reason: misread}]"
    )
    relation = next(item for item in found.relations if item.type is RelationType.OWNED_BY)
    assert (relation.polarity, relation.speaker, relation.percent) == (
        Polarity.DENIED,
        "Birch Holding",
        40.0,
    )
    assert found.corrected is not None
    before = found.corrected.entries[0].before
    assert before is not None
    assert before.polarity is Polarity.ASSERTED


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (
            "corrections: [{add: {type: owned_by, subject: Birch Holding, object: Nobody, "
            "polarity: asserted, quote: owns}, reason: x}]",
            "'Nobody' is no party",
        ),
        (
            "corrections: [{add: {type: owned_by, subject: Birch Holding, object: STATE:China, "
            "polarity: asserted, quote: sold}, reason: x}]",
            "does not stand in the text",
        ),
        (
            "corrections: [{add: {type: owned_by, subject: Birch Holding, object: STATE:China, "
            "polarity: asserted, quote: o}, reason: x}]",
            "times in the text",
        ),
        (
            "corrections: [{strike: {type: violated, subject: Birch Holding, "
            "object: US-SANCTIONS}, reason: x}]",
            "no violated relation",
        ),
        ("parties: [{name: Zephyr}]", "does not stand in the text"),
        ("corrections: [{reason: x}]", "exactly one of add, strike and change"),
        (
            "corrections: [{change: {type: owned_by, subject: a, object: b}, reason: x}]",
            "`to` belongs",
        ),
        ("corections: []", "corections"),
        ("corrections: [", "is no YAML"),
    ],
)
def test_a_file_that_does_not_fit_is_refused_with_the_place(body: str, words: str) -> None:
    with pytest.raises(InputError, match=r"memo\.corrections\.yaml") as caught:
        corrected(body)
    assert words in str(caught.value)


def test_corrections_of_another_document_are_refused() -> None:
    with pytest.raises(InputError, match="belongs to the document"):
        corrected("corrections: []", document="0" * 64)
