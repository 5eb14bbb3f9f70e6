"""Cold start of `risk score` on a document: seconds and peak memory, first run and cached.

    python benchmarks/cold_start.py [DOCUMENT] [--runs N]

Each run is a new process with nothing warm but the operating system's file cache. The first
has an empty home, so it compiles the index; the others find it compiled. Python's bytecode is
there from the start, as it is after an installation: a run with another home writes it to a
folder of its own. Prints the median of the cached runs, and what a bare `python -c pass` costs
on the same machine to compare with.
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


def run(command: list[str], home: str, bytecode: str) -> tuple[float, float, float]:
    """Wall seconds, processor seconds and peak resident megabytes of one process."""
    environment = {**os.environ, "RISKENGINE_HOME": home, "PYTHONPYCACHEPREFIX": bytecode}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    started = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, env=environment)
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - started
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in {0, 1, 3}:
        sys.exit(f"{' '.join(command)} ended with {process.returncode}")
    return seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("document", nargs="?", default=str(ROOT / "seeds" / "zhipu-round.md"))
    parser.add_argument("--runs", type=int, default=7, help="cached runs (default 7)")
    options = parser.parse_args()
    score = [sys.executable, "-m", "riskengine", "score", options.document]
    score += ["--as-of", "2025-03-03", "--format", "json"]
    with tempfile.TemporaryDirectory() as folder:
        home, bytecode = f"{folder}/home", f"{folder}/bytecode"
        run(score, f"{folder}/other", bytecode)
        pass_command = [sys.executable, "-c", "pass"]
        bare = statistics.median(run(pass_command, home, bytecode)[0] for _ in range(5))
        first_seconds, first_busy, first_memory = run(score, home, bytecode)
        cached = [run(score, home, bytecode) for _ in range(options.runs)]
    seconds, busy = (statistics.median(item[at] for item in cached) for at in (0, 1))
    memory = max(item[2] for item in cached)
    print(f"document           {Path(options.document).name}")
    print("                      wall  processor   peak memory")
    print(f"first run          {first_seconds:6.2f} s {first_busy:8.2f} s   {first_memory:6.0f} MB")
    print(f"cached, median     {seconds:6.2f} s {busy:8.2f} s   {memory:6.0f} MB")
    print(f"bare interpreter   {bare:6.2f} s   (cached run = {seconds / bare:.0f} times this)")


if __name__ == "__main__":
    main()
