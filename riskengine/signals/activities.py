"""What business a party is in, from the description that the text attaches to its name.

Three ways are read: in front of the name ("chipmaker X"), behind it ("X, a quantum computing
company", "X is a developer of ..."), and by the verb of its business ("X designs chips"). A
sector named anywhere else in the sentence is not the party's. The name itself proves nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import Any

import yaml

from riskengine.model.reading import Mention
from riskengine.model.signal import Signal, TextEvidence
from riskengine.signal_catalogue import signal
from riskengine.signals.context import Context
from riskengine.vocab import Polarity

_REACH = 160
"""Characters looked at on either side of a name; a longer description is hardly one."""

_END = re.compile(r"[.!?](?=\s|$)|[。！？；;\n]")
# Words that may stand inside a description. A preposition would start another thing's description.
_FILLER = (
    r"(?:[\s-]+(?!(?:of|to|for|from|in|with|by|and|or|not|former|на|с|для|и|не|у)\b)[\w'’&-]+)"
)
_NOTE = r"(?:\s*[(（][^)）]{0,60}[)）])?"
_OPEN_QUOTE, _CLOSE_QUOTE = r"[«\"“„「]?", r"[»\"”」]?"


@dataclass(frozen=True, slots=True)
class _Patterns:
    """`before` is searched up to the name, `after` from its end."""

    sector: str
    before: re.Pattern[str]
    after: re.Pattern[str]


@lru_cache(maxsize=1)
def _patterns() -> tuple[re.Pattern[str], tuple[_Patterns, ...]]:
    """Any sector word at all, and the patterns of each sector and language."""
    source = resources.files("riskengine") / "data" / "signals" / "activities.yaml"
    tables: Mapping[str, Any] = yaml.safe_load(source.read_text(encoding="utf-8"))
    words = [
        _word(word, spaced=language != "zh")
        for language, table in tables.items()
        for group in ("sectors", "agents")
        for found in table.get(group, {}).values()
        for word in found
    ]
    built = [
        _chinese(sector, table) if language == "zh" else _spaced(sector, table)
        for language, table in tables.items()
        for sector in table["sectors"]
    ]
    return re.compile("|".join(words), re.IGNORECASE), tuple(built)


def _word(word: str, *, spaced: bool) -> str:
    """One entry of the table; `*` is any ending, capitals are kept, spaces may be hyphens."""
    parts = [re.escape(part).replace(r"\*", r"\w*") for part in word.split()]
    text = r"[\s-]+".join(parts)
    if word.isupper() or (word[:-1].isupper() and len(word) > 2):
        text = f"(?-i:{text})"
    return rf"(?<!\w){text}(?!\w)" if spaced else text


def _any(words: Iterable[str], *, spaced: bool = True) -> str:
    return "(?:" + "|".join(_word(word, spaced=spaced) for word in words) + ")"


def _spaced(sector: str, table: Mapping[str, Any]) -> _Patterns:
    field = _any(table["sectors"][sector])
    head = _any(table["heads"])
    agents = table["agents"][sector]
    link = rf"(?:[\s-]+{_any(table['links'])})"
    shapes = [
        rf"{field}{_NOTE}{_FILLER}{{0,3}}[\s-]+{head}",
        rf"{head}{link}?{_FILLER}{{0,3}}[\s-]+{field}{_NOTE}",
        *([_any(agents)] if agents else []),
    ]
    described = "(?:" + "|".join(shapes) + ")"
    opens = rf"(?:{_any(table['opens'])}\s*)" if table["opens"] else ""
    lead = rf"{opens}(?:[\w'’&-]+(?:[\s-]+)(?!(?:of|to|for|from|in|with|by)\b)){{0,5}}?"
    tails = rf"(?!['’]s|[\s-]+{_any(table['tails'])})" if table["tails"] else ""
    form = r"(?:\s+(?:[А-ЯЁ]{2,4}))?"
    joined = rf"(?:\s*[,–—]\s*(?:which\s+is\s+)?|\s*{_any(table['says'])}\s+)"
    behind = rf"{joined}{lead}{described}(?![\w-]){tails}"
    does = rf"\s+{_any(table['makes'])}{_FILLER}{{0,3}}[\s-]+{field}"
    return _Patterns(
        sector,
        re.compile(rf"{described}{form}\s+{_OPEN_QUOTE}\Z", re.IGNORECASE),
        re.compile(rf"{_CLOSE_QUOTE}{_NOTE}(?:{behind}|{does})", re.IGNORECASE),
    )


def _chinese(sector: str, table: Mapping[str, Any]) -> _Patterns:
    field = _any(table["sectors"][sector], spaced=False)
    head = _any(table["heads"], spaced=False)
    does = _any(table["makes"], spaced=False)
    inner = r"[^，。；、：的和与向]"
    described = rf"{field}{inner}{{0,6}}{head}"
    devoted = rf"{_any(table['links'], spaced=False)}{field}{inner}{{0,4}}的?{inner}{{0,4}}{head}"
    known = r"(?:[，,]?(?:是|系|作为|为一家)|[，,](?:一家|一个|这家))[^，。；、：和与向给]{0,14}"
    # The phrase ends there: "芯片公司Y的子公司" describes Y.
    end = r"(?:之一)?(?=\Z|[，,、；）)])"
    return _Patterns(
        sector,
        re.compile(rf"{described}{_OPEN_QUOTE}\Z"),
        re.compile(
            rf"{_CLOSE_QUOTE}{_NOTE}(?:{known}(?:{described}|{devoted}){end}"
            rf"|(?:主要|专门)?{does}{inner}{{0,6}}{field})"
        ),
    )


def activity_signals(name: str, context: Context) -> Iterator[Signal]:
    """One `activity` per sector that the text gives the party, in text order."""
    document = context.extraction.document
    party = context.extraction.party(name)
    if party is None or document.kind == "name" or not _any_sector(context):
        return
    found: dict[str, list[TextEvidence]] = {}
    for mention in sorted(party.mentions, key=lambda item: item.start):
        for sector, start, end in _described(document.text, mention):
            quoted = TextEvidence(start, end, document.text[start:end])
            found.setdefault(sector, []).append(quoted)
    for sector, evidence in found.items():
        yield signal(
            "activity",
            name,
            tuple(dict.fromkeys(evidence)),
            sector=sector,
            basis="text",
            words=evidence[0].quote,
            polarity=Polarity.ASSERTED,
        )


def _any_sector(context: Context) -> bool:
    key = ("any_sector", "")
    if key not in context.memo:
        context.memo[key] = bool(_patterns()[0].search(context.extraction.document.text))
    found: bool = context.memo[key]
    return found


def _described(text: str, mention: Mention) -> Iterator[tuple[str, int, int]]:
    """Sectors in the descriptions around one mention, with the span that says so."""
    first = max(0, mention.start - _REACH)
    for end in _END.finditer(text, first, mention.start):
        first = end.end()
    stop = _END.search(text, mention.end, mention.end + _REACH)
    last = stop.start() if stop is not None else min(len(text), mention.end + _REACH)
    for patterns in _patterns()[1]:
        before = patterns.before.search(text[first : mention.start])
        if before is not None:
            yield patterns.sector, first + before.start(), mention.end
        after = patterns.after.match(text[mention.end : last])
        if after is not None:
            yield patterns.sector, mention.start, mention.end + after.end()
