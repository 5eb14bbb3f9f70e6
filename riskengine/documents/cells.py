"""One cell of a table as a document."""

from __future__ import annotations

import csv
import io

from riskengine.documents.pieces import Piece, document_of
from riskengine.errors import InputError
from riskengine.model.reading import Document
from riskengine.text.documents import decode


def read_cell(data: bytes, cell: str, *, origin: str, encoding: str | None = None) -> Document:
    """Read one cell.

    Args:
        cell: `B7`, or `Sheet1!B7` for a workbook; the first sheet when none is named.

    Raises:
        InputError: no such sheet or cell, an empty one, or a damaged table.
    """
    sheet, _, spot = cell.rpartition("!")
    column, row = _position(spot)
    rows: list[list[object]]
    if data.startswith(b"PK\x03\x04"):
        rows, sheet = _sheet(data, sheet, origin)
    else:
        delimiter = "\t" if origin.lower().endswith(".tsv") else ","
        limit = csv.field_size_limit(max(csv.field_size_limit(), len(data) + 1))
        try:
            lines = csv.reader(io.StringIO(decode(data, origin, encoding)), delimiter=delimiter)
            rows = [list(line) for line in lines]
        except csv.Error as error:
            raise _fault(f"{origin} is damaged: {error}", "Save the table again.") from None
        finally:
            csv.field_size_limit(limit)
    try:
        value = rows[row][column]
    except IndexError:
        raise _fault(
            f"{origin} has no cell {cell}: it ends at row {len(rows)}",
            "Name a cell that is inside the table.",
        ) from None
    where = f"cell {sheet}!{spot.upper()}" if sheet else f"cell {spot.upper()}"
    return document_of([Piece(str(value), where)], data, kind="cell", origin=f"{origin}#{cell}")


def _position(spot: str) -> tuple[int, int]:
    letters = spot.rstrip("0123456789").upper()
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter) - 64
    return column - 1, int(spot[len(letters) :]) - 1


def _sheet(data: bytes, sheet: str, origin: str) -> tuple[list[list[object]], str]:
    from python_calamine import CalamineError, CalamineWorkbook

    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        names = book.sheet_names
        name = sheet or (names[0] if names else "")
        if name not in names:
            raise _fault(f"{origin} has no sheet {name!r}", f"It has: {', '.join(names)}.")
        rows: list[list[object]] = book.get_sheet_by_name(name).to_python(skip_empty_area=False)  # type: ignore[assignment]
    except CalamineError as error:
        raise _fault(f"{origin} is damaged: {error}", "Save the workbook again.") from None
    return rows, name


def _fault(what: str, hint: str) -> InputError:
    return InputError(what, hint=hint, code="input.cell")
