"""A user's own table or JSON, read through a mapping file."""

from __future__ import annotations

import json
import zipfile
from functools import lru_cache
from pathlib import Path

import pytest

from riskengine.errors import WatchlistError
from riskengine.model.entity import Entity, Identifier
from riskengine.vocab import EntityKind, NameKind
from riskengine.watchlist.readers.contract import Account, Ledger
from riskengine.watchlist.readers.own.mapped import MappedReader
from riskengine.watchlist.readers.own.mapping import Mapping, load_mapping
from riskengine.watchlist.source import Source, open_sources

LIST = """\
list:
  id: custom-test
  title: Test list
  publisher: A ministry
"""
TABLE = f"""{LIST}
format: {{type: csv}}
columns:
  key: No.
  name: Company
  aliases: {{column: Other names, split: [";", "/"], drop: '^[a-z]\\) '}}
  weak_aliases: Short
  former_names: Formerly
  kind: {{column: Type, values: {{E: company, I: person}}}}
  country: Where
  addresses: {{columns: [Street, Town], join: ","}}
  identifiers:
    - {{column: Reg, scheme: regno, country: CN}}
    - {{column: LEI, scheme: lei}}
  dates: {{column: Founded, label: founded}}
  listed_on: Since
  delisted_on: {{column: Until, none: "31/12/9999"}}
  measures: {{column: Measures, split: "|"}}
  relations: {{column: Parent, type: subsidiary_of}}
  details: {{reason: Why}}
ignore: [Page]
skip_when: {{Status: withdrawn}}
"""
HEADER = (
    "No.,Company,Other names,Short,Formerly,Type,Where,Street,Town,Reg,LEI,Founded,Since,Until,"
    "Measures,Parent,Why,Page,Status"
)
ROW = (
    'A 1,"Acme Co., Ltd.",a) Acme; b) ACM/Akme,AC,Old Acme,e,China,1 Main St,Harbin,991,'
    "529900T8BM49AURSDO55,1999,03/04/2021,31/12/9999,Freeze|Ban,Big Acme,Because,7,active"
)


def mapping_of(folder: Path, text: str) -> Mapping:
    path = folder / "mapping.yaml"
    path.write_text(text, encoding="utf-8")
    return load_mapping(path)


def source_of(folder: Path, text: str, name: str = "list.csv", encoding: str = "utf-8") -> Source:
    path = folder / name
    path.write_text(text, encoding=encoding)
    return open_sources([path])[0]


def read(mapping: Mapping, source: Source) -> tuple[list[Entity], Account]:
    ledger = Ledger()
    entities = list(MappedReader(mapping).read(source, ledger))
    account = ledger.account(mapping.list.id)
    assert account.balanced
    return entities, account


def test_every_part_of_a_row(tmp_path: Path) -> None:
    mapping = mapping_of(tmp_path, TABLE)
    source = source_of(tmp_path, f"{HEADER}\n{ROW}\n")
    assert MappedReader(mapping).recognises(source)
    (entity,), account = read(mapping, source)
    assert entity.id == "custom-test:A-1"
    assert entity.kind is EntityKind.COMPANY
    assert [(name.text, name.kind) for name in entity.names] == [
        ("Acme Co., Ltd.", NameKind.PRIMARY),
        ("Acme", NameKind.ALIAS),
        ("ACM", NameKind.ALIAS),
        ("Akme", NameKind.ALIAS),
        ("AC", NameKind.WEAK_ALIAS),
        ("Old Acme", NameKind.FORMER),
    ]
    assert entity.countries == ("CN",)
    assert entity.addresses == ("1 Main St, Harbin",)
    assert entity.identifiers == (
        Identifier("cn-regno", "991"),
        Identifier("lei", "529900T8BM49AURSDO55"),
    )
    assert [(label, str(when)) for label, when in entity.dates] == [("founded", "1999")]
    (listing,) = entity.listings
    assert (listing.program, listing.authority) == ("Test list", "A ministry")
    assert (str(listing.listed_on), listing.delisted_on) == ("2021-04-03", None)
    assert listing.measures == ("Freeze", "Ban")
    assert [(tie.type, tie.target) for tie in entity.relations] == [("subsidiary_of", "Big Acme")]
    assert entity.details == (("reason", "Because"),)
    assert not account.unknown


def test_month_first_dates(tmp_path: Path) -> None:
    mapping = mapping_of(
        tmp_path, TABLE.replace("{type: csv}", "{type: csv, date_order: month_first}")
    )
    (entity,), _ = read(mapping, source_of(tmp_path, f"{HEADER}\n{ROW}\n"))
    assert str(entity.listings[0].listed_on) == "2021-03-04"


def test_skipped_repeated_and_torn_rows_are_refused_with_reasons(tmp_path: Path) -> None:
    rows = [
        ROW,
        ROW.replace("Acme", "Acne"),
        ROW.replace("A 1", "B 2").replace("active", "Withdrawn"),
        ROW.replace("A 1", ""),
        "D 4" + "," * HEADER.count(","),
        "C 3,Torn",
    ]
    entities, account = read(
        mapping_of(tmp_path, TABLE), source_of(tmp_path, "\n".join([HEADER, *rows]) + "\n")
    )
    assert len(entities) == 1
    assert [item.reason for item in account.refused] == [
        "the key 'A-1' stands already at list.csv line 2",
        "no key: No. is blank",
        "no name",
        "2 cells in a table of 19 columns",
    ]
    assert account.notes == ["1 rows left out by the mapping: Status is Withdrawn."]


def test_columns_that_the_mapping_does_not_know_are_reported(tmp_path: Path) -> None:
    source = source_of(tmp_path, f"{HEADER},Colour\n{ROW},red\n")
    _, account = read(mapping_of(tmp_path, TABLE), source)
    assert ("column", "Colour") in account.unknown
    assert ("column", "Page") not in account.unknown


def test_a_column_that_the_file_lacks_is_named_with_those_it_has(tmp_path: Path) -> None:
    mapping = mapping_of(tmp_path, f"{LIST}\nformat: {{type: csv}}\ncolumns: {{name: Compny}}\n")
    source = source_of(tmp_path, "Company,Country\nAcme,CN\n")
    assert not MappedReader(mapping).recognises(source)
    with pytest.raises(WatchlistError) as caught:
        read(mapping, source)
    assert "'Compny', which the file does not have" in caught.value.message
    assert "'Company', 'Country'" in caught.value.message
    assert caught.value.hint == "Perhaps 'Compny' is 'Company'?"


def test_ids_without_a_key_come_from_name_and_country(tmp_path: Path) -> None:
    mapping = mapping_of(
        tmp_path,
        f"{LIST}\nformat: {{type: tsv, header_row: 3}}\n"
        "columns: {name: Name, country: Country, details: {remark: Note}}\n",
    )
    text = "Our list\t\t\n\t\t\nName\tCountry\tNote\nAcme\tcn\t1\nAcme\tCN\t2\nAcme\tCN\t2\n"
    entities, account = read(mapping, source_of(tmp_path, text))
    assert entities[0].id == "custom-test:acme-cn"
    assert entities[1].id.startswith("custom-test:acme-cn-")
    assert [item.reason for item in account.refused] == [
        "the same in every column as list.csv line 5"
    ]


def test_encodings_and_delimiters(tmp_path: Path) -> None:
    mapping = mapping_of(
        tmp_path,
        f"{LIST}\nformat: {{type: csv, delimiter: ';', encoding: shift_jis}}\n"
        "columns: {name: 名称}\n",
    )
    source = source_of(tmp_path, "名称;国\n北京公司;中国\n", encoding="shift_jis")
    (entity,), _ = read(mapping, source)
    assert entity.names[0].text == "北京公司"


NESTED = f"""{LIST}
format: {{type: jsonl, none: ["-"]}}
columns:
  key: id
  names:
    each: names.list
    columns: [given, family]
    kind_column: type
    kinds: {{main: primary, aka: alias, fka: former}}
    weak_when: {{quality: low}}
    language_column: lang
  country: "places[].country"
  addresses: {{each: places, columns: [street, country], join: ","}}
  identifiers:
    - {{each: papers, column: no, scheme: passport, country_column: by, when: {{type: passport}}}}
  dates: {{column: born.year, label: birth, when: {{born.circa: "false"}}}}
  measures: {{column: flags.ban, values: {{"true": Travel ban, "false": ""}}}}
ignore: [meta]
"""
RECORD = {
    "id": 7,
    "names": {
        "list": [
            {"given": "Bo", "family": "Example", "type": "AKA", "quality": "low"},
            {"given": "Ann", "family": "Example", "type": "main", "lang": "EN"},
            {"family": "Maiden", "type": "fka"},
            {"family": "Other", "type": "stage name"},
        ]
    },
    "places": [{"street": "1 Main St", "country": "China"}, {"street": "-", "country": "France"}],
    "papers": [
        {"no": "123", "by": "FR", "type": "passport"},
        {"no": "9", "by": "FR", "type": "licence"},
    ],
    "born": {"year": 1970, "circa": False},
    "flags": {"ban": True},
    "meta": {"page": 1, "deep": {"x": 2}},
}


def test_paths_into_json(tmp_path: Path) -> None:
    mapping = mapping_of(tmp_path, NESTED)
    source = source_of(tmp_path, json.dumps(RECORD) + "\n")
    assert MappedReader(mapping).recognises(source)
    (entity,), account = read(mapping, source)
    assert entity.id == "custom-test:7"
    assert [(name.text, name.kind, name.language) for name in entity.names] == [
        ("Ann Example", NameKind.PRIMARY, "en"),
        ("Bo Example", NameKind.WEAK_ALIAS, None),
        ("Maiden", NameKind.FORMER, None),
        ("Other", NameKind.ALIAS, None),
    ]
    assert entity.countries == ("CN", "FR")
    assert entity.addresses == ("1 Main St, China", "France")
    assert entity.identifiers == (Identifier("fr-passport", "123"),)
    assert [(label, str(when)) for label, when in entity.dates] == [("birth", "1970")]
    assert entity.listings[0].measures == ("Travel ban",)
    assert set(account.unknown) == {("type", "stage name")}


def test_bad_json_lines_are_refused(tmp_path: Path) -> None:
    source = source_of(tmp_path, f'{json.dumps(RECORD)}\n{{"id":\n[1]\n')
    entities, account = read(mapping_of(tmp_path, NESTED), source)
    assert len(entities) == 1
    assert [item.reason for item in account.refused] == ["not a JSON object"] * 2


def test_hostile_json_is_refused_row_by_row(tmp_path: Path) -> None:
    text = f"{LIST}\nformat: {{type: jsonl}}\ncolumns: {{key: id, name: n}}\nignore: [x]\n"
    deep = '{"id": 1, "n": "Acme", "x": ' + "[" * 900 + "]" * 900 + "}"
    lone = '{"id": "a\\u0001\\"b", "n": "Half \\ud800 pair"}'
    mapping = mapping_of(tmp_path, text)
    (entity,), account = read(mapping, source_of(tmp_path, f"{deep}\n{lone}\n"))
    assert entity.id == "custom-test:ab"
    assert entity.caption == "Half ? pair"
    assert [item.reason for item in account.refused] == ["nested too deeply"]


def test_records_within_a_json_file(tmp_path: Path) -> None:
    text = f"{LIST}\nformat: {{type: json, records: data.rows}}\ncolumns: {{name: n}}\n"
    mapping = mapping_of(tmp_path, text)
    (entity,), _ = read(mapping, source_of(tmp_path, '{"data": {"rows": [{"n": "Acme"}]}}'))
    assert entity.caption == "Acme"
    with pytest.raises(WatchlistError, match=r"no records at 'data\.rows'; the file holds 'other'"):
        read(mapping, source_of(tmp_path, '{"other": []}'))
    with pytest.raises(WatchlistError, match="not JSON"):
        read(mapping, source_of(tmp_path, "[[[["))


def test_a_path_that_never_comes_is_reported(tmp_path: Path) -> None:
    text = f"{LIST}\nformat: {{type: jsonl}}\ncolumns: {{name: n, country: land}}\n"
    _, account = read(mapping_of(tmp_path, text), source_of(tmp_path, '{"n": "Acme"}\n'))
    assert set(account.unknown) == {("column", "never filled: land")}


def test_the_catalogue_speaks_for_a_copy_of_an_official_list(tmp_path: Path) -> None:
    text = f"{LIST}\nformat: {{type: csv}}\ncolumns: {{name: N}}\n"
    own = mapping_of(tmp_path, text).list_entry()
    assert (own.title, own.publisher) == ("Test list", "A ministry")
    copied = text.replace("custom-test", "us-ndaa-889") + ""
    copied = copied.replace("  title: ", "  licence: CC0\n  title: ")
    entry = mapping_of(tmp_path, copied).list_entry()
    assert entry.title != "Test list"
    assert entry.licence == "CC0"
    with pytest.raises(WatchlistError, match=r"mapping\.yaml:2: list\.id: 'our-list' is no list"):
        mapping_of(tmp_path, text.replace("custom-test", "our-list"))


def test_json_without_the_name_says_what_it_has(tmp_path: Path) -> None:
    mapping = mapping_of(tmp_path, f"{LIST}\nformat: {{type: jsonl}}\ncolumns: {{name: nom}}\n")
    with pytest.raises(WatchlistError, match="no record has a name at nom; its fields are: name"):
        read(mapping, source_of(tmp_path, '{"name": "Acme"}\n'))


def test_a_workbook(tmp_path: Path) -> None:
    text = f"{LIST}\nformat: {{type: xlsx, sheet: Two, header_row: 2}}\ncolumns: {{name: Name}}\n"
    mapping = mapping_of(tmp_path, text)
    source = workbook(tmp_path, {"One": [["x"]], "Two": [["Title"], ["Name"], ["Acme"]]})
    assert MappedReader(mapping).recognises(source)
    (entity,), _ = read(mapping, source)
    assert entity.caption == "Acme"
    with pytest.raises(WatchlistError, match="no sheet 'Three'; there are: One, Two"):
        read(mapping_of(tmp_path, text.replace("Two", "Three")), source)
    with pytest.raises(WatchlistError, match="not an XLSX workbook"):
        read(mapping, source_of(tmp_path, "Name\nAcme\n"))


def workbook(folder: Path, sheets: dict[str, list[list[str]]]) -> Source:
    """The least that a spreadsheet program accepts, with texts written in line."""
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    rel = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    pack = "http://schemas.openxmlformats.org/package/2006"
    path = folder / "book.xlsx"
    names = list(sheets)
    with zipfile.ZipFile(path, "w") as archive:
        parts = "".join(
            f'<Override PartName="/xl/worksheets/sheet{n}.xml" ContentType="application/vnd.'
            'openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>'
            for n in range(1, len(names) + 1)
        )
        archive.writestr(
            "[Content_Types].xml",
            f'<Types xmlns="{pack}/content-types"><Default Extension="rels" ContentType='
            '"application/vnd.openxmlformats-package.relationships+xml"/><Override PartName='
            '"/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.'
            f'spreadsheetml.sheet.main+xml"/>{parts}</Types>',
        )
        archive.writestr(
            "_rels/.rels",
            f'<Relationships xmlns="{pack}/relationships"><Relationship Id="r1" '
            f'Type="{rel}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        )
        tabs = "".join(
            f'<sheet name="{name}" sheetId="{n}" r:id="s{n}"/>' for n, name in enumerate(names, 1)
        )
        archive.writestr(
            "xl/workbook.xml",
            f'<workbook xmlns="{main}" xmlns:r="{rel}"><sheets>{tabs}</sheets></workbook>',
        )
        ties = "".join(
            f'<Relationship Id="s{n}" Type="{rel}/worksheet" Target="worksheets/sheet{n}.xml"/>'
            for n in range(1, len(names) + 1)
        )
        archive.writestr(
            "xl/_rels/workbook.xml.rels",
            f'<Relationships xmlns="{pack}/relationships">{ties}</Relationships>',
        )
        for n, name in enumerate(names, 1):
            rows = "".join(
                f'<row r="{r}">'
                + "".join(
                    f'<c r="{chr(65 + c)}{r}" t="inlineStr"><is><t>{cell}</t></is></c>'
                    for c, cell in enumerate(row)
                )
                + "</row>"
                for r, row in enumerate(sheets[name], 1)
            )
            archive.writestr(
                f"xl/worksheets/sheet{n}.xml",
                f'<worksheet xmlns="{main}"><sheetData>{rows}</sheetData></worksheet>',
            )
    return open_sources([path])[0]


def test_all_faults_of_a_mapping_are_told_with_their_lines(tmp_path: Path) -> None:
    with pytest.raises(WatchlistError) as caught:
        mapping_of(
            tmp_path,
            "list:\n"
            "  id: Custom Test\n"
            "  publisher: X\n"
            "format:\n"
            "  type: parquet\n"
            "columns:\n"
            "  name: N\n"
            "  nmae: N\n"
            "  kind: {column: K, values: {A: robot}}\n"
            "  aliases:\n"
            "    - {column: A, pattern: '('}\n"
            "    - {column: B, value: C}\n"
            "  details: {shoe: S}\n",
        )
    message = caught.value.message
    for expected in (
        "mapping.yaml:2: list.id: String should match",
        "mapping.yaml:1: list.title: this field is needed",
        "mapping.yaml:5: format.type: Input should be",
        "mapping.yaml:8: columns.nmae: no such field",
        "mapping.yaml:9: columns.kind.values: 'robot' is no kind",
        "mapping.yaml:11: columns.aliases[0].pattern: not a regular expression",
        "mapping.yaml:12: columns.aliases[1]: give exactly one of column, columns and value",
        "mapping.yaml:13: columns.details: 'shoe' is no detail",
    ):
        assert expected in message


@pytest.mark.parametrize("text", ["", "- a\n", "list: 3\n", "list: [\n", "columns: {name: 3}\n"])
def test_other_yaml_is_refused_in_words(tmp_path: Path, text: str) -> None:
    with pytest.raises(WatchlistError):
        mapping_of(tmp_path, text)


def test_the_example_mapping_is_valid(repository: Path) -> None:
    example = repository / "riskengine" / "data" / "watchlist" / "mapping_example.yaml"
    assert load_mapping(example).list.id.startswith("custom-")


SHIPPED = {
    "custom-nz-russia": ("nz/mfat_russia_register_records_20260225.jsonl.gz", 2058),
    "custom-wb-debarred": ("wb/world_bank_debarred_records_20260225.jsonl.gz", 1370),
    "custom-tr-hmb": ("tr/hmb_asset_freeze_records_20260225.jsonl.gz", 275),
    "us-dod-1286": ("us/dod-1286/section_1286_2026-08.csv", 130),
    "us-fcc-covered": ("us/fcc-covered-list/named_entities.csv", 13),
    "us-ndaa-889": ("us/ndaa-889-154/section_889.csv", 5),
    "custom-us-ndaa-154": ("us/ndaa-889-154/section_154_batteries.csv", 6),
    "us-dhs-uflpa": ("us/uflpa-2026-08/uflpa_entity_list.csv", 144),
    "us-bis-mieu": ("us/bis-mieu/military_intelligence_end_users.csv", 13),
    "us-dod-1260h": ("us/dod-1260h-2026-06-08/1260h_2026-06-08.csv", 188),
    "us-dod-1260h-2025": ("us/dod-1260h-2025-01-07/1260h_2025-01-07.csv", 140),
    "eu-fsf-records": ("eu/fsf_records_20260501.jsonl.gz", 5860),
    "uk-sl-records": ("uk/uksl_records_20260822.jsonl.gz", 6349),
    "un-sc-records": ("un/un_sc_records_20260822.jsonl.gz", 1011),
    "ca-sema-records": ("ca/sema_records_20260822.jsonl.gz", 5690),
    "au-dfat-records": ("au/dfat_records_20260822.jsonl.gz", 3856),
}


def test_every_shipped_mapping_is_tried(repository: Path) -> None:
    folder = repository / "watchlists" / "mappings"
    assert {path.stem for path in folder.glob("*.yaml")} == set(SHIPPED)


@lru_cache(maxsize=len(SHIPPED))
def shipped(repository: Path, shared: Path, name: str) -> tuple[list[Entity], Account]:
    mapping = load_mapping(repository / "watchlists" / "mappings" / f"{name}.yaml")
    source = open_sources([shared / "lists" / SHIPPED[name][0]])[0]
    assert MappedReader(mapping).recognises(source)
    return read(mapping, source)


@pytest.mark.parametrize("name", sorted(SHIPPED))
def test_shipped_mappings_read_their_real_files_whole(
    repository: Path, shared_dir: Path, name: str
) -> None:
    rows = SHIPPED[name][1]
    entities, account = shipped(repository, shared_dir, name)
    assert (account.total, account.parsed) == (rows, rows)
    assert len({entity.id for entity in entities}) == rows
    assert all(entity.names and entity.listings for entity in entities)
    assert not account.unknown


def test_what_shipped_mappings_say_of_known_parties(repository: Path, shared_dir: Path) -> None:
    def of(name: str) -> list[Entity]:
        return shipped(repository, shared_dir, name)[0]

    removed = [item for item in of("us-dod-1260h-2025") if item.listings[0].delisted_on]
    assert len(removed) == 6
    assert all(item.listings[0].listed_on is None for item in removed)
    ships = [item for item in of("custom-nz-russia") if item.kind is EntityKind.VESSEL]
    assert len(ships) == 210
    assert all(number.scheme == "imo" for ship in ships for number in ship.identifiers)
    weak = [n for item in of("uk-sl-records") for n in item.names if n.kind is NameKind.WEAK_ALIAS]
    assert len(weak) > 500
    ended = [item for item in of("custom-wb-debarred") if item.listings[0].delisted_on is None]
    assert len(ended) == 684
    turkish = {str(item.listings[0].listed_on) for item in of("custom-tr-hmb")}
    assert turkish == {"2021-02-24", "2025-10-01", "None"}
