"""`risk own`."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from riskengine.cli.options import (
    AsOf,
    Home,
    Out,
    OwnerFiles,
    RulesetOption,
    day,
    emit,
    read_files,
    settings,
)
from riskengine.cli.subjects import CorrectionsOption, Encoding, Source, corrections_for, load


class Form(StrEnum):
    text = "text"
    markdown = "markdown"
    mermaid = "mermaid"
    json = "json"


def own(
    subject: Annotated[str, typer.Argument(help="The party to look above.", show_default=False)],
    source: Source = None,
    as_of: AsOf = None,
    format_: Annotated[
        Form, typer.Option("--format", help="text, markdown, mermaid (a chart) or json.")
    ] = Form.text,
    files: OwnerFiles = None,
    ruleset: RulesetOption = "default",
    out: Out = None,
    encoding: Encoding = None,
    corrections: CorrectionsOption = None,
    home: Home = None,
) -> None:
    """Who owns, controls and backs a party: from a document, files, reference lists.

    Example: risk own "Acme Ltd" memo.pdf --as-of 2025-03-03 --format mermaid
    """
    from riskengine.engine import Engine
    from riskengine.report.ownership import render_ownership

    on_day = day(as_of)
    filed = read_files(files)
    document = load(source, encoding) if source is not None else None
    engine = Engine.open(settings(home), ruleset=ruleset)
    picture = engine.ownership(
        subject,
        document,
        as_of=on_day,
        corrections=corrections_for(source, corrections) if source is not None else None,
        files=filed,
    )
    emit(render_ownership(picture, format_.value), out)
