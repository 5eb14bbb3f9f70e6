"""What comparing names with every listed name would find, and what the index finds of it.

    python benchmarks/exhaustive.py --home DIR --names FILE [--count 20] [--processes 2]
        [--check 200000] [--loose] [--misses 20] [--kept FILE]

So many names each: names of the table, listed names with a slip of the hand, and listed names
in other scripts. Each is compared in full with all listed names but those that cannot match
(`exhaustive_filter.py`). --check compares so many pairs at random that the filter leaves out, and
--loose keeps far more pairs: neither should find a match that was not known. Every process
takes a part of the listed names. Weak aliases never alert alone and are left out.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import random
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from exhaustive_filter import COVERED, LOOSELY_COVERED, Filter
from throughput import names_of, opened

from riskengine.matching import Matcher
from riskengine.matching.index import no_collection
from riskengine.matching.weigh import weigh_names
from riskengine.vocab import EntityKind, ListRole, NameKind
from riskengine.watchlist import Watchlists

STRONG = 0.80
"""Score from which a match must not be missed."""
_SEED = 20
KINDS = ("table", "listed, a slip", "listed, other script")


Best = dict[tuple[int, int], tuple[float, str]]  # by case and entity: score, listed name


@dataclass(frozen=True, slots=True)
class Job:
    """What a process does: its share of the listed names, by the place of its first name."""

    home: Path
    cases: tuple[str, ...]
    share: int
    shares: int
    covered: float
    check: int


@dataclass(frozen=True, slots=True)
class Found:
    """What a process found.

    Attributes:
        best: by case and entity, the best score from `STRONG` on and the listed name.
        unseen: the same among pairs at random that were left out.
    """

    best: Best
    unseen: Best
    pairs: int
    compared: int
    drawn: int
    seconds: float


def _slip(name: str, chance: random.Random) -> str:
    at = chance.randrange(1, max(2, len(name) - 1))
    letter = chance.choice("aeinorst")
    return chance.choice(
        (
            name[:at] + name[at + 1 :],
            name[:at] + name[at : at + 2][::-1] + name[at + 2 :],
            name[:at] + letter + name[at:],
            name[:at] + letter + name[at + 1 :],
        )
    )


def cases_of(
    matcher: Matcher, names: Sequence[str], count: int, seed: int
) -> Iterator[tuple[str, str]]:
    """So many of each: names of the table, listed names with a slip, names in other scripts."""
    index, chance = matcher.index, random.Random(seed)
    listed = [index.name(number) for number in chance.sample(range(index.names), 40 * count)]
    native = [name for name in listed if not any("A" <= char.upper() <= "Z" for char in name)]
    yield from ((KINDS[0], name) for name in names[:count])
    yield from ((KINDS[1], _slip(name, chance)) for name in listed[:count])
    yield from ((KINDS[2], name) for name in native[:count])


def wanted_lists(lists: Watchlists) -> frozenset[int]:
    """Lists that are searched by default."""
    return frozenset(
        number for number, info in enumerate(lists.infos) if info.role is ListRole.WATCHLIST
    )


Group = tuple[str, EntityKind, bool]


def _groups(lists: Watchlists, matcher: Matcher) -> dict[Group, list[int]]:
    """Entities by what a comparison sees of a listed name."""
    index, wanted = matcher.index, wanted_lists(lists)
    groups: dict[Group, list[int]] = {}
    for number in range(index.names):
        one = index.candidate(number)
        if index.list_number(one.entity) in wanted and one.kind is not NameKind.WEAK_ALIAS:
            key = one.name, index.entity_kind(one.entity), index.native_only(one.entity)
            groups.setdefault(key, []).append(one.entity)
    return groups


def search(job: Job) -> Found:
    """Compare all cases with a share of the listed names."""
    with no_collection():
        return _search(job)


def _search(job: Job) -> Found:
    lists, matcher = opened(job.home)
    groups = _groups(lists, matcher)
    rarity = matcher.index.rarity
    start = time.process_time()
    listed = list(groups)[job.share :: job.shares]
    kept = Filter([text for text, _, _ in listed], job.covered)
    chosen = [frozenset(kept.kept(case).tolist()) for case in job.cases]
    best: Best = {}
    unseen: Best = {}

    def compare(case: int, place: int, found: Best) -> None:
        text, kind, native_only = listed[place]
        score = weigh_names(
            job.cases[case],
            EntityKind.UNKNOWN,
            text,
            NameKind.PRIMARY,
            kind,
            rarity,
            native_only=native_only,
        ).confidence
        if score >= STRONG:
            for entity in groups[listed[place]]:
                found[case, entity] = max(found.get((case, entity), (0.0, "")), (score, text))

    # Listed name by listed name, so that each is taken apart once.
    pairs = sorted((place, case) for case, places in enumerate(chosen) for place in places)
    for place, case in pairs:
        compare(case, place, best)
    seconds = time.process_time() - start
    chance = random.Random(_SEED + job.share)
    left = {
        (place, case)
        for place, case in (
            (chance.randrange(len(listed)), chance.randrange(len(job.cases)))
            for _ in range(job.check // job.shares)
        )
        if place not in chosen[case]
    }
    for place, case in sorted(left):
        compare(case, place, unseen)
    return Found(best, unseen, len(listed) * len(job.cases), len(pairs), len(left), seconds)


def merged(found: Sequence[Best]) -> Best:
    """The best score of each case and entity over all shares."""
    best: Best = {}
    for one in found:
        for key, told in one.items():
            best[key] = max(best.get(key, told), told)
    return best


def effort(found: Sequence[Found], texts: Sequence[str], best: Best, check: int) -> list[str]:
    """Lines that tell what was compared, and what the filter left out wrongly."""
    pairs, compared = sum(one.pairs for one in found), sum(one.compared for one in found)
    seconds = sum(one.seconds for one in found)
    lines = [
        f"{len(texts)} names: {compared:,} of {pairs:,} pairs compared in {seconds:.0f} s of "
        f"processor time, {seconds / len(texts):.1f} s a name"
    ]
    if check:
        drawn = sum(one.drawn for one in found)
        unseen = merged([one.unseen for one in found])
        new = {key: told for key, told in unseen.items() if key not in best}
        lines.append(
            f"{drawn:,} pairs at random of those left out: {len(unseen)} at or above "
            f"{STRONG:.2f}, {len(new)} of them of an entry that was not known"
        )
        for (case, _), (score, listed) in sorted(new.items()):
            lines.append(f"  left out: {texts[case]!r} and {listed!r}, {score:.2f}")
    return lines


def _write(path: Path, matcher: Matcher, best: Best) -> None:
    rows = [
        (case, matcher.index.entity_id(entity), score, listed)
        for (case, entity), (score, listed) in sorted(best.items())
    ]
    path.write_text(json.dumps(rows, ensure_ascii=False), encoding="utf-8")


def _read(path: Path, matcher: Matcher) -> Best:
    index = matcher.index
    numbers = {index.entity_id(entity): entity for entity in range(index.entities)}
    rows = json.loads(path.read_text(encoding="utf-8"))
    return {(case, numbers[entity]): (score, listed) for case, entity, score, listed in rows}


def report(
    matcher: Matcher,
    lists: Watchlists,
    cases: Sequence[tuple[str, str]],
    best: Best,
    misses: int,
) -> list[str]:
    """Lines that tell what the index gives of what was found."""
    wanted = wanted_lists(lists)
    by_case: dict[int, dict[int, tuple[float, str]]] = {}
    for (case, entity), told in best.items():
        by_case.setdefault(case, {})[entity] = told
    counts = {kind: [0, 0, 0, 0] for kind in (*KINDS, "all")}
    missed: list[tuple[float, str, str, str]] = []
    for case, entities in sorted(by_case.items()):
        kind, name = cases[case]
        given = {one.entity for one in matcher.index.candidates(name, wanted)}
        lost = entities.keys() - given
        top = max(score for score, _ in entities.values())
        hit = any(entity in given for entity, (score, _) in entities.items() if score == top)
        for row in (counts[kind], counts["all"]):
            row[0] += len(entities)
            row[1] += len(entities) - len(lost)
            row[2] += 1
            row[3] += hit
        # One line for all entries that bear the missed name.
        missed.extend({(-entities[one][0], kind, name, entities[one][1]) for one in lost})
    lines = [f"{'names':22}{'entries':>9}{'found':>7}{'share':>11}{'best':>7}{'found':>7}"]
    for kind, (strong, hits, bests, best_hits) in counts.items():
        share = f"{100 * hits / strong:9.2f} %" if strong else f"{'-':>11}"
        lines.append(f"{kind:22}{strong:9}{hits:7}{share}{bests:7}{best_hits:7}")
    lines.extend(
        f"  missed ({kind}): {name!r} and {listed!r}, {-score:.2f}"
        for score, kind, name, listed in sorted(missed)[:misses]
    )
    return lines


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--home", type=Path, required=True)
    parser.add_argument("--names", type=Path, required=True)
    parser.add_argument("--count", type=int, default=20)
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--check", type=int, default=0, help="pairs at random besides")
    parser.add_argument("--loose", action="store_true", help="leave fewer pairs out")
    parser.add_argument("--misses", type=int, default=20, help="misses shown")
    parser.add_argument("--seed", type=int, default=_SEED, help="other names")
    parser.add_argument("--kept", type=Path, help="matches of an earlier run")
    given = parser.parse_args()
    lists, matcher = opened(given.home)
    names = names_of(given.names, given.count, given.seed)
    cases = list(cases_of(matcher, names, given.count, given.seed))
    if given.kept is not None and given.kept.is_file():
        best = _read(given.kept, matcher)
    else:
        texts = tuple(name for _, name in cases)
        covered = LOOSELY_COVERED if given.loose else COVERED
        shares = given.processes
        jobs = [Job(given.home, texts, one, shares, covered, given.check) for one in range(shares)]
        if shares == 1:
            found = [search(jobs[0])]
        else:
            with multiprocessing.get_context("spawn").Pool(shares) as pool:
                found = pool.map(search, jobs)
        best = merged([one.best for one in found])
        print("\n".join(effort(found, texts, best, given.check)))
        if given.kept is not None:
            _write(given.kept, matcher, best)
    print("\n".join(report(matcher, lists, cases, best, given.misses)))


if __name__ == "__main__":
    main()
