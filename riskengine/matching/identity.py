"""Identifiers of two parties: the same, in conflict, or nothing to say."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from enum import Enum

from riskengine.model.entity import Identifier
from riskengine.watchlist.numbers import (
    COUNTRY_BOUND,
    ONE_PER_PARTY,
    key_of,
    scheme_of,
    without_country,
)

__all__ = ["Answer", "compare_identifiers", "key_of", "scheme_of", "search_keys", "with_country"]

# A party has one value of each of these; of others (`isin`, `bic`) it may have several.
_ONE_PER_PARTY = ONE_PER_PARTY | {"ofac"}
_NAMES_NO_PARTY = frozenset({"isin"})  # a security, not its issuer


class Answer(Enum):
    SAME = "same"
    CONFLICT = "conflict"
    SILENT = "silent"


def search_keys(identifier: Identifier) -> tuple[str, ...]:
    """Keys under which an identifier is filed and looked up: its own, and for a national
    number also the one without country, because a number may be given without it."""
    key = key_of(identifier)
    bare = without_country(key)
    return (key,) if bare is None or bare == key else (key, bare)


def with_country(identifier: Identifier, country: str | None) -> Identifier:
    """A national number given without a country is read as one of the party's own country."""
    scheme = identifier.scheme.lower()
    if country is None or scheme not in COUNTRY_BOUND:
        return identifier
    return replace(identifier, scheme=f"{country.lower()}-{scheme}")


def compare_identifiers(
    left: Sequence[Identifier], right: Sequence[Identifier]
) -> tuple[Answer, str]:
    """Compare two sets of identifiers.

    A national number without a country equals the same number of any country; with two
    countries it is two numbers.

    Returns:
        The answer, and the key or the scheme that gave it. One equal value outweighs any
        conflict; a conflict needs a scheme of which a party has one value only.
    """
    mine = {key_of(item) for item in left if scheme_of(item) not in _NAMES_NO_PARTY}
    theirs = {key_of(item) for item in right if scheme_of(item) not in _NAMES_NO_PARTY}
    same = sorted((mine & theirs) | (_bare(mine) & theirs) | (mine & _bare(theirs)))
    if same:
        return Answer.SAME, same[0]
    shared = {key.partition(":")[0] for key in mine} & {key.partition(":")[0] for key in theirs}
    conflicts = sorted(shared & _ONE_PER_PARTY)
    return (Answer.CONFLICT, conflicts[0]) if conflicts else (Answer.SILENT, "")


def _bare(keys: set[str]) -> set[str]:
    return {bare for key in keys if (bare := without_country(key)) is not None}
