from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from riskengine.errors import WatchlistError
from riskengine.model.entity import Entity
from riskengine.vocab import ListingState
from riskengine.watchlist import entity_from_json
from riskengine.watchlist.readers.contract import Ledger
from riskengine.watchlist.readers.us.dod_text import READER
from riskengine.watchlist.source import Source, open_sources

TITLE = """
 Entities Identified as Chinese Military Companies Operating in the United States in
Accordance with Section 1260H of the Act (Public Law 116-283)1*
"""
BODY = """
Grand Fog Corporation (GFC)
 Blue Fog Co., Ltd. (formerly Old Fog Co., Ltd.)
 Green Fog Co., Ltd.

Alone Mist Inc.

1  Hail Technology Co., Ltd. was previously identified as and remains a Chinese military
company (Public Law 116-283) as reported in 89 Fed. Reg. 86230 (October 29, 2024).

2

* Subsidiaries Listed with Parent Companies

The Following Previously Listed Entities Did Not Meet the Requirements of Section 1260H
of the Act (Public Law 116-283).

Gone Fog Co., Ltd.
"""


def _source(folder: Path, text: str) -> Source:
    path = folder / "text.txt"
    path.write_text(text, encoding="utf-8")
    return open_sources([path])[0]


def _read(source: Source, date: dt.date | None = None) -> tuple[dict[str, Entity], Ledger]:
    ledger = Ledger(list_date=date)
    return {entity.caption: entity for entity in READER.read(source, ledger)}, ledger


def test_companies_subsidiaries_and_removals_are_read(tmp_path: Path) -> None:
    source = _source(tmp_path, TITLE + BODY)
    entities, ledger = _read(source, dt.date(2025, 1, 7))
    account = ledger.accounts["us-dod-1260h"]
    assert READER.recognises(source)
    assert list(entities) == [
        "Grand Fog Corporation",
        "Blue Fog Co., Ltd.",
        "Green Fog Co., Ltd.",
        "Alone Mist Inc.",
        "Hail Technology Co., Ltd.",
        "Gone Fog Co., Ltd.",
    ]
    assert (account.total, account.parsed, account.refused_count) == (7, 6, 1)
    assert account.refused[0].reason == "not a name: '2'"
    (relation,) = entities["Green Fog Co., Ltd."].relations
    assert relation.target == entities["Grand Fog Corporation"].id
    assert str(entities["Alone Mist Inc."].listings[0].listed_on) == "2025-01-07"
    assert str(entities["Gone Fog Co., Ltd."].listings[0].delisted_on) == "2025-01-07"
    hail = entities["Hail Technology Co., Ltd."].listings[0]
    assert (str(hail.listed_on), hail.citation) == ("2024-10-29", "89 FR 86230")


@pytest.mark.parametrize(
    "line", ["January 7, 2025", "As of 7 January 2025", "Date: January 7, 2025"]
)
def test_a_date_on_its_own_line_is_that_of_the_edition(tmp_path: Path, line: str) -> None:
    entities, ledger = _read(_source(tmp_path, f"{TITLE}\n{line}\n{BODY}"))
    assert ledger.list_date == dt.date(2025, 1, 7)
    assert line not in entities
    assert len(entities) == 6


def test_without_a_date_nothing_is_dated_and_a_removal_stays_open(tmp_path: Path) -> None:
    entities, ledger = _read(_source(tmp_path, TITLE + BODY))
    assert ledger.list_date is None
    assert entities["Alone Mist Inc."].listings[0].listed_on is None
    gone = entities["Gone Fog Co., Ltd."].listings[0]
    # The notice of that day is cited, so the removal came later, on a day not known.
    assert gone.state(dt.date(2024, 10, 28)) is ListingState.ACTIVE
    assert gone.state(dt.date(2026, 1, 1)) is ListingState.UNCERTAIN


def test_a_sentence_is_no_company(tmp_path: Path) -> None:
    text = f"{TITLE}\nThis notice is published under Section 1260H by the Office.\n{BODY}"
    entities, ledger = _read(_source(tmp_path, text))
    account = ledger.accounts["us-dod-1260h"]
    assert len(entities) == 6
    assert account.balanced
    assert any("sentence" in item.reason for item in account.refused)


def test_a_company_printed_twice_is_one_entity(tmp_path: Path) -> None:
    text = f"{TITLE}\nFog A Corp.\n Rain Co., Ltd.\n\nFog B Corp.\n Rain Co., Ltd.\n"
    entities, ledger = _read(_source(tmp_path, text))
    assert len(entities) == 3
    assert ledger.accounts["us-dod-1260h"].merged == 1
    assert all(entity.id for entity in entities.values())


def test_a_text_without_companies_is_a_fault_of_the_file(tmp_path: Path) -> None:
    with pytest.raises(WatchlistError, match="no company"):
        _read(_source(tmp_path, TITLE))


@pytest.mark.parametrize(
    "content",
    [
        "",
        "name,basis\nFog,Section 1260H of the Act\n",
        "<html><body>Chinese Military Companies, Section 1260H</body></html>",
        '{"title": "Chinese Military Companies Section 1260H"}',
        "An article. " * 60 + "Chinese Military Companies under Section 1260H.",
        "\x00Chinese Military Companies 1260H",
    ],
)
def test_other_files_are_not_recognised(tmp_path: Path, content: str) -> None:
    assert not READER.recognises(_source(tmp_path, content))


def test_the_edition_of_january_2025_gives_the_entities_of_the_bundle(
    shared_dir: Path, repository: Path
) -> None:
    path = shared_dir / "lists" / "us" / "dod-1260h-2025-01-07" / "extracted.txt"
    entities, ledger = _read(open_sources([path])[0], dt.date(2025, 1, 7))
    account = ledger.accounts["us-dod-1260h"]
    assert (account.total, account.parsed) == (140, 140)
    with (repository / "watchlists" / "us-dod-1260h" / "snapshot.jsonl").open(
        encoding="utf-8"
    ) as stream:
        lines = [entity_from_json(line, list_id="us-dod-1260h") for line in stream]
    bundled = {entity.id: entity for entity in lines if "by hand" not in entity.note}
    assert {entity.id: entity.names for entity in entities.values()} == {
        key: entity.names for key, entity in bundled.items()
    }
