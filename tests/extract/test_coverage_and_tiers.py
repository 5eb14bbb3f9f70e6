"""Tiers of relations with their reasons, and what of a document was read."""

from __future__ import annotations

from riskengine.extract import read
from riskengine.model.reading import Document, Extraction
from riskengine.vocab import RelationType


def reading(text: str) -> Extraction:
    return read(Document(text, "0" * 64, "text", "Memo"))


def test_a_plain_sentence_gives_a_relation_of_the_highest_tier() -> None:
    found = reading("Birch Holding owns 40% of Larkspur Optics Ltd.")
    assert [(item.tier, bool(item.tier_reason)) for item in found.relations] == [("high", True)]


def test_a_party_taken_from_the_context_lowers_the_tier_and_is_named_in_the_reason() -> None:
    found = reading(
        "Larkspur Optics Ltd. makes lenses in Leeds. Birch Holding owns 40% of the company."
    )
    owned = next(item for item in found.relations if item.type is RelationType.OWNED_BY)
    assert owned.tier == "medium"
    assert "Larkspur Optics Ltd." in owned.tier_reason


def test_paragraphs_without_a_relation_are_counted_and_named() -> None:
    found = reading(
        "Birch Holding owns 40% of Larkspur Optics Ltd.\n\nThe weather was fine in Leeds.\n\n"
        "Le soleil brille sur la ville et les enfants jouent dans le parc."
    )
    assert found.coverage is not None
    assert found.coverage.paragraphs == 3
    assert 2 in found.coverage.barren
    assert 1 not in found.coverage.barren
    assert any("No relation was found in" in note for note in found.notes)


def test_a_language_that_is_only_searched_for_names_is_said_with_its_paragraphs() -> None:
    found = reading(
        "Birch Holding owns 40% of Larkspur Optics Ltd.\n\nΗ εταιρεία ανακοίνωσε τα αποτελέσματα."
    )
    assert found.coverage is not None
    assert found.coverage.names_only == ((2, "Greek"),)
    assert "Paragraph 2 is in Greek: only names were searched." in found.notes
    assert 2 not in found.coverage.barren
