"""The advanced XML form of the OFAC lists."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from riskengine.errors import WatchlistError
from riskengine.model.entity import Entity, EntityRelation, Identifier
from riskengine.model.interval import DateRange
from riskengine.vocab import EntityKind, NameKind
from riskengine.watchlist.readers.contract import Ledger
from riskengine.watchlist.readers.ofac.advanced import READER
from riskengine.watchlist.readers.ofac.park import UNLISTED
from riskengine.watchlist.source import Source, open_sources
from tests.watchlist import ofac_xml_factory as make
from tests.watchlist.ofac_xml_factory import (
    advanced_alias,
    advanced_entry,
    advanced_file,
    advanced_party,
    advanced_tie,
    detail,
    feature,
    period,
)

PERSON = ("Doe", "John")


def source_of(folder: Path, content: str | bytes) -> Source:
    path = folder / "list.xml"
    path.write_bytes(content.encode("utf-8") if isinstance(content, str) else content)
    return open_sources([path])[0]


def read(folder: Path, content: str, *wanted: str) -> tuple[list[Entity], Ledger]:
    ledger = Ledger(wanted=frozenset(wanted))
    entities = list(READER.read(source_of(folder, content), ledger))
    assert all(account.balanced for account in ledger.accounts.values())
    return entities, ledger


def one(folder: Path, party: str, **sections: list[str]) -> Entity:
    content = advanced_file(parties=[party], entries=[advanced_entry()], **sections)
    (entity,), ledger = read(folder, content)
    assert not ledger.account("us-ofac-sdn").unknown
    return entity


@pytest.mark.parametrize("namespace", ["http://www.un.org/sanctions/1.0", ""])
def test_an_old_or_no_namespace_is_read_alike(tmp_path: Path, namespace: str) -> None:
    content = advanced_file(
        parties=[advanced_party()], entries=[advanced_entry()], namespace=namespace
    )
    assert READER.recognises(source_of(tmp_path, content))
    assert [entity.id for entity in read(tmp_path, content)[0]] == ["us-ofac-sdn:7001"]


@pytest.mark.parametrize("content", [b"", b"\xff\x00", b"<Sanctions/>", b"<sdnList/>"])
def test_other_content_is_not_recognised(tmp_path: Path, content: bytes) -> None:
    assert not READER.recognises(source_of(tmp_path, content))


def test_the_sample_gives_its_listed_party_and_accounts_for_the_other(shared_dir: Path) -> None:
    path = shared_dir / "lists" / "us" / "ofac-xml-samples" / "sdn_advanced_sample.xml"
    ledger = Ledger()
    (entity,) = READER.read(open_sources([path])[0], ledger)
    account = ledger.account("us-ofac-sdn")
    assert entity.id == "us-ofac-sdn:36"
    assert entity.addresses == ("Havana, Cuba",)
    (listing,) = entity.listings
    assert (listing.program, str(listing.listed_on)) == ("CUBA", "1986-12-10")
    assert ledger.list_date == dt.date(2024, 3, 6)
    assert (account.total, account.parsed, account.refused) == (2, 2, [])
    assert dict(account.void) == {UNLISTED: 1}
    assert ("relationship from no party", "2686") in account.unknown
    assert ("reference IDRegDocType", "1570") in account.unknown
    assert not [value for what, value in account.unknown if what == "element"]


def test_persons_are_printed_last_name_first_and_other_scripts_are_aliases(tmp_path: Path) -> None:
    party = advanced_party(
        name=PERSON,
        kind="Individual",
        spellings=[("Доу", "Джон"), ("金", "正恩")],
        aliases=[
            advanced_alias("7001", ("Roe", "Jack")),
            advanced_alias("7001", ("Poe",), weak=True),
            advanced_alias("7001", ("Old", "Name"), alias_type="1401"),
        ],
    )
    entity = one(tmp_path, party)
    assert entity.kind is EntityKind.PERSON
    assert [(name.text, name.kind, name.script) for name in entity.names] == [
        ("DOE, John", NameKind.PRIMARY, "Latn"),
        ("Джон Доу", NameKind.ALIAS, "Cyrl"),
        ("金 正恩", NameKind.ALIAS, entity.names[2].script),
        ("ROE, Jack", NameKind.ALIAS, "Latn"),
        ("POE", NameKind.WEAK_ALIAS, "Latn"),
        ("OLD, Name", NameKind.FORMER, "Latn"),
    ]
    assert entity.names[2].script.startswith("Han")


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        ("Vessel", EntityKind.VESSEL),
        ("Aircraft", EntityKind.AIRCRAFT),
        ("Entity", EntityKind.COMPANY),
    ],
)
def test_kinds_come_from_subtype_and_type(tmp_path: Path, kind: str, expected: EntityKind) -> None:
    assert one(tmp_path, advanced_party(kind=kind)).kind is expected


def test_features_documents_and_locations_are_followed(tmp_path: Path) -> None:
    features = (
        feature("25", '<VersionLocation LocationID="5"/>')
        + feature("10", '<VersionLocation LocationID="6"/>')
        + feature("9", detail("Exampleville"))
        + feature("14", detail("www.example.test"))
        + feature("224", '<VersionDetail DetailTypeID="1431" DetailReferenceID="91526"/>')
        + feature("204", detail("Subject to Directive 1"))
        + feature("344", detail("bc1qAb"))
    )
    entity = one(
        tmp_path,
        advanced_party(name=PERSON, kind="Individual", features=features),
        locations=[
            make.location("5", more=make.location_part("1451", "1 Main St")),
            '<Location ID="6"><LocationCountry CountryID="11196"/></Location>',
        ],
        documents=[make.document("7001", "A 1"), make.document("7001", "B 2", validity="2")],
    )
    assert entity.addresses == ("1 Main St, Havana, Cuba",)
    assert entity.countries == ("CU", "RU")
    assert Identifier("ir-passport", "A1") in entity.identifiers
    assert entity.listings[0].measures == ("Block",)
    for fact in (
        ("nationality", "Russia"),
        ("place_of_birth", "Exampleville"),
        ("website", "www.example.test"),
        ("gender", "Male"),
        ("remark", "Executive Order 13662 Directive Determination: Subject to Directive 1"),
        ("number_as_published", "Digital Currency Address - XBT: bc1qAb"),
        ("remark", "Passport A 1 (Iran): Issue Date 1984-01-18"),
        ("remark", "Passport B 2 (Iran): Issue Date 1984-01-18; Fraudulent"),
    ):
        assert fact in entity.details


def test_papers_of_ships_and_aircraft_are_identifiers(tmp_path: Path) -> None:
    ship = one(
        tmp_path,
        advanced_party(kind="Vessel"),
        documents=[make.document("7001", "IMO 9074729", doc_type="1626")],
    )
    plane = one(tmp_path, advanced_party(kind="Aircraft", features=feature("64", detail("EP-ABC"))))
    assert Identifier("imo", "9074729") in ship.identifiers
    assert Identifier("tail", "EP-ABC") in plane.identifiers


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (period((1985, 1, 7), (1985, 1, 7)), "1985-01-07"),
        (period((1965, 1, 1), (1965, 12, 31)), "1965"),
        (period((1965,), (1965,)), "1965"),
        (period((1965, 5, 0), (1965, 5, 0)), "1965-05"),
        (period((1955, 1, 1), (1958, 12, 31)), "1955-01-01/1958-12-31"),
        (period((1965, 1, 1), (1965, 12, 31), approximate=True), "1964-01-01/1966-12-31"),
    ],
)
def test_date_periods_are_intervals(tmp_path: Path, given: str, expected: str) -> None:
    party = advanced_party(name=PERSON, kind="Individual", features=feature("8", given))
    assert [(label, str(when)) for label, when in one(tmp_path, party).dates] == [
        ("birth", expected)
    ]


@pytest.mark.parametrize(
    ("given", "what"),
    [
        (period((1985, 13, 7), (1985, 13, 7)), "date period"),
        (period((1985, 1, 7), (1984, 1, 7)), "date period"),
        (period((1400, 1, 7), (1400, 1, 7), calendar="2"), "calendar"),
    ],
)
def test_a_period_that_cannot_be_read_is_kept_and_reported(
    tmp_path: Path, given: str, what: str
) -> None:
    party = advanced_party(name=PERSON, kind="Individual", features=feature("8", given))
    (entity,), ledger = read(tmp_path, advanced_file(parties=[party], entries=[advanced_entry()]))
    assert entity.dates == ()
    ((label, words),) = entity.details
    assert label == "date_as_published"
    assert words.startswith("birth: 1")
    assert [key for key, _ in ledger.account("us-ofac-sdn").unknown] == [what]


def test_listings_carry_programme_date_basis_and_measures(tmp_path: Path) -> None:
    entry = advanced_entry(programs=["SDGT", "IFSR"], basis="1813")
    content = advanced_file(parties=[advanced_party()], entries=[entry])
    (entity,), _ = read(tmp_path, content)
    assert [listing.program for listing in entity.listings] == ["SDGT", "IFSR"]
    for listing in entity.listings:
        assert listing.entry == "7001"
        assert str(listing.listed_on) == "2020-03-04"
        assert listing.citation == "Executive Order 14024 (Russia)"
        assert listing.measures == ("Block",)


def test_lists_come_from_the_entries_and_the_consolidated_label_adds_none(tmp_path: Path) -> None:
    numbers = ["1", "2", "3", "4"]
    entries = [
        advanced_entry("1", "91512", programs=()),
        advanced_entry("1", "91243", programs=["NS-PLC"]),
        advanced_entry("2", "92001", programs=["CMIC-EO13959"]),
        advanced_entry("3", "91507", programs=["UKRAINE-EO13662", "SYRIA"]),
        advanced_entry("3", "1550", programs=["SDGT"], date=(2022, 1, 1)),
        advanced_entry("4", "91512", programs=["NEW-PROGRAM"]),
    ]
    content = advanced_file(parties=map(advanced_party, numbers), entries=entries)
    entities, ledger = read(tmp_path, content)
    assert [
        (entity.id, [listing.program for listing in entity.listings]) for entity in entities
    ] == [
        ("us-ofac-cons:1", ["NS-PLC"]),
        ("us-ofac-nscmic:2", ["CMIC-EO13959"]),
        ("us-ofac-sdn:3", ["SDGT"]),
        ("us-ofac-ssi:3", ["UKRAINE-EO13662", "SYRIA"]),
        ("us-ofac-cons:4", ["NEW-PROGRAM"]),
    ]
    assert {key: account.total for key, account in ledger.accounts.items()} == {
        "us-ofac-cons": 2,
        "us-ofac-nscmic": 1,
        "us-ofac-sdn": 1,
        "us-ofac-ssi": 1,
    }


def test_a_directive_is_a_measure_of_its_own_programme_only(tmp_path: Path) -> None:
    party = advanced_party(features=feature("204", detail("Subject to Directive 1")))
    entry = advanced_entry(list_id="91507", programs=["UKRAINE-EO13662", "SYRIA"])
    (entity,), _ = read(tmp_path, advanced_file(parties=[party], entries=[entry]))
    assert [listing.measures for listing in entity.listings] == [
        ("Block", "Executive Order 13662 Directive Determination - Subject to Directive 1"),
        ("Block",),
    ]


def test_a_removal_event_ends_the_listing(tmp_path: Path) -> None:
    removed = (
        '<EntryEvent ID="e" EntryEventTypeID="2" LegalBasisID="1"><Date CalendarTypeID="1">'
        "<Year>2024</Year><Month>5</Month><Day>6</Day></Date></EntryEvent></SanctionsEntry>"
    )
    entry = advanced_entry().replace("</SanctionsEntry>", removed)
    (entity,), _ = read(tmp_path, advanced_file(parties=[advanced_party()], entries=[entry]))
    (listing,) = entity.listings
    assert (str(listing.listed_on), str(listing.delisted_on)) == ("2020-03-04", "2024-05-06")


def test_ties_point_at_the_entity_of_the_other_party(tmp_path: Path) -> None:
    numbers = ["1", "2", "3"]
    content = advanced_file(
        parties=map(advanced_party, numbers),
        entries=[
            advanced_entry("1"),
            advanced_entry("1", "91507", programs=["UKRAINE-EO13662"]),
            advanced_entry("2", "91507", programs=["UKRAINE-EO13662"]),
            advanced_entry("3"),
        ],
        ties=[
            advanced_tie("1", "2"),
            advanced_tie("2", "1", "15002", former=True),
            advanced_tie("3", "1", "92019"),
            advanced_tie("1", "99"),
        ],
    )
    entities, ledger = read(tmp_path, content)
    found = {entity.id: entity.relations for entity in entities}
    owned = EntityRelation(
        "owned_or_controlled_by", "us-ofac-ssi:2", source="Owned or Controlled By"
    )
    assert found["us-ofac-sdn:1"][0] == owned
    assert found["us-ofac-ssi:1"][0] == owned
    # "From owns To" is told by the party that is owned.
    assert found["us-ofac-sdn:3"] == ()
    assert [relation.target for relation in found["us-ofac-sdn:1"]] == [
        "us-ofac-ssi:2",
        "us-ofac-sdn:3",
        "us-ofac-sdn:99",
    ]
    (acting,) = found["us-ofac-ssi:2"]
    assert (acting.type, acting.target) == ("acts_for", "us-ofac-ssi:1")
    assert acting.until == DateRange(dt.date(1900, 1, 1), dt.date(2026, 7, 31))
    assert list(ledger.account("us-ofac-sdn").unknown) == [("relationship to no party", "99")]


def test_a_tie_of_a_party_on_no_list_is_told_by_the_listed_one(tmp_path: Path) -> None:
    content = advanced_file(
        parties=[advanced_party("1"), advanced_party("2", ("Front Co",))],
        entries=[advanced_entry("1")],
        ties=[advanced_tie("2", "1"), advanced_tie("1", "2", "15002")],
    )
    (entity,), ledger = read(tmp_path, content)
    assert [(item.type, item.target) for item in entity.relations] == [
        ("acts_for", "Front Co"),
        ("linked_to", "Front Co"),
    ]
    assert entity.relations[1].source == ("Owned or Controlled By (the other party to this one)")
    assert ledger.account("us-ofac-sdn").void[UNLISTED] == 1


def test_references_that_lead_nowhere_are_reported(tmp_path: Path) -> None:
    features = feature("25", '<VersionLocation LocationID="404"/>') + feature("777", detail("x"))
    content = advanced_file(
        parties=[advanced_party(features=features)],
        entries=[advanced_entry(), advanced_entry("8")],
        documents=[make.document("8", "A1"), make.document("7001", "A2", doc_type="404")],
        ties=[advanced_tie("8", "7001", "404")],
    )
    (entity,), ledger = read(tmp_path, content)
    assert set(ledger.account("us-ofac-sdn").unknown) == {
        ("reference Location", "404"),
        ("reference FeatureType", "777"),
        ("reference IDRegDocType", "404"),
        ("reference RelationType", "404"),
        ("relationship type", "Related to"),
        ("relationship from no party", "8"),
        ("entry of no party", "8"),
        ("document of no party", "i8 Passport"),
    }
    assert ("number_as_published", "Document: A2 (Iran)") in entity.details


def test_unknown_elements_features_and_lists_are_reported_and_read(tmp_path: Path) -> None:
    codes = make.references(List={"7": ("Brand New List", "")})
    party = advanced_party(features=feature("999", detail("44"))).replace(
        "</Profile>", '<Mood Level="3">low</Mood></Profile>'
    )
    content = advanced_file(
        parties=[party],
        entries=[advanced_entry(list_id="7")],
        codes=codes,
        extra="<Appendix>x</Appendix>",
    )
    (entity,), ledger = read(tmp_path, content)
    assert entity.id == "us-ofac-cons:7001"
    assert entity.details == (("remark", "Shoe Size: 44"),)
    assert set(ledger.account("us-ofac-cons").unknown) == {
        ("element", "Mood"),
        ("element", "Mood@Level"),
        ("element", "Appendix"),
        ("feature", "Shoe Size"),
        ("sanctions list", "Brand New List"),
    }


def test_a_party_without_number_or_name_or_seen_before_is_refused(tmp_path: Path) -> None:
    nameless = advanced_party("1", name=())
    numberless = (
        advanced_party("2").replace('FixedRef="2"', "").replace('Profile ID="2"', "Profile")
    )
    content = advanced_file(
        parties=[nameless, numberless, advanced_party("3"), advanced_party("3")],
        entries=[advanced_entry("3")],
    )
    content = content.replace(
        "</DistinctParties>", advanced_party("4 &quot;5") + "</DistinctParties>"
    )
    entities, ledger = read(tmp_path, content)
    account = ledger.account("us-ofac-sdn")
    assert [entity.id for entity in entities] == ["us-ofac-sdn:3"]
    assert sorted(item.reason for item in account.refused) == [
        "no name",
        "no profile id",
        "profile id is no number",
        "this number stands twice",
    ]
    assert account.total == 5


def test_ids_follow_the_profile_where_the_fixed_reference_differs(tmp_path: Path) -> None:
    party = advanced_party("3").replace('DistinctParty FixedRef="3"', 'DistinctParty FixedRef="9"')
    content = advanced_file(parties=[party], entries=[advanced_entry("3")])
    (entity,), ledger = read(tmp_path, content)
    assert entity.id == "us-ofac-sdn:3"
    assert list(ledger.account("us-ofac-sdn").unknown) == [
        ("FixedRef other than profile id", "9 3")
    ]


def test_a_link_between_entries_is_reported(tmp_path: Path) -> None:
    content = advanced_file(parties=[advanced_party()], entries=[advanced_entry()])
    link = '<SanctionsEntryLink ID="1" EntryLinkTypeID="1"/>'
    content = content.replace(
        "<SanctionsEntryLinks/>", f"<SanctionsEntryLinks>{link}</SanctionsEntryLinks>"
    )
    _, ledger = read(tmp_path, content)
    assert [what for what, _ in ledger.account("us-ofac-sdn").unknown] == ["SanctionsEntryLink"]


def test_empty_sections_give_no_rows(tmp_path: Path) -> None:
    entities, ledger = read(tmp_path, advanced_file())
    assert (entities, ledger.account("us-ofac-sdn").total) == ([], 0)


def test_only_the_wanted_lists_are_read(tmp_path: Path) -> None:
    content = advanced_file(
        parties=[advanced_party("1"), advanced_party("2")],
        entries=[advanced_entry("1"), advanced_entry("2", "92001")],
    )
    entities, ledger = read(tmp_path, content, "us-ofac-nscmic")
    assert [entity.id for entity in entities] == ["us-ofac-nscmic:2"]
    assert list(ledger.accounts) == ["us-ofac-nscmic"]


@pytest.mark.parametrize("kept", [0.5, 0.9, 0.9999])
def test_a_file_cut_short_gives_nothing(tmp_path: Path, kept: float) -> None:
    content = make.write_advanced(tmp_path / "whole.xml", 30).read_bytes()
    source = source_of(tmp_path, content[: int(len(content) * kept)])
    with pytest.raises(WatchlistError, match="not well-formed"):
        next(READER.read(source, Ledger()))


def test_a_file_of_many_parties_is_read_twice_alike(tmp_path: Path) -> None:
    make.write_advanced(tmp_path / "sdn.xml", 600)
    source = open_sources([tmp_path / "sdn.xml"])[0]
    first, second = Ledger(), Ledger()
    entities = list(READER.read(source, first))
    assert entities == list(READER.read(source, second))
    assert [entity.id for entity in entities] == [f"us-ofac-sdn:{1000 + n}" for n in range(600)]
    assert {entity.kind for entity in entities} == {
        EntityKind.PERSON,
        EntityKind.COMPANY,
        EntityKind.VESSEL,
        EntityKind.AIRCRAFT,
    }
    assert entities[0].relations[0].target == "us-ofac-sdn:1001"
    assert not first.account("us-ofac-sdn").unknown
