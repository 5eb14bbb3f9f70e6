"""Reading a source into one canonical text: plain text and Markdown."""

from __future__ import annotations

import codecs
import hashlib
import re
from pathlib import Path

from riskengine.errors import InputError
from riskengine.model.reading import Document

MAX_BYTES = 20_000_000
"""Largest document read, in bytes: some 3,000 pages of text. Longer inputs are archives of
many documents, and one score for all of them would mean nothing."""

_BINARY_SIGNATURES = (
    (b"%PDF-", "a PDF"),
    (b"PK\x03\x04", "a ZIP container (DOCX, XLSX and the like)"),
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"\xd0\xcf\x11\xe0", "an old Office document"),
    (b"\x7fELF", "a program"),
)
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_MARKDOWN_SUFFIXES = frozenset({".md", ".markdown"})
# Characters that show nothing but can split or reorder a name: zero-width spaces, soft hyphens,
# direction marks and overrides. Joiners stay where scripts need them, not inside Latin,
# Greek and Cyrillic words. The canonical text, and so every offset, is without them.
INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff]"
    "|(?<=[A-Za-z\u00c0-\u052f])[\u200c\u200d]+(?=[A-Za-z\u00c0-\u052f])"
)
_PUBLISHED = re.compile(r"^(?:date|published):\s*[\"']?(\d{4}-\d{2}-\d{2})", re.I | re.M)
_TITLE = re.compile(r"^title:\s*[\"']?(.+?)[\"']?\s*$", re.I | re.M)
_FRONT_MATTER = re.compile(r"\A---[ \t]*\n(.*?)\n---[ \t]*(?:\n|\Z)", re.S)


def kind_of_suffix(suffix: str) -> str:
    """`markdown` or `text`, by the suffix of a file's name."""
    return "markdown" if suffix.lower() in _MARKDOWN_SUFFIXES else "text"


def read_bytes(path: Path) -> bytes:
    """The content of a file that a user named.

    Raises:
        InputError: missing, a folder, unreadable or too large.
    """
    if path.is_dir():
        raise InputError(f"{path} is a folder", hint="Name one document.", code="input.folder")
    try:
        size = path.stat().st_size
        if size > MAX_BYTES:
            raise _too_large(str(path), size)
        return path.read_bytes()
    except FileNotFoundError:
        raise InputError(
            f"no such file: {path}",
            hint="Check the spelling, or use --name to screen a bare name.",
            code="input.missing",
        ) from None
    except (OSError, ValueError) as error:
        raise InputError(
            f"cannot read {path}: {getattr(error, 'strerror', None) or error}",
            hint="Check that the file may be read by you.",
            code="input.unreadable",
        ) from None


def read_document(path: Path, *, encoding: str | None = None) -> Document:
    """Read a `.txt` or `.md` file; `riskengine.documents` reads other formats too.

    Args:
        path: the file.
        encoding: Python codec name; None means UTF-8, or UTF-16/32 with a byte order mark.

    Raises:
        InputError: missing, unreadable, empty, binary, too large, or wrongly encoded.
    """
    data = read_bytes(path)
    kind = kind_of_suffix(path.suffix)
    return document_from_bytes(data, origin=path.name, kind=kind, encoding=encoding)


def document_from_bytes(
    data: bytes, *, origin: str, kind: str = "text", encoding: str | None = None
) -> Document:
    """Decode bytes into a document. `kind` is `text` or `markdown`.

    Raises:
        InputError: empty, binary, too large, or wrongly encoded.
    """
    if len(data) > MAX_BYTES:
        raise _too_large(origin, len(data))
    text = decode(data, origin, encoding)
    published = title = None
    front = _FRONT_MATTER.match(text) if kind == "markdown" else None
    if front is not None:
        if found := _PUBLISHED.search(front.group(1)):
            published = found.group(1)
        if found := _TITLE.search(front.group(1)):
            title = found.group(1)
        text = text[front.end() :]
    if kind == "markdown":
        text, heading = _plain_text_of_markdown(text)
        title = title or heading
    if not text.strip():
        raise InputError(
            f"{origin} is empty",
            hint="There is nothing to assess; an empty document is not a clean result.",
            code="input.empty",
        )
    return Document(
        text=text,
        sha256=hashlib.sha256(data).hexdigest(),
        kind=kind,
        title=title or origin,
        origin=origin,
        published=published,
    )


def without_invisible(text: str) -> str:
    """The text without characters that show nothing but can split or reorder a name."""
    return INVISIBLE.sub("", text)


def _too_large(name: str, size: int) -> InputError:
    return InputError(
        f"{name} has {size / 1e6:.1f} MB; the limit for one document is {MAX_BYTES / 1e6:.0f} MB",
        hint="Split it into single articles or memos; each then gets its own score.",
        code="input.too_large",
    )


def decode(data: bytes, origin: str, encoding: str | None) -> str:
    """Bytes as text with plain line ends and without invisible characters.

    Raises:
        InputError: empty, binary or wrongly encoded.
    """
    if not data.strip():
        raise InputError(
            f"{origin} is empty",
            hint="There is nothing to assess; an empty document is not a clean result.",
            code="input.empty",
        )
    for signature, what in _BINARY_SIGNATURES:
        if data.startswith(signature):
            raise InputError(
                f"{origin} looks like {what}, not text",
                hint="Save it as plain text (.txt) or Markdown (.md) and try again.",
                code="input.binary",
            )
    if encoding is None:
        encoding = next((name for bom, name in _BOMS if data.startswith(bom)), "utf-8")
    try:
        text = data.decode(encoding)
    except LookupError:
        raise InputError(
            f"no encoding called {encoding!r}",
            hint="Try utf-8, utf-16, gb18030, windows-1251 or windows-1252.",
            code="input.encoding",
        ) from None
    except UnicodeError as error:
        if not isinstance(error, UnicodeDecodeError):
            raise InputError(
                f"{origin} cannot be read as {encoding}: {error}",
                hint="Try utf-8, utf-16, gb18030, windows-1251 or windows-1252.",
                code="input.encoding",
            ) from None
        line = data.count(b"\n", 0, error.start) + 1
        raise InputError(
            f"{origin} is not {encoding}: byte {error.start} (line {line}) cannot be read",
            hint="Name its encoding, for example --encoding gb18030 or --encoding windows-1251.",
            code="input.encoding",
        ) from None
    if "\x00" in text:
        raise InputError(
            f"{origin} holds NUL characters: it is binary, or UTF-16 without a byte order mark",
            hint="Save it as UTF-8 text, or name its encoding with --encoding utf-16-le.",
            code="input.binary",
        )
    text = without_invisible(text)
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _plain_text_of_markdown(source: str) -> tuple[str, str | None]:
    """Text of every block, one per paragraph, and the first heading.

    Markup would break names apart ("**Acme** Ltd") and links would put addresses between
    words, so the parser's text is the canonical text and offsets point into it.
    """
    from markdown_it import MarkdownIt

    blocks: list[str] = []
    heading: str | None = None
    in_heading = False
    row: list[str] | None = None
    depth = 0
    for token in MarkdownIt("commonmark").enable("table").parse(source):
        if token.type == "heading_open":
            in_heading = True
        elif token.type == "heading_close":
            in_heading = False
        elif token.type == "list_item_open":
            depth += 1
        elif token.type == "list_item_close":
            depth -= 1
        elif token.type == "tr_open":
            row = []
        elif token.type == "tr_close" and row is not None:
            blocks.append(" | ".join(row))
            row = None
        elif token.type in {"fence", "code_block"}:
            blocks.append(token.content.rstrip("\n"))
        elif token.type == "inline":
            text = "".join(
                "\n" if child.type in {"softbreak", "hardbreak"} else child.content
                for child in token.children or ()
                if child.type != "html_inline"
            ).strip()
            if in_heading and heading is None:
                heading = text
            if row is not None:
                row.append(text)
            elif text:
                blocks.append(f"- {text}" if depth else text)
    return "\n\n".join(blocks), heading
