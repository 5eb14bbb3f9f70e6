"""One table made ready for rules: subjects as an array, fields as codes of distinct values."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
import polars as pl
from numpy.typing import NDArray

from riskengine.model.interval import Stake
from riskengine.model.signal import Value
from riskengine.score.columns.layout import SUBJECT, ends_of
from riskengine.signal_catalogue import CATALOGUE

Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Coded:
    """A column as numbers into its distinct values; unknown is the value None."""

    codes: Ints
    values: tuple[Value, ...]


@dataclass(frozen=True)
class Table:
    """The signals of one type of all subjects; a row is a signal."""

    type: str
    frame: pl.DataFrame
    _coded: dict[str, Coded] = field(default_factory=dict)

    @property
    def rows(self) -> int:
        return self.frame.height

    @cached_property
    def subject(self) -> Ints:
        return self.frame[SUBJECT].to_numpy().astype(np.int64, copy=False)

    @cached_property
    def first(self) -> Bools:
        """Which rows are the first of equal rows: repeats of a signal count once."""
        kept = self.frame.with_row_index("#row").unique(self.frame.columns, keep="first")["#row"]
        first = np.zeros(self.rows, dtype=np.bool_)
        first[kept.to_numpy()] = True
        return first

    def coded(self, name: str) -> Coded:
        """A field of the catalogue, coded once."""
        found = self._coded.get(name)
        if found is None:
            found = self._coded[name] = self._code(name)
        return found

    def _code(self, name: str) -> Coded:
        if CATALOGUE[self.type].fields[name].type == "stake":
            return self._code_share(name)
        if name not in self.frame.columns:
            return Coded(np.zeros(self.rows, dtype=np.int64), (None,))
        return _code(self.frame[name])

    def _code_share(self, name: str) -> Coded:
        low, high = ends_of(name)
        if low not in self.frame.columns:
            return Coded(np.zeros(self.rows, dtype=np.int64), (None,))
        lows, highs = _code(self.frame[low]), _code(self.frame[high])
        width = len(highs.values)
        pairs, codes = np.unique(lows.codes * width + highs.codes, return_inverse=True)
        values = tuple(
            _share(lows.values[pair // width], highs.values[pair % width])
            for pair in pairs.tolist()
        )
        return Coded(codes.astype(np.int64, copy=False), values)


def _share(low: Value, high: Value) -> Stake | None:
    """The share between two ends; 0 to 100 % says nothing, so it is unknown."""
    if not isinstance(low, float) or not isinstance(high, float):
        return None
    share = Stake(low, high)
    return None if share.is_unknown else share


def _code(column: pl.Series) -> Coded:
    distinct = column.unique()
    numbers = pl.Series(np.arange(len(distinct), dtype=np.uint32))
    codes = column.replace_strict(distinct, numbers, return_dtype=pl.UInt32)
    return Coded(codes.to_numpy().astype(np.int64), tuple(distinct.to_list()))
