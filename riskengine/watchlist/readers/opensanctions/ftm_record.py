"""One line of FollowTheMoney JSON, checked for shape, with whatever is nested in it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from riskengine.watchlist.readers.own.mapped_rows import writable
from riskengine.watchlist.source import Source

_DEEPEST = 12  # real nested files stop at 3
_LONGEST_LINE = 64 * 1024**2  # bytes; the longest real line is about 2 MB


@dataclass(frozen=True, slots=True)
class Record:
    """One FollowTheMoney entity, which may be a party or a tie between parties.

    Attributes:
        target: whether the publisher says that the party is listed; None if it does not say.
        properties: texts by property; ids in place of nested records.
        extra: what our own export adds for facts that the model has no property for.
    """

    id: str
    schema: str
    caption: str = ""
    target: bool | None = None
    properties: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    referents: tuple[str, ...] = ()
    datasets: tuple[str, ...] = ()
    seen: str = ""
    extra: Mapping[str, Any] = field(default_factory=dict)

    def all(self, prop: str) -> tuple[str, ...]:
        return self.properties.get(prop, ())

    def first(self, prop: str) -> str:
        values = self.properties.get(prop, ())
        return values[0] if values else ""

    def joined(self, prop: str) -> str:
        return "; ".join(self.properties.get(prop, ()))


class BadLineError(ValueError):
    """A line that is no FollowTheMoney record; the text says why."""


def lines(source: Source) -> Iterator[tuple[int, str]]:
    """Line number and text of each line that is not blank."""
    with source.open() as stream:
        number = 0
        while line := stream.readline(_LONGEST_LINE):
            number += 1
            text = line.decode("utf-8", errors="replace").lstrip("\ufeff").strip()
            if text:
                yield number, text


def records(text: str) -> list[Record]:
    """The record of a line, then those nested in it.

    Raises:
        BadLineError: not JSON, or not of the shape of a record.
    """
    try:
        payload = json.loads(text)
    except (ValueError, RecursionError):
        raise BadLineError("not JSON") from None
    out: list[Record] = []
    try:
        _unfold(payload, out, 0)
    except RecursionError:
        raise BadLineError("nested too deeply") from None
    return out


def _unfold(payload: object, out: list[Record], depth: int) -> str:
    if not isinstance(payload, dict):
        raise BadLineError("not a JSON object")
    if depth > _DEEPEST:
        raise BadLineError("nested too deeply")
    identity, schema = payload.get("id"), payload.get("schema")
    properties = payload.get("properties")
    identity = _plain(identity)
    if not identity:
        raise BadLineError("no id")
    if not isinstance(schema, str) or not isinstance(properties, dict):
        raise BadLineError("no schema or no properties")
    at = len(out)
    flat: dict[str, tuple[str, ...]] = {}
    out.append(Record(identity, schema))  # keeps the place of the outer record
    for prop, values in properties.items():
        found = _values(values, out, depth)
        if found:
            flat[str(prop)] = found
    target = payload.get("target")
    extra = payload.get("riskengine")
    out[at] = Record(
        id=identity,
        schema=schema,
        caption=_plain(payload.get("caption")),
        target=target if isinstance(target, bool) else None,
        properties=flat,
        referents=_texts(payload.get("referents")),
        datasets=_texts(payload.get("datasets")),
        seen=max(_plain(payload.get("last_change"))[:10], _plain(payload.get("last_seen"))[:10]),
        extra=extra if isinstance(extra, dict) else {},
    )
    return identity


def _values(values: object, out: list[Record], depth: int) -> tuple[str, ...]:
    """Texts of one property. A single value without its list is read as a list of one."""
    found: list[str] = []
    for value in values if isinstance(values, list) else [values]:
        if isinstance(value, dict) and "schema" in value:
            found.append(_unfold(value, out, depth + 1))
        elif isinstance(value, dict):
            found.append(json.dumps(value, ensure_ascii=False, sort_keys=True))
        else:
            found.append(_plain(value))
    return tuple(dict.fromkeys(value for value in found if value))


def _texts(values: object) -> tuple[str, ...]:
    return tuple(_plain(value) for value in values) if isinstance(values, list) else ()


def _plain(value: object) -> str:
    if isinstance(value, bool) or value is None:
        return ""
    return " ".join(writable(str(value)).split()) if isinstance(value, (str, int, float)) else ""
