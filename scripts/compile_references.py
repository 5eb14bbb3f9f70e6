"""Compile the reference lists from their hand-written sources.

Reads watchlists/sources/*.yaml and writes watchlists/ref-*/{manifest.yaml,snapshot.jsonl}.
Run from the repository root: `python scripts/compile_references.py`. Same sources, same
bytes: the date of the lists is a constant that is raised by hand when the sources change.

A source holds `list` (id, title, note) and `groups`: a mapping of defaults starts a group and
`rows` fills it. A row has `id` and `name`, and may have `alias`, `weak`, `acronym`, `former`,
`native` (names by kind), `country`, `tier`, `holder`, `kind`, `source`, `note`, `parent` (short
id of the body it belongs to), `rel` (relations) and `templates`.
"""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from riskengine.model.entity import Entity, EntityName, EntityRelation  # noqa: E402
from riskengine.model.interval import DateRange, Stake  # noqa: E402
from riskengine.text.scripts import script_of  # noqa: E402
from riskengine.vocab import EntityKind, NameKind, StateTier  # noqa: E402
from riskengine.watchlist import write_snapshot  # noqa: E402

LIST_DATE = "2026-11-23"
SOURCES = ("state-bodies", "state-owned", "sovereign-funds", "backers")
ROW_KEYS = {
    "id", "name", "alias", "weak", "acronym", "former", "native", "country", "tier", "holder",
    "kind", "source", "note", "parent", "rel", "templates", "state_country",
}  # fmt: skip
NAME_KINDS = (
    ("alias", NameKind.ALIAS),
    ("acronym", NameKind.ACRONYM),
    ("weak", NameKind.WEAK_ALIAS),
    ("former", NameKind.FORMER),
    ("native", NameKind.ALIAS),
)
LANGUAGES = {"Hang": "ko", "Cyrl": "ru", "Hans": "zh", "Hant": "zh", "Hani": "zh", "Mymr": "my"}


def rows_of(document: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    defaults: dict[str, Any] = {}
    for group in document["groups"]:
        if "rows" not in group:
            defaults = group
            continue
        for row in group["rows"]:
            unknown = set(row) - ROW_KEYS
            if unknown:
                raise SystemExit(f"{row.get('id')}: unknown keys {sorted(unknown)}")
            yield {**defaults, **row}
        defaults = {}


def entity_of(list_id: str, row: Mapping[str, Any]) -> Entity:
    names = [_name(row["name"], NameKind.PRIMARY)] if "name" in row else []
    for key, kind in NAME_KINDS:
        names += [_name(text, kind) for text in row.get(key, ())]
    relations = [_relation(item) for item in row.get("rel", ())]
    if "parent" in row:
        relations.append(EntityRelation("state_body_of", f"{list_id}:{row['parent']}"))
    tier = row.get("tier")
    country = row.get("country")
    return Entity(
        id=f"{list_id}:{row['id']}",
        list_id=list_id,
        kind=EntityKind(row["kind"]),
        names=tuple(dict.fromkeys(names)),
        countries=(country,) if country else (),
        relations=tuple(relations),
        state_country=row.get("state_country", country if tier else None),
        state_tier=StateTier(tier) if tier else None,
        holder_kind=row["holder"],
        templates=tuple(row.get("templates", ())),
        source=row["source"],
        note=row.get("note", ""),
    )


def _name(text: str, kind: NameKind) -> EntityName:
    script = script_of(text)
    return EntityName(text, kind, script, LANGUAGES.get(script))


def _relation(item: Mapping[str, Any]) -> EntityRelation:
    stake = item.get("stake")
    if stake is None:
        held = Stake()
    elif isinstance(stake, list):
        held = Stake(float(stake[0]), float(stake[1]))
    else:
        held = Stake.exactly(float(stake))
    since, until = item.get("since"), item.get("until")
    return EntityRelation(
        item["type"],
        item["target"],
        held,
        None if since is None else DateRange.parse(since),
        None if until is None else DateRange.parse(until),
        item.get("source", ""),
    )


def compile_list(name: str) -> None:
    path = ROOT / "watchlists" / "sources" / f"{name}.yaml"
    raw = path.read_bytes()
    document = yaml.safe_load(raw)
    about = document["list"]
    list_id = about["list_id"]
    entities = [entity_of(list_id, row) for row in rows_of(document)]
    fields = {
        "list_id": list_id,
        "title": about["title"],
        "publisher": "riskengine maintainers",
        "jurisdiction": "INT",
        "role": "reference",
        "measure": "unknown",
        "list_date": LIST_DATE,
        "retrieved_on": LIST_DATE,
        "source_url": f"watchlists/sources/{name}.yaml",
        "licence": "Apache-2.0 (own compilation of public facts)",
        "stale_after_days": 365,
        "complete": False,
        "note": about["note"].strip(),
        "reader": "compile_references",
        "reader_version": "1",
        "source_sha256": hashlib.sha256(raw).hexdigest(),
        "expected_min": 20,
        "expected_max": 5000,
    }
    manifest = write_snapshot(ROOT / "watchlists" / list_id, entities, fields)
    print(f"{list_id}: {manifest.records}")


def main() -> None:
    for name in SOURCES:
        compile_list(name)


if __name__ == "__main__":
    main()
