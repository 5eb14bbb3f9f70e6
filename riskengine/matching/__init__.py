"""Names against lists: comparison, search and the names that a text spells out."""

from __future__ import annotations

from riskengine.matching.compare import compare_names
from riskengine.matching.gazetteer import Gazetteer, NameHit
from riskengine.matching.matcher import DEFAULT_CUTOFF, Matcher

__all__ = ["DEFAULT_CUTOFF", "Gazetteer", "Matcher", "NameHit", "compare_names"]
