"""Readers of published list files, one module each. They run at compile time or import.

A reader turns the rows of one file into entities and counts every row: entities may hold
several rows of one party, and rows that cannot be read are named with their reason.
"""

from __future__ import annotations

from dataclasses import dataclass

from riskengine.model.entity import Entity


@dataclass(frozen=True, slots=True)
class Refusal:
    """A row that was not read. `row` counts from 1 within the source."""

    row: int
    reason: str


@dataclass(frozen=True, slots=True)
class ReadResult:
    """What a reader made of one list.

    Attributes:
        rows: rows of the list in the source file.
        parsed: rows that are part of some entity; `parsed + len(refused) == rows`.
        merged: rows that were joined to an entity begun by another row.
    """

    entities: tuple[Entity, ...]
    rows: int
    parsed: int
    merged: int = 0
    refused: tuple[Refusal, ...] = ()


__all__ = ["ReadResult", "Refusal"]
