"""Names taken apart for the index."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from riskengine.matching.blocking.words import halves, joined_words, meant, take_apart
from riskengine.matching.keys import tokens


def keys(name: str) -> list[str]:
    return [word.key for word in take_apart(name).words if word.units]


def test_legal_forms_at_either_end_are_left_out() -> None:
    assert keys("OOO Zorvan") == keys("Zorvan LLC") == ["wzorvan"]


def test_a_place_of_two_words_is_one_key() -> None:
    assert keys("Zorvan Hong Kong") == ["wzorvan", "@HK"]


def test_words_of_one_meaning_have_one_key_in_every_script() -> None:
    assert keys("Zorvan Bank")[1] == keys("Zorvan Банк")[1]


def test_han_characters_stand_alone_and_their_sound_is_a_further_key() -> None:
    found = take_apart("智谱")
    assert [word.key for word in found.words if word.units] == ["c智", "c谱"]
    assert "+zhipu" in [word.key for word in found.more]


def test_dotted_letters_are_one_word() -> None:
    assert keys("Z.Q.P. Trading") == keys("ZQP Trading")


def test_a_form_glued_to_latin_letters_goes_from_listed_names_as_from_queries() -> None:
    name = "ZQP株式会社"
    assert take_apart(name, tokens(name)) == take_apart(name)
    assert keys(name) == ["wzqp"]


def test_digits_among_letters_may_be_letters() -> None:
    assert "zorvan" in meant("z0rvan")
    assert meant("zorvan") == () == meant("747")


def test_a_form_of_address_makes_no_organisation() -> None:
    assert not take_apart("General Zorvan Qelim").organised


def test_an_east_asian_legal_form_is_left_out() -> None:
    assert keys("株式会社ゾルバ") == ["wゾルバ"]


def test_neighbours_are_joined() -> None:
    joined = [one.letters for one in joined_words(take_apart("Zorvan Qelim Pelin"))]
    assert joined == ["zorvanqelim", "qelimpelin", "zorvanqelimpelin"]


def test_one_slip_leaves_one_half_as_it_was() -> None:
    listed = set(halves("zorvanqelim", 11))
    for slipped in ("zrvanqelim", "zorvanqelimm", "zorvamqelim", "zorvanqleim"):
        asked = {
            half
            for total in (len(slipped) - 1, len(slipped), len(slipped) + 1)
            for half in halves(slipped, total)
        }
        assert listed & asked


@given(st.text(max_size=40))
def test_any_text_can_be_taken_apart(text: str) -> None:
    names = take_apart(text)
    assert 0 <= names.first <= names.last <= len(names.letters)
    joined_words(names)
