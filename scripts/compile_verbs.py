"""Compile English verbs and their forms from the tables of LemmInflect (MIT License).

    pip install lemminflect && python scripts/compile_verbs.py

Writes riskengine/data/extract/verbs_en.tsv: lemma, past, participle, -ing and -s form, and the
forms that are nouns or adjectives as well (read as verbs only where a verb must stand); and
riskengine/data/text/nouns_en.txt, nouns in the singular and plural. The
tables of LemmInflect come from the SPECIALIST Lexicon of the US National Library of Medicine.
"""

from __future__ import annotations

import csv
import gzip
import importlib.util
from pathlib import Path

NOUNS = Path(__file__).resolve().parents[1] / "riskengine" / "data" / "text" / "nouns_en.txt"
TARGET = Path(__file__).resolve().parents[1] / "riskengine" / "data" / "extract" / "verbs_en.tsv"
AUXILIARIES = {"be", "have", "do", "will", "shall", "can", "may", "must", "might", "ought", "need"}


def rows() -> list[list[str]]:
    spec = importlib.util.find_spec("lemminflect")
    if spec is None or spec.origin is None:
        raise SystemExit("lemminflect is not installed: pip install lemminflect")
    table = Path(spec.origin).parent / "resources" / "infl_lu.csv.gz"
    with gzip.open(table, "rt", encoding="utf-8", newline="") as handle:
        return list(csv.reader(handle))


def plain(word: str) -> bool:
    return word.isascii() and word.replace("-", "").isalpha() and word.islower() and len(word) > 1


def main() -> None:
    table = rows()
    others = {
        spelling
        for word, part, *forms in table
        if part in ("noun", "adj", "adv")
        for cell in (word, *forms)
        for spelling in cell.split("/")
        if spelling
    }
    lines = []
    for word, part, *forms in sorted(table):
        if part != "verb" or not plain(word) or word in AUXILIARIES or len(forms) != 4:
            continue
        spelled = [[form for form in cell.split("/") if plain(form)] for cell in forms]
        spelled[1] = spelled[1] or spelled[0]
        if not all(spelled):
            continue
        every = dict.fromkeys((word, *(form for cell in spelled for form in cell)))
        shared = " ".join(form for form in every if form in others)
        lines.append("\t".join((word, *("/".join(cell) for cell in spelled), shared)))
    TARGET.write_text("\n".join(lines) + "\n", encoding="utf-8")
    nouns = sorted(
        {
            spelling
            for word, part, *forms in table
            if part == "noun"
            for cell in (word, *forms)
            for spelling in cell.split("/")
            if plain(spelling) and "-" not in spelling and len(spelling) > 2
        }
    )
    NOUNS.write_text("\n".join(nouns) + "\n", encoding="utf-8")
    print(f"{len(lines)} verbs, {len(nouns)} nouns")


if __name__ == "__main__":
    main()
