"""Entities written out for other programs: FollowTheMoney, a flat table, or our own lines."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TextIO

from riskengine.errors import SettingsError
from riskengine.model.entity import Entity
from riskengine.watchlist.codec import entity_to_json
from riskengine.watchlist.export_csv import write_csv
from riskengine.watchlist.export_ftm import ftm_lines

FORMATS = ("ftm", "csv", "jsonl")


def export(entities: Iterable[Entity], stream: TextIO, format: str) -> int:  # noqa: A002
    """Write entities to a text stream; same entities, same text. Returns how many.

    Args:
        stream: open for text, with `newline=""` where it is a file.
        format: `ftm` (FollowTheMoney JSON lines, which our own reader reads back), `csv` (one
            row an entity, for people and spreadsheets), or `jsonl` (our own schema, with the
            list id).

    Raises:
        SettingsError: no such format.
    """
    if format not in FORMATS:
        raise SettingsError(
            f"no export format {format!r}", hint=f"Use one of: {', '.join(FORMATS)}."
        )
    if format == "csv":
        return write_csv(entities, stream)
    count = 0
    for entity in entities:
        count += 1
        if format == "jsonl":
            stream.write(entity_to_json(entity, with_list_id=True) + "\n")
        else:
            for line in ftm_lines(entity):
                stream.write(line + "\n")
    return count
