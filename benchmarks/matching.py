"""Measure name matching on the bundled lists: false alerts, self-recall and speed.

    python benchmarks/matching.py NAMES.csv.gz --overlap OVERLAP.csv

NAMES has a column `name` of parties that are mostly not listed; names that also stand in the
column `name` of OVERLAP (known equals of listed names) are left out. Alerts are counted over
the watchlists at the usual cut-off; every alert can be printed with `--show`. What counts as
false is for the reader to judge: a sample holds some listed parties under other spellings.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import random
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from riskengine.matching import Matcher
from riskengine.model.match import Profile
from riskengine.vocab import ListRole, NameKind
from riskengine.watchlist import open_watchlists

SEED = 20261123


def read_names(path: Path) -> Iterator[tuple[str, str]]:
    """Pairs of name and source from a CSV file, gzipped or not."""
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf-8", newline="") as handle:
        for row in csv.DictReader(handle):
            yield row["name"], row.get("source") or row.get("universe_source") or ""


def percentile(values: Sequence[float], share: float) -> float:
    return sorted(values)[min(len(values) - 1, int(share * len(values)))]


def slip(name: str, chance: random.Random) -> str:
    """Swap two neighbouring letters of the longest word."""
    word = max(name.split(), key=len)
    if len(word) < 6:
        return name
    place = chance.randrange(1, len(word) - 2)
    wrong = word[:place] + word[place + 1] + word[place] + word[place + 2 :]
    return name.replace(word, wrong, 1)


def false_alerts(matcher: Matcher, names: list[tuple[str, str]], cutoff: float, show: bool) -> None:
    alerts: Counter[str] = Counter()
    totals: Counter[str] = Counter()
    times: list[float] = []
    for name, source in names:
        totals[source] += 1
        start = time.perf_counter()
        found = matcher.match(Profile((name,)), cutoff=cutoff)
        times.append(time.perf_counter() - start)
        if found.matches:
            alerts[source] += 1
            if show:
                top = found.matches[0]
                print(f"  {top.confidence:.2f} {name} | {top.listed_name} ({top.entity.id})")
    rate = 1000 * sum(alerts.values()) / max(1, len(names))
    print(f"alerts: {sum(alerts.values())} of {len(names)} names, {rate:.1f} per thousand")
    for source in sorted(totals):
        print(f"  {source}: {alerts[source]} of {totals[source]}")
    print(
        f"per name: median {percentile(times, 0.5) * 1000:.1f} ms, "
        f"95th percentile {percentile(times, 0.95) * 1000:.1f} ms"
    )


def recall(matcher: Matcher, listed: list[tuple[str, str]]) -> None:
    chance = random.Random(SEED)
    changes = {
        "as listed": lambda name: name,
        "lower case": str.lower,
        "one slip": lambda name: slip(name, chance),
    }
    for label, change in changes.items():
        hits = sum(
            any(
                match.entity.id == entity_id
                for match in matcher.match(Profile((change(name),)), limit=200).matches
            )
            for entity_id, name in listed
        )
        print(f"found {label}: {hits} of {len(listed)}")


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("names", type=Path)
    parser.add_argument("--overlap", type=Path)
    parser.add_argument("--lists", type=Path, default=Path("watchlists"))
    parser.add_argument("--sample", type=int, default=2000)
    parser.add_argument("--cutoff", type=float, default=0.70)
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--show", action="store_true")
    options = parser.parse_args(arguments)
    known = {name for name, _ in read_names(options.overlap)} if options.overlap else set()
    chance = random.Random(options.seed)
    universe = [item for item in read_names(options.names) if item[0] not in known]
    sample = chance.sample(universe, min(options.sample, len(universe)))
    lists = open_watchlists([options.lists])
    with tempfile.TemporaryDirectory() as folder:
        for label in ("compiled", "opened again"):
            start = time.perf_counter()
            matcher = Matcher.open(lists, cache_dir=Path(folder))
            print(f"index {label}: {time.perf_counter() - start:.3f} s")
        false_alerts(matcher, sample, options.cutoff, options.show)
        own = [
            (entity.id, name.text)
            for info in lists.infos
            if info.role is ListRole.WATCHLIST
            for entity in lists.entities(info.list_id)
            for name in entity.names
            if name.kind is not NameKind.WEAK_ALIAS
        ]
        recall(matcher, chance.sample(own, min(300, len(own))))
    return 0


if __name__ == "__main__":
    sys.exit(main())
