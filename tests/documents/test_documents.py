"""Documents of every format: what is read, where it stands, and what is refused. Invented names."""

from __future__ import annotations

import io
import random
import zipfile
from collections.abc import Callable
from email.message import EmailMessage
from pathlib import Path

import docx
import pytest
from reportlab.lib.pagesizes import A4
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

from riskengine.documents import open_document, open_source
from riskengine.errors import InputError
from riskengine.extract import read
from riskengine.model.reading import Document

SENTENCE = "Plover Capital owns 34% of Thornweir Castings."


def checked(document: Document) -> Document:
    """Every place lies in the text, and they are in order without overlap."""
    at = 0
    for place in document.places:
        assert at <= place.start < place.end <= len(document.text)
        at = place.end
    return document


# ---- web pages

PAGE = f"""<!DOCTYPE html><html><head><title>Deal &amp; more</title>
<meta property="article:published_time" content="2024-05-06T10:00">
<script>var x = "Evil Ltd";</script>
</head><body><nav><ul><li><a href="/">Home</a></li>
<li><a href="/m">Markets Corp.</a></li></ul></nav>
<article><h1>Castings maker sold</h1><p>{SENTENCE}</p>
<p>Listed were:</p><ul><li>Tern Industries LLC, Minsk.</li><li>Avocet GmbH.</li></ul>
<table><tr><td>Owner</td><td>Share</td></tr></table></article>
<footer>Copyright Footer Press Ltd.</footer></body></html>"""


def test_a_page_gives_its_content_without_furniture() -> None:
    document = checked(open_document(PAGE.encode(), origin="page.html"))
    assert SENTENCE in document.text
    assert "- Tern Industries LLC, Minsk." in document.text
    for gone in ("Evil Ltd", "Markets Corp.", "Footer Press"):
        assert gone not in document.text
    assert (document.kind, document.title) == ("html", "Deal & more")
    assert document.published == "2024-05-06"
    assert document.place_of(document.text.index(SENTENCE)).endswith("/p[1]")  # type: ignore[union-attr]


def test_a_page_of_links_only_is_read_whole_rather_than_as_empty() -> None:
    page = (
        b"<html><body><p><a href='x'>Plover Capital buys Thornweir Castings</a></p></body></html>"
    )
    assert "Plover Capital" in open_document(page, origin="links.html").text


def test_a_page_is_known_by_its_content() -> None:
    assert open_document(PAGE.encode(), origin="standard input").kind == "html"


def test_a_page_of_very_many_tags_is_read() -> None:
    page = "<html><body><p>" + "<b>a</b> " * 100_000 + f"</p><p>{SENTENCE}</p></body></html>"
    assert SENTENCE in open_document(page.encode(), origin="big.html").text


# ---- PDF


def pdf(draw: Callable[[Canvas], None], **options: object) -> bytes:
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=A4, **options)  # type: ignore[arg-type]
    draw(canvas)
    canvas.save()
    return buffer.getvalue()


def lines(canvas: Canvas, texts: list[str], left: float = 72, top: float = 750) -> None:
    for number, text in enumerate(texts):
        canvas.drawString(left, top - 14 * number, text)


def test_a_pdf_joins_lines_and_words_cut_at_a_line_end() -> None:
    data = pdf(
        lambda canvas: lines(
            canvas,
            [
                "The investment firm Plover Capital said on Monday that it had bought a stake in",
                "Thornweir Castings, a manufac-",
                "turer of valves, for cash.",
            ],
        )
    )
    document = checked(open_document(data, origin="deal.pdf"))
    assert "stake in Thornweir Castings, a manufacturer of valves, for cash." in document.text
    assert document.place_of(0) == "page 1"


def test_two_columns_are_read_one_after_the_other() -> None:
    def draw(canvas: Canvas) -> None:
        for number in range(8):
            canvas.drawString(50, 750 - 14 * number, f"left{number} words here go on")
            canvas.drawString(320, 750 - 14 * number, f"right{number} words here go on")

    text = open_document(pdf(draw), origin="columns.pdf").text
    order = [text.index(f"{side}{number} ") for side in ("left", "right") for number in range(8)]
    assert order == sorted(order)


def test_running_heads_and_page_numbers_are_dropped_and_pages_are_kept() -> None:
    def draw(canvas: Canvas) -> None:
        for page in range(1, 6):
            canvas.drawString(72, 820, "Confidential memorandum")
            lines(canvas, [f"Chapter {page} tells of Firm{page} Castings.", "It ends here."])
            canvas.drawString(280, 20, f"Page {page} of 5")
            canvas.showPage()

    document = checked(open_document(pdf(draw), origin="memo.pdf"))
    assert "Confidential" not in document.text
    assert "of 5" not in document.text
    assert document.place_of(document.text.index("Firm4")) == "page 4"


def test_many_pages_are_read() -> None:
    def draw(canvas: Canvas) -> None:
        for page in range(300):
            lines(canvas, [f"Firm{page} Castings owns Plover{page} Capital."])
            canvas.showPage()

    assert open_document(pdf(draw), origin="long.pdf").place_of(10**9) is None
    document = open_document(pdf(draw), origin="long.pdf")
    assert document.places[-1].where == "page 300"


def test_a_protected_pdf_is_refused_and_says_what_to_do() -> None:
    data = pdf(
        lambda canvas: lines(canvas, [SENTENCE]), encrypt=StandardEncryption("secret", canPrint=0)
    )
    with pytest.raises(InputError, match="password") as caught:
        open_document(data, origin="locked.pdf")
    assert caught.value.hint


def test_a_pdf_of_pictures_says_that_it_has_no_text_layer() -> None:
    with pytest.raises(InputError, match="no text layer") as caught:
        open_document(pdf(lambda canvas: canvas.rect(50, 50, 90, 90)), origin="scan.pdf")
    assert "OCR" in caught.value.hint


# ---- Word


def word(build: Callable[[docx.document.Document], None]) -> bytes:
    made = docx.Document()
    build(made)
    buffer = io.BytesIO()
    made.save(buffer)
    return buffer.getvalue()


def test_a_word_document_gives_paragraphs_lists_and_tables_in_order() -> None:
    def build(made: docx.document.Document) -> None:
        made.add_paragraph(SENTENCE)
        made.add_paragraph("Tern Industries LLC", style="List Bullet")
        table = made.add_table(rows=1, cols=2)
        table.cell(0, 0).text, table.cell(0, 1).text = "Plover Capital", "34%"
        made.add_paragraph("The end.")

    document = checked(open_document(word(build), origin="memo.docx"))
    assert document.text.split("\n\n") == [
        SENTENCE,
        "- Tern Industries LLC",
        "Plover Capital | 34%",
        "The end.",
    ]
    assert [place.where for place in document.places][2] == "table 1, row 1"


def test_a_packed_bomb_is_refused() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b" " * 201_000_000)
    with pytest.raises(InputError, match="unpacks to"):
        open_document(buffer.getvalue(), origin="bomb.docx")


def test_an_archive_that_is_no_document_is_refused() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("readme.txt", "x")
    with pytest.raises(InputError, match="no Word document"):
        open_document(buffer.getvalue(), origin="files.docx")


# ---- mail


def mail(subtype: str, body: str) -> bytes:
    message = EmailMessage()
    message["Subject"], message["From"] = "Thornweir deal", "Ann Roe <ann@example.org>"
    message["Date"] = "Mon, 06 May 2024 10:00:00 +0000"
    message.set_content(body, subtype=subtype)
    return message.as_bytes()


@pytest.mark.parametrize(
    ("subtype", "body"),
    [("plain", f"Hello,\n\n{SENTENCE}\n"), ("html", f"<p>Hello,</p><p>{SENTENCE}</p>")],
)
def test_a_mail_gives_subject_sender_date_and_body(subtype: str, body: str) -> None:
    document = checked(open_document(mail(subtype, body), origin="note.eml"))
    assert document.text.startswith("Thornweir deal\n\nFrom: Ann Roe <ann@example.org>")
    assert SENTENCE in document.text
    assert (document.title, document.published) == ("Thornweir deal", "2024-05-06")
    place = document.place_of(document.text.index(SENTENCE))
    assert place is not None
    assert place.startswith("body, ")


def test_a_mail_without_text_is_refused() -> None:
    with pytest.raises(InputError, match="no text in its body"):
        open_document(mail("plain", " \n"), origin="empty.eml")


def test_an_office_container_that_is_no_mail_is_refused() -> None:
    with pytest.raises(InputError, match="cannot be read as a mail") as caught:
        open_document(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, origin="old.doc")
    assert "password" in caught.value.hint


# ---- cells


def test_one_cell_of_a_table(tmp_path: Path) -> None:
    (tmp_path / "parties.csv").write_text(f'name,note\nThornweir,"{SENTENCE}"\n', encoding="utf-8")
    document = open_source(f"{tmp_path}/parties.csv#b2")
    assert (document.text, document.place_of(0)) == (SENTENCE, "cell B2")


@pytest.mark.parametrize(("cell", "words"), [("C9", "has no cell"), ("A3", "no text")])
def test_a_cell_that_is_not_there_or_empty_is_refused(
    tmp_path: Path, cell: str, words: str
) -> None:
    (tmp_path / "parties.csv").write_text("a,b\nc,d\n,e\n", encoding="utf-8")
    with pytest.raises(InputError, match=words):
        open_source(f"{tmp_path}/parties.csv#{cell}")


# ---- all of them


def test_offsets_of_a_reading_point_into_the_canonical_text() -> None:
    document = open_document(PAGE.encode(), origin="page.html")
    found = read(document)
    owned = next(item for item in found.relations if item.percent == 34.0)
    assert owned.evidence.of(document.text) == SENTENCE


def test_characters_that_nobody_sees_are_left_out() -> None:
    data = word(lambda made: made.add_paragraph("Thorn\u200bweir Ca\u00adstings\u202e") and None)
    assert open_document(data, origin="x.docx").text == "Thornweir Castings"


@pytest.mark.parametrize("suffix", ["pdf", "docx", "msg"])
def test_a_wrong_suffix_is_said(suffix: str) -> None:
    with pytest.raises(InputError, match="whatever its name says"):
        open_document(b"just words", origin=f"file.{suffix}")


def test_a_folder_and_a_missing_file_are_refused(tmp_path: Path) -> None:
    for source in (str(tmp_path), str(tmp_path / "no.pdf")):
        with pytest.raises(InputError):
            open_source(source)


SAMPLES = {
    "page.html": PAGE.encode(),
    "deal.pdf": pdf(lambda canvas: lines(canvas, [SENTENCE] * 9)),
    "memo.docx": word(lambda made: made.add_paragraph(SENTENCE) and None),
    "note.eml": mail("html", f"<p>{SENTENCE}</p>"),
    "note.txt": SENTENCE.encode(),
}


@pytest.mark.parametrize("name", SAMPLES)
def test_damage_gives_a_document_or_a_clear_error(name: str) -> None:
    rng = random.Random(11)
    whole = SAMPLES[name]
    for _ in range(60):
        data = bytearray(whole)
        for _ in range(rng.randint(1, 12)):
            data[rng.randrange(len(data))] = rng.randrange(256)
        cut = bytes(data[: rng.randint(0, len(data))]) if rng.random() < 0.4 else bytes(data)
        outcome = _outcome(cut, name)
        if isinstance(outcome, InputError):
            assert outcome.message
            assert outcome.hint
        else:
            assert outcome.text.strip()


def _outcome(data: bytes, name: str) -> Document | InputError:
    try:
        return checked(open_document(data, origin=name))
    except InputError as error:
        return error
