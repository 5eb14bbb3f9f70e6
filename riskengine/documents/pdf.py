"""Text of a PDF in reading order: columns, paragraphs, hyphens, running heads."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from riskengine.documents.pieces import Piece, document_of
from riskengine.errors import InputError
from riskengine.model.reading import Document

_DATE = re.compile(r"D:(\d{4})(\d{2})(\d{2})")
_RUNNING = 0.5
"""Share of the pages on which a line at the edge must stand to be a running head or foot."""

_FULL = 3
"""Lines from which a page can have a running head beside its text."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a page; points from the lower left corner."""

    text: str
    left: float
    bottom: float
    right: float
    top: float

    @property
    def height(self) -> float:
        return self.top - self.bottom


def read_pdf(data: bytes, *, origin: str) -> Document:
    """Read a PDF file that has a text layer.

    Raises:
        InputError: protected by a password, damaged, or pictures without text.
    """
    import pypdfium2

    try:
        opened = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower():
            raise InputError(
                f"{origin} is protected by a password",
                hint="Save it without the password and name that file.",
                code="input.protected",
            ) from None
        raise _damaged(origin, error) from None
    try:
        pages = [_lines(opened[number]) for number in range(len(opened))]
        title = str(opened.get_metadata_dict().get("Title", ""))
    except pypdfium2.PdfiumError as error:
        raise _damaged(origin, error) from None
    finally:
        opened.close()
    if not any(pages):
        raise InputError(
            f"{origin} has no text layer: its {len(pages)} pages are pictures",
            hint="Run text recognition (OCR) on it first, and check what that gives.",
            code="input.no_text",
        )
    running = _running(pages)
    pieces = [
        Piece(paragraph, f"page {number}")
        for number, page in enumerate(pages, 1)
        for paragraph in _paragraphs(_ordered(_kept(page, running)))
    ]
    return document_of(_over_pages(pieces), data, kind="pdf", origin=origin, title=title)


def _damaged(origin: str, error: Exception) -> InputError:
    return InputError(
        f"{origin} is damaged: {error}",
        hint="Check that it was downloaded to its end, or print it to a new PDF.",
        code="input.damaged",
    )


def _lines(page: Any) -> list[Line]:
    """Lines of a page: the pieces of text on one height, apart where a column gap divides them."""
    text = page.get_textpage()
    try:
        boxes = []
        for number in range(text.count_rects()):
            left, bottom, right, top = text.get_rect(number)
            words = text.get_text_bounded(left, bottom, right, top).strip()
            if words:
                boxes.append(Line(" ".join(words.split()), left, bottom, right, top))
    finally:
        text.close()
        page.close()
    lines: list[Line] = []
    for box in boxes:
        last = lines[-1] if lines else None
        if (
            last is not None
            and min(last.top, box.top) - max(last.bottom, box.bottom)
            > 0.5 * min(last.height, box.height)
            and -2 <= box.left - last.right < 2.5 * max(last.height, 1.0)
        ):
            gap = " " if box.left - last.right > 0.12 * last.height else ""
            lines[-1] = Line(
                f"{last.text}{gap}{box.text}",
                last.left,
                min(last.bottom, box.bottom),
                box.right,
                max(last.top, box.top),
            )
        else:
            lines.append(box)
    return lines


def _key(line: Line) -> tuple[str, int]:
    """What makes two lines of different pages the same: words without numbers, and height."""
    return re.sub(r"\d+", "#", line.text), round(line.bottom / 4)


def _running(pages: Sequence[Sequence[Line]]) -> frozenset[tuple[str, int]]:
    if len(pages) < 3:
        return frozenset()
    counts: Counter[tuple[str, int]] = Counter()
    for page in pages:
        if len(page) >= _FULL:
            low = min(line.bottom for line in page)
            high = max(line.top for line in page)
            edge = 0.08 * max(high - low, 1.0)
            counts.update(
                {
                    _key(line)
                    for line in page
                    if line.bottom - low <= edge or high - line.top <= edge
                }
            )
    return frozenset(key for key, count in counts.items() if count >= _RUNNING * len(pages))


def _kept(page: Sequence[Line], running: frozenset[tuple[str, int]]) -> list[Line]:
    if len(page) < _FULL:
        return list(page)
    return [line for line in page if _key(line) not in running]


def _ordered(lines: list[Line]) -> list[Line]:
    """Lines in reading order: the left column before the right one, where there are two."""
    if len(lines) < 6:
        return lines
    left, right = min(line.left for line in lines), max(line.right for line in lines)
    middle = (left + right) / 2
    first = [line for line in lines if line.right <= middle + 5]
    second = [line for line in lines if line.left >= middle - 5]
    if len(first) < 3 or len(second) < 3 or len(first) + len(second) < 0.7 * len(lines):
        return lines
    # Lines over the full width divide the page into bands; columns are read band by band.
    wide = sorted(
        (line for line in lines if line not in first and line not in second),
        key=lambda line: -line.top,
    )
    ordered: list[Line] = []
    top = float("inf")
    for divider in [*wide, None]:
        bottom = divider.top if divider is not None else float("-inf")
        for column in (first, second):
            band = [line for line in column if bottom <= line.bottom < top]
            ordered += sorted(band, key=lambda line: (-line.top, line.left))
        if divider is not None:
            ordered.append(divider)
            top = divider.bottom + 0.01
    return ordered if len(ordered) == len(lines) else lines


_CUT = "\x02\ufffe"
"""What the library puts where it saw a word cut at the end of a line."""
_HYPHEN = re.compile(r"(?<=[A-Za-z\u00c0-\u024f\u0400-\u052f])[-\u2010\u00ad\x02\ufffe]$")
_BULLET = re.compile(r"(?:[-•▪●–*]|\(?\d{1,3}[.)]|\([a-z]\))\s")
_UNSPACED = re.compile(r"[\u3040-\u30ff\u3400-\u9fff，。；：、]")


def _paragraphs(lines: Sequence[Line]) -> list[str]:
    paragraphs: list[str] = []
    last: Line | None = None
    for line in lines:
        if last is not None and not _breaks(last, line):
            paragraphs[-1] = joined(paragraphs[-1], line.text)
        else:
            paragraphs.append(line.text)
        last = line
    return paragraphs


def _breaks(last: Line, line: Line) -> bool:
    height = max(min(last.height, line.height), 1.0)
    if line.bottom > last.bottom + height:
        return False  # the next column goes on with the paragraph
    if last.bottom - line.top > 0.9 * height or _BULLET.match(line.text):
        return True
    bigger = max(last.height, line.height) > 1.35 * height
    short = last.text[-1] in ".!?:。！？" and last.right < line.right - 6 * height
    return bigger or short


def joined(before: str, after: str) -> str:
    """Two lines of one paragraph as one; a word cut at the end of a line is put together."""
    if _HYPHEN.search(before) and after[:1].islower():
        return _HYPHEN.sub("", before) + after
    if before.endswith("-") or (_UNSPACED.match(before[-1:]) and _UNSPACED.match(after[:1])):
        return before + after
    return f"{before.rstrip(_CUT)} {after}"


def _over_pages(pieces: list[Piece]) -> list[Piece]:
    """Put together a paragraph that a page end cuts in the middle of a sentence."""
    whole: list[Piece] = []
    for piece in pieces:
        last = whole[-1] if whole else None
        if (
            last is not None
            and last.where.split(" to ")[-1] != piece.where.removeprefix("page ")
            and last.where != piece.where
            and last.text[-1].isalpha()
            and piece.text[:1].islower()
        ):
            first = last.where.removeprefix("page ").removeprefix("pages ").split(" to ")[0]
            number = piece.where.removeprefix("page ")
            whole[-1] = Piece(joined(last.text, piece.text), f"pages {first} to {number}")
        else:
            whole.append(piece)
    return whole
