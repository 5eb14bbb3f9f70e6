"""`risk rules`."""

from __future__ import annotations

import datetime as dt
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from riskengine.cli.options import (
    Format,
    Home,
    Out,
    PlainFormat,
    RulesetOption,
    check_out,
    emit,
    settings,
    table,
)
from riskengine.errors import SettingsError

app = typer.Typer(help="Rulesets: list, explain, check, test.", no_args_is_help=True)

if TYPE_CHECKING:
    from riskengine.engine import Engine
    from riskengine.model.signal import Signal
    from riskengine.rules.model import Ruleset
    from riskengine.rules.testing import Read

RulesetArgument = Annotated[str, typer.Argument(help="Name of a shipped ruleset, or a folder.")]


def _folder(home: Path | None, ruleset: str) -> Path:
    return settings(home).ruleset_directory(ruleset)


@app.command("list")
def list_(
    ruleset: RulesetOption = "default",
    format_: Annotated[
        PlainFormat, typer.Option("--format", help="json, or text.")
    ] = PlainFormat.text,
    out: Out = None,
    home: Home = None,
) -> None:
    """Every rule with its family, points and status.

    Example: risk rules list
    """
    from riskengine.report.contract import dumps
    from riskengine.report.policy import points_range, rule_dict
    from riskengine.rules import load_ruleset

    loaded = load_ruleset(_folder(home, ruleset))
    if format_ is PlainFormat.json:
        payload = {
            "schema": "riskengine.rules/1",
            "id": loaded.id,
            "version": loaded.version,
            "sha256": loaded.sha256,
            "rules": [rule_dict(rule, loaded) for rule in loaded.rules],
        }
        emit(dumps(payload), out)
        return
    rows = [
        (rule.id, rule.family.value, points_range(rule.points), rule.status.value, rule.title)
        for rule in loaded.rules
    ]
    heading = f"{loaded.title} ({loaded.id} {loaded.version}), {len(rows)} rules\n"
    emit(heading + table(rows, ("rule", "family", "points", "status", "title")), out)


@app.command()
def show(
    rule_id: Annotated[str, typer.Argument(help="Id of the rule.")],
    ruleset: RulesetOption = "default",
    format_: Annotated[Format, typer.Option("--format", help="Form of the page.")] = Format.text,
    out: Out = None,
    home: Home = None,
) -> None:
    """The page of one rule: what it does, why, when in force, known false positives.

    Example: risk rules show blacklisting.listed
    """
    from riskengine.report.contract import dumps
    from riskengine.report.policy import rule_dict, rule_page
    from riskengine.rules import load_ruleset
    from riskengine.rules.faults import did_you_mean

    loaded = load_ruleset(_folder(home, ruleset))
    rule = loaded.rule(rule_id)
    if rule is None:
        hint = did_you_mean(rule_id, [known.id for known in loaded.rules])
        raise SettingsError(
            f"no rule {rule_id!r} in the ruleset {loaded.id}",
            hint=hint or "`risk rules list` names them all.",
            code="settings.rule",
        )
    if format_ is Format.json:
        emit(dumps({"schema": "riskengine.rule/1", **rule_dict(rule, loaded)}), out)
    else:
        emit(rule_page(rule, loaded, as_markdown=format_ is Format.markdown), out)


@app.command()
def lint(ruleset: RulesetArgument = "default", home: Home = None) -> None:
    """Check a ruleset: every fault and every doubtful rule, with file and line.

    Example: risk rules lint rulesets/default
    """
    from riskengine.rules import lint as run_lint
    from riskengine.rules import load_ruleset

    loaded = load_ruleset(_folder(home, ruleset))
    issues = run_lint(loaded)
    for issue in issues:
        typer.echo(
            f"{issue.file}:{issue.line}: {issue.severity} {issue.code}: {issue.where}: "
            f"{issue.message}"
        )
    errors = sum(issue.severity == "error" for issue in issues)
    typer.echo(
        f"{loaded.id} {loaded.version}: {len(loaded.rules)} rules, {errors} errors, "
        f"{len(issues) - errors} warnings",
        err=True,
    )
    if errors:
        raise typer.Exit(2)


@app.command("test")
def test_(
    ruleset: RulesetArgument = "default",
    mutations: Annotated[
        bool,
        typer.Option(
            "--mutations",
            help="Change every number, comparison and part of every rule, one at a time, and "
            "print the changes that no test notices.",
        ),
    ] = False,
    rule: Annotated[
        list[str] | None, typer.Option("--rule", help="With --mutations: only these rules.")
    ] = None,
    home: Home = None,
) -> None:
    """Run the tests beside the rules and print which rule fired and kept silent how often.

    Example: risk rules test rulesets/default
    """
    if mutations:
        _mutations(_folder(home, ruleset), rule or [])
        return
    from riskengine.rules import run_tests

    report = run_tests(_folder(home, ruleset), read=_reader(home))
    for fault in report.faults:
        typer.echo(f"error {fault}")
    for result in report.results:
        if result.outcome != "pass":
            typer.echo(f"{result.outcome} {result.file}:{result.line}: {result.name}")
            for message in result.messages:
                typer.echo(f"    {message}")
    rows = [
        (
            item.rule,
            str(item.fired),
            str(item.silent),
            f"{item.branches - len(item.unseen)} of {item.branches}" if item.branches else "",
            "; ".join(item.unseen),
        )
        for item in report.coverage
    ]
    header = ("rule", "fired", "silent", "branches", "branches that no case goes through")
    typer.echo(table(rows, header), nl=False)
    counts: dict[str, int] = dict.fromkeys(("pass", "fail", "error", "todo"), 0)
    for result in report.results:
        counts[result.outcome] += 1
    counts["error"] += len(report.faults)
    typer.echo(", ".join(f"{count} {name}" for name, count in counts.items()))
    if counts["fail"] or counts["error"] or not report.results:
        raise typer.Exit(2)


def _reader(home: Path | None) -> Read:
    """How the documents of test cases become signals; lists are opened for the first of them."""

    @lru_cache(maxsize=1)
    def opened() -> Engine:
        from riskengine.engine import Engine

        return Engine.open(settings(home))

    def read(
        ruleset: Ruleset, path: Path, as_of: dt.date, subject: str | None
    ) -> tuple[Signal, ...]:
        from riskengine.documents import open_source
        from riskengine.engine import Engine

        base = opened()
        engine = Engine(base.watchlists, base.matcher, ruleset)
        found = engine.assess(open_source(str(path)), as_of=as_of, subject=subject)
        party = found.subject(found.principal or "")
        return () if party is None else party.signals

    return read


def _mutations(folder: Path, rules: list[str]) -> None:
    from riskengine.rules.mutation import mutate

    report = mutate(folder, rules=rules)
    for survivor in report.survivors:
        typer.echo(str(survivor))
    survived = [item.kind for item in report.survivors]
    for kind, tried in report.tried:
        typer.echo(f"{kind}: {tried} changes, {survived.count(kind)} survive")
    typer.echo(f"{report.refused} changes are refused when the ruleset is loaded")
    if survived:
        raise typer.Exit(2)


@app.command()
def diff(
    old: Annotated[str, typer.Argument(help="Name of a shipped ruleset, or a folder.")],
    new: Annotated[str, typer.Argument(help="The one to compare with it.")],
    run: Annotated[
        list[Path] | None,
        typer.Option(
            "--run",
            help="A recorded run to score under both: JSON of `risk score`, or a folder of them.",
        ),
    ] = None,
    format_: Annotated[Format, typer.Option("--format", help="Form of the page.")] = Format.text,
    out: Out = None,
    home: Home = None,
) -> None:
    """What differs between two rulesets, and which recorded subjects it moves.

    Example: risk rules diff default my-rules --run seeds/expected
    """
    from riskengine.report.contract import dumps
    from riskengine.report.rule_changes import diff_dict, diff_page
    from riskengine.rules import load_ruleset
    from riskengine.rules.changes import policy_changes
    from riskengine.runlog import effect, read_runs

    check_out(out)
    before, after = (load_ruleset(_folder(home, name)) for name in (old, new))
    changes = policy_changes(before, after)
    found = effect(before, after, read_runs(run)) if run else None
    if format_ is Format.json:
        emit(dumps(diff_dict(before, after, changes, found)), out)
        return
    as_markdown = format_ is Format.markdown
    emit(diff_page(before, after, changes, found, as_markdown=as_markdown), out)


@app.command()
def schema(
    kind: Annotated[
        str | None,
        typer.Argument(help="ruleset, topic, regimes or tests; all of them if not given."),
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option(
            "--out", help="Write one file for each kind into this folder.", show_default=False
        ),
    ] = None,
) -> None:
    """JSON Schema of ruleset files, so that an editor completes and checks them.

    Example: risk rules schema topic
    """
    from riskengine.rules.faults import did_you_mean
    from riskengine.rules.schema_files import KINDS, any_schema, as_text, file_schema, schema_files

    if kind is not None and kind not in KINDS:
        hint = did_you_mean(kind, KINDS)
        raise SettingsError(f"no kind of file {kind!r}", hint=hint, code="settings.kind")
    if out is None:
        emit(as_text(any_schema() if kind is None else file_schema(kind)), None)
        return
    for name, text in schema_files().items():
        if kind is None or name.startswith(f"{kind}."):
            emit(text, out / name)
            typer.echo(str(out / name), err=True)
