"""Closed intervals of a share in percent, and partial dates as intervals of days."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from dataclasses import dataclass

OPEN = 1e-6
"""Distance in percent that stands for an open end: "more than 50 %" is [50.000001, 100].
It is a hundred-millionth of a company, finer than any register tells."""


@dataclass(frozen=True, slots=True)
class Stake:
    """A share in percent, known to lie in the closed interval [low, high].

    Unknown is [0, 100]. Open ends are kept a hair inside (`over`, `under`), so that exactly
    half is told from more than half and every interval stays closed.

    Raises:
        ValueError: unless 0 <= low <= high <= 100.
    """

    low: float = 0.0
    high: float = 100.0

    def __post_init__(self) -> None:
        if not 0.0 <= self.low <= self.high <= 100.0:
            raise ValueError(f"not a share in percent: [{self.low}, {self.high}]")

    @classmethod
    def exactly(cls, percent: float) -> Stake:
        return cls(percent, percent)

    @classmethod
    def over(cls, percent: float, high: float = 100.0) -> Stake:
        """More than a figure; a share over 100 % is refused."""
        return cls(percent + OPEN, high)

    @classmethod
    def under(cls, percent: float, low: float = 0.0) -> Stake:
        """Less than a figure; a share below 0 % is refused."""
        return cls(low, percent - OPEN)

    @property
    def is_unknown(self) -> bool:
        return self.low == 0.0 and self.high == 100.0

    def certainly_at_least(self, percent: float) -> bool:
        return self.low >= percent

    def possibly_at_least(self, percent: float) -> bool:
        return self.high >= percent

    def __str__(self) -> str:
        if self.is_unknown:
            return "unknown share"
        low, high = round(self.low, 5), round(self.high, 5)
        if low == high:
            return f"{low:g} %"
        after, before = self.low > low, self.high < high
        if after and high == 100.0:
            return f"more than {low:g} %"
        if before and low == 0.0:
            return f"less than {high:g} %"
        words = f"{low:g} to {high:g} %"
        ends = [*(["above the lower"] if after else []), *(["below the upper"] if before else [])]
        return f"{words} ({' and '.join(ends)} end)" if ends else words


_PARTIAL = re.compile(r"^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?$")


@dataclass(frozen=True, slots=True, order=True)
class DateRange:
    """A date known to lie between two days, both included.

    A partial date is a range: "1965" covers every day of that year.
    """

    earliest: dt.date
    latest: dt.date

    def __post_init__(self) -> None:
        if self.earliest > self.latest:
            raise ValueError(f"date range ends before it starts: {self.earliest} {self.latest}")

    @classmethod
    def parse(cls, text: str) -> DateRange:
        """Read `YYYY`, `YYYY-MM`, `YYYY-MM-DD`, or two of these joined by `/`.

        Raises:
            ValueError: the text is none of these or no such day exists.
        """
        if "/" in text:
            left, right = text.split("/", 1)
            return cls(cls.parse(left).earliest, cls.parse(right).latest)
        found = _PARTIAL.match(text.strip())
        if found is None:
            raise ValueError(f"not a date: {text!r} (want YYYY, YYYY-MM, YYYY-MM-DD or A/B)")
        year, month, day = found.groups()
        if month is None:
            return cls(dt.date(int(year), 1, 1), dt.date(int(year), 12, 31))
        if day is None:
            last = calendar.monthrange(int(year), int(month))[1]
            return cls(dt.date(int(year), int(month), 1), dt.date(int(year), int(month), last))
        exact = dt.date(int(year), int(month), int(day))
        return cls(exact, exact)

    @property
    def is_exact(self) -> bool:
        return self.earliest == self.latest

    def in_words(self) -> str:
        """`2025-01-16`, `2019-05`, or `between 2019-10-07 and 2019-10-30`."""
        first, slash, last = str(self).partition("/")
        return f"between {first} and {last}" if slash else first

    def __str__(self) -> str:
        """The shortest spelling that `parse` reads back."""
        first, last = self.earliest, self.latest
        if first == last:
            return first.isoformat()
        whole_year = (first.month, first.day, last.month, last.day) == (1, 1, 12, 31)
        if whole_year and first.year == last.year:
            return f"{first.year:04d}"
        whole_month = (first.year, first.month) == (last.year, last.month) and first.day == 1
        if whole_month and last.day == calendar.monthrange(last.year, last.month)[1]:
            return f"{first.year:04d}-{first.month:02d}"
        return f"{first.isoformat()}/{last.isoformat()}"
