"""Codes and layouts of the UK Sanctions List, from the package's data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from pathlib import Path

from riskengine.watchlist.yamlfile import load_yaml


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
    source = resources.files("riskengine") / "data" / "watchlist" / "uk_codes.yaml"
    with resources.as_file(source) as path:
        data = load_yaml(Path(path))
    return UkCodes(
        languages=data["languages"],
        countries=data["countries"],
        elements=frozenset(data["elements"].split()),
        facts=data["facts"],
        heads=data["heads"],
        parts=data["parts"],
    )
