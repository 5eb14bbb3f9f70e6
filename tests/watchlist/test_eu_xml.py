"""The XML form of the EU list: parts, dates of listings, papers, and real files."""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from riskengine.errors import WatchlistError
from riskengine.model.entity import Entity, Identifier
from riskengine.model.interval import DateRange
from riskengine.vocab import EntityKind, NameKind
from riskengine.watchlist.readers.contract import Account, Ledger
from riskengine.watchlist.readers.eu.xml import READER
from riskengine.watchlist.source import Source, open_sources

HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?>'
    '<export xmlns="http://eu.europa.ec/fpi/fsd/export"'
    ' generationDate="2026-05-01T08:25:35.000Z" globalFileId="1">'
)
PERSON = '<subjectType code="person" classificationCode="P"/>'
COMPANY = '<subjectType code="enterprise" classificationCode="E"/>'
NAME = '<nameAlias wholeName="Igor Invented" nameLanguage="" strong="true"/>'


def act(day: str, title: str, programme: str = "UKR", force: str = "") -> str:
    return (
        f'<regulation publicationDate="{day}" entryIntoForceDate="{force}" numberTitle="{title}"'
        f' programme="{programme}"><publicationUrl>http://law/{title}</publicationUrl></regulation>'
    )


def source_of(tmp_path: Path, body: str) -> Source:
    path = tmp_path / "list.xml"
    path.write_text(body, encoding="utf-8")
    return open_sources([path])[0]


def entity_xml(inner: str, attributes: str = 'logicalId="7"') -> str:
    return f"<sanctionEntity {attributes}>{inner}</sanctionEntity>"


def read(tmp_path: Path, *entities: str) -> tuple[list[Entity], Account, Ledger]:
    ledger = Ledger()
    body = HEAD + "".join(entities) + "</export>"
    found = list(READER.read(source_of(tmp_path, body), ledger))
    return found, ledger.account("eu-fsf"), ledger


def one(tmp_path: Path, inner: str, attributes: str = 'logicalId="7"') -> Entity:
    (entity,), _, _ = read(tmp_path, entity_xml(inner, attributes))
    return entity


def details(entity: Entity, label: str) -> list[str]:
    return [value for name, value in entity.details if name == label]


def test_references_of_an_entry_become_identifiers_and_its_number_the_id(tmp_path: Path) -> None:
    entity = one(
        tmp_path,
        PERSON + NAME,
        'logicalId="7" euReferenceNumber="EU.1.2" unitedNationId="KPi.003"'
        ' designationDetails="Listed in haste"',
    )
    assert entity.id == "eu-fsf:7"
    assert entity.kind is EntityKind.PERSON
    assert Identifier("eu", "EU.1.2") in entity.identifiers
    assert [held.value.lower() for held in entity.identifiers if held.scheme == "un"] == ["kpi.003"]
    assert details(entity, "remark") == ["Designation: Listed in haste"]


def test_the_first_strong_name_without_language_or_in_english_is_the_main_one(
    tmp_path: Path,
) -> None:
    names = "".join(
        f'<nameAlias wholeName="{name}" nameLanguage="{language}" strong="{strong}"/>'
        for name, language, strong in (
            ("Weak", "EN", "false"),
            ("Fort", "FR", "true"),
            ("Strong", "EN", "true"),
            ("Later", "", "true"),
        )
    )
    entity = one(tmp_path, PERSON + names)
    assert [(name.text, name.kind, name.language) for name in entity.names] == [
        ("Strong", NameKind.PRIMARY, "en"),
        ("Weak", NameKind.WEAK_ALIAS, "en"),
        ("Fort", NameKind.ALIAS, "fr"),
        ("Later", NameKind.ALIAS, None),
    ]


def test_a_name_without_whole_name_is_joined_from_its_parts(tmp_path: Path) -> None:
    part = '<nameAlias firstName="Anna" middleName="B" lastName="Cee" wholeName="" strong="true"/>'
    assert one(tmp_path, PERSON + part).caption == "Anna B Cee"


def test_a_listing_is_dated_by_the_earliest_act_that_the_entry_names(tmp_path: Path) -> None:
    named = (
        '<nameAlias wholeName="Igor Invented" strong="true">'
        '<regulationSummary publicationDate="2014-03-17" numberTitle="269/2014"'
        ' publicationUrl="http://law/269/2014"/></nameAlias>'
    )
    entity = one(tmp_path, act("2022-05-02", "2022/1", force="2022-05-03") + PERSON + named)
    (listing,) = entity.listings
    assert listing.program == "UKR"
    assert listing.authority == "European Union"
    assert listing.listed_on == DateRange.parse("2014-03-17")
    assert listing.listed_on_basis == "citation"
    assert listing.citation == "269/2014; 2022/1"
    assert listing.url == "http://law/269/2014 http://law/2022/1"


def test_a_stated_designation_date_is_the_listing_date(tmp_path: Path) -> None:
    entity = one(
        tmp_path,
        act("2022-05-02", "2022/1") + PERSON + NAME,
        'logicalId="7" designationDate="2022-03-09"',
    )
    (listing,) = entity.listings
    assert listing.listed_on == DateRange.parse("2022-03-09")
    assert listing.listed_on_basis == "stated"


def test_each_programme_is_a_listing_with_the_dates_of_its_own_acts(tmp_path: Path) -> None:
    inner = (
        act("2020-01-05", "2020/9", "BLR")
        + act("2014-03-17", "2014/2", "UKR", "2014-03-18")
        + act("2018-01-01", "2018/4", "UKR")
        + PERSON
        + NAME
    )
    found = {item.program: str(item.listed_on) for item in one(tmp_path, inner).listings}
    assert found == {"BLR": "2020-01-05", "UKR": "2014-03-18"}


@pytest.mark.parametrize(
    ("attributes", "expected"),
    [
        ('birthdate="1970-02-03" year="1970"', "1970-02-03"),
        ('year="1970" circa="false"', "1970"),
        ('year="1970" monthOfYear="2" circa="false"', "1970-02"),
        ('year="1970" circa="true"', "1969-01-01/1971-12-31"),
        ('yearRangeFrom="1960" yearRangeTo="1962"', "1960-01-01/1962-12-31"),
        ('birthdate="1982-04-19" year="1402" calendarType="ISLAMIC"', "1982-04-19"),
    ],
)
def test_birth_dates_are_intervals(tmp_path: Path, attributes: str, expected: str) -> None:
    entity = one(tmp_path, PERSON + NAME + f'<birthdate countryIso2Code="00" {attributes}/>')
    assert [(label, str(when)) for label, when in entity.dates] == [("birth", expected)]


def test_a_year_of_another_calendar_is_kept_as_printed(tmp_path: Path) -> None:
    entity = one(tmp_path, PERSON + NAME + '<birthdate calendarType="ISLAMIC" year="1343"/>')
    assert entity.dates == ()
    assert details(entity, "date_as_published") == ["birth: 1343 (ISLAMIC)"]


def test_places_and_citizenships_give_countries_and_unknown_country_is_none(
    tmp_path: Path,
) -> None:
    inner = (
        '<citizenship countryIso2Code="SY" countryDescription="SYRIA"/>'
        '<birthdate city="Homs" countryIso2Code="LB" countryDescription="LEBANON"/>'
        '<address street="1 Main Rd" poBox="12" zipCode="99" city="Aleppo"'
        ' countryIso2Code="00" countryDescription="UNKNOWN" asAtListingTime="true">'
        '<contactInfo key="PHONE" value="123"/><contactInfo key="FAX" value="456"/>'
        "<remark>moved</remark></address>"
        '<address countryIso2Code="TR" countryDescription="TURKIYE"/>'
    )
    entity = one(tmp_path, PERSON + NAME + inner)
    assert entity.countries == ("SY", "TR")
    assert details(entity, "citizenship") == ["SYRIA"]
    assert details(entity, "place_of_birth") == ["Homs, LEBANON"]
    assert entity.addresses == ("1 Main Rd, PO Box 12, 99, Aleppo, (as at listing time)",)
    assert details(entity, "phone") == ["123", "fax: 456"]
    assert details(entity, "remark") == ["Address: moved"]


def paper(kind: str, number: str, more: str = 'countryIso2Code="00"') -> str:
    return (
        f'<identification identificationTypeCode="{kind}" number="{number}"'
        f' identificationTypeDescription="words" {more}/>'
    )


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        (paper("passport", "AD 12345", 'countryIso2Code="SY"'), ("sy-passport", "AD12345")),
        (paper("passport", "AD12345"), ("passport", "AD12345")),
        (paper("id", "77", 'countryIso2Code="AF"'), ("af-nationalid", "77")),
        (paper("fiscalcode", "7707083893", 'countryIso2Code="RU"'), ("ru-inn", "7707083893")),
        (paper("regnumber", "1027700132195", 'countryIso2Code="RU"'), ("ru-ogrn", "1027700132195")),
        (paper("regnumber", "5501", 'countryIso2Code="IR"'), ("ir-regno", "5501")),
        (paper("swiftbic", "KDBK KPPY"), ("bic", "KDBKKPPY")),
        (paper("imo", "5342883"), ("imocompany", "5342883")),
        (paper("imo", "9074729"), ("imo", "9074729")),
    ],
)
def test_identifications_become_identifiers_of_their_scheme(
    tmp_path: Path, printed: str, expected: tuple[str, str]
) -> None:
    entity = one(tmp_path, COMPANY + NAME + printed)
    assert [(held.scheme, held.value) for held in entity.identifiers] == [expected]


def test_an_unplaced_number_is_russian_where_the_party_is_and_its_check_digits_agree(
    tmp_path: Path,
) -> None:
    home = '<citizenship countryIso2Code="RU"/>'
    right, wrong = paper("fiscalcode", "7707083893"), paper("fiscalcode", "7707083894")
    entity = one(tmp_path, PERSON + NAME + right + wrong + home)
    assert [held.scheme for held in entity.identifiers] == ["ru-inn", "taxid"]


def test_flags_and_remarks_of_a_paper_stay_beside_the_number(tmp_path: Path) -> None:
    printed = (
        '<identification identificationTypeCode="passport" number="X1" knownFalse="true"'
        ' knownExpired="true" diplomatic="false" nameOnDocument="J. Doe" validTo="2001-02-03"'
        ' identificationTypeDescription="National passport" countryIso2Code="SY">'
        "<remark>seized</remark></identification>"
    )
    entity = one(tmp_path, PERSON + NAME + printed)
    assert [held.scheme for held in entity.identifiers] == ["sy-passport"]
    assert details(entity, "number_as_published") == [
        "National passport: X1 (known to be expired; known to be false; in the name of J. Doe;"
        " valid to 2001-02-03; seized)"
    ]


def test_a_code_not_seen_before_is_read_and_reported(tmp_path: Path) -> None:
    inner = '<subjectType code="spirit"/>' + NAME + paper("pigeonring", "A-1")
    found, account, _ = read(tmp_path, entity_xml(inner + "<halo/>"))
    assert found[0].kind is EntityKind.UNKNOWN
    assert details(found[0], "number_as_published") == ["words: A-1"]
    assert set(account.unknown) == {
        ("subjectType", "spirit"),
        ("identificationTypeCode", "pigeonring"),
        ("element", "halo"),
        ("regulation", "missing"),
    }


def test_rows_without_number_or_name_or_with_a_number_twice_are_refused(tmp_path: Path) -> None:
    good = entity_xml(act("2020-01-01", "2020/1") + PERSON + NAME)
    found, account, ledger = read(
        tmp_path, good, good, entity_xml(PERSON, 'logicalId="8"'), entity_xml(PERSON + NAME, "")
    )
    assert [entity.id for entity in found] == ["eu-fsf:7"]
    assert [item.reason for item in account.refused] == [
        "logicalId 7 stands twice",
        "no name",
        "no logicalId",
    ]
    assert account.balanced
    assert account.total == 4
    assert str(ledger.list_date) == "2026-05-01"


def test_a_file_cut_short_is_refused_as_a_whole(tmp_path: Path) -> None:
    source = source_of(tmp_path, HEAD + entity_xml(PERSON + NAME) + "<sanctionEnt")
    with pytest.raises(WatchlistError):
        list(READER.read(source, Ledger()))


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (HEAD + "</export>", True),
        ("<export><sanctionEntity/></export>", True),
        ("<export><row/></export>", False),
        ("<Designations/>", False),
        ("\x00\x01\x02", False),
    ],
)
def test_the_format_is_known_by_its_root(tmp_path: Path, body: str, expected: bool) -> None:
    assert READER.recognises(source_of(tmp_path, body)) is expected


# Real files.


def real(shared_dir: Path, name: str) -> tuple[dict[str, Entity], Account]:
    ledger = Ledger()
    (source,) = open_sources([shared_dir / "lists" / "eu" / name])
    assert READER.recognises(source)
    entities = {entity.id: entity for entity in READER.read(source, ledger)}
    return entities, ledger.account("eu-fsf")


def key(text: str) -> str:
    return " ".join(text.split()).casefold()


def test_every_value_of_the_real_fragment_is_somewhere_in_its_entity(shared_dir: Path) -> None:
    name = "fsf_xml_1_1_fragment_2018_2024.xml"
    entities, account = real(shared_dir, name)
    assert not account.unknown
    # Provenance of single parts, and what is said in another way.
    elsewhere = {
        "logicalId", "regulationLanguage", "regulationType", "organisationType", "calendarType",
        "code", "classificationCode", "dayOfMonth", "monthOfYear", "circa", "strong",
        "nameLanguage", "identificationTypeCode",
    }  # fmt: skip
    checked = 0
    for record in etree.parse(str(shared_dir / "lists" / "eu" / name)).getroot():
        entity = entities[f"eu-fsf:{record.get('logicalId')}"]
        held = key(repr(entity))
        dates = {str(when) for _, when in entity.dates}
        dates |= {str(item.listed_on) for item in entity.listings}
        for element in record.iter():
            if element.tag.endswith("regulationSummary"):
                continue
            published = element.tag.endswith("}regulation")
            for attribute, value in element.attrib.items():
                plain = attribute in elsewhere or value in ("", "00", "UNKNOWN", "false")
                if plain or (published and attribute.endswith("Date")):
                    continue
                checked += 1
                assert (
                    key(value) in held
                    or any(value in day for day in dates)
                    or (attribute == "countryIso2Code")
                ), (attribute, value)
    assert checked > 30


@pytest.fixture(scope="module")
def whole(shared_dir: Path) -> tuple[dict[str, Entity], Account]:
    return real(shared_dir, "fsf_xml_1_1_rebuilt_20260501.xml.gz")


@pytest.fixture(scope="module")
def records(shared_dir: Path) -> list[dict[str, Any]]:
    path = shared_dir / "lists" / "eu" / "fsf_records_20260501.jsonl.gz"
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def test_the_whole_list_is_read_without_anything_unknown(
    whole: tuple[dict[str, Entity], Account], records: list[dict[str, Any]]
) -> None:
    entities, account = whole
    assert len(entities) == len(records) == account.parsed == 5860
    assert account.refused_count == 0
    assert not account.unknown
    assert account.fields["nameAlias@wholeName"] == 5860
    assert sum(entity.kind is EntityKind.PERSON for entity in entities.values()) == 4341


def test_names_of_every_entry_are_those_that_others_read(
    whole: tuple[dict[str, Entity], Account], records: list[dict[str, Any]]
) -> None:
    entities, _ = whole
    split = 0
    for record in records:
        held = entities[f"eu-fsf:{record['logical_id']}"].names
        printed = {key(alias["whole_name"]) for alias in record["name_aliases"]}
        more = {key(name.text) for name in held} - printed
        got = {key(name.text) for name in held}
        # Names joined by semicolons are parted; separators at the ends go.
        apart = {full for full in printed - got if full.strip(" ,;)") not in got}
        assert all(sum(name in full for name in got) > 1 for full in apart), record["logical_id"]
        # What goes beyond is an acronym in brackets and the name in front of it.
        assert all(any(part in name for name in printed) for part in more), record["logical_id"]
        split += bool(more)
    assert split < 100


def test_dates_countries_and_numbers_of_every_entry_are_those_that_others_read(
    whole: tuple[dict[str, Entity], Account], records: list[dict[str, Any]]
) -> None:
    entities, _ = whole
    for record in records:
        entity = entities[f"eu-fsf:{record['logical_id']}"]
        births = record.get("birthdates") or []
        days = {
            str(item["birthdate"])
            for item in births
            if item.get("birthdate") and not item.get("circa")
        }
        assert days <= {str(when) for _, when in entity.dates}, entity.id
        places = (record.get("citizenships") or []) + (record.get("addresses") or [])
        codes = {item.get("country_iso2_code") for item in places} - {"00", None, "AN"}
        assert codes <= set(entity.countries), entity.id
        text = "".join(repr(entity).upper().split())
        for item in record.get("identifications") or []:
            number = "".join(str(item["number"]).upper().split()).replace("'", "")
            assert number in text.replace("\\'", "").replace("'", ""), (entity.id, number)


def test_names_joined_by_semicolons_are_parted_for_organisations_only(tmp_path: Path) -> None:
    joined = '<nameAlias wholeName="JSC Raft; NJSC Raft" nameLanguage="EN" strong="true"/>'
    quoted = '<nameAlias wholeName="Werk \u201eRaft; Boot\u201c" nameLanguage="DE" strong="true"/>'
    company = one(tmp_path, COMPANY + joined + quoted)
    assert [held.text for held in company.names] == [
        "JSC Raft",
        "NJSC Raft",
        "Werk \u201eRaft; Boot\u201c",
    ]
    assert one(tmp_path, PERSON + joined).caption == "JSC Raft; NJSC Raft"


def test_a_day_called_approximate_is_kept_in_words(tmp_path: Path) -> None:
    birth = '<birthdate circa="true" birthdate="1973-04-03" year="1973"/>'
    year = '<birthdate circa="true" year="1980"/>'
    entity = one(tmp_path, PERSON + NAME + birth + year)
    assert [str(when) for _, when in entity.dates] == [
        "1972-01-01/1974-12-31",
        "1979-01-01/1981-12-31",
    ]
    assert details(entity, "date_as_published") == ["birth: circa 1973-04-03"]


def test_comma_that_the_file_leaves_behind_a_place_is_not_doubled(tmp_path: Path) -> None:
    birth = '<birthdate year="1980" city="Raftown," place="Isle" countryDescription="ISLANDIA"/>'
    entity = one(tmp_path, PERSON + NAME + birth)
    assert details(entity, "place_of_birth") == ["Raftown, Isle, ISLANDIA"]
