"""The classic XML form of the OFAC lists."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from riskengine.errors import WatchlistError
from riskengine.model.entity import Entity, Identifier
from riskengine.model.interval import DateRange
from riskengine.vocab import EntityKind, NameKind
from riskengine.watchlist.readers.contract import Ledger
from riskengine.watchlist.readers.ofac import advanced as ofac_advanced
from riskengine.watchlist.readers.ofac import enhanced as ofac_enhanced
from riskengine.watchlist.readers.ofac.xml import READER
from riskengine.watchlist.source import Source, open_sources
from tests.watchlist.ofac_xml_factory import classic_entry, classic_file, write_classic

_REMARKS = "<remarks>(Linked To: SOUTHWIND LLC)</remarks>"


def source_of(folder: Path, content: str | bytes, name: str = "list.xml") -> Source:
    path = folder / name
    path.write_bytes(content.encode("utf-8") if isinstance(content, str) else content)
    return open_sources([path])[0]


def read(folder: Path, content: str, *wanted: str) -> tuple[list[Entity], Ledger]:
    ledger = Ledger(wanted=frozenset(wanted))
    entities = list(READER.read(source_of(folder, content), ledger))
    assert all(account.balanced for account in ledger.accounts.values())
    return entities, ledger


def one(folder: Path, more: str, **fields: str) -> Entity:
    (entity,), _ = read(folder, classic_file(classic_entry(more=more, **fields)))
    return entity


def test_the_three_forms_are_told_apart_whatever_their_namespace(
    tmp_path: Path, shared_dir: Path
) -> None:
    samples = shared_dir / "lists" / "us" / "ofac-xml-samples"
    readers = [READER, ofac_advanced.READER, ofac_enhanced.READER]
    names = ["sdn_classic_sample.xml", "sdn_advanced_sample.xml", "enhanced_sample.xml"]
    found = [
        [reader.recognises(open_sources([samples / name])[0]) for reader in readers]
        for name in names
    ]
    assert found == [[True, False, False], [False, True, False], [False, False, True]]


@pytest.mark.parametrize("namespace", ["http://tempuri.org/sdnList.xsd", "urn:anything", ""])
def test_an_old_or_new_namespace_is_read_alike(tmp_path: Path, namespace: str) -> None:
    content = classic_file(classic_entry(), namespace=namespace)
    assert READER.recognises(source_of(tmp_path, content))
    entities, _ = read(tmp_path, content)
    assert [entity.id for entity in entities] == ["us-ofac-sdn:7001"]


@pytest.mark.parametrize(
    "content", [b"", b"\x00\xff\x93", b"<html/>", b"<export/>", b"1,NAME,-0- "]
)
def test_other_content_is_not_recognised(tmp_path: Path, content: bytes) -> None:
    assert not READER.recognises(source_of(tmp_path, content))


def test_the_official_sample_is_read_in_full(shared_dir: Path) -> None:
    path = shared_dir / "lists" / "us" / "ofac-xml-samples" / "sdn_classic_sample.xml"
    ledger = Ledger()
    entities = list(READER.read(open_sources([path])[0], ledger))
    account = ledger.account("us-ofac-sdn")
    assert [entity.id for entity in entities] == ["us-ofac-sdn:36", "us-ofac-sdn:306"]
    assert [name.text for name in entities[0].names] == ["AEROCARIBBEAN AIRLINES", "AERO-CARIBBEAN"]
    assert entities[0].addresses == ("Havana, Cuba",)
    assert entities[1].countries == ("CH", "ES")
    assert (ledger.list_date, account.stated_rows) == (dt.date(2026, 6, 22), 19082)
    assert not account.unknown
    assert account.balanced


def test_a_person_is_named_last_then_first_and_kept_with_every_fact(tmp_path: Path) -> None:
    more = (
        "<title>Director</title>" + _REMARKS + "<akaList>"
        "<aka><uid>1</uid><type>a.k.a.</type><category>weak</category>"
        "<lastName>ABU X</lastName></aka>"
        "<aka><uid>2</uid><type>f.k.a.</type><category>strong</category><lastName>OLD</lastName>"
        "<firstName>Name</firstName></aka></akaList>"
        "<nationalityList><nationality><uid>1</uid><country>Korea, North</country>"
        "<mainEntry>true</mainEntry></nationality></nationalityList>"
        "<citizenshipList><citizenship><uid>1</uid><country>Syria</country>"
        "<mainEntry>true</mainEntry></citizenship></citizenshipList>"
        "<dateOfBirthList><dateOfBirthItem><uid>1</uid><dateOfBirth>circa 1965</dateOfBirth>"
        "<mainEntry>true</mainEntry></dateOfBirthItem><dateOfBirthItem><uid>2</uid>"
        "<dateOfBirth>1955 to 1958</dateOfBirth><mainEntry>false</mainEntry></dateOfBirthItem>"
        "</dateOfBirthList><placeOfBirthList><placeOfBirthItem><uid>1</uid>"
        "<placeOfBirth>Exampleville</placeOfBirth><mainEntry>true</mainEntry></placeOfBirthItem>"
        "</placeOfBirthList><idList>"
        "<id><uid>1</uid><idType>Passport</idType><idNumber>A 123</idNumber>"
        "<idCountry>Iran</idCountry><expirationDate>01 Jan 2030</expirationDate></id>"
        "<id><uid>2</uid><idType>Gender</idType><idNumber>Male</idNumber></id>"
        "<id><uid>3</uid><idType>Secondary sanctions risk:</idType>"
        "<idNumber>section 1</idNumber></id><id><uid>4</uid>"
        "<idType>Digital Currency Address - XBT</idType><idNumber>bc1qAb</idNumber></id>"
        "</idList>"
    )
    entity = one(tmp_path, more, last="DOE", first="John", sdn_type="Individual")
    assert entity.kind is EntityKind.PERSON
    assert [(name.text, name.kind) for name in entity.names] == [
        ("DOE, John", NameKind.PRIMARY),
        ("ABU X", NameKind.WEAK_ALIAS),
        ("OLD, Name", NameKind.FORMER),
    ]
    assert entity.countries == ("KP", "SY")
    assert entity.dates == (
        ("birth", DateRange(dt.date(1964, 1, 1), dt.date(1966, 12, 31))),
        ("birth", DateRange(dt.date(1955, 1, 1), dt.date(1958, 12, 31))),
    )
    assert Identifier("ir-passport", "A123") in entity.identifiers
    assert Identifier("ofac", "7001") in entity.identifiers
    assert Identifier("wallet", "BC1QAB") in entity.identifiers
    for fact in (
        ("title", "Director"),
        ("gender", "Male"),
        ("nationality", "Korea, North"),
        ("citizenship", "Syria"),
        ("place_of_birth", "Exampleville"),
        ("number_as_published", "Digital Currency Address - XBT: bc1qAb"),
        ("remark", "(Linked To: SOUTHWIND LLC)"),
        ("remark", "Secondary sanctions risk: section 1"),
        ("remark", "Passport A 123 (Iran): expires 01 Jan 2030"),
    ):
        assert fact in entity.details


def test_a_vessel_keeps_its_papers(tmp_path: Path) -> None:
    more = (
        "<idList><id><uid>1</uid><idType>Vessel Registration Identification</idType>"
        "<idNumber>IMO 9074729</idNumber></id></idList><vesselInfo><callSign>ABCD</callSign>"
        "<vesselType>Crude Oil Tanker</vesselType><vesselFlag>Panama</vesselFlag>"
        "<vesselOwner>SOUTHWIND</vesselOwner><tonnage>100</tonnage>"
        "<grossRegisteredTonnage>90</grossRegisteredTonnage></vesselInfo>"
    )
    entity = one(tmp_path, more, last="WINDROSE", sdn_type="Vessel")
    assert entity.kind is EntityKind.VESSEL
    assert entity.countries == ("PA",)
    assert Identifier("imo", "9074729") in entity.identifiers
    assert entity.details == (
        ("call_sign", "ABCD"),
        ("vessel_type", "Crude Oil Tanker"),
        ("owner_as_published", "SOUTHWIND"),
        ("tonnage", "100"),
        ("gross_tonnage", "90"),
        ("flag", "Panama"),
    )


@pytest.mark.parametrize(
    ("label", "number", "country", "expected"),
    [
        ("Tax ID No.", "7707083893", "Russia", Identifier("ru-inn", "7707083893")),
        ("Tax ID No.", "55", "Cuba", Identifier("cu-taxid", "55")),
        ("Registration Number", "1027700132195", "Russia", Identifier("ru-ogrn", "1027700132195")),
        ("Identification Number", "IMO 5012345", "", Identifier("imocompany", "5012345")),
        ("MMSI", "371234000", "", Identifier("mmsi", "371234000")),
    ],
)
def test_numbers_go_to_their_schemes(
    tmp_path: Path, label: str, number: str, country: str, expected: Identifier
) -> None:
    more = (
        f"<idList><id><uid>1</uid><idType>{label}</idType><idNumber>{number}</idNumber>"
        f"<idCountry>{country}</idCountry></id></idList>"
    )
    assert expected in one(tmp_path, more).identifiers


@pytest.mark.parametrize(
    ("label", "number", "identifier", "detail"),
    [
        ("Passport", "A1", Identifier("passport", "A1"), None),
        ("Identification Number", "5", None, "Identification Number: 5"),
        ("License", "5", None, "License: 5"),
        ("Legal Entity Number", "too short", Identifier("regno", "TOOSHORT"), None),
        (
            "Vessel Registration Identification",
            "n/a",
            None,
            "Vessel Registration Identification: n/a",
        ),
        ("Unified Social Credit Code (USCC)", "1", None, "Unified Social Credit Code (USCC): 1"),
    ],
)
def test_a_number_of_no_scheme_stays_as_published(
    tmp_path: Path, label: str, number: str, identifier: Identifier | None, detail: str | None
) -> None:
    more = f"<idList><id><idType>{label}</idType><idNumber>{number}</idNumber></id></idList>"
    entity = one(tmp_path, more)
    expected = {Identifier("ofac", "7001"), identifier} - {None}
    assert set(entity.identifiers) == expected
    assert entity.details == ((("number_as_published", detail),) if detail else ())


def fact(label: str, value: str) -> str:
    return f"<id><uid>1</uid><idType>{label}</idType><idNumber>{value}</idNumber></id>"


def test_a_consolidated_file_is_split_by_programme_and_directive(tmp_path: Path) -> None:
    under = fact("Executive Order 14024 Directive Information", "Subject to Directive 3")
    under += fact("Listing Date (EO 14024 Directive 3):", "24 Feb 2022")
    blocked = under + fact("Secondary sanctions risk:", "Section 11 of Executive Order 14024")
    both = ["UKRAINE-EO13662", "RUSSIA-EO14024"]
    entries = (
        classic_entry("1", programs=["NS-PLC"]),
        classic_entry(
            "2",
            programs=["CMIC-EO13959"],
            more=f"<idList>{fact('Listing Date (CMIC)', '03 Jun 2021')}</idList>",
        ),
        classic_entry("3", programs=both, more=f"<idList>{under}</idList>"),
        classic_entry("4", programs=both, more=f"<idList>{blocked}</idList>"),
    )
    entities, ledger = read(tmp_path, classic_file(*entries))
    found = [
        (entity.id, listing.program, str(listing.listed_on), listing.measures)
        for entity in entities
        for listing in entity.listings
    ]
    directive = "Executive Order 14024 Directive Information Subject to Directive 3"
    assert found == [
        ("us-ofac-cons:1", "NS-PLC", "None", ()),
        ("us-ofac-nscmic:2", "CMIC-EO13959", "2021-06-03", ()),
        ("us-ofac-ssi:3", "UKRAINE-EO13662", "None", ()),
        ("us-ofac-cons:3", "RUSSIA-EO14024", "2022-02-24", (directive,)),
        ("us-ofac-ssi:4", "UKRAINE-EO13662", "None", ()),
    ]
    assert entities[-1].note == "Also printed under programmes of other OFAC lists: RUSSIA-EO14024."
    assert {key: account.total for key, account in ledger.accounts.items()} == {
        "us-ofac-cons": 2,
        "us-ofac-nscmic": 1,
        "us-ofac-ssi": 2,
    }
    assert not ledger.account("us-ofac-cons").unknown


def test_an_old_directive_is_no_measure_of_a_blocking_listing(tmp_path: Path) -> None:
    more = fact("Executive Order 13662 Directive Determination -", "Subject to Directive 1")
    entity = one(tmp_path, f"<idList>{more}</idList>")
    assert entity.listings[0].measures == ()
    assert entity.details == (
        ("remark", "Executive Order 13662 Directive Determination: Subject to Directive 1"),
    )


def test_a_non_sdn_programme_on_the_sdn_list_does_not_move_the_list(tmp_path: Path) -> None:
    entries = [classic_entry(str(number)) for number in range(20)]
    entries.append(classic_entry("99", programs=["SDGT", "NS-PLC"]))
    entities, ledger = read(tmp_path, classic_file(*entries))
    assert {entity.list_id for entity in entities} == {"us-ofac-sdn"}
    assert [listing.program for listing in entities[-1].listings] == ["SDGT", "NS-PLC"]
    assert ledger.account("us-ofac-sdn").stated_rows == 21


def test_a_wrong_count_of_a_file_with_several_lists_is_reported(tmp_path: Path) -> None:
    entries = [
        classic_entry("1", programs=["NS-PLC"]),
        classic_entry("2", programs=["CMIC-EO13959"]),
    ]
    _, ledger = read(tmp_path, classic_file(*entries, count=3))
    account = ledger.account("us-ofac-cons")
    assert account.stated_rows is None
    assert ("Record_Count", "3 stated, 2 in the file") in account.unknown


def test_a_count_that_is_no_number_is_reported(tmp_path: Path) -> None:
    content = classic_file(classic_entry()).replace("<Record_Count>1<", "<Record_Count>²<")
    _, ledger = read(tmp_path, content)
    assert list(ledger.account("us-ofac-sdn").unknown) == [("Record_Count", "²")]


def test_only_the_wanted_lists_are_read(tmp_path: Path) -> None:
    entries = [
        classic_entry("1", programs=["NS-PLC"]),
        classic_entry("2", programs=["CMIC-EO13959"]),
    ]
    entities, ledger = read(tmp_path, classic_file(*entries), "us-ofac-nscmic")
    assert [entity.id for entity in entities] == ["us-ofac-nscmic:2"]
    assert list(ledger.accounts) == ["us-ofac-nscmic"]


def test_an_empty_list_has_an_account_of_no_rows(tmp_path: Path) -> None:
    entities, ledger = read(tmp_path, classic_file())
    account = ledger.account("us-ofac-sdn")
    assert (entities, account.total, account.stated_rows) == ([], 0, 0)


def test_a_row_without_number_or_name_is_refused_and_the_rest_read(tmp_path: Path) -> None:
    entries = (classic_entry(uid=""), classic_entry("1", last=""), classic_entry("2"))
    entities, ledger = read(tmp_path, classic_file(*entries, classic_entry("2")))
    refused = ledger.account("us-ofac-sdn").refused
    assert [entity.id for entity in entities] == ["us-ofac-sdn:2"]
    assert [item.reason for item in refused] == ["no uid", "no name", "this number stands twice"]
    assert refused[0].where.startswith("list.xml entry 1, line ")


def test_what_is_not_in_the_layout_is_reported_and_the_row_read(tmp_path: Path) -> None:
    more = (
        "<shoeSize>44</shoeSize><akaList><aka><type>z.z.z.</type><category>odd</category>"
        "<lastName>OTHER</lastName></aka></akaList>"
        "<idList><id><idType>Library Card</idType><idNumber>5</idNumber></id></idList>"
    )
    content = classic_file(classic_entry(sdn_type="Robot", more=more), extra="<appendix/>")
    (entity,), ledger = read(tmp_path, content)
    assert entity.kind is EntityKind.UNKNOWN
    assert entity.names[1].kind is NameKind.ALIAS
    assert entity.details == (("number_as_published", "Library Card: 5"),)
    assert set(ledger.account("us-ofac-sdn").unknown) == {
        ("element", "shoeSize"),
        ("element", "appendix"),
        ("party type", "Robot"),
        ("alias type", "z.z.z."),
        ("alias category", "odd"),
        ("document type", "Library Card"),
    }


def test_an_unread_date_is_kept_as_published(tmp_path: Path) -> None:
    more = (
        "<dateOfBirthList><dateOfBirthItem><dateOfBirth>early spring</dateOfBirth>"
        "</dateOfBirthItem></dateOfBirthList>"
    )
    assert one(tmp_path, more).details == (("date_as_published", "birth: early spring"),)


@pytest.mark.parametrize("kept", [0.4, 0.9, 0.999])
def test_a_file_cut_short_is_refused_as_a_whole(tmp_path: Path, kept: float) -> None:
    content = write_classic(tmp_path / "whole.xml", 40).read_bytes()
    source = source_of(tmp_path, content[: int(len(content) * kept)], "cut.xml")
    with pytest.raises(WatchlistError, match="not well-formed"):
        list(READER.read(source, Ledger()))


def test_a_larger_file_is_read_row_by_row(tmp_path: Path) -> None:
    write_classic(tmp_path / "sdn.xml", 3000)
    ledger = Ledger()
    source = open_sources([tmp_path / "sdn.xml"])[0]
    ids = [entity.id for entity in READER.read(source, ledger)]
    account = ledger.account("us-ofac-sdn")
    assert ids == [f"us-ofac-sdn:{number}" for number in range(1000, 4000)]
    assert (account.parsed, account.stated_rows, len(account.unknown)) == (3000, 3000, 0)
