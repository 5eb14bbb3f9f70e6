"""Running a ruleset's own tests, and how well they cover its rules."""

from __future__ import annotations

import datetime as dt
import importlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from riskengine.errors import Fault, RiskEngineError
from riskengine.model.assessment import Score
from riskengine.model.signal import Signal
from riskengine.rules.cases import Case, load_cases
from riskengine.rules.loader import load_ruleset
from riskengine.rules.model import Ruleset

Evaluate = Callable[[Ruleset, Iterable[Signal], dt.date], Score]


@dataclass(frozen=True, slots=True)
class CaseResult:
    """Outcome of one case.

    `outcome` is `pass`; `fail` (an expectation does not hold, or a `todo` case passes);
    `error` (the ruleset could not be applied); or `todo` (fails, as its mark says).
    """

    name: str
    file: str
    line: int
    outcome: str
    messages: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Coverage:
    """In how many cases about it a rule fired and stayed silent."""

    rule: str
    fired: int
    silent: int


@dataclass(frozen=True, slots=True)
class TestReport:
    """Results in file order, coverage by rule id, and faults of the test files."""

    __test__ = False  # not a test class, whatever pytest thinks of its name

    ruleset: str
    results: tuple[CaseResult, ...]
    coverage: tuple[Coverage, ...]
    faults: tuple[Fault, ...] = ()

    @property
    def ok(self) -> bool:
        good = all(result.outcome in ("pass", "todo") for result in self.results)
        return good and not self.faults

    def count(self, outcome: str) -> int:
        return sum(result.outcome == outcome for result in self.results)


def run_tests(folder: Path, *, evaluate: Evaluate | None = None) -> TestReport:
    """Run every case of the ruleset in a folder.

    Args:
        evaluate: how a score is made; the engine's own `riskengine.score.evaluate` if None.

    Raises:
        RulesetError: the ruleset itself cannot be loaded. Faults in test files are in the
            report instead, so that the other cases still run.
    """
    ruleset = load_ruleset(folder)
    cases, faults = load_cases(ruleset)
    score = evaluate or default_evaluate()
    results: list[CaseResult] = []
    fired: dict[str, int] = {rule.id: 0 for rule in ruleset.rules}
    silent = dict(fired)
    for case in cases:
        try:
            found = score(ruleset, case.signals, case.as_of)
        except (RiskEngineError, ValueError, TypeError, KeyError) as error:
            messages = (f"{type(error).__name__}: {error}",)
            results.append(CaseResult(case.name, case.file, case.line, "error", messages))
            continue
        ids = {finding.rule for finding in (*found.findings, *found.shadow)}
        for rule_id in dict.fromkeys((*case.rules, *case.fires, *case.silent)):
            (fired if rule_id in ids else silent)[rule_id] += 1
        results.append(judged(case, found))
    coverage = tuple(Coverage(rule, fired[rule], silent[rule]) for rule in sorted(fired))
    return TestReport(f"{ruleset.id} {ruleset.version}", tuple(results), coverage, faults)


def default_evaluate() -> Evaluate:
    """The engine's own way to a score. It is a layer above, so it is looked up late."""
    found: Evaluate = importlib.import_module("riskengine.score").evaluate
    return found


def judged(case: Case, score: Score) -> CaseResult:
    """Whether a score is what a case expects."""
    ids = {finding.rule for finding in (*score.findings, *score.shadow)}
    messages: list[str] = []
    printed = ", ".join(sorted(ids)) or "nothing"
    for rule_id in case.fires:
        if rule_id not in ids:
            messages.append(f"{rule_id} did not fire; fired: {printed}")
    for rule_id in case.silent:
        if rule_id in ids:
            messages.append(f"{rule_id} fired and should not")
    for rule_id, wanted in case.points.items():
        points = sum(f.points for f in (*score.findings, *score.shadow) if f.rule == rule_id)
        if points != wanted:
            messages.append(f"{rule_id} brought {points} points, expected {wanted}")
    if case.score is not None and score.value != case.score:
        messages.append(f"score {score.value}, expected {case.score}; fired: {printed}")
    if case.band is not None and score.band != case.band:
        messages.append(
            f"band {score.band} ({score.value}), expected {case.band}; fired: {printed}"
        )
    outcome = "fail" if messages else "pass"
    if case.todo:
        outcome = "todo" if messages else "fail"
        messages = messages or ["marked todo and passes now: take the mark away"]
    return CaseResult(case.name, case.file, case.line, outcome, tuple(messages))
