"""How fast the reader reads, how its cost grows with the length, and what memory it takes.

    python benchmarks/reading_speed.py tests/articles/dev.jsonl [--megabytes 1 4]

The text is made of the articles in a shuffled order with other names in each copy, so that the
number of parties grows with the length as in a real file of many reports. Prints words a second
of processor time for each length; the memory is the peak of the whole process.
"""

from __future__ import annotations

import argparse
import json
import random
import resource
import time
from pathlib import Path

from riskengine.extract import read
from riskengine.model.reading import Document

SYLLABLES = "ba do fe gi ku la mo ne pi ru sa to vu we xa yo zi".split(" ")  # noqa: SIM905


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("file", type=Path)
    parser.add_argument("--megabytes", type=float, nargs="+", default=[0.25, 1.0])
    arguments = parser.parse_args()
    lines = arguments.file.read_text(encoding="utf-8").splitlines()
    articles = [item for item in map(json.loads, lines) if item["lang"] == "en"]
    read(Document(articles[0]["text"], "", "text"))  # load the tables before the clock runs
    print("| MB | words | parties | relations | words a second | ms a kilobyte | peak MB |")
    print("|---:|---:|---:|---:|---:|---:|---:|")
    for size in arguments.megabytes:
        text = made(articles, int(size * 1_000_000))
        start = time.process_time()
        found = read(Document(text, "", "text"))
        seconds = time.process_time() - start
        words = len(text.split())
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(
            f"| {size:g} | {words:,} | {len(found.parties):,} | {len(found.relations):,} "
            f"| {words / seconds:,.0f} | {seconds * 1e6 / len(text):.2f} | {peak:,.0f} |"
        )


def made(articles: list[dict[str, object]], length: int) -> str:
    """A text of about `length` characters."""
    random_ = random.Random(7)
    parts: list[str] = []
    total = 0
    while total < length:
        article = random_.choice(articles)
        text = str(article["text"])
        for organisation in article["organisations"]:  # type: ignore[attr-defined]
            if organisation["kind"] in ("co", "fund"):
                name = "".join(random_.choices(SYLLABLES, k=3)).title()
                first = organisation["canonical"].split()[0]
                text = text.replace(first, name)
        parts.append(text)
        total += len(text) + 2
    return "\n\n".join(parts)


if __name__ == "__main__":
    main()
