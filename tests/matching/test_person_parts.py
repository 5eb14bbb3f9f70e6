import pytest

from riskengine.matching.person_compounds import one_way
from riskengine.matching.person_parts import OTHER, RELATED, VOWELS, part_cost


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("mohammed", "muhamad"),
        ("sergei", "siarhei"),
        ("zelmerov", "zelmeroff"),
        ("zhelmov", "jelmov"),
        ("nikolaevich", "mikalaevich"),
        ("zelmersky", "zelmerskiy"),
        ("alghamdi", "ghamdi"),
    ],
)
def test_spellings_of_one_name_cost_little(left: str, right: str) -> None:
    assert 0.0 < part_cost(left, right) == part_cost(right, left) < 0.2


@pytest.mark.parametrize(
    ("left", "right"), [("ali", "adi"), ("maria", "mario"), ("kim", "jim"), ("li", "lei")]
)
def test_a_slip_that_lands_on_another_name_is_another_name(left: str, right: str) -> None:
    assert part_cost(left, right) == OTHER


def test_short_forms_cost_more_than_spellings() -> None:
    assert VOWELS < part_cost("william", "bill") == RELATED


def test_names_with_a_short_form_in_common_are_not_each_other() -> None:
    assert part_cost("vladimir", "vladislav") == OTHER


@pytest.mark.parametrize(
    ("words", "form"),
    [
        (("abdulrahman", "abdelrahman", "abdurrahman", "abdrahman"), "abdrahman"),
        (("abdullah", "abdallah", "abdoullah"), "abdullah"),
        (("noureddine", "nuruddin", "nooraldin"), "nurdin"),
        (("saifullah", "saifollah"), "saifallah"),
    ],
)
def test_compounds_have_one_way_of_writing(words: tuple[str, ...], form: str) -> None:
    assert {one_way(word) for word in words} == {form}


def test_other_words_keep_their_letters() -> None:
    assert [one_way(word) for word in ("berlin", "abdi", "sardinia")] == [
        "berlin",
        "abdi",
        "sardinia",
    ]
