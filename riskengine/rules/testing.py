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
from riskengine.rules.branches import branches, taken
from riskengine.rules.cases import Case, load_cases
from riskengine.rules.firing import firings
from riskengine.rules.loader import load_ruleset
from riskengine.rules.model import Ruleset

Evaluate = Callable[[Ruleset, Iterable[Signal], dt.date], Score]
Read = Callable[[Ruleset, Path, dt.date, str | None], tuple[Signal, ...]]
"""Signals of a party of a document; of the one it is about where no name is given."""


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
    """In how many cases about it a rule fired and stayed silent.

    Attributes:
        branches: how many ways the rule has (`riskengine.rules.branches`).
        unseen: those that no case of the ruleset goes through.
    """

    rule: str
    fired: int
    silent: int
    branches: int = 0
    unseen: tuple[str, ...] = ()


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


def run_tests(
    folder: Path, *, evaluate: Evaluate | None = None, read: Read | None = None
) -> TestReport:
    """Run every case of the ruleset in a folder.

    Args:
        evaluate: how a score is made; the engine's own `riskengine.score.evaluate` if None.
        read: how a document becomes signals; without it a case with a document is an error.

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
    seen: dict[str, set[str]] = {rule.id: set() for rule in ruleset.rules}
    for case in cases:
        try:
            signals = _signals(ruleset, case, read)
            found = score(ruleset, signals, case.as_of)
        except (RiskEngineError, ValueError, TypeError, KeyError) as error:
            messages = (f"{type(error).__name__}: {error}",)
            results.append(CaseResult(case.name, case.file, case.line, "error", messages))
            continue
        ids = {finding.rule for finding in (*found.findings, *found.shadow)}
        for rule_id in dict.fromkeys((*case.rules, *case.fires, *case.silent)):
            (fired if rule_id in ids else silent)[rule_id] += 1
        for firing, pool in firings(ruleset, signals, case.as_of):
            seen[firing.rule.id] |= taken(firing.rule, pool, firing)
        results.append(judged(case, found))
    coverage: list[Coverage] = []
    for rule in ruleset.rules:
        ways = branches(rule)
        unseen = tuple(way for way in ways if way not in seen[rule.id])
        coverage.append(Coverage(rule.id, fired[rule.id], silent[rule.id], len(ways), unseen))
    return TestReport(f"{ruleset.id} {ruleset.version}", tuple(results), tuple(coverage), faults)


def _signals(ruleset: Ruleset, case: Case, read: Read | None) -> tuple[Signal, ...]:
    if case.document is None:
        return case.signals
    if read is None:
        raise ValueError("no reader was given for the documents of the cases")
    return read(ruleset, case.document, case.as_of, case.subject)


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
    for rule_id, wanted in case.count.items():
        number = sum(f.rule == rule_id for f in (*score.findings, *score.shadow))
        if number != wanted:
            messages.append(f"{rule_id} brought {number} findings, expected {wanted}")
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
