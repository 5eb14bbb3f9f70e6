"""Optional engines that name what a text speaks of, beside the deterministic core."""

from __future__ import annotations

from riskengine.extract.providers.contract import Named, Provider
from riskengine.extract.providers.opening import open_provider

__all__ = ["Named", "Provider", "open_provider"]
