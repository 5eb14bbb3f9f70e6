"""Names against lists: comparison, search and the names that a text spells out."""

from __future__ import annotations

from riskengine.matching.compare import compare_names
from riskengine.matching.gazetteer import Gazetteer, NameHit
from riskengine.matching.matcher import Matcher

__all__ = ["Gazetteer", "Matcher", "NameHit", "compare_names"]
