"""The lists the engine knows, and what a manifest says of each."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError, model_validator

from riskengine.errors import WatchlistError
from riskengine.vocab import ListRole, Measure
from riskengine.watchlist.yamlfile import packaged_yaml

CUSTOM_PREFIXES = ("custom-", "opensanctions-")
_OWN_ID = re.compile(r"(custom|opensanctions)-[a-z0-9][a-z0-9-]{0,59}")
_PAIR = BeforeValidator(lambda value: tuple(value) if isinstance(value, list) else value)


class ListEntry(BaseModel):
    """One list: the manifest fields that do not change from edition to edition.

    Attributes:
        entities: lowest and highest plausible number of entities of a present edition.
        max_loss: share of the entities of the edition before, 0 to 1, beyond whose loss a
            person must accept the new edition.
    """

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)

    title: str = Field(min_length=1)
    publisher: str = Field(min_length=1)
    jurisdiction: str = Field(min_length=1)
    role: Annotated[ListRole, BeforeValidator(lambda v: ListRole(v))] = ListRole.WATCHLIST
    measure: Annotated[Measure, BeforeValidator(lambda v: Measure(v))] = Measure.UNKNOWN
    citation: str = ""
    source_url: str = ""
    licence: str = Field(min_length=1)
    stale_after_days: int = Field(default=30, ge=1)
    entities: Annotated[tuple[int, int], _PAIR] = (1, 5_000_000)
    max_loss: float = Field(default=0.05, ge=0, le=1)

    @model_validator(mode="after")
    def _ordered(self) -> ListEntry:
        if not 0 <= self.entities[0] <= self.entities[1]:
            raise ValueError("entities must be a range, lowest first")
        return self


@lru_cache(maxsize=1)
def known_lists() -> Mapping[str, ListEntry]:
    """Every list of the catalogue by its id.

    Raises:
        WatchlistError: the catalogue itself is faulty.
    """
    data = packaged_yaml("lists.yaml")
    try:
        return {list_id: ListEntry(**fields) for list_id, fields in data.items()}
    except ValidationError as error:
        raise WatchlistError(f"lists.yaml: {error}", code="watchlist.catalogue") from None


def entry_for(list_id: str) -> ListEntry:
    """The catalogue's entry, or a plain one for a list of the user's own.

    Raises:
        WatchlistError: the id is neither in the catalogue nor marked as the user's own.
    """
    found = known_lists().get(list_id)
    if found is not None:
        return found
    if not _OWN_ID.fullmatch(list_id):
        raise WatchlistError(
            f"{list_id[:80]!r} is neither a list that is known nor the id of one of your own",
            hint="Ids of your own are custom- and up to 60 small letters, digits and hyphens. "
            f"Known: {', '.join(sorted(known_lists()))}.",
            code="watchlist.unknown",
        )
    if list_id.startswith("custom-"):
        return ListEntry(
            title=f"Own list {list_id.removeprefix('custom-')}",
            publisher="the user",
            jurisdiction="ZZ",
            licence="the user's own",
            max_loss=0.30,  # a list kept by hand is short, and its owner knows what was removed
        )
    return ListEntry(
        title=f"OpenSanctions {list_id.removeprefix('opensanctions-')}",
        publisher="OpenSanctions",
        jurisdiction="ZZ",
        citation="as named in each entry",
        licence="CC BY-NC 4.0, or as agreed with OpenSanctions",
    )
