"""Codes and layouts of the UK Sanctions List, from the package's data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from riskengine.watchlist.yamlfile import packaged_yaml


@dataclass(frozen=True, slots=True)
class UkCodes:
    """Content of `uk_codes.yaml`; see the comments there."""

    languages: Mapping[str, str]
    countries: Mapping[str, str]
    elements: frozenset[str]
    facts: Mapping[str, str]
    heads: Mapping[str, str]
    parts: Mapping[str, Mapping[str, str]]


@lru_cache(maxsize=1)
def uk_codes() -> UkCodes:
    """The bundled codes."""
    data = packaged_yaml("uk_codes.yaml")
    return UkCodes(
        languages=data["languages"],
        countries=data["countries"],
        elements=frozenset(data["elements"].split()),
        facts=data["facts"],
        heads=data["heads"],
        parts=data["parts"],
    )
