"""Assess every document of seeds/ and write the expected assessments and the reports.

    python scripts/run_seeds.py           write seeds/expected/*.json and reports/*.md
    python scripts/run_seeds.py --check   fail, naming the files, when they are not current

Deterministic: the same lists, ruleset and engine give the same bytes.
"""

from __future__ import annotations

import argparse
import datetime as dt
import difflib
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import yaml

from riskengine.config import Settings
from riskengine.engine import Engine
from riskengine.report.render import render
from riskengine.text.documents import read_document

ROOT = Path(__file__).resolve().parent.parent


def outputs(engine: Engine) -> Iterator[tuple[Path, str]]:
    """Every file that the seeds give, with its content."""
    index = yaml.safe_load((ROOT / "seeds" / "index.yaml").read_text(encoding="utf-8"))
    for row in index:
        document = read_document(ROOT / "seeds" / row["document"])
        for day in row["as_of"]:
            assessment = engine.assess(document, as_of=dt.date.fromisoformat(day))
            stem = f"{Path(row['document']).stem}.{day}"
            yield ROOT / "seeds" / "expected" / f"{stem}.json", render(assessment, "json")
            yield ROOT / "reports" / f"{stem}.md", render(assessment, "markdown")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--check", action="store_true", help="compare instead of writing")
    check = parser.parse_args().check
    with tempfile.TemporaryDirectory() as home:
        engine = Engine.open(Settings.resolve(Path(home)))
        found = dict(outputs(engine))
    known = {*(ROOT / "seeds" / "expected").glob("*.json"), *(ROOT / "reports").glob("*.md")}
    known.discard(ROOT / "reports" / "README.md")
    changed = 0
    for path, content in sorted(found.items()):
        before = path.read_text(encoding="utf-8") if path.exists() else ""
        if before == content:
            continue
        changed += 1
        print(f"{'differs' if check else 'written'}: {path.relative_to(ROOT)}")
        if check:
            diff = difflib.unified_diff(before.splitlines(), content.splitlines(), lineterm="", n=0)
            for line, _ in zip(diff, range(12), strict=False):
                print(f"    {line[:160]}")
        else:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(content, encoding="utf-8", newline="\n")
    for path in sorted(known - set(found)):
        changed += 1
        print(f"{'left over' if check else 'removed'}: {path.relative_to(ROOT)}")
        if not check:
            path.unlink()
    print(f"{len(found)} files from the seeds, {changed} {'not current' if check else 'changed'}")
    return 1 if check and changed else 0


if __name__ == "__main__":
    sys.exit(main())
