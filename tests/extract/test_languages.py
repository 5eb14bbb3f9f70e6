"""Paragraphs in Latin letters that are not English are searched for names, and the note says so."""

from __future__ import annotations

import pytest

from riskengine.extract import read
from riskengine.extract.coverage import coverage_notes
from riskengine.model.reading import Document, Extraction

GERMAN = (
    "Die Kestrel Maschinenbau GmbH in Stuttgart wurde im März von der Hongdu-Gruppe übernommen, "
    "die damit achtzig Prozent der Anteile hält."
)
FRENCH = (
    "La société Orphéon a été inscrite sur la liste des sanctions en raison de ses liens avec "
    "l'armée, selon un communiqué publié lundi."
)
ENGLISH = "Tern Industries Ltd. was added to the Entity List in May."


def reading(text: str) -> Extraction:
    return read(Document(text, "0" * 64, "text", "Memo"))


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (GERMAN, "German"),
        (FRENCH, "French"),
        ("Firma została kupiona przez grupę, która posiada teraz większość udziałów.", "Polish"),
        (
            "La empresa fue sancionada por el Departamento del Tesoro por vender petróleo.",
            "Spanish",
        ),
        (
            "Perusahaan tambang itu dimiliki oleh pengusaha yang berkantor di Jakarta dan Bogor.",
            "Indonesian",
        ),
    ],
)
def test_the_language_of_a_paragraph_is_told(text: str, language: str) -> None:
    assert reading(f"{text}\n\n{ENGLISH}").coverage.names_only == ((1, language),)


def test_the_english_around_it_is_read_as_ever() -> None:
    found = reading(f"{ENGLISH}\n\n{GERMAN}\n\n{FRENCH}")
    assert [relation.type.value for relation in found.relations] == ["listed_on"]
    assert coverage_notes(found.coverage)[:2] == [
        "Paragraph 2 is in German: only names were searched.",
        "Paragraph 3 is in French: only names were searched.",
    ]
    assert "Kestrel Maschinenbau GmbH" in [party.canonical for party in found.parties]


@pytest.mark.parametrize(
    "text",
    [
        "Shipments: lenses, mirrors, gimbals, batteries, cables, antennas, connectors, drones",
        "- Tern Industries LLC, of Minsk, Belarus\n- Plover Capital Ltd.",
        "Kestrel Trading GmbH & Co. KG, Société Générale, Banco do Brasil S.A., Yapı Kredi A.Ş.",
        "Ltd.",
        "12 % 34 %",
    ],
)
def test_lists_and_scraps_have_no_language(text: str) -> None:
    assert reading(text).coverage.names_only == ()
