"""Pieces of a source in reading order, and the canonical text made of them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass

from riskengine.errors import InputError
from riskengine.model.reading import Document, Place
from riskengine.text.documents import without_invisible


@dataclass(frozen=True, slots=True)
class Piece:
    """One paragraph, heading, list entry or row of a table.

    Attributes:
        where: its place in the source, such as `page 3` or `paragraph 12`.
    """

    text: str
    where: str


def document_of(
    pieces: Iterable[Piece],
    data: bytes,
    *,
    kind: str,
    origin: str,
    title: str = "",
    published: str | None = None,
) -> Document:
    """Join pieces into a document, a blank line between two of them.

    Raises:
        InputError: no piece holds any text.
    """
    parts: list[str] = []
    places: list[Place] = []
    at = 0
    for piece in pieces:
        text = without_invisible(piece.text).strip()
        if not text:
            continue
        if parts:
            at += 2
        places.append(Place(at, at + len(text), piece.where))
        parts.append(text)
        at += len(text)
    if not parts:
        raise InputError(
            f"{origin} holds no text",
            hint="There is nothing to assess; an empty document is not a clean result.",
            code="input.empty",
        )
    return Document(
        text="\n\n".join(parts),
        sha256=hashlib.sha256(data).hexdigest(),
        kind=kind,
        title=" ".join(title.split()) or origin,
        origin=origin,
        published=published,
        places=tuple(places),
    )
