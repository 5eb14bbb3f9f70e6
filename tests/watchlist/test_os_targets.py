"""OpenSanctions targets.simple.csv, and the files beside it that are no lists."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from riskengine.errors import WatchlistError
from riskengine.model.entity import Entity
from riskengine.vocab import EntityKind, NameKind
from riskengine.watchlist.readers.contract import Account, Ledger
from riskengine.watchlist.readers.opensanctions import other as os_other
from riskengine.watchlist.readers.opensanctions.targets import READER, scheme_of, values
from riskengine.watchlist.source import Source, open_sources

OLD = (
    "id,schema,name,aliases,birth_date,countries,addresses,identifiers,sanctions,phones,emails,"
    "dataset,first_seen,last_seen,last_change"
)
NEW = OLD.replace("emails,dataset", "emails,program_ids,dataset")
SEEN = "2024-01-01T00:00:00,2024-05-06T00:00:00,2024-03-01T00:00:00"


def source_of(folder: Path, text: str, name: str = "targets.csv") -> Source:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return open_sources([path])[0]


def read(source: Source, *wanted: str) -> tuple[list[Entity], Ledger, Account]:
    ledger = Ledger(wanted=frozenset(wanted))
    entities = list(READER.read(source, ledger))
    (account,) = ledger.accounts.values()
    assert account.balanced
    return entities, ledger, account


def test_values_of_one_cell_are_told_apart_by_semicolons_outside_quotes() -> None:
    assert values("Alpha;Beta") == ["Alpha", "Beta"]
    assert values('"Alpha; and Sons";Beta') == ["Alpha; and Sons", "Beta"]
    assert values('"The ""A"" Co";Beta') == ['The "A" Co', "Beta"]
    assert values('""') == []


def test_a_row_of_the_form_before_2025_is_read_without_a_program(tmp_path: Path) -> None:
    row = f"Q1,Person,Ann Example,Anna Example;Example A,1970-04,fr;lb,,Q1,,,,Some PEPs,{SEEN}"
    source = source_of(tmp_path, f"{OLD}\n{row}\n")
    assert READER.recognises(source)
    (entity,), ledger, account = read(source)
    assert entity.id == "opensanctions-targets:Q1"
    assert entity.kind is EntityKind.PERSON
    assert [(name.text, name.kind) for name in entity.names] == [
        ("Ann Example", NameKind.PRIMARY),
        ("Anna Example", NameKind.ALIAS),
        ("Example A", NameKind.ALIAS),
    ]
    assert entity.countries == ("FR", "LB")
    assert [(label, str(when)) for label, when in entity.dates] == [("birth", "1970-04")]
    assert entity.listings[0].program == entity.listings[0].authority == "Some PEPs"
    assert ledger.list_date == dt.date(2024, 5, 6)
    assert not account.unknown


def test_each_program_id_is_a_listing_and_long_texts_are_reasons(tmp_path: Path) -> None:
    reason = "Makes parts. " * 30
    row = f'NK-1,Company,Acme JSC,,,ru,,,"{reason}",,,XX-A;XX-B,Ministry,{SEEN}'
    (entity,), _, _ = read(source_of(tmp_path, f"{NEW}\n{row}\n"))
    assert [item.program for item in entity.listings] == ["XX-A", "XX-B"]
    assert ("reason", " ".join(reason.split())) in entity.details


def test_the_list_asked_for_gives_the_ids(tmp_path: Path) -> None:
    row = f"Q1,Person,Ann Example,,,,,,,,,,Data,{SEEN}"
    (entity,), ledger, _ = read(source_of(tmp_path, f"{NEW}\n{row}\n"), "opensanctions-peps")
    assert entity.id == "opensanctions-peps:Q1"
    assert list(ledger.accounts) == ["opensanctions-peps"]


def test_bad_rows_are_refused_with_their_reason(tmp_path: Path) -> None:
    good = f"Q1,Person,Ann Example,,,,,,,,,,Data,{SEEN}"
    rows = [good, good, good.replace("Q1", ""), good.replace("Ann Example", ""), "Q9,Person"]
    entities, _, account = read(source_of(tmp_path, "\n".join([NEW, *rows]) + "\n"))
    assert len(entities) == 1
    assert [item.reason for item in account.refused] == [
        "the id Q1 stands twice",
        "no id",
        "no name",
        "2 cells in a table of 16 columns",
    ]


def test_new_missing_and_needed_columns(tmp_path: Path) -> None:
    row = f"Q1,Thingamajig,Ann,,,,,,,,,,Data,{SEEN},x"
    changed = source_of(tmp_path, f"{NEW},risk\n{row}\n")
    assert READER.recognises(changed)
    (entity,), _, account = read(changed)
    assert entity.kind is EntityKind.UNKNOWN
    assert set(account.unknown) == {("column", "risk"), ("schema", "Thingamajig")}
    gone = source_of(tmp_path, NEW.replace(",name,", ",title,") + "\n")
    assert READER.recognises(gone)
    with pytest.raises(WatchlistError, match="no column name"):
        list(READER.read(gone, Ledger()))


@pytest.mark.parametrize(
    ("number", "schema", "countries", "scheme"),
    [
        ("IMO9253325", "Vessel", [], "imo"),
        ("IMO6495856", "Company", [], "imocompany"),
        ("613003614", "Vessel", [], "mmsi"),
        ("Q42", "Person", [], "wikidata"),
        ("1027700132195", "Company", ["ru"], "ru-ogrn"),
        ("1027700132196", "Company", ["ru"], ""),
        ("7707083893", "Company", ["ru"], "ru-inn"),
        ("7707083893", "Company", ["de"], ""),
        ("AB-17", "Company", ["ru"], ""),
    ],
)
def test_schemes_of_bare_numbers(
    number: str, schema: str, countries: list[str], scheme: str
) -> None:
    assert scheme_of(number, schema, countries) == scheme


def test_a_number_that_fails_its_check_stays_a_detail(tmp_path: Path) -> None:
    row = f"NK-1,Company,Acme,,,ru,,7707083894,,,,,Data,{SEEN}"
    (entity,), _, _ = read(source_of(tmp_path, f"{NEW}\n{row}\n"))
    assert entity.identifiers == ()
    assert entity.details == (("number_as_published", "identifier: 7707083894"),)


def test_other_tables_are_not_recognised(tmp_path: Path) -> None:
    assert not READER.recognises(source_of(tmp_path, "id,name,aliases,countries,dataset\n"))
    assert not READER.recognises(source_of(tmp_path, "\x00\xff" * 40))


@pytest.mark.parametrize(
    ("text", "name", "reason"),
    [
        ('{"op":"ADD","entity":{"id":"a"}}\n', "os_delta", "changes between two editions"),
        ('{"DATA_SOURCE":"X","RECORD_ID":"1"}\n', "os_senzing", "Senzing"),
        ('{"issue_levels":{},"resources":[]}', "os_index", "describes datasets"),
        ('{\n "datasets": [\n {"index_url": "x"}]}', "os_index", "describes datasets"),
        ('{"schemata":[],"entity_count":1,"target_count":1}', "os_statistics", "counts"),
    ],
)
def test_files_that_are_no_lists_say_which_to_take(
    tmp_path: Path, text: str, name: str, reason: str
) -> None:
    source = source_of(tmp_path, text)
    (reader,) = [item for item in os_other.READERS if item.recognises(source)]
    assert reader.name == name
    with pytest.raises(WatchlistError, match=reason) as caught:
        list(reader.read(source, Ledger()))
    assert "entities.ftm.json" in caught.value.hint


def test_the_real_ukrainian_portal_file(shared_dir: Path) -> None:
    folder = shared_dir / "lists" / "ua"
    (path,) = folder.glob("*targets.simple*")
    entities, ledger, account = read(open_sources([path])[0])
    assert (account.total, account.parsed, len(entities)) == (5600, 5600, 5600)
    assert sum(entity.kind is EntityKind.VESSEL for entity in entities) == 1340
    assert ledger.list_date == dt.date(2026, 3, 13)
    assert not account.unknown
