"""Which characters of a text are taken already, in constant time per question."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from typing import TypeVar

from riskengine.extract.sentences import Paragraph, Sentence

S = TypeVar("S")


class Ground:
    """A map of taken characters."""

    def __init__(self, size: int) -> None:
        self._cells = bytearray(size)

    @classmethod
    def of(cls, size: int, blocks: Iterable[Paragraph]) -> Ground:
        """The characters that lie in given paragraphs."""
        ground = cls(size)
        for block in blocks:
            ground.take(block.start, block.end)
        return ground

    def free(self, start: int, end: int) -> bool:
        """Whether no character of a span is taken."""
        return self._cells.find(1, start, end) < 0

    def full(self, start: int, end: int) -> bool:
        """Whether every character of a span is taken."""
        return self._cells.find(0, start, end) < 0

    def take(self, start: int, end: int) -> None:
        """Mark a span."""
        self._cells[start:end] = b"\x01" * (end - start)


def within(
    spans: Sequence[tuple[int, int, S]], starts: Sequence[int], sentence: Sentence
) -> list[tuple[int, int, S]]:
    """The spans that lie in a sentence; `starts` are their starts, sorted."""
    found = []
    for at in range(bisect_left(starts, sentence.start), len(spans)):
        if spans[at][0] >= sentence.end:
            break
        if spans[at][1] <= sentence.end:
            found.append(spans[at])
    return found
