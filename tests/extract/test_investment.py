"""Funding rounds."""

from __future__ import annotations

from tests.extract.small import facts, read_text

ROUND = (
    "Shenzhen-based Orvex Robotics Co. said it raised 300 million yuan ($41 million) in a Series C "
    "led by Brandt Growth Fund. Lumen Ventures and earlier backer Kestrel Group joined the round, "
    "which values the maker at 2 billion yuan."
)


def test_leaders_joiners_and_existing_backers() -> None:
    found = {r.subject: r.role for r in read_text(ROUND).relations if r.type.value == "invested_in"}
    assert found == {
        "Brandt Growth Fund": "led",
        "Lumen Ventures": "joined",
        "Kestrel Group": "existing",
    }


def test_the_round_is_reported_as_printed() -> None:
    found = read_text(ROUND).round
    assert found is not None
    assert (found.company, found.amount, found.amount_converted) == (
        "Orvex Robotics Co.",
        "300 million yuan",
        "$41 million",
    )
    assert (found.valuation, found.series) == ("2 billion yuan", "Series C")


def test_wordings_of_taking_part() -> None:
    text = (
        "OrvexPay has closed a $9 million seed round. Brandt Ventures led; Lumen Capital"
        " Partners and "
        "angel investor Marta Reyes also took part."
    )
    found = {(f[1], f[3]) for f in facts(text) if f[0] == "invested_in"}
    assert found == {
        ("Brandt Ventures", "asserted"),
        ("Lumen Capital Partners", "asserted"),
        ("Marta Reyes", "asserted"),
    }


def test_money_from_named_investors() -> None:
    text = "OrvexPay has raised $45 million from Brandt Capital and the Lumen Development Fund."
    found = {f[1] for f in facts(text) if f[0] == "invested_in"}
    assert found == {"Brandt Capital", "Lumen Development Fund"}


def test_backed_by() -> None:
    text = (
        "Orvex Avionics is backed by the Turkish conglomerate Brandt Holding, which bought"
        " 40% in 2022."
    )
    found = facts(text)
    assert ("invested_in", "Brandt Holding", "Orvex Avionics", "asserted") in found
    assert ("owned_by", "Orvex Avionics", "Brandt Holding", "asserted") in found


def test_rivals_named_in_passing_invest_in_nothing() -> None:
    text = (
        "OrvexPay raised $5 million from Brandt Capital. It competes with Kestrel Pay and"
        " Lumen Inc."
    )
    named = {name for f in facts(text) for name in f[1:3]}
    assert not named & {"Kestrel Pay", "Lumen Inc."}


def test_selling_goods_is_no_round() -> None:
    result = read_text("Orvex Dairy raised its milk price and closed a plant in May.")
    assert result.round is None
    assert result.relations == ()


def test_co_leaders_all_lead() -> None:
    text = (
        "Chip startup Orvex has raised $60m. "
        "The round was co-led by Brandt Ventures and Lumen Fund."
    )
    found = {r.subject: r.role for r in read_text(text).relations}
    assert found == {"Brandt Ventures": "led", "Lumen Fund": "led"}


def test_a_hedge_before_a_sum_does_not_part_it_from_its_verb() -> None:
    for hedge in ("more than", "over", "about", "nearly", "at least", "up to"):
        text = f"Orvex Robotics has raised {hedge} €12 million ($13 million) from Tarn Capital."
        result = read_text(text)
        assert result.round is not None, hedge
        assert (result.round.amount, result.round.amount_converted) == (
            "€12 million",
            "$13 million",
        )
        assert ("invested_in", "Tarn Capital", "Orvex Robotics", "asserted") in facts(text)
