"""Parties that somebody drew out of announcements: one JSON object with `list` and `entity`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from riskengine.model.entity import Listing
from riskengine.vocab import EntityKind, NameKind
from riskengine.watchlist.readers.cn.words import (
    Collector,
    chinese_words,
    entry_key,
    kind_by_name,
)
from riskengine.watchlist.readers.contract import Ledger
from riskengine.watchlist.readers.dates import date_range

_FALLBACK = "cn-mofcom-uel"  # account of rows whose list is not known
_KNOWN = frozenset(
    ("file", "list", "document_id", "publish_date", "url", "title", "authority", "entity")
)
_KNOWN_ENTITY = frozenset(
    (
        "name",
        "type",
        "effective_date",
        "effective_time",
        "sanction_list",
        "reason",
        "measures",
        "title",
        "gender",
    )
)
_KINDS = {"individual": EntityKind.PERSON, "person": EntityKind.PERSON}


INQUIRY = "opens an inquiry; nobody is listed yet"


def read_record(
    row: Mapping[str, Any] | None,
    line: str,
    where: str,
    file: str,
    ledger: Ledger,
    collector: Collector,
) -> None:
    """Read one line into the collector, or refuse it."""
    called = row.get("list") if row is not None else None
    known = chinese_words().list_called(called) if isinstance(called, str) else None
    account = ledger.account(known.id if known is not None else _FALLBACK)
    account.saw(file)
    entity = row.get("entity") if row is not None else None
    if row is None or not isinstance(entity, dict):
        account.refuse(where, "no JSON object with an entity", line)
        return
    if known is None:
        account.refuse(where, f"list not known: {called!r}", line)
        return
    names = _languages(entity.get("name"))
    chinese, english = names.get("zh-Hans", ""), names.get("en", "")
    if not (chinese or english):
        account.refuse(where, "no name", line)
        return
    for prefix, keys, expected in (("", row, _KNOWN), ("entity.", entity, _KNOWN_ENTITY)):
        for key, value in keys.items():
            if key not in expected:
                account.odd("column", f"{prefix}{key}")
            elif value:
                account.fields[f"{prefix}{key}"] += 1
    title = _languages(row.get("title")).get("zh-Hans", "")
    if any(word in title for word in chinese_words().inquiries):
        account.empty(INQUIRY)
        return
    kind = _KINDS.get(str(entity.get("type", "")), kind_by_name(english, chinese))
    draft, again = collector.draft(known.id, entry_key(english, chinese), kind)
    draft.name(english, NameKind.ALIAS if again else NameKind.PRIMARY)
    first = not english and not again
    draft.name(chinese, NameKind.PRIMARY if first else NameKind.ALIAS, language="zh")
    for text in _languages(entity.get("title")).values():
        draft.detail("function", text)
    for text in _languages(entity.get("reason")).values():
        draft.detail("reason", text)
    draft.detail("gender", str(entity.get("gender") or ""))
    when = date_range(str(entity.get("effective_date") or row.get("publish_date") or ""))
    measures = entity.get("measures")
    printed = [
        text
        for item in (measures if isinstance(measures, list) else [])
        if isinstance(item, dict) and (text := _languages(item).get("zh-Hans", ""))
    ]
    draft.listing(
        Listing(
            known.program,
            known.authority,
            entry=str(row.get("document_id") or ""),
            listed_on=when,
            citation=title,
            measures=tuple(dict.fromkeys(printed)),
            url=str(row.get("url") or ""),
        )
    )
    if again:
        account.merged += 1
    account.read()
    if when is not None and (ledger.list_date is None or ledger.list_date < when.latest):
        ledger.list_date = when.latest


def _languages(value: object) -> dict[str, str]:
    """Texts by language of `{"zh-Hans": ..., "en": ...}` or of a list of such objects."""
    out: dict[str, str] = {}
    for item in value if isinstance(value, list) else [value]:
        if isinstance(item, str):
            out.setdefault("zh-Hans", " ".join(item.split()))
        elif isinstance(item, dict):
            for language, text in item.items():
                if isinstance(text, str) and text.strip():
                    out.setdefault(language, " ".join(text.split()))
    return out
