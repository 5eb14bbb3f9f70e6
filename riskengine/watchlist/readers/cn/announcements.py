"""Announcements of China's Ministry of Commerce and Ministry of Foreign Affairs.

Three forms: the saved text or page of one announcement, which is what is published; JSON lines
of such texts (`path`, `text`); and JSON lines of parties that somebody drew out of them
(`list`, `entity`). One announcement adds to a list; it is never the whole of it.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from riskengine.model.entity import Entity, Listing
from riskengine.vocab import EntityKind, NameKind
from riskengine.watchlist.readers.cn.parties import Party, parties_of
from riskengine.watchlist.readers.cn.records import INQUIRY, read_record
from riskengine.watchlist.readers.cn.text import (
    Announcement,
    looks_like_announcement,
    plain_text,
    read_announcement,
    title_of,
)
from riskengine.watchlist.readers.cn.words import (
    Collector,
    chinese_words,
    entry_key,
    kind_by_name,
)
from riskengine.watchlist.readers.contract import Ledger, whole_file_fault
from riskengine.watchlist.source import Source

_PARTIAL = "Announcements add to the list; the file is not the whole of it."
_ELSEWHERE = "cn-mofcom-uel"  # account of a text that names no list


class _Announcements:
    name = "cn_announcements"
    version = "1"
    title = "Announcements of China's ministries, text or JSON lines"
    list_ids = tuple(found.id for found in chinese_words().lists)

    def recognises(self, source: Source) -> bool:
        if source.is_workbook:
            return False
        head = source.head
        if head.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"<?xml"):
            return False
        if _is_json(head):
            return _shape(_first_object(head)) != ""
        return looks_like_announcement(plain_text(head))

    def read(self, source: Source, ledger: Ledger) -> Iterator[Entity]:
        with source.open() as stream:
            data = stream.read()
        collector = Collector()
        if not _is_json(data):
            text = plain_text(data)
            before = sum(account.parsed for account in ledger.accounts.values())
            reason = _read_text(text, source.name, ledger, collector)
            if sum(account.parsed for account in ledger.accounts.values()) == before:
                raise whole_file_fault(
                    source,
                    reason or "no party found in the announcement",
                    "Import an announcement that puts parties on a list, with its annex.",
                )
        else:
            _read_lines(data, source, ledger, collector)
        for account in ledger.accounts.values():
            account.complete = False
            account.notes.append(_PARTIAL)
        for entity in collector.entities():
            if ledger.wants(entity.list_id):
                yield entity


def _is_json(data: bytes) -> bool:
    return data.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"{")


def _first_object(head: bytes) -> Mapping[str, Any]:
    line = head.decode("utf-8-sig", errors="replace").lstrip().partition("\n")[0]
    return _object(line) or {}


def _object(line: str) -> Mapping[str, Any] | None:
    try:
        found = json.loads(line)
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) else None


def _shape(row: Mapping[str, Any]) -> str:
    """`text`, `entity` or `modification`: what the lines hold; "" for another format."""
    if isinstance(row.get("text"), str) and "path" in row:
        return "text" if title_of(plain_text(row["text"].encode("utf-8"))) else ""
    for shape in ("entity", "modification"):
        if isinstance(row.get(shape), dict) and "list" in row and "publish_date" in row:
            return shape
    return ""


_CHANGES = "changes or explains measures taken earlier; it lists nobody"


def _read_lines(data: bytes, source: Source, ledger: Ledger, collector: Collector) -> None:
    lines = data.decode("utf-8-sig", errors="replace").split("\n")
    first = next((row for line in lines if line.strip() for row in [_object(line)]), None)
    if first is not None and "modification" in first:
        raise whole_file_fault(
            source,
            "a list of changes to measures (suspended, resumed, ended), not of parties",
            "Import the announcements themselves.",
        )
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        where = f"{source.name} line {number}"
        row = _object(line)
        if row is not None and isinstance(row.get("text"), str):
            text = plain_text(row["text"].encode("utf-8"))
            reason = _read_text(text, source.name, ledger, collector, where=where)
            if reason:
                account = ledger.account(_account_of(text))
                account.saw(source.name)
                if reason in (_CHANGES, INQUIRY):
                    account.empty(reason)
                else:
                    account.refuse(where, reason, title_of(text))
            continue
        read_record(row, line, where, source.name, ledger, collector)


def _account_of(text: str) -> str:
    found = chinese_words().list_of_title(title_of(text))
    return _ELSEWHERE if found is None else found.id


def _read_text(
    text: str, file: str, ledger: Ledger, collector: Collector, *, where: str = ""
) -> str:
    """Read one announcement. Returns why nothing was read, or ""."""
    words = chinese_words()
    item = read_announcement(text)
    if item is None:
        return "no line names one of the lists"
    if any(word in item.title for word in words.changes):
        return _CHANGES
    if any(word in item.title for word in words.inquiries) and not item.annex:
        return INQUIRY
    found = list(parties_of(item))
    if not found:
        return "no party found in the announcement"
    account = ledger.account(item.list.id)
    for party in found:
        account.saw(file)
        if not (party.chinese or party.english):
            account.refuse(where or file, "no name", party.raw)
            continue
        account.fields.update(_filled(party))
        if _add(party, item, collector):
            account.merged += 1
        account.read()
    if item.in_force is not None and (
        ledger.list_date is None or ledger.list_date < item.in_force.latest
    ):
        ledger.list_date = item.in_force.latest
    return ""


def _filled(party: Party) -> Iterator[str]:
    for name in ("chinese", "english", "title", "sex", "born", "nation", "country"):
        if getattr(party, name):
            yield name


def _add(party: Party, item: Announcement, collector: Collector) -> bool:
    kind = EntityKind.PERSON if party.person else kind_by_name(party.english, party.chinese)
    key = entry_key(party.english, party.chinese)
    draft, again = collector.draft(item.list.id, key, kind)
    draft.name(party.english, NameKind.ALIAS if again else NameKind.PRIMARY)
    first = not party.english and not again
    draft.name(party.chinese, NameKind.PRIMARY if first else NameKind.ALIAS, language="zh")
    draft.detail("function", party.title)
    draft.detail("gender", {"男": "male", "女": "female"}.get(party.sex, ""))
    draft.date("birth", party.born)
    if party.nation:
        draft.country(party.nation)
        draft.detail("nationality", party.nation)
    if party.country or (item.country and not party.person):
        draft.country(party.country or item.country)
    wanted = "person" if party.person else "organization"
    draft.listing(
        Listing(
            item.list.program,
            item.list.authority,
            entry=item.number,
            listed_on=party.listed or item.in_force,
            citation=item.title,
            measures=tuple(text for scope, text in item.measures if scope in ("", wanted)),
        )
    )
    return again


READER = _Announcements()
