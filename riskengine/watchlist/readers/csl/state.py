"""Names of the Department of State's lists, which hold more than names.

`Jo Blue (Russian individual)`, `North Trading Ltd [aka A Ltd, aka B Ltd]`,
`Blue<tab>a/k/a Jo Green`, `F.K.A. Old Office`: further names and remarks stand in the name.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from riskengine.vocab import NameKind
from riskengine.watchlist.readers.csl.reduced import CslRow

_MARK = re.compile(
    r"[\s;,]*[\[(]?\s*(?<!\w)(?P<mark>[af]\.?k\.?a\.?|[af]/k/a)(?![\w/])[\s:.]*", re.IGNORECASE
)
_WHO = re.compile(
    r"\s*\((?P<remark>[^()]*\b(?P<what>individual|national|entity|company))\)", re.IGNORECASE
)
_BRACKETS = {")": "(", "]": "["}


@dataclass(slots=True)
class Loose:
    """A name without what stands in it besides.

    Attributes:
        kind: kind of `text`; a former name where the name began with "f.k.a.".
        type: `Individual` or `Entity` where a remark says so, else empty.
    """

    text: str
    kind: NameKind = NameKind.PRIMARY
    others: list[tuple[str, NameKind]] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    type: str = ""


def loosen(printed: str) -> Loose:
    """Take a printed name apart; of a name without marks or remarks only spaces change."""
    out = Loose(" ".join(printed.split()))
    for found in _WHO.finditer(out.text):
        out.remarks.append(found["remark"])
        person = found["what"].casefold() in ("individual", "national")
        out.type = "Individual" if person else "Entity"
    out.text = _WHO.sub("", out.text).strip()
    marks = list(_MARK.finditer(out.text))
    if not marks or _goes_on(out.text, marks):
        return out
    text = out.text
    ends = [mark.start() for mark in marks[1:]] + [len(text)]
    pieces = [
        (_balanced(text[mark.end() : end]), _kind(mark["mark"]))
        for mark, end in zip(marks, ends, strict=True)
    ]
    out.others = [(piece, kind) for piece, kind in pieces if piece]
    out.text = _balanced(text[: marks[0].start()])
    if not out.text and out.others:
        out.text, out.kind = out.others.pop(0)
    return out


@dataclass(slots=True)
class LooseRow:
    """A row whose names stand one by one, and kinds and remarks that its names held."""

    row: CslRow
    kinds: dict[str, NameKind] = field(default_factory=dict)
    remarks: list[str] = field(default_factory=list)


def loosened(row: CslRow) -> LooseRow:
    """All names of a row taken apart."""
    main = loosen(row.name)
    out = LooseRow(row, remarks=[f"As published: {remark}" for remark in main.remarks])
    names = list(main.others)
    for text in row.aliases:
        part = loosen(text)
        names += [(part.text, part.kind), *part.others]
    out.kinds = {text: kind for text, kind in names if kind is NameKind.FORMER}
    if main.others:
        out.remarks.append(f"Name as printed: {row.name}")
    out.row = replace(
        row,
        name=main.text,
        aliases=tuple(text for text, _ in names),
        type=row.type or main.type,
    )
    return out


def _kind(mark: str) -> NameKind:
    return NameKind.FORMER if mark[0] in "fF" else NameKind.ALIAS


def _goes_on(text: str, marks: list[re.Match[str]]) -> bool:
    """`JO (A.K.A. JACK) BLUE`: what follows the bracket belongs to both names."""
    rest = text[marks[-1].end() :].partition(")")[2].strip()
    return len(marks) == 1 and "(" in marks[0].group() and rest[:1].isalpha()


def _balanced(text: str) -> str:
    """Without brackets that have no partner."""
    drop: set[int] = set()
    opened: list[int] = []
    for at, char in enumerate(text):
        if char in "([":
            opened.append(at)
        elif char in _BRACKETS:
            if opened and text[opened[-1]] == _BRACKETS[char]:
                opened.pop()
            else:
                drop.add(at)
    drop.update(opened)
    kept = "".join(char for at, char in enumerate(text) if at not in drop)
    return " ".join(kept.split()).strip(" ;,")
