"""Dates as lists print them, read as intervals of days."""

from __future__ import annotations

import datetime as dt
import re

from riskengine.model.interval import DateRange

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            ("jan", "january"),
            ("feb", "february"),
            ("mar", "march"),
            ("apr", "april"),
            ("may",),
            ("jun", "june"),
            ("jul", "july"),
            ("aug", "august"),
            ("sep", "sept", "september"),
            ("oct", "october"),
            ("nov", "november"),
            ("dec", "december"),
        ),
        start=1,
    )
    for name in names
}
_CIRCA = re.compile(r"^(?:circa|approximately|approx\.?|about|c\.|ca\.|around)\s+", re.IGNORECASE)
_CIRCA_YEARS = 1  # "circa 1965" may be the year before or after
_RANGE = re.compile(
    r"^(?:between\s+)?(?P<left>.+?)\s*(?:\bto\b|\band\b|\s-\s|–|—|(?<=\d{4})-(?=\d{4}))\s*(?P<right>.+)$",
    re.IGNORECASE,
)
# After the day: a time, or the time zone of an XML date ("2015-07-01-04:00", "2015-07-01Z").
_ISO = re.compile(
    r"^(\d{4})(?:-(\d{1,2})(?:-(\d{1,2})(?:Z|[+-]\d{2}:\d{2})?)?)?(?:T.*|\s+00:00(?::00)?.*)?$"
)
_SLASHED = re.compile(r"^(dd|\d{1,2})[/.](mm|\d{1,2})[/.](\d{4})$", re.IGNORECASE)
_WORDS = re.compile(r"^(?:(\d{1,2})(?:st|nd|rd|th)?[\s-]+)?([A-Za-z]{3,9})\.?,?[\s-]+(\d{4})$")
_YEAR = re.compile(r"\d{4}")
_AMERICAN = re.compile(r"^([A-Za-z]{3,9})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})$")


def date_range(text: str, *, month_first: bool = False) -> DateRange | None:
    """Days that a printed date may mean; None where it cannot be read.

    Reads `2021-03-04`, `04/03/2021` (day first unless `month_first`), `dd/mm/1945`,
    `4 Mar 2021`, `March 4, 2021`, `Mar 2021`, `1965`, `circa 1965` (a year either way) and
    `1955 to 1958`, `1955-1958`, `between 1 Jan 1955 and 1958`.
    """
    whole = " ".join(text.split()).strip(" .,;")
    if not whole:
        return None
    try:
        return _read(whole, month_first)
    except (ValueError, OverflowError):
        return None


def day(text: str, *, month_first: bool = False) -> dt.date | None:
    """One exact day, or None."""
    found = date_range(text, month_first=month_first)
    return found.earliest if found is not None and found.is_exact else None


def _read(text: str, month_first: bool) -> DateRange | None:
    around = _CIRCA.match(text)
    if around is not None:
        found = _read(text[around.end() :], month_first)
        return found if found is None else _widened(found)
    single = _single(text, month_first)
    if single is not None:
        return single
    span = _RANGE.match(text)
    if span is None:
        return None
    right = _read(span["right"], month_first)
    left = _read(span["left"], month_first)
    if left is None and not _YEAR.search(span["left"]):
        # "between Aug. and Sep. 1977": the year is printed once.
        left = _read(f"{span['left']} {span['right'][-4:]}", month_first)
    if left is None or right is None:
        return None
    return DateRange(left.earliest, right.latest)


def _single(text: str, month_first: bool) -> DateRange | None:
    if found := _ISO.match(text):
        return _range(found[1], found[2], found[3])
    if found := _SLASHED.match(text):
        first, second, year = found.groups()
        month, date = (first, second) if month_first else (second, first)
        return _range(year, _digits(month), _digits(date))
    if found := _WORDS.match(text):
        return _named(found[3], found[2], found[1])
    if found := _AMERICAN.match(text):
        return _named(found[3], found[1], found[2])
    return None


def _digits(text: str) -> str | None:
    return text if text.isdigit() and int(text) else None


def _named(year: str, month: str, date: str | None) -> DateRange | None:
    number = _MONTHS.get(month.lower())
    return None if number is None else _range(year, str(number), date)


def _range(year: str, month: str | None, date: str | None) -> DateRange:
    text = year
    if month is not None:
        text += f"-{int(month):02d}"
        if date is not None and int(date):
            text += f"-{int(date):02d}"
    return DateRange.parse(text)


def _widened(found: DateRange) -> DateRange:
    # An exact day called approximate still says little more than its year.
    first = dt.date(found.earliest.year - _CIRCA_YEARS, 1, 1)
    return DateRange(first, dt.date(found.latest.year + _CIRCA_YEARS, 12, 31))
