"""Lists of China's Ministry of Commerce as a JSON array (the form of a public registry).

Each object has `entity_name`, `aliases`, `list_id`, `date_added`, `source_url`. Its `country`
is the country that lists, not the one of the party.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from riskengine.model.entity import Entity, Listing
from riskengine.model.interval import DateRange
from riskengine.vocab import EntityKind, NameKind
from riskengine.watchlist.readers.cn.parties import split_name
from riskengine.watchlist.readers.cn.words import (
    ChineseList,
    Collector,
    chinese_words,
    entry_key,
    kind_by_name,
)
from riskengine.watchlist.readers.contract import Account, Ledger, whole_file_fault
from riskengine.watchlist.readers.dates import day
from riskengine.watchlist.source import Source

_KNOWN = frozenset(
    (
        "addresses",
        "aliases",
        "country",
        "date_added",
        "entity_name",
        "entity_type",
        "id",
        "last_verified",
        "list_id",
        "reason",
        "source_list_name",
        "source_url",
    )
)
_FALLBACK = "cn-mofcom-ecl"  # account of rows whose list is not known


class _Mofcom:
    name = "cn_mofcom"
    version = "1"
    title = "Lists of China's Ministry of Commerce, JSON"
    list_ids = ("cn-mofcom-uel", "cn-mofcom-ecl", "cn-mofcom-attention")

    def recognises(self, source: Source) -> bool:
        head = source.head.lstrip(b"\xef\xbb\xbf \r\n\t")
        if not head.startswith(b"[") or b'"entity_name"' not in head or b'"list_id"' not in head:
            return False
        text = head.decode("utf-8", errors="replace")
        return any(f'"{name}"' in text for found in chinese_words().lists for name in found.called)

    def read(self, source: Source, ledger: Ledger) -> Iterator[Entity]:
        with source.open() as stream:
            data = stream.read()
        try:
            rows = json.loads(data.decode("utf-8-sig"))
        except (ValueError, RecursionError) as error:
            raise whole_file_fault(source, f"not JSON: {error}") from None
        if not isinstance(rows, list):
            raise whole_file_fault(source, "no JSON array of entries")
        collector = Collector()
        for number, row in enumerate(rows, start=1):
            _read(row, f"{source.name} entry {number}", source.name, ledger, collector)
        for entity in collector.entities():
            if ledger.wants(entity.list_id):
                yield entity


def _read(row: Any, where: str, file: str, ledger: Ledger, collector: Collector) -> None:
    called = row.get("list_id") if isinstance(row, dict) else None
    known = chinese_words().list_called(called) if isinstance(called, str) else None
    account = ledger.account(known.id if known is not None else _FALLBACK)
    account.saw(file)
    if not isinstance(row, dict):
        account.refuse(where, "no JSON object", str(row))
    elif known is None:
        account.refuse(where, f"list not known: {called!r}", str(row))
    elif not _text(row, "entity_name"):
        account.refuse(where, "no name", str(row))
    else:
        _note_fields(row, account)
        if _add(row, known, account, ledger, collector):
            account.merged += 1
        account.read()


def _note_fields(row: Mapping[str, Any], account: Account) -> None:
    for key, value in row.items():
        if key not in _KNOWN:
            account.odd("column", str(key))
        elif value:
            account.fields[key] += 1


def _text(row: Mapping[str, Any], key: str) -> str:
    value = row.get(key)
    return " ".join(value.split()) if isinstance(value, str) else ""


def _texts(row: Mapping[str, Any], key: str) -> list[str]:
    value = row.get(key)
    return [text for text in value if isinstance(text, str)] if isinstance(value, list) else []


def _is_chinese(name: str) -> bool:
    return re.search(r"[\u3400-\u9fff]", name) is not None


def _add(
    row: Mapping[str, Any],
    known: ChineseList,
    account: Account,
    ledger: Ledger,
    collector: Collector,
) -> bool:
    # Some names were cut out of a sentence together with words around them.
    names: list[str] = []
    for printed in (_text(row, "entity_name"), *_texts(row, "aliases")):
        # Only a name in Chinese has its English twin in brackets behind it.
        pair = (printed, "") if printed.isascii() else split_name(printed)
        names.extend(name for name in reversed(pair) if name)
    chinese = next((name for name in names if _is_chinese(name)), "")
    english = names[0] if not _is_chinese(names[0]) else ""
    person = _text(row, "entity_type") in ("individual", "person")
    kind = EntityKind.PERSON if person else kind_by_name(english, chinese)
    draft, again = collector.draft(known.id, entry_key(english, chinese), kind)
    for index, name in enumerate(names):
        primary = index == 0 and not again
        language = "zh" if _is_chinese(name) else None
        draft.name(name, NameKind.PRIMARY if primary else NameKind.ALIAS, language=language)
    for address in _texts(row, "addresses"):
        draft.address(address)
    draft.detail("reason", _text(row, "reason"))
    added = _text(row, "date_added")
    listed = day(added)
    if added and listed is None:
        account.odd("date_added", added)
        draft.detail("date_as_published", f"listed: {added}")
    draft.listing(
        Listing(
            known.program,
            known.authority,
            entry=_text(row, "id"),
            listed_on=None if listed is None else DateRange(listed, listed),
            citation=_text(row, "source_url"),
        )
    )
    checked = day(_text(row, "last_verified"))
    if checked is not None and (ledger.list_date is None or ledger.list_date < checked):
        ledger.list_date = checked
    return again


READER = _Mofcom()
