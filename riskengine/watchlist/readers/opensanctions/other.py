"""Files that OpenSanctions publishes beside its lists and that are no lists themselves.

They are recognised so that a user who picks the wrong file is told which one to take.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from riskengine.model.entity import Entity
from riskengine.watchlist.readers.contract import Ledger, whole_file_fault
from riskengine.watchlist.source import Source

_TAKE = "Take entities.ftm.json or targets.simple.csv of the same dataset."
_TOP_KEY = re.compile(r'"(\w+)"\s*:')


class _NoList:
    """A file that can be told by its content and is always refused."""

    version = "1"
    list_ids: tuple[str, ...] = ()

    def __init__(self, name: str, title: str, reason: str, hint: str = _TAKE) -> None:
        self.name = name
        self.title = title
        self._reason = reason
        self._hint = hint

    def recognises(self, source: Source) -> bool:
        return _kind(source) == self.name

    def read(self, source: Source, ledger: Ledger) -> Iterator[Entity]:
        raise whole_file_fault(source, self._reason, self._hint)


def _kind(source: Source) -> str:
    text = source.head.decode("utf-8", errors="replace").lstrip("\ufeff \t\r\n")
    if not text.startswith("{"):
        return ""
    line = text.partition("\n")[0]
    try:
        payload = json.loads(line)
        keys = set(payload) if isinstance(payload, dict) else set()
    except (ValueError, RecursionError):
        keys = set(_TOP_KEY.findall(text[:8192]))
    if {"op", "entity"} <= keys:
        return "os_delta"
    if {"DATA_SOURCE", "RECORD_ID"} <= keys:
        return "os_senzing"
    if "index_url" in keys or {"issue_levels", "resources"} <= keys:
        return "os_index"
    if {"schemata", "entity_count", "target_count"} <= keys:
        return "os_statistics"
    return ""


READERS = (
    _NoList(
        "os_delta",
        "OpenSanctions delta (entities.delta.json)",
        "lists the changes between two editions (ADD, MOD, DEL), not a whole list",
    ),
    _NoList(
        "os_senzing",
        "OpenSanctions in Senzing's form (senzing.json)",
        "is written for the Senzing entity resolution product and leaves out designations",
    ),
    _NoList(
        "os_index",
        "OpenSanctions index (index.json)",
        "describes datasets and where their files are, and holds no parties",
    ),
    _NoList(
        "os_statistics",
        "OpenSanctions statistics (statistics.json)",
        "counts the parties of a dataset and holds none of them",
    ),
)
