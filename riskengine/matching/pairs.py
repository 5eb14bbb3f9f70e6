"""Comparing given pairs of names, one at a time or a table of them."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from riskengine.errors import InputError, plain_reason
from riskengine.matching.compare import compare_names
from riskengine.matching.matcher import DEFAULT_CUTOFF
from riskengine.matching.profiles import unjudgeable
from riskengine.model.match import ComparisonRow
from riskengine.vocab import EntityKind

MATCH = "match"
NO_MATCH = "no_match"
NOT_ASSESSED = "not_assessed"
RESULT_COLUMNS = ("score", "verdict", "reason")
# What tables call kinds, besides the engine's own words.
_KINDS = {
    "": EntityKind.UNKNOWN,
    "people": EntityKind.PERSON,
    "individual": EntityKind.PERSON,
    "per": EntityKind.PERSON,
    "entity": EntityKind.UNKNOWN,
    "org": EntityKind.ORGANIZATION,
    "organisation": EntityKind.ORGANIZATION,
    "co": EntityKind.COMPANY,
}


@dataclass(frozen=True, slots=True)
class PairResult:
    """Two names compared.

    Attributes:
        score: ranking number in [0, 1]; None where a name cannot be judged.
        verdict: `match` at or above the cut-off, `no_match`, or `not_assessed`.
        rows: the breakdown; sums to `score`.
    """

    score: float | None
    verdict: str
    reason: str
    rows: tuple[ComparisonRow, ...] = ()


def compare_pair(
    left: str, right: str, *, kind: EntityKind = EntityKind.UNKNOWN, cutoff: float = DEFAULT_CUTOFF
) -> PairResult:
    """Compare two names; one that cannot be judged is `not_assessed`, never different."""
    for name in (left, right):
        if (reason := unjudgeable(name)) is not None:
            return PairResult(None, NOT_ASSESSED, f"{reason[0].upper()}{reason[1:]}.")
    found = compare_names(left, right, kind=kind)
    verdict = MATCH if found.score >= cutoff else NO_MATCH
    return PairResult(round(found.score, 4), verdict, found.reason, found.rows)


def kind_of(text: str) -> EntityKind | None:
    """A kind as tables write it; None for a word that is none."""
    plain = text.strip().lower()
    if plain in _KINDS:
        return _KINDS[plain]
    return EntityKind(plain) if plain in set(EntityKind) else None


def compare_rows(
    rows: Iterable[Mapping[str, str | None]], *, cutoff: float = DEFAULT_CUTOFF
) -> Iterator[dict[str, str]]:
    """Rows of a table with `left`, `right` and perhaps `kind`, each with its result added.

    Other columns are kept. A row that cannot be judged is kept, too, as `not_assessed`.
    """
    for row in rows:
        kept = {key: value or "" for key, value in row.items() if key is not None}
        kind = kind_of(kept.get("kind", ""))
        if kind is None:
            told = f"The kind {kept['kind']!r} is none that is known."
            result = PairResult(None, NOT_ASSESSED, told)
        else:
            result = compare_pair(
                kept.get("left", ""), kept.get("right", ""), kind=kind, cutoff=cutoff
            )
        score = "" if result.score is None else f"{result.score:.4f}"
        yield {**kept, "score": score, "verdict": result.verdict, "reason": result.reason}


def read_pairs(path: Path) -> tuple[tuple[str, ...], Iterator[dict[str, str | None]]]:
    """Column names and rows of a CSV file of pairs, read one by one.

    Raises:
        InputError: the file cannot be read, or has no column `left` or `right`.
    """
    rows = _rows(path)
    header = tuple(next(rows))
    for needed in ("left", "right"):
        if needed not in header:
            raise InputError(
                f"{path}: no column {needed!r}",
                hint=f"Wanted: kind, left, right. It has: {', '.join(header) or 'none'}.",
                code="input.pairs",
            )
    return header, (dict(zip(header, row, strict=False)) for row in rows)


def _rows(path: Path) -> Iterator[list[str]]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as stream:
            reader = csv.reader(stream)
            yield next(reader, [])
            yield from (row for row in reader if row)
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise InputError(
            f"{path}: cannot be read: {plain_reason(error)}",
            hint="Give a CSV file in UTF-8 with the columns kind, left, right.",
            code="input.pairs",
        ) from None
