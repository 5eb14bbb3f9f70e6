"""Words of the Chinese lists, from the package's data, and ids of their entries."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from riskengine.model.entity import Entity
from riskengine.vocab import EntityKind
from riskengine.watchlist.readers.drafting import EntityDraft
from riskengine.watchlist.readers.parts import kind_of_organization, slug
from riskengine.watchlist.yamlfile import packaged_yaml


@dataclass(frozen=True, slots=True)
class ChineseList:
    """One list: its id, the words that name it in a title, programme, authority."""

    id: str
    words: tuple[str, ...]
    program: str
    authority: str
    called: frozenset[str]


@dataclass(frozen=True, slots=True)
class ChineseWords:
    """Content of `cn_words.yaml`; see the comments there."""

    lists: tuple[ChineseList, ...]
    publishers: tuple[str, ...]
    changes: tuple[str, ...]
    inquiries: tuple[str, ...]
    headings: Mapping[str, str]
    roles: tuple[str, ...]
    organizations: tuple[str, ...]
    countries: Mapping[str, str]

    def list_of_title(self, title: str) -> ChineseList | None:
        """The list that a title is about, or None."""
        for found in self.lists:
            if any(word in title for word in found.words):
                return found
        return None

    def list_called(self, name: str) -> ChineseList | None:
        """The list that a collection calls by this name, or None."""
        return next((found for found in self.lists if name in found.called), None)


@lru_cache(maxsize=1)
def chinese_words() -> ChineseWords:
    """The bundled tables."""
    data = packaged_yaml("cn_words.yaml")
    return ChineseWords(
        lists=tuple(
            ChineseList(
                id=row["id"],
                words=tuple(row["words"]),
                program=row["program"],
                authority=row["authority"],
                called=frozenset(row["called"]),
            )
            for row in data["lists"]
        ),
        publishers=tuple(data["publishers"]),
        changes=tuple(data["changes"]),
        inquiries=tuple(data["inquiries"]),
        headings=data["headings"],
        roles=tuple(data["roles"]),
        organizations=tuple(data["organizations"]),
        countries=data["countries"],
    )


def entry_key(english: str, chinese: str) -> str:
    """Key of an entry by its name, because these lists number nothing.

    The English name decides where there is one, as it is spelled alike in most announcements.
    """
    return slug(english or chinese)


def kind_by_name(english: str, chinese: str) -> EntityKind:
    """Company, public body or other organisation, by the words of either name."""
    kind = kind_of_organization(english or chinese, otherwise=EntityKind.ORGANIZATION)
    company = chinese.endswith(("公司", "集团", "会社", "企业"))
    if kind is EntityKind.ORGANIZATION and company:
        return EntityKind.COMPANY
    return kind


class Collector:
    """Entities of several lists being put together; one entity however often it is named."""

    def __init__(self) -> None:
        self._drafts: dict[str, EntityDraft] = {}
        self._kinds: dict[str, EntityKind] = {}

    def draft(self, list_id: str, key: str, kind: EntityKind) -> tuple[EntityDraft, bool]:
        """The draft of an entry, and whether another row began it."""
        made = EntityDraft(list_id, key)
        held = self._drafts.setdefault(made.id, made)
        self._kinds.setdefault(made.id, kind)
        return held, held is not made

    def entities(self) -> Iterator[Entity]:
        """All entities, in the order in which they were begun."""
        for id_, draft in self._drafts.items():
            yield draft.build(self._kinds[id_])
