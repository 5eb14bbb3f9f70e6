"""Cells of the Australian list: lettered lists, dates, listing dates, nationalities."""

from __future__ import annotations

import re
from collections.abc import Iterator

from riskengine.model.interval import DateRange
from riskengine.watchlist.readers.dates import date_range
from riskengine.watchlist.readers.names import by_script
from riskengine.watchlist.readers.parts import countries_of

_LETTER = re.compile(r"(?:^|(?<=[\s;,.)]))\(?([a-z])\)\s*")
_PIECES = re.compile(
    r"\s*(?:;|>>|\n|\bor\b|\balt(?:ernative)?\s+DOB\s*:|[\s,][a-z]\))\s*",
    re.IGNORECASE,
)
_LISTED_AS = re.compile(
    r"^(?P<name>.*\S)\s*\(\s*(?:formerly|previously)\s+listed\s+as\b[\s.,]*"
    r"(?:in\s+\w+\s*:\s*(?P<script>[^()]*))?\)?\s*$",
    re.IGNORECASE,
)
_YEARS = re.compile(r"(?<=\b\d{4})\s*[-/]\s*(?=\d{4}\b)")
_YEAR_FIRST = re.compile(r"^(\d{4}),?\s+(\d{1,2}\s+[A-Z][a-z]+)$")
_BROKEN_BRACKET = re.compile(r"(\([^()\n]*)\n\s*(?=[^()\n]*\))")
_APPROXIMATE = re.compile(r"^approx(?:imately)?\.?\s+", re.IGNORECASE)
_REMARK = re.compile(r"^(?P<date>[^(]*\d)[\s,]*\((?P<remark>.+)\)?$")
_SENTENCE = re.compile(r"^(?P<date>[^.]*\b\d{4})\.\s+(?P<remark>[A-Z].*)$")
_SLASHED = re.compile(r"\d{1,2}/\d{1,2}/\d{4}")
_DATE = (
    r"(?P<date>\d{1,2}(?:st|nd|rd|th)?\s*[A-Z][a-z]{2,8}\.?,?\s*\d{4}"
    r"|\d{1,2}/\d{1,2}/\d{4}|\d{4}-\d{2}-\d{2})"
)
# "Relisted" and "Last listed" are later acts; "amended" never lists anybody.
_LISTED = re.compile(
    r"(?<![A-Za-z-])(?<!Last )(?<!last )(?:[Ll]isted|[Dd]esignated|LISTED)"
    r"(?P<between>[^;]{0,220}?)(?:on:?\s*|\s)" + _DATE
)
_BARE = re.compile(r"^\s*" + _DATE + r"\s*(?:$|\(amended)")
_LATER = re.compile(r"relist|re-list|amended|last listed", re.IGNORECASE)
_INSTRUMENT = re.compile(r"\b(?:Instrument|Listing|List)\s+(?P<year>(?:19|20)\d\d)\b")
_NATIONS = re.compile(r"\s*(?:[,;/\n]|\band\b)\s*", re.IGNORECASE)
_NOTHING = frozenset({"", "na", "n/a", "-", "nil", "none", "unknown"})


def filled(cell: str) -> str:
    """A cell's text with single spaces; "" for the words that stand for "nothing"."""
    text = " ".join(cell.split())
    return "" if text.lower() in _NOTHING else text


def lettered(cell: str) -> list[str]:
    """Items of `a) first b) second`; the whole cell where it is no such list.

    Text before the first letter is an item of its own.
    """
    cuts: list[tuple[int, int]] = []
    for found in _LETTER.finditer(cell):
        if found[1] == chr(ord("a") + len(cuts)):
            cuts.append((found.start(), found.end()))
    if not cuts:
        return [text] if (text := filled(cell)) else []
    starts = [0, *(end for _, end in cuts)]
    ends = [*(start for start, _ in cuts), len(cell)]
    items = [filled(cell[a:b].strip(" \t\n,;")) for a, b in zip(starts, ends, strict=True)]
    return [item for item in items if item]


def listed_names(printed: str) -> tuple[list[str], bool]:
    """Names in a name cell, and whether it says "previously listed as"."""
    found = _LISTED_AS.match(" ".join(printed.split()))
    names = [printed] if found is None else [found["name"], found["script"] or ""]
    return [part for name in names for part in by_script(name)], found is not None


def dates_in(cell: str) -> Iterator[tuple[DateRange | None, str, str]]:
    """Dates of a cell: days, the words they were read from, a remark in brackets behind them.

    What cannot be read, or is of another calendar, comes with None.
    """
    for item in lettered_lines(cell):
        for piece in _PIECES.split(item):
            printed = " ".join(piece.split()).strip(" ,;.")
            if printed and printed.lower() not in _NOTHING:
                yield from _one_date(printed)


def lettered_lines(cell: str) -> list[str]:
    """As `lettered`, but line ends inside an item are kept as semicolons."""
    whole = _BROKEN_BRACKET.sub(r"\1 ", cell.strip())
    return lettered(re.sub(r"\s*\n\s*", "; ", whole))


def _one_date(printed: str) -> Iterator[tuple[DateRange | None, str, str]]:
    noted = _REMARK.match(printed) or _SENTENCE.match(printed)
    words, remark = (noted["date"], noted["remark"].rstrip(")")) if noted else (printed, "")
    if "hijri" in remark.lower():
        yield None, printed, ""
        return
    plain = _YEARS.sub("-", _APPROXIMATE.sub("circa ", words))
    plain = _YEAR_FIRST.sub(r"\2 \1", plain.strip(" ,"))
    plain = re.sub(r"^(\d{1,2})\.\s+(?=[A-Z])", r"\1 ", plain)
    plain = re.sub(r"(?<=[a-z]\.)(?=\d)", " ", re.sub(r"(?<=/)\s+(?=\d)", "", plain))
    found = date_range(plain.strip(" ,"))
    if found is None:
        days = _SLASHED.findall(words)
        if len(days) > 1 and not _SLASHED.sub("", words).strip(" ,"):
            for day in days:
                yield date_range(day), day, ""
            return
    yield found, printed, remark if found is not None else ""


def listed_on(printed: str) -> tuple[DateRange | None, str]:
    """Day or year of the first listing, and how it is known (see `Listing.listed_on_basis`).

    "Listed ... on 25 January 2001" states the day; an instrument of first designation names
    its year. Days of re-listing and amendment are not listing days.
    """
    text = " ".join(printed.split())
    bare = _BARE.match(text)
    for found in [bare] if bare else _LISTED.finditer(text):
        if bare is None and _LATER.search(found["between"]):
            continue
        words = re.sub(r"(?<=\d)(?=[A-Z])|(?<=[a-z.])(?=\d)", " ", found["date"])
        when = date_range(words)
        if when is not None:
            return when, "stated"
    instrument = _INSTRUMENT.search(text)
    if instrument is not None:
        return date_range(instrument["year"]), "citation"
    return None, "stated"


def nations(cell: str) -> list[str]:
    """Names of countries in a cell such as `a) Russian b) Ukrainian` or `Syria and Lebanon`."""
    out: list[str] = []
    for item in lettered(cell):
        whole = re.sub(r"\s*\([^)]*\)?", "", item).strip(" .")
        if countries_of([whole])[0]:
            out.append(whole)
            continue
        out.extend(piece for piece in _NATIONS.split(whole) if filled(piece.strip(" .")))
    return out


def country_at_end(address: str) -> str:
    """The country that an address ends in; "" where its last part names none."""
    last = re.sub(r"\s*\([^)]*\)", "", address).strip(" .,;").rpartition(",")[2].strip()
    codes, _ = countries_of([last]) if last else ((), ())
    return last if codes else ""
