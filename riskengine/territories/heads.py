"""First words of places and countries whose names have several words."""

from __future__ import annotations

from functools import lru_cache

from riskengine.territories.countries import _atlas
from riskengine.territories.places import _gazetteer


@lru_cache(maxsize=1)
def phrase_heads() -> frozenset[str]:
    """Folded first words of names such as "Hong Kong": where to look for a longer name."""
    atlas = _atlas()
    lookup = {key.partition(" ")[0] for key in atlas.lookup_only if " " in key}
    return frozenset(lookup | atlas.terms.heads() | _gazetteer().book.heads())


def may_be_named(key: str) -> bool:
    """Whether some place or country is spelled so: a quick look before the full ones.

    Args:
        key: as `phrase_key` gives it.
    """
    atlas = _atlas()
    return (
        _gazetteer().book.get(key) is not None
        or atlas.terms.get(key) is not None
        or key in atlas.lookup_only
    )


@lru_cache(maxsize=1)
def east_asian_starts() -> frozenset[str]:
    """First two characters of places and countries in Han characters, kana or Hangul."""
    atlas = _atlas()
    lookup = {key[:2] for key in atlas.lookup_only if "\u3040" <= key[:1] <= "\ud7a3"}
    named = atlas.terms.east_asian_starts() | _gazetteer().book.east_asian_starts()
    return frozenset(lookup | named)
