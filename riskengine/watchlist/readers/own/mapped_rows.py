"""Rows of a user's file, whatever its format: columns of a table, or paths into JSON."""

from __future__ import annotations

import difflib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from riskengine.watchlist.readers import delimited, sheets
from riskengine.watchlist.readers.contract import whole_file_fault
from riskengine.watchlist.readers.own.mapping import FormatPart
from riskengine.watchlist.source import Source

_DEEPEST = 40  # the deepest real records have 6 levels
_MAX_JSON = 512 * 1024**2  # bytes; JSON that is not in lines has to be held whole


@dataclass(frozen=True, slots=True)
class Row:
    """One record.

    Attributes:
        where: file and line, row or record, for messages.
        data: cells by header, or the JSON object.
        fault: why the row cannot be read; empty where it can.
    """

    where: str
    data: Any
    fault: str = ""
    nested: bool = False

    def values(self, path: str) -> list[str]:
        """All texts at a column or path, blanks left out."""
        if not self.nested:
            cell = self.data.get(path, "").strip()
            return [cell] if cell else []
        return [text for item in _at(self.data, path) if (text := _plain(item))]

    def each(self, path: str) -> list[Row]:
        """Records within this one at a path; the row itself for an empty path."""
        if not path:
            return [self]
        return [
            Row(self.where, item, nested=True)
            for item in _at(self.data, path)
            if isinstance(item, dict)
        ]

    def filled(self) -> list[str]:
        """Columns or paths that have a value, in order."""
        if not self.nested:
            return [column for column, cell in self.data.items() if cell.strip()]
        return list(dict.fromkeys(_leaves(self.data, "")))

    def excerpt(self) -> str:
        shown = self.data.values() if isinstance(self.data, dict) else [self.data]
        return "; ".join(str(value) for value in shown if value)[:160]


def plain_path(path: str) -> str:
    """A path without the marks of lists, which are followed wherever they stand."""
    return path.replace("[]", "")


def _at(data: Any, path: str) -> list[Any]:
    found = [data]
    for part in plain_path(path).split("."):
        found = [item[part] for item in _flat(found) if isinstance(item, dict) and part in item]
    return list(_flat(found))


def _flat(items: Sequence[Any]) -> Iterator[Any]:
    for item in items:
        if isinstance(item, list):
            yield from _flat(item)
        else:
            yield item


def _plain(item: object) -> str:
    if isinstance(item, bool):
        return "true" if item else "false"
    return writable(str(item)).strip() if isinstance(item, (str, int, float)) else ""


def writable(text: str) -> str:
    """The text without halves of surrogate pairs, which JSON can spell and UTF-8 cannot."""
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return text.encode("utf-8", "replace").decode("utf-8")
    return text


def _too_deep(data: object) -> bool:
    """Whether something is nested deeper than any real record; walks without recursion."""
    level: list[object] = [data]
    for _ in range(_DEEPEST):
        level = [
            inner
            for item in level
            for inner in (
                item.values() if isinstance(item, dict) else item if isinstance(item, list) else ()
            )
            if isinstance(inner, (dict, list))
        ]
        if not level:
            return False
    return True


def _leaves(data: Any, path: str) -> Iterator[str]:
    if isinstance(data, dict):
        for key, value in data.items():
            yield from _leaves(value, f"{path}.{key}" if path else str(key))
    elif isinstance(data, list):
        for value in data:
            yield from _leaves(value, path)
    elif _plain(data):
        yield path


def rows_of(source: Source, form: FormatPart, wanted: Sequence[str]) -> Iterator[Row]:
    """All records of the file, faulty ones included.

    Args:
        wanted: columns that a table must have.

    Raises:
        WatchlistError: the file is not of the format, or a table lacks a wanted column.
    """
    if form.type == "json":
        yield from _json(source, form)
    elif form.type == "jsonl":
        yield from _json_lines(source, form)
    else:
        yield from _table(source, form, wanted)


def table_cells(source: Source, form: FormatPart) -> Iterator[tuple[int, list[str]]]:
    """Line or row numbers and cells, from the header row on."""
    if form.type == "xlsx":
        if not source.is_workbook:
            raise whole_file_fault(source, "not an XLSX workbook", "Check format.type.")
        names = sheets.sheet_names(source)
        missing = (
            form.sheet not in names
            if isinstance(form.sheet, str)
            else (not 0 <= form.sheet < len(names))
        )
        if missing:
            raise whole_file_fault(
                source, f"no sheet {form.sheet!r}; there are: {', '.join(names)}", "Check sheet."
            )
        cells = sheets.rows(source, form.sheet)
    else:
        delimiter = form.delimiter or ("\t" if form.type == "tsv" else ",")
        encoding = form.encoding or delimited.encoding_of(source)
        cells = delimited.rows(source, delimiter=delimiter, encoding=encoding)
    return ((number, row) for number, row in cells if number >= form.header_row)


def _table(source: Source, form: FormatPart, wanted: Sequence[str]) -> Iterator[Row]:
    cells = table_cells(source, form)
    printed = [" ".join(cell.split()) for cell in next(cells, (0, []))[1]]
    header = delimited.repeated(printed)
    missing = [column for column in wanted if column not in header]
    if missing:
        raise whole_file_fault(
            source,
            f"the mapping reads {_quoted(missing)}, which the file does not have;"
            f" its columns are: {_quoted(header) or 'none'}",
            _nearest(missing, header) or "Correct the mapping, or header_row and delimiter in it.",
        )
    what = "row" if form.type == "xlsx" else "line"
    for number, row in cells:
        where = f"{source.name} {what} {number}"
        short = len(row) < len(header) and form.type != "xlsx"
        fault = ""
        if short or any(cell.strip() for cell in row[len(header) :]):
            fault = f"{len(row)} cells in a table of {len(header)} columns"
        padded = [*row, *[""] * (len(header) - len(row))]
        yield Row(where, dict(zip(header, padded, strict=False)), fault)


def _nearest(missing: Sequence[str], header: Sequence[str]) -> str:
    for column in missing:
        folded = {name.casefold(): name for name in header}
        close = difflib.get_close_matches(column.casefold(), list(folded), n=1)
        if close:
            return f"Perhaps {column!r} is {folded[close[0]]!r}?"
    return ""


def _quoted(names: Sequence[str]) -> str:
    return ", ".join(repr(name) for name in names)


def _json_lines(source: Source, form: FormatPart) -> Iterator[Row]:
    encoding = form.encoding or "utf-8"
    with source.open() as stream:
        for number, raw in enumerate(stream, start=1):
            text = raw.decode(encoding, errors="replace").lstrip("\ufeff").strip()
            if text:
                where = f"{source.name} line {number}"
                try:
                    data = json.loads(text)
                except (ValueError, RecursionError):
                    data = None
                yield _record(where, data, text)


def _json(source: Source, form: FormatPart) -> Iterator[Row]:
    with source.open() as stream:
        raw = stream.read(_MAX_JSON + 1)
    if len(raw) > _MAX_JSON:
        raise whole_file_fault(source, "too large for JSON", "Write one record a line (jsonl).")
    try:
        data = json.loads(raw.decode(form.encoding or "utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise whole_file_fault(source, f"not JSON: {error}", "Check format.type.") from None
    try:
        held = _at(data, form.records) if form.records else list(_flat([data]))
    except RecursionError:
        raise whole_file_fault(source, "nested too deeply", "Check records.") from None
    if not held:
        keys = _quoted(list(data)) if isinstance(data, dict) else "a list"
        raise whole_file_fault(
            source, f"no records at {form.records!r}; the file holds {keys}", "Check records."
        )
    for number, item in enumerate(held, start=1):
        shown = str(item) if not isinstance(item, (dict, list)) else type(item).__name__
        yield _record(f"{source.name} record {number}", item, shown)


def _record(where: str, data: object, text: str) -> Row:
    if isinstance(data, dict) and not _too_deep(data):
        return Row(where, data, nested=True)
    fault = "nested too deeply" if isinstance(data, dict) else "not a JSON object"
    return Row(where, {"": text[:160]}, fault, nested=True)
