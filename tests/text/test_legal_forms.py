"""Legal forms are parted in any script, at either end, and never swallow the name."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from riskengine.text import is_legal_form, split_legal_form


@pytest.mark.parametrize(
    ("name", "rest"),
    [
        ("Beijing Zhipu Huazhang Technology Co., Ltd.", "Beijing Zhipu Huazhang Technology"),
        ("北京智谱华章科技有限公司", "北京智谱华章科技"),
        ("ООО «Ромашка»", "Ромашка"),
        ("Общество с ограниченной ответственностью «Ромашка»", "Ромашка"),
        ("OOO Severny Optika", "Severny Optika"),
        ("Foo Sdn. Bhd.", "Foo"),
        ("東芝株式会社", "東芝"),
        ("(주)쏘카", "쏘카"),
        ("Gulf Crest Trading FZE", "Gulf Crest Trading"),
        ("Abc Sp. z o.o.", "Abc"),
        ("Pirelli S.p.A.", "Pirelli"),
        ("Dampskib A/S", "Dampskib"),
        ("SMIC (Beijing) Corp.", "SMIC (Beijing)"),
        ("PT Pertamina (Persero)", "Pertamina"),
    ],
)
def test_the_name_is_left(name: str, rest: str) -> None:
    left, codes = split_legal_form(name)
    assert left == rest
    assert codes


@pytest.mark.parametrize(("one", "two"), [("Foo Ltd", "Foo Limited"), ("Foo PJSC", "ПАО Foo")])
def test_one_form_has_one_code_in_every_spelling(one: str, two: str) -> None:
    assert split_legal_form(one)[1] == split_legal_form(two)[1]


@pytest.mark.parametrize("name", ["Limited", "A/S", "Bank of China", "Zhipu"])
def test_a_name_that_is_or_has_no_form_stays_whole(name: str) -> None:
    assert split_legal_form(name) == (name, ())


def test_forms_are_told_from_words() -> None:
    assert is_legal_form("S.p.A.")
    assert is_legal_form("有限公司")
    assert not is_legal_form("Bank")


@given(st.text(max_size=60))
def test_the_rest_is_a_part_of_the_name_and_never_empty(name: str) -> None:
    rest, codes = split_legal_form(name)
    if codes:
        assert rest
        assert all(char in name for char in rest)
    else:
        assert rest == name.strip()
