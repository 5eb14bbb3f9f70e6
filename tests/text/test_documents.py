"""Reading sources, good and bad."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from riskengine.errors import InputError
from riskengine.text.documents import MAX_BYTES, document_from_bytes, read_document


def read(data: bytes, kind: str = "text", encoding: str | None = None) -> str:
    return document_from_bytes(data, origin="x", kind=kind, encoding=encoding).text


def code_of(data: bytes, kind: str = "text", encoding: str | None = None) -> str:
    with pytest.raises(InputError) as caught:
        read(data, kind, encoding)
    assert caught.value.hint
    return caught.value.code


def test_line_ends_become_one_kind() -> None:
    assert read(b"a\r\nb\rc\n") == "a\nb\nc\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_unicode_encodings_are_recognised(encoding: str) -> None:
    assert read("智谱 Zhipu Жипу".encode(encoding)) == "智谱 Zhipu Жипу"


def test_a_named_encoding_is_used() -> None:
    assert read("智谱华章".encode("gb18030"), encoding="gb18030") == "智谱华章"


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "input.empty"),
        (b" \n\t ", "input.empty"),
        (b"%PDF-1.7 ...", "input.binary"),
        (b"PK\x03\x04rest", "input.binary"),
        (b"\x89PNG\r\n", "input.binary"),
        (b"abc\x00def", "input.binary"),
        ("Компания".encode("windows-1251"), "input.encoding"),
        (b"x" * (MAX_BYTES + 1), "input.too_large"),
    ],
    ids=["empty", "blank", "pdf", "zip", "png", "nul", "wrong encoding", "too large"],
)
def test_bad_input_is_refused_with_its_own_code(data: bytes, code: str) -> None:
    assert code_of(data) == code


def test_wrong_encoding_names_the_line() -> None:
    with pytest.raises(InputError, match="line 3"):
        read(b"one\ntwo\nthr\xe9e\n")


def test_an_unknown_encoding_is_refused() -> None:
    assert code_of(b"text", encoding="no-such") == "input.encoding"


def test_missing_file_and_folder(tmp_path: Path) -> None:
    for path, code in [
        (tmp_path / "none.txt", "input.missing"),
        (tmp_path, "input.folder"),
    ]:
        with pytest.raises(InputError) as caught:
            read_document(path)
        assert caught.value.code == code


MARKDOWN = """---
title: A memo
date: 2025-03-03
---
# Heading

**Acme** Ltd, see [the page](https://example.org/a_b), sells <b>pumps</b>.

| Owner | Share |
|---|---|
| Beta Fund | 51% |

- Gamma Co.
"""


def test_markdown_gives_words_without_markup() -> None:
    document = document_from_bytes(MARKDOWN.encode(), origin="memo.md", kind="markdown")
    assert document.title == "A memo"
    assert document.published == "2025-03-03"
    assert "Acme Ltd, see the page, sells pumps." in document.text
    assert "Beta Fund | 51%" in document.text
    assert "- Gamma Co." in document.text
    assert "example.org" not in document.text


def test_plain_text_keeps_what_looks_like_markup() -> None:
    assert read(b"**Acme** [x](y)") == "**Acme** [x](y)"


def refusal(text: str, kind: str) -> InputError | None:
    try:
        assert read(text.encode("utf-8", "surrogatepass"), kind)
    except InputError as error:
        return error
    return None


@given(st.text(min_size=1), st.sampled_from(["text", "markdown"]))
def test_any_text_is_read_or_refused_clearly(text: str, kind: str) -> None:
    error = refusal(text, kind)
    assert error is None or error.hint
