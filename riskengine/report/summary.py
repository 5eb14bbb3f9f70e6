"""Short plain-text answers of `risk match` and `risk extract`."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

from riskengine.model.entity import SnapshotInfo
from riskengine.model.match import ComparisonRow, Match, MatchResult
from riskengine.model.reading import CorrectionSheet, Extraction
from riskengine.report.escape import printable
from riskengine.report.view import line_of, listing_states, match_groups


def match_text(
    query: str,
    result: MatchResult,
    infos: Mapping[str, SnapshotInfo],
    cutoff: float,
    as_of: dt.date,
) -> str:
    """Matches and near misses of one name, one block each; entries of one party together.

    Each listing says whether it is in force on the as-of date.
    """
    lines = [f"{printable(query)}: {len(result.matches)} at or above the cut-off {cutoff:.2f}"]
    for group in match_groups(result.matches, infos):
        blocks = [line for match in group.matches for line in _match_lines(match, infos, as_of)]
        if group.info is None:
            why = printable("; ".join(group.party_reasons))
            lines.append(f"  One party with {len(group.matches)} entries ({why}):")
            blocks = ["  " + line for line in blocks]
        lines.extend(blocks)
    for item in result.cleared:
        lines.append(f"  Cleared by {printable(item.by)} ({item.file}): {printable(item.reason)}")
        lines.extend("  " + line for line in _match_lines(item.match, infos, as_of))
    if result.near_misses:
        lines.append("Nearest that are no matches:")
        for match in result.near_misses:
            lines.extend(_match_lines(match, infos, as_of))
    return "\n".join(lines) + "\n"


def _match_lines(match: Match, infos: Mapping[str, SnapshotInfo], as_of: dt.date) -> list[str]:
    info = infos[match.entity.list_id]
    shown = printable(match.entity.caption)
    if match.listed_name != match.entity.caption:
        shown += f" (as {printable(match.listed_name)})"
    lines = [
        f"  {match.confidence:.2f} {match.verdict.value}: {shown}",
        f"       {info.title}, state of {info.list_date}; {match.entity.id}",
        f"       {printable(match.reason)}",
    ]
    lines.extend(f"       {printable(words)}" for words in listing_states(match, as_of))
    lines.extend("       " + line for line in breakdown_lines(match.rows))
    return lines


def breakdown_lines(rows: Sequence[ComparisonRow]) -> list[str]:
    """Rows of a comparison, the value first; none for a comparison of one row."""
    if len(rows) < 2:
        return []
    return [f"{row.value:+.2f}  {printable(_answer(row))}" for row in rows]


def _answer(row: ComparisonRow) -> str:
    shown = " ~ ".join(text for text in (row.left, row.right) if text)
    return f"{row.how}: {shown}" if shown else row.how


def extraction_text(extraction: Extraction) -> str:
    """Parties and relations, one line each with the line of the text."""
    text = extraction.document.text
    lines = [f"{printable(extraction.document.title)}: {len(extraction.parties)} parties"]
    for party in extraction.parties:
        mark = "*" if party.canonical == extraction.principal else " "
        lines.append(
            f" {mark} {party.kind.value:6} {printable(party.canonical)} "
            f"({len(party.mentions)} mentions, {party.country or 'country not said'})"
        )
    lines.append(f"{len(extraction.relations)} relations")
    for item in extraction.relations:
        share = f" {item.percent:g} %" if item.percent is not None else ""
        speaker = f" by {printable(item.speaker)}" if item.speaker else ""
        lines.append(
            f"   {item.type.value}: {printable(item.subject)} -> {printable(item.object)}{share} "
            f"[{item.polarity.value}{speaker}, line {line_of(text, item.evidence.start)}]"
        )
        if item.tier != "high":
            lines.append(f"      {item.tier}: {printable(item.tier_reason)}")
    lines.extend(f" ! {note}" for note in extraction.notes)
    lines.extend(f" ! {printable(line)}" for line in correction_lines(extraction.corrected))
    return "\n".join(lines) + "\n"


_DONE = {"add": "added", "strike": "struck out", "change": "changed"}


def correction_lines(sheet: CorrectionSheet | None) -> list[str]:
    """What an analyst changed in the reading, a line each; empty without corrections."""
    if sheet is None:
        return []
    lines = []
    for entry in sheet.entries:
        item = entry.relation
        was = f", was {entry.before.polarity.value}" if entry.before is not None else ""
        lines.append(
            f"{sheet.by} ({sheet.on}) {_DONE[entry.action]}: {item.type.value}, {item.subject} -> "
            f"{item.object}, {item.polarity.value}{was}. Reason: {entry.reason}"
        )
    return lines
