"""Small factories for reading tests. All names are invented."""

from __future__ import annotations

from riskengine.extract import NameFinder, read
from riskengine.model.reading import Document, Extraction, Relation


def read_text(
    text: str, *, title: str = "", published: str | None = None, finder: NameFinder | None = None
) -> Extraction:
    """Read a bare text."""
    return read(Document(text, "0" * 64, "text", title, "note.txt", published), finder=finder)


def facts(text: str, **options: str) -> set[tuple[str, str, str, str]]:
    """Relations of a text as (type, subject, object, polarity)."""
    return {
        (item.type.value, item.subject, item.object, item.polarity.value)
        for item in read_text(text, **options).relations  # type: ignore[arg-type]
    }


def one(text: str, type_: str, **options: str) -> Relation:
    """The only relation of a type."""
    found = [item for item in read_text(text, **options).relations if item.type.value == type_]  # type: ignore[arg-type]
    assert len(found) == 1, [(item.type.value, item.subject, item.object) for item in found]
    return found[0]


def mentions(text: str) -> list[str]:
    """Mentions in order of the text."""
    found = [m for party in read_text(text).parties for m in party.mentions]
    return [m.text for m in sorted(found, key=lambda item: item.start)]


def kinds(text: str) -> dict[str, str]:
    """Canonical name -> kind."""
    return {party.canonical: party.kind.value for party in read_text(text).parties}
