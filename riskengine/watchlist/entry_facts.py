"""What an entry says of who its party is, and whether two entries may be one party."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product
from typing import Any

from riskengine.model.entity import Entity
from riskengine.model.interval import DateRange
from riskengine.text.normalise import plain
from riskengine.vocab import EntityKind, NameKind
from riskengine.watchlist.numbers import ONE_PER_PARTY, key_of, links

_VAGUE_BIRTH = 3 * 366  # days; a wider range of birth dates agrees with too many people
_SHORT_NAME = 4  # letters of the shortest Latin name that may tie two entries

_STRONG_NAMES = frozenset(
    {NameKind.PRIMARY, NameKind.ALIAS, NameKind.FORMER, NameKind.TRANSLITERATION}
)
_BODIES = frozenset({EntityKind.COMPANY, EntityKind.ORGANIZATION, EntityKind.PUBLIC_BODY})
_NOT_LETTERS = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class Facts:
    """What identity needs of one entry.

    Attributes:
        family: kinds that may be one party; empty when the kind is not known.
        numbers: keys of the identifiers that tie.
        single: (scheme, key) of identifiers of which a party has one value.
        names: keys of full names; the first is the primary name's.
    """

    id: str
    list_id: str
    family: str
    numbers: frozenset[str]
    single: tuple[tuple[str, str], ...]
    countries: frozenset[str]
    births: tuple[DateRange, ...]
    names: tuple[str, ...]

    def packed(self) -> list[object]:
        """As plain lists, for a file."""
        births = [(one.earliest.isoformat(), one.latest.isoformat()) for one in self.births]
        return [
            self.id,
            self.list_id,
            self.family,
            sorted(self.numbers),
            self.single,
            sorted(self.countries),
            births,
            self.names,
        ]

    @classmethod
    def unpacked(cls, packed: Sequence[Any]) -> Facts:
        """What `packed` gave."""
        entity_id, list_id, family, numbers, single, countries, births, names = packed
        return cls(
            entity_id,
            list_id,
            family,
            frozenset(numbers),
            tuple((scheme, key) for scheme, key in single),
            frozenset(countries),
            tuple(
                DateRange(dt.date.fromisoformat(first), dt.date.fromisoformat(last))
                for first, last in births
            ),
            tuple(names),
        )


def facts_of(entity: Entity, letters: Sequence[str] | None = None) -> Facts:
    """What identity needs of an entry.

    Args:
        letters: per name of the entity what `letters_of` gives, where the caller has it.
    """
    numbers: set[str] = set()
    single: list[tuple[str, str]] = []
    for identifier in entity.identifiers:
        key = key_of(identifier)
        if links(key):
            numbers.add(key)
        scheme = key.partition(":")[0]
        if scheme in ONE_PER_PARTY:
            single.append((scheme, key))
    return Facts(
        entity.id,
        entity.list_id,
        _family(entity.kind),
        frozenset(numbers),
        tuple(single),
        frozenset(entity.countries),
        tuple(when for label, when in entity.dates if label == "birth" and _telling(when)),
        _name_keys(entity, letters),
    )


def letters_of(text: str) -> str:
    """Plain letters and digits of a text without spaces and marks."""
    return _NOT_LETTERS.sub("", plain(text))


def _family(kind: EntityKind) -> str:
    if kind is EntityKind.UNKNOWN:
        return ""
    return "body" if kind in _BODIES else kind.value


def _telling(when: DateRange) -> bool:
    return (when.latest - when.earliest).days < _VAGUE_BIRTH


def _name_keys(entity: Entity, letters: Sequence[str] | None) -> tuple[str, ...]:
    """Letters and digits of full names, the primary name first."""
    person = entity.kind is EntityKind.PERSON
    keys: list[str] = []
    for place, name in enumerate(entity.names):
        if name.kind not in _STRONG_NAMES:
            continue
        if person and name.text.count(",") == 1:
            surname, _, given = plain(name.text).partition(",")
            # Other lists print the parts in speaking order.
            key = _NOT_LETTERS.sub("", given + surname)
        else:
            key = letters_of(name.text) if letters is None else letters[place]
        if len(key) >= _SHORT_NAME or (len(key) > 1 and not key.isascii()):
            if name.kind is NameKind.PRIMARY:
                keys.insert(0, key)
            else:
                keys.append(key)
    return tuple(dict.fromkeys(keys))


def may_be_one(one: Facts, two: Facts) -> bool:
    """Whether a name can tie two entries: birth dates must be known where it is a person."""
    if "person" in (one.family, two.family) and not (one.births and two.births):
        return False
    return not apart(one, two)


def apart(one: Facts, two: Facts) -> bool:
    """Whether two entries must not come into one party through a name."""
    if one.family and two.family and one.family != two.family:
        return True
    same_list = one.list_id == two.list_id
    if one.numbers & two.numbers and (not same_list or share_letters(one, two)):
        return False
    if same_list:
        return True  # the publisher keeps them apart
    if one.countries and two.countries and not one.countries & two.countries:
        return True
    if births_differ(one, two):
        return True
    return _numbers_differ(one, two)


def share_letters(one: Facts, two: Facts) -> bool:
    """Whether a full name of both has the same letters, in whatever order its parts stand."""
    if not set(one.names).isdisjoint(two.names):
        return True
    mine = {"".join(sorted(name)) for name in one.names}
    return any("".join(sorted(name)) in mine for name in two.names)


def births_differ(one: Facts, two: Facts) -> bool:
    """Whether birth dates are known on both sides and no two of them can be one day."""
    if not one.births or not two.births:
        return False
    return not any(
        left.earliest <= right.latest and right.earliest <= left.latest
        for left, right in product(one.births, two.births)
    )


def _numbers_differ(one: Facts, two: Facts) -> bool:
    mine, theirs = dict(one.single), dict(two.single)
    if not mine or not theirs:
        return False
    return any(
        {key for scheme_, key in one.single if scheme_ == scheme}.isdisjoint(
            key for scheme_, key in two.single if scheme_ == scheme
        )
        for scheme in mine.keys() & theirs.keys()
    )


def name_reason(one: Facts, two: Facts) -> str:
    shared = ", ".join(sorted(one.countries & two.countries))
    if "person" in (one.family, two.family):
        return f"same name, country ({shared}) and date of birth"
    return f"same name and country ({shared})"
