"""Texts of findings as numbers, shared by all rules."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from riskengine.score.columns.table import Ints

Label = tuple[str, bool]
"""The value of a finding as text, and whether it stands for an unknown value."""


class Labels:
    """Values of `per` as findings show them."""

    def __init__(self) -> None:
        self._numbers: dict[Label, int] = {("", False): 0}

    def number(self, labels: Iterable[Label]) -> Ints:
        numbers = self._numbers
        return np.array([numbers.setdefault(x, len(numbers)) for x in labels], dtype=np.int64)

    @property
    def texts(self) -> list[str]:
        return [text for text, _ in self._numbers]

    def ranks(self) -> Ints:
        """Place of each number in the order of the texts, unknown after a text like it."""
        ordered = sorted(self._numbers.items())
        ranks = np.empty(len(ordered), dtype=np.int64)
        ranks[[number for _, number in ordered]] = np.arange(len(ordered))
        return ranks


class Groups:
    """Exclusive groups; 0 is none."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {"": 0}

    def number(self, texts: Iterable[str]) -> Ints:
        numbers = self._numbers
        return np.array([numbers.setdefault(x, len(numbers)) for x in texts], dtype=np.int64)

    def __len__(self) -> int:
        return len(self._numbers)
