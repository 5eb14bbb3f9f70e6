"""Values as files print them: dates, shares, codes."""

from __future__ import annotations

import re
from typing import Any

from riskengine.model.interval import DateRange, Stake
from riskengine.territories import country_code
from riskengine.watchlist.readers.opensanctions.ftm_links import stake_of

_DAY = re.compile(r"^(\d{4}(?:-\d{2}){0,2})")


def text_of(value: Any) -> str:
    """A printed value; "" for none. GLEIF's JSON wraps values as `{"$": value}`."""
    if isinstance(value, dict):
        value = value.get("$")
    return "" if value is None else str(value).strip()


def day_of(value: Any) -> DateRange | None:
    """A date, its time of day dropped; None for none.

    Raises:
        ValueError: something is printed that is no date.
    """
    printed = text_of(value)
    if not printed:
        return None
    found = _DAY.match(printed)
    if found is None:
        raise ValueError(f"not a date: {printed!r}")
    return DateRange.parse(found[1])


def share_of(value: Any) -> Stake | None:
    """A share in percent: `51`, `51.2 %`, `25-50`, `>50`, `<=25`; None for none.

    Raises:
        ValueError: something is printed that is no share, or one above 100.
    """
    printed = text_of(value)
    if not printed:
        return None
    stake = stake_of((printed,))
    if stake is None:
        raise ValueError(f"not a share in percent: {printed!r}")
    return stake


def country_of(value: Any) -> tuple[str, ...]:
    """The country's code; what is printed where it has none; nothing for nothing."""
    printed = text_of(value)
    if not printed:
        return ()
    code = country_code(printed.partition("-")[0] if re.match(r"^[A-Z]{2}-", printed) else printed)
    return (code or printed,)
