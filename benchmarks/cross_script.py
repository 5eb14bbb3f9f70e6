"""Names of one party in two scripts, taken from official lists: how many are recognised.

    python benchmarks/cross_script.py --shared ../shared [--half test] [--most 400]

Lists print a party's name in its own script beside the Latin one. Each such pair should match;
the same native name beside the Latin name of another party of that kind should not. Parties are
split in two halves by a digest of their id: what is tuned on one can be tested on the other.
Prints pairs, precision, recall and F1 at the cut-off, and the area under the curve, by script and
kind.
"""

from __future__ import annotations

import argparse
import hashlib
import random
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from name_pairs import area

from riskengine.matching import compare_names
from riskengine.model.entity import Entity
from riskengine.vocab import EntityKind, NameKind
from riskengine.watchlist.intake import read_source, recognise
from riskengine.watchlist.source import open_sources

FILES = (
    "un/un_sc_consolidated_20260227.xml.gz",
    "eu/fsf_xml_1_1_rebuilt_20260501.xml.gz",
    "uk/uksl_rebuilt_20260822.xml.gz",
    "au/dfat_regulation8_consolidated_202412.xlsx",
    "jp/meti_foreign_end_user_list_20250929.xlsx",
    "cn/mofcom_lists_20260719.json",
)
SCRIPTS = {"Cyrl": "Cyrillic", "Arab": "Arabic", "Hani": "Han", "Hans": "Han", "Hant": "Han"}


def entities(lists: Path, half: str) -> Iterator[Entity]:
    """Entities of the lists that are in one half, in file order."""
    wanted = {"train": (0,), "test": (1,), "both": (0, 1)}[half]
    for name in FILES:
        (source,) = open_sources([lists / name])
        for edition in read_source(source, recognise(source)):
            for entity in edition.entities():
                digest = hashlib.sha256(entity.id.encode()).digest()
                if digest[0] % 2 in wanted:
                    yield entity


def native_pairs(found: Iterator[Entity]) -> dict[tuple[str, str], list[tuple[str, str]]]:
    """(script, kind) -> pairs of a native and a Latin name, one for each party and script."""
    pairs: dict[tuple[str, str], list[tuple[str, str]]] = defaultdict(list)
    for entity in found:
        latin = next((name for name in entity.names if name.script == "Latn"), None)
        kind = "people" if entity.kind is EntityKind.PERSON else "companies"
        if latin is None or entity.kind in (EntityKind.VESSEL, EntityKind.AIRCRAFT):
            continue
        seen: set[str] = set()
        for name in entity.names:
            script = SCRIPTS.get(name.script, "")
            if script and script not in seen and name.kind is not NameKind.WEAK_ALIAS:
                seen.add(script)
                pairs[script, kind].append((name.text, latin.text))
    return pairs


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--half", choices=("train", "test", "both"), default="train")
    parser.add_argument("--most", type=int, default=400, help="pairs of each script and kind")
    parser.add_argument("--cutoff", type=float, default=0.70)
    options = parser.parse_args()
    chance = random.Random(1)
    print(f"{'script':10}{'kind':11}{'pairs':>6}{'P':>7}{'R':>7}{'F1':>7}{'AUC':>7}")
    pairs = native_pairs(entities(options.shared / "lists", options.half))
    for script, kind in sorted(pairs):
        chosen = pairs[script, kind]
        chance.shuffle(chosen)
        chosen = chosen[: options.most]
        if len(chosen) < 2:
            continue
        asked = EntityKind.PERSON if kind == "people" else EntityKind.COMPANY
        turned = [latin for _, latin in chosen[1:]] + [chosen[0][1]]
        same = [compare_names(native, latin, kind=asked).score for native, latin in chosen]
        other = [
            compare_names(native, latin, kind=asked).score
            for (native, own), latin in zip(chosen, turned, strict=True)
            if latin != own
        ]
        hits = sum(score >= options.cutoff for score in same)
        false = sum(score >= options.cutoff for score in other)
        precision = hits / max(hits + false, 1)
        recall = hits / len(same)
        f1 = 2 * precision * recall / max(precision + recall, 1e-9)
        print(
            f"{script:10}{kind:11}{len(same) + len(other):6}{precision:7.2f}{recall:7.2f}"
            f"{f1:7.2f}{area(same, other):7.2f}"
        )


if __name__ == "__main__":
    main()
