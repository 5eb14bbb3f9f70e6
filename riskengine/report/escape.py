"""Making foreign text inert: names and quotes come from documents that nobody vetted."""

from __future__ import annotations

import re
import unicodedata

_MARKDOWN = re.compile(r"([\\`*_\[\]<|~&])")
_SPACES = re.compile(r"\s+")


def printable(text: str) -> str:
    """One line without control characters, bidi overrides or zero-width characters.

    They can hide or reorder what a reviewer reads; every script's letters stay.
    """
    kept = (
        " " if character in "\n\t\r" else character
        for character in text
        if character in "\n\t\r" or unicodedata.category(character) not in {"Cc", "Cf", "Cs", "Co"}
    )
    return _SPACES.sub(" ", "".join(kept)).strip()


def markdown(text: object) -> str:
    """Text that CommonMark with tables shows as itself and nothing else.

    As little as possible is escaped, so that the source reads well too: round brackets and
    exclamation marks make no link or image without square ones.
    """
    escaped = _MARKDOWN.sub(r"\\\1", printable(str(text)))
    # At the start of a block these would make a heading, quote, rule or list.
    escaped = re.sub(r"^([-+=#>])", r"\\\1", escaped)
    escaped = re.sub(r"^(\d+)([.)])(?=\s|$)", r"\1\\\2", escaped)
    # Bare addresses become links on their own.
    return re.sub(r"(?i)(?<![a-z0-9])(https?|ftp|mailto|www)([:.])", r"\1\\\2", escaped)
