"""Cutting a text into paragraphs and sentences, with offsets."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from riskengine.extract.lexicon import word_set, words_of
from riskengine.text.scripts import script_of

MAX_SENTENCE = 6_000
"""Longest stretch read as one sentence, in code points: keeps the cost of one bounded."""

_BULLET = re.compile(r"[ \t]*(?:[-–—•*·‣▪●○◦]|\(?(?:\d{1,3}|[a-zA-Z]|[ivx]{1,4})[.)])[ \t]+(?=\S)")
_HEADING = re.compile(r"[ \t]*#{1,6}[ \t]+")
_KEY = re.compile(r"[ \t]*[^\W\d_][^:\n.]{0,40}:(?=[ \t]|$)")
_STOP = re.compile(r"[.!?…]+[\"'”’»)\]]*(?=\s|$)|[。！？]+[”』」）]*")
_CLOSERS = "\"'”’»)]"


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence; `index` counts through the document."""

    start: int
    end: int
    index: int
    paragraph: int


@dataclass(slots=True)
class Paragraph:
    """Sentences that stand together. `bullet` marks an item of a list."""

    start: int
    end: int
    index: int
    bullet: bool
    script: str
    mark: int  # where the bullet mark starts; `start` where there is none
    sentences: list[Sentence] = field(default_factory=list)


def paragraphs(text: str) -> list[Paragraph]:
    """Paragraphs of a text, each with its sentences. Hard-wrapped lines are joined."""
    found: list[Paragraph] = []
    counter = 0
    for mark, start, end, bullet in _blocks(text):
        script = script_of(text[start : min(end, start + 2000)])
        paragraph = Paragraph(start, end, len(found), bullet, script, mark)
        for left, right in _sentences(text, start, end):
            paragraph.sentences.append(Sentence(left, right, counter, paragraph.index))
            counter += 1
        found.append(paragraph)
    return found


def _blocks(text: str) -> list[tuple[int, int, int, bool]]:
    """Paragraph limits: start of the bullet mark, then start and end of the text without
    bullet marks, heading marks and outer blanks."""
    found: list[tuple[int, int, int, bool]] = []
    open_mark = -1
    position, total = 0, len(text)
    wrapped = _wrapped_lines(text)
    open_at = -1
    open_bullet = False
    last_end = 0
    last_long = False
    while position <= total:
        newline = text.find("\n", position)
        stop = total if newline < 0 else newline
        left, right = position, stop
        while left < right and text[left].isspace():
            left += 1
        while right > left and text[right - 1].isspace():
            right -= 1
        if left == right:
            if open_at >= 0:
                found.append((open_mark, open_at, last_end, open_bullet))
                open_at = -1
        else:
            mark = _BULLET.match(text, position, stop) or _HEADING.match(text, position, stop)
            joins = (
                open_at >= 0
                and mark is None
                and last_long
                and (text[left].islower() or (position in wrapped and not open_bullet))
                and text[last_end - 1] not in ".!?:;。！？：；"
                and text[last_end - 1] not in _CLOSERS
                and not (_KEY.match(text, position, stop) and not text[left].islower())
            )
            if not joins:
                if open_at >= 0:
                    found.append((open_mark, open_at, last_end, open_bullet))
                bullet = mark is not None and mark.re is _BULLET
                open_at = mark.end() if mark is not None else left
                open_mark = left if bullet else open_at
                open_bullet = bullet
            last_end = right
            last_long = right - left >= 50
        if newline < 0:
            break
        position = newline + 1
    if open_at >= 0:
        found.append((open_mark, open_at, last_end, open_bullet))
    return [item for item in found if item[1] < item[2]]


def _wrapped_lines(text: str) -> frozenset[int]:
    """Starts of lines that continue a hard-wrapped block: lines of nearly equal length."""
    found: list[int] = []
    lines: list[tuple[int, int]] = []
    position, total = 0, len(text)

    def close() -> None:
        lengths = [size for _, size in lines]
        if (
            len(lines) >= 2
            and max(lengths) <= 120
            and min(lengths[:-1]) >= max(lengths) - 25
            and (len(lines) >= 3 or lengths[0] >= 60)
        ):
            found.extend(start for start, _ in lines[1:])

    while position <= total:
        newline = text.find("\n", position)
        stop = total if newline < 0 else newline
        size = stop - position
        if size > 400 or not text[position:stop].strip():
            close()
            lines = []
        else:
            lines.append((position, size))
        if newline < 0:
            break
        position = newline + 1
    close()
    return frozenset(found)


_SHARE_NEXT = re.compile(
    r"\s*(?:[|:–—-]|\()?\s*(?:about |around |some |approximately )?\d+(?:[.,]\d+)?"
    r"\s?(?:%|per ?cent)"
    r"|\s*[|(–—]|\s*-\s"
)
_NEXT_WORD = re.compile(r"[^\W_]+(?:[-'’.][^\W_]+)*\.?")
_LAST_WORD = re.compile(r"[^\s\"'“”‘’()\[\]«»]+$")
_NEVER_AFTER_FORM = word_set(
    "ceo cfo coo cto chief president chairman chairwoman founder co-founder spokesman "
    "spokeswoman spokesperson director managing executive vice shares group and of"
)


def _sentences(text: str, start: int, end: int) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    left = start
    for match in _STOP.finditer(text, start, end):
        stop = match.end()
        if stop <= left:
            continue
        if text[match.start()] in ".…" and not _is_end(text, left, match.start(), stop, end):
            continue
        if text[match.start()] in "!?" and not _next_opens(text, stop, end):
            continue
        found.extend(_bounded(text, left, stop))
        left = stop
        while left < end and text[left].isspace():
            left += 1
    if left < end:
        found.extend(_bounded(text, left, end))
    return found


_NUMBERED = re.compile(r"\b(?:Annex|Part|Chapter|Schedule|Title|Class|Tier|Group|Phase)\s$")


def _next_opens(text: str, stop: int, end: int) -> bool:
    position = stop
    while position < end and text[position].isspace():
        position += 1
    return position >= end or not text[position].islower()


def _is_end(text: str, left: int, dot: int, stop: int, end: int) -> bool:
    """Whether a full stop ends a sentence."""
    if stop >= end:
        return True
    if not _next_opens(text, stop, end):
        return False
    word = _LAST_WORD.search(text, max(left, dot - 24), dot)
    if word is None or text[dot : dot + 2] in ("..", "…"):
        return True
    low = word.group().lower().lstrip("(\"'“‘")
    closed = stop > dot + 1
    following = _NEXT_WORD.match(text, _skip_blank(text, stop, end), end)
    after = following.group() if following else ""
    if len(low) == 1 and _NUMBERED.search(text, max(0, dot - 16), dot - 1):
        return True  # "the list in Annex I. The Council"
    if len(low) == 1 and low.isalpha() and word.group().isupper():
        return closed or not after
    if low in words_of("lexicon_en.yaml", "end_forms"):
        if _SHARE_NEXT.match(text, stop, end):
            return False  # "Acme Ltd. (51%)", "Acme Ltd. 51%", "Acme Ltd. - 51%"
        return _ends_after_form(after)
    if low in words_of("lexicon_en.yaml", "abbreviations"):
        if low in ("u.s", "u.k", "u.n", "e.u", "st", "no"):
            return after.lower() in words_of("lexicon_en.yaml", "determiners") | words_of(
                "lexicon_en.yaml", "pronouns"
            ) | {"in", "on", "but", "however"}
        return False
    return True


def _ends_after_form(after: str) -> bool:
    """After "Ltd." a capital opens a new sentence unless it continues the name or a title."""
    if not after:
        return True
    low = after.lower().rstrip(".")
    if low in _NEVER_AFTER_FORM:
        return False
    names = words_of("names_en.yaml", "legal_suffix")
    if after in names or after.rstrip(".") in names:
        return low in ("as", "a.s")
    return after[0].isupper() or after[0].isdigit()


def _skip_blank(text: str, position: int, end: int) -> int:
    while position < end and (text[position].isspace() or text[position] in "\"'“‘«([—–"):
        position += 1
    return position


def _bounded(text: str, left: int, right: int) -> list[tuple[int, int]]:
    """Split an over-long stretch at blanks."""
    found: list[tuple[int, int]] = []
    while right - left > MAX_SENTENCE:
        cut = left + MAX_SENTENCE
        for mark in ("; ", ", ", " "):
            at = text.rfind(mark, left + MAX_SENTENCE // 2, cut)
            if at > 0:
                cut = at + len(mark)
                break
        found.append((left, len(text[left:cut].rstrip()) + left))
        left = cut
    if left < right:
        found.append((left, right))
    return [item for item in found if item[0] < item[1]]
