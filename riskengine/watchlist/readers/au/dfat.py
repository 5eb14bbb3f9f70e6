"""The Australian consolidated list (DFAT), XLSX or CSV: the layouts of 2014 and of 2026.

One row per name. `2`, `2a` and `2b` are names of one party; the facts are repeated in each
row, and where rows differ all of them are kept.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from riskengine.errors import WatchlistError
from riskengine.model.entity import Entity, Listing
from riskengine.vocab import EntityKind, NameKind
from riskengine.watchlist.readers import delimited, sheets
from riskengine.watchlist.readers.au.cells import (
    country_at_end,
    dates_in,
    filled,
    lettered,
    listed_names,
    listed_on,
    nations,
)
from riskengine.watchlist.readers.contract import Account, Ledger, whole_file_fault
from riskengine.watchlist.readers.drafting import EntityDraft
from riskengine.watchlist.readers.parts import kind_of_organization
from riskengine.watchlist.source import Source

LIST_ID = "au-dfat"
AUTHORITY = "Australian Department of Foreign Affairs and Trade"
_NEEDED = ("reference", "name", "type", "name type")
_KNOWN = frozenset(
    (
        *_NEEDED,
        "alias strength",
        "date of birth",
        "place of birth",
        "citizenship",
        "address",
        "additional information",
        "listing information",
        "imo number",
        "committees",
        "control date",
        "instrument of designation",
        "targeted financial sanction",
        "travel ban",
        "arms embargo",
        "maritime restriction",
    )
)
_MEASURES = ("Targeted financial sanction", "Travel ban", "Arms embargo", "Maritime restriction")
_NAME_KINDS = {
    "primary name": NameKind.PRIMARY,
    "aka": NameKind.ALIAS,
    "alias": NameKind.ALIAS,
    "original script": NameKind.ALIAS,
    "formerly known as": NameKind.FORMER,
    "formerly": NameKind.FORMER,
    "fka": NameKind.FORMER,
    "former name": NameKind.FORMER,
    "previous name": NameKind.FORMER,
    "previously listed as": NameKind.FORMER,
}
_KINDS = {
    "individual": EntityKind.PERSON,
    "entity": EntityKind.ORGANIZATION,
    "vessel": EntityKind.VESSEL,
    "ship": EntityKind.VESSEL,
    "aircraft": EntityKind.AIRCRAFT,
}
_DATE_LABELS = {
    EntityKind.PERSON: "birth",
    EntityKind.VESSEL: "built",
    EntityKind.AIRCRAFT: "built",
}
_YES = frozenset({"true", "yes", "y", "1", "x"})
_NO = frozenset({"", "false", "no", "n", "0", "na", "n/a"})
_BORN = re.compile(r"^\s*POB\s*:\s*")
_GROUP = re.compile(r"^\s*(\d+)\s*[a-z]*\d*\s*$", re.IGNORECASE)
_UN = re.compile(r"^\(?(?P<ref>[A-Z]{2,3}[ei]\.\d{3})\b")
_IMO = re.compile(r"\bIMO(?:\s+(?:identification\s+)?number)?\s*:?\s*(\d{7})\b", re.IGNORECASE)
_LABELLED = {
    "website": re.compile(r"\bWebsites?:\s*(\S+)", re.IGNORECASE),
    "email": re.compile(r"([\w.+-]+@[\w-]+\.[\w.-]*\w)"),
    "gender": re.compile(r"\bGender:\s*([A-Za-z]+)"),
}

Row = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class _Line:
    """One row: its number and its cells by column."""

    number: int
    cells: Row


class _Dfat:
    name = "au_dfat"
    version = "1"
    title = "Australian consolidated list (DFAT), XLSX or CSV"
    list_ids = (LIST_ID,)

    def recognises(self, source: Source) -> bool:
        try:
            header = _header(source)
        except WatchlistError:
            return False
        columns = set(_columns(header))
        return {"reference", "name", "name type"} <= columns and bool(
            columns & {"committees", "control date", "listing information"}
        )

    def read(self, source: Source, ledger: Ledger) -> Iterator[Entity]:
        account = ledger.account(LIST_ID)
        columns = _columns(_header(source))
        missing = [name for name in _NEEDED if name not in columns]
        if missing:
            raise whole_file_fault(source, f"columns missing: {', '.join(missing)}")
        for name in columns:
            if name and name not in _KNOWN:
                account.odd("column", name)
        groups: dict[str, list[_Line]] = {}
        for number, cells in _rows(source):
            line = _Line(number, dict(zip(columns, cells, strict=False)))
            if _is_header(cells):
                continue
            account.saw(source.name)
            account.fields.update(key for key, cell in line.cells.items() if filled(cell))
            found = _GROUP.match(line.cells.get("reference", ""))
            if found is None or not filled(line.cells.get("name", "")):
                reason = "no name" if found is not None else "no reference number"
                account.refuse(f"{source.name} row {number}", reason, " ".join(cells))
                continue
            # Rows of one party need not stand together.
            groups.setdefault(str(int(found[1])), []).append(line)
        for reference, lines in groups.items():
            account.read(len(lines))
            account.merged += len(lines) - 1
            yield _entity(reference, lines, account)


def _rows(source: Source) -> Iterator[tuple[int, list[str]]]:
    if source.is_workbook:
        return sheets.rows(source)
    return delimited.rows(source, encoding=delimited.encoding_of(source))


def _header(source: Source) -> Sequence[str]:
    if source.is_workbook:
        return sheets.first_row(source)
    return delimited.header_of(source, encoding=delimited.encoding_of(source))


def _is_header(cells: Sequence[str]) -> bool:
    return _columns(cells[:1]) == ("reference",)


def _columns(header: Sequence[str]) -> tuple[str, ...]:
    out = []
    for cell in header:
        name = " ".join(cell.lower().split())
        if name.startswith("name of "):
            name = "name"
        singular = name[:-1] if name[:-1] in _KNOWN else name
        out.append(name if name in _KNOWN else singular)
    return tuple(out)


def _values(lines: Sequence[_Line], column: str) -> list[str]:
    """Cells of a column over all rows of a party: filled ones, each once, in order.

    Line ends are kept, because they part the items of some lists.
    """
    seen: dict[str, str] = {}
    for line in lines:
        cell = line.cells.get(column, "")
        if filled(cell):
            seen.setdefault(filled(cell), cell)
    return list(seen.values())


def _entity(reference: str, lines: Sequence[_Line], account: Account) -> Entity:
    draft = EntityDraft(LIST_ID, reference)
    for line in lines:
        names, former = listed_names(line.cells["name"])
        kind_of_name = _name_kind(line.cells, account)
        for name in names:
            draft.name(name, NameKind.FORMER if former else kind_of_name)
    kind = _kind(lines, account)
    for cell in _values(lines, "date of birth"):
        for when, printed, remark in dates_in(cell):
            draft.date(_DATE_LABELS.get(kind, "founded"), when, printed)
            if remark:
                draft.detail("remark", f"{printed}: {remark}")
    for cell in _values(lines, "place of birth"):
        for place in lettered(_BORN.sub("", cell)):
            draft.detail("place_of_birth", place)
    for cell in _values(lines, "citizenship"):
        draft.detail("citizenship", cell)
        draft.country(*nations(cell))
    for cell in _values(lines, "address"):
        for address in lettered(cell):
            draft.address(address)
            draft.country(country_at_end(address))
    for cell in _values(lines, "imo number"):
        draft.identifier("imo", cell, label="IMO number")
    for cell in _values(lines, "additional information"):
        _information(cell, kind, draft)
    _listings(lines, reference, draft, account)
    return draft.build(_refined(kind, draft))


def _refined(kind: EntityKind, draft: EntityDraft) -> EntityKind:
    if kind is not EntityKind.ORGANIZATION:
        return kind
    caption = draft.build(kind).caption
    return kind_of_organization(caption, otherwise=EntityKind.ORGANIZATION)


def _name_kind(cells: Row, account: Account) -> NameKind:
    printed = filled(cells.get("name type", "")).lower()
    kind = _NAME_KINDS.get(printed)
    if kind is None:
        account.odd("Name Type", printed)
        kind = NameKind.ALIAS
    strength = filled(cells.get("alias strength", "")).lower()
    if strength not in ("", "strong", "good", "weak", "low"):
        account.odd("Alias Strength", strength)
    return NameKind.WEAK_ALIAS if strength in ("weak", "low") else kind


def _kind(lines: Sequence[_Line], account: Account) -> EntityKind:
    for cell in _values(lines, "type"):
        kind = _KINDS.get(filled(cell).lower())
        if kind is not None:
            return kind
        account.odd("Type", filled(cell))
    return EntityKind.UNKNOWN


def _information(cell: str, kind: EntityKind, draft: EntityDraft) -> None:
    draft.detail("remark", cell)
    # Other parties' references stand in the text; a party's own one begins it.
    own = _UN.match(filled(cell))
    if own is not None:
        draft.identifier("un", own["ref"])
    for number in _IMO.findall(cell):
        if kind is EntityKind.VESSEL:
            draft.identifier("imo", number, label="IMO number")
        elif kind is EntityKind.ORGANIZATION:
            draft.identifier("imocompany", number, label="IMO number")
    for label, pattern in _LABELLED.items():
        for value in pattern.findall(cell):
            draft.detail(label, value.strip(" .,;"))


def _listings(lines: Sequence[_Line], reference: str, draft: EntityDraft, account: Account) -> None:
    information = [filled(cell) for cell in _values(lines, "listing information")]
    instruments = [filled(cell) for cell in _values(lines, "instrument of designation")]
    days = [listed_on(text) for text in (*information, *instruments)]
    when, basis = next((pair for pair in days if pair[0] is not None), (None, "stated"))
    for other in information[1:]:
        draft.detail("remark", f"Listing information: {other}")
    if instruments and information:
        draft.detail("remark", f"Listing information: {information[0]}")
    measures = tuple(measure for measure in _MEASURES if _flag(lines, measure.lower(), account))
    programs = [filled(cell) for cell in _values(lines, "committees")] or [""]
    for program in programs:
        draft.listing(
            Listing(
                program,
                AUTHORITY,
                entry=reference,
                listed_on=when,
                listed_on_basis=basis,
                citation="; ".join(instruments) or "".join(information[:1]),
                measures=measures,
            )
        )
    for cell in _values(lines, "control date"):
        draft.detail("date_as_published", f"control date: {cell}")


def _flag(lines: Sequence[_Line], column: str, account: Account) -> bool:
    values = {line.cells.get(column, "").strip().lower() for line in lines}
    for value in sorted(values - _YES - _NO):
        account.odd(column, value)
    return bool(values & _YES)


READER = _Dfat()
