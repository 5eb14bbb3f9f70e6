"""Reference values, dates and locations of OFAC's advanced XML."""

from __future__ import annotations

import calendar
import datetime as dt
from dataclasses import dataclass, field

from riskengine.model.interval import DateRange
from riskengine.watchlist.readers.contract import Account
from riskengine.watchlist.readers.dates import date_range
from riskengine.watchlist.readers.ofac.common import country_of
from riskengine.watchlist.readers.xmlstream import Element, attribute, text

_PRINT_ORDER = ("ADDRESS1", "ADDRESS2", "ADDRESS3", "CITY", "STATE/PROVINCE", "POSTAL CODE")


@dataclass(slots=True)
class Place:
    """One location: its printed address lines (one per script or variant) and its country."""

    lines: tuple[str, ...]
    country: str


@dataclass(slots=True)
class References:
    """The file's own tables of codes.

    Attributes:
        account: takes references that lead nowhere.
    """

    account: Account
    labels: dict[tuple[str, str], str] = field(default_factory=dict)
    party_types: dict[str, str] = field(default_factory=dict)
    area_countries: dict[str, str] = field(default_factory=dict)
    places: dict[str, Place] = field(default_factory=dict)

    def load(self, record: Element) -> None:
        """Read `ReferenceValueSets`."""
        for values in record:
            for value in values:
                key = attribute(value, "ID")
                self.labels[(value.tag, key)] = text(value)
                if value.tag == "PartySubType":
                    self.party_types[key] = attribute(value, "PartyTypeID")
                elif value.tag == "AreaCode":
                    self.labels[("AreaCode", key)] = attribute(value, "Description") or text(value)
                    self.area_countries[key] = attribute(value, "CountryID")
                elif value.tag == "LegalBasis" and not text(value):
                    self.labels[("LegalBasis", key)] = attribute(value, "LegalBasisShortRef")
                elif value.tag == "Country" and not text(value):
                    self.labels[("Country", key)] = attribute(value, "ISO2")

    def label(self, kind: str, key: str, fallback: str = "") -> str:
        """Label of a code; a code without one is reported and read as `fallback`."""
        if not key:
            return fallback
        found = self.labels.get((kind, key))
        if found is None:
            self.account.odd(f"reference {kind}", key)
            return fallback
        return found

    def location(self, record: Element) -> None:
        """Read one `Location`."""
        area = record.find("LocationAreaCode")
        country = self.label("Country", attribute(record.find("LocationCountry"), "CountryID"))
        region = self.label("AreaCode", attribute(area, "AreaCodeID"))
        if not country_of(country):
            area_country = self.area_countries.get(attribute(area, "AreaCodeID"), "")
            country = self.label("Country", area_country) or region
        parts: list[tuple[str, list[str]]] = []
        for part in record.findall("LocationPart"):
            kind = self.label("LocPartType", attribute(part, "LocPartTypeID"))
            values = part.findall("LocationPartValue")
            values.sort(key=lambda value: attribute(value, "Primary") != "true")
            printed = [written for value in values if (written := text(value, "Value"))]
            if printed:
                parts.append((kind, printed))
        parts.sort(key=lambda part: _rank(part[0]))
        ends = [region] if region.lower().startswith("region:") and region != country else []
        if country_of(country):
            ends.append(country)
        variants = max((len(printed) for _, printed in parts), default=0)
        lines = [
            ", ".join([printed[min(number, len(printed) - 1)] for _, printed in parts] + ends)
            for number in range(variants)
        ]
        self.places[attribute(record, "ID")] = Place(
            lines=tuple(lines) or tuple(filter(None, [", ".join(ends)])), country=country
        )

    def place(self, key: str) -> Place:
        """A location by its id; one that is not in the file is reported and empty."""
        found = self.places.get(key)
        if found is None:
            self.account.odd("reference Location", key)
            return Place((), "")
        return found


def _rank(kind: str) -> int:
    return _PRINT_ORDER.index(kind) if kind in _PRINT_ORDER else len(_PRINT_ORDER)


def date_of(element: Element | None) -> DateRange | None:
    """Days that `Year`, `Month` and `Day` children may mean."""
    if element is None:
        return None
    first, last = _edge(element, last=False), _edge(element, last=True)
    return None if first is None or last is None else DateRange(first, last)


def period_of(element: Element | None, refs: References) -> DateRange | None:
    """Days of a `DatePeriod`: from the earliest start to the latest end.

    OFAC writes an exact day as four equal points, a year as its first and last day, and an
    approximate date with `Approximate="true"`. A period in a calendar other than ours, or
    with its end before its start, is reported and not read.
    """
    if element is None:
        return None
    other = _other_calendar(element, refs)
    if other:
        refs.account.odd("calendar", other)
        return None
    points = [
        point
        for tag in ("Start", "End")
        for end in ("From", "To")
        if (point := element.find(f"{tag}/{end}")) is not None
    ]
    if not points:
        return None
    first, last = _edge(points[0], last=False), _edge(points[-1], last=True)
    if first is None or last is None or first > last:
        refs.account.odd("date period", printed_period(element, refs))
        return None
    found = DateRange(first, last)
    around = any(attribute(element.find(tag), "Approximate") == "true" for tag in ("Start", "End"))
    return date_range(f"circa {first} to {last}") if around else found


def printed_period(element: Element | None, refs: References) -> str:
    """A `DatePeriod` in words, for one that cannot be read."""
    if element is None:
        return ""
    points = [point for end in ("Start/From", "End/To") if (point := element.find(end)) is not None]
    days = dict.fromkeys("-".join(text(part) for part in point) for point in points)
    other = _other_calendar(element, refs)
    return " to ".join(days) + (f" ({other})" if other else "")


def _other_calendar(element: Element, refs: References) -> str:
    """Name of the calendar of a period, empty where it is ours."""
    label = refs.labels.get(("CalendarType", attribute(element, "CalendarTypeID")), "")
    return "" if "gregorian" in label.lower() else label


def _edge(point: Element, *, last: bool) -> dt.date | None:
    """First or last day that a point may mean; a month or day of 0 counts as not given."""
    try:
        year = int(text(point, "Year"))
        month = int(text(point, "Month") or 0) or (12 if last else 1)
        given = int(text(point, "Day") or 0)
        if not int(text(point, "Month") or 0):
            given = 0
        return dt.date(year, month, given or (calendar.monthrange(year, month)[1] if last else 1))
    except (ValueError, calendar.IllegalMonthError):
        return None
