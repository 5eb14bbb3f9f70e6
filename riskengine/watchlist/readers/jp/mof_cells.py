"""Cells of Japan's asset-freeze list: aliases in two scripts, dates, passports, names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice, product

from riskengine.model.interval import DateRange
from riskengine.vocab import NameKind
from riskengine.watchlist.readers.ca.aliases import is_acronym, split_aliases
from riskengine.watchlist.readers.dates import date_range
from riskengine.watchlist.readers.jp.words import country_in, half_width

_NOTHING = frozenset(("", "不明", "なし", "該当なし", "-", "na", "n/a", "unknown"))
_LETTER = re.compile(r"(?:\(|(?<![A-Za-z(]))([a-z])\)\s*")
_ORIGINAL = re.compile(
    r"\(\s*original\s+script\s*:?\s*(?P<a>[^()]*)\)?|\((?P<b>[^()]*?)\s*:\s*original\s+script\s*\)",
    re.IGNORECASE,
)
_BRACKET = re.compile(r"\(([^()]*)\)")
_SCRIPT = re.compile(r"\(?\s*original\s+script\s*:?\s*(?P<name>[^()]*)\)?\s*", re.IGNORECASE)
_LABEL = re.compile(r"【[^】]*】|^\d\)\s*")
_MARK = re.compile(r"^\s*[(]*\s*(?:(?P<former>f\.?\s?k\.?\s?a|旧称)|a\.?\s?k\.?\s?a|別称|別名)"
                   r"\s*\.?\s*[:、,]?\s*", re.IGNORECASE)  # fmt: skip
_INNER_MARK = re.compile(r"[;,、]\s*(?=(?:[af]\.?\s?k\.?\s?a\b|旧称|別称))", re.IGNORECASE)
_FACTS = re.compile(
    r"\s*,?\s*(?:\bborn\b|\bson of\b|\bdate of birth\b|\bDOB\b).*$"
    r"|\s*,\s*[A-Z][a-z]+ (?:passport|travel document|identity).*$"
    r"|\s*、\s*[\d年月日]+(?:に|生).*$"
)
_JAPANESE = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]")
_DATE = re.compile(r"(\d{4})\s*年(?:\s*(\d{1,2})月(?:\s*(\d{1,2})日)?)?(?:[^\d(]{0,2}(頃))?")
_RANGE = re.compile(r"から|-|~|〜|～|－|―")
_PASSPORT = re.compile(
    r"(?P<country>[^\s\d()、,:;]{2,20}?)(?:外交|公用|国家)?旅券(?:番号)?\s*[:：、]?\s*"
    r"(?P<number>[A-Z]{0,3}\s?\d[\d/-]{4,12})"
)
_PLAIN_NUMBER = re.compile(r"^[A-Z]{0,3}\d{5,10}(?=$|[\s(、,])")
_MAX_SPELLINGS = 16


def filled(cell: str) -> str:
    """A cell in plain widths, spaces single, line ends kept; "" for "unknown" and the like."""
    lines = [" ".join(line.split()) for line in half_width(cell).split("\n")]
    text = "\n".join(line for line in lines if line)
    return "" if text.lower() in _NOTHING else text


def lettered(text: str) -> list[str]:
    """Items of `(a)first (b)second`; one item where there are no letters in order."""
    cuts: list[tuple[int, int]] = []
    for found in _LETTER.finditer(text):
        # "(a)" begins a second series where a list is printed in Japanese and in English.
        if found[1] == chr(ord("a") + len(cuts)) or (found[1] == "a" and cuts):
            cuts = [*cuts, (found.start(), found.end())] if found[1] != "a" else [
                (found.start(), found.end())
            ]  # fmt: skip
    if not cuts:
        return [item] if (item := text.strip(" 、,;\n")) else []
    ends = [*(start for start, _ in cuts[1:]), len(text)]
    items = [text[a:b].strip(" 、,;\n") for (_, a), b in zip(cuts, ends, strict=True)]
    return [item for item in items if item and item.lower() not in _NOTHING]


def english_names(printed: str, *, person: bool) -> Iterator[tuple[str, NameKind]]:
    """Names in the English column: the name, other spellings, the original script."""
    text = " ".join(printed.split())
    originals = [(m["a"] or m["b"] or "").strip() for m in _ORIGINAL.finditer(text)]
    text = " ".join(_ORIGINAL.sub(" ", text).split()).strip(" \u202a\u202b\u202c")
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
        if original.lower() not in _NOTHING:
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


def alias_names(cell: str) -> Iterator[tuple[str, bool]]:
    """Names in an alias column, and whether they are printed as former ones.

    The column holds Japanese readings, English names or pairs of both, lettered, on lines or
    parted by semicolons; "(a.k.a. ...)" may stand around them.
    """
    text = cell
    for block in _blocks(text):
        former = False
        for item in _items(block):
            marked = _MARK.match(item)
            while marked is not None and marked.end():
                former = marked["former"] is not None
                item = item[marked.end() :]
                marked = _MARK.match(item)
            for name in _pair(item):
                yield name, former


def _blocks(text: str) -> Iterator[str]:
    """Runs of lines that are all in Japanese or all not."""
    held: list[str] = []
    japanese: bool | None = None
    for line in text.split("\n"):
        is_japanese = bool(_JAPANESE.search(line))
        if held and is_japanese != japanese:
            yield "\n".join(held)
            held = []
        held.append(line)
        japanese = is_japanese
    if held:
        yield "\n".join(held)


def _items(block: str) -> list[str]:
    text = block.strip()
    marked = _MARK.match(text)
    if text.startswith("(") and text.endswith(")") and marked is not None:
        # "(a.k.a.: (a)X (b)Y)" keeps its mark, but not the bracket around all.
        text = text[1:-1].strip()
    if _LETTER.search(text):
        former = "旧称、" if marked is not None and marked["former"] else ""
        return [f"{former}{item}" for item in lettered(text.rstrip(")") if text.count("(")
                < text.count(")") else text)]  # fmt: skip
    if _JAPANESE.search(text):
        return [piece for piece in re.split(r"[;、\n]", text) if piece.strip()]
    out: list[str] = []
    for piece in _INNER_MARK.split(text.replace("\n", " ")):
        if ";" in piece or _MARK.match(piece):
            out.extend(part for part in piece.split(";") if part.strip())
        else:
            out.extend(split_aliases(piece))
    return out


def _pair(item: str) -> Iterator[str]:
    """Names of `カナ(Latin)`: both; a bracket that tells a fact is left out."""
    text = _LABEL.sub("", " ".join(item.split()))
    script = _SCRIPT.search(text)
    if script is not None:
        yield from _pair(script["name"])
        text = f"{text[: script.start()]} {text[script.end() :]}"
    latin: list[str] = []
    if _JAPANESE.search(text):
        for inner in _BRACKET.findall(text):
            if not _JAPANESE.search(inner) and re.search(r"[A-Za-z]{2}", inner):
                latin.append(inner)
        text = _BRACKET.sub(" ", text)
    text = _FACTS.sub("", text)
    for name in (text, *latin):
        plain = " ".join(name.split()).strip(' 、,;:()「」“”"')
        plain = f"{plain})" if plain.count("(") > plain.count(")") else plain
        if plain and plain.lower() not in _NOTHING and len(plain) > 1:
            yield plain


def dates_in(cell: str) -> Iterator[tuple[DateRange | None, str]]:
    """Days that a date cell names, with the words; None for words that name none."""
    for item in lettered(cell):
        for piece in re.split(r"又は|または|\n(?=\d{4})|;", item):
            printed = piece.strip(" 、,\n")
            if printed and printed not in _NOTHING:
                yield from _one_cell(printed)


def _one_cell(printed: str) -> Iterator[tuple[DateRange | None, str]]:
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
