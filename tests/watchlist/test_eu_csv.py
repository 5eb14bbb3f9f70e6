"""The CSV forms of the EU list: grouping, layouts, damaged lines, and real files."""

from __future__ import annotations

from pathlib import Path

import pytest

from riskengine.errors import WatchlistError
from riskengine.model.entity import Entity
from riskengine.vocab import EntityKind, NameKind
from riskengine.watchlist.readers.contract import Account, Ledger
from riskengine.watchlist.readers.eu.codes import eu_codes
from riskengine.watchlist.readers.eu.csv import READER
from riskengine.watchlist.source import Source, open_sources

COLUMNS = tuple(name for name in eu_codes().csv_1_1 if name != "Entity_RegulationLanguage")


def source_of(tmp_path: Path, body: str, encoding: str = "utf-8") -> Source:
    path = tmp_path / "list.csv"
    path.write_text(body, encoding=encoding)
    return open_sources([path])[0]


def line(**cells: str) -> str:
    assert set(cells) <= set(COLUMNS)
    return ";".join(cells.get(name, "") for name in COLUMNS)


def table(*lines: str, columns: tuple[str, ...] = COLUMNS) -> str:
    return "\n".join((";".join(columns), *lines)) + "\n"


def head(key: str = "13", **cells: str) -> dict[str, str]:
    return {
        "fileGenerationDate": "05/08/2026",
        "Entity_LogicalId": key,
        "Entity_EU_ReferenceNumber": f"EU.{key}.28",
        "Entity_SubjectType": "P",
        "Entity_SubjectType_ClassificationCode": "person",
        "Entity_Regulation_PublicationDate": "2022-05-02",
        "Entity_Regulation_NumberTitle": "2022/1",
        "Entity_Regulation_Programme": "UKR",
        **cells,
    }


def read(source: Source) -> tuple[list[Entity], Account, Ledger]:
    ledger = Ledger()
    found = list(READER.read(source, ledger))
    return found, ledger.account("eu-fsf"), ledger


def details(entity: Entity, label: str) -> list[str]:
    return [value for name, value in entity.details if name == label]


def test_lines_of_one_entry_are_one_entity_wherever_they_stand(tmp_path: Path) -> None:
    body = table(
        line(**head(), NameAlias_WholeName="Igor Invented", NameAlias_Strong="true"),
        line(**head("14"), NameAlias_WholeName="Someone Else"),
        line(**head(), NameAlias_WholeName="Igorek", NameAlias_Strong="false"),
        line(**head(), BirthDate_BirthDate="1970-02-03", BirthDate_City="Oz"),
        line(**head(), Citizenship_CountryIso2Code="RU", Citizenship_CountryDescription="RUSSIA"),
        line(
            **head(),
            Identification_Number="7707083893",
            Identification_TypeCode="fiscalcode",
            Identification_CountryIso2Code="RU",
        ),
        line(
            **head(),
            Address_Street="1 Road",
            Address_City="Perm",
            Address_CountryIso2Code="RU",
            Address_CountryDescription="RUSSIA",
            Address_ContactInfo="PHONE[123]\\nEMAIL[a@b.example]",
        ),
    )
    (igor, other), account, ledger = read(source_of(tmp_path, body))
    assert (igor.id, other.id) == ("eu-fsf:13", "eu-fsf:14")
    assert igor.kind is EntityKind.PERSON
    assert [(name.text, name.kind) for name in igor.names] == [
        ("Igor Invented", NameKind.PRIMARY),
        ("Igorek", NameKind.WEAK_ALIAS),
    ]
    assert [str(when) for _, when in igor.dates] == ["1970-02-03"]
    assert igor.countries == ("RU",)
    assert igor.addresses == ("1 Road, Perm, RUSSIA",)
    assert [(held.scheme, held.value) for held in igor.identifiers] == [
        ("eu", "EU.13.28"),
        ("ru-inn", "7707083893"),
    ]
    assert details(igor, "phone") == ["123"]
    assert details(igor, "email") == ["a@b.example"]
    assert str(ledger.list_date) == "2026-08-05"
    assert (account.total, account.parsed, account.merged) == (7, 7, 5)
    assert account.complete
    assert not account.unknown
    assert account.fields["NameAlias_WholeName"] == 3


def test_the_head_repeated_for_each_act_gives_the_earliest_date(tmp_path: Path) -> None:
    older = head(Entity_Regulation_NumberTitle="2014/9")
    older["Entity_Regulation_PublicationDate"] = "2014-03-17"
    older["Entity_Regulation_EntryIntoForceDate"] = "2014-03-18"
    body = table(
        line(**head(), NameAlias_WholeName="Igor"), line(**older, NameAlias_WholeName="Igor")
    )
    (entity,), _, _ = read(source_of(tmp_path, body))
    (listing,) = entity.listings
    assert (str(listing.listed_on), listing.listed_on_basis) == ("2014-03-18", "citation")
    assert listing.citation == "2014/9; 2022/1"


def test_brackets_put_around_remarks_are_taken_off(tmp_path: Path) -> None:
    body = table(
        line(**head(Entity_Remark="(a) and (b)"), NameAlias_WholeName="Igor"),
        line(**head("14", Entity_Remark="(as (is))"), NameAlias_WholeName="Ivo"),
    )
    found, _, _ = read(source_of(tmp_path, body))
    assert [details(entity, "remark") for entity in found] == [["(a) and (b)"], ["as (is)"]]


def test_missing_columns_are_named_and_make_the_list_incomplete(tmp_path: Path) -> None:
    columns = ("Entity_LogicalId", "Entity_SubjectType", "NameAlias_WholeName", "NameAlias_Aura")
    body = table("7;P;Igor;blue", columns=columns)
    source = source_of(tmp_path, body)
    assert READER.recognises(source)
    (entity,), account, _ = read(source)
    assert entity.caption == "Igor"
    assert account.complete is False
    assert ("column", "missing: Citizenship_CountryIso2Code") in account.unknown
    assert ("column", "NameAlias_Aura") in account.unknown
    assert "documented columns are missing" in account.notes[0]


def test_a_file_without_the_column_of_names_is_refused_as_a_whole(tmp_path: Path) -> None:
    body = table("7;P", columns=("Entity_LogicalId", "Entity_SubjectType"))
    with pytest.raises(WatchlistError, match="NameAlias_WholeName"):
        read(source_of(tmp_path, body))


def test_shifted_short_and_nameless_lines_are_refused_and_counted(tmp_path: Path) -> None:
    body = table(
        line(**head(), NameAlias_WholeName="Igor"),
        line(**head(), NameAlias_WholeName="Igor") + ";more",
        "05/08/2026;13",
        line(**head(""), NameAlias_WholeName="Nobody's"),
        line(**head("1\\3"), NameAlias_WholeName="Another's"),
        line(**head("15"), BirthDate_Year="1970"),
        line(**head("15"), BirthDate_Year="1971"),
    )
    found, account, _ = read(source_of(tmp_path, body))
    assert [entity.id for entity in found] == ["eu-fsf:13"]
    assert account.refused_count == 6
    assert account.balanced
    assert [item.reason for item in account.refused][2:4] == [
        "no logical id",
        "logical id is not a number",
    ]


def test_a_name_lost_in_the_encoding_is_reported_and_is_no_name(tmp_path: Path) -> None:
    body = table(
        line(**head(), NameAlias_WholeName="Igor"),
        line(**head(), NameAlias_WholeName="????? ??? Ulema"),
        line(**head(), NameAlias_WholeName="Igor? Jr"),
    )
    (entity,), account, _ = read(source_of(tmp_path, body))
    assert [name.text for name in entity.names] == ["Igor", "Igor? Jr"]
    assert account.unknown == {("damaged name", "????? ??? Ulema"): 1}
    assert details(entity, "remark") == ["Name lost in the file's encoding: ????? ??? Ulema"]


def test_the_older_layout_is_read_by_its_numbered_columns(tmp_path: Path) -> None:
    columns = tuple(name.partition("#")[0] for name in eu_codes().csv_1_0 if name != "Date_file")
    names = list(eu_codes().csv_1_0)
    names.remove("Date_file")

    def old(**cells: str) -> str:
        held = {"Date_filexxxx": "04/07/2018", "Entity_logical_id": "9", "Subject_type": "E"}
        held |= {"Leba_numtitle": "2018/4", "Programme": "TERR", **cells}
        return ";".join(held.get(name, "") for name in names)

    body = table(
        old(Naal_wholename="Made Up Front", Naal_language="FR", Entity_remark="(one\\ntwo)"),
        old(Iden_number="AD1 (passport-National passport) ((passport))", Iden_country="LBN"),
        old(Addr_street="1 Road", Addr_country="PAK", Addr_other="PHONE[1]\\nFAX[2]"),
        old(Birt_date="N/A", Birt_place="Oz"),
        old(Citi_country="IRQ"),
        columns=columns,
    )
    source = source_of(tmp_path, body)
    assert READER.recognises(source)
    (entity,), account, ledger = read(source)
    assert str(ledger.list_date) == "2018-07-04"
    assert entity.countries == ("IQ", "PK")
    assert entity.dates == ()
    assert entity.names[0].language == "fr"
    assert [(held.scheme, held.value) for held in entity.identifiers] == [("lb-passport", "AD1")]
    assert details(entity, "phone") == ["1", "fax: 2"]
    assert details(entity, "remark") == ["one two"]
    assert details(entity, "place_of_birth") == ["Oz"]
    assert details(entity, "number_as_published") == ["National passport: AD1 ((passport))"]
    assert account.complete
    assert not account.unknown


def test_every_three_letter_code_is_one_country() -> None:
    codes = eu_codes().iso3
    assert len(codes) > 245
    assert all(len(three) == 3 and len(two) == 2 for three, two in codes.items())
    assert (codes["DEU"], codes["COD"], codes["PRK"]) == ("DE", "CD", "KP")


@pytest.mark.parametrize(
    "body",
    ["", "a;b;c\n1;2;3\n", "Unique ID,Name 6\n", "\x00\x01", "Entity_LogicalId;x\n", '"open;\n'],
)
def test_other_files_are_not_claimed(tmp_path: Path, body: str) -> None:
    assert not READER.recognises(source_of(tmp_path, body))


def test_other_encodings_are_read(tmp_path: Path) -> None:
    body = table(line(**head(), NameAlias_WholeName="Jos\u00e9"))
    for encoding in ("utf-8-sig", "utf-16", "cp1252"):
        source = source_of(tmp_path, body, encoding)
        assert READER.recognises(source), encoding
        (entity,), _, _ = read(source_of(tmp_path, body, encoding))
        assert entity.caption == "Jos\u00e9"


# Real files.


def real(shared_dir: Path, name: str) -> tuple[list[Entity], Account, Ledger]:
    (source,) = open_sources([shared_dir / "lists" / "eu" / name])
    assert READER.recognises(source)
    return read(source)


def test_the_official_file_of_2018_is_read_whole(shared_dir: Path) -> None:
    found, account, ledger = real(shared_dir, "fsf_csv_1_0_sample_20180704.csv")
    assert len(found) == 93
    assert (account.total, account.parsed, account.refused_count) == (999, 999, 0)
    assert {what for what, _ in account.unknown} == {"damaged name"}
    assert str(ledger.list_date) == "2018-07-04"
    (mugabe,) = [entity for entity in found if entity.id == "eu-fsf:1"]
    assert str(mugabe.listings[0].listed_on) == "2002-09-13"
    assert [held.value for held in mugabe.identifiers] == ["EU.36.64", "AD001095"]


def test_the_fragment_of_2026_says_that_it_is_not_complete(shared_dir: Path) -> None:
    (entity,), account, ledger = real(shared_dir, "fsf_csv_1_1_header_and_rows_20260805.csv")
    assert (entity.id, entity.caption) == ("eu-fsf:13", "Saddam Hussein Al-Tikriti")
    assert details(entity, "remark") == ["UNSC RESOLUTION 1483"]
    assert account.complete is False
    assert account.balanced
    assert str(ledger.list_date) == "2026-08-05"
