"""From a comparison of names to a confidence, by the kinds of both sides."""

from __future__ import annotations

import pytest

from riskengine.matching.lexicon import DEFAULT_RARITY
from riskengine.matching.weigh import Weighed, weigh_from, weigh_names
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


_COMPANY, _PERSON, _VESSEL = EntityKind.COMPANY, EntityKind.PERSON, EntityKind.VESSEL
PAIRS = (
    ("Zorvanex Trading LLC", "Zorvanex Trading LLC", _COMPANY),
    ("Zorvanex Trading LLC", "Zorvanex Trading GmbH", _COMPANY),
    ("Zorvnaex Trading LLC", "Zorvanex Trading LLC", _COMPANY),
    ("Zorvnaexim LLC", "Zorvanexim GmbH", _COMPANY),
    ("Trading Zorvanex", "Zorvanex Trading", _COMPANY),
    ("Zor Vanex Trading", "Zorvanex Trading", _COMPANY),
    ("Zorvanex Marine Services", "Zorvanex", _COMPANY),
    ("Zorvanex", "Zorvanex Marine Services", _COMPANY),
    ("Pioneer Holdings Ltd", "Pioneer", _COMPANY),
    ("Oak Resources Group", "Oak Energy Ltd", _COMPANY),
    ("Zorvan Pelintor Marine", "Zorvan Qelim Marine", _COMPANY),
    ("Zorvan Pelintor Marine Services", "Zorvan Qelim", _COMPANY),
    ("Pelintor Steel", "Qelim Marine Insurance Company", _COMPANY),
    ("Central Bank of Iran", "Central Bank of the Islamic Republic of Iran", _COMPANY),
    ("ZQM", "Zorvan Qelim Marine", _COMPANY),
    ("ZQMT", "Zorvan Qelim Marine Trading", _COMPANY),
    ("Zorvan Fund II", "Zorvan Fund III", _COMPANY),
    ("Zorvan Fund A", "Zorvan Fund B", _COMPANY),
    ("Тарвик Нефть", "Tarvik Neft", _COMPANY),
    ("Tarvik Petroleum", "Тарвик Нефть", _COMPANY),
    ("Wusha", "北京智谱科技有限公司", _COMPANY),
    ("Zhipu Technology", "北京智谱科技有限公司", _COMPANY),
    ("Anton Zelmerov", "ZELMEROV, Anton Ilyich", _PERSON),
    ("Anton Zelmerov", "Anton Zelmerova", _PERSON),
    ("A. Zelmerov", "Anton Zelmerov", _PERSON),
    ("M. Andreev", "Nikolay Andreev", _PERSON),
    ("Zelmerov Trading LLC", "Anton Zelmerov", _PERSON),
    ("Ivan Petrov", "Ivan Sidorov", _PERSON),
    ("MV Zorvan Star", "ZORVAN STAR", _VESSEL),
    ("Zorvan Stars", "ZORVAN STAR", _VESSEL),
    ("Pelicana", "PELICAN", _VESSEL),
    ("", "Zorvanex", _COMPANY),
)


@pytest.mark.parametrize("name_kind", [NameKind.PRIMARY, NameKind.WEAK_ALIAS])
@pytest.mark.parametrize("least", [0.3, 0.5, 0.6, 0.65, 0.7, 0.8, 0.9])
def test_a_floor_changes_nothing_but_what_is_below_it(least: float, name_kind: NameKind) -> None:
    kept = 0
    for query, listed, kind in PAIRS:
        whole = _weigh(query, listed, listed_kind=kind, name_kind=name_kind)
        found = weigh_from(
            least, query, EntityKind.UNKNOWN, listed, name_kind, kind, DEFAULT_RARITY
        )
        if whole.confidence < least:
            assert found is None, (query, listed)
            continue
        kept += 1
        assert found is not None, (query, listed)
        assert found.explained() == whole.explained(), (query, listed)
    assert (kept > 0) == (name_kind is NameKind.PRIMARY or least <= 0.65)
    assert kept < len(PAIRS)
