"""What a change of policy does, as text, Markdown and plain values."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from riskengine.report.escape import markdown
from riskengine.rules import Ruleset
from riskengine.rules.changes import PolicyChange
from riskengine.runlog import Effect, Move

SCHEMA = "riskengine.rules-diff/1"


def diff_dict(
    old: Ruleset, new: Ruleset, changes: Sequence[PolicyChange], effect: Effect | None
) -> dict[str, Any]:
    """Plain values, keys in fixed order; `effect` is None where no run was given."""
    return {
        "schema": SCHEMA,
        "old": {"id": old.id, "version": old.version, "sha256": old.sha256},
        "new": {"id": new.id, "version": new.version, "sha256": new.sha256},
        "changes": [
            {
                "what": item.what,
                "id": item.id,
                "field": item.field,
                "before": item.before,
                "after": item.after,
            }
            for item in changes
        ],
        "effect": None if effect is None else _effect(effect),
    }


def _effect(effect: Effect) -> dict[str, Any]:
    return {
        "subjects": effect.subjects,
        "not_assessed": effect.not_assessed,
        "bands": [
            {"before": before.value, "after": after.value, "subjects": count}
            for before, after, count in effect.bands
        ],
        "moves": [
            {
                "run": move.run,
                "name": move.name,
                "as_of": move.as_of.isoformat(),
                "before": {"score": move.before, "band": move.band_before.value},
                "after": {"score": move.after, "band": move.band_after.value},
                "rows": [
                    {"label": label, "before": before, "after": after}
                    for label, before, after in move.rows
                ],
            }
            for move in effect.moves
        ],
        "notes": list(effect.notes),
    }


def diff_page(
    old: Ruleset,
    new: Ruleset,
    changes: Sequence[PolicyChange],
    effect: Effect | None,
    *,
    as_markdown: bool,
) -> str:
    """The difference for reading, as text or Markdown."""
    show = markdown if as_markdown else str
    title = f"{old.id} {old.version} to {new.id} {new.version}"
    lines = [f"# Rules, {show(title)}" if as_markdown else f"Rules, {title}", ""]
    lines += _heading("What changes", as_markdown)
    lines += [f"- {show(_change(item))}" for item in changes] or ["- Nothing."]
    if effect is not None:
        lines += ["", *_heading("What it does to recorded subjects", as_markdown)]
        lines += _summary(effect)
        for move in effect.moves:
            lines.append(f"- {show(_move(move))}")
            lines += [
                f"  - {show(label)}: {before} to {after}" for label, before, after in move.rows
            ]
        lines += [f"- Note: {show(note)}" for note in effect.notes]
    return "\n".join(lines) + "\n"


def _heading(text: str, as_markdown: bool) -> list[str]:
    return [f"## {text}", ""] if as_markdown else [text.upper()]


def _change(item: PolicyChange) -> str:
    name = f"{item.what} {item.id}"
    if item.field:
        return f"{name}, {item.field}: {item.before or 'nothing'} -> {item.after or 'nothing'}"
    return f"{name} is new: {item.after}" if item.after else f"{name} is gone: {item.before}"


def _summary(effect: Effect) -> list[str]:
    crossing = [item for item in effect.bands if item[0] is not item[1]]
    lines = [
        f"- {effect.subjects} subjects scored under both, {len(effect.moves)} differ, "
        f"{sum(count for _, _, count in crossing)} change band."
    ]
    if effect.not_assessed:
        lines.append(f"- {effect.not_assessed} recorded as not assessed stay so.")
    lines += [
        f"- {count} from {before.value} to {after.value}" for before, after, count in crossing
    ]
    return lines


def _move(move: Move) -> str:
    change = move.after - move.before
    bands = (
        f"{move.band_before.value} to {move.band_after.value}"
        if move.band_before is not move.band_after
        else f"stays {move.band_after.value}"
    )
    return (
        f"{move.name} ({move.run}, as of {move.as_of.isoformat()}): {move.before} to {move.after} "
        f"({change:+d}), {bands}"
    )
