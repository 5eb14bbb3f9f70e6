"""Signals from list matches and from what the text says of lists."""

from __future__ import annotations

from collections.abc import Iterator

from riskengine.model.entity import Listing
from riskengine.model.reading import Relation
from riskengine.model.signal import (
    ComparisonEvidence,
    ListingEvidence,
    ReferenceEvidence,
    Signal,
    TextEvidence,
)
from riskengine.ownership.graph import quote, tie_status
from riskengine.signal_catalogue import signal
from riskengine.signals.context import ActiveListing, Context, in_force, list_code
from riskengine.vocab import ListingState, MatchVerdict, Polarity, RelationType


def listing_evidence(item: ActiveListing) -> tuple[ListingEvidence, ComparisonEvidence]:
    """The dated entry and the comparison that leads to it."""
    match = item.match
    listing = match.entity.listings[item.index]
    return (
        ListingEvidence(
            list_id=item.info.list_id,
            entity_id=match.entity.id,
            listed_name=match.listed_name,
            listed_on=str(listing.listed_on) if listing.listed_on is not None else None,
            citation=listing.citation or item.info.citation,
        ),
        ComparisonEvidence(match.query_name, match.listed_name, match.confidence, match.reason),
    )


def listing_signals(name: str, context: Context) -> Iterator[Signal]:
    """One `listing` per matched entry, one `delisting` per removed one."""
    found = context.listings(name)
    standing = {item.match.entity.id for item in found if in_force(item.state)}
    for item in found:
        match, info = item.match, item.info
        if item.state is ListingState.FORMER and match.entity.id in standing:
            continue  # listed again since: the party has not left this list
        listing = match.entity.listings[item.index]
        evidence = listing_evidence(item)
        yield signal(
            "listing",
            name,
            evidence,
            list_id=info.list_id,
            list_title=info.title,
            measure=info.measure,
            program=listing.program,
            entity_id=match.entity.id,
            listed_name=match.listed_name,
            primary_name=match.entity.caption,
            query_name=match.query_name,
            confidence=match.confidence,
            candidates=match.candidates,
            state=item.state,
            listed_on=listing.listed_on.latest if listing.listed_on is not None else None,
            listed_when=_when(listing),
            delisted_on=listing.delisted_on.latest if listing.delisted_on is not None else None,
            citation=listing.citation or info.citation or None,
            licence_policy=listing.licence_policy or None,
        )
        if item.state is ListingState.FORMER and listing.delisted_on is not None:
            yield signal(
                "delisting",
                name,
                evidence,
                list_code=info.list_id,
                list_id=info.list_id,
                polarity=Polarity.ASSERTED,
                date=str(listing.delisted_on),
                source="list",
            )


def _when(listing: Listing) -> str:
    """When the party was listed and, where that is over or open, removed."""
    began = "on a day not on file" if listing.listed_on is None else listing.listed_on.in_words()
    if listing.delisted_on is None:
        return began
    return f"{began}, removed {listing.delisted_on.in_words()}"


def identification_signals(name: str, context: Context) -> Iterator[Signal]:
    """How well the party was identified, once per list with a listing in force."""
    seen: set[str] = set()
    for item in context.listings(name):
        if item.info.list_id in seen or not in_force(item.state):
            continue
        seen.add(item.info.list_id)
        ambiguous = item.match.verdict is MatchVerdict.AMBIGUOUS
        yield signal(
            "identification",
            name,
            listing_evidence(item),
            list_id=item.info.list_id,
            quality="ambiguous" if ambiguous else "single",
            candidates=item.match.candidates,
            confidence=item.match.confidence,
        )


def claim_signals(name: str, context: Context) -> Iterator[Signal]:
    """`claimed_listing` and `delisting` from the text's own words."""
    for relation in context.claims_of(name):
        if relation.type is RelationType.LISTED_ON:
            yield _claimed_listing(name, relation, context)
        elif relation.type is RelationType.DELISTED_FROM:
            yield signal(
                "delisting",
                name,
                (quote(context.extraction, relation),),
                list_code=relation.object,
                list_id=list_code(relation.object).list_id,
                polarity=relation.polarity,
                date=relation.date,
                source="text",
            )


def delisted_in_text(name: str, code: str, context: Context) -> bool:
    """Whether the text asserts that the party was taken off the list it names."""
    return any(
        relation.type is RelationType.DELISTED_FROM
        and relation.object == code
        and relation.polarity is Polarity.ASSERTED
        for relation in context.claims_of(name)
    )


def _claimed_listing(name: str, relation: Relation, context: Context) -> Signal:
    code = list_code(relation.object)
    status = tie_status(relation)
    if status == "current" and delisted_in_text(name, relation.object, context):
        status = "former"
    evidence: list[TextEvidence | ListingEvidence | ComparisonEvidence] = [
        quote(context.extraction, relation)
    ]
    corroborated = "not_loaded"
    if code.list_id in context.infos:
        corroborated = "not_found"
        for item in context.listings(name):
            if item.info.list_id == code.list_id and in_force(item.state):
                corroborated = "confirmed"
                evidence.extend(listing_evidence(item))
                break
    return signal(
        "claimed_listing",
        name,
        tuple(evidence),
        list_code=relation.object,
        list_id=code.list_id,
        list_title=code.title,
        measure=code.measure,
        polarity=relation.polarity,
        speaker=relation.speaker,
        by=relation.by,
        date=relation.date,
        status=status,
        corroborated=corroborated,
    )


def list_state_signals(name: str, context: Context) -> Iterator[Signal]:
    """Age and completeness of every list searched."""
    for list_id, info in sorted(context.infos.items()):
        age = info.age_days(context.as_of)
        yield signal(
            "list_state",
            name,
            (
                ReferenceEvidence(
                    list_id, f"{info.title}: state of {info.list_date}", info.citation or list_id
                ),
            ),
            list_id=list_id,
            age_days=age,
            stale=age > info.stale_after_days,
            complete=info.complete,
        )
