"""Days that a rule names: fixed, or counted from the as-of date."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from dataclasses import dataclass

UNITS = ("days", "months", "years")
LONGEST = 100_000
"""Days, months or years that a rule may count; more is a slip of the keyboard."""

_RELATIVE = re.compile(r"as_of(?:\s*([+-])\s*([0-9]{1,6})\s+(day|month|year)s?)?")


@dataclass(frozen=True, slots=True)
class Moment:
    """A day. `fixed` is None where it is `number` units after the as-of date (before, if < 0)."""

    fixed: dt.date | None = None
    number: int = 0
    unit: str = "days"

    def on(self, as_of: dt.date) -> dt.date:
        return back(as_of, -self.number, self.unit) if self.fixed is None else self.fixed


def moment(raw: object) -> Moment | None:
    """A date, or text such as `as_of` or `as_of - 12 months`; None if it is neither."""
    if isinstance(raw, dt.date):
        return Moment(raw)
    found = _RELATIVE.fullmatch(raw.strip()) if isinstance(raw, str) else None
    if found is None:
        return None
    sign, number, unit = found.groups()
    if number is None:
        return Moment()
    counted = int(number)
    if counted > LONGEST:
        return None
    return Moment(None, -counted if sign == "-" else counted, f"{unit}s")


def back(day: dt.date, number: int, unit: str) -> dt.date:
    """The day `number` days, months or years before (after, if negative).

    A day that its month does not have becomes the last one of the month. What lies outside
    the calendar becomes its first or last day.
    """
    if unit == "days":
        ordinal = day.toordinal() - number
        if ordinal < 1:
            return dt.date.min
        return dt.date.max if ordinal > dt.date.max.toordinal() else dt.date.fromordinal(ordinal)
    months = day.year * 12 + day.month - 1 - number * (12 if unit == "years" else 1)
    year, month = divmod(months, 12)
    if year < dt.MINYEAR:
        return dt.date.min
    if year > dt.MAXYEAR:
        return dt.date.max
    last = calendar.monthrange(year, month + 1)[1]
    return dt.date(year, month + 1, min(day.day, last))
