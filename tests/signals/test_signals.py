"""From matches, ties and claims to typed signals."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from riskengine.model.interval import Stake
from riskengine.model.match import Match
from riskengine.model.reading import Extraction
from riskengine.model.signal import ListingEvidence, Signal, TextEvidence
from riskengine.ownership import StateRegister, build_graph
from riskengine.signals import Context, build_signals
from riskengine.signals.questions import open_questions
from riskengine.vocab import (
    MatchVerdict,
    Measure,
    PartyKind,
    Polarity,
    RelationType,
    StateTier,
)
from tests.factories import DAY, entity, extraction, info, match, party, relation

INFOS = {
    item.list_id: item
    for item in (
        info("us-bis-el", measure=Measure.LICENCE),
        info("us-ofac-sdn", measure=Measure.BLOCKING),
        info("us-dod-1260h", measure=Measure.PROCUREMENT),
    )
}


def context(
    read: Extraction,
    matches: dict[str, tuple[Match, ...]] | None = None,
    references: dict[str, tuple[Match, ...]] | None = None,
    as_of: dt.date = DAY,
) -> Context:
    known = {item.entity.id: item.entity for found in (references or {}).values() for item in found}
    graph = build_graph(read, references or {}, known.__getitem__, as_of)
    return Context(
        extraction=read,
        as_of=as_of,
        infos=INFOS,
        matches=matches or {},
        references=references or {},
        graph=graph,
        register=StateRegister(read, references or {}, lambda name: None, {}),
        regimes={},
    )


def of_type(name: str, given: Context, type_: str) -> list[Signal]:
    return [item for item in build_signals(name, given) if item.type == type_]


def test_a_listing_carries_date_citation_and_state() -> None:
    listed = match(entity("Acme Co.", listed_on="2025-01-16"))
    given = context(extraction(party("Acme")), {"Acme": (listed,)})
    (found,) = of_type("Acme", given, "listing")
    assert found.get("state") == "active"
    assert found.get("listed_on") == dt.date(2025, 1, 16)
    assert found.get("measure") == "licence"
    assert any(isinstance(proof, ListingEvidence) for proof in found.evidence)


def test_a_listing_after_the_day_is_future_and_one_before_removal_former() -> None:
    listed = match(entity("Acme Co.", listed_on="2025-01-16", delisted_on="2025-05-01"))
    states = []
    for day in (dt.date(2025, 1, 15), dt.date(2025, 1, 16), dt.date(2025, 5, 1)):
        given = context(extraction(party("Acme")), {"Acme": (listed,)}, as_of=day)
        states.append(of_type("Acme", given, "listing")[0].get("state"))
    assert states == ["future", "active", "former"]


def test_a_range_of_days_that_spans_the_date_is_uncertain() -> None:
    listed = match(entity("Acme Co.", listed_on="2025-05-28/2025-06-03"))
    given = context(extraction(party("Acme")), {"Acme": (listed,)})
    assert of_type("Acme", given, "listing")[0].get("state") == "uncertain"
    questions = open_questions("Acme", build_signals("Acme", given), given)
    assert any("do not settle" in question for question in questions)


def test_ambiguity_is_said_and_asked() -> None:
    fits = tuple(
        match(entity(f"Acme {city} Co."), verdict=MatchVerdict.AMBIGUOUS, candidates=2)
        for city in ("North", "South")
    )
    given = context(extraction(party("Acme")), {"Acme": fits})
    (found,) = of_type("Acme", given, "identification")
    assert (found.get("quality"), found.get("candidates")) == ("ambiguous", 2)


def test_a_claimed_listing_is_checked_against_the_lists() -> None:
    claims = {
        code: extraction(party("Acme"), relation(RelationType.LISTED_ON, "Acme", code))
        for code in ("US-ENTITY-LIST", "EU-SANCTIONS")
    }
    listed = {"Acme": (match(entity("Acme Co.")),)}
    confirmed = of_type("Acme", context(claims["US-ENTITY-LIST"], listed), "claimed_listing")
    missing = of_type("Acme", context(claims["US-ENTITY-LIST"]), "claimed_listing")
    elsewhere = of_type("Acme", context(claims["EU-SANCTIONS"], listed), "claimed_listing")
    assert [item[0].get("corroborated") for item in (confirmed, missing, elsewhere)] == [
        "confirmed",
        "not_found",
        "not_loaded",
    ]
    assert elsewhere[0].get("measure") == "blocking"


def test_a_listing_that_the_text_ends_is_former() -> None:
    read = extraction(
        party("Acme"),
        relation(RelationType.LISTED_ON, "Acme", "US-ENTITY-LIST"),
        relation(RelationType.DELISTED_FROM, "Acme", "US-ENTITY-LIST"),
    )
    (claimed,) = of_type("Acme", context(read), "claimed_listing")
    assert claimed.get("status") == "former"
    assert of_type("Acme", context(read), "delisting")


def test_backers_carry_role_home_state_and_lists() -> None:
    fund = entity(
        "City Fund", "ref-state-owned", state=StateTier.MUNICIPAL, holder_kind="state_fund"
    )
    read = extraction(
        party("Acme"),
        party("City Fund", PartyKind.FUND),
        party("Beta"),
        relation(RelationType.INVESTED_IN, "City Fund", "Acme", role="led"),
        relation(RelationType.INVESTED_IN, "Beta", "Acme", role="existing"),
    )
    given = context(
        read,
        {"Beta": (match(entity("Beta Holdings", "us-dod-1260h")),)},
        {"City Fund": (match(fund),)},
    )
    city, beta = of_type("Acme", given, "backer")
    assert (city.get("role"), city.get("state_country")) == ("led", "CN")
    assert (city.get("state_tier"), city.get("listed")) == ("municipal", False)
    assert (beta.get("listed"), beta.get("listed_on_list")) == (True, "us-dod-1260h")
    assert all(any(isinstance(p, TextEvidence) for p in item.evidence) for item in (city, beta))


def test_an_investor_listed_only_later_is_not_listed_yet() -> None:
    read = extraction(
        party("Acme"), party("Beta"), relation(RelationType.INVESTED_IN, "Beta", "Acme")
    )
    later = {"Beta": (match(entity("Beta", "us-dod-1260h", listed_on="2026-06-08")),)}
    before = of_type("Acme", context(read, later), "backer")[0]
    after = of_type("Acme", context(read, later, as_of=dt.date(2026, 7, 1)), "backer")[0]
    assert (before.get("listed"), after.get("listed")) == (False, True)


def test_a_named_party_without_a_tie_gives_no_signal_about_another() -> None:
    read = extraction(party("Acme"), party("Rival"))
    given = context(read, {"Rival": (match(entity("Rival", "us-ofac-sdn")),)})
    kinds = {item.type for item in build_signals("Acme", given)}
    assert kinds == {"list_state"}


def test_the_share_of_a_listed_owner_travels_with_it() -> None:
    read = extraction(
        party("Acme"),
        party("Owner"),
        relation(RelationType.OWNED_BY, "Acme", "Owner", percent=30),
        relation(RelationType.LISTED_ON, "Owner", "US-SDN"),
    )
    (found,) = of_type("Acme", context(read), "related_listing")
    assert (found.get("relation"), found.get("measure")) == ("owner", "blocking")
    assert found.get("stake") == Stake.exactly(30)


def test_a_denial_keeps_its_speaker_and_is_no_allegation() -> None:
    read = extraction(
        party("Acme"),
        relation(
            RelationType.MILITARY_LINK,
            "Acme",
            "MIL:China",
            polarity=Polarity.DENIED,
            speaker="Acme",
        ),
    )
    (found,) = of_type("Acme", context(read), "military_link")
    assert (found.get("polarity"), found.get("speaker_kind")) == ("denied", "self")
    assert found.get("country") == "CN"


def test_who_speaks_is_told_apart() -> None:
    def kind(speaker: str | None) -> object:
        read = extraction(
            party("Acme"),
            party("Office of Things", PartyKind.AGENCY),
            relation(
                RelationType.MILITARY_LINK,
                "Acme",
                "MIL:China",
                polarity=Polarity.ALLEGED,
                speaker=speaker,
            ),
        )
        return of_type("Acme", context(read), "military_link")[0].get("speaker_kind")

    assert kind(None) == "text"
    assert kind("Office of Things") == "authority"
    assert kind("federal prosecutors") == "authority"
    assert kind("a rival") == "other"


def test_supply_is_seen_from_both_sides() -> None:
    read = extraction(
        party("Acme"),
        party("Army Works", PartyKind.MILITARY),
        relation(RelationType.SUPPLIES_TO, "Acme", "Army Works"),
    )
    (to,) = of_type("Acme", context(read), "supply")
    (from_,) = of_type("Army Works", context(read), "supply")
    assert (to.get("direction"), to.get("military")) == ("to", True)
    assert (from_.get("direction"), from_.get("military")) == ("from", False)


def test_what_could_not_be_resolved_is_asked() -> None:
    read = extraction(
        party("Acme"),
        relation(RelationType.VIOLATED, "Acme", "US-SANCTIONS", polarity=Polarity.UNCLEAR),
    )
    given = context(read)
    assert of_type("Acme", given, "unclear_claim")
    assert any(
        "could not be resolved" in q
        for q in open_questions("Acme", build_signals("Acme", given), given)
    )


def test_a_list_of_one_state_never_stands_for_that_of_another() -> None:
    infos = {**INFOS, "eu-fsf": info("eu-fsf", measure=Measure.BLOCKING)}
    found = tuple(
        match(entity("Owner Co.", list_id), confidence=confidence)
        for list_id, confidence in (
            ("us-ofac-sdn", 0.99),
            ("us-bis-el", 0.99),
            ("eu-fsf", 0.97),
        )
    )
    read = extraction(
        party("Acme"),
        party("Owner Co."),
        relation(RelationType.OWNED_BY, "Acme", "Owner Co.", percent=60.0),
        relation(RelationType.SUPPLIES_TO, "Acme", "Owner Co."),
        relation(RelationType.FRONT_FOR, "Acme", "Owner Co."),
    )
    given = replace(context(read, {"Owner Co.": found}), infos=infos)
    for type_, field in (
        ("related_listing", "list_id"),
        ("supply", "list_id"),
        ("front", "principal_list_id"),
    ):
        lists = [item.get(field) for item in of_type("Acme", given, type_)]
        assert lists == ["us-ofac-sdn", "eu-fsf"], type_
