"""Changes of a list as lines for the terminal."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from riskengine.watchlist.changes import Changes, EntityChange, FieldChange, Party, Rename

# Kinds of `FieldChange`.
ADDED, REMOVED, CHANGED = "added", "removed", "changed"
DELISTED, LISTED_AGAIN = "delisted", "listed_again"

_T = TypeVar("_T")
_MAX_LINES = 12  # of one entity
_MAX_VALUE = 160  # letters of one value
_IN_WORDS = {
    "added": "added",
    "removed": "removed",
    "delisted": "with listings ended",
    "listed_again": "listed again",
    "changed": "changed in all",
    "unchanged": "unchanged",
}


def as_text(changes: Changes, limit: int) -> str:
    """A summary line, then each part with at most `limit` entities."""
    if not changes:
        return f"No changes: {changes.unchanged:,} entities are the same."
    counts = changes.counts()
    summary = ", ".join(f"{counts[key]:,} {_IN_WORDS[key]}" for key in _IN_WORDS)
    ended, again = changes.delisted, changes.listed_again
    rest = [one for one in changes.changed if not one.has(DELISTED) and not one.has(LISTED_AGAIN)]
    lines = [summary]
    lines += _part("Added", changes.added, _party_lines, limit)
    lines += _part("Removed", changes.removed, _party_lines, limit)
    lines += _part("Delisted", ended, _change_lines, limit)
    again_only = [one for one in again if not one.has(DELISTED)]
    lines += _part("Listed again", again_only, _change_lines, limit)
    lines += _part("Changed", rest, _change_lines, limit)
    lines += _part("Probably renamed", changes.renames, _rename_lines, limit)
    return "\n".join(lines)


def _part(
    title: str, items: Sequence[_T], show: Callable[[_T], list[str]], limit: int
) -> list[str]:
    if not items:
        return []
    lines = ["", f"{title} ({len(items):,}):"]
    for item in items[:limit]:
        lines += show(item)
    if len(items) > limit:
        lines.append(f"  and {len(items) - limit:,} more")
    return lines


def _party_lines(party: Party) -> list[str]:
    told = f" ({'; '.join(party.listings)})" if party.listings else ""
    return [f"  {party.name} [{party.id}]{told}"]


def _rename_lines(rename: Rename) -> list[str]:
    old, new = rename.before, rename.after
    return [f"  {old.name} [{old.id}] -> {new.name} [{new.id}]"]


def _change_lines(entity: EntityChange) -> list[str]:
    lines = [f"  {entity.name} [{entity.id}]", *map(_change_line, entity.changes[:_MAX_LINES])]
    if len(entity.changes) > _MAX_LINES:
        lines.append(f"    and {len(entity.changes) - _MAX_LINES:,} more differences")
    return lines


def _change_line(change: FieldChange) -> str:
    place = f" of {change.listing}" if change.listing and "." in change.field else ""
    field = f"{change.field.rpartition('.')[2]}{place}"
    before, after = _short(change.before), _short(change.after)
    if change.kind == ADDED:
        return f"    + {field}: {after}"
    if change.kind == REMOVED:
        return f"    - {field}: {before}"
    if change.kind == DELISTED:
        return f"    ended: {after}"
    if change.kind == LISTED_AGAIN:
        return f"    listed again: {after} (before: {before})"
    return f"    {field}: {before or 'nothing'} -> {after or 'nothing'}"


def _short(text: str) -> str:
    """Remarks run to thousands of letters; all of them stand in `Changes.to_dict`."""
    return text if len(text) <= _MAX_VALUE else f"{text[: _MAX_VALUE - 1]}…"
