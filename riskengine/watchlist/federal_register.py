"""Dates of Federal Register citations.

Page numbers of a volume ascend with the day of publication, and volume N is the year
N + 1935. So a page whose date is not known lies between the dates of the nearest dated
pages (anchors) below and above it. Anchors come from list entries that print citation and
date together, such as `87 F.R. 52741 8/29/2022`.
"""

from __future__ import annotations

import datetime as dt
import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

from riskengine.model.interval import DateRange

_YEAR_OF_VOLUME_ZERO = 1935

# "84 FR 22963", "81 F.R. 12459 3/9/2016", "73 FR 54508 (9/22/08)", "87 F.R.38707",
# "76 FR no. 242 pg. 78146", "79 FR 24566; 5/1/14".
_CITATION = re.compile(
    r"(?<!\d)(?P<volume>\d{2,3})\s*F\.?\s?R\.?\s*(?:no\.\s*\d+\s*pg\.\s*)?(?P<page>\d{1,6})(?![\d/])"
    r"(?:[\s,;(]*(?P<month>\d{1,2})/{1,2}(?P<day>\d{1,2})/(?P<year>\d{4}|\d{2})(?!\d))?"
    r"(?:[\s,(]*no\.\s*(?P<issue>\d{1,3})(?!\d))?",
    re.IGNORECASE,
)
# "Vol. 86, No. 71, 04/15/2021"
_ISSUE = re.compile(r"Vol\.\s*(\d+),\s*No\.\s*\d+,\s*(\d{1,2})/(\d{1,2})/(\d{4})")


@dataclass(frozen=True, slots=True, order=True)
class Citation:
    """One Federal Register page, with the date printed beside it, if any.

    `date` is dropped when its year is not the volume's: then one of the two is a slip.
    `issue` is the number within the volume, where printed ("77 FR 61249 No. 195").
    """

    volume: int
    page: int
    date: dt.date | None = None
    issue: int | None = None

    @property
    def year(self) -> int:
        return self.volume + _YEAR_OF_VOLUME_ZERO

    def __str__(self) -> str:
        return f"{self.volume} FR {self.page}"


def parse_citations(text: str) -> tuple[Citation, ...]:
    """Citations of a text, in its order. Words that are no citation are passed over."""
    found = []
    for match in _CITATION.finditer(text):
        volume, page = int(match["volume"]), int(match["page"])
        date = None
        if match["year"] is not None:
            date = _day(match["year"], match["month"], match["day"])
            if date is not None and date.year != volume + _YEAR_OF_VOLUME_ZERO:
                date = None
        issue = int(match["issue"]) if match["issue"] is not None else None
        found.append(Citation(volume, page, date, issue))
    return tuple(found)


def parse_issue(text: str) -> DateRange | None:
    """Date of a citation by volume, number and date, such as `Vol. 86, No. 71, 04/15/2021`."""
    match = _ISSUE.search(text)
    if match is None:
        return None
    day = _day(match[4], match[2], match[3])
    if day is None or day.year != int(match[1]) + _YEAR_OF_VOLUME_ZERO:
        return None
    return DateRange(day, day)


def _day(year: str, month: str, day: str) -> dt.date | None:
    number = int(year)
    if len(year) == 2:
        number += 1900 if number >= 36 else 2000  # the Register begins in 1936
    try:
        return dt.date(number, int(month), int(day))
    except ValueError:
        return None


def issue_dates(year: int, number: int) -> DateRange | None:
    """Days on which issue `number` of a year can have appeared: that working day or the next.

    There is one issue on each federal working day. In some years one more day was free (a day
    of mourning, a storm), so an issue may come one working day later than counted.
    """
    free = _federal_holidays(year)
    days = [dt.date(year, 1, 1) + dt.timedelta(at) for at in range(366)]
    working = [day for day in days if day.year == year and day.weekday() < 5 and day not in free]
    if not 1 <= number < len(working):
        return None
    return DateRange(working[number - 1], working[number])


def _federal_holidays(year: int) -> frozenset[dt.date]:
    """Days off by 5 U.S.C. 6103, as observed on working days."""

    def observed(month: int, day: int, of: int = year) -> dt.date:
        date = dt.date(of, month, day)
        return date + dt.timedelta({5: -1, 6: 1}.get(date.weekday(), 0))

    def weekday(month: int, which: int, nth: int) -> dt.date:
        first = dt.date(year, month, 1)
        return first + dt.timedelta((which - first.weekday()) % 7 + 7 * (nth - 1))

    memorial = dt.date(year, 5, 31)
    days = {
        observed(1, 1),
        observed(1, 1, year + 1),  # falls on 31 December when New Year is a Saturday
        weekday(1, 0, 3),
        weekday(2, 0, 3),
        memorial - dt.timedelta(memorial.weekday()),
        observed(7, 4),
        weekday(9, 0, 1),
        weekday(10, 0, 2),
        observed(11, 11),
        weekday(11, 3, 4),
        observed(12, 25),
    }
    if year >= 2021:
        days.add(observed(6, 19))
    return frozenset(days)


@dataclass(frozen=True, slots=True)
class Calendar:
    """Dated pages of each volume, pages and dates ascending together."""

    anchors: Mapping[int, tuple[tuple[int, dt.date], ...]]

    def date_of(self, citation: Citation, *, not_after: dt.date | None = None) -> DateRange:
        """Days between which the cited page was published; the issue number narrows them.

        Args:
            not_after: a day by which the citation was already in print.
        """
        span = self._by_page(citation.volume, citation.page, not_after)
        issue = None if citation.issue is None else issue_dates(citation.year, citation.issue)
        if issue is None or issue.earliest > span.latest or issue.latest < span.earliest:
            return span
        return DateRange(max(span.earliest, issue.earliest), min(span.latest, issue.latest))

    def _by_page(self, volume: int, page: int, not_after: dt.date | None) -> DateRange:
        year = volume + _YEAR_OF_VOLUME_ZERO
        first, last = dt.date(year, 1, 1), dt.date(year, 12, 31)
        if not_after is not None and first <= not_after < last:
            last = not_after
        dated = self.anchors.get(volume, ())
        at = bisect_left(dated, (page, dt.date.min))
        if at < len(dated) and dated[at][0] == page:
            return DateRange(dated[at][1], dated[at][1])
        if at > 0:
            first = max(first, dated[at - 1][1])
        if at < len(dated):
            last = min(last, dated[at][1])
        return DateRange(first, max(first, last))


def build_calendar(citations: Iterable[Citation]) -> tuple[Calendar, int]:
    """Keep the anchors that ascend together; return them and how many were rejected.

    In each volume the heaviest chain with ascending pages and non-decreasing dates is kept.
    A dated page weighs as often as it is printed, but at most three times, so that one slip
    copied to many rows does not outweigh its neighbours.
    """
    votes: dict[int, Counter[tuple[int, dt.date]]] = defaultdict(Counter)
    for citation in citations:
        if citation.date is not None:
            votes[citation.volume][(citation.page, citation.date)] += 1
    kept: dict[int, tuple[tuple[int, dt.date], ...]] = {}
    rejected = 0
    for volume in sorted(votes):
        chain = _heaviest_chain(votes[volume])
        rejected += len(votes[volume]) - len(chain)
        kept[volume] = chain
    return Calendar(kept), rejected


def _heaviest_chain(votes: Counter[tuple[int, dt.date]]) -> tuple[tuple[int, dt.date], ...]:
    points = sorted(votes)
    best: list[int] = []
    before: list[int | None] = []
    for index, (page, date) in enumerate(points):
        top, link = 0, None
        for other in range(index):
            if points[other][0] < page and points[other][1] <= date and best[other] > top:
                top, link = best[other], other
        best.append(top + min(votes[points[index]], 3))
        before.append(link)
    chain = []
    # The last of equal maxima reaches furthest; any fixed choice is deterministic.
    at: int | None = max(range(len(points)), key=lambda index: (best[index], index))
    while at is not None:
        chain.append(points[at])
        at = before[at]
    return tuple(reversed(chain))


def calendar_to_tsv(calendar: Calendar) -> str:
    """The anchors as `volume, page, date` lines."""
    lines = [
        f"{volume}\t{page}\t{date.isoformat()}"
        for volume in sorted(calendar.anchors)
        for page, date in calendar.anchors[volume]
    ]
    return "\n".join(lines) + "\n"


def calendar_from_tsv(text: str) -> Calendar:
    """Read what `calendar_to_tsv` wrote; lines that begin with `#` are comments."""
    anchors: dict[int, list[tuple[int, dt.date]]] = defaultdict(list)
    for line in text.splitlines():
        if line and not line.startswith("#"):
            volume, page, date = line.split("\t")
            anchors[int(volume)].append((int(page), dt.date.fromisoformat(date)))
    return Calendar({volume: tuple(sorted(items)) for volume, items in sorted(anchors.items())})


@lru_cache(maxsize=1)
def bundled_calendar() -> Calendar:
    """The anchors that come with the package."""
    folder = resources.files("riskengine") / "data" / "watchlist"
    return calendar_from_tsv((folder / "federal_register.tsv").read_text(encoding="utf-8"))
