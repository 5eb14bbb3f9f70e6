"""Signals from claims about conduct: military links, supply, violations, fronts."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from importlib import resources

import yaml

from riskengine import territories
from riskengine.model.reading import Extraction, Relation
from riskengine.model.signal import Evidence, Signal
from riskengine.ownership.graph import quote
from riskengine.signal_catalogue import signal
from riskengine.signals.context import Context, readable
from riskengine.signals.homes import home_country
from riskengine.signals.listings import listing_evidence
from riskengine.signals.ties import lists_by_issuer
from riskengine.vocab import PartyKind, Polarity, RelationType

MILITARY_PREFIX = "MIL:"
_ON_NO_LIST: tuple[tuple[None, None], ...] = ((None, None),)
_AUTHORITY_KINDS = frozenset({PartyKind.AGENCY, PartyKind.GOVERNMENT, PartyKind.MILITARY})


@lru_cache(maxsize=1)
def _authority_words() -> tuple[str, ...]:
    source = resources.files("riskengine") / "data" / "signals" / "authorities.yaml"
    return tuple(yaml.safe_load(source.read_text(encoding="utf-8"))["words"])


def speaker_kind(name: str, relation: Relation, extraction: Extraction) -> str:
    """`self`, `authority`, `other`, or `text` for the text's own voice."""
    if relation.speaker is None:
        return "text"
    subject = extraction.party(name)
    if relation.speaker == name or (subject is not None and relation.speaker in subject.names):
        return "self"
    spoken = next((p for p in extraction.parties if relation.speaker in p.names), None)
    if spoken is not None and spoken.kind in _AUTHORITY_KINDS:
        return "authority"
    lowered = relation.speaker.casefold()
    return "authority" if any(word in lowered for word in _authority_words()) else "other"


def conduct_signals(name: str, context: Context) -> Iterator[Signal]:
    """Every claim about the subject's conduct, whatever its polarity."""
    about = {id(item): item for item in (*context.claims_of(name), *context.claims_on(name))}
    for relation in sorted(about.values(), key=lambda item: item.evidence.start):
        if relation.polarity is Polarity.UNCLEAR:
            yield signal(
                "unclear_claim",
                name,
                (quote(context.extraction, relation),),
                relation=relation.type,
                object=relation.object if relation.subject == name else relation.subject,
            )
        if relation.type is RelationType.MILITARY_LINK and relation.subject == name:
            yield _military(name, relation, context)
        elif relation.type is RelationType.SUPPLIES_TO:
            if relation.subject == name:
                yield from _supply(name, relation, "to", relation.object, context)
            elif relation.object == name:
                yield from _supply(name, relation, "from", relation.subject, context)
        elif relation.type is RelationType.VIOLATED and relation.subject == name:
            status = relation.status
            yield signal(
                "violation",
                name,
                (quote(context.extraction, relation),),
                regime=relation.object,
                polarity=relation.polarity,
                speaker=relation.speaker,
                speaker_kind=speaker_kind(name, relation, context.extraction),
                outcome=status if status in {"admitted", "settled"} else "open",
            )
        elif relation.type is RelationType.FRONT_FOR and relation.subject == name:
            yield from _front(name, relation, context)


def _country(name: str, context: Context) -> str | None:
    if name.startswith(MILITARY_PREFIX):
        return territories.country_code(name.removeprefix(MILITARY_PREFIX))
    state = context.register.state_party(name)
    return state.country if state is not None else home_country(name, context)


def _military(name: str, relation: Relation, context: Context) -> Signal:
    return signal(
        "military_link",
        name,
        (quote(context.extraction, relation),),
        body=readable(relation.object),
        country=_country(relation.object, context),
        polarity=relation.polarity,
        speaker=relation.speaker,
        speaker_kind=speaker_kind(name, relation, context.extraction),
    )


def _is_military(name: str, context: Context) -> bool:
    if name.startswith(MILITARY_PREFIX):
        return True
    party = context.extraction.party(name)
    if party is not None and party.kind is PartyKind.MILITARY:
        return True
    state = context.register.state_party(name)
    return state is not None and state.holder_kind == "military"


def _supply(
    name: str, relation: Relation, direction: str, counterparty: str, context: Context
) -> Iterator[Signal]:
    for list_id, measure in lists_by_issuer(counterparty, context) or _ON_NO_LIST:
        yield signal(
            "supply",
            name,
            (quote(context.extraction, relation), *_listing_proof(counterparty, list_id, context)),
            direction=direction,
            counterparty=readable(counterparty),
            country=_country(counterparty, context),
            military=_is_military(counterparty, context),
            listed=list_id is not None,
            list_id=list_id,
            measure=measure,
            polarity=relation.polarity,
            speaker=relation.speaker,
            speaker_kind=speaker_kind(name, relation, context.extraction),
        )


def _front(name: str, relation: Relation, context: Context) -> Iterator[Signal]:
    for list_id, measure in lists_by_issuer(relation.object, context) or _ON_NO_LIST:
        yield signal(
            "front",
            name,
            (
                quote(context.extraction, relation),
                *_listing_proof(relation.object, list_id, context),
            ),
            principal=relation.object,
            principal_listed=list_id is not None,
            principal_list_id=list_id,
            principal_measure=measure,
            polarity=relation.polarity,
            speaker=relation.speaker,
            speaker_kind=speaker_kind(name, relation, context.extraction),
        )


def _listing_proof(name: str, list_id: str | None, context: Context) -> tuple[Evidence, ...]:
    item = context.listing_on(name, list_id) if list_id is not None else None
    return listing_evidence(item) if item is not None else ()
