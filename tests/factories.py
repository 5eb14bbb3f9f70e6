"""Small builders of stage values, so that a test names only what it is about."""

from __future__ import annotations

import datetime as dt

from riskengine.model.entity import (
    Entity,
    EntityName,
    EntityRelation,
    Listing,
    SnapshotInfo,
)
from riskengine.model.interval import DateRange, Stake
from riskengine.model.match import Match
from riskengine.model.reading import Document, Extraction, Mention, Party, Relation, Span
from riskengine.vocab import (
    EntityKind,
    ListRole,
    MatchVerdict,
    Measure,
    PartyKind,
    Polarity,
    RelationType,
    StateTier,
)

DAY = dt.date(2025, 6, 1)


def party(name: str, kind: PartyKind = PartyKind.COMPANY, country: str | None = None) -> Party:
    return Party(name, kind, (Mention(name, 0, len(name)),), country=country)


def relation(
    type_: RelationType,
    subject: str,
    object_: str,
    *,
    polarity: Polarity = Polarity.ASSERTED,
    percent: float | None = None,
    stake: Stake | None = None,
    status: str | None = None,
    speaker: str | None = None,
    role: str | None = None,
    date: str | None = None,
    by: str | None = None,
) -> Relation:
    return Relation(
        type_,
        subject,
        object_,
        polarity,
        Span(0, 4),
        speaker=speaker,
        percent=percent,
        stake=stake,
        status=status,
        role=role,
        date=date,
        by=by,
    )


def extraction(*parts: Party | Relation, text: str = "Text of the document.") -> Extraction:
    parties = tuple(part for part in parts if isinstance(part, Party))
    relations = tuple(part for part in parts if isinstance(part, Relation))
    return Extraction(
        document=Document(text=text, sha256="0" * 64, kind="text", title="test", origin="t.txt"),
        parties=parties,
        relations=relations,
        principal=parties[0].canonical if parties else None,
    )


def entity(
    name: str,
    list_id: str = "us-bis-el",
    *,
    listed_on: str | None = "2020-01-01",
    delisted_on: str | None = None,
    country: str = "CN",
    state: StateTier | None = None,
    holder_kind: str = "",
    relations: tuple[EntityRelation, ...] = (),
) -> Entity:
    reference = list_id.startswith("ref-")
    listing = Listing(
        program="program",
        authority="authority",
        listed_on=DateRange.parse(listed_on) if listed_on else None,
        delisted_on=DateRange.parse(delisted_on) if delisted_on else None,
        citation="85 FR 1",
    )
    return Entity(
        id=f"{list_id}:{name.casefold().replace(' ', '-')}",
        list_id=list_id,
        kind=EntityKind.COMPANY,
        names=(EntityName(name),),
        countries=(country,),
        listings=() if reference else (listing,),
        relations=relations,
        state_country=country if state is not None else None,
        state_tier=state,
        holder_kind=holder_kind,
        source="a public page" if reference else "",
    )


def match(
    entity_: Entity,
    *,
    confidence: float = 0.98,
    candidates: int = 1,
    verdict: MatchVerdict = MatchVerdict.MATCH,
) -> Match:
    return Match(
        entity=entity_,
        query_name=entity_.caption,
        listed_name=entity_.caption,
        confidence=confidence,
        verdict=verdict,
        reason="same name",
        candidates=candidates,
    )


def info(
    list_id: str = "us-bis-el",
    *,
    measure: Measure = Measure.LICENCE,
    role: ListRole = ListRole.WATCHLIST,
    list_date: dt.date = DAY,
) -> SnapshotInfo:
    return SnapshotInfo(
        list_id=list_id,
        title=f"title of {list_id}",
        publisher="publisher",
        jurisdiction="US",
        role=role,
        measure=measure,
        list_date=list_date,
        retrieved_on=list_date,
        source_url="",
        licence="public domain",
        records=1,
        sha256="0" * 64,
        stale_after_days=30,
    )
