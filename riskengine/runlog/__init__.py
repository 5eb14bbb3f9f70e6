"""Recorded runs: read again, and scored again under another policy."""

from __future__ import annotations

from riskengine.runlog.effect import Effect, Move, effect
from riskengine.runlog.recorded import RecordedSubject, read_runs

__all__ = ["Effect", "Move", "RecordedSubject", "effect", "read_runs"]
