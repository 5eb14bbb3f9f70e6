"""One word for several."""

from __future__ import annotations

from riskengine.matching.joining import best_join, remainder, runs, spellings
from riskengine.matching.names import analyse


def test_runs_are_neighbours_longest_first() -> None:
    assert runs([0, 1, 2, 4]) == [(0, 1, 2), (0, 1), (1, 2)]


def test_a_word_finds_the_words_it_holds() -> None:
    (word,) = analyse("Zorvanqelim").units
    others = analyse("Marine Zorvan Qelim").units
    assert best_join(word, others, [0, 1, 2]) == ((1, 2), 0.99)


def test_a_joined_word_may_have_a_slip_besides() -> None:
    (word,) = analyse("Zorvanqelmi").units
    found = best_join(word, analyse("Zorvan Qelim").units, [0, 1])
    assert found is not None
    assert 0.85 < found[1] < 0.99


def test_other_words_are_not_joined() -> None:
    (word,) = analyse("Zorvanqelim").units
    assert best_join(word, analyse("Zorvan Tesket").units, [0, 1]) is None


def test_readings_of_characters_are_combined() -> None:
    units = analyse("长鑫存储技术").units
    assert any(spelling.startswith("changxin") for spelling in spellings(units[:2]))


def test_words_that_both_have_are_taken_off_before_the_rest_is_compared() -> None:
    assert remainder(["gme", "resources"], "georesources") == ("gme", "geo")
    assert remainder(["city", "bikes"], "citybike") == ("bikes", "bike")
    assert remainder(["bank"], "bank") == ("bank", "bank")
