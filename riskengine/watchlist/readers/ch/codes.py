"""Codes of the Swiss list, from the package's data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from riskengine.vocab import EntityKind, NameKind
from riskengine.watchlist.yamlfile import packaged_yaml


@dataclass(frozen=True, slots=True)
class SwissCodes:
    """Content of `ch_codes.yaml`; see the comments there."""

    name_types: Mapping[str, NameKind]
    name_parts: Mapping[str, int]
    languages: Mapping[str, str]
    object_types: Mapping[str, EntityKind]
    documents: Mapping[str, str]
    relations: Mapping[str, str]
    labelled_numbers: Mapping[str, str]
    labelled_details: Mapping[str, str]
    known: frozenset[str]

    def language(self, code: str) -> str | None:
        """ISO 639-1 code, or None where the code is not known."""
        return self.languages.get(code.lower())


@lru_cache(maxsize=1)
def swiss_codes() -> SwissCodes:
    """The bundled tables."""
    data = packaged_yaml("ch_codes.yaml")
    return SwissCodes(
        name_types={key: NameKind(value) for key, value in data["name_types"].items()},
        name_parts=data["name_parts"],
        languages=data["languages"],
        object_types={key: EntityKind(value) for key, value in data["object_types"].items()},
        documents=data["documents"],
        relations=data["relations"],
        labelled_numbers=data["labelled_numbers"],
        labelled_details=data["labelled_details"],
        known=frozenset(
            name
            for tag, attributes in data["elements"].items()
            for name in (tag, *(f"{tag}@{attribute}" for attribute in attributes))
        ),
    )
