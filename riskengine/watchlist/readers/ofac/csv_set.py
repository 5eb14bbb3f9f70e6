"""The files of one set of OFAC's CSV download, told apart by what is in them.

A set has a primary file (12 columns), addresses (6), further names (5) and the ends of
overlong remarks (2). None has a header, so the shape of the first rows decides. The files of
the SDN set and of the consolidated non-SDN set look alike and differ in their programmes.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from riskengine.watchlist.readers import delimited
from riskengine.watchlist.source import Source

NULL = "-0-"
PRIMARY, ADDRESSES, NAMES, COMMENTS = "primary", "addresses", "names", "comments"
COLUMNS: dict[str, tuple[str, ...]] = {
    PRIMARY: (
        "ent_num",
        "SDN_Name",
        "SDN_Type",
        "Program",
        "Title",
        "Call_Sign",
        "Vess_type",
        "Tonnage",
        "GRT",
        "Vess_flag",
        "Vess_owner",
        "Remarks",
    ),
    ADDRESSES: ("Ent_num", "Add_num", "Address", "City/State/Postal", "Country", "Add_remarks"),
    NAMES: ("ent_num", "alt_num", "alt_type", "alt_name", "alt_remarks"),
    COMMENTS: ("ent_num", "remarks"),
}
_FIXED_NAMES = {
    False: {ADDRESSES: "add.csv", NAMES: "alt.csv", COMMENTS: "sdn_comments.csv"},
    True: {ADDRESSES: "cons_add.csv", NAMES: "cons_alt.csv", COMMENTS: "cons_comments.csv"},
}
# Programmes of the non-SDN lists. One of them is on nearly every row of the consolidated set
# and on a few rows in a hundred of the SDN set.
_CONS_PROGRAMS = re.compile(r"^(?:NS-|CMIC-|UKRAINE-EO13662$|561\b|FSE-)")
_ALT_TYPE = re.compile(r"^[a-z]ka$", re.IGNORECASE)
_REMARK_WORDS = re.compile(
    r"Digital Currency Address|Linked To:|[afn]\.k\.a\. '|\bDOB\b|\bPOB\b|Passport |Tax ID No\.|"
    r"Registration (?:Number|ID)|Directive|[Ss]anctions (?:risk|Information)|Gender (?:M|F)"
)
_SAMPLE = 200
_MOSTLY = 0.9


@dataclass(frozen=True, slots=True)
class Row:
    """One row: where it is and its cells, `-0-` and empty both as ""."""

    line: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FileSet:
    """Companions of a primary file; None where there is none."""

    addresses: Source | None
    names: Source | None
    comments: Source | None

    def missing(self) -> tuple[str, ...]:
        """What is not there, in words."""
        return tuple(
            words
            for found, words in (
                (self.addresses, "addresses"),
                (self.names, "further names"),
            )
            if found is None
        )

    def sources(self) -> tuple[Source, ...]:
        return tuple(
            found for found in (self.addresses, self.names, self.comments) if found is not None
        )


def rows_of(source: Source, *, raw: bool = False) -> Iterator[Row]:
    """Rows of one file; the Ctrl-Z at the end is none, nor is a header.

    Args:
        raw: leave white space around cells (a remark may be cut at a space).
    """
    for line, cells in delimited.rows(source, encoding=_encoding(source)):
        if (len(cells) == 1 and not cells[0].strip("\x1a \t")) or _is_header(cells):
            continue
        stripped = tuple("" if cell.strip() == NULL else cell for cell in cells)
        yield Row(line, stripped if raw else tuple(cell.strip() for cell in stripped))


def _is_header(cells: Sequence[str]) -> bool:
    """OFAC prints none; copies often put one in."""
    return cells[0].strip().casefold() == "ent_num"


def _encoding(source: Source) -> str:
    """OFAC writes ASCII; a copy in UTF-8 or Latin letters is read as what it is."""
    found = delimited.encoding_of(source)
    return "latin-1" if found == "cp1252" else found


def shape_of(source: Source) -> str:
    """Which file of a set this is by its first rows, or "". Never raises on content."""
    sample = _sample(source)
    shape = _shape_of_rows(sample)
    if shape == COMMENTS and not any(_REMARK_WORDS.search(cells[1]) for cells in sample):
        return ""  # a number and a text: anything may look so
    return shape


def _shape_of_rows(sample: Sequence[Sequence[str]]) -> str:
    if not sample:
        return ""
    found = [_shape_of_row(cells) for cells in sample]
    for shape in (PRIMARY, NAMES):
        if found.count(shape) >= _MOSTLY * len(found):
            return shape
    with_null = any(cell.strip() == NULL for cells in sample for cell in cells)
    if with_null and found.count(ADDRESSES) >= _MOSTLY * len(found):
        return ADDRESSES
    return COMMENTS if found.count(COMMENTS) == len(found) else ""


def _sample(source: Source) -> list[list[str]]:
    head = source.head
    if b"\x00" in head or head[:1] in (b"<", b"{", b"["):
        return []
    text = head.decode("latin-1").removeprefix("\xef\xbb\xbf")
    cut = len(head) >= 65_536
    rows: list[list[str]] = []
    try:
        for cells in csv.reader(io.StringIO(text, newline="")):
            if cells and cells[0].strip("\x1a \t") and not _is_header(cells):
                rows.append(cells)
            if len(rows) > _SAMPLE:
                break
    except csv.Error:
        return []
    if cut and 1 < len(rows) <= _SAMPLE:
        rows.pop()  # the head ends within it
    return rows


def _shape_of_row(cells: Sequence[str]) -> str:
    width = len(cells)
    if width < 2 or not _is_number(cells[0]):
        return ""
    second = _is_number(cells[1])
    if 9 <= width <= 15 and not second and any(cell.strip() == NULL for cell in cells):
        return PRIMARY
    if width == 2:
        return "" if second else COMMENTS
    if second and 4 <= width <= 6 and _ALT_TYPE.match(cells[2].strip()):
        return NAMES
    return ADDRESSES if second and 5 <= width <= 8 else ""


def _is_number(text: str) -> bool:
    bare = text.strip()
    return bare.isascii() and bare.isdigit()


def programs_of(text: str) -> tuple[str, ...]:
    """Codes of the programme column: "UKRAINE-EO13662] [RUSSIA-EO14024" has two."""
    return tuple(
        dict.fromkeys(code for part in re.split(r"\]\s*\[", text) if (code := part.strip(" []")))
    )


def is_consolidated(programs: Iterable[tuple[str, ...]]) -> bool:
    """Whether these entries are of the non-SDN set: most have a programme of its lists."""
    total = ours = 0
    for codes in programs:
        total += 1
        ours += any(_CONS_PROGRAMS.match(code) for code in codes)
    return ours * 2 > total


def sampled_as_consolidated(source: Source) -> bool:
    """As `is_consolidated`, by the first rows of a primary file."""
    return is_consolidated(programs_of(cells[3]) for cells in _sample(source) if len(cells) > 3)


def companions(source: Source, *, consolidated: bool) -> FileSet:
    """Files of the set of this primary file among its siblings.

    OFAC's own names come first. Under another name a sibling counts where it is the only one
    of its shape and does not bear the name of a file of the other set.
    """
    others = [other for other in source.siblings if other is not source]
    foreign = set(_FIXED_NAMES[not consolidated].values())
    found: dict[str, Source | None] = {}
    for shape, name in _FIXED_NAMES[consolidated].items():
        named = source.sibling(name)
        if named is not None and _shape_of_rows(_sample(named)) == shape:
            found[shape] = named
            continue
        alike = [
            other
            for other in others
            if other.name.lower() not in foreign and shape_of(other) == shape
        ]
        found[shape] = alike[0] if len(alike) == 1 else None
    return FileSet(found[ADDRESSES], found[NAMES], found[COMMENTS])
