"""Aliases that a publisher puts into one string, parted by commas.

A comma also stands inside company names ("Example Co., Ltd."), so a piece that is nothing but
a legal form belongs to the name before it. Whoever splits keeps the whole string beside the
pieces, because no rule settles every case.
"""

from __future__ import annotations

import re

from riskengine.territories import country_code
from riskengine.text.legal_forms import is_legal_form, split_legal_form

_LEAD = re.compile(
    r"^(?:a\.?\s?k\.?\s?a\.?|also\s+known\s+as|also\s+referred\s+to\s+as|or|and|alias)\s*:?\s+",
    re.IGNORECASE,
)
_ALSO = re.compile(
    r"\(\s*(?:a\.?\s?k\.?\s?a\.?|also\s+known\s+as|formerly\s+known\s+as|formerly|or)\s*:?\s+"
    r"(?P<name>[^()]*(?:\([^()]*\)[^()]*)*)(?:\)|$)",  # some never close
    re.IGNORECASE,
)
_TRAILING = re.compile(r"^(?P<base>.*\S)\s*[(（](?P<inner>[^()（）]+)[)）]$")
_ACRONYM = re.compile(r"^(?:[A-Z][A-Z0-9.&-]{1,11}|[A-Z][A-Za-z]*[A-Z][A-Za-z]{0,6})$")
_PLACES = frozenset({"EU", "HK", "UK", "US"})
_FRENCH = re.compile(r"[éèêçàîôû]|\b(?:de|du|des|la|le|les|et)\b|\b[dl]['’]")


def split_aliases(printed: str) -> list[str]:
    """Names in a string such as `First Name, Second Co., Ltd. (Third); Fourth`, in order."""
    out: list[str] = []
    for chunk in _split_outside(printed, ";"):
        pieces: list[str] = []
        for piece in _split_outside(chunk, ","):
            if pieces and _continues(pieces[-1], piece):
                pieces[-1] = f"{pieces[-1]}, {piece}"
            else:
                pieces.append(piece)
        for piece in pieces:
            out.extend(_sides(_bare(piece)))
    return [piece for piece in out if piece]


def _continues(before: str, piece: str) -> bool:
    """Whether a piece is the legal form of the name before it."""
    core = re.sub(r"\s*\([^()]*\)$", "", piece).strip()
    if not core or not is_legal_form(core):
        return False
    # One word alone may be an acronym that happens to read like a form ("IAMI, SA").
    return len(before.split()) > 1 or bool(split_legal_form(before)[1])


def _split_outside(text: str, separator: str) -> list[str]:
    """Split at a separator that is not inside brackets; spaces made single."""
    parts, depth, start = [], 0, 0
    for index, char in enumerate(text):
        if char in "(（[":
            depth += 1
        elif char in ")）]":
            depth = max(0, depth - 1)
        elif char == separator and depth == 0:
            parts.append(text[start:index])
            start = index + 1
    parts.append(text[start:])
    return [joined for part in parts if (joined := " ".join(part.split()))]


def _bare(piece: str) -> str:
    """A piece without "a.k.a." in front and without brackets or quotes around it."""
    before = None
    while piece != before:
        before = piece
        piece = _LEAD.sub("", piece).strip()
        if piece[:1] == "(" and piece[-1:] == ")" and piece.count("(") == 1:
            piece = piece[1:-1].strip()
        if len(piece) > 2 and piece[0] in "\"“‘'«" and piece[-1] in "\"”’'»":
            piece = piece[1:-1].strip()
    return piece


def _sides(piece: str) -> list[str]:
    left, slash, right = piece.partition("/")
    letters = [sum(char.isalpha() for char in side) for side in (left, right)]
    if slash and "/" not in right and min(letters) >= 3:
        return [left.strip(), right.strip()]
    return [piece]


def in_two_languages(printed: str) -> tuple[str, str]:
    """English and French side of `English name/Nom français`; ("text", "") if it has one only."""
    sides = _split_outside(printed, "/")
    if len(sides) == 2 and all(len(side.split()) > 1 for side in sides) and is_french(sides[1]):
        return sides[0], sides[1]
    return " ".join(printed.split()), ""


def is_french(text: str) -> bool:
    """Whether a name shows French words or letters."""
    return _FRENCH.search(text.lower()) is not None


def bracketed_names(printed: str) -> tuple[str, list[str], list[str]]:
    """Name, aliases and acronyms in a name that holds others in brackets.

    `Example Works (EW)` gives the name `Example Works` and the acronym `EW`; a bracket that
    says "also known as" gives an alias; one that merely tells places or branches apart stays.
    """
    aliases: list[str] = []
    for found in _ALSO.finditer(printed):
        aliases.extend(split_aliases(found["name"]))
    name = " ".join(_ALSO.sub(" ", printed).split())
    acronyms: list[str] = []
    while (last := _TRAILING.match(name)) is not None and is_acronym(last["inner"].strip()):
        acronyms.insert(0, last["inner"].strip())
        name = last["base"]
    if last is not None and len(last["inner"].split()) >= 3 and not _LEAD.match(last["inner"]):
        aliases.append(last["inner"].strip())
    return name or " ".join(printed.split()), aliases, acronyms


def is_acronym(inner: str) -> bool:
    """Whether what stands in brackets behind a name is its acronym.

    "Example Foundation (KENYA)" is told from its sisters by its country, and that stays.
    """
    if _ACRONYM.match(inner) is None or inner in _PLACES:
        return False
    # Two letters are some country's code nearly always, and say nothing.
    return len(inner) == 2 or country_code(inner) is None
