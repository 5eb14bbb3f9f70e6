"""The compiled index: written at once, checked when opened, rebuilt when in doubt."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest

from riskengine.matching.index import Index
from tests.matching.small_lists import SmallLists, listed, sample_lists


def names(index: Index, query: str) -> list[str]:
    everything = range(len(index.list_ids))
    return [candidate.name for candidate in index.candidates(query, everything)]


def cache_files(folder: Path) -> list[Path]:
    return sorted(folder.iterdir())


def test_the_cache_holds_one_file_per_set_of_lists(tmp_path: Path) -> None:
    Index.open(sample_lists(), cache_dir=tmp_path)
    Index.open(sample_lists(), cache_dir=tmp_path)
    Index.open(SmallLists([listed(1, "Zorvan Qelim")]), cache_dir=tmp_path)
    assert len(cache_files(tmp_path)) == 2


def test_compiling_twice_gives_the_same_bytes(tmp_path: Path) -> None:
    for folder in ("a", "b"):
        Index.open(sample_lists(), cache_dir=tmp_path / folder)
    one, two = cache_files(tmp_path / "a"), cache_files(tmp_path / "b")
    assert one[0].read_bytes() == two[0].read_bytes()


@pytest.mark.parametrize("damage", ["cut", "flip", "empty", "foreign"])
def test_a_damaged_file_is_rebuilt(tmp_path: Path, damage: str) -> None:
    Index.open(sample_lists(), cache_dir=tmp_path)
    (path,) = cache_files(tmp_path)
    whole = path.read_bytes()
    changed = {
        "cut": whole[: len(whole) // 2],
        "flip": whole[:-9] + bytes([whole[-9] ^ 1]) + whole[-8:],
        "empty": b"",
        "foreign": b"SQLite format 3\0" + whole,
    }[damage]
    path.write_bytes(changed)
    index = Index.open(sample_lists(), cache_dir=tmp_path)
    assert "Hikvision" in names(index, "Hikvision")
    assert path.read_bytes() == whole


def test_a_file_of_other_lists_is_not_used(tmp_path: Path) -> None:
    Index.open(sample_lists(), cache_dir=tmp_path)
    (path,) = cache_files(tmp_path)
    other = SmallLists([listed(1, "Zorvan Qelim")])
    Index.open(other, cache_dir=tmp_path)
    (foreign,) = [item for item in cache_files(tmp_path) if item != path]
    path.write_bytes(foreign.read_bytes())
    index = Index.open(sample_lists(), cache_dir=tmp_path)
    assert names(index, "Zorvan Qelim") == []


def test_a_cache_folder_that_cannot_be_made_is_done_without(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("not a folder")
    index = Index.open(sample_lists(), cache_dir=blocked / "cache")
    assert "Hikvision" in names(index, "Hikvision")


def test_no_lists_at_all_find_nothing() -> None:
    assert names(Index.open(SmallLists([]), cache_dir=None), "Zhipu") == []


def test_words_of_many_unrelated_entries_are_worn() -> None:
    lists = SmallLists(
        [
            listed(n, f"{lead} Korvet Ltd")
            for n, lead in enumerate(["Ab", "Cu", "Du", "Eq", "Fy", "Gu", "Hy", "Iq"])
        ]
        + [
            listed(n, f"Zorvan {tail} Ltd")
            for n, tail in enumerate(["Pq", "Qr", "Rs", "St", "Tu", "Uv", "Vw"], 20)
        ]
    )
    rarity = Index.open(lists, cache_dir=None).rarity
    assert rarity.weight("korvet") < rarity.weight("zorvan") == 1.0


def test_a_list_that_has_not_changed_is_taken_apart_once(tmp_path: Path) -> None:
    def lists(*names: str) -> SmallLists:
        found = SmallLists(
            [
                listed(1, "Zorvan Qelim"),
                *(listed(n, x, list_id="us-dod") for n, x in enumerate(names)),
            ]
        )
        found.infos = tuple(
            dataclasses.replace(info, sha256=str(len(names)) if info.list_id == "us-dod" else "a")
            for info in found.infos
        )
        return found

    Index.open(lists("Pelin Torvak"), cache_dir=tmp_path)
    parts = sorted(tmp_path.glob("part-*"))
    assert len(parts) == 2
    more = lists("Pelin Torvak", "Mirsal Dovok")
    asked: list[str | None] = []
    whole = more.searchable
    more.searchable = lambda list_id=None: (asked.append(list_id), whole(list_id))[1]  # type: ignore[method-assign]
    index = Index.open(more, cache_dir=tmp_path)
    assert asked == ["us-dod"]
    assert names(index, "Mirsal Dovok") == ["Mirsal Dovok"]
    assert names(index, "Zorvan Qelim") == ["Zorvan Qelim"]


def test_a_damaged_part_is_made_anew(tmp_path: Path) -> None:
    found = SmallLists([listed(1, "Zorvan Qelim")])
    found.infos = tuple(dataclasses.replace(info, sha256="a") for info in found.infos)
    Index.open(found, cache_dir=tmp_path)
    (part,) = tmp_path.glob("part-*")
    whole = part.read_bytes()
    part.write_bytes(whole[:-7])
    for path in tmp_path.glob("names-*"):
        path.unlink()
    index = Index.open(found, cache_dir=tmp_path)
    assert names(index, "Zorvan Qelim") == ["Zorvan Qelim"]
    assert part.read_bytes() == whole


def test_parts_of_lists_that_are_no_longer_open_are_removed(tmp_path: Path) -> None:
    Index.open(sample_lists(), cache_dir=tmp_path)
    kept = {path.name for path in tmp_path.glob("part-*.idx")}
    old = [tmp_path / f"part-{number}-xx-gone-0123456789abcdef.idx" for number in (1, 8)]
    for path in old:
        path.write_bytes(cache_files(tmp_path)[0].read_bytes())
    foreign = [tmp_path / "part-1-xx-notes-0123456789abcdef.idx", tmp_path / "part-notes.idx"]
    for path in foreign:
        path.write_text("mine", encoding="utf-8")
    cache_files(tmp_path)[0].unlink()
    Index.open(sample_lists(), cache_dir=tmp_path)
    assert not any(path.exists() for path in old)
    assert all(path.exists() for path in foreign)
    assert kept <= {path.name for path in tmp_path.iterdir()}
