"""The Consolidated Screening List in its shortened JSON form.

Rows carry short keys (`n` name, `a` further names, `s` source, `t` type, `c` countries,
`e` OFAC number, `lr` licence requirement, `lp` licence policy, `pg` programmes, `fr` Federal
Register notice, `u` list address); `s`, `lr`, `lp`, `pg` and `u` index into `tables`.
The form has no addresses, dates, identifiers or remarks.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from riskengine.errors import WatchlistError
from riskengine.model.entity import Identifier
from riskengine.model.interval import DateRange
from riskengine.watchlist.readers.names import tidy

READER = "csl_reduced"
VERSION = "1"

_KEYS = frozenset({"n", "a", "s", "t", "c", "e", "lr", "lp", "pg", "fr", "u"})
# A footnote number printed straight after the words: "of the EAR)5", "734.9(g),3 746.8".
_FOOTNOTE = re.compile(
    r"(?:(?<=\))|(?<=EAR)) ?(\d)(?=\.?$|,|\.? (?:and|This|The)\b)|(?<=\),) ?(\d)(?= §?7\d\d\.)"
)


@dataclass(frozen=True, slots=True)
class CslRow:
    """One row with its table values resolved; `number` counts rows of its source from 1.

    The shortened form fills the fields down to `footnotes`; the official forms fill the rest.

    Attributes:
        countries: of the addresses, as printed; the first of them is part of an id.
        other_countries: of nationality, citizenship, flag; never part of an id.
        started, ended: when the listing begins and ends, as the row states it.
        dated: listing dates among the identifiers, with the label that names the programme.
        measures: what the listings do, as published; one that names an order is of that order.
    """

    number: int
    name: str
    aliases: tuple[str, ...] = ()
    type: str = ""
    countries: tuple[str, ...] = ()
    ofac_number: str = ""
    licence_requirement: str = ""
    licence_policy: str = ""
    programs: tuple[str, ...] = ()
    citation: str = ""
    footnotes: tuple[str, ...] = ()
    addresses: tuple[str, ...] = ()
    other_countries: tuple[str, ...] = ()
    started: DateRange | None = None
    ended: DateRange | None = None
    dated: tuple[tuple[str, DateRange], ...] = ()
    measures: tuple[str, ...] = ()
    identifiers: tuple[Identifier, ...] = ()
    dates: tuple[tuple[str, DateRange], ...] = ()
    details: tuple[tuple[str, str], ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CslFile:
    """Rows by source code (`EL`, `SDN`, ...) and the file's own statements.

    Attributes:
        list_date: day the publisher generated the list, ISO.
        counts: rows of each source as the file's head states them.
        urls: address of the list's page by source code.
        faults: (source code, row number, reason) of rows that cannot be read.
        unknown: (source code, key) of keys that this form is not known to have.
        entries: rows that the file's head states; None where it states none.
        titles: printed title of each source by its code.
    """

    list_date: str
    retrieved_on: str
    rows: Mapping[str, tuple[CslRow, ...]]
    counts: Mapping[str, int]
    urls: Mapping[str, str]
    faults: tuple[tuple[str, int, str], ...] = field(default=())
    unknown: tuple[tuple[str, str], ...] = field(default=())
    entries: int | None = None
    titles: Mapping[str, str] = field(default_factory=dict)


def read_csl(path: Path) -> CslFile:
    """Read the whole file.

    Raises:
        WatchlistError: the file is not in this form.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise _fault(path, error) from None
    return parse_csl(data, path)


def parse_csl(content: bytes, where: object, *, lenient: bool = False) -> CslFile:
    """Read the bytes of a file.

    Args:
        where: names the file in messages.
        lenient: rows with keys that are not known are read, and the keys reported.

    Raises:
        WatchlistError: the file is not in this form.
    """
    try:
        data = json.loads(content)
        tables, entries = data["tables"], data["entries"]
        codes = [_code(title) for title in tables["sources"]]
        stated = {_code(title): int(count) for title, count in data["countsBySource"].items()}
        list_date, retrieved = data["sourceGeneratedAt"][:10], data["retrievedAt"][:10]
        total = data.get("entryCount")
        if not isinstance(entries, list):
            raise TypeError("entries is no array")
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise _fault(where, error) from None
    rows: dict[str, list[CslRow]] = {code: [] for code in codes}
    seen: dict[str, int] = dict.fromkeys(codes, 0)
    urls: dict[str, str] = {}
    faults: list[tuple[str, int, str]] = []
    unknown: list[tuple[str, str]] = []
    for index, entry in enumerate(entries, start=1):
        try:
            code = codes[entry["s"]]
        except (KeyError, IndexError, TypeError):
            faults.append(("", index, "no known source"))
            continue
        seen[code] += 1
        try:
            if lenient:
                unknown.extend((code, str(key)) for key in sorted(entry.keys() - _KEYS))
                entry = {key: value for key, value in entry.items() if key in _KEYS}
            rows[code].append(_row(entry, seen[code], tables))
            urls.setdefault(code, tables["urls"][entry["u"]] if "u" in entry else "")
        except (KeyError, IndexError, TypeError, ValueError, AttributeError) as error:
            faults.append((code, seen[code], str(error)))
    return CslFile(
        list_date=list_date,
        retrieved_on=retrieved,
        rows={code: tuple(items) for code, items in rows.items()},
        counts=stated,
        urls=urls,
        faults=tuple(faults),
        unknown=tuple(unknown),
        entries=total if isinstance(total, int) else None,
        titles=dict(zip(codes, tables["sources"], strict=True)),
    )


def _fault(where: object, error: Exception) -> WatchlistError:
    return WatchlistError(
        f"{where}: not a shortened Consolidated Screening List: {error!r}",
        hint="The file needs tables, entries, countsBySource and sourceGeneratedAt.",
        code="watchlist.source",
    )


def _code(title: str) -> str:
    """The code in the brackets of a source title (`NS-MBS List` is `NS-MBS`), else the title."""
    found = re.search(r"\(([A-Z0-9-]+)[^)]*\)", title)
    return title if found is None else found[1]


def _row(entry: Mapping[str, Any], number: int, tables: Mapping[str, Sequence[str]]) -> CslRow:
    unknown = entry.keys() - _KEYS
    if unknown:
        raise ValueError(f"unknown fields {sorted(unknown)}")
    name = str(entry["n"])
    if not tidy(name):
        raise ValueError("the name is empty")
    requirement = tables["licenceRequirements"][entry["lr"]] if "lr" in entry else ""
    text, footnotes = split_footnotes(requirement)
    programs = tables["programmes"][entry["pg"]] if "pg" in entry else ""
    return CslRow(
        number=number,
        name=name,
        aliases=tuple(split_aliases(entry.get("a", ()))),
        type=str(entry.get("t") or ""),
        countries=tuple(entry.get("c", ())),
        ofac_number=str(entry.get("e") or ""),
        licence_requirement=text,
        licence_policy=tables["licencePolicies"][entry["lp"]] if "lp" in entry else "",
        programs=tuple(part.strip() for part in programs.split(";") if part.strip()),
        citation=tidy(str(entry.get("fr") or "")),
        footnotes=footnotes,
    )


def split_aliases(printed: Sequence[str]) -> Iterator[str]:
    """Further names one by one: some fields join several by ";" or begin with "and "."""
    for text in printed:
        for part in text.split(";"):
            clean = re.sub(r"^\s*and\s+", "", tidy(part))
            if clean:
                yield clean


def split_footnotes(requirement: str) -> tuple[str, tuple[str, ...]]:
    """A licence requirement without the footnote numbers glued to it, and those numbers."""
    text = requirement.strip()
    notes = {found[1] or found[2] for found in _FOOTNOTE.finditer(text)}
    return _FOOTNOTE.sub("", text), tuple(sorted(notes))
