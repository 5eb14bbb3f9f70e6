"""The Swiss list: history of targets, names from parts, places, documents, real file."""

from __future__ import annotations

import datetime as dt
import gzip
import json
from pathlib import Path

import pytest

from riskengine.errors import WatchlistError
from riskengine.model.entity import Entity
from riskengine.vocab import EntityKind, ListingState, NameKind
from riskengine.watchlist.readers.ch.seco import READER
from riskengine.watchlist.readers.contract import Account, Ledger
from riskengine.watchlist.source import Source, open_sources

PROGRAM = (
    '<sanctions-program ssid="20"><program-key lang="ger">Inselstaat</program-key>'
    '<program-key lang="eng">Islandia</program-key>'
    '<program-name lang="eng">Ordinance on measures against Islandia</program-name>'
    '<sanctions-set ssid="71" lang="eng">article 2: assets</sanctions-set>'
    '<sanctions-set ssid="72" lang="eng">article 3: travel</sanctions-set></sanctions-program>'
)
LISTED = '<modification modification-type="listed" effective-date="2015-02-01"/>'
NAME = (
    '<name ssid="1" name-type="primary-name" quality="good" lang="eng">'
    '<name-part order="1" name-part-type="family-name"><value>Madeup</value>{variants}</name-part>'
    '<name-part order="2" name-part-type="given-name"><value>Ivo</value></name-part></name>'
)


def source_of(tmp_path: Path, *targets: str, tail: str = "", kind: str = "whole-list") -> Source:
    path = tmp_path / "list.xml"
    body = f'<swiss-sanctions-list list-type="{kind}" date="2026-08-27">{PROGRAM}'
    path.write_text(body + "".join(targets) + tail + "</swiss-sanctions-list>", encoding="utf-8")
    return open_sources([path])[0]


def read(source: Source) -> tuple[list[Entity], Account, Ledger]:
    ledger = Ledger()
    found = list(READER.read(source, ledger))
    return found, ledger.account("ch-seco"), ledger


def target(body: str, *, history: str = LISTED, ssid: str = "9", sets: str = "71") -> str:
    ids = "".join(f"<sanctions-set-id>{one}</sanctions-set-id>" for one in sets.split())
    return f'<target ssid="{ssid}">{ids}{body}{history}</target>'


def person(inner: str = "", *, variants: str = "", name: str = "") -> str:
    names = name or NAME.format(variants=variants)
    return (
        f'<individual sex="male"><identity ssid="2" main="true">{names}{inner}</identity>'
        "</individual>"
    )


def test_listed_target_is_live_from_its_effective_date(tmp_path: Path) -> None:
    found, account, ledger = read(source_of(tmp_path, target(person())))
    (entity,) = found
    assert entity.id == "ch-seco:9"
    assert entity.kind is EntityKind.PERSON
    assert entity.caption == "Ivo Madeup"
    (listing,) = entity.listings
    assert (listing.program, listing.entry) == ("Islandia", "9")
    assert str(listing.listed_on) == "2015-02-01"
    assert listing.measures == ("article 2: assets",)
    assert ledger.list_date == dt.date(2026, 8, 27)
    assert account.balanced
    assert account.parsed == 1


def test_first_modification_decides_that_a_target_is_delisted(tmp_path: Path) -> None:
    history = (
        '<modification modification-type="de-listed" publication-date="2020-03-01"/>'
        '<modification modification-type="amended" effective-date="2019-01-01"/>' + LISTED
    )
    (entity,), _, _ = read(source_of(tmp_path, target(person(), history=history)))
    (listing,) = entity.listings
    assert str(listing.listed_on) == "2015-02-01"
    assert str(listing.delisted_on) == "2020-03-01"
    assert listing.state(dt.date(2021, 1, 1)) is ListingState.FORMER
    assert listing.state(dt.date(2019, 1, 1)) is ListingState.ACTIVE


def test_target_listed_again_has_two_times_on_the_list(tmp_path: Path) -> None:
    history = (
        '<modification modification-type="listed" effective-date="2022-01-01"/>'
        '<modification modification-type="de-listed" effective-date="2020-03-01"/>' + LISTED
    )
    (entity,), _, _ = read(source_of(tmp_path, target(person(), history=history)))
    spans = [(str(one.listed_on), one.delisted_on) for one in entity.listings]
    assert spans[0][0] == "2015-02-01"
    assert spans[0][1] is not None
    assert spans[1] == ("2022-01-01", None)


def test_delisting_without_any_date_is_refused(tmp_path: Path) -> None:
    history = '<modification modification-type="de-listed"/>' + LISTED
    found, account, _ = read(source_of(tmp_path, target(person(), history=history)))
    assert found == []
    assert "de-listed" in account.refused[0].reason
    assert account.balanced


def test_identities_inside_modifications_are_not_read(tmp_path: Path) -> None:
    old = NAME.replace("Ivo", "Gone").format(variants="")
    block = f"<identity ssid='2' main='true'>{old}</identity>"
    history = (
        '<modification modification-type="amended" effective-date="2019-01-01">'
        f"<removed>{block}</removed><added>{block}</added></modification>" + LISTED
    )
    (entity,), account, _ = read(source_of(tmp_path, target(person(), history=history)))
    assert [name.text for name in entity.names] == ["Ivo Madeup"]
    assert account.unknown == {}


def test_target_under_two_sets_has_a_listing_for_each(tmp_path: Path) -> None:
    (entity,), _, _ = read(source_of(tmp_path, target(person(), sets="71 72")))
    assert [one.measures for one in entity.listings] == [
        ("article 2: assets",),
        ("article 3: travel",),
    ]


def test_unknown_sanctions_set_is_reported_and_the_target_read(tmp_path: Path) -> None:
    (entity,), account, _ = read(source_of(tmp_path, target(person(), sets="999")))
    assert entity.listings[0].program == "sanctions set 999"
    assert ("sanctions-set-id", "999") in account.unknown


def test_spelling_variants_of_a_part_give_whole_names(tmp_path: Path) -> None:
    variants = (
        '<spelling-variant lang="RUS" script="LATN">Maydup</spelling-variant>'
        '<spelling-variant lang="RUS" script="LATN">Meidup</spelling-variant>'
        '<spelling-variant lang="RUS" script="CYRL">Мэйдуп</spelling-variant>'
    )
    (entity,), _, _ = read(source_of(tmp_path, target(person(variants=variants))))
    names = {name.text: name for name in entity.names}
    assert names["Ivo Maydup"].kind is NameKind.ALIAS
    assert names["Ivo Meidup"].kind is NameKind.ALIAS
    # Only the family name is spelled in Cyrillic, which alone is no full name.
    assert names["Мэйдуп"].kind is NameKind.WEAK_ALIAS
    assert (names["Мэйдуп"].script, names["Мэйдуп"].language) == ("Cyrl", "ru")


def test_parts_are_put_in_speaking_order_and_titles_are_details(tmp_path: Path) -> None:
    parts = [
        ("family-name", "Madeup"),
        ("maiden-name", "Earlier"),
        ("given-name", "Ana"),
        ("father-name", "Ivovna"),
        ("title", "Dr."),
    ]
    name = '<name name-type="primary-name" quality="good" lang="eng">' + "".join(
        f'<name-part order="{order}" name-part-type="{kind}"><value>{value}</value></name-part>'
        for order, (kind, value) in enumerate(parts, start=1)
    )
    (entity,), _, _ = read(source_of(tmp_path, target(person(name=name + "</name>"))))
    assert entity.caption == "Ana Ivovna Madeup Earlier"
    assert ("title", "Dr.") in entity.details
    former = [name.text for name in entity.names if name.kind is NameKind.FORMER]
    assert former == ["Ana Ivovna Earlier"]


def test_low_quality_and_other_identities_give_weak_and_plain_aliases(tmp_path: Path) -> None:
    weak = NAME.replace("primary-name", "alias").replace("good", "low").replace("Ivo", "Iv")
    other = NAME.replace("Ivo", "Jan").format(variants="")
    body = person(weak.format(variants="")).replace(
        "</individual>", f'<identity ssid="3" main="false">{other}</identity></individual>'
    )
    # The main identity stays first wherever it stands.
    body = body.replace('main="true"', 'main="x"').replace('main="false"', 'main="true"')
    body = body.replace('main="x"', 'main="false"')
    (entity,), _, _ = read(source_of(tmp_path, target(body)))
    kinds = {name.text: name.kind for name in entity.names}
    assert entity.caption == "Jan Madeup"
    assert kinds["Ivo Madeup"] is NameKind.ALIAS
    assert kinds["Iv Madeup"] is NameKind.WEAK_ALIAS


def test_places_behind_the_targets_complete_addresses_and_birth(tmp_path: Path) -> None:
    inner = (
        '<address place-id="500"><address-details>Quay 4</address-details>'
        "<p-o-box>77</p-o-box><zip-code>1000</zip-code></address>"
        '<place-of-birth place-id="500"/>'
        '<day-month-year day="3" month="4" year="1960" calendar="Gregorian"/>'
        '<day-month-year year="1338" calendar="Islamic"/>'
        '<nationality><country iso-code="FR">France</country></nationality>'
    )
    place = (
        '<place ssid="500"><location>Portville</location><area>West</area>'
        '<country iso-code="SY">Syria</country></place>'
    )
    (entity,), account, _ = read(source_of(tmp_path, target(person(inner)), tail=place))
    assert entity.addresses == ("Quay 4, P.O. Box 77, 1000 Portville, West, Syria",)
    assert entity.countries == ("FR", "SY")
    assert ("place_of_birth", "Portville, West, Syria") in entity.details
    assert [(label, str(when)) for label, when in entity.dates] == [("birth", "1960-04-03")]
    assert ("date_as_published", "birth: 1338 (Islamic)") in entity.details
    assert account.unknown == {}


def test_documents_references_and_relations_are_kept(tmp_path: Path) -> None:
    inner = (
        '<nationality><country iso-code="BY">Belarus</country></nationality>'
        '<identification-document ssid="6" document-type="passport"><number>AB 12345</number>'
        "<issuer>France</issuer><expiry-date>2030-01-01</expiry-date></identification-document>"
        '<identification-document ssid="7" document-type="id-card"><number>778</number>'
        "</identification-document>"
        '<identification-document ssid="8" document-type="moon-card"><number>5</number>'
        "</identification-document>"
    )
    facts = (
        "<justification>Built a raft.</justification>"
        "<other-information>INN: 7707083893</other-information>"
        '<relation ssid="8" relation-type="owned-by" target-id="44"><remark>half</remark>'
        "</relation>"
        '<relation ssid="9" relation-type="rows-with" target-id="45"/>'
    )
    body = person(inner).replace("</individual>", f"{facts}</individual>")
    body += "<foreign-identifier>QDi.901</foreign-identifier>"
    body += "<foreign-identifier>140</foreign-identifier>"
    (entity,), account, _ = read(source_of(tmp_path, target(body)))
    numbers = {(one.scheme, one.value) for one in entity.identifiers}
    assert numbers == {
        ("fr-passport", "AB12345"),
        ("by-nationalid", "778"),
        ("ru-inn", "7707083893"),
        ("un", "QDI.901"),
    }
    assert ("number_as_published", "moon-card: 5") in entity.details
    assert ("number_as_published", "foreign identifier: 140") in entity.details
    assert ("reason", "Built a raft.") in entity.details
    assert [(one.type, one.target) for one in entity.relations] == [
        ("owned_by", "ch-seco:44"),
        ("linked_to", "ch-seco:45"),
    ]
    assert ("relation-type", "rows-with") in account.unknown
    assert ("document-type", "moon-card") in account.unknown


def test_issuer_named_beside_its_code_is_kept(tmp_path: Path) -> None:
    paper = (
        '<identification-document ssid="6" document-type="passport"><number>AB 12345</number>'
        '<issuer code="SY">Damascus Office</issuer></identification-document>'
    )
    (entity,), _, _ = read(source_of(tmp_path, target(person(paper))))
    assert [(one.scheme, one.value) for one in entity.identifiers] == [("sy-passport", "AB12345")]
    assert ("remark", "passport AB 12345: issuer Damascus Office") in entity.details


def test_vessel_has_its_imo_number(tmp_path: Path) -> None:
    body = (
        '<object object-type="vessel"><identity ssid="3" main="true">'
        '<name name-type="primary-name"><name-part order="1" name-part-type="whole-name">'
        "<value>Raft One</value></name-part></name></identity>"
        "<other-information>IMO Number: 8405270</other-information></object>"
    )
    (entity,), _, _ = read(source_of(tmp_path, target(body)))
    assert entity.kind is EntityKind.VESSEL
    assert [(one.scheme, one.value) for one in entity.identifiers] == [("imo", "8405270")]


def test_target_without_body_or_name_is_refused(tmp_path: Path) -> None:
    targets = ('<target ssid="1"/>', target("<entity/>", ssid="2"), target(person(), ssid=""))
    found, account, _ = read(source_of(tmp_path, *targets))
    assert found == []
    assert [one.reason for one in account.refused] == [
        "target 1 has no individual, entity or object",
        "target 2 has no name",
        "no ssid",
    ]
    assert account.balanced


def test_new_elements_and_a_partial_list_are_reported(tmp_path: Path) -> None:
    source = source_of(tmp_path, target(person("<shoe-size>44</shoe-size>")), kind="delta")
    _, account, _ = read(source)
    assert ("element", "shoe-size") in account.unknown
    assert not account.complete


def test_cut_file_is_a_fault_of_the_whole_file(tmp_path: Path) -> None:
    source = source_of(tmp_path, target(person()))
    path = source.path
    path.write_text(path.read_text(encoding="utf-8")[:-20], encoding="utf-8")
    with pytest.raises(WatchlistError, match="not well-formed"):
        read(open_sources([path])[0])


@pytest.mark.parametrize(
    "data", [b"", b"\x00\xff\xfe", b"<other/>", b"a,b\n", b"{}", b"PK\x03\x04"]
)
def test_other_files_are_not_recognised(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "x.bin"
    path.write_bytes(data)
    assert not READER.recognises(Source(path))


def test_published_entries_are_read_as_they_stand(shared_dir: Path) -> None:
    path = shared_dir / "lists" / "ch" / "seco_xml_fragment_20260827.xml"
    source = open_sources([path])[0]
    assert READER.recognises(source)
    found, account, _ = read(source)
    assert account.balanced
    assert account.unknown == {}
    by_id = {entity.id: entity for entity in found}
    gone = by_id["ch-seco:5142"]
    assert gone.caption == "Dzmitry Aliaksandravich Lukashenka"
    assert gone.listings[0].state(dt.date(2026, 8, 27)) is ListingState.FORMER
    assert by_id["ch-seco:34461"].kind is EntityKind.VESSEL
    assert by_id["ch-seco:46130"].listings[0].program == "Belarus"
    # The same entries, parsed by others from an earlier edition.
    records = shared_dir / "lists" / "ch" / "seco_records_20260225.jsonl.gz"
    with gzip.open(records, "rt", encoding="utf-8") as lines:
        parsed = {f"ch-seco:{row['ssid']}": row for row in map(json.loads, lines)}
    for entity in found:
        if entity.id not in parsed:
            continue
        row = parsed[entity.id]
        body = row.get("individual") or row.get("entity") or row.get("object")
        for name in (body or {}).get("identity", {}).get("names", [])[:1]:
            values = {part["value"] for part in name["name_parts"]}
            assert values == set(entity.caption.split()) or entity.caption in values
