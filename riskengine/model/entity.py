"""What a list says: entities, their names, listings and relations. Never a text span."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

from riskengine.model.interval import DateRange, Stake
from riskengine.vocab import EntityKind, ListingState, ListRole, Measure, NameKind, StateTier


@dataclass(frozen=True, slots=True)
class EntityName:
    """One name of an entity, as published.

    Attributes:
        script: ISO 15924 code of most letters (`Latn`, `Hans`, `Cyrl`), `Zyyy` if none.
        language: ISO 639-1 code where the list states it, else None.
    """

    text: str
    kind: NameKind = NameKind.PRIMARY
    script: str = "Latn"
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Identifier:
    """A number that names a party under a scheme (`lei`, `imo`, `uscc`, `ofac`)."""

    scheme: str
    value: str


@dataclass(frozen=True, slots=True)
class Listing:
    """One designation under one program.

    Attributes:
        program: the legal regime (`EAR Entity List`, `CMIC-EO13959`).
        authority: who decides ("US Department of Commerce, Bureau of Industry and Security").
        entry: the list's own number for the entry; empty if it has none.
        listed_on: None where no date is known.
        listed_on_basis: how `listed_on` is known: `stated`, `edition` (named in the edition
            of that date, perhaps earlier too) or `citation` (from the volume and page).
        citation: as published, such as `90 FR 4617`.
        url: pages of what is cited, as published, one after the other.
        licence_requirement, licence_policy: as published; empty where the list has none.
        measures: what the listing does, as published ("Asset freeze", "Travel ban").
    """

    program: str
    authority: str
    entry: str = ""
    listed_on: DateRange | None = None
    listed_on_basis: str = "stated"
    delisted_on: DateRange | None = None
    citation: str = ""
    licence_requirement: str = ""
    licence_policy: str = ""
    measures: tuple[str, ...] = ()
    url: str = ""

    def state(self, as_of: dt.date) -> ListingState:
        """State on a day. An unknown listing date counts as listed already."""
        if self.delisted_on is not None:
            if self.delisted_on.latest <= as_of:
                return ListingState.FORMER
            if self.delisted_on.earliest <= as_of:
                return ListingState.UNCERTAIN
        if self.listed_on is not None:
            if self.listed_on.earliest > as_of:
                return ListingState.FUTURE
            if self.listed_on.latest > as_of:
                return ListingState.UNCERTAIN
        return ListingState.ACTIVE


@dataclass(frozen=True, slots=True)
class EntityRelation:
    """A tie that the list itself states, read from this entity to `target`.

    `type` is one of `owned_by`, `controlled_by`, `subsidiary_of`, `state_body_of`,
    `manages_fund`, or, where a publisher states a tie without saying how it binds,
    `owned_or_controlled_by`, `acts_for`, `supports`, `leader_of`, `associate_of`,
    `family_of`, `linked_to`; `target` is an entity id or, where no entity exists, a name.
    """

    type: str
    target: str
    stake: Stake = field(default_factory=Stake)
    since: DateRange | None = None
    until: DateRange | None = None
    source: str = ""


@dataclass(frozen=True, slots=True)
class Entity:
    """A party that a watchlist or a reference list describes.

    Attributes:
        id: permanent, unique over all lists: `us-bis-el:...`.
        countries: ISO 3166-1 alpha-2 codes, sorted.
        state_country, state_tier: for reference lists: whose state this body or owner is,
            and at which level; None where it is no state party.
        holder_kind: for reference lists: `government`, `military`, `party`, `state_company`,
            `state_bank`, `state_fund`, `sovereign_fund`, `pension_fund`, `technology_group`,
            `investment_group`; empty elsewhere.
        templates: name patterns of reference bodies, such as `{city} Municipal Government`;
            an entity that has templates has no fixed name of its own.
        source: citation or page of a hand-written fact.
        details: further facts as published, (label, value); labels are those of
            `riskengine.vocab.DETAILS`.
    """

    id: str
    list_id: str
    kind: EntityKind
    names: tuple[EntityName, ...]
    countries: tuple[str, ...] = ()
    addresses: tuple[str, ...] = ()
    identifiers: tuple[Identifier, ...] = ()
    dates: tuple[tuple[str, DateRange], ...] = ()
    listings: tuple[Listing, ...] = ()
    relations: tuple[EntityRelation, ...] = ()
    state_country: str | None = None
    state_tier: StateTier | None = None
    holder_kind: str = ""
    templates: tuple[str, ...] = ()
    source: str = ""
    note: str = ""
    details: tuple[tuple[str, str], ...] = ()

    @property
    def caption(self) -> str:
        """The name to print."""
        return self.names[0].text if self.names else self.id


@dataclass(frozen=True, slots=True)
class SnapshotInfo:
    """What a manifest says of one dated, hashed state of one list.

    Attributes:
        list_date: the day the publisher's state is of.
        complete: whether the snapshot holds the whole list of that date.
        note: what a reader must know, such as additions entered by hand.
        records: number of entities, those included that are listed no more.
        former: of these, entities that no listing of which stands on the list date.
        sha256: hash of `snapshot.jsonl`.
        stale_after_days: age beyond which a warning is due.
    """

    list_id: str
    title: str
    publisher: str
    jurisdiction: str
    role: ListRole
    measure: Measure
    list_date: dt.date
    retrieved_on: dt.date
    source_url: str
    licence: str
    records: int
    sha256: str
    stale_after_days: int
    citation: str = ""
    complete: bool = True
    note: str = ""
    former: int = 0

    @property
    def listed(self) -> int:
        """Entities that are on the list on its date."""
        return self.records - self.former

    def age_days(self, as_of: dt.date) -> int:
        """Days from the list date to the as-of date; negative when the list is newer."""
        return (as_of - self.list_date).days
