"""Do the tests beside the rules notice a changed rule? Each mutant is tried until one fails."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from riskengine.errors import RiskEngineError
from riskengine.rules.cases import Case, load_cases
from riskengine.rules.faults import FirstPlaces
from riskengine.rules.header import read_header
from riskengine.rules.inheritance import Inheritance
from riskengine.rules.layers import read_layers
from riskengine.rules.loader import load_ruleset
from riskengine.rules.model import Rule, Ruleset
from riskengine.rules.mutants import Mutant, mutants
from riskengine.rules.names import Names
from riskengine.rules.testing import Evaluate, default_evaluate, judged
from riskengine.rules.topics import TopicReader
from riskengine.rules.yamltree import Tree
from riskengine.vocab import RuleStatus


@dataclass(frozen=True, slots=True)
class Survivor:
    """A change that no test noticed. `line` is that of the changed part, as far as known."""

    rule: str
    file: str
    line: int
    kind: str
    place: str
    change: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.rule}: {self.kind} at {self.place}: {self.change}"


@dataclass(frozen=True, slots=True)
class MutationReport:
    """Outcome by rule.

    Attributes:
        tried: mutants that could be loaded, by kind.
        refused: mutants that the loader refuses; no test is needed for them.
    """

    ruleset: str
    tried: tuple[tuple[str, int], ...]
    refused: int
    survivors: tuple[Survivor, ...]


def mutate(
    folder: Path, *, rules: Iterable[str] = (), evaluate: Evaluate | None = None
) -> MutationReport:
    """Change every number, comparison and part of every active rule, one at a time.

    Args:
        rules: ids to keep to; all if empty. Rules that a base wrote and nobody overrides
            are tested with the base.
        evaluate: how a score is made; the engine's own if None.

    Raises:
        RulesetError: the ruleset cannot be loaded.
        RiskEngineError: its tests do not pass as they are.
    """
    ruleset = load_ruleset(folder)
    cases, faults = load_cases(ruleset)
    score = evaluate or default_evaluate()
    cases = tuple(case for case in cases if not case.todo and case.document is None)
    broken = [case.name for case in cases if not _passes(ruleset, case, score)]
    if faults or broken:
        what = f"{len(faults)} faults in test files" if faults else f"fails: {broken[0]}"
        raise RiskEngineError(
            f"the tests of {ruleset.id} do not pass as they are: {what}",
            hint="Run `risk rules test` and mend them first.",
            code="ruleset.tests",
        )
    wanted = frozenset(rules)
    numbers = {name: item.value for name, item in ruleset.parameters.items()}
    counts: dict[str, int] = {}
    refused = 0
    survivors: list[Survivor] = []
    for rule, names, raw, tree, index in _sources(ruleset, folder):
        if (wanted and rule.id not in wanted) or (
            rule.origin != ruleset.id and not rule.overridden
        ):
            continue
        ordered = sorted(cases, key=lambda case: rule.id not in (*case.rules, *case.fires))
        for mutant in mutants(raw, numbers):
            changed = _compiled(mutant, rule, names)
            if changed is None:
                refused += 1
                continue
            counts[mutant.kind] = counts.get(mutant.kind, 0) + 1
            others = tuple(changed if item.id == rule.id else item for item in ruleset.rules)
            bent = replace(ruleset, rules=others)
            if all(_passes(bent, case, score) for case in ordered):
                survivors.append(_survivor(mutant, rule, tree, index))
    tried = tuple(sorted(counts.items()))
    return MutationReport(f"{ruleset.id} {ruleset.version}", tried, refused, tuple(survivors))


def _passes(ruleset: Ruleset, case: Case, score: Evaluate) -> bool:
    try:
        found = score(ruleset, case.signals, case.as_of)
    except (RiskEngineError, ValueError, TypeError, KeyError):
        return False
    return judged(case, found).outcome == "pass"


def _sources(
    ruleset: Ruleset, folder: Path
) -> Iterator[tuple[Rule, Names, dict[str, Any], Tree, int]]:
    """Active rules with the raw text they were compiled from, changes of overrides in it."""
    layers, _ = read_layers(folder)
    Inheritance(layers)
    names = read_header(layers[0].header).names
    names.regimes = frozenset(regime.id for regime in ruleset.regimes)
    for tree in (tree for layer in layers for tree in layer.topics):
        for index, raw in enumerate(tree.data["rules"]):
            rule = ruleset.rule(raw["id"])
            if rule is not None and rule.status is RuleStatus.ACTIVE:
                yield rule, names, raw, tree, index


def _compiled(mutant: Mutant, rule: Rule, names: Names) -> Rule | None:
    tree = Tree(rule.file, {"topic": "a mutant", "rules": [mutant.raw]})
    found = TopicReader(tree, names, FirstPlaces("rule")).read()
    return replace(found[0], origin=rule.origin) if found and not tree.faults else None


def _survivor(mutant: Mutant, rule: Rule, tree: Tree, index: int) -> Survivor:
    line = tree.mark(("rules", index, *mutant.path)).line
    place = ".".join(str(part) for part in mutant.path)
    return Survivor(rule.id, rule.file, line, mutant.kind, place, mutant.change)
