"""Compile the bundled US watchlists from published list files.

    python scripts/compile_watchlists.py --shared DIR --out watchlists [--only us-bis-el]

DIR holds the source files under `lists/us/`:

    csl-2026-07-31/screening-list.json      Consolidated Screening List, shortened form
    bis-dpl-2022/dpl.txt                    Denied Persons List (citations with dates)
    ofac-sdn-2026-08-02/alt.csv             OFAC further names, SDN
    ofac-sdn-2024-05-03/sdn.csv             OFAC SDN list, an older full edition
    ofac-sdn-2022-01-31/sdn.csv.gz          the same, older
    ofac-cons-2025-12-19/cons_*.csv         OFAC consolidated non-SDN list
    dod-1260h-2025-01-07/extracted.txt      text of the official PDF
    dod-1260h-2025-01-07/*.csv              the same by other hands, only to compare

Facts entered by hand are in `<out>/facts/`. Writes `<out>/<list_id>/manifest.yaml` and
`snapshot.jsonl`, the dated Federal Register pages of the package, and the table of
`<out>/README.md`. The same input gives the same bytes. Prints, for each list, rows read,
merged and refused, and how many listings have which kind of date.
"""

from __future__ import annotations

import argparse
import csv
import datetime as dt
import hashlib
import sys
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any

from riskengine.errors import WatchlistError
from riskengine.watchlist import list_folders, read_manifest, write_snapshot
from riskengine.watchlist.download_plan import manifest_addresses
from riskengine.watchlist.federal_register import (
    Calendar,
    Citation,
    build_calendar,
    calendar_to_tsv,
    parse_citations,
)
from riskengine.watchlist.readers import ReadResult
from riskengine.watchlist.readers.csl import reduced as csl_reduced
from riskengine.watchlist.readers.csl.entities import build_list
from riskengine.watchlist.readers.csl.listing_dates import (
    DatedRule,
    ListingDates,
    load_rules,
    rules_to_tsv,
)
from riskengine.watchlist.readers.csl.lists import csl_list
from riskengine.watchlist.readers.csl.merge import CslList
from riskengine.watchlist.readers.csl.reduced import CslFile, read_csl
from riskengine.watchlist.readers.names import key_of
from riskengine.watchlist.readers.ofac.extras import (
    OfacExtras,
    read_alias_kinds,
    read_remarks,
    read_rows,
)
from riskengine.watchlist.readers.us import dod_1260h
from riskengine.watchlist.yamlfile import load_yaml

BIS = "US Department of Commerce, Bureau of Industry and Security"
OFAC = "US Department of the Treasury, Office of Foreign Assets Control"
LICENCE = "US government work, public domain (17 U.S.C. 105)"
CALENDAR = Path("riskengine/data/watchlist/federal_register.tsv")
RULES = CALENDAR.with_name("federal_register_rules.tsv")
TABLE_START = "<!-- table: written by scripts/compile_watchlists.py -->"
TABLE_END = "<!-- end of table -->"

_FORM = (
    "Compiled from a shortened copy of the Consolidated Screening List of 2026-07-31, which"
    " lacks addresses, remarks, identifiers and dates."
)
_BY_CITATION = (
    " Listing dates are derived from the first Federal Register citation of an entry: they are"
    " dates of publication, and a rule may take effect some days before or after."
)
_BY_OFAC = (
    " Weak and former names follow OFAC's own files of 2026-08-02 and 2025-12-19, except that"
    " initials of an organisation are an acronym here{form}; birth dates"
    " and identifiers come from remarks of {remarks}."
)


_FORM_TOO = " and a company's short name is an alias unless it is generic"


@dataclass(frozen=True)
class Plan:
    """One list of the Consolidated Screening List: how to read it and what to say of it."""

    spec: CslList
    title: str
    publisher: str
    measure: str
    citation: str
    note: str
    expected: tuple[int, int]


PLANS = (
    Plan(
        csl_list("us-bis-el"),
        "US Entity List",
        BIS,
        "licence",
        "15 CFR part 744, Supplement No. 4",
        _FORM + _BY_CITATION + " {merged}",
        (3000, 4200),
    ),
    Plan(
        csl_list("us-bis-meu"),
        "US Military End-User List",
        BIS,
        "licence",
        "15 CFR 744.21 and part 744, Supplement No. 7",
        _FORM + _BY_CITATION,
        (60, 140),
    ),
    Plan(
        csl_list("us-bis-uvl"),
        "US Unverified List",
        BIS,
        "red_flag",
        "15 CFR 744.15 and part 744, Supplement No. 6",
        _FORM + " The source has no citations for this list, so no listing dates are known.",
        (150, 320),
    ),
    Plan(
        csl_list("us-bis-dpl"),
        "US Denied Persons List",
        BIS,
        "denial",
        "15 CFR 764.3(a)(2)",
        _FORM + " Listing dates are those printed beside the first citation of an order. The end of"
        " a denial is not held; check the order. {merged}",
        (1200, 2000),
    ),
    Plan(
        csl_list("us-ofac-nscmic"),
        "US NS-CMIC List (Non-SDN Chinese Military-Industrial Complex Companies)",
        OFAC,
        "investment",
        "Executive Order 13959 as amended by Executive Order 14032; 31 CFR part 586",
        _FORM
        + " Listing dates are stated by OFAC."
        + _BY_OFAC.format(remarks="2025-12-19", form=_FORM_TOO),
        (60, 120),
    ),
    Plan(
        csl_list("us-ofac-sdn"),
        "US SDN List (Specially Designated Nationals and Blocked Persons)",
        OFAC,
        "blocking",
        "31 CFR chapter V",
        _FORM
        + _BY_OFAC.format(remarks="2024-05-03, where number and name are the same", form="")
        + " The listing date is an interval between full editions (2022-01-31, 2024-05-03,"
        " 2026-07-31) and the same for every programme of an entry; entries already listed on"
        " 2022-01-31 have none.",
        (17000, 22000),
    ),
    Plan(
        csl_list("us-ofac-ssi"),
        "US Sectoral Sanctions Identifications List",
        OFAC,
        "directive",
        "Executive Order 13662, Directives 1 to 4; 31 CFR part 589",
        _FORM + _BY_OFAC.format(remarks="2025-12-19", form=_FORM_TOO),
        (250, 330),
    ),
    Plan(
        csl_list("us-ofac-cons"),
        "US non-SDN lists: Menu-Based Sanctions, CAPTA, Palestinian Legislative Council",
        OFAC,
        "directive",
        "31 CFR chapter V; Executive Order 14024 directives; 31 CFR part 561",
        _FORM + _BY_OFAC.format(remarks="2025-12-19", form=_FORM_TOO),
        (100, 180),
    ),
)


class Sources:
    """Source files, read on first use."""

    def __init__(self, shared: Path, facts: Path) -> None:
        self.us = shared / "lists" / "us"
        self.facts = facts

    @property
    def csl_path(self) -> Path:
        return self.us / "csl-2026-07-31" / "screening-list.json"

    @cached_property
    def csl(self) -> CslFile:
        return read_csl(self.csl_path)

    @cached_property
    def calendar(self) -> tuple[Calendar, int]:
        """Anchors from every entry that prints a citation with its date."""
        pages = load_rules(self.rules_path)[1]
        # Pages entered by hand are certain: they get the full weight of three.
        return build_calendar([*self._dated_citations(), *pages, *pages, *pages])

    @property
    def rules_path(self) -> Path:
        return self.facts / "federal-register.yaml"

    def _dated_citations(self) -> Iterator[Citation]:
        for code in ("DPL", "EL", "MEU"):
            for row in self.csl.rows[code]:
                yield from parse_citations(row.citation)
        path = self.us / "bis-dpl-2022" / "dpl.txt"
        with path.open(encoding="utf-8", newline="") as stream:
            for record in csv.DictReader(stream, delimiter="\t"):
                yield from parse_citations(record["FR_Citation"] or "")

    @cached_property
    def dates(self) -> ListingDates:
        return ListingDates(
            calendar=self.calendar[0],
            rules=load_rules(self.rules_path)[0],
            not_after=dt.date.fromisoformat(self.csl.list_date),
        )

    @cached_property
    def alias_kinds(self) -> dict[str, Any]:
        return dict(
            read_alias_kinds(
                [
                    self.us / "ofac-sdn-2026-08-02" / "alt.csv",
                    self.us / "ofac-cons-2025-12-19" / "cons_alt.csv",
                ]
            )
        )

    def extras(self, sources: tuple[str, ...]) -> OfacExtras:
        """What OFAC's own files add to the rows of these sources."""
        rows = [row for code in sources for row in self.csl.rows.get(code, ())]
        numbers = {row.ofac_number for row in rows}
        if sources == ("SDN",):
            older = self.us / "ofac-sdn-2024-05-03" / "sdn.csv"
            oldest = self.us / "ofac-sdn-2022-01-31" / "sdn.csv.gz"
            return OfacExtras(
                alias_kinds=self.alias_kinds,
                known_numbers=numbers,
                remarks=read_remarks(older, names={row.ofac_number: row.name for row in rows}),
                editions=(
                    (dt.date(2022, 1, 31), frozenset(row[0] for row in read_rows(oldest))),
                    (dt.date(2024, 5, 3), frozenset(row[0] for row in read_rows(older))),
                ),
            )
        folder = self.us / "ofac-cons-2025-12-19"
        remarks = read_remarks(folder / "cons_prim.csv", folder / "cons_comments.csv")
        return OfacExtras(
            alias_kinds=self.alias_kinds,
            known_numbers=numbers & remarks.keys(),
            remarks=remarks,
        )

    def addresses(self, list_id: str) -> dict[str, tuple[str, ...]]:
        path = self.facts / f"{list_id}.yaml"
        if not path.is_file():
            return {}
        return {key_of(item["name"]): (item["address"],) for item in load_yaml(path)["addresses"]}


def compile_csl(plan: Plan, sources: Sources, out: Path) -> ReadResult:
    """Read and write one list of the Consolidated Screening List."""
    csl = sources.csl
    spec = replace(plan.spec, addresses=sources.addresses(plan.spec.list_id))
    rows = [row for code in spec.sources for row in csl.rows.get(code, ())]
    faults = [(number, reason) for code, number, reason in csl.faults if code in spec.sources]
    result = build_list(
        spec,
        rows,
        sources.dates,
        extras=sources.extras(spec.sources) if spec.by_number else None,
        faults=faults,
    )
    stated = sum(csl.counts.get(code, 0) for code in spec.sources)
    if result.rows != stated:
        raise WatchlistError(f"{spec.list_id}: {result.rows} rows, the file states {stated}")
    merged = (
        f"Rows of one party (an entry per country, or an amended entry) are merged where a"
        f" country, further name or citation ties them; each keeps its own listing:"
        f" {result.rows} rows, {len(result.entities)} entities."
    )
    write_snapshot(
        out / spec.list_id,
        result.entities,
        {
            "list_id": spec.list_id,
            "title": plan.title,
            "publisher": plan.publisher,
            "jurisdiction": "US",
            "role": "watchlist",
            "measure": plan.measure,
            "list_date": csl.list_date,
            "retrieved_on": csl.retrieved_on,
            "source_url": csl.urls[spec.sources[0]],
            "licence": LICENCE,
            "stale_after_days": 30,
            "citation": plan.citation,
            "complete": not result.refused,
            "note": plan.note.format(merged=merged),
            "reader": csl_reduced.READER,
            "reader_version": csl_reduced.VERSION,
            "source_sha256": _sha256(sources.csl_path),
            "expected_min": plan.expected[0],
            "expected_max": plan.expected[1],
            "addresses": manifest_addresses(spec.list_id),
        },
    )
    return result


def compile_1260h(sources: Sources, out: Path) -> ReadResult:
    """Read and write the section 1260H list, and compare it with the other transcription."""
    folder = sources.us / "dod-1260h-2025-01-07"
    edition = dt.date(2025, 1, 7)
    result = dod_1260h.read_1260h(
        folder / "extracted.txt",
        edition=edition,
        citation="90 FR 1105 (2025-01-07)",
        additions=sources.facts / "us-dod-1260h.yaml",
    )
    lines, _ = dod_1260h.read_text((folder / "extracted.txt").read_text(encoding="utf-8"))
    ours = {(line.printed, line.parent, line.removed) for line in lines}
    with (folder / "1260h_2025-01-07.csv").open(encoding="utf-8", newline="") as stream:
        theirs = {
            (
                record["name_as_printed"],
                record["parent_as_printed"],
                record["status"].startswith("removed"),
            )
            for record in csv.DictReader(stream)
        }
    print(
        f"  compared with a second transcription: {len(ours & theirs)} agree,"
        f" {len(ours - theirs)} only here, {len(theirs - ours)} only there"
    )
    if ours != theirs:
        raise WatchlistError("us-dod-1260h: the two transcriptions differ")
    removed = sum(line.removed for line in lines)
    added = len(result.entities) - len(lines)
    write_snapshot(
        out / dod_1260h.LIST_ID,
        result.entities,
        {
            "list_id": dod_1260h.LIST_ID,
            "title": "US section 1260H list"
            " (Chinese military companies operating in the United States)",
            "publisher": dod_1260h.AUTHORITY,
            "jurisdiction": "US",
            "role": "watchlist",
            "measure": "procurement",
            "list_date": edition.isoformat(),
            "retrieved_on": "2026-11-23",
            "source_url": "https://www.federalregister.gov/citation/90-FR-1105",
            "licence": LICENCE,
            "stale_after_days": 365,
            "citation": "Pub. L. 116-283, section 1260H (10 U.S.C. 113 note)",
            "complete": False,
            "note": f"Complete as of the edition of {edition.isoformat()}"
            f" ({len(lines) - removed} listed, {removed} removed by it); {added} later additions"
            " of 2026-06-08 entered by hand; other additions and removals of that edition are"
            " not held. An entry may have stood on earlier editions too.",
            "reader": dod_1260h.READER,
            "reader_version": dod_1260h.VERSION,
            "source_sha256": _sha256(folder / "extracted.txt"),
            "expected_min": 130,
            "expected_max": 260,
        },
    )
    return result


def date_classes(result: ReadResult) -> Counter[str]:
    """How the listing dates of a list are known, one count per listing."""
    out: Counter[str] = Counter()
    for entity in result.entities:
        for listing in entity.listings:
            when = listing.listed_on
            if when is None:
                out["no date"] += 1
            elif listing.listed_on_basis != "citation":
                out[listing.listed_on_basis] += 1
            else:
                days = (when.latest - when.earliest).days
                out["citation, 7 days or less" if days <= 7 else "citation, wider"] += 1
    return out


def report(list_id: str, result: ReadResult) -> None:
    """Print what became of the rows."""
    print(
        f"{list_id}: {result.rows} rows = {result.parsed} parsed + {len(result.refused)} refused;"
        f" {result.merged} merged; {len(result.entities)} entities"
    )
    for refusal in result.refused:
        print(f"  refused row {refusal.row}: {refusal.reason}")
    kinds = Counter(entity.kind.value for entity in result.entities)
    print("  kinds: " + ", ".join(f"{name} {count}" for name, count in sorted(kinds.items())))
    print(
        "  listing dates: "
        + ", ".join(f"{name} {count}" for name, count in sorted(date_classes(result).items()))
    )


def write_calendar(calendar: Calendar, rejected: int) -> None:
    """Write the dated Federal Register pages that the package carries."""
    head = (
        "# Dated Federal Register pages: volume, page, date of publication.\n"
        "# Compiled by scripts/compile_watchlists.py from citations that the Denied Persons List\n"
        "# and the Entity List print with their dates (US government works), and a few pages\n"
        "# entered by hand in watchlists/facts/federal-register.yaml.\n"
    )
    CALENDAR.parent.mkdir(parents=True, exist_ok=True)
    CALENDAR.write_text(head + calendar_to_tsv(calendar), encoding="utf-8")
    count = sum(len(items) for items in calendar.anchors.values())
    print(f"Federal Register: {count} dated pages kept, {rejected} rejected as out of order")


def write_rules(rules: Iterable[DatedRule]) -> None:
    """Write the dated rules that the package carries, for imports of the same lists."""
    head = (
        "# Rules whose effective date is known: volume, first and last page, date, source.\n"
        "# Compiled by scripts/compile_watchlists.py from the entries made by hand in\n"
        "# watchlists/facts/federal-register.yaml.\n"
    )
    RULES.write_text(head + rules_to_tsv(rules), encoding="utf-8")


def write_table(out: Path) -> None:
    """Replace the table of the README with one from the manifests under `out`."""
    path = out / "README.md"
    lines = [
        TABLE_START,
        "",
        "| List | Title | Publisher | List date | Entities | Whole list | Licence |",
        "| --- | --- | --- | --- | ---: | --- | --- |",
    ]
    for folder in list_folders(out):
        manifest = read_manifest(folder / "manifest.yaml")
        title = (
            f"[{manifest.title}]({manifest.source_url})" if manifest.source_url else manifest.title
        )
        lines.append(
            f"| `{manifest.list_id}` | {title} | {manifest.publisher} |"
            f" {manifest.list_date.isoformat()} | {manifest.records:,} |"
            f" {'yes' if manifest.complete else 'no'} | {manifest.licence} |"
        )
    text = path.read_text(encoding="utf-8")
    before, _, rest = text.partition(TABLE_START)
    _, _, after = rest.partition(TABLE_END)
    path.write_text(before + "\n".join([*lines, "", TABLE_END]) + after, encoding="utf-8")


def _sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def run(shared: Path, out: Path, only: Collection[str]) -> None:
    """Compile all lists, or those named in `only`."""
    known = {plan.spec.list_id for plan in PLANS} | {dod_1260h.LIST_ID}
    unknown = sorted(set(only) - known)
    if unknown:
        raise WatchlistError(
            f"no such list: {', '.join(unknown)}", hint=f"Known: {', '.join(sorted(known))}."
        )
    sources = Sources(shared, out / "facts")
    write_calendar(*sources.calendar)
    write_rules(sources.dates.rules)
    for plan in PLANS:
        if not only or plan.spec.list_id in only:
            report(plan.spec.list_id, compile_csl(plan, sources, out))
    if not only or dod_1260h.LIST_ID in only:
        report(dod_1260h.LIST_ID, compile_1260h(sources, out))
    write_table(out)


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--shared", type=Path, required=True, help="folder that holds lists/us")
    parser.add_argument("--out", type=Path, default=Path("watchlists"))
    parser.add_argument("--only", action="append", default=[], metavar="LIST", help="a list id")
    arguments = parser.parse_args()
    try:
        run(arguments.shared, arguments.out, arguments.only)
    except (WatchlistError, OSError) as error:
        print(error, file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
