"""A threshold study: what each cut-off costs in alerts and in names missed, on one's own data.

Nothing is recommended. Alerts on a population and recall on names that should be found are
two sides of one choice, and whose choice it is depends on what a miss and an alert cost.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

from riskengine.errors import InputError, WatchlistError
from riskengine.matching.build import Lists
from riskengine.matching.compare import compare_names
from riskengine.matching.matcher import DEFAULT_CUTOFF, Matcher
from riskengine.matching.mutations import Mutation
from riskengine.matching.names import compact
from riskengine.matching.profiles import unjudgeable
from riskengine.matching.tuning_input import Positive, chosen_names
from riskengine.matching.tuning_report import CutoffRow, LabelRow, SampleRow, Study
from riskengine.model.entity import Entity
from riskengine.model.match import Match, Profile
from riskengine.vocab import EntityKind

CUTOFFS = (0.60, 0.65, 0.70, 0.75, 0.80, 0.85, 0.90, 0.95)
"""Studied when the caller does not say which."""
SAMPLES = 5  # names shown on either side of the line, for each list
_MOST_CUTOFFS = 50
_BELOW = 0.05  # how far below the line names are still searched for the samples


def study(
    watchlists: Lists,
    matcher: Matcher,
    population: Sequence[str],
    *,
    positives: Sequence[Positive] = (),
    cutoffs: Sequence[float] = CUTOFFS,
    line: float = DEFAULT_CUTOFF,
    kind: EntityKind = EntityKind.UNKNOWN,
    sample: int | None = None,
    samples: int = SAMPLES,
) -> Study:
    """Alerts of a population and recall of positives at several cut-offs.

    Every name is searched once, at the lowest cut-off: a match of a certain confidence is
    one at every cut-off up to it.

    Args:
        watchlists, matcher: the lists to be studied, and the matcher over them.
        population: names that are mostly not listed; equal ones count once.
        positives: names that should be found, see `tuning_input`; one whose listed name is
            on no open list counts as unusable, not as missed.
        cutoffs: above 0 and at most 1, in any order.
        line: the cut-off in use, around which samples are shown.
        kind: of the population, where all are of one.
        sample: search so many of the distinct names, chosen by digest; None searches all.
        samples: names shown above and below the line for each list.

    Raises:
        InputError: no cut-off, one out of range, or no name that could be judged.
    """
    chosen = checked_cutoffs([*cutoffs, line])
    lowest = max(0.01, min(chosen[0], line - _BELOW))
    names = chosen_names(population, sample)
    judged = [name for name in names if unjudgeable(name) is None]
    if not judged:
        raise InputError(
            "the population has no name that could be judged",
            hint="Give names with letters or digits, of at most 500 characters.",
            code="input.empty",
        )
    alerts = _Alerts()
    profiles = [Profile((name,), kind) for name in judged]
    results = matcher.match_many(profiles, cutoff=lowest, near_misses=False)
    for name, result in zip(judged, results, strict=True):
        alerts.note(name, result.matches)
    reached = _reached(watchlists, matcher, positives, lowest)
    return Study(
        rows=len(population),
        distinct=len(frozenset(population)),
        names=len(names),
        assessed=len(judged),
        line=line,
        cutoffs=tuple(
            CutoffRow(
                cutoff=cutoff,
                alerts=_count(alerts.best.values(), cutoff),
                by_list={k: _count(v, cutoff) for k, v in sorted(alerts.by_list.items())},
                by_kind={k: _count(v, cutoff) for k, v in sorted(alerts.by_kind.items())},
                found=_count(reached.values(), cutoff),
            )
            for cutoff in chosen
        ),
        positives=len(reached),
        unusable=len(set(positives)) - len(reached),
        labels=_labels(reached, line),
        samples=_samples(alerts.closest, line, samples),
    )


def checked_cutoffs(cutoffs: Iterable[float]) -> tuple[float, ...]:
    """Distinct cut-offs, lowest first.

    Raises:
        InputError: none, too many, or one that is not above 0 and at most 1.
    """
    found = tuple(sorted(set(cutoffs)))
    wrong = [cutoff for cutoff in found if not 0.0 < cutoff <= 1.0]
    if wrong or not found or len(found) > _MOST_CUTOFFS:
        told = f"the cut-off {wrong[0]} is not above 0 and at most 1" if wrong else None
        raise InputError(
            told or f"{len(found)} cut-offs; give one to {_MOST_CUTOFFS}",
            hint="For example 0.60,0.65,0.70,0.75,0.80.",
            code="input.cutoff",
        )
    return found


class _Alerts:
    """Best confidence of each name: over all, by list and by kind of entry."""

    def __init__(self) -> None:
        self.best: dict[str, float] = {}
        self.by_list: dict[str, list[float]] = defaultdict(list)
        self.by_kind: dict[str, list[float]] = defaultdict(list)
        self.closest: list[SampleRow] = []

    def note(self, name: str, matches: Sequence[Match]) -> None:
        lists: dict[str, Match] = {}
        kinds: dict[str, float] = {}
        for match in matches:  # best first
            lists.setdefault(match.entity.list_id, match)
            kinds.setdefault(match.entity.kind.value, match.confidence)
        for list_id, match in lists.items():
            self.by_list[list_id].append(match.confidence)
            self.closest.append(
                SampleRow(
                    list_id,
                    name,
                    match.listed_name,
                    match.entity.id,
                    match.confidence,
                    match.reason,
                )
            )
        for kind, confidence in kinds.items():
            self.by_kind[kind].append(confidence)
        if matches:
            self.best[name] = matches[0].confidence


def _count(values: Iterable[float], cutoff: float) -> int:
    return sum(value >= cutoff for value in values)


def _samples(found: Sequence[SampleRow], line: float, count: int) -> tuple[SampleRow, ...]:
    """The nearest on either side of the line, list by list, those above first."""
    by_place: dict[tuple[str, bool], list[SampleRow]] = defaultdict(list)
    for row in found:
        by_place[row.list_id, row.confidence < line].append(row)
    return tuple(
        row
        for _, rows in sorted(by_place.items())
        for row in sorted(rows, key=lambda row: (abs(row.confidence - line), row.name))[:count]
    )


def _reached(
    watchlists: Lists, matcher: Matcher, positives: Sequence[Positive], lowest: float
) -> Mapping[Positive, float]:
    """Best confidence with which each usable positive finds its own party, 0 if below."""
    parties: dict[str, frozenset[str]] = {}
    found: dict[Positive, float] = {}
    searched: list[Positive] = []
    for positive in dict.fromkeys(positives):
        if unjudgeable(positive.name) is not None or unjudgeable(positive.listed) is not None:
            continue
        if positive.pair:
            compared = compare_names(positive.name, positive.listed, kind=positive.kind)
            found[positive] = compared.score
            continue
        if positive.listed not in parties:
            parties[positive.listed] = parties_of(watchlists, matcher, positive.listed)
        if parties[positive.listed]:
            searched.append(positive)
    profiles = [Profile((positive.name,), positive.kind) for positive in searched]
    results = matcher.match_many(profiles, cutoff=lowest, near_misses=False)
    for positive, result in zip(searched, results, strict=True):
        wanted = parties[positive.listed]
        hits = [match.confidence for match in result.matches if match.party_key in wanted]
        found[positive] = max(hits, default=0.0)
    return found


def parties_of(watchlists: Lists, matcher: Matcher, listed: str) -> frozenset[str]:
    """Keys of the parties that bear a listed name, or of the one with this entity id."""
    entity = _entity(watchlists, listed)
    name = listed if entity is None else entity.names[0].text
    letters = compact(name)
    return frozenset(
        match.party_key
        for match in matcher.match(Profile((name,))).matches
        if (entity is None and any(compact(one.text) == letters for one in match.entity.names))
        or (entity is not None and match.entity.id == entity.id)
    )


def _entity(watchlists: Lists, text: str) -> Entity | None:
    """The entity of an id; None for any other text."""
    if text.partition(":")[0] not in {info.list_id for info in watchlists.infos}:
        return None
    try:
        return watchlists.entity(text)
    except (KeyError, WatchlistError):
        return None


def _labels(reached: Mapping[Positive, float], line: float) -> tuple[LabelRow, ...]:
    tried = Counter(positive.label for positive in reached)
    found = Counter(positive.label for positive, best in reached.items() if best >= line)
    order = {cls.value: place for place, cls in enumerate(Mutation)}
    labels = sorted(tried, key=lambda label: (order.get(label, -1), label))
    return tuple(LabelRow(label, tried[label], found[label]) for label in labels)
