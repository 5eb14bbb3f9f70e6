"""The enhanced XML form of the OFAC lists."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from riskengine.errors import WatchlistError
from riskengine.model.entity import Entity, EntityRelation, Identifier
from riskengine.vocab import EntityKind, NameKind
from riskengine.watchlist.readers.contract import Ledger
from riskengine.watchlist.readers.ofac import advanced as ofac_advanced
from riskengine.watchlist.readers.ofac import xml as ofac_xml
from riskengine.watchlist.readers.ofac.enhanced import READER
from riskengine.watchlist.source import Source, open_sources
from tests.watchlist import ofac_xml_factory as make
from tests.watchlist.ofac_xml_factory import (
    enhanced_entity,
    enhanced_feature,
    enhanced_file,
    enhanced_name,
    value_date,
)


def source_of(folder: Path, content: str | bytes) -> Source:
    path = folder / "list.xml"
    path.write_bytes(content.encode("utf-8") if isinstance(content, str) else content)
    return open_sources([path])[0]


def read(folder: Path, content: str, *wanted: str) -> tuple[list[Entity], Ledger]:
    ledger = Ledger(wanted=frozenset(wanted))
    entities = list(READER.read(source_of(folder, content), ledger))
    assert all(account.balanced for account in ledger.accounts.values())
    return entities, ledger


def one(folder: Path, entity: str) -> Entity:
    (found,), ledger = read(folder, enhanced_file(entity))
    assert not ledger.account("us-ofac-sdn").unknown
    return found


def relationship(other: str, label: str = "Owned or Controlled By", more: str = "") -> str:
    return (
        f'<relationship id="1"><type refId="1">{label}</type>'
        f'<relatedEntity entityId="{other}">OTHER {other}</relatedEntity>{more}</relationship>'
    )


def test_the_sample_is_read_in_full(shared_dir: Path) -> None:
    path = shared_dir / "lists" / "us" / "ofac-xml-samples" / "enhanced_sample.xml"
    ledger = Ledger()
    (entity,) = READER.read(open_sources([path])[0], ledger)
    account = ledger.account("us-ofac-cons")
    assert entity.id == "us-ofac-cons:9640"
    assert [(name.text, name.kind) for name in entity.names] == [
        ("ABU TEIR, Mohammed", NameKind.PRIMARY),
        ("ABU TAIR, Mohammed Mahmud", NameKind.ALIAS),
    ]
    assert entity.countries == ("PS",)
    assert [str(when) for _, when in entity.dates] == ["1951"]
    (listing,) = entity.listings
    assert (listing.program, str(listing.listed_on)) == ("NS-PLC", "2006-04-12")
    assert ledger.list_date == dt.date(2026, 7, 27)
    assert (account.total, account.parsed, len(account.unknown)) == (1, 1, 0)
    assert list(ledger.accounts) == ["us-ofac-cons"]


def test_a_delta_file_is_not_of_this_format(tmp_path: Path) -> None:
    delta = enhanced_file(namespace="https://www.treasury.gov/ofac/DeltaFile/1.0")
    assert not READER.recognises(source_of(tmp_path, delta))
    assert READER.recognises(source_of(tmp_path, enhanced_file(namespace="urn:older")))


@pytest.mark.parametrize("content", [b"", b"\xff\x00", b"<sanctionsData/>", b"<Sanctions/>"])
def test_other_content_is_not_recognised(tmp_path: Path, content: bytes) -> None:
    assert not READER.recognises(source_of(tmp_path, content))


def test_names_keep_kind_and_script(tmp_path: Path) -> None:
    names = (
        enhanced_name("DOE, John", "Доу, Джон")
        + enhanced_name("ROE, Jack", alias_type="A.K.A.", primary=False)
        + enhanced_name("POE", alias_type="A.K.A.", primary=False, weak=True)
        + enhanced_name("OLD, Name", alias_type="F.K.A.", primary=False)
    )
    entity = one(tmp_path, enhanced_entity(names=names, kind="Individual"))
    assert entity.kind is EntityKind.PERSON
    assert [(name.text, name.kind, name.script) for name in entity.names] == [
        ("DOE, John", NameKind.PRIMARY, "Latn"),
        ("Доу, Джон", NameKind.ALIAS, "Cyrl"),
        ("ROE, Jack", NameKind.ALIAS, "Latn"),
        ("POE", NameKind.WEAK_ALIAS, "Latn"),
        ("OLD, Name", NameKind.FORMER, "Latn"),
    ]


def test_a_name_without_its_full_form_is_put_together(tmp_path: Path) -> None:
    name = enhanced_name("ROE").replace("<formattedFullName>ROE</formattedFullName>", "")
    given = "<formattedFirstName>Jack</formattedFirstName>"
    name = name.replace("<formattedLastName>", f"{given}<formattedLastName>")
    assert one(tmp_path, enhanced_entity(names=name)).caption == "ROE, Jack"


def test_addresses_features_and_documents_are_kept(tmp_path: Path) -> None:
    more = (
        '<addresses><address id="1"><country refId="11196"/><translations>'
        '<translation id="1"><isPrimary>true</isPrimary><script refId="1">Latin</script>'
        '<addressParts><addressPart id="1"><type refId="1">CITY</type><value>Omsk</value>'
        '</addressPart><addressPart id="2"><type refId="1">ADDRESS1</type><value>1 Main St</value>'
        "</addressPart></addressParts></translation></translations></address></addresses><features>"
        + enhanced_feature("Website", "www.example.test")
        + enhanced_feature("Nationality Country", "Korea, North")
        + enhanced_feature("Digital Currency Address - ETH", "0xAb")
        + enhanced_feature("Secondary sanctions risk:", "section 1")
        + enhanced_feature("Gender", "Male")
        + "</features><identityDocuments>"
        '<identityDocument id="1"><type refId="1">Passport</type>'
        '<name nameId="1" nameTranslationId="1">X</name><documentNumber>A 1</documentNumber>'
        '<isValid>false</isValid><issuingCountry refId="1">Iran</issuingCountry>'
        + value_date("2001-02-03", "2001-02-03", tag="issueDate")
        + "</identityDocument></identityDocuments>"
    )
    info = "<remarks>A remark.</remarks><title>Director</title>"
    entity = one(tmp_path, enhanced_entity(more=more, info=info))
    assert entity.addresses == ("1 Main St, Omsk, RU",)
    assert entity.countries == ("KP", "RU")
    assert Identifier("ir-passport", "A1") in entity.identifiers
    assert entity.listings[0].measures == ("Block",)
    assert entity.listings[0].citation == "Executive Order 14024 (Russia)"
    for fact in (
        ("website", "www.example.test"),
        ("nationality", "Korea, North"),
        ("number_as_published", "Digital Currency Address - ETH: 0xAb"),
        ("gender", "Male"),
        ("remark", "Secondary sanctions risk: section 1"),
        ("title", "Director"),
        ("remark", "A remark."),
        ("remark", "Passport A 1 (Iran): issued 2001-02-03; marked as not valid"),
    ):
        assert fact in entity.details


@pytest.mark.parametrize(
    ("value", "dated", "expected"),
    [
        ("07 Jan 1985", value_date("1985-01-07", "1985-01-07"), "1985-01-07"),
        ("1965", value_date("1965-01-01", "1965-12-31"), "1965"),
        ("", value_date("1955-01-01", "1958-12-31"), "1955-01-01/1958-12-31"),
        ("circa 1965", value_date("1965-01-01", "1965-12-31"), "1964-01-01/1966-12-31"),
        ("", value_date("1965-01-01", "1965-12-31", approximate=True), "1964-01-01/1966-12-31"),
        ("about then", value_date("1965-05-01", "1965-05-31"), "1965-05"),
    ],
)
def test_dates_of_birth_are_intervals(
    tmp_path: Path, value: str, dated: str, expected: str
) -> None:
    more = f"<features>{enhanced_feature('Birthdate', value, dated)}</features>"
    entity = one(tmp_path, enhanced_entity(kind="Individual", more=more))
    assert [(label, str(when)) for label, when in entity.dates] == [("birth", expected)]


def test_a_period_that_ends_before_it_starts_is_kept_as_published(tmp_path: Path) -> None:
    dated = value_date("1985-01-07", "1984-01-07")
    more = f"<features>{enhanced_feature('Birthdate', '', dated)}</features>"
    (entity,), ledger = read(tmp_path, enhanced_file(enhanced_entity(more=more)))
    assert entity.dates == ()
    assert entity.details == (("date_as_published", "birth: 1985-01-07 to 1984-01-07"),)
    assert [what for what, _ in ledger.account("us-ofac-sdn").unknown] == ["date period"]


def test_a_party_on_several_lists_stands_on_each_with_its_programmes(tmp_path: Path) -> None:
    content = enhanced_file(
        enhanced_entity(
            "1",
            lists=["SDN List", "Non-SDN CMIC List", "Consolidated List"],
            programs=["SDGT", "CMIC-EO13959"],
        ),
        enhanced_entity(
            "2", lists=["Sectoral Sanctions Identifications List"], programs=["A", "B"]
        ),
        enhanced_entity("3", lists=["Consolidated List"], programs=["A"]),
    )
    entities, ledger = read(tmp_path, content)
    assert [
        (entity.id, [listing.program for listing in entity.listings]) for entity in entities
    ] == [
        ("us-ofac-sdn:1", ["SDGT"]),
        ("us-ofac-nscmic:1", ["CMIC-EO13959"]),
        ("us-ofac-ssi:2", ["A", "B"]),
        ("us-ofac-cons:3", ["A"]),
    ]
    assert {key: account.total for key, account in ledger.accounts.items()} == {
        "us-ofac-sdn": 1,
        "us-ofac-nscmic": 1,
        "us-ofac-ssi": 1,
        "us-ofac-cons": 1,
    }


def test_ties_point_up_and_down_the_file_and_out_of_it_by_name(tmp_path: Path) -> None:
    dates = value_date("2001-01-01", "2003-12-31", tag="dateRange")
    ties = relationship("2") + relationship("99", "Leader or official of")
    ties += relationship("2", "Odd", dates)
    content = enhanced_file(
        enhanced_entity("1", more=f"<relationships>{ties}</relationships>"),
        enhanced_entity("2", more=f"<relationships>{relationship('1')}</relationships>"),
    )
    (first, second), ledger = read(tmp_path, content)
    label = "Owned or Controlled By"
    assert first.relations[:2] == (
        EntityRelation("owned_or_controlled_by", "us-ofac-sdn:2", source=label),
        EntityRelation("leader_of", "OTHER 99", source="Leader or official of"),
    )
    odd = first.relations[2]
    assert (odd.type, odd.source) == ("linked_to", "Odd")
    assert (str(odd.since), str(odd.until)) == ("2001-01-01", "2003-12-31")
    assert second.relations[0].target == "us-ofac-sdn:1"
    assert set(ledger.account("us-ofac-sdn").unknown) == {
        ("relationship type", "Odd"),
        ("relationship to no party", "99"),
    }


def test_an_entity_without_id_list_or_name_is_refused(tmp_path: Path) -> None:
    content = enhanced_file(
        enhanced_entity(""),
        enhanced_entity("1", names="<name/>"),
        enhanced_entity("2", lists=[]),
        enhanced_entity("3"),
        enhanced_entity("3"),
    )
    entities, ledger = read(tmp_path, content)
    assert [entity.id for entity in entities] == ["us-ofac-sdn:3"]
    assert sorted(item.reason for item in ledger.account("us-ofac-sdn").refused) == [
        "no id",
        "no name",
        "this number stands twice",
    ]


def test_unknown_elements_types_and_labels_are_reported_and_read(tmp_path: Path) -> None:
    more = f"<features>{enhanced_feature('Shoe Size', '44')}</features><mood>low</mood>"
    content = enhanced_file(enhanced_entity(kind="Robot", more=more), extra="<appendix/>")
    (entity,), ledger = read(tmp_path, content)
    assert entity.kind is EntityKind.UNKNOWN
    assert entity.details == (("remark", "Shoe Size: 44"),)
    assert set(ledger.account("us-ofac-sdn").unknown) == {
        ("element", "mood"),
        ("element", "appendix"),
        ("feature", "Shoe Size"),
        ("party type", "Robot"),
    }


def test_an_empty_list_gives_no_rows(tmp_path: Path) -> None:
    entities, ledger = read(tmp_path, enhanced_file())
    assert (entities, ledger.account("us-ofac-sdn").total) == ([], 0)


@pytest.mark.parametrize("kept", [0.5, 0.9999])
def test_a_file_cut_short_gives_nothing(tmp_path: Path, kept: float) -> None:
    content = make.write_enhanced(tmp_path / "whole.xml", 30).read_bytes()
    source = source_of(tmp_path, content[: int(len(content) * kept)])
    with pytest.raises(WatchlistError, match="not well-formed"):
        next(READER.read(source, Ledger()))


def test_a_document_type_is_refused(tmp_path: Path) -> None:
    content = enhanced_file(enhanced_entity()).replace(
        "<sanctionsData", '<!DOCTYPE x [<!ENTITY a "b">]><sanctionsData', 1
    )
    with pytest.raises(WatchlistError, match="document type"):
        list(READER.read(source_of(tmp_path, content), Ledger()))


def test_the_three_forms_give_one_party_the_same_id_and_name(tmp_path: Path) -> None:
    forms = {
        READER: enhanced_file(enhanced_entity(names=enhanced_name("DOE, John"), kind="Individual")),
        ofac_xml.READER: make.classic_file(
            make.classic_entry(last="DOE", first="John", sdn_type="Individual")
        ),
        ofac_advanced.READER: make.advanced_file(
            parties=[make.advanced_party(name=("Doe", "John"), kind="Individual")],
            entries=[make.advanced_entry()],
        ),
    }
    found = [
        next(reader.read(source_of(tmp_path, content), Ledger()))
        for reader, content in forms.items()
    ]
    assert {(entity.id, entity.caption, entity.kind) for entity in found} == {
        ("us-ofac-sdn:7001", "DOE, John", EntityKind.PERSON)
    }
    assert {(entity.identifiers, entity.listings[0].program) for entity in found} == {
        ((Identifier("ofac", "7001"),), "SDGT")
    }
