"""Official files, damaged in many ways: no traceback, and no row lost without a word."""

from __future__ import annotations

import gzip
import random
import zipfile
from pathlib import Path

import pytest

from riskengine.errors import WatchlistError
from riskengine.watchlist.intake import Intake, take_in
from riskengine.watchlist.source import open_sources

_SKIPPED = (".md", ".md.gz", "SOURCES.md")
_LIMIT = 60_000  # bytes of a text file that are kept before it is damaged
_ROUNDS = 8


def list_files() -> list[str]:
    """Every list file beside the checkout, relative to the folder of lists."""
    root = Path(__file__).resolve().parents[3] / "shared" / "lists"
    if not root.is_dir():
        return ["none"]
    return sorted(
        str(path.relative_to(root))
        for path in root.rglob("*")
        if path.is_file() and not path.name.endswith(_SKIPPED)
    )


def shortened(data: bytes) -> bytes:
    """The start of a file, cut at a line end; XML is closed again so that it stays well formed."""
    if len(data) <= _LIMIT or data.startswith((b"PK", b"%PDF")):
        return data
    cut = data[:_LIMIT].rfind(b"\n") + 1
    return data[: cut or _LIMIT]


def mutate(data: bytes, chance: random.Random) -> bytes:
    """One of the ways in which files get damaged."""
    if not data:
        return data
    at = chance.randrange(len(data))
    length = chance.randrange(1, 200)
    lines = data.split(b"\n")
    line = chance.randrange(len(lines))
    kind = chance.randrange(9)
    if kind == 0:
        return data[:at]
    if kind == 1:
        return data[:at] + data[at + length :]
    if kind == 2:
        return data[:at] + data[at : at + length] * 2 + data[at + length :]
    if kind == 3:
        return data[:at] + chance.randbytes(length) + data[at:]
    if kind == 4:
        return b"\n".join(lines[:line] + lines[line + 1 :])
    if kind == 5:
        return b"\n".join([*lines[: line + 1], *lines[line:]])
    if kind == 6:
        return data[:at] + chance.choice([b'"', b"<", b"&", b";", b",", b"{", b"\x00"]) + data[at:]
    if kind == 7:
        return data.replace(chance.choice([b",", b'"', b"name", b"1", b">"]), b"", 3)
    return data[:at] + bytes([data[at] ^ 0x80]) + data[at + 1 :]


def check(paths: list[Path]) -> Intake | None:
    """Take a file in, or have it refused in words; every row is accounted for either way."""
    try:
        found = take_in(paths)
    except WatchlistError:
        return None
    for edition in found.editions:
        account = edition.account
        assert account.balanced, (edition.list_id, account.total, account.parsed)
        assert account.refused_count == 0 or account.refused
        for entity in edition.entities():
            assert entity.names, entity.id
    return found


@pytest.mark.parametrize("name", list_files())
def test_a_damaged_file_is_read_or_refused_in_words(
    shared_dir: Path, tmp_path: Path, name: str
) -> None:
    path = shared_dir / "lists" / name
    data = path.read_bytes()
    packed = data.startswith(b"\x1f\x8b")
    plain = shortened(gzip.decompress(data) if packed else data)
    chance = random.Random(name)
    target = tmp_path / path.name.removesuffix(".gz")
    for _ in range(_ROUNDS):
        damaged = mutate(plain, chance)
        for _ in range(chance.randrange(3)):
            damaged = mutate(damaged, chance)
        target.write_bytes(damaged)
        check([target])
    if packed:
        for _ in range(3):
            (tmp_path / path.name).write_bytes(mutate(data[:200_000], chance))
            check([tmp_path / path.name])


@pytest.mark.parametrize("name", [name for name in list_files() if name.endswith(".xlsx")])
def test_a_workbook_with_a_damaged_sheet_is_read_or_refused_in_words(
    shared_dir: Path, tmp_path: Path, name: str
) -> None:
    chance = random.Random(name)
    with zipfile.ZipFile(shared_dir / "lists" / name) as archive:
        members = {info.filename: archive.read(info) for info in archive.infolist()}
    for member in ("xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/workbook.xml"):
        for _ in range(2):
            target = tmp_path / "damaged.xlsx"
            with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as out:
                for other, data in members.items():
                    out.writestr(other, mutate(data, chance) if other == member else data)
            check([target])


def test_the_files_of_a_set_are_found_in_a_damaged_folder(shared_dir: Path, tmp_path: Path) -> None:
    folder = shared_dir / "lists" / "us" / "ofac-cons-2025-12-19"
    chance = random.Random("set")
    files = sorted(path for path in folder.iterdir() if path.suffix == ".csv")
    for _ in range(6):
        for path in files:
            data = path.read_bytes()
            (tmp_path / path.name).write_bytes(
                mutate(data, chance) if chance.random() < 0.5 else data
            )
        found = check([tmp_path])
        assert found is not None
        counted = sum(edition.account.total for edition in found.editions)
        assert counted > 1000
        assert open_sources([tmp_path])
