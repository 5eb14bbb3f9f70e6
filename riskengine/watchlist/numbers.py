"""Identifiers as keys: when two numbers are the same number, and what they can prove.

A scheme is written as the readers write it: `lei`, `imo`, or with the country whose number
it is in front, `ru-inn`, `cn-regno`. Numbers of two countries are never the same number.
"""

from __future__ import annotations

from functools import lru_cache

from riskengine.model.entity import Identifier

COUNTRY_BOUND = frozenset({"regno", "passport", "taxid", "nationalid"})
"""Kinds of number that every country gives; without the country they prove nothing."""

ONE_PER_PARTY = frozenset({"lei", "imo", "uscc", "inn", "ogrn", "un"})
"""Schemes of which a party has one value; two entries with other values are two parties."""

_WORLDWIDE = {
    "lei": "LEI",
    "imo": "IMO number",
    "imocompany": "IMO company number",
    "ofac": "OFAC number",
    "un": "UN reference number",
    "eu": "EU reference number",
    "uksl": "UK sanctions list number",
    "ofsi": "OFSI group id",
}
# How the ids of the lists begin whose publisher gives these numbers to its own entries.
_OWN_LISTS = {"ofac": "us-ofac-", "un": "un-", "eu": "eu-", "uksl": "uk-", "ofsi": "uk-"}
_OF_ONE_COUNTRY = {
    "inn": ("ru", "Russian tax number (INN)"),
    "ogrn": ("ru", "Russian registration number (OGRN)"),
    "uscc": ("cn", "Chinese unified social credit code"),
}
_NATIONAL_WORDS = {
    "regno": "registration number",
    "passport": "passport number",
    "taxid": "tax number",
    "nationalid": "national identity number",
}
# Not among those that tie: `bic` (offices of a bank share one), `kpp` and `okpo` (branches),
# `isin` (a security), `mmsi` (passes on with the flag).
_PREFIX_MEANS_NOTHING = frozenset({*_WORLDWIDE, "isin", "bic", "duns", "mmsi"})
_RUSSIAN = frozenset({"kpp", "okpo"})
_MIN_NATIONAL = 5  # characters; shorter ones are often given by several registers


def scheme_of(identifier: Identifier) -> str:
    """The scheme in one spelling: `ru-inn` is `inn`, `cn-uscc` is `uscc`, `ru-regno` stays."""
    return _scheme(identifier.scheme)


@lru_cache(maxsize=1024)
def _scheme(text: str) -> str:
    scheme = text.lower()
    country, hyphen, base = scheme.rpartition("-")
    if not hyphen or base in _PREFIX_MEANS_NOTHING:
        return base
    home = "ru" if base in _RUSSIAN else _OF_ONE_COUNTRY.get(base, ("",))[0]
    return base if country == home else scheme


def key_of(identifier: Identifier) -> str:
    """Scheme and value without spaces, marks and case: equal keys are one number."""
    scheme = scheme_of(identifier)
    value = identifier.value.upper()
    if not value.isalnum():
        value = "".join(char for char in value if char.isalnum())
    if scheme == "imo":
        value = value.removeprefix("IMO")
    elif scheme == "bic" and len(value) == 11:
        value = value.removesuffix("XXX")  # head office, the same as eight characters
    return f"{scheme}:{value}"


def without_country(key: str) -> str | None:
    """The key of a national number with its country left out; None for other keys."""
    scheme, _, value = key.partition(":")
    base = scheme.rpartition("-")[2]
    return f"{base}:{value}" if base in COUNTRY_BOUND else None


def links(key: str) -> bool:
    """Whether two entries with the number of this key are one party."""
    scheme, _, value = key.partition(":")
    if not (value.isdigit() or any(char.isdigit() for char in value)):
        return False
    if scheme in _WORLDWIDE or scheme in _OF_ONE_COUNTRY:
        return True
    country, _, base = scheme.rpartition("-")
    return bool(country) and base in COUNTRY_BOUND and len(value) >= _MIN_NATIONAL


def is_own_number(key: str, list_id: str) -> bool:
    """Whether a list's publisher gave this number to its entries itself, so that several
    entries with it are meant to be one party."""
    own = _OWN_LISTS.get(key.partition(":")[0])
    return own is not None and list_id.startswith(own)


def in_words(key: str) -> str:
    """A key for reading: `OFAC number 12345`, `passport number of RU 7512345678`."""
    scheme, _, value = key.partition(":")
    if scheme in _WORLDWIDE:
        return f"{_WORLDWIDE[scheme]} {value}"
    if scheme in _OF_ONE_COUNTRY:
        return f"{_OF_ONE_COUNTRY[scheme][1]} {value}"
    country, _, base = scheme.rpartition("-")
    words = _NATIONAL_WORDS.get(base)
    if words is None:
        return f"{scheme} {value}"
    return f"{words} of {country.upper()} {value}" if country else f"{words} {value}"
