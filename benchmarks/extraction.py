"""Score the reader against labelled articles.

    python benchmarks/extraction.py FILE.jsonl [--lists] [--errors] [--only ID]

Measures: exact mention spans of organisations and people (an optional organisation neither
helps nor hurts), relations (type, subject, object; parties resolved by overlapping
mentions), and on matched relations polarity, percent and evidence.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
import tempfile
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from riskengine.extract import read
from riskengine.model.reading import Document, Extraction

Article = dict[str, Any]
Reader = Callable[[Document], Extraction]


def document_of(article: Article) -> Document:
    """The document that a labelled article stands for."""
    text = article["text"]
    digest = hashlib.sha256(text.encode()).hexdigest()
    return Document(text, digest, "text", article["title"], article["id"], article["date"])


def gold_parties(article: Article) -> list[dict[str, Any]]:
    """Organisations and people of the labels, optional ones marked."""
    people = [{**person, "kind": "person", "optional": False} for person in article["people"]]
    return [*article["organisations"], *people]


def resolver(article: Article, result: Extraction) -> dict[str, set[str]]:
    """Canonical name of the labels -> names of found parties that overlap its mentions."""
    found: dict[str, set[str]] = {}
    for party in gold_parties(article):
        names = {party["canonical"].casefold()}
        for other in result.parties:
            for mention in other.mentions:
                if any(
                    mention.start < m["end"] and m["start"] < mention.end for m in party["mentions"]
                ):
                    names.add(other.canonical)
        found[party["canonical"]] = names
    return found


def same(gold: str, ours: str, names: dict[str, set[str]]) -> bool:
    """Whether a name of ours stands for a name of the labels."""
    if gold == ours or gold.casefold() == ours.casefold():
        return True
    return ours in names.get(gold, ())


def score_article(
    article: Article, totals: Counter[str], errors: list[str], reader: Reader = read
) -> None:
    """Add the counts of one article."""
    result = reader(document_of(article))
    organisations = article["organisations"]
    wanted = {
        (m["start"], m["end"])
        for o in organisations
        if not o.get("optional")
        for m in o["mentions"]
    }
    excused = {
        (m["start"], m["end"]) for o in organisations if o.get("optional") for m in o["mentions"]
    }
    got = {(m.start, m.end) for p in result.parties if not p.is_person for m in p.mentions}
    people = {(m["start"], m["end"]) for p in article["people"] for m in p["mentions"]}
    got_people = {(m.start, m.end) for p in result.parties if p.is_person for m in p.mentions}
    totals["org_hit"] += len(wanted & got)
    totals["org_gold"] += len(wanted)
    totals["org_got"] += len(got - excused)
    totals["person_hit"] += len(people & got_people)
    totals["person_gold"] += len(people)
    totals["person_got"] += len(got_people)
    text = article["text"]
    for start, end in sorted(wanted - got):
        errors.append(f"  - org   {text[start:end]!r}")
    for start, end in sorted(got - wanted - excused):
        errors.append(f"  + org   {text[start:end]!r}")
    for start, end in sorted(people - got_people):
        errors.append(f"  - person {text[start:end]!r}")
    for start, end in sorted(got_people - people):
        errors.append(f"  + person {text[start:end]!r}")
    names = resolver(article, result)
    ours = list(result.relations)
    matched: set[int] = set()
    for gold in article["relations"]:
        totals["rel_gold"] += 1
        fits = [
            (
                gold["polarity"] != r.polarity.value,
                gold.get("percent") not in (None, r.percent),
                index,
            )
            for index, r in enumerate(ours)
            if index not in matched
            and r.type.value == gold["type"]
            and same(gold["subject"], r.subject, names)
            and same(gold["object"], r.object, names)
        ]
        if not fits:
            errors.append(f"  - {_line(gold)}")
            continue
        index = min(fits)[2]
        matched.add(index)
        mine = ours[index]
        totals["rel_hit"] += 1
        right = mine.polarity.value == gold["polarity"]
        totals["polarity_right"] += right
        if not right:
            errors.append(f"  ! {_line(gold)}\n      we say {mine.polarity.value} ({mine.frame})")
            if gold["polarity"] in ("denied", "hypothetical") and mine.polarity.value == "asserted":
                totals["never"] += 1
        if gold.get("percent") is not None:
            totals["percent_gold"] += 1
            totals["percent_hit"] += (
                mine.percent is not None and abs(mine.percent - gold["percent"]) < 0.01
            )
        start, end = gold["evidence_start"], gold["evidence_end"]
        totals["evidence_hit"] += mine.evidence.start < end and start < mine.evidence.end
        totals["evidence_exact"] += (mine.evidence.start, mine.evidence.end) == (start, end)
    totals["rel_got"] += len(ours)
    for index, relation in enumerate(ours):
        if index not in matched:
            quote = text[relation.evidence.start : relation.evidence.end][:90]
            errors.append(
                f"  + {relation.type.value}({relation.subject} -> {relation.object}) "
                f"{relation.polarity.value} {relation.percent or ''} [{relation.frame}] {quote!r}"
            )
    totals["principal"] += 1 if result.principal else 0


def _line(gold: dict[str, Any]) -> str:
    share = f" {gold['percent']}%" if gold.get("percent") is not None else ""
    return (
        f"{gold['type']}({gold['subject']} -> {gold['object']}) {gold['polarity']}{share}: "
        f"{gold['evidence'][:110]!r}"
    )


def ratio(hit: int, of: int) -> str:
    """A share with its counts."""
    return f"{hit / of:.3f} ({hit}/{of})" if of else "n/a"


def with_lists() -> Reader:
    """The reader as `risk extract` uses it: names of the bundled lists are known."""
    from riskengine.config import Settings
    from riskengine.engine import Engine

    return Engine.open(Settings.resolve(Path(tempfile.mkdtemp()))).read


def main() -> None:
    """Print the scores of a file of labelled articles."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("file", type=Path)
    arguments.add_argument("--errors", action="store_true", help="list every difference")
    arguments.add_argument("--only", default="", help="ids of articles, separated by commas")
    arguments.add_argument("--lang", default="", help="only articles of one language")
    arguments.add_argument(
        "--lists", action="store_true", help="with the bundled lists and reference names"
    )
    options = arguments.parse_args()
    reader = with_lists() if options.lists else read
    only = set(filter(None, options.only.split(",")))
    totals: Counter[str] = Counter()
    for line in options.file.read_text(encoding="utf-8").splitlines():
        article = json.loads(line)
        if (only and article["id"] not in only) or (
            options.lang and article["lang"] != options.lang
        ):
            continue
        errors: list[str] = []
        score_article(article, totals, errors, reader)
        if options.errors:
            print(f"== {article['id']} {article['lang']} {article['title']}")
            print("\n".join(errors))
    report(totals)


def report(totals: Counter[str]) -> None:
    """Print what was counted."""

    def line(name: str, key: str) -> None:
        precision = ratio(totals[f"{key}_hit"], totals[f"{key}_got"])
        recall = ratio(totals[f"{key}_hit"], totals[f"{key}_gold"])
        print(f"{name:<22} P {precision}  R {recall}")

    line("organisation mentions", "org")
    line("person mentions", "person")
    line("relations", "rel")
    found = totals["rel_hit"]
    print(f"polarity on matched    {ratio(totals['polarity_right'], found)}")
    print(f"denied or hypothetical read as asserted: {totals['never']}")
    print(f"percent found          {ratio(totals['percent_hit'], totals['percent_gold'])}")
    exact = ratio(totals["evidence_exact"], found)
    print(f"evidence overlaps      {ratio(totals['evidence_hit'], found)}; exact {exact}")


if __name__ == "__main__":
    main()
