"""Text of a Word document: paragraphs, list entries and rows of tables, in order."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from typing import Any

from riskengine.documents.pieces import Piece, document_of
from riskengine.errors import InputError
from riskengine.model.reading import Document

_MOST_BYTES = 200_000_000
"""Unpacked size from which an archive counts as a bomb."""


def read_docx(data: bytes, *, origin: str) -> Document:
    """Read a DOCX file. Headers, footers and comments are not read.

    Raises:
        InputError: no Word document, damaged, or larger unpacked than can be meant.
    """
    import docx
    from docx.opc.exceptions import OpcError
    from lxml.etree import LxmlError

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist())
            size = sum(entry.file_size for entry in archive.infolist())
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
        raise _damaged(origin, error) from None
    if "word/document.xml" not in names:
        what = "a workbook" if "xl/workbook.xml" in names else "an archive of another kind"
        raise InputError(
            f"{origin} is {what}, no Word document",
            hint="Name one cell (book.xlsx#Sheet1!B7), or unpack it and name one document.",
            code="input.format",
        )
    if size > _MOST_BYTES:
        raise InputError(
            f"{origin} unpacks to {size / 1e6:.0f} MB; the limit is {_MOST_BYTES / 1e6:.0f} MB",
            hint="A document of text is far smaller. Save its text as .txt.",
            code="input.too_large",
        )
    try:
        opened = docx.Document(io.BytesIO(data))
        pieces = list(_pieces(opened))
        title = opened.core_properties.title or ""
    except (
        OpcError,
        LxmlError,
        zipfile.BadZipFile,
        KeyError,
        ValueError,
        AttributeError,
        OSError,
        RuntimeError,
        NotImplementedError,
        EOFError,
    ) as error:
        raise _damaged(origin, error) from None
    except Exception as error:
        if type(error).__module__ == "zlib":
            raise _damaged(origin, error) from None
        raise
    return document_of(pieces, data, kind="docx", origin=origin, title=title)


def _pieces(document: Any) -> Iterator[Piece]:
    number = table = 0
    for block in document.iter_inner_content():
        if hasattr(block, "rows"):
            table += 1
            for row, cells in enumerate(block.rows, 1):
                # A merged cell is given once for each column it spans.
                texts = dict.fromkeys(" ".join(cell.text.split()) for cell in cells.cells)
                yield Piece(" | ".join(filter(None, texts)), f"table {table}, row {row}")
        else:
            number += 1
            text = block.text
            style = (block.style.name or "") if block.style is not None else ""
            if style.startswith("List") and text.strip():
                text = f"- {text}"
            yield Piece(text, f"paragraph {number}")


def _damaged(origin: str, error: Exception) -> InputError:
    return InputError(
        f"{origin} is damaged: {error}",
        hint="Open it in a word processor and save it again.",
        code="input.damaged",
    )
