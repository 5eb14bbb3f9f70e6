"""What of a document was read, and what gave nothing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from riskengine.extract.facts import Raw
from riskengine.extract.sentences import Paragraph
from riskengine.model.reading import Coverage

_SHOWN = 12
"""Paragraph numbers that a note spells out before it only counts."""


def coverage(
    text: str,
    blocks: Sequence[Paragraph],
    names_only: Sequence[tuple[Paragraph, str]],
    facts: Iterable[Raw],
) -> Coverage:
    """Count what was read.

    Args:
        blocks: all paragraphs.
        names_only: those that were only searched for names, with their language.
        facts: every relation found, repeated ones included.
    """
    starts = sorted(fact.start for fact in facts)
    skipped = {block.index for block, _ in names_only}
    barren = []
    at = 0
    for block in sorted(blocks, key=lambda item: item.start):
        while at < len(starts) and starts[at] < block.start:
            at += 1
        if block.index not in skipped and not (at < len(starts) and starts[at] < block.end):
            barren.append(block.index + 1)
    return Coverage(
        words=len(text.split()),
        sentences=sum(len(block.sentences) for block in blocks),
        paragraphs=len(blocks),
        barren=tuple(barren),
        names_only=tuple((block.index + 1, language) for block, language in names_only),
    )


def coverage_notes(found: Coverage) -> list[str]:
    """The same in sentences: one for each language that was not read, one for silence."""
    notes = []
    languages: dict[str, list[int]] = {}
    for number, language in found.names_only:
        languages.setdefault(language, []).append(number)
    for language, numbers in languages.items():
        if len(numbers) == 1:
            start = f"Paragraph {numbers[0]} is"
        else:
            start = f"Paragraphs {_numbers(numbers)} are"
        notes.append(f"{start} in {language}: only names were searched.")
    if found.barren:
        notes.append(
            f"No relation was found in {len(found.barren)} of {found.paragraphs} paragraphs "
            f"({_numbers(found.barren)})."
        )
    return notes


def _numbers(numbers: Sequence[int]) -> str:
    shown = ", ".join(str(number) for number in numbers[:_SHOWN])
    return f"{shown} and {len(numbers) - _SHOWN} more" if len(numbers) > _SHOWN else shown
