"""Identifiers: parsing and check digits."""

from __future__ import annotations

import pytest

from riskengine.errors import InputError
from riskengine.identifiers import parse_identifier
from riskengine.model.entity import Identifier


def test_a_valid_lei_is_normalised() -> None:
    assert parse_identifier("LEI: 5299000riskengin0035 ") == Identifier(
        "lei", "5299000RISKENGIN0035"
    )


def test_a_scheme_without_check_digits_is_kept() -> None:
    assert parse_identifier("ofac:12 34a") == Identifier("ofac", "1234A")


@pytest.mark.parametrize("text", ["", "lei", ":123", "lei:", "lei:529900T8BM49AURSDO56", "9x:1"])
def test_bad_identifiers_are_refused(text: str) -> None:
    with pytest.raises(InputError):
        parse_identifier(text)
