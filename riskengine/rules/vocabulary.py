"""Values that a field can take although the catalogue lists no choices: countries, lists.

A slip in such a code (`UK` for `GB`, `us-bis-ell`) makes a rule silent for ever, so it is
refused when the ruleset is loaded.
"""

from __future__ import annotations

from functools import lru_cache

from riskengine.errors import WatchlistError
from riskengine.rules.faults import did_you_mean
from riskengine.signal_catalogue import FieldSpec
from riskengine.territories import country_code, country_name
from riskengine.watchlist.catalogue import entry_for, known_lists

COUNTRY_FIELDS = frozenset({"country", "state_country"})
LIST_FIELDS = frozenset({"list_id", "owner_list_id", "listed_on_list", "principal_list_id"})


def unknown_value(value: object, spec: FieldSpec) -> tuple[str, str] | None:
    """What is wrong with a value of a field, and a hint; None where nothing is."""
    if spec.choices:
        if value in spec.choices:
            return None
        return f"{spec.name!r} is never {value!r}", did_you_mean(str(value), spec.choices)
    if spec.name in COUNTRY_FIELDS and isinstance(value, str):
        return unknown_country(value, f"{spec.name!r} wants")
    if spec.name in LIST_FIELDS and isinstance(value, str):
        return unknown_list(value)
    return None


@lru_cache(maxsize=1024)
def unknown_country(code: str, wants: str) -> tuple[str, str] | None:
    """As `unknown_value`, of an ISO 3166-1 alpha-2 code."""
    if country_code(code) == code and country_name(code) != code:
        return None
    meant = country_code(code) or country_code(code.upper())
    hint = f"did you mean {meant!r}?" if meant else "codes are those of ISO 3166-1 alpha-2"
    return f"{wants} a country code, found {code!r}", hint


@lru_cache(maxsize=1024)
def unknown_list(list_id: str) -> tuple[str, str] | None:
    """As `unknown_value`, of the id of a watchlist."""
    try:
        entry_for(list_id)
    except WatchlistError:
        hint = did_you_mean(list_id, known_lists())
        own = "ids of your own lists begin with custom- or opensanctions-"
        return f"no watchlist {list_id[:80]!r}", hint or own
    return None
