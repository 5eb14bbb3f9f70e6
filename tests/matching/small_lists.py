"""Opened lists made by hand, for tests of search."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterator, Sequence

from riskengine.model.entity import Entity, EntityName, Identifier, SnapshotInfo
from riskengine.vocab import EntityKind, ListRole, Measure, NameKind


def listed(
    number: int,
    *names: str,
    kind: EntityKind = EntityKind.COMPANY,
    list_id: str = "us-bis-el",
    countries: tuple[str, ...] = (),
    name_kind: NameKind = NameKind.ALIAS,
    identifiers: tuple[tuple[str, str], ...] = (),
) -> Entity:
    """An entity; its first name is primary, the others are of `name_kind`."""
    return Entity(
        id=f"{list_id}:{number}",
        list_id=list_id,
        kind=kind,
        names=tuple(
            EntityName(text, name_kind if place else NameKind.PRIMARY)
            for place, text in enumerate(names)
        ),
        countries=countries,
        identifiers=tuple(Identifier(*pair) for pair in identifiers),
    )


class SmallLists:
    """The part of opened watchlists that matching uses."""

    def __init__(self, entities: Sequence[Entity]) -> None:
        self._entities = {item.id: item for item in entities}
        list_ids = sorted({item.list_id for item in entities})
        self.infos = tuple(
            SnapshotInfo(
                list_id=list_id,
                title=list_id,
                publisher="p",
                jurisdiction="US",
                role=ListRole.REFERENCE if list_id.startswith("ref-") else ListRole.WATCHLIST,
                measure=Measure.LICENCE,
                list_date=dt.date(2026, 1, 1),
                retrieved_on=dt.date(2026, 1, 1),
                source_url="",
                licence="",
                records=1,
                sha256="",
                stale_after_days=30,
            )
            for list_id in list_ids
        )
        spelled = repr(sorted(self._entities.items()))
        self.fingerprint = hashlib.sha256(spelled.encode()).hexdigest()

    def entity(self, entity_id: str) -> Entity:
        return self._entities[entity_id]

    def searchable(self, list_id: str | None = None) -> Iterator[Entity]:
        for item in sorted(self._entities.values(), key=lambda item: item.id):
            if list_id in (None, item.list_id):
                yield item


ZHIPU = (
    "Beijing Zhipu Huazhang Technology Co., Ltd.",
    "Beijing Zhipu Qingyan Technology Co., Ltd.",
    "Shanghai Zhipu Huanyu Technology Co., Ltd.",
)


def sample_lists() -> SmallLists:
    """Twelve entries on three lists: brands, persons, a vessel, weak aliases, references."""
    return SmallLists(
        [
            *(listed(number, name, countries=("CN",)) for number, name in enumerate(ZHIPU)),
            listed(3, "Hangzhou Hikvision Digital Technology Co., Ltd.", "Hikvision"),
            listed(
                4,
                "Semiconductor Manufacturing International Corporation",
                "SMIC",
                countries=("CN",),
                identifiers=(("lei", "254900IUTNGU0XCGTE81"),),
            ),
            listed(5, "Severny Optika LLC", "Sever", name_kind=NameKind.WEAK_ALIAS),
            listed(6, "PETROV, Ivan Sergeevich", kind=EntityKind.PERSON, list_id="us-ofac-sdn"),
            listed(7, "NORDHAVN", kind=EntityKind.VESSEL, list_id="us-ofac-sdn"),
            listed(8, "Pacific Fund 2", list_id="us-ofac-sdn"),
            listed(9, "Gazprom PAO", "Газпром", list_id="us-ofac-sdn", countries=("RU",)),
            listed(10, "长鑫存储技术有限公司", list_id="us-dod-1260h", countries=("CN",)),
            listed(11, "Mubadala Investment Company", list_id="ref-sovereign-funds"),
        ]
    )
