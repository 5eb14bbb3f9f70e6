"""Text of a mail: subject, sender, and the body as text or as HTML."""

from __future__ import annotations

import email
import email.policy
import io
from email.message import EmailMessage
from email.utils import parsedate_to_datetime

from riskengine.documents.html import read_html
from riskengine.documents.pieces import Piece, document_of
from riskengine.errors import InputError
from riskengine.model.reading import Document


def read_eml(data: bytes, *, origin: str) -> Document:
    """Read a mail as stored by most programs. Attached files are not read.

    Raises:
        InputError: no body, or a damaged one.
    """
    try:
        message = email.message_from_bytes(data, policy=email.policy.default)
        if not isinstance(message, EmailMessage):
            raise _damaged(origin, "it has no header fields")
        subject = str(message.get("Subject", ""))
        sender = str(message.get("From", ""))
        body = message.get_body(preferencelist=("plain", "html"))
        content = body.get_content() if body is not None else ""
        html = body is not None and body.get_content_type() == "text/html"
        published = _day(str(message.get("Date", "")))
    except (LookupError, ValueError, TypeError, AttributeError, IndexError) as error:
        raise _damaged(origin, str(error)) from None
    return _mail(data, origin, subject, sender, str(content), html, published)


def read_msg(data: bytes, *, origin: str) -> Document:
    """Read a mail as stored by Outlook. Attached files are not read.

    Raises:
        InputError: another kind of Office file, protected, or damaged.
    """
    from oxmsg import Message

    try:
        message = Message.load(io.BytesIO(data))
        subject = message.subject or ""
        sender = message.sender or ""
        body = message.body or ""
        html = message.html_body or ""
        sent = message.sent_date
    except Exception as error:  # the library wraps whatever a damaged container raises
        raise InputError(
            f"{origin} is an Office file that cannot be read as a mail: {error}",
            hint="A protected DOCX or an old .doc looks like this too: save it as DOCX without "
            "a password.",
            code="input.format",
        ) from None
    published = sent.date().isoformat() if sent is not None else None
    return _mail(data, origin, subject, sender, body or html, not body and bool(html), published)


def _mail(
    data: bytes,
    origin: str,
    subject: str,
    sender: str,
    content: str,
    html: bool,
    published: str | None,
) -> Document:
    if html:
        inner = read_html(content.encode("utf-8", "replace"), origin=origin, encoding="utf-8")
        body = [
            Piece(inner.text[place.start : place.end], f"body, {place.where}")
            for place in inner.places
        ]
    else:
        blocks = content.replace("\r\n", "\n").split("\n\n")
        body = [Piece(block, f"body, paragraph {number}") for number, block in enumerate(blocks, 1)]
    if not any(piece.text.strip() for piece in body):
        raise InputError(
            f"{origin} has no text in its body",
            hint="Save the attached document and name that.",
            code="input.empty",
        )
    head = [Piece(subject, "subject"), Piece(f"From: {sender}" if sender else "", "sender")]
    return document_of(
        [*head, *body], data, kind="mail", origin=origin, title=subject, published=published
    )


def _day(text: str) -> str | None:
    try:
        return parsedate_to_datetime(text).date().isoformat()
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def _damaged(origin: str, why: str) -> InputError:
    return InputError(
        f"{origin} cannot be read as a mail: {why}",
        hint="Save the message again, or save its text as .txt.",
        code="input.damaged",
    )
