"""Reading past characters that nobody sees: zero-width marks, soft hyphens, direction marks.

They hide names from a search ("Ac\u200bme"). The text is read without them, and every offset is
carried back to the text as it is.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Sequence

from riskengine.model.reading import Document, Extraction, Mention, Span
from riskengine.text.documents import INVISIBLE


def read_past_invisible(document: Document, read: Callable[[Document], Extraction]) -> Extraction:
    """Read a document without its invisible characters; offsets point into it with them."""
    text = document.text
    hidden = {at for found in INVISIBLE.finditer(text) for at in range(*found.span())}
    if not hidden:
        return read(document)
    kept = [at for at in range(len(text)) if at not in hidden]
    plain = dataclasses.replace(document, text="".join(text[at] for at in kept))
    return _carried_back(read(plain), document, kept)


def _carried_back(found: Extraction, document: Document, kept: Sequence[int]) -> Extraction:
    text = document.text

    def span(value: Span) -> Span:
        if value.end <= value.start:
            at = kept[value.start] if value.start < len(kept) else len(text)
            return Span(at, at)
        return Span(kept[value.start], kept[value.end - 1] + 1)

    def mention(value: Mention) -> Mention:
        place = span(Span(value.start, value.end))
        return Mention(place.of(text), place.start, place.end)

    return dataclasses.replace(
        found,
        document=document,
        parties=tuple(
            dataclasses.replace(
                party,
                mentions=tuple(mention(item) for item in party.mentions),
                country_evidence=span(party.country_evidence) if party.country_evidence else None,
            )
            for party in found.parties
        ),
        relations=tuple(
            dataclasses.replace(item, evidence=span(item.evidence)) for item in found.relations
        ),
        round=dataclasses.replace(
            found.round, evidence=tuple(span(item) for item in found.round.evidence)
        )
        if found.round is not None
        else None,
        notes=(
            *found.notes,
            f"The text holds {len(text) - len(kept)} invisible characters; names were read past "
            "them.",
        ),
    )
