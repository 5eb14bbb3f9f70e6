"""`risk compare`: the similarity of given names."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import Annotated

import typer

from riskengine.cli.options import Out, PlainFormat, emit
from riskengine.cli.subjects import Kind
from riskengine.errors import InputError
from riskengine.vocab import EntityKind


def compare(
    left: Annotated[str | None, typer.Argument(help="One name.", show_default=False)] = None,
    right: Annotated[str | None, typer.Argument(help="The other.", show_default=False)] = None,
    kind: Kind = EntityKind.UNKNOWN,
    pairs: Annotated[
        Path | None,
        typer.Option("--pairs", help="CSV with the columns kind, left, right.", show_default=False),
    ] = None,
    cutoff: Annotated[
        float | None,
        typer.Option(
            "--cutoff",
            min=0.01,
            max=1.0,
            help="Lowest score of a match. Default: that of all matching.",
            show_default=False,
        ),
    ] = None,
    format_: Annotated[
        PlainFormat, typer.Option("--format", help="json, or text, for one pair.")
    ] = PlainFormat.text,
    out: Out = None,
) -> None:
    """How alike two names are, in any scripts, with the reason and the rows that add up.

    With --pairs, a table of them: its columns are kept, and score, verdict and reason added.
    Exit code 3 when a pair could not be judged.

    Example: risk compare "Huawei Tech Co" "Huawei Technologies Co., Ltd."
    """
    from riskengine.matching import DEFAULT_CUTOFF
    from riskengine.matching.pairs import (
        NOT_ASSESSED,
        RESULT_COLUMNS,
        compare_pair,
        compare_rows,
        read_pairs,
    )
    from riskengine.report.contract import breakdown, dumps
    from riskengine.report.summary import breakdown_lines

    given = left is not None or right is not None
    if given == (pairs is not None) or (given and right is None):
        raise InputError(
            "give two names, or --pairs",
            hint='For example: risk compare "Huawei Tech Co" "Huawei Technologies Co., Ltd."',
            code="input.usage",
        )
    lowest = DEFAULT_CUTOFF if cutoff is None else cutoff
    if pairs is not None:
        header, rows = read_pairs(pairs)
        columns = [*(name for name in header if name not in RESULT_COLUMNS), *RESULT_COLUMNS]
        buffer = io.StringIO()
        writer = csv.DictWriter(buffer, columns, extrasaction="ignore", lineterminator="\n")
        writer.writeheader()
        missed = False
        for row in compare_rows(rows, cutoff=lowest):
            writer.writerow(row)
            missed = missed or row["verdict"] == NOT_ASSESSED
        emit(buffer.getvalue(), out)
        if missed:
            raise typer.Exit(3)
        return
    result = compare_pair(left or "", right or "", kind=kind, cutoff=lowest)
    if format_ is PlainFormat.json:
        payload = {
            "schema": "riskengine.compare/1",
            "left": left,
            "right": right,
            "kind": kind.value,
            "cutoff": lowest,
            "score": result.score,
            "verdict": result.verdict,
            "reason": result.reason,
            "breakdown": breakdown(result.rows),
        }
        emit(dumps(payload), out)
    else:
        score = "-" if result.score is None else f"{result.score:.2f}"
        lines = [f"{score} {result.verdict.replace('_', ' ')}: {result.reason}"]
        lines.extend("  " + line for line in breakdown_lines(result.rows))
        emit("\n".join(lines) + "\n", out)
    if result.verdict == NOT_ASSESSED:
        raise typer.Exit(3)
