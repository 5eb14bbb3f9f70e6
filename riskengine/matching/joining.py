"""Words that another name writes as one, or one word that it writes apart."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from riskengine.matching.slips import slip_similarity
from riskengine.matching.units import Unit

_MAX_RUN = 7  # words or syllables that one word of the other name may hold
_MAX_SPELLINGS = 16  # combinations of readings tried for one run
_SLIP_LETTERS = 8  # letters of a joined word that may have a slip besides
_JOINED = 0.99
_WHOLE = 3  # letters of a word that both have, when the rest is judged by itself
_REST_ALIKE = 0.6


def runs(free: Sequence[int]) -> list[tuple[int, ...]]:
    """Neighbouring free words, two or more, longest first."""
    found: list[tuple[int, ...]] = []
    for start in range(len(free)):
        for size in range(2, _MAX_RUN + 1):
            run = tuple(free[start : start + size])
            if len(run) < size or run[-1] - run[0] != size - 1:
                break
            found.append(run)
    return sorted(found, key=lambda run: (-len(run), run))


def spellings(units: Sequence[Unit]) -> tuple[str, ...]:
    """Joined spellings of neighbouring words, over their readings, likeliest first."""
    combinations = itertools.product(*(unit.forms for unit in units))
    return tuple("".join(parts) for parts in itertools.islice(combinations, _MAX_SPELLINGS))


def best_join(
    unit: Unit, others: Sequence[Unit], free: Sequence[int]
) -> tuple[tuple[int, ...], float] | None:
    """The run of free words that a word holds, and how alike they are; None without one."""
    word = unit.forms[0]
    if unit.syllable or len(word) < 4:
        return None
    starts = {form[:1] for form in unit.forms}
    if not any(form[:1] in starts for index in free for form in others[index].forms):
        return None
    best: tuple[tuple[int, ...], float] | None = None
    for run in runs(free):
        parts = [others[index] for index in run]
        if all(form[:1] not in starts for form in parts[0].forms):
            continue
        syllables = any(part.syllable or len(part.forms) > 1 for part in parts)
        if not syllables and abs(sum(len(p.forms[0]) for p in parts) - len(word)) > 1:
            continue
        for spelling in spellings(parts):
            similarity = max(_alike(form, spelling) for form in unit.forms)
            if 0.0 < similarity < _JOINED and not syllables and not rest_alike(parts, word):
                continue
            if similarity and (best is None or similarity > best[1]):
                best = (run, similarity)
        if best is not None and best[1] == _JOINED:
            break
    return best


def plain_join(
    unit: Unit, others: Sequence[Unit], free: Sequence[int]
) -> tuple[tuple[int, ...], float] | None:
    """`best_join` for names of words with one spelling each, which is most of them."""
    word = unit.forms[0]
    size = len(word)
    if size < 4:
        return None
    first = word[0]
    found: list[tuple[int, tuple[int, ...], str]] = []
    for start in range(len(free) - 1):
        place = free[start]
        joined = others[place].forms[0]
        if joined[:1] != first or len(joined) > size:
            continue
        for count in range(1, min(_MAX_RUN, len(free) - start)):
            if free[start + count] != place + count:
                break
            joined += others[place + count].forms[0]
            if len(joined) > size + 1:
                break
            if len(joined) >= size - 1:
                found.append((-count, tuple(free[start : start + count + 1]), joined))
    best: tuple[tuple[int, ...], float] | None = None
    for _, run, joined in sorted(found):  # the longest first
        similarity = _alike(word, joined)
        if 0.0 < similarity < _JOINED and not rest_alike([others[index] for index in run], word):
            continue
        if similarity and (best is None or similarity > best[1]):
            best = (run, similarity)
    return best


def remainder(parts: Sequence[str], joined: str) -> tuple[str, str]:
    """What is left of neighbouring words and of a text once whole words of both are taken off.

    Words are taken off at either end, never all of them: "gme resources" and "georesources"
    leave "gme" and "geo".
    """
    left = list(parts)
    while len(left) > 1 and len(left[-1]) >= _WHOLE and joined.endswith(left[-1]):
        joined = joined[: -len(left.pop())]
    while len(left) > 1 and len(left[0]) >= _WHOLE and joined.startswith(left[0]):
        joined = joined[len(left.pop(0)) :]
    return "".join(left), joined


def rest_alike(parts: Sequence[Unit], joined: str) -> bool:
    """Whether words and a text are alike where they differ: "Key Bank" is no "Deybank"."""
    return slip_similarity(*remainder([part.forms[0] for part in parts], joined)) >= _REST_ALIKE


def _alike(word: str, joined: str) -> float:
    if word == joined:
        return _JOINED
    if len(word) < _SLIP_LETTERS or abs(len(word) - len(joined)) > 1:
        return 0.0
    return slip_similarity(word, joined) * _JOINED
