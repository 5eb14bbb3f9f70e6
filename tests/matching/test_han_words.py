"""The word list of East Asian names."""

from __future__ import annotations

from importlib import resources

from riskengine.matching.han_words import han_terms, meanings
from riskengine.matching.lexicon import WordClass


def test_no_word_is_listed_twice() -> None:
    file = resources.files("riskengine").joinpath("data", "matching", "words", "han_terms.tsv")
    rows = [
        line.split("\t")
        for line in file.read_text(encoding="utf-8").splitlines()
        if not line.startswith("#")
    ]
    assert all(len(row) == 3 and row[0] in "nsc" and row[2] for row in rows)
    assert len({row[1] for row in rows}) == len(rows)


def test_a_word_for_which_english_has_several_keeps_them_joined() -> None:
    term = han_terms()["集成电路"]
    assert term.cls is WordClass.SECTOR
    assert "integratedcircuit" in term.phrases


def test_only_words_of_the_distinctive_part_have_meanings_there() -> None:
    assert "greatwall" in meanings("长城")
    assert meanings("科技") == ()
