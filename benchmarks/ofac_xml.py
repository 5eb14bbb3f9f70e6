"""Reading OFAC's large XML files: megabytes, seconds and peak memory.

    python benchmarks/ofac_xml.py [advanced|enhanced|classic] [--parties N]

Writes a file of N invented parties in a temporary folder (the default is the size of the real
SDN list, in a file of about the real size) and reads it in a new process, so that the peak is
the reader's own. Prints one line per figure.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from tests.watchlist import ofac_xml_factory as factory  # noqa: E402

_WRITERS = {
    "advanced": factory.write_advanced,
    "enhanced": factory.write_enhanced,
    "classic": factory.write_classic,
}
_READ = """
import sys
from pathlib import Path
from riskengine.watchlist.readers.contract import Ledger
from importlib import import_module
from riskengine.watchlist.source import open_sources
module = import_module("riskengine.watchlist.readers." + sys.argv[1])
ledger = Ledger()
source = open_sources([Path(sys.argv[2])])[0]
if not module.READER.recognises(source):
    sys.exit("not recognised")
count = sum(1 for _ in module.READER.read(source, ledger))
for list_id, account in ledger.accounts.items():
    print(f"{list_id}: {account.total} rows, {account.parsed} read, "
          f"{account.refused_count} refused, {sum(account.unknown.values())} odd")
print(f"entities  {count}")
"""
_MODULES = {"advanced": "ofac_advanced", "enhanced": "ofac_enhanced", "classic": "ofac_xml"}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("form", nargs="?", default="advanced", choices=sorted(_WRITERS))
    parser.add_argument("--parties", type=int, default=19_000, help="parties (default 19000)")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = _WRITERS[options.form](Path(folder) / "list.xml", options.parties)
        size = path.stat().st_size / 1024**2
        started = time.perf_counter()
        process = subprocess.Popen(
            [sys.executable, "-c", _READ, _MODULES[options.form], str(path)], cwd=ROOT
        )
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - started
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        sys.exit(f"the reader ended with {process.returncode}")
    print(f"form      {options.form}")
    print(f"size      {size:.0f} MB")
    print(f"wall      {seconds:.1f} s   (processor {usage.ru_utime + usage.ru_stime:.1f} s)")
    print(f"peak      {usage.ru_maxrss / 1024:.0f} MB resident")


if __name__ == "__main__":
    main()
