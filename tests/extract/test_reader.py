"""The whole reading: principal, notes, languages, offsets, cost."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.extract.small import facts, read_text


def test_the_principal_is_the_company_of_the_round_and_no_investor() -> None:
    text = "OrvexPay raised $5 million from Brandt Capital. The Treasury and Lumen News were told."
    assert read_text(text).principal == "OrvexPay"


def test_the_first_designee_is_the_principal_of_a_notice() -> None:
    text = "OFAC designated Orvex Shipping FZE, Brandt Trading LLC and Lumen Oil LLC in May 2020."
    assert read_text(text).principal == "Orvex Shipping FZE"


def test_a_text_without_parties_has_no_principal() -> None:
    result = read_text("Nothing of note happened.")
    assert (result.principal, result.parties, result.relations) == (None, (), ())


def test_paragraphs_in_unread_scripts_are_confessed() -> None:
    result = read_text(
        "Orvex Oy grew.\n\nشركة أورفكس للتجارة العامة والمقاولات في دبي وقعت عقدا جديدا"
    )
    assert "Paragraph 2 is in Arabic: only names were searched." in result.notes


def test_chinese_rounds_lists_and_owners() -> None:
    text = (
        "奥维机器人有限公司（以下简称“奥维”）宣布完成3亿元B轮融资，本轮由海棠产业基金领投。"
        "奥维由滨江控股集团有限公司全资控股。奥维未被列入美国实体清单。"
    )
    found = facts(text)
    assert ("invested_in", "海棠产业基金", "奥维机器人有限公司", "asserted") in found
    assert ("owned_by", "奥维机器人有限公司", "滨江控股集团有限公司", "asserted") in found
    assert ("listed_on", "奥维机器人有限公司", "US-ENTITY-LIST", "denied") in found


def test_chinese_accusation_and_answer() -> None:
    text = "有媒体称奥维机器人有限公司向解放军供应雷达。奥维机器人有限公司否认了相关指控。"
    links = {(f[1], f[2], f[3]) for f in facts(text) if f[0] == "military_link"}
    assert ("奥维机器人有限公司", "MIL:China", "alleged") in links
    assert ("奥维机器人有限公司", "MIL:China", "denied") in links


def test_russian_owners_and_lists() -> None:
    text = (
        "ООО «Орвекс» на 51 процент принадлежит АО «Брандт Холдинг». "
        "Минфин США внёс в санкционный список SDN ООО «Орвекс»."
    )
    found = facts(text)
    assert ("owned_by", "ООО «Орвекс»", "АО «Брандт Холдинг»", "asserted") in found
    assert ("listed_on", "ООО «Орвекс»", "US-SDN", "asserted") in found


def test_reading_twice_gives_the_same() -> None:
    text = "Brandt Oy owns 24% of Orvex Ltd. OFAC designated Orvex Ltd. in May 2020."
    assert read_text(text) == read_text(text)


def test_names_of_parties_are_unique_and_relations_point_to_them() -> None:
    result = read_text(
        "Orvex Ltd. sued Orvex Ltd. 奥维机器人有限公司与Orvex Ltd.签约。\n\n"
        "ООО «Орвекс» и Orvex Ltd."
    )
    names = [party.canonical for party in result.parties]
    assert len(names) == len(set(names))


_WORDS = st.sampled_from(
    [
        "Orvex",
        "Ltd.",
        "Brandt",
        "Oy",
        "owns",
        "24%",
        "of",
        ",",
        "and",
        ";",
        "(",
        ")",
        "“",
        "”",
        "'",
        "said",
        "it",
        "was",
        "added",
        "to",
        "the",
        "Entity",
        "List",
        "denied",
        "never",
        "which",
        "controlled",
        "by",
        "government",
        "of",
        "Hangzhou",
        "raised",
        "$5",
        "million",
        "-",
        "—",
        "its",
        "unit",
        "\n",
        "奥维有限公司",
        "列入",
        "实体清单",
        "持股",
        "由",
        "。",
        "«Орвекс»",
        "принадлежит",
        "санкции",
        "ООО",
        "51%",
        "2020",
        "May",
        "U.S.",
        "EU",
        "no",
        "not",
        "plans",
        "to",
        "buy",
        "stake",
        "in",
        "if",
    ]
)


@settings(max_examples=60, deadline=None)
@given(st.one_of(st.text(max_size=200), st.lists(_WORDS, max_size=60).map(" ".join)))
def test_any_text_is_read_and_every_offset_points_into_it(text: str) -> None:
    result = read_text(text)
    for party in result.parties:
        for mention in party.mentions:
            assert text[mention.start : mention.end] == mention.text
            assert mention.text
    for relation in result.relations:
        assert 0 <= relation.evidence.start < relation.evidence.end <= len(text)


@pytest.mark.parametrize(
    "piece", ["Orvex Ltd. owns 5% of Brandt Oy. ", "Orvex ", "1,", "奥维公司，", "ООО «", "of the "]
)
def test_cost_grows_with_length_and_not_with_its_square(piece: str) -> None:
    def cost(count: int) -> float:
        text = piece * count
        start = time.process_time()
        read_text(text)
        return time.process_time() - start

    cost(50)
    small = min(cost(1_000), cost(1_000))
    # Eight times the text: linear is 8, quadratic 64. A machine that stumbles does so once.
    bound = 24 * max(small, 0.01)
    assert cost(8_000) < bound or cost(8_000) < bound
