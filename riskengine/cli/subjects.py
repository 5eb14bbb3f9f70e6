"""`risk score`, `risk extract`, `risk match`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from riskengine.cli.options import (
    AsOf,
    Format,
    Home,
    Out,
    OwnerFiles,
    PlainFormat,
    RulesetOption,
    day,
    emit,
    read_files,
    settings,
)
from riskengine.errors import InputError
from riskengine.identifiers import parse_identifier
from riskengine.model.interval import DateRange
from riskengine.model.reading import Document
from riskengine.vocab import AssessmentStatus, Band, EntityKind

if TYPE_CHECKING:
    from riskengine.extract.correction_file import Corrections
    from riskengine.model.assessment import Assessment

_SOURCE_HELP = (
    "A document (.txt .md .html .pdf .docx .eml .msg), one cell (book.xlsx#Sheet1!B7), or - for "
    "standard input."
)
Source = Annotated[
    str | None,
    typer.Argument(help=_SOURCE_HELP, show_default=False),
]
Encoding = Annotated[
    str | None,
    typer.Option(
        "--encoding", help="Encoding of the document. Default: UTF-8.", show_default=False
    ),
]
CorrectionsOption = Annotated[
    Path | None,
    typer.Option(
        "--corrections",
        help="Corrections to the reading, YAML. Default: SOURCE.corrections.yaml where it exists.",
        show_default=False,
    ),
]
Engines = Annotated[
    list[str] | None,
    typer.Option(
        "--engine",
        help="Optional engine for names: natasha, or spacy:FOLDER@sha256:HASH; repeatable.",
        show_default=False,
    ),
]
Kind = Annotated[EntityKind, typer.Option("--kind", help="What the named party is, where known.")]
Country = Annotated[
    str | None,
    typer.Option("--country", help="Its country, as a name or an ISO code.", show_default=False),
]

Identifiers = Annotated[
    list[str] | None,
    typer.Option("--id", metavar="SCHEME:VALUE", help="An identifier of the named party."),
]


def load(source: str, encoding: str | None) -> Document:
    """The document behind a SOURCE argument."""
    from riskengine.documents import open_document, open_source

    if source == "-":
        if sys.stdin is None:
            raise InputError("standard input is closed", hint="Name a file.", code="input.missing")
        return open_document(sys.stdin.buffer.read(), origin="standard input", encoding=encoding)
    return open_source(source, encoding=encoding)


def corrections_for(source: str, named: Path | None) -> Corrections | None:
    """The corrections to a document: the file named, else `SOURCE.corrections.yaml` beside it.

    Raises:
        InputError: the file named is not there, or is not of the documented form.
    """
    from riskengine.extract.correction_file import parse_corrections

    if named is None:
        # A place inside a file, such as `book.xlsx#B7`, shares the corrections of the file.
        beside = Path(f"{source.partition('#')[0]}.corrections.yaml")
        if source == "-" or not beside.is_file():
            return None
        named = beside
    try:
        raw = named.read_bytes()
    except OSError as error:
        raise InputError(
            f"{named.name}: {error.strerror or error}",
            hint="Name a file of corrections, as docs/corrections.md describes.",
            code="input.missing",
        ) from None
    return parse_corrections(raw, named.name)


def country_code(text: str | None) -> str | None:
    """ISO code of a country given by name or code.

    Raises:
        InputError: no such country.
    """
    if text is None:
        return None
    from riskengine.territories import country_code as lookup

    code = lookup(text)
    if code is None:
        raise InputError(
            f"no country {text!r}",
            hint="Use an English name or a two-letter ISO 3166-1 code, such as CN.",
            code="input.country",
        )
    return code


def score(
    source: Source = None,
    name: Annotated[
        str | None,
        typer.Option("--name", help="Assess this name instead of a document.", show_default=False),
    ] = None,
    kind: Kind = EntityKind.UNKNOWN,
    country: Country = None,
    identifier: Identifiers = None,
    subject: Annotated[
        str | None,
        typer.Option(
            "--subject", help="Party of the document to report on first.", show_default=False
        ),
    ] = None,
    as_of: AsOf = None,
    ruleset: RulesetOption = "default",
    format_: Annotated[Format, typer.Option("--format", help="Form of the report.")] = Format.text,
    out: Out = None,
    fail_on: Annotated[
        Band | None,
        typer.Option(
            "--fail-on",
            help="Exit with 1 when the subject reaches this band or a higher one.",
            show_default=False,
        ),
    ] = None,
    encoding: Encoding = None,
    corrections: CorrectionsOption = None,
    files: OwnerFiles = None,
    engine_names: Engines = None,
    home: Home = None,
) -> None:
    """Score a document or a name, and explain every point.

    Example: risk score seeds/zhipu-round.md --as-of 2025-03-03 --format markdown
    """
    from riskengine.engine import Engine
    from riskengine.report.render import render

    if (source is None) == (name is None):
        raise InputError(
            "give either a document or --name",
            hint='For example: risk score article.txt, or risk score --name "Hikvision".',
            code="input.usage",
        )
    on_day = day(as_of)
    if source is not None:
        if kind is not EntityKind.UNKNOWN or country is not None or identifier:
            raise InputError(
                "--kind, --country and --id describe a bare name",
                hint="Use them with --name; a document says these things itself.",
                code="input.usage",
            )
        document = load(source, encoding)
        engine = Engine.open(settings(home), ruleset=ruleset, engines=engine_names or ())
        assessment = engine.assess(
            document,
            as_of=on_day,
            subject=subject,
            corrections=corrections_for(source, corrections),
            files=read_files(files),
        )
    else:
        if subject is not None:
            raise InputError(
                "--subject chooses a party of a document",
                hint="Leave it out with --name.",
                code="input.usage",
            )
        identifiers = [parse_identifier(text) for text in identifier or []]
        home_country = country_code(country)
        engine = Engine.open(settings(home), ruleset=ruleset)
        assessment = engine.assess_name(
            name or "",
            as_of=on_day,
            kind=kind,
            country=home_country,
            identifiers=identifiers,
            files=read_files(files),
        )
    emit(render(assessment, format_.value), out)
    if code := _exit_code(assessment, fail_on):
        raise typer.Exit(code)


def _exit_code(assessment: Assessment, fail_on: Band | None) -> int:
    principal = assessment.subject(assessment.principal) if assessment.principal else None
    reached = principal.score.band if principal is not None and principal.score else None
    if fail_on is not None and reached is not None and reached.rank >= fail_on.rank:
        return 1
    missed = any(item.status is AssessmentStatus.NOT_ASSESSED for item in assessment.subjects)
    return 3 if missed else 0


def extract(
    source: Annotated[str, typer.Argument(help=_SOURCE_HELP)],
    format_: Annotated[
        PlainFormat, typer.Option("--format", help="json, or a summary as text.")
    ] = PlainFormat.json,
    out: Out = None,
    encoding: Encoding = None,
    corrections: CorrectionsOption = None,
    engine_names: Engines = None,
    home: Home = None,
) -> None:
    """Only read: parties, relations and claims with their places in the text.

    Example: risk extract seeds/zhipu-round.md
    """
    from riskengine.engine import Engine
    from riskengine.report.contract import dumps, extraction_dict
    from riskengine.report.summary import extraction_text

    document = load(source, encoding)
    extraction = Engine.open(settings(home), engines=engine_names or ()).read(
        document, corrections=corrections_for(source, corrections)
    )
    if format_ is PlainFormat.json:
        emit(dumps(extraction_dict(extraction)), out)
    else:
        emit(extraction_text(extraction), out)


def _birth(text: str) -> DateRange:
    try:
        return DateRange.parse(text)
    except ValueError:
        raise InputError(
            f"{text!r} is no date of birth",
            hint="Give YYYY, YYYY-MM, YYYY-MM-DD, or two of them as FROM/TO.",
            code="input.date",
        ) from None


def match(
    name: Annotated[str, typer.Argument(help="The name to look for, in any script.")],
    kind: Kind = EntityKind.UNKNOWN,
    country: Country = None,
    identifier: Identifiers = None,
    born: Annotated[
        str | None,
        typer.Option(
            "--born",
            help="Date of birth: YYYY, YYYY-MM, YYYY-MM-DD, or two of them as FROM/TO.",
            show_default=False,
        ),
    ] = None,
    address: Annotated[
        list[str] | None,
        typer.Option("--address", help="An address, as written; repeatable.", show_default=False),
    ] = None,
    as_of: AsOf = None,
    format_: Annotated[
        PlainFormat, typer.Option("--format", help="json, or text.")
    ] = PlainFormat.text,
    references: Annotated[
        bool, typer.Option("--references", help="Search the reference lists instead.")
    ] = False,
    out: Out = None,
    home: Home = None,
) -> None:
    """Candidates for one name, each with its reason, and why the nearest were no matches.

    Under each candidate stands its breakdown: rows that add up to the confidence.

    Example: risk match "Hikvision" --country CN
    """
    from riskengine.engine import Engine
    from riskengine.model.match import Profile
    from riskengine.report.contract import cleared_list, dumps, matches_list
    from riskengine.report.summary import match_text
    from riskengine.vocab import ListRole

    on_day = day(as_of)
    engine = Engine.open(settings(home))
    role = ListRole.REFERENCE if references else ListRole.WATCHLIST
    profile = Profile(
        (name,),
        kind,
        country_code(country),
        tuple(parse_identifier(text) for text in identifier or []),
        (("birth", _birth(born)),) if born is not None else (),
        tuple(address or []),
    )
    result = engine.match(profile, role=role, as_of=on_day)
    if format_ is PlainFormat.json:
        payload = {
            "schema": "riskengine.match/1",
            "query": name,
            "as_of": on_day.isoformat(),
            "cutoff": engine.cutoff,
            "matches": matches_list(result.matches, on_day),
            "near_misses": matches_list(result.near_misses, on_day),
            "cleared": cleared_list(result.cleared, on_day),
        }
        emit(dumps(payload), out)
    else:
        infos = {info.list_id: info for info in engine.watchlists.infos}
        emit(match_text(name, result, infos, engine.cutoff, on_day), out)
