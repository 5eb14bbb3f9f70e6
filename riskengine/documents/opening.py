"""Which reader a source needs, by its content."""

from __future__ import annotations

import re
from pathlib import Path

from riskengine.errors import InputError
from riskengine.model.reading import Document
from riskengine.text.documents import document_from_bytes, kind_of_suffix, read_bytes

_HTML = re.compile(
    rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.I | re.S
)
_MAIL = re.compile(rb"(?:[A-Za-z][A-Za-z0-9-]*:[^\r\n]*\r?\n(?:[ \t][^\r\n]*\r?\n)*){2,}\r?\n")
_MAIL_FIELDS = re.compile(rb"^(?:from|received|return-path|message-id|mime-version):", re.I | re.M)
_CELL = re.compile(
    r"(?P<file>.+\.(?:xlsx|csv|tsv))#(?P<cell>(?:[^#]*!)?[A-Za-z]{1,3}[1-9]\d*)", re.I
)
_HTML_SUFFIXES = (".html", ".htm", ".xhtml")


def open_source(source: str, *, encoding: str | None = None) -> Document:
    """Read what a command line names: a file, or a cell such as `parties.xlsx#Sheet1!B7`.

    Raises:
        InputError: it cannot be read; says what, where and what to do next.
    """
    cell = _CELL.fullmatch(source)
    if cell is not None and not Path(source).exists():
        from riskengine.documents.cells import read_cell

        path = Path(cell["file"])
        return read_cell(read_bytes(path), cell["cell"], origin=path.name, encoding=encoding)
    path = Path(source)
    return open_document(read_bytes(path), origin=path.name, encoding=encoding)


def open_document(data: bytes, *, origin: str, encoding: str | None = None) -> Document:
    """Read the bytes of a document: text, Markdown, HTML, PDF, DOCX, EML or MSG.

    Args:
        origin: its name, for messages and for the suffix of plain text and Markdown.
        encoding: codec of text and HTML; None means to find out.

    Raises:
        InputError: empty, damaged, protected, too large, or of a kind that is not read.
    """
    suffix = Path(origin).suffix.lower()
    head = data[:4096]
    if head.lstrip()[:5] == b"%PDF-":
        from riskengine.documents.pdf import read_pdf

        return read_pdf(data, origin=origin)
    if head.startswith(b"PK\x03\x04"):
        from riskengine.documents.docx import read_docx

        return read_docx(data, origin=origin)
    if head.startswith(b"\xd0\xcf\x11\xe0"):
        from riskengine.documents.mail import read_msg

        return read_msg(data, origin=origin)
    if suffix in _HTML_SUFFIXES or _HTML.match(head):
        from riskengine.documents.html import read_html

        return read_html(data, origin=origin, encoding=encoding)
    if suffix == ".eml" or (
        suffix not in (".txt", ".md", ".markdown")
        and _MAIL.match(head)
        and _MAIL_FIELDS.search(head)
    ):
        from riskengine.documents.mail import read_eml

        return read_eml(data, origin=origin)
    if suffix in (".pdf", ".docx", ".msg"):
        raise InputError(
            f"{origin} is no {suffix[1:].upper()} file, whatever its name says",
            hint="Check that it was saved or downloaded to its end.",
            code="input.format",
        )
    return document_from_bytes(data, origin=origin, kind=kind_of_suffix(suffix), encoding=encoding)
