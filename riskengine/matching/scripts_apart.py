"""Two names made ready to be compared, where they may be in two scripts."""

from __future__ import annotations

from functools import lru_cache

from riskengine.matching.lexicon import Rarity
from riskengine.matching.prepared import Prepared, prepare, prepare_name

LOOSE = "~"  # opens the concept of a word that was read loosely, and is no exact answer


def apart(left: Prepared, right: Prepared) -> bool:
    """Whether one name has Cyrillic letters and the other has none."""
    return left.cyrillic is not right.cyrillic


def prepare_pair(left: str, right: str, rarity: Rarity) -> tuple[Prepared, Prepared]:
    """Both names taken apart and weighed; across two scripts, with their words made alike.

    What a native word means beside a Latin name shows only in the pair: see `translation` for
    Cyrillic and Arabic names.
    """
    if left.isascii() and right.isascii():
        return prepare(left, rarity), prepare(right, rarity)
    return _prepared_apart(left, right, rarity)


@lru_cache(maxsize=4096)
def _prepared_apart(left: str, right: str, rarity: Rarity) -> tuple[Prepared, Prepared]:
    from riskengine.matching.translation import across

    one, two = prepare(left, rarity), prepare(right, rarity)
    first, second = across(one.name, two.name)
    if first is one.name and second is two.name:
        return one, two
    return prepare_name(first, rarity), prepare_name(second, rarity)
