"""Which word of a name answers a listed word best, and how alike the two are."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from riskengine.matching.blocking.queries import Queries
from riskengine.matching.blocking.vocabulary import Vocabulary

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Answers:
    """Listed keys that words of the queries answer, sorted by `spot`: reading * keys + key.

    Attributes:
        word, alike: word that answers best in names of organisations, and how well.
        part, alike_parts: the same in names of persons.
    """

    spot: Ints
    word: Ints
    alike: Floats
    part: Ints
    alike_parts: Floats


def answers_of(queries: Queries, vocabulary: Vocabulary) -> Answers:
    """Answers with limits of how alike the words can be."""
    echoes = queries.echoes
    spot = queries.owner[echoes.word] * vocabulary.size + echoes.keys
    return _best(
        spot,
        echoes.word,
        echoes.alike.astype(np.float64),
        echoes.alike_parts.astype(np.float64),
    )


def settled(queries: Queries, vocabulary: Vocabulary, answers: Answers, asked: Ints) -> Answers:
    """Answers of some spots, with similarities instead of their limits."""
    echoes = queries.echoes
    spot = queries.owner[echoes.word] * vocabulary.size + echoes.keys
    wanted = np.zeros(len(answers.spot), np.bool_)
    wanted[asked] = True
    chosen = np.flatnonzero(wanted[np.searchsorted(answers.spot, spot)])
    alike, parts = vocabulary.settled(echoes.entry[chosen])
    return _best(spot[chosen], echoes.word[chosen], alike, parts)


def _best(spot: Ints, word: Ints, alike: Floats, parts: Floats) -> Answers:
    if not len(spot):
        # One spot that no pair has, so that whoever looks spots up need not ask.
        nowhere, none, nothing = np.array([-1]), np.zeros(1, np.int64), np.zeros(1)
        return Answers(nowhere, none, nothing, none, nothing)
    # Of words that answer one listed word the likest counts, then the first.
    order = np.lexsort((word, -alike, spot))
    by_parts = np.lexsort((word, -parts, spot))
    first = np.concatenate(([True], np.diff(spot[order]) > 0))
    order, by_parts = order[first], by_parts[first]
    return Answers(spot[order], word[order], alike[order], word[by_parts], parts[by_parts])
