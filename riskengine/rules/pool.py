"""Signals made ready for conditions: indexed by type, in one fixed order, without repeats."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from riskengine.model.interval import Stake
from riskengine.model.signal import Signal, Value
from riskengine.signal_catalogue import CATALOGUE


@dataclass(frozen=True, slots=True, eq=False)
class Prepared:
    """A signal with its known values by field; a share of 0 to 100 % counts as unknown."""

    signal: Signal
    values: Mapping[str, Value]
    order: str

    @property
    def confidence(self) -> float:
        """Match confidence, 1.0 where the signal is no match."""
        found = self.values.get("confidence")
        return found if isinstance(found, float) else 1.0


def prepare(signal: Signal) -> Prepared:
    values = {
        name: value
        for name, value in signal.items
        if value is not None and not (isinstance(value, Stake) and value.is_unknown)
    }
    return Prepared(signal, values, f"{signal.type}\x00{signal.items!r}\x00{signal.evidence!r}")


@dataclass(frozen=True, slots=True)
class Pool:
    """The signals of one subject that conditions look at."""

    by_type: Mapping[str, Sequence[Prepared]]
    as_of: dt.date

    def of(self, type_: str) -> Sequence[Prepared]:
        return self.by_type.get(type_, ())

    def restricted(self, field: str, value: Value) -> Pool:
        """Only signals with that value, among the types that declare the field."""
        by_type = {
            type_: (
                [item for item in items if item.values.get(field) == value]
                if field in CATALOGUE[type_].fields
                else items
            )
            for type_, items in self.by_type.items()
        }
        return Pool(by_type, self.as_of)


def build_pool(signals: Iterable[Signal], as_of: dt.date) -> Pool:
    """Index signals; their order on the way in does not matter."""
    by_type: dict[str, list[Prepared]] = {}
    for signal in dict.fromkeys(signals):
        by_type.setdefault(signal.type, []).append(prepare(signal))
    for items in by_type.values():
        items.sort(key=lambda item: item.order)
    return Pool(by_type, as_of)
