from __future__ import annotations

import csv
import datetime as dt
from pathlib import Path

import pytest

from riskengine.errors import WatchlistError
from riskengine.model.entity import Entity, Identifier
from riskengine.model.interval import DateRange
from riskengine.vocab import EntityKind, NameKind
from riskengine.watchlist.readers.contract import Ledger
from riskengine.watchlist.readers.csl import short as csl_short
from riskengine.watchlist.readers.csl.csv import READER
from riskengine.watchlist.readers.csl.ids import split_ids
from riskengine.watchlist.readers.csl.listing_dates import bundled_rules, load_rules
from riskengine.watchlist.readers.csl.lists import csl_list, csl_sources
from riskengine.watchlist.readers.csl.record import COLUMNS, country_at_end, split_addresses
from riskengine.watchlist.readers.csl.state import loosen
from riskengine.watchlist.source import Source, open_sources

EL = "Entity List (EL) - Bureau of Industry and Security"
UVL = "Unverified List (UVL) - Bureau of Industry and Security"
MEU = "Military End User (MEU) List - Bureau of Industry and Security"
DPL = "Denied Persons List (DPL) - Bureau of Industry and Security"
ISN = "Nonproliferation Sanctions (ISN) - State Department"
DTC = "ITAR Debarred (DTC) - State Department"
SDN = "Specially Designated Nationals (SDN) - Treasury Department"
SSI = "Sectoral Sanctions Identifications List (SSI) - Treasury Department"
CMIC = "Non-SDN Chinese Military-Industrial Complex Companies List (CMIC) - Treasury Department"
MBS = "Non-SDN Menu-Based Sanctions List (NS-MBS List) - Treasury Department"
CAP = "Capta List (CAP) - Treasury Department"
PLC = "Palestinian Legislative Council List (PLC) - Treasury Department"
FSE = "Foreign Sanctions Evaders (FSE) - Treasury Department"

LIST_OF = {
    EL: "us-bis-el",
    UVL: "us-bis-uvl",
    MEU: "us-bis-meu",
    DPL: "us-bis-dpl",
    ISN: "us-state-isn",
    DTC: "us-state-aeca",
    SDN: "us-ofac-sdn",
    SSI: "us-ofac-ssi",
    CMIC: "us-ofac-nscmic",
    MBS: "us-ofac-cons",
    CAP: "us-ofac-cons",
    PLC: "us-ofac-cons",
    FSE: "us-ofac-cons",
}


def _source(folder: Path, *rows: dict[str, str], columns: tuple[str, ...] = COLUMNS) -> Source:
    path = folder / "list.csv"
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, columns, restval="", quoting=csv.QUOTE_ALL)
        writer.writeheader()
        writer.writerows(rows)
    return open_sources([path])[0]


def _read(folder: Path, *rows: dict[str, str]) -> tuple[list[Entity], Ledger]:
    ledger = Ledger()
    return list(READER.read(_source(folder, *rows), ledger)), ledger


def _one(folder: Path, **row: str) -> Entity:
    (entity,), _ = _read(folder, row)
    return entity


@pytest.mark.parametrize("source", list(LIST_OF))
def test_a_blank_type_never_drops_a_row(tmp_path: Path, source: str) -> None:
    # With no type the words of the name tell the kind, and if they do not, nothing does.
    rows = [
        {"source": source, "entity_number": "71", "programs": "X", "name": "Ulva Ormond"},
        {
            "source": source,
            "entity_number": "72",
            "programs": "X",
            "name": "Ulva Trading Co., Ltd.",
        },
        {"source": source, "entity_number": "73", "programs": "X", "name": "Ministry of Fog"},
    ]
    entities, ledger = _read(tmp_path, *rows)
    list_id = LIST_OF[source]
    account = ledger.accounts[list_id]
    assert {entity.list_id for entity in entities} == {list_id}
    assert {entity.caption: entity.kind for entity in entities} == {
        "Ulva Ormond": EntityKind.UNKNOWN,
        "Ulva Trading Co., Ltd.": EntityKind.COMPANY,
        "Ministry of Fog": EntityKind.PUBLIC_BODY,
    }
    assert (account.total, account.parsed, account.refused_count) == (3, 3, 0)
    assert set(ledger.accounts) == {list_id}


def test_a_type_is_used_wherever_it_stands_and_an_unknown_one_is_reported(tmp_path: Path) -> None:
    entities, ledger = _read(
        tmp_path,
        {"source": EL, "type": "Individual", "name": "Ulva Ormond"},
        {"source": SDN, "entity_number": "5", "type": "Submarine", "name": "DEEP FOG"},
    )
    kinds = {entity.list_id: entity.kind for entity in entities}
    assert kinds == {"us-bis-el": EntityKind.PERSON, "us-ofac-sdn": EntityKind.UNKNOWN}
    assert ledger.accounts["us-ofac-sdn"].unknown[("type", "Submarine")] == 1


def test_a_row_of_the_bureau_of_industry_keeps_dates_measures_and_addresses(
    tmp_path: Path,
) -> None:
    entity = _one(
        tmp_path,
        source=EL,
        name="Fog Valley Institute (FVI)",
        addresses="1 Mist Road, Harbin, China; and 2 Mist Road, Harbin, Heilongjiang, CN",
        federal_register_notice="83 FR 100; 87 FR 200",
        start_date="2018-08-01",
        license_requirement="For all items. (See §§ 734.9(g),3 746.8 of the EAR)",
        license_policy="Presumption of denial",
        alt_names="Fog Institute 13; FVI; and Valley of Fog Institute",
    )
    assert entity.id == "us-bis-el:fog-valley-institute-cn"
    assert [(name.text, name.kind) for name in entity.names] == [
        ("Fog Valley Institute", NameKind.PRIMARY),
        ("FVI", NameKind.ACRONYM),
        ("Fog Institute 13", NameKind.ALIAS),
        ("Valley of Fog Institute", NameKind.ALIAS),
    ]
    assert entity.countries == ("CN",)
    assert entity.addresses == (
        "1 Mist Road, Harbin, China",
        "2 Mist Road, Harbin, Heilongjiang, CN",
    )
    (listing,) = entity.listings
    assert listing.listed_on == DateRange.parse("2018-08-01")
    assert listing.listed_on_basis == "stated"
    assert listing.licence_policy == "Presumption of denial"
    assert "734.9(g), 746.8" in listing.licence_requirement
    assert "footnote 3" in entity.note


def test_the_end_of_a_denial_is_the_end_of_its_listing(tmp_path: Path) -> None:
    entity = _one(
        tmp_path,
        source=DPL,
        name="U. ORMOND",
        addresses="5 FOG DRIVE, AUSTIN, TX, 78701, US",
        federal_register_notice="67 F.R. 56530 9/4/02",
        start_date="2002-03-04",
        end_date="2056-06-29",
        standard_order="Y",
        remarks="50 YEAR DENIAL",
    )
    (listing,) = entity.listings
    assert str(listing.delisted_on) == "2056-06-29"
    assert listing.measures == ("Standard order: Y",)
    assert entity.details == (("remark", "50 YEAR DENIAL"),)
    assert entity.id == "us-bis-dpl:u-ormond-us"


def test_without_a_start_date_the_citation_dates_the_listing(tmp_path: Path) -> None:
    rule = _one(tmp_path, source=EL, name="Fog Co., Ltd.", federal_register_notice="90 FR 4619")
    issue = _one(
        tmp_path,
        source=ISN,
        name="Fog Co., Ltd.",
        federal_register_notice="Vol. 88, No. 151, 08/08/2023",
    )
    assert str(rule.listings[0].listed_on) == "2025-01-16"
    assert str(issue.listings[0].listed_on) == "2023-08-08"


def test_an_unread_date_is_reported_and_the_row_read(tmp_path: Path) -> None:
    entities, ledger = _read(
        tmp_path, {"source": EL, "name": "Fog Co.", "start_date": "soon", "end_date": "never"}
    )
    assert entities[0].listings[0].listed_on is None
    assert entities[0].listings[0].delisted_on is None
    unknown = ledger.accounts["us-bis-el"].unknown
    assert unknown == {("start_date", "soon"): 1, ("end_date", "never"): 1}


def test_an_ofac_person_keeps_everything(tmp_path: Path) -> None:
    entity = _one(
        tmp_path,
        _id="901",
        source=SDN,
        entity_number="901",
        type="Individual",
        programs="NPWMD; IFSR",
        name="ORMOND, Ulva",
        title="Head of Fog",
        addresses="Shenyang, CN; KP",
        nationalities="KP",
        citizenships="CU",
        dates_of_birth="1955; circa 1957",
        places_of_birth="Fogtown, North Province",
        remarks="(Linked To: FOG BANK)",
        ids=(
            "Passport, 836, KP; Gender, Female; Secondary sanctions risk:, Fog Regulations,"
            " sections 1 and 2; Tax ID No., 7707083893, RU; National ID No., 55"
        ),
    )
    assert entity.id == "us-ofac-sdn:901"
    assert entity.kind is EntityKind.PERSON
    assert entity.countries == ("CN", "CU", "KP")
    assert entity.addresses == ("Shenyang, CN",)
    assert entity.identifiers == (
        Identifier("ofac", "901"),
        Identifier("kp-passport", "836"),
        Identifier("ru-inn", "7707083893"),
        Identifier("nationalid", "55"),
    )
    assert [(label, str(when)) for label, when in entity.dates] == [
        ("birth", "1955"),
        ("birth", "1956-01-01/1958-12-31"),
    ]
    assert [listing.program for listing in entity.listings] == ["NPWMD", "IFSR"]
    assert {listing.entry for listing in entity.listings} == {"901"}
    assert set(entity.details) == {
        ("title", "Head of Fog"),
        ("remark", "(Linked To: FOG BANK)"),
        ("remark", "Secondary sanctions risk: Fog Regulations, sections 1 and 2"),
        ("gender", "Female"),
        ("nationality", "KP"),
        ("citizenship", "CU"),
        ("place_of_birth", "Fogtown, North Province"),
    }


def test_a_vessel_keeps_its_facts(tmp_path: Path) -> None:
    entity = _one(
        tmp_path,
        source=SDN,
        entity_number="7",
        type="Vessel",
        programs="IRAN",
        name="FOG STAR",
        call_sign="5IM316",
        vessel_type="Crude Oil Tanker",
        gross_tonnage="317,356",
        gross_registered_tonnage="164,241",
        vessel_flag="IR",
        vessel_owner="Fog Lines",
        ids="Vessel Registration Identification, IMO 9187629; MMSI, 572469210",
    )
    assert entity.kind is EntityKind.VESSEL
    assert entity.countries == ("IR",)
    assert [(item.scheme, item.value) for item in entity.identifiers] == [
        ("ofac", "7"),
        ("imo", "9187629"),
        ("mmsi", "572469210"),
    ]
    assert dict(entity.details) == {
        "call_sign": "5IM316",
        "vessel_type": "Crude Oil Tanker",
        "gross_tonnage": "317,356",
        "tonnage": "164,241 (gross registered)",
        "flag": "IR",
        "owner_as_published": "Fog Lines",
    }


def test_directives_are_measures_of_their_own_programme(tmp_path: Path) -> None:
    entity = _one(
        tmp_path,
        source=SSI,
        entity_number="8",
        type="Entity",
        programs="VENEZUELA-EO13850; UKRAINE-EO13662",
        name="FOG TRADE LIMITED",
        ids="Executive Order 13662 Directive Determination -, Subject to Directive 2",
    )
    assert {listing.program: listing.measures for listing in entity.listings} == {
        "VENEZUELA-EO13850": (),
        "UKRAINE-EO13662": (
            "Executive Order 13662 Directive Determination - Subject to Directive 2",
        ),
    }


@pytest.mark.parametrize(
    ("source", "dated", "measures"),
    [
        (MBS, "2022-03-26", ("Executive Order 14024 Directive Information: Directive 1a",)),
        (SDN, "None", ()),
    ],
)
def test_a_directive_and_its_date_are_not_of_the_blocking_list(
    tmp_path: Path, source: str, dated: str, measures: tuple[str, ...]
) -> None:
    entity = _one(
        tmp_path,
        source=source,
        entity_number="8",
        type="Entity",
        programs="RUSSIA-EO14024",
        name="FOG GROUP",
        ids=(
            "Listing Date (EO 14024 Directive 1a):, 26 Mar 2022;"
            " Executive Order 14024 Directive Information:, Directive 1a"
        ),
    )
    (listing,) = entity.listings
    assert (str(listing.listed_on), listing.measures) == (dated, measures)
    assert any("26 Mar 2022" in value for _, value in entity.details)


def test_the_listing_date_of_a_chinese_military_company_is_stated(tmp_path: Path) -> None:
    entity = _one(
        tmp_path,
        source=CMIC,
        entity_number="8",
        type="Entity",
        programs="CMIC-EO13959",
        name="FOG GROUP",
        ids="Listing Date (CMIC):, 03 Jun 2021",
    )
    assert str(entity.listings[0].listed_on) == "2021-06-03"


def test_a_label_not_on_file_is_reported_and_kept(tmp_path: Path) -> None:
    entities, ledger = _read(
        tmp_path,
        {"source": SDN, "entity_number": "9", "name": "FOG", "ids": "Fog Licence, 12/4, RU"},
    )
    assert entities[0].details == (("number_as_published", "Fog Licence: 12/4 (RU)"),)
    assert ledger.accounts["us-ofac-sdn"].unknown == {("document type", "Fog Licence"): 1}


def test_a_feature_that_is_only_a_label_is_a_remark(tmp_path: Path) -> None:
    entity = _one(tmp_path, source=SDN, entity_number="9", name="FOG", ids="All offices worldwide")
    assert entity.details == (("remark", "All offices worldwide"),)


def test_a_semicolon_or_comma_within_a_value_splits_nothing() -> None:
    cell = (
        "Secondary sanctions risk:, Fog Act, part 1; part 2; Registration ID, C-1, 2; Gender, Male"
    )
    assert [(item.label, item.value, item.country) for item in split_ids(cell)] == [
        ("Secondary sanctions risk:", "Fog Act, part 1; part 2", ""),
        ("Registration ID", "C-1, 2", ""),
        ("Gender", "Male", ""),
    ]


@pytest.mark.parametrize(
    ("address", "country"),
    [
        ("1 Fog Road, Nicosia, 1066, CY", "CY"),
        ("CY", "CY"),
        ("5 FOG DRIVE, AUSTIN, TX", ""),
        ("5 FOG DRIVE, EL PASO, TX, 79905", ""),
        ("MAN, ISLE OF", "MAN, ISLE OF"),
        ("REGION: WEST BANK", "REGION: WEST BANK"),
        ("Fogtown", ""),
        ("", ""),
    ],
)
def test_only_a_country_ends_an_address(address: str, country: str) -> None:
    assert country_at_end(address) == country


def test_an_address_cell_may_hold_several() -> None:
    assert split_addresses("1 A St, Baku, AZ; and 2 B St, Baku, AZ;") == (
        ("1 A St, Baku, AZ", "AZ"),
        ("2 B St, Baku, AZ", "AZ"),
    )


@pytest.mark.parametrize(
    ("title", "list_id", "known", "read"),
    [
        (MBS, "us-ofac-cons", True, True),
        ("EL", "us-bis-el", True, True),
        ("Entity List", "us-bis-el", True, True),
        ("Fog Programme List (FPL) - Treasury Department", "us-ofac-cons", False, True),
        ("Fog End Users (FEU) - Bureau of Industry and Security", "us-bis-el", False, False),
        ("Fog (FOG) - State Department", "us-state-isn", False, False),
        ("", "us-ofac-cons", False, False),
    ],
)
def test_every_source_has_one_account(title: str, list_id: str, known: bool, read: bool) -> None:
    placed = csl_sources().place(title)
    assert (placed.list_id, placed.known, placed.read) == (list_id, known, read)


def test_an_unknown_source_is_reported_and_refused_by_name(tmp_path: Path) -> None:
    title = "Fog End Users (FEU) - Bureau of Industry and Security"
    entities, ledger = _read(tmp_path, {"source": title, "name": "Fog Co."})
    account = ledger.accounts["us-bis-el"]
    assert entities == []
    assert account.balanced
    assert account.unknown == {("source", title): 1}
    assert title in account.refused[0].reason
    assert "Fog Co." in account.refused[0].excerpt


def test_a_new_treasury_list_is_read_and_reported(tmp_path: Path) -> None:
    title = "Fog Programme List (FPL) - Treasury Department"
    entities, ledger = _read(
        tmp_path, {"source": title, "entity_number": "3", "name": "FOG", "programs": "FOG-EO1"}
    )
    assert [entity.id for entity in entities] == ["us-ofac-cons:3"]
    assert ledger.accounts["us-ofac-cons"].unknown == {("source", title): 1}


def test_rows_without_a_name_or_with_shifted_cells_are_refused(tmp_path: Path) -> None:
    source = _source(tmp_path, {"source": EL, "name": " ; "}, {"source": EL, "name": "Fog Co."})
    with source.path.open("a", encoding="utf-8") as stream:
        stream.write(f'"x","{EL}","",""\n"y","cut')
    ledger = Ledger()
    entities = list(READER.read(source, ledger))
    assert [entity.caption for entity in entities] == ["Fog Co."]
    reasons = [item.reason for item in ledger.accounts["us-bis-el"].refused]
    assert reasons == ["the name is empty", "4 cells, the header has 29"]
    assert sum(account.total for account in ledger.accounts.values()) == 4
    assert all(account.balanced for account in ledger.accounts.values())


def test_the_same_party_on_two_lists_is_an_entity_of_each(tmp_path: Path) -> None:
    row = {"_id": "44", "entity_number": "44", "type": "Entity", "name": "FOG BANK"}
    entities, _ = _read(
        tmp_path,
        {**row, "source": SSI, "programs": "UKRAINE-EO13662"},
        {**row, "source": SDN, "programs": "RUSSIA-EO14024"},
    )
    assert sorted(entity.id for entity in entities) == ["us-ofac-sdn:44", "us-ofac-ssi:44"]


def test_two_rows_of_one_number_on_the_collective_list_are_one_entity(tmp_path: Path) -> None:
    row = {"entity_number": "44", "type": "Entity", "name": "FOG BANK"}
    (entity,), ledger = _read(
        tmp_path,
        {**row, "source": MBS, "programs": "RUSSIA-EO14024", "addresses": "Omsk, RU"},
        {**row, "source": FSE, "programs": "FSE-IR", "addresses": "Minsk, BY"},
    )
    assert [listing.program for listing in entity.listings] == ["RUSSIA-EO14024", "FSE-IR"]
    assert entity.addresses == ("Omsk, RU", "Minsk, BY")
    assert ledger.accounts["us-ofac-cons"].merged == 1


def test_ofac_rows_without_a_number_stay_apart_and_are_reported(tmp_path: Path) -> None:
    entities, ledger = _read(
        tmp_path,
        {"source": SDN, "name": "FOG BANK", "_id": "xa1"},
        {"source": SDN, "name": "MIST BANK", "_id": "xa2"},
    )
    assert [entity.id for entity in entities] == ["us-ofac-sdn:fog-bank", "us-ofac-sdn:mist-bank"]
    assert ledger.accounts["us-ofac-sdn"].unknown == {("entity_number", "none"): 2}


def test_rows_alike_in_everything_keep_ids_of_their_own(tmp_path: Path) -> None:
    row = {"source": DTC, "name": "Ulva Ormond"}
    entities, _ = _read(tmp_path, row, row, row)
    assert len({entity.id for entity in entities}) == len(entities) == 3


def test_names_of_the_department_of_state_are_taken_apart(tmp_path: Path) -> None:
    entities, _ = _read(
        tmp_path,
        {"source": ISN, "programs": "INKSNA", "name": "Ulva Ormond (Fogland individual)"},
        {
            "source": ISN,
            "programs": "INKSNA",
            "name": "Mist Co.; and any successor, sub-unit, or subsidiary thereof",
            "alt_names": "F.K.A. Old Mist Co.",
            "addresses": "Baku, AZ",
        },
    )
    by_id = {entity.id: entity for entity in entities}
    person = by_id["us-state-isn:ulva-ormond"]
    assert person.kind is EntityKind.PERSON
    assert "Fogland individual" in person.note
    company = by_id["us-state-isn:mist-co"]  # no country: shorter forms of the list have none
    assert company.countries == ("AZ",)
    assert [(name.text, name.kind) for name in company.names] == [
        ("Mist Co.", NameKind.PRIMARY),
        ("Old Mist Co.", NameKind.FORMER),
    ]
    assert "successor" in company.note


@pytest.mark.parametrize(
    ("printed", "text", "others"),
    [
        ("Blue [aka A Ltd, aka B Ltd]", "Blue", ["A Ltd", "B Ltd"]),
        ("Blue; a.k.a. Jo Green; a.k.a Jo Red", "Blue", ["Jo Green", "Jo Red"]),
        ("Blue\ta/k/a Jo Green", "Blue", ["Jo Green"]),
        ("Jo) Jo (a/k/a Green Blue", "Jo Jo", ["Green Blue"]),
        ("Jo (a.k.a Jack Blue) Blue", "Jo (a.k.a Jack Blue) Blue", []),
        ("Akane Okada (Fog) Ltd", "Akane Okada (Fog) Ltd", []),
    ],
)
def test_further_names_within_a_name(printed: str, text: str, others: list[str]) -> None:
    found = loosen(printed)
    assert (found.text, [name for name, _ in found.others]) == (text, others)


def test_initials_of_an_ofac_company_are_an_acronym(tmp_path: Path) -> None:
    entity = _one(
        tmp_path,
        source=SDN,
        entity_number="6",
        type="Entity",
        name="FOG NATIONAL BANK",
        alt_names="FNB; FOGBANK; NATIONAL BANK",
    )
    assert [name.kind for name in entity.names[1:]] == [
        NameKind.ACRONYM,
        NameKind.ALIAS,
        NameKind.WEAK_ALIAS,
    ]


def test_changed_columns_are_reported_in_every_account(tmp_path: Path) -> None:
    columns = (*(column for column in COLUMNS if column != "remarks"), "colour")
    rows = [{"source": EL, "name": "Fog Co.", "colour": "grey"}, {"source": DTC, "name": "Mist"}]
    source = _source(tmp_path, *rows, columns=columns)
    ledger = Ledger()
    assert READER.recognises(source)
    assert len(list(READER.read(source, ledger))) == 2
    for account in ledger.accounts.values():
        assert set(account.unknown) == {("column", "colour"), ("column", "remarks (gone)")}
    assert ledger.accounts["us-bis-el"].fields["colour"] == 1


def test_a_file_without_names_is_no_such_list(tmp_path: Path) -> None:
    columns = tuple(column for column in COLUMNS if column != "name")
    source = _source(tmp_path, {"source": EL}, columns=columns)
    assert READER.recognises(source)
    with pytest.raises(WatchlistError, match="no column name"):
        list(READER.read(source, Ledger()))


def test_a_header_alone_is_no_list(tmp_path: Path) -> None:
    with pytest.raises(WatchlistError, match="no rows"):
        list(READER.read(_source(tmp_path), Ledger()))


def test_only_wanted_lists_are_read(tmp_path: Path) -> None:
    source = _source(tmp_path, {"source": EL, "name": "Fog"}, {"source": DTC, "name": "Mist"})
    ledger = Ledger(wanted=frozenset({"us-state-aeca"}))
    assert [entity.caption for entity in READER.read(source, ledger)] == ["Mist"]
    assert set(ledger.accounts) == {"us-state-aeca"}


@pytest.mark.parametrize(
    "content", [b"", b"a,b,c\n1,2,3\n", b"\x00\xff\xfe", b"<html></html>", b'{"results": []}']
)
def test_other_files_are_not_recognised(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "x"
    path.write_bytes(content)
    assert not READER.recognises(open_sources([path])[0])


def test_the_package_carries_the_dated_rules_of_the_bundle(repository: Path) -> None:
    path = repository / "watchlists" / "facts" / "federal-register.yaml"
    assert bundled_rules() == load_rules(path)[0]


def test_the_list_specification_names_who_decides() -> None:
    assert csl_list("us-bis-el").authority.endswith("Bureau of Industry and Security")
    assert csl_list("us-ofac-cons").sources[:4] == ("NS-MBS", "CAP", "PLC", "FSE")


def test_the_official_sample_comes_out_whole(shared_dir: Path) -> None:
    path = shared_dir / "lists" / "us" / "csl-official-sample" / "consolidated.csv"
    (source,) = open_sources([path])
    ledger = Ledger()
    entities = {entity.id: entity for entity in READER.read(source, ledger)}
    assert READER.recognises(source)
    assert len(entities) == 13
    assert sum(account.parsed for account in ledger.accounts.values()) == 13
    assert not any(account.unknown for account in ledger.accounts.values())
    denied = entities["us-bis-dpl:i-ash-us"].listings[0]
    assert (str(denied.listed_on), str(denied.delisted_on)) == ("2002-03-04", "2056-06-29")
    assert Identifier("ch-vat", "CHE-267.936.404") in entities["us-ofac-ssi:28603"].identifiers
    institute = next(item for key, item in entities.items() if key.startswith("us-bis-el:"))
    assert len(institute.addresses) == 3
    assert "CETC Research Institute 13" in {name.text for name in institute.names}


def test_both_forms_of_one_day_give_the_same_entities(shared_dir: Path) -> None:
    folder = shared_dir / "lists" / "us" / "csl-2026-07-31"
    (table,) = open_sources([folder / "consolidated_reduced.csv.gz"])
    (short,) = open_sources([folder / "screening-list.json"])
    here, there = Ledger(), Ledger()
    from_table = {entity.id: entity for entity in READER.read(table, here)}
    from_short = {entity.id: entity for entity in csl_short.READER.read(short, there)}
    assert sum(account.total for account in here.accounts.values()) == 25_921
    assert all(account.balanced for account in here.accounts.values())
    assert from_table == from_short
    assert there.list_date == dt.date(2026, 7, 31)
    assert {key: account.stated_rows for key, account in there.accounts.items()} == {
        key: account.total for key, account in here.accounts.items()
    }
