"""What a mapping file says of one column: where texts come from and how they are read."""

from __future__ import annotations

import datetime as dt
import re
from typing import Annotated, Literal, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, field_validator, model_validator

from riskengine.vocab import EntityKind, ListRole, Measure, NameKind

RelationType = Literal[
    "owned_by",
    "controlled_by",
    "subsidiary_of",
    "owned_or_controlled_by",
    "acts_for",
    "supports",
    "leader_of",
    "associate_of",
    "family_of",
    "linked_to",
]


def _as_list(value: object) -> list[object]:
    return list(value) if isinstance(value, (list, tuple)) else [value]


def _as_text(value: object) -> object:
    """`value: 2024` and `{0: company}` are meant as text."""
    return str(value) if isinstance(value, (int, float)) and not isinstance(value, bool) else value


def _text_keys(value: object) -> object:
    if not isinstance(value, dict):
        return value
    return {_as_text(key): _as_text(item) for key, item in value.items()}


def _conditions(value: object) -> object:
    if not isinstance(value, dict):
        return value
    return {key: tuple(map(_as_text, _as_list(item))) for key, item in value.items()}


def _column(value: object) -> object:
    return {"column": value} if isinstance(value, str) else value


def _columns(value: object) -> object:
    return tuple(_column(item) for item in _as_list(value))


def _texts(value: object) -> object:
    return tuple(_as_text(item) for item in _as_list(value))


def _pattern(value: object) -> object:
    if isinstance(value, str):
        try:
            return re.compile(value)
        except re.error as error:
            raise ValueError(f"not a regular expression: {error}") from None
    return value


def day(value: object) -> object:
    if isinstance(value, str):
        try:
            return dt.date.fromisoformat(value)
        except ValueError:
            raise ValueError(f"not a day as YYYY-MM-DD: {value!r}") from None
    return value


Texts = Annotated[tuple[str, ...], BeforeValidator(_texts)]
Values = Annotated[dict[str, str], BeforeValidator(_text_keys)]
Conditions = Annotated[dict[str, tuple[str, ...]], BeforeValidator(_conditions)]
Pattern = Annotated[re.Pattern[str], BeforeValidator(_pattern)]
Role = Annotated[ListRole, BeforeValidator(lambda v: ListRole(v) if isinstance(v, str) else v)]
MeasureCode = Annotated[Measure, BeforeValidator(lambda v: Measure(v) if isinstance(v, str) else v)]
Kind = Annotated[EntityKind, BeforeValidator(lambda v: EntityKind(v) if isinstance(v, str) else v)]


class Strict(BaseModel):
    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)


class Column(Strict):
    """Where texts come from. A plain text in the file stands for `{column: that text}`.

    Attributes:
        column: a column's header, or a dotted path into JSON (`names[].text`).
        columns: several of them, joined into one text by `join`.
        value: a fixed text instead of a column.
        each: for JSON: the path of a list; columns are then read within each of its items.
        split: separators between several values in one cell.
        drop: what to cut from each value, as a regular expression (`^[a-z]\\)\\s*`).
        pattern: the part of a value that is meant: the first group, or the whole match.
        values: other spellings of values, whatever their case; an empty one drops the value.
        none: values that mean "nothing", in this column only.
        when: read only rows (or items) in which these columns have one of these values.
    """

    column: str = ""
    columns: Texts = ()
    join: str = " "
    value: Annotated[str, BeforeValidator(_as_text)] = ""
    each: str = ""
    split: Texts = ()
    drop: Pattern | None = None
    pattern: Pattern | None = None
    values: Values = Field(default_factory=dict)
    none: Texts = ()
    when: Conditions = Field(default_factory=dict)

    @model_validator(mode="after")
    def _one_origin(self) -> Self:
        if sum(map(bool, (self.column, self.columns, self.value))) != 1:
            raise ValueError("give exactly one of column, columns and value")
        if "" in self.split:
            raise ValueError("an empty separator in split")
        return self

    @property
    def paths(self) -> tuple[str, ...]:
        """All columns that this reads, in full."""
        inner = (*((self.column,) if self.column else ()), *self.columns, *self.when)
        return tuple(f"{self.each}.{path}" if self.each else path for path in inner)


class DateColumn(Column):
    """A date. `label` is what the date is of: birth, death, founded, built."""

    label: str = "birth"
    order: Literal["", "day_first", "month_first"] = ""


class IdentifierColumn(Column):
    """A number under a scheme (`lei`, `imo`, `regno`).

    National schemes (`passport`, `nationalid`, `taxid`, `regno`) need a country: a fixed one
    (`country: RU`), or that of a column (`country_column`, read within `each`).
    """

    scheme: str = Field(pattern=r"^([a-z]{2}-)?[a-z][a-z0-9]*$")
    country: str = Field(default="", pattern=r"^([A-Z]{2})?$")
    country_column: str = ""

    @property
    def paths(self) -> tuple[str, ...]:
        if not self.country_column:
            return super().paths
        lead = f"{self.each}." if self.each else ""
        return (*super().paths, f"{lead}{self.country_column}")


class KindColumn(Column):
    """What the party is; `otherwise` is used for a blank cell or a value not in `values`."""

    otherwise: Kind = EntityKind.UNKNOWN

    @field_validator("values")
    @classmethod
    def _known(cls, values: dict[str, str]) -> dict[str, str]:
        for value in values.values():
            if value not in set(EntityKind):
                raise ValueError(f"{value!r} is no kind: {', '.join(EntityKind)}")
        return values


class NameColumn(Column):
    """Names of which another column says the kind.

    Attributes:
        kind_column: column (within `each`) that holds the kind.
        kinds: its values -> primary, alias, weak_alias, former, acronym, transliteration.
        weak_when: columns and values that make an alias a weak one.
        language_column: column that holds a language code.
    """

    kind_column: str = ""
    kinds: Values = Field(default_factory=dict)
    weak_when: Conditions = Field(default_factory=dict)
    language_column: str = ""

    @field_validator("kinds")
    @classmethod
    def _known(cls, kinds: dict[str, str]) -> dict[str, str]:
        for kind in kinds.values():
            if kind not in set(NameKind):
                raise ValueError(f"{kind!r} is no kind of name: {', '.join(NameKind)}")
        return kinds

    @property
    def paths(self) -> tuple[str, ...]:
        more = (*self.weak_when, self.kind_column, self.language_column)
        lead = f"{self.each}." if self.each else ""
        return (*super().paths, *(f"{lead}{path}" for path in more if path))


class RelationColumn(Column):
    """A tie to a party that the row names."""

    type: RelationType


Columns = Annotated[tuple[Column, ...], BeforeValidator(_columns)]
One = Annotated[Column, BeforeValidator(_column)]
When = Annotated[DateColumn, BeforeValidator(_column)]
Whens = Annotated[tuple[DateColumn, ...], BeforeValidator(_columns)]
Numbers = Annotated[tuple[IdentifierColumn, ...], BeforeValidator(_columns)]
Names = Annotated[tuple[NameColumn, ...], BeforeValidator(_columns)]
Relations = Annotated[tuple[RelationColumn, ...], BeforeValidator(_columns)]
KindFrom = Annotated[KindColumn, BeforeValidator(_column)]
