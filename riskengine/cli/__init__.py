"""The `risk` command: parse, call, print, choose an exit code.

Exit codes: 0 done; 1 something at or above --fail-on; 2 bad input, rules or lists;
3 something could not be assessed.
"""

from __future__ import annotations

import sys

import typer

from riskengine import __version__
from riskengine.cli import list_checks, list_imports, lists, rules, subjects
from riskengine.errors import RiskEngineError

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
app.add_typer(rules.app, name="rules")
app.add_typer(lists.app, name="watchlists")
for _name, _command in (
    ("import", list_imports.import_),
    ("update", list_imports.update),
    ("accept", list_imports.accept),
    ("reject", list_imports.reject),
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
