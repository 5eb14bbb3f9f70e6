"""Names as the page of the UFLPA Entity List prints them.

One printed name may hold other names in a bracket (`(also known as A; B; and C)`, `(and two
aliases: A; and B)`, `(formerly known as A)`) and what else is meant (`and its subsidiaries`,
`and its two Blue-based subsidiaries, which include A and B`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from riskengine.vocab import NameKind

_NUMBERS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_OPEN = re.compile(
    r"\s*\(\s*(?P<mark>(?:(?:and|including|with)\s+)?(?:(?P<count>\w+)\s+)?alias(?:es)?\s*:?"
    r"|also known as|formerly known as|formerly|a\.?k\.?a\.?|f\.?k\.?a\.?|a/k/a|f/k/a)\b[\s:,.]*",
    re.IGNORECASE,
)
_SWITCH = re.compile(
    r"[;,]?\s*(?:\band\s+)?(?P<mark>\b(?:also|formerly) known as|\bformerly\b)\s+", re.IGNORECASE
)
_NAMED_PARTS = re.compile(
    r",?\s+and its (?:(?:\w+ )?(?:[\w-]+-based )?(?:subsidiaries|affiliates)"
    r",? (?:which include|including|namely)|subsidiary,?)\s*:?\s+(?P<parts>\S.*)$",
    re.IGNORECASE,
)
_ALL_PARTS = re.compile(
    r",?\s+(?P<note>and (?:(?:its|all|their|any) )*(?:\w+ and )?"
    r"(?:subsidiar|subordinate|affiliate)\w*(?:\s+\w+)*)\.?$",
    re.IGNORECASE,
)
# "Blue Co., Ltd., Green Co., Ltd.": a comma before a legal form separates nothing.
_FORM = r"(?:ltd|limited|inc|incorporated|llc|llp|corp|corporation|co|company|plc|jsc)\b"
_COMMA = re.compile(rf",\s+(?:and\s+)?(?!{_FORM})", re.IGNORECASE)


@dataclass(slots=True)
class UflpaName:
    """Parts of one printed name.

    Attributes:
        parts: subsidiaries that the entry names.
        note: what else the entry covers, as printed ("and its subsidiaries").
    """

    text: str
    others: list[tuple[str, NameKind]] = field(default_factory=list)
    parts: list[str] = field(default_factory=list)
    note: str = ""


def take_apart_uflpa(printed: str) -> UflpaName:
    """Parts of a printed name; brackets that say nothing of further names stay in it."""
    out = UflpaName(" ".join(printed.split()))
    while (found := _OPEN.search(out.text)) is not None and found.start():
        inside, rest = _closing(out.text[found.end() :])
        out.text = f"{out.text[: found.start()].rstrip()}{rest}".strip()
        kind = NameKind.FORMER if found["mark"][:1] in "fF" else NameKind.ALIAS
        out.others.extend(_names_in(inside, kind, found["count"]))
    named = _NAMED_PARTS.search(out.text)
    if named is not None and named.start():
        out.text, out.parts = out.text[: named.start()], split_names(named["parts"])
    every = _ALL_PARTS.search(out.text)
    if every is not None and every.start():
        out.text, out.note = out.text[: every.start()], every["note"]
    out.text = out.text.strip(" ,;")
    return out


def _closing(text: str) -> tuple[str, str]:
    """What a bracket opened before holds, and what follows it."""
    depth = 1
    for at, char in enumerate(text):
        depth += (char == "(") - (char == ")")
        if not depth:
            return text[:at], text[at + 1 :]
    return text, ""


def _names_in(inside: str, kind: NameKind, count: str | None) -> list[tuple[str, NameKind]]:
    words = (count or "").lower()
    stated = _NUMBERS.index(words) + 1 if words in _NUMBERS else None
    out: list[tuple[str, NameKind]] = []
    marks = list(_SWITCH.finditer(inside))
    starts = [(0, kind)]
    ends = []
    for mark in marks:
        former = mark["mark"].casefold().startswith("formerly")
        ends.append(mark.start())
        starts.append((mark.end(), NameKind.FORMER if former else NameKind.ALIAS))
    ends.append(len(inside))
    for (start, which), end in zip(starts, ends, strict=True):
        out.extend((name, which) for name in split_names(inside[start:end], stated))
    return out


def split_names(text: str, count: int | None = None) -> list[str]:
    """Names of a list: split at semicolons, else at commas, else at "and".

    Args:
        count: how many names the text says there are. A lone "and" may belong to a name, so
            it separates only where that makes the count.
    """
    text = text.strip(" ,;.") if not text.rstrip().endswith((".", ")")) else text.strip(" ,;")
    if ";" in text:
        parts = [re.sub(r"^and\s+", "", part.strip()) for part in text.split(";")]
    else:
        parts = [re.sub(r"^and\s+", "", part.strip()) for part in _COMMA.split(text)]
        if count is not None and len(parts) != count:
            halves = re.split(r"\s+and\s+", text)
            parts = halves if len(halves) == count else [text] if count == 1 else parts
    return [part.strip(" ,;") for part in parts if part.strip(" ,;")]
