"""Signals of one subject, from every earlier stage."""

from __future__ import annotations

from riskengine.model.signal import Signal
from riskengine.signal_catalogue import signal
from riskengine.signals.activities import activity_signals
from riskengine.signals.claims import conduct_signals
from riskengine.signals.context import Context
from riskengine.signals.homes import home, home_country
from riskengine.signals.listings import (
    claim_signals,
    identification_signals,
    list_state_signals,
    listing_signals,
)
from riskengine.signals.ties import (
    backer_signals,
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
        *activity_signals(name, context),
        *_jurisdiction(name, context),
        *identification_signals(name, context),
        *list_state_signals(name, context),
    )


def _jurisdiction(name: str, context: Context) -> tuple[Signal, ...]:
    found = home(name, context)
    if found is None:
        return ()
    values = {"country": found.country, "basis": found.basis}
    return (signal("jurisdiction", name, found.evidence, **values),)
