"""From signals to tables and back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import numpy as np
import polars as pl
from numpy.typing import NDArray

from riskengine.model.interval import Stake
from riskengine.model.signal import ReferenceEvidence, Signal, Value
from riskengine.score.columns.layout import COPY, SUBJECT, ends_of, schema
from riskengine.signal_catalogue import CATALOGUE


def signals_to_tables(subjects: Iterable[Iterable[Signal]]) -> dict[str, pl.DataFrame]:
    """Tables of the signals of many subjects.

    Args:
        subjects: the signals of each subject; the first subject is row 0.

    Returns:
        A frame for each signal type that occurs, as `layout` describes it. Equal signals of
        one subject are one row. Evidence is left behind: signals that differ only in it are
        numbered in the column `copy`.
    """
    rows: dict[str, list[dict[str, Value]]] = {}
    for number, signals in enumerate(subjects):
        copies: dict[tuple[object, ...], int] = {}
        for signal in dict.fromkeys(signals):
            known = tuple((name, value) for name, value in signal.items if value is not None)
            key = (signal.type, known)
            copies[key] = copies.get(key, -1) + 1
            cells: dict[str, Value] = {SUBJECT: number, COPY: copies[key]}
            for name, value in known:
                if isinstance(value, Stake):
                    cells |= zip(ends_of(name), (value.low, value.high), strict=True)
                else:
                    cells[name] = value
            rows.setdefault(signal.type, []).append(cells)
    return {
        type_: pl.DataFrame(rows[type_], schema=schema(type_))
        for type_ in CATALOGUE
        if type_ in rows
    }


def tables_to_signals(
    tables: Mapping[str, pl.DataFrame], subjects: NDArray[np.int64]
) -> dict[int, list[Signal]]:
    """The signals of some subjects, by subject; those without any are left out."""
    wanted = pl.Series(SUBJECT, subjects, dtype=pl.Int64)
    found: dict[int, list[Signal]] = {}
    for type_, frame in tables.items():
        few = frame.filter(pl.col(SUBJECT).is_in(wanted.implode()))
        for cells in few.iter_rows(named=True):
            found.setdefault(cells[SUBJECT], []).append(_signal(type_, cells))
    return found


def _signal(type_: str, cells: Mapping[str, Value]) -> Signal:
    items: list[tuple[str, Value]] = []
    for name, field in sorted(CATALOGUE[type_].fields.items()):
        value = cells.get(name)
        if field.type == "stake":
            low, high = (cells.get(end) for end in ends_of(name))
            value = Stake(low, high) if isinstance(low, float) and isinstance(high, float) else None
        if value is not None:
            items.append((name, value))
    copy = cells.get(COPY)
    # Any evidence will do: it only keeps signals apart that the table keeps apart.
    evidence = (ReferenceEvidence("", f"{copy}", ""),) if copy else ()
    return Signal(type_, "", tuple(items), evidence)
