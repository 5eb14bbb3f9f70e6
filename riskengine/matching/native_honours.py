"""Whom a party is named after: official names leave it out in one language and not in another."""

from __future__ import annotations

import re

from riskengine.text import plain

_NAMED = re.compile(
    r"(?<!\w)(?:имени|им\.|им(?=\s)|імені|ім\.|ім(?=\s)|носеща? името на|named (?:after|for))\s*",
    re.IGNORECASE,
)
# A brand in quotes, a place after a comma and a remark are no part of the honour.
_END = re.compile(r"[«»“”„\"‘’(),;–—]|\s'|'\s|\s-\s")


def honoured_words(text: str) -> frozenset[str]:
    """Plain words of the honour in a name; empty where nobody is honoured.

    "Завод имени 50-летия Октября «Квелтор»" gives 50, летия and октября.
    """
    found = _NAMED.search(text)
    if found is None:
        return frozenset()
    rest = text[found.end() :]
    end = _END.search(rest)
    words = plain(rest[: end.start()] if end else rest)
    return frozenset(words.replace("'", "").replace("-", " ").split())
