"""Opening files from outside."""

from __future__ import annotations

import gzip
import io
import stat
import zipfile
from pathlib import Path

import pytest

from riskengine.errors import WatchlistError
from riskengine.watchlist import source as source_module
from riskengine.watchlist.source import open_sources


def archive(path: Path, members: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as out:
        for name, data in members.items():
            out.writestr(name, data)
    return path


def content(path: Path) -> bytes:
    (source,) = open_sources([path])
    with source.open() as stream:
        return stream.read()


def test_plain_gzipped_and_zipped_files_read_alike(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes(b"one\ntwo\n")
    (tmp_path / "b.csv.gz").write_bytes(gzip.compress(b"one\ntwo\n"))
    archive(tmp_path / "c.zip", {"inner/c.csv": b"one\ntwo\n"})
    for name in ("a.csv", "b.csv.gz", "c.zip"):
        assert content(tmp_path / name) == b"one\ntwo\n"


def test_a_gzipped_file_is_named_without_its_ending(tmp_path: Path) -> None:
    (tmp_path / "SDN.CSV.gz").write_bytes(gzip.compress(b"x"))
    (source,) = open_sources([tmp_path / "SDN.CSV.gz"])
    assert source.name == "SDN.CSV"


def test_files_of_a_folder_are_siblings_and_hidden_ones_are_left_out(tmp_path: Path) -> None:
    for name in ("sdn.csv", "ALT.CSV", ".hidden"):
        (tmp_path / name).write_bytes(b"x")
    sources = open_sources([tmp_path])
    assert [item.name for item in sources] == ["ALT.CSV", "sdn.csv"]
    found = sources[1].sibling("alt.csv")
    assert found is not None
    assert found.name == "ALT.CSV"
    assert sources[1].sibling("add.csv") is None


def test_a_gzip_bomb_is_refused(tmp_path: Path) -> None:
    bomb = tmp_path / "bomb.xml.gz"
    with gzip.open(bomb, "wb") as out:
        for _ in range(64):
            out.write(bytes(1 << 20))
    with pytest.raises(WatchlistError, match="unpacks to more than") as caught:
        content(bomb)
    assert caught.value.code == "source.bomb"


def test_a_zip_bomb_is_refused_before_it_is_unpacked(tmp_path: Path) -> None:
    path = archive(tmp_path / "bomb.zip", {"a.csv": bytes(64 << 20)})
    with pytest.raises(WatchlistError) as caught:
        open_sources([path])
    assert caught.value.code == "source.bomb"


def test_a_large_list_that_packs_as_lists_do_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(source_module, "_RATIO_FROM", 1000)
    text = "".join(f"{n},PARTY {n * 7919},CN\n" for n in range(5000)).encode()
    path = archive(tmp_path / "list.zip", {"list.csv": text})
    assert content(path) == text


@pytest.mark.parametrize(
    "name", ["../evil.csv", "/etc/evil.csv", "a/../../evil.csv", "..\\evil.csv", "C:\\evil.csv"]
)
def test_a_member_that_points_out_of_the_archive_is_refused(tmp_path: Path, name: str) -> None:
    path = archive(tmp_path / "a.zip", {"good.csv": b"x", name: b"x"})
    with pytest.raises(WatchlistError, match="points out of the archive"):
        open_sources([path])


def test_a_link_in_an_archive_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as out:
        info = zipfile.ZipInfo("link.csv")
        info.external_attr = (stat.S_IFLNK | 0o777) << 16
        out.writestr(info, "/etc/passwd")
    with pytest.raises(WatchlistError, match="a link"):
        open_sources([path])


def test_an_archive_within_an_archive_is_refused(tmp_path: Path) -> None:
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w") as out:
        out.writestr("a.csv", "x")
    path = archive(tmp_path / "a.zip", {"inner.zip": inner.getvalue()})
    with pytest.raises(WatchlistError, match="archive within the archive"):
        open_sources([path])


def test_too_many_members_are_refused(tmp_path: Path) -> None:
    path = archive(tmp_path / "a.zip", {f"{n}.csv": b"x" for n in range(300)})
    with pytest.raises(WatchlistError, match="300 files"):
        open_sources([path])


@pytest.mark.parametrize("keep", [10, 40, 100])
def test_a_cut_archive_is_an_error_and_not_a_traceback(tmp_path: Path, keep: int) -> None:
    whole = archive(tmp_path / "a.zip", {"a.csv": b"x" * 1000}).read_bytes()
    (tmp_path / "cut.zip").write_bytes(whole[:keep])
    with pytest.raises(WatchlistError, match="cannot be read"):
        content(tmp_path / "cut.zip")


def test_a_cut_gzip_file_is_an_error_and_not_a_traceback(tmp_path: Path) -> None:
    data = gzip.compress("".join(f"line {n * 7919}\n" for n in range(20_000)).encode())
    (tmp_path / "cut.csv.gz").write_bytes(data[: len(data) // 2])
    with pytest.raises(WatchlistError, match="cannot be read"):
        content(tmp_path / "cut.csv.gz")


def test_a_damaged_member_is_an_error_and_not_a_traceback(tmp_path: Path) -> None:
    path = archive(tmp_path / "a.zip", {"a.csv": b"abc" * 1000})
    data = bytearray(path.read_bytes())
    data[45:55] = b"\xff" * 10
    path.write_bytes(bytes(data))
    with pytest.raises(WatchlistError, match="cannot be read"):
        content(path)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(WatchlistError, match=r"nowhere\.csv: cannot be read"):
        content(tmp_path / "nowhere.csv")


def test_an_empty_folder_is_told(tmp_path: Path) -> None:
    with pytest.raises(WatchlistError, match="nothing to import"):
        open_sources([tmp_path])
