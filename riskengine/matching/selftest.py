"""Proof that the lists can be searched: every listed name finds its own entity.

Each name goes the way of a name that is screened: the index gives candidates, and the
candidate of the name's own entity is weighed. A name that is not found there would be
listed and yet never alert anybody.
"""

from __future__ import annotations

import multiprocessing
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass

from riskengine.errors import WatchlistError
from riskengine.matching.build import Lists
from riskengine.matching.index import Candidate
from riskengine.matching.matcher import Matcher
from riskengine.matching.profiles import unjudgeable
from riskengine.matching.selftest_report import SelfTestFailure, SelfTestReport
from riskengine.matching.weigh import weigh_names
from riskengine.model.entity import EntityName
from riskengine.model.match import Profile
from riskengine.text.normalise import fold
from riskengine.vocab import EntityKind, ListRole, NameKind

__all__ = ["NO_LETTERS", "WHOLE_WAY", "SelfTestFailure", "SelfTestReport", "run"]

WHOLE_WAY = 100  # names per role, spread evenly, that also go through all of `Matcher.match`
_CHUNK = 2000  # names per piece of work

NO_LETTERS = "unsearchable: no letter or digit"
"""The one class of names that no search can find: "*", "—"."""


@dataclass(frozen=True, slots=True)
class _Case:
    """One listed name, by the place of its list."""

    list_number: int
    entity_id: str
    name: EntityName


class _Tester:
    """Weighs listed names against an index; each as one of the lists of its own role."""

    def __init__(self, matcher: Matcher, roles: Sequence[ListRole]) -> None:
        self._index = matcher.index
        self._lists = [
            frozenset(other for other, there in enumerate(roles) if there is role) for role in roles
        ]

    def faults(self, cases: Sequence[_Case]) -> list[SelfTestFailure]:
        return [fault for case in cases if (fault := self._fault(case)) is not None]

    def _fault(self, case: _Case) -> SelfTestFailure | None:
        text = case.name.text
        refused = unjudgeable(text)
        if refused is not None:
            return _failure(case, 0.0, refused)
        lists = self._lists[case.list_number]
        # Candidates of the very letters open the full answer and are had for a tenth of it.
        best = self._best(case, self._index.exact(text, lists))
        if best != 1.0:
            best = self._best(case, self._index.candidates(text, lists))
        if best is None:
            return _failure(case, 0.0, "the index does not give its own entity as a candidate")
        if best < 1.0:
            return _failure(case, best, "its own entity is found with less than full confidence")
        return None

    def _best(self, case: _Case, candidates: Sequence[Candidate]) -> float | None:
        """Best confidence of the case's own entity; None when it is no candidate."""
        index = self._index
        weak = case.name.kind is NameKind.WEAK_ALIAS
        found: list[float] = []
        for candidate in candidates:
            if index.entity_id(candidate.entity) != case.entity_id:
                continue
            kind = index.entity_kind(candidate.entity)
            weighed = weigh_names(
                case.name.text,
                EntityKind.UNKNOWN,
                candidate.name,
                candidate.kind,
                kind,
                index.rarity,
            )
            found.append(weighed.by_name if weak else weighed.confidence)
        return max(found, default=None)


def run(
    watchlists: Lists,
    matcher: Matcher,
    *,
    only: Collection[str] | None = None,
    progress: Callable[[int, int], None] | None = None,
    sample: int | None = None,
    processes: int | None = None,
) -> SelfTestReport:
    """Search every name and alias of every open list, watchlists and reference lists alike.

    A name passes when its own entity is found with confidence 1.0. A weak alias never alerts
    alone, so it passes when the names themselves score 1.0. That other entities bear the
    same name makes no difference. A spread of names also goes through the whole of matching,
    where limits and neighbours could take an entity away.

    Args:
        only: list ids whose names are tested, against the index of all lists; None tests all.
        progress: called with names done and names in all, now and then.
        sample: number of names to test, spread evenly over the lists; None tests all.
        processes: worker processes; None or 1 tests in this one. The report is the same.

    Raises:
        WatchlistError: a list of `only` is not open.
    """
    cases = list(_spread(_cases(watchlists, only), sample))
    tested = [case for case in cases if _has_letters(case.name.text)]
    chunks = [tested[start : start + _CHUNK] for start in range(0, len(tested), _CHUNK)]
    failures: list[SelfTestFailure] = []
    tester = _Tester(matcher, [info.role for info in watchlists.infos])
    for done, found in enumerate(_in_order(tester, chunks, processes or 1), start=1):
        failures.extend(found)
        if progress is not None:
            progress(min(done * _CHUNK, len(tested)), len(tested))
    whole = _whole_way(watchlists, tested)
    failed = {(item.entity_id, item.name) for item in failures}
    for role, case in whole:
        if (case.entity_id, case.name.text) not in failed:
            failures.extend(_match_fault(matcher, role, case))
    counts = Counter(watchlists.infos[case.list_number].list_id for case in tested)
    return SelfTestReport(
        names={info.list_id: counts[info.list_id] for info in watchlists.infos},
        weak=sum(case.name.kind is NameKind.WEAK_ALIAS for case in tested),
        whole_way=len(whole),
        failures=tuple(failures),
        unsearchable=tuple(
            (case.entity_id, case.name.text, NO_LETTERS)
            for case in cases
            if not _has_letters(case.name.text)
        ),
    )


def _cases(watchlists: Lists, only: Collection[str] | None) -> list[_Case]:
    number_of = {info.list_id: number for number, info in enumerate(watchlists.infos)}
    missing = sorted(set(only or ()) - number_of.keys())
    if missing:
        raise WatchlistError(
            f"the list {missing[0]} is not open",
            hint=f"Open lists: {', '.join(number_of) or 'none'}.",
            code="watchlist.unknown",
        )
    return [
        _Case(number_of[entity.list_id], entity.id, name)
        for entity in watchlists.searchable()
        if only is None or entity.list_id in only
        for name in entity.names
    ]


def _spread(cases: Sequence[_Case], count: int | None) -> Sequence[_Case]:
    """So many cases at even distances; all of them when there are not more."""
    if count is None or count >= len(cases):
        return cases
    return [cases[number * len(cases) // count] for number in range(count)]


def _has_letters(name: str) -> bool:
    return any(char.isalnum() for char in fold(name))


_tester: _Tester | None = None  # of a worker process, which inherits it


def _work(cases: Sequence[_Case]) -> list[SelfTestFailure]:
    assert _tester is not None  # set before the workers start
    return _tester.faults(cases)


def _in_order(
    tester: _Tester, chunks: Sequence[Sequence[_Case]], processes: int
) -> Iterator[list[SelfTestFailure]]:
    """Failures chunk by chunk, in order."""
    if processes < 2 or len(chunks) < 2 or "fork" not in multiprocessing.get_all_start_methods():
        yield from (tester.faults(chunk) for chunk in chunks)
        return
    global _tester
    _tester = tester
    try:
        with multiprocessing.get_context("fork").Pool(processes) as pool:
            yield from pool.imap(_work, chunks)
    finally:
        _tester = None


def _failure(case: _Case, confidence: float, reason: str) -> SelfTestFailure:
    return SelfTestFailure(case.entity_id, case.name.text, case.name.kind, confidence, reason)


def _whole_way(watchlists: Lists, cases: Sequence[_Case]) -> list[tuple[ListRole, _Case]]:
    """Names that can alert, spread evenly over the lists of each role."""
    found: list[tuple[ListRole, _Case]] = []
    for role in ListRole:
        own = [
            case
            for case in cases
            if watchlists.infos[case.list_number].role is role
            and case.name.kind is not NameKind.WEAK_ALIAS
        ]
        found.extend((role, case) for case in _spread(own, WHOLE_WAY))
    return found


def _match_fault(matcher: Matcher, role: ListRole, case: _Case) -> list[SelfTestFailure]:
    result = matcher.match(Profile((case.name.text,)), role=role)
    for match in result.matches:
        if match.entity.id == case.entity_id and match.confidence == 1.0:
            return []
    shown = [*result.matches, *result.near_misses]
    reached = max((one.confidence for one in shown if one.entity.id == case.entity_id), default=0.0)
    return [_failure(case, reached, "matching as a whole does not give its own entity at 1.0")]
