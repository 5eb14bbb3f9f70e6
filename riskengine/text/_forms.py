"""Tables of legal forms, read once."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from riskengine.text._data import load_json
from riskengine.text.scripts import script_of_char

_GLUED = ("Hani", "Hira", "Kana", "Hang", "Thai")


@dataclass(frozen=True, slots=True)
class FormTables:
    """Spellings by their words, and those written without a space before or after.

    Attributes:
        by_words: spelling -> code, for forms that are parted from a name.
        ending, starting: last (first) word of a spelling -> most words of such a spelling.
        edge_only: words that are a form only at an end of a name.
        staying: spelling -> code, for words that tell the family and stay;
            `staying_ends` and `staying_starts` are to it as `ending` and `starting`.
    """

    by_words: dict[tuple[str, ...], str]
    ending: dict[str, int]
    starting: dict[str, int]
    leading: frozenset[tuple[str, ...]]
    edge_only: frozenset[str]
    staying: dict[tuple[str, ...], str]
    staying_ends: dict[str, int]
    staying_starts: dict[str, int]
    families: dict[str, tuple[str, ...]]
    usual: dict[str, str]
    glued: tuple[tuple[str, str, bool], ...]


def _note(longest: dict[str, int], word: str, count: int) -> None:
    if count > longest.get(word, 0):
        longest[word] = count


@lru_cache(maxsize=1)
def form_tables() -> FormTables:
    """The tables of `legal_forms.json`, whose spellings are folded already."""
    data = load_json("legal_forms.json")
    never_first = frozenset(data["never_first"])
    by_words: dict[tuple[str, ...], str] = {}
    staying: dict[tuple[str, ...], str] = {}
    staying_ends: dict[str, int] = {}
    staying_starts: dict[str, int] = {}
    leading: set[tuple[str, ...]] = set()
    families: dict[str, tuple[str, ...]] = {}
    usual: dict[str, str] = {}
    ending: dict[str, int] = {}
    starting: dict[str, int] = {}
    glued: list[tuple[str, str, bool]] = []
    for code, entry in data["forms"].items():
        families[code] = tuple(entry["families"])
        usual[code] = entry.get("as", code)
        leads = entry.get("leads", False)
        for spelling in entry["spellings"]:
            parts = tuple(spelling.split(" "))
            if entry.get("stays", False):
                staying[parts] = code
                _note(staying_ends, parts[-1], len(parts))
                _note(staying_starts, parts[0], len(parts))
                continue
            by_words[parts] = code
            _note(ending, parts[-1], len(parts))
            if leads and spelling not in never_first:
                leading.add(parts)
                _note(starting, parts[0], len(parts))
            joined = spelling.replace(" ", "")
            if len(joined) > 1 and not joined.isascii() and script_of_char(joined[-1]) in _GLUED:
                glued.append((joined, code, leads))
    glued.sort(key=lambda item: (-len(item[0]), item[0]))
    return FormTables(
        by_words,
        ending,
        starting,
        frozenset(leading),
        frozenset(data["edge_only"]),
        staying,
        staying_ends,
        staying_starts,
        families,
        usual,
        tuple(glued),
    )
