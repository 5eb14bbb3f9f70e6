"""Latin spellings of Arabic words, and words that are not one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from riskengine.matching.skeleton import FITS, KNOWN, fit


@pytest.mark.parametrize(
    ("native", "latin"),
    [
        ("حسن", "hassan"),
        ("محمد", "mohamed"),
        ("الزرقاوي", "zarkaoui"),
        ("قذافی", "gaddafi"),
        ("نورزی", "noorzai"),
        ("عبدالرحمن", "abdurrahman"),
        ("عبدالله", "abdallah"),
        ("هدايتالله", "hidayatullah"),
        ("جلالالدين", "jalaluddin"),
        ("مسجدسلیمان", "masjedsoleyman"),
        ("پارچین", "parchin"),
    ],
)
def test_usual_romanisations_fit(native: str, latin: str) -> None:
    assert fit(native, latin) >= FITS


@pytest.mark.parametrize(
    ("native", "latin"),
    [
        ("حسن", "hussein"),  # its second vowel would be written
        ("الهيئة", "rata"),  # a sun letter is no article without its vowel
        ("عمر", "amir"),
        ("سالم", "sulaiman"),
        ("جمال", "kamal"),
        ("عبدالرحمن", "abdullah"),
        ("طارق", "tahir"),
    ],
)
def test_other_names_do_not(native: str, latin: str) -> None:
    assert fit(native, latin) < 0.7


def test_a_frequent_name_in_its_usual_spelling_is_surest() -> None:
    assert fit("محمد", "muhammad") == KNOWN > fit("شحاته", "shihata")


@given(st.text(max_size=12), st.text(max_size=12))
def test_any_two_texts_give_a_share(native: str, latin: str) -> None:
    assert 0.0 <= fit(native, latin) <= 1.0
