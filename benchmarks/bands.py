"""Score labelled articles end to end and compare the band with those that count as right.

    python benchmarks/bands.py FILE.jsonl [FILE.jsonl ...]

An article's band is that of the party it is about, as of its own date or of --as-of. Prints
one line for each article that is off, and the share that is right. Bundled lists and ruleset.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import tempfile
from pathlib import Path

from riskengine.config import Settings
from riskengine.engine import Engine
from riskengine.text.documents import document_from_bytes


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--quiet", action="store_true", help="totals only")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as home:
        engine = Engine.open(Settings.resolve(Path(home)))
        for path in options.files:
            right = total = 0
            for line in path.read_text(encoding="utf-8").splitlines():
                article = json.loads(line)
                document = document_from_bytes(article["text"].encode(), origin=article["id"])
                day = dt.date.fromisoformat(article["date"])
                assessment = engine.assess(document, as_of=day)
                principal = assessment.subject(assessment.principal or "")
                band = principal.score.band.value if principal and principal.score else "none"
                accepted = article["risk"]["accepted"]
                total += 1
                right += band in accepted
                if band not in accepted and not options.quiet:
                    name = assessment.principal or "no party"
                    wanted = "/".join(accepted)
                    print(f"{article['id']}: {band}, accepted {wanted}; read as about {name}")
            print(f"{path.name}: band accepted for {right} of {total} ({right / total:.2f})")


if __name__ == "__main__":
    main()
