"""The manifest beside a snapshot: which list, of which day, from where, how many records."""

from __future__ import annotations

import datetime as dt
from dataclasses import fields
from pathlib import Path
from typing import Annotated, Any, Literal

import yaml
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError, model_validator

from riskengine.errors import WatchlistError
from riskengine.model.entity import SnapshotInfo
from riskengine.vocab import ListRole, Measure
from riskengine.watchlist.yamlfile import load_yaml

MANIFEST_NAME = "manifest.yaml"
SNAPSHOT_NAME = "snapshot.jsonl"
PACKED_NAME = "snapshot.jsonl.gz"
CURRENT_NAME = "current"
"""In a folder of imported states: holds the name of the active one."""
ACTIVATED_NAME = "activated"
"""In the folder of a state: it has been the active one."""


def _day(value: object) -> object:
    if isinstance(value, str):
        return dt.date.fromisoformat(value)
    return value


def _role(value: object) -> object:
    return ListRole(value) if isinstance(value, str) else value


def _measure(value: object) -> object:
    return Measure(value) if isinstance(value, str) else value


def _sequence(value: object) -> object:
    return tuple(value) if isinstance(value, list) else value


Day = Annotated[dt.date, BeforeValidator(_day)]
_SHA256 = r"^[0-9a-f]{64}$"


def state_name(list_date: dt.date, sha256: str) -> str:
    """What an edition or state is called, on disk and by people."""
    return f"{list_date.isoformat()}-{sha256[:12]}"


class SourceFile(BaseModel):
    """One file that a snapshot was made from.

    Attributes:
        sha256: hash of the file as stored, packed where it was packed.
        rows: rows in it that belong to this list.
    """

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)

    name: str = Field(min_length=1)
    sha256: str = Field(pattern=_SHA256)
    rows: int = Field(ge=0)


class Address(BaseModel):
    """Where the publisher offers a file of the list, and what the file must be."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)

    name: str = Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$")
    url: str = Field(pattern=r"^https?://\S+$")
    content: Literal["csv", "xml", "xlsx", "json"]


class Acceptance(BaseModel):
    """Who let a quarantined state become active, why, and in spite of what."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)

    by: str = Field(min_length=1)
    reason: str = Field(min_length=1)
    on: Day
    concerns: Annotated[tuple[str, ...], BeforeValidator(_sequence)] = ()


class Manifest(BaseModel):
    """The fields of `SnapshotInfo`, and how the snapshot was made.

    Attributes:
        reader: name of the reader that made the records.
        reader_version: version of that reader; changes when its output changes.
        source_sha256: hash of the source file; empty for a list written by hand.
        expected_min, expected_max: record counts outside which an update is suspect.
        rows, parsed, merged, refused: rows of the source files: all, those that went into an
            entity, of these those joined to another row's entity, and those not read.
            `parsed + refused == rows`.
        files: the source files.
        columns: rows with a value, by the publisher's column or element.
        fill: entities with a value, by field of the engine's own schema.
        tolerated: unknown columns and codes ("column: x") that a person has accepted.
        editions: names of the editions folded into the snapshot, oldest first; a name is the
            list date and the first digits of the edition's SHA-256.
        addresses: files to fetch for the next edition; all of them or none.
        accepted: set where a person let the state through the gate.
    """

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)

    list_id: str = Field(pattern=r"^[a-z0-9][a-z0-9-]*$")
    title: str = Field(min_length=1)
    publisher: str = Field(min_length=1)
    jurisdiction: str = Field(min_length=1)
    role: Annotated[ListRole, BeforeValidator(_role)]
    measure: Annotated[Measure, BeforeValidator(_measure)]
    list_date: Day
    retrieved_on: Day
    source_url: str
    licence: str = Field(min_length=1)
    records: int = Field(ge=0)
    sha256: str = Field(pattern=_SHA256)
    stale_after_days: int = Field(ge=1)
    citation: str = ""
    complete: bool = True
    note: str = ""
    former: int = Field(default=0, ge=0)
    reader: str = Field(min_length=1)
    reader_version: str = Field(min_length=1)
    source_sha256: str = Field(default="", pattern=r"^([0-9a-f]{64})?$")
    expected_min: int = Field(ge=0)
    expected_max: int = Field(ge=0)
    rows: int = Field(default=0, ge=0)
    parsed: int = Field(default=0, ge=0)
    merged: int = Field(default=0, ge=0)
    refused: int = Field(default=0, ge=0)
    files: Annotated[tuple[SourceFile, ...], BeforeValidator(_sequence)] = ()
    columns: dict[str, int] = Field(default_factory=dict)
    fill: dict[str, int] = Field(default_factory=dict)
    tolerated: Annotated[tuple[str, ...], BeforeValidator(_sequence)] = ()
    editions: Annotated[tuple[str, ...], BeforeValidator(_sequence)] = ()
    addresses: Annotated[tuple[Address, ...], BeforeValidator(_sequence)] = ()
    accepted: Acceptance | None = None

    @model_validator(mode="after")
    def _counts(self) -> Manifest:
        # An imported state also holds what is listed no more; its edition was judged by the gate.
        in_range = self.expected_min <= self.records <= self.expected_max
        if not in_range and not self.editions:
            raise ValueError(
                f"{self.records} records, expected {self.expected_min} to {self.expected_max}"
            )
        return self

    @property
    def name(self) -> str:
        """List date and the start of the snapshot's hash: what an edition or state is called."""
        return state_name(self.list_date, self.sha256)

    def info(self) -> SnapshotInfo:
        """What the engine needs of the manifest."""
        return SnapshotInfo(
            **{item.name: getattr(self, item.name) for item in fields(SnapshotInfo)}
        )

    def to_yaml(self) -> str:
        """The manifest as text; the same manifest gives the same text."""
        data = self.model_dump(mode="json")
        for name in _LATER:
            if not data[name]:
                del data[name]  # a list written by hand has no import to tell of
        return yaml.safe_dump(data, sort_keys=False, allow_unicode=True, width=96)


_LATER = (
    "former",
    "rows",
    "parsed",
    "merged",
    "refused",
    "files",
    "columns",
    "fill",
    "tolerated",
    "editions",
    "addresses",
    "accepted",
)


def build_manifest(values: dict[str, Any], where: str) -> Manifest:
    """Check fields against the schema.

    Raises:
        WatchlistError: names `where` and every field that is wrong.
    """
    try:
        return Manifest(**values)
    except ValidationError as error:
        faults = "; ".join(
            f"{'.'.join(str(part) for part in item['loc']) or 'counts'}: {item['msg']}"
            for item in error.errors()
        )
        raise WatchlistError(
            f"{where}: the manifest is not valid: {faults}",
            hint="Correct the file, or compile or import the list again.",
            code="watchlist.manifest",
        ) from None


def read_manifest(path: Path) -> Manifest:
    """Read `manifest.yaml`.

    Raises:
        WatchlistError: the file is missing, is not YAML or breaks the schema.
    """
    data = load_yaml(path)
    if not isinstance(data, dict) or not all(isinstance(key, str) for key in data):
        raise WatchlistError(f"{path}: not a mapping of fields", code="watchlist.manifest")
    return build_manifest(data, str(path))
