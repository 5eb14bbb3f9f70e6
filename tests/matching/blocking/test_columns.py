"""Columns of numbers that grow."""

from __future__ import annotations

import numpy as np

from riskengine.matching.blocking.columns import Column


def test_what_was_added_stays_in_order_while_the_column_grows() -> None:
    column = Column(np.int64)
    for start in range(0, 5000, 7):
        column.add(range(start, start + 7))
    assert column.values.tolist() == list(range(start + 7))


def test_a_cleared_column_is_empty_and_can_be_filled_again() -> None:
    column = Column(np.float32)
    column.add([1.0, 2.0])
    column.clear()
    column.add([0.5])
    assert column.values.tolist() == [0.5]
