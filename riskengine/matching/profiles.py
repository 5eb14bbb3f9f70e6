"""From a party of a text to the profile that is searched."""

from __future__ import annotations

from riskengine.model.match import Profile
from riskengine.model.reading import Party
from riskengine.text.normalise import fold
from riskengine.vocab import EntityKind, PartyKind

ENTITY_KIND = {
    PartyKind.PERSON: EntityKind.PERSON,
    PartyKind.COMPANY: EntityKind.COMPANY,
    PartyKind.FUND: EntityKind.COMPANY,
    PartyKind.UNIVERSITY: EntityKind.ORGANIZATION,
    PartyKind.MEDIA: EntityKind.ORGANIZATION,
    PartyKind.AGENCY: EntityKind.PUBLIC_BODY,
    PartyKind.GOVERNMENT: EntityKind.PUBLIC_BODY,
    PartyKind.MILITARY: EntityKind.PUBLIC_BODY,
    PartyKind.OTHER: EntityKind.UNKNOWN,
}
"""What a party of a text may be on a list."""

MAX_NAME = 500
"""Longest name compared, in characters. The longest on the bundled lists has 381."""

PARTY_KIND = {
    EntityKind.PERSON: PartyKind.PERSON,
    EntityKind.COMPANY: PartyKind.COMPANY,
    EntityKind.PUBLIC_BODY: PartyKind.AGENCY,
}
"""The way back, for names given without a text; all else is `other`."""


def profile_of(party: Party) -> Profile | None:
    """The profile of a party; None when its name holds nothing that could be compared."""
    if unjudgeable(party.canonical) is not None:
        return None
    names = tuple(name for name in party.names if unjudgeable(name) is None)
    return Profile(names, ENTITY_KIND[party.kind], party.country)


def unjudgeable(name: str) -> str | None:
    """Why a name cannot be compared, None when it can."""
    if len(name) > MAX_NAME:
        return f"the name has {len(name)} characters; no name has more than {MAX_NAME}"
    if any("\ud800" <= character <= "\udfff" for character in name):
        return "the name holds bytes that are no text; its encoding is broken"
    if not any(character.isalnum() for character in fold(name)):
        return "the name holds no letter or digit that could be compared"
    return None
