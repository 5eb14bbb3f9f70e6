from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

import pytest

from riskengine.errors import WatchlistError
from riskengine.model.entity import Entity, EntityName
from riskengine.vocab import EntityKind
from riskengine.watchlist import open_watchlists, read_manifest, write_snapshot


def _entity(entity_id: str, name: str = "Alpha") -> Entity:
    return Entity(entity_id, entity_id.split(":")[0], EntityKind.COMPANY, (EntityName(name),))


def _fields(list_id: str, **changes: Any) -> dict[str, Any]:
    return {
        "list_id": list_id,
        "title": "Test list",
        "publisher": "Nobody",
        "jurisdiction": "XX",
        "role": "watchlist",
        "measure": "licence",
        "list_date": "2025-01-07",
        "retrieved_on": "2025-01-08",
        "source_url": "",
        "licence": "CC0",
        "stale_after_days": 30,
        "reader": "by hand",
        "reader_version": "1",
        "expected_min": 0,
        "expected_max": 10,
        **changes,
    }


def _write(root: Path, list_id: str, *ids: str) -> Path:
    folder = root / list_id
    write_snapshot(folder, [_entity(f"{list_id}:{key}") for key in ids], _fields(list_id))
    return folder


def _damage(folder: Path, old: bytes, new: bytes) -> None:
    """Change the snapshot and give the manifest its new hash."""
    path = folder / "snapshot.jsonl"
    before = path.read_bytes()
    after = before.replace(old, new)
    assert after != before
    path.write_bytes(after)
    manifest = folder / "manifest.yaml"
    hashes = (hashlib.sha256(data).hexdigest() for data in (before, after))
    manifest.write_text(manifest.read_text().replace(*hashes))


def test_lists_open_sorted_with_entities_in_file_order(tmp_path: Path) -> None:
    _write(tmp_path, "x-b", "2", "1")
    _write(tmp_path, "x-a", "9")
    lists = open_watchlists([tmp_path])
    assert lists.list_ids == ("x-a", "x-b")
    assert list(lists.ids()) == ["x-a:9", "x-b:1", "x-b:2"]
    assert [entity.id for entity in lists.entities("x-b")] == ["x-b:1", "x-b:2"]
    assert lists.entity("x-b:2") is lists.entity("x-b:2")
    assert lists.entity("x-b:2").list_id == "x-b"
    assert len(lists) == 3
    assert "x-a:9" in lists


def test_writing_does_not_depend_on_the_order_of_entities(tmp_path: Path) -> None:
    entities = [_entity(f"x-a:{key}") for key in "cab"]
    one = write_snapshot(tmp_path / "1", entities, _fields("x-a"))
    two = write_snapshot(tmp_path / "2", reversed(entities), _fields("x-a"))
    assert one == two
    for name in ("manifest.yaml", "snapshot.jsonl"):
        assert (tmp_path / "1" / name).read_bytes() == (tmp_path / "2" / name).read_bytes()
    assert sorted(path.name for path in (tmp_path / "1").iterdir()) == [
        "manifest.yaml",
        "snapshot.jsonl",
    ]


def test_a_manifest_survives_writing_and_reading(tmp_path: Path) -> None:
    folder = tmp_path / "x-a"
    written = write_snapshot(
        folder, [_entity("x-a:1")], _fields("x-a", note="line: one\n日本", jurisdiction="NO")
    )
    assert read_manifest(folder / "manifest.yaml") == written
    assert written.info().jurisdiction == "NO"


def test_only_opens_the_named_lists(tmp_path: Path) -> None:
    _write(tmp_path, "x-a", "1")
    _write(tmp_path, "x-b", "1")
    assert open_watchlists([tmp_path], only={"x-b"}).list_ids == ("x-b",)
    with pytest.raises(WatchlistError, match="no such list: x-c"):
        open_watchlists([tmp_path], only={"x-c"})


def test_the_directory_named_first_wins(tmp_path: Path) -> None:
    _write(tmp_path / "home", "x-a", "new")
    _write(tmp_path / "bundle", "x-a", "old")
    lists = open_watchlists([tmp_path / "home", tmp_path / "bundle"])
    assert list(lists.ids()) == ["x-a:new"]
    direct = open_watchlists([tmp_path / "bundle" / "x-a"])
    assert direct.fingerprint != lists.fingerprint


def test_the_fingerprint_follows_content_not_place(tmp_path: Path) -> None:
    _write(tmp_path / "one", "x-a", "1")
    _write(tmp_path / "two", "x-a", "1")
    one, two = open_watchlists([tmp_path / "one"]), open_watchlists([tmp_path / "two"])
    assert one.fingerprint == two.fingerprint


def test_a_changed_snapshot_is_refused_by_its_hash(tmp_path: Path) -> None:
    folder = _write(tmp_path, "x-a", "1")
    path = folder / "snapshot.jsonl"
    path.write_bytes(path.read_bytes().replace(b"Alpha", b"Alphb"))
    with pytest.raises(WatchlistError, match="SHA-256") as caught:
        open_watchlists([tmp_path])
    assert caught.value.code == "watchlist.hash"
    assert str(path) in caught.value.message


def test_a_wrong_count_is_refused(tmp_path: Path) -> None:
    folder = _write(tmp_path, "x-a", "1", "2")
    manifest = folder / "manifest.yaml"
    manifest.write_text(manifest.read_text().replace("records: 2", "records: 3"))
    with pytest.raises(WatchlistError, match=r"2 records, the manifest says 3"):
        open_watchlists([tmp_path])


def test_a_line_without_an_id_is_named(tmp_path: Path) -> None:
    folder = _write(tmp_path, "x-a", "1", "2")
    _damage(folder, b'{"id":"x-a:2"', b'{"kind":"x","id":"x-a:2"')
    with pytest.raises(WatchlistError, match=r"snapshot\.jsonl:2: the line does not begin"):
        open_watchlists([tmp_path])


def test_an_id_twice_in_a_list_is_named_with_both_lines(tmp_path: Path) -> None:
    folder = _write(tmp_path, "x-a", "1", "2")
    _damage(folder, b'"x-a:2"', b'"x-a:1"')
    with pytest.raises(WatchlistError, match=r":2: the id x-a:1 already stands in line 1"):
        open_watchlists([tmp_path])


def test_an_id_twice_over_lists_is_refused(tmp_path: Path) -> None:
    _write(tmp_path, "x-a", "1")
    folder = _write(tmp_path, "x-b", "1")
    _damage(folder, b'"x-b:1"', b'"x-a:1"')
    with pytest.raises(WatchlistError, match="also stands in") as caught:
        open_watchlists([tmp_path])
    assert caught.value.code == "watchlist.duplicate"


def test_a_record_that_cannot_be_decoded_is_found_when_used(tmp_path: Path) -> None:
    folder = _write(tmp_path, "x-a", "1", "2")
    _damage(
        folder,
        b'"id":"x-a:2","kind":"company","names":[',
        b'"id":"x-a:2","kind":"company","names":{',
    )
    lists = open_watchlists([tmp_path])
    assert lists.entity("x-a:1").caption == "Alpha"
    with pytest.raises(WatchlistError, match=r"snapshot\.jsonl:2: record x-a:2: not JSON"):
        lists.entity("x-a:2")


def test_an_unknown_entity_or_list_says_what_is_open(tmp_path: Path) -> None:
    _write(tmp_path, "x-a", "1")
    lists = open_watchlists([tmp_path])
    with pytest.raises(WatchlistError, match="no entity x-a:7"):
        lists.entity("x-a:7")
    with pytest.raises(WatchlistError, match="Open lists: x-a"):
        lists.info("x-z")


def test_a_missing_directory_is_named(tmp_path: Path) -> None:
    with pytest.raises(WatchlistError, match="no such directory"):
        open_watchlists([tmp_path / "none"])


def test_nothing_is_replaced_when_the_new_state_is_not_valid(tmp_path: Path) -> None:
    folder = _write(tmp_path, "x-a", "1")
    before = (folder / "snapshot.jsonl").read_bytes()
    too_many = [_entity(f"x-a:{key}") for key in range(11)]
    with pytest.raises(WatchlistError, match="11 records, expected 0 to 10"):
        write_snapshot(folder, too_many, _fields("x-a"))
    with pytest.raises(WatchlistError, match="stands twice"):
        write_snapshot(folder, [_entity("x-a:1"), _entity("x-a:1")], _fields("x-a"))
    with pytest.raises(WatchlistError, match="belongs to x-b"):
        write_snapshot(folder, [_entity("x-b:1")], _fields("x-a"))
    assert (folder / "snapshot.jsonl").read_bytes() == before


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("role: watchlist", "role: watchlist\nrole: reference", "'role' stands twice"),
        ("title: Test list", "titel: Test list", "titel"),
        ("complete: true", "complete: yes", "complete"),
        ("list_date: '2025-01-07'", "list_date: '2025-13-07'", "list_date"),
        ("measure: licence", "measure: tax", "measure"),
        ("records: 1", "records: one", "records"),
        ("title: Test list", "title: [", "manifest.yaml:"),
    ],
)
def test_a_wrong_manifest_names_the_field(tmp_path: Path, old: str, new: str, says: str) -> None:
    path = _write(tmp_path, "x-a", "1") / "manifest.yaml"
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new))
    with pytest.raises(WatchlistError, match=says):
        read_manifest(path)
