"""When an entry was listed, from what the entry itself prints."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache
from importlib import resources
from pathlib import Path

from riskengine.errors import WatchlistError
from riskengine.model.interval import DateRange
from riskengine.watchlist.federal_register import Calendar, Citation, parse_citations, parse_issue
from riskengine.watchlist.yamlfile import load_yaml


@dataclass(frozen=True, slots=True)
class DatedRule:
    """A published rule whose effective date is known: its pages and that date."""

    volume: int
    first_page: int
    last_page: int
    effective: dt.date
    source: str


@dataclass(frozen=True, slots=True)
class ListingDates:
    """Turns the citations of an entry into the date of its first one.

    Attributes:
        not_after: day of the source file; no entry can be later.
    """

    calendar: Calendar
    rules: tuple[DatedRule, ...]
    not_after: dt.date

    def first(self, text: str) -> tuple[DateRange | None, str]:
        """Date range of the earliest citation in a text, and its basis.

        `stated`: the rule's effective date is on file, or the citation prints its date and
        the page agrees with its neighbours. `citation`: days between which that page was
        published. (None, "stated") where nothing is cited. Later citations amend an entry.
        """
        citations = parse_citations(text)
        if not citations:
            return parse_issue(text), "stated"  # a citation by issue prints its date
        earliest = min(
            citations, key=lambda item: (item.volume, item.page, item.date or dt.date.max)
        )
        return self.of(earliest)

    def of(self, citation: Citation) -> tuple[DateRange | None, str]:
        """Date range and basis of one citation."""
        for rule in self.rules:
            if citation.volume == rule.volume and (
                rule.first_page <= citation.page <= rule.last_page
            ):
                return DateRange(rule.effective, rule.effective), "stated"
        if citation.year > self.not_after.year:
            return None, "stated"  # a slip: the volume is later than the file
        span = self.calendar.date_of(citation, not_after=self.not_after)
        if citation.date is not None and span.earliest <= citation.date <= span.latest:
            return DateRange(citation.date, citation.date), "stated"
        return span, "citation"


def load_rules(path: Path) -> tuple[tuple[DatedRule, ...], tuple[Citation, ...]]:
    """Read the hand-entered rules, and pages whose day of publication is known.

    Raises:
        WatchlistError: the file is not in the known form.
    """
    data = load_yaml(path)
    try:
        rules = [_rule(item) for item in data["rules"]]
        pages = [
            replace(_citation(item), date=dt.date.fromisoformat(item["published"]))
            for item in data["pages"]
        ]
    except (KeyError, TypeError, ValueError) as error:
        raise WatchlistError(
            f"{path}: not in the form of dated rules and pages: {error!r}",
            hint="Rules need citation, effective and source; pages citation and published.",
            code="watchlist.facts",
        ) from None
    return tuple(sorted(rules, key=lambda rule: (rule.volume, rule.first_page))), tuple(pages)


def _rule(item: dict[str, str | int]) -> DatedRule:
    citation = _citation(item)
    return DatedRule(
        volume=citation.volume,
        first_page=citation.page,
        last_page=int(item.get("last_page", citation.page)),
        effective=dt.date.fromisoformat(str(item["effective"])),
        source=str(item["source"]),
    )


def _citation(item: dict[str, str | int]) -> Citation:
    (citation,) = parse_citations(str(item["citation"]))
    return citation


def rules_to_tsv(rules: Iterable[DatedRule]) -> str:
    """The rules as `volume, first page, last page, effective, source` lines."""
    return "".join(
        f"{rule.volume}\t{rule.first_page}\t{rule.last_page}\t{rule.effective.isoformat()}"
        f"\t{rule.source}\n"
        for rule in rules
    )


@lru_cache(maxsize=1)
def bundled_rules() -> tuple[DatedRule, ...]:
    """The dated rules that come with the package."""
    folder = resources.files("riskengine") / "data" / "watchlist"
    text = (folder / "federal_register_rules.tsv").read_text(encoding="utf-8")
    out = []
    for line in text.splitlines():
        if line and not line.startswith("#"):
            volume, first, last, effective, source = line.split("\t")
            when = dt.date.fromisoformat(effective)
            out.append(DatedRule(int(volume), int(first), int(last), when, source))
    return tuple(out)
