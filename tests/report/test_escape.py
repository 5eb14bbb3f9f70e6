"""Foreign text stays inert."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from riskengine.report.escape import markdown, printable

HOSTILE = [
    "<script>alert(1)</script>",
    "![x](http://a.b/c.png)",
    "[link](javascript:alert(1))",
    "a | b | c",
    "`code` **bold** _it_ ~~s~~",
    "# heading",
    "- item",
    "1. item",
    "> quote",
    "&lt;b&gt; &amp;",
    "https://example.org www.example.org mailto:a@b.c",
    "\\ backslash \\*",
    "```mermaid\ngraph TD\n```",
]


def shown(text: str) -> str:
    """What a CommonMark reader would see, as text; markup would be lost from it."""
    tokens = MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(text)
    parts = []
    for token in tokens:
        assert token.type in {"paragraph_open", "inline", "paragraph_close"}, token.type
        for child in token.children or ():
            assert child.type in {"text", "text_special", "softbreak"}, child.type
            parts.append(child.content)
    return "".join(parts)


@pytest.mark.parametrize("text", HOSTILE)
def test_markdown_shows_the_text_itself(text: str) -> None:
    assert shown(markdown(text)) == printable(text)


@given(st.text())
def test_any_text_reads_back_as_itself(text: str) -> None:
    assert shown(markdown(text)) == printable(text)


def test_control_and_direction_characters_are_dropped() -> None:
    assert printable("a\x1b[31mred\u202e\u200bb\u2066") == "a[31mredb"
    assert printable(" two\n lines\t") == "two lines"


@given(st.text())
def test_printable_is_one_clean_line(text: str) -> None:
    line = printable(text)
    assert "\n" not in line
    assert line == line.strip()
    assert printable(line) == line
