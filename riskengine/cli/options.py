"""Options that several commands share."""

from __future__ import annotations

import datetime as dt
import io
import os
import re
import sys
from collections.abc import Iterable
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from riskengine.config import Settings
from riskengine.errors import InputError, SettingsError

Home = Annotated[
    Path | None,
    typer.Option(
        "--home",
        help="Folder of your own lists, indexes and records. Default: RISKENGINE_HOME, else the "
        "platform's data folder.",
        show_default=False,
    ),
]
if TYPE_CHECKING:
    from riskengine.ownership.files import OwnershipFile

AsOf = Annotated[
    str | None,
    typer.Option("--as-of", metavar="DATE", help="Day to judge from, YYYY-MM-DD. Default: today."),
]
RulesetOption = Annotated[
    str, typer.Option("--ruleset", help="Name of a shipped ruleset, or a folder.")
]
Out = Annotated[
    Path | None,
    typer.Option(
        "--out", help="Write to this file instead of standard output.", show_default=False
    ),
]


OwnerFiles = Annotated[
    list[Path] | None,
    typer.Option(
        "--file",
        help="A file of owners (table, BODS, GLEIF, UK PSC, FollowTheMoney); repeatable.",
        show_default=False,
    ),
]


def read_files(paths: list[Path] | None) -> list[OwnershipFile]:
    """Files of owners, each with its counts on standard error."""
    if not paths:
        return []
    from riskengine.ownership.files import read_ownership

    files = [read_ownership(path) for path in paths]
    for file in files:
        typer.echo(file.in_words(), err=True)
    return files


_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


class Format(StrEnum):
    text = "text"
    markdown = "markdown"
    json = "json"


class PlainFormat(StrEnum):
    text = "text"
    json = "json"


def settings(home: Path | None) -> Settings:
    return Settings.resolve(home, environment=os.environ)


def day(text: str | None) -> dt.date:
    """The as-of date; today when not given. Only the command line reads the clock.

    Raises:
        InputError: not a date.
    """
    if text is None:
        return dt.date.today()  # the user's own calendar day, not UTC's
    try:
        if _DAY.fullmatch(text) is None:
            raise ValueError(text)
        return dt.date.fromisoformat(text)
    except ValueError:
        raise InputError(
            f"not a date: {text!r}",
            hint="Write it as YYYY-MM-DD, for example 2025-03-03.",
            code="input.date",
        ) from None


def emit(text: str, out: Path | None) -> None:
    """Print, or write a file that is whole or not there.

    Raises:
        SettingsError: the file cannot be written.
    """
    if out is None:
        if isinstance(sys.stdout, io.TextIOWrapper):
            sys.stdout.reconfigure(encoding="utf-8", errors="replace")
        sys.stdout.write(text)
        return
    try:
        target = out.resolve()  # a link stays a link: its target is replaced
        if target.exists() and not target.is_file():
            if target.is_dir():
                raise IsADirectoryError(None, "is a folder")
            target.write_text(text, encoding="utf-8", newline="\n")  # a device or a pipe
            return
        partial = target.with_name(f".{target.name}.part")
        partial.write_text(text, encoding="utf-8", newline="\n")
        partial.replace(target)
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else None
        raise SettingsError(
            f"cannot write {out}: {reason or error}",
            hint="Check that the folder exists and may be written.",
            code="settings.out",
        ) from None


def check_out(out: Path | None) -> None:
    """Notice a folder that is not there before the work whose result would go into it.

    Raises:
        SettingsError: the file's folder does not exist.
    """
    if out is not None and not out.resolve().parent.is_dir():
        raise SettingsError(
            f"cannot write {out}: there is no such folder",
            hint="Make the folder first, or name another file. Nothing has been done.",
            code="settings.out",
        )


def table(rows: Iterable[tuple[str, ...]], header: tuple[str, ...]) -> str:
    """Columns padded to their widest cell, the last one left as it is."""
    body = [header, *rows]
    widths = [max(len(row[column]) for row in body) for column in range(len(header))]
    lines = (
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in body
    )
    return "\n".join(lines) + "\n"
