"""From files of owners to ties of the graph: whose names are meant, and what stands above them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz, process, utils

from riskengine.model.match import Comparison
from riskengine.model.signal import ComparisonEvidence, Evidence, ReferenceEvidence
from riskengine.ownership.files import FiledParty, FiledTie, OwnershipFile
from riskengine.ownership.graph import REFERENCE_CUTOFF, VERBS, Edge, OwnershipGraph
from riskengine.vocab import Polarity

Compare = Callable[[str, str], Comparison]
Search = Callable[[str], Sequence[str]]
"""Ids of the parties of a file that a name may mean, in whatever script."""
_LIKE = 60.0
"""Rough likeness below which names of a file are not compared in earnest."""
_MOST = 12


@dataclass(frozen=True, slots=True)
class Resolution:
    """A name that was looked for in a file, and the party of the file that it fits best.

    Attributes:
        accepted: the comparison is strong enough, and no other party of the file fits as well.
    """

    name: str
    file: str
    party: str
    printed: str
    confidence: float
    reason: str
    accepted: bool

    def in_words(self) -> str:
        verdict = "taken for" if self.accepted else "not taken for"
        return (
            f"{self.name} is {verdict} {self.printed} of {self.file} "
            f"({self.confidence:.2f}): {self.reason}"
        )


def resolve(
    name: str, file: OwnershipFile, compare: Compare, cutoff: float, search: Search | None = None
) -> tuple[Resolution, ...]:
    """Parties of a file that a name may mean, best first; none below the cut-off.

    Args:
        search: asked when no name of the same letters fits well enough.
    """
    found = _judged(name, file, compare, cutoff, _alike(name, file))
    if search is None or (found and found[0].accepted):
        return found
    others = [
        (spelling, id_)
        for id_ in search(name)
        for spelling in dict.fromkeys(_spellings(file.parties[id_]))
    ]
    return _judged(name, file, compare, cutoff, [*_alike(name, file), *others])


def _alike(name: str, file: OwnershipFile) -> list[tuple[str, str]]:
    """Names of the file that are spelled roughly alike, with their parties."""
    spellings = [
        (spelling, party.id) for party in file.parties.values() for spelling in _spellings(party)
    ]
    near = process.extract(
        name,
        [spelling for spelling, _ in spellings],
        scorer=fuzz.token_set_ratio,
        processor=utils.default_process,
        limit=_MOST,
        score_cutoff=_LIKE,
    )
    return [(printed, spellings[at][1]) for printed, _, at in near]


def _judged(
    name: str,
    file: OwnershipFile,
    compare: Compare,
    cutoff: float,
    candidates: Sequence[tuple[str, str]],
) -> tuple[Resolution, ...]:
    best: dict[str, tuple[Comparison, str]] = {}
    for printed, party in candidates:
        found = compare(name, printed)
        if party not in best or found.score > best[party][0].score:
            best[party] = (found, printed)
    ranked = sorted(best.items(), key=lambda item: (-item[1][0].score, item[0]))
    fitting = [item for item in ranked if item[1][0].score >= cutoff]
    alone = len(fitting) < 2 or fitting[0][1][0].score > fitting[1][1][0].score
    return tuple(
        Resolution(
            name=name,
            file=file.name,
            party=party,
            printed=printed,
            confidence=found.score,
            reason=found.reason,
            accepted=place == 0 and alone and found.score >= REFERENCE_CUTOFF,
        )
        for place, (party, (found, printed)) in enumerate(fitting)
    )


def _spellings(party: FiledParty) -> Iterator[str]:
    yield party.name
    yield from party.names


def filed_edges(
    names: Sequence[str],
    files: Sequence[OwnershipFile],
    compare: Compare,
    cutoff: float,
    as_of: dt.date,
    search: Callable[[OwnershipFile], Search] | None = None,
) -> tuple[tuple[Edge, ...], tuple[Resolution, ...]]:
    """Ties above every name that a file knows, on one day, and how the names were resolved.

    Args:
        search: opens a search across scripts in one file.
    """
    edges: list[Edge] = []
    resolutions: list[Resolution] = []
    for file in files:
        called: dict[str, str] = {}
        proof: dict[str, ComparisonEvidence] = {}
        opened = search(file) if search is not None else None
        for name in names:
            found = resolve(name, file, compare, cutoff, opened)
            # The best one, and those that stand in its way, are worth telling.
            resolutions.extend(found[:1] if found[:1] and found[0].accepted else found[:3])
            if found and found[0].accepted and found[0].party not in called:
                first = found[0]
                called[first.party] = name
                proof[first.party] = ComparisonEvidence(
                    name, first.printed, first.confidence, first.reason
                )
        edges.extend(_above(file, called, proof))
    return OwnershipGraph(tuple(edges)).on(as_of).edges, tuple(resolutions)


def _above(
    file: OwnershipFile, called: dict[str, str], proof: dict[str, ComparisonEvidence]
) -> Iterator[Edge]:
    into: dict[str, list[FiledTie]] = {}
    for tie in file.ties:
        if tie.kind != "interest":
            into.setdefault(tie.asset, []).append(tie)
    shared = _repeated(file)

    def label(id_: str) -> str:
        name = file.parties[id_].name
        return called.get(id_) or (f"{name} ({id_})" if name in shared else name)

    waiting, seen = list(called), set(called)
    while waiting:
        asset = waiting.pop(0)
        for tie in into.get(asset, ()):
            statement = f"{label(tie.owner)} {VERBS[tie.kind]} {label(tie.asset)}"
            where = f"{file.name}, {tie.place}" if tie.place else file.name
            evidence: list[Evidence] = [
                ReferenceEvidence(tie.owner, statement, f"{where}; {tie.source}".rstrip("; "))
            ]
            if asset in proof:
                evidence.append(proof[asset])
            yield Edge(
                owner=label(tie.owner),
                asset=label(tie.asset),
                kind=tie.kind,
                stake=tie.stake,
                basis="file",
                polarity=Polarity.ASSERTED,
                status="current",
                evidence=tuple(evidence),
                means=tie.means,
                since=tie.since,
                until=tie.until,
                joint=tie.joint,
            )
            if tie.owner not in seen:
                seen.add(tie.owner)
                waiting.append(tie.owner)


def _repeated(file: OwnershipFile) -> set[str]:
    """Names that several parties of the file carry."""
    seen: set[str] = set()
    twice: set[str] = set()
    for party in file.parties.values():
        (twice if party.name in seen else seen).add(party.name)
    return twice
