"""The XML form of the UK Sanctions List: every element, and real files."""

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
from riskengine.watchlist.readers.uk.xml import READER
from riskengine.watchlist.source import Source, open_sources

REGIME = "<RegimeName>The Made Up (Sanctions) Regulations 2020</RegimeName>"


def source_of(tmp_path: Path, body: str) -> Source:
    path = tmp_path / "list.xml"
    path.write_text(body, encoding="utf-8")
    return open_sources([path])[0]


def read(tmp_path: Path, *records: str) -> tuple[list[Entity], Account, Ledger]:
    ledger = Ledger()
    body = (
        "<Designations><DateGenerated>02/09/2026</DateGenerated>"
        + "".join(records)
        + "</Designations>"
    )
    found = list(READER.read(source_of(tmp_path, body), ledger))
    return found, ledger.account("uk-sl"), ledger


def name(*parts: str, kind: str = "Primary Name", strength: str = "") -> str:
    cells = "".join(
        f"<Name{number}>{part}</Name{number}>" for number, part in enumerate(parts, 1) if part
    )
    graded = f"<AliasStrength>{strength}</AliasStrength>" if strength else ""
    return f"<Name>{cells}<NameType>{kind}</NameType>{graded}</Name>"


def designation(inner: str, kind: str = "Individual", key: str = "ABC0001", names: str = "") -> str:
    names = names or name("ANNA", "", "", "", "", "INVENTED")
    return (
        f"<Designation><UniqueID>{key}</UniqueID><Names>{names}</Names>{REGIME}"
        f"<IndividualEntityShip>{kind}</IndividualEntityShip>{inner}</Designation>"
    )


def one(tmp_path: Path, record: str) -> Entity:
    (entity,), account, _ = read(tmp_path, record)
    assert not account.unknown
    return entity


def details(entity: Entity, label: str) -> list[str]:
    return [value for held, value in entity.details if held == label]


def test_numbers_dates_and_measures_of_a_designation(tmp_path: Path) -> None:
    inner = (
        "<LastUpdated>04/08/2026</LastUpdated><DateDesignated>29/06/2012</DateDesignated>"
        "<OFSIGroupID>12703</OFSIGroupID><UNReferenceNumber>TAe.010</UNReferenceNumber>"
        "<DesignationSource>UN</DesignationSource>"
        "<SanctionsImposed>Asset freeze|Travel Ban|Asset Freeze| De-flag</SanctionsImposed>"
        "<SanctionsImposedIndicators><AssetFreeze>true</AssetFreeze><Deflag>true</Deflag>"
        "<ArmsEmbargo>false</ArmsEmbargo><TrustServicesSanctions>true</TrustServicesSanctions>"
        "</SanctionsImposedIndicators>"
        "<OtherInformation>More.</OtherInformation>"
        "<UKStatementofReasons>\nBecause.\n</UKStatementofReasons>"
    )
    (entity,), account, ledger = read(tmp_path, designation(inner))
    assert entity.id == "uk-sl:ABC0001"
    assert [(held.scheme, held.value.lower()) for held in entity.identifiers] == [
        ("uksl", "abc0001"),
        ("ofsi", "12703"),
        ("un", "tae.010"),
    ]
    (listing,) = entity.listings
    assert listing.program == "The Made Up (Sanctions) Regulations 2020"
    assert listing.authority == "UK Foreign, Commonwealth and Development Office"
    assert str(listing.listed_on) == "2012-06-29"
    assert listing.measures == (
        "Asset freeze",
        "Travel Ban",
        "De-flag",
        "Trust services sanctions",
    )
    assert details(entity, "reason") == ["Because."]
    assert details(entity, "remark") == [
        "More.",
        "Designation source: UN",
        "Last updated: 04/08/2026",
    ]
    assert str(ledger.list_date) == "2026-09-02"
    assert account.balanced
    assert not account.unknown


def test_names_are_joined_in_the_order_of_speech_with_their_kind(tmp_path: Path) -> None:
    names = (
        name("ANNA", "B", "", "", "", "INVENTED")
        + name("", "", "", "", "", "Invent", kind="Primary name variation")
        + name("Ann", "", "", "", "", "I", kind="ALias", strength="Good quality a.k.a")
        + name("Anny", kind="Alias", strength="Low quality a.k.a")
        + name(kind="Alias")
    )
    inner = (
        "<NonLatinNames><NonLatinName><NameNonLatinScript>Анна</NameNonLatinScript>"
        "<NonLatinScriptType>Cyrillic</NonLatinScriptType>"
        "<NonLatinScriptLanguage>Russian</NonLatinScriptLanguage></NonLatinName></NonLatinNames>"
    )
    entity = one(tmp_path, designation(inner, names=names))
    assert {(held.text, held.kind, held.script, held.language) for held in entity.names} == {
        ("ANNA B INVENTED", NameKind.PRIMARY, "Latn", None),
        ("Invent", NameKind.ALIAS, "Latn", None),
        ("Ann I", NameKind.ALIAS, "Latn", None),
        ("Anny", NameKind.WEAK_ALIAS, "Latn", None),
        ("Анна", NameKind.ALIAS, "Cyrl", "ru"),
    }
    assert entity.caption == "ANNA B INVENTED"


def test_details_of_a_person(tmp_path: Path) -> None:
    inner = (
        "<Titles><Title>Dr</Title></Titles>"
        "<Addresses><Address><AddressLine1>1 Road</AddressLine1><AddressLine6>Perm</AddressLine6>"
        "<AddressPostalCode>614</AddressPostalCode><AddressCountry>Russia</AddressCountry>"
        "</Address><Address><AddressCountry>Congo (Democratic Republic)</AddressCountry></Address>"
        "</Addresses>"
        "<PhoneNumbers><PhoneNumber>123</PhoneNumber></PhoneNumbers>"
        "<EmailAddresses><EmailAddress>a@b.example</EmailAddress></EmailAddresses>"
        "<Websites><Website>b.example</Website></Websites>"
        "<IndividualDetails><Individual>"
        "<DOBs><DOB>dd/mm/1945</DOB><DOB>03/02/1946</DOB><DOB>15/08/19yy</DOB></DOBs>"
        "<Nationalities><Nationality>Syria</Nationality></Nationalities>"
        "<Positions><Position>Clerk</Position></Positions>"
        "<Genders><Gender>Female</Gender></Genders>"
        "<BirthDetails><Location><TownOfBirth>Oz</TownOfBirth>"
        "<CountryOfBirth>Iraq</CountryOfBirth></Location></BirthDetails>"
        "<PassportDetails><Passport><PassportNumber>P1234567</PassportNumber>"
        "<PassportAdditionalInformation>Syria number, issued 2009</PassportAdditionalInformation>"
        "</Passport></PassportDetails>"
        "<NationalIdentifierDetails><NationalIdentifierDetail><NationalIdentifierNumber>"
        "Kuwait, number 260012001546</NationalIdentifierNumber></NationalIdentifierDetail>"
        "</NationalIdentifierDetails>"
        "</Individual></IndividualDetails>"
    )
    entity = one(tmp_path, designation(inner))
    assert entity.kind is EntityKind.PERSON
    assert entity.countries == ("CD", "RU", "SY")
    assert entity.addresses == ("1 Road, Perm, 614, Russia",)
    assert [(label, str(when)) for label, when in entity.dates] == [
        ("birth", "1945"),
        ("birth", "1946-02-03"),
    ]
    assert details(entity, "date_as_published") == ["birth: 15/08/19yy"]
    assert {(held.scheme, held.value) for held in entity.identifiers} == {
        ("uksl", "ABC0001"),
        ("sy-passport", "P1234567"),
        ("kw-nationalid", "260012001546"),
    }
    assert details(entity, "number_as_published") == [
        "Passport: P1234567 (Syria number, issued 2009)",
        "National identifier: Kuwait, number 260012001546",
    ]
    for label, value in (
        ("title", "Dr"),
        ("function", "Clerk"),
        ("gender", "Female"),
        ("nationality", "Syria"),
        ("place_of_birth", "Oz, Iraq"),
        ("phone", "123"),
        ("email", "a@b.example"),
        ("website", "b.example"),
    ):
        assert details(entity, label) == [value]


def test_details_of_an_organisation(tmp_path: Path) -> None:
    inner = (
        "<Addresses><Address><AddressLine1>1 Road</AddressLine1>"
        "<AddressCountry>Russia</AddressCountry></Address></Addresses>"
        "<EntityDetails><Entity><TypeOfEntities><TypeOfEntity>Bank</TypeOfEntity></TypeOfEntities>"
        "<ParentCompanies><ParentCompany>Made Up Holding</ParentCompany></ParentCompanies>"
        "<Subsidiaries><Subsidiary>Made Up Two</Subsidiary></Subsidiaries>"
        "<BusinessRegistrationNumbers><BusinessRegistrationNumber>OGRN: 1027700132195\n"
        "KPP: 770701001</BusinessRegistrationNumber>"
        "<BusinessRegistrationNumber>7707083893</BusinessRegistrationNumber>"
        "<BusinessRegistrationNumber>HRB 77-1</BusinessRegistrationNumber>"
        "</BusinessRegistrationNumbers></Entity></EntityDetails>"
    )
    names = name("", "", "", "", "", "MADE UP COMPANY JSC (MUC)")
    entity = one(tmp_path, designation(inner, "Entity", names=names))
    assert entity.kind is EntityKind.COMPANY
    assert [(held.scheme, held.value) for held in entity.identifiers] == [
        ("ru-ogrn", "1027700132195"),
        ("kpp", "770701001"),
        ("ru-inn", "7707083893"),
        ("ru-regno", "HRB77-1"),
        ("uksl", "ABC0001"),
    ]
    assert [(tie.type, tie.target) for tie in entity.relations] == [
        ("subsidiary_of", "Made Up Holding")
    ]
    assert details(entity, "remark") == ["Type of entity: Bank", "Subsidiary: Made Up Two"]
    assert ("MUC", NameKind.ACRONYM) in [(held.text, held.kind) for held in entity.names]


def test_details_of_a_ship(tmp_path: Path) -> None:
    inner = (
        "<ShipDetails><Ship><IMONumbers><IMONumber>IMO9074729</IMONumber></IMONumbers>"
        "<CurrentOwnerOperators><CurrentOwnerOperator>Owner Ltd</CurrentOwnerOperator>"
        "</CurrentOwnerOperators><PreviousOwnerOperators>"
        "<PreviousOwnerOperator>Seller Ltd</PreviousOwnerOperator></PreviousOwnerOperators>"
        "<CurrentBelievedFlagOfShips><CurrentBelievedFlagOfShip>Gabon</CurrentBelievedFlagOfShip>"
        "</CurrentBelievedFlagOfShips><PreviousFlags><PreviousFlag>Palau</PreviousFlag>"
        "</PreviousFlags><TypeOfShipDetails><TypeOfShip>Oil Tanker</TypeOfShip>"
        "</TypeOfShipDetails><TonnageOfShipDetails><TonnageOfShip>7078</TonnageOfShip>"
        "</TonnageOfShipDetails><LengthOfShipDetails><LengthOfShip>183 m</LengthOfShip>"
        "</LengthOfShipDetails><YearsBuilt><YearBuilt>2011</YearBuilt></YearsBuilt>"
        "<HullIdentificationNumbers><HullIdentificationNumber>H-1</HullIdentificationNumber>"
        "</HullIdentificationNumbers></Ship></ShipDetails>"
    )
    names = name("", "", "", "", "", "MADE UP STAR")
    entity = one(tmp_path, designation(inner, "Ship", names=names))
    assert entity.kind is EntityKind.VESSEL
    assert entity.countries == ("GA",)
    assert ("imo", "9074729") in [(held.scheme, held.value) for held in entity.identifiers]
    assert [(label, str(when)) for label, when in entity.dates] == [("built", "2011")]
    for label, values in (
        ("owner_as_published", ["Owner Ltd", "Previous: Seller Ltd"]),
        ("flag", ["Gabon"]),
        ("vessel_type", ["Oil Tanker"]),
        ("tonnage", ["7078"]),
        ("build_year", ["2011"]),
        ("remark", ["Previous flag: Palau", "Length: 183 m"]),
        ("number_as_published", ["Hull number: H-1"]),
    ):
        assert details(entity, label) == values


def test_new_codes_are_reported_and_bad_rows_refused(tmp_path: Path) -> None:
    odd = name("A", kind="Nickname", strength="Superb")
    found, account, _ = read(
        tmp_path,
        designation("<Halo>x</Halo>", "Spirit", names=odd),
        designation("", key=""),
        designation("", names=name(kind="Alias"), key="ABC0002"),
        designation(""),
    )
    assert [(entity.id, entity.kind) for entity in found] == [("uk-sl:ABC0001", EntityKind.UNKNOWN)]
    assert [item.reason for item in account.refused] == [
        "no UniqueID",
        "no name",
        "UniqueID ABC0001 stands twice",
    ]
    assert account.balanced
    assert set(account.unknown) == {
        ("element", "Halo"),
        ("NameType", "nickname"),
        ("AliasStrength", "superb"),
        ("IndividualEntityShip", "spirit"),
    }


def test_a_file_cut_short_is_refused_as_a_whole(tmp_path: Path) -> None:
    source = source_of(tmp_path, "<Designations>" + designation(""))
    with pytest.raises(WatchlistError):
        list(READER.read(source, Ledger()))


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("<Designations><DateGenerated>02/09/2026</DateGenerated></Designations>", True),
        ("<Designations><Row/></Designations>", False),
        ("<CONSOLIDATED_LIST/>", False),
        ("<Desig", False),
    ],
)
def test_the_format_is_known_by_its_root(tmp_path: Path, body: str, expected: bool) -> None:
    assert READER.recognises(source_of(tmp_path, body)) is expected


# Real files.


def real(shared_dir: Path, file: str) -> tuple[dict[str, Entity], Account, Ledger]:
    ledger = Ledger()
    (source,) = open_sources([shared_dir / "lists" / "uk" / file])
    assert READER.recognises(source)
    entities = {entity.id: entity for entity in READER.read(source, ledger)}
    return entities, ledger.account("uk-sl"), ledger


def key(text: str) -> str:
    return " ".join(text.split()).casefold()


def test_the_real_fragment(shared_dir: Path) -> None:
    entities, account, ledger = real(shared_dir, "uksl_xml_fragment_20260902.xml")
    assert not account.unknown
    assert str(ledger.list_date) == "2026-09-02"
    exchange, akhund = entities.values()
    assert exchange.kind is EntityKind.ORGANIZATION
    assert [held.text for held in exchange.names] == [
        "HAJI KHAIRULLAH HAJI SATTAR MONEY EXCHANGE",
        "Haji Alim Hawala",
        "Haji Hakim Hawala",
    ]
    assert exchange.addresses == (
        "Ansari Market, 2nd Floor, Nimroz Province, Afghanistan",
        "Branch Office 14, Dubai, United Arab Emirates",
    )
    assert akhund.caption == "MOHAMMAD HASSAN AKHUND"
    assert [str(when) for _, when in akhund.dates] == ["1945", "1946"]
    assert akhund.listings[0].measures == ("Asset freeze", "Travel Ban")
    assert str(akhund.listings[0].listed_on) == "2001-01-25"


def test_every_entry_has_the_names_and_facts_that_others_read(shared_dir: Path) -> None:
    entities, account, _ = real(shared_dir, "uksl_rebuilt_20260822.xml.gz")
    assert len(entities) == account.parsed == 6349
    assert account.refused_count == 0
    assert not account.unknown
    path = shared_dir / "lists" / "uk" / "uksl_records_20260822.jsonl.gz"
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        records: list[dict[str, Any]] = [json.loads(line) for line in lines]
    assert len(records) == len(entities)
    for record in records:
        entity = entities[f"uk-sl:{record['unique_id']}"]
        printed = {
            key(" ".join(held.get(f"name{number}") or "" for number in range(1, 7)))
            for held in record["names"]["names"]
        }
        for held in (record.get("non_latin_names") or {}).get("names") or []:
            printed.add(key(held.get("name_non_latin_script") or ""))
        printed.discard("")
        got = {key(held.text) for held in entity.names}
        # A cell that says "a.k.a." or "formerly" gives two names; loose commas go.
        apart = {full for full in printed - got if full.strip(" ,;)") not in got}
        assert all(sum(name in full for name in got) > 1 for full in apart), entity.id
        more = got - printed
        assert all(any(part in full for full in printed) for part in more), entity.id
        (listing,) = entity.listings
        assert str(listing.listed_on) == record["date_designated"]
        assert listing.program == record["regime_name"]
        wanted = {key(part) for part in record["sanctions_imposed"].split("|")}
        assert {key(part) for part in listing.measures} == wanted
        places = (record.get("addresses") or {}).get("addresses") or []
        lines_of = [place for place in places if set(place) - {"address_country"}]
        assert len(entity.addresses) <= len(lines_of)
        assert bool(entity.addresses) == bool(lines_of)


def test_a_name_cell_that_holds_another_name_gives_both(tmp_path: Path) -> None:
    names = name("", "", "", "", "", "Raft Works a.k.a Boat Works") + name(
        "", "", "", "", "", "RAX (formerly Raftex)", kind="Primary Name Variation"
    )
    entity = one(tmp_path, designation("", kind="Entity", names=names))
    assert [(held.text, held.kind) for held in entity.names] == [
        ("Raft Works", NameKind.PRIMARY),
        ("Boat Works", NameKind.ALIAS),
        ("RAX", NameKind.ALIAS),
        ("Raftex", NameKind.FORMER),
    ]
