"""The `ids` of the official Consolidated Screening List: numbers, and much that is no number.

OFAC publishes every identifying feature of a party there: passports and register numbers,
but also gender, e-mail addresses, directives, secondary-sanctions notes and listing dates.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from riskengine.watchlist.readers.ofac.facts import PartyFacts
from riskengine.watchlist.readers.parts import countries_of


@dataclass(frozen=True, slots=True)
class PrintedId:
    """One identifying feature as published; `more` is issue and expiry, where stated."""

    label: str
    value: str
    country: str = ""
    more: str = ""


def split_ids(text: str) -> tuple[PrintedId, ...]:
    """Identifiers of one CSV cell: "type, value, country; type, value; ..."."""
    held: list[list[str]] = []
    for part in text.split("; "):
        label, comma, value = part.strip().partition(", ")
        if comma:
            held.append([label, value])
        elif held and part.strip():
            held[-1][1] += f"; {part.strip()}"  # a semicolon within the value before it
        elif part.strip():
            held.append([part.strip(), ""])
    out = []
    for label, value in held:
        left, comma, right = value.rpartition(", ")
        country = right if comma and len(right) == 2 and countries_of([right])[0] else ""
        out.append(PrintedId(label, left if country else value, country))
    return tuple(out)


def add_ids(ids: Sequence[PrintedId], facts: PartyFacts) -> None:
    """Put identifiers into a party's facts, by the labels that all forms of OFAC's lists share.

    A label that is not on file is reported as odd, and its value kept as published.
    """
    for item in ids:
        if not item.value.strip():
            facts.draft.detail("remark", item.label)
            continue
        facts.label_and_value(item.label, item.value, country=item.country, remarks=item.more)
