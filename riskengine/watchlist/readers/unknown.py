"""What to say of a file that is of no known format."""

from __future__ import annotations

import re
from collections.abc import Sequence

from riskengine.watchlist.readers.delimited import encoding_of, header_of
from riskengine.watchlist.readers.sheets import rows, sheet_names
from riskengine.watchlist.readers.xmlstream import root_name
from riskengine.watchlist.source import Source

_JSON_TOKEN = re.compile(r'"(?P<key>(?:[^"\\]|\\.)*)"\s*:|"(?:[^"\\]|\\.)*"|[{}\[\]]')
_BINARY = {
    b"%PDF": "a PDF file; save its text (pdftotext -layout) and import that",
    b"\xd0\xcf\x11\xe0": "an old binary Office file; save it as XLSX or CSV",
    b"7z\xbc\xaf": "a 7z archive; unpack it first",
    b"Rar!": "a RAR archive; unpack it first",
    b"BZh": "a bzip2 file; unpack it first",
    b"\xfd7zXZ": "an xz file; unpack it first",
    b"PAR1": "a Parquet file; save it as CSV",
}


def describe_unknown(source: Source) -> str:
    """One clause: what the file looks like, and so why it was not read."""
    head = source.head
    if not head.strip():
        return "the file is empty"
    for mark, words in _BINARY.items():
        if head.startswith(mark):
            return words
    if source.is_workbook:
        return _workbook(source)
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n")
    if start[:1] == b"<":
        return _markup(source, start)
    if start[:1] in (b"{", b"["):
        return _json(start)
    if b"\x00" in head and not head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "a binary file of no known kind"
    return _text(source)


def _workbook(source: Source) -> str:
    names = ", ".join(sheet_names(source)[:5])
    first = next(iter(rows(source)), (0, []))[1]
    return f"a workbook (sheets {names}) with the first row {_shown(first)}: no known list"


def _markup(source: Source, start: bytes) -> str:
    lowered = start[:2000].lower()
    if b"<html" in lowered or lowered.startswith(b"<!doctype html"):
        return "a web page, not a list file; was the address moved, or a login asked for?"
    root = root_name(source)
    return f"XML with the root element <{root}>: no known list" if root else "damaged XML"


def _json(start: bytes) -> str:
    keys = _first_keys(start.decode("utf-8", "replace"))
    if not keys:
        return "JSON of no known layout"
    if "_file" in keys:
        return (
            f"another party's parse of a list, not the publisher's own form (keys {_shown(keys)})"
        )
    return f"JSON with the keys {_shown(keys)}: no known list"


def _first_keys(text: str) -> list[str]:
    """Keys of the first object of a JSON text that may be cut off within it."""
    keys: list[str] = []
    depth = text[: text.find("{") + 1].count("{")
    for found in _JSON_TOKEN.finditer(text, text.find("{") + 1):
        token = found[0]
        if token in "{[":
            depth += 1
        elif token in "}]":
            depth -= 1
            if not depth:
                break
        elif depth == 1 and found["key"] is not None:
            keys.append(found["key"])
    return keys


def _text(source: Source) -> str:
    encoding = encoding_of(source)
    best: tuple[str, ...] = ()
    for delimiter in (",", ";", "\t", "|"):
        header = header_of(source, delimiter=delimiter, encoding=encoding)
        if len(header) > len(best):
            best = header
    if len(best) > 1:
        return f"a table with the columns {_shown(best)}: no known list"
    return f"text that begins {' '.join(best)[:80]!r}: no known list"


def _shown(names: Sequence[str]) -> str:
    return ", ".join(name[:30] for name in names[:12])
