"""Importing official list files: records, seconds and peak memory, each in a process of its own.

    python benchmarks/imports.py --shared ../shared

Prints one line per file or set, and one for all of them imported into one home, and how the
whole compares with merely unpacking and hashing the same files.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

SETS = {
    "OFAC SDN set 2022": (["us/ofac-sdn-2022-01-31"], "2022-01-31"),
    "OFAC SDN set 2026": (["us/ofac-sdn-2026-08-02"], "2026-08-02"),
    "OFAC non-SDN set 2025": (["us/ofac-cons-2025-12-19"], "2025-12-19"),
    "CSL 2026, CSV": (["us/csl-2026-07-31/consolidated_reduced.csv.gz"], "2026-07-31"),
    "CSL 2026, JSON": (["us/csl-2026-07-31/screening-list.json"], ""),
    "UN 2026, XML": (["un/un_sc_consolidated_20260227.xml.gz"], ""),
    "EU 2026, XML": (["eu/fsf_xml_1_1_rebuilt_20260501.xml.gz"], ""),
    "UK 2026, XML": (["uk/uksl_rebuilt_20260822.xml.gz"], "2026-08-22"),
}
WHOLE = ("CSL 2026, JSON", "UN 2026, XML", "EU 2026, XML", "UK 2026, XML", "OFAC SDN set 2026")

_CHILD = """
import json, sys
from datetime import date
from pathlib import Path
from riskengine.watchlist.importing import Provenance, import_files
from riskengine.watchlist.vault import Vault
jobs = json.loads(sys.argv[2])
rows = entities = waiting = 0
for paths, day in jobs:
    report = import_files(
        Vault(Path(sys.argv[1])), [Path(p) for p in paths],
        provenance=Provenance(date(2026, 11, 23)),
        list_date=date.fromisoformat(day) if day else None,
    )
    for outcome in report.outcomes:
        rows += outcome.rows
        entities += outcome.entities
        waiting += outcome.quarantined
print(json.dumps([rows, entities, waiting]))
"""

_BARE = """
import sys
from pathlib import Path
from riskengine.watchlist.source import open_sources
for source in open_sources([Path(p) for p in sys.argv[1:]]):
    source.sha256
    with source.open() as stream:
        while stream.read(1 << 20):
            pass
print("[0, 0, 0]")
"""


def run(code: str, *arguments: str) -> tuple[list[int], float, float]:
    """Result, wall seconds and peak resident megabytes of one process."""
    with tempfile.TemporaryFile() as out:
        started = time.perf_counter()
        process = subprocess.Popen([sys.executable, "-c", code, *arguments], stdout=out)
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - started
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            sys.exit(f"the import ended with {process.returncode}")
        out.seek(0)
        return json.loads(out.read()), seconds, usage.ru_maxrss / 1024


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    lists = parser.parse_args().shared / "lists"

    def job(name: str) -> tuple[list[str], str]:
        paths, day = SETS[name]
        return [str(lists / path) for path in paths], day

    print(f"{'':24}{'rows':>9}{'entities':>10}{'seconds':>9}{'peak MB':>9}   in quarantine")
    for label, names in [*((name, (name,)) for name in SETS), ("all, one home", WHOLE)]:
        with tempfile.TemporaryDirectory() as home:
            jobs = json.dumps([job(name) for name in names])
            (rows, entities, waiting), seconds, memory = run(_CHILD, home, jobs)
        print(f"{label:24}{rows:9,}{entities:10,}{seconds:9.2f}{memory:9.0f}   {waiting or ''}")
    paths = [path for name in WHOLE for path in job(name)[0]]
    _, bare, _ = run(_BARE, *paths)
    print(
        f"{'unpack and hash only':24}{'':19}{bare:9.2f}   (the line above = {seconds / bare:.0f} x)"
    )


if __name__ == "__main__":
    main()
