"""Workbooks: read as plain values, and refused where they would harm."""

from __future__ import annotations

import datetime as dt
import zipfile
from pathlib import Path

import pytest

from riskengine.errors import WatchlistError
from riskengine.watchlist.readers import sheets
from riskengine.watchlist.source import Source, open_sources
from tests.watchlist.xlsx_factory import write_xlsx


def changed(path: Path, part: str, old: str, new: str) -> Source:
    """The workbook with a text of one of its parts replaced."""
    with zipfile.ZipFile(path) as archive:
        parts = {info.filename: archive.read(info) for info in archive.infolist()}
    assert old.encode() in parts[part]
    parts[part] = parts[part].replace(old.encode(), new.encode(), 1)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return open_sources([path])[0]


def test_cells_come_as_plain_text_with_the_row_numbers_of_the_sheet(tmp_path: Path) -> None:
    path = write_xlsx(
        tmp_path / "a.xlsx", {"One": [["name", "n"], [], ["Acme ", 3, dt.date(2026, 1, 5), None]]}
    )
    (source,) = open_sources([path])
    assert sheets.sheet_names(source) == ("One",)
    assert list(sheets.rows(source)) == [(1, ["name", "n"]), (3, ["Acme", "3", "2026-01-05"])]


def test_two_cells_far_apart_are_refused_before_memory_is_asked_for(tmp_path: Path) -> None:
    path = write_xlsx(tmp_path / "wide.xlsx", {"One": [["name"], ["Acme"]]})
    source = changed(path, "xl/worksheets/sheet1.xml", 'r="A2"', 'r="XFD1048576"')
    with pytest.raises(WatchlistError, match=r"spans 1,048,576 rows and 16,384 columns"):
        list(sheets.rows(source))


def test_a_workbook_that_unpacks_to_far_more_is_refused(tmp_path: Path) -> None:
    path = write_xlsx(
        tmp_path / "bomb.xlsx", {"One": [["name"]]}, extra={"xl/x.bin": bytes(80 << 20)}
    )
    (source,) = open_sources([path])
    with pytest.raises(WatchlistError) as caught:
        list(sheets.rows(source))
    assert caught.value.code == "source.bomb"


def test_a_sheet_with_entities_is_refused(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("do not read me", encoding="utf-8")
    path = write_xlsx(tmp_path / "xxe.xlsx", {"One": [["name"], ["Acme"]]})
    head = f'<!DOCTYPE x [<!ENTITY e SYSTEM "{secret.as_uri()}">]><worksheet'
    changed(path, "xl/worksheets/sheet1.xml", "<worksheet", head)
    source = changed(path, "xl/worksheets/sheet1.xml", "Acme", "&e;")
    with pytest.raises(WatchlistError, match="document type"):
        list(sheets.rows(source))


def test_a_sheet_cut_between_two_rows_is_not_taken_for_a_whole_one(tmp_path: Path) -> None:
    path = write_xlsx(tmp_path / "a.xlsx", {"One": [["name"], ["Acme"], ["Brandt"]]})
    with zipfile.ZipFile(path) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml").decode()
    rest = sheet[sheet.rindex("<row") :]
    with pytest.raises(WatchlistError, match="cut short"):
        list(sheets.rows(changed(path, "xl/worksheets/sheet1.xml", rest, "")))


def test_a_broken_sheet_is_an_error_in_words(tmp_path: Path) -> None:
    path = write_xlsx(tmp_path / "a.xlsx", {"One": [["name"], ["Acme"]]})
    with pytest.raises(WatchlistError):
        list(sheets.rows(changed(path, "xl/worksheets/sheet1.xml", "<row", "<row r='<")))
