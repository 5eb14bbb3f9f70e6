"""Readable reports, from templates that the package ships."""

from __future__ import annotations

import textwrap
from functools import lru_cache
from typing import TYPE_CHECKING

from riskengine.model.assessment import Assessment
from riskengine.report import escape, view
from riskengine.report.contract import assessment_dict, dumps
from riskengine.report.summary import correction_lines

if TYPE_CHECKING:
    from jinja2.sandbox import SandboxedEnvironment

FORMATS = ("text", "markdown", "json")
_WIDTH = 80


def render(assessment: Assessment, format_: str) -> str:
    """The report as `text`, `markdown` or `json`; same assessment, same bytes.

    Raises:
        ValueError: no such format.
    """
    if format_ == "json":
        return dumps(assessment_dict(assessment))
    if format_ not in FORMATS:
        raise ValueError(f"no report format {format_!r}")
    name = {"text": "assessment.txt.j2", "markdown": "assessment.md.j2"}[format_]
    template = _environment().get_template(name)
    lines = template.render(view.assessment_view(assessment)).splitlines()
    return "\n".join(line.rstrip() for line in lines).strip("\n") + "\n"


@lru_cache(maxsize=1)
def _environment() -> SandboxedEnvironment:
    from jinja2 import PackageLoader, StrictUndefined
    from jinja2.sandbox import SandboxedEnvironment

    environment = SandboxedEnvironment(
        loader=PackageLoader("riskengine.report"),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        autoescape=False,  # each template escapes for its own format, through `md` or `plain`
    )
    environment.filters.update(
        md=escape.markdown,
        plain=lambda value: escape.printable(str(value)),
        wrap=_wrap,
        country=view.country,
    )
    environment.globals.update(
        evidence_line=view.evidence_line,
        claims=view.claims,
        backers=view.backers,
        match_groups=view.match_groups,
        finding_groups=view.finding_groups,
        deciding=view.deciding,
        lists_in_force=view.lists_in_force,
        listing_states=view.listing_states,
        age_in_words=view.age_in_words,
        correction_lines=correction_lines,
    )
    return environment


def _wrap(value: object, indent: int = 0, first: str = "") -> str:
    """Fill to 80 columns; `first` stands before the first line and sets the hanging indent."""
    text = escape.printable(str(value))
    lead = " " * indent + first
    return "\n".join(
        textwrap.wrap(
            text,
            width=_WIDTH,
            initial_indent=lead,
            subsequent_indent=" " * len(lead),
            break_long_words=False,
            break_on_hyphens=False,
        )
        or [lead.rstrip()]
    )
