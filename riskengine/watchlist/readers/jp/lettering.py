"""Cells of Japan's asset-freeze list that hold several things: lettered, or parted by signs."""

from __future__ import annotations

import re

NOTHING = frozenset(("", "不明", "なし", "該当なし", "-", "na", "n/a", "unknown"))
_LETTER = re.compile(r"(?:\(|(?<![A-Za-z(]))([a-z])\)\s*")


def has_letters(text: str) -> bool:
    """Whether "(a)" or "b)" stands anywhere in a text."""
    return _LETTER.search(text) is not None


def lettered(text: str) -> list[str]:
    """Items of `(a)first (b)second`; one item where there are no letters in order.

    Letters in a bracket of an item (`(b)Name (born a)1960 b)1963)`) do not part the cell.
    """
    inside = inside_brackets(text)
    cuts: list[tuple[int, int]] = []
    first = "a"
    for found in _LETTER.finditer(text):
        if cuts and inside[found.start(1)] > inside[cuts[0][1] - 2]:
            continue
        if not cuts and not text[: found.start()].strip():
            first = found[1]  # a run of lines may begin in the middle: "(b)X (c)Y"
        if found[1] == chr(ord(first) + len(cuts)):
            cuts.append((found.start(), found.end()))
        elif found[1] == "a" and cuts:
            # "(a)" begins a second series where a list is printed in Japanese and in English.
            cuts, first = [(found.start(), found.end())], "a"
    if not cuts:
        return [item] if (item := text.strip(" 、,;\n")) else []
    ends = [*(start for start, _ in cuts[1:]), len(text)]
    items = [text[a:b].strip(" 、,;\n") for (_, a), b in zip(cuts, ends, strict=True)]
    return [item for item in items if item and item.lower() not in NOTHING]


def inside_brackets(text: str) -> list[int]:
    """How many brackets stand open and closed around each character; letters' own do not count."""
    own = {
        position
        for found in _LETTER.finditer(text)
        for position in range(found.start(), found.end())
        if text[position] in "()"
    }
    depth = [0] * len(text)
    opened: list[int] = []
    for index, char in enumerate(text):
        if index in own:
            continue
        if char == "(":
            opened.append(index)
        elif char == ")" and opened:
            for position in range(opened.pop(), index):
                depth[position] += 1
    return depth


def split_outside(text: str, separators: str) -> list[str]:
    """Parts between separators that are in no bracket; empty ones left out."""
    inside = inside_brackets(text)
    parts, start = [], 0
    for index, char in enumerate(text):
        if char in separators and not inside[index]:
            parts.append(text[start:index])
            start = index + 1
    parts.append(text[start:])
    return [part.strip() for part in parts if part.strip()]
