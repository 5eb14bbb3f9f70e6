"""Remarks of OFAC's CSV files, taken apart into parts of known meaning.

OFAC packs everything that has no column of its own into one text: "DOB 1962; POB Shati; alt.
Passport 123 (Iran) expires 12 May 2020; Linked To: X; a.k.a. 'Y'." Each part begins with a
label, and `ofac_remarks.yaml` says what the labels mean. What a part says goes into an entity
with `ofac_remark_facts`. A part that nothing here knows keeps an empty `what` and is kept whole.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from riskengine.watchlist.yamlfile import packaged_yaml

_BREAK = re.compile(r";(?:\s+|$)|;(?=[a-z])")
_ALT = re.compile(r"^alt\.\s+", re.IGNORECASE)
_ALSO = re.compile(
    r"^(?P<mark>[afn]\.?k|d\.?b)\.?a\.?,?\s+(?P<name>\S.*)$", re.IGNORECASE | re.DOTALL
)
_OPENED = re.compile(
    r"^(?:alt\.\s+)?(?:[afn]\.?k|d\.?b)\.?a\.?,?\s+(?P<quote>['\"])", re.IGNORECASE
)
_LINKED = re.compile(r"^Linked To:?\s+(?P<name>\S.*)$", re.IGNORECASE | re.DOTALL)
_FAMILY = re.compile(
    r"^(?:(?:twin|half|step|eldest|second|third)[- ])?"
    r"(?:wife|husband|widow|son|daughter|brother|sister|father|mother|uncle|nephew|niece|cousin)"
    r"(?:-in-law)? of (?P<name>\S.*)$",
    re.IGNORECASE | re.DOTALL,
)
_TAIL = re.compile(
    r"\s*\((?:individual|entity|vessel|aircraft)\)(?:\s*\[[^\]]*\])+\.?$", re.IGNORECASE
)
_FIRST = re.compile(r"[^\s:#]+")
_WEB = re.compile(r"^(?:https?://|www\.)\S+", re.IGNORECASE)
_MAIL = re.compile(r"^[\w.+-]+@[\w-]+(?:\.[\w-]+)+(?:\s*\(e-?mail\))?\.?$", re.IGNORECASE)
_LEAD = re.compile(r"^(?:[\s:#]+|-\s|No\b\.?:?\s*#?|(?<=\s)Number\s)+", re.IGNORECASE)
_SHORTENED = re.compile(
    r"(?:\b(?:[A-Za-z]\.)+[A-Za-z]|\b(?:co|corp|inc|ltd|jr|sr|bros|st|no|s|pty|pte|pvt|gmbh))\.$",
    re.IGNORECASE,
)
_REACH = 4  # pieces that one broken bracket or quote may span
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")


@dataclass(frozen=True, slots=True)
class RemarkPart:
    """One part of a remark.

    Attributes:
        text: the part as printed.
        what: `date`, `detail`, `country`, `national`, `number`, `published`, `listing`,
            `measure`, `statement`, `name`, `relation`, `function` or `title`; empty where the
            part is not recognised.
        target: what the table says of its label, such as `birth`, `taxid` or `website`.
        label: the label as printed, without "alt.".
        value: what follows the label.
    """

    text: str
    what: str = ""
    target: str = ""
    label: str = ""
    value: str = ""

    @property
    def typed(self) -> bool:
        return bool(self.what)


@dataclass(frozen=True, slots=True)
class _Table:
    by_word: Mapping[str, tuple[tuple[str, str, str], ...]]  # label, what, target; longest first
    functions: frozenset[str]
    countries: Mapping[str, str]


@lru_cache(maxsize=1)
def _table() -> _Table:
    data = packaged_yaml("ofac_remarks.yaml")
    rows: list[tuple[str, str, str]] = []
    for what in ("date", "detail", "country", "national", "number"):
        rows.extend((label.casefold(), what, target) for label, target in data[what].items())
    for what in ("published", "listing", "measure", "statement"):
        rows.extend((label.casefold(), what, "") for label in data[what])
    by_word: dict[str, list[tuple[str, str, str]]] = {}
    for row in rows:
        by_word.setdefault(_first_word(row[0]), []).append(row)
    return _Table(
        by_word={
            word: tuple(sorted(found, key=lambda row: (-len(row[0]), row)))
            for word, found in by_word.items()
        },
        functions=frozenset(data["functions"]),
        countries=data["countries"],
    )


def _first_word(text: str) -> str:
    found = _FIRST.match(text)
    return found[0] if found is not None else ""


def country_printed(text: str) -> str:
    """A country as OFAC prints it, in the spelling that `parts.countries_of` knows."""
    name = " ".join(text.split()).rstrip(" .")
    return _table().countries.get(name, name)


def split_remarks(text: str) -> tuple[str, ...]:
    """Parts of a remark, in order; together they hold all its words.

    A semicolon within brackets or within the quotes of an "a.k.a. '...'" does not part. The
    full stop that OFAC sets at the end of the whole remark is left out.
    """
    whole = text.strip()
    if whole in ("", "-0-"):
        return ()
    pieces = _BREAK.split(whole)
    parts: list[str] = []
    at = 0
    while at < len(pieces):
        end = _end_of_part(pieces, at)
        part = "; ".join(piece.strip() for piece in pieces[at : end + 1]).strip()
        parts.extend(_without_tail(part))
        at = end + 1
    if parts and parts[-1].endswith(".") and not _SHORTENED.search(parts[-1]):
        parts[-1] = parts[-1][:-1].rstrip()
    return tuple(part for part in parts if part)


def _end_of_part(pieces: list[str], at: int) -> int:
    """Index of the piece that ends the part begun at `at`; unclosed signs join nothing."""
    first = pieces[at].strip()
    last = min(len(pieces), at + 1 + _REACH)
    if first.count("(") > first.count(")"):
        depth = first.count("(") - first.count(")")
        for index in range(at + 1, last):
            depth += pieces[index].count("(") - pieces[index].count(")")
            if depth <= 0:
                return index
        return at
    opened = _OPENED.match(first)
    if opened is not None and not first.rstrip(".").endswith(opened["quote"]):
        for index in range(at + 1, last):
            if _OPENED.match(pieces[index].strip()):
                return at
            if pieces[index].rstrip(". ").endswith(opened["quote"]):
                return index
    return at


def _without_tail(part: str) -> Iterator[str]:
    """The part, and apart from it "(individual) [SDGT]" as the plain-text list ends entries."""
    tail = _TAIL.search(part)
    if tail is None:
        yield part
        return
    yield part[: tail.start()].strip()
    yield tail[0].strip()


def read_remarks(
    text: str, *, title: str = "", head_missing: bool = False, tail_missing: bool = False
) -> tuple[RemarkPart, ...]:
    """All parts of a remark, read.

    Args:
        text: the remark with its continuation from the comments file.
        title: the entry's title column; OFAC repeats it among the remarks.
        head_missing, tail_missing: the text begins or ends within a part, because the other
            file of the set is not there; that part is kept unread, so that half a number
            never counts as one.
    """
    known = frozenset(_plain(one) for one in split_remarks(title)) | {_plain(title)}
    parts = split_remarks(text)
    broken = {0} if head_missing else set()
    if tail_missing:
        broken.add(len(parts) - 1)
    return tuple(
        RemarkPart(part) if at in broken else read_part(part, titles=known)
        for at, part in enumerate(parts)
    )


def _plain(text: str) -> str:
    return text.strip().rstrip(".").casefold()


def read_part(text: str, *, titles: frozenset[str] = frozenset()) -> RemarkPart:
    """What one part says; with an empty `what` if that is not known. Never fails."""
    bare = _ALT.sub("", text, count=1)
    also = _ALSO.match(bare)
    if also is not None:
        name = _unquoted(also["name"])
        if name:
            kind = also["mark"].replace(".", "").lower() + "a"
            return RemarkPart(text, "name", kind, bare[: also.start("name")], name)
    for pattern, target in ((_LINKED, "linked_to"), (_FAMILY, "family_of")):
        tied = pattern.match(bare)
        if tied is not None:
            label = bare[: tied.start("name")].strip()
            return RemarkPart(text, "relation", target, label, tied["name"].strip())
    found = _labelled(text, bare)
    if found is not None:
        return found
    if _WEB.match(bare):
        return RemarkPart(text, "detail", "website", "", bare)
    if _MAIL.match(bare):
        return RemarkPart(text, "detail", "email", "", bare)
    if _TAIL.fullmatch(bare):
        return RemarkPart(text, "statement", "", "", bare)
    if _plain(bare) in titles:
        return RemarkPart(text, "title", "title", "", bare)
    words = (word.casefold() for word in _WORD.findall(bare))
    functions = _table().functions
    if any(word in functions or word.partition("-")[2] in functions for word in words):
        return RemarkPart(text, "function", "function", "", bare)
    return RemarkPart(text)


def _labelled(text: str, bare: str) -> RemarkPart | None:
    folded = bare.casefold()
    if len(folded) != len(bare):  # a letter that folds to two: labels are plain ASCII
        folded = bare.lower()
    for label, what, target in _table().by_word.get(_first_word(folded), ()):
        if not folded.startswith(label):
            continue
        rest = bare[len(label) :]
        if rest[:1].isalpha() and label[-1].isalpha():
            continue
        value = _LEAD.sub("", rest).strip()
        if what in ("statement", "measure"):
            value = value or bare
        if not value.strip(" ."):
            continue  # a label alone says nothing
        return RemarkPart(text, what, target, bare[: len(bare) - len(rest)], value)
    return None


def _unquoted(text: str) -> str:
    name = text.strip()
    if name[:1] in "'\"" and name.rstrip(".").endswith(name[0]) and len(name.rstrip(".")) > 2:
        return name.rstrip(".")[1:-1].strip()
    return name.strip("'\" ") if name[:1] in "'\"" else name
