"""Names a second from end to end, and memory.

    python benchmarks/throughput.py --home DIR --names FILE [--count 10000] [--processes 2]
        [--near-misses]

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
from collections.abc import Sequence
from pathlib import Path

from riskengine.matching import Matcher
from riskengine.model.match import Profile
from riskengine.watchlist import Watchlists, open_watchlists

_SEED = 20
_WARM = 2000  # names that fill the caches before the clock starts


def opened(home: Path) -> tuple[Watchlists, Matcher]:
    """All lists of a home and the bundle."""
    bundle = Path(__file__).resolve().parents[1] / "watchlists"
    lists = open_watchlists([home, bundle])
    return lists, Matcher.open(lists, cache_dir=home.parent / "index-cache")


def names_of(path: Path, count: int, seed: int = _SEED) -> list[str]:
    """Names drawn from a table."""
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf-8", newline="") as stream:
        found = [row["name"] for row in csv.DictReader(stream) if row["name"].strip()]
    random.Random(seed).shuffle(found)
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


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--home", type=Path, required=True)
    parser.add_argument("--names", type=Path, required=True)
    parser.add_argument("--count", type=int, default=10_000)
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--near-misses", action="store_true")
    given = parser.parse_args()
    start = time.perf_counter()
    _, matcher = opened(given.home)
    print(f"opened {matcher.index.names:,} names in {time.perf_counter() - start:.1f} s")
    names = names_of(given.names, given.count)
    for processes in sorted({1, given.processes}):
        throughput(given.home, names, processes, given.near_misses)
    latency(matcher, names[:500])


if __name__ == "__main__":
    main()
