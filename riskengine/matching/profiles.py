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

PARTY_KIND = {
    EntityKind.PERSON: PartyKind.PERSON,
    EntityKind.COMPANY: PartyKind.COMPANY,
    EntityKind.PUBLIC_BODY: PartyKind.AGENCY,
}
"""The way back, for names given without a text; all else is `other`."""


def profile_of(party: Party) -> Profile | None:
    """The profile of a party; None when its name holds nothing that could be compared."""
    if not comparable(party.canonical):
        return None
    return Profile(party.names, ENTITY_KIND[party.kind], party.country)


def comparable(name: str) -> bool:
    """Whether a name holds a letter or a digit of any script."""
    return any(character.isalnum() for character in fold(name))
