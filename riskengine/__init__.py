"""riskengine: sanctions and geopolitical risk scoring, explained point by point."""

__version__ = "0.1.0"
