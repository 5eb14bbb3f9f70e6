"""The YAML file in which an analyst adds, changes or strikes out relations."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated, Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from riskengine.errors import InputError
from riskengine.vocab import PartyKind, Polarity, RelationType

SCHEMA = "riskengine.corrections/1"
_MAX_BYTES = 1_000_000
_CODE = "input.corrections"


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


Text = Annotated[str, Field(min_length=1)]


class Which(_Strict):
    """The relations meant: those of this type between these two."""

    type: RelationType
    subject: Text
    object: Text
    polarity: Polarity | None = None


class Details(_Strict):
    """What a change may set anew."""

    polarity: Polarity | None = None
    speaker: str | None = None
    by: str | None = None
    date: str | None = None
    percent: Annotated[float, Field(ge=0, le=100)] | None = None
    amount: str | None = None
    status: Literal["former", "removed", "planned", "admitted", "settled"] | None = None

    @model_validator(mode="after")
    def _something(self) -> Details:
        if not self.model_fields_set:
            raise ValueError("says nothing that is to change")
        return self


class Added(Details):
    """A relation that the reader did not find, with the passage that states it."""

    type: RelationType
    subject: Text
    object: Text
    polarity: Polarity
    quote: Text


class Entry(_Strict):
    """One correction: exactly one of `add`, `strike` and `change`."""

    add: Added | None = None
    strike: Which | None = None
    change: Which | None = None
    to: Details | None = None
    reason: Text

    @model_validator(mode="after")
    def _one(self) -> Entry:
        if sum(item is not None for item in (self.add, self.strike, self.change)) != 1:
            raise ValueError("needs exactly one of add, strike and change")
        if (self.change is None) != (self.to is None):
            raise ValueError("`to` belongs to `change`, and `change` needs it")
        return self


class NewParty(_Strict):
    """A party that the reader did not find; its name must stand in the text."""

    name: Text
    kind: PartyKind = PartyKind.COMPANY


class _File(_Strict):
    schema_: Literal["riskengine.corrections/1"] = Field(alias="schema")
    document: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
    by: Text
    dated: dt.date
    parties: tuple[NewParty, ...] = ()
    corrections: tuple[Entry, ...] = ()


@dataclass(frozen=True, slots=True)
class Corrections:
    """A checked file of corrections.

    Attributes:
        document: SHA-256 of the document they belong to, hex.
        sha256: hash of the file itself.
        origin: the file's name, for messages.
    """

    document: str
    by: str
    on: dt.date
    parties: tuple[NewParty, ...]
    entries: tuple[Entry, ...]
    sha256: str
    origin: str


def parse_corrections(raw: bytes, origin: str) -> Corrections:
    """Check a file of corrections.

    Raises:
        InputError: it is no YAML, or not of the documented form; the message names each place.
    """
    if len(raw) > _MAX_BYTES:
        raise _fault(origin, "is larger than 1 MB", "Corrections are a few lines of YAML.")
    try:
        content = yaml.safe_load(raw.decode("utf-8"))
    except (UnicodeDecodeError, yaml.YAMLError, RecursionError, ValueError) as error:
        detail = " ".join(str(error).split())
        raise _fault(origin, f"is no YAML in UTF-8: {detail}", "Mend that place.") from None
    if not isinstance(content, dict):
        raise _fault(origin, "is no mapping", f"It starts with `schema: {SCHEMA}`.")
    try:
        file = _File.model_validate(content)
    except ValidationError as error:
        faults = "; ".join(f"{_place(item['loc'])}: {item['msg']}" for item in error.errors())
        raise _fault(origin, faults, "docs/corrections.md describes the file.") from None
    return Corrections(
        document=file.document,
        by=file.by,
        on=file.dated,
        parties=file.parties,
        entries=file.corrections,
        sha256=hashlib.sha256(raw).hexdigest(),
        origin=origin,
    )


def _place(location: Sequence[int | str]) -> str:
    """`corrections 2, add, quote`: counted from 1."""
    parts = [f"{part + 1}" if isinstance(part, int) else part for part in location]
    return " ".join(parts) if parts else "the file"


def _fault(origin: str, what: str, hint: str) -> InputError:
    return InputError(f"{origin}: {what}", hint=hint, code=_CODE)
