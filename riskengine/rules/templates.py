"""Reason templates: plain substitution, checked when the ruleset is loaded.

`{field}` is the field of the best matching signal, `{type.field}` where several signal
types of the rule have it, `{all.field}` every distinct value in one phrase, `{n.field}` how
many distinct values, `{count}` how many signals, `{subject}` the subject. `{a.field+b.field}`
takes the values of either, `{field|filter}` changes how a value reads. `{{` and `}}` are
braces. Nothing is ever evaluated.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from riskengine.model.interval import DateRange
from riskengine.model.signal import Value
from riskengine.rules.conditions import Atom
from riskengine.rules.faults import did_you_mean
from riskengine.rules.pool import Prepared
from riskengine.rules.yamltree import KeyPath, Tree
from riskengine.signal_catalogue import CATALOGUE

_TWO_STOPS = re.compile(r"(?<!\.)\.\.(?!\.)")
_PIECE = re.compile(r"\{\{|\}\}|\{([^{}]*)\}|[{}]")
# Not from `calendar`, whose names follow the locale of the machine.
_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
# How a field reads in a sentence when it is not known.
_UNKNOWN = {
    "by": "an authority that is not named",
    "date": "unknown date",
    "delisted_on": "unknown date",
    "listed_on": "unknown date",
    "listed_name": "an entry",
    "list_code": "a list that is not named",
    "list_id": "a list",
    "list_title": "a list",
    "query_name": "The name",
    "speaker": "Somebody the text does not name",
    "stake": "unknown share",
    "tier": "level of the state unknown",
    "state_tier": "level of the state unknown",
}


def _country(value: Value) -> str:
    from riskengine.territories import country_name

    return country_name(str(value)) or str(value)


def _date(value: Value) -> str:
    text = value.isoformat() if isinstance(value, dt.date) else str(value)
    try:
        found = DateRange.parse(text)
    except ValueError:
        return text
    first, last = found.earliest, found.latest
    if found.is_exact:
        return f"{first.day} {_MONTHS[first.month - 1]} {first.year}"
    if (first.year, first.month) == (last.year, last.month):
        return f"{_MONTHS[first.month - 1]} {first.year}"
    return str(first.year) if first.year == last.year else str(found)


def _words(value: Value) -> str:
    return str(value).replace("_", " ")


FILTERS: dict[str, Callable[[Value], str]] = {
    "country": _country,
    "date": _date,
    "words": _words,
}


@dataclass(frozen=True, slots=True)
class Slot:
    """One `{...}` of a template.

    Attributes:
        mode: `one`, `all` or `n` for fields; `count`, `subject` for the two others.
        sources: (signal type, field) pairs to look at; an empty type stands for any.
    """

    mode: str
    sources: tuple[tuple[str, str], ...] = ()
    filter: str = ""

    def fill(self, subject: str, matched: Sequence[Prepared]) -> str:
        if self.mode == "subject":
            return subject
        if self.mode == "count":
            return str(len(matched))
        known = (
            item.values[field]
            for item in matched
            for type_, field in self.sources
            if field in item.values and type_ in ("", item.signal.type)
        )
        if self.mode == "one":
            return next((self._print(value) for value in known), self.unknown)
        texts = sorted({self._print(value) for value in known})
        return str(len(texts)) if self.mode == "n" else join_words(texts) or self.unknown

    def _print(self, value: Value) -> str:
        if self.filter:
            return FILTERS[self.filter](value)
        if isinstance(value, bool):
            return "yes" if value else "no"
        if isinstance(value, float):
            return f"{value:.2f}"
        return _date(value) if isinstance(value, dt.date) else str(value)

    @property
    def unknown(self) -> str:
        field = self.sources[0][1]
        return _UNKNOWN.get(field) or f"unknown {field.replace('_', ' ')}"


@dataclass(frozen=True, slots=True)
class Template:
    """A compiled template."""

    text: str
    parts: tuple[str | Slot, ...]

    def fill(self, subject: str, matched: Sequence[Prepared]) -> str:
        """The text for matched signals, best first."""
        text = "".join(
            part if isinstance(part, str) else part.fill(subject, matched) for part in self.parts
        )
        # "Co." at the end of a sentence brings its own full stop.
        return _TWO_STOPS.sub(".", text)

    @property
    def slots(self) -> tuple[Slot, ...]:
        return tuple(part for part in self.parts if isinstance(part, Slot))


def join_words(texts: Sequence[str]) -> str:
    """`a`, `a and b`, `a, b and c`."""
    if len(texts) < 2:
        return "".join(texts)
    return ", ".join(texts[:-1]) + " and " + texts[-1]


def compile_template(
    text: str, positive: Iterable[Atom], tree: Tree, path: KeyPath
) -> Template | None:
    """A template over the signals of the rule's positive atoms, or None with faults."""
    types = list(dict.fromkeys(atom.signal for atom in positive))
    before = len(tree.faults)
    parts: list[str | Slot] = []
    end = 0
    for piece in _PIECE.finditer(text):
        parts.append(text[end : piece.start()])
        end = piece.end()
        if piece.group() in ("{{", "}}"):
            parts.append(piece.group()[0])
        elif piece.group(1) is None:
            tree.fault(path, f"stray {piece.group()!r} in a template", "double it to print it")
        else:
            slot = _slot(piece.group(1), types, tree, path)
            if slot is not None:
                parts.append(slot)
    parts.append(text[end:])
    if len(tree.faults) > before:
        return None
    return Template(text, tuple(part for part in parts if part != ""))


def _slot(body: str, types: Sequence[str], tree: Tree, path: KeyPath) -> Slot | None:
    name, _, filter_ = body.partition("|")
    if filter_ and filter_ not in FILTERS:
        tree.fault(path, f"no filter {filter_!r} in {{{body}}}", did_you_mean(filter_, FILTERS))
        return None
    if name in ("count", "subject"):
        return Slot(name)
    mode = "one"
    first, _, rest = name.partition(".")
    if first in ("all", "n") and rest:
        mode, name = first, rest
    sources = [_source(part, body, types, tree, path) for part in name.split("+")]
    good = tuple(source for source in sources if source is not None)
    return Slot(mode, good, filter_) if len(good) == len(sources) else None


def _source(
    text: str, body: str, types: Sequence[str], tree: Tree, path: KeyPath
) -> tuple[str, str] | None:
    type_, _, field = text.rpartition(".")
    if type_ and type_ not in types:
        hint = did_you_mean(type_, types)
        tree.fault(path, f"{{{body}}}: this rule has no signal {type_!r}", hint)
        return None
    having = [t for t in types if field in CATALOGUE[t].fields and type_ in ("", t)]
    if not having:
        known = {name for t in types for name in CATALOGUE[t].fields}
        hint = did_you_mean(field, {*known, "count", "subject"})
        tree.fault(path, f"template names unknown field {{{body}}}", hint)
        return None
    if len(having) > 1:
        hint = " or ".join(f"{{{t}.{field}}}" for t in having)
        tree.fault(path, f"{{{body}}} fits several signals of this rule", f"write {hint}")
        return None
    return type_, field
