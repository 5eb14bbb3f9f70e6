"""Codes and layouts of the EU list, from the package's data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from riskengine.watchlist.yamlfile import packaged_yaml

PARTS = ("NameAlias", "Address", "BirthDate", "Identification", "Citizenship")


@dataclass(frozen=True, slots=True)
class EuCodes:
    """Content of `eu_codes.yaml`; see the comments there.

    Attributes:
        elements: `TAG` and `TAG@ATTRIBUTE` of all that an XML entry may hold.
        csv_1_0, csv_1_1: column -> (part, attribute).
    """

    identification: Mapping[str, str]
    contact: Mapping[str, tuple[str, str]]
    elements: frozenset[str]
    csv_1_0: Mapping[str, tuple[str, str]]
    csv_1_1: Mapping[str, tuple[str, str]]
    iso3: Mapping[str, str]


@lru_cache(maxsize=1)
def eu_codes() -> EuCodes:
    """The bundled codes."""
    data = packaged_yaml("eu_codes.yaml")
    elements = set(data["elements"])
    for tag, attributes in data["elements"].items():
        elements.update(f"{tag}@{name}" for name in attributes.split())
    iso3 = (tuple(pair.split()) for pair in data["iso3"].split(","))
    return EuCodes(
        identification=data["identification"],
        contact={key: (label, words) for key, (label, words) in data["contact"].items()},
        elements=frozenset(elements),
        csv_1_0=_old_columns(data["csv_1_0"]),
        csv_1_1=_columns(data["csv_1_1"], data["regulation_columns"]),
        iso3=dict(iso3),
    )


def _old_columns(table: Mapping[str, str]) -> dict[str, tuple[str, str]]:
    out = {}
    for column, place in table.items():
        part, attribute = place.split()
        out[column] = (part, attribute)
    # The entity's number is printed again in front of each part.
    for index in range(len(PARTS)):
        out[f"Entity_logical_id#{index + 2}"] = ("-", "-")
    return out


def _columns(
    table: Mapping[str, Mapping[str, str]], acts: Mapping[str, str]
) -> dict[str, tuple[str, str]]:
    out = {"fileGenerationDate": ("-", "-")}
    for part, columns in table.items():
        for column, attribute in columns.items():
            out[f"{part}_{column}"] = (part, attribute)
        for column, attribute in acts.items():
            out[f"{part}_{column}"] = (part, attribute)
        if part != "Entity":
            out[f"{part}_LogicalId"] = (part, "logicalId")
            out[f"{part}_RegulationLanguage"] = (part, "-")
            out[f"{part}_Remark"] = (part, "remark")
    return out
