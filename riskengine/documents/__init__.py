"""From a file of any usual format to one canonical text with a map back to the source."""

from __future__ import annotations

from riskengine.documents.opening import open_document, open_source

__all__ = ["open_document", "open_source"]
