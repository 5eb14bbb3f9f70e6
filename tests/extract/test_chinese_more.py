"""Reading of Chinese notices and news. All names are invented."""

from __future__ import annotations

import pytest

from tests.extract.small import facts, mentions, one, read_text

NOTICE = (
    "美国商务部于2022年12月15日宣布，将江海存储科技有限责任公司列入实体清单，"
    "理由是该公司可能向已被列入清单的华岭通信有限公司供货。\n\n"
    "江海存储总部位于武汉，国家存储产业投资基金是其股东之一。"
    "湖北省政府控制的基金也投资了江海存储。\n\n"
    "江海存储此前否认与中国军方有任何关系。"
)
NAME = "江海存储科技有限责任公司"


def test_seat_gives_the_country() -> None:
    assert {p.canonical: p.country for p in read_text(NOTICE).parties}[NAME] == "CN"


def test_possible_supply_to_a_listed_company() -> None:
    found = facts(NOTICE)
    assert ("supplies_to", NAME, "华岭通信有限公司", "hypothetical") in found
    assert ("listed_on", "华岭通信有限公司", "US-ENTITY-LIST", "asserted") in found


def test_an_earlier_listing_does_not_take_the_date_of_the_new_one() -> None:
    dates = {r.subject: r.date for r in read_text(NOTICE).relations if r.type.value == "listed_on"}
    assert dates == {NAME: "2022-12-15", "华岭通信有限公司": None}


def test_its_shareholder_owns_the_subject() -> None:
    assert ("owned_by", NAME, "国家存储产业投资基金", "asserted") in facts(NOTICE)


def test_an_unnamed_fund_of_a_government_is_not_the_government() -> None:
    found = facts(NOTICE)
    assert ("state_backed", NAME, "STATE:China", "asserted") in found
    assert not [fact for fact in found if fact[0] == "invested_in"]


def test_denied_link_to_the_military() -> None:
    assert ("military_link", NAME, "MIL:China", "denied") in facts(NOTICE)


def test_an_enumeration_behind_the_list() -> None:
    found = facts("欧盟将三家中国公司列入制裁清单，包括北辰电子有限公司和华岳贸易有限公司。")
    assert found == {
        ("listed_on", "北辰电子有限公司", "EU-SANCTIONS", "asserted"),
        ("listed_on", "华岳贸易有限公司", "EU-SANCTIONS", "asserted"),
    }


@pytest.mark.parametrize(
    ("text", "type_", "code"),
    [
        ("北辰电子有限公司被美国商务部列入实体清单。", "listed_on", "US-ENTITY-LIST"),
        ("北辰电子有限公司涉嫌违反出口管制，被列入实体清单。", "listed_on", "US-ENTITY-LIST"),
        ("美国财政部指控北辰电子有限公司规避制裁，并将其列入SDN名单。", "listed_on", "US-SDN"),
        ("美国国防部将北辰电子有限公司移出中国军事企业清单。", "delisted_from", "US-1260H"),
    ],
)
def test_listing_and_removal(text: str, type_: str, code: str) -> None:
    assert (type_, "北辰电子有限公司", code, "asserted") in facts(text)


def test_who_accuses_is_no_violator() -> None:
    found = one("美国财政部指控北辰电子有限公司规避制裁。", "violated")
    assert (found.subject, found.polarity.value) == ("北辰电子有限公司", "alleged")


@pytest.mark.parametrize("country", ["俄罗斯", "伊朗"])
def test_the_army_is_that_of_the_country_named(country: str) -> None:
    found = one(f"北辰电子有限公司否认向{country}军方供货。", "military_link")
    expected = {"俄罗斯": "MIL:Russia", "伊朗": "MIL:Iran"}[country]
    assert (found.object, found.polarity.value) == (expected, "denied")


def test_a_reported_tie_to_a_named_force() -> None:
    found = facts("一份报告称，北辰电子有限公司与解放军有密切联系。")
    assert ("military_link", "北辰电子有限公司", "MIL:China", "alleged") in found


def test_holding_verb_behind_a_legal_form_is_no_part_of_the_name() -> None:
    found = one("北辰电子有限公司由启元集团有限公司控股，持股比例为67.5%。", "owned_by")
    assert (found.object, found.percent) == ("启元集团有限公司", 67.5)


def test_actual_controller_is_a_person() -> None:
    found = facts("云帆软件有限公司实际控制人李建国通过启元控股持有公司42%股份。")
    assert ("controlled_by", "云帆软件有限公司", "李建国", "asserted") in found
    assert ("owned_by", "云帆软件有限公司", "启元控股", "asserted") in found


def test_names_of_investors_end_before_the_verb() -> None:
    text = "云帆软件有限公司完成5亿元B轮融资，由红岭资本领投，老股东海纳基金继续参投。"
    assert mentions(text) == ["云帆软件有限公司", "红岭资本", "海纳基金"]


def test_a_planned_purchase_is_not_a_holding() -> None:
    found = one("启元集团有限公司拟收购星桥科技有限公司30%股权。", "owned_by")
    assert (found.polarity.value, found.percent) == ("hypothetical", 30.0)


def test_a_bare_sanctions_list_is_that_of_the_body_that_acts() -> None:
    found = facts("欧盟理事会将宁波海拓电子有限公司列入制裁名单。")
    assert ("listed_on", "宁波海拓电子有限公司", "EU-SANCTIONS", "asserted") in found


def test_an_asset_freeze_is_a_listing_by_the_state_that_freezes() -> None:
    found = facts("英国政府宣布对广州北鹰科技有限公司实施资产冻结。")
    assert ("listed_on", "广州北鹰科技有限公司", "UK-SANCTIONS", "asserted") in found


def test_a_condition_is_hypothetical() -> None:
    found = facts("如启元集团有限公司受到美国制裁，客户有权解除合同。")
    assert ("listed_on", "启元集团有限公司", "US-SDN", "hypothetical") in found


def test_a_finished_purchase_of_a_share_is_a_holding() -> None:
    text = "启元集团有限公司公告称，公司已完成对星桥科技有限公司51%股权的收购。"
    found = one(text, "owned_by")
    assert (found.subject, found.object, found.percent) == (
        "星桥科技有限公司",
        "启元集团有限公司",
        51.0,
    )
