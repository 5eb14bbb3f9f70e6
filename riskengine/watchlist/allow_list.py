"""Allow lists: matches that a named person has looked into and cleared, with a reason.

An entry clears one named party against named list entries, and nothing else. It never clears
a name in general, and it ends on the day it says.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError, field_validator

from riskengine.errors import InputError, WatchlistError
from riskengine.identifiers import parse_identifier
from riskengine.model.entity import Identifier
from riskengine.text.normalise import fold
from riskengine.watchlist.readers.own.mapping_columns import day
from riskengine.watchlist.readers.own.mapping_faults import faults_text
from riskengine.watchlist.yamlfile import load_yaml


def _numbers(value: object) -> object:
    if not isinstance(value, list):
        return value
    try:
        return tuple(parse_identifier(str(item)) for item in value)
    except InputError as error:
        raise ValueError(error.message) from None


def _several(value: object) -> object:
    return tuple(value) if isinstance(value, list) else value


class AllowEntry(BaseModel):
    """One cleared party.

    Attributes:
        name: the party's name; compared after folding, so case and width do not matter.
        country: ISO 3166-1 alpha-2; a party known to be of another country is not cleared.
        identifiers: numbers of the party; one that differs under the same scheme is decisive.
        clears: ids of the list entries that the party was found not to be.
        by: who decided.
        until: last day on which the entry counts; None for no end.
    """

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)

    name: str = Field(min_length=1)
    country: str = Field(default="", pattern=r"^([A-Z]{2})?$")
    identifiers: Annotated[tuple[Identifier, ...], BeforeValidator(_numbers)] = ()
    clears: Annotated[tuple[str, ...], BeforeValidator(_several)] = Field(min_length=1)
    reason: str = Field(min_length=1)
    by: str = Field(min_length=1)
    until: Annotated[dt.date | None, BeforeValidator(day)] = None

    @field_validator("name")
    @classmethod
    def _visible(cls, name: str) -> str:
        if not fold(name):
            raise ValueError("the name has no visible character")
        return name

    @field_validator("clears")
    @classmethod
    def _whole_ids(cls, clears: tuple[str, ...]) -> tuple[str, ...]:
        for item in clears:
            if ":" not in item or "*" in item or any(char.isspace() for char in item):
                raise ValueError(f"{item!r} is no entity id such as us-bis-el:example-co-cn")
        return clears


class AllowList(BaseModel):
    """All entries of one file, in file order."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)

    kind: Literal["allow"]
    entries: Annotated[tuple[AllowEntry, ...], BeforeValidator(_several)] = ()

    def clears(
        self,
        names: Iterable[str],
        country: str | None,
        identifiers: Collection[Identifier],
        entity_id: str,
        as_of: dt.date,
    ) -> AllowEntry | None:
        """The first entry that clears a match of a party with a list entry, or None.

        Args:
            names: names of the party screened.
            country: its ISO 3166-1 alpha-2 code; None where it is not known.
            identifiers: its numbers.
            entity_id: the list entry that was matched.
            as_of: day of the screening.
        """
        folded = {fold(name) for name in names}
        for entry in self.entries:
            if (
                entity_id in entry.clears
                and (entry.until is None or as_of <= entry.until)
                and fold(entry.name) in folded
                and (not entry.country or not country or entry.country == country.upper())
                and not _conflict(entry.identifiers, identifiers)
            ):
                return entry
        return None


def _conflict(ours: Iterable[Identifier], theirs: Collection[Identifier]) -> bool:
    """Whether a scheme that both sides have shows no number in common."""
    for scheme in sorted({number.scheme for number in ours}):
        left = {number.value for number in ours if number.scheme == scheme}
        right = {number.value for number in theirs if number.scheme == scheme}
        if right and left.isdisjoint(right):
            return True
    return False


def load_allow_list(path: Path) -> AllowList:
    """Read and check an allow list.

    Raises:
        WatchlistError: the file cannot be read or is not valid; names every fault with its line.
    """
    data = load_yaml(path)
    try:
        return AllowList.model_validate(data)
    except ValidationError as error:
        raise WatchlistError(
            f"{path}: the allow list is not valid:\n{faults_text(path, error)}",
            hint="docs/custom-lists.md shows an example.",
            code="watchlist.allow",
        ) from None


@dataclass(frozen=True, slots=True)
class AllowFile:
    """One allow list in use, and the hash of its file as it stood."""

    name: str
    sha256: str
    content: AllowList


def load_allow_lists(folder: Path) -> tuple[AllowFile, ...]:
    """Every allow list (`*.yaml`, `*.yml`) of a folder, by file name; none without a folder.

    Raises:
        WatchlistError: a file cannot be read or is not valid.
    """
    if not folder.is_dir():
        return ()
    found = []
    for path in sorted([*folder.glob("*.yaml"), *folder.glob("*.yml")]):
        content = load_allow_list(path)
        digest = hashlib.sha256(path.read_bytes()).hexdigest()
        found.append(AllowFile(path.name, digest, content))
    return tuple(found)
