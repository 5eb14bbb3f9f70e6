"""Names a second from end to end, memory, and what exhaustive comparison would find besides.

    python benchmarks/throughput.py --home DIR --names FILE [--count 10000] [--processes 2]
        [--exhaustive 20] [--near-misses]

DIR is a folder of imported watchlists (`benchmarks/all_lists.py` makes one); the bundled lists
are opened with it. FILE is a CSV table, plain or gzip, with a column `name`; rows are drawn by
a fixed seed. The compiled index is cached beside DIR.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import multiprocessing
import random
import resource
import statistics
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from riskengine.matching import Matcher
from riskengine.matching.weigh import weigh_names
from riskengine.model.match import Profile
from riskengine.vocab import EntityKind, ListRole, NameKind
from riskengine.watchlist import Watchlists, open_watchlists

STRONG = 0.80
"""Score from which a match must not be missed."""
_SEED = 20
_WARM = 2000  # names that fill the caches before the clock starts


def opened(home: Path) -> tuple[Watchlists, Matcher]:
    """All lists of a home and the bundle."""
    bundle = Path(__file__).resolve().parents[1] / "watchlists"
    lists = open_watchlists([home, bundle])
    return lists, Matcher.open(lists, cache_dir=home.parent / "index-cache")


def names_of(path: Path, count: int) -> list[str]:
    """Names drawn from a table."""
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf-8", newline="") as stream:
        found = [row["name"] for row in csv.DictReader(stream) if row["name"].strip()]
    random.Random(_SEED).shuffle(found)
    return found[:count]


def _screen(home: Path, names: Sequence[str], near_misses: bool) -> tuple[float, int, float]:
    """Seconds, names with a match, and peak memory in MB of a warm process."""
    _, matcher = opened(home)
    profiles = [Profile((name,)) for name in names]
    for _ in matcher.match_many(profiles[:_WARM], near_misses=near_misses):
        pass
    start = time.perf_counter()
    rest = profiles[_WARM:]
    alerts = sum(bool(found.matches) for found in matcher.match_many(rest, near_misses=near_misses))
    seconds = time.perf_counter() - start
    return seconds, alerts, _peak()


def _peak() -> float:
    """Peak memory in MB. `ru_maxrss` of a new process begins at its parent's on Linux."""
    status = Path("/proc/self/status")
    if status.is_file():
        for line in status.read_text(encoding="ascii").splitlines():
            if line.startswith("VmHWM:"):
                return int(line.split()[1]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _worker(job: tuple[Path, Sequence[str], bool]) -> tuple[float, int, float]:
    return _screen(*job)


def throughput(home: Path, names: Sequence[str], processes: int, near_misses: bool) -> None:
    """Print names a second; every process maps the same index file."""
    if len(names) <= processes * _WARM:
        sys.exit(f"--count must be above {processes * _WARM}: {_WARM} names a process warm up")
    shares = [names[start::processes] for start in range(processes)]
    with multiprocessing.get_context("spawn").Pool(processes) as pool:
        results = pool.map(_worker, [(home, share, near_misses) for share in shares])
    counted = len(names) - processes * _WARM
    seconds = max(one for one, _, _ in results)
    alerts = sum(count for _, count, _ in results)
    peak = max(memory for _, _, memory in results)
    print(
        f"{processes} process(es): {counted / seconds:,.0f} names/s, "
        f"{1000 * alerts / counted:.1f} of 1,000 names alert, peak {peak:,.0f} MB a process"
    )


def latency(matcher: Matcher, names: Sequence[str]) -> None:
    """Print how long one look-up takes in a warm process."""
    taken: list[float] = []
    for name in names:
        start = time.perf_counter()
        matcher.match(Profile((name,)))
        taken.append(1000 * (time.perf_counter() - start))
    taken = sorted(taken[len(taken) // 5 :])
    p95 = taken[int(0.95 * len(taken))]
    print(f"one look-up: median {statistics.median(taken):.1f} ms, p95 {p95:.1f} ms")


def _slip(name: str, chance: random.Random) -> str:
    at = chance.randrange(1, max(2, len(name) - 1))
    letter = chance.choice("aeinorst")
    return chance.choice(
        (
            name[:at] + name[at + 1 :],
            name[:at] + name[at : at + 2][::-1] + name[at + 2 :],
            name[:at] + letter + name[at:],
            name[:at] + letter + name[at + 1 :],
        )
    )


def _cases(matcher: Matcher, names: Sequence[str], count: int) -> Iterator[tuple[str, str]]:
    """So many of each: names of the table, listed names with a slip, names in other scripts."""
    index, chance = matcher.index, random.Random(_SEED)
    listed = [index.name(number) for number in chance.sample(range(index.names), 40 * count)]
    native = [name for name in listed if not any("A" <= char.upper() <= "Z" for char in name)]
    yield from (("table", name) for name in names[:count])
    yield from (("listed, a slip", _slip(name, chance)) for name in listed[:count])
    yield from (("listed, other script", name) for name in native[:count])


def exhaustive(lists: Watchlists, matcher: Matcher, names: Sequence[str], count: int) -> None:
    """Compare names with every listed name and print the entries the index did not give."""
    index = matcher.index
    wanted = frozenset(
        number for number, info in enumerate(lists.infos) if info.role is ListRole.WATCHLIST
    )
    everything = [
        (number, index.candidate(number))
        for number in range(index.names)
        if index.list_number(index.candidate(number).entity) in wanted
    ]
    strong = found = bests = found_bests = 0
    for kind, name in _cases(matcher, names, count):
        given = {one.entity for one in index.candidates(name, wanted)}
        best: dict[int, tuple[float, str]] = {}
        for _, one in everything:
            if one.kind is NameKind.WEAK_ALIAS:
                continue
            weighed = weigh_names(
                name,
                EntityKind.UNKNOWN,
                one.name,
                one.kind,
                index.entity_kind(one.entity),
                index.rarity,
                native_only=index.native_only(one.entity),
            )
            if weighed.confidence >= STRONG:
                held = best.get(one.entity, (0.0, ""))
                best[one.entity] = max(held, (weighed.confidence, one.name))
        strong += len(best)
        missed = {entity: told for entity, told in best.items() if entity not in given}
        found += len(best) - len(missed)
        if best:
            bests += 1
            top = max(score for score, _ in best.values())
            found_bests += any(
                entity in given for entity, (score, _) in best.items() if score == top
            )
        for score, listed in sorted(missed.values(), reverse=True):
            print(f"  missed ({kind}): {name!r} and {listed!r}, {score:.2f}")
    print(
        f"exhaustive: {found} of {strong} entries at or above {STRONG:.2f} found, "
        f"{found_bests} of {bests} best matches"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--home", type=Path, required=True)
    parser.add_argument("--names", type=Path, required=True)
    parser.add_argument("--count", type=int, default=10_000)
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--exhaustive", type=int, default=0, metavar="N")
    parser.add_argument("--near-misses", action="store_true")
    given = parser.parse_args()
    start = time.perf_counter()
    lists, matcher = opened(given.home)
    print(f"opened {matcher.index.names:,} names in {time.perf_counter() - start:.1f} s")
    names = names_of(given.names, given.count)
    for processes in sorted({1, given.processes}):
        throughput(given.home, names, processes, given.near_misses)
    latency(matcher, names[:500])
    if given.exhaustive:
        exhaustive(lists, matcher, names, given.exhaustive)


if __name__ == "__main__":
    main()
