"""The asset-freeze list of Japan's Ministry of Finance, XLSX: one sheet per programme.

Each sheet has columns of its own, below a title. A deleted entry keeps its number and a row
that says so, mostly without the name.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from riskengine.errors import WatchlistError
from riskengine.model.entity import Entity
from riskengine.vocab import EntityKind, NameKind
from riskengine.watchlist.readers import sheets
from riskengine.watchlist.readers.au.cells import country_at_end
from riskengine.watchlist.readers.contract import Account, Ledger, whole_file_fault
from riskengine.watchlist.readers.drafting import EntityDraft
from riskengine.watchlist.readers.jp.lettering import lettered, split_outside
from riskengine.watchlist.readers.jp.mof_aliases import alias_names
from riskengine.watchlist.readers.jp.mof_cells import (
    dates_in,
    english_names,
    filled,
    passports,
)
from riskengine.watchlist.readers.jp.mof_listing import DELETED, listing_of
from riskengine.watchlist.readers.jp.words import (
    country_in,
    country_of_address,
    half_width,
    japanese_words,
)
from riskengine.watchlist.readers.parts import digest, kind_of_organization, slug
from riskengine.watchlist.source import Source

LIST_ID = "jp-mof"
AUTHORITY = "Japan Ministry of Finance"
_HEADER_ROWS = 8
_ENDED = ("解除", "廃止")
_SHEET = re.compile(r"^\s*(\d+)\s*[.．]")
_UN = re.compile(r"\b[A-Z]{2,3}[ei]\.\d{3}\b")
_SAID_OF_DATE = re.compile(r"\([^()\d]{4,}\)")  # "(偽造旅券より)", from a false passport
_DETAILS = {
    "title": "title",
    "designation": "designation",
    "birth_place": "place_of_birth",
    "website": "website",
    "phone": "phone",
    "reason": "reason",
    "remark": "remark",
}
_PERSONAL = ("birth", "birth_both", "birth_place", "nationality", "passport", "national_id")
_ALIASES = {
    "alias": NameKind.ALIAS,
    "alias_or_former": NameKind.ALIAS,
    "weak": NameKind.WEAK_ALIAS,
    "former": NameKind.FORMER,
}

Row = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class _Entry:
    """An entry: its place, key, cells by role, and the lines that continue it."""

    where: str
    key: str
    cells: Row
    more: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Sheet:
    """A programme's sheet.

    Attributes:
        person: whether all entries are persons; None where the sheet mixes.
    """

    name: str
    program: str
    person: bool | None


class _Mof:
    name = "jp_mof"
    version = "1"
    title = "Japan Ministry of Finance asset-freeze list, XLSX"
    list_ids = (LIST_ID,)

    def recognises(self, source: Source) -> bool:
        try:
            names = sheets.sheet_names(source)
            return any(_header(source, name) is not None for name in names[:6])
        except WatchlistError:
            return False

    def read(self, source: Source, ledger: Ledger) -> Iterator[Entity]:
        account = ledger.account(LIST_ID)
        found = 0
        for index, name in enumerate(sheets.sheet_names(source)):
            rows = list(sheets.rows(source, name))
            header = _header_in(rows)
            if header is None:
                text = name + " ".join(cell for _, cells in rows[:4] for cell in cells)
                if any(word in text for word in _ENDED):
                    account.notes.append(f"Sheet {name}: the programme has ended.")
                elif index:
                    account.odd("sheet", name)
                continue
            found += 1
            yield from _read_sheet(source, name, rows, header, account)
        if not found:
            raise whole_file_fault(source, "no sheet with a header (告示日付, 告示番号)")


def _header(source: Source, name: str) -> int | None:
    rows = sheets.first_rows(source, name, _HEADER_ROWS)
    return _header_in([(number, list(row)) for number, row in enumerate(rows, start=1)])


def _header_in(rows: Sequence[tuple[int, list[str]]]) -> int | None:
    """Row number of the header; None where the sheet has none."""
    for number, cells in rows[:_HEADER_ROWS]:
        if {"告示日付", "告示番号"} <= {"".join(half_width(cell).split()) for cell in cells}:
            return number
    return None


def _roles(header: Sequence[str], account: Account) -> list[str]:
    out = []
    for cell in header:
        word = half_width(cell).replace("\n", "")
        role = next((role for key, role in japanese_words().columns if key in word), "")
        if word and not role:
            account.odd("column", word)
        out.append(role)
    return out


def _read_sheet(
    source: Source,
    name: str,
    rows: Sequence[tuple[int, list[str]]],
    header: int,
    account: Account,
) -> Iterator[Entity]:
    roles = next(_roles(cells, account) for number, cells in rows if number == header)
    title = next((c for n, cells in rows if n < header for c in cells if c), name)
    single = any(word in name for word in ("個人", "団体", "銀行"))
    sheet = _Sheet(name, " ".join(title.split("\n")[0].split()), "個人" in name if single else None)
    prefix = _SHEET.match(name)
    entries: list[_Entry] = []
    for number, cells in rows:
        if number <= header:
            continue
        row = _cells(roles, cells)
        if not row:
            continue
        where = f"{source.name} sheet {name!r} row {number}"
        account.saw(source.name)
        account.fields.update(row.keys())
        if set(row) <= {"remark", "reason"} and entries:
            # A long remark goes on in the rows below its entry.
            last = entries.pop()
            text = " ".join(row.values())
            entries.append(_Entry(last.where, last.key, last.cells, (*last.more, text)))
            account.merged += 1
            account.read()
            continue
        if not (row.get("japanese") or row.get("english")):
            notice = row.get("notice_date", "")
            if DELETED in notice:
                account.empty("number of a deleted entry of which no name is left")
            else:
                account.refuse(where, "no name", " ".join(row.values()))
            continue
        key = f"{prefix[1] if prefix else slug(name)}-{_number(row)}"
        entries.append(_Entry(where, key, row))
    times = Counter(entry.key for entry in entries)
    seen: set[str] = set()
    for entry in entries:
        content = [f"{role}={text}" for role, text in entry.cells.items()]
        unique = f"{entry.key}-{digest(*content)}" if times[entry.key] > 1 else entry.key
        account.read()
        if unique in seen:
            account.merged += 1
            continue
        seen.add(unique)
        yield _entity(unique, entry, sheet)


def _cells(roles: Sequence[str], cells: Sequence[str]) -> dict[str, str]:
    """Filled cells by role; columns of one role are joined by a line end."""
    out: dict[str, str] = {}
    for role, cell in zip(roles, cells, strict=False):
        text = filled(cell)
        if role and text:
            out[role] = f"{out[role]}\n{text}" if role in out else text
    return out


def _number(row: Row) -> str:
    """Notice number as a word: `1(*186)` is `1-x186`, `#9` is `h9`."""
    printed = row.get("number", "").replace("*", "x").replace("#", "h")
    joined = "-".join(re.findall(r"[0-9A-Za-z]+", printed))
    return joined or slug(row.get("english") or row["japanese"])


def _entity(key: str, entry: _Entry, sheet: _Sheet) -> Entity:
    row = entry.cells
    draft = EntityDraft(LIST_ID, key)
    person = sheet.person
    if person is None:
        person = any(role in row for role in _PERSONAL)
    if "english" in row:
        for name, kind in english_names(row["english"], person=person):
            draft.name(name, kind)
    japanese = NameKind.ALIAS if draft.named else NameKind.PRIMARY
    draft.name(re.sub(r"\n", " ", row.get("japanese", "")), japanese, language="ja")
    for role, kind in _ALIASES.items():
        for name, former in alias_names(row.get(role, "")):
            own = NameKind.FORMER if former and kind is NameKind.ALIAS else kind
            draft.name(name, own, language="ja" if _is_japanese(name) else None)
        if role in row:
            draft.detail("remark", f"Aliases as published: {row[role]}")
    _facts(row, draft, person=person)
    for text in entry.more:
        draft.detail("remark", text)
    draft.listing(listing_of(row, sheet.program, AUTHORITY))
    if person:
        return draft.build(EntityKind.PERSON)
    caption = draft.build(EntityKind.UNKNOWN).caption
    otherwise = EntityKind.ORGANIZATION if sheet.person is False else EntityKind.UNKNOWN
    return draft.build(kind_of_organization(caption, otherwise=otherwise))


def _is_japanese(name: str) -> bool:
    return re.search(r"[\u3040-\u30ff\u3400-\u9fff]", name) is not None


def _country_of(address: str) -> str:
    return country_of_address(address) or country_at_end(address)


def _facts(row: Row, draft: EntityDraft, *, person: bool) -> None:
    label = "birth" if person else "founded"
    for role in ("birth", "birth_both"):
        for when, printed in dates_in(row.get(role, "")):
            draft.date(label, when, printed)
            if when is not None and _SAID_OF_DATE.search(printed):
                draft.detail("date_as_published", f"{label}: {printed}")
    if "birth_both" in row:
        draft.detail("place_of_birth", row["birth_both"])
    codes = []
    nations = lettered(row.get("nationality", "").replace("、", "\n"))
    for nation in (part for item in nations for part in item.split("\n") if part.strip()):
        code = country_in(nation)
        draft.detail("nationality", nation)
        draft.country(code)
        codes += [code] if code else []
    for item in lettered(row.get("address", "")):
        whole = item.replace("\n", " ")
        parts = split_outside(whole, ";")
        # "Street 1; Phone 23" is one address, "Street 1, Japan; Street 2, China" are two.
        for address in parts if all(map(_country_of, parts)) else [whole]:
            draft.address(address)
            draft.country(_country_of(address))
    for code, number in passports(row.get("passport", ""), codes[0] if len(codes) == 1 else ""):
        draft.identifier(f"{code.lower()}-passport", number)
    for role, name in (("passport", "旅券番号"), ("national_id", "ID番号")):
        if role in row:
            draft.detail("number_as_published", f"{name}: {row[role]}")
    for number in _UN.findall(row.get("un", "")):
        draft.identifier("un", number)
    draft.identifier("imo", row.get("imo", ""), label="IMO")
    for role, detail in _DETAILS.items():
        draft.detail(detail, row.get(role, ""))
    if "un_date" in row:
        draft.detail("date_as_published", f"listed by the United Nations: {row['un_date']}")


READER = _Mof()
