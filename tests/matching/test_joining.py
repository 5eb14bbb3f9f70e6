"""One word for several."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from riskengine.matching.joining import best_join, plain_join, remainder, runs, spellings
from riskengine.matching.names import analyse
from riskengine.matching.units import Unit

_PARTS = ("zor", "van", "qelim", "zorvan", "ex", "marin", "e", "tesket", "resources", "geo")


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


def _plain(word: str) -> Unit:
    (unit,) = analyse(word).units
    assert unit.forms == (word,)
    return unit


@given(
    st.lists(st.sampled_from(_PARTS), min_size=1, max_size=4),
    st.lists(st.sampled_from(_PARTS), min_size=2, max_size=6),
    st.integers(0, 12),
    st.sets(st.integers(0, 5), max_size=2),
)
def test_plain_words_are_joined_the_same_by_the_quick_way(
    held: list[str], others: list[str], dropped: int, taken: set[int]
) -> None:
    written = "".join(held)
    word = _plain(written[:dropped] + written[dropped + 1 :] or written)
    units = [_plain(other) for other in others]
    free = [index for index in range(len(units)) if index not in taken]
    assert plain_join(word, units, free) == best_join(word, units, free)


def test_the_quick_way_finds_runs_exact_and_with_a_slip() -> None:
    units = [_plain(word) for word in ("marin", "zorvan", "qelim", "ex")]
    for word, run in (("zorvanqelim", (1, 2)), ("zorvanqelimex", (1, 2, 3))):
        assert plain_join(_plain(word), units, [0, 1, 2, 3]) == (run, 0.99)
    slipped = plain_join(_plain("zorvanqeilm"), units, [0, 1, 2, 3])
    assert slipped is not None
    assert slipped == best_join(_plain("zorvanqeilm"), units, [0, 1, 2, 3])
    assert slipped[1] < 0.99
