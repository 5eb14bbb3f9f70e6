"""Start-up: seconds to open the lists and the compiled index, and to answer a first name.

    python benchmarks/startup.py [--entities N] [--runs N]

Measures the bundle, then a synthetic home of about N entities: those of the bundle and
altered copies of them under further list ids. Each run is a new process. `opened` is lists
and matcher together, from the compiled form; `whole` is all of `risk match NAME`, start of
Python and imports included. Prints medians, and what compiling took once.
"""

from __future__ import annotations

import argparse
import itertools
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from riskengine.config import Settings
from riskengine.model.entity import Entity
from riskengine.vocab import EntityKind
from riskengine.watchlist import open_watchlists
from riskengine.watchlist.writer import write_snapshot

NAME = "Hikvision"
PER_LIST = 10_000
# Other vowels make other words of the same length and frequency.
SHIFTS = [str.maketrans("aeiouAEIOU", turned) for turned in ("eioeaEIOEA", "oaeuiOAEUI")]

STAGES = f"""
import json, time
begin = time.perf_counter()
from riskengine.config import Settings
from riskengine.engine import Engine
from riskengine.matching import Matcher
from riskengine.model.match import Profile
from riskengine.watchlist import open_watchlists
settings = Settings.resolve()
marks = [("imports", begin), ("lists", time.perf_counter())]
lists = open_watchlists(settings.watchlist_directories)
marks.append(("matcher", time.perf_counter()))
matcher = Matcher.open(lists, cache_dir=settings.cache_directory)
marks.append(("first match", time.perf_counter()))
matcher.match(Profile(({NAME!r},)))
marks.append(("gazetteer", time.perf_counter()))
matcher.finder()
marks.append(("Engine.open", time.perf_counter()))
Engine.open(settings)
marks.append(("", time.perf_counter()))
print(json.dumps({{marks[n][0]: marks[n + 1][1] - marks[n][1] for n in range(len(marks) - 1)}}))
"""


def altered(entities: list[Entity], list_id: str, shift: dict[int, str]) -> Iterator[Entity]:
    """Copies with other ids, names and numbers; what ties or finds the originals goes."""
    for number, entity in enumerate(entities):
        yield replace(
            entity,
            id=f"{list_id}:{number}",
            list_id=list_id,
            names=tuple(replace(name, text=name.text.translate(shift)) for name in entity.names),
            identifiers=tuple(
                replace(item, value=f"{list_id}{item.value}") for item in entity.identifiers
            ),
            relations=(),
        )


def fill(home: Path, wanted: int) -> None:
    """Write list folders until bundle and home together have so many entities."""
    bundle = open_watchlists([Settings.resolve(home).bundle / "watchlists"])
    originals = [
        entity
        for entity in bundle.entities()
        if entity.names and entity.kind is not EntityKind.ADDRESS
    ]
    missing = wanted - len(bundle)
    copies = itertools.cycle(
        (originals[start : start + PER_LIST], shift)
        for shift in SHIFTS
        for start in range(0, len(originals), PER_LIST)
    )
    for number in itertools.count():
        if missing <= 0:
            return
        part, shift = next(copies)
        part = part[:missing]
        missing -= len(part)
        list_id = f"custom-copy-{number}"
        write_snapshot(
            home / "watchlists" / list_id,
            altered(part, list_id, shift),
            {
                "list_id": list_id,
                "title": f"Altered copy {number}",
                "publisher": "benchmark",
                "jurisdiction": "XX",
                "role": "watchlist",
                "measure": "unknown",
                "list_date": "2026-01-01",
                "retrieved_on": "2026-01-01",
                "source_url": "",
                "licence": "none",
                "stale_after_days": 9999,
                "reader": "benchmark",
                "reader_version": "1",
                "expected_min": 0,
                "expected_max": PER_LIST,
            },
        )


def timed(command: list[str], home: Path) -> tuple[float, str]:
    environment = {**os.environ, "RISKENGINE_HOME": str(home)}
    begin = time.perf_counter()
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    return time.perf_counter() - begin, done.stdout


def measure(label: str, home: Path, runs: int) -> None:
    settings = Settings.resolve(home)
    lists = open_watchlists(settings.watchlist_directories)
    folders = settings.watchlist_directories
    megabytes = (
        sum(path.stat().st_size for folder in folders for path in folder.glob("*/snapshot.jsonl"))
        / 1e6
    )
    stages = [sys.executable, "-c", STAGES]
    whole = [sys.executable, "-m", "riskengine", "match", NAME]
    compiling, _ = timed(whole, home)
    found: dict[str, list[float]] = {}
    for _ in range(runs):
        for stage, seconds in json.loads(timed(stages, home)[1]).items():
            found.setdefault(stage, []).append(seconds)
        found.setdefault("whole risk match", []).append(timed(whole, home)[0])
    index = max(path.stat().st_size for path in settings.cache_directory.glob("*.idx")) / 1e6
    print(f"{label}: {len(lists)} entities, {megabytes:.1f} MB of snapshots, {index:.1f} MB index")
    medians = {stage: statistics.median(seconds) for stage, seconds in found.items()}
    for stage, seconds in medians.items():
        print(f"  {stage:18} {seconds:7.3f} s")
    print(f"  {'opened':18} {medians['lists'] + medians['matcher']:7.3f} s")
    print(f"  {'with compiling':18} {compiling:7.3f} s")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--entities", type=int, default=60_000, help="of the synthetic home")
    parser.add_argument("--runs", type=int, default=5)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        measure("bundle", Path(folder), options.runs)
        fill(Path(folder), options.entities)
        measure("synthetic home", Path(folder), options.runs)


if __name__ == "__main__":
    main()
