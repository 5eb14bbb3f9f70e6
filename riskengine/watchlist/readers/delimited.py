"""Delimited text files: rows with their place, whatever the encoding and the line ends."""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Iterator, Sequence

from riskengine.watchlist.readers.contract import whole_file_fault
from riskengine.watchlist.source import HEAD_BYTES, Source

_MAX_CELL = 2_000_000  # characters; Python's own limit of 131,072 is below real remarks
csv.field_size_limit(_MAX_CELL)


def rows(
    source: Source, *, delimiter: str = ",", encoding: str = "utf-8-sig"
) -> Iterator[tuple[int, list[str]]]:
    """Line number (of the row's last line) and cells of each row; empty lines left out.

    Bytes that are not of the encoding become U+FFFD, so that one bad byte loses no row; a
    reader that meets one reports it. A last line that is only Ctrl-Z is the end.

    Raises:
        WatchlistError: a cell is larger than any real one, so that a quote is never closed.
    """
    with source.open() as stream:
        wrapped = io.TextIOWrapper(stream, encoding=encoding, errors="replace", newline="")
        reader = csv.reader(_clean(wrapped), delimiter=delimiter)
        try:
            for cells in reader:
                if cells and cells != ["\x1a"]:
                    yield reader.line_num, cells
        except csv.Error as error:
            raise whole_file_fault(source, f"line {reader.line_num}: {error}") from None
        finally:
            wrapped.detach()


def _clean(lines: Iterator[str]) -> Iterator[str]:
    for line in lines:
        yield line.replace("\x00", "\ufffd") if "\x00" in line else line


def encoding_of(source: Source) -> str:
    """`utf-8-sig`, `utf-16`, or `cp1252` where the head is not UTF-8."""
    head = source.head
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    try:
        # A full head may end within a character; a short one is the whole file.
        codecs.getincrementaldecoder("utf-8")().decode(head, final=len(head) < HEAD_BYTES)
    except UnicodeDecodeError:
        return "cp1252"
    return "utf-8-sig"


def header_of(
    source: Source, *, delimiter: str = ",", encoding: str = "utf-8-sig"
) -> tuple[str, ...]:
    """Cells of the first row, stripped; () where the head is not text."""
    text = source.head.decode(encoding, errors="replace")
    if "\x00" in text:
        return ()
    try:
        first = next(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter), [])
    except csv.Error:
        return ()
    return tuple(cell.strip() for cell in first)


def repeated(names: Sequence[str]) -> tuple[str, ...]:
    """Header names made distinct: the second `remark` becomes `remark#2`."""
    seen: dict[str, int] = {}
    out = []
    for name in names:
        seen[name] = seen.get(name, 0) + 1
        out.append(name if seen[name] == 1 else f"{name}#{seen[name]}")
    return tuple(out)
