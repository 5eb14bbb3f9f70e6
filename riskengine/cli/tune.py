"""`risk tune`: what each cut-off costs, on the user's own lists and names."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from riskengine.cli.options import Home, Out, PlainFormat, check_out, emit, settings
from riskengine.cli.subjects import Kind
from riskengine.errors import InputError
from riskengine.vocab import EntityKind


def tune(
    population: Annotated[
        Path,
        typer.Option(
            "--population",
            help="CSV or TSV of names that are mostly not listed: your customers, suppliers.",
        ),
    ],
    column: Annotated[str, typer.Option("--column", help="Its column of names.")] = "name",
    positives: Annotated[
        Path | None,
        typer.Option(
            "--positives",
            help="CSV of names that must be found: name, listed (a listed name or an entity id); "
            "or kind, left, right. Default: altered spellings of names of your lists.",
            show_default=False,
        ),
    ] = None,
    cutoffs: Annotated[
        str | None,
        typer.Option("--cutoffs", help="Cut-offs, parted by commas.", show_default=False),
    ] = None,
    sample: Annotated[
        int | None,
        typer.Option(
            "--sample", min=1, help="Study so many of the names. Default: all.", show_default=False
        ),
    ] = None,
    altered: Annotated[
        int,
        typer.Option("--altered", min=0, help="Listed names altered, without --positives."),
    ] = 100,
    kind: Kind = EntityKind.UNKNOWN,
    format_: Annotated[
        PlainFormat, typer.Option("--format", help="json, or text: a Markdown page.")
    ] = PlainFormat.text,
    out: Out = None,
    home: Home = None,
) -> None:
    """What each cut-off costs: alerts on your names, misses among names that must be found.

    Shows alerts per thousand names by list and kind, recall, and names just above and just
    below the line in use. It shows a trade-off and recommends nothing.

    Example: risk tune --population suppliers.csv --sample 2000 --out tuning.md
    """
    from riskengine.matching import Matcher
    from riskengine.matching.tuning import CUTOFFS, checked_cutoffs, study
    from riskengine.matching.tuning_input import (
        alterations,
        listed_names,
        read_population,
        read_positives,
    )
    from riskengine.report.contract import dumps
    from riskengine.watchlist import open_watchlists

    check_out(out)
    chosen_cutoffs = CUTOFFS if cutoffs is None else checked_cutoffs(_numbers(cutoffs))
    names = read_population(population, column=column)
    wanted = None if positives is None else read_positives(positives)
    chosen = settings(home)
    watchlists = open_watchlists(chosen.watchlist_directories)
    if wanted is None:
        wanted = alterations(listed_names(watchlists, altered)) if altered else ()
    matcher = Matcher.open(watchlists, cache_dir=chosen.cache_directory)
    found = study(
        watchlists,
        matcher,
        names,
        positives=wanted,
        cutoffs=chosen_cutoffs,
        kind=kind,
        sample=sample,
    )
    if format_ is PlainFormat.json:
        emit(dumps({"schema": "riskengine.tune/1", **found.to_dict()}), out)
    else:
        emit(found.to_markdown(), out)


def _numbers(text: str) -> list[float]:
    try:
        return [float(part) for part in text.split(",")]
    except ValueError:
        raise InputError(
            f"not a row of cut-offs: {text!r}",
            hint="For example --cutoffs 0.60,0.70,0.80.",
            code="input.cutoff",
        ) from None
