"""How signals lie in tables: one frame for each signal type, one row for each signal.

Columns of a frame:

- `subject`: number of the row of the subject, from 0; any integer type, never null.
- one column for each field of the catalogue, by its name: text as String, Categorical or
  Enum, flags as Boolean, integers, numbers as Float64, dates as Date.
- a share is two columns, `<field>_low` and `<field>_high`, in percent, both ends included.
- `copy` (optional): tells signals apart that differ in nothing but their evidence. Rows that
  are equal in every column are one signal.

Null is unknown, and so is a column that is missing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import polars as pl

from riskengine.errors import InputError
from riskengine.signal_catalogue import CATALOGUE, FieldSpec

SUBJECT = "subject"
COPY = "copy"

_WRITTEN: Mapping[str, pl.DataType] = {
    "text": pl.String(),
    "flag": pl.Boolean(),
    "integer": pl.Int64(),
    "number": pl.Float64(),
    "date": pl.Date(),
    "stake": pl.Float64(),
}


def columns_of(field: FieldSpec) -> tuple[str, ...]:
    """Names of the columns of a field."""
    return ends_of(field.name) if field.type == "stake" else (field.name,)


def ends_of(field: str) -> tuple[str, str]:
    """Names of the two columns of a share."""
    return f"{field}_low", f"{field}_high"


def schema(type_: str) -> dict[str, pl.DataType]:
    """Columns of the frame of one signal type with the data types that are written."""
    found: dict[str, pl.DataType] = {SUBJECT: pl.UInt32()}
    for field in CATALOGUE[type_].fields.values():
        found |= dict.fromkeys(columns_of(field), _WRITTEN[field.type])
    return found | {COPY: pl.UInt32()}


def checked(tables: Mapping[str, pl.DataFrame], subjects: int) -> dict[str, pl.DataFrame]:
    """The tables that have rows, in the order of the catalogue, with one data type for a field.

    Raises:
        InputError: a table, column, data type or value is none of this layout; every
            mistake is named.
    """
    faults = [f"no signal {name!r} in the catalogue" for name in tables if name not in CATALOGUE]
    good: dict[str, pl.DataFrame] = {}
    for type_ in CATALOGUE:
        frame = tables.get(type_)
        if frame is None:
            continue
        wrong = list(_faults(type_, frame, subjects))
        faults += [f"table {type_!r}: {fault}" for fault in wrong]
        if not wrong and frame.height:
            good[type_] = _unified(type_, frame)
            faults += [f"table {type_!r}: {fault}" for fault in _bad_values(type_, good[type_])]
    if faults:
        hint = "see docs/ruleset.md, 'Scoring in columns', for the tables and their columns"
        raise InputError("; ".join(faults), hint=hint, code="input.tables")
    return good


def _faults(type_: str, frame: pl.DataFrame, subjects: int) -> Iterator[str]:
    known = schema(type_)
    for name, dtype in frame.schema.items():
        if name not in known:
            yield f"unknown column {name!r}"
        elif not _fits(dtype, known[name]):
            yield f"column {name!r} is {dtype}, wanted {known[name]}"
    for field in CATALOGUE[type_].fields.values():
        names = columns_of(field)
        if 0 < sum(name in frame.columns for name in names) < len(names):
            yield f"the share {field.name!r} needs both columns {' and '.join(names)}"
    if SUBJECT not in frame.columns:
        yield f"column {SUBJECT!r} is missing"
    elif frame.height and frame.schema[SUBJECT].is_integer():
        numbers = frame[SUBJECT]
        if numbers.null_count():
            yield f"column {SUBJECT!r} has empty cells"
        low, high = numbers.cast(pl.Int64).min(), numbers.cast(pl.Int64).max()
        if isinstance(low, int) and isinstance(high, int) and not 0 <= low <= high < subjects:
            yield f"{SUBJECT!r} goes from {low} to {high}, wanted 0 to {subjects - 1}"


def _fits(dtype: pl.DataType, wanted: pl.DataType) -> bool:
    if dtype == pl.Null:
        return True
    if wanted == pl.String:
        return dtype in (pl.String, pl.Categorical, pl.Enum)
    if wanted.is_integer():
        return dtype.is_integer()
    return dtype.is_numeric() if wanted == pl.Float64 else dtype == wanted


def _unified(type_: str, frame: pl.DataFrame) -> pl.DataFrame:
    """Numbers and empty columns cast to the written data types; coded text stays coded."""
    known = schema(type_) | {SUBJECT: pl.Int64()}
    wanted = {
        name: known[name]
        for name, dtype in frame.schema.items()
        if dtype == pl.Null or known[name] != pl.String
    }
    return frame.cast(wanted)  # type: ignore[arg-type]


def _bad_values(type_: str, frame: pl.DataFrame) -> Iterator[str]:
    for field in CATALOGUE[type_].fields.values():
        names = columns_of(field)
        if names[0] not in frame.columns or field.type not in ("number", "stake"):
            continue
        if any(frame[name].is_nan().any() for name in names):
            yield f"{field.name!r} has NaN; leave the cell empty where a value is unknown"
        elif field.type == "stake":
            low, high = frame[names[0]], frame[names[1]]
            in_order = (low >= 0) & (low <= high) & (high <= 100)
            if (low.is_null() != high.is_null()).any() or not in_order.all():
                yield f"{field.name!r} wants 0 <= low <= high <= 100, or both cells empty"
