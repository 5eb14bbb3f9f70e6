"""The UN list: names and their lists, dates, documents, and real files."""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import Any

import pytest

from riskengine.errors import WatchlistError
from riskengine.model.entity import Entity
from riskengine.vocab import EntityKind, NameKind
from riskengine.watchlist.readers.contract import Account, Ledger
from riskengine.watchlist.readers.un.names import read_alias
from riskengine.watchlist.readers.un.xml import READER
from riskengine.watchlist.source import Source, open_sources

PERSON = "<FIRST_NAME>IVO</FIRST_NAME><SECOND_NAME>MADE</SECOND_NAME><THIRD_NAME>UP</THIRD_NAME>"
REFERENCE = "<REFERENCE_NUMBER>QDi.901</REFERENCE_NUMBER><UN_LIST_TYPE>Al-Qaida</UN_LIST_TYPE>"


def source_of(tmp_path: Path, body: str) -> Source:
    path = tmp_path / "list.xml"
    path.write_text(body, encoding="utf-8")
    return open_sources([path])[0]


def read(tmp_path: Path, *records: str) -> tuple[list[Entity], Account, Ledger]:
    ledger = Ledger()
    body = (
        '<CONSOLIDATED_LIST dateGenerated="2026-02-27T00:00:09.554Z"><INDIVIDUALS>'
        + "".join(records)
        + "</INDIVIDUALS></CONSOLIDATED_LIST>"
    )
    found = list(READER.read(source_of(tmp_path, body), ledger))
    return found, ledger.account("un-sc"), ledger


def person(inner: str, head: str = REFERENCE + PERSON) -> str:
    return f"<INDIVIDUAL><DATAID>55</DATAID>{head}{inner}</INDIVIDUAL>"


def company(inner: str, name: str = "MADE UP WORKS (MUW)") -> str:
    reference = REFERENCE.replace("QDi.901", "QDe.901")
    return f"<ENTITY>{reference}<FIRST_NAME>{name}</FIRST_NAME>{inner}</ENTITY>"


def one(tmp_path: Path, record: str) -> Entity:
    (entity,), _, _ = read(tmp_path, record)
    return entity


def details(entity: Entity, label: str) -> list[str]:
    return [value for name, value in entity.details if name == label]


def test_the_reference_number_is_id_entry_and_identifier(tmp_path: Path) -> None:
    (entity,), account, ledger = read(tmp_path, person("<LISTED_ON>2012-12-31</LISTED_ON>"))
    assert entity.id == "un-sc:QDi.901"
    assert entity.kind is EntityKind.PERSON
    assert entity.caption == "IVO MADE UP"
    assert [(held.scheme, held.value.lower()) for held in entity.identifiers] == [("un", "qdi.901")]
    (listing,) = entity.listings
    assert (listing.program, listing.entry, str(listing.listed_on)) == (
        "Al-Qaida",
        "QDi.901",
        "2012-12-31",
    )
    assert str(ledger.list_date) == "2026-02-27"
    assert account.balanced


def test_without_reference_number_the_data_id_is_the_id(tmp_path: Path) -> None:
    entity = one(tmp_path, person("", "<UN_LIST_TYPE>Iran</UN_LIST_TYPE>" + PERSON))
    assert entity.id == "un-sc:55"
    assert entity.identifiers == ()


def test_a_listing_date_with_a_time_zone_is_read(tmp_path: Path) -> None:
    (listing,) = one(tmp_path, person("<LISTED_ON>2015-07-01-04:00</LISTED_ON>")).listings
    assert str(listing.listed_on) == "2015-07-01"


def alias(quality: str, name: str, more: str = "", tag: str = "INDIVIDUAL_ALIAS") -> str:
    return f"<{tag}><QUALITY>{quality}</QUALITY><ALIAS_NAME>{name}</ALIAS_NAME>{more}</{tag}>"


def test_quality_gives_the_kind_of_an_alias(tmp_path: Path) -> None:
    inner = (
        "<NAME_ORIGINAL_SCRIPT>Иво</NAME_ORIGINAL_SCRIPT>"
        + alias("Good", "Ivo Good")
        + alias("Low", "Shorty")
        + alias("", "")
        + alias("f.k.a.", "Old Ivo")
        + alias("a.k.a.", "Other Ivo")
        + alias("Good", "Gone Ivo", "<NOTE>previously listed as</NOTE>")
    )
    names = one(tmp_path, person(inner)).names
    assert [(name.text, name.kind, name.script) for name in names] == [
        ("IVO MADE UP", NameKind.PRIMARY, "Latn"),
        ("Иво", NameKind.ALIAS, "Cyrl"),
        ("Ivo Good", NameKind.ALIAS, "Latn"),
        ("Shorty", NameKind.WEAK_ALIAS, "Latn"),
        ("Old Ivo", NameKind.FORMER, "Latn"),
        ("Other Ivo", NameKind.ALIAS, "Latn"),
        ("Gone Ivo", NameKind.FORMER, "Latn"),
    ]


@pytest.mark.parametrize(
    ("printed", "note", "names"),
    [
        ("Ivo Mad; Ivo Made", "", ["Ivo Mad", "Ivo Made"]),
        ("Ivo Mad b) I. Made; I. Maid", "", ["Ivo Mad", "I. Made", "I. Maid"]),
        ("Иво (Ivo; Yvo)", "", ["Иво", "Ivo", "Yvo"]),
        ("Ivo (original script: Иво)", "", ["Ivo", "Иво"]),
        ("Front (FR) (Фронт (original script); Frond)", "", ["Front (FR)", "Фронт", "Frond"]),
        ("Leader (Hong Kong) Limited", "", ["Leader (Hong Kong) Limited"]),
        ("Ivo (birth name)", "", ["Ivo"]),
        ("Ivo, born 1 Jan. 1953 (passport 1234)", "", ["Ivo"]),
        ("Ivo", "original script: Иво", ["Ivo", "Иво"]),
        ("Ivo", "Previously listed as. In Arabic: ايفو", ["Ivo", "ايفو"]),
        ("Ivo", "Yvo; Ibo Made", ["Ivo", "Yvo", "Ibo Made"]),
        ("Ivo", "(Yvo; Ibo) his nom de guerre", ["Ivo", "Yvo", "Ibo"]),
        ("Ivo", "DOB: 1948; POB: Somewhere", ["Ivo"]),
        (") Ivo", "", ["Ivo"]),
        ("", "", []),
    ],
)
def test_lists_and_brackets_of_an_alias_are_taken_apart(
    printed: str, note: str, names: list[str]
) -> None:
    assert read_alias(printed, note).names == names


def test_what_stood_beside_an_alias_is_kept_as_a_remark(tmp_path: Path) -> None:
    inner = alias(
        "Good",
        "Ivo Other",
        "<DATE_OF_BIRTH>1976-08-25</DATE_OF_BIRTH><CITY_OF_BIRTH>Oz</CITY_OF_BIRTH>"
        "<COUNTRY_OF_BIRTH>Libya</COUNTRY_OF_BIRTH><NOTE>nom de guerre</NOTE>",
    )
    entity = one(tmp_path, person(inner))
    assert [(label, str(when)) for label, when in entity.dates] == [("birth", "1976-08-25")]
    assert details(entity, "remark") == [
        "Ivo Other: nom de guerre",
        "Ivo Other: born 1976-08-25, Oz, Libya",
    ]


def test_an_acronym_behind_an_organisation_is_also_a_name(tmp_path: Path) -> None:
    names = one(tmp_path, company("", "MADE UP WORKS (MUW) ; WORKS MADE UP (PAKISTAN)")).names
    assert [(name.text, name.kind) for name in names] == [
        ("MADE UP WORKS (MUW)", NameKind.PRIMARY),
        ("MADE UP WORKS", NameKind.ALIAS),
        ("MUW", NameKind.ACRONYM),
        ("WORKS MADE UP (PAKISTAN)", NameKind.ALIAS),
    ]


def born(kind: str, inner: str) -> str:
    return (
        f"<INDIVIDUAL_DATE_OF_BIRTH><TYPE_OF_DATE>{kind}</TYPE_OF_DATE>{inner}"
        "</INDIVIDUAL_DATE_OF_BIRTH>"
    )


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        (born("EXACT", "<DATE>1970-01-31</DATE>"), "1970-01-31"),
        (born("EXACT", "<YEAR>1970</YEAR>"), "1970"),
        (born("EXACT", "<YEAR>1958</YEAR><NOTE>Sep.</NOTE>"), "1958-09"),
        (born("EXACT", "<NOTE>Nov. 1973 </NOTE>"), "1973-11"),
        (born("APPROXIMATELY", "<YEAR>1970</YEAR>"), "1969-01-01/1971-12-31"),
        (
            born("BETWEEN", "<FROM_YEAR>1955</FROM_YEAR><TO_YEAR>1958</TO_YEAR>"),
            "1955-01-01/1958-12-31",
        ),
    ],
)
def test_birth_dates_of_every_type_are_intervals(
    tmp_path: Path, printed: str, expected: str
) -> None:
    entity = one(tmp_path, person(printed))
    assert [(label, str(when)) for label, when in entity.dates] == [("birth", expected)]


def test_a_birth_date_that_is_no_date_is_kept_as_printed(tmp_path: Path) -> None:
    entity = one(tmp_path, person(born("EXACT", "<NOTE>24/06/1402 (Hijri)</NOTE>")))
    assert entity.dates == ()
    assert details(entity, "date_as_published") == ["birth: 24/06/1402 (Hijri)"]


def document(kind: str, number: str, more: str = "") -> str:
    return (
        f"<INDIVIDUAL_DOCUMENT><TYPE_OF_DOCUMENT>{kind}</TYPE_OF_DOCUMENT>"
        f"<NUMBER>{number}</NUMBER>{more}</INDIVIDUAL_DOCUMENT>"
    )


@pytest.mark.parametrize(
    ("printed", "scheme", "value"),
    [
        (
            document("Passport", "A123456", "<ISSUING_COUNTRY>Oman</ISSUING_COUNTRY>"),
            "om-passport",
            "A123456",
        ),
        (document("Passport", "Afghan passport number OA296623"), "af-passport", "OA296623"),
        (document("Número de pasaporte", "XY 77123"), "passport", "XY77123"),
        (
            document(
                "National Identification Number",
                "1608600001",
                "<COUNTRY_OF_ISSUE>Iran (Islamic Republic of)</COUNTRY_OF_ISSUE>",
            ),
            "ir-nationalid",
            "1608600001",
        ),
        (
            document("Passport", "", "<NOTE>Mali passport number B0515260</NOTE>"),
            "ml-passport",
            "B0515260",
        ),
    ],
)
def test_documents_become_identifiers_with_the_country_of_issue(
    tmp_path: Path, printed: str, scheme: str, value: str
) -> None:
    entity = one(tmp_path, person(printed))
    assert [(held.scheme, held.value) for held in entity.identifiers[1:]] == [(scheme, value)]


def test_the_second_type_of_a_document_decides_and_its_dates_are_kept(tmp_path: Path) -> None:
    more = (
        "<TYPE_OF_DOCUMENT2>Ration card number:</TYPE_OF_DOCUMENT2>"
        "<DATE_OF_ISSUE>2001-02-03</DATE_OF_ISSUE><CITY_OF_ISSUE>Oz</CITY_OF_ISSUE>"
        "<NOTE>expired</NOTE>"
    )
    entity = one(tmp_path, person(document("National Identification Number", "0134852", more)))
    assert [held.scheme for held in entity.identifiers] == ["un"]
    assert details(entity, "number_as_published") == [
        "National Identification Number, Ration card number: 0134852"
        " (expired; issued 2001-02-03; in Oz)"
    ]


def test_addresses_nationality_functions_and_updates_are_kept(tmp_path: Path) -> None:
    inner = (
        "<TITLE><VALUE>Dr.</VALUE></TITLE><DESIGNATION><VALUE>Clerk</VALUE></DESIGNATION>"
        "<GENDER>Male</GENDER><COMMENTS1>Seen   twice.</COMMENTS1>"
        "<NATIONALITY><VALUE>Iran (Islamic Republic of)</VALUE></NATIONALITY>"
        "<LAST_DAY_UPDATED><VALUE>2016-10-13</VALUE><VALUE>2020-01-02</VALUE></LAST_DAY_UPDATED>"
        "<INDIVIDUAL_ADDRESS><STREET>1 Road</STREET><CITY>Goma</CITY>"
        "<COUNTRY>Democratic Republic of the Congo</COUNTRY><NOTE>in 2016</NOTE>"
        "</INDIVIDUAL_ADDRESS>"
        "<INDIVIDUAL_PLACE_OF_BIRTH><CITY>Oz</CITY></INDIVIDUAL_PLACE_OF_BIRTH>"
        "<SUBMITTED_BY>Norway</SUBMITTED_BY>"
    )
    entity = one(tmp_path, person(inner))
    assert entity.countries == ("CD", "IR")
    assert entity.addresses == ("1 Road, Goma, Democratic Republic of the Congo (in 2016)",)
    assert details(entity, "place_of_birth") == ["Oz"]
    assert details(entity, "title") == ["Dr."]
    assert details(entity, "designation") == ["Clerk"]
    assert details(entity, "gender") == ["Male"]
    assert details(entity, "remark") == [
        "Seen twice.",
        "Last updated: 2016-10-13, 2020-01-02",
        "Submitted by: Norway",
    ]


def test_numbers_in_the_comments_of_a_company_are_identifiers(tmp_path: Path) -> None:
    entity = one(tmp_path, company("<COMMENTS1>Owner. IMO number: 5571322.</COMMENTS1>"))
    assert ("imocompany", "5571322") in [(held.scheme, held.value) for held in entity.identifiers]


def test_a_delisting_date_ends_the_listing(tmp_path: Path) -> None:
    inner = "<LISTED_ON>2001-01-01</LISTED_ON><DELISTED_ON>2011-01-01</DELISTED_ON>"
    (listing,) = one(tmp_path, person(inner)).listings
    assert str(listing.delisted_on) == "2011-01-01"


def test_rows_without_name_or_number_are_refused_and_new_codes_reported(tmp_path: Path) -> None:
    found, account, _ = read(
        tmp_path,
        person(alias("Superb", "Ivo") + "<HALO>x</HALO>"),
        person("", REFERENCE.replace("901", "902")),
        "<INDIVIDUAL><FIRST_NAME>NOBODY</FIRST_NAME></INDIVIDUAL>",
        person(""),
        company("").replace("Al-Qaida", "Atlantis"),
    )
    assert [entity.id for entity in found] == ["un-sc:QDi.901", "un-sc:QDe.901"]
    assert [item.reason for item in account.refused] == [
        "no name",
        "no REFERENCE_NUMBER or DATAID",
        "REFERENCE_NUMBER or DATAID QDi.901 stands twice",
    ]
    assert account.balanced
    assert set(account.unknown) == {
        ("QUALITY", "Superb"),
        ("element", "HALO"),
        ("UN_LIST_TYPE", "Atlantis"),
    }


def test_a_file_cut_short_is_refused_as_a_whole(tmp_path: Path) -> None:
    source = source_of(tmp_path, "<CONSOLIDATED_LIST><INDIVIDUALS><INDIVIDUAL>")
    with pytest.raises(WatchlistError):
        list(READER.read(source, Ledger()))


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ('<CONSOLIDATED_LIST dateGenerated="2026-01-01"/>', True),
        ("<CONSOLIDATED_LIST><ROW/></CONSOLIDATED_LIST>", False),
        ("<export/>", False),
        ("\xff\xfe<", False),
    ],
)
def test_the_format_is_known_by_its_root(tmp_path: Path, body: str, expected: bool) -> None:
    assert READER.recognises(source_of(tmp_path, body)) is expected


# Real files.


def key(text: str) -> str:
    return " ".join(text.split()).casefold()


@pytest.mark.parametrize(
    ("name", "people", "others", "day"),
    [
        ("un_sc_consolidated_20260227.xml.gz", 730, 273, "2026-02-27"),
        ("un_sc_consolidated_20250618.xml.gz", 684, 193, "2025-06-18"),
    ],
)
def test_the_official_files_are_read_without_anything_unknown(
    shared_dir: Path, name: str, people: int, others: int, day: str
) -> None:
    ledger = Ledger()
    (source,) = open_sources([shared_dir / "lists" / "un" / name])
    assert READER.recognises(source)
    entities = list(READER.read(source, ledger))
    account = ledger.account("un-sc")
    assert sum(entity.kind is EntityKind.PERSON for entity in entities) == people
    assert len(entities) == account.parsed == people + others
    assert account.refused_count == 0
    assert not account.unknown
    assert str(ledger.list_date) == day
    assert all(listing.listed_on is not None for entity in entities for listing in entity.listings)
    assert not [
        name.text
        for entity in entities
        for name in entity.names
        if ";" in name.text or name.text.count("(") != name.text.count(")")
    ]


def test_names_are_those_that_others_read_from_a_later_edition(shared_dir: Path) -> None:
    (source,) = open_sources([shared_dir / "lists" / "un" / "un_sc_consolidated_20260227.xml.gz"])
    entities = {entity.id: entity for entity in READER.read(source, Ledger())}
    path = shared_dir / "lists" / "un" / "un_sc_records_20260822.jsonl.gz"
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        records: list[dict[str, Any]] = [json.loads(line) for line in lines]
    compared = equal = 0
    for record in records:
        entity = entities.get(f"un-sc:{record['reference_number']}")
        if entity is None:
            continue  # listed after this edition
        parts = (record.get(f"{part}_name") for part in ("first", "second", "third", "fourth"))
        printed = [" ".join(part for part in parts if part)]
        printed += [item.get("alias_name") or "" for item in record.get("aliases") or []]
        # Lists and brackets are taken apart here, and kept whole there.
        words = set(key(" ".join(name.text for name in entity.names)).split())
        plain = {key(name) for name in printed if not set(";()") & set(name)} - {""}
        compared += 1
        equal += plain <= {key(name.text) for name in entity.names} and words != set()
    assert compared > 950
    assert equal >= compared - 40  # entries amended between the two editions


@pytest.mark.parametrize(
    ("printed", "names"),
    [
        (
            "Ivo Made \u0627\u063a\u0627 \u062c\u0627\u0646",
            ["Ivo Made", "\u0627\u063a\u0627 \u062c\u0627\u0646"],
        ),
        ("Ivo Made Up born in 1963", ["Ivo Made Up"]),
        ("Ivo Born", ["Ivo Born"]),
    ],
)
def test_alias_with_another_script_or_a_birth_year_behind_it(
    printed: str, names: list[str]
) -> None:
    assert read_alias(printed).names == names


def test_a_day_called_approximate_is_kept_in_words(tmp_path: Path) -> None:
    birth = (
        "<INDIVIDUAL_DATE_OF_BIRTH><TYPE_OF_DATE>APPROXIMATELY</TYPE_OF_DATE>"
        "<DATE>1967-07-08</DATE></INDIVIDUAL_DATE_OF_BIRTH>"
    )
    entity = one(tmp_path, person(birth))
    assert [str(when) for _, when in entity.dates] == ["1966-01-01/1968-12-31"]
    assert details(entity, "date_as_published") == ["birth: 1967-07-08 (approximately)"]


def test_a_paper_of_one_country_issued_in_another_names_both(tmp_path: Path) -> None:
    paper = (
        "<INDIVIDUAL_DOCUMENT><TYPE_OF_DOCUMENT>Passport</TYPE_OF_DOCUMENT><NUMBER>PS654987</NUMBER>"
        "<ISSUING_COUNTRY>Egypt</ISSUING_COUNTRY><COUNTRY_OF_ISSUE>Libya</COUNTRY_OF_ISSUE>"
        "</INDIVIDUAL_DOCUMENT>"
    )
    entity = one(tmp_path, person(paper))
    assert ("eg-passport", "PS654987") in [(n.scheme, n.value) for n in entity.identifiers]
    assert details(entity, "number_as_published") == ["Passport: PS654987 (country of issue Libya)"]


def test_nationality_that_says_nothing_is_none(tmp_path: Path) -> None:
    entity = one(tmp_path, person("<NATIONALITY><VALUE>na</VALUE></NATIONALITY>"))
    assert (entity.countries, entity.note, details(entity, "nationality")) == ((), "", [])
