"""Cold start of `risk score` on a document: seconds and peak memory, first run and cached.

    python benchmarks/cold_start.py [DOCUMENT] [--runs N]

Each run is a new process with nothing warm but the operating system's file cache. The first
has an empty home, so it compiles the index; the others find it compiled. Prints the median of
the cached runs, and what a bare `python -c pass` costs on the same machine to compare with.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def run(command: list[str], home: str) -> tuple[float, float]:
    """Wall seconds and peak resident megabytes of one process."""
    environment = {**os.environ, "RISKENGINE_HOME": home}
    started = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, env=environment)
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - started
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in {0, 1, 3}:
        sys.exit(f"{' '.join(command)} ended with {process.returncode}")
    return seconds, usage.ru_maxrss / 1024


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("document", nargs="?", default=str(ROOT / "seeds" / "zhipu-round.md"))
    parser.add_argument("--runs", type=int, default=7, help="cached runs (default 7)")
    options = parser.parse_args()
    score = [sys.executable, "-m", "riskengine", "score", options.document]
    score += ["--as-of", "2025-03-03", "--format", "json"]
    with tempfile.TemporaryDirectory() as home:
        bare = statistics.median(run([sys.executable, "-c", "pass"], home)[0] for _ in range(5))
        first_seconds, first_memory = run(score, home)
        cached = [run(score, home) for _ in range(options.runs)]
    seconds = statistics.median(item[0] for item in cached)
    memory = max(item[1] for item in cached)
    print(f"document           {Path(options.document).name}")
    print(f"first run          {first_seconds:6.2f} s   {first_memory:6.0f} MB peak")
    print(f"cached, median     {seconds:6.2f} s   {memory:6.0f} MB peak   ({options.runs} runs)")
    print(f"bare interpreter   {bare:6.2f} s   (cached run = {seconds / bare:.0f} times this)")


if __name__ == "__main__":
    main()
