"""The mapping file: how a user's own table or JSON becomes entities of a list.

A mapping says which column holds what. It is checked in full before any row is read, and
every fault is reported with its line.
"""

from __future__ import annotations

import codecs
import datetime as dt
from pathlib import Path
from typing import Annotated, Any, Literal, Self

from pydantic import BeforeValidator, Field, ValidationError, field_validator, model_validator

from riskengine.errors import WatchlistError
from riskengine.vocab import DETAILS, ListRole, Measure
from riskengine.watchlist.catalogue import CUSTOM_PREFIXES, ListEntry, known_lists
from riskengine.watchlist.readers.own.mapping_columns import (
    Column,
    Columns,
    Conditions,
    KindFrom,
    MeasureCode,
    Names,
    Numbers,
    One,
    Relations,
    Role,
    Strict,
    Texts,
    When,
    Whens,
    day,
)
from riskengine.watchlist.readers.own.mapping_faults import faults_text
from riskengine.watchlist.yamlfile import load_yaml


class ListPart(Strict):
    """Which list the rows are; goes into the manifest.

    Attributes:
        id: `custom-...`, or an id of the catalogue for a copy of an official list.
        list_date: the day that the file is of. `list_date_from` names a column that holds it.
    """

    id: str = Field(pattern=r"^[a-z0-9][a-z0-9-]*$")
    title: str = Field(min_length=1)
    publisher: str = Field(min_length=1)
    role: Role = ListRole.WATCHLIST
    measure: MeasureCode = Measure.UNKNOWN
    jurisdiction: str = Field(default="ZZ", min_length=1)
    licence: str = Field(default="not stated", min_length=1)
    list_date: Annotated[dt.date | None, BeforeValidator(day)] = None
    list_date_from: str = ""
    source_url: str = ""
    note: str = ""
    stale_after_days: int = Field(default=90, ge=1)

    @field_validator("id")
    @classmethod
    def _known(cls, list_id: str) -> str:
        if list_id.startswith(CUSTOM_PREFIXES) or list_id in known_lists():
            return list_id
        raise ValueError(f"{list_id!r} is no list of the catalogue; begin it with custom-")


class FormatPart(Strict):
    """How the file is written. `header_row` counts from 1, as a spreadsheet shows rows."""

    type: Literal["csv", "tsv", "xlsx", "json", "jsonl"]
    delimiter: str = Field(default="", max_length=1)
    encoding: str = ""
    sheet: str | int = 0
    header_row: int = Field(default=1, ge=1)
    records: str = ""
    date_order: Literal["day_first", "month_first"] = "day_first"
    none: Texts = ()

    @field_validator("encoding")
    @classmethod
    def _encoding(cls, encoding: str) -> str:
        try:
            codecs.lookup(encoding or "utf-8")
        except LookupError:
            raise ValueError(f"{encoding!r} is no known encoding") from None
        return encoding


class ColumnsPart(Strict):
    """Which column holds what. Of `name`, the first that has a value is the primary name."""

    key: Texts = ()
    name: Columns = ()
    names: Names = ()
    aliases: Columns = ()
    weak_aliases: Columns = ()
    former_names: Columns = ()
    acronyms: Columns = ()
    transliterations: Columns = ()
    kind: KindFrom | None = None
    country: Columns = ()
    addresses: Columns = ()
    identifiers: Numbers = ()
    dates: Whens = ()
    program: One | None = None
    authority: One | None = None
    entry: One | None = None
    listed_on: When | None = None
    listed_on_basis: Literal["stated", "edition", "citation"] = "stated"
    delisted_on: When | None = None
    citation: One | None = None
    licence_requirement: One | None = None
    licence_policy: One | None = None
    measures: Columns = ()
    relations: Relations = ()
    details: dict[str, Columns] = Field(default_factory=dict)

    @field_validator("details")
    @classmethod
    def _labels(cls, details: dict[str, Columns]) -> dict[str, Columns]:
        for label in details:
            if label not in DETAILS:
                raise ValueError(f"{label!r} is no detail: {', '.join(sorted(DETAILS))}")
        return details

    @model_validator(mode="after")
    def _named(self) -> Self:
        if not self.name and not self.names:
            raise ValueError("give name or names: a party without a name cannot be found")
        return self

    @property
    def paths(self) -> tuple[str, ...]:
        """All columns that the mapping reads."""
        found: list[str] = list(self.key)
        for name in type(self).model_fields:
            held = getattr(self, name)
            items = (
                [item for group in held.values() for item in group]
                if name == "details"
                else (held if isinstance(held, tuple) else (held,))
            )
            found += [path for item in items if isinstance(item, Column) for path in item.paths]
        return tuple(dict.fromkeys(found))


class Mapping(Strict):
    """One mapping file. `ignore` lists columns that are left out on purpose."""

    list: ListPart
    format: FormatPart
    columns: ColumnsPart
    ignore: Texts = ()
    skip_when: Conditions = Field(default_factory=dict)

    @model_validator(mode="after")
    def _fits(self) -> Self:
        nested = self.format.type in ("json", "jsonl")
        if self.format.records and self.format.type != "json":
            raise ValueError("format.records is for type json only")
        for path in self.columns.paths:
            if not nested and "[]" in path:
                raise ValueError(f"{path!r} is a path into JSON, but format.type is not json")
        return self

    def list_entry(self) -> ListEntry:
        """What the manifest says of the list.

        For a list of the catalogue this is the catalogue's entry, with the licence and the
        address of the copy that the mapping is for.
        """
        held = known_lists().get(self.list.id)
        if held is not None:
            address = self.list.source_url or held.source_url
            return held.model_copy(update={"licence": self.list.licence, "source_url": address})
        return ListEntry(
            title=self.list.title,
            publisher=self.list.publisher,
            jurisdiction=self.list.jurisdiction,
            role=self.list.role,
            measure=self.list.measure,
            stale_after_days=self.list.stale_after_days,
            licence=self.list.licence,
            source_url=self.list.source_url,
        )

    @property
    def paths(self) -> tuple[str, ...]:
        """All columns that the file should have."""
        more = (*self.skip_when, *((self.list.list_date_from,) if self.list.list_date_from else ()))
        return tuple(dict.fromkeys((*self.columns.paths, *more)))


def load_mapping(path: Path) -> Mapping:
    """Read and check a mapping file.

    Raises:
        WatchlistError: the file cannot be read, or is not a valid mapping; the message names
            every fault with its line.
    """
    data: Any = load_yaml(path)
    if not isinstance(data, dict):
        raise WatchlistError(
            f"{path}: not a mapping of list, format and columns",
            hint="See docs/custom-lists.md for an example.",
            code="watchlist.mapping",
        )
    try:
        return Mapping.model_validate(data)
    except ValidationError as error:
        raise WatchlistError(
            f"{path}: the mapping is not valid:\n{faults_text(path, error)}",
            hint="docs/custom-lists.md explains every field.",
            code="watchlist.mapping",
        ) from None
