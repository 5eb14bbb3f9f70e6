"""Search among parties that are on no list: those of a file of owners, say."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Callable, Iterable, Iterator

from riskengine.matching.matcher import Matcher
from riskengine.model.entity import Entity, EntityName, SnapshotInfo
from riskengine.model.match import Profile
from riskengine.text.scripts import script_of
from riskengine.vocab import EntityKind, ListRole, Measure, NameKind

_LIST = "file"
_UNDATED = dt.date(1, 1, 1)
Named = tuple[str, EntityKind, tuple[str, ...]]
"""Id, kind and names of a party; the first name is its main one."""


class OneList:
    """Parties as one opened list, the part of opened watchlists that the index needs."""

    def __init__(self, parties: Iterable[Named]) -> None:
        self._entities = {
            f"{_LIST}:{id_}": Entity(
                id=f"{_LIST}:{id_}",
                list_id=_LIST,
                kind=kind,
                names=tuple(
                    EntityName(name, NameKind.ALIAS if place else NameKind.PRIMARY, script_of(name))
                    for place, name in enumerate(names)
                ),
            )
            for id_, kind, names in parties
        }
        spelled = "\n".join(
            f"{id_}\t{name.text}" for id_, item in self._entities.items() for name in item.names
        )
        self.fingerprint = hashlib.sha256(spelled.encode("utf-8", "surrogatepass")).hexdigest()
        self.infos = (
            SnapshotInfo(
                list_id=_LIST,
                title="parties of a file",
                publisher="",
                jurisdiction="",
                role=ListRole.REFERENCE,
                measure=Measure.UNKNOWN,
                list_date=_UNDATED,
                retrieved_on=_UNDATED,
                source_url="",
                licence="",
                records=len(self._entities),
                sha256=self.fingerprint,
                stale_after_days=0,
            ),
        )

    def entity(self, entity_id: str) -> Entity:
        return self._entities[entity_id]

    def searchable(self, list_id: str | None = None) -> Iterator[Entity]:
        if list_id in (None, _LIST):
            yield from sorted(self._entities.values(), key=lambda item: item.id)


def search_in(parties: Callable[[], Iterable[Named]]) -> Callable[[str], tuple[str, ...]]:
    """A search that gives the ids of the parties a name may mean, in any script, best first.

    The parties are taken apart at the first search, which costs about as much as for a list.
    """
    opened: list[Matcher] = []

    def search(name: str) -> tuple[str, ...]:
        if not opened:
            opened.append(Matcher.open(OneList(parties()), cache_dir=None))
        found = opened[0].match(Profile((name,)), role=ListRole.REFERENCE)
        return tuple(
            match.entity.id.removeprefix(f"{_LIST}:")
            for match in (*found.matches, *found.near_misses)
        )

    return search
