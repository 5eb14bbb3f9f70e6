"""Rulesets: YAML folders loaded into typed rules, checked, tested and applied.

    ruleset = load_ruleset(Path("rulesets/default"))
    for issue in lint(ruleset): ...
    report = run_tests(Path("rulesets/default"))

`fire` applies the rules; `riskengine.score` adds the points up.
"""

from __future__ import annotations

from riskengine.rules.firing import Firing, fire
from riskengine.rules.linting import LintIssue, lint
from riskengine.rules.loader import load_ruleset
from riskengine.rules.model import FamilySpec, Override, Regime, RegimeWindow, Rule, Ruleset, Window
from riskengine.rules.names import NamedList, Parameter, Reference
from riskengine.rules.testing import CaseResult, Coverage, TestReport, run_tests

__all__ = [
    "CaseResult",
    "Coverage",
    "FamilySpec",
    "Firing",
    "LintIssue",
    "NamedList",
    "Override",
    "Parameter",
    "Reference",
    "Regime",
    "RegimeWindow",
    "Rule",
    "Ruleset",
    "TestReport",
    "Window",
    "fire",
    "lint",
    "load_ruleset",
    "run_tests",
]
