"""Real files of owners: every one is read, and every record is accounted for."""

from __future__ import annotations

from pathlib import Path

import pytest

from riskengine.ownership.files import read_ownership

# file: (format, records, parties, ties, notes, problems)
COUNTS = {
    "cn_listed_actual_controllers_202602.csv": ("table", 5485, 9353, 5137, 349, 0),
    "cn_mof_central_enterprises_20221024.csv": ("table", 143, 207, 113, 30, 0),
    "cn_sasac_central_soes_20250729.csv": ("table", 100, 101, 100, 0, 0),
    "cn_state_funds_and_stakes.csv": ("table", 45, 41, 45, 0, 0),
    "ftm_zala_ownership_sample.ftm.json": ("ftm", 91, 17, 17, 57, 0),
    "gleif/lei-data.xml": ("gleif-lei", 13, 13, 0, 0, 0),
    "gleif/lei-data.json": ("gleif-lei", 13, 13, 0, 0, 0),
    "gleif/rr-data.xml": ("gleif-rr", 10, 16, 10, 0, 0),
    "gleif/rr-data.json": ("gleif-rr", 10, 16, 10, 0, 0),
    "gleif/repex-data.xml": ("gleif-exceptions", 10, 10, 0, 10, 0),
    "gleif/rr-updates-data2.xml": ("gleif-rr", 11, 11, 11, 0, 0),
    "uk_psc/psc_api_real_03977902.json": ("uk-psc", 1, 2, 3, 0, 0),
    "uk_psc/psc_unknown_kind.json": ("uk-psc", 1, 0, 0, 0, 1),
    "bods/joint-ownership.json": ("bods", 7, 4, 3, 0, 0),
}


@pytest.mark.parametrize("name", COUNTS)
def test_counts(shared_dir: Path, name: str) -> None:
    found = read_ownership(shared_dir / "ownership" / name)
    assert (
        found.format,
        found.records,
        len(found.parties),
        len(found.ties),
        len(found.notes),
        len(found.problems),
    ) == COUNTS[name]


def test_every_file_is_read(shared_dir: Path) -> None:
    files = [
        path
        for path in sorted((shared_dir / "ownership").rglob("*"))
        if path.is_file() and path.suffix != ".md"
    ]
    assert len(files) >= 50
    for path in files:
        found = read_ownership(path)
        assert found.records > 0, path
        ends = {end for tie in found.ties for end in (tie.owner, tie.asset)}
        assert ends <= set(found.parties), path


def test_xml_and_json_of_gleif_say_the_same(shared_dir: Path) -> None:
    for stem in ("lei-data", "rr-data", "repex-data"):
        xml = read_ownership(shared_dir / "ownership" / "gleif" / f"{stem}.xml")
        text = read_ownership(shared_dir / "ownership" / "gleif" / f"{stem}.json")
        assert dict(xml.parties) == dict(text.parties)
        assert [(t.owner, t.asset, t.kind, t.since, t.until) for t in xml.ties] == [
            (t.owner, t.asset, t.kind, t.since, t.until) for t in text.ties
        ]


def test_ofac_links(shared_dir: Path) -> None:
    folder = shared_dir / "lists" / "us" / "ofac-relationships-2024-03"
    found = read_ownership(folder / "profile_relationships.csv")
    assert (found.format, found.records) == ("ofac-links", 6148)
    assert len(found.ties) + len(found.notes) + len(found.problems) == found.records
