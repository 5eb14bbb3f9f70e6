"""Spellings, addresses and periods of OFAC's enhanced XML."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from riskengine.model.interval import DateRange
from riskengine.watchlist.readers.contract import Account
from riskengine.watchlist.readers.dates import date_range, day
from riskengine.watchlist.readers.ofac.common import country_of
from riskengine.watchlist.readers.xmlstream import Element, attribute, text

_PRINT_ORDER = ("ADDRESS1", "ADDRESS2", "ADDRESS3", "CITY", "STATE/PROVINCE", "POSTAL CODE")


def is_true(element: Element, path: str) -> bool:
    return text(element, path).lower() in ("true", "1")


def spellings(name: Element) -> list[str]:
    """A name in each of its scripts, the one marked primary first, as OFAC prints it."""
    translations = name.findall("translations/translation")
    translations.sort(key=lambda item: not is_true(item, "isPrimary"))
    return [printed for item in translations if (printed := _printed(item))]


def _printed(translation: Element) -> str:
    whole = text(translation, "formattedFullName")
    if whole:
        return whole
    last, first = text(translation, "formattedLastName"), text(translation, "formattedFirstName")
    if last or first:
        return f"{last}, {first}" if last and first else last or first
    return " ".join(
        value
        for part in translation.findall("nameParts/namePart")
        if (value := text(part, "value"))
    )


def addresses(record: Element, iso_codes: dict[str, str]) -> Iterator[tuple[str, str]]:
    """(printed address, country) of each address, once for each script it is written in.

    Args:
        iso_codes: ISO code by reference number, for a country that is given as a number only.
    """
    for address in record.findall("addresses/address"):
        named = address.find("country")
        if named is None:
            named = address.find("translations/country")
        country = text(named) or iso_codes.get(attribute(named, "refId"), "")
        shown = country if country_of(country) else ""
        translations = address.findall("translations/translation")
        lines = [_line(translation, shown) for translation in translations] or [shown]
        for line in lines:
            yield line, country


def _line(translation: Element, country: str) -> str:
    parts = [
        (text(part, "type"), text(part, "value"))
        for part in translation.findall("addressParts/addressPart")
    ]
    parts.sort(key=lambda part: _rank(part[0]))
    values = [value for _, value in parts if value]
    return ", ".join([*values, country] if country else values)


def _rank(kind: str) -> int:
    name = kind.upper()
    return _PRINT_ORDER.index(name) if name in _PRINT_ORDER else len(_PRINT_ORDER)


def period_of(element: Element | None, account: Account) -> DateRange | None:
    """Days of a date period: from its earliest day to its latest.

    An approximate period is widened as any date printed "circa" is; one that ends before it
    starts is reported and not read.
    """
    first, last = _ends(element)
    if element is None or first is None or last is None:
        return None
    if first > last:
        account.odd("date period", shown_period(element))
        return None
    if is_true(element, "isApproximate"):
        return date_range(f"circa {first} to {last}")
    return DateRange(first, last)


def bounds_of(element: Element | None) -> tuple[DateRange | None, DateRange | None]:
    """Start and end of something that lasts, each as days it may have been."""
    return (
        _between(element, "fromDateBegin", "fromDateEnd"),
        _between(element, "toDateBegin", "toDateEnd"),
    )


def shown_period(element: Element | None) -> str:
    """A period as it is written: `1984-01-18`, or first and last day."""
    if element is None:
        return ""
    days = dict.fromkeys(
        value
        for tag in ("fromDateBegin", "fromDateEnd", "toDateBegin", "toDateEnd")
        if (value := text(element, tag))
    )
    return " to ".join([*days][:: max(len(days) - 1, 1)])


def _ends(element: Element | None) -> tuple[dt.date | None, dt.date | None]:
    if element is None:
        return None, None
    days = [
        found
        for tag in ("fromDateBegin", "fromDateEnd", "toDateBegin", "toDateEnd")
        if (found := day(text(element, tag))) is not None
    ]
    return (days[0], days[-1]) if days else (None, None)


def _between(element: Element | None, begin: str, end: str) -> DateRange | None:
    if element is None:
        return None
    first, last = day(text(element, begin)), day(text(element, end))
    if first is None or last is None or first > last:
        only = first or last
        return DateRange(only, only) if only is not None else None
    return DateRange(first, last)
