"""What an optional engine has to offer, and how its names join those of the core."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from riskengine.extract.prepared import Hit
from riskengine.extract.sentences import Paragraph


@dataclass(frozen=True, slots=True)
class Named:
    """An organisation that an engine found: offsets into the text it was given."""

    start: int
    end: int


class Provider(Protocol):
    """An engine that finds names of organisations in one script.

    Attributes:
        label: engine, its version and its model, as results print it.
        script: script of the paragraphs it reads: `Latn` or `Cyrl`.
    """

    @property
    def label(self) -> str: ...
    @property
    def script(self) -> str: ...
    def organisations(self, text: str) -> Sequence[Named]: ...


@dataclass(frozen=True, slots=True)
class ProvidedHit:
    """A name from an engine, in the form of a name found on a list, but on none."""

    start: int
    end: int
    entity_ids: tuple[str, ...] = ()


def provided_hits(
    text: str,
    blocks: Sequence[Paragraph],
    providers: Sequence[Provider],
    known: Sequence[Hit],
) -> tuple[ProvidedHit, ...]:
    """Names of all engines outside those that the lists gave, in order and without overlap."""
    found = [
        (block.start + name.start, block.start + name.end)
        for provider in providers
        for block in blocks
        if block.script == provider.script
        for name in provider.organisations(text[block.start : block.end])
        if 0 <= name.start < name.end <= block.end - block.start
    ]
    listed = sorted((hit.start, hit.end) for hit in known)
    hits: list[ProvidedHit] = []
    at, free_from = 0, 0
    for start, end in sorted(set(found), key=lambda span: (span[0], -span[1])):
        while at < len(listed) and listed[at][1] <= start:
            at += 1
        if start >= free_from and not (at < len(listed) and listed[at][0] < end):
            hits.append(ProvidedHit(start, end))
            free_from = end
    return tuple(hits)
