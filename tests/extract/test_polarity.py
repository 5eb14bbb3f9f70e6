"""An accusation and its answer are two claims by two speakers."""

from __future__ import annotations

import pytest

from tests.extract.small import facts, read_text

ACCUSATION = (
    "A report by the Lumen Institute claims that Orvex Avionics supplied drones to Wagner. "
)


@pytest.mark.parametrize(
    "answer",
    [
        "Orvex Avionics rejected the accusation.",
        "Orvex Avionics denied the allegations.",
        "Orvex Avionics called the claims baseless.",
        '"The allegations are false," said Orvex Avionics.',
        "Orvex Avionics said the allegations were untrue.",
    ],
)
def test_a_bare_denial_answers_the_nearest_accusation(answer: str) -> None:
    found = {
        (r.polarity.value, r.speaker)
        for r in read_text(ACCUSATION + answer).relations
        if r.type.value == "supplies_to"
    }
    assert ("alleged", "Lumen Institute") in found
    assert "denied" in {polarity for polarity, _ in found}


def test_declining_to_comment_denies_nothing() -> None:
    text = ACCUSATION + "Orvex Avionics declined to comment."
    assert {r.polarity.value for r in read_text(text).relations} == {"alleged"}


def test_another_party_cannot_answer_for_the_accused() -> None:
    text = (
        ACCUSATION + "Orvex Avionics is run by Brandt Oy. Brandt Oy denied the claims of a strike."
    )
    denied = [r for r in read_text(text).relations if r.polarity.value == "denied"]
    assert all(r.subject != "Brandt Oy" for r in denied)


def test_a_party_speaking_of_itself_asserts() -> None:
    (found,) = read_text("Orvex Steel Ltd. said it supplies rails to Brandt Rail Oy.").relations
    assert found.polarity.value == "asserted"


def test_a_negated_report_is_unclear_and_never_asserted() -> None:
    text = "The ministry did not say that Orvex Systems had violated EU sanctions."
    assert {r.polarity.value for r in read_text(text).relations} <= {"unclear"}


def test_no_evidence_that_is_a_denial() -> None:
    text = "Inspectors found no evidence that Orvex Systems violated EU sanctions."
    assert "asserted" not in {r.polarity.value for r in read_text(text).relations}


def test_conditions_are_hypothetical() -> None:
    text = "Shares would fall if Brandt Holding Oy bought Orvex Steel Ltd."
    assert {r.polarity.value for r in read_text(text).relations} <= {"hypothetical"}


@pytest.mark.parametrize(
    "text",
    [
        "Orvex Avionics Ltd. has denied it has links to the Chinese military.",
        "Orvex Avionics Ltd. denies it supplies the Chinese military.",
        "Orvex Avionics Ltd. rejects claims it supplies the Chinese military.",
        "The lawyers denied Orvex Avionics Ltd. supplies the Chinese military.",
        "Orvex Avionics Ltd. denies that it supplies the Chinese military.",
    ],
)
def test_a_denial_without_that_is_a_denial(text: str) -> None:
    links = [f for f in facts(text) if f[0] == "military_link"]
    assert [f[3] for f in links] == ["denied"]


def test_an_owner_denied_without_that_is_no_owner() -> None:
    text = "Orvex Avionics Ltd. denies it is controlled by Brandt Holding Oy."
    assert [f[3] for f in facts(text) if f[0] == "controlled_by"] == ["denied"]


@pytest.mark.parametrize(
    ("text", "type_"),
    [
        ("It is untrue that Orvex Ltd. supplies the Chinese army, it said.", "military_link"),
        ("Orvex Ltd. was cleared of sanctions violations.", "violated"),
        ("Orvex Ltd. avoided being placed on the Entity List.", "listed_on"),
    ],
)
def test_what_is_said_not_to_be_so_is_never_asserted(text: str, type_: str) -> None:
    assert "asserted" not in [f[3] for f in facts(text) if f[0] == type_]
