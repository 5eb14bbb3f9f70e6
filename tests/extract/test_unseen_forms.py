"""Ways of saying things that are common in the news and in memos. All names are invented."""

from __future__ import annotations

import pytest

from tests.extract.small import facts, kinds, mentions, one, read_text


def test_they_means_the_pair_of_the_same_sentence() -> None:
    text = (
        "Oskel Holdings and Tarn Capital, which had backed Vantry AI, remain shareholders.\n\n"
        "The U.S. Commerce Department added Vantry AI and several of its units to the Entity "
        "List, saying that they help to modernise China's military."
    )
    accused = {fact[1] for fact in facts(text) if fact[0] == "military_link"}
    assert accused == {"Vantry AI"}


def test_a_guessed_pronoun_accuses_nobody() -> None:
    text = (
        "Oskel Holdings and Tarn Capital met on Monday.\n\n"
        "Vantry AI was named in the report, which said that they supply the Chinese military."
    )
    accused = {fact[1] for fact in facts(text) if fact[0] == "military_link"}
    assert not accused & {"Oskel Holdings", "Tarn Capital"}


def test_both_behind_a_semicolon_is_the_subject() -> None:
    text = (
        "Two funds, Harbin Lake Fund and Orchid Capital, put in the cash; both are controlled "
        "by the government of Shenzhen."
    )
    assert {fact[1] for fact in facts(text) if fact[0] == "controlled_by"} == {
        "Harbin Lake Fund",
        "Orchid Capital",
    }


def test_a_second_verb_of_saying_goes_back_to_the_speaker() -> None:
    text = (
        "Vantry AI, based in Beijing, said that the ruling lacked a basis and denied any link "
        "to the armed forces."
    )
    relation = one(text, "military_link")
    assert (relation.polarity.value, relation.speaker) == ("denied", "Vantry AI")


def test_asked_that_it_be_placed_is_a_plan() -> None:
    text = (
        "Lawmakers alleged that Lumax Cells Co., Ltd. buys materials made with forced labour in "
        "Xinjiang, and asked that it be placed on the UFLPA Entity List.\n\n"
        "Lumax Cells rejected the accusation as baseless."
    )
    name = "Lumax Cells Co., Ltd."
    assert facts(text) == {
        ("listed_on", name, "US-UFLPA", "hypothetical"),
        ("violated", name, "US-IMPORT-CONTROLS", "alleged"),
        ("violated", name, "US-IMPORT-CONTROLS", "denied"),
    }


def test_people_behind_a_plural_role_are_people() -> None:
    found = kinds("Its founders, Piers Lathom, Odile Marchand and Timo Varga, worked at Zettel.")
    assert [found[name] for name in ("Piers Lathom", "Odile Marchand", "Timo Varga")] == [
        "person"
    ] * 3


def test_a_company_beside_one_person_stays_a_company() -> None:
    found = kinds("The round was joined by James Quill and Arctic Vole.")
    assert found["Arctic Vole"] == "co"


def test_adjectives_of_parties_are_no_companies() -> None:
    assert mentions("A group of Republican lawmakers met Vantry AI on Monday.") == ["Vantry AI"]


@pytest.mark.parametrize(
    "tail",
    [
        "Norvest Fund also took part, as did Oskel Holdings and Tarn Capital.",
        "Norvest Fund led the deal alongside Oskel Holdings and Tarn Capital.",
        "Norvest Fund led the round, with participation from Oskel Holdings and Tarn Capital.",
        "Norvest Fund led the round and was joined by Oskel Holdings and Tarn Capital.",
        "Norvest Fund led the round. Other investors include Oskel Holdings and Tarn Capital.",
        "Norvest Fund led the round. The rest came from Oskel Holdings and Tarn Capital.",
    ],
)
def test_investors_named_behind_the_verb(tail: str) -> None:
    found = facts(f"Vantry AI raised 12 million euros in a seed round. {tail}")
    investors = {fact[1] for fact in found if fact[0] == "invested_in"}
    assert investors == {"Norvest Fund", "Oskel Holdings", "Tarn Capital"}


@pytest.mark.parametrize(
    "text",
    [
        "Vantry AI counts Norvest Fund and Tarn Capital among its backers.",
        "Investors in Vantry AI include Norvest Fund and Tarn Capital.",
        "With backing from Norvest Fund and Tarn Capital, Vantry AI opened a plant.",
        "Norvest Fund poured $20 million into Vantry AI; Tarn Capital put in another $5 million.",
        "Tarn Capital joined Norvest Fund in Vantry AI's Series C.",
    ],
)
def test_backers_outside_of_a_round(text: str) -> None:
    assert {fact[1:3] for fact in facts(text) if fact[0] == "invested_in"} == {
        ("Norvest Fund", "Vantry AI"),
        ("Tarn Capital", "Vantry AI"),
    }


def test_include_of_a_fund_text_does_not_make_the_fund_the_target() -> None:
    text = (
        "Norvest Fund is leading a $50 million investment in Brindle Energy. Participating "
        "investors include Tarn Capital."
    )
    assert ("invested_in", "Tarn Capital", "Brindle Energy", "asserted") in facts(text)


def test_a_valuation_keeps_no_full_stop() -> None:
    text = "Vantry AI raised 9 million euros. The round values Vantry AI at €240 million."
    financing = read_text(text).round
    assert financing is not None
    assert financing.valuation == "€240 million"


def test_the_printed_sum_of_the_body_wins_over_the_title() -> None:
    text = (
        "# Vantry AI raises 105 million euro seed round\n\n"
        "Vantry AI has raised €105 million ($113 million) in a seed round."
    )
    financing = read_text(text).round
    assert financing is not None
    assert (financing.amount, financing.amount_converted) == ("€105 million", "$113 million")


def test_a_short_brand_in_a_heading_joins_its_full_name() -> None:
    text = "# Lumax rejects the charge\n\nLumax High-Tech Co., Ltd. makes cells."
    assert list(kinds(text)) == ["Lumax High-Tech Co., Ltd."]


@pytest.mark.parametrize(
    "lines",
    [
        "Shareholders: Cassel Group Ltd. 100%.",
        "Shareholders: Cassel Group Ltd. (100%)",
        "Owners\n\n- Cassel Group Ltd. - 100 %",
        "Owners\n\n- Cassel Group Ltd. (100%)",
        "| Shareholder | Share |\n|---|---|\n| Cassel Group Ltd. | 100% |",
        "Owner(s): Cassel Group Ltd., 100%",
    ],
)
def test_percent_behind_a_legal_form_in_a_memo(lines: str) -> None:
    relation = one(f"Counterparty: Ardent Yards B.V.\n\n{lines}", "owned_by")
    assert (relation.subject, relation.object) == ("Ardent Yards B.V.", "Cassel Group Ltd.")
    assert relation.percent == 100.0


def test_every_owner_of_a_line_of_a_memo_is_read() -> None:
    text = (
        "Name: Ardent Yards Ltd.\nDirectors: Petra Sovik, Marek Dolny\n"
        "Shareholders: Cassel Group Ltd. (80%), Oskel Holdings Ltd. (20%)\n"
        "Ultimate parent: Noral Holdings Ltd.\nUBO: Martin Hale"
    )
    assert {fact[:3] for fact in facts(text)} == {
        ("owned_by", "Ardent Yards Ltd.", "Cassel Group Ltd."),
        ("owned_by", "Ardent Yards Ltd.", "Oskel Holdings Ltd."),
        ("owned_by", "Ardent Yards Ltd.", "Martin Hale"),
        ("subsidiary_of", "Ardent Yards Ltd.", "Noral Holdings Ltd."),
    }


def test_a_town_in_an_address_is_no_party_and_gives_the_country() -> None:
    result = read_text("Counterparty: Ardent Yards B.V., Zwollingen, the Netherlands.")
    assert [(party.canonical, party.country) for party in result.parties] == [
        ("Ardent Yards B.V.", "NL")
    ]


def test_a_relative_clause_of_listing_has_its_own_agent() -> None:
    text = "Marrow Optics, which the United States placed on its trade blacklist, lost an appeal."
    assert facts(text) == {("listed_on", "Marrow Optics", "US-ENTITY-LIST", "asserted")}


def test_names_behind_the_colon_of_a_listing() -> None:
    text = "The following entities were added to the Entity List: Marrow Optics and Pelin Works."
    assert {fact[1] for fact in facts(text) if fact[0] == "listed_on"} == {
        "Marrow Optics",
        "Pelin Works",
    }


def test_such_links_answers_the_tie_named_before() -> None:
    text = (
        "Marrow Optics of Hefei was blacklisted over its ties to the Chinese military. "
        "The company denies any such links."
    )
    assert ("military_link", "Marrow Optics", "MIL:China", "denied") in facts(text)


def test_a_possible_bid_is_hypothetical_ownership() -> None:
    assert facts("Oskel Holdings may bid for Vantry AI, two bankers said.") == {
        ("owned_by", "Vantry AI", "Oskel Holdings", "hypothetical")
    }


def test_parent_company_is_a_parent() -> None:
    assert facts("Ardent Yards' parent company is Cassel Group.") == {
        ("subsidiary_of", "Ardent Yards", "Cassel Group", "asserted")
    }


def test_talks_over_a_sale_sell_nothing() -> None:
    assert facts("Talks over the sale of Vesper Labs to Norlake Group have collapsed.") == {
        ("owned_by", "Vesper Labs", "Norlake Group", "hypothetical")
    }


def test_its_entire_stake_is_one_phrase() -> None:
    text = "Zenit Holdings left Lantern Micro in 2023, selling its entire 12% stake to SQ Capital."
    found = facts(text)
    assert ("owned_by", "Lantern Micro", "SQ Capital", "asserted") in found
    assert not [fact for fact in found if fact[0] == "supplies_to"]


def test_no_longer_on_a_list_is_a_removal() -> None:
    assert facts("Hengda Optics is no longer on the Unverified List.") == {
        ("delisted_from", "Hengda Optics", "US-UVL", "asserted")
    }


def test_a_subject_behind_the_verb_of_a_listing() -> None:
    text = "Among the companies added to the Entity List are Hengda Optics and Wuyue Data."
    assert {fact[1:3] for fact in facts(text)} == {
        ("Hengda Optics", "US-ENTITY-LIST"),
        ("Wuyue Data", "US-ENTITY-LIST"),
    }


def test_a_city_that_owns_is_a_body_and_one_to_live_in_is_none() -> None:
    found = facts("The city of Hefei owns 51 percent of Lantern Micro.")
    assert ("owned_by", "Lantern Micro", "city of Hefei", "asserted") in found
    assert mentions("Lantern Micro has a plant in the city of Hefei.") == ["Lantern Micro"]


def test_the_reason_of_a_listing_touches_those_listed() -> None:
    text = (
        "The Bureau of Industry and Security added two firms to the Entity List, including "
        "Lantern Micro and Hengda Optics, for buying parts in support of China's military."
    )
    assert {fact[1] for fact in facts(text) if fact[0] == "military_link"} == {
        "Lantern Micro",
        "Hengda Optics",
    }


def test_its_affiliate_belongs_to_the_party_beside_it() -> None:
    text = "Solvane Optics and its affiliate Lumen Tarrow Ltd. opened an office."
    assert facts(text) == {("subsidiary_of", "Lumen Tarrow Ltd.", "Solvane Optics", "asserted")}


def test_a_manager_controls_nothing() -> None:
    assert facts("Vantry AI is run by Martin Hale.") == set()
