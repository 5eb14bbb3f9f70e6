from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from riskengine.errors import WatchlistError
from riskengine.vocab import NameKind
from riskengine.watchlist.readers.us.dod_1260h import (
    build_entities,
    read_1260h,
    read_additions,
    read_text,
    split_name,
)

TEXT = """Title of the List
continued*

Grand Sky Corporation (GSC)
 Blue Co., Ltd. (formerly Old Blue Co., Ltd.)
Green Co., Ltd. (Green)

Alone Technology Inc.

Mother Group (Limited) (MGL)
 First Child Co., Ltd.

1  Footnote Technology Co., Ltd. was previously identified as and remains a company in
Accordance (Public Law 1) as reported in 89 Fed. Reg. 86230 (October 29, 2024).
 Second Child Co., Ltd.
---

* Subsidiaries Listed with Parent Companies

The Following Previously Listed Entities Did Not Meet the Requirements of Section 1
of the Act (Public Law 1).

Gone Technology Co., Ltd. (Gone)
"""


def test_blocks_footnote_and_removals_are_read() -> None:
    lines, refused = read_text(TEXT)
    assert [(line.printed, line.parent, line.removed) for line in lines] == [
        ("Grand Sky Corporation (GSC)", "", False),
        ("Blue Co., Ltd. (formerly Old Blue Co., Ltd.)", "Grand Sky Corporation (GSC)", False),
        ("Green Co., Ltd. (Green)", "Grand Sky Corporation (GSC)", False),
        ("Alone Technology Inc.", "", False),
        ("Mother Group (Limited) (MGL)", "", False),
        ("First Child Co., Ltd.", "Mother Group (Limited) (MGL)", False),
        ("Footnote Technology Co., Ltd.", "", False),
        ("Second Child Co., Ltd.", "Mother Group (Limited) (MGL)", False),
        ("Gone Technology Co., Ltd. (Gone)", "", True),
    ]
    assert [refusal.row for refusal in refused] == [16]


def test_entities_carry_dates_by_how_they_are_known() -> None:
    lines, _ = read_text(TEXT)
    entities = build_entities(lines, edition=dt.date(2025, 1, 7), citation="90 FR 1105")
    by_name = {entity.caption: entity.listings[0] for entity in entities}
    printed, footnote = by_name["Alone Technology Inc."], by_name["Footnote Technology Co., Ltd."]
    assert (str(printed.listed_on), printed.listed_on_basis) == ("2025-01-07", "edition")
    assert (str(footnote.listed_on), footnote.listed_on_basis) == ("2024-10-29", "stated")
    assert footnote.citation.startswith("89 FR 86230")
    gone = by_name["Gone Technology Co., Ltd."]
    assert (gone.listed_on, str(gone.delisted_on)) == (None, "2025-01-07")
    child = next(entity for entity in entities if entity.caption == "Blue Co., Ltd.")
    assert child.relations[0].target == "us-dod-1260h:grand-sky-corporation"
    assert (child.countries, entities[0].countries) == ((), ("CN",))


@pytest.mark.parametrize(
    ("printed", "name", "others"),
    [
        ("A Co. (formerly B Co.)", "A Co.", [("B Co.", NameKind.FORMER)]),
        ("A Co. (ABCD)", "A Co.", [("ABCD", NameKind.ACRONYM)]),
        ("A Co. (Sugon)", "A Co.", [("Sugon", NameKind.ALIAS)]),
        ("A Co. (also known as Bee)", "A Co.", [("Bee", NameKind.ALIAS)]),
        ("A Co. (Research Center)", "A Co.", [("Research Center", NameKind.WEAK_ALIAS)]),
        ("A Group (Limited)", "A Group (Limited)", []),
        ("A (Beijing) Corporation", "A (Beijing) Corporation", []),
    ],
)
def test_brackets_say_what_they_are(
    printed: str, name: str, others: list[tuple[str, NameKind]]
) -> None:
    assert split_name(printed) == (name, others)


def test_additions_by_hand_are_told_from_the_edition(tmp_path: Path) -> None:
    path = tmp_path / "facts.yaml"
    path.write_text(
        'listed_on: "2026-06-08"\ncitation: "91 FR 35189"\n'
        "additions:\n  - {name: Later Co. Ltd., aliases: [Later], country: CN}\n",
        encoding="utf-8",
    )
    (entity,) = read_additions(path)
    assert str(entity.listings[0].listed_on) == "2026-06-08"
    assert "Entered by hand" in entity.note
    path.write_text("additions: [{name: X}]\n", encoding="utf-8")
    with pytest.raises(WatchlistError, match="not in the form of additions"):
        read_additions(path)


def test_a_name_printed_twice_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "list.txt"
    path.write_text("Title\n\nAlone Inc.\n\nAlone, Inc.\n", encoding="utf-8")
    with pytest.raises(WatchlistError, match="named twice: alone inc"):
        read_1260h(path, edition=dt.date(2025, 1, 7), citation="90 FR 1105")
