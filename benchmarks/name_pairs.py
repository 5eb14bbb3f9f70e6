"""Labelled name pairs: precision, recall and F1 by category, and which cases flipped.

    python benchmarks/name_pairs.py [--category typos] [--failures]
    python benchmarks/name_pairs.py --write-golden      accept the results of today
    python benchmarks/name_pairs.py --write-docs        rewrite the table in the documentation

--failures lists every case that is wrong; --moved also lists scores that moved without a flip.
The pairs are in tests/matching/pairs/*.csv and are labelled by knowledge of the parties, not by
what the engine says: `same` (one party), `alert` (a look-alike that a reviewer should see) and
`different`. An alert is right for the first two. Results of the last accepted run are in
tests/matching/golden/pairs.csv.
"""

from __future__ import annotations

import argparse
import csv
import textwrap
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from riskengine.matching import DEFAULT_CUTOFF, compare_names
from riskengine.vocab import EntityKind

ROOT = Path(__file__).resolve().parent.parent
PAIRS = ROOT / "tests" / "matching" / "pairs"
GOLDEN = ROOT / "tests" / "matching" / "golden" / "pairs.csv"
DOCUMENT = ROOT / "docs" / "matching-quality.md"
START, END = "<!-- labelled-pairs: start -->", "<!-- labelled-pairs: end -->"
COLUMNS = ("category", "kind", "left", "right", "label", "note")
GOLDEN_COLUMNS = ("category", "left", "right", "score", "verdict")
LABELS = ("same", "alert", "different")
ACCEPT = "python benchmarks/name_pairs.py --write-golden"
# A score may drift this far without anyone having to look; a verdict may not change at all.
DRIFT = 0.02


@dataclass(frozen=True, slots=True)
class Pair:
    """One labelled pair; `kind` is a word of EntityKind, or empty when not known."""

    category: str
    kind: str
    left: str
    right: str
    label: str
    note: str

    @property
    def key(self) -> tuple[str, str, str]:
        """What tells pairs apart."""
        return self.category, self.left, self.right

    @property
    def positive(self) -> bool:
        """Whether an alert is right."""
        return self.label != "different"


@dataclass(frozen=True, slots=True)
class Result:
    """A pair and what the engine says of it."""

    pair: Pair
    score: float

    @property
    def verdict(self) -> str:
        """`alert` at or above the cut-off, else `clear`."""
        return "alert" if self.score >= DEFAULT_CUTOFF else "clear"

    @property
    def right(self) -> bool:
        """Whether the verdict agrees with the label."""
        return (self.verdict == "alert") == self.pair.positive


@dataclass(frozen=True, slots=True)
class Figures:
    """Measures of some results; shares in [0, 1].

    Attributes:
        precision: 0 where there is no alert.
        f1_same: F1 with look-alikes left out: `same` against `different`; None without `same`.
        auc: share of (alert wanted, not wanted) pairs whose scores stand in the right order; 0
            where one of the two is absent.
    """

    pairs: int
    precision: float
    recall: float
    f1: float
    f1_same: float | None
    auc: float


def load_pairs(folder: Path = PAIRS) -> list[Pair]:
    """All pairs, by file name and then as written.

    Raises:
        ValueError: a file has other columns, or a row has too few or too many cells.
    """
    found: list[Pair] = []
    for path in sorted(folder.glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as stream:
            rows = csv.reader(stream)
            if tuple(next(rows, ())) != COLUMNS:
                raise ValueError(f"{path.name}: columns must be {','.join(COLUMNS)}")
            for row in rows:
                if len(row) != len(COLUMNS):
                    raise ValueError(f"{path.name}:{rows.line_num}: {len(row)} cells")
                found.append(Pair(*row))
    return found


def assess(pairs: Iterable[Pair]) -> list[Result]:
    """Compare every pair with the library's own comparator."""
    return [
        Result(pair, compare_names(pair.left, pair.right, kind=EntityKind(kind)).score)
        for pair in pairs
        for kind in [pair.kind or EntityKind.UNKNOWN]
    ]


def _f1(results: Sequence[Result]) -> tuple[float, float, float]:
    hits = sum(one.pair.positive and one.verdict == "alert" for one in results)
    alerts = sum(one.verdict == "alert" for one in results)
    wanted = sum(one.pair.positive for one in results)
    precision = hits / alerts if alerts else 0.0
    recall = hits / wanted if wanted else 0.0
    return precision, recall, 2 * hits / (alerts + wanted) if alerts + wanted else 0.0


def area(wanted: Sequence[float], other: Sequence[float]) -> float:
    """Share of (wanted, other) pairs in the right order; ties count half."""
    if not wanted or not other:
        return 0.0
    right = sum((one > two) + (one == two) / 2 for one in wanted for two in other)
    return right / (len(wanted) * len(other))


def measure(results: Sequence[Result]) -> Figures:
    """Figures of the results at the default cut-off."""
    precision, recall, f1 = _f1(results)
    clear_cut = [one for one in results if one.pair.label != "alert"]
    any_same = any(one.pair.label == "same" for one in results)
    return Figures(
        pairs=len(results),
        precision=precision,
        recall=recall,
        f1=f1,
        f1_same=_f1(clear_cut)[2] if any_same else None,
        auc=area(
            [one.score for one in results if one.pair.positive],
            [one.score for one in results if not one.pair.positive],
        ),
    )


def by_category(results: Iterable[Result]) -> dict[str, list[Result]]:
    """Category -> results, categories in ABC order."""
    grouped: dict[str, list[Result]] = defaultdict(list)
    for one in results:
        grouped[one.pair.category].append(one)
    return dict(sorted(grouped.items()))


def load_golden(path: Path = GOLDEN) -> dict[tuple[str, str, str], tuple[float, str]]:
    """(category, left, right) -> score and verdict of the last accepted run."""
    if not path.is_file():
        return {}
    with path.open(encoding="utf-8", newline="") as stream:
        return {
            (row["category"], row["left"], row["right"]): (float(row["score"]), row["verdict"])
            for row in csv.DictReader(stream)
        }


def write_golden(results: Iterable[Result], path: Path = GOLDEN) -> None:
    """Accept the results; the order is that of the pairs."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as stream:
        rows = csv.writer(stream, lineterminator="\n")
        rows.writerow(GOLDEN_COLUMNS)
        for one in results:
            rows.writerow((*one.pair.key, f"{one.score:.2f}", one.verdict))


@dataclass(frozen=True, slots=True)
class Change:
    """A result that is not the accepted one; `before` is None for a pair that is new."""

    result: Result
    before: float | None
    flipped: bool

    def __str__(self) -> str:
        one = self.result
        was = "new" if self.before is None else f"{self.before:.2f}"
        sense = "right" if one.right else "WRONG"
        return (
            f"{one.pair.category}: {was} -> {one.score:.2f}, {one.verdict} ({sense}, "
            f"label {one.pair.label}): {one.pair.left} | {one.pair.right}"
        )


def changes(
    results: Iterable[Result], golden: dict[tuple[str, str, str], tuple[float, str]]
) -> list[Change]:
    """Results whose verdict is another, or whose score moved by more than the drift."""
    found = []
    for one in results:
        before, verdict = golden.get(one.pair.key, (None, ""))
        if before is None or verdict != one.verdict:
            found.append(Change(one, before, flipped=True))
        # Whole hundredths: the golden file holds two decimals.
        elif abs(round(100 * one.score) - round(100 * before)) > round(100 * DRIFT):
            found.append(Change(one, before, flipped=False))
    return found


def gone(
    results: Iterable[Result], golden: dict[tuple[str, str, str], tuple[float, str]]
) -> list[tuple[str, str, str]]:
    """Accepted results whose pair is no longer there, in the order of the golden file."""
    kept = {one.pair.key for one in results}
    return [key for key in golden if key not in kept]


def table(results: Sequence[Result]) -> list[list[str]]:
    """Rows of cells with a heading: each category, then all."""
    rows = [["category", "pairs", "P", "R", "F1", "F1 same only", "AUC"]]
    for name, some in [*by_category(results).items(), ("all", list(results))]:
        found = measure(some)
        shares = (found.precision, found.recall, found.f1, found.f1_same, found.auc)
        rows.append(
            [name, str(found.pairs), *("-" if one is None else f"{one:.2f}" for one in shares)]
        )
    return rows


def document_section(results: Sequence[Result]) -> str:
    """The section of the documentation, markers included."""
    labels = {label: sum(one.pair.label == label for one in results) for label in LABELS}
    files = len(list(PAIRS.glob("*.csv")))
    head, *rows = table(results)
    about = (
        f"{len(results)} pairs in {files} files of `tests/matching/pairs`: {labels['same']} of one "
        f"party, {labels['alert']} look-alikes that a reviewer should see, and "
        f"{labels['different']} of different parties. They are labelled by knowledge of the "
        "parties, and no pair is left out because the engine fails on it. Figures at cut-off "
        f'{DEFAULT_CUTOFF:.2f}; an alert is right for the first two labels. "F1 same only" '
        "leaves the look-alikes out; `-` stands where a category has no pair of one party."
    )
    lines = [
        START,
        "",
        textwrap.fill(about, 100, break_on_hyphens=False),
        "",
        "| " + " | ".join(head) + " |",
        "|---|" + "---:|" * (len(head) - 1),
        *("| " + " | ".join(row) + " |" for row in rows),
        "",
        "`python benchmarks/name_pairs.py --failures` lists what goes wrong; `--write-docs` "
        "rewrites this section.",
        "",
        END,
    ]
    return "\n".join(lines)


def write_document(results: Sequence[Result], path: Path = DOCUMENT) -> None:
    """Rewrite the section between the markers; add it where there is none.

    Raises:
        SystemExit: the section has a start and no end.
    """
    section = document_section(results)
    text = path.read_text(encoding="utf-8") if path.is_file() else "# Matching quality\n"
    before, start, rest = text.partition(START)
    if start:
        _, end, after = rest.partition(END)
        if not end:
            raise SystemExit(f"{path.name}: {START} has no {END}")
        text = before + section + after
    else:
        text = text.rstrip("\n") + "\n\n## Labelled pairs\n\n" + section + "\n"
    path.write_text(text, encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--category", help="this category only")
    parser.add_argument("--failures", action="store_true", help="list the cases that are wrong")
    parser.add_argument("--moved", action="store_true", help="list scores that moved as well")
    parser.add_argument("--write-golden", action="store_true", help="accept the results of today")
    parser.add_argument("--write-docs", action="store_true", help=f"rewrite {DOCUMENT.name}")
    options = parser.parse_args()
    pairs = load_pairs()
    if options.category:
        if options.write_golden or options.write_docs:
            parser.error("--category cannot go with --write-golden or --write-docs")
        pairs = [pair for pair in pairs if pair.category == options.category]
        if not pairs:
            parser.error(f"no category {options.category!r}")
    results = assess(pairs)
    rows = table(results)
    wide = [max(len(cell) for cell in column) for column in zip(*rows, strict=True)]
    for name, *cells in rows if not options.category else rows[:2]:
        shown = [cell.rjust(size + 2) for cell, size in zip(cells, wide[1:], strict=True)]
        print(name.ljust(wide[0]) + "".join(shown))
    if options.failures:
        print("\nWrong:")
        for one in results:
            if not one.right:
                print(
                    f"  {one.score:.2f} {one.pair.label:9} {one.pair.category}: "
                    f"{one.pair.left} | {one.pair.right}"
                )
    golden = load_golden()
    lost = [] if options.category else gone(results, golden)
    moved = changes(results, golden)
    flips = [one for one in moved if one.flipped and one.before is not None]
    new = sum(one.before is None for one in moved)
    print(
        f"\nAgainst {GOLDEN.relative_to(ROOT)}: {len(flips)} flipped "
        f"({sum(one.result.right for one in flips)} for the better), "
        f"{len(moved) - len(flips) - new} moved by more than {DRIFT:.2f}, {new} new, "
        f"{len(lost)} gone"
    )
    for change in moved if options.moved else flips:
        print(f"  {change}")
    if options.write_golden:
        write_golden(results)
        print(f"Wrote {GOLDEN.relative_to(ROOT)}")
    if options.write_docs:
        write_document(results)
        print(f"Wrote {DOCUMENT.relative_to(ROOT)}")


if __name__ == "__main__":
    main()
