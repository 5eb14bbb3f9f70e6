"""What OFAC's own CSV files add to the Consolidated Screening List.

`alt.csv` and `cons_alt.csv` say which further names are former names, and by leaving a name
out, that it is a weak alias (OFAC prints those only in the remarks). The remarks of
`cons_prim.csv` hold listing dates, identifiers and dates of birth, and two older editions of
`sdn.csv` tell between which days a number came onto the list. All are works of the US
government. No header row; `-0- ` is empty; the last line is a Ctrl-Z.
"""

from __future__ import annotations

import csv
import datetime as dt
import gzip
import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from riskengine.model.entity import Identifier
from riskengine.model.interval import DateRange
from riskengine.vocab import NameKind
from riskengine.watchlist.readers.names import key_of

_MONTHS = {
    name: number
    for number, name in enumerate(
        ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"], 1
    )
}
_DAY = re.compile(r"(\d{1,2}) ([A-Z][a-z]{2}) (\d{4})")
_BIRTH = re.compile(r"^(?:alt\. )?DOB (?:circa )?(?:(?:(\d{1,2}) )?([A-Z][a-z]{2}) )?(\d{4})\.?$")
_LISTED = re.compile(
    r"^(?:alt\. )?Listing Date \((?P<what>[^)]*)\):? (?P<day>\d{1,2} [A-Z][a-z]{2} \d{4})\.?$"
)
_DIRECTIVE = re.compile(r"Subject to (Directive \w+)")
# Remark label -> identifier scheme. Brackets name the issuing country.
_SCHEMES = (
    (re.compile(r"^(?:alt\. )?Unified Social Credit Code \(USCC\) (\w{18})\b"), "uscc"),
    (re.compile(r"^(?:alt\. )?Legal Entity Number (\w{20})\b"), "lei"),
    (re.compile(r"^(?:alt\. )?ISIN (\w{12})\b"), "isin"),
    (re.compile(r"^(?:alt\. )?SWIFT/BIC (\w{8,11})\b"), "bic"),
    (re.compile(r"^(?:alt\. )?Tax ID No\. (\d{10})(?:-\w+)? \(Russia\)"), "ru-inn"),
    (re.compile(r"^(?:alt\. )?Vessel Registration Identification IMO (\d{7})\b"), "imo"),
)


@dataclass(frozen=True, slots=True)
class Remarks:
    """The parts of one remark that the engine can use."""

    listed: tuple[tuple[str, dt.date], ...] = ()
    identifiers: tuple[Identifier, ...] = ()
    births: tuple[DateRange, ...] = ()
    directives: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class OfacExtras:
    """Facts by OFAC number; every part may be empty.

    Attributes:
        alias_kinds: number -> folded name -> kind, for every number that alt files hold.
        known_numbers: numbers whose further names the alt files would hold.
        remarks: number -> parsed remarks.
        editions: day of an older full edition and the numbers on it, oldest first.
    """

    alias_kinds: Mapping[str, Mapping[str, NameKind]] = field(default_factory=dict)
    known_numbers: Collection[str] = ()
    remarks: Mapping[str, Remarks] = field(default_factory=dict)
    editions: tuple[tuple[dt.date, frozenset[str]], ...] = ()

    def alias_kind(self, number: str, text: str) -> NameKind:
        """Former, weak or plain: as OFAC's own files class this further name."""
        if number not in self.known_numbers:
            return NameKind.ALIAS
        return self.alias_kinds.get(number, {}).get(_word_key(text), NameKind.WEAK_ALIAS)

    def listed_between(self, number: str, last: dt.date) -> DateRange | None:
        """Days between which the number came onto the list; None if before all editions."""
        before: dt.date | None = None
        for day, numbers in self.editions:
            if number in numbers:
                return None if before is None else DateRange(before + dt.timedelta(1), day)
            before = day
        return None if before is None else DateRange(before + dt.timedelta(1), last)


def read_rows(path: Path) -> Iterator[list[str]]:
    """Records of one OFAC CSV file, gzipped or not; empty values as empty text."""
    opened = gzip.open if path.suffix == ".gz" else open
    with opened(path, "rt", encoding="latin-1", newline="") as stream:
        for row in csv.reader(stream):
            if len(row) > 1:
                yield ["" if cell.strip() == "-0-" else cell.strip() for cell in row]


def read_alias_kinds(paths: Collection[Path]) -> dict[str, dict[str, NameKind]]:
    """Number -> folded name -> kind, from alt files."""
    out: dict[str, dict[str, NameKind]] = {}
    for path in paths:
        for row in read_rows(path):
            kind = NameKind.FORMER if row[2] == "fka" else NameKind.ALIAS
            out.setdefault(row[0], {}).setdefault(_word_key(row[3]), kind)
    return out


def read_remarks(
    primary: Path, comments: Path | None = None, *, names: Mapping[str, str] | None = None
) -> dict[str, Remarks]:
    """Number -> parsed remarks of one primary file and its overflow file.

    Args:
        names: number -> name on the list to be enriched; where the older file prints another
            name for a number, its remark is not used.
    """
    more = {row[0]: row[1] for row in read_rows(comments)} if comments is not None else {}
    return {
        row[0]: parse_remarks(row[11] + more.get(row[0], ""))
        for row in read_rows(primary)
        if len(row) > 11 and (names is None or key_of(names.get(row[0], "")) == key_of(row[1]))
    }


def parse_remarks(text: str) -> Remarks:
    """Usable parts of a remark; the rest is passed over."""
    listed: list[tuple[str, dt.date]] = []
    identifiers: list[Identifier] = []
    births: list[DateRange] = []
    for part in text.split("; "):
        dated = _LISTED.match(part)
        if dated is not None:
            day = _day(dated["day"])
            if day is not None:
                listed.append((dated["what"], day))
            continue
        born = _BIRTH.match(part)
        if born is not None:
            when = _birth(*born.groups())
            if when is not None:
                births.append(when)
            continue
        for pattern, scheme in _SCHEMES:
            found = pattern.match(part)
            if found is not None:
                identifiers.append(Identifier(scheme, found[1]))
    return Remarks(
        listed=tuple(listed),
        identifiers=tuple(dict.fromkeys(identifiers)),
        births=tuple(dict.fromkeys(births)),
        directives=tuple(sorted(set(_DIRECTIVE.findall(text)))),
    )


def _word_key(text: str) -> str:
    """Words in sorted order: the files differ in "SURNAME, Given" and "Given SURNAME"."""
    return " ".join(sorted(key_of(text).split()))


def _day(text: str) -> dt.date | None:
    found = _DAY.fullmatch(text)
    if found is None or found[2] not in _MONTHS:
        return None
    try:
        return dt.date(int(found[3]), _MONTHS[found[2]], int(found[1]))
    except ValueError:
        return None


def _birth(day: str | None, month: str | None, year: str) -> DateRange | None:
    if month is None:
        return DateRange.parse(year)
    if month not in _MONTHS:
        return None
    text = f"{year}-{_MONTHS[month]:02d}" + (f"-{int(day):02d}" if day else "")
    try:
        return DateRange.parse(text)
    except ValueError:
        return None
