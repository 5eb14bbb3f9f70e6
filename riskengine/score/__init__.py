"""From signals to a score that explains itself, and what would have to change."""

from __future__ import annotations

from riskengine.score.counterfactual import counterfactuals
from riskengine.score.evaluate import evaluate
from riskengine.score.nearly import nearly_fired

__all__ = ["counterfactuals", "evaluate", "nearly_fired"]
