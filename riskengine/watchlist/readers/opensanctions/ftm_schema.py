"""What the schemas and properties of FollowTheMoney mean here, from the package's data."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache

from riskengine.vocab import EntityKind, NameKind
from riskengine.watchlist.yamlfile import packaged_yaml

SANCTION = "Sanction"
ADDRESS = "Address"
OCCUPANCY = "Occupancy"
POSITION = "Position"
DOCUMENTS = frozenset({"Identification", "Passport"})


@dataclass(frozen=True, slots=True)
class LinkSchema:
    """A tie between two parties: kept on the party under `source`, read towards `target`."""

    source: str
    target: str
    type: str


@dataclass(frozen=True, slots=True)
class Referent:
    """How another publisher's number is written in the id of a merged record."""

    pattern: re.Pattern[str]
    scheme: str
    value: str


@dataclass(frozen=True)
class FtmSchema:
    """Content of `ftm_schema.yaml`; see the comments there."""

    parties: Mapping[str, EntityKind]
    links: Mapping[str, LinkSchema]
    references: Mapping[str, str]
    names: Mapping[str, NameKind]
    home_countries: tuple[str, ...]
    other_countries: tuple[str, ...]
    identifiers: Mapping[str, str]
    identifiers_of: Mapping[str, Mapping[str, str]]
    case_sensitive: frozenset[str]
    documents: Mapping[str, str]
    dates: Mapping[str, str]
    details: Mapping[str, str]
    remarks: tuple[str, ...]
    ignored: frozenset[str]
    referents: tuple[Referent, ...]
    ended: frozenset[str]

    @cached_property
    def known(self) -> frozenset[str]:
        """Properties of a party that are read or left out on purpose."""
        return frozenset(
            {
                *self.names,
                *self.home_countries,
                *self.other_countries,
                *self.identifiers,
                *self.dates,
                *self.details,
                *self.remarks,
                *self.references,
                *self.ignored,
                *(prop for table in self.identifiers_of.values() for prop in table),
            }
        )

    def scheme(self, schema: str, prop: str) -> str:
        """Identifier scheme of a property, "" for none; `*-` stands for the party's country."""
        own = self.identifiers_of.get(schema, {})
        return own.get(prop) or self.identifiers.get(prop, "")

    def numbers(self, schema: str) -> tuple[str, ...]:
        """Properties that hold numbers, in the order of the table."""
        return tuple(dict.fromkeys([*self.identifiers_of.get(schema, {}), *self.identifiers]))


@lru_cache(maxsize=1)
def ftm_schema() -> FtmSchema:
    """The bundled table."""
    data = packaged_yaml("ftm_schema.yaml")
    return FtmSchema(
        parties={name: EntityKind(kind) for name, kind in data["parties"].items()},
        links={
            name: LinkSchema(item["from"], item["to"], item["type"])
            for name, item in data["links"].items()
        },
        references=data["references"],
        names={prop: NameKind(kind) for prop, kind in data["names"].items()},
        home_countries=tuple(data["countries"]["home"]),
        other_countries=tuple(data["countries"]["other"]),
        identifiers=data["identifiers"],
        identifiers_of=data["identifiers_of"],
        case_sensitive=frozenset(data["case_sensitive"]),
        documents=data["documents"],
        dates=data["dates"],
        details=data["details"],
        remarks=tuple(data["remarks"]),
        ignored=frozenset(data["ignored"]),
        referents=tuple(
            Referent(re.compile(item["pattern"]), item["scheme"], item["value"])
            for item in data["referents"]
        ),
        ended=frozenset(data["ended"]),
    )
