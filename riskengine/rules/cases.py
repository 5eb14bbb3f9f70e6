"""`*.test.yaml`: cases that say what a ruleset must make of given signals."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from riskengine.errors import Fault
from riskengine.model.interval import Stake
from riskengine.model.signal import Evidence, Signal, TextEvidence, Value
from riskengine.rules.faults import describe, did_you_mean, validate
from riskengine.rules.fieldtests import FieldTestCompiler
from riskengine.rules.files import find_files
from riskengine.rules.model import Ruleset
from riskengine.rules.names import Names
from riskengine.rules.schema import CaseModel, TestFileModel
from riskengine.rules.yamltree import KeyPath, Tree, read_tree
from riskengine.signal_catalogue import CATALOGUE, FieldSpec, signal

_SUBJECT = "Subject Co."


@dataclass(frozen=True, slots=True)
class Case:
    """One case.

    Attributes:
        rules: the rules it is about.
        document: file whose signals are judged, instead of given ones; None for given ones.
        subject: the party it is about; of a document None is the one the text is about.
        fires: rules that must fire; `silent`: rules that must not.
        points: points a rule must bring, summed over its findings.
        count: how many findings a rule must bring.
        todo: why the case is known to fail; empty when it must pass.
    """

    name: str
    file: str
    line: int
    rules: tuple[str, ...]
    as_of: dt.date
    signals: tuple[Signal, ...]
    document: Path | None
    subject: str | None
    fires: tuple[str, ...]
    silent: tuple[str, ...]
    score: int | None
    band: str | None
    points: Mapping[str, int]
    count: Mapping[str, int]
    todo: str


def load_cases(ruleset: Ruleset) -> tuple[tuple[Case, ...], tuple[Fault, ...]]:
    """Cases of the ruleset's folder in file order, and what is wrong with the files."""
    cases: list[Case] = []
    faults: list[Fault] = []
    for path in find_files(ruleset.folder).tests:
        tree = read_tree(path, path.name)
        cases += _Reader(tree, ruleset).read()
        faults += tree.faults
    return tuple(cases), tuple(sorted(faults))


class _Reader:
    def __init__(self, tree: Tree, ruleset: Ruleset) -> None:
        self.tree = tree
        self.folder = ruleset.folder
        self.rules = {rule.id for rule in ruleset.rules}
        self.values = FieldTestCompiler(tree, Names(ruleset.lists, ruleset.parameters))

    def read(self) -> list[Case]:
        if self.tree.data is None:
            return []
        model = validate(TestFileModel, self.tree, (), self.tree.data)
        if model is None:
            return []
        found = [self._case(raw, ("tests", index)) for index, raw in enumerate(model.tests)]
        return [case for case in found if case is not None]

    def _case(self, raw: Any, path: KeyPath) -> Case | None:
        before = len(self.tree.faults)
        model = validate(CaseModel, self.tree, path, raw)
        if model is None:
            return None
        about = [*([model.rule] if model.rule else []), *model.rules]
        if not about:
            self.tree.fault(path, "a case names its 'rule' or 'rules'")
        if len(raw["expect"]) == 0:
            self.tree.fault((*path, "expect"), "the case expects nothing")
        expect = model.expect
        for key, ids in (("findings", expect.findings), ("not", expect.not_)):
            for index, rule_id in enumerate(ids):
                self._known(rule_id, (*path, "expect", key, index))
        for rule_id in about:
            self._known(rule_id, path)
        for key, numbers in (("points", expect.points), ("count", expect.count)):
            for rule_id in numbers:
                self._known(rule_id, (*path, "expect", key, rule_id))
        document = self._document(model, raw, path)
        subject = model.subject or _SUBJECT
        signals = [
            self._signal(item, subject, (*path, "signals", index))
            for index, item in enumerate(model.signals)
        ]
        if len(self.tree.faults) > before:
            return None
        return Case(
            name=model.name,
            file=self.tree.file,
            line=self.tree.mark(path).line,
            rules=tuple(dict.fromkeys(about)),
            as_of=model.as_of,
            signals=tuple(item for item in signals if item is not None),
            document=document,
            subject=model.subject,
            fires=tuple(expect.findings),
            silent=tuple(expect.not_),
            score=expect.score,
            band=expect.band,
            points=expect.points,
            count=expect.count,
            todo=model.todo or "",
        )

    def _document(self, model: CaseModel, raw: dict[str, Any], path: KeyPath) -> Path | None:
        if model.document is None:
            if "signals" not in raw:
                hint = "write signals: [] for a subject of which nothing is known"
                self.tree.fault(path, "a case gives 'signals' or a 'document'", hint)
            return None
        if "signals" in raw:
            self.tree.fault((*path, "document"), "a case gives 'signals' or a 'document', not both")
        found = (self.folder / model.document).resolve()
        if not found.is_file():
            hint = "the path is read from the folder of the ruleset"
            self.tree.fault((*path, "document"), f"no document {model.document!r}", hint)
        return found

    def _known(self, rule_id: str, path: KeyPath) -> None:
        if rule_id not in self.rules:
            hint = did_you_mean(rule_id, self.rules)
            self.tree.fault(path, f"no rule {rule_id!r} in the ruleset", hint)

    def _signal(self, raw: dict[str, Any], subject: str, path: KeyPath) -> Signal | None:
        before = len(self.tree.faults)
        type_ = raw.get("type")
        spec = CATALOGUE.get(type_) if isinstance(type_, str) else None
        if spec is None:
            hint = did_you_mean(str(type_), CATALOGUE)
            self.tree.fault(path, f"no signal {type_!r} in the catalogue", hint)
            return None
        values: dict[str, Value] = {}
        for name, wanted in raw.items():
            if name in ("type", "evidence"):
                continue
            field = spec.fields.get(name)
            if field is None:
                hint = did_you_mean(name, spec.fields)
                message = f"signal {spec.name!r} has no field {name!r}"
                self.tree.fault((*path, name), message, hint, key=True)
            else:
                values[name] = self._value(wanted, field, (*path, name))
        evidence = self._evidence(raw.get("evidence"), (*path, "evidence"))
        if len(self.tree.faults) > before:
            return None
        return signal(spec.name, subject, evidence, **values)

    def _value(self, raw: Any, field: FieldSpec, path: KeyPath) -> Value:
        if field.type != "stake":
            return self.values.literal(raw, field, path)
        numbers = raw if isinstance(raw, list) else [raw, raw]
        try:
            low, high = (float(number) for number in numbers)
            return Stake(low, high)
        except (TypeError, ValueError):
            hint = "write 51 for an exact share, [25, 50] for a range"
            self.tree.fault(path, f"{field.name!r} wants a share, found {describe(raw)}", hint)
            return None

    def _evidence(self, raw: Any, path: KeyPath) -> tuple[Evidence, ...]:
        if raw is None:
            return ()
        if not isinstance(raw, list) or not all(isinstance(item, str) for item in raw):
            self.tree.fault(path, "'evidence' wants a list of quotes")
            return ()
        return tuple(TextEvidence(0, len(item), item) for item in raw)
