"""Names of ships without the letters that only say that they are ships."""

from __future__ import annotations

import re
from functools import lru_cache

_PREFIX = re.compile(
    r"^\s*(?:(?:m\s?[/.]?\s?[vt]|s\s?[/.]?\s?s|f\s?/\s?v|msv|lpg/c|vessel|ship|tanker)\b\.?\s*)+(?=\S)",
    re.IGNORECASE,
)


@lru_cache(maxsize=8192)
def unprefixed(name: str) -> str:
    """A ship's name without "MV" and the like in front."""
    return _PREFIX.sub("", name) or name
