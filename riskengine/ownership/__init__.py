"""Ownership, control and the states behind parties."""

from riskengine.ownership.graph import (
    REFERENCE_CUTOFF,
    Edge,
    OwnershipGraph,
    build_graph,
    reference_of,
)
from riskengine.ownership.regimes import ListedParty, apply_regime
from riskengine.ownership.states import StateParty, StateRegister, StateTie, state_ties

__all__ = [
    "REFERENCE_CUTOFF",
    "Edge",
    "ListedParty",
    "OwnershipGraph",
    "StateParty",
    "StateRegister",
    "StateTie",
    "apply_regime",
    "build_graph",
    "reference_of",
    "state_ties",
]
