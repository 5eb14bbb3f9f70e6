"""Identifiers of two parties: the same, in conflict, or nothing to say."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum

from riskengine.model.entity import Identifier

# A party has one value of each of these; of others (`isin`, `bic`) it may have several.
_ONE_PER_PARTY = frozenset({"lei", "imo", "uscc", "inn", "ogrn", "ofac"})
_NAMES_NO_PARTY = frozenset({"isin"})  # a security, not its issuer


class Answer(Enum):
    SAME = "same"
    CONFLICT = "conflict"
    SILENT = "silent"


def scheme_of(identifier: Identifier) -> str:
    """Scheme without a country in front: `ru-inn` and `inn` are one scheme."""
    return identifier.scheme.rpartition("-")[2].lower()


def key_of(identifier: Identifier) -> str:
    """Scheme and value without spaces, marks and case, for equality."""
    value = "".join(char for char in identifier.value.upper() if char.isalnum())
    if scheme_of(identifier) == "imo":
        value = value.removeprefix("IMO")
    return f"{scheme_of(identifier)}:{value}"


def compare_identifiers(
    left: Sequence[Identifier], right: Sequence[Identifier]
) -> tuple[Answer, str]:
    """Compare two sets of identifiers.

    Returns:
        The answer, and the key or the scheme that gave it. One equal value outweighs any
        conflict; a conflict needs a scheme of which a party has one value only.
    """
    mine = {key_of(item) for item in left if scheme_of(item) not in _NAMES_NO_PARTY}
    theirs = {key_of(item) for item in right if scheme_of(item) not in _NAMES_NO_PARTY}
    same = sorted(mine & theirs)
    if same:
        return Answer.SAME, same[0]
    shared = {key.partition(":")[0] for key in mine} & {key.partition(":")[0] for key in theirs}
    conflicts = sorted(shared & _ONE_PER_PARTY)
    return (Answer.CONFLICT, conflicts[0]) if conflicts else (Answer.SILENT, "")
