"""From a comparison of names to a confidence, by the kinds of both sides."""

from __future__ import annotations

import pytest

from riskengine.matching.lexicon import DEFAULT_RARITY
from riskengine.matching.weigh import Weighed, weigh_names
from riskengine.vocab import EntityKind, NameKind


def _weigh(
    query: str,
    listed: str,
    *,
    kind: EntityKind = EntityKind.UNKNOWN,
    listed_kind: EntityKind = EntityKind.COMPANY,
    name_kind: NameKind = NameKind.PRIMARY,
) -> Weighed:
    return weigh_names(query, kind, listed, name_kind, listed_kind, DEFAULT_RARITY)


def test_reason_and_rows_are_made_on_demand_and_sum_to_the_confidence() -> None:
    weighed = _weigh("Zorvan Marine Ltd", "Zorvan", listed_kind=EntityKind.VESSEL)
    assert weighed.reason == ""
    shown = weighed.explained()
    assert shown.confidence == weighed.confidence
    assert shown.reason.endswith("the entry is a vessel.")
    assert round(sum(row.value for row in shown.rows), 4) == shown.confidence
    assert shown.explained() == shown


def test_a_weak_alias_never_alerts_alone() -> None:
    weighed = _weigh("Zorvan Marine", "Zorvan Marine", name_kind=NameKind.WEAK_ALIAS).explained()
    assert weighed.confidence == 0.65
    assert "weak alias" in weighed.reason
    assert round(sum(row.value for row in weighed.rows), 4) == 0.65


def test_an_everyday_word_on_the_list_is_not_every_company_of_that_word() -> None:
    assert _weigh("Pioneer Holdings Ltd", "Pioneer").confidence < 0.7
    assert _weigh("Zorvanex Holdings Ltd", "Zorvanex").confidence >= 0.7


@pytest.mark.parametrize("prefix", ["MV ", "M/V ", "M.T. ", "Vessel "])
def test_what_stands_before_a_ships_name_does_not_matter(prefix: str) -> None:
    found = _weigh(prefix + "Zorvan Star", "ZORVAN STAR", listed_kind=EntityKind.VESSEL)
    assert found.confidence == 1.0


def test_a_title_does_not_make_a_company_of_a_person() -> None:
    found = _weigh("Eng. Ivan Zorvanov", "ZORVANOV, Ivan", listed_kind=EntityKind.PERSON)
    assert found.confidence >= 0.9
