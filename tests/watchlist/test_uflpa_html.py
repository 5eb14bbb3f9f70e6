from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from riskengine.errors import WatchlistError
from riskengine.model.entity import Entity
from riskengine.vocab import EntityKind, NameKind
from riskengine.watchlist.readers.contract import Ledger
from riskengine.watchlist.readers.us.uflpa_html import READER
from riskengine.watchlist.readers.us.uflpa_names import split_names, take_apart_uflpa
from riskengine.watchlist.source import Source, open_sources

HEAD = (
    '<!DOCTYPE html><html lang="en"><head><meta charset="utf-8">'
    '<link rel="canonical" href="https://www.dhs.gov/uflpa-entity-list">'
    "<title>UFLPA Entity List | Homeland Security</title>"
    "<script>var x = 'Last Updated: 01/01/1999';</script></head><body>"
)
COLUMNS = "<tr><th>Name of Entity</th><th>Effective Date</th></tr>"


def _rows(*rows: tuple[str, str]) -> str:
    return "".join(f"<tr><td>{name}</td><td>{date}</td></tr>" for name, date in rows)


def _table(*rows: tuple[str, str]) -> str:
    return f"<table><thead>{COLUMNS}</thead><tbody>{_rows(*rows)}</tbody></table>"


PAGE = (
    f"{HEAD}<h1>UFLPA Entity List</h1>"
    "<p><strong>Entities in Xinjiang</strong> <a>Section 2(d)(2)(B)(i)</a></p>"
    + _table(
        ("Fog Spinning Co., Ltd. (also known as <em>Mist Spinning Co., Ltd.</em>; Foggy;"
         " and FSC)", "June 21, 2022"),
        ("Rain Group Co., Ltd. and its subsidiaries", "June 21, 2022"),
    )
    + "<p><strong>Entities working with the government</strong> Section 2(d)(2)(B)(ii)</p>"
    + _table(
        ("Fog Spinning Co., Ltd.", "January 15, 2025"),
        ("Hail Metal Co., Ltd. and its two Northland-based subsidiaries, which include Hail North"
         " Co., Ltd., and Hail South Co., Ltd.", "June 12, 2023"),
        ("&nbsp;", "&nbsp;"),
    )
    + "<p>Last Updated: 08/20/2026</p></body></html>"
)  # fmt: skip


def _source(folder: Path, text: str) -> Source:
    path = folder / "page"
    path.write_text(text, encoding="utf-8")
    return open_sources([path])[0]


def _read(source: Source) -> tuple[dict[str, Entity], Ledger]:
    ledger = Ledger()
    return {entity.caption: entity for entity in READER.read(source, ledger)}, ledger


def test_a_page_of_two_tables_is_read(tmp_path: Path) -> None:
    source = _source(tmp_path, PAGE)
    entities, ledger = _read(source)
    account = ledger.accounts["us-dhs-uflpa"]
    assert READER.recognises(source)
    assert ledger.list_date == dt.date(2026, 8, 20)
    assert (account.total, account.parsed, account.merged) == (4, 4, 1)
    assert account.fields == {"Name of Entity": 4, "Effective Date": 4}
    assert list(entities) == [
        "Fog Spinning Co., Ltd.",
        "Rain Group Co., Ltd.",
        "Hail Metal Co., Ltd.",
        "Hail North Co., Ltd.",
        "Hail South Co., Ltd.",
    ]
    fog = entities["Fog Spinning Co., Ltd."]
    assert fog.id == "us-dhs-uflpa:fog-spinning-co-ltd"
    assert fog.kind is EntityKind.COMPANY
    assert fog.countries == ("CN",)
    assert [(name.text, name.kind) for name in fog.names[1:]] == [
        ("Mist Spinning Co., Ltd.", NameKind.ALIAS),
        ("Foggy", NameKind.ALIAS),
        ("FSC", NameKind.ACRONYM),
    ]
    assert [(item.program, str(item.listed_on), item.citation) for item in fog.listings] == [
        (
            "UFLPA Entity List, list (i)",
            "2022-06-21",
            "Pub. L. 117-78, section 2(d)(2)(B)(i)",
        ),
        (
            "UFLPA Entity List, list (ii)",
            "2025-01-15",
            "Pub. L. 117-78, section 2(d)(2)(B)(ii)",
        ),
    ]
    assert "and its subsidiaries" in entities["Rain Group Co., Ltd."].note


def test_subsidiaries_named_in_an_entry_are_listed_too(tmp_path: Path) -> None:
    entities, _ = _read(_source(tmp_path, PAGE))
    for name in ("Hail North Co., Ltd.", "Hail South Co., Ltd."):
        (relation,) = entities[name].relations
        assert relation.target == entities["Hail Metal Co., Ltd."].id
        assert str(entities[name].listings[0].listed_on) == "2023-06-12"
        assert entities[name].countries == ()  # list (ii) does not say where they are


@pytest.mark.parametrize(
    ("printed", "text", "others"),
    [
        ("Fog (formerly known as Mist)", "Fog", [("Mist", NameKind.FORMER)]),
        (
            "Fog (also known as A Co., Ltd. and formerly known as B Co., Ltd.; and C)",
            "Fog",
            [
                ("A Co., Ltd.", NameKind.ALIAS),
                ("B Co., Ltd.", NameKind.FORMER),
                ("C", NameKind.FORMER),
            ],
        ),
        (
            "Fog (Group) Co. (including one alias: Cotton and Linen (Fog) Co.)",
            "Fog (Group) Co.",
            [("Cotton and Linen (Fog) Co.", NameKind.ALIAS)],
        ),
        (
            "Fog (including two aliases: Fog A and Fog B)",
            "Fog",
            [("Fog A", NameKind.ALIAS), ("Fog B", NameKind.ALIAS)],
        ),
        ("Fog (a.k.a. Mist)", "Fog", [("Mist", NameKind.ALIAS)]),
        ("Fog (Xinjiang) Co., Ltd.", "Fog (Xinjiang) Co., Ltd.", []),
        ("Fog (also known as Mist", "Fog", [("Mist", NameKind.ALIAS)]),
        ("Fog (also known as 雾纺织)", "Fog", [("雾纺织", NameKind.ALIAS)]),
    ],
)
def test_further_names_stand_in_brackets(
    printed: str, text: str, others: list[tuple[str, NameKind]]
) -> None:
    found = take_apart_uflpa(printed)
    assert (found.text, found.others) == (text, others)


@pytest.mark.parametrize(
    ("printed", "note"),
    [
        ("Fog, and Subsidiaries", "and Subsidiaries"),
        ("Fog and its subsidiaries", "and its subsidiaries"),
        (
            "Fog (including one alias: Mist) and its subordinate and affiliated entities",
            "and its subordinate and affiliated entities",
        ),
    ],
)
def test_what_else_an_entry_covers_is_a_note(printed: str, note: str) -> None:
    found = take_apart_uflpa(printed)
    assert (found.text, found.note) == ("Fog", note)


def test_a_subsidiary_may_be_the_only_one() -> None:
    found = take_apart_uflpa("Fog Co., Ltd. and its subsidiary Mist Co., Ltd.")
    assert (found.text, found.parts) == ("Fog Co., Ltd.", ["Mist Co., Ltd."])


def test_a_comma_before_a_legal_form_separates_nothing() -> None:
    text = "A Co., Ltd., B Mining, Inc., and C Cotton and Linen Company, Limited"
    assert split_names(text) == [
        "A Co., Ltd.",
        "B Mining, Inc.",
        "C Cotton and Linen Company, Limited",
    ]


def test_odd_rows_and_columns_are_reported(tmp_path: Path) -> None:
    page = (
        "<html><body><table><tr><th>Name of Entity</th><th>Effective Date</th><th>Colour</th></tr>"
        "<tr><td>Fog Co.</td><td>soon</td><td>grey</td></tr>"
        "<tr><td></td><td>June 21, 2022</td></tr><tr><td>Rain Co.</td></tr></table></body></html>"
    )
    source = _source(tmp_path, page)
    entities, ledger = _read(source)
    account = ledger.accounts["us-dhs-uflpa"]
    assert READER.recognises(source)
    assert list(entities) == ["Fog Co.", "Rain Co."]
    assert account.unknown == {("column", "Colour"): 1, ("Effective Date", "soon"): 1}
    assert [(item.where, item.reason) for item in account.refused] == [
        ("page table 1 row 2", "no name")
    ]
    assert account.balanced
    assert entities["Rain Co."].listings[0].program == "UFLPA Entity List"


def test_other_tables_of_the_page_are_passed_over(tmp_path: Path) -> None:
    page = PAGE.replace("<h1>", "<table><tr><th>Sector</th></tr><tr><td>Salt</td></tr></table><h1>")
    entities, _ = _read(_source(tmp_path, page))
    assert len(entities) == 5


@pytest.mark.parametrize("rest", ["<p>Moved.</p>", "<table><tr><td>Fog</td></tr></table>", ""])
def test_the_page_without_its_tables_is_a_fault_of_the_file(tmp_path: Path, rest: str) -> None:
    with pytest.raises(WatchlistError, match="Name of Entity"):
        _read(_source(tmp_path, HEAD + rest))


@pytest.mark.parametrize(
    "content",
    [
        "",
        "<html><body><p>The UFLPA Entity List has grown.</p></body></html>",
        "<html><table><tr><th>Name of Entity</th><th>Address</th></tr></table></html>",
        "<table><tr><th>Effective Date</th><th>Name of Entity</th></tr></table>",
        '<?xml version="1.0"?><html><table><tr><th>Name of Entity</th></tr></table></html>',
        "Name of Entity,Effective Date\n",
        "<",
    ],
)
def test_other_pages_are_not_recognised(tmp_path: Path, content: str) -> None:
    assert not READER.recognises(_source(tmp_path, content))


def test_the_sample_of_the_official_layout(shared_dir: Path) -> None:
    path = shared_dir / "lists" / "us" / "uflpa-2026-08" / "dhs_page_layout_sample.html"
    (source,) = open_sources([path])
    entities, ledger = _read(source)
    assert READER.recognises(source)
    assert len(entities) == 4
    assert ledger.accounts["us-dhs-uflpa"].parsed == 4
    assert [len(entity.names) for entity in entities.values()] == [1, 3, 5, 1]
    assert all(entity.listings[0].listed_on is not None for entity in entities.values())
