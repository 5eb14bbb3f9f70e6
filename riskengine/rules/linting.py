"""What a loadable ruleset still does wrong, or may."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from riskengine.rules.cases import Case, load_cases
from riskengine.rules.conditions import AnyOf, Condition, Not, atoms
from riskengine.rules.model import Regime, Rule, Ruleset, Window
from riskengine.rules.reach import contradictions, holds_for, implies, only_atom, reachable
from riskengine.signal_catalogue import CATALOGUE
from riskengine.vocab import Polarity, RuleStatus


@dataclass(frozen=True, slots=True, order=True)
class LintIssue:
    """One remark.

    Attributes:
        severity: `error` or `warning`.
        code: permanent name of the check.
        where: rule id, regime id, list or parameter name.
    """

    file: str
    line: int
    severity: str
    code: str
    where: str
    message: str

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}" if self.line else self.file
        return f"{place}: {self.severity}: {self.where}: {self.message} [{self.code}]"


def lint(ruleset: Ruleset) -> tuple[LintIssue, ...]:
    """Every remark on a ruleset, in file order. Reads the test files beside the rules."""
    cases, faults = load_cases(ruleset)
    issues = [
        LintIssue(fault.file, fault.line, "error", "test-file", "tests", fault.message)
        for fault in faults
    ]
    for rule in ruleset.rules:
        for severity, code, message in (*_rule(rule, ruleset), *_tests(rule, cases, ruleset.id)):
            issues.append(LintIssue(rule.file, rule.line, severity, code, rule.id, message))
    for rule, (severity, code, message) in _overlaps(ruleset):
        issues.append(LintIssue(rule.file, rule.line, severity, code, rule.id, message))
    for severity, code, message in _bands(ruleset):
        issues.append(LintIssue("ruleset.yaml", 0, severity, code, "bands", message))
    for regime in ruleset.regimes:
        for severity, code, message in _regime(regime):
            issues.append(LintIssue("regimes.yaml", 0, severity, code, regime.id, message))
    for name in sorted({*ruleset.lists, *ruleset.parameters} - _used(ruleset)):
        kind = "list" if name in ruleset.lists else "parameter"
        message = f"no rule uses the {kind} {name!r}"
        issues.append(LintIssue("ruleset.yaml", 0, "warning", "unused-name", name, message))
    return tuple(sorted(issues))


_Remark = tuple[str, str, str]


def _rule(rule: Rule, ruleset: Ruleset) -> Iterator[_Remark]:
    yield from _polarity(rule)
    yield from _order_of_facts(rule)
    yield from _reach(rule)
    if not rule.references:
        yield "error", "no-reference", "has no reference"
    for reference in rule.references:
        if reference.citation is None and reference.url is None:
            yield "error", "no-reference", f"reference {reference.title!r} has no citation or url"
    if rule.points.highest == 0 and not rule.note:
        yield "warning", "no-points", "brings no points and has no note that says why"
    if rule.points.highest > ruleset.families[rule.family].cap:
        yield "warning", "above-cap", "brings more points than its family may count"
    if rule.floor is not None and rule.floor <= min(_all_points(rule)):
        yield "warning", "idle-floor", "its floor is never above its own points"
    steps = rule.points.steps
    if any(points < lower for (_, points), (_, lower) in pairwise(steps)):
        yield "warning", "falling-points", "a higher step of its points table brings fewer points"
    for message in _windows(rule.windows, gaps=False):
        yield "error", "windows", message


def _reach(rule: Rule) -> Iterator[_Remark]:
    """Conditions that can never hold, or that nothing depends on."""
    for atom in atoms(rule.when):
        fields = CATALOGUE[atom.signal].fields
        for name, test in atom.tests:
            some, every = holds_for(test, fields[name])
            place = f"the test on {atom.signal}.{name} (line {atom.line})"
            if not some:
                yield "error", "contradiction", f"{place} holds for no value"
            elif every:
                yield "warning", "idle-test", f"{place} holds for every value"
    for message in contradictions(rule.when):
        yield "error", "contradiction", message
    rows = rule.points.steps
    for (_, points), (least, lower) in pairwise(rows):
        if points == lower:
            message = f"the step above {least:g} of its points table brings the same points"
            yield "warning", "idle-step", message
    if rows and rows[-1][1] == rule.points.otherwise:
        yield "warning", "idle-step", "the lowest step brings the points of 'otherwise'"


def _overlaps(ruleset: Ruleset) -> Iterator[tuple[Rule, _Remark]]:
    """Rules that count one fact twice: one fires on every signal that another fires on."""
    single = [
        (rule, atom)
        for rule in ruleset.rules
        if rule.status is RuleStatus.ACTIVE and rule.points.highest
        for atom in [only_atom(rule.when)]
        if atom is not None
    ]
    for rule, atom in single:
        for other, wider in single:
            same_group = rule.exclusive and other.exclusive and _group(rule) == _group(other)
            if rule is other or rule.family is not other.family or same_group:
                continue
            if implies(atom, wider) and (rule.id < other.id or not implies(wider, atom)):
                message = (
                    f"every signal it fires on also fires {other.id}: one fact counts twice; "
                    "put both into one exclusive group"
                )
                yield rule, ("warning", "double-count", message)


def _group(rule: Rule) -> str:
    return rule.exclusive.text.split("{")[0].strip() if rule.exclusive else ""


def _bands(ruleset: Ruleset) -> Iterator[_Remark]:
    """Bands that no rule leads to, and families whose points are never counted."""
    active = [rule for rule in ruleset.rules if rule.status is RuleStatus.ACTIVE]
    total = sum(
        min(spec.cap, sum(r.points.highest for r in active if r.family is family))
        for family, spec in ruleset.families.items()
    )
    if ruleset.reserved_from is not None:
        total = min(total, ruleset.reserved_from - 1)
    for band in reachable(ruleset.bands, total, [rule.floor or 0 for rule in active]):
        yield "warning", "unreachable-band", f"no rule leads to the band {band.value!r}"
    for family, spec in ruleset.families.items():
        if spec.cap == 0 and any(r.family is family and r.points.highest for r in active):
            message = f"the family {family.value!r} has the cap 0: its points are never seen"
            yield "warning", "unseen-points", message


def _all_points(rule: Rule) -> list[int]:
    table = rule.points
    return [table.otherwise, *(p for _, p in table.steps), *(p for _, p in table.values)]


def _polarity(rule: Rule) -> Iterator[_Remark]:
    positive = set(map(id, atoms(rule.when, positive=True)))
    for atom in atoms(rule.when):
        if "polarity" not in CATALOGUE[atom.signal].fields:
            continue
        place = f"the condition on {atom.signal!r} (line {atom.line})"
        tests = [test for name, test in atom.tests if name == "polarity"]
        if not tests:
            message = f"{place} does not say which polarity it wants; a denial would satisfy it"
            yield "error", "polarity", message
        elif (
            id(atom) in positive
            and (rule.points.highest or rule.floor)
            and all(test(Polarity.DENIED.value, dt.date.min) for test in tests)
        ):
            yield "error", "polarity", f"{place} lets a denial bring points"


def _order_of_facts(rule: Rule) -> Iterator[_Remark]:
    """More facts against a subject should never lower its score."""
    if any(True for _ in atoms(rule.when, positive=False)):
        yield "warning", "not-monotone", "uses 'not': another fact could lower the score"
    for atom in atoms(rule.when):
        if set(atom.count_operators) & {"eq", "lt", "le"}:
            message = "counts with an upper limit: another fact could lower the score"
            yield "warning", "not-monotone", message
    by = rule.points.by
    lacking = by is not None and any(
        by not in CATALOGUE[atom.signal].fields for atom in atoms(rule.when, positive=True)
    )
    if lacking and _has_alternatives(rule.when):
        message = f"some alternative has no field {by!r}: a weaker fact could lower the points"
        yield "warning", "not-monotone", message


def _has_alternatives(condition: Condition) -> bool:
    if isinstance(condition, AnyOf):
        return True
    if isinstance(condition, Not):
        return _has_alternatives(condition.part)
    return any(_has_alternatives(part) for part in getattr(condition, "parts", ()))


def _tests(rule: Rule, cases: tuple[Case, ...], own: str) -> Iterator[_Remark]:
    if rule.status is RuleStatus.DEPRECATED:
        return
    if rule.origin != own and not rule.overridden:
        return  # tested beside the base that wrote it
    severity = "warning" if rule.status is RuleStatus.DRAFT else "error"
    if not any(rule.id in case.fires for case in cases):
        yield severity, "no-firing-case", "has no test case in which it fires"
    if not any(rule.id in case.silent for case in cases):
        yield severity, "no-silent-case", "has no test case in which it stays silent"


def _regime(regime: Regime) -> Iterator[_Remark]:
    if not regime.windows:
        yield "error", "windows", "has no window"
    for message in _windows(regime.windows, gaps=True):
        yield "error", "windows", message


def _windows(windows: tuple[Window, ...], *, gaps: bool) -> Iterator[str]:
    for before, after in pairwise(windows):
        if before.last is None or after.first is None or after.first <= before.last:
            yield f"window from {after.first} overlaps the one before it"
        elif gaps and after.first > before.last + dt.timedelta(days=1):
            yield f"nothing is said between {before.last} and {after.first}"


def _used(ruleset: Ruleset) -> set[str]:
    used = set(ruleset.used_names)
    waiting = [name for name in used if name in ruleset.lists]
    while waiting:
        for name in ruleset.lists[waiting.pop()].includes:
            if name not in used:
                used.add(name)
                waiting.append(name)
    return used
