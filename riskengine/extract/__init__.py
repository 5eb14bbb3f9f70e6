"""Reading a text: parties, relations between them, funding rounds. No model, no network."""

from __future__ import annotations

from riskengine.extract.prepared import Hit, NameFinder
from riskengine.extract.reader import read

__all__ = ["Hit", "NameFinder", "read"]
