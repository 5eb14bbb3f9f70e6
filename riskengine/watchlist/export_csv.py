"""A flat table of entities: one row each, several values joined by `; `.

A cell that a spreadsheet would run as a formula (it starts with `=`, `+`, `-`, `@` or a tab)
gets an apostrophe in front; no other cell is changed.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable
from typing import TextIO

from riskengine.model.entity import Entity, EntityRelation
from riskengine.vocab import NameKind

_FORMULA = ("=", "+", "-", "@", "\t")

COLUMNS = (
    "id",
    "list_id",
    "kind",
    "name",
    "aliases",
    "weak_aliases",
    "former_names",
    "acronyms",
    "transliterations",
    "countries",
    "addresses",
    "identifiers",
    "dates",
    "programs",
    "authorities",
    "entries",
    "listed_on",
    "delisted_on",
    "citations",
    "measures",
    "relations",
    "details",
    "source",
    "note",
)


def write_csv(entities: Iterable[Entity], stream: TextIO) -> int:
    """Write the header and one row per entity; returns the number of entities."""
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    count = 0
    for entity in entities:
        writer.writerow([defused(cell) for cell in cells(entity)])
        count += 1
    return count


def defused(cell: str) -> str:
    """The cell as a spreadsheet shows it, never as a formula it runs."""
    return f"'{cell}" if cell.startswith(_FORMULA) else cell


def cells(entity: Entity) -> list[str]:
    """Cells of one row, in the order of `COLUMNS`."""
    listings = entity.listings
    return [
        entity.id,
        entity.list_id,
        entity.kind.value,
        entity.names[0].text if entity.names else "",
        # A second primary name is another full name, so it stands with the aliases.
        _names(entity, NameKind.PRIMARY, NameKind.ALIAS),
        _names(entity, NameKind.WEAK_ALIAS),
        _names(entity, NameKind.FORMER),
        _names(entity, NameKind.ACRONYM),
        _names(entity, NameKind.TRANSLITERATION),
        _joined(entity.countries),
        _joined(entity.addresses),
        _joined(f"{number.scheme}:{number.value}" for number in entity.identifiers),
        _joined(f"{label} {when}" for label, when in entity.dates),
        _joined(listing.program for listing in listings),
        _joined(dict.fromkeys(listing.authority for listing in listings)),
        _joined(listing.entry for listing in listings),
        _joined(str(item.listed_on) for item in listings if item.listed_on is not None),
        _joined(str(item.delisted_on) for item in listings if item.delisted_on is not None),
        _joined(listing.citation for listing in listings),
        _joined(dict.fromkeys(text for listing in listings for text in listing.measures)),
        _joined(_tie(relation) for relation in entity.relations),
        _joined(f"{label}: {value}" for label, value in entity.details),
        entity.source,
        entity.note,
    ]


def _names(entity: Entity, *kinds: NameKind) -> str:
    return _joined(name.text for name in entity.names[1:] if name.kind in kinds)


def _tie(relation: EntityRelation) -> str:
    share = "" if relation.stake.is_unknown else f" ({relation.stake})"
    return f"{relation.type} {relation.target}{share}"


def _joined(values: Iterable[str]) -> str:
    return "; ".join(value for value in values if value)
