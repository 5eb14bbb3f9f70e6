"""Alerts on names that are mostly not listed, and on made-up persons.

    python benchmarks/name_alerts.py --home DIR NAMES.csv.gz --overlap FILE [--names 2000]
    python benchmarks/name_alerts.py --home DIR --persons 1200

NAMES has columns `name` and `source`. Names of OVERLAP (known equals of listed names) are left
out. Alerts are names with a match at the cut-off on any watchlist of the home and the bundle.
Some are no false alerts: a name that a list has letter for letter, word for word in any order,
or letter for letter once legal forms are parted from both, is the party itself or a homonym,
and no comparison of names could tell; these are set aside, and rates are given with and
without them. What the remaining ones are is for the reader to judge (`--show`). Persons pair
given names and surnames of twelve cultures (`person_names.json`) by a digest.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import json
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from docs_section import write_section

from riskengine.matching import Matcher
from riskengine.matching.mutation_letters import Chance
from riskengine.matching.names import compact
from riskengine.matching.tuning_input import chosen_names
from riskengine.matching.tuning_report import interval
from riskengine.model.match import MatchResult, Profile
from riskengine.text import plain, split_legal_form, words
from riskengine.vocab import EntityKind
from riskengine.watchlist import open_watchlists

PERSONS = Path(__file__).with_name("person_names.json")
SAME, SAME_BUT_FORM = "same letters or words", "same but for the legal form"
WITHIN, OTHER = "all its words in a listed person's name", "other"
LIKENESS = (SAME, SAME_BUT_FORM, WITHIN, OTHER)


def read_names(path: Path) -> Iterator[tuple[str, str]]:
    """Pairs of name and source."""
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf-8", newline="") as handle:
        for row in csv.DictReader(handle):
            yield row["name"], row.get("source") or ""


def persons(count: int, seed: int) -> list[tuple[str, str]]:
    """Made-up names with their culture, as many of each; fewer when all pairs are used."""
    cultures: dict[str, dict[str, Any]] = json.loads(PERSONS.read_text(encoding="utf-8"))
    del cultures["_comment"]
    found: list[tuple[str, str]] = []
    for culture, parts in cultures.items():
        chance = Chance("persons", seed, culture)
        made: dict[str, None] = {}
        pairs = len(parts["given"]) * len(parts["surnames"])
        for _ in range(20 * count):
            if len(made) >= min(count // len(cultures), pairs):
                break
            given, surname = chance.pick(parts["given"]), chance.pick(parts["surnames"])
            if parts.get("double"):
                surname += f" {chance.pick(parts['surnames'])}"
            spoken = (surname, given) if parts.get("surname_first") else (given, surname)
            made[" ".join(spoken)] = None
        found.extend((name, culture) for name in made)
    return found


def likeness(name: str, found: MatchResult) -> str:
    """How an alert's best answer relates to the name."""
    letters, bare = compact(name), compact(split_legal_form(name)[0])
    listed = {one.text for match in found.matches for one in match.entity.names}
    own = word_set(name)
    if any(compact(text) == letters or word_set(text) == own for text in listed):
        return SAME
    if any(compact(split_legal_form(text)[0]) == bare for text in listed):
        return SAME_BUT_FORM
    people = (match.entity for match in found.matches if match.entity.kind is EntityKind.PERSON)
    within = any(own <= word_set(one.text) for entity in people for one in entity.names)
    return WITHIN if within and len(own) > 1 else OTHER


def word_set(name: str) -> frozenset[str]:
    """Plain words of a name, whatever their order."""
    return frozenset(plain(word.text) for word in words(name))


def run(
    matcher: Matcher,
    names: Sequence[tuple[str, str]],
    *,
    kind: EntityKind,
    cutoff: float,
    show: bool,
) -> list[str]:
    """Search every name: the lines that tell the rates, in all and by group. Prints them."""
    lines: list[str] = []
    counts: Counter[tuple[str, str]] = Counter()
    totals = Counter(group for _, group in names)
    shown: list[tuple[float, str]] = []
    start = time.perf_counter()
    profiles = [Profile((name,), kind) for name, _ in names]
    results = matcher.match_many(profiles, cutoff=cutoff, near_misses=False)
    for (name, group), found in zip(names, results, strict=True):
        if not found.matches:
            continue
        like = likeness(name, found)
        counts[group, like] += 1
        top = found.matches[0]
        told = f"{top.confidence:.2f} [{like}] {name} | {top.listed_name} ({top.entity.id})"
        shown.append((top.confidence, f"{told}: {top.reason}"))
    took = time.perf_counter() - start
    number = len(names)
    by_likeness = Counter(dict.fromkeys(LIKENESS, 0))
    for (_, like), count in counts.items():
        by_likeness[like] += count
    alerts = by_likeness.total()
    unequal = by_likeness[WITHIN] + by_likeness[OTHER]
    low, high = interval(unequal, number)
    lines.append(
        f"{number} names, cut-off {cutoff:.2f}: {alerts} alerts, {1000 * alerts / number:.1f}"
    )
    for like, count in by_likeness.items():
        lines.append(f"  {like}: {count}, {1000 * count / number:.1f} per thousand")
    lines.append(
        f"  without the equal ones: {1000 * unequal / number:.1f} per thousand, "
        f"{1000 * low:.1f} to {1000 * high:.1f} (95 %)"
    )
    lines.append(
        f"{'group':24}{'names':>7}{'alerts':>7}{'equal':>7}{'within':>7}{'other':>7}{'/1000':>8}"
    )
    for group in sorted(totals):
        within, other = counts[group, WITHIN], counts[group, OTHER]
        equal = counts[group, SAME] + counts[group, SAME_BUT_FORM]
        rate = 1000 * (within + other) / totals[group]
        cells = (totals[group], equal + within + other, equal, within, other)
        lines.append(f"{group:24}" + "".join(f"{cell:7}" for cell in cells) + f"{rate:8.1f}")
    print("\n".join(lines))
    print(f"{took:.1f} s, {number / took:.0f} names a second")
    if show:
        print("\n".join(text for _, text in sorted(shown, key=lambda one: (-one[0], one[1]))))
    return lines


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("file", type=Path, nargs="?", metavar="NAMES")
    parser.add_argument("--overlap", type=Path)
    parser.add_argument("--home", type=Path, required=True)
    parser.add_argument("--bundle", type=Path, default=Path("watchlists"))
    parser.add_argument("--cache", type=Path, help="folder of the compiled index")
    parser.add_argument("--names", type=int, default=2000)
    parser.add_argument("--persons", type=int, default=0)
    parser.add_argument("--kind", type=EntityKind, default=EntityKind.UNKNOWN)
    parser.add_argument("--cutoff", type=float, default=0.70)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--show", action="store_true", help="print every alert")
    parser.add_argument("--write-docs", action="store_true", help="into matching-quality.md")
    options = parser.parse_args()
    if options.file is None and not options.persons:
        parser.error("give NAMES, --persons, or both")
    lists = open_watchlists([options.home / "watchlists", options.bundle])
    matcher = Matcher.open(lists, cache_dir=options.cache or options.home / "cache")
    told = {"kind": options.kind, "cutoff": options.cutoff, "show": options.show}
    if options.file is not None:
        known = {name for name, _ in read_names(options.overlap)} if options.overlap else set()
        source = dict(read_names(options.file))
        left = [name for name in source if name not in known]
        chosen = chosen_names(left, options.names, seed=options.seed)
        head = f"{len(source)} names, {len(source) - len(left)} of them in OVERLAP, left out"
        print(head)
        lines = run(matcher, [(name, source[name]) for name in chosen], **told)
        if options.write_docs:
            write_section("alerts", [head, *lines])
    if options.persons:
        print("made-up persons")
        lines = run(matcher, persons(options.persons, options.seed), **told)
        if options.write_docs:
            write_section("alerts-persons", lines)


if __name__ == "__main__":
    main()
