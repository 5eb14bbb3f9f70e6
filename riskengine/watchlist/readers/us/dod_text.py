"""The section 1260H list as text: what `pdftotext` makes of the official PDF."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from riskengine.model.entity import Entity
from riskengine.watchlist.readers.contract import Ledger, whole_file_fault
from riskengine.watchlist.readers.dates import day
from riskengine.watchlist.readers.us.dod_1260h import (
    ENACTED,
    LIST_ID,
    ListedLine,
    build_entities,
    read_text,
)
from riskengine.watchlist.source import Source

_TITLE_WORDS = ("chinese military companies", "1260h")
_TITLE_SIZE = 1_500  # characters; the title stands on the first page
_PRINTED = r"(?:\d{1,2} [A-Z][a-z]+ \d{4}|[A-Z][a-z]+ \d{1,2}, \d{4})"
# A line of its own: dates within sentences are those of other notices.
_DATED_LINE = re.compile(
    r"^[ \t]*(?:(?:as of|dated?|released|published|effective|edition of)[ \t]*:?[ \t]+)?"
    rf"({_PRINTED})[ \t]*\*?$",
    re.IGNORECASE | re.MULTILINE,
)
_SENTENCE = re.compile(
    r"\b(?:Section 1260H|Public Law|Fed(?:eral|\.) Reg|Chinese military compan)", re.IGNORECASE
)
_ANY_DATE = re.compile(_PRINTED)
_MAX_TEXT = 8 * 1024**2  # bytes; an edition has some 10 KB


class DodTextReader:
    """See the module."""

    name = "dod_text"
    version = "1"
    title = "US section 1260H list, text of the official PDF"
    list_ids = (LIST_ID,)

    def recognises(self, source: Source) -> bool:
        """Plain text, not a table, that opens with the title of the list."""
        head = source.head
        if b"\x00" in head or head.lstrip(b"\xef\xbb\xbf \t\r\n\x0c")[:1] in (b"<", b"{", b"["):
            return False
        opening = " ".join(_decode(head)[:_TITLE_SIZE].split()).casefold()
        first = opening.find(_TITLE_WORDS[0])
        # In a table of the same facts the words stand in some cell, after a header.
        return 0 <= first < 200 and _TITLE_WORDS[1] in opening

    def read(self, source: Source, ledger: Ledger) -> Iterator[Entity]:
        """Entities in printed order; a company printed twice is one entity.

        The edition's day is the one printed on a line of its own; where there is none, the
        day the caller has put into the ledger; else listings have no date.

        Raises:
            WatchlistError: the text is far too long, or names no company.
        """
        with source.open() as stream:
            data = stream.read(_MAX_TEXT + 1)
        if len(data) > _MAX_TEXT:
            raise whole_file_fault(source, "too long for an edition of this list")
        text = _decode(data).replace("\x0c", "\n")
        if not ledger.wants(LIST_ID):
            return
        account = ledger.account(LIST_ID)
        printed = _edition(text)
        if printed is not None:
            ledger.list_date = printed
        # A line that starts with "*" is passed over without ending the block it stands in.
        found, refused = read_text(_DATED_LINE.sub("*", text.lstrip("\ufeff \t\r\n")))
        lines = [line for line in found if not _SENTENCE.search(line.printed)]
        if not lines:
            raise whole_file_fault(source, "no company is named in the text")
        account.saw(source.name, len(found) + len(refused))
        for fault in refused:
            account.refuse(f"{source.name} line {fault.row}", fault.reason)
        for line in found:
            if _SENTENCE.search(line.printed):
                reason = "a sentence about the list, not a name"
                account.refuse(f"{source.name} line {line.number}", reason, line.printed)
        account.read(len(lines))
        account.fields.update(
            {
                "name": len(lines),
                "parent": sum(bool(line.parent) for line in lines),
                "removed": sum(line.removed for line in lines),
            }
        )
        if "\ufffd" in text:
            account.odd("encoding", "characters that are not UTF-8")
        held = {line.printed for line in lines}
        entities = build_entities(
            [replace(line, parent="") if line.parent not in held else line for line in lines],
            edition=ledger.list_date,
            not_before=_latest(text, lines),
        )
        once = _once(entities)
        account.merged = len(entities) - len(once)
        yield from once


def _decode(data: bytes) -> str:
    return data.decode("utf-8-sig", errors="replace")


def _edition(text: str) -> dt.date | None:
    found = [when for item in _DATED_LINE.finditer(text) if (when := day(item[1])) is not None]
    return found[0] if len(set(found)) == 1 else None


def _latest(text: str, lines: Sequence[ListedLine]) -> dt.date:
    """The latest day the text speaks of: the edition, and so its removals, came after."""
    days = [when for item in _ANY_DATE.findall(text) if (when := day(item)) is not None]
    days += [line.reported[1] for line in lines if line.reported is not None]
    return max([ENACTED, *days])


def _once(entities: Sequence[Entity]) -> list[Entity]:
    """Entities by id, the first of each with the relations of the others."""
    held: dict[str, Entity] = {}
    for entity in entities:
        first = held.get(entity.id)
        if first is None:
            held[entity.id] = entity
            continue
        relations = tuple(dict.fromkeys((*first.relations, *entity.relations)))
        names = tuple(
            {name.text.casefold(): name for name in (*entity.names, *first.names)}.values()
        )
        ordered = (first.names[0], *(name for name in names if name.text != first.caption))
        held[entity.id] = replace(first, relations=relations, names=ordered)
    return list(held.values())


READER = DodTextReader()
