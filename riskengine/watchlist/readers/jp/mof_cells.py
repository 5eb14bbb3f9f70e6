"""Cells of Japan's asset-freeze list: dates, passports, names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice, product

from riskengine.model.interval import DateRange
from riskengine.vocab import NameKind
from riskengine.watchlist.readers.ca.aliases import is_acronym
from riskengine.watchlist.readers.dates import date_range
from riskengine.watchlist.readers.jp.lettering import NOTHING, lettered
from riskengine.watchlist.readers.jp.words import country_in, half_width

_ORIGINAL = re.compile(
    r"\(\s*original\s+script\s*:?\s*(?P<a>[^()]*)\)?|\((?P<b>[^()]*?)\s*:\s*original\s+script\s*\)",
    re.IGNORECASE,
)
_BRACKET = re.compile(r"\(([^()]*)\)")
_MARK = re.compile(r"^\s*[(]*\s*(?:(?P<former>f\.?\s?k\.?\s?a|旧称)|a\.?\s?k\.?\s?a|別称|別名)"
                   r"\s*\.?\s*[:、,]?\s*", re.IGNORECASE)  # fmt: skip
_DATE = re.compile(r"(\d{4})\s*年(?:\s*(\d{1,2})月(?:\s*(\d{1,2})日)?)?(?:[^\d(]{0,2}(頃))?")
_RANGE = re.compile(r"から|-|~|〜|～|－|―")
_PASSPORT = re.compile(
    r"(?P<country>[^\s\d()、,:;]{2,20}?)(?:外交|公用|国家)?旅券(?:番号)?\s*[:：、]?\s*"
    r"(?P<number>[A-Z]{0,3}\s?\d[\d/-]{4,12})"
)
_PLAIN_NUMBER = re.compile(r"^[A-Z]{0,3}\d{5,10}(?=$|[\s(、,])")
_OTHER_CALENDAR = "ヒジュラ"
_MAX_SPELLINGS = 16


def filled(cell: str) -> str:
    """A cell in plain widths, spaces single, line ends kept; "" for "unknown" and the like."""
    lines = [" ".join(line.split()) for line in half_width(cell).split("\n")]
    text = "\n".join(line for line in lines if line)
    return "" if text.lower() in NOTHING else text


def english_names(printed: str, *, person: bool) -> Iterator[tuple[str, NameKind]]:
    """Names in the English column: the name, other spellings, the original script."""
    text = " ".join(printed.split())
    originals = [(m["a"] or m["b"] or "").strip() for m in _ORIGINAL.finditer(text)]
    text = " ".join(_ORIGINAL.sub(" ", text).split()).strip(" ,\u202a\u202b\u202c")
    if person:
        yield from _spellings(text)
    else:
        plain, *others = re.split(r"\s+/\s+", text)
        inner = _BRACKET.findall(plain)
        last = re.match(r"^(?P<base>.*\S)\s*\((?P<inner>[A-Z][A-Z0-9.&-]{1,11})\)$", plain)
        if last is not None and is_acronym(last["inner"]):
            yield last["base"], NameKind.PRIMARY
            yield last["inner"], NameKind.ACRONYM
        else:
            yield plain, NameKind.PRIMARY
            for other in inner:
                if len(other.split()) >= 3:
                    yield other, NameKind.ALIAS
        for other in others:
            yield other, NameKind.ALIAS
    for original in originals:
        if original.lower() not in NOTHING:
            yield original, NameKind.ALIAS


def _spellings(text: str) -> Iterator[tuple[str, NameKind]]:
    """`Yurii (Yury) LEONOV`: a bracket holds other spellings of the word before it."""
    words: list[list[str]] = []
    for token in re.findall(r"\([^()]*\)|[^\s()]+", text):
        if not token.startswith("("):
            words.append([token])
            continue
        for other in re.split(r"[/;]|,\s*", token[1:-1]):
            marked = _MARK.match(other.strip())
            spelled = other.strip() if marked is None else other.strip()[marked.end() :]
            if marked is not None or len(spelled.split()) > 1 or not words:
                yield spelled, NameKind.ALIAS
            elif spelled:
                words[-1].append(spelled)
    for index, row in enumerate(islice(product(*words), _MAX_SPELLINGS)):
        yield " ".join(row), NameKind.PRIMARY if index == 0 else NameKind.ALIAS


def dates_in(cell: str) -> Iterator[tuple[DateRange | None, str]]:
    """Days that a date cell names, with the words; None for words that name none."""
    for item in lettered(cell):
        for piece in re.split(r"又は|または|\n(?=\d{4})|;", item):
            printed = piece.strip(" 、,\n")
            if printed and printed not in NOTHING:
                yield from _one_cell(printed)


def _one_cell(printed: str) -> Iterator[tuple[DateRange | None, str]]:
    if _OTHER_CALENDAR in printed:
        yield None, " ".join(printed.split())
        return
    whole = date_range(printed.replace("/", "-"))
    if whole is not None:
        yield whole, printed
        return
    found = [_read(match) for match in _DATE.finditer(printed)]
    days = [day for day in found if day is not None]
    if len(days) == 2 and _RANGE.search(printed) and days[0].earliest <= days[1].latest:
        yield DateRange(days[0].earliest, days[1].latest), printed
    elif days:
        for day in days:
            yield day, printed
    else:
        yield None, " ".join(printed.split())


def _read(match: re.Match[str]) -> DateRange | None:
    parts = "-".join(part.zfill(2) for part in match.groups()[:3] if part)
    return date_range(f"circa {parts}" if match[4] else parts)


def passports(cell: str, nationality: str) -> Iterator[tuple[str, str]]:
    """(ISO code, number) of passports whose country is printed or is the one nationality."""
    for item in lettered(cell):
        found = _PASSPORT.search(item)
        if found is not None:
            code = country_in(found["country"].removesuffix("連邦")) or country_in(found["country"])
            if code:
                yield code, found["number"]
                continue
        plain = _PLAIN_NUMBER.match(item)
        if plain is not None and nationality:
            yield nationality, plain[0]
