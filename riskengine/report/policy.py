"""The page of one rule, for people and for programs."""

from __future__ import annotations

from typing import Any

import yaml

from riskengine.report.escape import markdown
from riskengine.rules import Rule, Ruleset
from riskengine.rules.cases import load_cases
from riskengine.rules.changes import in_words
from riskengine.rules.points import Points


def points_range(points: Points) -> str:
    """`80`, or the lowest and highest that a table gives."""
    tabled = [value for _, value in (*points.steps, *points.values)]
    lowest, highest = min([points.otherwise, *tabled]), max([points.otherwise, *tabled])
    return str(lowest) if lowest == highest else f"{lowest}-{highest}"


def rule_cases(rule: Rule, ruleset: Ruleset) -> list[dict[str, Any]]:
    """Cases beside the rules that say what this one must do, in file order."""
    cases, _ = load_cases(ruleset)
    return [
        {
            "name": case.name,
            "expects": "fires" if rule.id in case.fires else "silent",
            "points": case.points.get(rule.id),
            "file": case.file,
            "line": case.line,
        }
        for case in cases
        if rule.id in (*case.fires, *case.silent)
    ]


def rule_dict(rule: Rule, ruleset: Ruleset) -> dict[str, Any]:
    """One rule as plain values, keys in fixed order. `when` is as written in its file."""
    return {
        "id": rule.id,
        "title": rule.title,
        "status": rule.status.value,
        "family": rule.family.value,
        "points": str(rule.points),
        "floor": rule.floor,
        "per": rule.per,
        "when": rule.written,
        "when_in_words": in_words(rule.when),
        "reason": rule.reason.text,
        "in_force": [
            {
                "from": window.first.isoformat() if window.first else None,
                "to": window.last.isoformat() if window.last else None,
                "citation": window.citation,
            }
            for window in rule.windows
        ],
        "references": [
            {"title": item.title, "citation": item.citation, "url": item.url}
            for item in rule.references
        ],
        "known_false_positives": list(rule.known_false_positives),
        "note": rule.note,
        "origin": rule.origin,
        "overridden": rule.overridden,
        "tests": rule_cases(rule, ruleset),
        "file": rule.file,
        "line": rule.line,
    }


def rule_page(rule: Rule, ruleset: Ruleset, *, as_markdown: bool) -> str:
    """One rule as text or Markdown."""
    page = rule_dict(rule, ruleset)
    show = markdown if as_markdown else str
    heading = f"# {show(rule.title)}\n" if as_markdown else f"{rule.title}\n"
    code = yaml.safe_dump(page["when"], sort_keys=False, allow_unicode=True).rstrip()
    block = f"```yaml\n{code}\n```" if as_markdown else _indented(code)
    floor = f"; raises the score to at least {rule.floor}" if rule.floor is not None else ""
    parts = [
        heading,
        f"{show(rule.id)} ({rule.status.value}, family {show(rule.family.value)})",
        f"Points: {show(page['points'])}{floor}",
        f"Fires when:\n\n{block}" if as_markdown else f"Fires when:\n{block}",
        f"Says: {show(page['reason'])}",
    ]
    if rule.note:
        parts.append(f"Why: {show(rule.note)}")
    if page["in_force"]:
        spans = [
            f"{item['from'] or 'always'} to {item['to'] or 'now'} ({item['citation']})"
            for item in page["in_force"]
        ]
        parts.append("In force:\n" + _list(spans, show))
    parts.append("References:\n" + _list([_reference(item) for item in page["references"]], show))
    if rule.known_false_positives:
        parts.append("Known false positives:\n" + _list(rule.known_false_positives, show))
    if page["tests"]:
        parts.append("Tests:\n" + _list([_case(item) for item in page["tests"]], show))
    if rule.overridden:
        parts.append(f"Changed from {show(rule.origin)}: {show(rule.overridden)}")
    parts.append(f"Defined in {show(rule.file)}, line {rule.line}")
    return "\n\n".join(part.rstrip("\n") for part in parts) + "\n"


def _case(item: dict[str, Any]) -> str:
    points = f", {item['points']} points" if item["points"] is not None else ""
    return f"{item['expects']}{points}: {item['name']} ({item['file']}, line {item['line']})"


def _reference(item: dict[str, str | None]) -> str:
    rest = [text for text in (item["citation"], item["url"]) if text and text != item["title"]]
    return ", ".join([item["title"] or "", *rest])


def _list(items: Any, show: Any) -> str:
    return "\n".join(f"- {show(item)}" for item in items)


def _indented(text: str) -> str:
    return "\n".join(f"    {line}" for line in text.splitlines())
