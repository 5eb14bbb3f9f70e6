"""Alias columns of Japan's asset-freeze list: names in two scripts, and facts between them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from riskengine.watchlist.readers.ca.aliases import split_aliases
from riskengine.watchlist.readers.jp.lettering import (
    NOTHING,
    has_letters,
    inside_brackets,
    lettered,
    split_outside,
)

_JAPANESE = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]")
_BRACKET = re.compile(r"\(([^()]*)\)")
_NESTED = re.compile(r"\([^()]*\(([^()]*)\)[^()]*\)")
_SCRIPT = re.compile(
    r"\(?\s*(?:original\s+scr?ipt|\bIn Arabic)\s*:?\s*(?P<name>[^()]*)\)?\s*", re.IGNORECASE
)
_LABEL = re.compile(
    r"【[^】]*】|^\d\)\s*|^the following (?:\w+ )?alias(?:es)?\s*:\s*-?\s*|^(?:and\s+)?-(?=\w)"
    r"|[;,]\s+and$"
)
_MARK = re.compile(r"^\s*[(]*\s*(?:(?P<former>f\.?\s?k\.?\s?a|旧称)|a\.?\s?k\.?\s?a|別称|別名)"
                   r"\s*\.?\s*[:、,]?\s*", re.IGNORECASE)  # fmt: skip
_INNER_MARK = re.compile(r"[;,、]\s*(?=(?:[af]\.?\s?k\.?\s?a\b|旧称|別称))", re.IGNORECASE)
# "First Raft f.k.a. Old Raft", "RAFT)(a.k.a. Raft Institute"
_MARKED_WITHIN = re.compile(r"(?<=[\w)])(?:\s*\)\s*\(|\s+)(?=[af]\.\s?k\.\s?a\.)", re.IGNORECASE)
_LISTED_AS = re.compile(
    r"\(?\s*\b(?:formerly|previously)\s+listed\s+as\b[\s.]*\)?|\(?以前掲載の氏名\)?", re.IGNORECASE
)
_KNOWN_BY = re.compile(r"\s*(?:prominently known by\b[^()]*|この[^()]*知られる)(?=\)*$)")
_FACTS = re.compile(
    r"\s*,?\s*(?:\bborn\b|\bson of\b|\bdate of birth\b|\bDOB\b).*$"
    r"|\s*,\s*[A-Z][a-z]+ (?:passport|travel document|identity).*$"
    r"|[、\s]+\d{4}年.*$"
)
_A_FACT = re.compile(
    r"^\s*(?:\d{4}年|(?:生年月日|出生地|国籍|発行日|有効期限)\s*:|[^\s()]{0,20}旅券(?:番号)?\s*[:\d])"
)
# "(false identity of the same person)": small words, no name.
_ASIDE = re.compile(r"\s*\((?=[a-z])(?:[^()\s]+\s+){2,}[^()]*\)\s*$")
# "アルリビ Al-Libi": one name twice. Other Japanese words with Latin ones are one name.
_BOTH_SCRIPTS = re.compile(r"^([\u30a0-\u30ff=]{2,})\s+([A-Z'’][A-Za-z'’ .-]*[a-z][A-Za-z'’ .-]*)$")
_SEVERAL_WORDS = re.compile(r"\w[\s・]+\w")


def alias_names(cell: str) -> Iterator[tuple[str, bool]]:
    """Names in an alias column, and whether they are printed as former ones.

    The column holds Japanese readings, English names or pairs of both, lettered, on lines or
    parted by semicolons; "(a.k.a. ...)" may stand around them.
    """
    for block in _blocks(cell):
        former = False
        for item in (part for one in _items(block) for part in _MARKED_WITHIN.split(one)):
            marked = _MARK.match(item)
            while marked is not None and marked.end():
                former = marked["former"] is not None
                item = item[marked.end() :]
                marked = _MARK.match(item)
            listed = _LISTED_AS.search(item) is not None
            for name in _names(_LISTED_AS.sub(" ", item)):
                yield name, former or listed


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
    if has_letters(text):
        former = "旧称、" if marked is not None and marked["former"] else ""
        closed = text.rstrip(")") if text.count("(") < text.count(")") else text
        return [f"{former}{item}" for item in lettered(closed)]
    if _JAPANESE.search(text):
        return split_outside(text, ";、\n")
    out: list[str] = []
    for piece in _INNER_MARK.split(text.replace("\n", " ")):
        if ";" in piece or _MARK.match(piece):
            out.extend(split_outside(piece, ";"))
        else:
            out.extend(split_aliases(piece))
    return out


def _names(item: str) -> Iterator[str]:
    """Names of one item: in the original script, in Japanese, in Latin letters."""
    text = " ".join(item.split())
    script = _SCRIPT.search(text)
    if script is not None:
        yield from _names(script["name"])
        text = f"{text[: script.start()]} {text[script.end() :]}"
    text = _KNOWN_BY.sub("", _LABEL.sub("", text.strip())).strip()
    bare = _without_bracket(text)
    for part in split_outside(bare, ";" if bare == text else ";、"):
        yield from _names_in(part)


def _without_bracket(text: str) -> str:
    """The text without brackets that stand around all of it."""
    while text.startswith("(") and text.endswith(")") and all(inside_brackets(text)[:-1]):
        text = text[1:-1].strip()
    return text


def _names_in(text: str) -> Iterator[str]:
    """A name, and those in brackets behind it; a bracket that tells a fact is left out."""
    if _A_FACT.match(text):
        return
    # "Name (born in 1971 (Other Name; Third Name))"
    nested = [
        name
        for inner in _NESTED.findall(text)
        for name in re.split("[;、]", inner)
        if _SEVERAL_WORDS.search(name) and not re.search(r"\d", name)
    ]
    others = [*nested, *_in_brackets(text)]
    if others or _JAPANESE.search(text):
        before = None
        while before != text:
            before, text = text, _BRACKET.sub(" ", text)
    text = _FACTS.sub("", _ASIDE.sub("", text)).strip()
    both = _BOTH_SCRIPTS.match(text)
    for name in (*(both.groups() if both is not None else (text,)), *others):
        plain = " ".join(_FACTS.sub("", name).split()).strip(' 、,;:()「」“”"')
        plain = f"{plain})" if plain.count("(") > plain.count(")") else plain
        if plain and plain.lower() not in NOTHING and len(plain) > 1:
            yield plain


def _in_brackets(text: str) -> Iterator[str]:
    """Names in brackets that are in another script than the name before them."""
    before = text.partition("(")[0]
    for inner in _BRACKET.findall(text):
        if re.search("[A-Za-z]{2}", inner):
            if not _JAPANESE.search(inner) and not re.search("[A-Za-z]", before.strip()):
                yield from inner.split(";")
            elif _JAPANESE.search(text) and not _JAPANESE.search(inner):
                yield inner
        elif not _JAPANESE.search(inner) and re.search(r"[^\W\d_]{2}", inner):
            yield inner
