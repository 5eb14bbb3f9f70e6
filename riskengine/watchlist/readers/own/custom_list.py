"""The simplest list of one's own: a table with a `name` column, and only columns known here.

A file of bare names, one a line, is not taken: nothing in it says that it is a list of
parties. Giving it the header line `name` is enough.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from riskengine.errors import InputError, WatchlistError
from riskengine.identifiers import parse_identifier
from riskengine.model.entity import Entity, Identifier
from riskengine.watchlist.readers import delimited, sheets
from riskengine.watchlist.readers.contract import Account, Ledger, whole_file_fault
from riskengine.watchlist.readers.own.mapped_entity import Keys, entity_of
from riskengine.watchlist.readers.own.mapped_rows import Row, rows_of
from riskengine.watchlist.readers.own.mapping import Mapping
from riskengine.watchlist.readers.parts import slug
from riskengine.watchlist.source import Source

_SEVERAL = [";", "|"]  # between values of one cell; a comma is part of many company names
_KINDS = {
    "individual": "person",
    "entity": "unknown",
    "organisation": "organization",
    "ship": "vessel",
    "public body": "public_body",
    "government": "public_body",
    "plane": "aircraft",
    "airplane": "aircraft",
}

# Header in small letters -> the part of a mapping that it fills.
_PARTS = {
    "name": "name",
    "aliases": "aliases",
    "alias": "aliases",
    "weak_aliases": "weak_aliases",
    "former_names": "former_names",
    "kind": "kind",
    "type": "kind",
    "country": "country",
    "countries": "country",
    "address": "addresses",
    "addresses": "addresses",
    "id": "key",
    "identifiers": "",
    "birth_date": "birth",
    "date_of_birth": "birth",
    "program": "program",
    "authority": "authority",
    "listed_on": "listed_on",
    "delisted_on": "delisted_on",
    "citation": "citation",
    "measures": "measures",
    "reason": "reason",
    "note": "remark",
    "notes": "remark",
    "website": "website",
    "email": "email",
    "phone": "phone",
}
_DETAILS = frozenset({"reason", "remark", "website", "email", "phone"})


class CustomList:
    """Reader of a user's table with known column names; CSV (`,` or `;`), TSV or XLSX."""

    name = "custom_list"
    version = "1"
    title = "A list of one's own: a table with a name column"
    list_ids: tuple[str, ...] = ()

    def recognises(self, source: Source) -> bool:
        try:
            return _form_of(source) is not None
        except WatchlistError:
            return False

    def read(self, source: Source, ledger: Ledger) -> Iterator[Entity]:
        found = _form_of(source)
        if found is None:
            raise whole_file_fault(
                source,
                "no table with a `name` column and otherwise known columns",
                f"Known columns: {', '.join(_PARTS)}. For others, write a mapping file.",
            )
        form, header = found
        list_id = _list_id(source, ledger)
        account = ledger.account(list_id)
        mapping = _mapping(list_id, form, header)
        numbers = [column for column in header if _plain(column) == "identifiers"]
        keys = Keys()
        for row in rows_of(source, mapping.format, mapping.paths):
            account.saw(source.name)
            account.fields.update(row.filled())
            made = row.fault or entity_of(row, mapping, keys, account)
            if isinstance(made, str):
                account.refuse(row.where, made, row.excerpt())
                continue
            account.read()
            yield _numbered(made, row, numbers, account)


def _plain(header: str) -> str:
    return "_".join(header.casefold().split())


def _form_of(source: Source) -> tuple[dict[str, object], list[str]] | None:
    """Format of the table and its header, where all of it is known."""
    if source.is_workbook:
        first = next(sheets.rows(source), (0, []))[1]
        return ({"type": "xlsx"}, first) if _known(first) else None
    encoding = delimited.encoding_of(source)
    for type_, delimiter in (("csv", ","), ("csv", ";"), ("tsv", "\t")):
        header = list(delimited.header_of(source, delimiter=delimiter, encoding=encoding))
        if _known(header):
            return {"type": type_, "delimiter": delimiter, "encoding": encoding}, header
    return None


def _known(header: list[str]) -> bool:
    plain = [_plain(cell) for cell in header]
    distinct = len(set(plain)) == len(plain)
    return distinct and "name" in plain and all(cell in _PARTS for cell in plain)


def _list_id(source: Source, ledger: Ledger) -> str:
    """The list asked for, else one named after the file."""
    if not ledger.wanted:
        stem = source.name.rpartition(".")[0] or source.name
        return f"custom-{slug(stem).removeprefix('custom-')}"
    wanted = sorted(ledger.wanted)
    if len(wanted) > 1 or not wanted[0].startswith("custom-"):
        raise whole_file_fault(
            source,
            f"a list of one's own needs one id that starts with custom-, not {', '.join(wanted)}",
            "Use for example --list custom-deny, or a mapping file for another id.",
        )
    return wanted[0]


def _mapping(list_id: str, form: dict[str, object], header: list[str]) -> Mapping:
    columns: dict[str, object] = {"program": {"value": list_id}}
    details: dict[str, list[str]] = {}
    for column in header:
        part = _PARTS[_plain(column)]
        several = {"column": column, "split": _SEVERAL}
        if part in ("name", "key", "program", "authority", "listed_on", "delisted_on", "citation"):
            columns[part] = column
        elif part == "kind":
            columns[part] = {"column": column, "values": _KINDS}
        elif part == "birth":
            columns["dates"] = {**several, "label": "birth"}
        elif part in _DETAILS:
            details.setdefault(part, []).append(column)
        elif part == "addresses":
            columns[part] = {"column": column, "split": ["|"]}
        elif part:
            columns[part] = several
    return Mapping.model_validate(
        {
            "list": {"id": list_id, "title": list_id, "publisher": "own list"},
            "format": form,
            "columns": {**columns, "details": details},
        }
    )


def _numbered(entity: Entity, row: Row, columns: list[str], account: Account) -> Entity:
    """The entity with its `scheme:value` numbers; one that is not so written stays a detail."""
    found: dict[Identifier, None] = dict.fromkeys(entity.identifiers)
    details = dict.fromkeys(entity.details)
    for column in columns:
        for cell in row.values(column):
            for printed in cell.replace("|", ";").split(";"):
                if not printed.strip():
                    continue
                try:
                    found[parse_identifier(printed.strip())] = None
                except InputError:
                    account.odd("identifiers", printed.strip())
                    details[("number_as_published", printed.strip())] = None
    return replace(entity, identifiers=tuple(found), details=tuple(details))


READER = CustomList()
