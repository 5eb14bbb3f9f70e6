"""Lists of one's own with known columns, and allow lists."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

import pytest

from riskengine.errors import WatchlistError
from riskengine.model.entity import Entity, Identifier
from riskengine.vocab import EntityKind, NameKind
from riskengine.watchlist.allow_list import AllowList, load_allow_list
from riskengine.watchlist.readers.contract import Account, Ledger
from riskengine.watchlist.readers.own.custom_list import READER
from riskengine.watchlist.readers.own.mapped import MappedReader
from riskengine.watchlist.readers.own.mapping import load_mapping
from riskengine.watchlist.source import Source, open_sources

DAY = dt.date(2026, 11, 1)


def source_of(folder: Path, text: str, name: str = "deny.csv") -> Source:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return open_sources([path])[0]


def read(source: Source, *wanted: str) -> tuple[list[Entity], Account]:
    ledger = Ledger(wanted=frozenset(wanted))
    entities = list(READER.read(source, ledger))
    (account,) = ledger.accounts.values()
    assert account.balanced
    return entities, account


def test_all_known_columns(tmp_path: Path) -> None:
    source = source_of(
        tmp_path,
        "Name,Aliases,Kind,Country,Id,Identifiers,Program,Listed on,Reason,Note\n"
        '"Acme Trading Co., Ltd.",Acme; ACME HK,company,hk,17,regno:x; duns:123456789,'
        "Internal,2024-05,Unpaid,see file\n",
    )
    assert READER.recognises(source)
    (entity,), _ = read(source, "custom-deny")
    assert entity.id == "custom-deny:17"
    assert entity.kind is EntityKind.COMPANY
    assert [(name.text, name.kind) for name in entity.names] == [
        ("Acme Trading Co., Ltd.", NameKind.PRIMARY),
        ("Acme", NameKind.ALIAS),
        ("ACME HK", NameKind.ALIAS),
    ]
    assert entity.countries == ("HK",)
    assert Identifier("duns", "123456789") in entity.identifiers
    assert str(entity.listings[0].listed_on) == "2024-05"
    assert entity.listings[0].program == "Internal"
    assert entity.details == (("reason", "Unpaid"), ("remark", "see file"))


@pytest.mark.parametrize(
    "text", ["name\nAcme\n", "name;country\nAcme;CN\n", "name\tkind\nAcme\t\n"]
)
def test_a_header_with_name_is_enough(tmp_path: Path, text: str) -> None:
    source = source_of(tmp_path, text)
    assert READER.recognises(source)
    (entity,), _ = read(source, "custom-deny")
    assert entity.caption == "Acme"
    assert entity.kind is EntityKind.UNKNOWN
    assert entity.listings[0].program == "custom-deny"


@pytest.mark.parametrize(
    "text",
    [
        "Acme\nBeta\n",
        "name,shoe size\nAcme,44\n",
        "alias,country\nAcme,CN\n",
        "name,name\nA,B\n",
        "",
    ],
)
def test_bare_names_and_unknown_columns_are_not_taken(tmp_path: Path, text: str) -> None:
    assert not READER.recognises(source_of(tmp_path, text))


def test_without_a_list_the_file_gives_its_name(tmp_path: Path) -> None:
    (entity,), _ = read(source_of(tmp_path, "name\nAcme\n", "Our Deny List.csv"))
    assert entity.list_id == "custom-our-deny-list"


def test_another_list_id_is_refused(tmp_path: Path) -> None:
    with pytest.raises(WatchlistError, match="starts with custom-"):
        read(source_of(tmp_path, "name\nAcme\n"), "us-bis-el")


def test_odd_rows(tmp_path: Path) -> None:
    source = source_of(
        tmp_path,
        "name,kind,identifiers,country\n"
        ",company,,\n"
        "Acme,robot,no scheme,\n"
        "Acme,robot,no scheme,\n"
        "Acme,company,,\n"
        "Beta,company\n",
    )
    entities, account = read(source, "custom-deny")
    assert [entity.caption for entity in entities] == ["Acme", "Acme"]
    assert entities[0].id == "custom-deny:acme"
    assert len({entity.id for entity in entities}) == 2
    assert entities[0].details == (("number_as_published", "no scheme"),)
    assert set(account.unknown) == {("kind", "robot"), ("identifiers", "no scheme")}
    assert [item.reason for item in account.refused] == [
        "no name",
        "the same in every column as deny.csv line 3",
        "2 cells in a table of 4 columns",
    ]


ALLOW = """\
kind: allow
entries:
  - name: Acme Trading
    country: DE
    identifiers: ["lei:529900T8BM49AURSDO55"]
    clears: [us-bis-el:acme-cn]
    reason: Checked the register; another company
    by: J. Smith
    until: 2026-12-31
"""


def allow(folder: Path, text: str = ALLOW) -> AllowList:
    path = folder / "allow.yaml"
    path.write_text(text, encoding="utf-8")
    return load_allow_list(path)


def test_an_entry_clears_its_party_against_its_list_entry(tmp_path: Path) -> None:
    entry = allow(tmp_path).clears(["ＡＣＭＥ trading"], "DE", [], "us-bis-el:acme-cn", DAY)
    assert entry is not None
    assert entry.by == "J. Smith"


@pytest.mark.parametrize(
    ("name", "country", "number", "entity", "day"),
    [
        ("Acme Trading Ltd", "DE", None, "us-bis-el:acme-cn", DAY),
        ("Acme Trading", "CN", None, "us-bis-el:acme-cn", DAY),
        ("Acme Trading", "DE", "lei", "us-bis-el:acme-cn", DAY),
        ("Acme Trading", "DE", None, "us-bis-el:acme-ru", DAY),
        ("Acme Trading", "DE", None, "us-bis-el:acme-cn", dt.date(2027, 1, 1)),
    ],
)
def test_nothing_else_is_cleared(
    tmp_path: Path, name: str, country: str, number: str | None, entity: str, day: dt.date
) -> None:
    numbers = [Identifier(number, "OTHER")] if number else []
    assert allow(tmp_path).clears([name], country, numbers, entity, day) is None


def test_unknown_country_and_other_schemes_do_not_conflict(tmp_path: Path) -> None:
    held = allow(tmp_path)
    numbers = [Identifier("duns", "1")]
    last = dt.date(2026, 12, 31)
    assert held.clears(["Acme Trading"], None, numbers, "us-bis-el:acme-cn", last) is not None


def test_all_faults_of_an_allow_list_are_told_with_their_lines(tmp_path: Path) -> None:
    bad = ALLOW.replace("clears: [us-bis-el:acme-cn]", "clears: [us-bis-el:*]")
    bad = bad.replace("    by: J. Smith\n", "").replace("2026-12-31", "soon")
    with pytest.raises(WatchlistError) as caught:
        allow(tmp_path, bad)
    message = caught.value.message
    assert "allow.yaml:6: entries[0].clears: 'us-bis-el:*' is no entity id" in message
    assert "allow.yaml:8: entries[0].until: not a day" in message
    assert "allow.yaml:3: entries[0].by: this field is needed" in message


def test_the_examples_of_the_guide_work(repository: Path, tmp_path: Path) -> None:
    text = (repository / "docs" / "custom-lists.md").read_text(encoding="utf-8")
    blocks = re.findall(r"```(\w+)\n(.*?)```", text, re.DOTALL)
    tables = [body for kind, body in blocks if kind == "csv"]
    assert [len(read(source_of(tmp_path, body), "custom-x")[0]) for body in tables] == [2, 2]
    yaml_blocks = [body for kind, body in blocks if kind == "yaml"]
    assert len(allow(tmp_path, yaml_blocks[-1]).entries) == 1
    mapping = tmp_path / "mapping.yaml"
    mapping.write_text(yaml_blocks[0], encoding="utf-8")
    assert load_mapping(mapping).format.header_row == 3
    top = yaml_blocks[0].partition("format:")[0]
    mapping.write_text(top + yaml_blocks[1], encoding="utf-8")
    record = next(body for kind, body in blocks if kind == "json")
    source = source_of(tmp_path, " ".join(record.split()) + "\n", "records.jsonl")
    (entity,) = MappedReader(load_mapping(mapping)).read(source, Ledger())
    assert [name.text for name in entity.names] == ["Ann Example", "Bo Example"]
    assert entity.identifiers == (Identifier("fr-passport", "123"),)
