"""One topic file: its rules, each checked as far as it can be and compiled."""

from __future__ import annotations

import re
from typing import Any

from riskengine.rules.conditions import Atom, Condition, ConditionCompiler, atoms
from riskengine.rules.faults import FirstPlaces, did_you_mean, validate
from riskengine.rules.header import references
from riskengine.rules.model import Rule, Window
from riskengine.rules.names import Names
from riskengine.rules.points import compile_points
from riskengine.rules.schema import RuleModel, TopicModel
from riskengine.rules.templates import Template, compile_template
from riskengine.rules.yamltree import KeyPath, Tree
from riskengine.signal_catalogue import CATALOGUE
from riskengine.vocab import Family, RuleStatus

_ID = re.compile(r"[a-z_]+\.[a-z][a-z0-9_]*")


class TopicReader:
    """One topic file. `first` knows every rule id met before."""

    def __init__(self, tree: Tree, names: Names, first: FirstPlaces) -> None:
        self.tree = tree
        self.names = names
        self.conditions = ConditionCompiler(tree, names)
        self.first = first

    def read(self) -> list[Rule]:
        if self.tree.data is None:
            return []
        topic = validate(TopicModel, self.tree, (), self.tree.data)
        raw = topic.rules if topic else self._rules_despite_faults()
        found = [self._rule(item, ("rules", index)) for index, item in enumerate(raw)]
        return [rule for rule in found if rule is not None]

    def _rules_despite_faults(self) -> list[Any]:
        data = self.tree.data
        rules = data.get("rules") if isinstance(data, dict) else None
        return rules if isinstance(rules, list) else []

    def _rule(self, raw: Any, path: KeyPath) -> Rule | None:
        before = len(self.tree.faults)
        model = validate(RuleModel, self.tree, path, raw)
        # Checked from the raw data, so that a wrong title does not hide a wrong condition.
        fields = raw if isinstance(raw, dict) else {}
        self._identity(fields, path)
        when = None
        if "when" in fields:
            when = self.conditions.compile(fields["when"], (*path, "when"))
        positive = list(atoms(when, positive=True)) if when is not None else []
        if when is not None and not positive:
            self.tree.fault((*path, "when"), "a rule needs a signal outside 'not'")
        points = None
        if "points" in fields and when is not None:
            points = compile_points(
                fields["points"], positive, self.names, self.tree, (*path, "points")
            )
        reason = self._template(fields, "reason", positive, path, when)
        exclusive = self._template(fields, "exclusive", positive, path, when)
        self._per(fields.get("per"), positive, (*path, "per"))
        if model is not None:
            self._floor_and_windows(model, path)
        if len(self.tree.faults) > before or model is None:
            return None
        if when is None or points is None or reason is None:
            return None
        return Rule(
            id=model.id,
            title=model.title,
            status=RuleStatus(model.status),
            family=Family(model.family),
            points=points,
            floor=model.floor,
            exclusive=exclusive,
            windows=tuple(
                Window(item.from_, item.to, item.citation, item.note or "")
                for item in model.in_force
            ),
            when=when,
            per=model.per,
            reason=reason,
            references=references(model.references),
            known_false_positives=tuple(model.known_false_positives),
            note=model.note or "",
            file=self.tree.file,
            line=self.tree.mark(path).line,
            written=fields["when"],
        )

    def _identity(self, fields: dict[str, Any], path: KeyPath) -> None:
        rule_id, family = fields.get("id"), fields.get("family")
        if not isinstance(rule_id, str):
            return
        place = (*path, "id")
        if not _ID.fullmatch(rule_id):
            hint = "write family.short_name in lower case"
            self.tree.fault(place, f"rule id {rule_id!r} is not of the form family.name", hint)
        elif family in list(Family) and rule_id.split(".")[0] != family:
            hint = f"call it {family}.{rule_id.split('.')[1]}"
            self.tree.fault(place, f"rule id {rule_id!r} does not start with its family", hint)
        self.first.add(rule_id, self.tree, place)

    def _template(
        self,
        fields: dict[str, Any],
        key: str,
        positive: list[Atom],
        path: KeyPath,
        when: Condition | None,
    ) -> Template | None:
        text = fields.get(key)
        if not isinstance(text, str) or when is None:
            return None
        # A folded block ends in a line break that no reader wants to see.
        return compile_template(" ".join(text.split()), positive, self.tree, (*path, key))

    def _per(self, per: Any, positive: list[Atom], path: KeyPath) -> None:
        if not isinstance(per, str) or not positive:
            return
        fields = {name for atom in positive for name in CATALOGUE[atom.signal].fields}
        if per not in fields:
            message = f"no signal of this rule has a field {per!r}"
            self.tree.fault(path, message, did_you_mean(per, fields))

    def _floor_and_windows(self, model: RuleModel, path: KeyPath) -> None:
        if model.floor is not None and not 1 <= model.floor <= 100:
            self.tree.fault((*path, "floor"), "a floor lies between 1 and 100")
        for index, window in enumerate(model.in_force):
            if window.from_ and window.to and window.from_ > window.to:
                place = (*path, "in_force", index)
                self.tree.fault(place, "window ends before it starts")
