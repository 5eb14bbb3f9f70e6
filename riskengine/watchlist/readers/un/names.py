"""Aliases as the UN prints them: one element may hold a list, or a name and its other script.

`A; B` are two names, and so are `A b) B`. A bracket behind a name holds its spelling in
another script, a list of spellings, or a remark; brackets within a name are left alone.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from riskengine.watchlist.readers.drafting import script_in
from riskengine.watchlist.readers.names import by_script

_ENUMERATED = re.compile(r"(?:^|\s)[a-z]\)\s+")
_LAST_BRACKET = re.compile(
    r"^(?P<left>[^()]*\S(?:\s*\([^()]*\)(?=\s*\())?)\s*\((?P<inside>(?:[^()]|\([^()]*\))+)\)\W*$"
)
_SCRIPT_WORDS = re.compile(r"\(?\boriginal script\b:?\)?|\bin arabic\b:?", re.IGNORECASE)
_NOT_NAMES = re.compile(
    r"\b(?:passport|born|identity|linked|sub-unit|birth name|combat name|listed|number|date)\b",
    re.IGNORECASE,
)
_BORN = re.compile(r"^(?P<name>[^,()]+?)(?:,\s*born\b|\s+born (?:in|on) .*\d{4}$)", re.IGNORECASE)
_FORMER = re.compile(r"\b(?:formerly|previously) listed\b", re.IGNORECASE)
_SCRIPT_NOTE = re.compile(
    r"\b(?:original script|in arabic)\s*:\s*(?P<name>[^.;:]+)$", re.IGNORECASE
)
_LIST_IN_NOTE = re.compile(r"\((?P<list>[^():\d]*;[^():\d]*)\)")


@dataclass(slots=True)
class Alias:
    """Names of one alias element, in order, and what was said beside them."""

    names: list[str] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    former: bool = False


def read_alias(printed: str, note: str = "") -> Alias:
    """Names and remarks of an alias element.

    Args:
        note: text of its NOTE; "original script: ..." is a name, a list of spellings of the
            alias is names, "previously listed as" makes it a former name.
    """
    out = Alias()
    for piece in _pieces(printed):
        _add_piece(out, piece)
    note = " ".join(note.split())
    out.former = bool(_FORMER.search(note) or any(_FORMER.search(said) for said in out.remarks))
    script = _SCRIPT_NOTE.search(note)
    if script is not None and script_in(script["name"]) not in ("Latn", "Zyyy"):
        out.names.append(script["name"].strip())
    elif ";" in note and not any(char.isdigit() or char in ":()" for char in note):
        out.names.extend(_pieces(note))
    for listed in _LIST_IN_NOTE.finditer(note):
        out.names.extend(_pieces(listed["list"]))
    if note:
        out.remarks.append(note)
    return out


def _add_piece(out: Alias, piece: str) -> None:
    born = _BORN.match(piece)
    if born is not None:
        out.names.append(born["name"])
        out.remarks.append(piece)
        return
    found = _LAST_BRACKET.match(piece)
    if found is None:
        out.names.extend(by_script(piece.strip(" ,")))
        return
    left, inside = found["left"].strip(" ,"), " ".join(found["inside"].split())
    if ";" in inside:
        out.names.append(left)
        for part in _pieces(inside):
            plain = " ".join(_SCRIPT_WORDS.sub(" ", part).split()).strip(" ,")
            if plain:
                out.names.append(plain)
        return
    plain = " ".join(_SCRIPT_WORDS.sub(" ", inside).split())
    if _NOT_NAMES.search(plain):
        out.names.append(left)
        out.remarks.append(f"{left} ({inside})")
    elif script_in(plain) != script_in(left):
        out.names.extend((left, plain))
    else:
        out.names.append(piece.strip(" ,"))


def _pieces(text: str) -> list[str]:
    """Parts between semicolons and before `b) `, outside of brackets."""
    parts = [""]
    depth = 0
    for char in text:
        depth = max(0, depth + (char == "(") - (char == ")"))
        if char == ";" and not depth:
            parts.append("")
        else:
            parts[-1] += char
    split = (piece for part in parts for piece in _enumerated(part))
    return [kept for piece in split if (kept := " ".join(piece.split()).strip(" ,;").lstrip(") "))]


def _enumerated(part: str) -> list[str]:
    return _ENUMERATED.split(part) if "(" not in part else [part]
