"""Text of a web page: its blocks in order, without navigation, scripts and link lists."""

from __future__ import annotations

import re
from typing import Any

from riskengine.documents.pieces import Piece, document_of
from riskengine.errors import InputError
from riskengine.model.reading import Document

_FURNITURE = frozenset({"nav", "footer", "aside", "form", "button", "select", "noscript", "menu"})
_CORE = frozenset({"article", "main"})
_LINKS = 0.5
"""Share of characters inside links from which a block is a list of links, not content."""
_ENOUGH = 0.3
"""Share of all words that `<article>` or `<main>` must hold to be taken for the content."""


def read_html(data: bytes, *, origin: str, encoding: str | None = None) -> Document:
    """Read a web page.

    Blocks inside `nav`, `footer`, `aside` and forms and blocks that are mostly links are left
    out; where nothing else is there, everything visible is read.

    Raises:
        InputError: empty or no HTML.
    """
    plain = [
        item
        for item in _paragraphs(data, origin, encoding, furniture=False)
        if item.links_density() < _LINKS
    ]
    core = [item for item in plain if _CORE & set(_tags(item))]
    if _words(core) >= _ENOUGH * _words(plain) > 0:
        plain = core
    return document_of(
        map(_piece, plain or _paragraphs(data, origin, encoding, furniture=True)),
        data,
        kind="html",
        origin=origin,
        title=_title(data, encoding),
        published=_published(data),
    )


def _paragraphs(data: bytes, origin: str, encoding: str | None, *, furniture: bool) -> list[Any]:
    import justext
    from justext.core import ParagraphMaker, html_to_dom, preprocessor
    from lxml.etree import LxmlError

    try:
        dom = preprocessor(html_to_dom(data, "utf-8", encoding, "replace"))
        if not furniture:
            for element in list(dom.iter(*_FURNITURE)):
                if element.getparent() is not None:
                    element.drop_tree()
        found: list[Any] = ParagraphMaker.make_paragraphs(dom)
    except (LxmlError, justext.core.JustextError, LookupError, ValueError, TypeError) as error:
        raise InputError(
            f"{origin} cannot be read as HTML: {error}",
            hint="Save the page again, or save its text as .txt.",
            code="input.damaged",
        ) from None
    return found


def _tags(item: Any) -> list[str]:
    path: str = item.dom_path
    return path.split(".")


def _words(items: list[Any]) -> int:
    return sum(item.words_count for item in items)


def _piece(item: Any) -> Piece:
    text = " ".join(item.text.split())
    tags = _tags(item)
    if "li" in tags[-2:] and not text.startswith(("-", "•")):
        text = f"- {text}"
    return Piece(text, f"element {item.xpath}")


_TITLE = re.compile(rb"<title[^>]*>(.*?)</title>", re.I | re.S)
_DATE = re.compile(
    rb"""<(?:meta|time)[^>]*?(?:article:published_time|datePublished|datetime|"date")"""
    rb"""[^>]*?(\d{4}-\d{2}-\d{2})""",
    re.I,
)


def _title(data: bytes, encoding: str | None) -> str:
    import html

    found = _TITLE.search(data[:100_000])
    if found is None:
        return ""
    return html.unescape(found.group(1).decode(encoding or "utf-8", "replace"))[:300]


def _published(data: bytes) -> str | None:
    found = _DATE.search(data[:200_000])
    return found.group(1).decode() if found else None
