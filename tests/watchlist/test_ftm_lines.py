"""FollowTheMoney JSON lines, flat and nested."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from riskengine.errors import WatchlistError
from riskengine.model.entity import Entity, Identifier
from riskengine.model.interval import Stake
from riskengine.vocab import EntityKind, NameKind
from riskengine.watchlist.readers.contract import Account, Ledger
from riskengine.watchlist.readers.opensanctions.ftm_lines import READER
from riskengine.watchlist.readers.opensanctions.ftm_links import stake_of
from riskengine.watchlist.source import Source, open_sources


def line(identity: str, schema: str, *, target: bool | None = None, **props: Any) -> dict[str, Any]:
    out: dict[str, Any] = {"id": identity, "schema": schema, "properties": props}
    if target is not None:
        out["target"] = target
    return out


def company(identity: str = "NK-1", *, target: bool | None = True, **props: Any) -> dict[str, Any]:
    return line(identity, "Company", target=target, **{"name": ["Acme JSC"], **props})


def source_of(folder: Path, *lines: object) -> Source:
    path = folder / "entities.ftm.json"
    texts = [item if isinstance(item, str) else json.dumps(item) for item in lines]
    path.write_text("\n".join(texts) + "\n", encoding="utf-8")
    return open_sources([path])[0]


def read(source: Source) -> tuple[dict[str, Entity], Account]:
    ledger = Ledger(wanted=frozenset({"opensanctions-x"}))
    entities = list(READER.read(source, ledger))
    account = ledger.account("opensanctions-x")
    assert account.balanced
    return {entity.id.removeprefix("opensanctions-x:"): entity for entity in entities}, account


def test_a_party_with_all_its_other_lines_before_and_after_it(tmp_path: Path) -> None:
    source = source_of(
        tmp_path,
        line("s-1", "Sanction", entity=["NK-1"], program=["Prog"], authority=["Ministry"],
             startDate=["2023-02-24"], endDate=["2033-07-01"], provisions=["Asset freeze"],
             authorityId=["808"], unscId=["QDe.001"], reason=["Makes drones"],
             sourceUrl=["https://example.org/1", "https://example.org/2"],
             programUrl=["https://example.org/prog"], summary=["Instrument 3"],
             duration=["ten years"]),
        company(alias=["Acme"], weakAlias=["AC"], previousName=["Old Acme"],
                abbreviation=["AJ"], jurisdiction=["ru"], innCode=["7707083893"],
                registrationNumber=["77"], incorporationDate=["2009"], addressEntity=["a-1"],
                topics=["sanction"]),
        line("a-1", "Address", full=["1 Main St, Izhevsk"], country=["ru"]),
        line("d-1", "Identification", holder=["NK-1"], type=["Tax ID No."], number=["123"],
             country=["by"]),
    )  # fmt: skip
    assert READER.recognises(source)
    found, account = read(source)
    acme = found["NK-1"]
    assert acme.kind is EntityKind.COMPANY
    assert [(name.text, name.kind) for name in acme.names] == [
        ("Acme JSC", NameKind.PRIMARY),
        ("Acme", NameKind.ALIAS),
        ("AC", NameKind.WEAK_ALIAS),
        ("Old Acme", NameKind.FORMER),
        ("AJ", NameKind.ACRONYM),
    ]
    assert acme.addresses == ("1 Main St, Izhevsk",)
    assert set(acme.identifiers) == {
        Identifier("ru-inn", "7707083893"),
        Identifier("ru-regno", "77"),
        Identifier("by-taxid", "123"),
        Identifier("un", "QDE.001"),
    }
    (listing,) = acme.listings
    assert (listing.program, listing.authority, listing.entry) == ("Prog", "Ministry", "808")
    assert (str(listing.listed_on), str(listing.delisted_on)) == ("2023-02-24", "2033-07-01")
    assert listing.measures == ("Asset freeze",)
    assert listing.citation == "https://example.org/1"
    assert listing.url == "https://example.org/prog https://example.org/2"
    assert {
        ("reason", "Makes drones"),
        ("remark", "Prog, summary: Instrument 3"),
        ("remark", "Prog, duration: ten years"),
    } <= set(acme.details)
    assert (account.total, account.parsed, account.merged) == (4, 4, 3)


def test_ownership_goes_from_the_asset_to_an_owner_that_is_not_listed(tmp_path: Path) -> None:
    found, account = read(
        source_of(
            tmp_path,
            company(),
            line("p", "Person", target=False, name=["Ann Owner"]),
            line("bystander", "Person", target=False, name=["Bo Nobody"]),
            line("o", "Ownership", asset=["NK-1"], owner=["p"], percentage=["60"],
                 startDate=["2005-01-02"], endDate=["2010"]),
            line("d", "Directorship", director=["p"], organization=["NK-1"]),
        )
    )  # fmt: skip
    assert list(found) == ["NK-1", "p"]
    (owned,) = found["NK-1"].relations
    assert (owned.type, owned.target) == ("owned_by", "opensanctions-x:p")
    assert owned.stake == Stake.exactly(60)
    assert (str(owned.since), str(owned.until)) == ("2005-01-02", "2010")
    assert [(tie.type, tie.target) for tie in found["p"].relations] == [
        ("leader_of", "opensanctions-x:NK-1")
    ]
    assert found["p"].listings == ()
    assert account.notes == ["1 parties left out: not targets, and nothing ties them to one."]


def test_a_target_without_a_sanction_line_is_listed_all_the_same(tmp_path: Path) -> None:
    data = company(topics=["role.pep"]) | {"datasets": ["xx_peps"]}
    found, _ = read(source_of(tmp_path, data))
    (listing,) = found["NK-1"].listings
    assert (listing.program, listing.authority) == ("role.pep", "xx_peps")


def test_a_file_that_marks_no_targets_lists_nobody_and_says_so(tmp_path: Path) -> None:
    found, account = read(source_of(tmp_path, company(target=None)))
    assert found["NK-1"].listings == ()
    assert account.notes == ["The file does not say which parties are listed, so none is."]


def test_the_caption_is_the_primary_name(tmp_path: Path) -> None:
    data = company(name=["Акме", "Acme JSC"]) | {"caption": "Acme JSC"}
    found, _ = read(source_of(tmp_path, data))
    assert [(name.text, name.kind, name.script) for name in found["NK-1"].names] == [
        ("Acme JSC", NameKind.PRIMARY, "Latn"),
        ("Акме", NameKind.ALIAS, "Cyrl"),
    ]


def test_numbers_of_other_publishers_come_from_the_referents(tmp_path: Path) -> None:
    refs = ["ofac-32733", "eu-fsf-eu-8282-49", "gb-fcdo-rus1222", "gb-hmt-15174", "ch-seco-1"]
    found, _ = read(source_of(tmp_path, company() | {"referents": refs}))
    assert [(number.scheme, number.value) for number in found["NK-1"].identifiers] == [
        ("ofac", "32733"),
        ("eu", "EU.8282.49"),
        ("uksl", "RUS1222"),
        ("ofsi", "15174"),
    ]


def test_a_national_number_without_one_country_stays_a_detail(tmp_path: Path) -> None:
    found, _ = read(source_of(tmp_path, company(taxNumber=["5"], country=["ru", "cy"])))
    assert found["NK-1"].identifiers == ()
    assert ("number_as_published", "taxNumber: 5") in found["NK-1"].details


def test_positions_held_are_kept_with_their_dates(tmp_path: Path) -> None:
    found, account = read(
        source_of(
            tmp_path,
            line("p", "Person", target=True, name=["Ann"]),
            line("post", "Position", name=["Minister of Salt"]),
            line("q", "Position", name=["Minister of Air"]),
            line("o", "Occupancy", holder=["p"], post=["post"], startDate=["1999"]),
        )
    )
    assert ("function", "Minister of Salt (1999/)") in found["p"].details
    assert account.notes == ["1 lines not used; Position: no party refers to them."]
    assert account.refused == []


def test_bad_lines_are_refused_one_by_one(tmp_path: Path) -> None:
    found, account = read(
        source_of(
            tmp_path,
            company(),
            "{broken",
            '{"schema":"Person","properties":{}}',
            '{"id":"x","properties":{}}',
            '["a"]',
            company(),
            company("NK-2", name=[]),
            line("s", "Sanction", entity=["NK-404"]),
            line("m", "Payment", payer=["NK-1"]),
        )
    )
    assert list(found) == ["NK-1"]
    assert sorted(item.reason for item in account.refused) == [
        "Sanction names NK-404, which is not in the file",
        "no id",
        "no schema or no properties",
        "not JSON",
        "not a JSON object",
        "the id stands already on line 1",
        "the party has no name",
    ]
    assert account.notes == ["1 lines not used; Payment: no party and no tie that is read."]


def test_hostile_lines_do_no_harm(tmp_path: Path) -> None:
    deep = '{"id":"d","schema":"Person","properties":{"name":["x"],"y":[{"z":' + "[" * 900
    nested = '{"id":"e","schema":"Person","properties":{"x":[' * 20 + "{}" + "]}}" * 20
    found, account = read(
        source_of(
            tmp_path,
            company('a\x01"b', name=["Half \ud800 pair"]),
            deep + "]" * 900 + "}]}}",
            nested,
        )
    )
    assert found["ab"].caption == "Half ? pair"
    assert "nested too deeply" in {item.reason for item in account.refused}


def test_unusual_values_are_read_and_reported(tmp_path: Path) -> None:
    found, account = read(
        source_of(
            tmp_path,
            company(name="Acme JSC", shoeSize=["44"]),
            line("o", "Ownership", asset=["NK-1"], owner=["gone"], percentage=["a lot"]),
            line("s", "Sanction", entity=["NK-1"], program=["P"], status=["Expired"]),
        )
    )
    assert found["NK-1"].caption == "Acme JSC"
    assert found["NK-1"].relations[0].target == "gone"
    assert "status Expired" in found["NK-1"].note
    assert "Share as printed: a lot." in found["NK-1"].note
    assert {what for what, _ in account.unknown} == {"column", "percentage", "reference"}


def test_the_nested_form_gives_the_same_parties(tmp_path: Path) -> None:
    relative = line("r", "Person", target=False, name=["Bo Example"])
    tie = line("f", "Family", target=False, person=["p"], relative=[relative])
    person = line("p", "Person", target=True, name=["Ann Example"], familyPerson=[tie])
    found, account = read(source_of(tmp_path, person))
    assert list(found) == ["p", "r"]
    assert [(item.type, item.target) for item in found["p"].relations] == [
        ("family_of", "opensanctions-x:r")
    ]
    assert found["r"].listings == ()
    assert (account.total, account.parsed) == (1, 1)


@pytest.mark.parametrize(
    ("printed", "stake"),
    [
        (("100",), Stake.exactly(100)),
        (("50.1 %",), Stake.exactly(50.1)),
        (("25-50",), Stake(25, 50)),
        ((">50",), Stake.over(50)),
        ((">=50",), Stake(50, 100)),
        (("less than 9",), Stake.under(9)),
        (("10", "30"), Stake(10, 30)),
        (("majority",), None),
        (("140",), None),
    ],
)
def test_printed_shares(printed: tuple[str, ...], stake: Stake | None) -> None:
    assert stake_of(printed) == stake


def test_a_file_without_parties_is_no_list(tmp_path: Path) -> None:
    with pytest.raises(WatchlistError, match="holds no party"):
        list(READER.read(source_of(tmp_path, line("a", "Address", full=["x"])), Ledger()))


def test_other_json_is_not_recognised(tmp_path: Path) -> None:
    assert not READER.recognises(source_of(tmp_path, {"op": "ADD", "entity": company()}))
    assert not READER.recognises(source_of(tmp_path, {"id": "x", "names": []}))
    assert not READER.recognises(source_of(tmp_path, "{{{"))


def test_a_first_line_longer_than_the_head_is_recognised(tmp_path: Path) -> None:
    long = company(alias=[f"Name {number}" for number in range(9000)])
    assert READER.recognises(source_of(tmp_path, long))


def test_the_real_ownership_sample(shared_dir: Path) -> None:
    path = shared_dir / "lists" / "opensanctions" / "zala.entities.ftm.json"
    found, account = read(open_sources([path])[0])
    assert (account.total, account.parsed, len(found)) == (91, 91, 17)
    ties = [tie for entity in found.values() for tie in entity.relations]
    assert sum(tie.type in ("owned_by", "subsidiary_of") for tie in ties) == 14
    assert sum(tie.type == "leader_of" for tie in ties) == 3
    assert any(tie.stake == Stake.exactly(100) for tie in ties)
    assert sum(len(entity.listings) for entity in found.values()) >= 41
    assert not account.unknown


def test_the_real_flat_and_nested_exports(shared_dir: Path) -> None:
    folder = shared_dir / "lists" / "opensanctions"
    found, account = read(open_sources([folder / "wd_peps_sa_2024.entities.ftm.json.gz"])[0])
    assert (account.total, account.parsed, len(found)) == (1565, 1565, 607)
    nested, account = read(open_sources([folder / "wd_peps_sa_2024.targets.nested.json"])[0])
    assert (account.total, account.parsed) == (5, 5)
    assert sum(bool(entity.listings) for entity in nested.values()) == 5
