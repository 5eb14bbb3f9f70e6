"""Personal names that agree with a listed one only in parts many people bear."""

from __future__ import annotations

from riskengine.matching.given_names import VERY_COMMON, families, is_known, is_syllable
from riskengine.matching.person_detail import PersonDetail
from riskengine.matching.person_model import Part, Role
from riskengine.matching.person_names import analyse_person
from riskengine.matching.person_parts import SLIPPED

_PARTS = 2  # of a name searched that is too short to point at one of many
_SHORT = 3  # letters of a known name that may as well be what a slip has left
_MOST = 3  # parts of names whose order and sound say enough by themselves
_COMMON = 1.4  # weight of two parts that many people may bear together


def chance_likeness(query: str, listed: str, found: PersonDetail) -> str | None:
    """Why a short name more likely is another person's; None where it may be the listed one.

    A search meets thousands of listed names, so what agrees must be more than a very common
    part. An entry known by the very name is not meant here: nothing of it is missing.
    """
    own = analyse_person(query).parts
    if len(own) != _PARTS or found.left_alone:
        return None
    if found.right_alone:
        if sum(part.weight for part in own) > _COMMON:
            return None
        if _leading(listed).isdisjoint(found.right_alone):
            return None
        return "a common name without the entry's own given name or surname, and no second fact"
    return _known_and_slipped(own, found)


def _leading(listed: str) -> frozenset[str]:
    """Parts by which a listed person goes: the first given name, and a marked surname."""
    parts = analyse_person(listed).parts
    return frozenset(
        part.text
        for place, part in enumerate(parts)
        if part.role is not Role.PATRONYMIC and (place == 0 or part.role is Role.SURNAME)
    )


def _known_and_slipped(own: tuple[Part, ...], found: PersonDetail) -> str | None:
    """Whether the part with a slip is a known name of its own, beside a very common one."""
    slipped = {text for text, _, alike in found.agreed if alike <= 1.0 - SLIPPED}
    if len(slipped) != 1:
        return None
    for part in own:
        if part.text in slipped:
            short = len(part.forms[0]) <= _SHORT
            if part.native or short or not is_known(part.forms[0]):
                return None
        elif part.weight > VERY_COMMON:
            return None
    return "the part that differs is a known name of its own, and the other very common"


def of_persons(left: str, right: str) -> bool:
    """Whether two names that could be persons' surely are, so that brands are no matter.

    They are short and share a known given name, or one is two Chinese or Korean syllables.
    """
    one, two = analyse_person(left).parts, analyse_person(right).parts
    if any(part.native for part in (*one, *two)) or max(len(one), len(two)) > _MOST:
        return False
    if any(
        len(parts) == _PARTS and all(is_syllable(part.forms[0]) for part in parts)
        for parts in (one, two)
    ):
        return True
    given = frozenset().union(*(families(part.forms[0]) for part in one))
    return bool(given) and any(given & families(part.forms[0]) for part in two)
