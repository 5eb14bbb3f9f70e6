"""Legal forms of organisations: recognised in any script, parted from the name."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from riskengine.text._data import load_json
from riskengine.text.han import simplified
from riskengine.text.normalise import plain
from riskengine.text.scripts import script_of_char
from riskengine.text.tokens import Word, words

_EDGES = " \t\r\n,;:.-–—/&\"'«»“”„()[]（）【】,、,"
_GLUED = ("Hani", "Hira", "Kana", "Hang", "Thai")
_MAX_FORMS = 3  # "Co., Ltd." after "(Group)" after a Chinese form: more is noise


@dataclass(frozen=True, slots=True)
class _Tables:
    """Spellings by their words, and those written without a space before or after."""

    by_words: dict[tuple[str, ...], str]
    longest: int
    leading: frozenset[str]
    glued: tuple[tuple[str, str], ...]


def _key(text: str) -> str:
    return plain(simplified(text))


@lru_cache(maxsize=1)
def _tables() -> _Tables:
    by_words: dict[tuple[str, ...], str] = {}
    glued: dict[str, str] = {}
    leading: set[str] = set()
    for code, entry in load_json("legal_forms.json")["forms"].items():
        if entry.get("leads"):
            leading.add(code)
        for spelling in entry["spellings"]:
            folded = _key(spelling)
            parts = tuple(word.text for word in words(folded))
            if parts:
                by_words.setdefault(parts, code)
            joined = "".join(parts)
            if len(joined) > 1 and script_of_char(joined[-1]) in _GLUED:
                glued.setdefault(joined, code)
    ordered = sorted(glued.items(), key=lambda item: (-len(item[0]), item[0]))
    longest = max(len(parts) for parts in by_words)
    return _Tables(by_words, longest, frozenset(leading), tuple(ordered))


def is_legal_form(token: str) -> bool:
    """Whether a word, or several, is a spelling of a legal form ("Ltd.", "ООО", "S.p.A.")."""
    parts = tuple(word.text for word in words(_key(token)))
    return parts in _tables().by_words


def trailing_legal_words(tokens: Sequence[str]) -> int:
    """How many plain words at the end of a name are its legal form; never all of them."""
    tables = _tables()
    taken = 0
    while True:
        for count in range(min(tables.longest, len(tokens) - taken - 1), 0, -1):
            if tuple(tokens[len(tokens) - taken - count : len(tokens) - taken]) in tables.by_words:
                taken += count
                break
        else:
            return taken


def _code_at_end(found: list[Word], keys: list[str]) -> tuple[int, str]:
    """Number of words that the longest legal form at the end takes (0 if none), and its code."""
    tables = _tables()
    for count in range(min(tables.longest, len(found) - 1), 0, -1):
        code = tables.by_words.get(tuple(keys[-count:]))
        if code is not None:
            return count, code
    return 0, ""


def _code_at_start(found: list[Word], keys: list[str]) -> tuple[int, str]:
    tables = _tables()
    for count in range(min(tables.longest, len(found) - 1), 0, -1):
        code = tables.by_words.get(tuple(keys[:count]))
        if code is not None and code in tables.leading:
            return count, code
    return 0, ""


def _strip_glued(text: str, key: str) -> tuple[str, str]:
    """Part a form written without a space from a name; the code is empty if there is none."""
    if len(key) != len(text) or not key or key.isascii():
        return text, ""
    for spelling, code in _tables().glued:
        if key.endswith(spelling) and len(key) > len(spelling):
            return text[: -len(spelling)], code
        if code in _tables().leading and key.startswith(spelling) and len(key) > len(spelling):
            return text[len(spelling) :], code
    return text, ""


_EMPTY_BRACKETS = re.compile(r"[(（\[]\s*[)）\]]")


def _tidy(text: str) -> str:
    """Remove punctuation left at the edges, but keep a bracket pair that is complete."""
    rest = _EMPTY_BRACKETS.sub(" ", text).strip()
    while rest:
        trimmed = rest.strip(
            _EDGES.replace("(", "").replace(")", "").replace("（", "").replace("）", "")
        )
        if trimmed[-1:] in "(（" or (trimmed[-1:] in ")）" and not re.search("[(（]", trimmed)):
            trimmed = trimmed[:-1]
        elif trimmed[:1] in ")）" or (trimmed[:1] in "(（" and not re.search("[)）]", trimmed)):
            trimmed = trimmed[1:]
        if trimmed == rest:
            break
        rest = trimmed
    return rest


@lru_cache(maxsize=65536)
def split_legal_form(name: str) -> tuple[str, tuple[str, ...]]:
    """Part legal forms from a name, in any script, at its end or its start.

    Returns:
        The rest of the name as written, without punctuation at its edges, and the codes of
        the forms found, outermost first. A name that is nothing but a legal form is kept
        whole, with no code.
    """
    rest = name
    codes: list[str] = []
    for _ in range(_MAX_FORMS):
        found = list(words(rest))
        if len(found) > 1:
            keys = [_key(word.text) for word in found]
            count, code = _code_at_end(found, keys)
            if count:
                rest = _tidy(rest[: found[-count].start])
                codes.append(code)
                continue
            count, code = _code_at_start(found, keys)
            if count:
                rest = _tidy(rest[found[count - 1].end :])
                codes.append(code)
                continue
        shorter, code = _strip_glued(rest, _key(rest))
        if not code or not words(shorter):
            break
        rest = _tidy(shorter)
        codes.append(code)
    return (rest if codes else name.strip()), tuple(codes)
