"""Identifiers as keys: which numbers are one number."""

from __future__ import annotations

import pytest

from riskengine.model.entity import Identifier
from riskengine.watchlist.numbers import in_words, is_own_number, key_of, links, scheme_of


@pytest.mark.parametrize(
    ("scheme", "value", "key"),
    [
        ("ru-inn", "7736 050-003", "inn:7736050003"),
        ("inn", "7736050003", "inn:7736050003"),
        ("uz-inn", "7736050003", "uz-inn:7736050003"),
        ("cn-uscc", "9111 0000", "uscc:91110000"),
        ("cn-regno", "1234567", "cn-regno:1234567"),
        ("RU-Passport", "75 1234567", "ru-passport:751234567"),
        ("imo", "IMO 9187629", "imo:9187629"),
        ("un", "QDi.001", "un:QDI001"),
        ("bic", "SABRRUMMXXX", "bic:SABRRUMM"),
    ],
)
def test_a_key_is_scheme_and_bare_value(scheme: str, value: str, key: str) -> None:
    assert key_of(Identifier(scheme, value)) == key


def test_national_numbers_of_two_countries_are_two_numbers() -> None:
    for scheme in ("regno", "passport", "taxid", "nationalid"):
        one, two = (Identifier(f"{country}-{scheme}", "1234567") for country in ("cn", "ru"))
        assert key_of(one) != key_of(two)
        assert scheme_of(one) == f"cn-{scheme}"


@pytest.mark.parametrize(
    ("key", "proves"),
    [
        ("lei:254900IUTNGU0XCGTE81", True),
        ("ofac:36", True),
        ("cn-regno:1234567", True),
        ("regno:1234567", False),  # of which country is not said
        ("cn-regno:123", False),  # many registers give so short a number
        ("ru-passport:UNKNOWN", False),
        ("isin:US1694261033", False),
        ("bic:SABRRUMM", False),
        ("kpp:770501001", False),
    ],
)
def test_only_numbers_that_name_one_party_tie(key: str, proves: bool) -> None:
    assert links(key) is proves


def test_a_number_is_the_publishers_own_on_its_own_lists_only() -> None:
    assert is_own_number("un:QDI001", "un-sc")
    assert not is_own_number("un:QDI001", "eu-fsf")
    assert not is_own_number("inn:7736050003", "us-ofac-sdn")


def test_keys_read_as_words() -> None:
    assert in_words("ofac:12345") == "OFAC number 12345"
    assert in_words("ru-passport:7512345678") == "passport number of RU 7512345678"
    assert in_words("passport:75") == "passport number 75"
    assert in_words("okpo:1") == "okpo 1"
