"""Scoring of many subjects at once, from signals that are already columns.

The same rules as `riskengine.rules.firing` and the same sum as `riskengine.score.tally`,
computed for all subjects together. Field tests, points tables and templates are the very
objects of the loaded ruleset, asked once for every distinct value; property tests compare
the rest with the single path, row for row.
"""

from __future__ import annotations

from riskengine.score.columns.convert import signals_to_tables
from riskengine.score.columns.scorer import Columns, compile_columns

__all__ = ["Columns", "compile_columns", "signals_to_tables"]
