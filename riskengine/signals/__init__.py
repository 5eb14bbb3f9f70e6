"""Signals of one subject, from every earlier stage."""

from __future__ import annotations

from riskengine.model.signal import Evidence, Signal, TextEvidence
from riskengine.signal_catalogue import signal
from riskengine.signals.claims import conduct_signals
from riskengine.signals.context import Context
from riskengine.signals.listings import (
    claim_signals,
    identification_signals,
    list_state_signals,
    listing_signals,
)
from riskengine.signals.ties import (
    backer_signals,
    home_country,
    regime_signals,
    related_signals,
    state_signals,
)

__all__ = ["Context", "build_signals", "home_country"]


def build_signals(name: str, context: Context) -> tuple[Signal, ...]:
    """Every signal about one party, in a fixed order."""
    return (
        *listing_signals(name, context),
        *claim_signals(name, context),
        *regime_signals(name, context),
        *related_signals(name, context),
        *state_signals(name, context),
        *backer_signals(name, context),
        *conduct_signals(name, context),
        *_jurisdiction(name, context),
        *identification_signals(name, context),
        *list_state_signals(name, context),
    )


def _jurisdiction(name: str, context: Context) -> tuple[Signal, ...]:
    party = context.extraction.party(name)
    given = context.extraction.document.kind == "name"
    if party is not None and party.country is not None:
        evidence: tuple[Evidence, ...] = ()
        if party.country_evidence is not None and not given:
            span = party.country_evidence
            quoted = span.of(context.extraction.document.text)
            evidence = (TextEvidence(span.start, span.end, quoted),)
        basis = "given" if given else "text"
        return (signal("jurisdiction", name, evidence, country=party.country, basis=basis),)
    country = home_country(name, context)
    if country is None:
        return ()
    return (signal("jurisdiction", name, (), country=country, basis="list"),)
