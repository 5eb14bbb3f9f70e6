"""The `risk` command: parse, call, print, choose an exit code.

Exit codes: 0 done; 1 something at or above --fail-on; 2 bad input, rules or lists;
3 something could not be assessed.
"""

from __future__ import annotations

import os
import sys

import typer

from riskengine import __version__
from riskengine.cli import compare, list_checks, list_imports, lists, own, rules, subjects, tune
from riskengine.errors import RiskEngineError

DEBUG_VARIABLE = "RISKENGINE_DEBUG"
app = typer.Typer(
    name="risk",
    help="Sanctions and geopolitical risk scoring, explained point by point.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
app.command("score")(subjects.score)
app.command("extract")(subjects.extract)
app.command("match")(subjects.match)
app.command("own")(own.own)
app.command("compare")(compare.compare)
app.command("tune")(tune.tune)
app.add_typer(rules.app, name="rules")
app.add_typer(lists.app, name="watchlists")
for _name, _command in (
    ("import", list_imports.import_),
    ("update", list_imports.update),
    ("accept", list_imports.accept),
    ("reject", list_imports.reject),
    ("withdraw", list_imports.withdraw),
    ("diff", list_checks.diff),
    ("verify", list_checks.verify),
    ("export", list_checks.export),
    ("selftest", list_checks.selftest),
):
    lists.app.command(_name)(_command)


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"riskengine {__version__}")
        raise typer.Exit


@app.callback()
def _root(
    version: bool = typer.Option(
        False, "--version", callback=_version, is_eager=True, help="Print the version."
    ),
) -> None:
    pass


def main() -> None:
    """Entry point of the console script."""
    try:
        app()
    except RiskEngineError as error:
        typer.echo(f"error: {error}", err=True)
        sys.exit(2)
    except BrokenPipeError:
        # The reader of our output went away; that is its choice, not a fault.
        sys.stderr.close()
        sys.exit(0)
    except Exception as error:
        if os.environ.get(DEBUG_VARIABLE):
            raise
        # A traceback helps nobody but us, and Python's exit code 1 would mean --fail-on.
        typer.echo(f"error: unexpected {type(error).__name__}: {error}", err=True)
        typer.echo(
            f"  This is a defect; {DEBUG_VARIABLE}=1 shows where. Please report it.", err=True
        )
        sys.exit(2)
