"""The section 1260H list of January 2025, from the text of the official PDF.

The text is blocks between blank lines: the first line of a block is a company, the others
are its subsidiaries. A footnote, printed in the middle of a block where a page ends, names
one more company; a last section names the companies that this edition removes.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from riskengine.errors import WatchlistError
from riskengine.model.entity import Entity, EntityRelation, Listing
from riskengine.model.interval import DateRange
from riskengine.vocab import EntityKind, NameKind
from riskengine.watchlist.readers import ReadResult, Refusal
from riskengine.watchlist.readers.names import build_names, is_acronym, is_generic, key_of, tidy
from riskengine.watchlist.readers.parts import kind_of_organization, slug
from riskengine.watchlist.yamlfile import load_yaml

READER = "dod_1260h"
VERSION = "1"
LIST_ID = "us-dod-1260h"
PROGRAM = "NDAA FY2021 section 1260H"
AUTHORITY = "US Department of Defense"
ENACTED = dt.date(2021, 1, 1)  # no edition of the list can be older than its statute

_FOOTNOTE = re.compile(r"^\d\s+(?P<name>.+?) was previously identified as and remains\b")
_REPORTED = re.compile(
    r"(?P<volume>\d+) Fed\. Reg\. (?P<page>\d+)\s*\((?P<date>[A-Z][a-z]+ \d{1,2}, \d{4})\)"
)
_REMOVED = re.compile(r"^The Following Previously Listed Entities Did Not Meet")
_FORMERLY = re.compile(r"^formerly (?:known as )?(?P<name>.+)$", re.IGNORECASE)
_ALSO = re.compile(r"^(?:also known as|a\.k\.a\.) (?P<name>.+)$", re.IGNORECASE)
_BRACKET = re.compile(r"^(?P<name>.+\S)\s+\((?P<inside>[^()]+)\)$")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


@dataclass(frozen=True, slots=True)
class ListedLine:
    """One printed company.

    Attributes:
        parent: the company above it as printed; empty for a company that heads a block.
        reported: citation and date of an earlier notice that a footnote gives.
    """

    number: int
    printed: str
    parent: str = ""
    removed: bool = False
    reported: tuple[str, dt.date] | None = None


def read_text(text: str) -> tuple[tuple[ListedLine, ...], tuple[Refusal, ...]]:
    """Companies of the printed list in its order, and lines that fit nowhere."""
    found: list[ListedLine] = []
    refused: list[Refusal] = []
    parent, fresh, removed = "", True, False
    lines = text.splitlines()
    index = _after_title(lines)
    while index < len(lines):
        raw, number = lines[index], index + 1
        line = tidy(raw)
        index += 1
        if not line:
            fresh = True
        elif footnote := _FOOTNOTE.match(line):
            note, index = _paragraph(lines, index - 1, r"\)\.\s*$")
            found.append(_from_footnote(footnote["name"], note, number))
            # The block that the page break cut goes on with an indented line.
            fresh = not (parent and index < len(lines) and lines[index].startswith(" "))
        elif _REMOVED.match(line):
            _, index = _paragraph(lines, index - 1, r"\.\s*$", stop_blank=True)
            removed, fresh = True, True
        elif line.startswith("*"):
            continue
        elif not any(char.isalpha() for char in line):
            refused.append(Refusal(number, f"not a name: {line!r}"))
        else:
            if fresh:
                parent = ""
            found.append(ListedLine(number, line, parent, removed))
            if fresh:
                parent, fresh = line, False
    return tuple(found), tuple(refused)


def _after_title(lines: Sequence[str]) -> int:
    """Index of the line after the title, which ends at the first blank line."""
    return next((at for at, line in enumerate(lines) if not line.strip()), 0)


def _paragraph(
    lines: Sequence[str], start: int, end: str, *, stop_blank: bool = False
) -> tuple[str, int]:
    """Lines from `start` up to one that matches `end`, joined; and the index after it."""
    parts: list[str] = []
    for at in range(start, len(lines)):
        if stop_blank and not lines[at].strip():
            return " ".join(parts), at
        parts.append(lines[at].strip())
        if not stop_blank and re.search(end, lines[at]):
            return " ".join(parts), at + 1
    return " ".join(parts), len(lines)


def _from_footnote(name: str, note: str, number: int) -> ListedLine:
    reported = _REPORTED.search(note)
    cited = None
    if reported is not None:
        month, day, year = reported["date"].replace(",", "").split()
        when = dt.date(int(year), _MONTHS.index(month[:3]) + 1, int(day))
        cited = (f"{reported['volume']} FR {reported['page']}", when)
    return ListedLine(number, name, reported=cited)


def split_name(printed: str) -> tuple[str, list[tuple[str, NameKind]]]:
    """Name, and what its last bracket holds: a former name, acronym, short or generic name."""
    found = _BRACKET.match(printed)
    if found is None or found["inside"] in ("Limited", "Group"):
        return printed, []
    inside = found["inside"]
    former = _FORMERLY.match(inside)
    if former is not None:
        return found["name"], [(former["name"], NameKind.FORMER)]
    also = _ALSO.match(inside)
    inside = also["name"] if also is not None else inside
    if is_generic(inside):
        kind = NameKind.WEAK_ALIAS
    else:
        kind = NameKind.ACRONYM if is_acronym(inside) else NameKind.ALIAS
    return found["name"], [(inside, kind)]


def build_entities(
    lines: Iterable[ListedLine],
    *,
    edition: dt.date | None,
    citation: str = "",
    not_before: dt.date = ENACTED,
) -> tuple[Entity, ...]:
    """Entities of one edition. Ids are slugs of names; the text names no countries, so only
    companies that head a block are taken as Chinese, which the list's title says they are.

    Args:
        edition: day of the edition; None where it is not known. Then listings have no date,
            and a removal lies anywhere after `not_before`.
    """
    held = list(lines)
    ids = {line.printed: f"{LIST_ID}:{slug(split_name(line.printed)[0])}" for line in held}
    return tuple(_entity(line, ids, edition, citation, not_before) for line in held)


def _entity(
    line: ListedLine,
    ids: dict[str, str],
    edition: dt.date | None,
    citation: str,
    not_before: dt.date,
) -> Entity:
    name, others = split_name(line.printed)
    day = None if edition is None else DateRange(edition, edition)
    listing = Listing(PROGRAM, AUTHORITY, citation=citation)
    if line.removed:
        listing = replace(listing, delisted_on=day or DateRange(not_before, dt.date.max))
    elif line.reported is not None:
        cited, when = line.reported
        listing = replace(
            listing,
            listed_on=DateRange(when, when),
            citation=f"{cited}; {citation}" if citation else cited,
        )
    elif day is not None:
        listing = replace(listing, listed_on=day, listed_on_basis="edition")
    relations: tuple[EntityRelation, ...] = ()
    if line.parent:
        dated = "" if edition is None else f" of {edition.isoformat()}"
        source = f"printed under {line.parent} in the edition{dated}"
        relations = (EntityRelation("subsidiary_of", ids[line.parent], source=source),)
    return Entity(
        id=ids[line.printed],
        list_id=LIST_ID,
        kind=kind_of_organization(name, otherwise=EntityKind.ORGANIZATION),
        names=build_names(name, others),
        countries=() if line.parent else ("CN",),
        listings=(listing,),
        relations=relations,
        note="Removed by this edition." if line.removed else "",
    )


def read_additions(path: Path) -> tuple[Entity, ...]:
    """Later additions entered by hand.

    Raises:
        WatchlistError: the file is not in the known form.
    """
    data = load_yaml(path)
    try:
        listed = DateRange.parse(data["listed_on"])
        citation = str(data["citation"])
        return tuple(_addition(item, listed, citation) for item in data["additions"])
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise WatchlistError(
            f"{path}: not in the form of additions: {error!r}",
            hint="Needs listed_on, citation and additions, each with name and country.",
            code="watchlist.facts",
        ) from None


def _addition(item: dict[str, Any], listed: DateRange, citation: str) -> Entity:
    name = item["name"]
    others = [
        (text, NameKind.ACRONYM if is_acronym(text) else NameKind.ALIAS)
        for text in item.get("aliases", ())
    ]
    return Entity(
        id=f"{LIST_ID}:{slug(name)}",
        list_id=LIST_ID,
        kind=kind_of_organization(name, otherwise=EntityKind.ORGANIZATION),
        names=build_names(name, others),
        countries=(item["country"],),
        listings=(Listing(PROGRAM, AUTHORITY, listed_on=listed, citation=citation),),
        source=citation,
        note="Entered by hand; the legal name may differ from the printed one.",
    )


def read_1260h(
    path: Path, *, edition: dt.date, citation: str, additions: Path | None = None
) -> ReadResult:
    """The whole list: the printed edition and later additions.

    Raises:
        WatchlistError: a file cannot be read, or two entries have the same name.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise WatchlistError(f"{path}: cannot be read: {error}", code="watchlist.source") from None
    lines, refused = read_text(text)
    entities = list(build_entities(lines, edition=edition, citation=citation))
    if additions is not None:
        entities.extend(read_additions(additions))
    names = [key_of(entity.caption) for entity in entities]
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        raise WatchlistError(f"{path}: named twice: {', '.join(twice)}", code="watchlist.duplicate")
    return ReadResult(
        entities=tuple(sorted(entities, key=lambda item: item.id)),
        rows=len(lines) + len(refused),
        parsed=len(lines),
        refused=refused,
    )
