"""Altered spellings of listed names: how many still find their party.

    python benchmarks/name_recall.py --home DIR [--names 300] [--pairs-only] [--misses 3]

Names of all watchlists in the home and the bundle are chosen by digest, altered in every way
that applies (`riskengine.matching.mutations`) and searched without saying what they are. A
spelling is found when an entry of the same party reaches the cut-off. With --pairs-only it is
only compared with the name it came from, which takes seconds and leaves out what the search
adds or loses. First initials are measured and not counted; so are weak aliases, which by
design never alert alone, and native names beside the Latin one of the same entry. Names that do
not even find their entry as listed are misses of the line "as listed" and not altered.
"""

from __future__ import annotations

import argparse
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from docs_section import write_section

from riskengine.matching import Matcher, compare_names
from riskengine.matching.mutations import DOUBTFUL, SINGLE_TYPOS, Mutation, mutate
from riskengine.matching.profiles import unjudgeable
from riskengine.matching.tuning_input import ListedName, listed_names
from riskengine.matching.weigh import weigh_names
from riskengine.model.match import Profile
from riskengine.vocab import EntityKind, NameKind
from riskengine.watchlist import Watchlists, open_watchlists

LOST = "missed though the names agree"
WEAK = "weak aliases, set apart"
GROUPS = {
    EntityKind.PERSON: "person",
    EntityKind.VESSEL: "vessel",
    EntityKind.AIRCRAFT: "vessel",
}


@dataclass(slots=True)
class Tally:
    tried: int = 0
    found: int = 0
    misses: list[str] = field(default_factory=list)

    def note(self, found: bool, told: str) -> None:
        self.tried += 1
        self.found += found
        if not found:
            self.misses.append(told)

    def row(self, label: str) -> str:
        share = f"{100 * self.found / self.tried:7.2f} %" if self.tried else "      -"
        return f"{label:24}{self.tried:8}{self.found:8}{share}"


class Judge:
    """Whether a spelling finds the party of a listed name, and how near it came."""

    def __init__(self, matcher: Matcher, cutoff: float, pairs_only: bool) -> None:
        self.matcher = matcher
        self.cutoff = cutoff
        self.pairs_only = pairs_only

    def parties(self, names: Sequence[ListedName]) -> list[str | None]:
        """Key of each one's party; None where the name itself does not find it."""
        if self.pairs_only:
            return [name.entity_id for name in names]
        profiles = [Profile((name.text,)) for name in names]
        results = self.matcher.match_many(profiles, cutoff=self.cutoff, near_misses=False)
        return [
            next((m.party_key for m in found.matches if m.entity.id == name.entity_id), None)
            for name, found in zip(names, results, strict=True)
        ]

    def compared(self, text: str, name: ListedName) -> float:
        """Confidence of a spelling against the listed name it came from."""
        rarity = self.matcher.index.rarity
        unknown, primary = EntityKind.UNKNOWN, NameKind.PRIMARY
        return weigh_names(text, unknown, name.text, primary, name.kind, rarity).confidence

    def nears(self, asked: Sequence[tuple[str, ListedName, str]]) -> Iterator[float]:
        """Best confidence of the party for each spelling, 0 where it is not shown at all."""
        if self.pairs_only:
            yield from (self.compared(text, name) for text, name, _ in asked)
            return
        profiles = [Profile((text,)) for text, _, _ in asked]
        results = self.matcher.match_many(profiles, cutoff=self.cutoff)
        for (_, _, party), found in zip(asked, results, strict=True):
            shown = (*found.matches, *found.near_misses)
            yield max((m.confidence for m in shown if m.party_key == party), default=0.0)


def measure(
    judge: Judge, names: Sequence[ListedName], seed: int
) -> Iterator[tuple[str, str, bool, str]]:
    """(class, group of kind, found, what it is about) of every name and altered name."""
    asked: list[tuple[str, ListedName, str]] = []
    classes: list[str] = []
    for name, party in zip(names, judge.parties(names), strict=True):
        group = GROUPS.get(name.kind, "company")
        yield "as listed", group, party is not None, f"{name.text!r} ({name.entity_id})"
        for cls in Mutation if party is not None else ():
            text = mutate(name.text, name.kind, cls, seed=seed)
            if text is not None and unjudgeable(text) is None:
                asked.append((text, name, party or ""))
                classes.append(cls.value)
    for cls_value, (text, name, _), near in zip(classes, asked, judge.nears(asked), strict=True):
        told = f"{near:.2f} {text!r} for {name.text!r} ({name.entity_id})"
        if near < judge.cutoff <= judge.compared(text, name):
            told = f"{LOST}: {told}"
        yield cls_value, GROUPS.get(name.kind, "company"), near >= judge.cutoff, told


def weak_aliases(judge: Judge, lists: Watchlists, count: int, seed: int) -> Tally:
    """Weak aliases as listed: found only where another name of the party agrees as well."""
    tally = Tally()
    names = listed_names(lists, count, seed=seed, weak=True)
    asked = [
        (name.text, name, party or name.entity_id)
        for name, party in zip(names, judge.parties(names), strict=True)
    ]
    for (text, name, _), near in zip(asked, judge.nears(asked), strict=True):
        tally.note(near >= judge.cutoff, f"{near:.2f} {text!r} ({name.entity_id})")
    return tally


def native(lists: Watchlists, count: int, cutoff: float) -> Tally:
    """Native names compared with the first Latin name of the same entry."""
    tally = Tally()
    for name in listed_names(lists, 40 * count):
        entity = lists.entity(name.entity_id)
        own = next((one for one in entity.names if one.text == name.text), None)
        latin = next((one.text for one in entity.names if one.script == "Latn"), None)
        if own is None or latin is None or own.script in ("Latn", "", "Zyyy"):
            continue
        score = compare_names(own.text, latin, kind=entity.kind).score
        tally.note(score >= cutoff, f"{score:.2f} {own.text!r} for {latin!r} ({entity.id})")
        if tally.tried == count:
            break
    return tally


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--home", type=Path, required=True)
    parser.add_argument("--bundle", type=Path, default=Path("watchlists"))
    parser.add_argument("--cache", type=Path, help="folder of the compiled index")
    parser.add_argument("--names", type=int, default=300)
    parser.add_argument("--cutoff", type=float, default=0.70)
    parser.add_argument("--seed", type=int, default=0, help="other names, other alterations")
    parser.add_argument("--pairs-only", action="store_true")
    parser.add_argument("--misses", type=int, default=0, help="misses shown of each class")
    parser.add_argument("--only", help="one class")
    parser.add_argument("--write-docs", action="store_true", help="into matching-quality.md")
    options = parser.parse_args()
    lists = open_watchlists([options.home / "watchlists", options.bundle])
    matcher = Matcher.open(lists, cache_dir=options.cache or options.home / "cache")
    judge = Judge(matcher, options.cutoff, options.pairs_only)
    start = time.perf_counter()
    by_class: dict[str, Tally] = defaultdict(Tally)
    by_group: dict[str, Tally] = defaultdict(Tally)
    typos_by_group: dict[str, Tally] = defaultdict(Tally)
    doubtful = {cls.value for cls in DOUBTFUL} | {"as listed"}
    typos = {cls.value for cls in SINGLE_TYPOS}
    names = listed_names(lists, options.names, seed=options.seed)
    for cls, group, found, told in measure(judge, names, options.seed):
        if options.only and cls not in (options.only, "as listed"):
            continue
        by_class[cls].note(found, told)
        if cls not in doubtful:
            by_group[group].note(found, told)
            by_group["all"].note(found, told)
        if cls in typos:
            typos_by_group[group].note(found, told)
            typos_by_group["all"].note(found, told)
    lines = [
        f"{len(names)} names of {matcher.index.names}, cut-off {options.cutoff:.2f}"
        + (", compared only" if options.pairs_only else ""),
        f"{'class':24}{'tried':>8}{'found':>8}{'recall':>9}",
    ]
    for label in ("as listed", *(cls.value for cls in Mutation)):
        if by_class[label].tried:
            mark = " (not counted)" if label in doubtful else ""
            lines.append(by_class[label].row(label) + mark)
    for title, tallies in (("single typos", typos_by_group), ("overall", by_group)):
        lines.extend(
            tallies[group].row(f"{title}, {group}")
            for group in ("person", "company", "vessel", "all")
        )
    lost = sum(told.startswith(LOST) for told in by_group["all"].misses)
    lines.append(f"{LOST}: {lost} of {len(by_group['all'].misses)} misses")
    if not options.only:
        lines.append(weak_aliases(judge, lists, options.names // 5, options.seed).row(WEAK))
        lines.append(native(lists, options.names // 2, options.cutoff).row("native beside Latin"))
    print("\n".join(lines))
    if options.write_docs:
        write_section("mutations", lines)
    print(f"{time.perf_counter() - start:.0f} s")
    for label, tally in by_class.items():
        for told in tally.misses[: options.misses]:
            print(f"  {label}: {told}")


if __name__ == "__main__":
    main()
