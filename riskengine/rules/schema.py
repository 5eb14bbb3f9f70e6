"""The shape of ruleset files, strict and refusing unknown keys.

Conditions, points and parameter values are `Any` here: their shape depends on the signal
catalogue, and `conditions.py` and `points.py` check them with better messages.
"""

from __future__ import annotations

import datetime as dt
from enum import StrEnum
from typing import Annotated, Any, Literal

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
    WithJsonSchema,
)
from pydantic_core import PydanticCustomError

from riskengine.vocab import Band, Family, RuleStatus


class _Model(BaseModel):
    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)


def _day(value: object) -> object:
    """A quoted date is as good as a bare one where only a date can be meant."""
    if isinstance(value, str):
        try:
            return dt.date.fromisoformat(value)
        except ValueError:
            raise ValueError(f"{value!r} is not a date, write YYYY-MM-DD") from None
    return value


Slug = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$")]
"""Ids and versions: they stand in file names, commands and reports."""

Day = Annotated[dt.date, BeforeValidator(_day)]
Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
RegimeStatus = Literal["in_force", "stayed", "not_in_force", "in_force_by_default_unconfirmed"]


def _member_of(vocabulary: type[StrEnum]) -> AfterValidator:
    """A code of a closed vocabulary; the message lists what could have been meant."""

    def check(value: str) -> str:
        if value not in list(vocabulary):
            raise PydanticCustomError("enum", "unknown", {"expected": ", ".join(vocabulary)})
        return value

    return AfterValidator(check)


def _enum(vocabulary: type[StrEnum]) -> WithJsonSchema:
    return WithJsonSchema({"type": "string", "enum": [item.value for item in vocabulary]})


FamilyName = Annotated[str, _member_of(Family), _enum(Family)]
BandName = Annotated[str, _member_of(Band), _enum(Band)]
StatusName = Annotated[str, _member_of(RuleStatus), _enum(RuleStatus)]


class ReferenceModel(_Model):
    title: Text
    citation: Text | None = None
    url: Text | None = None


class FamilyModel(_Model):
    title: Text
    cap: int


class ListModel(_Model):
    doc: Text
    values: list[Text] = []
    includes: list[Text] = []
    as_of: Day | None = None
    sources: list[ReferenceModel] = []


class ParameterModel(_Model):
    doc: Text
    value: Any


class RulesetModel(_Model):
    id: Slug
    version: Slug
    title: Text
    perspective: Text
    description: Text
    bands: dict[str, int]
    reserved_band: str | None = None
    rests_on: list[Text] = []
    recommendations: dict[str, Text]
    families: dict[str, FamilyModel]
    lists: dict[str, ListModel] = {}
    parameters: dict[str, ParameterModel] = {}


class ExtensionModel(_Model):
    """`ruleset.yaml` of a ruleset that extends another; what it leaves out is the base's."""

    id: Slug
    version: Slug
    extends: Text
    title: Text
    perspective: Text
    description: Text
    bands: dict[str, int] | None = None
    reserved_band: str | None = None
    rests_on: list[Text] | None = None
    recommendations: dict[str, Text] | None = None
    families: dict[str, Any] = {}
    lists: dict[str, Any] = {}
    parameters: dict[str, Any] = {}
    overrides: list[Any] = []


class OverrideModel(_Model):
    """One change to the base. Exactly one of the first five keys is given."""

    rule: Text | None = None
    list_: Text | None = Field(default=None, alias="list")
    parameter: Text | None = None
    family: Text | None = None
    regime: Text | None = None
    reason: Text
    change: dict[str, Any]


class WindowModel(_Model):
    from_: Day | None = Field(default=None, alias="from")
    to: Day | None = None
    citation: Text
    note: Text | None = None


class RegimeWindowModel(WindowModel):
    status: RegimeStatus


class RegimeModel(_Model):
    id: Text
    title: Text
    authority: Text
    basis: Literal["ownership", "control", "ownership_or_control"]
    threshold: float
    operator: Literal[">=", ">"]
    aggregation: Literal["all_owners", "joint_only", "none"]
    cascades: bool
    covers: list[Text]
    does_not_cover: list[Text] = []
    effect: Text
    diligence: Text | None = None
    windows: list[RegimeWindowModel]
    note: Text | None = None


class RegimesModel(_Model):
    description: Text | None = None
    regimes: list[RegimeModel]


class RuleModel(_Model):
    id: Text
    title: Text
    status: StatusName
    family: FamilyName
    points: Any
    floor: int | None = None
    exclusive: Text | None = None
    in_force: list[WindowModel] = []
    when: Any
    per: Text | None = None
    reason: Text
    references: list[ReferenceModel] = []
    known_false_positives: list[Text] = []
    note: Text | None = None


class TopicModel(_Model):
    """A topic file; each rule is checked on its own so that one fault hides no other."""

    topic: Text
    description: Text | None = None
    rules: list[Any]


class ExpectModel(_Model):
    findings: list[Text] = []
    not_: list[Text] = Field(default=[], alias="not")
    score: int | None = None
    band: BandName | None = None
    points: dict[str, int] = {}
    count: dict[str, int] = {}


class CaseModel(_Model):
    name: Text
    rule: Text | None = None
    rules: list[Text] = []
    as_of: Day
    subject: Text | None = None
    signals: list[dict[str, Any]] = []
    document: Text | None = None
    expect: ExpectModel
    todo: Text | None = None


class TestFileModel(_Model):
    __test__ = False  # not a test class, whatever pytest thinks of its name

    tests: list[Any]
