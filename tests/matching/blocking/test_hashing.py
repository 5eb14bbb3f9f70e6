"""Numbers of words and of words with letters dropped."""

from __future__ import annotations

from itertools import combinations

import pytest

from riskengine.matching.blocking.hashing import delete_keys, exact_keys


def numbers(word: str) -> set[int]:
    return set(delete_keys([word])[0].tolist())


def test_a_word_less_a_letter_has_the_number_of_the_shorter_word() -> None:
    for at in range(len("zorvan")):
        shorter = "zorvan"[:at] + "zorvan"[at + 1 :]
        assert exact_keys([shorter], 0)[0] in numbers("zorvan")


def test_a_long_word_less_two_letters_after_the_first_has_the_number_of_the_rest() -> None:
    word = "hikvision"
    for first, second in combinations(range(1, len(word)), 2):
        rest = word[:first] + word[first + 1 : second] + word[second + 1 :]
        assert exact_keys([rest], 0)[0] in numbers(word)


@pytest.mark.parametrize(
    ("one", "two"),
    [("zorvan", "zrovan"), ("zorvan", "zorvn"), ("zorvan", "zorwan"), ("zorvan", "zorvaan")],
)
def test_words_one_slip_apart_share_a_number(one: str, two: str) -> None:
    assert numbers(one) & numbers(two)


def test_other_words_share_none() -> None:
    assert not numbers("zorvan") & numbers("qelimot")


def test_words_of_another_salt_have_other_numbers() -> None:
    assert exact_keys(["zorvan"], 1)[0] != exact_keys(["zorvan"], 2)[0]


def test_numbers_belong_to_their_word_whatever_stands_beside_it() -> None:
    keys, owners = delete_keys(["ab", "zorvan", "智谱"])
    own = {key for key, owner in zip(keys.tolist(), owners.tolist(), strict=True) if owner == 1}
    assert own == numbers("zorvan")


def test_no_words_have_no_numbers() -> None:
    assert len(delete_keys([])[0]) == len(exact_keys([], 1)) == 0
