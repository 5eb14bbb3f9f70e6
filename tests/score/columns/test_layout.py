"""Tables that are no tables of signals are refused, with every mistake."""

from __future__ import annotations

import polars as pl
import pytest

from riskengine.errors import InputError
from riskengine.score.columns.layout import checked


@pytest.mark.parametrize(
    ("table", "message"),
    [
        ({"country": ["CN"]}, "'subject' is missing"),
        ({"subject": [2]}, "wanted 0 to 1"),
        ({"subject": [None, 0]}, "empty cells"),
        ({"subject": [0], "cuntry": ["CN"]}, "unknown column 'cuntry'"),
        ({"subject": [0], "country": [1]}, "column 'country' is Int64"),
        ({"subject": [0], "stake_low": [1.0]}, "needs both columns"),
        ({"subject": [0], "stake_low": [9.0], "stake_high": [1.0]}, "0 <= low <= high"),
        ({"subject": [0], "stake_low": [None], "stake_high": [1.0]}, "both cells empty"),
        ({"subject": [0], "stake_low": [1.0], "stake_high": [float("nan")]}, "has NaN"),
    ],
)
def test_a_wrong_table_is_refused(table: dict[str, list[object]], message: str) -> None:
    with pytest.raises(InputError, match=message):
        checked({"backer": pl.DataFrame(table)}, 2)


def test_all_mistakes_are_named_at_once() -> None:
    with pytest.raises(InputError, match=r"no signal 'x'.*table 'supply'.*missing"):
        checked({"x": pl.DataFrame(), "supply": pl.DataFrame({"country": ["CN"]})}, 1)


def test_integers_and_empty_columns_are_read_as_what_the_field_is() -> None:
    table = pl.DataFrame({"subject": [0], "stake_low": [5], "stake_high": [9], "country": [None]})
    found = checked({"backer": table}, 1)["backer"]
    assert found.schema["stake_low"] == pl.Float64
    assert found.schema["country"] == pl.String
