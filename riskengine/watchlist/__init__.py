"""Watchlists on disk: dated, hashed snapshots in one schema, opened lazily.

lists = open_watchlists([Path("watchlists")])
lists.info("us-bis-el").list_date
lists.entity("us-bis-el:huawei-technologies-co-ltd-cn")
"""

from __future__ import annotations

from riskengine.watchlist.codec import (
    entity_from_dict,
    entity_from_json,
    entity_to_dict,
    entity_to_json,
)
from riskengine.watchlist.manifest import (
    MANIFEST_NAME,
    SNAPSHOT_NAME,
    Manifest,
    build_manifest,
    read_manifest,
)
from riskengine.watchlist.staleness import Freshness, age_notes, freshness, freshness_of
from riskengine.watchlist.store import Watchlists, list_folders, open_watchlists
from riskengine.watchlist.writer import write_snapshot

__all__ = [
    "MANIFEST_NAME",
    "SNAPSHOT_NAME",
    "Freshness",
    "Manifest",
    "Watchlists",
    "age_notes",
    "build_manifest",
    "entity_from_dict",
    "entity_from_json",
    "entity_to_dict",
    "entity_to_json",
    "freshness",
    "freshness_of",
    "list_folders",
    "open_watchlists",
    "read_manifest",
    "write_snapshot",
]
