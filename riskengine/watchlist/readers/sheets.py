"""Spreadsheets (XLSX) as rows of plain values."""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING

from riskengine.watchlist.readers.contract import whole_file_fault
from riskengine.watchlist.source import Source, check_size, unreadable

if TYPE_CHECKING:
    from python_calamine import CalamineWorkbook

_MAX_CELLS = 30_000_000
_ROW = re.compile(rb'<(?:\w+:)?(?:row|c)\b[^>]*?\sr="[A-Z]{0,3}(\d{1,8})"')
_COLUMN = re.compile(rb'<(?:\w+:)?c\b[^>]*?\sr="([A-Z]{1,3})\d')
_END = re.compile(rb"</(?:\w+:)?worksheet\s*>\s*$")
_MAX_UNPACKED = 512 * 1024**2
_MAX_PARTS = 5_000


@lru_cache(maxsize=4)
def sheet_names(source: Source) -> tuple[str, ...]:
    """Names of the sheets, in order; () for a file that is no workbook."""
    return tuple(_workbook(source).sheet_names) if source.is_workbook else ()


def rows(source: Source, sheet: str | int = 0) -> Iterator[tuple[int, list[str]]]:
    """Row number as a spreadsheet shows it, and cells as text; empty rows left out.

    Dates become `YYYY-MM-DD`, whole numbers lose their `.0`, cells are stripped at both ends,
    and empty cells at the end of a row are cut off.

    Raises:
        WatchlistError: no workbook, damaged, or too large unpacked.
    """
    book = _workbook(source)
    try:
        name = book.sheet_names[sheet] if isinstance(sheet, int) else sheet
        values = book.get_sheet_by_name(name).to_python(skip_empty_area=False)
    except Exception as error:  # the library raises its own and Rust's errors alike
        raise whole_file_fault(source, f"sheet {sheet!r} cannot be read: {error}") from None
    for number, row in enumerate(values, start=1):
        cells = [_text(value) for value in row]
        while cells and not cells[-1]:
            cells.pop()
        if cells:
            yield number, cells


@lru_cache(maxsize=16)
def first_rows(source: Source, sheet: str | int = 0, count: int = 1) -> tuple[tuple[str, ...], ...]:
    """Cells of the first rows of a sheet, empty rows included; for telling a format.

    Raises:
        WatchlistError: as `rows`.
    """
    book = _workbook(source)
    try:
        name = book.sheet_names[sheet] if isinstance(sheet, int) else sheet
        values = book.get_sheet_by_name(name).to_python(skip_empty_area=False, nrows=count)
    except Exception as error:  # the library raises its own and Rust's errors alike
        raise whole_file_fault(source, f"sheet {sheet!r} cannot be read: {error}") from None
    return tuple(tuple(_text(value) for value in row) for row in values)


def first_row(source: Source, sheet: str | int = 0) -> tuple[str, ...]:
    """Cells of the first row of a sheet; () where it has none."""
    found = first_rows(source, sheet)
    return found[0] if found else ()


@lru_cache(maxsize=2)  # a reader asks again for every sheet
def _workbook(source: Source) -> CalamineWorkbook:
    from python_calamine import CalamineWorkbook

    with source.open() as stream:
        data = stream.read()
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
            total = sum(part.file_size for part in parts)
            check_size(total, 1 if total > _MAX_UNPACKED else len(data), str(source))
            for part in parts:
                if part.filename.startswith("xl/worksheets/sheet"):
                    _check_sheet(archive.read(part), source, part.filename)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, OSError) as error:
        raise unreadable(source, error) from None
    # Parts are read in memory and never written, so their names and number do no harm; a
    # workbook of one sheet per programme has hundreds of parts.
    if len(parts) > _MAX_PARTS:
        raise whole_file_fault(source, f"a workbook of {len(parts)} parts")
    try:
        return CalamineWorkbook.from_filelike(io.BytesIO(data))
    except Exception as error:  # as above
        raise whole_file_fault(source, f"not a readable workbook: {error}") from None


def _check_sheet(sheet: bytes, source: Source, name: str) -> None:
    """What the library would not notice: a sheet cut between two rows, one with a document
    type, and two far-apart cells that make a sheet of billions, which it would try to hold."""
    if not _END.search(sheet[-200:]):
        raise whole_file_fault(source, f"{name} is cut short")
    if b"<!DOCTYPE" in sheet[:2000]:
        raise whole_file_fault(source, f"{name} has a document type declaration")
    rows = max((int(row) for row in _ROW.findall(sheet)), default=0)
    columns = max((_column(letters) for letters in set(_COLUMN.findall(sheet))), default=0)
    if rows * columns > _MAX_CELLS:
        raise whole_file_fault(
            source, f"{name} spans {rows:,} rows and {columns:,} columns, which no list does"
        )


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def _text(value: object) -> str:
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else repr(value)
    if isinstance(value, dt.datetime):
        return value.date().isoformat() if value.time() == dt.time() else value.isoformat(" ")
    if isinstance(value, dt.date):
        return value.isoformat()
    return str(value).replace("\r\n", "\n").strip()
