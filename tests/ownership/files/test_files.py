"""Files of owners: each format on a small sample, bad input, and the real files."""

from __future__ import annotations

import gzip
import json
import zipfile
from pathlib import Path
from typing import Any

import pytest

from riskengine.errors import InputError
from riskengine.model.interval import DateRange, Stake
from riskengine.ownership.files import FiledTie, OwnershipFile, read_ownership
from riskengine.vocab import EntityKind


def read(tmp_path: Path, content: str | bytes, name: str = "file", **mapping: str) -> OwnershipFile:
    path = tmp_path / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return read_ownership(path, mapping)


def only(found: OwnershipFile) -> FiledTie:
    assert len(found.ties) == 1, found.ties
    return found.ties[0]


# Tables


@pytest.mark.parametrize(
    ("printed", "stake"),
    [
        ("51", Stake.exactly(51)),
        ("51.5 %", Stake.exactly(51.5)),
        ("25-50", Stake(25, 50)),
        (">50", Stake.over(50)),
        ("<=25", Stake(0, 25)),
        ("", Stake()),
    ],
)
def test_shares_in_a_table(tmp_path: Path, printed: str, stake: Stake) -> None:
    found = read(tmp_path, f"owner,company,percent\nAlpha,Beta,{printed}\n")
    tie = only(found)
    assert (tie.owner, tie.asset, tie.kind, tie.stake) == ("Alpha", "Beta", "owns", stake)
    assert tie.place == "line 2"


def test_names_in_several_languages_are_one_party(tmp_path: Path) -> None:
    found = read(tmp_path, "owner_zh,owner_en,asset_zh,percent\n甲公司,Jia Co,乙公司,30\n")
    assert found.parties["甲公司"].names == ("Jia Co",)


def test_several_controllers_act_together(tmp_path: Path) -> None:
    found = read(tmp_path, 'name,actual_controller_zh\n甲公司,"张三,李四"\n')
    assert [(tie.owner, tie.kind) for tie in found.ties] == [
        ("张三", "controls"),
        ("李四", "controls"),
    ]
    assert {tie.joint for tie in found.ties} == {"张三,李四"}


def test_a_western_name_with_a_comma_stays_whole(tmp_path: Path) -> None:
    found = read(tmp_path, 'company,controller\nBeta,"Alpha Co., Ltd."\n')
    assert only(found).owner == "Alpha Co., Ltd."


def test_nobody_in_control_is_a_note(tmp_path: Path) -> None:
    found = read(tmp_path, "name,actual_controller_zh\n甲公司,无实际控制人\n")
    assert not found.ties
    assert found.notes[0].party == "甲公司"


def test_a_bad_row_is_told_and_the_others_stay(tmp_path: Path) -> None:
    found = read(tmp_path, "owner,company,percent\nA,B,150\nA,,10\nA,C,some\nA,D,10\n")
    assert only(found).asset == "D"
    assert [problem.place for problem in found.problems] == ["line 2", "line 3", "line 4"]
    assert found.records == 4


def test_columns_can_be_named(tmp_path: Path) -> None:
    found = read(tmp_path, "H;T;Q\nA;B;10\n", owner="H", asset="T", percent="Q")
    assert only(found).stake == Stake.exactly(10)


def test_a_table_without_companies_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no column tells"):
        read(tmp_path, "x,y\n1,2\n")


def test_a_mapping_to_no_column_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no column 'Z'"):
        read(tmp_path, "owner,company\nA,B\n", percent="Z")


# BODS


def bods(kind: str, record: str, details: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {
        "statementId": f"s-{record}",
        "recordId": record,
        "recordType": kind,
        "recordDetails": details,
        "statementDate": "2024-01-01",
        **more,
    }


def link(record: str, subject: Any, owner: Any, **interest: Any) -> dict[str, Any]:
    details = {"subject": subject, "interestedParty": owner, "interests": [interest]}
    return bods("relationship", record, details)


COMPANY = bods("entity", "c", {"name": "Beta Ltd", "entityType": {"type": "registeredEntity"}})
PERSON = bods("person", "p", {"names": [{"fullName": "Ann Roe"}]})


@pytest.mark.parametrize(
    ("share", "stake"),
    [
        ({"exact": 30}, Stake.exactly(30)),
        ({"minimum": 25, "maximum": 50}, Stake(25, 50)),
        ({"minimum": 25, "exclusiveMaximum": 50}, Stake.under(50, low=25)),
        ({"exclusiveMinimum": 50}, Stake.over(50)),
        ({"minimum": 50, "exclusiveMinimum": True, "maximum": 75}, Stake.over(50, high=75)),
        (None, Stake()),
    ],
)
def test_shares_in_bods(tmp_path: Path, share: Any, stake: Stake) -> None:
    statements = [COMPANY, PERSON, link("r", "c", "p", type="shareholding", share=share)]
    found = read(tmp_path, json.dumps(statements))
    tie = only(found)
    assert (tie.kind, tie.stake) == ("owns", stake)
    assert found.parties["p"].kind is EntityKind.PERSON
    assert found.parties["c"].name == "Beta Ltd"


def test_the_latest_statement_of_a_record_counts(tmp_path: Path) -> None:
    old = link("r", "c", "p", type="shareholding", share={"exact": 60})
    new = {
        **link("r", "c", "p", type="shareholding", share={"exact": 10}),
        "statementDate": "2025-01-01",
        "recordStatus": "closed",
    }
    tie = only(read(tmp_path, json.dumps([new, COMPANY, PERSON, old])))
    assert (tie.stake, tie.until) == (Stake.exactly(10), DateRange.parse("2025-01-01"))


def indirect(*components: dict[str, Any]) -> list[dict[str, Any]]:
    whole = link(
        "w", "c", "p", type="shareholding", directOrIndirect="indirect", share={"exact": 30}
    )
    whole["recordDetails"]["componentRecords"] = [item["recordId"] for item in components]
    return [COMPANY, PERSON, *components, whole]


def test_an_indirect_share_is_left_to_components_that_tell_theirs(tmp_path: Path) -> None:
    lower = link("a", "c", "h", type="shareholding", share={"exact": 60})
    upper = link("b", "h", "p", type="shareholding", share={"exact": 50})
    found = read(tmp_path, json.dumps(indirect(lower, upper)))
    assert [(tie.owner, tie.asset) for tie in found.ties] == [("h", "c"), ("p", "h")]


def test_an_indirect_share_stays_where_components_are_silent(tmp_path: Path) -> None:
    lower = link("a", "c", "h", type="shareholding", share={"exact": 60})
    upper = link("b", "h", "p")
    found = read(tmp_path, json.dumps(indirect(lower, upper)))
    assert ("p", "c", Stake.exactly(30)) in [(t.owner, t.asset, t.stake) for t in found.ties]


def test_an_owner_who_is_not_told_is_a_note(tmp_path: Path) -> None:
    found = read(tmp_path, json.dumps([COMPANY, link("r", "c", {"reason": "unknown"})]))
    assert (found.ties, found.notes[0].party) == ((), "c")


def test_version_0_2_is_read(tmp_path: Path) -> None:
    statements = [
        {"statementID": "c", "statementType": "entityStatement", "name": "Beta"},
        {
            "statementID": "r",
            "statementType": "ownershipOrControlStatement",
            "subject": {"describedByEntityStatement": "c"},
            "interestedParty": {"describedByPersonStatement": "p"},
            "interests": [{"type": "voting-rights", "share": {"exact": 20}}],
        },
    ]
    tie = only(read(tmp_path, json.dumps(statements)))
    assert (tie.owner, tie.asset, tie.kind) == ("p", "c", "votes")


# GLEIF

RR = """<?xml version="1.0"?><rr:RelationshipData xmlns:rr="urn:x"><rr:RelationshipRecords>
<rr:RelationshipRecord><rr:Relationship>
<rr:StartNode><rr:NodeID>CHILD</rr:NodeID></rr:StartNode>
<rr:EndNode><rr:NodeID>PARENT</rr:NodeID></rr:EndNode>
<rr:RelationshipType>{type}</rr:RelationshipType>
<rr:RelationshipPeriods><rr:RelationshipPeriod><rr:StartDate>2020-05-01T00:00:00Z</rr:StartDate>
<rr:PeriodType>RELATIONSHIP_PERIOD</rr:PeriodType></rr:RelationshipPeriod></rr:RelationshipPeriods>
<rr:RelationshipStatus>{status}</rr:RelationshipStatus></rr:Relationship>
<rr:Registration><rr:LastUpdateDate>2023-05-18T15:41:20Z</rr:LastUpdateDate></rr:Registration>
</rr:RelationshipRecord></rr:RelationshipRecords></rr:RelationshipData>"""


@pytest.mark.parametrize(
    ("type_", "kind", "stake"),
    [
        ("IS_DIRECTLY_CONSOLIDATED_BY", "parent_of", Stake()),
        ("IS_FUND-MANAGED_BY", "controls", Stake()),
        ("IS_SUBFUND_OF", "interest", Stake()),
        ("IS_INTERNATIONAL_BRANCH_OF", "parent_of", Stake.exactly(100)),
    ],
)
def test_gleif_relationships(tmp_path: Path, type_: str, kind: str, stake: Stake) -> None:
    tie = only(read(tmp_path, RR.format(type=type_, status="ACTIVE")))
    assert (tie.owner, tie.asset, tie.kind, tie.stake) == ("PARENT", "CHILD", kind, stake)
    assert (tie.since, tie.until) == (DateRange.parse("2020-05-01"), None)


def test_an_inactive_relationship_ended_by_its_last_update(tmp_path: Path) -> None:
    text = RR.format(type="IS_DIRECTLY_CONSOLIDATED_BY", status="INACTIVE")
    assert only(read(tmp_path, text)).until == DateRange.parse("2020-05-01/2023-05-18")


def test_a_relationship_of_unknown_type_is_a_problem(tmp_path: Path) -> None:
    found = read(tmp_path, RR.format(type="IS_SOMETHING", status="ACTIVE"))
    assert (found.ties, len(found.problems)) == ((), 1)


def test_damaged_xml_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="damaged XML"):
        read(tmp_path, RR.format(type="IS_SUBFUND_OF", status="ACTIVE")[:-30])


def test_entities_of_xml_are_not_expanded(tmp_path: Path) -> None:
    bomb = '<!DOCTYPE x [<!ENTITY a "boom">]>' + RR.format(type="&a;", status="ACTIVE")[21:]
    found = read(tmp_path, bomb)
    assert not found.ties
    assert "boom" not in found.problems[0].text


# The UK register


@pytest.mark.parametrize(
    ("nature", "kind", "stake"),
    [
        ("ownership-of-shares-25-to-50-percent", "owns", Stake.over(25, high=50)),
        ("ownership-of-shares-75-to-100-percent-as-trust", "owns", Stake(75, 100)),
        ("voting-rights-50-to-75-percent-as-firm", "votes", Stake(50.000001, 74.999999)),
        ("right-to-appoint-and-remove-directors", "controls", Stake()),
        ("significant-influence-or-control-as-firm", "controls", Stake()),
        (
            "right-to-share-surplus-assets-25-to-50-percent-limited-liability-partnership",
            "owns",
            Stake.over(25, high=50),
        ),
        (
            "ownership-of-shares-more-than-25-percent-registered-overseas-entity",
            "owns",
            Stake.over(25),
        ),
    ],
)
def test_natures_of_control(tmp_path: Path, nature: str, kind: str, stake: Stake) -> None:
    line = {
        "company_number": "01234567",
        "data": {
            "kind": "corporate-entity-person-with-significant-control",
            "name": "Alpha Limited",
            "identification": {
                "registration_number": "7654321",
                "country_registered": "United Kingdom",
            },
            "natures_of_control": [nature],
            "notified_on": "2016-04-06",
        },
    }
    tie = only(read(tmp_path, json.dumps(line)))
    assert (tie.owner, tie.asset) == ("GB-COH:7654321", "GB-COH:01234567")
    assert (tie.kind, tie.stake) == (kind, stake)


def test_a_damaged_line_costs_only_itself(tmp_path: Path) -> None:
    good = '{"company_number": "1", "data": {"kind": "exemptions"}}'
    found = read(tmp_path, f"{good}\n{{broken}}\n{good}\n")
    assert (found.records, len(found.notes), len(found.problems)) == (3, 2, 1)
    assert found.problems[0].place == "line 2"


# FollowTheMoney and OFAC


def test_ftm_ownership(tmp_path: Path) -> None:
    lines = [
        {"id": "a", "schema": "Person", "caption": "Ann Roe", "properties": {"name": ["Ann Roe"]}},
        {
            "id": "o",
            "schema": "Ownership",
            "properties": {"owner": ["a"], "asset": ["b"], "percentage": [">50"]},
        },
        {"id": "s", "schema": "Sanction", "properties": {}},
    ]
    found = read(tmp_path, "\n".join(map(json.dumps, lines)))
    assert only(found).stake == Stake.over(50)
    assert (found.records, len(found.notes)) == (3, 1)


def test_ofac_links_point_at_owners(tmp_path: Path) -> None:
    head = "ID,From-ProfileID,To-ProfileID,RelationTypeID,RelationQualityID,Former,SanctionsEntryID"
    rows = ["1,10,20,15003,1,false,10", "2,30,40,92019,1,false,30", "3,50,60,15003,1,true,50"]
    found = read(tmp_path, "\n".join([head, *rows, "4,70,80,15004,1,false,70"]))
    assert [(tie.owner, tie.asset) for tie in found.ties] == [
        ("ofac:20", "ofac:10"),
        ("ofac:30", "ofac:40"),
    ]
    assert [note.text.split()[0] for note in found.notes] == ["former", "relation"]


# Files as such


def test_packed_files(tmp_path: Path) -> None:
    text = b"owner,company\nA,B\n"
    packed = tmp_path / "f.csv.gz"
    packed.write_bytes(gzip.compress(text))
    assert only(read_ownership(packed)).owner == "A"
    with zipfile.ZipFile(tmp_path / "f.zip", "w") as archive:
        archive.writestr("f.csv", text)
    assert only(read_ownership(tmp_path / "f.zip")).owner == "A"
    with zipfile.ZipFile(tmp_path / "two.zip", "w") as archive:
        archive.writestr("f.csv", text)
        archive.writestr("g.csv", text)
    with pytest.raises(InputError, match="holds 2 files"):
        read_ownership(tmp_path / "two.zip")


@pytest.mark.parametrize(
    "content", [b"", b"{}", b"[1, 2]", b"<a/>", b'{"x": 1', b"owner,company\n\xff\xfe,B\n"]
)
def test_what_cannot_be_read_is_refused_with_a_hint(tmp_path: Path, content: bytes) -> None:
    with pytest.raises(InputError) as refused:
        read(tmp_path, content)
    assert refused.value.hint


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="No such file"):
        read_ownership(tmp_path / "none.csv")
