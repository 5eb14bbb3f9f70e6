"""Codes and layout of the UN list, from the package's data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from riskengine.watchlist.yamlfile import packaged_yaml


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
    data = packaged_yaml("un_codes.yaml")
    return UnCodes(
        documents=data["documents"],
        list_types=frozenset(data["list_types"]),
        countries=data["countries"],
        elements=frozenset(data["elements"].split()),
    )
