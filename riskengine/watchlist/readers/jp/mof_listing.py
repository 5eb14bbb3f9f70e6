"""Days on which an entry of Japan's asset-freeze list was put on it and struck out."""

from __future__ import annotations

import re
from collections.abc import Mapping

from riskengine.model.entity import Listing
from riskengine.model.interval import DateRange
from riskengine.watchlist.readers.dates import date_range

DELETED = "削除"
_NOTICE = re.compile(r"(\d{4})\.(\d{1,2})\.(\d{1,2})")


def listing_of(row: Mapping[str, str], program: str, authority: str) -> Listing:
    """The listing of an entry; notices that amend it are no listing days."""
    notice = row.get("notice_date", "")
    days: list[DateRange | None] = []
    gone: DateRange | None = None
    for line in notice.split("\n"):
        found = _NOTICE.search(line)
        when = date_range("-".join(found.groups())) if found is not None else None
        if DELETED in line:
            gone = when
        elif "改" not in line:
            days.append(when)
    return Listing(
        program,
        authority,
        entry=row.get("number", ""),
        listed_on=next((day for day in days if day is not None), None),
        delisted_on=gone,
        citation=" ".join(notice.split()),
        measures=("Asset freeze",),
    )
