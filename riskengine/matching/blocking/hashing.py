"""Numbers for words and for what is left of them when letters are dropped, many at once.

Two words within one slip of each other share a number after one letter is dropped from either
(or from none): the symmetric-delete method. A word is a polynomial over its code points, so
the number of a shortened word follows from sums over its front and its back, without making
the shortened word. Numbers may collide; whoever looks words up compares them afterwards.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

WIDTH = 24  # letters of a word that are looked at; longer words are cut
TWO_FROM = 7  # letters from which two may be dropped: two slips in a shorter word are too many
_BASE = 0x9E3779B97F4A7C15  # odd, so it has an inverse; the golden ratio spreads well
_MIX = np.uint64(0xD6E8FEB86659FD93)

Words = NDArray[np.uint32]
Owners = NDArray[np.int32]


def _powers() -> tuple[NDArray[np.uint64], int, int]:
    inverse = pow(_BASE, -1, 1 << 64)
    powers = [pow(_BASE, place, 1 << 64) for place in range(WIDTH)]
    return np.array(powers, np.uint64), inverse, inverse * inverse % (1 << 64)


_POWERS, _INVERSE, _INVERSE_TWICE = _powers()


def _mixed(value: NDArray[np.uint64], salt: int) -> Words:
    spread = (
        value ^ (value >> np.uint64(32)) ^ np.uint64(salt * 0x94D049BB133111EB % (1 << 64))
    ) * _MIX
    return (spread >> np.uint64(32)).astype(np.uint32)


def _front_sums(words: Sequence[str]) -> tuple[NDArray[np.uint64], NDArray[np.int64]]:
    """The polynomials of the first 0..WIDTH letters, a column for each word; lengths of words."""
    letters = np.array(words, dtype=f"U{WIDTH}").view(np.uint32).reshape(len(words), WIDTH)
    sums = np.zeros((WIDTH + 1, len(words)), np.uint64)
    for place in range(WIDTH):
        np.multiply(letters[:, place], _POWERS[place], out=sums[place + 1])
        sums[place + 1] += sums[place]
    return sums, np.count_nonzero(letters, axis=1)


def exact_keys(words: Sequence[str], salt: int) -> Words:
    """One number per word; words of another `salt` have other numbers."""
    if not words:
        return np.empty(0, np.uint32)
    return _mixed(_front_sums(words)[0][WIDTH], salt)


def delete_keys(words: Sequence[str], *, two: bool = True) -> tuple[Words, Owners]:
    """Numbers of words whole, less any one letter, and less any two letters of long words.

    Args:
        two: whether to drop two letters from words of `TWO_FROM` letters and more; the first
            letter stays, since slips there are rare and would double the work.

    Returns:
        Numbers, and for each the place of its word in `words`.
    """
    if not words:
        return np.empty(0, np.uint32), np.empty(0, np.int32)
    sums, lengths = _front_sums(words)
    whole = sums[WIDTH]
    owner = np.arange(len(words), dtype=np.int32)
    once, twice = np.uint64(_INVERSE), np.uint64(_INVERSE_TWICE)
    values, owners = [whole], [owner]
    longest = int(lengths.max())
    for place in range(longest):
        has = np.flatnonzero(lengths > max(place, 3))
        front = sums[place, has]
        values.append(front + (whole[has] - sums[place + 1, has]) * once)
        owners.append(owner[has])
    if two:
        for second in range(2, longest):
            has = np.flatnonzero(lengths > max(second, TWO_FROM - 1))
            if not has.size:
                continue
            front = sums[: second + 1, has]
            back = (whole[has] - sums[second + 1, has]) * twice
            for first in range(1, second):
                middle = (front[second] - front[first + 1]) * once
                values.append(front[first] + middle + back)
                owners.append(owner[has])
    return _mixed(np.concatenate(values), 0), np.concatenate(owners)


def letter_sets(words: Sequence[str]) -> NDArray[np.uint32]:
    """Per word a bit for each letter in it; letters 32 code points apart share one.

    A slip changes two bits at most.
    """
    # A line break behind each word, so that none is empty; its bit is taken away again.
    joined = "".join(f"{word}\n" for word in words).encode("utf-32-le", "surrogatepass")
    letters = np.frombuffer(joined, np.uint32)
    breaks = letters == ord("\n")
    bits = np.where(breaks, np.uint32(0), np.uint32(1) << (letters & np.uint32(31)))
    ends = np.flatnonzero(breaks)
    starts = np.concatenate((np.zeros(min(len(ends), 1), np.int64), ends[:-1] + 1))
    if not len(starts):
        return np.empty(0, np.uint32)
    return np.bitwise_or.reduceat(bits, starts).astype(np.uint32)
