"""Native words written as one in the Latin name, and compounds taken apart there."""

from __future__ import annotations

import pytest

from riskengine.matching import compare_names
from riskengine.matching.native_joins import compound_parts, compound_run
from riskengine.vocab import EntityKind


def score(native: str, latin: str) -> float:
    return compare_names(native, latin, kind=EntityKind.COMPANY).score


@pytest.mark.parametrize(
    ("native", "latin"),
    [
        ("ТОО Квелтор Трейд", "KVELTORTRADE LLP"),
        ("К-банк", "KBank"),
        ("Современный коммерческий флот", "Sovcomflot"),
        ("Росагробанк", "Russian Agricultural Bank"),
    ],
)
def test_joined_words_match(native: str, latin: str) -> None:
    assert score(native, latin) >= 0.7


@pytest.mark.parametrize(
    ("native", "latin"),
    [("Росагробанк", "Russian Industrial Bank"), ("Современный коммерческий флот", "Sovtransavto")],
)
def test_other_words_do_not(native: str, latin: str) -> None:
    assert score(native, latin) < 0.7


def test_a_compound_is_taken_apart_only_where_every_part_is_known() -> None:
    assert len(compound_parts("росагробанк")) == 3
    assert compound_parts("квелторбанк") == ()
    assert compound_parts("банк") == ()


def test_all_parts_of_a_compound_must_be_free_neighbours() -> None:
    lemmas = ["russian", "agro", "bank"]
    assert compound_run("росагробанк", lemmas, [True, True, True]) == (0, 1, 2)
    assert compound_run("росагробанк", lemmas, [True, False, True]) == ()
