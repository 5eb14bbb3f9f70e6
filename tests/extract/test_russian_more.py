"""Reading of Russian notices and news. All names are invented."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pytest

from tests.extract.small import facts, one, read_text

NOTICE = (
    "Министерство финансов США 10 января 2025 года внесло ПАО «Волгахим нефть» и "
    "ПАО «Тверьсоль» в санкционный список SDN.\n\n"
    "ПАО «Волгахим» владеет 95,68% акций «Волгахим нефти». "
    "Контрольный пакет «Волгахима» принадлежит государству.\n\n"
    "«Волгахим нефть» назвала решение США необоснованным."
)


@dataclass(frozen=True)
class Hit:
    start: int
    end: int
    entity_ids: Sequence[str]


class Finder:
    """Finds one name wherever it is spelled."""

    def __init__(self, name: str) -> None:
        self.name = name

    def find(self, text: str) -> tuple[Hit, ...]:
        found, at = [], text.find(self.name)
        while at >= 0:
            found.append(Hit(at, at + len(self.name), ("list:1",)))
            at = text.find(self.name, at + 1)
        return tuple(found)


def test_cases_of_a_quoted_name_are_one_party_and_a_longer_name_is_another() -> None:
    parties = {party.canonical: len(party.mentions) for party in read_text(NOTICE).parties}
    assert parties["ПАО «Волгахим нефть»"] == 3
    assert parties["ПАО «Волгахим»"] == 2


def test_a_list_name_inside_a_longer_quoted_name_is_not_found_there() -> None:
    result = read_text(NOTICE, finder=Finder("Волгахим"))
    ids = {party.canonical: party.gazetteer_ids for party in result.parties}
    assert ids["ПАО «Волгахим»"] == ("list:1",)
    assert ids["ПАО «Волгахим нефть»"] == ()


def test_each_company_of_a_row_is_listed_with_date_and_authority() -> None:
    found = {
        item.subject: (item.object, item.date, item.by)
        for item in read_text(NOTICE).relations
        if item.type.value == "listed_on"
    }
    expected = ("US-SDN", "2025-01-10", "Министерство финансов США")
    assert found == {"ПАО «Волгахим нефть»": expected, "ПАО «Тверьсоль»": expected}


def test_holding_and_the_state_behind_the_holder() -> None:
    stake = one(NOTICE, "owned_by")
    assert (stake.subject, stake.object, stake.percent) == (
        "ПАО «Волгахим нефть»",
        "ПАО «Волгахим»",
        95.68,
    )
    assert one(NOTICE, "state_backed").object == "STATE:Russia"


def test_calling_a_listing_unfounded_does_not_deny_it() -> None:
    assert not [fact for fact in facts(NOTICE) if fact[3] == "denied"]


@pytest.mark.parametrize(
    "text",
    [
        "Государству принадлежит 50,1% акций АО «Волгахим».",
        "Единственным акционером АО «Волгахим» является Российская Федерация.",
        "АО «Волгахим» контролируется государством.",
    ],
)
def test_words_for_a_state_owner(text: str) -> None:
    assert ("state_backed", "АО «Волгахим»", "STATE:Russia", "asserted") in facts(text)


@pytest.mark.parametrize("verb", ["опроверг", "отрицает", "отверг"])
def test_a_denied_link_to_the_army_is_denied(verb: str) -> None:
    found = facts(f"АО «Донмаш» {verb} связь с российскими военными.")
    assert ("military_link", "АО «Донмаш»", "MIL:Russia", "denied") in found
    assert not [fact for fact in found if fact[3] == "asserted"]


def test_shares_stay_with_their_owners() -> None:
    found = {
        (item.subject, item.object): item.percent
        for item in read_text(
            "Компания «Лунар» на 75% принадлежит холдингу «Гранит», ещё 25% — у Олега Панина."
        ).relations
    }
    assert found == {("«Лунар»", "«Гранит»"): 75.0, ("«Лунар»", "Олега Панина"): 25.0}


def test_a_share_of_a_named_company_is_not_a_share_of_the_topic() -> None:
    text = "ООО «Лунар» принадлежит Олегу Панину. Панин также владеет 60% АО «Гранит»."
    found = {item.subject: item.percent for item in read_text(text).relations}
    assert found["АО «Гранит»"] == 60.0
    assert found["ООО «Лунар»"] is None


def test_an_authority_in_front_of_a_verb_is_not_the_country_of_the_company() -> None:
    result = read_text("Минфин США обвинил ООО «Балтэкспорт» в обходе санкций и внёс его в SDN.")
    assert {p.canonical: p.country for p in result.parties}["ООО «Балтэкспорт»"] is None


def test_accusation_as_ground_of_a_listing_does_not_weaken_the_listing() -> None:
    found = facts(
        "Минфин США обвинил ООО «Балтэкспорт» в обходе санкций и включил его в список SDN."
    )
    assert ("listed_on", "ООО «Балтэкспорт»", "US-SDN", "asserted") in found
    assert ("violated", "ООО «Балтэкспорт»", "US-SANCTIONS", "alleged") in found


def test_removal_names_the_list_of_the_country_that_removed() -> None:
    found = facts("Великобритания исключила ООО «Сибтранс» из санкционного списка.")
    assert ("delisted_from", "ООО «Сибтранс»", "UK-SANCTIONS", "asserted") in found


def test_an_apposition_between_subject_and_verb() -> None:
    found = facts(
        "Завод «Кристалл», дочернее предприятие холдинга «Полюс», выпускает микросхемы для танков."
    )
    assert ("military_link", "«Кристалл»", "MIL:Russia", "asserted") in found
    assert ("subsidiary_of", "«Кристалл»", "«Полюс»", "asserted") in found


def test_lead_and_other_investors_of_a_round() -> None:
    text = (
        "Стартап «Нейролес» привлёк 500 млн рублей. Лид-инвестором выступил фонд "
        "«Восток Венчурс», также в раунде участвовал фонд «Байкал Капитал»."
    )
    roles = {item.subject: item.role for item in read_text(text).relations}
    assert {key: str(value) for key, value in roles.items()} == {
        "«Восток Венчурс»": "led",
        "«Байкал Капитал»": "joined",
    }


def test_a_bare_sanctions_list_is_that_of_the_body_that_acts() -> None:
    found = facts("Совет ЕС включил в санкционный список АО «Пермприбор».")
    assert ("listed_on", "АО «Пермприбор»", "EU-SANCTIONS", "asserted") in found


def test_a_firm_and_its_unit_are_not_confused() -> None:
    found = facts(
        "Министерство финансов США внесло в список SDN ООО «Сибтранс» и его дочернюю компанию "
        "АО «Сибтранс-Море»."
    )
    assert ("subsidiary_of", "АО «Сибтранс-Море»", "ООО «Сибтранс»", "asserted") in found
    assert {item for item in found if item[0] == "listed_on"} == {
        ("listed_on", "АО «Сибтранс-Море»", "US-SDN", "asserted"),
        ("listed_on", "ООО «Сибтранс»", "US-SDN", "asserted"),
    }


def test_a_deal_that_is_not_closed_is_hypothetical() -> None:
    text = "Сделка по продаже 40% акций «Кедра» турецкой Anadolu Makina пока не закрыта."
    found = one(text, "owned_by")
    assert (found.polarity.value, found.percent) == ("hypothetical", 40.0)


def test_the_sole_owner_is_read_in_either_order() -> None:
    found = facts("Единственным владельцем ООО «Кедр» является Игорь Панин.")
    assert ("owned_by", "ООО «Кедр»", "Игорь Панин", "asserted") in found


def test_a_proposed_listing_is_hypothetical() -> None:
    found = facts("Еврокомиссия предложила внести ООО «Кедр» в 18-й пакет санкций.")
    assert ("listed_on", "ООО «Кедр»", "EU-SANCTIONS", "hypothetical") in found


def test_a_ministry_and_a_corporation_without_quotes_are_one_name_each() -> None:
    text = (
        "Министерство иностранных дел молчит. Завод «Кедр» принадлежит Объединённой "
        "станкостроительной корпорации."
    )
    assert [party.canonical for party in read_text(text).parties] == [
        "Министерство иностранных дел",
        "«Кедр»",
        "Объединённой станкостроительной корпорации",
    ]
