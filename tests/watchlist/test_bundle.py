"""The bundled US lists hold what the published lists hold."""

from __future__ import annotations

import datetime as dt
import subprocess
import sys
import time
from pathlib import Path

import pytest

from riskengine.vocab import ListingState, ListRole
from riskengine.watchlist import Watchlists, open_watchlists

COUNTS = {
    "us-bis-el": 3318,  # 3,420 entries, 102 of them merged
    "us-bis-meu": 70,
    "us-bis-uvl": 222,
    "us-bis-dpl": 1515,  # 1,596 rows, 81 of them merged
    "us-ofac-nscmic": 68,
    "us-ofac-sdn": 19181,
    "us-ofac-ssi": 286,
    "us-ofac-cons": 130,
    "us-dod-1260h": 147,  # 134 listed, 6 removed, 7 later additions
}


@pytest.fixture(scope="module")
def bundle(repository: Path) -> Watchlists:
    return open_watchlists([repository / "watchlists"], only=COUNTS)


def _named(bundle: Watchlists, list_id: str, word: str) -> int:
    return sum(
        any(word in name.text.casefold() for name in entity.names)
        for entity in bundle.entities(list_id)
    )


def test_every_list_has_its_count(bundle: Watchlists) -> None:
    assert {info.list_id: info.records for info in bundle.infos} == COUNTS
    assert all(info.role is ListRole.WATCHLIST for info in bundle.infos)


def test_every_record_decodes_and_belongs_to_its_list(bundle: Watchlists) -> None:
    for entity in bundle.entities():
        assert entity.id.startswith(f"{entity.list_id}:")
        assert entity.names[0].text.strip()
        assert entity.listings
        assert all(len(code) == 2 and code.isupper() for code in entity.countries)


def test_opening_is_fast(repository: Path) -> None:
    best = min(_seconds(repository) for _ in range(3))
    assert best < 0.5  # 0.04 s alone on a small machine; room for a busy one


def _seconds(repository: Path) -> float:
    start = time.perf_counter()
    open_watchlists([repository / "watchlists"], only=COUNTS)
    return time.perf_counter() - start


@pytest.mark.parametrize(
    ("word", "entity_list", "nscmic", "dod"),
    [
        ("zhipu", 7, 0, 0),
        ("huawei", 132, 2, 2),  # 136 entries before merging
        ("hikvision", 1, 1, 1),
        ("yangtze memory", 2, 0, 1),
        ("inspur", 7, 1, 1),
        ("sensetime", 1, 1, 1),
        ("tencent", 0, 0, 1),
        ("contemporary amperex", 0, 0, 1),
    ],
)
def test_well_known_names_stand_where_they_should(
    bundle: Watchlists, word: str, entity_list: int, nscmic: int, dod: int
) -> None:
    found = [_named(bundle, key, word) for key in ("us-bis-el", "us-ofac-nscmic", "us-dod-1260h")]
    assert found == [entity_list, nscmic, dod]


@pytest.mark.parametrize("list_id", ["us-bis-el", "us-ofac-nscmic", "us-dod-1260h"])
def test_a_bare_brand_can_alert(bundle: Watchlists, list_id: str) -> None:
    kinds = {
        name.kind.value
        for entity in bundle.entities(list_id)
        for name in entity.names
        if name.text == "SMIC"
    }
    assert kinds == {"acronym"}


def test_the_zhipu_entry_has_date_citation_and_address(bundle: Watchlists) -> None:
    entity = bundle.entity("us-bis-el:beijing-zhipu-huazhang-technology-co-ltd-cn")
    (listing,) = entity.listings
    assert (str(listing.listed_on), listing.listed_on_basis) == ("2025-01-16", "stated")
    assert listing.citation == "90 FR 4617"
    assert listing.state(dt.date(2025, 1, 15)) is ListingState.FUTURE
    assert listing.state(dt.date(2025, 1, 16)) is ListingState.ACTIVE
    assert "Haidian District" in entity.addresses[0]


def test_section_1260h_counts(bundle: Watchlists) -> None:
    listings = [entity.listings[0] for entity in bundle.entities("us-dod-1260h")]
    assert sum(listing.delisted_on is not None for listing in listings) == 6
    assert sum(listing.listed_on_basis == "edition" for listing in listings) == 133
    states = [listing.state(dt.date(2025, 6, 1)) for listing in listings]
    assert states.count(ListingState.ACTIVE) == 134
    assert states.count(ListingState.FUTURE) == 7
    assert bundle.info("us-dod-1260h").complete is False


def test_compiling_again_gives_the_same_bytes(
    repository: Path, shared_dir: Path, tmp_path: Path
) -> None:
    """Needs the published files; proves that the bundle comes from them and nothing else."""
    out = tmp_path / "watchlists"
    out.mkdir()
    (out / "facts").symlink_to(repository / "watchlists" / "facts")
    (out / "README.md").write_text("x\n", encoding="utf-8")
    (tmp_path / "riskengine").mkdir()
    script = repository / "scripts" / "compile_watchlists.py"
    done = subprocess.run(
        [sys.executable, str(script), "--shared", str(shared_dir), "--out", str(out)],
        cwd=tmp_path,
        env={"PYTHONPATH": str(repository), "PATH": ""},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "us-bis-el: 3420 rows = 3420 parsed + 0 refused" in done.stdout
    for list_id in COUNTS:
        for name in ("manifest.yaml", "snapshot.jsonl"):
            ours = (repository / "watchlists" / list_id / name).read_bytes()
            assert (out / list_id / name).read_bytes() == ours, f"{list_id}/{name}"
    pages = "riskengine/data/watchlist/federal_register.tsv"
    assert (tmp_path / pages).read_bytes() == (repository / pages).read_bytes()
