"""Codes and layout of the UN list, from the package's data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from pathlib import Path

from riskengine.watchlist.yamlfile import load_yaml


@dataclass(frozen=True, slots=True)
class UnCodes:
    """Content of `un_codes.yaml`; see the comments there."""

    documents: Mapping[str, str]
    list_types: frozenset[str]
    countries: Mapping[str, str]
    elements: frozenset[str]


@lru_cache(maxsize=1)
def un_codes() -> UnCodes:
    """The bundled codes."""
    source = resources.files("riskengine") / "data" / "watchlist" / "un_codes.yaml"
    with resources.as_file(source) as path:
        data = load_yaml(Path(path))
    return UnCodes(
        documents=data["documents"],
        list_types=frozenset(data["list_types"]),
        countries=data["countries"],
        elements=frozenset(data["elements"].split()),
    )
