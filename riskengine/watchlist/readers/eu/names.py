"""Names as the EU's list prints them: several in one, or half of one."""

from __future__ import annotations

import re

_QUOTES = re.compile('["“”„«»]')


def several(printed: str) -> list[str]:
    """`JSC Raft; NJSC Raft` are two names; a semicolon in quotes or before one word parts none."""
    parts = [part.strip() for part in printed.split("; ")]
    whole = all(len(part.split()) > 1 and len(_QUOTES.findall(part)) % 2 == 0 for part in parts)
    return parts if whole else [printed]


def is_damaged(name: str) -> bool:
    """Whether half of a name's letters are gone: what is left names anybody."""
    if "?" not in name and "\ufffd" not in name:
        return False
    signs = [char for char in name if not char.isspace()]
    lost = sum(char in "?\ufffd" for char in signs)
    return lost * 2 >= len(signs)
